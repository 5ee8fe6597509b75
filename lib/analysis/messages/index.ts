import { Reason, UsedAssumption } from "../result";
import { Language, LocalizedText } from "../text";
import { ASSUMPTIONS } from "./assumptions";
import { textOf } from "./catalogue";
import { REASONS } from "./reasons";

/** The sentence for a reason. */
export function messageOf(reason: Reason, language: Language = "en"): string {
  return textOf(REASONS, reason)[language];
}

/** A fact that a verdict rests on, as a sentence that says where it comes from. */
export function assumptionText({ kind, resource, prefix, declaredIn }: UsedAssumption): LocalizedText {
  return ASSUMPTIONS[kind]({ what: resource, prefix: prefix ?? "", declaredIn: declaredIn ?? "" });
}
