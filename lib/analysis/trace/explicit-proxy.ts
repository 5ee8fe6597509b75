import { firstUsable } from "../../azure/address-ranges";
import { Firewall } from "../model";
import { subnetEndpoint } from "../network/endpoints";
import { SubnetNode } from "../network/virtual-network-node";
import { PacketSet } from "../sets/packet-set";
import { TraceEnd, TraceQuestion } from "./question";
import { TraceSteps } from "./trace-steps";

/** W44: what finds no way to the Internet by itself may ask a firewall's explicit proxy, if it is told to. */
export function orByProxy(
  steps: TraceSteps,
  ends: TraceEnd[],
  traceOf: (question: TraceQuestion) => readonly TraceEnd[],
): TraceEnd[] {
  const { from, to, start, replyTo } = steps.question;
  const asksItself = from.kind === "subnet" && start === undefined && replyTo === undefined;
  if (to.kind !== "internet" || !asksItself || ends.some(({ outcome }) => outcome !== "DROPPED")) {
    return ends;
  }
  const found = proxies(steps).find(({ at, ports }) =>
    at.prefixes.some((prefix) =>
      portsToAsk(ports).some((port) =>
        traceOf(askProxy(steps, at, firstUsable(prefix), port)).some(mayArrive),
      ),
    ),
  );
  if (found === undefined) {
    return ends;
  }
  const { firewall, ports } = found;
  const params = {
    at: from.id,
    firewall: firewall.name ?? firewall.address,
    ports: ports.join(", "),
  };
  const reason = steps.reason("EGRESS_BY_PROXY", params, firewall.policy ?? firewall.address);
  return ends.map(({ state }) => ({
    outcome: "UNKNOWN",
    state: { ...state, uncertain: true, reasons: [reason, ...state.reasons] },
  }));
}

interface Proxy {
  readonly firewall: Firewall;
  readonly at: SubnetNode;
  readonly ports: readonly number[];
}

function proxies({ context, question }: TraceSteps): Proxy[] {
  const { network, firewalls } = context;
  return network.model.firewalls.flatMap((firewall) => {
    const at = network.subnet(firewall.subnet);
    const proxied = at && firewalls.proxied(firewall, question.packets);
    return at === undefined || proxied === undefined ? [] : [{ firewall, at, ports: proxied.ports }];
  });
}

/** Of ports that only apply tells, any may be it. */
function portsToAsk(ports: readonly number[]): readonly (number | undefined)[] {
  return ports.length === 0 ? [undefined] : ports;
}

function askProxy(
  { question }: TraceSteps,
  at: SubnetNode,
  address: number,
  port: number | undefined,
): TraceQuestion {
  const to = subnetEndpoint(at);
  const packets = PacketSet.of(question.from.region, to.region, "tcp", port);
  return { from: question.from, to, address, packets, inWords: false };
}

function mayArrive({ outcome }: TraceEnd): boolean {
  return outcome !== "DROPPED";
}
