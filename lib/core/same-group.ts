import { IConstruct } from "constructs";
import { quote } from "./azure-names";
import { isForeign, resolvedIn, resourceAt } from "./references";

/** Why Azure wouldn't let two things go together that must be in one resource group, as far as the program says which theirs are. */
export function otherGroupProblem(
  what: string,
  scope: IConstruct,
  ownGroup: string,
  otherWhat: string,
  otherGroup: string,
): string | undefined {
  const [own, its] = [ownGroup, otherGroup].map((group) => groupNamed(scope, group));
  return own === undefined || its === undefined || own.toLowerCase() === its.toLowerCase()
    ? undefined
    : `${what} is in the resource group ${quote(own)} and ${otherWhat} in ${quote(its)}, which Azure takes in one only: give both the ` +
        "same resourceGroupName";
}

/** The name of a group, written out or that of a resource of the stack; `undefined` where only apply tells it. */
function groupNamed(scope: IConstruct, group: string): string | undefined {
  const written = isForeign(scope, group) ? undefined : resolvedIn(scope, group);
  if (typeof written !== "string" || !written.includes("${")) {
    return written as string | undefined;
  }
  const address = /^\$\{(azurerm_resource_group\.[\w-]+)\.name\}$/.exec(written)?.[1];
  const { nameInput: name } = (resourceAt(scope, address) ?? {}) as { readonly nameInput?: unknown };
  return typeof name === "string" && !/[$%]\{/.test(name) ? name : undefined;
}
