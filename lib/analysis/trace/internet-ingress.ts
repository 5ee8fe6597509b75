import { LoadBalancer, LoadBalancerBackend, NetworkInterface } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { Forwarder } from "../result";
import { AddressSet } from "../sets/address-set";
import { ANY_PACKET, PacketMatch, PacketSet } from "../sets/packet-set";
import { isEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

export function start(steps: TraceSteps): TraceState {
  const { to } = steps.question;
  const [gateway] = [...(to.site?.gateways.keys() ?? [])];
  return steps.initialState(to.subnet ?? gateway.subnet, undefined);
}

/** What comes in by something, of all that was asked about. */
export function enter(steps: TraceSteps, inlet: Forwarder, match: PacketMatch): TraceState {
  const state = start(steps);
  return steps.withHop(
    { ...state, packets: state.packets.split(match).matched, outlet: inlet },
    { at: steps.question.from.id, via: inlet },
  );
}

/** D2: where less than what was asked about enters, the verdict is about a part. */
export function partly(steps: TraceSteps, state: TraceState, entered: PacketSet): TraceState {
  const { packets } = steps.question;
  const destinations = AddressSet.ofRanges(entered.destinations);
  const part = entered.describe(packets.split({ ...ANY_PACKET, destinations }).matched);
  const isTold = state.reasons.some(({ code }) => code === "FILTERED_PARTLY");
  return part === "" || isTold
    ? state
    : steps.conditionally(state, steps.reason("INGRESS_PARTLY", { at: steps.question.to.id, part }));
}

/** Those of some members that are in the destination. */
export function placesIn(
  { context: { network }, question: { to } }: TraceSteps,
  members: readonly LoadBalancerBackend[],
): { readonly nic?: NetworkInterface; readonly perhaps?: LoadBalancerBackend["perhaps"] }[] {
  const seen = new Set<string>();
  return members.flatMap((member) => {
    const { networkInterface = "", ipConfiguration, ip, perhaps } = member;
    const nic = network.networkInterfaces.get(networkInterface);
    const configuration =
      nic?.ipConfigurations.find(({ name }) => name === ipConfiguration) ?? nic?.ipConfigurations[0];
    const isHere =
      configuration === undefined
        ? to.subnet !== undefined && mayBeIn(member, to.subnet, to.region)
        : configuration.subnet === to.subnet?.address &&
          (to.networkInterfaces === undefined || to.networkInterfaces.includes(nic!));
    const key = nic?.address ?? ip ?? "";
    if (!isHere || seen.has(key)) {
      return [];
    }
    seen.add(key);
    return [{ nic, ...(perhaps && { perhaps }) }];
  });
}

/** Whether a member that is no NIC of the input has an address in a subnet, or may have. */
function mayBeIn(
  { ip, networkInterface, virtualNetwork: around, perhaps }: LoadBalancerBackend,
  { virtualNetwork }: SubnetNode,
  region: AddressSet,
): boolean {
  return ip === undefined
    ? networkInterface === undefined &&
        perhaps !== undefined &&
        (around === undefined || around === virtualNetwork.address)
    : region.intersects(AddressSet.of([ip]));
}

/** The destination's own network, one that is peered with it, or its hub of Virtual WAN. */
export function isNear({ context, question: { to } }: TraceSteps, { virtualNetwork }: SubnetNode): boolean {
  const there = to.subnet?.virtualNetwork;
  return (
    there === undefined ||
    there === virtualNetwork ||
    there.links.has(virtualNetwork) ||
    context.tables.virtualWans.connectionsOf(there).some(({ hub }) => hub.network === virtualNetwork)
  );
}

/** By what something comes in, as far as it decides whether that is open by itself. */
interface Inlet {
  readonly name: string;
  readonly sku?: string;
  readonly skuUnknown?: boolean;
}

/** Standard addresses are closed until a security group opens them. */
export function reachNic(
  steps: TraceSteps,
  state: TraceState,
  subnet: SubnetNode,
  nic: NetworkInterface | undefined,
  { name, sku = "Standard", skuUnknown = false }: Inlet,
): TraceStep {
  const { filters, network } = steps.context;
  const { to } = steps.question;
  const place = nic?.name ?? nic?.address ?? subnet.id;
  const hasGroup =
    subnet.networkSecurityGroup !== undefined ||
    nic?.networkSecurityGroup !== undefined ||
    // Of another NIC of the subnet, told or not, this one has no group.
    filters.isOpenAt(
      nic === undefined ? subnet : { model: subnet.model, networkInterfaces: [nic], perhapsHere: [] },
    );
  if (!hasGroup && skuUnknown) {
    return steps.undecided(
      state,
      steps.reason("INGRESS_SKU_UNKNOWN", { at: place, address: name }, nic?.address ?? subnet.address),
    );
  }
  if (!hasGroup && !/^basic$/i.test(sku)) {
    return steps.lost(state, steps.reason("INGRESS_CLOSED", { at: place }, nic?.address ?? subnet.address));
  }
  const result =
    nic === undefined
      ? filters.atEndpoint(subnet, "Inbound", state.packets, to.networkInterfaces)
      : filters.atNic(subnet, nic, "Inbound", state.packets);
  const perhaps = network.perhapsThere.get(nic?.address ?? "");
  const filtered = steps.filtered(state, result, {
    code: "DENIED_IN",
    params: { at: place, group: result.group ?? "", rule: result.rule ?? "" },
    resource: result.origin,
  });
  if (isEnd(filtered)) {
    return filtered;
  }
  const certain =
    perhaps === undefined ? filtered : steps.uncertainly(filtered, steps.argumentUnknown(subnet.id, perhaps));
  return {
    outcome: "DELIVERED",
    state: partly(steps, steps.withHop(certain, { at: to.id, resource: to.address }), state.packets),
  };
}

export function balancerInlet(steps: TraceSteps, balancer: LoadBalancer, address: string): Forwarder {
  return {
    kind: "load-balancer",
    resource: balancer.address,
    name: balancer.name ?? balancer.address,
    at: steps.question.to.id,
    publicAddresses: [address],
  };
}
