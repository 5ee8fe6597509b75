import { Language } from "../analysis/result";
import { COMPARISON_PHRASES } from "./comparison-phrases";

/** What the Internet reaches: packets by their descriptions. */
export function packetsInWords(packets: readonly string[], language: Language): string {
  return packets.length === 0
    ? COMPARISON_PHRASES.nothing[language]
    : packets.map((one) => one || COMPARISON_PHRASES.everything[language]).join("; ");
}
