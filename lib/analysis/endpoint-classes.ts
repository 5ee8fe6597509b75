import { AddressSet } from "./address-set";
import { AnalysisContext } from "./context";
import { EndpointNode } from "./endpoints";
import { gatewaySpace } from "./gateways";
import { NetworkSecurityGroup, Route } from "./model";
import { SubnetNode, VirtualNetworkNode } from "./network";
import { Representatives } from "./representatives";
import { RouteEntry } from "./route-entry";
import { SubnetTable } from "./route-lookup";

/**
 * Sorts endpoints into classes that no route and no filter tells apart (§14.2, 3): two endpoints of one class
 * have, towards every endpoint of another network, the same verdict in both directions.
 *
 * A class is named by a signature: how the endpoint sends (UDRs, peerings, gateway, NSGs) and how every distinct
 * table of the network, every gateway and every list of addresses in a filter sees it. Whatever is particular to
 * one network (it hosts a forwarder, its addresses overlap) puts that network's identity into the signature, so
 * that a doubtful case is a class of its own rather than a wrong member of another.
 */
export function classesOf(
  context: AnalysisContext,
  endpoints: readonly EndpointNode[],
  representatives: Representatives,
): { readonly classIndexes: readonly number[]; readonly members: readonly (readonly number[])[] } {
  const signer = new Signer(context, representatives);
  const indexes = new Map<string, number>();
  const members: number[][] = [];
  const classIndexes = endpoints.map((endpoint, i) => {
    const signature = signer.signatureOf(endpoint);
    let index = indexes.get(signature);
    if (index === undefined) {
      index = members.length;
      indexes.set(signature, index);
      members.push([]);
    }
    members[index].push(i);
    return index;
  });
  return { classIndexes, members };
}

class Signer {
  private readonly texts = new Map<string, number>();
  private readonly userRoutes = new Map<readonly Route[], string>();
  private readonly groups = new Map<NetworkSecurityGroup, string>();
  private readonly sending = new Map<SubnetNode, string>();
  private readonly peerings = new Map<VirtualNetworkNode, string>();
  private readonly singular: ReadonlySet<VirtualNetworkNode>;
  private readonly lists: readonly AddressSet[];
  /** One table (of two networks, where there are two) for each distinct way of sending. */
  private readonly tables: readonly (readonly SubnetTable[])[];

  public constructor(
    private readonly context: AnalysisContext,
    private readonly representatives: Representatives,
  ) {
    this.singular = singularNetworks(context);
    const { network, tables, filters, firewalls } = context;
    const byWay = new Map<string, SubnetTable[]>();
    for (const subnet of network.subnets) {
      const way = this.sendingOf(subnet);
      const known = byWay.get(way) ?? [];
      if (known.length === 0) {
        byWay.set(way, known);
      }
      if (known.length < 2 && known[0]?.subnet.virtualNetwork !== subnet.virtualNetwork) {
        known.push(tables.tableOf(subnet));
      }
    }
    this.tables = [...byWay.values()];
    const userSpaces = new Map<string, AddressSet>();
    for (const subnet of network.subnets) {
      if (subnet.routes.length > 0) {
        userSpaces.set(
          this.userRoutesOf(subnet.routes),
          AddressSet.of(subnet.routes.map((route) => route.addressPrefix)),
        );
      }
    }
    const hosts = new Set(network.virtualNetworks.map((node) => tables.gateways.hostOf(node)));
    const gatewaySpaces = [...hosts].flatMap((host) =>
      host === undefined ? [] : [gatewaySpace(tables.gateways.at(host))],
    );
    const lists = [
      ...filters.addressLists,
      ...firewalls.addressLists,
      ...userSpaces.values(),
      ...gatewaySpaces,
    ];
    this.lists = [...new Map(lists.map((list) => [list.toString(), list])).values()];
  }

  public signatureOf(endpoint: EndpointNode): string {
    if (endpoint.subnet === undefined || this.representatives.of(endpoint).length === 0) {
      return `one ${endpoint.id}`;
    }
    const { subnet } = endpoint;
    const { virtualNetwork } = subnet;
    const relations = this.lists.map((list) =>
      list.containsAll(endpoint.region) ? "a" : list.intersects(endpoint.region) ? "s" : "n",
    );
    const parts = [
      this.sendingOf(subnet),
      this.singular.has(virtualNetwork) || relations.includes("s") ? `network ${virtualNetwork.index}` : "",
      this.filtersOf(subnet),
      relations.join(""),
      ...this.representatives.of(endpoint).map((address) => this.seenAs(address, virtualNetwork)),
    ];
    if (relations.includes("s")) {
      parts.push(endpoint.id);
    }
    return parts.join("\n");
  }

  /** How the rest of the network sees an address: through every table, and through every gateway. */
  private seenAs(address: number, virtualNetwork: VirtualNetworkNode): string {
    const seen = this.tables.map((tables) => {
      const table =
        tables.find((candidate) => candidate.subnet.virtualNetwork !== virtualNetwork) ?? tables[0];
      const selection = table.select(address);
      if (selection === undefined) {
        return "-";
      }
      return `${selection.length}${selection.entries.map((entry) => targetText(entry, virtualNetwork)).join()}`;
    });
    const tunnels = this.context.tables.gateways.gateways.map((gateway) =>
      gateway.learned
        .longestMatch(address)
        .map(({ tunnel, prefix }) =>
          tunnel.kind === "gateway"
            ? `${prefix.length}${tunnel.peer.address}`
            : `${prefix.length}${tunnel.site.id}`,
        )
        .join(),
    );
    return `${this.intern(seen.join("|"))} ${this.intern(tunnels.join("|"))}`;
  }

  /** Everything that decides how a subnet sends, but for its own network's prefixes. */
  private sendingOf(subnet: SubnetNode): string {
    let text = this.sending.get(subnet);
    if (text === undefined) {
      const { virtualNetwork } = subnet;
      const host = this.context.tables.gateways.hostOf(virtualNetwork);
      text = this.intern(
        [
          this.peeringsOf(virtualNetwork),
          virtualNetwork.connectedGroups.map((group) => group.origin).join(),
          virtualNetwork.region,
          host === undefined ? "" : host.index,
          subnet.propagation,
          this.userRoutesOf(subnet.routes),
          [...virtualNetwork.links.values()].some((link) => link.subnets !== undefined) ? subnet.id : "",
          // Prefixes that hide None rows (R4a, R4b).
          virtualNetwork.prefixes
            .filter((prefix) => prefix.length <= 16)
            .map((prefix) => hidingPart(prefix))
            .join(),
        ].join("\n"),
      );
      this.sending.set(subnet, text);
    }
    return text;
  }

  private peeringsOf(virtualNetwork: VirtualNetworkNode): string {
    let text = this.peerings.get(virtualNetwork);
    if (text === undefined) {
      const links = [...virtualNetwork.links.values()].sort((a, b) => a.to.index - b.to.index);
      text = this.intern(
        links
          .map(({ to, local, remote, global }) =>
            [to.index, global, ...[local, remote].map(flagsOf)].join(" "),
          )
          .join(";"),
      );
      this.peerings.set(virtualNetwork, text);
    }
    return text;
  }

  private userRoutesOf(routes: readonly Route[]): string {
    let text = this.userRoutes.get(routes);
    if (text === undefined) {
      const sorted = routes.map((route) =>
        [route.addressPrefix, route.nextHopType, ...route.nextHops.map((hop) => hop.ip ?? hop.text)].join(
          " ",
        ),
      );
      text = this.intern(sorted.sort().join(";"));
      this.userRoutes.set(routes, text);
    }
    return text;
  }

  private filtersOf(subnet: SubnetNode): string {
    const { model, networkManager } = this.context.network;
    const nicGroups = new Set(subnet.networkInterfaces.map((nic) => nic.networkSecurityGroup ?? ""));
    const groups = [
      subnet.networkSecurityGroup,
      undefined,
      ...[...nicGroups].map((address) =>
        model.networkSecurityGroups.find((group) => group.address === address),
      ),
    ];
    const admin = networkManager.adminRulesOf(subnet.virtualNetwork.address).map(({ address }) => address);
    return this.intern(
      [...groups.map((group) => (group === undefined ? "" : this.rulesOf(group))), ...admin].join("\n"),
    );
  }

  private rulesOf(group: NetworkSecurityGroup): string {
    let text = this.groups.get(group);
    if (text === undefined) {
      text = this.intern(JSON.stringify(group.rules.map((rule) => ({ ...rule, origin: "" }))));
      this.groups.set(group, text);
    }
    return text;
  }

  private intern(text: string): string {
    let id = this.texts.get(text);
    if (id === undefined) {
      id = this.texts.size;
      this.texts.set(text, id);
    }
    return `#${id}`;
  }
}

/** A target without the identity of the endpoint's own network. */
function targetText(entry: RouteEntry, own: VirtualNetworkNode): string {
  const { target } = entry;
  switch (target.kind) {
    case "network":
      return `${entry.nextHopType} ${target.network === own ? "own" : target.network.index}`;
    case "gateway":
      return `gateway ${target.gateway.address}`;
    case "address":
      return `${entry.source} ${target.addresses.map(({ ip, text }) => ip ?? text).join("+")}`;
    case "private-endpoint":
      return `private-endpoint ${target.subnet.address}`;
    default:
      return `${entry.source} ${target.kind}`;
  }
}

function flagsOf(half: {
  readonly allowVirtualNetworkAccess: boolean;
  readonly allowForwardedTraffic: boolean;
  readonly allowGatewayTransit: boolean;
  readonly useRemoteGateways: boolean;
}): string {
  return [
    half.allowVirtualNetworkAccess,
    half.allowForwardedTraffic,
    half.allowGatewayTransit,
    half.useRemoteGateways,
  ]
    .map(Number)
    .join("");
}

function hidingPart(prefix: { readonly length: number; toString(): string }): string {
  return prefix.length <= 12 || prefix.toString() === "192.168.0.0/16" ? prefix.toString() : "";
}

/** Networks that differ from all others: they host what forwards, or their addresses are not theirs alone. */
function singularNetworks({ network, tables, nextHops }: AnalysisContext): ReadonlySet<VirtualNetworkNode> {
  const singular = new Set<VirtualNetworkNode>();
  nextHops.owners.forEach((owner) => singular.add(owner.subnet.virtualNetwork));
  tables.gateways.gateways.forEach((gateway) => singular.add(gateway.virtualNetwork));
  [...tables.routeServers.keys()].forEach((node) => singular.add(node));
  for (const endpoint of network.model.privateEndpoints) {
    const node = network.subnet(endpoint.subnet)?.virtualNetwork;
    if (node !== undefined) {
      singular.add(node);
    }
  }
  const ranges = network.virtualNetworks
    .flatMap((node) => node.space.ranges.map(([first, last]) => ({ node, first, last })))
    .sort((a, b) => a.first - b.first);
  let widest = ranges[0];
  for (const range of ranges.slice(1)) {
    if (range.first <= widest.last && range.node !== widest.node) {
      singular.add(range.node);
      singular.add(widest.node);
    }
    if (range.last > widest.last) {
      widest = range;
    }
  }
  return singular;
}
