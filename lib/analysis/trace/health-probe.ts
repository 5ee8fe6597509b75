import { PLATFORM_ADDRESS } from "../../azure/address-ranges";
import { LoadBalancerProbe, NetworkInterface } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { AddressSet } from "../sets/address-set";
import { PacketSet } from "../sets/packet-set";
import { isEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** A member of a backend pool, and what asks whether it lives. */
export interface ProbedMember {
  readonly nic: NetworkInterface;
  readonly subnet: SubnetNode;
  readonly probe?: LoadBalancerProbe;
}

/** What a health probe is, as security groups see it: Azure asks from an address of its own. */
export function probePackets({ nic, subnet }: ProbedMember, { port }: LoadBalancerProbe): PacketSet {
  const known = nic.ipConfigurations.flatMap(({ privateIp }) => privateIp ?? []);
  const destinations = known.length === 0 ? subnet.region : AddressSet.of(known);
  return PacketSet.of(AddressSet.of([PLATFORM_ADDRESS]), destinations, "tcp", port);
}

/** R61: a member whose security groups deny the probe gets no flows. */
export function answersProbe(
  steps: TraceSteps,
  state: TraceState,
  balancer: string,
  member: ProbedMember,
): TraceStep {
  if (member.probe === undefined) {
    return state;
  }
  const { nic, subnet, probe } = member;
  const result = steps.context.filters.atNic(subnet, nic, "Inbound", probePackets(member, probe));
  const isOpen = result.unknownGroup !== undefined || result.dependsOn !== undefined;
  const isHeard = probe.perhaps === undefined ? !result.passed.isEmpty : result.denied.isEmpty;
  if (!isOpen && isHeard) {
    return state;
  }
  const at = nic.name ?? nic.address;
  const isLost = !isOpen && result.passed.isEmpty && probe.address !== undefined;
  if (probe.perhaps !== undefined && !isLost) {
    return steps.uncertainly(state, steps.argumentUnknown(at, probe.perhaps));
  }
  const step = steps.filtered(state, result, {
    code: "LB_PROBE_DENIED",
    params: {
      balancer,
      at,
      port: String(probe.port ?? "*"),
      group: result.group ?? "",
      rule: result.rule ?? "",
    },
    resource: result.origin,
  });
  return isEnd(step) ? step : { ...step, packets: state.packets };
}
