import { firstUsable } from "../../azure/address-ranges";
import { EndpointNode, subnetEndpoint } from "../network/endpoints";
import { Forwarder, Hop } from "../result";
import { AddressSet } from "../sets/address-set";
import { PacketSet } from "../sets/packet-set";
import { AnalysisContext } from "../trace/context";
import { keepsFlows } from "../trace/forwarder";
import { TraceEnd, TraceQuestion, Translation } from "../trace/question";
import { reasonAt } from "../trace/reason";
import { trace } from "../trace/tracer";

/** What is asked about a reply that goes to `source`, of a request that passed these places. */
export function replyQuestion(
  { options: { protocol = "tcp", port } }: AnalysisContext,
  { from, to, inWords }: Pick<TraceQuestion, "from" | "to" | "inWords">,
  source: number,
  seen: readonly string[],
  outlet?: Forwarder,
): TraceQuestion {
  return {
    from: to,
    to: from,
    address: source,
    packets: PacketSet.replies(to.region, from.region, protocol, port),
    replyTo: { seen: new Set(seen), ...(outlet && { outlet }) },
    inWords,
  };
}

/** D14: a private endpoint answers the way the request came, whatever the routes of its subnet say. */
export function endpointReply(request: TraceQuestion, { outcome, state }: TraceEnd): TraceEnd {
  const { from, to } = request;
  const passed = state.hops.flatMap(({ via }) => (via === undefined ? [] : [via])).reverse();
  const places = [
    { id: to.id, address: to.address },
    ...passed.map(({ at = "", resource }) => ({ id: at, address: resource })),
  ];
  const hops = [
    ...places.map((place, i): Hop => ({
      at: place.id,
      resource: place.address,
      ...(passed[i] === undefined ? {} : { via: passed[i] }),
    })),
    { at: from.id, resource: from.address },
  ];
  const question: TraceQuestion = { ...request, from: to, to: from, replyTo: { seen: new Set(state.seen) } };
  const appliances = passed.filter((one) => one.kind !== "firewall" && keepsFlows(one));
  const reasons = passed.length === 0 ? [] : [reasonAt(question, "PRIVATE_ENDPOINT_REPLY", { at: to.id })];
  const tagged = appliances.map(({ name, resource }) =>
    reasonAt(question, "PRIVATE_ENDPOINT_APPLIANCE", { at: to.id, appliance: name }, resource),
  );
  return {
    outcome,
    state: {
      ...state,
      question,
      hops,
      reasons: state.translations.length === 0 ? [...reasons, ...tagged] : reasons,
      assumptions: [],
      conditional: false,
    },
  };
}

export function isPrivateEndpoint(
  context: AnalysisContext,
  endpoint: EndpointNode,
  address: number,
): boolean {
  return endpoint.subnet !== undefined && context.tables.isPrivateEndpoint(endpoint.subnet, address);
}

/** Both ways are decided separately (R16); a translated flow returns to each device first, the last one before (R31b). */
export function traceReply(
  context: AnalysisContext,
  request: TraceQuestion,
  source: number,
  end: TraceEnd,
): TraceEnd[] {
  const { to } = request;
  const { protocol = "tcp", port } = context.options;
  const question = replyQuestion(context, request, source, end.state.seen, end.state.outlet);
  const translations = [...end.state.translations].reverse();
  const toDevices = translations.map(({ at }, i): TraceQuestion => {
    const device = subnetEndpoint(at);
    const address = device.parsedPrefixes.length === 0 ? 0 : firstUsable(device.parsedPrefixes[0]);
    const own = AddressSet.ofRanges([[address, address]]);
    const start = translations[i - 1]?.at;
    const packets = PacketSet.replies(to.region, own, protocol, port);
    return { ...question, to: device, address, packets, ...(start && { start }) };
  });
  const last = translations.at(-1)?.at;
  const legs = [...toDevices, { ...question, ...(last && { start: last }) }];
  return legs.reduce<readonly TraceEnd[] | undefined>((before, leg, i) => {
    const ends = trace(context, leg);
    return before === undefined
      ? ends
      : before.flatMap((first) =>
          first.outcome === "DELIVERED"
            ? ends.map((next) => joined(first, translations[i - 1], next))
            : [first],
        );
  }, undefined) as TraceEnd[];
}

/** Two legs of a reply; the device between them is on the way by being the first one's destination. */
function joined(first: TraceEnd, { device, forwarder }: Translation, next: TraceEnd): TraceEnd {
  const hops = first.state.hops.slice(0, -1);
  const [last] = hops.slice(-1);
  const handedOver =
    last?.via === undefined
      ? hops.map((hop, i) => (i === hops.length - 1 ? { ...hop, via: forwarder } : hop))
      : // From the Internet it came by something else, which hands it to the device.
        [...hops, { at: forwarder.at ?? forwarder.name, via: forwarder }];
  return {
    outcome: next.outcome,
    state: {
      ...next.state,
      hops: [...handedOver, ...next.state.hops],
      reasons: [...first.state.reasons, ...next.state.reasons],
      devices: [...first.state.devices, device, ...next.state.devices],
      assumptions: [...first.state.assumptions, ...next.state.assumptions],
      conditional: first.state.conditional || next.state.conditional,
      uncertain: first.state.uncertain || next.state.uncertain,
    },
  };
}
