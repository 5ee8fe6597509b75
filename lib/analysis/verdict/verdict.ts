import { formatIpv4 } from "../../cidr";
import { EndpointNode, subnetEndpoint } from "../network/endpoints";
import { Hop, PairResult, Reason, TraceBranch, UsedAssumption, VERDICTS, Verdict } from "../result";
import { AddressSet } from "../sets/address-set";
import { PacketSet } from "../sets/packet-set";
import { AnalysisContext } from "../trace/context";
import { shadowedRoutes } from "../trace/explain-loss";
import { TraceEnd, TraceQuestion, Translation } from "../trace/question";
import { reasonAt } from "../trace/reason";
import { trace } from "../trace/tracer";
import { asymmetry } from "./asymmetry";

/** Addresses of an endpoint of which no route treats two differently: one each. */
export type RepresentativesOf = (endpoint: EndpointNode) => readonly number[];

/** The verdict on an ordered pair, with everything that led to it (R80). */
export function judgePair(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
): PairResult {
  const unknown = [to, from].find((endpoint) => representatives(endpoint).length === 0);
  if (unknown !== undefined) {
    return addressUnknown(from, to, unknown);
  }
  const judgements = judgeAll(context, from, to, representatives, true);
  const worst = judgements.reduce((a, b) => (rank(b.verdict) > rank(a.verdict) ? b : a));
  const differ = judgements.some(({ verdict }) => verdict !== worst.verdict);
  return resultOf(from, to, worst, differ);
}

/** The verdict alone, without the words: for matrices. */
export function judgeVerdict(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
): Verdict {
  if (representatives(from).length === 0 || representatives(to).length === 0) {
    return "CONDITIONAL";
  }
  const judgements = judgeAll(context, from, to, representatives, false);
  return judgements.map(({ verdict }) => verdict).reduce((a, b) => (rank(b) > rank(a) ? b : a));
}

function judgeAll(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
  inWords: boolean,
): Judgement[] {
  const all = representatives(from);
  // A private endpoint answers; it never asks (D14).
  const asking = all.filter((address) => !isPrivateEndpoint(context, from, address));
  const sources = asking.length > 0 ? asking : all;
  return representatives(to).flatMap((address) =>
    sources.map((source) => judge(context, from, to, address, source, inWords)),
  );
}

function rank(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}

interface Judgement {
  readonly verdict: Verdict;
  readonly address: number;
  readonly source: number;
  readonly forward: readonly TraceEnd[];
  readonly back: readonly TraceEnd[];
  readonly reasons: readonly Reason[];
}

function judge(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  address: number,
  source: number,
  inWords: boolean,
): Judgement {
  const { protocol = "tcp", port } = context.options;
  const question: TraceQuestion = {
    from,
    to,
    address,
    packets: PacketSet.of(from.region, to.region, protocol, port),
    inWords,
  };
  const forward = trace(context, question);
  const delivered = forward.filter(({ outcome }) => outcome === "DELIVERED");
  const arriving = delivered.filter(
    ({ state }) => state.translations.length > 0 || state.packets.hasSource(source),
  );
  const failed = forward.find(({ outcome }) => outcome !== "DELIVERED");
  const shadowed =
    inWords && from.subnet !== undefined && delivered.length > 0
      ? shadowedRoutes(context, question, from.subnet)
      : [];
  if (delivered.length === 0) {
    const undecided = forward.find(({ outcome }) => outcome !== "DROPPED");
    return {
      verdict: undecided === undefined ? "BLOCKED" : "CONDITIONAL",
      address,
      source,
      forward,
      back: [],
      reasons: (undecided ?? failed!).state.reasons,
    };
  }
  if (arriving.length === 0) {
    // A filter let other sources of the endpoint pass, but not this one: no reply to ask about (D2).
    return {
      verdict: "CONDITIONAL",
      address,
      source,
      forward,
      back: [],
      reasons: delivered.flatMap(({ state }) => state.reasons),
    };
  }
  const isEndpoint = isPrivateEndpoint(context, to, address);
  const returns = arriving.map((end) =>
    isEndpoint ? [endpointReply(question, end)] : traceReply(context, question, source, end),
  );
  const back = returns.flat();
  const reasons: Reason[] = [];
  let verdict: Verdict = "REACHABLE";
  const lower = (other: Verdict): void => {
    verdict = rank(other) > rank(verdict) ? other : verdict;
  };
  if (failed !== undefined) {
    lower("CONDITIONAL");
    reasons.push(...partly(question, failed), ...failed.state.reasons);
  }
  const returned = back.filter(({ outcome }) => outcome === "DELIVERED");
  const lost = back.find(({ outcome }) => outcome !== "DELIVERED");
  if (lost !== undefined && returned.length > 0) {
    lower("CONDITIONAL");
    reasons.push(...partly(question, lost), ...lost.state.reasons);
  } else if (lost !== undefined) {
    lower(back.some(({ outcome }) => outcome !== "DROPPED") ? "CONDITIONAL" : "ONE_WAY");
    reasons.push(...returnLoss(question, lost), ...lost.state.reasons);
  }
  const mismatch = arriving.flatMap((end, i) =>
    returns[i]
      .filter(({ outcome }) => outcome === "DELIVERED")
      .filter((reply) => !sameDevices(end.state.devices, reply.state.devices))
      .map((reply) => ({ end, reply })),
  )[0];
  if (mismatch !== undefined) {
    lower("ASYMMETRIC");
    reasons.push(...asymmetry(context, question, mismatch.end, mismatch.reply));
  }
  const passed = [...arriving, ...returned];
  for (const { state } of passed) {
    if (state.conditional) {
      lower("CONDITIONAL");
    }
    reasons.push(...state.reasons);
  }
  if (
    context.options.strict === true &&
    passed.some(({ state }) => state.assumptions.some(isTakenForGranted))
  ) {
    // D1.
    lower("CONDITIONAL");
  }
  const isOneWay = returned.length === 0 && !back.some(({ outcome }) => outcome !== "DROPPED");
  if (forward.some(isUncertain) || (back.some(isUncertain) && !isOneWay)) {
    // Whether packets come this way at all isn't told, so what is worse about it isn't certain either.
    verdict = "CONDITIONAL";
  }
  return { verdict, address, source, forward, back, reasons: [...reasons, ...shadowed] };
}

/** D14: a private endpoint answers the way the request came, whatever the routes of its subnet say. */
function endpointReply(request: TraceQuestion, { outcome, state }: TraceEnd): TraceEnd {
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
  const appliances = passed.filter(({ kind }) => kind !== "firewall" && !kind.endsWith("gateway"));
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

function isPrivateEndpoint(context: AnalysisContext, endpoint: EndpointNode, address: number): boolean {
  return context.tables.privateEndpointAddresses.get(endpoint.subnet?.address ?? "")?.has(address) === true;
}

/** Both ways are decided separately (R16); a translated flow returns to each device first, the last one before (R31b). */
function traceReply(
  context: AnalysisContext,
  request: TraceQuestion,
  source: number,
  end: TraceEnd,
): TraceEnd[] {
  const { from, to } = request;
  const { protocol = "tcp", port } = context.options;
  const question: TraceQuestion = {
    from: to,
    to: from,
    address: source,
    packets: PacketSet.replies(to.region, from.region, protocol, port),
    replyTo: { seen: new Set(end.state.seen) },
    inWords: request.inWords,
  };
  const translations = [...end.state.translations].reverse();
  const toDevices = translations.map(({ at }, i): TraceQuestion => {
    const device = subnetEndpoint(at);
    const address = device.parsedPrefixes.length === 0 ? 0 : device.parsedPrefixes[0].first + 4;
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
  const handedOver = hops.map((hop, i) => (i === hops.length - 1 ? { ...hop, via: forwarder } : hop));
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

function sameDevices(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join("\n") === [...b].sort().join("\n");
}

function isTakenForGranted(assumption: UsedAssumption): boolean {
  return assumption.kind !== "firewallRules" && assumption.declaredIn === undefined;
}

function isUncertain({ state }: TraceEnd): boolean {
  return state.uncertain;
}

/** That one of several equal paths fails; one of which it isn't sure that it exists says so itself. */
function partly(question: TraceQuestion, failed: TraceEnd): Reason[] {
  return isUncertain(failed) ? [] : [ecmpPartial(question, failed)];
}

function ecmpPartial(question: TraceQuestion, failed: TraceEnd): Reason {
  const through = failed.state.hops.at(-1)?.via?.name ?? failed.state.hops.at(-1)?.at ?? "";
  return {
    code: "ECMP_PARTIAL",
    params: { from: question.from.id, to: question.to.id, through },
    direction: failed.state.question.replyTo === undefined ? "forward" : "return",
  };
}

function returnLoss(question: TraceQuestion, lost: TraceEnd): Reason[] {
  const first = lost.state.reasons.find(({ code }) =>
    ["ROUTE_NONE", "NO_ROUTE", "TO_INTERNET_PRIVATE_DEST"].includes(code),
  );
  if (first === undefined) {
    return [];
  }
  return [
    {
      code: "RETURN_ROUTE_MISSING",
      params: {
        from: question.from.id,
        to: question.to.id,
        at: first.params.at ?? "",
        destination: first.params.destination ?? "",
        row: first.params.prefix === undefined ? "" : `${first.params.prefix}`,
      },
      ...(first.resource === undefined ? {} : { resource: first.resource }),
      direction: "return",
    },
  ];
}

function resultOf(from: EndpointNode, to: EndpointNode, judgement: Judgement, differs: boolean): PairResult {
  const { verdict, forward, back } = judgement;
  const shownForward = shown(forward);
  const shownBack = back.length === 0 ? undefined : shown(back);
  const assumptions = uniqueBy(
    [...forward, ...back].flatMap(({ state }) => state.assumptions),
    (it) => JSON.stringify(it),
  );
  const reasons = [
    ...judgement.reasons,
    ...(differs ? [prefixesDiffer(from, to, judgement)] : []),
    ...assumptions.map((assumption) => assumed(from, to, assumption)),
  ];
  return {
    from: from.id,
    to: to.id,
    verdict,
    reasons: uniqueBy(reasons, sameReason),
    forward: shownForward.state.hops,
    return: shownBack?.state.hops ?? [],
    forwardOutcome: shownForward.outcome,
    ...(shownBack === undefined ? {} : { returnOutcome: shownBack.outcome }),
    ...(forward.length > 1 ? { forwardBranches: forward.map(branchOf) } : {}),
    ...(back.length > 1 ? { returnBranches: back.map(branchOf) } : {}),
    assumptions,
  };
}

/** The branch to show first: one that fails, if any. */
function shown(ends: readonly TraceEnd[]): TraceEnd {
  return ends.find(({ outcome }) => outcome !== "DELIVERED") ?? ends[0];
}

function branchOf(end: TraceEnd): TraceBranch {
  return { outcome: end.outcome, hops: end.state.hops, reasons: end.state.reasons };
}

function prefixesDiffer(from: EndpointNode, to: EndpointNode, { address, source }: Judgement): Reason {
  return {
    code: "PREFIXES_DIFFER",
    params: { from: from.id, to: to.id, destination: nearest(to, address), source: nearest(from, source) },
  };
}

function nearest(endpoint: EndpointNode, address: number): string {
  const prefix = endpoint.parsedPrefixes.find((candidate) => candidate.containsAddress(address));
  return prefix === undefined || endpoint.parsedPrefixes.length === 1
    ? formatIpv4(address)
    : prefix.toString();
}

function assumed(from: EndpointNode, to: EndpointNode, assumption: UsedAssumption): Reason {
  return {
    code: "ASSUMED",
    params: {
      from: from.id,
      to: to.id,
      kind: assumption.kind,
      what: assumption.resource,
      prefix: assumption.prefix ?? "",
      declaredIn: assumption.declaredIn ?? "",
    },
    resource: assumption.resource,
  };
}

function addressUnknown(from: EndpointNode, to: EndpointNode, endpoint: EndpointNode): PairResult {
  return {
    from: from.id,
    to: to.id,
    verdict: "CONDITIONAL",
    reasons: [unknownAddress(from, to, endpoint)],
    forward: [],
    return: [],
    forwardOutcome: "UNKNOWN",
    assumptions: [],
  };
}

function unknownAddress(from: EndpointNode, to: EndpointNode, endpoint: EndpointNode): Reason {
  const [gateway] = endpoint.site?.undeclared ?? [];
  if (endpoint.site !== undefined && gateway !== undefined) {
    return {
      code: "BGP_UNDECLARED",
      params: { from: from.id, to: to.id, speaker: endpoint.site.name, listener: gateway.name },
      resource: endpoint.site.gateways.get(gateway)?.origin,
    };
  }
  const what = endpoint.subnet?.model.prefixesUnknown ?? endpoint.site?.addressSpaceUnknown ?? endpoint.id;
  return {
    code: "ADDRESS_UNKNOWN",
    params: { from: from.id, to: to.id, at: endpoint.id, what },
    resource: endpoint.address,
  };
}

/** The same cause met in both directions is one reason. */
function sameReason({ code, params, resource }: Reason): string {
  return JSON.stringify([code, { ...params, from: "", to: "", destination: "" }, resource]);
}

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map([...items].reverse().map((item) => [keyOf(item), item])).values()].reverse();
}
