import { GatewayNode, LearnedRoute } from "../network/gateway-node";
import { PeeringLink, SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { AnalysisContext } from "./context";
import { TraceQuestion } from "./question";
import { reasonAt } from "./reason";

/** R32: gateways that would lead there, were the flags of a peering set. */
export function unusedGateways(
  context: AnalysisContext,
  question: TraceQuestion,
  here: VirtualNetworkNode | undefined,
): Reason[] {
  const { gateways } = context.tables;
  const idle = (network: VirtualNetworkNode | undefined): [GatewayNode, PeeringLink][] =>
    [...(network?.links.values() ?? [])]
      .filter(
        (link) => network !== undefined && gateways.hostOf(network) === undefined && link.to !== network,
      )
      .flatMap((link) => gateways.at(link.to).map((gateway): [GatewayNode, PeeringLink] => [gateway, link]));
  const hosts = here === undefined ? [] : gateways.at(gateways.hostOf(here) ?? here);
  const leadsHere = (gateway: GatewayNode): boolean =>
    question.from.site?.gateways.has(gateway) === true ||
    hosts.some((host) => host.learned.entries.some(({ values }) => values.some(isTunnelTo(gateway))));
  const found = [
    ...idle(here).filter(([gateway]) => gateway.learned.longestMatch(question.address).length > 0),
    ...idle(question.to.subnet?.virtualNetwork).filter(([gateway]) => leadsHere(gateway)),
  ];
  return found.slice(0, 1).map(([gateway, link]) =>
    reasonAt(
      question,
      "GATEWAY_NOT_USED",
      {
        network: link.from.name,
        gateway: gateway.name,
        hub: link.to.name,
        use: link.local.name ?? link.local.address,
        allow: link.remote.name ?? link.remote.address,
      },
      link.local.useRemoteGateways ? link.remote.address : link.local.address,
    ),
  );
}

const isTunnelTo =
  (gateway: GatewayNode) =>
  ({ tunnel }: LearnedRoute): boolean =>
    tunnel.kind === "gateway" && tunnel.peer === gateway;

/** R32: Route Servers that would tell the way, were the flags of a peering set. */
export function unusedRouteServers(
  { tables }: AnalysisContext,
  question: TraceQuestion,
  here: VirtualNetworkNode | undefined,
): Reason[] {
  const links = here === undefined || tables.gateways.hostOf(here) !== undefined ? [] : here.links.values();
  for (const link of links) {
    const server = tables.routeServers.get(link.to);
    const route = server?.routes.find(({ prefix }) => prefix.containsAddress(question.address));
    if (server !== undefined && route !== undefined && link.to !== here) {
      return [
        reasonAt(
          question,
          "ROUTE_SERVER_NOT_USED",
          {
            network: link.from.name,
            server: server.model.name ?? server.model.address,
            hub: link.to.name,
            prefix: route.prefix.toString(),
            use: link.local.name ?? link.local.address,
            allow: link.remote.name ?? link.remote.address,
          },
          link.local.useRemoteGateways ? link.remote.address : link.local.address,
        ),
      ];
    }
  }
  return [];
}

/** R46: a route that is offered, but that the subnet's table refuses. */
export function disabledPropagation(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
): Reason[] {
  const offered = subnet.propagation
    ? []
    : (context.tables.gatewayRoutesOffered(subnet.virtualNetwork)?.longestMatch(question.address) ?? []);
  return offered.slice(0, 1).map((entry) =>
    reasonAt(
      question,
      "PROPAGATION_DISABLED",
      {
        prefix: entry.prefix.toString(),
        gateway: entry.nextHopTexts.join(", "),
        table:
          (subnet.propagationSetBy === subnet.routeTable?.address ? subnet.routeTable?.name : undefined) ??
          subnet.propagationSetBy ??
          "",
        at: subnet.id,
      },
      subnet.propagationSetBy,
    ),
  );
}
