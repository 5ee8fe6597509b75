import { PRIVATE_PREFIXES } from "../../azure/address-ranges";
import { FirewallResult } from "../filters/azure-firewall";
import { Firewall, IpReference, isPlaceOpen, NetworkInterface } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { AddressSet } from "../sets/address-set";
import { filterAround, filterAtNic, forwardingOf } from "./appliance-nic";
import { forwarderOf, ForwardingOwner, loadBalancerInstances } from "./forwarder";
import { Interface, leavingBy, openMachineOf } from "./leaving-interface";
import { NextHopOwner, NextHopResolution } from "./next-hop";
import { isEnd, TraceState, TraceStep } from "./question";
import { enterGateway } from "./through-gateway";
import { passLoadBalancer } from "./through-load-balancer";
import { TraceSteps } from "./trace-steps";

const PRIVATE = AddressSet.ofPrefixes(PRIVATE_PREFIXES);

/** Hands a packet to whoever has a next hop's address, and goes on from there (R21). */
export function passForwarder(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  reference: IpReference,
): TraceStep[] {
  const text = reference.ip ?? reference.text;
  const resolution = steps.context.nextHops.resolve(state.subnet, reference);
  if (resolution.kind === "owned") {
    return passOwner(steps, state, entry, resolution.owner, text);
  }
  const lost = (reason: Reason, outcome?: "UNKNOWN"): TraceStep[] => [
    steps.lost(steps.at(state, entry), reason, outcome),
  ];
  const route = entry.name ?? "";
  const params = { at: state.subnet.id, ip: text, route };
  switch (resolution.kind) {
    case "unknown":
      return lost(untoldNextHop(steps, state.subnet, entry, reference, resolution), "UNKNOWN");
    case "in-hub": {
      const { name: hub } = resolution.hub;
      return lost(steps.reason("NEXT_HOP_IN_HUB", { ip: text, route, hub }, entry.origin), "UNKNOWN");
    }
    case "perhaps": {
      const candidates = resolution.names.join(", ");
      return lost(steps.reason("NEXT_HOP_PERHAPS", { ip: text, route, candidates }, entry.origin), "UNKNOWN");
    }
    case "not-found":
      return lost(steps.notFound(state, text, entry));
    case "not-reachable": {
      const owner = resolution.owner?.subnet.virtualNetwork.name ?? "";
      return lost(steps.reason("NEXT_HOP_NOT_REACHABLE", { ...params, owner }, entry.origin));
    }
  }
}

/** Why nobody can tell who has a next hop's address. */
function untoldNextHop(
  steps: TraceSteps,
  { id }: SubnetNode,
  entry: RouteEntry,
  reference: IpReference,
  { because, beyond }: Extract<NextHopResolution, { readonly kind: "unknown" }>,
): Reason {
  if (because !== undefined) {
    return steps.argumentUnknown(id, because);
  }
  const text = reference.ip ?? reference.text;
  const params = { at: id, ip: text, route: entry.name ?? "" };
  if (reference.ip === undefined) {
    const untold = { ...params, what: text, settle: steps.settlement(text) };
    return steps.reason("ADDRESS_UNKNOWN", untold, entry.origin);
  }
  const [peering, remote] = [beyond?.address ?? "", beyond?.remoteText.split("/").at(-1) ?? ""];
  return steps.reason("NEXT_HOP_ELSEWHERE", { ...params, peering, remote }, entry.origin);
}

export function passOwner(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  owner: NextHopOwner,
  ip: string,
): TraceStep[] {
  if (owner.kind === "gateway") {
    return enterGateway(steps, state, owner.gateway, entry);
  }
  if (owner.kind === "route-server") {
    // R51: control plane only.
    const params = { at: state.subnet.id, server: owner.address };
    const reason = steps.reason("ROUTE_SERVER_NOT_FORWARDING", params, owner.address);
    return [steps.lost(steps.at(state, entry), reason)];
  }
  const forwarder = forwarderOf(steps.context.network, owner);
  const hop = steps.at(state, entry, forwarder);
  const device = deviceOf(steps, owner);
  if (state.visited.includes(device)) {
    return [loopThrough(steps, hop, entry, owner, { at: state.subnet.id, through: forwarder.name })];
  }
  const crossed = steps.cross(hop, owner.subnet);
  if (isEnd(crossed)) {
    return [crossed];
  }
  if (isDestination(steps, owner)) {
    return [arriveAt(steps, crossed, entry, owner, { at: state.subnet.id, firewall: forwarder.name })];
  }
  const inside: TraceState = {
    ...crossed,
    fromGateway: false,
    visited: [...crossed.visited, device],
    // W5: it keeps no flows.
    devices: owner.kind === "routing-appliance" ? crossed.devices : [...crossed.devices, device],
  };
  switch (owner.kind) {
    case "nic":
      return passNic(steps, inside, owner.nic, owner.subnet);
    case "load-balancer":
      return passLoadBalancer(steps, inside, state.subnet, owner);
    case "firewall":
      return passFirewall(steps, inside, owner);
    case "routing-appliance":
      return [passRoutingAppliance(steps, inside, owner)];
    case "declared":
      return [
        {
          ...inside,
          subnet: owner.subnet,
          holder: { kind: "other", name: ip, isKnown: false },
          assumptions: [
            ...inside.assumptions,
            { kind: "forwards", resource: ip, declaredIn: owner.declared.declaredIn },
          ],
        },
      ];
  }
}

function loopThrough(
  steps: TraceSteps,
  hop: TraceState,
  entry: RouteEntry,
  owner: ForwardingOwner,
  loop: { readonly at: string; readonly through: string },
): TraceStep {
  const others = otherInterfaces(steps, owner).join(", ");
  return others === ""
    ? steps.lost(hop, steps.reason("LOOP", loop, entry.origin))
    : steps.undecided(hop, steps.reason("LOOP_BY_ONE_INTERFACE", { ...loop, others }, entry.origin));
}

/** The subnet of a firewall or routing appliance holds nothing else: it is the destination. */
function isDestination({ question: { to } }: TraceSteps, { kind, subnet }: ForwardingOwner): boolean {
  return (kind === "firewall" || kind === "routing-appliance") && to.subnet === subnet;
}

function arriveAt(
  steps: TraceSteps,
  crossed: TraceState,
  entry: RouteEntry,
  owner: ForwardingOwner,
  params: { readonly at: string; readonly firewall: string },
): TraceStep {
  const { to, replyTo } = steps.question;
  const arrived =
    owner.kind === "firewall" && replyTo !== undefined
      ? steps.withReason(crossed, steps.reason("REPLY_TO_INSTANCE", params, entry.origin))
      : crossed;
  return { outcome: "DELIVERED", state: steps.withHop(arrived, { at: to.id, resource: to.address }) };
}

/** R22, R60, R65: NSGs around the appliance, the flag on its NIC, then its subnet's own routes. */
function passNic(
  steps: TraceSteps,
  state: TraceState,
  nic: NetworkInterface,
  subnet: SubnetNode,
): TraceStep[] {
  const { by, orBy } = leavingBy(steps, state, { nic, subnet });
  const machine = openMachineOf(steps.context, { nic, subnet });
  const inside =
    machine === undefined ? state : steps.uncertainly(state, steps.argumentUnknown(subnet.id, machine));
  const pass = (entered: TraceState, leaving: Interface): TraceStep => {
    const filtered = filterAtNic(steps, entered, nic, subnet, leaving);
    return isEnd(filtered)
      ? filtered
      : {
          ...filtered,
          subnet: leaving.subnet,
          holder: { kind: "nics", nics: [nic] },
          assumptions: [...filtered.assumptions, forwardingOf(steps, nic)],
        };
  };
  return [
    pass(inside, by),
    ...orBy.map((other) => pass(steps.uncertainly(inside, byAnotherInterface(steps, nic, other)), other)),
  ];
}

function byAnotherInterface(steps: TraceSteps, nic: NetworkInterface, other: Interface): Reason {
  const params = { nic: nic.name ?? nic.address, other: other.nic.name ?? other.nic.address };
  return steps.reason("LEAVES_BY_ANY_INTERFACE", params, nic.address);
}

/** R62, D3: a firewall that saw the request passes the reply; one that did not makes the pair asymmetric. */
function passFirewall(
  steps: TraceSteps,
  state: TraceState,
  owner: Extract<NextHopOwner, { kind: "firewall" }>,
): TraceStep[] {
  const { firewall, subnet } = owner;
  const { to } = steps.question;
  const name = firewall.name ?? firewall.address;
  const guessed = owner.guessed
    ? steps.withReason(state, steps.reason("FIREWALL_ADDRESS_GUESSED", { firewall: name }, firewall.address))
    : state;
  if (steps.question.replyTo !== undefined) {
    return [{ ...guessed, subnet, holder: { kind: "firewall", firewall } }];
  }
  steps.question.onFilter?.(() => steps.context.firewalls.matchesOf(firewall));
  const result = steps.context.firewalls.apply(firewall, guessed.packets, steps.question.to.region);
  const filtered = steps.filtered(guessed, result, {
    code: "FIREWALL_DENY",
    params: { firewall: name, at: name, group: name, rule: result.deniedBy?.name ?? "" },
    resource: result.deniedBy?.origin ?? firewall.policy ?? firewall.address,
  });
  if (isEnd(filtered)) {
    // One of which only its subnet's name tells where it stands may have left that place to another.
    return [isPlaceOpen(firewall) ? { ...filtered, outcome: "UNKNOWN" } : filtered];
  }
  const next = withCaveats(
    steps,
    { ...filtered, subnet, holder: { kind: "firewall", firewall } },
    firewall,
    result,
  );
  const { firewalls, network } = steps.context;
  const [ranges] = firewalls
    .decidingRanges(firewall)
    .flatMap((address) => network.unknown(address, "private_ip_ranges") ?? []);
  // Of a policy that isn't told, what it says of sources isn't either; nobody lets the Internet see private ones.
  const isPolicyOpen =
    result.rulesUnknown !== undefined && firewall.external !== true && to.kind !== "internet";
  if (ranges !== undefined || isPolicyOpen) {
    const open = ranges === undefined ? next : steps.uncertainly(next, steps.argumentUnknown(name, ranges));
    return [open, translatedBy(steps, open, owner)];
  }
  return [result.translatesSource ? translatedBy(steps, next, owner) : next];
}

/** What a firewall that lets packets pass may do to them all the same. */
function withCaveats(
  steps: TraceSteps,
  passed: TraceState,
  firewall: Firewall,
  result: FirewallResult,
): TraceState {
  const { to } = steps.question;
  const name = firewall.name ?? firewall.address;
  let next = passed;
  if (result.rulesUnknown !== undefined) {
    next = steps.uncertainly(
      { ...next, assumptions: [...next.assumptions, { kind: "firewallRules", resource: firewall.address }] },
      steps.reason(
        "FIREWALL_RULES_UNKNOWN",
        { firewall: name, policy: result.rulesUnknown },
        firewall.address,
      ),
    );
  }
  if (result.threatIntelligence) {
    const feed = steps.reason(
      "FIREWALL_THREAT_INTELLIGENCE",
      { firewall: name },
      firewall.policy ?? firewall.address,
    );
    // Of all the Internet, that some addresses are malicious goes without saying.
    next = to.kind === "internet" ? steps.withReason(next, feed) : steps.conditionally(next, feed);
  }
  if (result.rangesDisputed) {
    const params = { firewall: name, policy: firewall.policy ?? "", to: to.id };
    next = steps.conditionally(next, steps.reason("FIREWALL_RANGES_DISPUTED", params, firewall.address));
  }
  return next;
}

/** The firewall puts an address of its subnet as source. */
function translatedBy(
  steps: TraceSteps,
  state: TraceState,
  owner: Extract<NextHopOwner, { kind: "firewall" }>,
): TraceState {
  const { subnet } = owner;
  const { address: resource, prefixesUnknown: text } = subnet.model;
  const isUnsized = text !== undefined && steps.question.to.kind !== "internet";
  // Where replies are sent is in what nobody knows.
  const sized = isUnsized
    ? steps.uncertainly(
        state,
        steps.argumentUnknown(subnet.id, { resource, argument: "address_prefixes", text, candidates: [] }),
      )
    : state;
  return {
    ...sized,
    packets: sized.packets.withSources(subnet.region),
    sourceNetwork: subnet.virtualNetwork,
    translations: [
      ...sized.translations,
      { at: subnet, device: sized.devices.at(-1)!, forwarder: forwarderOf(steps.context.network, owner) },
    ],
  };
}

/** W4, W6, W11: the security group of its subnet filters twice, and private destinations alone are passed on. */
function passRoutingAppliance(
  steps: TraceSteps,
  state: TraceState,
  { appliance, subnet }: Extract<NextHopOwner, { kind: "routing-appliance" }>,
): TraceStep {
  const name = appliance.name ?? appliance.address;
  const { to } = steps.question;
  return filterAround(steps, state, { name, spot: `appliance ${appliance.address}`, subnet }, (inside) =>
    PRIVATE.containsAll(to.region)
      ? { ...inside, subnet }
      : steps.lost(
          inside,
          steps.reason("ROUTING_APPLIANCE_PRIVATE_ONLY", { at: name }, appliance.address),
          "UNKNOWN",
        ),
  );
}

/**
 * R23: interfaces of the same machine by which it may forward instead, which its own routes decide. Within networks a
 * single machine was followed out of each of them (`leavingBy`).
 */
function otherInterfaces(steps: TraceSteps, owner: ForwardingOwner): readonly string[] {
  const { model, networkInterfaces } = steps.context.network;
  if (owner.kind === "nic" && steps.question.to.kind !== "internet") {
    return [];
  }
  const own =
    owner.kind === "nic"
      ? [owner.nic]
      : owner.kind === "load-balancer"
        ? loadBalancerInstances(owner).flatMap((instance) => networkInterfaces.get(instance) ?? [])
        : [];
  const machines = new Set(own.flatMap(({ virtualMachine }) => virtualMachine ?? []));
  return model.networkInterfaces
    .filter((nic) => machines.has(nic.virtualMachine ?? "") && !own.includes(nic))
    .map((nic) => nic.name ?? nic.address);
}

/** R81: what counts as one stateful device. Instances behind one front end are one group. */
function deviceOf(steps: TraceSteps, owner: ForwardingOwner): string {
  switch (owner.kind) {
    case "nic":
      return `device ${owner.nic.virtualMachine ?? owner.nic.scaleSet ?? owner.nic.address}`;
    case "load-balancer": {
      const instances = loadBalancerInstances(owner);
      const nic =
        instances.length === 1 ? steps.context.network.networkInterfaces.get(instances[0]) : undefined;
      return nic === undefined || nic.scaleSet !== undefined
        ? `device ${owner.loadBalancer.address} ${owner.frontend.name}`
        : `device ${nic.virtualMachine ?? nic.address}`;
    }
    case "firewall":
      return `device ${owner.firewall.address}`;
    case "routing-appliance":
      return `device ${owner.appliance.address}`;
    case "declared":
      return `device ${owner.declared.ip}`;
  }
}
