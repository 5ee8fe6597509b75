import { groupBy } from "../../collections/group-by";
import { applyLoadBalancer, backendPortOf, backendsOf } from "../filters/load-balancer";
import { LoadBalancerRule } from "../model";
import { Frontend } from "../network/endpoints";
import { AddressSet } from "../sets/address-set";
import { answersProbe } from "./health-probe";
import { isEnd, TraceEnd, TraceState, TraceStep } from "./question";
import { Instance, instancesOf } from "./through-load-balancer";
import { TraceSteps } from "./trace-steps";

/** R61: what is sent to a front end arrives at a member, whose security groups see its own address and port. */
export function enterFrontend(steps: TraceSteps, state: TraceState, end: Frontend): TraceStep {
  const { loadBalancer, frontend } = end;
  const name = loadBalancer.name ?? loadBalancer.address;
  const result = applyLoadBalancer(loadBalancer, frontend, state.packets);
  const forwarded = steps.filtered(state, result, {
    code: "LB_NO_RULE",
    params: { balancer: name, at: name, group: name, rule: "" },
    resource: loadBalancer.address,
  });
  if (isEnd(forwarded)) {
    return forwarded;
  }
  const sure =
    result.poolsUnknown === undefined
      ? forwarded
      : steps.uncertainly(forwarded, steps.argumentUnknown(name, result.poolsUnknown));
  const outcomes = result.flows.map(({ rule, packets }) => atMembers(steps, { ...sure, packets }, end, rule));
  const passed = outcomes.filter((one): one is TraceState => !isEnd(one));
  const [lost] = outcomes.filter(isEnd);
  if (passed.length === 0) {
    return lost;
  }
  const union: TraceState = {
    ...passed[0],
    packets: passed.map(({ packets }) => packets).reduce((a, b) => a.union(b)),
    reasons: [...new Set(passed.flatMap(({ reasons }) => reasons))],
    conditional: passed.some(({ conditional }) => conditional),
    uncertain: passed.some(({ uncertain }) => uncertain),
  };
  return lost === undefined
    ? union
    : lost.state.reasons.slice(0, 1).reduce((after, reason) => steps.conditionally(after, reason), union);
}

/** Those members that live, as one of them may get the packets. */
function atMembers(steps: TraceSteps, state: TraceState, end: Frontend, rule: LoadBalancerRule): TraceStep {
  const { loadBalancer } = end;
  const name = loadBalancer.name ?? loadBalancer.address;
  const { port, unknown: portUnknown } = backendPortOf(loadBalancer, rule);
  if (portUnknown !== undefined) {
    return steps.undecided(state, steps.argumentUnknown(name, portUnknown));
  }
  const { found, missing } = instancesOf(steps, end, backendsOf(loadBalancer, rule));
  const probed = found.map((instance) => ({ instance, answer: answersProbe(steps, state, name, instance) }));
  const alive = probed.filter(({ answer }) => !isEnd(answer));
  const [dead] = probed.flatMap(({ answer }) => (isEnd(answer) ? [answer] : []));
  const unknown =
    missing[0] ?? found.find(({ perhaps }) => perhaps !== undefined)?.perhaps ?? rule.poolsUnknown;
  if (alive.length === 0) {
    const nobody = steps.reason("LB_NO_BACKEND", { balancer: name }, loadBalancer.address);
    return unknown !== undefined
      ? steps.undecided(state, steps.argumentUnknown(name, unknown))
      : (dead ?? steps.lost(state, nobody));
  }
  const certain = alive.reduce<TraceState>(
    (after, { answer }) =>
      !isEnd(answer) && answer.conditional ? { ...answer, packets: after.packets } : after,
    unknown === undefined ? state : steps.uncertainly(state, steps.argumentUnknown(name, unknown)),
  );
  const instances = alive.map(({ instance }) => instance);
  const entered = inside(steps, certain, instances, rule.floatingIp ? undefined : { port });
  return isEnd(entered) ? entered : ownFrontend(steps, entered, name, instances);
}

/** The security groups of the members, subnet by subnet; with floating IP they see what was sent. */
function inside(
  steps: TraceSteps,
  state: TraceState,
  instances: readonly Instance[],
  translated: { readonly port: number | undefined } | undefined,
): TraceStep {
  let current = state;
  for (const members of groupBy(instances, ({ subnet }) => subnet.address).values()) {
    const [{ subnet }] = members;
    const known = members.flatMap(({ nic }) =>
      nic.ipConfigurations.flatMap(({ privateIp }) => privateIp ?? []),
    );
    const own = known.length < members.length ? subnet.model.prefixes : known.map((ip) => `${ip}/32`);
    const packets = translated
      ? state.packets.withDestinations(AddressSet.of(own), translated.port)
      : state.packets;
    const nics = members.map(({ nic }) => nic);
    const result = steps.context.filters.atEndpoint(subnet, "Inbound", packets, nics);
    const step = steps.filtered({ ...current, packets }, result, {
      code: "DENIED_IN",
      params: {
        at: nics.map((nic) => nic.name ?? nic.address).join(", "),
        group: result.group ?? "",
        rule: result.rule ?? "",
        ...(translated && { target: own.join(", ") }),
        ...(translated?.port !== undefined && { targetPort: String(translated.port) }),
      },
      resource: result.origin,
    });
    if (isEnd(step)) {
      return step;
    }
    current = step;
  }
  return current;
}

/** A member that asks its own front end may be given to itself, and gets no answer. */
function ownFrontend(
  steps: TraceSteps,
  state: TraceState,
  balancer: string,
  instances: readonly Instance[],
): TraceState | TraceEnd {
  const { from } = steps.question;
  const [asking, ...others] = from.partOf === undefined ? [] : (from.networkInterfaces ?? []);
  const isMember = others.length === 0 && instances.some(({ nic }) => nic === asking);
  if (asking === undefined || !isMember) {
    return state;
  }
  const reason = steps.reason(
    "LB_OWN_FRONTEND",
    { balancer, nic: asking.name ?? asking.address },
    asking.address,
  );
  return instances.length === 1 ? steps.lost(state, reason) : steps.conditionally(state, reason);
}
