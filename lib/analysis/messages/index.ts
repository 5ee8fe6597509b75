import { Reason, UsedAssumption } from "../result";
import { Language, LocalizedText } from "../text";
import { ASSUMPTIONS } from "./assumptions";
import { textOf } from "./catalogue";
import { REASONS } from "./reasons";

/** The sentence for a reason. */
export function messageOf(reason: Reason, language: Language = "en"): string {
  const { from, to, destination } = reason.params as { readonly [end: string]: string };
  if (![from, to, destination].includes("internet")) {
    return textOf(REASONS, reason)[language];
  }
  const ends = Object.entries({ from, to, destination }).filter(([, id]) => id === "internet");
  const params = { ...reason.params, ...Object.fromEntries(ends.map(([end]) => [end, HERE])) };
  const text = textOf(REASONS, { ...reason, params } as Reason)[language];
  return language === "en"
    ? text.replaceAll(HERE, "the Internet").replace(/^the/, "The")
    : text.replaceAll(SPACED, "インターネット");
}

/** Stands for the endpoint `internet`, which sentences call by its name. */
const HERE = "\uE000";

/** Japanese words take no blanks beside them. */
const SPACED = new RegExp(` ?${HERE} ?`, "g");

/** A fact that a verdict rests on, as a sentence that says where it comes from. */
export function assumptionText({ kind, resource, prefix, declaredIn }: UsedAssumption): LocalizedText {
  return ASSUMPTIONS[kind]({ what: resource, prefix: prefix ?? "", declaredIn: declaredIn ?? "" });
}
