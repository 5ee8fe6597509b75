import { PairAnswer, PartAnswer, Reason, TraceOutcome, UsedAssumption, VERDICTS, Verdict } from "../result";
import { TraceEnd } from "../trace/question";

/** How one branch of a trace ends, as far as it decides a verdict. */
export interface FlowOutcome {
  readonly outcome: TraceOutcome;
  readonly conditional: boolean;
  readonly uncertain: boolean;
  /** A filter held it, or would have for all that is known. */
  readonly denied: boolean;
  /** Stateful devices passed, in order (R81). */
  readonly devices: readonly string[];
  /** Terraform addresses of all that passed it on, gateways too. */
  readonly passed: readonly string[];
  /** It rests on something that nobody declared (D1). */
  readonly takesForGranted: boolean;
}

export function outcomeOf({ denied = false, outcome, state }: TraceEnd): FlowOutcome {
  const { conditional, uncertain, devices, assumptions, reasons, hops } = state;
  return {
    outcome,
    conditional,
    uncertain,
    denied: denied || reasons.some(isOpenFilter),
    devices,
    passed: hops.flatMap(({ via }) => (via === undefined ? [] : [via.resource])),
    takesForGranted: assumptions.some(isTakenForGranted) || reasons.some(isGuess),
  };
}

const OPEN_FILTERS = ["FILTER_UNKNOWN", "FILTER_BY_NAME", "FIREWALL_ORDER_OPEN", "FIREWALL_RULES_UNKNOWN"];

/** Less told of a filter is never surer than the same filter that denies. */
function isOpenFilter({ code }: Reason): boolean {
  return OPEN_FILTERS.includes(code);
}

function isTakenForGranted(assumption: UsedAssumption): boolean {
  return assumption.kind !== "firewallRules" && assumption.declaredIn === undefined;
}

/** U16: widely seen, promised by nobody. */
function isGuess({ code }: Reason): boolean {
  return code === "FIREWALL_ADDRESS_GUESSED";
}

/** A request that arrives, with the outcomes of its replies. */
export interface Arrival {
  readonly outcome: FlowOutcome;
  readonly replies: readonly FlowOutcome[];
}

/** R80: the verdict on all branches of a request, of which some arrive from the address that asks. */
function verdictOf(
  forward: readonly FlowOutcome[],
  arrivals: readonly Arrival[],
  isStrict: boolean,
): Verdict {
  if (!forward.some(isDelivered)) {
    return forward.every(isDropped) ? "BLOCKED" : "CONDITIONAL";
  }
  if (arrivals.length === 0) {
    // A filter let other sources of the endpoint pass, but not this one: no reply to ask about (D2).
    return "CONDITIONAL";
  }
  const back = arrivals.flatMap(({ replies }) => replies);
  const returned = back.filter(isDelivered);
  const isOneWay = returned.length === 0 && back.every(isDropped);
  if (forward.some(isUncertain) || (back.some(isUncertain) && !isOneWay)) {
    // Whether packets come this way at all isn't told, so what is worse about it isn't certain either.
    return "CONDITIONAL";
  }
  const passed = [...arrivals.map(({ outcome }) => outcome), ...returned];
  const isConditional =
    !forward.every(isDelivered) ||
    (returned.length < back.length && !isOneWay) ||
    passed.some(({ conditional }) => conditional) ||
    (isStrict && passed.some(({ takesForGranted }) => takesForGranted));
  return worst([
    "REACHABLE",
    ...(isConditional ? (["CONDITIONAL"] as const) : []),
    ...(isOneWay ? (["ONE_WAY"] as const) : []),
    ...(arrivals.some(returnsAnotherWay) ? (["ASYMMETRIC"] as const) : []),
  ]);
}

/** R81: a reply that doesn't pass the stateful devices of its request. */
function returnsAnotherWay({ outcome, replies }: Arrival): boolean {
  return replies.some((reply) => isDelivered(reply) && !sameDevices(outcome.devices, reply.devices));
}

export function sameDevices(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join("\n") === [...b].sort().join("\n");
}

/** A verdict with the ways of the branches that show it. */
export function answerOf(
  forward: readonly FlowOutcome[],
  arrivals: readonly Arrival[],
  isStrict: boolean,
): PairAnswer {
  const back = arrivals.flatMap(({ replies }) => replies);
  return {
    verdict: verdictOf(forward, arrivals, isStrict),
    forward: shownOf(forward, isDelivered)!.passed,
    return: shownOf(back, isDelivered)?.passed ?? [],
  };
}

/** The branch to show first: one that fails, if any. */
export function shownOf<T>(ends: readonly T[], arrives: (end: T) => boolean): T | undefined {
  return ends.find((end) => !arrives(end)) ?? ends[0];
}

/** The answer that counts where addresses of two endpoints have several: the first of the worst. */
export function gravestOf<T extends { readonly verdict: Verdict }>(answers: readonly T[]): T {
  return answers.reduce((a, b) => (rank(b.verdict) > rank(a.verdict) ? b : a));
}

/** What is known of a part of the addresses of two endpoints. */
export interface PartVerdict {
  readonly verdict: Verdict;
  /** A filter held requests. */
  readonly denied: boolean;
}

/** D9: addresses that nobody knows yet fare as nobody knows. */
const UNKNOWN_PART: PartVerdict = { verdict: "CONDITIONAL", denied: false };

/** D9, D2: the gravest counts; but a filter that requests to some addresses don't meet holds only a part. */
export function verdictOfParts(known: readonly PartVerdict[], isAll: boolean): Verdict {
  const parts = isAll ? known : [...known, UNKNOWN_PART];
  const { verdict } = gravestOf(parts);
  const isPast = verdict === "BLOCKED" && parts.some((part) => part.verdict !== "BLOCKED");
  return isPast && parts.some((part) => part.verdict === "BLOCKED" && part.denied) ? "CONDITIONAL" : verdict;
}

/** Whether a filter held some of the branches of a request. */
export function isDenied(forward: readonly Pick<FlowOutcome, "denied">[]): boolean {
  return forward.some(({ denied }) => denied);
}

/** The answer of all parts that are known, with each of them where they differ. */
export function answerOfParts(
  parts: readonly (PartAnswer & Pick<FlowOutcome, "denied">)[],
  isAll: boolean,
): PairAnswer {
  const answers = parts.map(({ answer }) => answer);
  const gravest = gravestOf(answers);
  const isAlike = (answer: PairAnswer): boolean =>
    answer === gravest || JSON.stringify(answer) === JSON.stringify(gravest);
  const areAlike = answers.every(isAlike);
  if (areAlike && isAll) {
    return gravest;
  }
  const verdicts = parts.map(({ answer, denied }) => ({ verdict: answer.verdict, denied }));
  return {
    ...gravest,
    verdict: verdictOfParts(verdicts, isAll),
    ...(!areAlike && { parts: parts.map(({ from, to, answer }) => ({ from, to, answer })) }),
  };
}

/** The best of several verdicts. */
export function mildest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((a, b) => (rank(b) < rank(a) ? b : a));
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((a, b) => (rank(b) > rank(a) ? b : a));
}

function rank(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}

function isDelivered({ outcome }: FlowOutcome): boolean {
  return outcome === "DELIVERED";
}

function isDropped({ outcome }: FlowOutcome): boolean {
  return outcome === "DROPPED";
}

function isUncertain({ uncertain }: FlowOutcome): boolean {
  return uncertain;
}
