import { formatIpv4 } from "../../cidr";
import { nearestNames } from "../../text/nearest";
import { IpReference, NetworkInterface, ROUTE_NEXT_HOP_TYPES, UnknownArgument } from "../model";
import { isBesidePeering } from "../network/subnet-peering";
import { PeeringLink, SubnetNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { networkOf, prefixText, RouteEntry } from "../routes/route-entry";
import { SubnetTable } from "../routes/subnet-table";
import { AddressSet } from "../sets/address-set";
import { AnalysisContext } from "./context";
import { deliver, deliverAcross, filterEndpoint, lostInOtherNetwork } from "./delivery";
import { orByProxy } from "./explicit-proxy";
import { fromBastion } from "./from-bastion";
import { fromInternet } from "./from-internet";
import { fromOnPremises } from "./from-on-premises";
import { localEndpoint } from "./local-endpoint";
import { lossByRoute, noRoute } from "./lost-by-route";
import { longerRoute, loseByRow } from "./open-space";
import { openHubs, openManager, undecidedBy, unreadTable } from "./open-ways";
import { isEnd, TraceEnd, TraceQuestion, TraceState, TraceStep } from "./question";
import { distinctTargets, targetsOf } from "./route-targets";
import { passForwarder } from "./through-forwarder";
import { enterGateway, toOwnGateway } from "./through-gateway";
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
    return [isEnd(begun) ? begun : filterEndpoint(this.steps, begun, subnet, "Outbound")];
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
    const { to } = this.steps.question;
    // What a peering doesn't take may be lost there, and arrives by a group's row into the same network.
    const isRefused = ({ target }: RouteEntry): boolean =>
      target.kind === "network" &&
      target.link !== undefined &&
      (refuses(target.link, state) ||
        (to.subnet !== undefined && isBesidePeering(target.link, subnet, to.subnet)));
    const placesOf = (rows: readonly RouteEntry[]): string =>
      `${targetsOf(rows)}${rows.some(isRefused) ? " refused" : ""}`;
    const chosen = new Set([placesOf(entries)]);
    const branch = (unknown: UnknownArgument, other: readonly RouteEntry[]): TraceStep[] =>
      because(this.steps.argumentUnknown(subnet.id, unknown), other);
    const beside = (one: SubnetTable, rows: readonly RouteEntry[], before = state): TraceStep[] => {
      const unpeered = withoutEndpoint(this.steps, one, rows);
      return unpeered === undefined ? [] : because(unpeered.reason, unpeered.entries, before);
    };
    const because = (reason: Reason, other: readonly RouteEntry[], before = state): TraceStep[] => {
      const targets = placesOf(other);
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
    const { steps } = this;
    const { target } = entry;
    const { to } = steps.question;
    const used =
      entry.assumption === undefined
        ? state
        : { ...state, assumptions: [...state.assumptions, entry.assumption] };
    const here = (): TraceState => steps.at(used, entry);
    const loss = lossByRoute(steps.question, state.subnet, entry);
    if (loss !== undefined) {
      return [loseByRow(steps, here(), entry, loss)];
    }
    switch (target.kind) {
      case "drop":
      case "internet":
      case "service":
        return [leaveToInternet(steps, used, entry)];
      case "local":
        return [this.followLocal(used, entry)];
      case "private-endpoint":
        return [deliverAcross(steps, here(), target.subnet)];
      case "network":
        return to.subnet?.virtualNetwork === target.network
          ? [deliverAcross(steps, here(), to.subnet, target.link)]
          : [lostInOtherNetwork(steps, used, entry, target.network)];
      case "gateway":
        return enterGateway(steps, used, target.gateway, entry);
      case "virtual-hub":
        return passHub(steps, used, entry, target, (arrived, network) =>
          to.subnet?.virtualNetwork === network
            ? deliver(steps, arrived)
            : lostInOtherNetwork(steps, arrived, entry, network),
        );
      case "own-gateway":
        return toOwnGateway(steps, used, entry);
      case "unknown":
        return [steps.lost(here(), this.nextHopTypeUnknown(used, entry, target.text), "UNKNOWN")];
      case "address":
        return target.addresses.length === 0
          ? [steps.lost(here(), steps.notFound(state, "?", entry))]
          : target.addresses.flatMap((address) =>
              this.isDestination(state.subnet, address)
                ? [deliverAcross(steps, here(), to.subnet!)]
                : passForwarder(steps, used, entry, address),
            );
    }
  }

  private followLocal(state: TraceState, entry: RouteEntry): TraceStep {
    const { steps } = this;
    const { to } = steps.question;
    const { id, virtualNetwork } = state.subnet;
    if (to.site !== undefined) {
      return lostInOtherNetwork(steps, state, entry, virtualNetwork);
    }
    const arrived = steps.at(state, entry);
    if (to.subnet?.virtualNetwork === virtualNetwork) {
      return deliver(steps, localEndpoint(steps, arrived, entry));
    }
    const params = { at: id, network: virtualNetwork.name };
    return steps.lost(arrived, steps.reason("UNDELIVERABLE", params, entry.origin));
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
}

/** Whether a peering may keep packets out that another way into the same network lets in: what others sent, or a gateway. */
function refuses({ local, remote, from }: PeeringLink, { sourceNetwork, fromGateway }: TraceState): boolean {
  return fromGateway
    ? [local, remote].some(({ allowVirtualNetworkAccess }) => !allowVirtualNetworkAccess)
    : sourceNetwork !== from && !remote.allowForwardedTraffic;
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
