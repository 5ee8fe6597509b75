import { BastionHost, isPlaceOpen } from "../model";
import { areInOneGroup, VirtualNetworkNode } from "../network/virtual-network-node";
import { TraceEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** Sizes that can connect to an address, rather than to a machine that they know. */
const BY_ADDRESS: readonly string[] = ["standard", "premium"];

/**
 * What a Bastion may connect to at all (W67, W71): machines of its network and of those that are peered with it; others by
 * their address where that is turned on. Ends where it can't.
 */
export function fromBastion(steps: TraceSteps, state: TraceState, bastion: BastionHost): TraceStep {
  const { context, question } = steps;
  const { perhaps } = bastion;
  if (isPlaceOpen(bastion) && perhaps !== undefined) {
    return steps.undecided(state, steps.argumentUnknown(question.from.id, perhaps));
  }
  const { protocol = "tcp" } = context.options;
  const name = bastion.name ?? bastion.address;
  if (protocol === "udp" || protocol === "icmp") {
    return steps.lost(state, steps.reason("BASTION_PROTOCOL", { bastion: name, protocol }, bastion.address));
  }
  const sku = (bastion.sku ?? "Basic").toLowerCase();
  const own = state.subnet.virtualNetwork;
  const there = question.to.subnet?.virtualNetwork;
  const open = context.network.unknown(bastion.address, "sku");
  if (open !== undefined) {
    return steps.uncertainly(state, steps.argumentUnknown(question.from.id, open));
  }
  if (sku === "developer") {
    return there === own ? shared(steps, state, name, bastion) : beyond(steps, state, name, bastion);
  }
  if (there !== undefined && (there === own || isPeered(own, there))) {
    return state;
  }
  const connects = context.network.unknown(bastion.address, "ip_connect_enabled");
  if (connects !== undefined && BY_ADDRESS.includes(sku)) {
    return steps.uncertainly(state, steps.argumentUnknown(question.from.id, connects));
  }
  return bastion.ipConnect === true && BY_ADDRESS.includes(sku) ? state : beyond(steps, state, name, bastion);
}

/** The Developer SKU has no subnet of its own: from where it comes, and by which rules, Azure alone knows. */
function shared(steps: TraceSteps, state: TraceState, name: string, bastion: BastionHost): TraceEnd {
  return steps.undecided(state, steps.reason("BASTION_SHARED", { bastion: name }, bastion.address));
}

function beyond(steps: TraceSteps, state: TraceState, name: string, bastion: BastionHost): TraceEnd {
  const params = { bastion: name, sku: bastion.sku ?? "Basic", network: state.subnet.virtualNetwork.name };
  return steps.lost(state, steps.reason("BASTION_BEYOND", params, bastion.address));
}

/** Peered, perhaps peered, or joined by Virtual Network Manager: what becomes of packets there says the trace. */
function isPeered(own: VirtualNetworkNode, there: VirtualNetworkNode): boolean {
  return (
    own.links.has(there) ||
    own.halfPeerings.has(there) ||
    own.possibleLinks.has(there) ||
    own.unresolvedPeering !== undefined ||
    areInOneGroup(own, there)
  );
}
