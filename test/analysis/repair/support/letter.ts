import { Edit } from "../../../../lib/analysis";

/* eslint-disable @typescript-eslint/no-explicit-any */

/** Does to a document what an edit says, as a person would in an editor; knows nothing of how the product does it. */
export function toTheLetter(document: object, edits: readonly Edit[]): object {
  const [copy, written] = JSON.parse(JSON.stringify([document, edits]));
  for (const edit of written) {
    apply(copy.resource, edit);
  }
  return copy;
}

function apply(resource: any, edit: Edit): void {
  if (edit.op === "create") {
    resource[edit.type] ??= {};
    must(resource[edit.type][edit.name] === undefined, edit);
    resource[edit.type][edit.name] = edit.arguments;
    return;
  }
  const [type, name] = edit.address.split(".");
  must(resource[type]?.[name] !== undefined, edit);
  if (edit.op === "remove" && edit.block === undefined) {
    delete resource[type][name];
    return;
  }
  const path = edit.op === "set" ? edit.argument : (edit.block as string);
  const steps = path.replace(/\[(\d+)\]/g, ".$1").split(".");
  const last = steps.pop() as string;
  let owner = resource[type][name];
  for (const [index, step] of steps.entries()) {
    // JSON lets one block stand for a list of one.
    if (/^\d+$/.test(steps[index + 1] ?? last) && !Array.isArray(owner[step])) {
      owner[step] = [owner[step]];
    }
    owner = owner[step];
  }
  if (edit.op === "set") {
    owner[last] = edit.value;
  } else if (edit.op === "append") {
    owner[last] = [...[owner[last] ?? []].flat(), edit.value];
  } else {
    owner.splice(Number(last), 1);
  }
}

function must(condition: boolean, edit: Edit): void {
  if (!condition) {
    throw new Error(`nobody can do this: ${JSON.stringify(edit)}`);
  }
}
