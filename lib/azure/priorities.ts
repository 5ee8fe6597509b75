/** Priorities of one kind: the lowest number decides. */
export interface Priorities {
  /**
   *
   */
  readonly first: number;
  /**
   *
   */
  readonly last: number;
}

/** Of rules of a network security group. Source: "Network security groups", security rules. */
export const SECURITY_RULE_PRIORITIES: Priorities = { first: 100, last: 4096 };

/** Of a network manager's admin rules. Source: "Security admin rules in Azure Virtual Network Manager", priority. */
export const ADMIN_RULE_PRIORITIES: Priorities = { first: 1, last: 4096 };

/** Of a firewall's rule collections and of their groups. Source: "Azure Firewall Policy rule sets". */
export const FIREWALL_PRIORITIES: Priorities = { first: 100, last: 65000 };

/** Whether Azure takes a number as priority. */
export function isPriority(priority: number, { first, last }: Priorities): boolean {
  return Number.isInteger(priority) && priority >= first && priority <= last;
}
