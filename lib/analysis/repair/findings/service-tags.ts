import { tagMeant } from "../../findings/service-tags";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { writtenRule } from "../writing/security-group";
import { FindingDraft } from "./finding-cure";
import { prefixOfTagMeant } from "./route-values";
import { ownRules } from "./rule-order";

/** The service tag that was meant, in a rule or a route. */
export function* serviceTagMeant(draft: FindingDraft): Iterable<Candidate> {
  const { about: { parts = [] } = {} } = draft.finding;
  for (const { group, rule } of ownRules(draft).filter((one) => parts.includes(one.rule.name))) {
    const written = writtenRule(draft, group, rule);
    for (const end of written === undefined ? [] : (["destination", "source"] as const)) {
      const texts = end === "source" ? rule.sources : rule.destinations;
      const meant = texts.map((text) => tagMeant(text) ?? text);
      const [one, list] = [`${end}_address_prefix`, `${end}_address_prefixes`];
      const isList = written!.has(list);
      if (meant.some((text, place) => text !== texts[place])) {
        // Azure takes no list with `*`.
        const isAll = meant.includes("*");
        const [argument, value] = isList && !isAll ? [list, meant] : [one, isAll ? "*" : meant[0]];
        yield {
          edits: [...(isList && isAll ? [written!.set(list, null)] : []), written!.set(argument, value)],
          what: REPAIR_STEPS.SETTING({
            resource: rule.name,
            written: `${argument} = ${JSON.stringify(value)}`,
          }),
        };
      }
    }
  }
  yield* prefixOfTagMeant(draft);
}
