import { Annotations, Aspects, IAspect } from "cdktf";
import { IConstruct } from "constructs";
import { WarningCode } from "./warning-catalogue";

const ACKNOWLEDGED = "cdktf-azure-hub-spoke/acknowledged";

/** Warnings of this package, which say what only *may* be wrong. */
export class Warnings {
  /**
   * Says that a warning is known and accepted: it is no longer shown for the construct and all below it.
   *
   * @param scope where it is accepted
   * @param code the code in brackets at the end of the warning, such as `ROUTE_TABLE_LIMIT`
   * @param reason why it is accepted, for whoever reads the program
   */
  public static acknowledge(scope: IConstruct, code: string, reason: string): void {
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
  const warning: IAspect = {
    visit: (node) => {
      const message = node === construct ? check() : undefined;
      if (message !== undefined && !isAcknowledged(construct, code)) {
        Annotations.of(construct).addWarning(`${message} [${code}]`);
      }
    },
  };
  warnings.add(warning);
  Aspects.of(construct).add(warning);
}

function isAcknowledged(construct: IConstruct, code: string): boolean {
  return construct.node.scopes.some((scope) =>
    scope.node.metadata.some((entry) => entry.type === ACKNOWLEDGED && entry.data.code === code),
  );
}
