import { NetworkModel } from "../model";
import { EndpointNode, onPremisesEndpoints, subnetEndpoint } from "../network/endpoints";
import { AnalysisOptions, PairResult } from "../result";
import { AnalysisContext, analysisContext } from "../trace/context";
import { Matrix } from "../verdict/matrix";
import { Representatives } from "../verdict/representatives";
import { judgePair, judgeParts } from "../verdict/verdict";
import { isFulfilled, Wish } from "./wish";

/** A network of which pairs are asked, with whatever a trace consults. */
export class ExaminedNetwork {
  public readonly context: AnalysisContext;
  public readonly subnets: readonly EndpointNode[];
  /** On-premises. */
  public readonly sites: readonly EndpointNode[];
  /** Those that a matrix has. */
  public readonly endpoints: readonly EndpointNode[];
  private readonly representatives: Representatives;
  private lazyMatrix: Matrix | undefined;

  public constructor(model: NetworkModel, options: AnalysisOptions) {
    this.context = analysisContext(model, options);
    this.representatives = new Representatives(this.context);
    this.subnets = this.context.network.subnets.map(subnetEndpoint);
    this.sites = onPremisesEndpoints(this.context.tables.gateways);
    this.endpoints = [
      ...this.subnets.filter(({ reserved }) => options.all === true || !reserved),
      ...this.sites,
    ];
  }

  /** An endpoint by id; where a slice of a network gave it another id, by its address. */
  public endpoint(name: string): EndpointNode | undefined {
    const all = [...this.subnets, ...this.sites];
    return all.find(({ id }) => id === name) ?? all.find(({ address }) => address === name);
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

  /** An address of each part of an endpoint that routes may treat on its own. */
  public addressesOf(endpoint: EndpointNode): readonly number[] {
    return this.representatives.of(endpoint);
  }

  public get matrix(): Matrix {
    this.lazyMatrix ??= new Matrix(this.context, this.endpoints, this.representatives);
    return this.lazyMatrix;
  }
}
