/** A key that an object of a JSON text has twice, of which every parser keeps the last. */
export interface RepeatedKey {
  readonly key: string;
  readonly line: string;
}

/** How many keys the objects of a valid JSON text have, repeated ones included. */
export function countKeys(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    const end = endOfText(text, start);
    count += isKey(text, end) ? 1 : 0;
    start = text.indexOf('"', end + 1);
  }
  return count;
}

/** The first key that an object of a valid JSON text has twice. */
export function repeatedKey(text: string): RepeatedKey | undefined {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "{") {
      open.push(new Set());
    } else if (sign === "}") {
      open.pop();
    } else if (sign === '"') {
      const end = endOfText(text, at);
      const key = isKey(text, end) ? (JSON.parse(text.slice(at, end + 1)) as string) : undefined;
      if (key !== undefined && open.at(-1)?.has(key) === true) {
        return { key, line: String(text.slice(0, at).split("\n").length) };
      }
      if (key !== undefined) {
        open.at(-1)?.add(key);
      }
      at = end;
    }
  }
  return undefined;
}

function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) {
    end = text.indexOf('"', end + 1);
  }
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === "\\") {
    before -= 1;
  }
  return (at - before) % 2 === 1;
}

function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (text[next] === " " || text[next] === "\n" || text[next] === "\r" || text[next] === "\t") {
    next += 1;
  }
  return text[next] === ":";
}
