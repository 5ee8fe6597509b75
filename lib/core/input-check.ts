import { Token } from "cdktf";
import { IConstruct } from "constructs";
import { didYouMean } from "../text/nearest";
import { quote } from "./azure-names";
import { CLASSES, ENUMS, STRUCTS } from "./input-types";
import { HubSpokeError } from "./validation-error";

/** Name of an interface of plain data that the public API takes. */
export type StructName = keyof typeof STRUCTS;

/** Type of an argument that is no plain data: a value, a list, or an interface with behaviour. */
export type ArgumentType =
  | "string"
  | "number"
  | "boolean"
  | "NetworkInterface"
  | "Spoke"
  | "TerraformProvider"
  | "VirtualMachine"
  | `${string}[]`
  | `I${string}`;

/**
 * Refuses what isn't of the type that the public API declares, and returns it otherwise. All that is wrong is
 * said at once.
 *
 * The compiler does so for programs in TypeScript. Programs in plain JavaScript, programs run by `tsx` and
 * settings read from a file get a sentence here instead of a `TypeError` from inside, or of silence about a
 * property that doesn't exist.
 *
 * @param where the construct, or the call where there is none yet
 * @param type an interface (`HubSpokeProps`), or the type of a single argument (`string`, `string[]`)
 * @param called what the argument is called in messages, if several calls could be meant
 */
export function checked<T>(
  where: IConstruct | string,
  type: StructName | ArgumentType,
  given: T,
  called = "",
): T {
  const problems = problemsOf(String(called), type, given);
  if (problems.length > 0) {
    throw HubSpokeError._at(typeof where === "string" ? where : where.node.path, problems);
  }
  return given;
}

/**
 * The same for a call that takes a name before what the named is made of, and returns the latter: `addSpoke(name, options)`.
 */
export function checkedNamed<T>(where: IConstruct, type: StructName, name: string, given: T): T {
  if (typeof name === "string") {
    return checked(where, type, given, isPlainObject(given) ? name : `what ${quote(name)} is made of`);
  }
  // Who gives the name inside of what is made of it leaves out one argument, not two.
  const problems = [
    ...problemsOf("the name", "string", name),
    ...(given === undefined ? [] : problemsOf("what it is made of", type, given)),
  ];
  throw HubSpokeError._at(where.node.path, problems);
}

/** What a type asks of a value, read once from how `input-types.ts` writes it. */
interface Shape {
  readonly kind: "list" | "map" | "struct" | "single";
  /** Type of each item of a list or map. */
  readonly item: string;
  readonly members: readonly Member[];
  /** Names of the members. */
  readonly known: ReadonlySet<string>;
}

interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

const shapes = new Map<string, Shape>();

function shapeOf(type: string): Shape {
  const read = shapes.get(type) ?? readShape(type);
  shapes.set(type, read);
  return read;
}

function readShape(type: string): Shape {
  const nested = /^(.*)\[\]$|^\{(.*)\}$/.exec(type);
  const members = Object.entries<string>(isStruct(type) ? STRUCTS[type] : {}).map(([key, memberType]) => ({
    name: key.replace(/\?$/, ""),
    optional: key.endsWith("?"),
    type: memberType,
  }));
  return {
    kind: nested ? (nested[1] === undefined ? "map" : "list") : isStruct(type) ? "struct" : "single",
    item: nested?.[1] ?? nested?.[2] ?? "",
    members,
    known: new Set(members.map(({ name }) => name)),
  };
}

/** A struct that is being read, and where. */
interface Level {
  readonly path: string;
  readonly shape: Shape;
}

function problemsOf(path: string, type: string, given: unknown, above: readonly Level[] = []): string[] {
  const shape = shapeOf(type);
  const refused = (): string[] => [
    `${path || "what it is made of"} ${predicate(given)}; give ${wanted(type)}`,
  ];
  switch (shape.kind) {
    case "list":
      return Array.isArray(given) && !isListToken(given)
        ? Array.from(given).flatMap((each, index) => problemsOf(`${path}[${index}]`, shape.item, each, above))
        : refused();
    case "map":
      return isPlainObject(given)
        ? Object.entries(given).flatMap(([key, each]) =>
            problemsOf(`${path}[${quote(key)}]`, shape.item, each, above),
          )
        : refused();
    case "struct":
      return isPlainObject(given) && pathOf(given) === undefined
        ? memberProblems({ path, shape }, given, above)
        : refused();
    case "single":
      return isOf(type, given) ? [] : refused();
  }
}

function memberProblems(
  level: Level,
  given: { readonly [name: string]: unknown },
  above: readonly Level[],
): string[] {
  const { members, known } = level.shape;
  const inside = (name: string): string => within(level.path, name);
  const strange = Object.keys(given)
    .filter((name) => given[name] !== undefined && !known.has(name))
    .map((name) => ({ name, hint: meant(name, level, above) }));
  // What is misspelt isn't missing as well.
  const isMisspelt = (name: string): boolean => strange.some(({ hint }) => hint === misspelt(name));
  return [
    ...members
      .filter(({ name, optional }) => given[name] !== undefined || !(optional || isMisspelt(name)))
      .flatMap(({ name, type }) => problemsOf(inside(name), type, given[name], [level, ...above])),
    ...strange.map(({ name, hint }) => `there is no ${quote(inside(name))}${hint}`),
  ];
}

function within(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

/** What somebody meant who gave a property that isn't there: the same one elsewhere, or one of a similar name here. */
function meant(name: string, level: Level, above: readonly Level[]): string {
  const outer = above.find(({ shape }) => shape.known.has(name));
  const places = outer ? [within(outer.path, name)] : placesInside(level, name, DEPTH);
  if (places.length > 0) {
    return `; did you mean ${places.map(quote).join(" or ")}?`;
  }
  const known = [...level.shape.known];
  // A longer word that starts with the right one is near, however long: "transitRouting".
  const [start] = known
    .filter((each) => name.toLowerCase().startsWith(each.toLowerCase()))
    .sort((one, other) => other.length - one.length);
  return (start ? misspelt(start) : didYouMean(name, known)) || `; there is ${known.join(", ")}`;
}

function misspelt(name: string): string {
  return `; did you mean "${name}"?`;
}

/** How far inside a property is looked for that was given too far outside. */
const DEPTH = 2;

/** Where structs inside have a property of this name: those that are the least deep. */
function placesInside({ path, shape }: Level, name: string, depth: number): string[] {
  const inner = shape.members.flatMap((member): Level[] => {
    const isList = member.type.endsWith("[]");
    const type = isList ? member.type.slice(0, -2) : member.type;
    return isStruct(type)
      ? [{ path: `${within(path, member.name)}${isList ? "[…]" : ""}`, shape: shapeOf(type) }]
      : [];
  });
  const found = inner.filter((each) => each.shape.known.has(name));
  return found.length > 0 || depth === 1
    ? found.map((each) => within(each.path, name))
    : inner.flatMap((each) => placesInside(each, name, depth - 1));
}

function isOf(type: string, given: unknown): boolean {
  if (type === "string" || type === "number" || type === "boolean") {
    return (
      typeof given === type && !isListToken([given]) && !(type === "number" && Token.isUnresolved(given))
    );
  }
  return ENUMS[type]
    ? Object.values<unknown>(ENUMS[type]).includes(given)
    : isObject(given) && CLASSES[type].members.every((member) => has(given, member));
}

/** Whether an object has a member as `input-types.ts` writes it. */
function has(given: object, member: string): boolean {
  return member.endsWith("()")
    ? typeof (given as { readonly [name: string]: unknown })[member.slice(0, -2)] === "function"
    : member in given;
}

function isStruct(type: string): type is StructName {
  return type in STRUCTS;
}

const WORDS: { readonly [type: string]: string } = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  "string[]": 'a list of texts, such as ["a", "b"]',
};

/** What would have been right. */
function wanted(type: string): string {
  if (WORDS[type]) {
    return WORDS[type];
  }
  if (type.endsWith("[]")) {
    return `a list; each item ${wanted(type.slice(0, -2))}`;
  }
  if (type.startsWith("{")) {
    return `an object by name; each value ${wanted(type.slice(1, -1))}`;
  }
  if (ENUMS[type]) {
    const members = Object.entries(ENUMS[type]).map(
      ([member, value]) => `${type}.${member} (${quote(value)})`,
    );
    return `one of ${members.join(", ")}`;
  }
  if (isStruct(type)) {
    const { members } = shapeOf(type);
    const names = (optional: boolean): string =>
      members
        .filter((member) => member.optional === optional)
        .map(({ name }) => name)
        .join(", ");
    return `an object with ${[names(false), names(true)].filter((each) => each !== "").join("; optionally ")}`;
  }
  const calls = CLASSES[type].from.map((factory) => `${factory}()`);
  const [last, ...others] = calls.reverse();
  const makers = others.length > 0 ? `${others.reverse().join(", ")} or ${last}` : last;
  return `an object of ${type}${makers ? `, which ${makers} gives` : ""}`;
}

/** What was given, as the predicate of a sentence. */
function predicate(given: unknown): string {
  if (isListToken(given) || isListToken([given]) || isResolvable(given) || Token.isUnresolved(given)) {
    return "is known only at apply, but routes, checks and addresses are made of it at synth";
  }
  if (given === undefined) {
    return "is missing";
  }
  if (typeof given === "string") {
    return `is the text ${quote(given)}`;
  }
  if (Array.isArray(given)) {
    return "is a list";
  }
  const construct = pathOf(given);
  if (construct !== undefined) {
    return `is the construct ${construct}`;
  }
  if (typeof given === "function") {
    return "is a function that isn't called";
  }
  if (isObject(given)) {
    return classOf(given) === "Object" ? "is another object" : `is a ${classOf(given)}`;
  }
  return typeof given === "symbol" ? "is a symbol" : `is ${given}`;
}

/** A list of which even the length is known only at apply: one text that stands for all of it. */
function isListToken(given: unknown): boolean {
  return (
    Array.isArray(given) &&
    given.length === 1 &&
    typeof given[0] === "string" &&
    // Every token has one; asking the core about every text of a program would take longer than all else here.
    given[0].includes("{") &&
    Token.isUnresolved(given) &&
    !Token.isUnresolved(given[0])
  );
}

function isObject(given: unknown): given is object {
  return typeof given === "object" && given !== null;
}

/** Where a construct stands; plain data has no node. */
function pathOf(given: unknown): string | undefined {
  return isObject(given) && "node" in given && isObject(given.node) && "path" in given.node
    ? String(given.node.path)
    : undefined;
}

function isResolvable(given: unknown): boolean {
  return isObject(given) && "resolve" in given && typeof given.resolve === "function";
}

/** What JavaScript calls an object: "Object" for all but those of its own classes, such as "Map". */
function classOf(given: object): string {
  return Object.prototype.toString.call(given).slice(8, -1);
}

function isPlainObject(given: unknown): given is { readonly [name: string]: unknown } {
  // A Map or a Date has no properties of its own: what is in it would be lost without a word.
  return isObject(given) && classOf(given) === "Object" && !isResolvable(given);
}
