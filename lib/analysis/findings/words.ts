import { quote } from "../../text/quote";
import { LocalizedText } from "../result";

export { quote };

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
