import { uniqueBy } from "../../collections/unique-by";
import { Reason } from "../result";
import { AnalysisContext } from "../trace/context";
import { TraceEnd, TraceQuestion } from "../trace/question";
import { sameReason } from "../trace/reason";
import { shadowedRoutes } from "../trace/shadowed-routes";
import { asymmetry } from "./asymmetry";
import { sameDevices } from "./flow-outcomes";

/** A branch that arrives, with those of its replies. */
export interface ArrivedEnd {
  readonly end: TraceEnd;
  readonly replies: readonly TraceEnd[];
}

/** Why a pair is as it is: what loses packets, what is open, and what was met. */
export function reasonsFor(
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
