import { groupBy, groupPairs } from "../../collections/group-by";
import { keptWith } from "../../collections/kept-with";
import { NetworkModel, NetworkSecurityGroup, RouteTable, Subnet } from "../model";
import { INTERNET } from "../network/endpoints";
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
  const uses = usesOf(model);
  const named = <T>(parts: ReadonlyMap<string, readonly T[]>): T[] =>
    [...involved].flatMap((address) => parts.get(address) ?? []);
  const subnets = named(uses.subnets);
  for (const subnet of subnets) {
    add(subnet.virtualNetwork, subnet.routeTable, subnet.routeTableAssociation, subnet.networkSecurityGroup);
    add(...(uses.associations.get(subnet.address) ?? []));
  }
  named(uses.routeTables).forEach(({ routes }) => routes.forEach(({ origin }) => add(origin)));
  named(uses.securityGroups).forEach(({ rules }) => rules.forEach(({ origin }) => add(origin)));
  // A lost packet's hops end before the subnet of a forwarder, though a peering leads there.
  const occupied = named(uses.places).flatMap((address) => uses.subnets.get(address) ?? []);
  const networks = new Set([
    // Nor need its hops reach the networks of the two endpoints.
    ...[result.from, result.to].flatMap((id) => uses.networksByEndpoint.get(id) ?? []),
    ...[...subnets, ...occupied].map(({ virtualNetwork }) => virtualNetwork),
  ]);
  for (const one of networks) {
    for (const other of networks) {
      add(...(uses.halvesBetween.get(`${one} ${other}`) ?? []));
    }
  }
  addManager(model, networks, add);
  const isOfInternet = [result.from, result.to].includes(INTERNET);
  addForwarders(model, involved, add, isOfInternet);
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
  isOfInternet: boolean,
): void {
  for (const gateway of model.natGateways) {
    if (involved.has(gateway.address)) {
      add(...gateway.publicIps, ...(usesOf(model).associations.get(gateway.address) ?? []));
    }
  }
  for (const firewall of model.firewalls) {
    if (involved.has(firewall.address)) {
      // Between networks nobody sees them.
      add(...(isOfInternet ? firewall.publicIps : []));
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
      add(...(isOfInternet ? balancer.frontends.map(({ publicIp }) => publicIp) : []));
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

/** Parts of a model by what they belong to, found once. */
interface ResourceUses {
  readonly subnets: ReadonlyMap<string, readonly Subnet[]>;
  readonly routeTables: ReadonlyMap<string, readonly RouteTable[]>;
  readonly securityGroups: ReadonlyMap<string, readonly NetworkSecurityGroup[]>;
  /** Subnets of what may forward. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Virtual networks of subnets by their address and by their name. */
  readonly networksByEndpoint: ReadonlyMap<string, string>;
  /** Peering halves by either of their networks. */
  readonly halves: ReadonlyMap<string, readonly string[]>;
  /** Peering halves from one network to another. */
  readonly halvesBetween: ReadonlyMap<string, readonly string[]>;
  /** How many subnets a route table or security group has. */
  readonly shared: ReadonlyMap<string, number>;
  /** Associations that name a subnet or NAT gateway; the model keeps their effect, not their address. */
  readonly associations: ReadonlyMap<string, readonly string[]>;
}

const usesOf = keptWith(findUses);

function findUses(model: NetworkModel): ResourceUses {
  const shared = new Map<string, number>();
  for (const { routeTable, networkSecurityGroup } of model.subnets) {
    for (const address of [routeTable, networkSecurityGroup]) {
      shared.set(address ?? "", (shared.get(address ?? "") ?? 0) + 1);
    }
  }
  const names = new Map(model.virtualNetworks.map(({ address, name }) => [address, name]));
  const addressOf = ({ address }: { readonly address: string }): string => address;
  return {
    subnets: groupBy(model.subnets, addressOf),
    routeTables: groupBy(model.routeTables, addressOf),
    securityGroups: groupBy(model.networkSecurityGroups, addressOf),
    places: groupPairs(
      [
        ...model.networkInterfaces.map(({ address, ipConfigurations }) => ({
          address,
          parts: ipConfigurations,
        })),
        ...model.firewalls.map((firewall) => ({ address: firewall.address, parts: [firewall] })),
        ...model.loadBalancers.map(({ address, frontends }) => ({ address, parts: frontends })),
      ].flatMap(({ address, parts }) =>
        parts.flatMap(({ subnet }) => (subnet === undefined ? [] : [[address, subnet] as const])),
      ),
    ),
    networksByEndpoint: new Map(
      model.subnets.flatMap(({ address, name, virtualNetwork }) => [
        [address, virtualNetwork],
        [`${names.get(virtualNetwork)}/${name}`, virtualNetwork],
      ]),
    ),
    halves: groupPairs(
      model.peerings.flatMap(({ address, virtualNetwork, remoteVirtualNetwork }) =>
        [virtualNetwork, remoteVirtualNetwork].map((network) => [network ?? "", address] as const),
      ),
    ),
    halvesBetween: groupPairs(
      model.peerings.map(({ address, virtualNetwork, remoteVirtualNetwork }) => [
        `${virtualNetwork} ${remoteVirtualNetwork}`,
        address,
      ]),
    ),
    shared,
    associations: groupPairs(
      model.resources.map(({ address, type, values }) => {
        const bound = values.subnet_id ?? values.nat_gateway_id;
        const reference = /_association$/.test(type) && typeof bound === "string" ? bound : "";
        return [/\$\{(.+)\.id\}$/.exec(reference)?.[1], address];
      }),
    ),
  };
}

/** Resources that one subnet has to itself, or shares only within its network. */
export function boundTo(model: NetworkModel, address: string): string[] {
  const uses = usesOf(model);
  const subnet = uses.subnets.get(address)?.at(-1);
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
    ...exclusive
      .flatMap((each) => uses.routeTables.get(each!) ?? [])
      .flatMap(({ routes }) => routes.map(({ origin }) => origin)),
    ...exclusive
      .flatMap((each) => uses.securityGroups.get(each!) ?? [])
      .flatMap(({ rules }) => rules.map(({ origin }) => origin)),
    ...(uses.associations.get(address) ?? []),
    // A hub's many peerings are its spokes' business, not its own.
    ...(halves.length <= 2 ? halves : []),
  ];
  return [...new Set(bound.filter((resource) => resource !== undefined))];
}
