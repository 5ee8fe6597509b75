import { Edit } from "../../analysis";
import { printable } from "../text/layout";

/** Edits of Azure's JSON: where, and what stands there then; a line each, or with JSON as it is written in a file. */
export function azureEditsAsText(edits: readonly Edit[], indent?: number): string[] {
  return edits.flatMap((edit) => lineOf(edit, indent).split("\n")).map(printable);
}

function lineOf(edit: Edit, indent?: number): string {
  const json = (value: unknown): string => JSON.stringify(value, undefined, indent);
  switch (edit.op) {
    case "set":
      if (edit.within !== undefined) {
        const [argument] = edit.argument.split(".").slice(-1);
        return `${edit.address}: ${edit.within.join(": ")}: ${argument} = ${json(edit.value)}`;
      }
      return `${edit.address}: ${edit.argument} = ${json(edit.value)}`;
    case "append":
      return `${edit.address}: ${edit.block} += ${json(edit.value)}`;
    case "create":
      return `+ ${edit.beside === undefined ? "" : `(${edit.beside}) `}${json({ type: edit.type, ...edit.arguments })}`;
    case "remove":
      if (edit.within !== undefined) {
        return `- ${edit.address}: ${edit.within.join(": ")}`;
      }
      return `- ${edit.address}${edit.block === undefined ? "" : `: ${edit.block}`}`;
  }
}
