import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { argumentOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

const RULESET_LINK = "azurerm_private_dns_resolver_virtual_network_link";
const ZONE_LINK = "azurerm_private_dns_zone_virtual_network_link";

/** A ruleset that would ask itself leaves the network of the endpoint that it asks. */
export function* withoutRulesetLink(draft: FindingDraft): Iterable<Candidate> {
  const ruleset = argumentOf(draft, draft.finding.resource ?? "", "dns_forwarding_ruleset_id");
  yield* eachWithout(
    draft,
    RULESET_LINK,
    (one) => argumentOf(draft, one, "dns_forwarding_ruleset_id") === ruleset,
  );
}

/** The rule that no name comes to goes, or the link of the zone that answers before it. */
export function* withoutRuleOrZone(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  if (address !== undefined) {
    yield { edits: [{ op: "remove", address }], what: REPAIR_STEPS.TAKEN_OUT({ resource: address }) };
  }
  yield* eachWithout(draft, ZONE_LINK, () => true);
}

/** Of two links of a network to one zone, the later goes. */
export function* withoutSecondLink(draft: FindingDraft): Iterable<Candidate> {
  const { resources } = draft.context.network.model;
  const keyOf = (address: string): string =>
    ["resource_group_name", "private_dns_zone_name", "private_dns_zone_id", "virtual_network_id"]
      .map((argument) => String(argumentOf(draft, address, argument)))
      .join(" ");
  const links = resources.filter(({ type }) => type === ZONE_LINK).map(({ address }) => address);
  yield* eachWithout(draft, ZONE_LINK, (one) =>
    links.slice(0, links.indexOf(one)).some((earlier) => keyOf(earlier) === keyOf(one)),
  );
}

function* eachWithout(
  draft: FindingDraft,
  type: string,
  isMeant: (address: string) => boolean,
): Iterable<Candidate> {
  for (const { address: resource } of draft.context.network.model.resources.filter(
    (one) => one.type === type && isMeant(one.address),
  )) {
    const address = editable(draft, resource);
    if (address !== undefined) {
      yield { edits: [{ op: "remove", address }], what: REPAIR_STEPS.TAKEN_OUT({ resource: address }) };
    }
  }
}
