import { IpReference, LoadBalancer, NetworkModel } from "../model";
import { prefixesOfSite } from "../network/gateway-node";
import { Network } from "../network/network";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { VirtualWans } from "../network/virtual-wan";
import { AddressSet } from "../sets/address-set";
import { AnalysisContext } from "../trace/context";
import { unreadablePrefixes } from "../trace/open-space";

/** Every different next hop of a route or BGP peer. */
function nextHopReferences(network: Network): readonly IpReference[] {
  const references = new Map<string, IpReference>();
  const add = (reference: IpReference): void => {
    const { ip, text } = reference;
    // Most are written out, and there may be a million of them.
    references.set(ip === text ? text : `${ip} ${text}`, reference);
  };
  for (const routes of new Set(network.subnets.map((subnet) => subnet.routes))) {
    for (const { nextHops } of routes) {
      nextHops.forEach(add);
    }
  }
  const { bgpConnections, connections } = network.model.virtualWan;
  [...network.model.routeServerBgpConnections, ...bgpConnections].forEach(({ peerIp }) => add(peerIp));
  connections.flatMap(({ staticRoutes }) => staticRoutes).forEach(({ nextHop }) => add(nextHop));
  for (const { ip } of network.model.loadBalancers.flatMap(membersOf)) {
    if (ip !== undefined) {
      add({ ip, text: ip });
    }
  }
  return [...references.values()];
}

/** Networks that differ from all others: they host what forwards, or their addresses are not theirs alone. */
export function singletonNetworks({
  network,
  tables,
  nextHops,
}: AnalysisContext): ReadonlySet<VirtualNetworkNode> {
  const singletons = new Set<VirtualNetworkNode>();
  // Of NICs only those that some route names; the thousand others change nothing.
  nextHops.owners
    .filter(({ kind }) => kind !== "nic")
    .forEach((owner) => singletons.add(owner.subnet.virtualNetwork));
  instancesOf(network).forEach((subnet) => singletons.add(subnet.virtualNetwork));
  const references = nextHopReferences(network);
  for (const reference of references) {
    nextHops.candidates(reference).forEach((owner) => singletons.add(owner.subnet.virtualNetwork));
  }
  const declared = AddressSet.of(network.model.assumptions.forwards.flatMap(({ ip }) => ip ?? []));
  network.virtualNetworks
    .filter(({ space }) => space.intersects(declared))
    .forEach((node) => singletons.add(node));
  // A site inside a network, and a literal next hop whose owner gets its address on apply only.
  const inside = [...tables.gateways.sites, ...tables.gateways.clients].flatMap(prefixesOfSite);
  const literal = AddressSet.of(references.flatMap(({ ip }) => (ip === undefined ? [] : [ip])));
  network.virtualNetworks
    .filter(
      ({ model, space, prefixes }) =>
        model.addressSpaceUnknown !== undefined ||
        unreadablePrefixes(model).length > 0 ||
        space.intersects(literal) ||
        prefixes.some((own) => inside.some((prefix) => own.contains(prefix))),
    )
    .forEach((node) => singletons.add(node));
  network.virtualNetworks
    .filter(oddAtHub(tables.virtualWans, network.model))
    .forEach((node) => singletons.add(node));
  tables.gateways.gateways.forEach((gateway) => singletons.add(gateway.virtualNetwork));
  [...tables.routeServers.keys()].forEach((node) => singletons.add(node));
  for (const endpoint of network.model.privateEndpoints) {
    const node = network.subnet(endpoint.subnet)?.virtualNetwork;
    if (node !== undefined) {
      singletons.add(node);
    }
  }
  const ranges = network.virtualNetworks
    .flatMap((node) => node.space.ranges.map(([first, last]) => ({ node, first, last })))
    .sort((a, b) => a.first - b.first);
  let widest = ranges[0];
  for (const range of ranges.slice(1)) {
    if (range.first <= widest.last && range.node !== widest.node) {
      singletons.add(range.node);
      singletons.add(widest.node);
    }
    if (range.last > widest.last) {
      widest = range;
    }
  }
  return singletons;
}

/** A network that tells a hub of Virtual WAN of more than its own prefixes, or of which a hub's part is open. */
function oddAtHub(wans: VirtualWans, { virtualWan }: NetworkModel): (node: VirtualNetworkNode) => boolean {
  const written = virtualWan.routeTables.flatMap(({ routes }) => routes.map(({ nextHop }) => nextHop));
  const named = new Set([...written, ...virtualWan.bgpConnections.map(({ connection }) => connection)]);
  return (node) =>
    wans.openAt(node).length > 0 ||
    node.virtualHubs.some((hub) => wans.hub(hub) === undefined) ||
    wans.connectionsOf(node).some(({ model }) => model.staticRoutes.length > 0 || named.has(model.address));
}

/** Where the instances behind load balancers stand. */
function instancesOf(network: Network): readonly SubnetNode[] {
  const nics = network.model.loadBalancers
    .flatMap(membersOf)
    .map(({ networkInterface }) => network.networkInterfaces.get(networkInterface ?? ""));
  return nics
    .flatMap((nic) => nic?.ipConfigurations ?? [])
    .map(({ subnet }) => network.subnet(subnet))
    .filter((subnet) => subnet !== undefined);
}

function membersOf({ backendPools }: LoadBalancer): LoadBalancer["backendPools"][number]["members"] {
  return backendPools.flatMap(({ members }) => members);
}
