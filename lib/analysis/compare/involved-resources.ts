import { NetworkModel, Subnet } from "../model";
import { PairResult } from "../result";

/**
 * Terraform addresses on which a pair's answer rests: what its hops and reasons name, and what binds those
 * together without showing in a path (associations, both peering halves, policies, pools, connections).
 */
export function involvedResources(model: NetworkModel, result: PairResult): ReadonlySet<string> {
  const involved = new Set<string>();
  const add = (...addresses: readonly (string | undefined)[]): void =>
    addresses.forEach((address) => address !== undefined && involved.add(address));
  for (const reason of result.reasons) {
    add(reason.resource);
  }
  for (const { resource } of result.assumptions) {
    add(resource);
  }
  const hops = [...result.forward, ...result.return];
  for (const { resource, route, via } of hops) {
    add(resource, route?.origin, via?.resource, ...(via?.instances ?? []));
  }
  const subnets = model.subnets.filter(({ address }) => involved.has(address));
  for (const subnet of subnets) {
    add(subnet.virtualNetwork, subnet.routeTable, subnet.routeTableAssociation, subnet.networkSecurityGroup);
    add(...associationsOf(model, subnet.address));
  }
  for (const table of model.routeTables) {
    if (involved.has(table.address)) {
      table.routes.forEach(({ origin }) => add(origin));
    }
  }
  for (const group of model.networkSecurityGroups) {
    if (involved.has(group.address)) {
      group.rules.forEach(({ origin }) => add(origin));
    }
  }
  const occupied = new Set(subnetsOfForwarders(model, involved));
  const networks = new Set([
    ...endpointNetworks(model, result),
    ...subnets.map(({ virtualNetwork }) => virtualNetwork),
    ...model.subnets
      .filter(({ address }) => occupied.has(address))
      .map(({ virtualNetwork }) => virtualNetwork),
  ]);
  for (const half of model.peerings) {
    if (networks.has(half.virtualNetwork ?? "") && networks.has(half.remoteVirtualNetwork ?? "")) {
      add(half.address);
    }
  }
  addManager(model, networks, add);
  addForwarders(model, involved, add);
  return involved;
}

/** What Virtual Network Manager has of two of the networks: a configuration, and what brings it to them. */
function addManager(
  { networkManager }: NetworkModel,
  networks: ReadonlySet<string | undefined>,
  add: (...addresses: readonly string[]) => void,
): void {
  const { networkGroups, connectivityConfigurations, deployments } = networkManager;
  for (const { address, hub, groups } of connectivityConfigurations) {
    const used = networkGroups.filter((group) =>
      groups.some(({ networkGroup }) => networkGroup === group.address),
    );
    const members = new Set([hub, ...used.flatMap((group) => group.virtualNetworks)]);
    if ([...members].filter((network) => networks.has(network)).length > 1) {
      const deployed = deployments.filter(({ configurations }) => configurations.includes(address));
      add(address, ...[...used, ...deployed].map((each) => each.address));
    }
  }
}

function addForwarders(
  model: NetworkModel,
  involved: ReadonlySet<string>,
  add: (...addresses: readonly (string | undefined)[]) => void,
): void {
  for (const gateway of model.natGateways) {
    if (involved.has(gateway.address)) {
      add(...gateway.publicIps, ...associationsOf(model, gateway.address));
    }
  }
  for (const firewall of model.firewalls) {
    if (involved.has(firewall.address)) {
      add(...firewall.publicIps);
      add(firewall.policy, ...firewall.ruleCollections.map(({ origin }) => origin));
    }
  }
  for (const policy of model.firewallPolicies) {
    if (involved.has(policy.address)) {
      add(policy.basePolicy, ...policy.ruleCollections.map(({ origin }) => origin));
    }
  }
  for (const balancer of model.loadBalancers) {
    if (involved.has(balancer.address)) {
      add(...balancer.frontends.map(({ publicIp }) => publicIp));
      add(...balancer.rules.map(({ address }) => address));
      balancer.backendPools.forEach((pool) => {
        add(
          pool.address,
          ...pool.members.flatMap(({ origin, networkInterface }) => [origin, networkInterface]),
        );
      });
    }
  }
  for (const connection of model.gatewayConnections) {
    if (involved.has(connection.gateway ?? "") || involved.has(connection.peerGateway ?? "")) {
      add(connection.address, connection.localNetworkGateway);
    }
  }
}

/** Where the forwarders stand: a lost packet's hops end before that subnet, though a peering leads there. */
function subnetsOfForwarders(model: NetworkModel, involved: ReadonlySet<string>): string[] {
  const places = [
    ...model.networkInterfaces.map(({ address, ipConfigurations }) => ({ address, parts: ipConfigurations })),
    ...model.firewalls.map((firewall) => ({ address: firewall.address, parts: [firewall] })),
    ...model.loadBalancers.map(({ address, frontends }) => ({ address, parts: frontends })),
  ];
  return places
    .filter(({ address }) => involved.has(address))
    .flatMap(({ parts }) => parts.flatMap(({ subnet }) => subnet ?? []));
}

/** The networks of the two endpoints, which a lost packet's hops may not reach. */
function endpointNetworks(model: NetworkModel, { from, to }: PairResult): string[] {
  let byName = networksByEndpoint.get(model);
  if (byName === undefined) {
    const names = new Map(model.virtualNetworks.map(({ address, name }) => [address, name]));
    byName = new Map(
      model.subnets.flatMap(({ address, name, virtualNetwork }) => [
        [address, virtualNetwork],
        [`${names.get(virtualNetwork)}/${name}`, virtualNetwork],
      ]),
    );
    networksByEndpoint.set(model, byName);
  }
  return [from, to].flatMap((id) => byName.get(id) ?? []);
}

const networksByEndpoint = new WeakMap<NetworkModel, ReadonlyMap<string, string>>();

/** Which of a model's parts belong to which virtual network or subnet, found once. */
export interface ResourceUses {
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** Peering halves by either of their networks. */
  readonly halves: ReadonlyMap<string, readonly string[]>;
  /** Subnets by route table and security group. */
  readonly shared: ReadonlyMap<string, number>;
}

export function usesOf(model: NetworkModel): ResourceUses {
  const halves = new Map<string, string[]>();
  const shared = new Map<string, number>();
  for (const half of model.peerings) {
    for (const network of [half.virtualNetwork, half.remoteVirtualNetwork]) {
      halves.set(network ?? "", [...(halves.get(network ?? "") ?? []), half.address]);
    }
  }
  for (const { routeTable, networkSecurityGroup } of model.subnets) {
    for (const address of [routeTable, networkSecurityGroup]) {
      shared.set(address ?? "", (shared.get(address ?? "") ?? 0) + 1);
    }
  }
  return { subnets: new Map(model.subnets.map((subnet) => [subnet.address, subnet])), halves, shared };
}

/** Resources that one subnet has to itself, or shares only within its network. */
export function boundTo(model: NetworkModel, address: string, uses: ResourceUses): string[] {
  const subnet = uses.subnets.get(address);
  if (subnet === undefined) {
    return [];
  }
  const exclusive = [subnet.routeTable, subnet.networkSecurityGroup].filter(
    (resource) => resource !== undefined && uses.shared.get(resource) === 1,
  );
  const halves = uses.halves.get(subnet.virtualNetwork) ?? [];
  const bound = [
    address,
    subnet.virtualNetwork,
    subnet.routeTableAssociation,
    ...exclusive,
    ...model.routeTables
      .filter((table) => exclusive.includes(table.address))
      .flatMap((table) => table.routes.map(({ origin }) => origin)),
    ...model.networkSecurityGroups
      .filter((group) => exclusive.includes(group.address))
      .flatMap((group) => group.rules.map(({ origin }) => origin)),
    ...associationsOf(model, address),
    // A hub's many peerings are its spokes' business, not its own.
    ...(halves.length <= 2 ? halves : []),
  ];
  return [...new Set(bound.filter((resource) => resource !== undefined))];
}

const associations = new WeakMap<NetworkModel, ReadonlyMap<string, readonly string[]>>();

/** Associations that name a subnet; the model keeps their effect, not their address. */
function associationsOf(model: NetworkModel, subnet: string): readonly string[] {
  let bySubnet = associations.get(model);
  if (bySubnet === undefined) {
    const found = new Map<string, string[]>();
    for (const { address, type, values } of model.resources) {
      const bound = values.subnet_id ?? values.nat_gateway_id;
      const reference = /_association$/.test(type) && typeof bound === "string" ? bound : "";
      const named = /\$\{(.+)\.id\}$/.exec(reference)?.[1];
      if (named !== undefined) {
        found.set(named, [...(found.get(named) ?? []), address]);
      }
    }
    bySubnet = found;
    associations.set(model, bySubnet);
  }
  return bySubnet.get(subnet) ?? [];
}
