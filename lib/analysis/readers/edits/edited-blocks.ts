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
  const keyOf = (mode: string, type: string, name: string): string => `${mode} ${type}.${name}`;
  const resources = new Map<string, ResourceDeclaration>(
    blocks.resources.map((declaration) => [
      keyOf(declaration.mode, declaration.type, declaration.name),
      declaration,
    ]),
  );
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
  return { ...blocks, resources: [...resources.values()] };
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
