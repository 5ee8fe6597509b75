import { formatIpv4 } from "../cidr";
import { AnalysisContext } from "./context";
import { EndpointNode, subnetEndpoint } from "./endpoints";
import { explainLoss } from "./explain";
import { GatewayNode, LearnedRoute } from "./gateways";
import { SubnetNode, VirtualNetworkNode } from "./network";
import { NextHopOwner } from "./next-hop";
import { PacketSet } from "./packet-set";
import { Forwarder, Hop, HopRoute, Reason, TraceOutcome, UsedAssumption } from "./result";
import { RouteEntry } from "./route-entry";
import { passForwarder } from "./trace-forwarders";

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
      return this.fromOnPremises();
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
        return this.enterGateway(used, target.gateway, entry);
      case "own-gateway":
        return this.toOwnGateway(used, entry);
      case "address":
        return target.addresses.length === 0
          ? [this.lost(this.at(used, entry), this.notFound(state, "?", entry))]
          : target.addresses.flatMap((address) => passForwarder(this, used, entry, address));
    }
  }

  /** R27. */
  private toOwnGateway(state: TraceState, entry: RouteEntry): TraceEnd[] {
    const gateway = this.context.tables.gateways.nextHopOf(state.subnet.virtualNetwork);
    if (typeof gateway === "string") {
      return [
        this.lost(
          this.at(state, entry),
          this.reason(
            "GATEWAY_MISSING",
            { network: state.subnet.virtualNetwork.name, route: entry.name ?? "", why: gateway },
            entry.origin,
          ),
        ),
      ];
    }
    return this.enterGateway(state, gateway, entry);
  }

  /** A packet reaches a gateway from a virtual network. */
  public enterGateway(state: TraceState, gateway: GatewayNode, entry: RouteEntry): TraceEnd[] {
    if (state.subnet === gateway.subnet) {
      // The gateway's own row: the tunnel decides. Between two gateways only Route Server mediates (R57).
      const from = state.insideGateway;
      return from === undefined || from === gateway || this.exchangesBranches(gateway)
        ? this.intoTunnel(state, gateway, entry)
        : [this.lost(this.at(state, entry), this.reason("NO_ROUTE", { at: from.name }, from.address))];
    }
    const hop = this.at(state, entry, gatewayForwarder(gateway));
    const visit = `gateway ${gateway.address}`;
    if (state.visited.includes(visit)) {
      return [
        this.lost(hop, this.reason("LOOP", { at: state.subnet.id, through: gateway.name }, entry.origin)),
      ];
    }
    const crossed = this.cross(hop, gateway.subnet);
    if ("outcome" in crossed) {
      return [crossed];
    }
    const inside: TraceState = {
      ...crossed,
      subnet: gateway.subnet,
      fromGateway: true,
      visited: [...crossed.visited, visit],
    };
    const { address, to } = this.question;
    const near = [gateway.virtualNetwork, ...gateway.virtualNetwork.links.keys()];
    // A propagated row was learned through a tunnel and leads there (D5); a UDR may also mean a network near by.
    const isNear =
      entry.source === "User" && to.subnet !== undefined && near.includes(to.subnet.virtualNetwork);
    if (!isNear && gateway.learned.longestMatch(address).length > 0) {
      return this.intoTunnel(inside, gateway, undefined);
    }
    // R63: from one network through the gateway into another.
    return this.route(
      this.withReason(
        inside,
        this.reason("VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED", { gateway: gateway.name }, gateway.address),
      ),
    );
  }

  /** The gateway sends by its longest learned prefix: on-premises, or to a gateway of another network. */
  private intoTunnel(state: TraceState, gateway: GatewayNode, entry: RouteEntry | undefined): TraceEnd[] {
    const routes = gateway.learned.longestMatch(this.question.address);
    if (routes.length === 0) {
      return [
        this.lost(this.at(state, entry), this.reason("NO_ROUTE", { at: gateway.name }, gateway.address)),
      ];
    }
    return routes.flatMap((route): TraceEnd[] => {
      const used: TraceState =
        route.assumption === undefined
          ? state
          : { ...state, assumptions: [...state.assumptions, route.assumption] };
      return route.tunnel.kind === "on-premises"
        ? [this.exit(used, gateway, route, route.tunnel.site.id)]
        : this.toPeerGateway(used, gateway, route, route.tunnel.peer);
    });
  }

  private toPeerGateway(
    state: TraceState,
    gateway: GatewayNode,
    route: LearnedRoute,
    peer: GatewayNode,
  ): TraceEnd[] {
    const hop = this.withHop(state, {
      at: gateway.subnet.id,
      resource: gateway.subnet.address,
      route: tunnelRoute(route, peer.name),
      via: gatewayForwarder(peer),
    });
    return this.arriveByTunnel(hop, peer);
  }

  /** A packet reaches a gateway out of a tunnel: the GatewaySubnet's own routes apply (R47). */
  private arriveByTunnel(state: TraceState, gateway: GatewayNode): TraceEnd[] {
    const visit = `gateway ${gateway.address}`;
    if (state.visited.includes(visit)) {
      return [
        this.lost(
          state,
          this.reason("LOOP", { at: gateway.subnet.id, through: gateway.name }, gateway.address),
        ),
      ];
    }
    return this.route({
      ...state,
      subnet: gateway.subnet,
      fromGateway: true,
      insideGateway: gateway,
      visited: [...state.visited, visit],
    });
  }

  private exit(state: TraceState, gateway: GatewayNode, route: LearnedRoute, site: string): TraceEnd {
    const hop = this.withHop(state, {
      at: gateway.subnet.id,
      resource: gateway.subnet.address,
      route: tunnelRoute(route, site),
    });
    const { to } = this.question;
    if (to.site?.id === site) {
      return { outcome: "DELIVERED", state: this.withHop(hop, { at: to.id }) };
    }
    // D5: what happens there is unknown.
    return this.lost(
      { ...hop, conditional: true },
      this.reason(
        "EXITS_TO_ONPREM",
        { site, prefix: route.prefix.toString(), gateway: gateway.name },
        route.origin,
      ),
      "EXITS_TO_ONPREM",
    );
  }

  /** D9: a packet from on-premises comes in through the gateways that lead to the destination. */
  private fromOnPremises(): TraceEnd[] {
    const { from, to } = this.question;
    const gateways = [...from.site!.gateways];
    // R42: a site knows what a gateway announces; without BGP its static routes are taken to be the same.
    const leading = gateways.filter(([gateway]) => this.isAnnouncedBy(gateway));
    if (leading.length === 0) {
      const state = this.withHop(this.initialState(gateways[0][0].subnet, undefined), { at: from.id });
      return [this.lost(state, this.reason("NO_ROUTE", { at: from.id, to: to.id }, gateways[0][1].origin))];
    }
    return leading.flatMap(([gateway]) => {
      const first: Hop = { at: from.id, via: gatewayForwarder(gateway) };
      return this.arriveByTunnel(this.withHop(this.initialState(gateway.subnet, undefined), first), gateway);
    });
  }

  /** R42, and R57: with branch-to-branch also what appliances and the network's other gateways know. */
  private isAnnouncedBy(gateway: GatewayNode): boolean {
    const { gateways, routeServers } = this.context.tables;
    const { address } = this.question;
    if (gateways.announces(gateway, address)) {
      return true;
    }
    const server = routeServers.get(gateway.virtualNetwork);
    return (
      this.exchangesBranches(gateway) &&
      (server!.routes.some(({ prefix }) => prefix.length > 0 && prefix.containsAddress(address)) ||
        gateways
          .at(gateway.virtualNetwork)
          .some((other) => other.learned.longestMatch(address).some(({ prefix }) => prefix.length > 0)))
    );
  }

  /** R57: a VPN gateway takes part only when active-active. */
  private exchangesBranches(gateway: GatewayNode): boolean {
    const server = this.context.tables.routeServers.get(gateway.virtualNetwork);
    return (
      server?.model.branchToBranchTraffic === true &&
      (gateway.model.type === "ExpressRoute" || gateway.model.activeActive)
    );
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

  private initialState(subnet: SubnetNode, sourceNetwork: VirtualNetworkNode | undefined): TraceState {
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

function tunnelRoute(route: LearnedRoute, nextHop: string): HopRoute {
  return {
    addressPrefix: route.prefix.toString(),
    nextHopType: "VirtualNetworkGateway",
    source: "VirtualNetworkGateway",
    nextHopIp: nextHop,
    origin: route.origin,
  };
}

export function gatewayForwarder(gateway: GatewayNode): Forwarder {
  return {
    kind: gateway.model.type === "ExpressRoute" ? "expressroute-gateway" : "vpn-gateway",
    resource: gateway.address,
    name: gateway.name,
    at: gateway.subnet.id,
  };
}

/** The other end of a translated flow: the device itself. */
export function deviceEndpoint(owner: NextHopOwner | SubnetNode): EndpointNode {
  return subnetEndpoint("kind" in owner ? owner.subnet : owner);
}
