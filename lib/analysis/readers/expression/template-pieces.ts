import { endOfInterpolation, isEscaped, isInterpolation } from "./tokens";

/** Text as it is, or what stands in `${…}` and `%{…}`. */
export type TemplatePiece = string | { readonly sign: "$" | "%"; readonly source: string };

/** Cuts a template into its pieces. `unescape` treats backslashes, as in a quoted string of an expression. */
export function templatePieces(source: string, unescape: boolean): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  // `${~ x ~}` takes the blanks around it away: in a quoted string all of them, elsewhere those of the same line.
  const [before, after] = unescape ? [/\s+$/, /^\s+/] : [/[^\S\n]+$/, /^[^\S\n]*\n?/];
  let text = "";
  let trimsNext = false;
  const push = (): void => {
    pieces.push(trimsNext ? text.replace(after, "") : text);
    text = "";
  };
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (isEscaped(source, at)) {
      text += `${character}{`;
      at += 2;
    } else if (isInterpolation(source, at)) {
      const end = endOfInterpolation(source, at);
      const inner = source.slice(at + 2, end - 1);
      text = inner.startsWith("~") ? text.replace(before, "") : text;
      push();
      trimsNext = inner.endsWith("~");
      pieces.push({ sign: character as "$" | "%", source: inner.replace(/^~|~$/g, "").trim() });
      at = end - 1;
    } else if (unescape && character === "\\") {
      const escape = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/su.exec(source.slice(at, at + 10));
      text += unescaped(escape);
      at += (escape?.[0].length ?? 1) - 1;
    } else {
      text += character;
    }
  }
  push();
  return pieces.filter((piece) => piece !== "");
}

function unescaped(escape: RegExpExecArray | null): string {
  const code = escape?.[1] ?? escape?.[2];
  if (code) {
    const point = parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : "";
  }
  const simple: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
  const character = escape?.[3] ?? "";
  return simple[character] ?? character;
}
