import { LoadBalancer, LoadBalancerBackend, LoadBalancerFrontend, LoadBalancerRule } from "../model";
import { AddressSet } from "../sets/address-set";
import { ANY_PORT, PacketSet, portRanges, protocolRanges } from "../sets/packet-set";

/** What a front end makes of packets that a route hands to it (R61). */
export interface LoadBalancerResult {
  readonly passed: PacketSet;
  readonly denied: PacketSet;
  /** Backends of the rules that matched. */
  readonly backends: readonly LoadBalancerBackend[];
  /** ICMP passes only because HA ports are taken to include it, which is not documented (U8). */
  readonly haPorts: boolean;
}

export function applyLoadBalancer(
  loadBalancer: LoadBalancer,
  frontend: LoadBalancerFrontend,
  packets: PacketSet,
): LoadBalancerResult {
  let rest = packets;
  let passed = PacketSet.NONE;
  const pools = new Set<string>();
  let haPorts = false;
  for (const rule of loadBalancer.rules.filter(({ frontend: name }) => name === frontend.name)) {
    const all = isHaPorts(loadBalancer, rule);
    const split = rest.split({
      sources: AddressSet.ALL,
      destinations: AddressSet.ALL,
      protocols: protocolRanges([rule.protocol]),
      sourcePorts: ANY_PORT,
      destinationPorts: all ? ANY_PORT : portRanges([String(rule.frontendPort)]),
    });
    if (!split.matched.isEmpty) {
      passed = passed.concat(split.matched);
      rest = split.rest;
      haPorts = haPorts || all;
      rule.backendPools.forEach((pool) => pools.add(pool));
    }
  }
  return {
    passed,
    denied: rest,
    haPorts,
    backends: loadBalancer.backendPools
      .filter(({ address }) => pools.has(address))
      .flatMap((pool) => pool.members),
  };
}

/** All protocols and ports; a Basic load balancer has no such rules. */
function isHaPorts(loadBalancer: LoadBalancer, rule: LoadBalancerRule): boolean {
  return /^all$/i.test(rule.protocol) && rule.frontendPort === 0 && !/^basic$/i.test(loadBalancer.sku);
}
