import { uniqueBy } from "../../collections/unique-by";
import { EndpointNode, hasUnknownAddresses } from "../network/endpoints";
import { Exposure, PairAnswer, PairPart, PairResult, Verdict } from "../result";
import { PacketSet } from "../sets/packet-set";
import { AnalysisContext } from "../trace/context";
import { TraceEnd, TraceQuestion, TraceState } from "../trace/question";
import { trace } from "../trace/tracer";
import {
  answerOf,
  answerOfParts,
  outcomeOf,
  gravestOf,
  isDenied,
  mildest,
  verdictOfParts,
} from "./flow-outcomes";
import { reasonsFor } from "./pair-reasons";
import { addressUnknown, difference, Judgement, nearest, resultOf, unknownAddress } from "./pair-result";
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
  const open = [to, from].filter(hasUnknownAddresses);
  const verdict = verdictOfParts(judgements, open.length === 0);
  const told = verdict === "CONDITIONAL" ? open.map((end) => unknownAddress(context, from, to, end)) : [];
  const differences = [...difference(from, to, gravest, judgements), ...told];
  return { ...resultOf(from, to, gravest, differences), verdict };
}

/** Whether the parts of two ends that are known are all: they say nothing of others. */
export function areAllKnown(from: EndpointNode, to: EndpointNode): boolean {
  return !hasUnknownAddresses(from) && !hasUnknownAddresses(to);
}

/** The verdict on a part of the addresses alone, which says that it is about these. */
export function judgePart(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  part: PairPart,
): PairResult {
  const [result] = judgeParts(context, from, to, (endpoint) => [endpoint === from ? part.from : part.to]);
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
  return answerOfParts(
    parts.map(({ source, address, answer, denied }) => ({ from: source, to: address, answer, denied })),
    areAllKnown(from, to),
  );
}

/** The verdict on the addresses that fare best; that on the pair is the verdict on those that fare worst. */
export function mildestVerdict(
  context: AnalysisContext,
  from: EndpointNode,
  to: EndpointNode,
  representatives: RepresentativesOf,
): Verdict {
  if (representatives(from).length === 0 || representatives(to).length === 0) {
    return "CONDITIONAL";
  }
  const known = mildest(judgeAll(context, from, to, representatives, false).map(({ verdict }) => verdict));
  return areAllKnown(from, to) ? known : mildest([known, "CONDITIONAL"]);
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
    const known = !isInternet || packets.hasSource(source) ? source : (packets.someSource ?? source);
    const asker = end.state.answersTo ?? known;
    return {
      end,
      replies: isEndpoint ? [endpointReply(question, end)] : traceReply(context, question, asker, end),
    };
  });
  const outcomes = forward.map(outcomeOf);
  const answer = answerOf(
    outcomes,
    arrivals.map(({ end, replies }) => ({ outcome: outcomeOf(end), replies: replies.map(outcomeOf) })),
    context.options.strict === true,
  );
  const exposures = isInternet ? exposuresOf(question, forward) : [];
  return {
    verdict: answer.verdict,
    denied: isDenied(outcomes),
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
