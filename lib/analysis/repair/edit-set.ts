import { isSameData } from "../../collections/same-data";
import { Edit, EditArguments, EditValue } from "../model";

/** Edits and more of them, as few as say the same: what is added to a new resource is written into it. */
export function withEdits(edits: readonly Edit[], more: readonly Edit[]): readonly Edit[] {
  return more.reduce<readonly Edit[]>(withEdit, edits);
}

/** Tells sets of edits apart, whatever the order in which they were found. */
export function keyOf(edits: readonly Edit[]): string {
  return edits.map(textOf).sort().join("\n");
}

/** Whether edits take back what others did: no way to a small change. */
export function undo(edits: readonly Edit[], more: readonly Edit[]): boolean {
  const added = new Set(
    edits.flatMap((edit) =>
      edit.op === "create" ? [`${edit.type}.${edit.name}`] : edit.op === "append" ? [edit.address] : [],
    ),
  );
  const set = new Set(
    edits.flatMap((edit) => (edit.op === "set" ? [`${edit.address} ${edit.argument}`] : [])),
  );
  const created = new Set(edits.flatMap((edit) => (edit.op === "create" ? `${edit.type}.${edit.name}` : [])));
  return more.some(
    (edit) =>
      (edit.op === "remove" && added.has(edit.address)) ||
      // In a block of what is new, it is the other value of what was just written.
      (edit.op === "set" &&
        (set.has(`${edit.address} ${edit.argument}`) ||
          (created.has(edit.address) && /[.[]/.test(edit.argument)))),
  );
}

/** Whether some edits are among others. */
export function includesAll(edits: readonly Edit[], some: readonly Edit[]): boolean {
  const all = new Set(edits.map(textOf));
  return some.every((edit) => all.has(textOf(edit)));
}

/** Whether edits do whatever others do, and more: a new resource may have more written into it. */
export function goBeyond(edits: readonly Edit[], some: readonly Edit[]): boolean {
  return (
    keyOf(edits) !== keyOf(some) &&
    some.every((one) =>
      edits.some((edit) =>
        one.op === "create" && edit.op === "create"
          ? one.type === edit.type && one.name === edit.name && holds(edit.arguments, one.arguments)
          : textOf(edit) === textOf(one),
      ),
    )
  );
}

/** Whether a value has whatever another has. */
function holds(value: EditValue, other: EditValue): boolean {
  if (Array.isArray(value) && Array.isArray(other)) {
    return other.every((item) => value.some((own) => isSameData(own, item)));
  }
  return isObject(value) && isObject(other)
    ? Object.entries(other).every(([name, member]) => name in value && holds(value[name], member))
    : isSameData(value, other);
}

function isObject(value: EditValue): value is EditArguments {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const texts = new WeakMap<Edit, string>();

function textOf(edit: Edit): string {
  let text = texts.get(edit);
  if (text === undefined) {
    // In which block it is, its path says already.
    text = JSON.stringify({ ...edit, within: undefined });
    texts.set(edit, text);
  }
  return text;
}

function withEdit(edits: readonly Edit[], edit: Edit): readonly Edit[] {
  if (edit.op === "create") {
    return [...edits, edit];
  }
  const index = edits.findIndex((one) => one.op === "create" && `${one.type}.${one.name}` === edit.address);
  const created = edits[index];
  if (created?.op === "create" && edit.op === "append") {
    const before = created.arguments[edit.block];
    const blocks = before === undefined ? [] : ([before].flat() as EditValue[]);
    return replaced(edits, index, { ...created.arguments, [edit.block]: [...blocks, edit.value] });
  }
  if (created?.op === "create" && edit.op === "set" && !/[.[]/.test(edit.argument)) {
    return replaced(edits, index, { ...created.arguments, [edit.argument]: edit.value });
  }
  const same = edits.findIndex(
    (one) =>
      one.op === "set" && edit.op === "set" && one.address === edit.address && one.argument === edit.argument,
  );
  return [...edits.filter((_, i) => i !== same), edit];
}

function replaced(edits: readonly Edit[], index: number, written: EditArguments): readonly Edit[] {
  return edits.map((one, i) => (i === index && one.op === "create" ? { ...one, arguments: written } : one));
}
