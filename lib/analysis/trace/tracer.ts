import { formatIpv4 } from "../../cidr";
import { ModelResource } from "../model";
import { EndpointNode, subnetEndpoint } from "../network/endpoints";
import { GatewayNode } from "../network/gateways";
import { SubnetNode, VirtualNetworkNode } from "../network/network";
import { Forwarder, Hop, HopRoute, Reason, TraceOutcome, UsedAssumption } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { PacketSet } from "../sets/packet-set";
import { AnalysisContext } from "./context";
import { explainLoss } from "./explain-loss";
import { NextHopOwner } from "./next-hop-owner";
import { passForwarder } from "./through-forwarder";
import { enterGateway, fromOnPremises, toOwnGateway } from "./through-gateway";

/** Which packets go where. */
export interface TraceQuestion {
  readonly from: EndpointNode;
  readonly to: EndpointNode;
  /** The destination address that is looked up. */
  readonly address: number;
  readonly packets: PacketSet;
  /** Where the first decision is taken, when it is not the source's own subnet. */
  readonly start?: SubnetNode;
  /** Explanations are wanted too. */
  readonly inWords: boolean;
  /** These are replies of a flow whose request passed these places (D3). */
  readonly replyTo?: { readonly seen: ReadonlySet<string> };
}

/** Where a packet is on its way, and what it met so far. */
export interface TraceState {
  readonly question: TraceQuestion;
  /** Where the next routing decision is taken. */
  readonly subnet: SubnetNode;
  readonly packets: PacketSet;
  /** The network in which the packet's source address lives; undefined on-premises. */
  readonly sourceNetwork: VirtualNetworkNode | undefined;
  /** An Azure gateway sent it: forwarded traffic needs no flag (R31c). */
  readonly fromGateway: boolean;
  /** The gateway out of whose tunnel it came, while it is there. */
  readonly insideGateway?: GatewayNode;
  readonly hops: readonly Hop[];
  readonly reasons: readonly Reason[];
  /** Stateful devices passed, in order (R81). */
  readonly devices: readonly string[];
  /** Places whose filters let it pass: they know the flow now. */
  readonly seen: readonly string[];
  readonly visited: readonly string[];
  readonly assumptions: readonly UsedAssumption[];
  readonly conditional: boolean;
  /** Where a device put its own address as source (R31b), and which device. */
  readonly translatedAt?: SubnetNode;
  readonly translatedBy?: string;
}

/** How one branch ends. */
export interface TraceEnd {
  readonly outcome: TraceOutcome;
  readonly state: TraceState;
}

/** More branches than any real ECMP fan-out makes; keeps odd configurations from exploding. */
const MAX_DEPTH = 64;

/** Follows packets from a source until every ECMP branch ends (§11). */
export function trace(context: AnalysisContext, question: TraceQuestion): TraceEnd[] {
  return new Tracer(context, question).run();
}

export class Tracer {
  public constructor(
    public readonly context: AnalysisContext,
    public readonly question: TraceQuestion,
  ) {}

  public run(): TraceEnd[] {
    const { question } = this;
    if (question.from.site !== undefined && question.start === undefined) {
      return fromOnPremises(this);
    }
    const subnet = question.start ?? question.from.subnet!;
    const state = this.initialState(subnet, question.from.subnet?.virtualNetwork);
    if (question.replyTo !== undefined) {
      return this.route(state);
    }
    const filtered = this.filterEndpoint(state, subnet, "Outbound");
    return "outcome" in filtered ? [filtered] : this.route(filtered);
  }

  /** One routing decision, with a branch per next hop (R14). */
  public route(state: TraceState): TraceEnd[] {
    const { address } = this.question;
    const { subnet } = state;
    const here = `subnet ${subnet.index}`;
    if (state.hops.length > MAX_DEPTH) {
      return [this.lost(state, { code: "LOOP", params: { at: subnet.id, through: subnet.id } })];
    }
    const selection = this.context.tables.tableOf(subnet).select(address);
    if (selection === undefined) {
      return [this.lost(this.at(state), this.reason("NO_ROUTE", { at: subnet.id }))];
    }
    const entries = distinctTargets(selection.entries);
    const networks = entries.filter(({ target }) => target.kind === "network");
    if (networks.length > 1) {
      const names = networks.map(({ target }) => (target.kind === "network" ? target.network.name : ""));
      return [
        this.lost(
          this.at(state, entries[0]),
          this.reason("ADDRESS_OVERLAP", {
            address: formatIpv4(address),
            networks: names.join(", "),
          }),
          "UNKNOWN",
        ),
      ];
    }
    const next = { ...state, visited: [...state.visited, here] };
    return entries.flatMap((entry) => this.follow(next, entry));
  }

  private follow(state: TraceState, entry: RouteEntry): TraceEnd[] {
    const { target } = entry;
    const { to } = this.question;
    const used =
      entry.assumption === undefined
        ? state
        : { ...state, assumptions: [...state.assumptions, entry.assumption] };
    switch (target.kind) {
      case "drop":
        return [
          this.lost(
            this.at(used, entry),
            this.reason(
              "ROUTE_NONE",
              {
                at: state.subnet.id,
                prefix: entry.prefix.toString(),
                source: entry.source,
                route: entry.name ?? "",
              },
              entry.source === "User" ? entry.origin : state.subnet.address,
            ),
          ),
        ];
      case "internet":
      case "service":
        return [
          this.lost(
            this.at(used, entry),
            this.reason(
              "TO_INTERNET_PRIVATE_DEST",
              { at: state.subnet.id, prefix: entry.prefix.toString() },
              entry.origin ?? state.subnet.address,
            ),
          ),
        ];
      case "local":
        if (to.subnet?.virtualNetwork !== state.subnet.virtualNetwork) {
          return [
            this.lost(
              this.at(used, entry),
              this.reason(
                "UNDELIVERABLE",
                { at: state.subnet.id, network: state.subnet.virtualNetwork.name },
                entry.origin,
              ),
            ),
          ];
        }
        return [this.deliver(this.at(used, entry))];
      case "private-endpoint":
        return [this.deliverAcross(this.at(used, entry), target.subnet)];
      case "network":
        if (to.subnet?.virtualNetwork !== target.network) {
          return [
            this.lost(
              this.at(used, entry),
              this.reason("ADDRESS_OVERLAP", {
                address: formatIpv4(this.question.address),
                networks: [target.network.name, to.subnet?.virtualNetwork.name ?? to.id].join(", "),
              }),
              "UNKNOWN",
            ),
          ];
        }
        return [this.deliverAcross(this.at(used, entry), to.subnet)];
      case "gateway":
        return enterGateway(this, used, target.gateway, entry);
      case "own-gateway":
        return toOwnGateway(this, used, entry);
      case "address":
        return target.addresses.length === 0
          ? [this.lost(this.at(used, entry), this.notFound(state, "?", entry))]
          : target.addresses.flatMap((address) => passForwarder(this, used, entry, address));
    }
  }

  /** Delivers in the destination's network, across a peering where there is one. */
  private deliverAcross(state: TraceState, target: SubnetNode): TraceEnd {
    if (target !== this.question.to.subnet) {
      return this.lost(
        state,
        this.reason("UNDELIVERABLE", { at: state.subnet.id, network: target.virtualNetwork.name }),
      );
    }
    const crossed = this.cross(state, target);
    return "outcome" in crossed ? crossed : this.deliver(crossed);
  }

  private deliver(state: TraceState): TraceEnd {
    const { to, replyTo } = this.question;
    const arrived = this.withHop(state, { at: to.id, resource: to.address });
    if (replyTo !== undefined) {
      return { outcome: "DELIVERED", state: arrived };
    }
    const filtered = this.filterEndpoint(arrived, to.subnet!, "Inbound");
    return "outcome" in filtered ? filtered : { outcome: "DELIVERED", state: filtered };
  }

  /** From the current subnet into another, over a peering if that is in another network (R9, R31). */
  public cross(state: TraceState, target: SubnetNode): TraceState | TraceEnd {
    const from = state.subnet.virtualNetwork;
    const link = from.links.get(target.virtualNetwork);
    if (target.virtualNetwork === from || link === undefined) {
      return state;
    }
    if (
      link.subnets !== undefined &&
      !(
        link.subnets.local.has(state.subnet.name.toLowerCase()) &&
        link.subnets.remote.has(target.name.toLowerCase())
      )
    ) {
      return this.lost(
        state,
        this.reason("SUBNET_NOT_PEERED", { at: state.subnet.id, to: target.id }, link.local.address),
      );
    }
    const needsFlag = state.sourceNetwork !== from && !state.fromGateway;
    if (!needsFlag || link.remote.allowForwardedTraffic) {
      return state;
    }
    if (link.remote.allowForwardedTrafficUnknown === true) {
      return this.conditionally(state, this.flagUnknown(link.remote, "allow_forwarded_traffic"));
    }
    // R31: the half on the receiving network decides.
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

  /** R0.2: an argument that decides about packets, but that only apply tells. */
  public flagUnknown({ name, address }: ModelResource, argument: string): Reason {
    return this.reason("FLAG_UNKNOWN", { resource: name ?? address, argument }, address);
  }

  private filterEndpoint(
    state: TraceState,
    subnet: SubnetNode,
    direction: "Inbound" | "Outbound",
  ): TraceState | TraceEnd {
    const result = this.context.filters.atEndpoint(subnet, direction, state.packets);
    return this.filtered(state, result, {
      code: direction === "Inbound" ? "DENIED_IN" : "DENIED_OUT",
      params: { at: subnet.id, group: result.group ?? "", rule: result.rule ?? "" },
      resource: result.origin,
    });
  }

  /** What remains after a filter: nothing, a part (D2), or all. */
  public filtered(
    state: TraceState,
    result: {
      readonly passed: PacketSet;
      readonly denied: PacketSet;
      readonly nic?: string;
      readonly dependsOn?: { readonly name: string; readonly origin: string };
    },
    denial: Pick<Reason, "code" | "params" | "resource">,
  ): TraceState | TraceEnd {
    if (result.dependsOn !== undefined) {
      const { name, origin } = result.dependsOn;
      const packets = result.passed.isEmpty ? state.packets : result.passed;
      return this.conditionally(
        { ...state, packets },
        this.reason("FILTER_UNKNOWN", { ...denial.params, rule: name }, origin),
      );
    }
    if (result.passed.isEmpty && !result.denied.isEmpty) {
      return this.lost(state, this.reason(denial.code, denial.params, denial.resource));
    }
    if (result.denied.isEmpty) {
      return { ...state, packets: result.passed };
    }
    const part = result.nic === undefined ? result.passed.describe(state.packets) : "";
    return this.conditionally(
      { ...state, packets: result.passed },
      this.reason("FILTERED_PARTLY", { ...denial.params, part, nic: result.nic ?? "" }, denial.resource),
    );
  }

  // --- Building states and ends

  /** The hop of a decision at the current subnet. */
  public at(state: TraceState, entry?: RouteEntry, via?: Forwarder): TraceState {
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

  public reason(code: Reason["code"], params: Reason["params"], resource?: string): Reason {
    return {
      code,
      params: {
        from: this.question.from.id,
        to: this.question.to.id,
        destination: this.destination,
        ...params,
      },
      ...(resource === undefined ? {} : { resource }),
      direction: this.question.replyTo === undefined ? "forward" : "return",
    };
  }

  public notFound(state: TraceState, ip: string, entry: RouteEntry): Reason {
    return this.reason(
      "NEXT_HOP_NOT_FOUND",
      { at: state.subnet.id, ip, route: entry.name ?? "" },
      entry.origin,
    );
  }

  private get destination(): string {
    const { to, address } = this.question;
    return (
      to.parsedPrefixes.find((prefix) => prefix.containsAddress(address))?.toString() ?? formatIpv4(address)
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
      seen: [],
      visited: [],
      assumptions: [],
      conditional: false,
    };
  }
}

/** Rows that lead to the same place (an active-active gateway's instances) are one branch. */
function distinctTargets(entries: readonly RouteEntry[]): readonly RouteEntry[] {
  if (entries.length === 1) {
    return entries;
  }
  const targets = new Map<unknown, RouteEntry>();
  for (const entry of entries) {
    const { target } = entry;
    const key =
      target.kind === "gateway"
        ? target.gateway
        : target.kind === "network"
          ? target.network
          : target.kind === "address"
            ? target.addresses.map(({ ip, text }) => ip ?? text).join()
            : target.kind;
    if (!targets.has(key)) {
      targets.set(key, entry);
    }
  }
  return [...targets.values()];
}

function hopRoute(entry: RouteEntry): HopRoute {
  return {
    addressPrefix: entry.prefix.toString(),
    nextHopType: entry.nextHopType,
    source: entry.source,
    ...(entry.nextHopTexts.length === 0 ? {} : { nextHopIp: entry.nextHopTexts.join(", ") }),
    ...(entry.name === undefined ? {} : { name: entry.name }),
    ...(entry.origin === undefined ? {} : { origin: entry.origin }),
  };
}

/** The other end of a translated flow: the device itself. */
export function deviceEndpoint(owner: NextHopOwner | SubnetNode): EndpointNode {
  return subnetEndpoint("kind" in owner ? owner.subnet : owner);
}
