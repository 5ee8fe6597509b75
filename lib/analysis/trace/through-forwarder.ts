import { applyLoadBalancer } from "../filters/load-balancer";
import { IpReference, NetworkInterface } from "../model";
import { SubnetNode } from "../network/network";
import { Forwarder, UsedAssumption } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { NextHopOwner } from "./next-hop-owner";
import { isEnd, TraceEnd, TraceState, TraceStep } from "./question";
import { enterGateway } from "./through-gateway";
import { TraceSteps } from "./trace-steps";

/** Hands a packet to whoever has a next hop's address, and goes on from there (R21). */
export function passForwarder(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  reference: IpReference,
): TraceStep[] {
  const text = reference.ip ?? reference.text;
  const resolution = steps.context.nextHops.resolve(state.subnet, reference);
  const params = { at: state.subnet.id, ip: text, route: entry.name ?? "" };
  switch (resolution.kind) {
    case "unknown":
      return [
        steps.lost(
          steps.at(state, entry),
          reference.ip === undefined
            ? steps.reason("ADDRESS_UNKNOWN", { ...params, what: text }, entry.origin)
            : steps.reason("NEXT_HOP_ELSEWHERE", params, entry.origin),
          "UNKNOWN",
        ),
      ];
    case "perhaps":
      return [
        steps.lost(
          steps.at(state, entry),
          steps.reason(
            "NEXT_HOP_PERHAPS",
            { ip: text, route: entry.name ?? "", candidates: resolution.names.join(", ") },
            entry.origin,
          ),
          "UNKNOWN",
        ),
      ];
    case "not-found":
      return [steps.lost(steps.at(state, entry), steps.notFound(state, text, entry))];
    case "not-reachable": {
      const owner = resolution.owner?.subnet.virtualNetwork.name ?? "";
      return [
        steps.lost(
          steps.at(state, entry),
          steps.reason("NEXT_HOP_NOT_REACHABLE", { ...params, owner }, entry.origin),
        ),
      ];
    }
    case "owned":
      return passOwner(steps, state, entry, resolution.owner, text);
  }
}

function passOwner(
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
    return [
      steps.lost(
        steps.at(state, entry),
        steps.reason(
          "ROUTE_SERVER_NOT_FORWARDING",
          { at: state.subnet.id, server: owner.address },
          owner.address,
        ),
      ),
    ];
  }
  const hop = steps.at(state, entry, forwarderOf(steps, owner));
  const device = deviceOf(steps, owner);
  if (state.visited.includes(device)) {
    return [
      steps.lost(
        hop,
        steps.reason("LOOP", { at: state.subnet.id, through: forwarderOf(steps, owner).name }, entry.origin),
      ),
    ];
  }
  const crossed = steps.cross(hop, owner.subnet);
  if (isEnd(crossed)) {
    return [crossed];
  }
  const { to } = steps.question;
  if (owner.kind === "firewall" && to.subnet === owner.subnet) {
    // Its subnet holds nothing but the firewall: it is the destination.
    return [{ outcome: "DELIVERED", state: steps.withHop(crossed, { at: to.id, resource: to.address }) }];
  }
  const inside: TraceState = {
    ...crossed,
    fromGateway: false,
    visited: [...crossed.visited, device],
    devices: [...crossed.devices, device],
  };
  switch (owner.kind) {
    case "nic":
      return passNic(steps, inside, owner.nic, owner.subnet);
    case "load-balancer":
      return passLoadBalancer(steps, inside, state.subnet, owner);
    case "firewall":
      return passFirewall(steps, inside, owner);
    case "declared":
      return [
        {
          ...inside,
          subnet: owner.subnet,
          assumptions: [
            ...inside.assumptions,
            { kind: "forwards", resource: ip, declaredIn: owner.declared.declaredIn },
          ],
        },
      ];
  }
}

/** R22, R60, R65: NSGs around the appliance, the flag on its NIC, then its subnet's own routes. */
function passNic(
  steps: TraceSteps,
  state: TraceState,
  nic: NetworkInterface,
  subnet: SubnetNode,
): TraceStep[] {
  const filtered = filterAtNic(steps, state, nic, subnet);
  if (isEnd(filtered)) {
    return [filtered];
  }
  return [
    {
      ...filtered,
      subnet,
      assumptions: [...filtered.assumptions, forwardingOf(steps, nic)],
    },
  ];
}

function filterAtNic(
  steps: TraceSteps,
  state: TraceState,
  nic: NetworkInterface,
  subnet: SubnetNode,
): TraceStep {
  const { filters } = steps.context;
  const spot = `nic ${nic.address}`;
  const known = steps.question.replyTo?.seen.has(spot) === true;
  const params = { at: nic.name ?? nic.address };
  let current = state;
  if (!known) {
    const inbound = filters.atNic(subnet, nic, "Inbound", current.packets);
    const step = steps.filtered(current, inbound, {
      code: "DENIED_IN",
      params: { ...params, group: inbound.group ?? "", rule: inbound.rule ?? "" },
      resource: inbound.origin,
    });
    if (isEnd(step)) {
      return step;
    }
    current = step;
  }
  if (nic.ipForwardingUnknown === true) {
    current = steps.uncertainly(current, steps.flagUnknown(nic, "ip_forwarding_enabled"));
  } else if (!nic.ipForwarding) {
    return steps.lost(
      current,
      steps.reason("IP_FORWARDING_DISABLED", { nic: nic.name ?? nic.address }, nic.address),
    );
  }
  if (!known) {
    const outbound = filters.atNic(subnet, nic, "Outbound", current.packets);
    const step = steps.filtered(current, outbound, {
      code: "DENIED_OUT",
      params: { ...params, group: outbound.group ?? "", rule: outbound.rule ?? "" },
      resource: outbound.origin,
    });
    if (isEnd(step)) {
      return step;
    }
    current = step;
  }
  return { ...current, seen: [...current.seen, spot] };
}

/** R61. */
function passLoadBalancer(
  steps: TraceSteps,
  state: TraceState,
  from: SubnetNode,
  owner: Extract<NextHopOwner, { kind: "load-balancer" }>,
): TraceStep[] {
  const { loadBalancer, frontend, subnet } = owner;
  const name = loadBalancer.name ?? loadBalancer.address;
  const link = from.virtualNetwork.links.get(subnet.virtualNetwork);
  if (link?.global === true && /^basic$/i.test(loadBalancer.sku)) {
    // R34.
    return [
      steps.lost(
        state,
        steps.reason("LB_BASIC_GLOBAL_PEERING", { balancer: name, at: from.id }, loadBalancer.address),
      ),
    ];
  }
  const result = applyLoadBalancer(loadBalancer, frontend, state.packets);
  const filtered = steps.filtered(state, result, {
    code: "LB_NO_RULE",
    params: { balancer: name, at: name, group: name, rule: "" },
    resource: loadBalancer.address,
  });
  if (isEnd(filtered)) {
    return [filtered];
  }
  let current = filtered;
  if (result.haPorts && /^(icmp|any)$/.test(steps.context.options.protocol ?? "")) {
    current = steps.conditionally(
      current,
      steps.reason("LB_ICMP_UNCONFIRMED", { balancer: name }, loadBalancer.address),
    );
  }
  const nics = backendNics(steps, owner, result.backends);
  if (nics.length === 0) {
    return [steps.lost(current, steps.reason("LB_NO_BACKEND", { balancer: name }, loadBalancer.address))];
  }
  const attempts = nics.map((nic) => ({ nic, outcome: filterAtNic(steps, current, nic.nic, nic.subnet) }));
  const failed = attempts.find(({ outcome }) => isEnd(outcome));
  const working = new Map<SubnetNode, TraceState>();
  for (const { nic, outcome } of attempts) {
    if (!isEnd(outcome)) {
      const known = working.get(nic.subnet) ?? {
        ...outcome,
        seen: current.seen,
        assumptions: current.assumptions,
      };
      working.set(nic.subnet, {
        ...known,
        packets: known.packets.union(outcome.packets),
        conditional: known.conditional || outcome.conditional,
        reasons: [...new Set([...known.reasons, ...outcome.reasons])],
        seen: [...known.seen, ...outcome.seen],
        assumptions: [...known.assumptions, forwardingOf(steps, nic.nic)],
      });
    }
  }
  if (working.size === 0) {
    return [failed!.outcome as TraceEnd];
  }
  const partial = failed === undefined ? [] : [failed.outcome as TraceEnd];
  return [...[...working].map(([target, next]) => ({ ...next, subnet: target })), ...partial];
}

/** R62, D3: a firewall that saw the request passes the reply; one that did not makes the pair asymmetric. */
function passFirewall(
  steps: TraceSteps,
  state: TraceState,
  owner: Extract<NextHopOwner, { kind: "firewall" }>,
): TraceStep[] {
  const { firewall, subnet } = owner;
  const name = firewall.name ?? firewall.address;
  const guessed = owner.guessed
    ? steps.withReason(state, steps.reason("FIREWALL_ADDRESS_GUESSED", { firewall: name }, firewall.address))
    : state;
  if (steps.question.replyTo !== undefined) {
    return [{ ...guessed, subnet }];
  }
  const result = steps.context.firewalls.apply(firewall, guessed.packets, steps.question.to.region);
  const filtered = steps.filtered(guessed, result, {
    code: "FIREWALL_DENY",
    params: { firewall: name, at: name, group: name, rule: result.deniedBy?.name ?? "" },
    resource: result.deniedBy?.origin ?? firewall.policy ?? firewall.address,
  });
  if (isEnd(filtered)) {
    return [filtered];
  }
  let next: TraceState = { ...filtered, subnet };
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
    next = steps.conditionally(
      next,
      steps.reason("FIREWALL_THREAT_INTELLIGENCE", { firewall: name }, firewall.policy ?? firewall.address),
    );
  }
  if (result.translatesSource) {
    next = {
      ...next,
      packets: next.packets.withSources(subnet.region),
      sourceNetwork: subnet.virtualNetwork,
      translations: [
        ...next.translations,
        { at: subnet, device: next.devices.at(-1)!, forwarder: forwarderOf(steps, owner) },
      ],
    };
  }
  return [next];
}

interface BackendNic {
  readonly nic: NetworkInterface;
  readonly subnet: SubnetNode;
}

function backendNics(
  steps: TraceSteps,
  owner: Extract<NextHopOwner, { kind: "load-balancer" }>,
  backends: Extract<
    NextHopOwner,
    { kind: "load-balancer" }
  >["loadBalancer"]["backendPools"][number]["members"],
): BackendNic[] {
  const { network, nextHops } = steps.context;
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
function forwardingOf(steps: TraceSteps, nic: NetworkInterface): UsedAssumption {
  const owners = [nic.address, nic.virtualMachine, nic.scaleSet];
  const pools = steps.context.network.model.loadBalancers
    .filter((balancer) =>
      balancer.backendPools.some((pool) =>
        pool.members.some((member) => member.networkInterface === nic.address),
      ),
    )
    .map(({ address }) => address);
  const ips = nic.ipConfigurations.map(({ privateIp }) => privateIp);
  const declared = steps.context.network.model.assumptions.forwards.find(
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
  steps: TraceSteps,
  owner: Exclude<NextHopOwner, { kind: "gateway" | "route-server" }>,
): string {
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
  steps: TraceSteps,
  owner: Exclude<NextHopOwner, { kind: "gateway" | "route-server" }>,
): Forwarder {
  switch (owner.kind) {
    case "nic": {
      const { nic, subnet } = owner;
      const machine = steps.context.network.virtualMachines.get(nic.virtualMachine ?? "");
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
