import { EndpointNode } from "../network/endpoints";
import { Verdict } from "../result";
import { AnalysisContext } from "../trace/context";
import { verdictOf, worst } from "./fates";
import { Fates, KnownFates } from "./known-fates";
import { Representatives } from "./representatives";
import { judgeVerdict } from "./verdict";

/** Verdicts without words. What they say is what {@link judgeVerdict} says, without tracing every pair. */
export class Verdicts {
  private readonly fates: KnownFates;
  private readonly byFates = new Map<number, Verdict>();
  private readonly answering: ReadonlySet<string>;

  public constructor(
    private readonly context: AnalysisContext,
    endpoints: readonly EndpointNode[],
    private readonly representatives: Representatives,
  ) {
    this.fates = new KnownFates(context, endpoints);
    this.answering = new Set(context.tables.privateEndpointAddresses.keys());
  }

  public of(from: EndpointNode, to: EndpointNode): Verdict {
    return this.known(from, to) ?? this.traced(from, to);
  }

  private traced(from: EndpointNode, to: EndpointNode): Verdict {
    return judgeVerdict(this.context, from, to, (endpoint) => this.representatives.of(endpoint));
  }

  /** The verdict by known fates of the request and its replies; undefined where one has none. */
  private known(from: EndpointNode, to: EndpointNode): Verdict | undefined {
    // A private endpoint answers and never asks (D14).
    if (this.answering.size > 0 && [from, to].some(({ address }) => this.answering.has(address))) {
      return undefined;
    }
    const sources = this.representatives.of(from);
    const targets = this.representatives.of(to);
    let verdict: Verdict | undefined;
    for (const target of targets) {
      const request = this.fates.ofRequest(from, to, target);
      if (request === undefined || request.translated) {
        return undefined;
      }
      for (const source of sources) {
        const next = this.ofPair(from, to, source, request);
        if (next === undefined) {
          return undefined;
        }
        verdict = verdict === undefined || verdict === next ? next : worst([verdict, next]);
      }
    }
    return verdict;
  }

  private ofPair(from: EndpointNode, to: EndpointNode, source: number, request: Fates): Verdict | undefined {
    const replies: Fates[] = [];
    let key = request.id;
    for (const { seen } of request.arrivals) {
      const reply = this.fates.ofReply(to, from, source, seen);
      if (reply === undefined) {
        return undefined;
      }
      replies.push(reply);
      key = key * LIMIT + reply.id;
    }
    if (key > Number.MAX_SAFE_INTEGER || request.id >= LIMIT || replies.some(({ id }) => id >= LIMIT)) {
      return undefined;
    }
    let verdict = this.byFates.get(key);
    if (verdict === undefined) {
      const arrivals = request.arrivals.map(({ fate }, i) => ({ fate, replies: replies[i].ends }));
      verdict = verdictOf(request.ends, arrivals, this.context.options.strict === true);
      this.byFates.set(key, verdict);
    }
    return verdict;
  }
}

/** Fates are few; as many as digits of a number have room for. */
const LIMIT = 2 ** 14;
