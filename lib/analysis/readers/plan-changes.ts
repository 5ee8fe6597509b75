import { PlannedChange } from "../model";
import { asText, isJsonObject, JsonObject, member, objectsIn } from "./json";
import { actionsOf } from "./plan-actions";
import { usersOfGone } from "./plan-users";

/** What happens to managed resources; what stays as it is is left out. */
export function plannedChanges(document: JsonObject): PlannedChange[] {
  const drift = new Map(objectsIn(document.resource_drift).map((one) => [one.address, one.change]));
  // A deposed object is what an earlier replacement has left behind: its successor stays.
  const all = objectsIn(document.resource_changes).filter((change) => !isDeposed(change));
  const users = usersOfGone(all);
  return all.flatMap((change): PlannedChange[] => {
    const paths = member(change.change, "replace_paths");
    const { address, type, mode } = change;
    const action = actionOf(change);
    if (typeof address !== "string" || typeof type !== "string" || mode === "data") {
      return [];
    }
    const because = (Array.isArray(paths) ? paths : [])
      .map((path: unknown) => (Array.isArray(path) ? asText(path[0]) : ""))
      .filter((name) => name !== "");
    const known = { address, type, because: [...new Set(because)] };
    return action === undefined
      ? []
      : [
          {
            ...known,
            action,
            ...(createsFirst(change) && { createsFirst: true }),
            ...reasonOf(change),
            ...holderOf(type, change.change, action),
            ...idOf(type, change.change, action),
            ...undone(drift.get(address), change.change, action),
            ...updated(change.change, action),
            ...(users.has(address) && { users: users.get(address) }),
          },
        ];
  });
}

/** What an earlier replacement has left behind. */
export function isDeposed({ deposed }: JsonObject): boolean {
  return typeof deposed === "string";
}

function actionOf(change: JsonObject): PlannedChange["action"] | undefined {
  const actions = actionsOf(change);
  const has = (action: string): boolean => actions.includes(action);
  return has("delete") && has("create")
    ? "replace"
    : (["delete", "create", "update"] as const).find((one) => has(one));
}

function createsFirst(change: JsonObject): boolean {
  const actions = actionsOf(change);
  return actions[0] === "create" && actions.includes("delete");
}

function reasonOf({ action_reason: reason }: JsonObject): Pick<PlannedChange, "reason"> {
  return reason === "replace_because_tainted"
    ? { reason: "tainted" }
    : reason === "replace_by_request"
      ? { reason: "requested" }
      : {};
}

function idOf(type: string, change: unknown, action: PlannedChange["action"]): Pick<PlannedChange, "id"> {
  const id = member(member(change, "before"), "id");
  const isGone = action === "replace" || action === "delete";
  return isGone && type === "azurerm_virtual_network" && typeof id === "string"
    ? { id: id.toLowerCase() }
    : {};
}

/** What an association binds something to, in lower case, where its id is known. */
function holderOf(
  type: string,
  change: unknown,
  action: PlannedChange["action"],
): Pick<PlannedChange, "holder"> {
  const values = member(change, action === "delete" ? "before" : "after");
  const holder = member(values, "subnet_id") ?? member(values, "network_interface_id");
  return type.endsWith("_association") && typeof holder === "string" ? { holder: holder.toLowerCase() } : {};
}

/** Of what was changed outside of Terraform, that which the plan changes back; the rest is noise of providers. */
function undone(
  drift: unknown,
  change: unknown,
  action: PlannedChange["action"],
): Pick<PlannedChange, "undoes" | "recreates"> {
  const kind = actionOf({ change: drift });
  if (kind === "delete" && action === "create") {
    return { recreates: true };
  }
  const undoes = kind === "update" && action !== "delete" ? changedIn(drift, toldIn(change)) : [];
  return undoes.length === 0 ? {} : { undoes };
}

/** Arguments that a change gives another value; what only apply tells are mostly exports, such as a table's `subnets`. */
function toldIn(change: unknown): string[] {
  const unknown = member(change, "after_unknown");
  return changedIn(change).filter((name) => member(unknown, name) !== true);
}

function updated(
  change: unknown,
  action: PlannedChange["action"],
): Pick<PlannedChange, "updates" | "overwrites"> {
  const updates = action === "update" ? changedIn(change) : [];
  if (updates.length === 0) {
    return {};
  }
  return isJsonObject(member(change, "importing")) ? { updates, overwrites: updates } : { updates };
}

/** Arguments that have another value after a change; of some of them. */
function changedIn(change: unknown, among?: readonly string[]): string[] {
  const [before, after, unknown] = ["before", "after", "after_unknown"].map((name) => member(change, name));
  const names = new Set(
    [before, after, unknown].flatMap((one) => (isJsonObject(one) ? Object.keys(one) : [])),
  );
  return [...names]
    .filter((name) => among === undefined || among.includes(name))
    .filter(
      (name) =>
        member(unknown, name) === true ||
        JSON.stringify(member(before, name) ?? null) !== JSON.stringify(member(after, name) ?? null),
    );
}
