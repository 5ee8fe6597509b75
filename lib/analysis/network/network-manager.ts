import { regionId } from "../../azure/regions";
import {
  ConnectivityConfiguration,
  DELETES_PEERINGS,
  mayBeAny,
  NetworkManagerRoutingRule,
  NetworkModel,
  Route,
  SecurityAdminRule,
  UnknownArgument,
  VirtualNetworkPeering,
} from "../model";
import { unreadBeside } from "./unread-parts";

/** Virtual networks that reach each other without peerings (R70). */
export interface ConnectedGroup {
  /** Terraform address of the connectivity configuration. */
  readonly origin: string;
  /** Terraform addresses of virtual networks. */
  readonly members: readonly string[];
  /** Across regions too; else only members of one region see each other. */
  readonly global: boolean;
}

/** What routing configurations make of a subnet's table (W20). */
export interface ManagedRouting {
  readonly routes: readonly Route[];
  /** The rule collection that lets the table refuse gateways' routes, if one does. */
  readonly refusedBy: string | undefined;
}

/** What Azure Virtual Network Manager puts into networks; only what is deployed counts (R70). */
export interface DeployedNetworkManager {
  readonly connectedGroups: readonly ConnectedGroup[];
  /** Ordinary peerings that hub-and-spoke configurations create (R71). */
  readonly peerings: readonly VirtualNetworkPeering[];
  /** Of a half that others have made, which configuration deletes it: whether it is there depends on who came last. */
  deletes(half: VirtualNetworkPeering): UnknownArgument | undefined;
  /** UDRs that routing configurations write for a subnet (R71). */
  routingOf(virtualNetwork: string, subnet: string): ManagedRouting | undefined;
  /** Admin rules that apply to a virtual network, by priority (R68). */
  adminRulesOf(virtualNetwork: string): readonly SecurityAdminRule[];
  /** Whether the input leaves open anything that {@link openBetween} and {@link openRulesAt} tell. */
  readonly hasOpenEnds: boolean;
  /** What the input leaves open of all that could concern packets from one virtual network to another. */
  openBetween(from: string, to: string): UnknownArgument | undefined;
  /** The same of whether two virtual networks are connected. */
  openLinkBetween(from: string, to: string): UnknownArgument | undefined;
  /** What is open is the same for virtual networks with the same text. */
  opennessOf(virtualNetwork: string): string;
  /** The same of the rules that could concern a virtual network's packets. */
  openRulesAt(virtualNetwork: string): UnknownArgument | undefined;
}

export function deployedNetworkManager(model: NetworkModel): DeployedNetworkManager {
  const manager = model.networkManager;
  const groups = new Map(manager.networkGroups.map((group) => [group.address, group]));
  const reach = deploymentReach(model);
  /** Members of groups to which a configuration is deployed. */
  const networksOf = (configuration: string, addresses: readonly string[]): string[] => {
    const members = new Set(addresses.flatMap((address) => groups.get(address)?.virtualNetworks ?? []));
    return [...members].filter((member) => reach(configuration, member));
  };
  const connectedGroups = manager.connectivityConfigurations.flatMap((configuration) =>
    connectedGroupsOf(configuration, (names) => networksOf(configuration.address, names)),
  );
  const peerings = manager.connectivityConfigurations.flatMap((configuration) =>
    peeringsOf(configuration, (names) => networksOf(configuration.address, names)),
  );
  const deleting = manager.connectivityConfigurations.flatMap((configuration) => {
    const { address, deletesPeerings, groups: applied, hub } = configuration;
    const members = networksOf(
      address,
      applied.map(({ networkGroup }) => networkGroup),
    );
    const owned = hub === undefined ? members : [...members, hub];
    return deletesPeerings === true && members.length > 0 ? [{ address, owned: new Set(owned) }] : [];
  });
  const adminRules = groupByNetwork(
    [...manager.securityAdminRules].sort((a, b) => a.priority - b.priority),
    (rule) => networksOf(rule.configuration, rule.networkGroups),
  );
  const networkOf = new Map(model.subnets.map((subnet) => [subnet.address, subnet.virtualNetwork]));
  const routingRules = groupByNetwork(manager.routingRules, (rule) => [
    ...networksOf(rule.configuration, rule.networkGroups),
    ...rule.networkGroups
      .flatMap((group) => groups.get(group)?.subnets ?? [])
      .filter((subnet) => reach(rule.configuration, networkOf.get(subnet) ?? "")),
  ]);
  return {
    connectedGroups,
    peerings,
    deletes: ({ virtualNetwork = "?", remoteVirtualNetwork = "?" }) => {
      // W24: those with networks outside too, which don't match what the configuration holds.
      const by = deleting.find(({ owned }) => owned.has(virtualNetwork) || owned.has(remoteVirtualNetwork));
      return (
        by && { resource: by.address, argument: DELETES_PEERINGS, text: "", candidates: [], optional: true }
      );
    },
    ...openEnds(model),
    adminRulesOf: (virtualNetwork) => adminRules.get(virtualNetwork) ?? [],
    routingOf: (virtualNetwork, subnet) =>
      routingBy([...(routingRules.get(virtualNetwork) ?? []), ...(routingRules.get(subnet) ?? [])]),
  };
}

function routingBy(rules: readonly NetworkManagerRoutingRule[]): ManagedRouting | undefined {
  const routes = rules.map((rule): Route => ({
    name: rule.name ?? rule.address,
    origin: rule.address,
    addressPrefix: rule.destination,
    ...nextHopTypeOf(rule.nextHopType),
    nextHops: rule.nextHop === undefined ? [] : [rule.nextHop],
  }));
  const refusedBy = rules.find(({ bgpRoutePropagation }) => !bgpRoutePropagation)?.collection;
  return rules.length === 0 ? undefined : { routes, refusedBy };
}

/** An open end of a group, a configuration or a deployment concerns whatever is or may be in some group. */
function openEnds(
  model: NetworkModel,
): Pick<
  DeployedNetworkManager,
  "hasOpenEnds" | "openBetween" | "openLinkBetween" | "opennessOf" | "openRulesAt"
> {
  const typeOf = managedTypes(model);
  const opens = openEndsOf(model, typeOf);
  const places = placesOf(model);
  if (opens.length === 0 && places.size === 0 && (model.unread ?? []).length === 0) {
    return {
      hasOpenEnds: false,
      openBetween: () => undefined,
      openLinkBetween: () => undefined,
      opennessOf: () => "",
      openRulesAt: () => undefined,
    };
  }
  const beyondMembers = opens.filter((unknown) => !isAboutMember(unknown));
  const [open] = beyondMembers;
  const openLink = beyondMembers.find(({ resource }) => !OF_RULES.test(typeOf(resource) ?? ""));
  // That a network may be a member besides is no matter to those that are.
  const membership = opens.find(isAboutMember);
  const possible = new Set(
    model.networkManager.networkGroups.flatMap(
      ({ possibleVirtualNetworks }) => possibleVirtualNetworks ?? [],
    ),
  );
  const concerned = concernedNetworks(model, opens);
  // Rules concern packets of a member with anything; peerings and connected groups those between two of them.
  const hasRules = model.resources.some(({ type }) => RULES.test(type));
  const mayHaveRules = hasRules || opens.some(mayBringRules);
  const isConcerned = (network: string): boolean => concerned.has(network);
  const openOf = (networks: readonly string[], first = open): UnknownArgument | undefined =>
    first ??
    networks.flatMap((network) => (isConcerned(network) ? (places.get(network) ?? []) : [])).at(0) ??
    (networks.some((network) => possible.has(network)) ? membership : undefined);
  return {
    hasOpenEnds: true,
    openBetween: (from, to) =>
      unreadBeside(model, from, to) ??
      ((hasRules ? [from, to].some(isConcerned) : [from, to].every(isConcerned))
        ? openOf([from, to])
        : undefined),
    openLinkBetween: (from, to) =>
      unreadBeside(model, from, to) ??
      ([from, to].every(isConcerned) ? openOf([from, to], openLink) : undefined),
    opennessOf: (network) =>
      [
        isConcerned(network),
        possible.has(network),
        places.has(network),
        unreadBeside(model, network)?.resource,
      ].join(" "),
    openRulesAt: (network) =>
      unreadBeside(model, network) ?? (mayHaveRules && isConcerned(network) ? openOf([network]) : undefined),
  };
}

/** An open end, and whether it or what may exist are members of groups. */
interface OpenEnd extends UnknownArgument {
  readonly isOfMember: boolean;
  readonly isOfMembers: boolean;
}

function openEndsOf(
  { unknownArguments }: NetworkModel,
  typeOf: (address: string) => string | undefined,
): readonly OpenEnd[] {
  const isMember = (address: string): boolean => typeOf(address) === MEMBER;
  return unknownArguments
    .filter(({ resource, candidates, optional }) =>
      [resource, ...(optional === true ? candidates : [])].some((address) => typeOf(address) !== undefined),
    )
    .map((unknown) => ({
      ...unknown,
      isOfMember: isMember(unknown.resource),
      isOfMembers: unknown.candidates.every(isMember),
    }));
}

/** Virtual networks that are, or may be, in some group, or its hub. */
function concernedNetworks(
  { networkManager, virtualNetworks, subnets }: NetworkModel,
  opens: readonly OpenEnd[],
): ReadonlySet<string> {
  const { networkGroups, connectivityConfigurations } = networkManager;
  const all = virtualNetworks.map(({ address }) => address);
  const members = new Set(networkGroups.flatMap((group) => group.subnets));
  return new Set([
    ...networkGroups.flatMap((group) => group.virtualNetworks),
    ...networkGroups.flatMap(({ possibleVirtualNetworks }) => possibleVirtualNetworks ?? []),
    ...connectivityConfigurations.flatMap(({ hub }) => hub ?? []),
    ...opens.flatMap((unknown) => meantBy(unknown, all)),
    ...subnets.filter(({ address }) => members.has(address)).map(({ virtualNetwork }) => virtualNetwork),
  ]);
}

/** The provider's type of what belongs to Virtual Network Manager: an address tells it, unless Azure's words are written. */
function managedTypes({ resources }: NetworkModel): (address: string) => string | undefined {
  const types = new Map(
    resources.flatMap(({ address, type }) => (MANAGED.test(type) ? [[address, type] as const] : [])),
  );
  return (address) => types.get(address) ?? MANAGED.exec(address)?.[1];
}

/** It leaves open who is in a group, or whether somebody is. */
function isAboutMember({ argument, candidates, optional, isOfMembers }: OpenEnd): boolean {
  const isExistence = optional === true && candidates.length > 0 && !GROUP_ENDS.includes(argument);
  return argument === "members" || (isExistence && isOfMembers);
}

/** Networks whose region isn't told, with what would settle it. */
function placesOf({ unknownArguments, virtualNetworks }: NetworkModel): ReadonlyMap<string, UnknownArgument> {
  const networks = new Set(virtualNetworks.map(({ address }) => address));
  const places = unknownArguments.filter(
    ({ resource, argument }) => argument === "location" && networks.has(resource),
  );
  return new Map(places.map((unknown) => [unknown.resource, unknown]));
}

/** What an argument that is open may mean: a network of these, or a group of which the input doesn't hold the members. */
function meantBy(unknown: OpenEnd, all: readonly string[]): readonly string[] {
  if (NETWORK_ENDS.includes(unknown.argument)) {
    return mayBeAny(unknown) ? all : unknown.candidates;
  }
  const isGroup = GROUP_ENDS.includes(unknown.argument) && !unknown.isOfMember;
  return isGroup && unknown.candidates.length === 0 ? all : [];
}

/** What is deployed, or what a network is made a member for, stands elsewhere: it may be rules as well. */
function mayBringRules({ argument, candidates, isOfMember }: OpenEnd): boolean {
  const isElsewhere = argument === "configuration_ids" || (argument === "network_group_id" && isOfMember);
  return isElsewhere && candidates.length === 0;
}

const NETWORK_ENDS = ["resource_id", "hub", "target_virtual_network_id"];
const MEMBER = "azurerm_network_manager_static_member";
const GROUP_ENDS = [
  "network_group_id",
  "network_group_ids",
  "applies_to_group",
  // What names groups elsewhere.
  "admin_rule_collection_id",
  "rule_collection_id",
  "configuration_ids",
];

const MANAGED = /(?:^|\.)(azurerm_network_manager_\w+)/;
const OF_RULES = /^azurerm_network_manager_(admin|routing|security_admin)_/;
const RULES = /^azurerm_network_manager_(admin|routing)_rule$/;

/** R70: a configuration takes effect in the regions to which it is deployed. */
function deploymentReach(model: NetworkModel): (configuration: string, virtualNetwork: string) => boolean {
  const regionOf = new Map(
    model.virtualNetworks.map(({ address, region }) => [address, regionId(region ?? "")]),
  );
  const regions = new Map<string, Set<string>>();
  for (const { configurations, region } of model.networkManager.deployments) {
    for (const configuration of configurations) {
      const known = regions.get(configuration) ?? new Set();
      regions.set(configuration, known.add(regionId(region ?? "")));
    }
  }
  return (configuration, virtualNetwork) => {
    const deployed = regions.get(configuration);
    const region = regionOf.get(virtualNetwork) ?? "";
    return deployed !== undefined && (region === "" || deployed.has("") || deployed.has(region));
  };
}

function connectedGroupsOf(
  configuration: ConnectivityConfiguration,
  networksOf: (groups: readonly string[]) => string[],
): ConnectedGroup[] {
  const { topology, groups, hub, address } = configuration;
  if (topology === "Mesh") {
    const members = networksOf(groups.map((group) => group.networkGroup));
    const global = configuration.globalMesh || groups.some((group) => group.globalMesh);
    return [{ origin: address, members, global }];
  }
  return groups
    .filter((group) => group.connectivity === "DirectlyConnected")
    .map((group) => {
      const spokes = networksOf([group.networkGroup]);
      const members = hub === undefined || spokes.includes(hub) ? spokes : [...spokes, hub];
      return { origin: address, members, global: group.globalMesh || configuration.globalMesh };
    });
}

function peeringsOf(
  configuration: ConnectivityConfiguration,
  networksOf: (groups: readonly string[]) => string[],
): VirtualNetworkPeering[] {
  const { topology, hub, groups, address } = configuration;
  if (topology !== "HubAndSpoke" || hub === undefined) {
    return [];
  }
  return groups.flatMap((group) =>
    networksOf([group.networkGroup])
      .filter((spoke) => spoke !== hub)
      .flatMap((spoke) => {
        const half = (virtualNetwork: string, remote: string): VirtualNetworkPeering => ({
          address,
          virtualNetwork,
          remoteVirtualNetwork: remote,
          remoteText: remote,
          allowVirtualNetworkAccess: true,
          // The peerings that Virtual Network Manager creates accept forwarded traffic.
          allowForwardedTraffic: true,
          allowGatewayTransit: virtualNetwork === hub && group.useHubGateway,
          useRemoteGateways: virtualNetwork !== hub && group.useHubGateway,
        });
        return [half(hub, spoke), half(spoke, hub)];
      }),
  );
}

function nextHopTypeOf(type: string): Pick<Route, "nextHopType" | "nextHopTypeText"> {
  switch (type) {
    case "VirtualAppliance":
    case "VirtualNetworkGateway":
    case "VnetLocal":
    case "Internet":
      return { nextHopType: type };
    case "NoNextHop":
      return { nextHopType: "None" };
    default:
      return { nextHopType: "Unknown", nextHopTypeText: type };
  }
}

function groupByNetwork<T>(
  rules: readonly T[],
  networksOf: (rule: T) => readonly string[],
): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const rule of rules) {
    for (const network of new Set(networksOf(rule))) {
      const list = grouped.get(network);
      if (list === undefined) {
        grouped.set(network, [rule]);
      } else {
        list.push(rule);
      }
    }
  }
  return grouped;
}

/** W20: what a network manager adds to a table; a destination that it has already stays as it is. */
export function withManaged(own: readonly Route[], managed: readonly Route[]): readonly Route[] {
  const known = new Set(own.map(({ addressPrefix }) => addressPrefix.toLowerCase()));
  return [...own, ...managed.filter(({ addressPrefix }) => !known.has(addressPrefix.toLowerCase()))];
}
