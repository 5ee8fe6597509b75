import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../package/support/commands";

/** What a reader's program imports, and the source that it is built from. */
export const ENTRIES = {
  "cdktf-azure-hub-spoke": ["lib/index.ts"],
  "cdktf-azure-hub-spoke/analysis": ["lib/analysis/index.ts"],
  "cdktf-azure-hub-spoke/analysis/jest": ["lib/analysis/jest.ts"],
};

/** A fenced block of a Markdown file. */
export interface Block {
  /** Path from the root of the repo, such as `docs/ci.md`. */
  readonly file: string;
  /** Line of the file that its first line of text is on, counted from 1. */
  readonly line: number;
  /** First word after the fence, such as `ts`. */
  readonly language: string;
  /** The other words after the fence. */
  readonly info: string[];
  readonly text: string;
}

/** What people read: the READMEs and the guides. */
export function documents(): string[] {
  const guides = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  return [
    "README.md",
    "README.ja.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    ...guides.map((name) => `docs/${name}`),
  ].filter((file) => existsSync(join(root, file)));
}

/** The text of a document. */
export function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** The anchors that GitHub gives to headings, and those that a document sets itself. */
export function anchorsOf(document: string): string[] {
  const text = textOf(document);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor)];
}

/** The fenced blocks of a document, in order. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let open: { readonly line: number; readonly words: string[]; readonly indent: number } | undefined;
  let lines: string[] = [];
  textOf(file)
    .split("\n")
    .forEach((text, index) => {
      const fence = /^( *)```(.*)$/.exec(text);
      if (!fence) {
        lines.push(open ? text.slice(open.indent) : text);
      } else if (!open) {
        open = { line: index + 2, words: fence[2].trim().split(/\s+/), indent: fence[1].length };
        lines = [];
      } else {
        const [language, ...info] = open.words;
        blocks.push({ file, line: open.line, language, info, text: lines.join("\n") });
        open = undefined;
      }
    });
  return blocks;
}

/** The blocks of every document that are written in a language. */
export function blocksIn(...languages: string[]): Block[] {
  return documents()
    .flatMap(blocksOf)
    .filter((block) => languages.includes(block.language));
}

/** Where a block is, for messages. */
export function placeOf(block: Block): string {
  return `${block.file}:${block.line}`;
}
