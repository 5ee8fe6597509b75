import { formatIpv4 } from "../../cidr";
import { EndpointNode } from "../network/endpoints";
import {
  Exposure,
  PairAnswer,
  PairPart,
  PairResult,
  Reason,
  TraceBranch,
  UsedAssumption,
  Verdict,
} from "../result";
import { PacketSet } from "../sets/packet-set";
import { AnalysisContext } from "../trace/context";
import { TraceEnd, TraceQuestion, TraceState } from "../trace/question";
import { sameReason, settlementOf } from "../trace/reason";
import { shadowedRoutes } from "../trace/shadowed-routes";
import { trace } from "../trace/tracer";
import { asymmetry } from "./asymmetry";
import { answerOf, answerOfParts, fateOf, gravestOf, mildest, sameDevices, shownOf } from "./fates";
import { endpointReply, isPrivateEndpoint, traceReply } from "./reply";

/** SSH and RDP: to what a Bastion connects, unless another port is asked about. */
const BASTION_PORTS: readonly number[] = [22, 3389];

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
    return addressUnknown(context, from, to, unknown);
  }
  const judgements = judgeAll(context, from, to, representatives, true);
  const gravest = gravestOf(judgements);
  return resultOf(from, to, gravest, difference(from, to, gravest, judgements));
}

/** The verdict on a part of the addresses alone, which says that it is about these. */
export function judgePart(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  part: PairPart,
): PairResult {
  const result = judgePair(context, from, to, (endpoint) => [endpoint === from ? part.from : part.to]);
  const [source, destination] = [nearest(from, part.from), nearest(to, part.to)];
  const params = { from: from.id, to: to.id, destination, source };
  return { ...result, reasons: [{ code: "PART_OF_ADDRESSES", params }, ...result.reasons] };
}

/** The same for each pair of parts of the two ends that routes may treat on their own. */
export function judgeParts(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
): PairResult[] {
  return judgeAll(context, from, to, representatives, true).map((part) => resultOf(from, to, part));
}

/** The answer without the words: for matrices and comparisons. */
export function judgeAnswer(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
): PairAnswer {
  if (representatives(from).length === 0 || representatives(to).length === 0) {
    return { verdict: "CONDITIONAL", forward: [], return: [] };
  }
  const parts = judgeAll(context, from, to, representatives, false);
  return answerOfParts(parts.map((part) => ({ from: part.source, to: part.address, answer: part.answer })));
}

/** The verdict on the addresses that fare best; that on the pair is the verdict on those that fare worst. */
export function mildestVerdict(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
): Verdict {
  return representatives(from).length === 0 || representatives(to).length === 0
    ? "CONDITIONAL"
    : mildest(judgeAll(context, from, to, representatives, false).map(({ verdict }) => verdict));
}

function judgeAll(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
  inWords: boolean,
): Judgement[] {
  return partsOf(context, from, to, representatives).map((part) =>
    judge(context, from, to, part.to, part.from, inWords),
  );
}

/** Every part of the addresses of two ends that routes may treat on its own. */
export function partsOf(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
): PairPart[] {
  const all = representatives(from);
  // A private endpoint answers; it never asks (D14).
  const asking = all.filter((address) => !isPrivateEndpoint(context, from, address));
  const sources = asking.length > 0 ? asking : all;
  return representatives(to).flatMap((address) => sources.map((source) => ({ from: source, to: address })));
}

interface Judgement {
  readonly verdict: Verdict;
  readonly answer: PairAnswer;
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
  const question: TraceQuestion = {
    from,
    to,
    address,
    packets: askedPackets(context, from, to),
    inWords,
  };
  const forward = trace(context, question);
  if (from.kind === "internet" && forward.length > 1) {
    return anyWay(forward.map((way) => judgeWays(context, question, [way], source)));
  }
  return judgeWays(context, question, forward, source);
}

function askedPackets({ options }: AnalysisContext, from: EndpointNode, to: EndpointNode): PacketSet {
  const { protocol = "tcp", port } = options;
  return from.bastion === undefined
    ? PacketSet.of(from.region, to.region, protocol, port)
    : (port === undefined ? BASTION_PORTS : [port])
        .map((one) => PacketSet.of(from.region, to.region, "tcp", one))
        .reduce((all, more) => all.concat(more));
}

/** Branches of one way must all arrive; of ways that anybody may try, one that does is enough. */
function anyWay(ways: readonly Judgement[]): Judgement {
  const best = mildest(ways.map(({ verdict }) => verdict));
  const chosen = ways.find(({ verdict }) => verdict === best)!;
  const told = best === "BLOCKED" ? ways : ways.filter(({ verdict }) => verdict !== "BLOCKED");
  const exposures = told.flatMap(({ answer }) => answer.exposures ?? []);
  return {
    ...chosen,
    answer: { ...chosen.answer, ...(exposures.length > 0 && { exposures: sorted(exposures) }) },
    reasons: [chosen, ...told.filter((way) => way !== chosen)].flatMap(({ reasons }) => reasons),
  };
}

function sorted(exposures: readonly Exposure[]): readonly Exposure[] {
  return uniqueBy(exposures, (one) => JSON.stringify(one)).sort((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  );
}

function judgeWays(
  context: AnalysisContext,
  question: TraceQuestion,
  forward: readonly TraceEnd[],
  source: number,
): Judgement {
  const { to, address, inWords } = question;
  const isInternet = question.from.kind === "internet";
  const arriving = forward.filter(
    ({ outcome, state }) =>
      outcome === "DELIVERED" &&
      (isInternet || state.translations.length > 0 || state.packets.hasSource(source)),
  );
  const isEndpoint = isPrivateEndpoint(context, to, address);
  const arrivals = arriving.map((end) => {
    const packets = cameAs(end.state);
    // On the Internet, who may ask is a part of all that could.
    const asker = !isInternet || packets.hasSource(source) ? source : (packets.someSource ?? source);
    return {
      end,
      replies: isEndpoint ? [endpointReply(question, end)] : traceReply(context, question, asker, end),
    };
  });
  const answer = answerOf(
    forward.map(fateOf),
    arrivals.map(({ end, replies }) => ({ fate: fateOf(end), replies: replies.map(fateOf) })),
    context.options.strict === true,
  );
  const exposures = isInternet ? exposuresOf(question, forward) : [];
  return {
    verdict: answer.verdict,
    answer: exposures.length === 0 ? answer : { ...answer, exposures },
    address,
    source,
    forward,
    back: arrivals.flatMap(({ replies }) => replies),
    reasons: inWords ? reasonsFor(context, question, forward, arrivals) : [],
  };
}

/** By what packets come in, and which. */
function exposuresOf({ packets }: TraceQuestion, ends: readonly TraceEnd[]): Exposure[] {
  return ends
    .filter(({ outcome }) => outcome !== "DROPPED")
    .flatMap(({ state }) =>
      state.outlet === undefined
        ? []
        : [{ by: state.outlet.resource, packets: cameAs(state).describe(packets, Infinity) }],
    );
}

/** What arrived, with the sources that a device on its way replaced. */
function cameAs({ packets, cameFrom }: TraceState): PacketSet {
  return cameFrom === undefined ? packets : packets.withSources(cameFrom);
}

interface ArrivedEnd {
  readonly end: TraceEnd;
  readonly replies: readonly TraceEnd[];
}

function reasonsFor(
  context: AnalysisContext,
  question: TraceQuestion,
  forward: readonly TraceEnd[],
  arrivals: readonly ArrivedEnd[],
): Reason[] {
  const failed = forward.find(({ outcome }) => outcome !== "DELIVERED");
  const delivered = forward.filter(({ outcome }) => outcome === "DELIVERED");
  if (delivered.length === 0) {
    const undecided = forward.find(({ outcome }) => outcome !== "DROPPED");
    return [...(undecided ?? failed!).state.reasons];
  }
  if (arrivals.length === 0) {
    return delivered.flatMap(({ state }) => state.reasons);
  }
  const back = arrivals.flatMap(({ replies }) => replies);
  const returned = back.filter(({ outcome }) => outcome === "DELIVERED");
  const lost = back.find(({ outcome }) => outcome !== "DELIVERED");
  const lossOfReply = returned.length > 0 ? partly : returnLoss;
  const mismatch = arrivals.flatMap(({ end, replies }) =>
    replies
      .filter(({ outcome }) => outcome === "DELIVERED")
      .filter((reply) => !sameDevices(end.state.devices, reply.state.devices))
      .map((reply) => ({ end, reply })),
  )[0];
  const reasons = [
    ...(failed === undefined ? [] : [...partly(question, failed, forward), ...failed.state.reasons]),
    ...(lost === undefined ? [] : [...lossOfReply(question, lost, back), ...lost.state.reasons]),
    ...(mismatch === undefined ? [] : asymmetry(context, question, mismatch.end, mismatch.reply)),
    ...[...arrivals.map(({ end }) => end), ...returned].flatMap(({ state }) => state.reasons),
    ...(question.from.subnet === undefined ? [] : shadowedRoutes(context, question, question.from.subnet)),
  ];
  // What decides between ways comes before what one of them meets.
  const isOpen = ({ code }: Reason): boolean => OPEN.has(code);
  return failed === undefined && lost === undefined
    ? reasons
    : [...uniqueBy(reasons.filter(isOpen), sameReason), ...reasons.filter((reason) => !isOpen(reason))];
}

/** Reasons that something which only apply tells decides whether packets come a way at all. */
const OPEN: ReadonlySet<string> = new Set([
  "ARGUMENT_UNKNOWN",
  "EGRESS_OF_TAG",
  "FLAG_UNKNOWN",
  "FORGOTTEN",
  "PLAN_IN_PART",
]);

/**
 * That one of several equal paths fails; where one is there only perhaps, or for other addresses,
 * it says so itself.
 */
function partly(question: TraceQuestion, failed: TraceEnd, all: readonly TraceEnd[]): Reason[] {
  const tags = failed.state.serviceTags.join();
  const equal = all.filter(({ state }) => state.serviceTags.join() === tags);
  const isPart = equal.some(({ outcome }) => outcome === "DELIVERED");
  return !isPart || all.some(({ state }) => state.uncertain) ? [] : [ecmpPartial(question, failed)];
}

function ecmpPartial(question: TraceQuestion, failed: TraceEnd): Reason {
  const through = failed.state.hops.at(-1)?.via?.name ?? failed.state.hops.at(-1)?.at ?? "";
  return {
    code: "ECMP_PARTIAL",
    params: { from: question.from.id, to: question.to.id, through },
    direction: failed.state.question.replyTo === undefined ? "forward" : "return",
  };
}

function returnLoss(question: TraceQuestion, lost: TraceEnd): readonly Reason[] {
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

function resultOf(
  from: EndpointNode,
  to: EndpointNode,
  judgement: Judgement,
  differences: readonly Reason[] = [],
): PairResult {
  const { verdict, forward, back } = judgement;
  const shownForward = shown(forward);
  const shownBack = back.length === 0 ? undefined : shown(back);
  const assumptions = uniqueBy(
    [...forward, ...back].flatMap(({ state }) => state.assumptions),
    (it) => JSON.stringify(it),
  );
  const reasons = [
    ...judgement.reasons,
    ...differences,
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

function shown(ends: readonly TraceEnd[]): TraceEnd {
  return shownOf(ends, ({ outcome }) => outcome === "DELIVERED")!;
}

function branchOf(end: TraceEnd): TraceBranch {
  return { outcome: end.outcome, hops: end.state.hops, reasons: end.state.reasons };
}

/** That other addresses fare better, or as well by another way. */
function difference(
  from: EndpointNode,
  to: EndpointNode,
  gravest: Judgement,
  all: readonly Judgement[],
): Reason[] {
  const between = ({ address, source }: Judgement, named = nearest) => {
    return { from: from.id, to: to.id, destination: named(to, address), source: named(from, source) };
  };
  if (all.some(({ verdict }) => verdict !== gravest.verdict)) {
    const best = mildest(all.map(({ verdict }) => verdict));
    const better = all.find(({ verdict }) => verdict === best)!;
    // Two parts of one prefix are told apart by their addresses.
    const alike = JSON.stringify(between(gravest)) === JSON.stringify(between(better));
    const named = alike ? (_: EndpointNode, address: number) => formatIpv4(address) : nearest;
    const { source: betterSource, destination: betterDestination } = between(better, named);
    return [
      {
        code: "PREFIXES_DIFFER",
        params: { ...between(gravest, named), better: best, betterSource, betterDestination },
      },
    ];
  }
  const other = all.find(({ answer }) => JSON.stringify(answer) !== JSON.stringify(gravest.answer));
  return other === undefined || gravest.verdict === "BLOCKED"
    ? []
    : [
        {
          code: "WAYS_DIFFER",
          params: { ...between(other), through: passedBy(other.forward), back: passedBy(other.back) },
        },
      ];
}

function passedBy(ends: readonly TraceEnd[]): string {
  const hops = ends.length === 0 ? [] : shown(ends).state.hops;
  return hops.flatMap(({ via }) => (via === undefined ? [] : [via.name])).join(", ");
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

function addressUnknown(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  endpoint: EndpointNode,
): PairResult {
  return {
    from: from.id,
    to: to.id,
    verdict: "CONDITIONAL",
    reasons: [unknownAddress(context, from, to, endpoint)],
    forward: [],
    return: [],
    forwardOutcome: "UNKNOWN",
    assumptions: [],
  };
}

function unknownAddress(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  endpoint: EndpointNode,
): Reason {
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
    params: {
      from: from.id,
      to: to.id,
      at: endpoint.id,
      what,
      settle: settlementOf(context.network.model, what),
    },
    resource: endpoint.address,
  };
}

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map([...items].reverse().map((item) => [keyOf(item), item])).values()].reverse();
}
