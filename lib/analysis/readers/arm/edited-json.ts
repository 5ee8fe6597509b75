import { CreateResource, Edit } from "../../model";
import { stepsOf } from "../edits/edited-value";
import { isJsonObject, JsonObject } from "../json";

type Container = { [key: string]: unknown } | unknown[];
type ResourceEdit = Exclude<Edit, CreateResource>;

/**
 * A document of Azure's with edits of its resources in it, made where these are written; `undefined` where one of them can't be: an
 * expression makes what it is about. The document itself stays as it is.
 */
export function editedJson<T extends object>(
  document: T,
  sources: ReadonlyMap<string, JsonObject>,
  edits: readonly Edit[],
  create: (copy: T, edit: CreateResource, copyOf: (source: object) => object | undefined) => T,
): T | undefined {
  const copies = new Map<unknown, Container>();
  const owners = new Map<unknown, Container>();
  let copy = copied(document, copies, owners) as T;
  for (const edit of edits) {
    if (edit.op === "create") {
      copy = create(copy, edit, (source) => copies.get(source));
      continue;
    }
    const resource = copies.get(sources.get(edit.address));
    if (resource === undefined || Array.isArray(resource)) {
      return undefined;
    }
    if (edit.op === "remove" && edit.block === undefined) {
      const owner = owners.get(resource)!;
      const key = Object.entries(owner).find(([, value]) => value === resource)![0];
      takeOut(owner, key);
    } else if (!isMade(resource, edit)) {
      return undefined;
    }
  }
  return copy;
}

/** The Azure CLI prints what is under `properties` beside the rest. */
export function isFlat(resource: JsonObject): boolean {
  return "id" in resource && !("properties" in resource);
}

function copied(value: unknown, copies: Map<unknown, Container>, owners: Map<unknown, Container>): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const copy = (Array.isArray(value) ? [] : Object.create(null)) as { [key: string]: unknown };
  copies.set(value, copy);
  for (const [key, member] of Object.entries(value)) {
    copy[key] = copied(member, copies, owners);
    if (typeof member === "object" && member !== null) {
      owners.set(copy[key], copy);
    }
  }
  return copy;
}

function isMade(resource: JsonObject, edit: ResourceEdit): boolean {
  const flat = isFlat(resource);
  const path = stepsOf(edit.op === "set" ? edit.argument : edit.block!).filter(
    (step) => !flat || step !== "properties",
  );
  let owner = resource as Container;
  for (const step of path.slice(0, -1)) {
    const key = keyIn(owner, step);
    const isList = Array.isArray(owner);
    const next = key === undefined ? undefined : (owner as { [key: string]: unknown })[key];
    if (next === undefined && key !== undefined && !isList) {
      (owner as { [key: string]: unknown })[key] = {};
    } else if (typeof next !== "object" || next === null) {
      return false;
    }
    owner = (owner as { [key: string]: Container })[key!];
  }
  const key = keyIn(owner, path.at(-1)!);
  if (key === undefined) {
    return false;
  }
  const before = (owner as { [key: string]: unknown })[key];
  switch (edit.op) {
    case "set":
      (owner as { [key: string]: unknown })[key] = structuredClone(edit.value);
      return true;
    case "append":
      (owner as { [key: string]: unknown })[key] = Array.isArray(before)
        ? [...(before as unknown[]), structuredClone(edit.value)]
        : [structuredClone(edit.value)];
      return before === undefined || before === null || Array.isArray(before);
    case "remove":
      takeOut(owner, key);
      return before !== undefined;
  }
}

/** How a step is spelled there, since Azure doesn't mind the case; none where a loop makes what has that name. */
function keyIn(owner: Container, step: string | number): string | undefined {
  if (Array.isArray(owner) || typeof step === "number") {
    return Array.isArray(owner) && Number(step) < owner.length ? String(step) : undefined;
  }
  const isIt = (name: unknown): boolean => String(name).toLowerCase() === step.toLowerCase();
  const loops = Array.isArray(owner.copy) ? owner.copy.filter(isJsonObject) : [];
  return loops.some(({ name }) => isIt(name)) ? undefined : (Object.keys(owner).find(isIt) ?? step);
}

function takeOut(owner: Container, key: string): void {
  if (Array.isArray(owner)) {
    owner.splice(Number(key), 1);
  } else {
    delete owner[key];
  }
}
