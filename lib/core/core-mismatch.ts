import { TerraformElement, TerraformStack } from "cdktf";
import { HubSpokeError } from "./validation-error";

/** A method of a cdktn stack that calls {@link CALLED_BY_CDKTN} on every element below it, ours included. */
const CDKTN_STACK = "_runPreparingResolve";

/** What cdktn expects of every element, and elements of cdktf don't have. */
const CALLED_BY_CDKTN = "_resetResolveDiscoveredProviderFeatureUsage";

/** Whether a stack is of cdktn, whichever core these constructs were built for. */
export function isOfCdktn(stack: TerraformStack): boolean {
  return CDKTN_STACK in stack;
}

/**
 * Refuses a stack of cdktn around constructs that were built for cdktf.
 *
 * Such a program would end in an internal `TypeError` at synth. The other way round works, and so do two copies
 * of one core: that is why this looks for exactly what would crash, and never for the class.
 */
export function refuseOtherCore(stack: TerraformStack): void {
  if (isOfCdktn(stack) && !(CALLED_BY_CDKTN in TerraformElement.prototype)) {
    throw new HubSpokeError(
      stack,
      "this stack comes from cdktn, but these constructs are the ones for cdktf; " +
        'import them from "cdktf-azure-hub-spoke/cdktn" instead of "cdktf-azure-hub-spoke"',
    );
  }
}
