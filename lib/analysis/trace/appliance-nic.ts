import { NetworkInterface } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { UsedAssumption } from "../result";
import { isEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** R22, R65: security groups around an appliance, and the flag on its NIC; on both, if it sends on by another. */
export function filterAtNic(
  steps: TraceSteps,
  state: TraceState,
  nic: NetworkInterface,
  subnet: SubnetNode,
  leaving: { readonly nic: NetworkInterface; readonly subnet: SubnetNode } = { nic, subnet },
): TraceStep {
  const inside = (entered: TraceState): TraceStep => {
    const passed = forwardedBy(steps, entered, nic);
    return leaving.nic === nic || isEnd(passed) ? passed : forwardedBy(steps, passed, leaving.nic);
  };
  return filterAround(steps, state, around(nic, subnet), inside, around(leaving.nic, leaving.subnet));
}

function forwardedBy(steps: TraceSteps, inside: TraceState, nic: NetworkInterface): TraceStep {
  const name = nic.name ?? nic.address;
  return nic.ipForwardingUnknown === true
    ? steps.uncertainly(inside, steps.flagUnknown(nic, "ip_forwarding_enabled"))
    : nic.ipForwarding
      ? inside
      : steps.lost(inside, steps.reason("IP_FORWARDING_DISABLED", { nic: name }, nic.address));
}

function around(nic: NetworkInterface, subnet: SubnetNode): Surrounded {
  return { name: nic.name ?? nic.address, spot: spotOf(nic), subnet, nic };
}

/** What a reply knows an interface by that its request passed. */
export function spotOf({ address }: NetworkInterface): string {
  return `nic ${address}`;
}

/** Where security groups stand around a device. */
export interface Surrounded {
  readonly name: string;
  /** What a reply knows it by, which passes where its request did. */
  readonly spot: string;
  readonly subnet: SubnetNode;
  readonly nic?: NetworkInterface;
}

/** R65: security groups before and after whatever a device does; it may send by another interface than it was sent to. */
export function filterAround(
  steps: TraceSteps,
  state: TraceState,
  received: Surrounded,
  inside: (state: TraceState) => TraceStep,
  leaving: Surrounded = received,
): TraceStep {
  const entered = filterAt(steps, state, received, "Inbound");
  const passed = isEnd(entered) ? entered : inside(entered);
  const left = isEnd(passed) ? passed : filterAt(steps, passed, leaving, "Outbound");
  return isEnd(left) ? left : { ...left, seen: [...new Set([...left.seen, received.spot, leaving.spot])] };
}

function filterAt(
  steps: TraceSteps,
  state: TraceState,
  { name, spot, subnet, nic }: Surrounded,
  direction: "Inbound" | "Outbound",
): TraceStep {
  if (steps.question.replyTo?.seen.has(spot) === true) {
    return state;
  }
  const { filters } = steps.context;
  steps.question.onFilter?.(() => filters.matchesAt(subnet, nic, direction));
  const result = filters.atNic(subnet, nic, direction, state.packets);
  return steps.filtered(state, result, {
    code: direction === "Inbound" ? "DENIED_IN" : "DENIED_OUT",
    params: { at: name, group: result.group ?? "", rule: result.rule ?? "" },
    resource: result.origin,
  });
}

/** D1: whether somebody declared that the guest forwards. */
export function forwardingOf(steps: TraceSteps, nic: NetworkInterface): UsedAssumption {
  const owners = [nic.address, nic.virtualMachine, nic.scaleSet];
  const pools = steps.context.network.model.loadBalancers
    .filter((balancer) =>
      balancer.backendPools.some((pool) =>
        pool.members.some((member) => member.networkInterface === nic.address),
      ),
    )
    .map(({ address }) => address);
  const ips = nic.ipConfigurations.map(({ privateIp }) => privateIp);
  const declared = steps.context.network.model.assumptions.forwards.find(
    ({ resource, ip }) =>
      (resource !== undefined && (owners.includes(resource) || pools.includes(resource))) ||
      (ip !== undefined && ips.includes(ip)),
  );
  return {
    kind: "forwards",
    resource: nic.address,
    ...(declared === undefined ? {} : { declaredIn: declared.declaredIn }),
  };
}
