import { Ipv4Prefix } from "../../cidr";
import { Edit, EditableInput } from "../model";
import { EndpointNode } from "../network/endpoints";
import { SubnetNode } from "../network/virtual-network-node";
import { Hop, PairResult, Reason } from "../result";
import { AnalysisContext } from "../trace/context";
import { ExaminedNetwork } from "./examined-network";
import { RepairQuestion } from "./question";
import { Wish } from "./wish";

/** What a pair meets in the network with some edits in it. */
export class Trial {
  public readonly result: PairResult;

  public constructor(
    public readonly question: RepairQuestion,
    public readonly edits: readonly Edit[],
    private readonly network: ExaminedNetwork,
    public readonly from: EndpointNode,
    public readonly to: EndpointNode,
  ) {
    this.result = network.pair(from, to, question.wish);
  }

  public get context(): AnalysisContext {
    return this.network.context;
  }

  public get input(): EditableInput {
    return this.question.input;
  }

  public get wish(): Wish {
    return this.question.wish;
  }

  /** What the way is wanted to lead through. */
  public get wanted(): string | undefined {
    return this.wish.kind === "through" ? this.wish.resource : undefined;
  }

  /** Its reasons with these codes. */
  public reasons(...codes: readonly string[]): readonly Reason[] {
    return this.result.reasons.filter(({ code }) => codes.includes(code));
  }

  /** Both ways, as far as they were gone. */
  public get ways(): readonly Way[] {
    const { result } = this;
    const forward = this.way("forward", result.forward, result.forwardOutcome === "DELIVERED");
    return result.return.length === 0
      ? [forward]
      : [forward, this.way("return", result.return, result.returnOutcome === "DELIVERED")];
  }

  /** The way that ends early, if one does. */
  public get lost(): Way | undefined {
    return this.ways.find(({ delivered }) => !delivered);
  }

  private way(direction: Way["direction"], hops: readonly Hop[], delivered: boolean): Way {
    const [source, target] = direction === "forward" ? [this.from, this.to] : [this.to, this.from];
    const told = this.result.reasons.find(
      (reason) => reason.direction === direction && reason.params.destination !== undefined,
    );
    const asked = told === undefined ? undefined : Ipv4Prefix.tryParse(told.params.destination);
    const known = this.network.addressesOf(target)[0];
    const prefix =
      asked ?? target.parsedPrefixes.find((one) => one.containsAddress(known)) ?? target.parsedPrefixes.at(0);
    const decisions = hops.flatMap((hop): Decision[] => {
      const subnet = this.context.network.subnet(hop.resource);
      return subnet === undefined || hop.route === undefined ? [] : [{ subnet, hop }];
    });
    const last = hops.at(-1);
    const at = this.context.network.subnet(last?.resource);
    return { direction, source, target, prefix, hops, decisions, delivered, ...(at !== undefined && { at }) };
  }
}

/** One way of a pair. */
export interface Way {
  readonly direction: "forward" | "return";
  readonly source: EndpointNode;
  readonly target: EndpointNode;
  /** The target's prefix that is asked about; undefined where it isn't known. */
  readonly prefix?: Ipv4Prefix;
  readonly hops: readonly Hop[];
  /** Hops at which a route was chosen. */
  readonly decisions: readonly Decision[];
  readonly delivered: boolean;
  /** Where it ends. */
  readonly at?: SubnetNode;
}

/** A hop at which a route was chosen. */
export interface Decision {
  readonly subnet: SubnetNode;
  readonly hop: Hop;
}
