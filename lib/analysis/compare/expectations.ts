import { nearestNames } from "../../text/nearest";
import { ParamsOf, textOf } from "../messages/catalogue";
import { EXPECTATION_PROBLEMS } from "../messages/comparison-problems";
import { WordedError } from "../messages/worded-error";
import { Analysis, Endpoint, PairPart, PairResult, VERDICTS, Verdict } from "../result";

/** What a pair is expected to be. `from` and `to` may hold `*` for any characters. */
export interface PairExpectation {
  readonly from: string;
  readonly to: string;
  /** Exactly this verdict. */
  readonly verdict?: Verdict;
  /** true: REACHABLE; false: BLOCKED. */
  readonly reachable?: boolean;
  /** Names or Terraform addresses of forwarders that must be passed, there and back. */
  readonly through?: readonly string[];
}

/** An expectation file (`--expect`). */
export interface Expectations {
  readonly version: 1;
  readonly pairs: readonly PairExpectation[];
}

/** A pair that is not as expected. */
export interface ExpectationFailure {
  readonly from: string;
  readonly to: string;
  /** `REACHABLE`, or `through afw-hub`. */
  readonly expected: string;
  /** What `expected` says, one or the other: a verdict, or forwarders that aren't passed. */
  readonly wanted: Verdict | readonly string[];
  readonly actual: Verdict;
  /** Of which addresses it is so, where others are as expected. */
  readonly part?: PairPart;
}

/** An expectation file that cannot be read, or names what the network does not have. */
export class ExpectationError<
  Code extends keyof typeof EXPECTATION_PROBLEMS = keyof typeof EXPECTATION_PROBLEMS,
> extends WordedError {
  public override readonly name = "ExpectationError";

  public constructor(code: Code, params: ParamsOf<typeof EXPECTATION_PROBLEMS, Code>) {
    super(code, params ?? {}, textOf(EXPECTATION_PROBLEMS, { code, params } as never));
  }
}

/** Reads an expectation file's content. */
export function parseExpectations(content: unknown): Expectations {
  const { version, pairs } = (content ?? {}) as { readonly version?: unknown; readonly pairs?: unknown };
  if (!Array.isArray(pairs)) {
    throw new ExpectationError("NOT_EXPECTATIONS", undefined);
  }
  if (version !== 1) {
    throw new ExpectationError("EXPECTATIONS_VERSION", {
      version: version === undefined ? "" : JSON.stringify(version),
    });
  }
  if (pairs.length === 0) {
    throw new ExpectationError("NO_PAIRS", undefined);
  }
  return { version: 1, pairs: pairs.map(parsePair) };
}

const KEYS = ["from", "to", "verdict", "reachable", "through"];

function parsePair(value: unknown, index: number): PairExpectation {
  const pair = (value ?? {}) as { readonly [key in keyof PairExpectation]?: unknown };
  const pairNumber = String(index + 1);
  const unknown = Object.keys(pair).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw new ExpectationError("PAIR_UNKNOWN_KEY", {
      pair: pairNumber,
      key: unknown,
      near: nearestNames(unknown, KEYS),
    });
  }
  if (typeof pair.from !== "string" || typeof pair.to !== "string") {
    throw new ExpectationError("PAIR_WITHOUT_ENDS", { pair: pairNumber });
  }
  const verdict = VERDICTS.find((candidate) => candidate === pair.verdict);
  if (pair.verdict !== undefined && verdict === undefined) {
    throw new ExpectationError("PAIR_UNKNOWN_VERDICT", {
      pair: pairNumber,
      verdict: String(pair.verdict),
      verdicts: VERDICTS.join(", "),
    });
  }
  if (pair.reachable !== undefined && typeof pair.reachable !== "boolean") {
    throw new ExpectationError("PAIR_REACHABLE_NO_BOOLEAN", { pair: pairNumber });
  }
  if (verdict !== undefined && pair.reachable !== undefined && verdict !== verdictOf(pair.reachable)) {
    throw new ExpectationError("PAIR_CONTRADICTS", {
      pair: pairNumber,
      verdict,
      reachable: String(pair.reachable),
    });
  }
  const through = pair.through;
  if (
    through !== undefined &&
    !(Array.isArray(through) && through.every((name) => typeof name === "string"))
  ) {
    throw new ExpectationError("PAIR_THROUGH_NO_NAMES", { pair: pairNumber });
  }
  if (verdict === undefined && pair.reachable === undefined && (through ?? []).length === 0) {
    throw new ExpectationError("PAIR_EXPECTS_NOTHING", { pair: pairNumber });
  }
  return {
    from: pair.from,
    to: pair.to,
    ...(verdict === undefined ? {} : { verdict }),
    ...(pair.reachable === undefined ? {} : { reachable: pair.reachable }),
    ...(through === undefined ? {} : { through }),
  };
}

function verdictOf(reachable: boolean): Verdict {
  return reachable ? "REACHABLE" : "BLOCKED";
}

/** Checks every expectation; a name that no endpoint has, or a pair of which there is none, is an error, not a success. */
export function checkExpectations(analysis: Analysis, expectations: Expectations): ExpectationFailure[] {
  return expectations.pairs.flatMap((expectation) => {
    const sources = matching(analysis, expectation.from);
    const targets = matching(analysis, expectation.to);
    const pairs = sources.flatMap((from) => targets.flatMap((to) => (to === from ? [] : [{ from, to }])));
    if (pairs.length === 0) {
      throw new ExpectationError("PAIR_MATCHES_NOTHING", { from: expectation.from, to: expectation.to });
    }
    return pairs.flatMap(({ from, to }) => checkPair(analysis, expectation, from, to));
  });
}

function checkPair(
  analysis: Analysis,
  expectation: PairExpectation,
  from: string,
  to: string,
): ExpectationFailure[] {
  const failures: ExpectationFailure[] = [];
  const wanted =
    expectation.verdict ??
    (expectation.reachable === undefined ? undefined : verdictOf(expectation.reachable));
  const actual = verdictFor(wanted, analysis, from, to);
  if (wanted !== undefined && wanted !== actual) {
    failures.push({ from, to, expected: wanted, wanted, actual });
  }
  const past = partPast(analysis, from, to, expectation.through ?? []);
  if (past !== undefined) {
    const { missing, part, verdict } = past;
    failures.push({
      from,
      to,
      expected: `through ${missing.join(", ")}`,
      wanted: missing,
      actual: verdict,
      ...(part && { part }),
    });
  }
  return failures;
}

/** Cut off is a pair only where all addresses are; it is connected where the worst of them is. */
function verdictFor(wanted: Verdict | undefined, analysis: Analysis, from: string, to: string): Verdict {
  return wanted === "BLOCKED" ? analysis.mildestVerdict(from, to) : analysis.verdict(from, to);
}

/** The first part of the addresses of a pair whose packets go past some of these forwarders, there or back. */
export function partPast(
  analysis: Analysis,
  from: string,
  to: string,
  through: readonly string[],
): { readonly missing: readonly string[]; readonly verdict: Verdict; readonly part?: PairPart } | undefined {
  if (through.length === 0) {
    return undefined;
  }
  const parts = analysis.partsOf(from, to);
  for (const part of parts.length > 1 ? parts : [undefined]) {
    const result = analysis.explain(from, to, part);
    const missing = through.filter((name) => !passes(result, name));
    if (missing.length > 0) {
      return { missing, verdict: result.verdict, ...(part && { part }) };
    }
  }
  return undefined;
}

/** Whether every branch passes a forwarder, there and back. */
function passes(result: PairResult, name: string): boolean {
  const ways = [
    ...(result.forwardBranches?.map(({ hops }) => hops) ?? [result.forward]),
    ...(result.returnBranches?.map(({ hops }) => hops) ?? [result.return]),
  ];
  return ways.every((hops) =>
    hops.some(
      ({ via }) =>
        via !== undefined &&
        (via.name === name || via.resource === name || via.instances?.includes(name) === true),
    ),
  );
}

function matching(analysis: Analysis, pattern: string): string[] {
  if (!pattern.includes("*")) {
    const found = analysis.endpointOf(pattern);
    if (found === undefined) {
      const names = analysis.endpoints.map(({ id }) => id);
      throw new ExpectationError("ENDPOINT_UNKNOWN", {
        endpoint: pattern,
        near: nearestNames(pattern, names),
      });
    }
    return [found.id];
  }
  // VPN clients are meant where they are named: a star meant subnets and sites before there were others.
  const found = analysis.endpoints.filter(
    ({ id, kind }) => matches(id, pattern) && (kind !== "clients" || pattern.startsWith("clients/")),
  );
  if (found.length === 0) {
    throw new ExpectationError("PATTERN_MATCHES_NOTHING", { endpoint: pattern });
  }
  return found.map(({ id }) => id);
}

/** `*` stands for any characters. In time that grows with the text only: a regular expression may take forever. */
function matches(text: string, pattern: string): boolean {
  const [start, ...others] = pattern.split("*");
  const end = others.pop() ?? "";
  if (!text.startsWith(start) || !text.endsWith(end) || text.length < start.length + end.length) {
    return false;
  }
  let at = start.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return at <= text.length - end.length;
}

/**
 * `connected`: every subnet reaches every other. `isolated`: no subnet of a spoke reaches one of another spoke;
 * a spoke is a virtual network that is no hub (see {@link hubsOf}).
 */
export function checkRequirement(
  analysis: Analysis,
  requirement: "connected" | "isolated",
): ExpectationFailure[] {
  const { endpoints } = analysis.matrix;
  const hubs = requirement === "isolated" ? hubsOf(analysis) : new Set<string>();
  const wanted: Verdict = requirement === "connected" ? "REACHABLE" : "BLOCKED";
  const failures: ExpectationFailure[] = [];
  endpoints.forEach((from, row) => {
    endpoints.forEach((to, column) => {
      if (row === column || !isConcerned(from, to, requirement, hubs)) {
        return;
      }
      const actual = verdictFor(wanted, analysis, from.id, to.id);
      if (actual !== wanted) {
        failures.push({ from: from.id, to: to.id, expected: wanted, wanted, actual });
      }
    });
  });
  return failures;
}

/** Whether no pair could be judged, and the input has something that wasn't read: that meets no requirement. */
export function leavesAllOut({ matrix, model }: Analysis): boolean {
  return matrix.endpoints.length < 2 && model.problems.length > 0;
}

function isConcerned(
  from: Endpoint,
  to: Endpoint,
  requirement: "connected" | "isolated",
  hubs: ReadonlySet<string>,
): boolean {
  if (from.kind !== "subnet" || to.kind !== "subnet") {
    return false;
  }
  return (
    requirement === "connected" ||
    (from.virtualNetwork !== to.virtualNetwork &&
      !hubs.has(from.virtualNetwork!) &&
      !hubs.has(to.virtualNetwork!))
  );
}

/**
 * Which virtual networks are hubs: Virtual Network Manager has them as such, they offer gateway transit or hold a firewall, a Bastion or a Route Server;
 * where none does, the one with the most peerings.
 */
export function hubsOf({ model }: Analysis): ReadonlySet<string> {
  const networkOf = new Map(model.subnets.map((subnet) => [subnet.address, subnet.virtualNetwork]));
  const hosts = [...model.firewalls, ...model.bastionHosts, ...model.routeServers].map(({ subnet }) =>
    networkOf.get(subnet ?? ""),
  );
  const transits = model.peerings
    .filter((half) => half.allowGatewayTransit)
    .map((half) => half.virtualNetwork);
  const managed = model.networkManager.connectivityConfigurations.map(({ hub }) => hub);
  const hubs = new Set([...hosts, ...transits, ...managed].filter((network) => network !== undefined));
  if (hubs.size > 0) {
    return hubs;
  }
  const counts = new Map<string, number>();
  model.peerings.forEach(({ virtualNetwork = "" }) =>
    counts.set(virtualNetwork, (counts.get(virtualNetwork) ?? 0) + 1),
  );
  const most = Math.max(0, ...counts.values());
  const first = [...counts].filter(([, count]) => count === most && count > 1);
  return new Set(first.length === 1 ? [first[0][0]] : []);
}
