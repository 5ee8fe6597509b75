import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../../package/support/commands";
import { documents, textOf } from "./markdown";

/** Where a reader looks up what a number such as R12 means. */
export const RULES_FILE = "docs/routing-rules.md";

/** Folders whose comments may name rules. */
const SOURCES = ["lib", "apps", "bench", "scripts", "test"];

/** A rule that something names, and where. */
export interface Mention {
  readonly place: string;
  readonly rule: string;
}

/** Numbers of rules, such as R12, R4a and R0.1; and sections of a document that nobody here can open. */
const RULE = /(?<![\w.#/-])(?:R\d+(?:\.\d)?[a-z]?|[DETUW]\d+)(?![\w-])|§ ?[\d.]*/g;

const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g;

/** Titles of tests may begin with rules: "T31, R22: …". */
const TITLE = /(?:test|it|describe|name:)[^"\n]*"((?:§ ?[\d.]+|[A-Z]\d[\w.]*)[^":]*):/g;

/** Numbers that can be looked up. */
export function knownRules(): ReadonlySet<string> {
  const anchors = [...textOf(RULES_FILE).matchAll(/<a id="([a-z])(\d[\w.]*)"><\/a>/g)];
  return new Set(anchors.map(([, kind, number]) => kind.toUpperCase() + number));
}

/** Every rule that a text names. */
export function rulesIn(text: string): string[] {
  return [...text.matchAll(RULE)].map(([rule]) => rule);
}

/** Every rule that comments, titles of tests and documents name. */
export function mentions(): Mention[] {
  const programs = SOURCES.flatMap((folder) => programsBelow(join(root, folder)));
  return [
    ...programs.flatMap((file) => mentionsIn(relative(root, file), commentsOf(readFileSync(file, "utf8")))),
    ...documents().flatMap((file) => mentionsIn(file, [textOf(file)])),
  ];
}

function mentionsIn(place: string, texts: readonly string[]): Mention[] {
  return texts.flatMap(rulesIn).map((rule) => ({ place, rule }));
}

function commentsOf(program: string): string[] {
  return [
    ...[...program.matchAll(COMMENT)].map(([comment]) => comment),
    ...[...program.matchAll(TITLE)].map(([, title]) => title),
  ];
}

function programsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}
