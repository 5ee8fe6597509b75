import { Annotations, Aspects, IAspect } from "cdktf";
import { IConstruct, IValidation } from "constructs";
import { didYouMean } from "../text/nearest";
import { visible } from "../text/visible";
import { quote } from "./azure-names";
import { checked } from "./input-check";
import { notedOf } from "./noted";
import { HubSpokeError } from "./validation-error";
import { WarningCode } from "./warning-code";

const ACKNOWLEDGED = "cdktf-azure-hub-spoke/acknowledged";

/** Warnings, which say what only *may* be wrong. A mistake is said by `node.addValidation` instead, and ends the synth. */
export class Warnings {
  /**
   * Warns at synth, when everything is there, of each message of a validation, unless somebody has acknowledged its code.
   *
   * Warnings of your own are shown and acknowledged like those of this package.
   *
   * @param scope what the warning is about
   * @param code capital letters, digits and `_`: a code of your own, such as `ROUTER_OVERLOADED`, or a `WarningCode`
   * @param warning its messages are the warnings; none if all is well
   * @throws a `HubSpokeError` for a code that is written otherwise
   */
  public static add(scope: IConstruct, code: string, warning: IValidation): void {
    if (!/^[A-Z][A-Z0-9_]*$/.test(checked(scope, "string", code, "the code of a warning"))) {
      throw new HubSpokeError(
        scope,
        `${quote(code)} is no code of a warning; write it like "ROUTER_OVERLOADED", in capital letters, digits and "_"`,
      );
    }
    if (typeof warning?.validate !== "function") {
      throw new HubSpokeError(
        scope,
        `the warning ${code} needs an object with validate(), which returns its messages`,
      );
    }
    codesIn(scope.node.root).add(code);
    addWarning(scope, code, () => warning.validate(), [scope]);
  }

  /**
   * Says that a warning is known and accepted: it is no longer shown for the construct and all below it.
   *
   * A code that no warning of the program has is refused at synth.
   *
   * @param scope where it is accepted
   * @param code the code in brackets at the end of the warning: a `WarningCode`, or one of your own
   * @param reason why it is accepted, for whoever reads the program
   */
  public static acknowledge(scope: IConstruct, code: string, reason: string): void {
    scope.node.addValidation({
      validate: () => {
        const codes = [...Object.values<string>(WarningCode), ...codesIn(scope.node.root)];
        return codes.includes(code)
          ? []
          : [`no warning has the code ${quote(String(code))}${didYouMean(String(code), codes)}`];
      },
    });
    scope.node.addMetadata(ACKNOWLEDGED, { code, reason });
  }

  private constructor() {}
}

/** Codes of the warnings that a program adds itself. */
const codesIn = notedOf<IConstruct, Set<string>>(() => new Set());

/** What may be warned of at each construct. */
const warningsAt = new WeakMap<IConstruct, (() => void)[]>();

/**
 * The one aspect of this package, once on each construct that may be warned of, since a core takes each aspect to every
 * construct below: it looks, and changes nothing.
 */
const warnEach: IAspect = {
  visit: (construct) => warningsAt.get(construct)?.forEach((warn) => warn()),
};

/** Whether an aspect is that of {@link warnAtSynth}, so that what was checked before it is true after it. */
export function onlyWarns(aspect: IAspect): boolean {
  return aspect === warnEach;
}

/** Warns at synth, when everything is there, if `check` gives a message and nobody has acknowledged its code. */
export function warnAtSynth(construct: IConstruct, code: WarningCode, check: () => string | undefined): void {
  warnOnceAtSynth(construct, code, check, [construct]);
}

/**
 * Warns at synth of what several constructs have in common: once, at the first of them that hasn't acknowledged the code.
 *
 * @param scope holds all of them
 * @param affected those that are known so far; more may be added until synth
 */
export function warnOnceAtSynth(
  scope: IConstruct,
  code: WarningCode,
  check: () => string | undefined,
  affected: readonly IConstruct[],
): void {
  addWarning(scope, code, () => [check()].filter((message) => message !== undefined), affected);
}

function addWarning(
  scope: IConstruct,
  code: string,
  check: () => readonly string[],
  affected: readonly IConstruct[],
): void {
  const warn = (): void => {
    const messages = check();
    const place = messages.length > 0 ? affected.find((each) => !isAcknowledged(each, code)) : undefined;
    if (place) {
      messages.forEach((message) => Annotations.of(place).addWarning(`${visible(message)} [${code}]`));
    }
  };
  const known = warningsAt.get(scope);
  if (known) {
    known.push(warn);
    return;
  }
  warningsAt.set(scope, [warn]);
  Aspects.of(scope).add(warnEach);
}

function isAcknowledged(construct: IConstruct, code: string): boolean {
  return construct.node.scopes.some((scope) =>
    scope.node.metadata.some((entry) => entry.type === ACKNOWLEDGED && entry.data.code === code),
  );
}
