import { FORGOTTEN, ModelProblem } from "../model";
import { isJsonObject, JsonObject, member, objectsIn } from "./json";
import { actionsOf, isForgottenBy } from "./plan-actions";
import { deposedAddress, shownResources, ShownResource } from "./state";
import { OpenInstances } from "./terraform/value";

/** What is in Azure when a plan is applied, or may be, though the plan doesn't make it. */
export interface PlanRest {
  readonly shown: ShownResource;
  /** Terraform forgets it (`removed` with `destroy = false`): who has it then, and whether it stays, nobody says. */
  readonly open?: OpenInstances;
}

/**
 * Resources that a plan leaves alone. With `-target` and `-refresh-only` it says nothing of what it doesn't touch, which
 * the prior state still has; of what Terraform forgets it lists an empty shell.
 */
export function restOf(document: JsonObject): PlanRest[] {
  const prior = shownResources(member(member(document.prior_state, "values"), "root_module"));
  const planned = shownResources(member(document.planned_values, "root_module"));
  const changes = objectsIn(document.resource_changes);
  const told = new Set([...planned.map(({ address }) => address), ...changes.map(changedAddress)]);
  const forgotten = new Set(changes.filter(isForgottenBy).map(({ address }) => address));
  return prior.flatMap((shown): PlanRest[] => {
    const { mode, address } = shown;
    if (mode === "managed" && forgotten.has(address)) {
      return [{ shown, open: { of: address, argument: FORGOTTEN, text: `${FORGOTTEN} ${address}` } }];
    }
    return told.has(address) ? [] : [{ shown }];
  });
}

function changedAddress({ address, deposed }: JsonObject): unknown {
  return typeof address === "string" && typeof deposed === "string"
    ? deposedAddress(address, deposed)
    : address;
}

/** What a plan says of itself that its verdicts rest on. */
export function planProblems(document: JsonObject, rest: readonly PlanRest[]): ModelProblem[] {
  if (document.errored === true) {
    return [{ code: "PLAN_INCOMPLETE", resource: "" }];
  }
  const changes = objectsIn(document.resource_changes).filter(({ mode }) => mode !== "data");
  const isDestroyed = (change: JsonObject): boolean => actionsOf(change).join() === "delete";
  const remains = shownResources(member(document.planned_values, "root_module"));
  if (changes.length > 0 && changes.every(isDestroyed) && !remains.some(({ mode }) => mode === "managed")) {
    return [{ code: "PLAN_DESTROYS", resource: "", text: String(changes.length) }];
  }
  const deferred = objectsIn(document.deferred_changes).flatMap(({ reason, resource_change: change }) => {
    const address = member(change, "address");
    return typeof address === "string" ? [{ address, reason: typeof reason === "string" ? reason : "" }] : [];
  });
  if (deferred.length > 0) {
    return deferred.map(({ address, reason }) => ({ code: "PLAN_DEFERS", resource: address, text: reason }));
  }
  const left = rest.filter(({ shown, open }) => shown.mode === "managed" && open === undefined);
  const isChange = objectsIn(document.resource_changes).length > 0;
  // Terraform before 1.8 doesn't say so itself.
  if (document.complete === false || (document.complete === undefined && isChange && left.length > 0)) {
    const names = [...undeclaredYet(document), ...left.map(({ shown }) => shown.address)];
    return [
      {
        code: "PLAN_TARGETED",
        resource: "",
        text: names.slice(0, SHOWN).join(", ") + (names.length > SHOWN ? ` +${names.length - SHOWN}` : ""),
      },
    ];
  }
  return !isChange && left.length > 0 ? [{ code: "PLAN_REFRESHES", resource: "" }] : [];
}

const SHOWN = 5;

/** Resources that are written and that neither the plan nor the prior state has an instance of. */
function undeclaredYet(document: JsonObject): string[] {
  const shown = [
    member(document.planned_values, "root_module"),
    member(member(document.prior_state, "values"), "root_module"),
  ];
  const known = new Set(shown.flatMap(shownResources).map(({ address }) => withoutKeys(address)));
  const visit = (module: unknown, prefix: string): string[] => [
    ...objectsIn(member(module, "resources")).flatMap(({ mode, address }) =>
      mode === "managed" && typeof address === "string" ? [`${prefix}${address}`] : [],
    ),
    ...Object.entries(objectOf(member(module, "module_calls"))).flatMap(([name, call]) =>
      visit(member(call, "module"), `${prefix}module.${name}.`),
    ),
  ];
  return visit(member(document.configuration, "root_module"), "").filter((address) => !known.has(address));
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** `module.a.azurerm_subnet.s` for `module.a["x.y"].azurerm_subnet.s[0]`. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");
}
