import { DEFAULT_PREFIX, HALF_DEFAULT_PREFIXES } from "../../cidr";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { Analysis } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { SubnetTable } from "../routes/subnet-table";
import { AnalysisContext } from "../trace/context";
import { NextHopOwner } from "../trace/next-hop";
import { CheckOf } from "./check";
import { CheckedNetwork } from "./checked-network";

/** A network with its effective routes and its matrix, for the checks that need them. */
export interface RoutedNetwork {
  readonly context: AnalysisContext;
  readonly analysis: Analysis;
  readonly checked: CheckedNetwork;
}

/** What routes and traces tell. */
export type RoutedCheck = CheckOf<RoutedNetwork>;

/** The user-defined routes that take everything without a longer route: 0.0.0.0/0, or its two halves. */
export function userDefaultRoutes({ layers }: SubnetTable): readonly RouteEntry[] {
  const halves = HALF_DEFAULT_PREFIXES.flatMap((half) => layers.user.layer.get(half).slice(0, 1));
  return halves.length === HALF_DEFAULT_PREFIXES.length
    ? halves
    : layers.user.layer.get(DEFAULT_PREFIX).slice(0, 1);
}

/** Who receives what a row sends to an address, where one thing does. */
export function receiverOf(
  { nextHops }: AnalysisContext,
  subnet: SubnetNode,
  { target }: RouteEntry,
): NextHopOwner | undefined {
  const [reference] = target.kind === "address" ? target.addresses : [];
  const resolution = reference && nextHops.resolve(subnet, reference);
  return resolution?.kind === "owned" ? resolution.owner : undefined;
}

/** The next hop of a row as a person would write it into another route: `nic-guard (10.60.1.10)`. */
export function nextHopName(context: AnalysisContext, subnet: SubnetNode, row: RouteEntry): string {
  const owner = receiverOf(context, subnet, row);
  const literal = row.nextHopTexts.find((text) => !text.includes("${"));
  const name = owner === undefined ? undefined : ownerName(owner);
  return name === undefined
    ? (literal ?? row.nextHopTexts.join(", "))
    : literal === undefined
      ? name
      : `${name} (${literal})`;
}

function ownerName(owner: NextHopOwner): string | undefined {
  switch (owner.kind) {
    case "nic":
      return owner.nic.name ?? owner.nic.address;
    case "load-balancer":
      return owner.loadBalancer.name ?? owner.loadBalancer.address;
    case "firewall":
      return owner.firewall.name ?? owner.firewall.address;
    case "routing-appliance":
      return owner.appliance.name ?? owner.appliance.address;
    case "gateway":
      return owner.gateway.name;
    case "route-server":
      return owner.address;
    case "declared":
      return undefined;
  }
}

/** Whether there may be more around a network than the input holds: what is peered with it, or at its hub, elsewhere. */
export function isPartlyElsewhere(network: VirtualNetworkNode): boolean {
  const { unresolvedPeering, halfPeerings, links, possibleLinks, virtualHubs } = network;
  const around = [network, ...links.keys(), ...halfPeerings.keys()];
  return (
    unresolvedPeering !== undefined ||
    possibleLinks.size > 0 ||
    virtualHubs.length > 0 ||
    around.some(({ model }) => model.external === true)
  );
}
