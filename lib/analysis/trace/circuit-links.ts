import { CircuitLink, isUnknown, NetworkModel, UnknownArgument } from "../model";
import { GatewayNode, OnPremisesSite } from "../network/gateway-node";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { AnalysisContext } from "./context";
import { TraceQuestion } from "./question";
import { reasonAt } from "./reason";

/** Between a network at one circuit and the site of another that is joined with it: nothing documents either answer. */
export function besideGlobalReach(
  { network: { model }, tables: { gateways } }: AnalysisContext,
  question: TraceQuestion,
  network: VirtualNetworkNode,
  site: OnPremisesSite | undefined,
): Reason | undefined {
  if (site === undefined || model.circuitLinks.length === 0) {
    return undefined;
  }
  const own = gateways.allHostsOf(network).flatMap((host) => gateways.at(host));
  const link = linkBetween(model, own, site.gateways.keys())?.link;
  return link === undefined
    ? undefined
    : reasonAt(
        question,
        "BESIDE_GLOBAL_REACH",
        { connection: link.name ?? link.address, network: network.name, site: site.id },
        link.address,
      );
}

export interface FoundLink {
  readonly link: CircuitLink;
  readonly isSure: boolean;
}

/** What joins the circuits of some gateways with those of others, or may. */
export function linkBetween(
  model: NetworkModel,
  ones: Iterable<GatewayNode>,
  others: Iterable<GatewayNode>,
): FoundLink | undefined {
  if (model.circuitLinks.length === 0) {
    return undefined;
  }
  const ends = [circuitsOf(model, ones), circuitsOf(model, others)];
  const found = model.circuitLinks.flatMap((link) =>
    [link.circuits, [...link.circuits].reverse()].flatMap((way): FoundLink[] => {
      const each = way.map((circuit, index) => isOneOf(circuit, ends[index]));
      return each.includes("no") ? [] : [{ link, isSure: !each.includes("perhaps") }];
    }),
  );
  return found.find(({ isSure }) => isSure) ?? found[0];
}

function isOneOf(circuit: string | undefined, known: readonly string[]): "surely" | "perhaps" | "no" {
  if (circuit !== undefined && known.some((one) => one.toLowerCase() === circuit.toLowerCase())) {
    return "surely";
  }
  const isOpen = [circuit, ...known].some((one) => one === undefined || isUnknown(one));
  return known.length > 0 && isOpen ? "perhaps" : "no";
}

function circuitsOf(
  { gatewayConnections, virtualWan }: NetworkModel,
  gateways: Iterable<GatewayNode>,
): string[] {
  const own = new Set(Array.from(gateways, ({ address }) => address));
  return [...gatewayConnections, ...virtualWan.branches].flatMap(({ gateway = "", expressRouteCircuit }) =>
    own.has(gateway) && expressRouteCircuit !== undefined ? [expressRouteCircuit] : [],
  );
}

/** What would tell which circuits a link joins. */
export function unknownEnd({ address, circuits: [circuit, peer] }: CircuitLink): UnknownArgument {
  const isPeer = peer === undefined || isUnknown(peer);
  return {
    resource: address,
    argument: isPeer ? "peer_peering_id" : "peering_id",
    text: (isPeer ? peer : circuit) ?? "",
    candidates: [],
  };
}
