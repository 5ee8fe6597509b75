import { IConstruct } from "constructs";

/**
 * Registers a check that runs at synth, when everything that the program adds is there.
 *
 * The core reports all messages of all constructs of a stack together, each with its construct's path, and
 * writes nothing if there is one.
 */
export function checkAtSynth(construct: IConstruct, check: () => (string | undefined)[]): void {
  construct.node.addValidation({
    validate: () => check().filter((message): message is string => message !== undefined),
  });
}
