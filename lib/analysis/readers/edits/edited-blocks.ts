import { keptWith } from "../../../collections/kept-with";
import { blockAddress, Edit } from "../../model";
import { isJsonObject, JsonObject } from "../json";
import { ConfigurationBlocks, ResourceDeclaration } from "../json-configuration";
import { Containers, stepsOf, withBlock, withoutBlockAt, withValueAt } from "./edited-value";

const VALUES: Containers<unknown> = {
  isObject: (value): value is JsonObject => isJsonObject(value),
  newObject: () => Object.create(null) as JsonObject,
};

/** The blocks of a module with edits in them, which name what they change as the module does; `undefined` where that isn't there. */
export function editedBlocks(
  blocks: ConfigurationBlocks,
  edits: readonly Edit[],
): ConfigurationBlocks | undefined {
  const { outputs, variables, modules, locals } = blocks;
  const more = {
    outputs: new Map(outputs),
    variables: new Map(variables),
    modules: new Map(modules),
    locals: new Map(locals),
  };
  const rest = edits.filter((edit) => !changesInterface(more, edit));
  const resources = edited(declarationsOf(blocks), rest);
  return resources && { ...blocks, ...more, resources: [...resources.values()] };
}

/** What a module puts out, takes, or gives to those that it calls, and what its own blocks are fed with. */
interface Interface {
  readonly outputs: Map<string, JsonObject>;
  readonly variables: Map<string, JsonObject>;
  readonly modules: Map<string, JsonObject>;
  readonly locals: Map<string, unknown>;
}

/** Whether an edit is one of that, and was made. */
function changesInterface(blocks: Interface, edit: Edit): boolean {
  if (edit.op === "create") {
    return false;
  }
  const [feeds, name] = feedsAt(blocks, edit.address);
  if (feeds?.has(name) === true) {
    feeds.set(name, editedValue(feeds.get(name), edit));
    return true;
  }
  if (edit.op !== "append" || edit.address !== "") {
    return false;
  }
  const { name: declared, ...body } = edit.value;
  (edit.block === "output" ? blocks.outputs : blocks.variables).set(String(declared), body as JsonObject);
  return true;
}

/** Of an address such as `local.routes` or `module.spoke`, all of its kind and its name among them. */
function feedsAt<Feeds>(
  { modules, locals, variables }: { readonly [kind in "modules" | "locals" | "variables"]: Feeds },
  address: string,
): [feeds: Feeds | undefined, name: string] {
  const [, kind, name = ""] = /^(module|local|variable)\.([\w-]+)$/.exec(address) ?? [];
  const feeds = { module: modules, local: locals, variable: variables };
  return [feeds[kind as keyof typeof feeds], name];
}

/** What is written in a block of a module, by the address that this has for it, with edits in it. */
export function writtenBody(
  blocks: ConfigurationBlocks,
  edits: readonly Edit[],
  address: string,
): JsonObject | undefined {
  if (feedsAt(blocks, address)[0] !== undefined) {
    const after = edits.length === 0 ? blocks : editedBlocks(blocks, edits);
    const [feeds, name] = after === undefined ? [] : feedsAt<ReadonlyMap<string, unknown>>(after, address);
    return feeds?.get(name ?? "") as JsonObject | undefined;
  }
  const declarations = declarationsOf(blocks);
  const key = `managed ${address}`;
  const about = edits.filter(
    (edit) => edit.op === "create" || !/^(module\.|local\.|variable\.|$)/.test(edit.address),
  );
  return (about.length === 0 ? declarations : edited(declarations, about))?.get(key)?.body;
}

type Declarations = ReadonlyMap<string, ResourceDeclaration>;

const declarationsOf = keptWith(
  ({ resources }: ConfigurationBlocks): Declarations =>
    new Map(resources.map((one) => [keyOf(one.mode, one.type, one.name), one])),
);

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
  return editedValue(body, edit) as JsonObject;
}

function editedValue(value: unknown, edit: Exclude<Edit, { readonly op: "create" }>): unknown {
  if (edit.op === "remove") {
    return withoutBlockAt(VALUES, value, stepsOf(edit.block ?? ""));
  }
  const steps = stepsOf(edit.op === "set" ? edit.argument : edit.block);
  return withValueAt(VALUES, value, steps, (old) =>
    edit.op === "set" ? edit.value : withBlock(old, edit.value as unknown),
  );
}
