import { Annotations, Aspects, IAspect } from "cdktf";
import { IConstruct } from "constructs";
import { didYouMean } from "../text/nearest";
import { quote } from "./azure-names";
import { HubSpokeError } from "./validation-error";
import { WarningCode } from "./warning-code";

const ACKNOWLEDGED = "cdktf-azure-hub-spoke/acknowledged";

/** Warnings of this package, which say what only *may* be wrong. */
export class Warnings {
  /**
   * Says that a warning is known and accepted: it is no longer shown for the construct and all below it.
   *
   * @param scope where it is accepted
   * @param code the code in brackets at the end of the warning
   * @param reason why it is accepted, for whoever reads the program
   * @throws a `HubSpokeError` for a code that no warning has
   */
  public static acknowledge(scope: IConstruct, code: WarningCode, reason: string): void {
    const codes: readonly string[] = Object.values(WarningCode);
    if (!codes.includes(code)) {
      throw new HubSpokeError(
        scope,
        `no warning has the code ${quote(String(code))}${didYouMean(String(code), codes)}`,
      );
    }
    scope.node.addMetadata(ACKNOWLEDGED, { code, reason });
  }

  private constructor() {}
}

/** Aspects of this package: they look, and change nothing. */
const warnings = new WeakSet<IAspect>();

/** Whether an aspect is one of {@link warnAtSynth}, so that what was checked before it is true after it. */
export function onlyWarns(aspect: IAspect): boolean {
  return warnings.has(aspect);
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
  const warning: IAspect = {
    visit: (node) => {
      const message = node === scope ? check() : undefined;
      const place = message === undefined ? undefined : affected.find((each) => !isAcknowledged(each, code));
      if (place) {
        Annotations.of(place).addWarning(`${message} [${code}]`);
      }
    },
  };
  warnings.add(warning);
  Aspects.of(scope).add(warning);
}

function isAcknowledged(construct: IConstruct, code: WarningCode): boolean {
  return construct.node.scopes.some((scope) =>
    scope.node.metadata.some((entry) => entry.type === ACKNOWLEDGED && entry.data.code === code),
  );
}
