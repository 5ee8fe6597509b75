import { Ipv4Prefix } from "../cidr";
import { AnalysisContext } from "./context";
import { EndpointNode } from "./endpoints";

/**
 * One address for every part of an endpoint that some route could treat on its own (§14.2, 1): prefixes of routes
 * inside an endpoint's prefix cut it, and within a piece all addresses match the same rows of every table.
 */
export class Representatives {
  private readonly cuts: readonly Ipv4Prefix[];
  private readonly known = new Map<EndpointNode, readonly number[]>();

  public constructor(context: AnalysisContext) {
    this.cuts = routePrefixes(context);
  }

  public of(endpoint: EndpointNode): readonly number[] {
    let addresses = this.known.get(endpoint);
    if (addresses === undefined) {
      addresses = endpoint.parsedPrefixes.flatMap((prefix) => this.piecesOf(prefix));
      this.known.set(endpoint, addresses);
    }
    return addresses;
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

  private firstCutFrom(address: number): number {
    let low = 0;
    let high = this.cuts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.cuts[middle].first < address) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

/** The first address that a VM can have: Azure keeps the first four (and the last). */
function usable(prefix: Ipv4Prefix): number {
  return prefix.length <= 29 ? prefix.first + 4 : prefix.first;
}

function routePrefixes({ network, tables }: AnalysisContext): readonly Ipv4Prefix[] {
  const prefixes = new Map<string, Ipv4Prefix>();
  const add = (prefix: Ipv4Prefix): void => {
    prefixes.set(prefix.toString(), prefix);
  };
  const seen = new Set<unknown>();
  for (const subnet of network.subnets) {
    const { layers } = tables.tableOf(subnet);
    for (const layer of [layers.user.layer, layers.gateway, layers.privateEndpoints, layers.peering]) {
      if (layer !== undefined && !seen.has(layer)) {
        seen.add(layer);
        layer.entries.forEach(({ prefix }) => add(prefix));
      }
    }
  }
  return [...prefixes.values()].sort((a, b) => a.first - b.first || a.length - b.length);
}
