import { formatIpv4 } from "../../cidr";
import { nearestNames } from "../../text/nearest";
import { SecurityResult } from "../filters/security-groups";
import { IpReference, NetworkInterface, ROUTE_NEXT_HOP_TYPES, UnknownArgument } from "../model";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { networkOf, prefixText, RouteEntry, wayText } from "../routes/route-entry";
import { SubnetTable } from "../routes/subnet-table";
import { AddressSet } from "../sets/address-set";
import { ANY_PACKET } from "../sets/packet-set";
import { enterFrontend } from "./at-front-end";
import { AnalysisContext } from "./context";
import { orByProxy } from "./explicit-proxy";
import { fromBastion } from "./from-bastion";
import { fromInternet } from "./from-internet";
import { localEndpoint } from "./local-endpoint";
import { lossByRoute, noRoute } from "./lost-by-route";
import { longerRoute, loseByRow } from "./open-space";
import { openHubs, openManager, undecidedBy, unreadTable } from "./open-ways";
import { orOutboundOnly } from "./outbound-only";
import { isEnd, TraceEnd, TraceQuestion, TraceState, TraceStep } from "./question";
import { passForwarder } from "./through-forwarder";
import { enterGateway, fromOnPremises, toOwnGateway } from "./through-gateway";
import { passHub } from "./through-virtual-hub";
import { leaveToInternet, ofItsOwn, replyFromInternet } from "./to-internet";
import { TraceSteps } from "./trace-steps";
import { withoutEndpoint } from "./unpeered-endpoint";

/** More branches than any real ECMP fan-out makes; keeps odd configurations from exploding. */
const MAX_DEPTH = 64;

/** Follows packets from a source until every ECMP branch ends (R14). */
export function trace(context: AnalysisContext, question: TraceQuestion): TraceEnd[] {
  const steps = new TraceSteps(context, question);
  return orByProxy(steps, new Tracer(steps).run(), (other) => trace(context, other));
}

class Tracer {
  public constructor(private readonly steps: TraceSteps) {}

  public run(): TraceEnd[] {
    const ends: TraceEnd[] = [];
    // A stack whose top is the first branch, so that ends come in the order of the rows.
    const waiting = [...this.begin()].reverse();
    for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
      if (isEnd(step)) {
        ends.push(step);
      } else {
        waiting.push(...this.route(step).reverse());
      }
    }
    return ends;
  }

  private begin(): TraceStep[] {
    const { question } = this.steps;
    if (question.from.site !== undefined && question.start === undefined) {
      return question.to.kind === "internet" ? [ofItsOwn(this.steps)] : fromOnPremises(this.steps);
    }
    if (question.from.kind === "internet" && question.start === undefined) {
      return question.replyTo === undefined ? fromInternet(this.steps) : [replyFromInternet(this.steps)];
    }
    const subnet = question.start ?? question.from.subnet!;
    // What leaves a device that translated the flow counts as its own (R31b). Not the Internet's reply: it keeps its source.
    const isOfInternet = question.from.kind === "internet" && question.replyTo !== undefined;
    const origin = isOfInternet ? undefined : subnet.virtualNetwork;
    const state = this.steps.stays(this.steps.initialState(subnet, origin), subnet);
    if (question.replyTo !== undefined) {
      return [state];
    }
    const { bastion } = question.from;
    const begun = bastion === undefined ? state : fromBastion(this.steps, state, bastion);
    return [isEnd(begun) ? begun : this.filterEndpoint(begun, subnet, "Outbound")];
  }

  /** One routing decision, with a branch per next hop (R14). */
  private route(state: TraceState): TraceStep[] {
    const { address } = this.steps.question;
    const { subnet } = state;
    const here = `subnet ${subnet.index}`;
    if (state.hops.length > MAX_DEPTH) {
      return [this.steps.lost(state, this.steps.reason("LOOP", { at: subnet.id, through: subnet.id }))];
    }
    const table = this.steps.context.tables.tableOf(subnet);
    const next = { ...state, visited: [...state.visited, here] };
    const selection = table.select(address);
    const entries = selection?.entries ?? [];
    return [...this.select(next, entries), ...this.others(next, entries, table)];
  }

  /** R15: public addresses that a route for a service tag takes another way; which they are, only Microsoft tells. */
  private ofTags(state: TraceState, { layers }: SubnetTable, chosen: Set<string>): TraceStep[] {
    const { question } = this.steps;
    if (question.to.kind !== "internet" || question.replyTo !== undefined) {
      return [];
    }
    return layers.user.serviceTags.flatMap((entry) => {
      const targets = targetsOf([entry]);
      if (chosen.has(targets)) {
        return [];
      }
      chosen.add(targets);
      const { serviceTag = "", name = "", nextHopType, origin } = entry;
      const params = { at: state.subnet.id, tag: serviceTag, route: name, nextHop: nextHopType };
      const told = this.steps.withReason(state, this.steps.reason("EGRESS_OF_TAG", params, origin));
      return this.select({ ...told, serviceTags: [...state.serviceTags, serviceTag] }, [entry]);
    });
  }

  /** What the input doesn't tell, and what could lead elsewhere: tables that the subnet may have instead. */
  private others(state: TraceState, entries: readonly RouteEntry[], table: SubnetTable): TraceStep[] {
    const { subnet } = state;
    const { alternatives } = this.steps.context;
    const chosen = new Set([targetsOf(entries)]);
    const branch = (unknown: UnknownArgument, other: readonly RouteEntry[]): TraceStep[] =>
      because(this.steps.argumentUnknown(subnet.id, unknown), other);
    const beside = (one: SubnetTable, rows: readonly RouteEntry[], before = state): TraceStep[] => {
      const unpeered = withoutEndpoint(this.steps, one, rows);
      return unpeered === undefined ? [] : because(unpeered.reason, unpeered.entries, before);
    };
    const because = (reason: Reason, other: readonly RouteEntry[], before = state): TraceStep[] => {
      const targets = targetsOf(other);
      if (chosen.has(targets)) {
        return [];
      }
      chosen.add(targets);
      return this.select(this.steps.uncertainly(before, reason), other);
    };
    const instead = (
      unknown: UnknownArgument,
      one: SubnetTable,
      rows: readonly RouteEntry[],
    ): TraceStep[] => [
      ...branch(unknown, rows),
      ...beside(one, rows, this.steps.uncertainly(state, this.steps.argumentUnknown(subnet.id, unknown))),
    ];
    const steps = alternatives
      .of(subnet)
      .flatMap(({ table: other, unknown }) =>
        other === undefined
          ? [undecidedBy(this.steps, state, unknown)]
          : instead(unknown, other, other.select(this.steps.question.address)?.entries ?? []),
      );
    const isInside = this.steps.question.to.kind !== "internet";
    const untold = table.layers.user.unknownPrefixes.filter(({ isPublic }) => !(isInside && isPublic));
    const open = untold.flatMap((entry) =>
      branch(
        {
          resource: entry.origin ?? subnet.address,
          argument: "address_prefix",
          text: entry.unknownPrefix ?? "",
          candidates: [],
        },
        [entry],
      ),
    );
    const space = longerRoute(table, entries, this.steps.question);
    return [
      ...this.ofTags(state, table, chosen),
      ...steps,
      ...open,
      ...(space === undefined ? [] : branch(space.unknown, [space.entry])),
      ...beside(table, entries),
      ...unreadTable(this.steps, state),
      ...openManager(this.steps, state),
      ...openHubs(this.steps, state, entries),
    ];
  }

  /** The branches of one selection. */
  private select(state: TraceState, selected: readonly RouteEntry[]): TraceStep[] {
    const { address } = this.steps.question;
    const { subnet } = state;
    if (selected.length === 0) {
      return [this.steps.lost(this.steps.at(state), noRoute(this.steps.question, subnet))];
    }
    const entries = distinctTargets(selected);
    const networks = entries.flatMap(({ target }) => networkOf(target) ?? []);
    if (networks.length > 1) {
      const names = networks.map(({ name }) => name);
      return [
        this.steps.lost(
          this.steps.at(state, entries[0]),
          this.steps.reason("ADDRESS_OVERLAP", {
            address: formatIpv4(address),
            networks: names.join(", "),
          }),
          "UNKNOWN",
        ),
      ];
    }
    const branch =
      entries.length > 1 && entries[0].isByPathLength === true
        ? this.steps.uncertainly(state, pathUnknown(this.steps, subnet, entries))
        : state;
    return entries.flatMap((entry) => this.follow(branch, entry));
  }

  private follow(state: TraceState, entry: RouteEntry): TraceStep[] {
    const { target } = entry;
    const { to } = this.steps.question;
    const used =
      entry.assumption === undefined
        ? state
        : { ...state, assumptions: [...state.assumptions, entry.assumption] };
    const loss = lossByRoute(this.steps.question, state.subnet, entry);
    if (loss !== undefined) {
      return [loseByRow(this.steps, this.steps.at(used, entry), entry, loss)];
    }
    switch (target.kind) {
      case "drop":
      case "internet":
      case "service":
        return [leaveToInternet(this.steps, used, entry)];
      case "local":
        if (to.site !== undefined) {
          return [this.overlap(used, entry, state.subnet.virtualNetwork)];
        }
        if (to.subnet?.virtualNetwork !== state.subnet.virtualNetwork) {
          return [
            this.steps.lost(
              this.steps.at(used, entry),
              this.steps.reason(
                "UNDELIVERABLE",
                { at: state.subnet.id, network: state.subnet.virtualNetwork.name },
                entry.origin,
              ),
            ),
          ];
        }
        return [this.deliver(localEndpoint(this.steps, this.steps.at(used, entry), entry))];
      case "private-endpoint":
        return [this.deliverAcross(this.steps.at(used, entry), target.subnet)];
      case "network":
        if (to.subnet?.virtualNetwork !== target.network) {
          return [this.overlap(used, entry, target.network)];
        }
        return [this.deliverAcross(this.steps.at(used, entry), to.subnet)];
      case "gateway":
        return enterGateway(this.steps, used, target.gateway, entry);
      case "virtual-hub":
        return passHub(this.steps, used, entry, target, (arrived, network) =>
          to.subnet?.virtualNetwork === network
            ? this.deliver(arrived)
            : this.overlap(arrived, entry, network),
        );
      case "own-gateway":
        return toOwnGateway(this.steps, used, entry);
      case "unknown":
        return [
          this.steps.lost(
            this.steps.at(used, entry),
            this.nextHopTypeUnknown(used, entry, target.text),
            "UNKNOWN",
          ),
        ];
      case "address":
        return target.addresses.length === 0
          ? [this.steps.lost(this.steps.at(used, entry), this.steps.notFound(state, "?", entry))]
          : target.addresses.flatMap((address) =>
              this.isDestination(state.subnet, address)
                ? [this.deliverAcross(this.steps.at(used, entry), to.subnet!)]
                : passForwarder(this.steps, used, entry, address),
            );
    }
  }

  /** The machine that a route hands the packet to is the one that it is for: nothing is forwarded. */
  private isDestination(from: SubnetNode, reference: IpReference): boolean {
    const { to } = this.steps.question;
    const [nic, ...others] = to.networkInterfaces ?? [];
    if (nic === undefined || others.length > 0) {
      return false;
    }
    const resolution = this.steps.context.nextHops.resolve(from, reference);
    const isOwner =
      resolution.kind === "owned" && resolution.owner.kind === "nic" && resolution.owner.nic === nic;
    return isOwner && addressesOf(nic, to.subnet).containsAll(to.region);
  }

  /** Only apply tells the type, or nobody can. */
  private nextHopTypeUnknown({ subnet }: TraceState, entry: RouteEntry, text: string): Reason {
    const resource = entry.origin ?? subnet.address;
    if (text.includes("${")) {
      const unknown = { resource, argument: "next_hop_type", text, candidates: [] };
      return this.steps.argumentUnknown(subnet.id, unknown);
    }
    return this.steps.reason(
      "NEXT_HOP_TYPE_UNKNOWN",
      {
        at: subnet.id,
        route: entry.name ?? prefixText(entry),
        given: text,
        near: nearestNames(text, ROUTE_NEXT_HOP_TYPES).slice(0, 1).join(),
      },
      resource,
    );
  }

  /** A row leads into another network than the one that is asked about: both have the address. */
  private overlap(state: TraceState, entry: RouteEntry, network: VirtualNetworkNode): TraceEnd {
    const { to, address } = this.steps.question;
    const { target } = entry;
    if (
      target.kind === "virtual-hub" &&
      target.way.kind === "network" &&
      !network.prefixes.some((prefix) => prefix.containsAddress(address))
    ) {
      const { model, hub } = target.way.connection;
      const params = {
        address: formatIpv4(address),
        connection: model.name ?? model.address,
        hub: hub.name,
        network: network.name,
      };
      // Of a network that the hub knows itself, nobody documents which of the two counts.
      const isOpen =
        to.subnet?.virtualNetwork.virtualHubs.includes(hub.address) === true ||
        network.model.addressSpaceUnknown !== undefined ||
        network.model.external === true ||
        model.routing.open.length > 0;
      return this.steps.lost(
        this.steps.at(state, entry),
        this.steps.reason("HUB_ROUTE_ENDS", params, entry.origin),
        isOpen ? "UNKNOWN" : undefined,
      );
    }
    const networks = [network.name, to.subnet?.virtualNetwork.name ?? to.id].join(", ");
    return this.steps.lost(
      this.steps.at(state, entry),
      this.steps.reason("ADDRESS_OVERLAP", { address: formatIpv4(address), networks }),
      "UNKNOWN",
    );
  }

  /** Delivers in the destination's network, across a peering where there is one. */
  private deliverAcross(state: TraceState, target: SubnetNode): TraceEnd {
    if (target !== this.steps.question.to.subnet) {
      return this.steps.lost(
        state,
        this.steps.reason("UNDELIVERABLE", { at: state.subnet.id, network: target.virtualNetwork.name }),
      );
    }
    const crossed = this.steps.cross(state, target);
    return isEnd(crossed) ? crossed : this.deliver(crossed);
  }

  private deliver(state: TraceState): TraceEnd {
    const { to, replyTo } = this.steps.question;
    const arrived = this.steps.withHop(state, { at: to.id, resource: to.address });
    if (replyTo !== undefined) {
      return { outcome: "DELIVERED", state: arrived };
    }
    const listening = orOutboundOnly(this.steps, arrived);
    if (isEnd(listening)) {
      return listening;
    }
    const { filters } = this.steps.context;
    this.steps.question.onFilter?.(() => filters.matchesAt(to.subnet!, undefined, "Inbound"));
    const filtered =
      to.frontend === undefined
        ? this.filterArrival(this.besideFrontends(listening, to.subnet!), to.subnet!)
        : enterFrontend(this.steps, listening, to.frontend);
    return isEnd(filtered) ? filtered : { outcome: "DELIVERED", state: filtered };
  }

  /** No machine has a front end's address: a rule that lets in what goes there lets nobody in. */
  private besideFrontends(arrived: TraceState, subnet: SubnetNode): TraceState {
    const addresses = this.steps.context.nextHops.frontendsIn(subnet);
    if (addresses.ranges.length === 0) {
      return arrived;
    }
    const { rest } = arrived.packets.split({ ...ANY_PACKET, destinations: addresses });
    return rest.isEmpty ? arrived : { ...arrived, packets: rest };
  }

  /** R65; rules count for a private endpoint only where its subnet's policies say so. */
  private filterArrival(arrived: TraceState, subnet: SubnetNode): TraceStep {
    const { context, question } = this.steps;
    if (!context.tables.isPrivateEndpoint(subnet, question.address)) {
      return this.filterEndpoint(arrived, subnet, "Inbound");
    }
    const result = context.filters.atPrivateEndpoint(subnet, arrived.packets);
    const at = question.to.networkInterfaces === undefined ? subnet.id : question.to.id;
    const filtered = this.filteredBy(arrived, result, "Inbound", at);
    const { privateEndpointNetworkPolicies: policies, uncertainPolicies: unknown } = subnet.model;
    if (unknown !== undefined) {
      const passes = !isEnd(filtered) && filtered.reasons.length === arrived.reasons.length;
      return passes
        ? filtered
        : this.steps.uncertainly(arrived, this.steps.argumentUnknown(subnet.id, unknown));
    }
    return policies === "Enabled" || policies === "NetworkSecurityGroupEnabled" ? filtered : arrived;
  }

  private filterEndpoint(
    state: TraceState,
    subnet: SubnetNode,
    direction: "Inbound" | "Outbound",
  ): TraceStep {
    const { from, to } = this.steps.question;
    const end = direction === "Inbound" ? to : from;
    const meant = end.subnet === subnet ? end.networkInterfaces : undefined;
    const result = this.steps.context.filters.atEndpoint(subnet, direction, state.packets, meant);
    return this.filteredBy(state, result, direction, meant === undefined ? subnet.id : end.id);
  }

  private filteredBy(
    state: TraceState,
    result: SecurityResult,
    direction: "Inbound" | "Outbound",
    at: string,
  ): TraceStep {
    return this.steps.filtered(state, result, {
      code: direction === "Inbound" ? "DENIED_IN" : "DENIED_OUT",
      params: { at, group: result.group ?? "", rule: result.rule ?? "" },
      resource: result.origin,
    });
  }
}

/** What a NIC has in a subnet; an address that only apply tells may be any. */
function addressesOf({ ipConfigurations }: NetworkInterface, subnet: SubnetNode | undefined): AddressSet {
  const own = ipConfigurations.filter((it) => it.subnet === subnet?.address);
  const known = own.flatMap(({ privateIp }) => privateIp ?? []);
  return known.length < own.length ? AddressSet.ALL : AddressSet.of(known);
}

/** R56: which of several ways the AS path chooses. */
function pathUnknown(steps: TraceSteps, { id }: SubnetNode, entries: readonly RouteEntry[]): Reason {
  const ways = entries.flatMap(({ nextHopTexts }) => nextHopTexts).join(", ");
  const params = { at: id, prefix: entries[0].prefix.toString(), ways };
  return steps.reason("AS_PATH_UNKNOWN", params, entries[0].origin);
}

/** Rows that lead to the same place (an active-active gateway's instances) are one branch. */
function distinctTargets(entries: readonly RouteEntry[]): readonly RouteEntry[] {
  if (entries.length === 1) {
    return entries;
  }
  const targets = new Map<string, RouteEntry>();
  for (const entry of entries) {
    const key = targetOf(entry);
    if (!targets.has(key)) {
      targets.set(key, entry);
    }
  }
  return [...targets.values()];
}

/** Where rows lead, as a text that tells places apart. */
function targetsOf(entries: readonly RouteEntry[]): string {
  return [...new Set(entries.map(targetOf))].sort().join("\n");
}

function targetOf({ target }: RouteEntry): string {
  switch (target.kind) {
    case "gateway":
      return `gateway ${target.gateway.address}`;
    case "network":
      return `network ${target.network.address}`;
    case "virtual-hub":
      return wayText(target.way);
    case "address":
      return `address ${target.addresses.map(({ ip, resource, text }) => ip ?? resource ?? text).join()}`;
    default:
      return target.kind;
  }
}
