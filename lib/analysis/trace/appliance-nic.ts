import { NetworkInterface } from "../model";
import { SubnetNode } from "../network/network";
import { UsedAssumption } from "../result";
import { isEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** R22, R65: security groups around an appliance, and the flag on its NIC. */
export function filterAtNic(
  steps: TraceSteps,
  state: TraceState,
  nic: NetworkInterface,
  subnet: SubnetNode,
): TraceStep {
  const name = nic.name ?? nic.address;
  return filterAround(steps, state, { name, spot: `nic ${nic.address}`, subnet, nic }, (inside) =>
    nic.ipForwardingUnknown === true
      ? steps.uncertainly(inside, steps.flagUnknown(nic, "ip_forwarding_enabled"))
      : nic.ipForwarding
        ? inside
        : steps.lost(inside, steps.reason("IP_FORWARDING_DISABLED", { nic: name }, nic.address)),
  );
}

/** Where security groups stand around a device. */
export interface Surrounded {
  readonly name: string;
  /** What a reply knows it by, which passes where its request did. */
  readonly spot: string;
  readonly subnet: SubnetNode;
  readonly nic?: NetworkInterface;
}

/** R65: security groups before and after whatever a device does. */
export function filterAround(
  steps: TraceSteps,
  state: TraceState,
  { name, spot, subnet, nic }: Surrounded,
  inside: (state: TraceState) => TraceStep,
): TraceStep {
  const { filters } = steps.context;
  const known = steps.question.replyTo?.seen.has(spot) === true;
  const params = { at: name };
  let current = state;
  if (!known) {
    steps.question.onFilter?.(() => filters.matchesAt(subnet, nic, "Inbound"));
    const inbound = filters.atNic(subnet, nic, "Inbound", current.packets);
    const step = steps.filtered(current, inbound, {
      code: "DENIED_IN",
      params: { ...params, group: inbound.group ?? "", rule: inbound.rule ?? "" },
      resource: inbound.origin,
    });
    if (isEnd(step)) {
      return step;
    }
    current = step;
  }
  const passed = inside(current);
  if (isEnd(passed)) {
    return passed;
  }
  current = passed;
  if (!known) {
    steps.question.onFilter?.(() => filters.matchesAt(subnet, nic, "Outbound"));
    const outbound = filters.atNic(subnet, nic, "Outbound", current.packets);
    const step = steps.filtered(current, outbound, {
      code: "DENIED_OUT",
      params: { ...params, group: outbound.group ?? "", rule: outbound.rule ?? "" },
      resource: outbound.origin,
    });
    if (isEnd(step)) {
      return step;
    }
    current = step;
  }
  return { ...current, seen: [...current.seen, spot] };
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
