import { Ipv4Prefix } from "../../cidr";
import { UnknownArgument } from "../model";
import { prefixesOfSite } from "../network/gateway-node";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { areMeshed, HubNode, VirtualWans } from "../network/virtual-wan";
import { Reason } from "../result";
import { isProtected, RouteEntry } from "../routes/route-entry";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { AnalysisContext } from "./context";
import { TraceQuestion } from "./question";
import { argumentUnknown, reasonAt } from "./reason";

/** What the input leaves open of hubs of Virtual WAN and may give a subnet a longer row than the chosen one. */
export function openAtHubs(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  chosen: RouteEntry | undefined,
): Reason | undefined {
  const target = question.to.subnet?.virtualNetwork;
  const isBeyondHubs = chosen !== undefined && isProtected(chosen) && chosen.target.kind !== "virtual-hub";
  return !subnet.propagation || target === subnet.virtualNetwork || isBeyondHubs
    ? undefined
    : (openConnection(context, question, subnet, chosen) ??
        openBranch(context, question, subnet, chosen) ??
        openRoute(context, question, subnet, chosen));
}

/** Both ends are at a hub, or may be: whether that gives them routes to each other is open. */
function openConnection(
  { network, tables: { virtualWans } }: AnalysisContext,
  question: TraceQuestion,
  { id: at, virtualNetwork }: SubnetNode,
  chosen: RouteEntry | undefined,
): Reason | undefined {
  const target = question.to.subnet?.virtualNetwork;
  const ends = [virtualNetwork, ...(target === undefined ? [] : [target])];
  const isBeaten =
    chosen !== undefined && target !== undefined && beatsAnnounced(chosen, target.prefixes, question.address);
  if (isBeaten || !ends.every((end) => virtualWans.isAtHub(end))) {
    return undefined;
  }
  const [elsewhere] = ends.flatMap((end) =>
    end.virtualHubs.flatMap((hub) =>
      virtualWans.hub(hub) === undefined ? [{ network: end.name, hub }] : [],
    ),
  );
  if (elsewhere !== undefined) {
    return reasonAt(question, "VIRTUAL_WAN_UNKNOWN", { at, ...elsewhere }, elsewhere.hub);
  }
  const unknown = ends
    .flatMap((end) => virtualWans.openConnectionsOf(end))
    .find((one) => mayDecide(one, question));
  if (unknown !== undefined) {
    return argumentUnknown(question, network.model, at, unknown);
  }
  const hubs = target === undefined ? [] : virtualWans.connectionsOf(target).map(({ hub }) => hub);
  const beside = besideIntent(virtualWans, question, at, virtualNetwork, hubs);
  if (beside !== undefined) {
    return beside;
  }
  const unlabelled = target && virtualWans.unlabelled(virtualNetwork, target)?.model;
  return unlabelled === undefined
    ? undefined
    : reasonAt(
        question,
        "HUB_LABELS_UNWRITTEN",
        { at, connection: unlabelled.name ?? unlabelled.address },
        unlabelled.address,
      );
}

/** A site or clients behind a gateway of a hub: whether the table by which a network sends learns of them is open. */
function openBranch(
  { network, tables: { virtualWans, gateways } }: AnalysisContext,
  question: TraceQuestion,
  { id: at, virtualNetwork }: SubnetNode,
  chosen: RouteEntry | undefined,
): Reason | undefined {
  const { site } = question.to;
  const here = hubsOf(virtualWans, virtualNetwork);
  const branches =
    site === undefined
      ? []
      : gateways.branches.filter(
          (branch) =>
            (branch.site ?? site) === site &&
            site.gateways.has(branch.gateway) &&
            here.some((hub) => areMeshed(hub, branch.hub)),
        );
  const isBeaten =
    chosen !== undefined &&
    branches.length > 0 &&
    beatsAnnounced(chosen, prefixesOfSite(site!), question.address);
  if (isBeaten || branches.length === 0) {
    return undefined;
  }
  const hubs = branches.map(({ hub }) => hub);
  const [unknown] = branches.flatMap(({ hub, routing }) =>
    // A routing intent takes over what its hub's connections say.
    hub.intent?.privateTraffic === undefined ? routing.open : [],
  );
  return unknown === undefined
    ? besideIntent(virtualWans, question, at, virtualNetwork, hubs)
    : argumentUnknown(question, network.model, at, unknown);
}

function hubsOf(virtualWans: VirtualWans, virtualNetwork: VirtualNetworkNode): readonly HubNode[] {
  const own = virtualWans.hubOf(virtualNetwork);
  return own === undefined ? virtualWans.connectionsOf(virtualNetwork).map(({ hub }) => hub) : [own];
}

function besideIntent(
  virtualWans: VirtualWans,
  question: TraceQuestion,
  at: string,
  from: VirtualNetworkNode,
  hubs: readonly HubNode[],
): Reason | undefined {
  const beside = virtualWans.besideIntent(from, hubs);
  if (beside === undefined) {
    return undefined;
  }
  const { table, hub } = beside;
  const params = { at, table: table.name ?? table.address, hub: hub.name };
  return reasonAt(question, "HUB_TABLE_BESIDE_INTENT", params, table.address);
}

/** What a hub announces is as long as what is behind it; a user-defined route as long as that wins (R11). */
function beatsAnnounced(chosen: RouteEntry, prefixes: readonly Ipv4Prefix[], address: number): boolean {
  const own = prefixes.filter((prefix) => prefix.containsAddress(address));
  return chosen.source === "User" && chosen.prefix.length >= Math.max(0, ...own.map(({ length }) => length));
}

/** A route of a hub may lead anywhere, also to what no hub is connected with. */
function openRoute(
  { network, tables: { virtualWans } }: AnalysisContext,
  question: TraceQuestion,
  { id: at, virtualNetwork }: SubnetNode,
  chosen: RouteEntry | undefined,
): Reason | undefined {
  const unknown = virtualWans
    .openRoutesOf(virtualNetwork)
    .find((one) => mayDecide(one, question) && (chosen === undefined || mayBeat(one, chosen, question)));
  return unknown && argumentUnknown(question, network.model, at, unknown);
}

/** Whether an unknown is about packets to what is asked for: a route is for its own prefixes only. */
function mayDecide({ destinations }: UnknownArgument, { to }: TraceQuestion): boolean {
  return (
    destinations === undefined || AddressSet.ofPrefixes(parsePrefixes(destinations)).intersects(to.region)
  );
}

/** R10, R11: the longest prefix counts, and of equally long ones that of a user-defined route. */
function mayBeat({ destinations }: UnknownArgument, chosen: RouteEntry, { to }: TraceQuestion): boolean {
  const longest = Math.max(
    ...(destinations === undefined
      ? [32]
      : parsePrefixes(destinations)
          .filter((prefix) => AddressSet.ofPrefixes([prefix]).intersects(to.region))
          .map(({ length }) => length)),
  );
  return chosen.source === "User" ? longest > chosen.prefix.length : longest >= chosen.prefix.length;
}
