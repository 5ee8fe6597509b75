import { Edit } from "../../model";
import { isJsonObject } from "../json";
import { stepsOf } from "./edited-value";

/** What an argument of a resource is, with edits that come before. */
export type ArgumentAfter = (address: string, edits: readonly Edit[], argument: string) => unknown;

/** Edits with the names of the blocks that they are in: people don't count blocks. */
export function namedEdits(edits: readonly Edit[], valueOf: ArgumentAfter): readonly Edit[] {
  return edits.map((edit, index) => {
    const path = edit.op === "create" ? [] : blocksOf(edit);
    if (edit.op === "create" || path.length === 0) {
      return edit;
    }
    const within = labelsOf(path, valueOf(edit.address, edits.slice(0, index), String(path[0])));
    return within === undefined ? edit : { ...edit, within };
  });
}

/** The path of the block in which something is set or added, or that is taken out. */
function blocksOf(edit: Exclude<Edit, { readonly op: "create" }>): readonly (string | number)[] {
  switch (edit.op) {
    case "set":
      return stepsOf(edit.argument).slice(0, -1);
    case "append":
      return stepsOf(edit.block).slice(0, -1);
    case "remove":
      return stepsOf(edit.block ?? "");
  }
}

/** `route "to-web"`, outermost first; `undefined` where the blocks aren't there to be read. */
function labelsOf(path: readonly (string | number)[], value: unknown): readonly string[] | undefined {
  const [block, step, ...rest] = path;
  const index = typeof step === "number" ? step : 0;
  const blocks = [value ?? []].flat();
  const found: unknown = blocks[index];
  if (!isJsonObject(found)) {
    return undefined;
  }
  const { name } = found;
  const isNamed = typeof name === "string" && name !== "" && !name.includes("${");
  const label = labelOf(
    block,
    isNamed ? JSON.stringify(name) : undefined,
    blocks.length === 1 ? "" : `[${index}]`,
  );
  const inner = typeof step === "number" ? rest : path.slice(1);
  const more = inner.length === 0 ? [] : labelsOf(inner, found[String(inner[0])]);
  return more && [label, ...more];
}

/** Of a local that is a list, entries are told by their names alone. */
function labelOf(block: string | number, name: string | undefined, place: string): string {
  if (typeof block === "number") {
    return name ?? `[${block}]`;
  }
  return name === undefined ? `${block}${place}` : `${block} ${name}`;
}
