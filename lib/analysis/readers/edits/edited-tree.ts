import { Edit } from "../../model";
import { JsonObject } from "../json";
import { ConfigurationBlocks } from "../json-configuration";
import { ModuleTree } from "../module-tree";
import { editedBlocks, writtenBody } from "./edited-blocks";

/** An edit as the module has it whose file it changes. */
interface Placed {
  /** The calls that lead to the module. */
  readonly path: readonly string[];
  readonly edit: Edit;
}

/**
 * A configuration with edits in its modules' files: whatever calls a folder has what is changed there. `undefined` where an edit
 * is about one instance, about a module that isn't there, or about a block that is declared nowhere.
 */
export function editedTree(root: ModuleTree, edits: readonly Edit[]): ModuleTree | undefined {
  const byFolder = new Map<string, { readonly tree: ModuleTree; readonly edits: Edit[] }>();
  for (const one of edits) {
    const placed = placeOf(one);
    const tree = placed && moduleAt(root, placed.path);
    if (tree === undefined) {
      return undefined;
    }
    const known = byFolder.get(tree.directory ?? "") ?? { tree, edits: [] };
    known.edits.push(placed!.edit);
    byFolder.set(tree.directory ?? "", known);
  }
  const changed = new Map<string, ConfigurationBlocks>();
  for (const [folder, { tree, edits: own }] of byFolder) {
    const blocks = editedBlocks(tree.blocks, own);
    if (blocks === undefined) {
      return undefined;
    }
    changed.set(folder, blocks);
  }
  return withBlocks(root, changed);
}

function withBlocks(tree: ModuleTree, changed: ReadonlyMap<string, ConfigurationBlocks>): ModuleTree {
  return {
    ...tree,
    blocks: changed.get(tree.directory ?? "") ?? tree.blocks,
    called: (name) => {
      const inner = tree.called(name);
      return inner && withBlocks(inner, changed);
    },
  };
}

/** What is written in a block, by its address in the configuration, with edits in it. */
export function writtenIn(tree: ModuleTree, edits: readonly Edit[], address: string): JsonObject | undefined {
  const { path, local } = stepsTo(address);
  const module = path && moduleAt(tree, path);
  const own =
    module &&
    edits.flatMap((one) => {
      const placed = placeOf(one);
      return placed !== undefined && moduleAt(tree, placed.path)?.directory === module.directory
        ? [placed.edit]
        : [];
    });
  return module && own && writtenBody(module.blocks, own, local);
}

function moduleAt(root: ModuleTree, path: readonly string[]): ModuleTree | undefined {
  return path.reduce<ModuleTree | undefined>((at, name) => at?.called(name), root);
}

function placeOf(edit: Edit): Placed | undefined {
  if (edit.op === "create") {
    return { path: [], edit };
  }
  const { path, local } = stepsTo(edit.address);
  if (path === undefined) {
    return undefined;
  }
  // An output or a variable is the module's own, an argument of a call that of the module which calls.
  const [, called] = /^module\.(.*)$/.exec(local) ?? [];
  return edit.op === "append" && called !== undefined
    ? { path: [...path, called], edit: { ...edit, address: "" } }
    : { path, edit: { ...edit, address: local } };
}

/** `module.hub.azurerm_subnet.x` as the names of calls and the rest; no path where one has a key. */
function stepsTo(address: string): { readonly path?: readonly string[]; readonly local: string } {
  const [modules = ""] = /^(?:module\.[\w-]+\.(?!$))*/.exec(address) ?? [];
  const local = address.slice(modules.length);
  const isInInstance = /^module\.[\w-]+\[/.test(local);
  const path = modules.split(".").filter((_, index) => index % 2 === 1);
  return isInInstance ? { local } : { path, local };
}
