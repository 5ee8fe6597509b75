import { EndpointNode } from "../network/endpoints";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { AnalysisContext } from "../trace/context";

/** Below this, leaving something out saves nothing. */
const FEW_NETWORKS = 12;

/**
 * Addresses of what can't be on the way of a pair: networks in which nothing forwards, with what is in them. A search
 * in the rest is fast in networks of a thousand spokes; what it finds is proved in the whole.
 */
export function besideTheWay(
  { network, tables: routes, nextHops }: AnalysisContext,
  ends: readonly EndpointNode[],
): ReadonlySet<string> | undefined {
  const { model } = network;
  if (network.virtualNetworks.length <= FEW_NETWORKS || model.networkManager.networkGroups.length > 0) {
    return undefined;
  }
  const kept = new Set<VirtualNetworkNode>(ends.flatMap(({ subnet }) => subnet?.virtualNetwork ?? []));
  for (const { subnet, ...owner } of nextHops.owners) {
    if (owner.kind !== "nic" || owner.nic.ipForwarding) {
      kept.add(subnet.virtualNetwork);
    }
  }
  routes.gateways.gateways.forEach(({ virtualNetwork }) => kept.add(virtualNetwork));
  // A hub in which nothing forwards yet.
  network.virtualNetworks.filter(({ links }) => links.size > 2).forEach((one) => kept.add(one));
  const left = new Set(network.virtualNetworks.filter((one) => !kept.has(one)).map(({ address }) => address));
  const subnets = model.subnets.filter(({ virtualNetwork }) => left.has(virtualNetwork));
  const leftSubnets = new Set(subnets.map(({ address }) => address));
  const nics = model.networkInterfaces.filter(({ ipConfigurations }) =>
    ipConfigurations.some(({ subnet }) => leftSubnets.has(subnet ?? "")),
  );
  const keptSubnets = network.subnets.filter(({ virtualNetwork }) => kept.has(virtualNetwork));
  const keptTables = new Set(keptSubnets.map(({ routeTable }) => routeTable?.address));
  const keptGroups = new Set(keptSubnets.map(({ networkSecurityGroup }) => networkSecurityGroup?.address));
  const boundElsewhere = (argument: "routeTable" | "networkSecurityGroup"): ReadonlySet<string> =>
    new Set(subnets.flatMap((subnet) => subnet[argument] ?? []));
  const tables = boundElsewhere("routeTable");
  const groups = boundElsewhere("networkSecurityGroup");
  const leftTables = model.routeTables.filter(
    ({ address }) => tables.has(address) && !keptTables.has(address),
  );
  // One of them stays, to be bound where a subnet has none.
  const [, ...spareTables] = leftTables;
  const leftGroups = model.networkSecurityGroups.filter(
    ({ address }) => groups.has(address) && !keptGroups.has(address),
  );
  const associations = model.resources.filter(
    ({ type, values }) =>
      /^azurerm_subnet_.*_association$/.test(type) && isAbout(values.subnet_id, leftSubnets),
  );
  return new Set([
    ...left,
    ...leftSubnets,
    ...subnets.flatMap(({ routeTableAssociation }) => routeTableAssociation ?? []),
    ...spareTables.flatMap((table) => [table.address, ...table.routes.map(({ origin }) => origin)]),
    ...leftGroups.flatMap((group) => [group.address, ...group.rules.map(({ origin }) => origin)]),
    ...associations.map(({ address }) => address),
    ...model.virtualWan.connections
      .filter(({ virtualNetwork }) => left.has(virtualNetwork ?? ""))
      .map(({ address }) => address),
    ...model.peerings
      .filter((half) => left.has(half.virtualNetwork ?? "") || left.has(half.remoteVirtualNetwork ?? ""))
      .map(({ address }) => address),
    ...nics.flatMap(({ address, virtualMachine }) => [address, virtualMachine ?? address]),
  ]);
}

/** `${azurerm_subnet.spoke.id}`. */
function isAbout(id: unknown, subnets: ReadonlySet<string>): boolean {
  return typeof id === "string" && subnets.has(id.replace(/^\$\{|\.id\}$/g, ""));
}
