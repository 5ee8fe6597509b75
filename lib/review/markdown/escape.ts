import { visible } from "../../text/visible";

/** Text in a Markdown paragraph, heading or table cell: names from a configuration stay text, of one line. */
export function escapeMarkdown(text: string): string {
  return defuse(
    visible(text).replace(/[\\`*_{}[\]<>#|~&$]/g, (character) => ENTITIES[character] ?? `\\${character}`),
  );
}

/** Text within HTML that stands in Markdown, such as a summary. */
export function escapeInHtml(text: string): string {
  return defuse(visible(text).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`));
}

/** Where a backslash is not enough. */
const ENTITIES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  "|": "&#124;",
};

/**
 * Mentions notify people, references write into other threads, and bare addresses become links. The forges look for
 * them in what is rendered, so that no escape helps: only a character of no width between. A sentence may begin with a
 * name, and a line that begins with "::" is a command to a runner that prints it.
 */
function defuse(text: string): string {
  return text
    .replace(/@/g, "@&#8203;")
    .replace(/#(?=\d)(?<!&#)/g, "#&#8203;")
    .replace(/\b(gh-)(?=\d)/gi, "$1&#8203;")
    .replace(/:\/\//g, ":&#8203;//")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}&#8203;.`)
    .replace(/^(\s*):(?=:)/, "$1&#58;");
}

/** Code in a table cell: the fence is longer than any run of backticks inside. */
export function code(text: string): string {
  const clean = visible(text).replace(/\|/g, "\\|");
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${clean}${pad}${fence}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** `summary` is HTML already. */
export function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A block of code: its fence is longer than any in it. */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, text.split("\n").map(visible).join("\n"), fence].join("\n");
}
