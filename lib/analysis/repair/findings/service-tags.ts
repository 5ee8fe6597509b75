import { tagMeant } from "../../findings/service-tags";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, SecurityRule } from "../../model";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { indexOfBlock } from "../writing/inline-blocks";
import { argumentOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";
import { prefixOfTagMeant } from "./route-values";

/** The service tag that was meant, in a rule or a route. */
export function* serviceTagMeant(draft: FindingDraft): Iterable<Candidate> {
  const { resource, about: { parts = [] } = {} } = draft.finding;
  for (const group of draft.context.network.model.networkSecurityGroups) {
    const rules = group.rules.filter(({ origin, name }) => origin === resource && parts.includes(name));
    for (const rule of rules) {
      yield* inRule(draft, rule);
    }
  }
  yield* prefixOfTagMeant(draft);
}

function* inRule(draft: FindingDraft, rule: SecurityRule): Iterable<Candidate> {
  const address = editable(draft, rule.origin);
  const blocks = argumentOf(draft, rule.origin, "security_rule");
  const index = indexOfBlock(blocks, rule.name);
  const at = index < 0 ? "" : `security_rule[${index}].`;
  const inline = [blocks].flat()[index] as { readonly [argument: string]: unknown } | undefined;
  for (const end of address === undefined ? [] : (["destination", "source"] as const)) {
    const texts = end === "source" ? rule.sources : rule.destinations;
    const meant = texts.map((text) => tagMeant(text) ?? text);
    const [one, list] = [`${end}_address_prefix`, `${end}_address_prefixes`];
    const isList = (index < 0 ? argumentOf(draft, rule.origin, list) : inline?.[list]) !== undefined;
    if (meant.some((text, place) => text !== texts[place])) {
      // Azure takes no list with `*`.
      const isAll = meant.includes("*");
      const [argument, value] = isList && !isAll ? [list, meant] : [one, isAll ? "*" : meant[0]];
      const edits: Edit[] = [
        ...(isList && isAll ? [toSet(address!, `${at}${list}`, null)] : []),
        toSet(address!, `${at}${argument}`, value),
      ];
      const written = `${argument} = ${JSON.stringify(value)}`;
      yield { edits, what: REPAIR_STEPS.SETTING({ resource: rule.name, written }) };
    }
  }
}
