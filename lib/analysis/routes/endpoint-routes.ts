import { routesCount } from "../../azure/private-endpoint-policies";
import { DEFAULT_PREFIX, Ipv4Prefix, parseIpv4 } from "../../cidr";
import { PrivateEndpoint } from "../model";
import { Network } from "../network/network";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { RouteEntry } from "./route-entry";

/** A private endpoint at one of its addresses. */
export interface PlacedEndpoint {
  readonly endpoint: PrivateEndpoint;
  readonly subnet: SubnetNode;
  readonly address: number;
  /** Only apply tells its address: this is one that it may be, as good as any other of the subnet. */
  readonly isAssumed: boolean;
}

/** Private endpoints with their addresses; one without is somewhere in its subnet all the same. */
export function placedEndpoints(network: Network): PlacedEndpoint[] {
  return network.model.privateEndpoints.flatMap((endpoint): PlacedEndpoint[] => {
    const subnet = network.subnet(endpoint.subnet);
    if (subnet === undefined) {
      return [];
    }
    const known = endpoint.privateIps.map(parseIpv4).filter((address) => address !== undefined);
    return known.length > 0
      ? known.map((address) => ({ endpoint, subnet, address, isAssumed: false }))
      : freeAddresses(subnet).map((address) => ({ endpoint, subnet, address, isAssumed: true }));
  });
}

/** The last address of each prefix that nothing is known to have. */
function freeAddresses(subnet: SubnetNode): number[] {
  const taken = new Set(
    subnet.networkInterfaces.flatMap(({ ipConfigurations }) =>
      ipConfigurations.map(({ privateIp }) => (privateIp === undefined ? undefined : parseIpv4(privateIp))),
    ),
  );
  return subnet.prefixes.flatMap(({ first, last }) => {
    for (let address = last - 1; address > first + 3; address--) {
      if (!taken.has(address)) {
        return [address];
      }
    }
    return [];
  });
}

/** R8: /32 rows of the private endpoints that stand in a network. */
export function privateEndpointRoutes(
  placed: readonly PlacedEndpoint[],
): Map<VirtualNetworkNode, RouteEntry[]> {
  const rows = new Map<VirtualNetworkNode, RouteEntry[]>();
  for (const one of placed) {
    rows.set(one.subnet.virtualNetwork, [...(rows.get(one.subnet.virtualNetwork) ?? []), rowOf(one)]);
  }
  return rows;
}

/** Addresses of private endpoints, by the address of their subnet. */
export function privateEndpointAddresses(placed: readonly PlacedEndpoint[]): Map<string, Set<number>> {
  const known = new Map<string, Set<number>>();
  for (const { subnet, address } of placed) {
    known.set(subnet.address, (known.get(subnet.address) ?? new Set()).add(address));
  }
  return known;
}

function rowOf({ endpoint, subnet, address, isAssumed }: PlacedEndpoint): RouteEntry {
  const { privateEndpointNetworkPolicies: policy, uncertainPolicies: unknown } = subnet.model;
  const from = beatenFrom(subnet, address);
  const isBeaten = routesCount(policy);
  return {
    prefix: Ipv4Prefix.containing(address, 32),
    source: "Default",
    nextHopType: "InterfaceEndpoint",
    target: {
      kind: "private-endpoint",
      subnet,
      ...(isBeaten && { beatenFrom: from }),
      ...(from !== undefined && unknown !== undefined && { perhapsBeaten: { from, unknown } }),
    },
    origin: endpoint.address,
    nextHopTexts: [],
    ...(isAssumed && {
      unknownPrefix: `\${${endpoint.address}.private_service_connection[0].private_ip_address}`,
    }),
  };
}

/** R8, D7: with the route-table policy, UDRs as long as the endpoint network's own prefix win. */
function beatenFrom(subnet: SubnetNode, address: number): number | undefined {
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
