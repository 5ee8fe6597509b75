import { firstUsable } from "../../azure/address-ranges";
import { Ipv4Prefix } from "../../cidr";
import { firstIndex } from "../../collections/first-index";
import { EndpointNode } from "../network/endpoints";
import { prefixesOfSite } from "../network/gateway-node";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { PrefixMap } from "../sets/prefix-map";
import { AnalysisContext } from "../trace/context";

/**
 * One address for every part of an endpoint that some route could treat on its own: prefixes of routes
 * inside an endpoint's prefix cut it, and within a piece all addresses match the same rows of every table.
 */
export class Representatives {
  private readonly cuts: readonly Ipv4Prefix[];
  private readonly known = new Map<EndpointNode, readonly number[]>();

  /** The BGP addresses of peers: not part of any site. */
  private readonly speakers: AddressSet;
  /** Those, and what virtual networks have. */
  private readonly taken: AddressSet;
  /** The ids of sites by their prefixes. */
  private readonly sites = new PrefixMap<string>();

  public constructor(context: AnalysisContext) {
    this.cuts = routePrefixes(context);
    const { clients, sites } = context.tables.gateways;
    this.speakers = AddressSet.of(sites.flatMap(({ bgpPeeringAddress }) => bgpPeeringAddress ?? []));
    this.taken = AddressSet.ofPrefixes(
      context.network.virtualNetworks.flatMap(({ prefixes }) => prefixes),
    ).union(this.speakers);
    for (const site of [...sites, ...clients]) {
      prefixesOfSite(site).forEach((prefix) => this.sites.add(prefix, site.id));
    }
  }

  public of(endpoint: EndpointNode): readonly number[] {
    let addresses = this.known.get(endpoint);
    if (addresses === undefined && endpoint.kind === "internet") {
      addresses = this.piecesOfInternet(endpoint.region);
      this.known.set(endpoint, addresses);
    }
    if (addresses === undefined) {
      const pieces = endpoint.parsedPrefixes.map((prefix) => this.piecesOf(prefix));
      addresses = endpoint.site === undefined ? pieces.flat() : this.ownParts(endpoint.site.id, pieces);
      this.known.set(endpoint, addresses);
    }
    return addresses;
  }

  /**
   * A summary such as 10.0.0.0/8 of a site covers virtual networks and other sites too; those parts are theirs (R43, D16).
   * Of a prefix that is theirs altogether somebody says all the same that it is there: it stays.
   */
  private ownParts(site: string, pieces: readonly (readonly number[])[]): readonly number[] {
    // Of several sites that have an address, it is of those whose prefix is the longest.
    const parts = pieces.map((addresses) => {
      const own = addresses.filter((address) => {
        const owners = this.sites.longestMatch(address);
        return !this.taken.contains(address) && (owners.length === 0 || owners.includes(site));
      });
      return own.length > 0 ? own : addresses.filter((address) => !this.speakers.contains(address));
    });
    const all = parts.flat();
    return all.length > 0 ? all : pieces.flat();
  }

  private piecesOf(prefix: Ipv4Prefix): number[] {
    const starts = new Set<number>([usable(prefix)]);
    for (let i = this.firstCutFrom(prefix.first); i < this.cuts.length; i++) {
      const cut = this.cuts[i];
      if (cut.first > prefix.last) {
        break;
      }
      if (prefix.contains(cut) && cut.length > prefix.length) {
        starts.add(cut.first);
        starts.add(prefix.first);
        if (cut.last < prefix.last) {
          starts.add(cut.last + 1);
        }
      }
    }
    return [...starts];
  }

  /** One address for each set of prefixes of routes that public addresses may be in. */
  private piecesOfInternet(region: AddressSet): number[] {
    const cuts = this.cuts.filter(({ first, last }) => region.clip(first, last).length > 0);
    const borders = new Set(region.ranges.map(([first]) => first));
    for (const { first, last } of cuts) {
      [first, last + 1].filter((border) => region.contains(border)).forEach((border) => borders.add(border));
    }
    const pieces = new Map<string, number>();
    for (const border of [...borders].sort((a, b) => a - b)) {
      const around = cuts.filter((cut) => cut.containsAddress(border)).at(-1);
      const key = around?.toString() ?? "";
      pieces.set(key, pieces.get(key) ?? border);
    }
    return [...pieces.values()];
  }

  private firstCutFrom(address: number): number {
    return firstIndex(this.cuts.length, (i) => this.cuts[i].first >= address);
  }
}

/** The first address that a machine can have, or the first at all where no subnet could be. */
function usable(prefix: Ipv4Prefix): number {
  return prefix.length <= 29 ? firstUsable(prefix) : prefix.first;
}

function routePrefixes({ alternatives, network, tables }: AnalysisContext): readonly Ipv4Prefix[] {
  const prefixes = new Map<string, Ipv4Prefix>();
  const add = (prefix: Ipv4Prefix): void => {
    prefixes.set(prefix.toString(), prefix);
  };
  const userPrefixes = new Set<string>();
  for (const routes of new Set(network.subnets.map((subnet) => subnet.routes))) {
    routes.forEach((route) => userPrefixes.add(route.addressPrefix));
  }
  for (const { table } of network.subnets.flatMap((subnet) => alternatives.of(subnet))) {
    table?.layers.user.layer.entries.forEach(({ prefix }) => add(prefix));
    table?.layers.gateway?.entries.forEach(({ prefix }) => add(prefix));
  }
  parsePrefixes([...userPrefixes]).forEach(add);
  for (const node of network.virtualNetworks) {
    tables.gatewayRoutesOffered(node)?.entries.forEach(({ prefix }) => add(prefix));
    node.prefixes.forEach(add);
    // Subnet peering (R9) exchanges prefixes of subnets.
    if ([...node.links.values()].some((link) => link.subnets !== undefined)) {
      node.subnets.flatMap((subnet) => subnet.prefixes).forEach(add);
    }
  }
  tables.placedEndpoints.forEach(({ address }) => add(Ipv4Prefix.containing(address, 32)));
  return [...prefixes.values()].sort((a, b) => a.first - b.first || a.length - b.length);
}
