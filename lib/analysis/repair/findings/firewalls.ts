import { DEFAULT_ROUTE } from "../../findings/routes";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { inlineRule } from "../writing/inline-blocks";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { turnedRoute } from "../writing/routes";
import { remadeWith, setting } from "./arguments";
import { FindingDraft } from "./finding-cure";

/** The policy in the firewall's tier, or the firewall in its policy's. */
export function* sameTier(draft: FindingDraft): Iterable<Candidate> {
  const { firewalls, firewallPolicies } = draft.context.network.model;
  const firewall = firewalls.find(({ address }) => address === draft.finding.resource);
  const policy = firewallPolicies.find(({ address }) => address === firewall?.policy);
  if (firewall?.skuTier !== undefined && policy !== undefined) {
    yield* remadeWith(draft, policy.address, "sku", firewall.skuTier);
    yield* remadeWith(draft, firewall.address, "sku_tier", policy.sku ?? "Standard");
  }
}

/** A policy of a tier that has what it uses, and its firewalls with it, which Azure takes in no other. */
export function* raisedTier(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const { firewalls, firewallPolicies } = draft.context.network.model;
  const bound = firewalls.filter(({ policy }) => policy === resource);
  const heirs = firewallPolicies.filter(({ basePolicy }) => basePolicy === resource);
  const parts: readonly (readonly [string, string])[] = [
    [resource, "sku"],
    ...bound.map(({ address }) => [address, "sku_tier"] as const),
  ];
  const addresses = parts.map(([address, argument]) => [editable(draft, address), argument] as const);
  // Heirs would have to follow, with firewalls of their own.
  for (const value of heirs.length > 0 ? [] : ["Standard", "Premium"]) {
    const edits = addresses.flatMap(([address, argument]): Edit[] =>
      address === undefined ? [] : [toSet(address, argument, value)],
    );
    if (edits.length === parts.length) {
      yield {
        edits,
        what: REPAIR_STEPS.SETTING({
          resource: addresses.map(([address]) => address).join(", "),
          written: `sku = ${JSON.stringify(value)}`,
        }),
        caution: REPAIR_CAUTIONS.HIGHER_PRICE(),
      };
    }
  }
}

/** The firewall in the resource group of its network. */
export function* groupOfNetwork(draft: FindingDraft): Iterable<Candidate> {
  const { network } = draft.context;
  const firewall = network.model.firewalls.find(({ address }) => address === draft.finding.resource);
  const home = network.subnet(firewall?.subnet)?.virtualNetwork;
  const group = home && attributeOf(draft, home.address, "resource_group_name");
  yield* remadeWith(draft, firewall?.address ?? "", "resource_group_name", group);
}

/** A rule that no packet comes to goes, and with it what it would leave empty stays: Azure takes no empty collection. */
export function* withoutUnusedRule(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about: { rule } = {} } = draft.finding;
  const kinds = ["network_rule_collection", "nat_rule_collection", "application_rule_collection"];
  for (const kind of rule === undefined ? [] : kinds) {
    const place = inlineRule(draft, resource, kind, rule!);
    if (place !== undefined) {
      const { address, collection, argument, isOnly } = place;
      yield {
        edits: [{ op: "remove", address, block: isOnly ? collection : argument }],
        what: REPAIR_STEPS.TAKEN_OUT({ resource: `${rule!.collection}/${rule!.name}` }),
        caution: REPAIR_CAUTIONS.RULE_WRITTEN({ rule: `${rule!.collection}/${rule!.name}` }),
      };
    }
  }
}

/** The prefixes that a firewall takes for public ones are private to it. */
export function* privateRanges(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about: { prefixes = [] } = {} } = draft.finding;
  const written = argumentOf(draft, resource, "private_ip_ranges") ?? ["IANAPrivateRanges"];
  if (Array.isArray(written)) {
    yield* setting(draft, resource, [
      ["private_ip_ranges", [...(written as readonly string[]), ...prefixes]],
    ]);
  }
}

/** The route by which a firewall with DNAT rules leaves otherwise than to the Internet leads there. */
export function* defaultOfFirewall(draft: FindingDraft): Iterable<Candidate> {
  const { network } = draft.context;
  const firewall = network.model.firewalls.find(({ address }) => address === draft.finding.resource);
  const subnet = network.subnet(firewall?.subnet);
  const route = subnet?.routeTable?.routes.find(({ addressPrefix }) => addressPrefix === DEFAULT_ROUTE);
  const nextHop = { next_hop_type: "Internet", next_hop_in_ip_address: null };
  const edits = route && turnedRoute(draft, subnet!.routeTable!, route, { nextHop });
  if (edits !== undefined && edits.length > 0) {
    const { name, addressPrefix: prefix } = route!;
    yield {
      edits,
      what: REPAIR_STEPS.ROUTE_TURNED({ at: subnet!.id, route: name, prefix, target: "Internet" }),
      caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: name, table: subnet!.routeTable!.name ?? "" }),
    };
  }
}

/** Of several configurations the first alone names the subnet. */
export function* subnetOfFirst(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  const blocks = [argumentOf(draft, resource, "ip_configuration") ?? []].flat();
  const further = blocks.flatMap((block, index) =>
    index > 0 && (block as { readonly subnet_id?: unknown }).subnet_id !== undefined ? [index] : [],
  );
  if (address !== undefined && further.length > 0) {
    yield {
      edits: further.map((index) => toSet(address, `ip_configuration[${index}].subnet_id`, null)),
      what: REPAIR_STEPS.SETTING({ resource: address, written: "subnet_id = null" }),
    };
  }
}
