import { EndpointNode } from "../network/endpoints";
import { PairAnswer, PartAnswer } from "../result";
import { AnalysisContext } from "../trace/context";
import { answerOf, answerOfParts } from "./fates";
import { FilterRelations } from "./filter-relations";
import { Fates, KnownFates, Party, Target } from "./known-fates";
import { Representatives } from "./representatives";
import { judgeAnswer } from "./verdict";

/** Answers without words. They are what {@link judgeAnswer} says, without following every pair's packets. */
export class Verdicts {
  private readonly fates: KnownFates;
  private readonly byFates: Answers[] = [];
  private readonly answering: ReadonlySet<string>;

  public constructor(
    private readonly context: AnalysisContext,
    endpoints: readonly EndpointNode[],
    private readonly representatives: Representatives,
    relations = new FilterRelations(endpoints),
  ) {
    this.fates = new KnownFates(context, endpoints, representatives, relations);
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
    const asker = this.fates.partyOf(from);
    const asked = this.fates.partyOf(to);
    if (asker === undefined || asked === undefined || asker.targets.length === 0) {
      return undefined;
    }
    const parts: PartAnswer[] = [];
    for (const target of asked.targets) {
      const request = this.fates.ofRequest(asker, asked, target);
      if (request === undefined || request.translated) {
        return undefined;
      }
      for (const source of asker.targets) {
        const next = this.ofPair(asker, asked, source, request);
        if (next === undefined) {
          return undefined;
        }
        parts.push({ from: source.address, to: target.address, answer: next });
      }
    }
    return parts.length === 0 ? undefined : answerOfParts(parts);
  }

  private ofPair(asker: Party, asked: Party, source: Target, request: Fates): PairAnswer | undefined {
    let answers = (this.byFates[request.id] ??= new Answers());
    for (const { seen } of request.arrivals) {
      const reply = this.fates.ofReply(asked, asker, source, seen);
      if (reply === undefined) {
        return undefined;
      }
      answers = answers.after(reply);
    }
    answers.answer ??= answerOf(
      request.ends,
      request.arrivals.map(({ fate, seen }) => {
        return { fate, replies: this.fates.ofReply(asked, asker, source, seen)!.ends };
      }),
      this.context.options.strict === true,
    );
    return answers.answer;
  }
}

/** The answers to a request, as a tree: by the fates of the replies of each branch that arrives. */
class Answers {
  public answer: PairAnswer | undefined;
  private readonly next: Answers[] = [];

  public after({ id }: Fates): Answers {
    return (this.next[id] ??= new Answers());
  }
}
