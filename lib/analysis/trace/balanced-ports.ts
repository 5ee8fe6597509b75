import { LoadBalancer, LoadBalancerBackend, LoadBalancerRule, UnknownArgument } from "../model";

/** A rule of a load balancer: which ports it takes, to which it sends them, and to whom. */
export interface BalancedPorts {
  readonly rule: LoadBalancerRule;
  /** `*`, `443`. */
  readonly outside: string;
  readonly inside: string;
  readonly members: readonly LoadBalancerBackend[];
  readonly poolsUnknown?: UnknownArgument;
}

export function balancedPorts(balancer: LoadBalancer): BalancedPorts[] {
  return balancer.rules.map((rule) => {
    const isAll = /^all$/i.test(rule.protocol) && rule.frontendPort === 0;
    const port = rule.floatingIp ? rule.frontendPort : rule.backendPort;
    return {
      rule,
      outside: isAll ? "*" : String(rule.frontendPort),
      inside: isAll ? "*" : String(port),
      members: balancer.backendPools
        .filter(
          ({ address }) =>
            rule.backendPools.includes(address) || rule.poolsUnknown?.candidates.includes(address) === true,
        )
        .flatMap(({ members }) => members),
      ...(rule.poolsUnknown && { poolsUnknown: rule.poolsUnknown }),
    };
  });
}
