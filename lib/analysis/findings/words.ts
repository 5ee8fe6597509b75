import { LocalizedText } from "../result";

const LONGEST = 80;

/** What a user gave, in quotes, shortened so that a message stays one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text);
}

/** The Azure name of a part in quotes; its Terraform address where the name is not known. */
export function nameOf(part: { readonly name?: string; readonly address: string }): string {
  return part.name === undefined ? part.address : quote(part.name);
}

/** Things in a row: `a, b and c`. */
export function listOf(items: readonly string[]): LocalizedText {
  const last = items.at(-1) ?? "";
  return {
    en: items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`,
    ja: items.join("、"),
  };
}
