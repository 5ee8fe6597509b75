import { quote } from "../../text/quote";
import { LocalizedText } from "../result";

export { quote };

interface Part {
  readonly name?: string;
  readonly address: string;
}

/** The Azure name of a part in quotes; its Terraform address where the name is not known. */
export function nameOf(part: Part): string {
  return part.name === undefined ? part.address : quote(part.name);
}

/** Parts in a row by their names, which tell none apart that share one: those by their addresses. */
export function namesOf(parts: readonly Part[]): LocalizedText {
  const isShared = ({ name, address }: Part): boolean =>
    parts.some((other) => other.name === name && other.address !== address);
  return listOf(parts.map((part) => (isShared(part) ? part.address : nameOf(part))));
}

/** Things in a row: `a, b and c`. */
export function listOf(items: readonly string[]): LocalizedText {
  const last = items.at(-1) ?? "";
  return {
    en: items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`,
    ja: items.join("、"),
  };
}
