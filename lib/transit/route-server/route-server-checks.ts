import { AZURE_ASN } from "../../azure/autonomous-systems";
import { LIMITS } from "../../azure/limits";
import { RESERVED_SUBNET_RULES, ReservedSubnet } from "../../azure/reserved-subnets";
import { parseIpv4 } from "../../cidr";
import { isDeferred, isReference, quote } from "../../core/azure-names";
import { AsnOwner, asnProblem } from "../../gateway/autonomous-system-number";
import { IVpnGateway } from "../../gateway/i-vpn-gateway";
import { knownPrefix } from "../../network/addressing";
import { ISubnet } from "../../network/i-subnet";
import { contentsOf } from "../../network/network-contents";
import { RouteServerPeer } from "./i-route-server";

/** A peer and the name that the program gave it. */
export interface NamedPeer extends RouteServerPeer {
  /** Name of the appliance. */
  readonly name: string;
  /** Whether something else says what is wrong with its number. */
  readonly hasToldNumber: boolean;
}

const withToldNumber = new WeakSet<RouteServerPeer>();

/** Notes that what gives this peer checks its number itself: several Route Servers would say the same of it. */
export function saysItsNumber(peer: RouteServerPeer): void {
  withToldNumber.add(peer);
}

/** Whether what gives a peer checks its number. */
export function isNumberTold(peer: RouteServerPeer): boolean {
  return withToldNumber.has(peer);
}

/** What Azure would refuse about a Route Server's subnet (R50). A slip is expensive: it leaves half a Route Server. */
export function routeServerSubnetProblem(subnet: ISubnet): string | undefined {
  const { subnetName, addressPrefix } = subnet;
  if (subnetName !== ReservedSubnet.ROUTE_SERVER) {
    return `a Route Server goes into the subnet "${ReservedSubnet.ROUTE_SERVER}"; it got ${quote(subnetName)}`;
  }
  if (contentsOf(subnet.virtualNetwork).subnets.includes(subnet)) {
    return undefined; // A subnet that is created here checks itself.
  }
  const { longestPrefix } = RESERVED_SUBNET_RULES[ReservedSubnet.ROUTE_SERVER];
  const prefix = knownPrefix(addressPrefix);
  return prefix && prefix.length > longestPrefix
    ? `${addressPrefix} is too small for ${ReservedSubnet.ROUTE_SERVER}; it needs /${longestPrefix} or larger`
    : undefined;
}

/** What Azure would refuse about the VPN gateway in the same network (R57). */
export function gatewayBesideProblem(name: string, gateway: IVpnGateway): string | undefined {
  if (!gateway.activeActive) {
    return (
      `Route Server ${quote(name)} can't stand beside a VPN gateway of which only one instance is active; ` +
      "make the gateway active-active first"
    );
  }
  return gateway.asn === AZURE_ASN
    ? undefined
    : `Route Server ${quote(name)} stands beside a VPN gateway with the ASN ${gateway.asn}; ` +
        `it must be ${AZURE_ASN}: leave asn out`;
}

/** What Azure would refuse about a Route Server's peers, or accept without ever reaching them. */
export function peerProblems(
  routeServer: string,
  peers: readonly NamedPeer[],
  subnet: ISubnet | undefined,
): (string | undefined)[] {
  const own = subnet && knownPrefix(subnet.addressPrefix);
  return [
    peers.length > LIMITS.peersOfRouteServer.value
      ? `Route Server ${quote(routeServer)} has ${peers.length} BGP peers; Azure allows ${LIMITS.peersOfRouteServer.value}`
      : undefined,
    ...peers.flatMap(({ name, asn, address, hasToldNumber }, index) => {
      const isLate = isDeferred(address) || isReference(address);
      const value = isLate ? undefined : parseIpv4(String(address));
      const twin = peers.slice(0, index).find((other) => other.address === address);
      return [
        hasToldNumber ? undefined : asnProblem(`BGP peer ${quote(name)}`, asn, AsnOwner.ROUTE_SERVER_PEER),
        value === undefined && !isLate
          ? `the address of BGP peer ${quote(name)}, ${quote(String(address))}, is not an IPv4 address such as "10.0.0.4"`
          : undefined,
        value !== undefined && own?.containsAddress(value)
          ? `BGP peer ${quote(name)} has the address ${address} in ${subnet!.subnetName}, where only the Route ` +
            "Server itself may be; put it into another subnet"
          : undefined,
        twin
          ? `the BGP peers ${quote(twin.name)} and ${quote(name)} have the same address, ${address}; ` +
            "a Route Server takes each once"
          : undefined,
      ];
    }),
  ];
}
