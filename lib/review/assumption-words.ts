import { LocalizedText, UsedAssumption } from "../analysis/result";
import { filled } from "./language";
import { PHRASES } from "./phrases";

/** A fact that a verdict rests on, as a sentence that says where it comes from. */
export function assumptionInWords(assumption: UsedAssumption): LocalizedText {
  const declared = assumption.declaredIn !== undefined;
  const phrase = {
    forwards: declared ? PHRASES.forwardsDeclared : PHRASES.forwardsTaken,
    bgp: declared ? PHRASES.bgpDeclared : PHRASES.bgpTaken,
    onPremises: declared ? PHRASES.onPremisesDeclared : PHRASES.onPremisesTaken,
    firewallRules: PHRASES.firewallRulesTaken,
  }[assumption.kind];
  return filled(phrase, {
    resource: assumption.resource,
    prefix: assumption.prefix ?? "",
    where: assumption.declaredIn ?? "",
  });
}
