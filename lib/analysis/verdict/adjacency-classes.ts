import { VirtualNetworkNode } from "../network/virtual-network-node";
import { HubConnectionNode } from "../network/virtual-wan";
import { AnalysisContext } from "../trace/context";

/** What virtual networks are connected with, and how, as a number that those with the same neighbours share. */
export class AdjacencyClasses {
  private readonly numbers = new Map<string, number>();
  private readonly known = new Map<VirtualNetworkNode, number>();

  public constructor(private readonly context: AnalysisContext) {}

  public of(node: VirtualNetworkNode): number {
    let number = this.known.get(node);
    if (number === undefined) {
      number = this.numberOf(this.textOf(node));
      this.known.set(node, number);
    }
    return number;
  }

  private numberOf(text: string): number {
    const number = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, number);
    return number;
  }

  private textOf(node: VirtualNetworkNode): string {
    const { gateways, virtualWans } = this.context.tables;
    const links = [...node.links.values()].sort((a, b) => a.to.index - b.to.index);
    return [
      links.map(({ to, local, remote, global, replaced, goesWithNetwork }) =>
        [to.index, global, (replaced ?? goesWithNetwork) !== undefined, ...[local, remote].map(flagsOf)].join(
          " ",
        ),
      ),
      node.connectedGroups.map((group) => group.origin).join(),
      node.region,
      node.model.perhaps?.text,
      this.context.network.networkManager.opennessOf(node.address),
      node.virtualHubs.join(),
      virtualWans.connectionsOf(node).map(connectionText),
      [...virtualWans.openAt(node), ...gateways.openRoutesFor(node)].map(
        ({ resource, argument }) => `${resource} ${argument}`,
      ),
      gateways.hostOf(node)?.index ?? "",
    ].join("\n");
  }
}

/** By which table of a hub a network sends, and which learn of it (W78). */
function connectionText({ hub, routing, model }: HubConnectionNode): string {
  const { associated, propagated } = routing;
  const learning = [propagated.tables, propagated.labels].map((names) => [...names].sort().join());
  return [hub.address, associated, ...learning, model.internetSecurity].join(" ");
}

function flagsOf(half: {
  readonly allowVirtualNetworkAccess: boolean;
  readonly allowForwardedTraffic: boolean;
  readonly allowForwardedTrafficUnknown?: boolean;
  readonly allowGatewayTransit: boolean;
  readonly useRemoteGateways: boolean;
}): string {
  return [
    half.allowVirtualNetworkAccess,
    half.allowForwardedTraffic,
    half.allowForwardedTrafficUnknown === true,
    half.allowGatewayTransit,
    half.useRemoteGateways,
  ]
    .map(Number)
    .join("");
}
