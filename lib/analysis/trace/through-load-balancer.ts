import { applyLoadBalancer, LoadBalancerResult, ProbedBackend } from "../filters/load-balancer";
import { LoadBalancer, LoadBalancerProbe, NetworkInterface, UnknownArgument } from "../model";
import { Network } from "../network/network";
import { SubnetNode } from "../network/virtual-network-node";
import { filterAtNic, forwardingOf } from "./appliance-nic";
import { answersProbe } from "./health-probe";
import { NextHopOwner } from "./next-hop";
import { isEnd, TraceEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

type Balancer = Extract<NextHopOwner, { kind: "load-balancer" }>;

/** R61. */
export function passLoadBalancer(
  steps: TraceSteps,
  state: TraceState,
  from: SubnetNode,
  owner: Balancer,
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
  const doubted =
    link?.global === true && loadBalancer.skuUnknown === true
      ? steps.uncertainly(
          state,
          steps.argumentUnknown(name, skuUnknownOf(steps.context.network, loadBalancer)),
        )
      : state;
  const filtered = steps.filtered(doubted, result, {
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
  return throughBackends(steps, current, owner, result);
}

/** What would settle the SKU of a balancer that the input doesn't tell; of one that is only read, its own attribute. */
export function skuUnknownOf(network: Network, { address }: LoadBalancer): UnknownArgument {
  const own = { resource: address, argument: "sku", text: `\${${address}.sku}`, candidates: [] };
  return network.unknown(address, "sku") ?? own;
}

/** Each instance that may take the packets; those that only may be in the pool are ways of their own. */
function throughBackends(
  steps: TraceSteps,
  state: TraceState,
  owner: Balancer,
  { backends, poolsUnknown }: LoadBalancerResult,
): TraceStep[] {
  const name = owner.loadBalancer.name ?? owner.loadBalancer.address;
  const instances = instancesOf(steps, owner, backends);
  const sure = instances.found.filter(({ perhaps }) => perhaps === undefined);
  const probed = sure.map((instance) => ({ instance, answer: answersProbe(steps, state, name, instance) }));
  const dead = probed.flatMap(({ answer }) => (isEnd(answer) ? [answer] : []));
  const attempts = probed.flatMap(({ instance, answer }) =>
    isEnd(answer) ? [] : [{ ...instance, outcome: attempt(steps, answer, instance) }],
  );
  const failed = [
    ...attempts.flatMap(({ outcome }) => (isEnd(outcome) ? [outcome] : [])),
    // Those that live take what the dead would have got.
    ...(attempts.length === 0 ? dead : []),
  ];
  const working = new Map<SubnetNode, TraceState>();
  for (const { nic, subnet, outcome } of attempts) {
    if (!isEnd(outcome)) {
      const known = working.get(subnet) ?? { ...outcome, seen: state.seen, assumptions: state.assumptions };
      const before = known.holder?.kind === "nics" && working.has(subnet) ? known.holder.nics : [];
      working.set(subnet, {
        ...known,
        holder: { kind: "nics", nics: [...before, nic] },
        packets: known.packets.union(outcome.packets),
        conditional: known.conditional || outcome.conditional,
        uncertain: known.uncertain || outcome.uncertain,
        reasons: [...new Set([...known.reasons, ...outcome.reasons])],
        seen: [...known.seen, ...outcome.seen],
        assumptions: [...known.assumptions, forwardingOf(steps, nic)],
      });
    }
  }
  const missing = [...instances.missing, ...(poolsUnknown?.candidates.length === 0 ? [poolsUnknown] : [])];
  const isEmpty = sure.length === 0 && missing.length === 0;
  const reason = steps.reason("LB_NO_BACKEND", { balancer: name }, owner.loadBalancer.address);
  return [
    ...[...working].map(([subnet, next]): TraceStep => ({ ...next, subnet })),
    ...failed.slice(0, 1),
    ...(isEmpty ? [steps.lost(state, reason)] : []),
    ...instances.found.flatMap(({ perhaps, ...instance }): TraceStep[] => {
      if (perhaps === undefined) {
        return [];
      }
      const doubted = steps.uncertainly(state, steps.argumentUnknown(name, perhaps));
      const outcome = attempt(steps, state, instance);
      // One more among several that takes the same packets changes nothing.
      const isLike =
        !isEnd(outcome) && working.has(instance.subnet) && outcome.conditional === state.conditional;
      return isLike && sure.length > 1 ? [] : [through(steps, doubted, instance)];
    }),
    ...missing
      .slice(0, 1)
      .map((unknown): TraceEnd => steps.undecided(state, steps.argumentUnknown(name, unknown))),
  ];
}

export interface Instance {
  readonly nic: NetworkInterface;
  readonly subnet: SubnetNode;
  readonly probe?: LoadBalancerProbe;
  readonly perhaps?: UnknownArgument;
}

function attempt(steps: TraceSteps, state: TraceState, { nic, subnet }: Instance): TraceStep {
  return filterAtNic(steps, state, nic, subnet);
}

function through(steps: TraceSteps, state: TraceState, instance: Instance): TraceStep {
  const passed = attempt(steps, state, instance);
  return isEnd(passed)
    ? passed
    : {
        ...passed,
        subnet: instance.subnet,
        holder: { kind: "nics", nics: [instance.nic] },
        assumptions: [...passed.assumptions, forwardingOf(steps, instance.nic)],
      };
}

/** The NICs behind a load balancer, surely first; what the input doesn't tell of its members is missing. */
export function instancesOf(
  steps: TraceSteps,
  { subnet: from }: Pick<Balancer, "subnet">,
  backends: readonly ProbedBackend[],
): { readonly found: readonly Instance[]; readonly missing: readonly UnknownArgument[] } {
  const { network, nextHops } = steps.context;
  const found = new Map<string, Instance>();
  const missing: UnknownArgument[] = [];
  const ordered = [...backends].sort(
    (a, b) => Number(a.perhaps !== undefined) - Number(b.perhaps !== undefined),
  );
  for (const { networkInterface = "", ipConfiguration, ip, origin, probe, perhaps } of ordered) {
    const nic = network.networkInterfaces.get(networkInterface);
    const configuration =
      nic?.ipConfigurations.find(({ name }) => name === ipConfiguration) ?? nic?.ipConfigurations[0];
    const subnet = network.subnet(configuration?.subnet);
    const resolution = ip === undefined ? undefined : nextHops.resolve(from, { ip, text: ip });
    const owner =
      resolution?.kind === "owned" && resolution.owner.kind === "nic" ? resolution.owner : undefined;
    const instance =
      nic !== undefined && subnet !== undefined
        ? { nic, subnet }
        : owner && { nic: owner.nic, subnet: owner.subnet };
    if (instance !== undefined) {
      const known = found.get(instance.nic.address);
      found.set(instance.nic.address, known ?? { ...instance, probe, ...(perhaps && { perhaps }) });
    } else if (perhaps !== undefined || nic !== undefined) {
      const unplaced = nic && network.unknownPlace(nic.address);
      missing.push(...[perhaps ?? unplaced].filter((one) => one !== undefined));
    } else if (ip !== undefined && (resolution?.kind === "unknown" || resolution?.kind === "perhaps")) {
      missing.push({ resource: origin, argument: "ip_address", text: ip, candidates: [] });
    }
  }
  return { found: [...found.values()], missing };
}
