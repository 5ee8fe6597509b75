/** A piece of a text of Terraform's JSON: literal, or an interpolation or directive with its marks. */
export interface TemplatePiece {
  /** As it stands there. */
  readonly text: string;
  /** Whether Terraform evaluates it. */
  readonly isTemplate: boolean;
}

/** `a-${var.x}` in pieces; `$${` and what nothing closes are literal. */
export function templatePieces(text: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let literal = 0;
  const add = (end: number): void => {
    if (end > literal) {
      pieces.push({ text: text.slice(literal, end), isTemplate: false });
    }
  };
  for (let at = 0; at < text.length; at++) {
    const isMark = (text[at] === "$" || text[at] === "%") && text[at + 1] === "{";
    const end = isMark && text[at - 1] !== text[at] ? endOfTemplate(text, at + 2) : undefined;
    if (end !== undefined) {
      add(at);
      pieces.push({ text: text.slice(at, end), isTemplate: true });
      literal = end;
      at = end - 1;
    }
  }
  add(text.length);
  return pieces;
}

/** The expression that a text of Terraform's JSON wholly is: `var.x` of `${var.x}`. */
export function wholeExpression(text: string): string | undefined {
  const [piece, ...more] = templatePieces(text);
  return more.length === 0 && piece?.isTemplate && piece.text.startsWith("$")
    ? piece.text.slice(2, -1)
    : undefined;
}

/** A value of Terraform's JSON as an expression of HCL, in one line. */
export function asExpression(value: unknown): string {
  if (typeof value === "string") {
    return wholeExpression(value) ?? quotedTemplate(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(asExpression).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, one]) => `${name} = ${asExpression(one)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return String(value);
}

/** A text as HCL quotes it: inside of an interpolation nothing is escaped. */
export function quotedTemplate(text: string, shown: (piece: string) => string = (piece) => piece): string {
  const pieces = templatePieces(text).map((piece) =>
    piece.isTemplate ? shown(piece.text) : JSON.stringify(piece.text).slice(1, -1),
  );
  return `"${pieces.join("")}"`;
}

/** Where an interpolation ends, from behind its opening brace on. */
function endOfTemplate(text: string, start: number): number | undefined {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at + 1);
      if (end === undefined) {
        return undefined;
      }
      at = end;
    } else if (character === "{") {
      depth++;
    } else if (character === "}" && --depth === 0) {
      return at + 1;
    }
  }
  return undefined;
}

/** Where the quote that ends a string is; a string may hold interpolations, which hold strings. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") {
      at++;
    } else if (text[at] === '"') {
      return at;
    } else if ((text[at] === "$" || text[at] === "%") && text[at + 1] === "{" && text[at - 1] !== text[at]) {
      const end = endOfTemplate(text, at + 2);
      if (end === undefined) {
        return undefined;
      }
      at = end - 1;
    }
  }
  return undefined;
}
