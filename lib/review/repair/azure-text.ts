import { Edit } from "../../analysis";
import { printable } from "../text/layout";

/** Edits of Azure's JSON, a line each: where, and what stands there then. */
export function azureEditsAsText(edits: readonly Edit[]): string[] {
  return edits.map((edit) => printable(lineOf(edit)));
}

function lineOf(edit: Edit): string {
  switch (edit.op) {
    case "set":
      if (edit.within !== undefined) {
        const [argument] = edit.argument.split(".").slice(-1);
        return `${edit.address}: ${edit.within.join(": ")}: ${argument} = ${JSON.stringify(edit.value)}`;
      }
      return `${edit.address}: ${edit.argument} = ${JSON.stringify(edit.value)}`;
    case "append":
      return `${edit.address}: ${edit.block} += ${JSON.stringify(edit.value)}`;
    case "create":
      return `+ ${edit.type}: ${JSON.stringify(edit.arguments)}`;
    case "remove":
      if (edit.within !== undefined) {
        return `- ${edit.address}: ${edit.within.join(": ")}`;
      }
      return `- ${edit.address}${edit.block === undefined ? "" : `: ${edit.block}`}`;
  }
}
