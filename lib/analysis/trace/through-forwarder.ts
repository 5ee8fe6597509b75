import { applyLoadBalancer } from "../filters/load-balancer";
import { IpReference, NetworkInterface } from "../model";
import { SubnetNode } from "../network/network";
import { Forwarder, UsedAssumption } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { NextHopOwner } from "./next-hop-owner";
import { enterGateway } from "./through-gateway";
import type { TraceEnd, Tracer, TraceState } from "./tracer";

/** Hands a packet to whoever has a next hop's address, and goes on from there (R21, §8). */
export function passForwarder(
  tracer: Tracer,
  state: TraceState,
  entry: RouteEntry,
  reference: IpReference,
): TraceEnd[] {
  const text = reference.ip ?? reference.text;
  const resolution = tracer.context.nextHops.resolve(state.subnet, reference);
  const params = { at: state.subnet.id, ip: text, route: entry.name ?? "" };
  switch (resolution.kind) {
    case "unknown":
      return [
        tracer.lost(
          tracer.at(state, entry),
          tracer.reason("ADDRESS_UNKNOWN", { ...params, what: text }, entry.origin),
          "UNKNOWN",
        ),
      ];
    case "not-found":
      return [tracer.lost(tracer.at(state, entry), tracer.notFound(state, text, entry))];
    case "not-reachable": {
      const owner = resolution.owner?.subnet.virtualNetwork.name ?? "";
      return [
        tracer.lost(
          tracer.at(state, entry),
          tracer.reason("NEXT_HOP_NOT_REACHABLE", { ...params, owner }, entry.origin),
        ),
      ];
    }
    case "owned":
      return passOwner(tracer, state, entry, resolution.owner, text);
  }
}

function passOwner(
  tracer: Tracer,
  state: TraceState,
  entry: RouteEntry,
  owner: NextHopOwner,
  ip: string,
): TraceEnd[] {
  if (owner.kind === "gateway") {
    return enterGateway(tracer, state, owner.gateway, entry);
  }
  if (owner.kind === "route-server") {
    // R51: control plane only.
    return [
      tracer.lost(
        tracer.at(state, entry),
        tracer.reason(
          "ROUTE_SERVER_NOT_FORWARDING",
          { at: state.subnet.id, server: owner.address },
          owner.address,
        ),
      ),
    ];
  }
  const hop = tracer.at(state, entry, forwarderOf(tracer, owner));
  const device = deviceOf(tracer, owner);
  if (state.visited.includes(device)) {
    return [
      tracer.lost(
        hop,
        tracer.reason(
          "LOOP",
          { at: state.subnet.id, through: forwarderOf(tracer, owner).name },
          entry.origin,
        ),
      ),
    ];
  }
  const crossed = tracer.cross(hop, owner.subnet);
  if ("outcome" in crossed) {
    return [crossed];
  }
  const inside: TraceState = {
    ...crossed,
    fromGateway: false,
    visited: [...crossed.visited, device],
    devices: [...crossed.devices, device],
  };
  switch (owner.kind) {
    case "nic":
      return passNic(tracer, inside, owner.nic, owner.subnet);
    case "load-balancer":
      return passLoadBalancer(tracer, inside, state.subnet, owner);
    case "firewall":
      return passFirewall(tracer, inside, owner);
    case "declared":
      return tracer.route({
        ...inside,
        subnet: owner.subnet,
        assumptions: [
          ...inside.assumptions,
          { kind: "forwards", resource: ip, declaredIn: owner.declared.declaredIn },
        ],
      });
  }
}

/** R22, R60, R65: NSGs around the appliance, the flag on its NIC, then its subnet's own routes. */
function passNic(tracer: Tracer, state: TraceState, nic: NetworkInterface, subnet: SubnetNode): TraceEnd[] {
  const filtered = filterAtNic(tracer, state, nic, subnet);
  if ("outcome" in filtered) {
    return [filtered];
  }
  return tracer.route({
    ...filtered,
    subnet,
    assumptions: [...filtered.assumptions, forwardingOf(tracer, nic)],
  });
}

function filterAtNic(
  tracer: Tracer,
  state: TraceState,
  nic: NetworkInterface,
  subnet: SubnetNode,
): TraceState | TraceEnd {
  const { filters } = tracer.context;
  const spot = `nic ${nic.address}`;
  const known = tracer.question.replyTo?.seen.has(spot) === true;
  const params = { at: nic.name ?? nic.address };
  let current = state;
  if (!known) {
    const inbound = filters.atNic(subnet, nic, "Inbound", current.packets);
    const step = tracer.filtered(current, inbound, {
      code: "DENIED_IN",
      params: { ...params, group: inbound.group ?? "", rule: inbound.rule ?? "" },
      resource: inbound.origin,
    });
    if ("outcome" in step) {
      return step;
    }
    current = step;
  }
  if (nic.ipForwardingUnknown === true) {
    current = tracer.conditionally(current, tracer.flagUnknown(nic, "ip_forwarding_enabled"));
  } else if (!nic.ipForwarding) {
    return tracer.lost(
      current,
      tracer.reason("IP_FORWARDING_DISABLED", { nic: nic.name ?? nic.address }, nic.address),
    );
  }
  if (!known) {
    const outbound = filters.atNic(subnet, nic, "Outbound", current.packets);
    const step = tracer.filtered(current, outbound, {
      code: "DENIED_OUT",
      params: { ...params, group: outbound.group ?? "", rule: outbound.rule ?? "" },
      resource: outbound.origin,
    });
    if ("outcome" in step) {
      return step;
    }
    current = step;
  }
  return { ...current, seen: [...current.seen, spot] };
}

/** R61. */
function passLoadBalancer(
  tracer: Tracer,
  state: TraceState,
  from: SubnetNode,
  owner: Extract<NextHopOwner, { kind: "load-balancer" }>,
): TraceEnd[] {
  const { loadBalancer, frontend, subnet } = owner;
  const name = loadBalancer.name ?? loadBalancer.address;
  const link = from.virtualNetwork.links.get(subnet.virtualNetwork);
  if (link?.global === true && /^basic$/i.test(loadBalancer.sku)) {
    // R34.
    return [
      tracer.lost(
        state,
        tracer.reason("LB_BASIC_GLOBAL_PEERING", { balancer: name, at: from.id }, loadBalancer.address),
      ),
    ];
  }
  const result = applyLoadBalancer(loadBalancer, frontend, state.packets);
  const filtered = tracer.filtered(state, result, {
    code: "LB_NO_RULE",
    params: { balancer: name, at: name, group: name, rule: "" },
    resource: loadBalancer.address,
  });
  if ("outcome" in filtered) {
    return [filtered];
  }
  let current = filtered;
  if (result.haPorts && tracer.context.options.protocol === "icmp") {
    current = tracer.conditionally(
      current,
      tracer.reason("LB_ICMP_UNCONFIRMED", { balancer: name }, loadBalancer.address),
    );
  }
  const nics = backendNics(tracer, owner, result.backends);
  if (nics.length === 0) {
    return [tracer.lost(current, tracer.reason("LB_NO_BACKEND", { balancer: name }, loadBalancer.address))];
  }
  const attempts = nics.map((nic) => ({ nic, outcome: filterAtNic(tracer, current, nic.nic, nic.subnet) }));
  const failed = attempts.find(({ outcome }) => "outcome" in outcome);
  const working = new Map<SubnetNode, TraceState>();
  for (const { nic, outcome } of attempts) {
    if (!("outcome" in outcome)) {
      const known = working.get(nic.subnet) ?? {
        ...outcome,
        seen: current.seen,
        assumptions: current.assumptions,
      };
      working.set(nic.subnet, {
        ...known,
        seen: [...known.seen, ...outcome.seen],
        assumptions: [...known.assumptions, forwardingOf(tracer, nic.nic)],
      });
    }
  }
  if (working.size === 0) {
    return [failed!.outcome as TraceEnd];
  }
  const partial = failed === undefined ? [] : [failed.outcome as TraceEnd];
  return [...[...working].flatMap(([target, next]) => tracer.route({ ...next, subnet: target })), ...partial];
}

/** R62, D3: a firewall that saw the request passes the reply; one that did not makes the pair asymmetric. */
function passFirewall(
  tracer: Tracer,
  state: TraceState,
  owner: Extract<NextHopOwner, { kind: "firewall" }>,
): TraceEnd[] {
  const { firewall, subnet } = owner;
  const name = firewall.name ?? firewall.address;
  const guessed = owner.guessed
    ? tracer.withReason(
        state,
        tracer.reason("FIREWALL_ADDRESS_GUESSED", { firewall: name }, firewall.address),
      )
    : state;
  if (tracer.question.replyTo !== undefined) {
    return tracer.route({ ...guessed, subnet });
  }
  const result = tracer.context.firewalls.apply(firewall, guessed.packets, tracer.question.to.region);
  const filtered = tracer.filtered(guessed, result, {
    code: "FIREWALL_DENY",
    params: { firewall: name, at: name, group: name, rule: result.deniedBy?.name ?? "" },
    resource: result.deniedBy?.origin ?? firewall.policy ?? firewall.address,
  });
  if ("outcome" in filtered) {
    return [filtered];
  }
  let next: TraceState = { ...filtered, subnet };
  if (result.rulesUnknown !== undefined) {
    next = tracer.conditionally(
      { ...next, assumptions: [...next.assumptions, { kind: "firewallRules", resource: firewall.address }] },
      tracer.reason(
        "FIREWALL_RULES_UNKNOWN",
        { firewall: name, policy: result.rulesUnknown },
        firewall.address,
      ),
    );
  }
  if (result.translatesSource) {
    next = {
      ...next,
      packets: next.packets.withSources(subnet.region),
      sourceNetwork: subnet.virtualNetwork,
      translatedAt: subnet,
      translatedBy: next.devices.at(-1),
    };
  }
  return tracer.route(next);
}

interface BackendNic {
  readonly nic: NetworkInterface;
  readonly subnet: SubnetNode;
}

function backendNics(
  tracer: Tracer,
  owner: Extract<NextHopOwner, { kind: "load-balancer" }>,
  backends: Extract<
    NextHopOwner,
    { kind: "load-balancer" }
  >["loadBalancer"]["backendPools"][number]["members"],
): BackendNic[] {
  const { network, nextHops } = tracer.context;
  const found = backends.flatMap((backend): BackendNic[] => {
    const nic = network.networkInterfaces.get(backend.networkInterface ?? "");
    if (nic !== undefined) {
      const configuration =
        nic.ipConfigurations.find(({ name }) => name === backend.ipConfiguration) ?? nic.ipConfigurations[0];
      const subnet = network.subnet(configuration?.subnet);
      return subnet === undefined ? [] : [{ nic, subnet }];
    }
    if (backend.ip === undefined) {
      return [];
    }
    const resolution = nextHops.resolve(owner.subnet, { ip: backend.ip, text: backend.ip });
    return resolution.kind === "owned" && resolution.owner.kind === "nic"
      ? [{ nic: resolution.owner.nic, subnet: resolution.owner.subnet }]
      : [];
  });
  return [...new Map(found.map((backend) => [backend.nic.address, backend])).values()];
}

/** D1: whether somebody declared that the guest forwards. */
function forwardingOf(tracer: Tracer, nic: NetworkInterface): UsedAssumption {
  const owners = [nic.address, nic.virtualMachine, nic.scaleSet];
  const pools = tracer.context.network.model.loadBalancers
    .filter((balancer) =>
      balancer.backendPools.some((pool) =>
        pool.members.some((member) => member.networkInterface === nic.address),
      ),
    )
    .map(({ address }) => address);
  const ips = nic.ipConfigurations.map(({ privateIp }) => privateIp);
  const declared = tracer.context.network.model.assumptions.forwards.find(
    ({ resource, ip }) =>
      (resource !== undefined && (owners.includes(resource) || pools.includes(resource))) ||
      (ip !== undefined && ips.includes(ip)),
  );
  return {
    kind: "forwards",
    resource: nic.address,
    ...(declared === undefined ? {} : { declaredIn: declared.declaredIn }),
  };
}

/** R81: what counts as one stateful device. Instances behind one front end are one group. */
function deviceOf(
  tracer: Tracer,
  owner: Exclude<NextHopOwner, { kind: "gateway" | "route-server" }>,
): string {
  switch (owner.kind) {
    case "nic":
      return `device ${owner.nic.virtualMachine ?? owner.nic.scaleSet ?? owner.nic.address}`;
    case "load-balancer": {
      const instances = loadBalancerInstances(owner);
      const nic =
        instances.length === 1 ? tracer.context.network.networkInterfaces.get(instances[0]) : undefined;
      return nic === undefined || nic.scaleSet !== undefined
        ? `device ${owner.loadBalancer.address} ${owner.frontend.name}`
        : `device ${nic.virtualMachine ?? nic.address}`;
    }
    case "firewall":
      return `device ${owner.firewall.address}`;
    case "declared":
      return `device ${owner.declared.ip}`;
  }
}

function loadBalancerInstances(owner: Extract<NextHopOwner, { kind: "load-balancer" }>): string[] {
  const pools = new Set(
    owner.loadBalancer.rules
      .filter((rule) => rule.frontend === owner.frontend.name)
      .flatMap((rule) => rule.backendPools),
  );
  const members = owner.loadBalancer.backendPools
    .filter(({ address }) => pools.has(address))
    .flatMap((pool) => pool.members);
  return [...new Set(members.map((member) => member.networkInterface ?? member.ip ?? member.origin))];
}

function forwarderOf(
  tracer: Tracer,
  owner: Exclude<NextHopOwner, { kind: "gateway" | "route-server" }>,
): Forwarder {
  switch (owner.kind) {
    case "nic": {
      const { nic, subnet } = owner;
      const machine = tracer.context.network.virtualMachines.get(nic.virtualMachine ?? "");
      return {
        kind: "appliance",
        resource: nic.address,
        name: machine?.name ?? nic.name ?? nic.address,
        at: subnet.id,
      };
    }
    case "load-balancer":
      return {
        kind: "load-balancer",
        resource: owner.loadBalancer.address,
        name: owner.loadBalancer.name ?? owner.loadBalancer.address,
        at: owner.subnet.id,
        instances: loadBalancerInstances(owner),
      };
    case "firewall":
      return {
        kind: "firewall",
        resource: owner.firewall.address,
        name: owner.firewall.name ?? owner.firewall.address,
        at: owner.subnet.id,
      };
    case "declared":
      return {
        kind: "declared",
        resource: owner.declared.ip ?? owner.declared.resource ?? "",
        name: owner.declared.ip ?? owner.declared.resource ?? "",
        at: owner.subnet.id,
      };
  }
}
