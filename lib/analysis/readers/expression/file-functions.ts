import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize, relative, resolve } from "node:path";
import { Evaluated } from "./evaluated";
import { pathMatcher } from "./path-pattern";
import { Folders, Scope } from "./scope";
import { asSet, isRecord, knownScalar } from "./values";

/** Files larger than this are no address plan. */
const MAX_BYTES = 1 << 20;

/**
 * Functions that read files of the configuration; `undefined` where this isn't one, or only apply can tell.
 *
 * @param render evaluates the text of a template
 */
export function callFileFunction(
  name: string,
  args: readonly Evaluated[],
  scope: Scope,
  render: (text: string, scope: Scope) => Evaluated,
): Evaluated | undefined {
  const { folders } = scope;
  const path = knownScalar(args[0]);
  if (typeof path !== "string") {
    return undefined;
  }
  switch (name.replace(/^core::/, "")) {
    case "basename":
      return basename(path);
    case "dirname":
      return folderOf(path);
    case "abspath":
      return folders && resolve(folders.root, path);
    case "file":
      scope.budget.file();
      return folders && textOf(path, folders);
    case "fileexists": {
      scope.budget.file();
      // What lies elsewhere may well exist.
      return folders && isInside(path, folders) ? textOf(path, folders) !== undefined : undefined;
    }
    case "fileset":
      return filesIn(path, knownScalar(args[1]), scope);
    case "templatefile": {
      scope.budget.file();
      const text = folders && !scope.isTemplateFile ? textOf(path, folders) : undefined;
      const names = args[1];
      return text !== undefined && isRecord(names) ? render(text, scopeOfTemplate(names, scope)) : undefined;
    }
    default:
      return undefined;
  }
}

/** What stands before the last slash, as Go takes it. */
function folderOf(path: string): string {
  const folder = normalize(path.slice(0, path.lastIndexOf("/") + 1));
  return folder.length > 1 ? folder.replace(/\/$/, "") : folder;
}

/** A template knows the names that it is given, and nothing of the configuration. */
function scopeOfTemplate(names: { [name: string]: Evaluated }, { budget, folders }: Scope): Scope {
  return {
    budget,
    folders,
    isTemplateFile: true,
    variable: () => undefined,
    local: () => undefined,
    resource: () => undefined,
    name: (name) => (Object.hasOwn(names, name) ? names[name] : undefined),
  };
}

/** The files in a folder whose path from there is like the pattern, as far as they belong to the configuration. */
function filesIn(folder: string, pattern: unknown, { folders, budget }: Scope): Evaluated | undefined {
  const isLike = typeof pattern === "string" ? pathMatcher(pattern) : undefined;
  const top = folders && resolve(folders.root, folder);
  if (!folders || !top || !isLike || !isInsideOrSame(top, folders)) {
    return undefined;
  }
  const found: string[] = [];
  const visit = (below: string): void => {
    budget.file();
    for (const entry of entriesOf(join(top, below))) {
      const path = below === "" ? entry : `${below}/${entry}`;
      const full = join(top, path);
      const stat = isInside(full, folders) ? statSync(full, { throwIfNoEntry: false }) : undefined;
      if (stat?.isDirectory() === true && path.split("/").length < MOST_FOLDERS) {
        visit(path);
      } else if (stat?.isFile() === true && isLike(path)) {
        found.push(path);
      }
    }
  };
  visit("");
  return asSet(found.sort());
}

/** Deeper, links lead in circles. */
const MOST_FOLDERS = 20;

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isInsideOrSame(folder: string, folders: Folders): boolean {
  return (
    isInside(folder, folders) || [folders.root, folders.module].some((one) => real(one) === real(folder))
  );
}

/** The text of a file that belongs to the configuration: one in its folder, or beside the module that asks. */
function textOf(path: string, folders: Folders): string | undefined {
  if (!isInside(path, folders)) {
    return undefined;
  }
  try {
    const file = realpathSync(resolve(folders.root, path));
    const stat = isInside(file, folders) ? statSync(file) : undefined;
    return stat?.isFile() === true && stat.size <= MAX_BYTES ? readFileSync(file, "utf8") : undefined;
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
