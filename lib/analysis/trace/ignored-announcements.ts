import { RouteServerNode } from "../network/route-servers";
import { SubnetNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { AnalysisContext } from "./context";
import { TraceQuestion } from "./question";
import { reasonAt } from "./reason";

type Ignored = RouteServerNode["ignored"][number];

/** R12, R54: an announcement for a destination that takes no packets of a subnet, though somebody announces it for that. */
export function ignoredAnnouncements(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
): Reason[] {
  const server = serverOf(context, subnet);
  const [found] = ignoredFor(server, question.address);
  return server === undefined || found === undefined
    ? []
    : [
        reasonAt(
          question,
          "ANNOUNCEMENT_IGNORED",
          {
            prefix: found.prefix.toString(),
            speaker: found.assumption.resource,
            server: server.model.name ?? server.model.address,
            own: found.own.toString(),
            network: found.network.name,
          },
          found.origin,
        ),
      ];
}

/** Whether there is one. */
export function hasIgnoredAnnouncement(
  context: AnalysisContext,
  address: number,
  subnet: SubnetNode,
): boolean {
  return ignoredFor(serverOf(context, subnet), address).length > 0;
}

function ignoredFor(server: RouteServerNode | undefined, address: number): readonly Ignored[] {
  return server?.ignored.filter(({ prefix }) => prefix.containsAddress(address)) ?? [];
}

function serverOf({ tables }: AnalysisContext, subnet: SubnetNode): RouteServerNode | undefined {
  const host = subnet.propagation ? tables.gateways.hostOf(subnet.virtualNetwork) : undefined;
  return host && tables.routeServers.get(host);
}
