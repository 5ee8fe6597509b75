import { Token } from "cdktf";

/** Writes free text so that Terraform reads it literally: `${` and `%{` would start a template. */
export function literalText(text: string): string {
  return Token.isUnresolved(text) ? text : text.replace(/[$%]\{/g, (start) => start[0] + start);
}

/** The same for the values (and keys) of a map such as tags. */
export function literalTexts(map: { readonly [key: string]: string }): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [literalText(key), literalText(value)]),
  );
}
