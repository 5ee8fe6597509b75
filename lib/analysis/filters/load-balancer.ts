import {
  LoadBalancer,
  LoadBalancerBackend,
  LoadBalancerFrontend,
  LoadBalancerProbe,
  LoadBalancerRule,
  mayBeAny,
  UnknownArgument,
} from "../model";
import { AddressSet } from "../sets/address-set";
import { ANY_PORT, PacketSet, portRanges, protocolRanges } from "../sets/packet-set";

/** What a front end makes of packets that a route hands to it (R61). */
export interface LoadBalancerResult {
  /** Where it depends on a rule, what may pass at most. */
  readonly passed: PacketSet;
  readonly denied: PacketSet;
  /** What each rule that matched takes of them. */
  readonly flows: readonly { readonly rule: LoadBalancerRule; readonly packets: PacketSet }[];
  /** Backends of the rules that matched. */
  readonly backends: readonly ProbedBackend[];
  /** ICMP passes only because HA ports are taken to include it, which is not documented (U8). */
  readonly haPorts: boolean;
  /** A rule that may be there, and on which the answer depends. */
  readonly dependsOn?: {
    readonly name: string;
    readonly origin: string;
    readonly perhaps: UnknownArgument;
  };
  /** Pools of a rule of which the input doesn't tell which. */
  readonly poolsUnknown?: UnknownArgument;
}

/** A member of a pool, and by what the rule that leads to it asks whether it lives. */
export interface ProbedBackend extends LoadBalancerBackend {
  readonly probe?: LoadBalancerProbe;
}

export function applyLoadBalancer(
  loadBalancer: LoadBalancer,
  frontend: LoadBalancerFrontend,
  packets: PacketSet,
): LoadBalancerResult {
  let rest = packets;
  let passed = PacketSet.NONE;
  const flows: { readonly rule: LoadBalancerRule; readonly packets: PacketSet }[] = [];
  for (const rule of rulesOf(loadBalancer, frontend)) {
    const split = (rule.perhaps === undefined ? rest : packets).split({
      sources: AddressSet.ALL,
      destinations: AddressSet.ALL,
      protocols: protocolRanges([rule.protocol]),
      sourcePorts: ANY_PORT,
      destinationPorts:
        rule.frontendPort === undefined || isHaPorts(loadBalancer, rule)
          ? ANY_PORT
          : portRanges([String(rule.frontendPort)]),
    });
    if (!split.matched.isEmpty) {
      passed = passed.union(split.matched);
      rest = rule.perhaps === undefined ? split.rest : rest;
      flows.push({ rule, packets: split.matched });
    }
  }
  const matching = flows.map(({ rule }) => rule);
  const open = matching.find(({ perhaps }) => perhaps !== undefined);
  return {
    passed,
    denied: rest,
    flows,
    haPorts: matching.some((rule) => isHaPorts(loadBalancer, rule)),
    backends: matching.flatMap((rule) => backendsOf(loadBalancer, rule)),
    dependsOn: open?.perhaps && { name: open.name ?? "", origin: open.address, perhaps: open.perhaps },
    poolsUnknown: matching.find(({ poolsUnknown }) => poolsUnknown !== undefined)?.poolsUnknown,
  };
}

/** Everything that may be behind a front end. */
export function backendsOfFrontend(
  loadBalancer: LoadBalancer,
  frontend: LoadBalancerFrontend,
): readonly LoadBalancerBackend[] {
  return rulesOf(loadBalancer, frontend).flatMap((rule) => backendsOf(loadBalancer, rule));
}

/** Rules of a front end; what may belong to it comes last. */
function rulesOf(loadBalancer: LoadBalancer, frontend: LoadBalancerFrontend): readonly LoadBalancerRule[] {
  const own = loadBalancer.rules.filter(({ frontend: name }) => name === frontend.name);
  return [
    ...own.filter(({ perhaps }) => perhaps === undefined),
    ...own.filter(({ perhaps }) => perhaps !== undefined),
  ];
}

/** What a rule makes of the port: HA ports and floating IP leave it. */
export function backendPortOf(
  loadBalancer: LoadBalancer,
  rule: LoadBalancerRule,
): { readonly port?: number; readonly unknown?: UnknownArgument } {
  if (isHaPorts(loadBalancer, rule)) {
    return {};
  }
  const { portUnknown, floatingIp, backendPort } = rule;
  return { ...(portUnknown && { unknown: portUnknown }), ...(!floatingIp && { port: backendPort }) };
}

/** What would settle whether a rule leads to a pool; undefined where it surely does. */
export function poolUnknown(
  { backendPools, poolsUnknown }: LoadBalancerRule,
  pool: string,
): UnknownArgument | "no" | undefined {
  if (backendPools.includes(pool)) {
    return undefined;
  }
  const isMeant =
    poolsUnknown !== undefined && (mayBeAny(poolsUnknown) || poolsUnknown.candidates.includes(pool));
  return isMeant ? poolsUnknown : "no";
}

/** Members of a rule's pools; of a rule that may be there, and in pools that may be meant, only perhaps. */
export function backendsOf({ backendPools }: LoadBalancer, rule: LoadBalancerRule): readonly ProbedBackend[] {
  const { perhaps, probe } = rule;
  return backendPools.flatMap(({ address, members }) => {
    const open = poolUnknown(rule, address);
    if (open === "no") {
      return [];
    }
    const unknown = perhaps ?? open;
    return members.map((member) => ({
      ...member,
      ...(probe && { probe }),
      ...(unknown && { perhaps: unknown }),
    }));
  });
}

/** All protocols and ports; a Basic load balancer has no such rules. */
function isHaPorts(loadBalancer: LoadBalancer, rule: LoadBalancerRule): boolean {
  return /^all$/i.test(rule.protocol) && rule.frontendPort === 0 && !/^basic$/i.test(loadBalancer.sku);
}
