import { remember } from "../../collections/remember";
import { EndpointNode } from "../network/endpoints";
import { PairAnswer, PartAnswer } from "../result";
import { AnalysisContext } from "../trace/context";
import { hasShadowedRoute } from "../trace/shadowed-routes";
import { FilterRelations } from "./filter-relations";
import { FlowOutcomes, FlowCache, Party, Target } from "./flow-cache";
import { answerOf, answerOfParts, isDenied } from "./flow-outcomes";
import { Representatives } from "./representatives";
import { areAllKnown, judgeAnswer } from "./verdict";

/** Answers without words. They are what {@link judgeAnswer} says, without following every pair's packets. */
export class Verdicts {
  private readonly outcomes: FlowCache;
  private readonly byOutcomes: Answers[] = [];
  private readonly byContent = new Map<string, PairAnswer>();
  private kinds = 0;
  private readonly answering: ReadonlySet<string>;

  public constructor(
    private readonly context: AnalysisContext,
    endpoints: readonly EndpointNode[],
    private readonly representatives: Representatives,
    relations = new FilterRelations(endpoints),
  ) {
    this.outcomes = new FlowCache(context, endpoints, representatives, relations);
    this.answering = new Set(context.tables.privateEndpointAddresses.keys());
  }

  public answerOf(from: EndpointNode, to: EndpointNode): PairAnswer {
    const asker = this.outcomes.indexOf(from);
    const asked = this.outcomes.indexOf(to);
    return asker === undefined || asked === undefined ? this.traced(from, to) : this.answerAt(asker, asked);
  }

  /** The same for the places of two of the endpoints. */
  public answerAt(from: number, to: number): PairAnswer {
    const asker = this.outcomes.partyAt(from);
    const asked = this.outcomes.partyAt(to);
    return this.known(asker, asked) ?? this.traced(asker.endpoint, asked.endpoint);
  }

  private traced(from: EndpointNode, to: EndpointNode): PairAnswer {
    return judgeAnswer(this.context, from, to, (endpoint) => this.representatives.of(endpoint));
  }

  /** A number that pairs share which arrive and which the same reasons explain, but for names; undefined for all others. */
  public kindOf(from: EndpointNode, to: EndpointNode): number | undefined {
    const [fromIndex, toIndex] = [from, to].map((end) => this.outcomes.indexOf(end));
    if (fromIndex === undefined || toIndex === undefined) {
      return undefined;
    }
    const [asker, asked] = [this.outcomes.partyAt(fromIndex), this.outcomes.partyAt(toIndex)];
    if (asker.targets.length !== 1 || asked.targets.length !== 1 || !areAllKnown(from, to)) {
      return undefined;
    }
    const answers = this.ofAddresses(asker, asked, asker.targets[0], asked.targets[0]);
    // What explains a pair besides both ways; and why something is lost, depends on more than where.
    return answers?.losesNone === true &&
      !hasShadowedRoute(this.context, asked.targets[0].address, from.subnet!)
      ? answers.number
      : undefined;
  }

  /** The answer by known outcomes of the request and its replies; undefined where one has none. */
  private known(asker: Party, asked: Party): PairAnswer | undefined {
    const isAll = areAllKnown(asker.endpoint, asked.endpoint);
    if (isAll && asker.targets.length === 1 && asked.targets.length === 1) {
      return this.ofAddresses(asker, asked, asker.targets[0], asked.targets[0])?.answer;
    }
    const parts: (PartAnswer & { readonly denied: boolean })[] = [];
    for (const target of asked.targets) {
      for (const source of asker.targets) {
        const { answer, denied = false } = this.ofAddresses(asker, asked, source, target) ?? {};
        if (answer === undefined) {
          return undefined;
        }
        parts.push({ from: source.address, to: target.address, answer, denied });
      }
    }
    return parts.length === 0 ? undefined : answerOfParts(parts, isAll);
  }

  private ofAddresses(asker: Party, asked: Party, source: Target, target: Target): Answers | undefined {
    // A private endpoint answers and never asks (D14).
    if (this.isAnswering(asker) || this.isAnswering(asked)) {
      return undefined;
    }
    const request = this.outcomes.ofRequest(asker, asked, target);
    return request === undefined || request.translated
      ? undefined
      : this.ofPair(asker, asked, source, request);
  }

  private isAnswering({ endpoint }: Party): boolean {
    return this.answering.size > 0 && this.answering.has(endpoint.address);
  }

  private ofPair(asker: Party, asked: Party, source: Target, request: FlowOutcomes): Answers | undefined {
    let answers = (this.byOutcomes[request.id] ??= new Answers());
    for (const { seen } of request.arrivals) {
      const reply = this.outcomes.ofReply(asked, asker, source, seen);
      if (reply === undefined) {
        return undefined;
      }
      answers = answers.after(reply);
    }
    if (answers.answer === undefined) {
      answers.number = ++this.kinds;
      const arrivals = request.arrivals.map(({ outcome, seen }) => {
        return { outcome, replies: this.outcomes.ofReply(asked, asker, source, seen)!.ends };
      });
      const ends = [...request.ends, ...arrivals.flatMap(({ replies }) => replies)];
      answers.losesNone = ends.every(({ outcome }) => outcome === "DELIVERED");
      answers.denied = isDenied(request.ends);
      answers.answer = this.shared(answerOf(request.ends, arrivals, this.context.options.strict === true));
    }
    return answers;
  }

  /** Equal answers as one. */
  private shared(answer: PairAnswer): PairAnswer {
    return remember(this.byContent, JSON.stringify(answer), () => answer);
  }
}

/** The answers to a request, as a tree: by the outcomes of the replies of each branch that arrives. */
class Answers {
  public answer: PairAnswer | undefined;
  public number = 0;
  /** Every branch arrives, there and back. */
  public losesNone = false;
  public denied = false;
  private readonly next: Answers[] = [];

  public after({ id }: FlowOutcomes): Answers {
    return (this.next[id] ??= new Answers());
  }
}
