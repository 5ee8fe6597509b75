import { member, objectsIn } from "./json";
import { actionsOf } from "./plan-actions";

/** What an association binds to its subnet, which azurerm 5 exports as an argument of the subnet too. */
const BOUND_BY: { readonly [type: string]: string } = {
  azurerm_subnet_network_security_group_association: "network_security_group_id",
  azurerm_subnet_route_table_association: "route_table_id",
};

/**
 * What subnets export of before the plan and won't have after it, since the plan deletes or replaces the association:
 * until it is refreshed, the subnet still has the old id. By the subnet's id in lower case.
 */
export function unboundByPlan(changes: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const unbound = new Map<string, Set<string>>();
  for (const resource of objectsIn(changes)) {
    const { type, change } = resource;
    const argument = typeof type === "string" && Object.hasOwn(BOUND_BY, type) ? BOUND_BY[type] : undefined;
    const subnet = member(member(change, "before"), "subnet_id");
    if (argument !== undefined && typeof subnet === "string" && actionsOf(resource).includes("delete")) {
      const id = subnet.toLowerCase();
      unbound.set(id, (unbound.get(id) ?? new Set()).add(argument));
    }
  }
  return unbound;
}
