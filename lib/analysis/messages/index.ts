import { Language, Reason } from "../result";
import { en } from "./en";
import { ja } from "./ja";
import { ReasonMessages } from "./template";

const CATALOGUES: { readonly [language in Language]: ReasonMessages } = { en, ja };

/** The sentence for a reason. */
export function messageOf(reason: Reason, language: Language = "en"): string {
  return CATALOGUES[language][reason.code](reason.params);
}
