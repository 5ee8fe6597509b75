import { JsonObject, member } from "./json";

/** What a plan does to a resource, in the order in which it does that. */
export function actionsOf({ change }: JsonObject): readonly unknown[] {
  const actions = member(change, "actions");
  return Array.isArray(actions) ? actions : [];
}

/** Whether a plan lets Terraform forget a resource, which then stays in Azure. */
export function isForgottenBy(change: JsonObject): boolean {
  return actionsOf(change).includes("forget");
}
