import { relative, sep } from "node:path";
import { isJsonObject, JsonObject } from "./json";
import { ConfigurationBlocks } from "./json-configuration";
import { isLocalSource, ModuleTree } from "./module-tree";

/** A module that is called, whose files are the input's own, so that they may be changed. */
export interface ModuleSource {
  /** Where they are, from the root module's: `modules/spoke`. */
  readonly folder: string;
  readonly blocks: Pick<ConfigurationBlocks, "outputs" | "variables">;
  /** A resource's block as it is written there; `undefined` where the input doesn't hold that. */
  resource(address: string): JsonObject | undefined;
  /** The call in the module around it. */
  readonly call: JsonObject;
  /** Whether it has one instance, whatever calls it. */
  readonly isSingle: boolean;
}

/** The module that the calls of these names lead to; `undefined` where it comes from a registry, say, or isn't there. */
export type ModuleSources = (path: readonly string[]) => ModuleSource | undefined;

/** The modules of a configuration. */
export function moduleSourcesOf(root: ModuleTree): ModuleSources {
  let calls: ReadonlyMap<string, number> | undefined;
  return (path) => {
    let [at, call, isSingle]: [ModuleTree, JsonObject, boolean] = [root, {}, true];
    for (const name of path) {
      const [body, inner] = [at.blocks.modules.get(name), at.called(name)];
      if (body === undefined || inner === undefined || !isLocalSource(body.source)) {
        return undefined;
      }
      calls ??= callsOfFolders(root);
      [at, call] = [inner, body];
      isSingle &&= !isExpanded(body) && calls.get(inner.directory ?? "") === 1;
    }
    const folder = folderOf(root, at);
    return folder === undefined
      ? undefined
      : {
          folder,
          blocks: at.blocks,
          call,
          isSingle,
          resource: (address) =>
            at.blocks.resources.find((one) => one.mode === "managed" && `${one.type}.${one.name}` === address)
              ?.body,
        };
  };
}

function folderOf(root: ModuleTree, { directory }: ModuleTree): string | undefined {
  return root.directory === undefined || directory === undefined
    ? undefined
    : relative(root.directory, directory).split(sep).join("/");
}

/** Whether a call says how many instances there are. */
export function isExpanded(call: JsonObject): boolean {
  return ["count", "for_each", "enabled", "lifecycle"].some(
    (name) => (call[name] ?? undefined) !== undefined,
  );
}

/** How many calls name a folder, each folder being read once. */
function callsOfFolders(root: ModuleTree): ReadonlyMap<string, number> {
  const calls = new Map<string, number>();
  const walk = (tree: ModuleTree): void => {
    for (const name of tree.blocks.modules.keys()) {
      const called = tree.called(name);
      const count = calls.get(called?.directory ?? "") ?? 0;
      calls.set(called?.directory ?? "", count + 1);
      if (called !== undefined && count === 0) {
        walk(called);
      }
    }
  };
  walk(root);
  return calls;
}

/** The modules of a plan's configuration, which has no text of expressions. */
export function plannedSourcesOf(root: unknown): ModuleSources {
  return (path) => {
    let [module, call, folder]: [unknown, JsonObject, string] = [root, {}, "."];
    for (const name of path) {
      const calls: unknown = isJsonObject(module) ? module.module_calls : undefined;
      const found: unknown = isJsonObject(calls) && Object.hasOwn(calls, name) ? calls[name] : undefined;
      if (!isJsonObject(found) || !isLocalSource(found.source)) {
        return undefined;
      }
      [module, call, folder] = [found.module, found, joined(folder, String(found.source))];
    }
    const declared = (kind: "outputs" | "variables"): ReadonlyMap<string, JsonObject> => {
      const all: unknown = isJsonObject(module) ? module[kind] : undefined;
      return new Map(Object.entries(isJsonObject(all) ? all : {}) as [string, JsonObject][]);
    };
    return {
      folder,
      blocks: { outputs: declared("outputs"), variables: declared("variables") },
      call,
      isSingle: false,
      resource: () => undefined,
    };
  };
}

/** Plans hold no absolute path. */
function joined(folder: string, source: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${source}`.split(/[/\\]/).filter((one) => one !== "." && one !== "")) {
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") {
      steps.pop();
    } else {
      steps.push(step);
    }
  }
  return steps.join("/");
}
