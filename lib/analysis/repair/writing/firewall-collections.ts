import { FIREWALL_PRIORITIES } from "../../../azure/priorities";
import { Firewall, FirewallPolicy } from "../../model";

/** Its own rules, and those of the policies from which it inherits, the nearest first. */
export function policiesOf(
  firewall: Firewall,
  policies: readonly FirewallPolicy[],
): readonly [Firewall | FirewallPolicy, ...FirewallPolicy[]] {
  const chain: FirewallPolicy[] = [];
  let next = policies.find(({ address }) => address === firewall.policy);
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    const { basePolicy } = next;
    next = policies.find(({ address }) => address === basePolicy);
  }
  const [own, ...bases] = chain;
  return own === undefined ? [firewall] : [own, ...bases];
}

/** The last priority that is free, before what must come after it. */
export function lastPriority(
  used: readonly number[],
  before = FIREWALL_PRIORITIES.last + 1,
): number | undefined {
  const taken = new Set(used);
  let priority = before - 1;
  while (taken.has(priority)) {
    priority--;
  }
  return priority < FIREWALL_PRIORITIES.first ? undefined : priority;
}
