import { Ipv4Prefix, parseIpv4 } from "../../cidr";
import { NetworkModel, PrivateEndpoint } from "../model";
import { Network, SubnetNode, VirtualNetworkNode } from "../network/network";
import { RouteEntry } from "./route-entry";
import { DEFAULT_PREFIX } from "./system-routes";

/** R8: /32 rows of the private endpoints that stand in a network. */
export function privateEndpointRoutes(network: Network): Map<VirtualNetworkNode, RouteEntry[]> {
  const rows = new Map<VirtualNetworkNode, RouteEntry[]>();
  for (const endpoint of network.model.privateEndpoints) {
    const subnet = network.subnet(endpoint.subnet);
    if (subnet !== undefined) {
      const here = rows.get(subnet.virtualNetwork) ?? [];
      here.push(...rowsOf(endpoint, subnet));
      rows.set(subnet.virtualNetwork, here);
    }
  }
  return rows;
}

/** Addresses of private endpoints, by the address of their subnet. */
export function privateEndpointAddresses(model: NetworkModel): Map<string, Set<number>> {
  const known = new Map<string, Set<number>>();
  for (const { subnet = "", privateIps } of model.privateEndpoints) {
    const here = known.get(subnet) ?? new Set();
    known.set(subnet, here);
    privateIps
      .map(parseIpv4)
      .filter((address) => address !== undefined)
      .forEach((address) => here.add(address));
  }
  return known;
}

function rowsOf(endpoint: PrivateEndpoint, subnet: SubnetNode): RouteEntry[] {
  return endpoint.privateIps.flatMap((text): RouteEntry[] => {
    const address = parseIpv4(text);
    if (address === undefined) {
      return [];
    }
    return [
      {
        prefix: Ipv4Prefix.containing(address, 32),
        source: "Default",
        nextHopType: "InterfaceEndpoint",
        target: { kind: "private-endpoint", subnet, beatenFrom: beatenFrom(subnet, address) },
        origin: endpoint.address,
        nextHopTexts: [],
      },
    ];
  });
}

/** R8, D7: with the route-table policy, UDRs as long as the endpoint network's own prefix win. */
function beatenFrom(subnet: SubnetNode, address: number): number | undefined {
  const policy = subnet.model.privateEndpointNetworkPolicies;
  if (policy !== "Enabled" && policy !== "RouteTableEnabled") {
    return undefined;
  }
  const own = subnet.virtualNetwork.prefixes.filter((prefix) => prefix.containsAddress(address));
  return own.length === 0 ? undefined : Math.max(1, ...own.map((prefix) => prefix.length));
}

/** R7: a row per service, in this subnet alone; its public prefixes are Azure's to know. */
export function serviceEndpointRoutes(subnet: SubnetNode): RouteEntry[] {
  return subnet.model.serviceEndpoints.map((service) => ({
    prefix: DEFAULT_PREFIX,
    source: "Default",
    nextHopType: "VirtualNetworkServiceEndpoint",
    target: { kind: "service" },
    origin: subnet.address,
    name: service,
    nextHopTexts: [],
  }));
}
