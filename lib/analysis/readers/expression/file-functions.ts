import { readFileSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { Evaluated, Folders } from "./scope";
import { isRecord, knownScalar } from "./values";

/** Files larger than this are no address plan. */
const MAX_BYTES = 4 << 20;

/**
 * Functions that read files of the configuration; `undefined` where this isn't one, or only apply can tell.
 *
 * @param render evaluates the text of a template with names for what it may use
 */
export function callFileFunction(
  name: string,
  args: readonly Evaluated[],
  folders: Folders | undefined,
  render: (text: string, names: ReadonlyMap<string, Evaluated>) => Evaluated,
): Evaluated | undefined {
  const path = knownScalar(args[0]);
  if (typeof path !== "string") {
    return undefined;
  }
  switch (name.replace(/^core::/, "")) {
    case "basename":
      return basename(path);
    case "dirname":
      return dirname(path);
    case "abspath":
      return folders && resolve(folders.root, path);
    case "file":
      return folders && textOf(path, folders);
    case "fileexists": {
      // What lies elsewhere may well exist.
      return folders && isInside(path, folders) ? textOf(path, folders) !== undefined : undefined;
    }
    case "templatefile": {
      const text = folders && textOf(path, folders);
      const names = args[1];
      return text !== undefined && isRecord(names) ? render(text, new Map(Object.entries(names))) : undefined;
    }
    default:
      return undefined;
  }
}

/** The text of a file that belongs to the configuration: one in its folder, or beside the module that asks. */
function textOf(path: string, folders: Folders): string | undefined {
  if (!isInside(path, folders)) {
    return undefined;
  }
  try {
    const file = realpathSync(resolve(folders.root, path));
    const bytes = isInside(file, folders) ? readFileSync(file) : undefined;
    return bytes && bytes.length <= MAX_BYTES ? bytes.toString("utf8") : undefined;
  } catch {
    return undefined;
  }
}

function isInside(path: string, folders: Folders): boolean {
  const file = resolve(folders.root, path);
  return [folders.root, folders.module].some((folder) => {
    const way = relative(real(folder), real(file));
    return way !== "" && !way.startsWith("..") && !isAbsolute(way);
  });
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // What doesn't exist lies where its folder does.
    return dirname(path) === path ? path : join(real(dirname(path)), basename(path));
  }
}
