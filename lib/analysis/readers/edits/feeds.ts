import { join } from "node:path";
import { blockAddress, Edit, EditValue, Feed } from "../../model";
import { bareName } from "../configuration-body";
import { isJsonObject, JsonObject } from "../json";
import { ModuleTree, namesIn, readConfigurationFile } from "../module-tree";
import { stepsOf } from "./edited-value";
import { moduleSteps } from "./module-names";

/** How many variables and locals are followed from one to the next. */
const FAR = 8;

/** A module, the calls that lead to it, and the values that somebody gave the root's variables. */
interface Scope {
  readonly modules: readonly { readonly tree: ModuleTree; readonly name: string }[];
  readonly given: JsonObject;
}

/** Something that is written out, and where: `variable.routes.default`. */
interface Literal {
  readonly place: string;
  readonly value: unknown;
}

/**
 * What makes the block, the instance or the value that an edit is about, where an expression does: no edit of the resource changes
 * one of them alone. `name` is what the block or instance is called.
 */
export function feedOf(root: ModuleTree, given: JsonObject, edit: Edit, name?: string): Feed | undefined {
  if (edit.op === "create") {
    return undefined;
  }
  const scope = scopeOf(root, given, edit.address);
  const [type, label] = blockAddress(edit.address).split(".").slice(-2);
  const body = scope?.modules
    .at(-1)!
    .tree.blocks.resources.find(
      (one) => one.mode === "managed" && one.type === type && one.name === label,
    )?.body;
  if (scope === undefined || body === undefined) {
    return undefined;
  }
  const path = stepsOf((edit.op === "set" ? edit.argument : edit.block) ?? "");
  const dynamic = generatorOf(body, path);
  if (dynamic !== undefined) {
    const { block, generator, inner } = dynamic;
    const taken = takenOf([generator.content].flat()[0], String(generator.iterator ?? block), inner);
    return { ...feed(scope, `dynamic "${block}"`, generator.for_each, name), ...(taken && { taken }) };
  }
  const key = /\[("(?:[^"\\]|\\.)*")\]$/.exec(edit.address)?.[1];
  if (body.for_each !== undefined && key !== undefined) {
    const taken = takenOf(body, "each", path);
    const entry = JSON.parse(key) as string;
    return { ...feed(scope, "for_each", body.for_each, entry, name), ...(taken && { taken }) };
  }
  const [block, , ...inner] = path;
  const expression = body[String(block ?? "")];
  if (typeof expression !== "string" || !expression.includes("${")) {
    return undefined;
  }
  const isWhole = name !== undefined && /^\$\{(local|var)\.[\w-]+\}$/.test(expression);
  const taken = isWhole ? inner : takenByFor(expression, inner);
  return taken !== undefined && name !== undefined
    ? { ...feed(scope, String(block), expression, name), taken }
    : feed(scope, String(block), expression);
}

/** The same of a list: `[for r in local.routes : { next_hop_in_ip_address = r.hop }]`. */
function takenByFor(expression: string, path: readonly (string | number)[]): readonly string[] | undefined {
  const [, iterator, members] =
    /^\$\{\s*\[\s*for\s+(?:\w+\s*,\s*)?(\w+)\s+in\s+(?:local|var)\.[\w-]+\s*:\s*\{([^{}]*)\}\s*\]\s*\}$/.exec(
      expression,
    ) ?? [];
  if (iterator === undefined || path.length === 0) {
    return iterator === undefined ? undefined : [];
  }
  const [, member] =
    path.length === 1
      ? (new RegExp(`(?:^|[\\s,])${path[0]}\\s*[=:]\\s*${iterator}\\.(\\w+)\\s*(?:[,\\n]|$)`).exec(members) ??
        [])
      : [];
  return member === undefined ? undefined : [member];
}

/** What an argument takes of an entry: `${route.value.hop}`, or what stands in for it where the entry has none. */
function takenOf(
  body: unknown,
  iterator: string,
  path: readonly (string | number)[],
): readonly string[] | undefined {
  if (path.length === 0) {
    return [];
  }
  const written = path.length === 1 && isJsonObject(body) ? body[path[0]] : undefined;
  const value = `${iterator}\\.value`;
  const [, ...members] =
    new RegExp(
      `^\\$\\{(?:${value}\\.(\\w+)|${value}\\["(\\w+)"\\]|try\\(${value}\\.(\\w+), [^(){}]*\\)|lookup\\(${value}, "(\\w+)", [^(){}]*\\))\\}$`,
    ).exec(typeof written === "string" ? written : "") ?? [];
  const member = members.find((one) => one !== undefined);
  return member === undefined ? undefined : [member];
}

/** A place by which edits can name it: a local, a variable's default, or what a call gives to a module. */
const EDITABLE =
  /^(local\.[\w-]+|variable\.[\w-]+(?=\.default)|module\.[\w-]+(?!\.(?:local|module|variable)\.))((?:\.[A-Za-z_][\w-]*|\[\d+\])*)$/;

/** The edit at its feed, if that is such a place. */
export function editAtFeed(
  edit: Edit,
  { place = "", taken }: Feed,
  literalOf: (value: EditValue) => EditValue,
): Edit | undefined {
  const [, address, entry] = EDITABLE.exec(place) ?? [];
  if (taken === undefined || address === undefined) {
    return undefined;
  }
  const inner = taken.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  const path = `${entry}${inner}`.replace(/^\./, "");
  switch (edit.op) {
    case "set":
      return setAt(address, path, address.startsWith("variable.") ? literalOf(edit.value) : edit.value);
    case "remove":
      return path === "" ? undefined : { op: "remove", address, block: path };
    default:
      return undefined;
  }
}

/** A variable's default refers to nothing. */
function setAt(address: string, argument: string, value: EditValue): Edit | undefined {
  const isAllowed = !address.startsWith("variable.") || !JSON.stringify(value).includes("${");
  return isAllowed ? { op: "set", address, argument, value } : undefined;
}

/** The `dynamic` block that makes one of the blocks of a path; those that are written out come before what it makes. */
function generatorOf(
  body: JsonObject,
  [name, index, ...rest]: readonly (string | number)[],
):
  | { readonly block: string; readonly generator: JsonObject; readonly inner: readonly (string | number)[] }
  | undefined {
  if (typeof index !== "number") {
    return undefined;
  }
  const written = [body[name] ?? []].flat();
  const [generator] = [body.dynamic]
    .flat()
    .flatMap((one) => (isJsonObject(one) ? [one[name] ?? []].flat() : []))
    .filter(isJsonObject);
  if (generator !== undefined && index >= written.length) {
    return { block: String(name), generator, inner: rest };
  }
  const inner: unknown = written[index];
  return isJsonObject(inner) ? generatorOf(inner, rest) : undefined;
}

function scopeOf(root: ModuleTree, given: JsonObject, address: string): Scope | undefined {
  const modules = [{ tree: root, name: "" }];
  for (const { name } of moduleSteps(address)) {
    const tree = modules.at(-1)!.tree.called(name);
    if (tree === undefined) {
      return undefined;
    }
    modules.push({ tree, name });
  }
  return { modules, given };
}

function feed(scope: Scope, by: string, expression: unknown, ...entries: (string | undefined)[]): Feed {
  const literals = [...new Map(literalsOf(scope, by, expression).map((one) => [one.place, one])).values()];
  const [entry, ...others] = entries.filter((one) => one !== undefined);
  const found = [entry, ...others]
    .map((one) =>
      literals.flatMap((literal) => (one === undefined ? [literal.place] : placesOf(literal, one))),
    )
    .find((places) => places.length > 0);
  return {
    by,
    expression: bareName(expression) ?? JSON.stringify(expression),
    ...(entry !== undefined && { entry }),
    // Of several that might be meant, none is.
    ...(found?.length === 1 && { place: found[0] }),
  };
}

/** What an expression is made of in the end, as far as it is written out. */
function literalsOf(scope: Scope, place: string, value: unknown, far = FAR): Literal[] {
  const written = JSON.stringify(value ?? null);
  if (!written.includes("${")) {
    return [{ place, value }];
  }
  if (far === 0) {
    return [];
  }
  const references = [
    ...new Set(Array.from(written.matchAll(/\b(var|local)\.([A-Za-z_][\w-]*)/g), ([all]) => all)),
  ];
  const own = typeof value === "string" ? [] : [{ place, value }];
  return [
    ...own,
    ...references.flatMap((reference) => {
      const [kind, name] = reference.split(".");
      return kind === "local" ? localsOf(scope, name, far) : variablesOf(scope, name, far);
    }),
  ];
}

function localsOf(scope: Scope, name: string, far: number): Literal[] {
  const { tree } = scope.modules.at(-1)!;
  const place = `${prefixOf(scope)}local.${name}`;
  return tree.blocks.locals.has(name) ? literalsOf(scope, place, tree.blocks.locals.get(name), far - 1) : [];
}

function variablesOf(scope: Scope, name: string, far: number): Literal[] {
  const { modules, given } = scope;
  const { tree, name: called } = modules.at(-1)!;
  const callers = { modules: modules.slice(0, -1), given };
  const call = callers.modules.at(-1)?.tree.blocks.modules.get(called);
  if (call !== undefined && Object.hasOwn(call, name)) {
    return literalsOf(callers, `${prefixOf(scope)}${name}`, call[name], far - 1);
  }
  if (call === undefined && Object.hasOwn(given, name)) {
    return [{ place: `${fileOf(tree, name, given[name])}${name}`, value: given[name] }];
  }
  const declared = tree.blocks.variables.get(name) ?? {};
  return "default" in declared
    ? [{ place: `${prefixOf(scope)}variable.${name}.default`, value: declared.default }]
    : [];
}

/** The file of the root module's folder that gives a variable its value; nothing where the command line does. */
function fileOf({ directory = "" }: ModuleTree, name: string, value: unknown): string {
  const file = namesIn(directory)
    .reverse()
    .find(
      (one) =>
        /^terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/.test(one) &&
        JSON.stringify(readConfigurationFile(join(directory, one))[name]) === JSON.stringify(value),
    );
  return file === undefined ? "var." : `${file}: `;
}

function prefixOf({ modules }: Scope): string {
  return modules
    .slice(1)
    .map(({ name }) => `module.${name}.`)
    .join("");
}

/** The entries of something written out that have a name: as their key, as themselves, or in one of their members. */
function placesOf({ place, value }: Literal, name: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      item === name ? [`${place}[${index}]`] : placesOf({ place: `${place}[${index}]`, value: item }, name),
    );
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const members = Object.entries(value);
  return members.some(([, member]) => member === name)
    ? [place]
    : members.flatMap(([key, member]) => {
        const at = /^[A-Za-z_][\w-]*$/.test(key) ? `${place}.${key}` : `${place}[${JSON.stringify(key)}]`;
        return key === name ? [at] : placesOf({ place: at, value: member }, name);
      });
}
