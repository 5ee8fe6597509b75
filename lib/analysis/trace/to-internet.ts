import { Firewall, NetworkInterface } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { Forwarder, Reason, UsedAssumption } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { forwardingOf } from "./appliance-nic";
import { natGatewayOf, InternetEgress, internetEgressOf, publicAddresses } from "./internet-egress";
import { isEnd, TraceEnd, TraceState } from "./question";
import { silentPeerOf } from "./silent-peer";
import { TraceSteps } from "./trace-steps";

/** W44: a row leads to the Internet, and what has the packet leaves by the first way out that it has. */
export function leaveToInternet(steps: TraceSteps, state: TraceState, entry: RouteEntry): TraceEnd {
  const { replyTo } = steps.question;
  if (replyTo !== undefined) {
    // It goes out where its request came in, unless a device has it: that sends it by itself.
    const { outlet } = replyTo;
    const isOwn = state.holder === undefined && outlet?.kind !== "firewall";
    return arrive(steps, steps.at(state, entry, isOwn ? outlet : undefined));
  }
  const told = entry.source === "Default" ? unlessLearned(steps, state) : state;
  const end = leaveFromHere(steps, told, entry);
  // Where another row may be in the place of Azure's own, that this one leads nowhere isn't the end.
  return told !== state && end.outcome === "DROPPED" ? { ...end, outcome: "UNKNOWN" } : end;
}

function leaveFromHere(steps: TraceSteps, state: TraceState, entry: RouteEntry): TraceEnd {
  switch (state.holder?.kind) {
    case undefined:
      return fromEndpoint(steps, state, entry);
    case "nics":
      return fromAppliance(steps, state, entry, state.holder.nics);
    case "firewall":
      return fromFirewall(steps, state, entry, state.holder.firewall);
    case "other": {
      const { name, isKnown } = state.holder;
      const open = isKnown ? defaultOfPeer(steps, state) : steps.reason("EGRESS_OF_DECLARED", { at: name });
      return open === undefined
        ? steps.lost(steps.at(state, entry), steps.reason("NO_ROUTE", { at: name }))
        : steps.undecided(steps.at(state, entry), open);
    }
  }
}

/** A default route that a gateway may have learned would come before Azure's own (R40c, D5). */
function unlessLearned(steps: TraceSteps, state: TraceState): TraceState {
  const { gateways } = steps.context.tables;
  const { subnet } = state;
  if (!subnet.propagation) {
    return state;
  }
  const [site] = gateways.openDefaultsFor(subnet.virtualNetwork);
  const peer = silentPeerOf(steps.context, subnet);
  const known = site === undefined ? state : steps.uncertainly(state, steps.argumentUnknown(subnet.id, site));
  return peer === undefined
    ? known
    : steps.uncertainly(
        known,
        steps.reason("BGP_UNDECLARED", { speaker: peer.speaker, listener: peer.listener }, peer.origin),
      );
}

/** R40c: whoever sends everything to a gateway counts on a default route, which a BGP peer may announce to it. */
function defaultOfPeer(steps: TraceSteps, { subnet }: TraceState): Reason | undefined {
  const { gateways } = steps.context.tables;
  for (const gateway of gateways.at(subnet.virtualNetwork).filter((one) => one.subnet === subnet)) {
    const speaking = gateways.sites.flatMap(({ name, gateways: links, assumed }) => {
      const link = links.get(gateway);
      return link?.bgp === true && assumed.length === 0 ? [{ speaker: name, origin: link.origin }] : [];
    });
    const [peer] = [...gateway.undeclaredPeers, ...speaking];
    if (peer !== undefined) {
      const { speaker, origin } = peer;
      return steps.reason("BGP_UNDECLARED", { speaker, listener: gateway.name }, origin);
    }
  }
  return undefined;
}

/** Replies come to the address from which their request went, and so to whoever translated it. */
export function replyFromInternet(steps: TraceSteps): TraceEnd {
  const { from, to, replyTo } = steps.question;
  const via = replyTo?.outlet;
  const start = steps.withHop(steps.initialState(to.subnet!, undefined), {
    at: from.id,
    ...(via === undefined ? {} : { via }),
  });
  return {
    outcome: "DELIVERED",
    state: steps.withHop(start, { at: to.id, resource: to.address }),
  };
}

/** A site has a connection of its own, of which the input knows nothing. */
export function ofItsOwn(steps: TraceSteps): TraceEnd {
  const { from, to } = steps.question;
  const site = (from.site ?? to.site)!;
  const [[gateway, { origin }]] = [...site.gateways];
  const state = steps.withHop(steps.initialState(gateway.subnet, undefined), { at: from.id });
  return steps.undecided(state, steps.reason("SITE_OF_ITS_OWN", { at: site.id }, origin));
}

function fromEndpoint(steps: TraceSteps, state: TraceState, entry: RouteEntry): TraceEnd {
  const { subnet } = state;
  const { nextHops, network } = steps.context;
  const firewall = nextHops.ownersIn(subnet).find(({ kind }) => kind === "firewall");
  if (firewall?.kind === "firewall") {
    return leave(steps, state, entry, firewallOutlet(steps, subnet, firewall.firewall));
  }
  const { from } = steps.question;
  const { networkInterfaces = subnet.networkInterfaces } = from.subnet === subnet ? from : subnet;
  const nics = networkInterfaces.filter(({ address }) => !network.perhapsThere.has(address));
  const own =
    nics.length === 0
      ? [internetEgressOf(steps, subnet)]
      : nics.map((nic) => internetEgressOf(steps, subnet, nic));
  const possible = [
    ...networkInterfaces.map((nic) => ({ nic, unknown: network.perhapsThere.get(nic.address) })),
    ...(networkInterfaces === subnet.networkInterfaces ? subnet.perhapsHere : []),
  ].flatMap(({ nic, unknown }): InternetEgress[] => {
    const isAlike =
      unknown === undefined || own.some(({ kind }) => kind === internetEgressOf(steps, subnet, nic).kind);
    return isAlike ? [] : [{ kind: "open", reason: steps.argumentUnknown(subnet.id, unknown) }];
  });
  return leaveByAny(steps, state, entry, distinct([...own, ...possible]));
}

/** The machines of a subnet may each leave by something else, and some by nothing. */
function leaveByAny(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  outlets: readonly InternetEgress[],
): TraceEnd {
  const sure = outlets.filter(({ kind }) => kind === "sure");
  const [first] = sure.length > 0 ? sure : outlets.filter(({ kind }) => kind !== "none");
  if (first === undefined) {
    return leave(steps, state, entry, outlets[0]);
  }
  const others = outlets.filter((outlet) => outlet !== first);
  const left = others.reduce(
    (before, { kind, reason }) =>
      kind === "sure"
        ? steps.withReason(before, reason)
        : kind === "open"
          ? steps.uncertainly(before, reason)
          : steps.conditionally(before, reason),
    state,
  );
  return leave(steps, left, entry, first);
}

/** R31b: an appliance reaches the Internet by an address of its own, on whichever of its NICs has one. */
function fromAppliance(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  nics: readonly NetworkInterface[],
): TraceEnd {
  const outlets = nics.map((nic) => applianceOutlet(steps, state.subnet, nic));
  const assumptions = nics.map((nic): UsedAssumption => {
    const { declaredIn } = forwardingOf(steps, nic);
    return { kind: "translates", resource: nic.address, ...(declaredIn === undefined ? {} : { declaredIn }) };
  });
  const device = state.devices.at(-1);
  const forwarder = state.hops.at(-1)?.via;
  const translated: TraceState =
    device === undefined || forwarder === undefined
      ? state
      : {
          ...state,
          packets: state.packets.withSources(state.subnet.region),
          translations: [...state.translations, { at: state.subnet, device, forwarder }],
          assumptions: [...state.assumptions, ...assumptions],
        };
  const passed = outlets.reduce<TraceState | TraceEnd>(
    (before, { filtered }) => (isEnd(before) ? before : (filtered?.(before) ?? before)),
    translated,
  );
  return isEnd(passed) ? passed : leaveByAny(steps, passed, entry, distinct(outlets));
}

interface ApplianceOutlet extends InternetEgress {
  /** What security groups around another of its NICs say. */
  readonly filtered?: (state: TraceState) => TraceState | TraceEnd;
}

/** The NIC that got the packet comes first; one that faces the Internet may be another of the same machine. */
function applianceOutlet(steps: TraceSteps, subnet: SubnetNode, nic: NetworkInterface): ApplianceOutlet {
  const own = internetEgressOf(steps, subnet, nic);
  if (own.forwarder !== undefined) {
    return own;
  }
  if (nic.virtualMachine === undefined) {
    // A machine that isn't here may have further interfaces, one of which leads out.
    const isTold = own.kind !== "none" || nic.scaleSet !== undefined;
    const params = { nic: nic.name ?? nic.address };
    return isTold ? own : { kind: "open", reason: steps.reason("EGRESS_OF_MACHINE", params, nic.address) };
  }
  const { network, filters } = steps.context;
  let perhaps: InternetEgress | undefined;
  for (const other of network.model.networkInterfaces) {
    const outside = network.subnet(other.ipConfigurations[0]?.subnet);
    if (other !== nic && other.virtualMachine === nic.virtualMachine && outside !== undefined) {
      const outlet = internetEgressOf(steps, outside, other);
      if (outlet.forwarder !== undefined) {
        return {
          ...outlet,
          filtered: (state) => {
            const packets = state.packets.withSources(outside.region);
            const result = filters.atNic(outside, other, "Outbound", packets);
            return steps.filtered(state, result, {
              code: "DENIED_OUT",
              params: {
                at: other.name ?? other.address,
                group: result.group ?? "",
                rule: result.rule ?? "",
              },
              resource: result.origin,
            });
          },
        };
      }
      // By an address that Azure gives by default, which it doesn't promise to a machine that has none by another NIC.
      perhaps ??= outlet.kind === "none" ? undefined : { kind: "open", reason: outlet.reason };
    }
  }
  return own.kind === "none" ? (perhaps ?? own) : own;
}

/** R62: only what it translates can leave by its public addresses. */
function fromFirewall(steps: TraceSteps, state: TraceState, entry: RouteEntry, firewall: Firewall): TraceEnd {
  const name = firewall.name ?? firewall.address;
  if (state.translations.at(-1)?.at !== state.subnet) {
    return steps.lost(
      steps.at(state, entry),
      steps.reason("EGRESS_NOT_TRANSLATED", { firewall: name }, firewall.policy ?? firewall.address),
    );
  }
  return leave(steps, state, entry, firewallOutlet(steps, state.subnet, firewall));
}

function firewallOutlet(steps: TraceSteps, subnet: SubnetNode, firewall: Firewall): InternetEgress {
  const nat = natGatewayOf(steps, subnet);
  if (nat !== undefined) {
    return nat;
  }
  const { network } = steps.context;
  const name = firewall.name ?? firewall.address;
  const addresses = publicAddresses(steps, firewall.publicIps);
  const isTold =
    // In a hub Azure gives it addresses of its own.
    firewall.virtualHub === undefined &&
    firewall.rulesUnknown === undefined &&
    network.unknownAddress(firewall) === undefined;
  if (addresses.length === 0 && isTold) {
    const params = { at: name, nic: "", why: "firewall", what: name };
    return { kind: "none", reason: steps.reason("EGRESS_NONE", params, firewall.address) };
  }
  return {
    kind: "sure",
    reason: steps.reason(
      "EGRESS_FIREWALL",
      { firewall: name, addresses: addresses.join(", ") },
      firewall.address,
    ),
  };
}

function leave(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  { kind, forwarder, reason }: InternetEgress,
): TraceEnd {
  if (kind === "none") {
    return steps.lost(steps.at(state, entry), reason);
  }
  if (kind === "open") {
    return steps.undecided(steps.at(state, entry), reason);
  }
  return arrive(steps, steps.withReason(steps.at(state, entry, forwarder), reason), forwarder);
}

function arrive(steps: TraceSteps, state: TraceState, outlet?: Forwarder): TraceEnd {
  const { id } = steps.question.to;
  return {
    outcome: "DELIVERED",
    state: { ...steps.withHop(state, { at: id }), ...(outlet && { outlet }) },
  };
}

function distinct<T extends InternetEgress>(outlets: readonly T[]): T[] {
  const seen = new Map(outlets.map((outlet) => [JSON.stringify([outlet.kind, outlet.reason]), outlet]));
  return [...seen.values()];
}
