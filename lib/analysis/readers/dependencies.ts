import { OPAQUE } from "../model";
import { isJsonObject, JsonObject } from "./json";

/** Names of blocks in an expression; what follows them (keys, attributes) doesn't matter for the order. */
const NAMED_BLOCK = /(?<![\w.-])(data\.)?([a-z][a-z0-9]*_\w+)\.([A-Za-z_][\w-]*)/g;
const NAMED_LOCAL = /(?<![\w.-])local\.([\w-]+)/g;
const NAMED_MODULE = /(?<![\w.-])module\./;

/** Blocks that a block of Terraform JSON names, by itself or through locals: Terraform creates them first. */
export function dependenciesOf(body: JsonObject, locals: ReadonlyMap<string, unknown>): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const read = (value: unknown, isReference: boolean): void => {
    if (typeof value === "string") {
      const expressions = isReference ? [value] : value.includes("${") || value.includes("%{") ? [value] : [];
      for (const text of expressions) {
        for (const [, data = "", type, name] of text.matchAll(NAMED_BLOCK)) {
          found.add(`${data}${type}.${name}`);
        }
        for (const [, name] of text.matchAll(NAMED_LOCAL)) {
          seen.add(name);
        }
        if (NAMED_MODULE.test(text)) {
          found.add(OPAQUE);
        }
      }
    } else if (Array.isArray(value)) {
      value.forEach((item) => read(item, isReference));
    } else if (isJsonObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (key !== "//" && key !== "provider") {
          read(member, isReference || key === "depends_on" || key === "replace_triggered_by");
        }
      }
    }
  };
  read(body, false);
  // A set grows while one goes through it: locals name locals.
  for (const name of seen) {
    read(locals.get(name), false);
  }
  return [...found];
}

/** The same for a block of a plan's configuration; what leaves its module is not followed. */
export function plannedDependenciesOf(block: unknown, module: string): readonly string[] {
  const found = new Set<string>();
  const prefix = module === "" ? "" : `${module.replace(/\[("(?:[^"\\]|\\.)*"|\d+)\]/g, "")}.`;
  const name = (text: string): void => {
    const [match] = text.matchAll(NAMED_BLOCK);
    if (match?.index === 0) {
      found.add(`${prefix}${match[1] ?? ""}${match[2]}.${match[3]}`);
    } else if (/^(module|local)\./.test(text) || (text.startsWith("var.") && module !== "")) {
      found.add(OPAQUE);
    }
  };
  const read = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(read);
    } else if (isJsonObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        if ((key === "references" || key === "depends_on") && Array.isArray(member)) {
          member.filter((text) => typeof text === "string").forEach(name);
        } else {
          read(member);
        }
      }
    }
  };
  read(block);
  return module === "" ? [...found] : [...found, OPAQUE];
}
