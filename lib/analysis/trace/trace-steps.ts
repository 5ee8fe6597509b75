import { FilterRule } from "../filters/filter-rules";
import type { ReasonCode } from "../messages/reasons";
import { ModelResource, UnknownArgument, VirtualNetworkPeering } from "../model";
import { isBesidePeering } from "../network/subnet-peering";
import { PeeringLink, SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { Forwarder, Hop, HopRoute, Reason, TraceOutcome } from "../result";
import { prefixText, RouteEntry } from "../routes/route-entry";
import { PacketSet } from "../sets/packet-set";
import { AnalysisContext } from "./context";
import { explainLoss, networksOverlap } from "./explain-loss";
import { TraceEnd, TraceQuestion, TraceState, TraceStep } from "./question";
import { argumentUnknown, reasonAt, settlementOf, TracedParams } from "./reason";
import { subnetNotPeered } from "./subnet-not-peered";

/** Why a filter lets nothing pass. */
interface Denial {
  readonly code:
    "DENIED_IN" | "DENIED_OUT" | "LB_NO_RULE" | "LB_PROBE_DENIED" | "FIREWALL_DENY" | "TRAFFIC_SELECTORS";
  readonly params: TracedParams<Denial["code"]> & { readonly [name in "at" | "group" | "rule"]: string };
  readonly resource?: string;
}

/** What a filter lets pass, and what it leaves open. */
interface FilterResult {
  readonly passed: PacketSet;
  readonly denied: PacketSet;
  readonly nic?: string;
  readonly part?: PacketSet;
  readonly dependsOn?: OpenRule;
  readonly allowedByName?: readonly FilterRule[];
  readonly unknownGroup?: UnknownArgument;
}

/** A rule of which the input doesn't tell what it does to the packets. */
interface OpenRule {
  readonly name: string;
  readonly origin: string;
  readonly given?: string;
  readonly byName?: boolean;
  readonly perhaps?: UnknownArgument;
  readonly tiedWith?: string;
}

/** Filters whose rules may be about sources. */
const SEEING_SOURCES: ReadonlySet<Denial["code"]> = new Set(["DENIED_IN", "DENIED_OUT", "FIREWALL_DENY"]);

/** Makes the steps of one trace: states that go on, and ends with their reasons. */
export class TraceSteps {
  public constructor(
    public readonly context: AnalysisContext,
    public readonly question: TraceQuestion,
  ) {}

  /** From the current subnet into another network over a peering: the given one, or the one that surely is (R9, R31). */
  public cross(state: TraceState, target: SubnetNode, given?: PeeringLink): TraceStep {
    const from = state.subnet.virtualNetwork;
    if (target.virtualNetwork === from) {
      return state;
    }
    const there = this.stays(state, target);
    const link = given ?? from.links.get(target.virtualNetwork);
    return link === undefined ? there : this.crossPeering(there, target, link);
  }

  /** A plan that replaces a network may take the subnet along that it leaves as it is. */
  public stays(state: TraceState, subnet: SubnetNode): TraceState {
    if (subnet.goesWithNetwork !== true) {
      return state;
    }
    const params = { network: subnet.virtualNetwork.name, subnet: subnet.id };
    return this.uncertainly(state, this.reason("SUBNET_GOES_WITH_NETWORK", params, subnet.address));
  }

  private crossPeering(state: TraceState, target: SubnetNode, link: PeeringLink): TraceStep {
    if (isBesidePeering(link, state.subnet, target)) {
      return this.lost(state, subnetNotPeered(this.question, link, state.subnet, target));
    }
    if (link.refusedFor !== undefined) {
      return this.lost(state, networksOverlap(this.question, link.from, link.to), "UNKNOWN");
    }
    return this.acceptForwarded(this.besideGateway(this.outlasts(state, link), target, link), link);
  }

  /** W164: what passes a gateway goes over its network's half, whose flag for access may shut it out. */
  private besideGateway(
    state: TraceState,
    target: SubnetNode,
    { local, remote, from, to }: PeeringLink,
  ): TraceState {
    const { gateways } = this.context.tables;
    const [half, hub, other] =
      state.fromGateway && gateways.at(from).some(({ subnet }) => subnet === state.subnet)
        ? [local, from, to]
        : [remote, to, from];
    const gateway = gateways
      .at(hub)
      .find(({ subnet }) => subnet === (half === local ? state.subnet : target));
    if (gateway === undefined) {
      return state;
    }
    const open = this.context.network.unknown(half.address, "allow_virtual_network_access");
    if (open !== undefined) {
      return this.uncertainly(state, this.argumentUnknown(state.subnet.id, open));
    }
    const params = { gateway: gateway.name, network: other.name, peering: half.name ?? half.address };
    return half.allowVirtualNetworkAccess
      ? state
      : this.uncertainly(state, this.reason("PEERING_ACCESS_GATEWAY", params, half.address));
  }

  /** A plan may break a peering that it leaves as it is, or of which it replaces one half. */
  private outlasts(state: TraceState, link: PeeringLink): TraceState {
    const { replaced, goesWithNetwork: left, from, to } = link;
    if (replaced !== undefined) {
      return this.uncertainly(state, this.halfReplaced(link, replaced));
    }
    if (left === undefined) {
      return state;
    }
    const network = left.virtualNetwork === from.address ? from : to;
    const params = { network: network.name, peering: left.name ?? left.address };
    return this.uncertainly(state, this.reason("PEERING_GOES_WITH_NETWORK", params, left.address));
  }

  private halfReplaced({ local, remote }: PeeringLink, half: VirtualNetworkPeering): Reason {
    const other = half === local ? remote : local;
    const params = { peering: half.name ?? half.address, other: other.address };
    return this.reason("PEERING_HALF_REPLACED", params, half.address);
  }

  /** R31: what another network sent needs the flag of the peering that it arrives over. */
  private acceptForwarded(state: TraceState, link: PeeringLink): TraceStep {
    const needsFlag = state.sourceNetwork !== link.from && !state.fromGateway;
    if (!needsFlag || link.remote.allowForwardedTraffic) {
      return state;
    }
    if (link.remote.allowForwardedTrafficUnknown === true) {
      return this.uncertainly(state, this.flagUnknown(link.remote, "allow_forwarded_traffic"));
    }
    const params = {
      peering: link.remote.name ?? link.remote.address,
      network: link.to.name,
      via: link.from.name,
    };
    if (this.question.replyTo !== undefined) {
      // T89: the reply of an established flow; whether the flag stops it is not documented (U4).
      return this.conditionally(state, this.reason("FORWARDED_TRAFFIC_REPLY", params, link.remote.address));
    }
    const caveat = this.reason("FORWARDED_TRAFFIC_CAVEAT", params, link.remote.address);
    if (this.context.options.forwardedTraffic === "permissive") {
      return this.withReason(state, caveat);
    }
    const blocked = this.reason("FORWARDED_TRAFFIC_BLOCKED", params, link.remote.address);
    return this.lost(state, blocked, "DROPPED", [caveat]);
  }

  /** What remains after a filter: nothing, a part (D2), or all. */
  public filtered(state: TraceState, result: FilterResult, denial: Denial): TraceStep {
    if (result.unknownGroup !== undefined) {
      const reason = this.argumentUnknown(denial.params.at, result.unknownGroup);
      return this.uncertainly({ ...state, packets: result.passed }, reason);
    }
    const hidden = this.sourceHidden(state, denial);
    const denied = hidden === undefined ? denial.params : { ...denial.params, source: hidden.params.source };
    const more = hidden === undefined ? [] : [hidden];
    if (result.passed.isEmpty && !result.denied.isEmpty) {
      return {
        ...this.lost(state, this.reason(denial.code, denied, denial.resource), "DROPPED", more),
        denied: true,
      };
    }
    if (result.dependsOn !== undefined) {
      const reason = this.openRule(result.dependsOn, result.allowedByName ?? [], denial);
      return this.uncertainly({ ...state, packets: result.passed }, reason);
    }
    if (result.denied.isEmpty) {
      return { ...state, packets: result.passed };
    }
    const part = result.nic === undefined ? (result.part ?? result.passed).describe(state.packets) : "";
    return this.conditionally(
      { ...state, packets: result.passed },
      this.reason("FILTERED_PARTLY", { ...denied, part, nic: result.nic ?? "" }, denial.resource),
    );
  }

  /** Why it isn't known what a filter does: a rule by a name, a rule that isn't told, or the order of two. */
  private openRule(
    { name, origin, given, byName, perhaps, tiedWith }: OpenRule,
    allowedByName: readonly FilterRule[],
    { params: denied }: Denial,
  ): Reason {
    if (tiedWith !== undefined && byName !== true) {
      const params = { at: denied.at, rule: name, group: origin, other: tiedWith };
      return this.reason("FIREWALL_ORDER_OPEN", params, origin);
    }
    if (perhaps !== undefined) {
      return this.argumentUnknown(denied.at, perhaps);
    }
    const allowing = this.question.to.kind === "internet" ? listed(allowedByName) : "";
    const params = { ...denied, rule: allowing || name, settle: this.settlement(origin, given ?? name) };
    return this.reason(byName === true ? "FILTER_BY_NAME" : "FILTER_UNKNOWN", params, origin);
  }

  /** R31b: rules compare with the address of the device that translated, not with that of who asks. */
  private sourceHidden({ translations }: TraceState, { code }: Denial): Reason | undefined {
    const last = translations.at(-1);
    if (last === undefined || !SEEING_SOURCES.has(code)) {
      return undefined;
    }
    const source = last.at.model.prefixes.join(", ");
    const { name, resource } = last.forwarder;
    return this.reason("SOURCE_TRANSLATED", { device: name, source }, resource);
  }

  /** The hop of a decision at the current subnet; whether who passes it on is there at all may be open. */
  public at(state: TraceState, entry?: RouteEntry, via?: Forwarder): TraceState {
    const perhaps = this.context.network.perhapsThere.get(via?.resource ?? "");
    const { from, to } = this.question;
    // Of networks that are there only together with it, nothing is said for the case that they aren't.
    const isShared = [from, to].some(
      ({ subnet }) => subnet?.virtualNetwork.model.perhaps?.text === perhaps?.text,
    );
    return this.hopOf(
      perhaps === undefined || isShared
        ? state
        : this.uncertainly(state, this.argumentUnknown(state.subnet.id, perhaps)),
      entry,
      via,
    );
  }

  private hopOf(state: TraceState, entry?: RouteEntry, via?: Forwarder): TraceState {
    return this.withHop(state, {
      at: state.subnet.id,
      resource: state.subnet.address,
      ...(entry === undefined ? {} : { route: hopRoute(entry) }),
      ...(via === undefined ? {} : { via }),
    });
  }

  public withHop(state: TraceState, hop: Hop): TraceState {
    return { ...state, hops: [...state.hops, hop] };
  }

  public withReason(state: TraceState, reason: Reason): TraceState {
    return { ...state, reasons: [...state.reasons, reason] };
  }

  public conditionally(state: TraceState, reason: Reason): TraceState {
    return { ...this.withReason(state, reason), conditional: true };
  }

  /** Goes on where only something that the input doesn't tell can say whether packets do. */
  public uncertainly(state: TraceState, reason: Reason): TraceState {
    return { ...this.conditionally(state, reason), uncertain: true };
  }

  public argumentUnknown(at: string, unknown: UnknownArgument): Reason {
    return argumentUnknown(this.question, this.context.network.model, at, unknown);
  }

  public lost(
    state: TraceState,
    reason: Reason,
    outcome: TraceOutcome = "DROPPED",
    more: readonly Reason[] = [],
  ): TraceEnd {
    const explanation = explainLoss(this.context, this.question, state.subnet, reason);
    return {
      outcome: explanation.undeclared === true && outcome === "DROPPED" ? "UNKNOWN" : outcome,
      state: {
        ...state,
        reasons: [...explanation.before, reason, ...more, ...explanation.after, ...state.reasons],
      },
    };
  }

  /** An end that the input doesn't tell: packets may get here, and whatever follows. */
  public undecided(state: TraceState, reason: Reason): TraceEnd {
    const end = this.lost(state, reason, "UNKNOWN");
    return { ...end, state: { ...end.state, uncertain: true } };
  }

  /** R0.2: an argument that decides about packets, but that only apply tells. */
  public flagUnknown({ name, address }: ModelResource, argument: string): Reason {
    const settle = this.settlement(address);
    return this.reason("FLAG_UNKNOWN", { resource: name ?? address, argument, settle }, address);
  }

  /** What would tell a fact about these that the input doesn't. */
  public settlement(...texts: readonly string[]): string {
    return settlementOf(this.context.network.model, ...texts);
  }

  public reason<Code extends ReasonCode>(code: Code, params: TracedParams<Code>, resource?: string): Reason {
    return reasonAt(this.question, code, params, resource);
  }

  public notFound(state: TraceState, ip: string, entry: RouteEntry): Reason {
    return this.reason(
      "NEXT_HOP_NOT_FOUND",
      { at: state.subnet.id, ip, route: entry.name ?? "" },
      entry.origin,
    );
  }

  public initialState(subnet: SubnetNode, sourceNetwork: VirtualNetworkNode | undefined): TraceState {
    return {
      question: this.question,
      subnet,
      packets: this.question.packets,
      sourceNetwork,
      fromGateway: false,
      hops: [],
      reasons: [],
      devices: [],
      translations: [],
      serviceTags: [],
      seen: [],
      visited: [],
      assumptions: [],
      conditional: false,
      uncertain: false,
    };
  }
}

/** W94: which names rules allow, as far as anybody reads. */
function listed(rules: readonly FilterRule[]): string {
  const shown = rules.slice(0, MOST_LISTED).map(({ name, names = [] }) => {
    const more = names.length > MOST_LISTED ? ", …" : "";
    return names.length === 0 ? name : `${name} (${names.slice(0, MOST_LISTED).join(", ")}${more})`;
  });
  return [...new Set(shown), ...(rules.length > MOST_LISTED ? ["…"] : [])].join(", ");
}

const MOST_LISTED = 4;

function hopRoute(entry: RouteEntry): HopRoute {
  return {
    addressPrefix: prefixText(entry),
    nextHopType: entry.nextHopType,
    source: entry.source,
    ...(entry.nextHopTexts.length === 0 ? {} : { nextHopIp: entry.nextHopTexts.join(", ") }),
    ...(entry.name === undefined ? {} : { name: entry.name }),
    ...(entry.origin === undefined ? {} : { origin: entry.origin }),
  };
}
