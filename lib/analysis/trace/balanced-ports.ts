import { backendPortOf, backendsOf } from "../filters/load-balancer";
import { LoadBalancer, LoadBalancerBackend, LoadBalancerNatRule, LoadBalancerRule } from "../model";

/** A rule of a load balancer: which ports it takes, to which it sends them, and to whom. */
export interface BalancedPorts<Rule = LoadBalancerRule> {
  readonly rule: Rule;
  /** `*`, `443`. */
  readonly outside: string;
  /** `*` also where the input doesn't tell, which its members then say. */
  readonly inside: string;
  readonly members: readonly LoadBalancerBackend[];
}

export function balancedPorts(balancer: LoadBalancer): BalancedPorts[] {
  return balancer.rules.map((rule) => {
    const isAll = /^all$/i.test(rule.protocol) && rule.frontendPort === 0;
    const port = rule.floatingIp ? rule.frontendPort : rule.backendPort;
    const { unknown } = backendPortOf(balancer, rule);
    return {
      rule,
      outside: isAll ? "*" : String(rule.frontendPort ?? "*"),
      inside: isAll || unknown !== undefined ? "*" : String(port ?? "*"),
      members: backendsOf(balancer, rule).map((member) => ({
        ...member,
        ...(unknown && { perhaps: member.perhaps ?? unknown }),
      })),
    };
  });
}

/** The same of rules that lead to one machine each. */
export function natPorts({ natRules = [] }: LoadBalancer): BalancedPorts<LoadBalancerNatRule>[] {
  return natRules.map((rule) => {
    const unknown = rule.perhaps ?? rule.portUnknown;
    return {
      rule,
      outside: rule.frontendPorts,
      inside: String(rule.backendPort ?? "*"),
      members: rule.members.map((member) => ({
        ...member,
        ...(unknown && { perhaps: member.perhaps ?? unknown }),
      })),
    };
  });
}
