import { blockAddress, Edit } from "../../model";
import { isJsonObject, JsonObject } from "../json";
import { ConfigurationBlocks, ResourceDeclaration } from "../json-configuration";
import { Containers, stepsOf, withBlock, withoutBlockAt, withValueAt } from "./edited-value";

const VALUES: Containers<unknown> = {
  isObject: (value): value is JsonObject => isJsonObject(value),
  newObject: () => Object.create(null) as JsonObject,
};

/** The blocks of a root module with edits in them; `undefined` where an edit is about a module's inside. */
export function editedBlocks(
  blocks: ConfigurationBlocks,
  edits: readonly Edit[],
): ConfigurationBlocks | undefined {
  const resources = edited(declarationsOf(blocks), edits);
  return resources && { ...blocks, resources: [...resources.values()] };
}

/** What is written in a block of the root module, by its address, with edits in it. */
export function writtenBody(
  blocks: ConfigurationBlocks,
  edits: readonly Edit[],
  address: string,
): JsonObject | undefined {
  const declarations = declarationsOf(blocks);
  const key = `managed ${address}`;
  return (edits.length === 0 ? declarations : edited(declarations, edits))?.get(key)?.body;
}

type Declarations = ReadonlyMap<string, ResourceDeclaration>;

const known = new WeakMap<ConfigurationBlocks, Declarations>();

function declarationsOf(blocks: ConfigurationBlocks): Declarations {
  const declarations =
    known.get(blocks) ??
    new Map(blocks.resources.map((one) => [keyOf(one.mode, one.type, one.name), one] as const));
  known.set(blocks, declarations);
  return declarations;
}

function keyOf(mode: string, type: string, name: string): string {
  return `${mode} ${type}.${name}`;
}

function edited(declarations: Declarations, edits: readonly Edit[]): Declarations | undefined {
  const resources = new Map(declarations);
  for (const edit of edits) {
    if (edit.op === "create") {
      const body = Object.assign(Object.create(null), edit.arguments) as JsonObject;
      const { type, name } = edit;
      resources.set(keyOf("managed", type, name), { mode: "managed", type, name, body });
      continue;
    }
    const [type, name] = blockAddress(edit.address).split(".");
    const key = keyOf("managed", type, name);
    const declaration = resources.get(key);
    if (declaration === undefined) {
      return undefined;
    }
    if (edit.op === "remove" && edit.block === undefined) {
      resources.delete(key);
    } else {
      resources.set(key, { ...declaration, body: editedBody(declaration.body, edit) });
    }
  }
  return resources;
}

function editedBody(body: JsonObject, edit: Exclude<Edit, { readonly op: "create" }>): JsonObject {
  if (edit.op === "remove") {
    return withoutBlockAt(VALUES, body, stepsOf(edit.block ?? "")) as JsonObject;
  }
  const steps = stepsOf(edit.op === "set" ? edit.argument : edit.block);
  return withValueAt(VALUES, body, steps, (old) =>
    edit.op === "set" ? edit.value : withBlock(old, edit.value as unknown),
  ) as JsonObject;
}
