import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments, FirewallPolicy, FirewallRuleCollection } from "../../model";
import { Candidate } from "../candidate";
import { toAppend } from "../writing/edits";
import { lastPriority } from "../writing/firewall-collections";
import { inlineRule } from "../writing/inline-blocks";
import { FindingDraft } from "./finding-cure";

const NETWORK = "network_rule_collection";
const APPLICATION = "application_rule_collection";

/** What application rules know the protocol of by its port alone. */
const WEB: { readonly [port: string]: string } = { "80": "Http", "443": "Https" };

/**
 * A network rule that leaves an application rule nothing goes: one that denies, since the firewall does so anyway, one
 * that allows web ports for an application rule that allows them to every name after all others.
 */
export function* networkRuleAside(draft: FindingDraft): Iterable<Candidate> {
  const { resource, about: { rule } = {} } = draft.finding;
  const by = rule?.by;
  const later = placeOf(draft, "application", resource, rule?.collection);
  const earlier = placeOf(draft, "network", by?.origin, by?.collection);
  const place = later && earlier && inlineRule(draft, by!.origin, NETWORK, by!);
  if (place === undefined) {
    return;
  }
  const { address, isOnly, argument, block } = place;
  const out: Edit = { op: "remove", address, block: isOnly ? place.collection : argument };
  const [first, second] = [rule!, by!].map((one) => `${one.collection}/${one.name}`);
  const isDenial = earlier!.collection.action === "Deny";
  // Written beside the network rule, it comes before what is in later groups.
  const isLast = later!.collection.groupPriority <= earlier!.collection.groupPriority;
  const instead = isDenial || !isLast ? undefined : byName(earlier!, by!.name, block as EditArguments);
  if (isDenial || instead !== undefined) {
    const appended: readonly Edit[] = instead === undefined ? [] : [toAppend(address, APPLICATION, instead)];
    yield {
      edits: [out, ...appended],
      what: REPAIR_STEPS.NETWORK_RULE_ASIDE({ rule: second, instead: String(instead?.name ?? "") }),
      caution: REPAIR_CAUTIONS.COMES_FIRST({ first, second }),
    };
  }
}

interface Place {
  readonly policy: FirewallPolicy;
  readonly collection: FirewallRuleCollection;
}

function placeOf(
  { context }: FindingDraft,
  kind: FirewallRuleCollection["kind"],
  origin: string | undefined,
  name: string | undefined,
): Place | undefined {
  return context.network.model.firewallPolicies
    .flatMap((policy) => policy.ruleCollections.map((collection) => ({ policy, collection })))
    .find(({ collection: one }) => one.origin === origin && one.kind === kind && one.name === name);
}

/** The same by names, where it is about web ports alone. */
function byName(
  { policy, collection }: Place,
  name: string,
  { destination_ports: ports, source_addresses, source_ip_groups, protocols }: EditArguments,
): EditArguments | undefined {
  const asked = [ports ?? []].flat().map((port) => ({ port: Number(port), type: WEB[String(port)] }));
  const group = policy.ruleCollections.filter(({ origin }) => origin === collection.origin);
  const priority = lastPriority(group.map((one) => one.priority));
  const isWeb = asked.length > 0 && asked.every(({ type }) => type !== undefined);
  const isTcp = [protocols ?? []].flat().every((protocol) => protocol === "TCP");
  if (!isWeb || !isTcp || priority === undefined) {
    return undefined;
  }
  return {
    name: `${name}-by-name`,
    priority,
    action: "Allow",
    rule: [
      {
        name,
        ...(source_addresses !== undefined && { source_addresses }),
        ...(source_ip_groups !== undefined && { source_ip_groups }),
        protocols: asked.map(({ type, port }) => ({ type: type!, port })),
        destination_fqdns: ["*"],
      },
    ],
  };
}
