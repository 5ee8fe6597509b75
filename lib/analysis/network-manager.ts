import {
  ConnectivityConfiguration,
  NetworkModel,
  Route,
  SecurityAdminRule,
  VirtualNetworkPeering,
} from "./model";

/** Virtual networks that reach each other without peerings (R70). */
export interface ConnectedGroup {
  /** Terraform address of the connectivity configuration. */
  readonly origin: string;
  /** Terraform addresses of virtual networks. */
  readonly members: readonly string[];
  /** Across regions too; else only members of one region see each other. */
  readonly global: boolean;
}

/** What Azure Virtual Network Manager puts into networks; only what is deployed counts (R70). */
export interface DeployedNetworkManager {
  readonly connectedGroups: readonly ConnectedGroup[];
  /** Ordinary peerings that hub-and-spoke configurations create (R71). */
  readonly peerings: readonly VirtualNetworkPeering[];
  /** UDRs that routing configurations write for a subnet (R71). */
  routesOf(virtualNetwork: string, subnet: string): readonly Route[];
  /** Admin rules that apply to a virtual network, by priority (R68). */
  adminRulesOf(virtualNetwork: string): readonly SecurityAdminRule[];
}

export function deployedNetworkManager(model: NetworkModel): DeployedNetworkManager {
  const manager = model.networkManager;
  const deployed = new Set(manager.deployments.flatMap((deployment) => deployment.configurations));
  const groups = new Map(manager.networkGroups.map((group) => [group.address, group]));
  const networksOf = (addresses: readonly string[]): string[] => [
    ...new Set(addresses.flatMap((address) => groups.get(address)?.virtualNetworks ?? [])),
  ];
  const connectivity = manager.connectivityConfigurations.filter(({ address }) => deployed.has(address));
  const connectedGroups = connectivity.flatMap((configuration) =>
    connectedGroupsOf(configuration, networksOf),
  );
  const peerings = connectivity.flatMap((configuration) => peeringsOf(configuration, networksOf));
  const adminRules = groupByNetwork(
    manager.securityAdminRules
      .filter((rule) => deployed.has(rule.configuration))
      .sort((a, b) => a.priority - b.priority),
    (rule) => networksOf(rule.networkGroups),
  );
  const routingRules = groupByNetwork(
    manager.routingRules.filter((rule) => deployed.has(rule.configuration)),
    (rule) => [
      ...networksOf(rule.networkGroups),
      ...rule.networkGroups.flatMap((group) => groups.get(group)?.subnets ?? []),
    ],
  );
  return {
    connectedGroups,
    peerings,
    adminRulesOf: (virtualNetwork) => adminRules.get(virtualNetwork) ?? [],
    routesOf: (virtualNetwork, subnet) =>
      [...(routingRules.get(virtualNetwork) ?? []), ...(routingRules.get(subnet) ?? [])].map(
        (rule): Route => ({
          name: rule.name ?? rule.address,
          origin: rule.address,
          addressPrefix: rule.destination,
          nextHopType: nextHopTypeOf(rule.nextHopType),
          nextHops: rule.nextHop === undefined ? [] : [rule.nextHop],
        }),
      ),
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

function nextHopTypeOf(type: string): Route["nextHopType"] {
  switch (type) {
    case "VirtualAppliance":
    case "VirtualNetworkGateway":
    case "VnetLocal":
    case "Internet":
      return type;
    default:
      return "None";
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
