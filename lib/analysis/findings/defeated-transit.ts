import { ReservedSubnet } from "../../azure/reserved-subnets";
import { NetworkSecurityGroup, SecurityRule, Subnet } from "../model";
import { AddressSet } from "../sets/address-set";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { reservedNameOf } from "./reserved-subnets";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** Security groups that undo what routes were written for. */
export const DEFEATED_TRANSIT_CHECKS: readonly Check[] = [
  {
    code: "TRANSIT_SHUT_OUT",
    severity: "warning",
    what: {
      en: "Routes of other networks lead to a subnet through an appliance, and its security group denies everything from all of them (W62)",
      ja: "他のネットワークからのルートはアプライアンス経由でサブネットに向いていますが、サブネットのネットワーク セキュリティ グループがそのすべてを拒否しています（W62）",
    },
    source: SOURCES.securityGroups,
    fix: {
      en: "Allow the prefixes of those networks before that rule.",
      ja: "その規則より前に、それらのネットワークのプレフィックスを許可してください。",
    },
    *find(network) {
      const routed = routedToAppliances(network);
      for (const subnet of network.model.subnets) {
        const group = network.securityGroups.get(subnet.networkSecurityGroup ?? "");
        const own = AddressSet.of(subnet.prefixes);
        if (group === undefined || own.ranges.length === 0 || reservedNameOf(subnet) !== undefined) {
          continue;
        }
        const from = [...routed].filter(
          ([home, { space }]) => home !== subnet.virtualNetwork && space.containsAll(own),
        );
        const deny = from.length > 0 ? shutBy(group, own, () => sourcesOf(network, subnet)) : undefined;
        if (deny !== undefined) {
          const [example] = from.map(([, { subnets }]) => subnets[0]);
          const prefixes = from.flatMap(([, { subnets }]) => subnets.flatMap((one) => one.prefixes));
          yield {
            resource: group.address,
            about: { virtualNetwork: example.virtualNetwork },
            message: {
              en: `Rule ${quote(deny.name)} of ${nameOf(group)} denies everything that gets to subnet ${placeOf(network, subnet)} (${subnet.prefixes.join(", ")}) through an appliance, as from ${placeOf(network, example)} (${example.prefixes.join(", ")}): the transit is of no use there.`,
              ja: `${nameOf(group)} の規則 ${quote(deny.name)} が、アプライアンス経由でサブネット ${placeOf(network, subnet)}（${subnet.prefixes.join("、")}）に届く通信をすべて拒否します（例: ${placeOf(network, example)}、${example.prefixes.join("、")} から）。このサブネットではトランジットが役に立ちません。`,
            },
            fix: {
              en: `Allow ${some(prefixes)} with a priority below ${deny.priority}.`,
              ja: `${some(prefixes)} を ${deny.priority} より小さい優先度で許可してください。`,
            },
          };
        }
      }
    },
  },
];

interface Routed {
  readonly space: AddressSet;
  readonly subnets: readonly Subnet[];
}

/** What each virtual network sends to appliances, and its subnets that do. */
function routedToAppliances(network: CheckedNetwork): ReadonlyMap<string, Routed> {
  const found = new Map<string, Routed>();
  for (const subnet of network.model.subnets) {
    const routes = network.routeTables.get(subnet.routeTable ?? "")?.routes ?? [];
    const prefixes = routes
      .filter(({ nextHopType }) => nextHopType === "VirtualAppliance")
      .map(({ addressPrefix }) => addressPrefix);
    if (prefixes.length > 0 && subnet.prefixes.length > 0 && reservedNameOf(subnet) === undefined) {
      const before = found.get(subnet.virtualNetwork);
      const space = AddressSet.of(prefixes);
      found.set(subnet.virtualNetwork, {
        space: before?.space.union(space) ?? space,
        subnets: [...(before?.subnets ?? []), subnet],
      });
    }
  }
  return found;
}

/** Whatever may come through a transit: sites, and other networks; a firewall and an appliance may send as themselves. */
function sourcesOf(network: CheckedNetwork, { virtualNetwork }: Subnet): AddressSet {
  const subnets = network.model.subnets.filter(
    (one) => one.virtualNetwork !== virtualNetwork && !NEVER_SOURCES.includes(reservedNameOf(one) ?? ""),
  );
  const sites = network.model.localNetworkGateways.flatMap(({ addressSpace }) => addressSpace);
  return AddressSet.of([...subnets.flatMap(({ prefixes }) => prefixes), ...sites]);
}

/** The rule that denies everything, where none before it lets any of them in; undefined where apply decides some of it. */
function shutBy(
  group: NetworkSecurityGroup,
  own: AddressSet,
  sourcesOfTransit: () => AddressSet,
): SecurityRule | undefined {
  const inbound = group.rules
    .filter(({ direction }) => direction === "Inbound")
    .sort((a, b) => a.priority - b.priority);
  for (const rule of inbound) {
    if (rule.perhaps !== undefined || rule.unknown !== undefined || rule.priority === 0) {
      return undefined;
    }
    const isForAll =
      rule.protocol === ANY &&
      rule.destinationPorts.includes(ANY) &&
      rule.sourcePorts.includes(ANY) &&
      (rule.destinations.includes(ANY) || AddressSet.of(rule.destinations).containsAll(own)) &&
      (rule.sources.includes(ANY) || AddressSet.of(rule.sources).containsAll(sourcesOfTransit()));
    if (rule.access === "Deny" && isForAll) {
      return rule;
    }
    if (rule.access === "Allow" && mayLetIn(rule, sourcesOfTransit)) {
      return undefined;
    }
  }
  return undefined;
}

/** Tags and groups other than the probes' may hold anything. */
function mayLetIn(
  { sources, sourceApplicationSecurityGroups }: SecurityRule,
  others: () => AddressSet,
): boolean {
  return (
    sourceApplicationSecurityGroups.length > 0 ||
    sources.some((text) => {
      const space = AddressSet.of([text]);
      return text === ANY || space.ranges.length === 0
        ? text !== "AzureLoadBalancer"
        : space.intersects(others());
    })
  );
}

const ANY = "*";
/** What comes from Bastion takes no transit, and gateways keep the sender's address. */
const NEVER_SOURCES: readonly string[] = [ReservedSubnet.BASTION, ReservedSubnet.GATEWAY];

/** As endpoints are called: `vnet-spoke01/default`. */
function placeOf(network: CheckedNetwork, { address, name = address, virtualNetwork }: Subnet): string {
  return `${network.virtualNetworks.get(virtualNetwork)?.name ?? virtualNetwork}/${name}`;
}

function some(prefixes: readonly string[]): string {
  const [different, shown] = [[...new Set(prefixes)], 5];
  return `${different.slice(0, shown).join(", ")}${different.length > shown ? ", …" : ""}`;
}
