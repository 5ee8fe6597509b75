import { formatIpv4 } from "../../cidr";
import { uniqueBy } from "../../collections/unique-by";
import { EndpointNode } from "../network/endpoints";
import { PairAnswer, PairResult, Reason, TraceBranch, UsedAssumption, Verdict } from "../result";
import { AnalysisContext } from "../trace/context";
import { TraceEnd } from "../trace/question";
import { sameReason, settlementOf } from "../trace/reason";
import { mildest, shownOf } from "./flow-outcomes";

/** The verdict on one address of each end, with both ways. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly denied: boolean;
  readonly answer: PairAnswer;
  readonly address: number;
  readonly source: number;
  readonly forward: readonly TraceEnd[];
  readonly back: readonly TraceEnd[];
  readonly reasons: readonly Reason[];
}

/** A judgement in the form that is told. */
export function resultOf(
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
export function difference(
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

/** The prefix of an endpoint that an address is in, where it has several; else the address. */
export function nearest(endpoint: EndpointNode, address: number): string {
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

/** The verdict on a pair of which one end has no address yet. */
export function addressUnknown(
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

/** That addresses of an end are unknown. */
export function unknownAddress(
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
