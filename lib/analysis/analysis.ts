import { nearestNames } from "../text/nearest";
import { routingFindings } from "./findings/routing";
import { QUESTION_PROBLEMS } from "./messages/comparison-problems";
import { WordedError } from "./messages/worded-error";
import { NetworkModel } from "./model";
import { EndpointDirectory } from "./network/endpoint-directory";
import { EndpointNode } from "./network/endpoints";
import { QuestionError, requireSense } from "./question";
import {
  Analysis,
  AnalysisOptions,
  EffectiveRoute,
  Endpoint,
  Finding,
  PairAnswer,
  PairPart,
  PairResult,
  ReachabilityMatrix,
  Verdict,
} from "./result";
import { effectiveRoutes } from "./routes/effective-routes";
import { AnalysisContext, analysisContext } from "./trace/context";
import { settlementOf } from "./trace/reason";
import { KeptAnswers } from "./verdict/kept-answers";
import { Matrix } from "./verdict/matrix";
import { Representatives } from "./verdict/representatives";
import { areAllKnown, judgePair, judgePart, mildestVerdict, partsOf } from "./verdict/verdict";

/** An endpoint that the network does not have. */
export class UnknownEndpointError extends WordedError {
  public override readonly name = "UnknownEndpointError";

  public constructor(
    public readonly endpoint: string,
    public readonly known: readonly string[],
  ) {
    const near = nearestNames(endpoint, known);
    const names = (near.length > 0 ? near : known.slice(0, 8)).join(", ");
    const others = near.length === 0 && known.length > 8;
    super(
      "ENDPOINT_UNKNOWN",
      { endpoint, known },
      QUESTION_PROBLEMS.ENDPOINT_UNKNOWN({ endpoint, names: others ? `${names}, …` : names }),
    );
  }
}

/** Analyses a network; routes, traces and the matrix are computed when first asked for. */
export function analyze(model: NetworkModel, options: AnalysisOptions = {}): Analysis {
  requireSense(options);
  return new NetworkAnalysis(model, options);
}

/** The same of a change, whose answers on some pairs are known already. */
export function analyzeChange(model: NetworkModel, options: AnalysisOptions, kept: KeptAnswers): Analysis {
  return new NetworkAnalysis(model, options, kept);
}

class NetworkAnalysis implements Analysis {
  public readonly endpoints: readonly EndpointNode[];
  private readonly context: AnalysisContext;
  private readonly directory: EndpointDirectory;
  /** Names that were asked for: a part of an endpoint is the same one each time. */
  private readonly found = new Map<string, EndpointNode>();
  private readonly indexes: ReadonlyMap<EndpointNode, number>;
  private readonly routes = new Map<string, readonly EffectiveRoute[]>();
  private lazyRepresentatives: Representatives | undefined;
  private lazyMatrix: Matrix | undefined;
  private lazyFindings: readonly Finding[] | undefined;

  public constructor(
    public readonly model: NetworkModel,
    public readonly options: AnalysisOptions,
    private readonly kept?: KeptAnswers,
  ) {
    this.context = analysisContext(model, options);
    this.directory = new EndpointDirectory(this.context.network, this.context.tables.gateways);
    this.endpoints = this.directory.inMatrix(options.all === true);
    this.indexes = new Map(this.endpoints.map((endpoint, index) => [endpoint, index]));
  }

  public get subnets(): readonly EndpointNode[] {
    return this.directory.subnets;
  }

  public get internet(): EndpointNode {
    return this.directory.internet;
  }

  public routesOf(subnet: string): readonly EffectiveRoute[] | undefined {
    const node = this.directory.find(subnet)?.subnet;
    if (node === undefined) {
      return undefined;
    }
    let routes = this.routes.get(node.address);
    if (routes === undefined) {
      const table = this.context.tables.tableOf(node);
      routes = effectiveRoutes(table, this.options.includePlatformNone === true);
      this.routes.set(node.address, routes);
    }
    return routes;
  }

  public subnetOfNic(nic: string): string | undefined {
    this.requireOne(nic);
    return this.directory.subnetOfNic(nic);
  }

  public endpointOf(name: string): EndpointNode | undefined {
    let found = this.found.get(name);
    if (found === undefined) {
      this.requireOne(name);
      found = this.directory.find(name);
      if (found === undefined) {
        this.requirePlace(name);
      } else {
        this.found.set(name, found);
      }
    }
    return found;
  }

  /** Whichever were taken, the answer might be about another one. */
  private requireOne(name: string): void {
    const all = this.directory.namesakes(name);
    if (all.length > 1) {
      throw QuestionError.ofSeveral(name, all);
    }
  }

  /** What is in the input, but not where: that it doesn't exist would be wrong. */
  private requirePlace(name: string): void {
    const open = this.directory.openPlaceOf(name);
    if (open !== undefined) {
      throw QuestionError.withoutPlace(name, open, settlementOf(this.model, open.text));
    }
  }

  public verdict(from: string, to: string): Verdict {
    const [source, target] = [this.endpoint(from), this.destination(to)];
    const [row, column] = [this.indexes.get(source), this.indexes.get(target)];
    return row !== undefined && column !== undefined && row !== column
      ? this.computedMatrix.verdictAt(row, column)!
      : this.judge(source, target).verdict;
  }

  public mildestVerdict(from: string, to: string): Verdict {
    const [source, target] = [this.endpoint(from), this.destination(to)];
    const parts = [source, target].map((endpoint) => this.representatives.of(endpoint).length);
    return parts.every((count) => count === 1) && areAllKnown(source, target)
      ? this.verdict(from, to)
      : mildestVerdict(this.context, source, target, (endpoint) => this.representatives.of(endpoint));
  }

  public answer(from: string, to: string): PairAnswer {
    return this.computedMatrix.answerOf(this.endpoint(from), this.destination(to));
  }

  public kindOf(from: string, to: string): number | undefined {
    return this.computedMatrix.kindOf(this.endpoint(from), this.endpoint(to));
  }

  public explain(from: string, to: string, part?: PairPart): PairResult {
    const ends = [this.endpoint(from), this.destination(to)] as const;
    return part === undefined ? this.judge(...ends) : judgePart(this.context, ...ends, part);
  }

  public partsOf(from: string, to: string): readonly PairPart[] {
    const ends = [this.endpoint(from), this.destination(to)] as const;
    return partsOf(this.context, ...ends, (endpoint) => this.representatives.of(endpoint));
  }

  public get matrix(): ReachabilityMatrix {
    return this.computedMatrix;
  }

  public get findings(): readonly Finding[] {
    this.lazyFindings ??= routingFindings(this.context, this);
    return this.lazyFindings;
  }

  private get computedMatrix(): Matrix {
    this.lazyMatrix ??= new Matrix(this.context, this.endpoints, this.representatives, this.kept);
    return this.lazyMatrix;
  }

  private get representatives(): Representatives {
    this.lazyRepresentatives ??= new Representatives(this.context);
    return this.lazyRepresentatives;
  }

  private judge(from: EndpointNode, to: EndpointNode): PairResult {
    return (
      this.kept?.explain(from, to) ??
      judgePair(this.context, from, to, (endpoint) => this.representatives.of(endpoint))
    );
  }

  private destination(name: string): EndpointNode {
    const found = this.endpoint(name);
    if (found.kind === "bastion") {
      throw QuestionError.toBastion(found);
    }
    return found;
  }

  private endpoint(name: string): EndpointNode {
    const found = this.endpointOf(name);
    if (found === undefined) {
      throw new UnknownEndpointError(
        name,
        this.endpoints.map((endpoint: Endpoint) => endpoint.id),
      );
    }
    return found;
  }
}
