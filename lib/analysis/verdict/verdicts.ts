import { EndpointNode } from "../network/endpoints";
import { PairAnswer } from "../result";
import { AnalysisContext } from "../trace/context";
import { answerOf, gravestOf } from "./fates";
import { Fates, KnownFates } from "./known-fates";
import { Representatives } from "./representatives";
import { judgeAnswer } from "./verdict";

/** Answers without words. They are what {@link judgeAnswer} says, without following every pair's packets. */
export class Verdicts {
  private readonly fates: KnownFates;
  private readonly byFates = new Map<number, PairAnswer>();
  private readonly answering: ReadonlySet<string>;

  public constructor(
    private readonly context: AnalysisContext,
    endpoints: readonly EndpointNode[],
    private readonly representatives: Representatives,
  ) {
    this.fates = new KnownFates(context, endpoints);
    this.answering = new Set(context.tables.privateEndpointAddresses.keys());
  }

  public answerOf(from: EndpointNode, to: EndpointNode): PairAnswer {
    return this.known(from, to) ?? this.traced(from, to);
  }

  private traced(from: EndpointNode, to: EndpointNode): PairAnswer {
    return judgeAnswer(this.context, from, to, (endpoint) => this.representatives.of(endpoint));
  }

  /** The answer by known fates of the request and its replies; undefined where one has none. */
  private known(from: EndpointNode, to: EndpointNode): PairAnswer | undefined {
    // A private endpoint answers and never asks (D14).
    if (this.answering.size > 0 && [from, to].some(({ address }) => this.answering.has(address))) {
      return undefined;
    }
    const sources = this.representatives.of(from);
    const targets = this.representatives.of(to);
    if (sources.length === 0) {
      return undefined;
    }
    let gravest: PairAnswer | undefined;
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
        gravest = gravest === undefined ? next : gravestOf([gravest, next]);
      }
    }
    return gravest;
  }

  private ofPair(
    from: EndpointNode,
    to: EndpointNode,
    source: number,
    request: Fates,
  ): PairAnswer | undefined {
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
    let answer = this.byFates.get(key);
    if (answer === undefined) {
      const arrivals = request.arrivals.map(({ fate }, i) => ({ fate, replies: replies[i].ends }));
      answer = answerOf(request.ends, arrivals, this.context.options.strict === true);
      this.byFates.set(key, answer);
    }
    return answer;
  }
}

/** Fates are few; as many as digits of a number have room for. */
const LIMIT = 2 ** 14;
