import { formatIpv4, Ipv4Prefix } from "../../cidr";
import { BastionHost, LoadBalancer, LoadBalancerFrontend, NetworkInterface } from "../model";
import { Endpoint } from "../result";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { OnPremisesSite, prefixesOfSite } from "./gateway-node";
import { Gateways } from "./gateways";
import { uniqueIds } from "./names";
import { Network } from "./network";
import { SubnetNode, unknownSubnet } from "./virtual-network-node";

/** An endpoint with what it stands for. */
export interface EndpointNode extends Endpoint {
  readonly subnet?: SubnetNode;
  readonly site?: OnPremisesSite;
  readonly bastion?: BastionHost;
  /** It is this front end: what goes to it goes to the members behind it. */
  readonly frontend?: Frontend;
  /** The endpoint of which it is some addresses. */
  readonly partOf?: string;
  /** The NICs that its addresses may be of; left out where any NIC of its subnet may be. */
  readonly networkInterfaces?: readonly NetworkInterface[];
  readonly parsedPrefixes: readonly Ipv4Prefix[];
  readonly region: AddressSet;
}

/** An internal front end of a load balancer. */
export interface Frontend {
  readonly loadBalancer: LoadBalancer;
  readonly frontend: LoadBalancerFrontend;
  /** Where it has its address. */
  readonly subnet: SubnetNode;
}

export function subnetEndpoint(subnet: SubnetNode): EndpointNode {
  return {
    id: subnet.id,
    address: subnet.address,
    kind: "subnet",
    prefixes: subnet.model.prefixes,
    virtualNetwork: subnet.virtualNetwork.address,
    reserved: subnet.reserved,
    subnet,
    parsedPrefixes: subnet.prefixes,
    region: subnet.region,
  };
}

/** Whether it has addresses that nobody knows yet, beside any that are known. */
export function hasUnknownAddresses({ kind, partOf, site, subnet }: EndpointNode): boolean {
  const text = subnet?.model.prefixesUnknown ?? site?.addressSpaceUnknown;
  return text !== undefined && partOf === undefined && kind !== "bastion";
}

/** Some addresses of an endpoint, as another of its own. */
export function partOfEndpoint(
  whole: EndpointNode,
  id: string,
  parsedPrefixes: readonly Ipv4Prefix[],
): EndpointNode {
  const region = AddressSet.ofPrefixes(parsedPrefixes);
  const networkInterfaces = whole.subnet && nicsAt(whole.subnet, region);
  return {
    ...whole,
    id,
    partOf: whole.partOf ?? whole.id,
    prefixes: parsedPrefixes.map(String),
    parsedPrefixes,
    region,
    ...(networkInterfaces && { networkInterfaces }),
  };
}

/** The NICs that may have one of some addresses: where others surely have all of these, a dynamic one hasn't. */
function nicsAt({ address, networkInterfaces }: SubnetNode, region: AddressSet): NetworkInterface[] {
  const addressesOf = ({ ipConfigurations }: NetworkInterface) =>
    ipConfigurations.filter(({ subnet }) => subnet === address).map(({ privateIp }) => privateIp);
  const known = AddressSet.of(networkInterfaces.flatMap(addressesOf).filter((ip) => ip !== undefined));
  const isTaken = known.containsAll(region);
  return networkInterfaces.filter((nic) =>
    addressesOf(nic).some((ip) => (ip === undefined ? !isTaken : region.intersects(AddressSet.of([ip])))),
  );
}

/** What a NIC has in a subnet: its addresses, or the subnet's where only apply tells them. */
export function nicEndpoint(home: EndpointNode, id: string, nic: NetworkInterface): EndpointNode {
  const own = nic.ipConfigurations.filter(({ subnet }) => subnet === home.subnet?.address);
  const addresses = own.flatMap(({ privateIp }) => privateIp ?? []);
  const isKnown = own.length > 0 && addresses.length === own.length;
  const prefixes = isKnown ? parsePrefixes(addresses.map((ip) => `${ip}/32`)) : home.parsedPrefixes;
  return { ...partOfEndpoint(home, id, prefixes), networkInterfaces: [nic] };
}

/** D9: one endpoint per place behind gateways, also of one whose prefixes only BGP or apply will tell. */
export function onPremisesEndpoints(gateways: Gateways): EndpointNode[] {
  const sites = [...gateways.sites, ...gateways.clients]
    .map((site) => ({ site, address: site.address, prefixes: sitePrefixes(site) }))
    .filter(({ site, prefixes }) => prefixes.length > 0 || isUnknown(site));
  const ids = uniqueIds(sites, ({ site }) => site.id);
  return sites.map(({ site, prefixes }, i) => ({
    id: ids[i],
    address: site.address,
    kind: site.isClients ? "clients" : "on-premises",
    prefixes: prefixes.map(String),
    virtualNetwork: [...site.gateways.keys()][0].virtualNetwork.address,
    reserved: false,
    site,
    parsedPrefixes: prefixes,
    region: AddressSet.ofPrefixes(prefixes),
  }));
}

/** Bastion hosts, which ask and are never asked (W71); one of SKU Developer has no subnet of its own. */
export function bastionEndpoints(network: Network): EndpointNode[] {
  const placed = network.model.bastionHosts.flatMap((bastion) => {
    const home = network.virtualNetwork(bastion.virtualNetwork);
    const subnet = network.subnet(bastion.subnet) ?? (home && unknownSubnet(home));
    return subnet === undefined ? [] : [{ bastion, subnet, address: bastion.address }];
  });
  const ids = uniqueIds(placed, ({ bastion }) => bastion.name && `bastion/${bastion.name}`);
  return placed.map(({ bastion, subnet }, i) => {
    const prefixes = subnet.prefixes.length > 0 ? subnet.prefixes : subnet.virtualNetwork.prefixes;
    return {
      id: ids[i],
      address: bastion.address,
      kind: "bastion",
      prefixes: prefixes.map(String),
      virtualNetwork: subnet.virtualNetwork.address,
      reserved: true,
      subnet,
      bastion,
      parsedPrefixes: prefixes,
      region: AddressSet.ofPrefixes(prefixes),
    };
  });
}

/** The Internet, or those of its addresses that a prefix has. */
export function internetEndpoint({ internet }: Gateways, part = Ipv4Prefix.containing(0, 0)): EndpointNode {
  const id = part.length === 0 ? INTERNET : part.length === 32 ? formatIpv4(part.first) : part.toString();
  return {
    id,
    address: id,
    kind: "internet",
    prefixes: [part.toString()],
    reserved: false,
    parsedPrefixes: [part],
    region: AddressSet.ofRanges(internet.clip(part.first, part.last)),
  };
}

/** The Internet's id. */
export const INTERNET = "internet";

/** A default route is a way, not a place. */
function sitePrefixes(site: OnPremisesSite): Ipv4Prefix[] {
  return [...new Map(prefixesOfSite(site).map((prefix) => [prefix.toString(), prefix])).values()].filter(
    ({ length }) => length > 0,
  );
}

function isUnknown(site: OnPremisesSite): boolean {
  return site.addressSpaceUnknown !== undefined || site.undeclared.size > 0;
}
