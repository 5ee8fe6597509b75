import type { Budget } from "./budget";
import type { Evaluated } from "./evaluated";

/** The folders that `path.module` and `path.root` name. */
export interface Folders {
  readonly root: string;
  readonly module: string;
}

/** What the names in an expression stand for. */
export interface Scope {
  /** What evaluation may cost. */
  readonly budget: Budget;
  variable(name: string): Evaluated | undefined;
  local(name: string): Evaluated | undefined;
  /** One instance, a list of instances (`count`) or an object of them (`for_each`). */
  resource(mode: "managed" | "data", type: string, name: string): Evaluated | undefined;
  /** The outputs of a module: one object, a list of them (`count`) or an object of them (`for_each`). */
  outputsOf?(module: string): Evaluated | undefined;
  /** What `terraform.workspace` is; absent where no configuration says it. */
  workspace?(): string | undefined;
  /** Where the configuration lies; absent where it came without a folder. */
  readonly folders?: Folders;
  /** Whether this is the text of a `templatefile`, which may not ask for another. */
  readonly isTemplateFile?: boolean;
  /** Functions that only such a configuration has. */
  ownFunction?(name: string, args: readonly Evaluated[]): Evaluated | undefined;
  /** Hears of what `sensitive` marks. */
  secret?(value: Evaluated): void;
  /** `each`, `count`, `self` and the names of loops. */
  name(name: string): Evaluated | undefined;
}

/** A scope in which a loop's names stand for the member of the moment. */
export function within(scope: Scope, names: ReadonlyMap<string, Evaluated>): Scope {
  return {
    budget: scope.budget,
    variable: (name) => scope.variable(name),
    local: (name) => scope.local(name),
    resource: (mode, type, name) => scope.resource(mode, type, name),
    outputsOf: (name) => scope.outputsOf?.(name),
    ownFunction: (name, args) => scope.ownFunction?.(name, args),
    secret: (value) => scope.secret?.(value),
    workspace: () => scope.workspace?.(),
    folders: scope.folders,
    name: (name) => (names.has(name) ? names.get(name) : scope.name(name)),
  };
}
