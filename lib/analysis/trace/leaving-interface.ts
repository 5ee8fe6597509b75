import { mayBeAny, NetworkInterface, UnknownArgument } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { leadText } from "../routes/route-entry";
import { spotOf } from "./appliance-nic";
import { AnalysisContext } from "./context";
import { NextHops } from "./next-hop-owner";
import { TraceState } from "./question";
import { TraceSteps } from "./trace-steps";

/** An interface of a machine, where it stands. */
export interface Interface {
  readonly nic: NetworkInterface;
  readonly subnet: SubnetNode;
}

/** By which interfaces a machine sends on what one of them got. */
export interface Leaving {
  readonly by: Interface;
  /** Those by which it may send as well, and with which packets would fare otherwise. */
  readonly orBy: readonly Interface[];
}

/** Interfaces of one machine that forward; a machine with one leaves no choice. */
export function forwardingInterfaces(nextHops: NextHops, nic: NetworkInterface): readonly Interface[] {
  const found = new Map<string, Interface>();
  for (const owner of nextHops.ofResource(nic.virtualMachine ?? nic.scaleSet)) {
    if (owner.kind === "nic" && isForwarding(owner.nic)) {
      found.set(`${owner.nic.address} ${owner.subnet.address}`, owner);
    }
  }
  return [...found.values()];
}

/** What would tell that an interface is of one machine with another, by which that may send what this one gets. */
export function openMachineOf(
  { network, nextHops }: AnalysisContext,
  { nic, subnet }: Interface,
): UnknownArgument | undefined {
  return network.openMachines.find(
    (machine) =>
      mayHave(machine, nic) &&
      // Interfaces of one machine stand in one network.
      subnet.virtualNetwork.subnets
        .flatMap((near) => nextHops.ownersIn(near))
        .some(
          (owner) =>
            owner.kind === "nic" &&
            owner.nic !== nic &&
            isForwarding(owner.nic) &&
            mayHave(machine, owner.nic) &&
            [nic, owner.nic].some(({ virtualMachine }) => virtualMachine === undefined),
        ),
  );
}

function isForwarding({ ipForwarding, ipForwardingUnknown = false }: NetworkInterface): boolean {
  return ipForwarding || ipForwardingUnknown;
}

/** Whether a machine has an interface, or may be told to. */
function mayHave(machine: UnknownArgument, { address, virtualMachine, scaleSet }: NetworkInterface): boolean {
  return virtualMachine === undefined && scaleSet === undefined
    ? mayBeAny(machine) || machine.candidates.includes(address)
    : virtualMachine === machine.resource;
}

/**
 * R22: which interface a machine sends by, its guest decides. Into a subnet in which one of them stands it does so by
 * that one; for the rest its routes would tell, which the input doesn't hold.
 */
export function leavingBy(steps: TraceSteps, { packets }: TraceState, received: Interface): Leaving {
  const { question, context } = steps;
  const { to, address } = question;
  const only = { by: received, orBy: [] };
  const all = forwardingInterfaces(context.nextHops, received.nic);
  // To the Internet it goes by whichever has an address there.
  if (all.length < 2 || to.kind === "internet" || received.subnet.region.contains(address)) {
    return only;
  }
  const near = all.find(({ subnet }) => subnet.region.contains(address));
  if (near !== undefined) {
    return { by: near, orBy: [] };
  }
  const fateBy = ({ nic, subnet }: Interface): string => {
    const entries = context.tables.tableOf(subnet).select(address)?.entries ?? [];
    const leads = entries.map(leadText).join("\n");
    if (question.replyTo?.seen.has(spotOf(nic)) === true) {
      return leads;
    }
    question.onFilter?.(() => context.filters.matchesAt(subnet, nic, "Outbound"));
    const { passed, denied, group, rule, dependsOn, unknownGroup } = context.filters.atNic(
      subnet,
      nic,
      "Outbound",
      packets,
    );
    const isSettled = dependsOn === undefined && unknownGroup === undefined;
    return isSettled && denied.isEmpty
      ? leads
      : `${leads}\n${passed.isEmpty ? "denied" : `${group ?? ""} ${rule ?? ""} ${isSettled ? "" : nic.address}`}`;
  };
  const own = fateBy(received);
  return { by: received, orBy: all.filter((other) => other.nic !== received.nic && fateBy(other) !== own) };
}
