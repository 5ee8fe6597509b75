import { TerraformResource } from "cdktf";
import { IConstruct } from "constructs";
import { refuseOtherCore } from "./core-mismatch";
import { openDeclarations } from "./declarations";
import { addressOf } from "./references";
import { refuseAfterWriting } from "./written";

/**
 * Registers a check that runs at synth, when everything that the program adds is there.
 *
 * The core reports all messages of all constructs of a stack together, each with its construct's path, and
 * writes nothing if there is one. The Terraform address of what the construct creates is added here.
 */
export function checkAtSynth(construct: IConstruct, check: () => (string | undefined)[]): void {
  // Every construct comes by here when it is made: in time for a sentence instead of a crash at synth.
  refuseOtherCore(construct);
  refuseAfterWriting(construct);
  openDeclarations(construct);
  construct.node.addValidation({
    validate: () => {
      const messages = check().filter((message): message is string => message !== undefined);
      return messages.length > 0 ? messages.map((message) => message + where(construct)) : messages;
    },
  });
}

function where(construct: IConstruct): string {
  const resource = construct.node.defaultChild;
  return TerraformResource.isTerraformResource(resource) ? ` (${addressOf(resource)})` : "";
}
