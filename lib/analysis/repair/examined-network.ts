import { remember } from "../../collections/remember";
import { NetworkModel } from "../model";
import { EndpointDirectory } from "../network/endpoint-directory";
import { EndpointNode } from "../network/endpoints";
import { AnalysisOptions, PairAnswer, PairResult, Verdict } from "../result";
import { AnalysisContext, analysisContext } from "../trace/context";
import { Matrix } from "../verdict/matrix";
import { Representatives } from "../verdict/representatives";
import { judgePair, judgeParts } from "../verdict/verdict";
import { BlamedPairs } from "./blamed-pairs";
import { isFulfilled, Wish } from "./wish";

/** A network of which pairs are asked, with whatever a trace consults. */
export class ExaminedNetwork {
  public readonly context: AnalysisContext;
  /** Those that a matrix has. */
  public readonly endpoints: readonly EndpointNode[];
  private readonly directory: EndpointDirectory;
  private readonly representatives: Representatives;
  private readonly answers = new Map<string, PairAnswer>();
  private readonly blamed = new Map<Verdict, BlamedPairs>();
  private lazyMatrix: Matrix | undefined;

  public constructor(model: NetworkModel, options: AnalysisOptions) {
    this.context = analysisContext(model, options);
    this.representatives = new Representatives(this.context);
    this.directory = new EndpointDirectory(this.context.network, this.context.tables.gateways);
    this.endpoints = this.directory.inMatrix(options.all === true);
  }

  public get subnets(): readonly EndpointNode[] {
    return this.directory.subnets;
  }

  public get internet(): EndpointNode {
    return this.directory.internet;
  }

  /** On-premises. */
  public get sites(): readonly EndpointNode[] {
    return this.directory.sites;
  }

  /** An endpoint by any of its names. */
  public endpoint(name: string): EndpointNode | undefined {
    return this.directory.find(name);
  }

  /** An endpoint of another analysis of the same network: in a slice its id may be another, and its address isn't. */
  public same({ id, address, partOf }: EndpointNode): EndpointNode | undefined {
    return this.endpoint(partOf === undefined ? address : id);
  }

  /** The verdict on a pair; where its gravest part is as wanted, that on a part which isn't. */
  public pair(from: EndpointNode, to: EndpointNode, wish: Wish): PairResult {
    const ends = [
      this.context,
      from,
      to,
      (endpoint: EndpointNode) => this.representatives.of(endpoint),
    ] as const;
    const gravest = judgePair(...ends);
    // Nothing is worse than the gravest, but it may pass what others go by, and be blocked where others aren't.
    const isSettled = wish.kind === "reachable" || !isFulfilled(wish, gravest);
    return isSettled ? gravest : (judgeParts(...ends).find((part) => !isFulfilled(wish, part)) ?? gravest);
  }

  /** The answer on a pair, by ids that the network has; the same is answered once. */
  public answer(from: string, to: string): PairAnswer {
    return remember(this.answers, `${from} ${to}`, () =>
      this.matrix.answerOf(this.endpoint(from)!, this.endpoint(to)!),
    );
  }

  public explain(from: string, to: string): PairResult {
    return this.pair(this.endpoint(from)!, this.endpoint(to)!, { kind: "reachable" });
  }

  /** Pairs with a verdict, one of each group, by what their first reason names; the most frequent kind comes first. */
  public blamedFor(verdict: Verdict): BlamedPairs {
    return remember(this.blamed, verdict, () => {
      const groups = this.matrix.groups.filter((group) => group.verdict === verdict);
      const pairs = groups
        .sort((a, b) => b.count - a.count)
        .map(({ exampleFrom, exampleTo }) => ({
          from: this.endpoint(exampleFrom)!,
          to: this.endpoint(exampleTo)!,
        }));
      return new BlamedPairs(pairs, ({ from, to }) => {
        const [reason] = this.pair(from, to, { kind: "reachable" }).reasons;
        return reason?.resource ?? from.address;
      });
    });
  }

  /** An address of each part of an endpoint that routes may treat on its own. */
  public addressesOf(endpoint: EndpointNode): readonly number[] {
    return this.representatives.of(endpoint);
  }

  public get matrix(): Matrix {
    this.lazyMatrix ??= new Matrix(this.context, this.endpoints, this.representatives);
    return this.lazyMatrix;
  }
}
