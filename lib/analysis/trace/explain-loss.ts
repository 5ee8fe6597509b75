import { takesRouteTable } from "../../azure/reserved-subnets";
import { isBroken, RouteTable } from "../model";
import { sharedSpace } from "../network/shared-space";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { besideGlobalReach } from "./circuit-links";
import { AnalysisContext } from "./context";
import { explainHubLoss } from "./explain-hub-loss";
import { forwarderOf, ForwardingOwner } from "./forwarder";
import { lossByRoute, noRoute } from "./lost-by-route";
import { NextHopOwner } from "./next-hop";
import { TraceQuestion } from "./question";
import { argumentUnknown, reasonAt, settlementOf } from "./reason";
import { shadowedRoutes } from "./shadowed-routes";
import { SilentPeer, silentPeerOf } from "./silent-peer";
import { subnetNotPeered } from "./subnet-not-peered";
import { disabledPropagation, unusedGateways, unusedRouteServers } from "./unused-gateways";

/** What stands around a loss: causes to name first, hints to name after it. */
export interface LossExplanation {
  readonly before: readonly Reason[];
  readonly after: readonly Reason[];
  /** A fact that nobody declared could turn the answer (R80). */
  readonly undeclared?: boolean;
}

const NOTHING: LossExplanation = { before: [], after: [] };

/** R82: which route is missing, what would have to exist, and what the input leaves open about it. */
export function explainLoss(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  loss: Reason,
): LossExplanation {
  const explanation = explain(context, question, subnet, loss);
  const [unknown] = GATEWAYS_COULD_HELP.has(loss.code)
    ? context.tables.gateways[subnet.propagation ? "openRoutesFor" : "openFor"](subnet.virtualNetwork)
    : [];
  return unknown === undefined
    ? explanation
    : {
        before: explanation.before,
        after: [...explanation.after, argumentUnknown(question, context.network.model, subnet.id, unknown)],
        undeclared: true,
      };
}

/** Losses that a route of a gateway could have prevented. */
const GATEWAYS_COULD_HELP: ReadonlySet<string> = new Set([
  "ROUTE_NONE",
  "NO_ROUTE",
  "TO_INTERNET_PRIVATE_DEST",
  "GATEWAY_MISSING",
]);

function explain(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  loss: Reason,
): LossExplanation {
  switch (loss.code) {
    case "ROUTE_NONE":
    case "NO_ROUTE":
    case "TO_INTERNET_PRIVATE_DEST":
      return loss.params.at === subnet.id
        ? explainMissingRoute(context, question, subnet, loss)
        : {
            before: [],
            after: question.inWords
              ? [
                  ...explainHubLoss(context, question, subnet),
                  ...unusedGateways(context, question, undefined),
                ]
              : [],
          };
    case "EXITS_TO_ONPREM":
      return {
        before: halfPeering(context, question, subnet, question.to.subnet?.virtualNetwork),
        after: [],
      };
    case "NEXT_HOP_NOT_REACHABLE": {
      const owner = context.network.virtualNetworks.find(({ name }) => name === loss.params.owner);
      return { before: halfPeering(context, question, subnet, owner), after: [] };
    }
    case "DENIED_IN":
    case "DENIED_OUT":
      return isDefault(loss.params.rule)
        ? unknownNeighbour(context, question, subnet, loss)
        : behindDenial(context, question, subnet, loss);
    default:
      return NOTHING;
  }
}

/** R30: default rules let networks pass that routes lead to: where the route is missing too, it is the cause. */
function unknownNeighbour(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  loss: Reason,
): LossExplanation {
  const entries = context.tables.tableOf(subnet).select(question.address)?.entries ?? [];
  const [entry] = entries;
  const missing = entry === undefined ? noRoute(question, subnet) : lossByRoute(question, subnet, entry);
  if (missing === undefined) {
    return question.inWords
      ? { before: [], after: [...closedPeering(question, loss), ...unlearnedSource(context, question, loss)] }
      : NOTHING;
  }
  const { before, after, undeclared } = explainLoss(context, question, subnet, missing);
  return { before: [...before, missing], after, undeclared };
}

/** A rule that somebody wrote denies it, and were that gone, there would be no route: both are to be cured. */
function behindDenial(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  { code }: Reason,
): LossExplanation {
  if (!question.inWords || code === "DENIED_IN" || question.to.kind === "internet") {
    return NOTHING;
  }
  const [entry] = context.tables.tableOf(subnet).select(question.address)?.entries ?? [];
  const missing = entry === undefined ? noRoute(question, subnet) : lossByRoute(question, subnet, entry);
  if (missing === undefined) {
    return NOTHING;
  }
  // What the input leaves open about routes changes nothing for what is denied.
  const { before, after } = explainLoss(context, question, subnet, missing);
  return { before: [...before, missing], after };
}

/** R30: a default rule denies the peer where its half of the peering keeps it out of the tag. */
function closedPeering(question: TraceQuestion, { code }: Reason): Reason[] {
  const ends = [question.from.subnet?.virtualNetwork, question.to.subnet?.virtualNetwork];
  const [here, other] = code === "DENIED_IN" ? ends.reverse() : ends;
  const half = other === undefined ? undefined : here?.links.get(other)?.local;
  return here === undefined || half === undefined || half.allowVirtualNetworkAccess
    ? []
    : [
        reasonAt(
          question,
          "PEERING_ACCESS_OFF",
          { network: here.name, other: other!.name, peering: half.name ?? half.address },
          half.address,
        ),
      ];
}

/** R30, W78: a default rule denies whom no route leads back to, and of whom the hub may learn. */
function unlearnedSource(context: AnalysisContext, question: TraceQuestion, { code }: Reason): Reason[] {
  const { from, to } = question;
  const [prefix] = code === "DENIED_IN" && from.subnet !== undefined ? from.parsedPrefixes : [];
  if (prefix === undefined || to.subnet === undefined) {
    return [];
  }
  const address = prefix.first;
  const back = { ...question, from: to, to: from, address, replyTo: { seen: new Set<string>() } };
  const [entry] = context.tables.tableOf(to.subnet).select(address)?.entries ?? [];
  const isLost = entry === undefined || lossByRoute(back, to.subnet, entry) !== undefined;
  return isLost ? explainHubLoss(context, back, to.subnet) : [];
}

function isDefault(rule: string | undefined): boolean {
  return /^DenyAll(In|Out)Bound$/i.test(rule ?? "");
}

function explainMissingRoute(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  loss: Reason,
): LossExplanation {
  // A peer whose announcements nobody declared could announce the missing route (R80).
  const silent = loss.params.source === "User" ? undefined : silentPeerOf(context, subnet);
  const table = subnet.routeTable?.routesUnknown === true ? subnet.routeTable : undefined;
  const beside = besideGlobalReach(context, question, subnet.virtualNetwork, question.to.site);
  const undeclared = [silent, table, beside].some((one) => one !== undefined);
  if (!question.inWords) {
    return { ...NOTHING, undeclared };
  }
  const here = subnet.virtualNetwork;
  const there = question.to.subnet?.virtualNetwork;
  const before = halfPeering(context, question, subnet, there);
  const shadowed = shadowedRoutes(context, question, subnet);
  if (loss.code === "ROUTE_NONE" && loss.params.source === "User") {
    return { before, after: shadowed };
  }
  const hub = explainHubLoss(context, question, subnet);
  const end = there ?? farGateway(question, here);
  const common = end === undefined ? [] : commonNetworks(here, end);
  const offered = [
    ...disabledPropagation(context, question, subnet),
    ...unusedGateways(context, question, here),
    ...unusedRouteServers(context, question, here),
  ];
  // What a gateway offers is the nearer cure where no network lies between the two.
  const isTold = before.length > 0 || hub.length > 0 || (offered.length > 0 && common.length === 0);
  const after = [
    ...shadowed,
    ...hub,
    ...(end === undefined || before.length > 0 ? [] : notTransitive(question, here, end, common)),
    ...offered,
    ...(there === undefined ? [] : gatewayWithoutSpokeRoutes(context, question, here)),
    ...(silent === undefined ? [] : [undeclaredPeer(question, silent)]),
    ...(there === undefined || isTold ? [] : missingPeering(context, question, subnet, there, common)),
    ...(table === undefined ? [] : [unreadTable(context, question, subnet, table)]),
    ...(beside === undefined ? [] : [beside]),
  ];
  return { before, after, undeclared };
}

/** Both are peered with a network that lies between them, and that leads nobody on. */
function notTransitive(
  question: TraceQuestion,
  here: VirtualNetworkNode,
  end: VirtualNetworkNode,
  common: readonly VirtualNetworkNode[],
): readonly Reason[] {
  const hub = common.map(({ name }) => name).join(", ");
  const params = { a: here.name, b: end.name, hub };
  return common.length === 0 ? [] : [reasonAt(question, "PEERING_NOT_TRANSITIVE", params)];
}

function gatewayWithoutSpokeRoutes(
  { tables: { gateways } }: AnalysisContext,
  question: TraceQuestion,
  here: VirtualNetworkNode,
): readonly Reason[] {
  const host = gateways.hostOf(here);
  const [gateway] = host === undefined || host === here ? [] : gateways.at(host);
  return gateway === undefined
    ? []
    : [reasonAt(question, "GATEWAY_NO_SPOKE_ROUTES", { network: here.name, gateway: gateway.name })];
}

function undeclaredPeer(question: TraceQuestion, { speaker, listener, origin }: SilentPeer): Reason {
  return reasonAt(question, "BGP_UNDECLARED", { speaker, listener }, origin);
}

/** Which peering would lead there, if none may be there already. */
function missingPeering(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  there: VirtualNetworkNode,
  common: readonly VirtualNetworkNode[],
): readonly Reason[] {
  const here = subnet.virtualNetwork;
  if (there === here || here.possibleLinks.has(there)) {
    return [];
  }
  const link = here.links.get(there);
  return [
    link?.subnets === undefined
      ? wouldHelp(context, question, subnet, there, common)
      : subnetNotPeered(question, link, subnet, question.to.subnet!),
  ];
}

function unreadTable(
  { network: { model } }: AnalysisContext,
  question: TraceQuestion,
  { id }: SubnetNode,
  { address, name = address }: RouteTable,
): Reason {
  const params = { at: id, table: name, settle: settlementOf(model, address) };
  return reasonAt(question, "ROUTES_UNKNOWN", params, address);
}

/** The network of a site's gateway, where this network is neither that nor its neighbour. */
function farGateway({ to }: TraceQuestion, here: VirtualNetworkNode): VirtualNetworkNode | undefined {
  const hosts = [...(to.site?.gateways.keys() ?? [])].map(({ virtualNetwork }) => virtualNetwork);
  return hosts.some((host) => host === here || here.links.has(host)) ? undefined : hosts[0];
}

/** R5c: a peering of which only one half exists, or that isn't connected, explains a missing row. */
function halfPeering(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  other: VirtualNetworkNode | undefined,
): Reason[] {
  const half = other === undefined ? undefined : subnet.virtualNetwork.halfPeerings.get(other);
  if (other === undefined || half === undefined) {
    return [];
  }
  if (isBroken(half, context.network.model.peerings)) {
    return [
      reasonAt(
        question,
        "PEERING_NOT_CONNECTED",
        {
          a: subnet.virtualNetwork.name,
          b: other.name,
          peering: half.name ?? half.address,
          state: half.state ?? "",
        },
        half.address,
      ),
    ];
  }
  const isLocal = half.virtualNetwork === subnet.virtualNetwork.address;
  const [present, missing] = isLocal ? [subnet.virtualNetwork, other] : [other, subnet.virtualNetwork];
  return [
    reasonAt(
      question,
      "PEERING_HALF_MISSING",
      { a: present.name, b: missing.name, peering: half.name ?? half.address },
      half.address,
    ),
  ];
}

/** R5e: what keeps two networks from being peered. */
export function networksOverlap(
  question: TraceQuestion,
  a: VirtualNetworkNode,
  b: VirtualNetworkNode,
): Reason {
  const overlap = [...new Set(sharedSpace(a, b).map(String))].join(", ");
  return reasonAt(question, "NETWORKS_OVERLAP", { a: a.name, b: b.name, overlap });
}

/** R82 (2): a route to a forwarder in a common peered network, else a direct peering. */
function wouldHelp(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
  there: VirtualNetworkNode,
  common: readonly VirtualNetworkNode[],
): Reason {
  if (sharedSpace(subnet.virtualNetwork, there).length > 0) {
    return networksOverlap(question, subnet.virtualNetwork, there);
  }
  // What forwards to the destination's network by peering; from the forwarder's own subnet it is the next hub's (R60).
  const candidates = takesRouteTable(subnet.name) ? [...common, subnet.virtualNetwork] : [];
  const forwarder = candidates
    .flatMap((network) => context.nextHops.owners.filter((owner) => owner.subnet.virtualNetwork === network))
    .filter(isForwarder)
    .find((owner) => owner.subnet !== subnet && owner.subnet.virtualNetwork.links.has(there));
  return reasonAt(question, "ROUTE_WOULD_HELP", {
    a: subnet.virtualNetwork.name,
    b: there.name,
    at: subnet.id,
    back: question.replyTo === undefined ? "too" : "",
    // Without a table there is none to write a route into.
    prefix: (takesRouteTable(subnet.name) ? [...there.prefixes, ...question.to.parsedPrefixes] : [])
      .filter((prefix) => prefix.containsAddress(question.address))
      .slice(0, 1)
      .join(),
    forwarder: forwarder === undefined ? "" : forwarderOf(context.network, forwarder).name,
    hub: forwarder?.subnet.virtualNetwork.name ?? common[0]?.name ?? "",
  });
}

function isForwarder(owner: NextHopOwner): owner is ForwardingOwner {
  return (
    owner.kind === "firewall" ||
    owner.kind === "routing-appliance" ||
    owner.kind === "load-balancer" ||
    (owner.kind === "nic" && owner.nic.ipForwarding)
  );
}

function commonNetworks(a: VirtualNetworkNode, b: VirtualNetworkNode): VirtualNetworkNode[] {
  const [few, many] = a.links.size < b.links.size ? [a, b] : [b, a];
  return [...few.links.keys()].filter((network) => many.links.has(network));
}
