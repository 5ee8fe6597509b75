import { asText } from "../json";
import { printValue, scalarOf, TerraformValue } from "../terraform/value";
import { memberOf } from "./values";

type Surroundings = (name: string) => TerraformValue | undefined;

/** `resourceId(…)` and its siblings; `undefined` for another function. Names that are unknown stand in an id by name. */
export function resourceIdOf(
  name: string,
  args: readonly TerraformValue[],
  surroundings: Surroundings,
): TerraformValue | undefined {
  const at = args.findIndex((arg, index) => isType(arg) && !(name === "extensionresourceid" && index === 0));
  if (at < 0) {
    return undefined;
  }
  const [before, type, names] = [args.slice(0, at), asText(scalarOf(args[at])), args.slice(at + 1)];
  const own = (where: string, key: string): string =>
    step(memberOf(surroundings(where) ?? null, key) ?? null);
  switch (name) {
    case "resourceid": {
      const group = before.length > 0 ? step(before.at(-1)!) : own("resourcegroup", "name");
      const subscription = before.length > 1 ? step(before[0]) : own("subscription", "subscriptionId");
      return idIn(`/subscriptions/${subscription}/resourceGroups/${group}`, type, names);
    }
    case "subscriptionresourceid": {
      const subscription = before.length > 0 ? step(before[0]) : own("subscription", "subscriptionId");
      return idIn(`/subscriptions/${subscription}`, type, names);
    }
    case "extensionresourceid":
      return idIn(printValue(before[0] ?? ""), type, names);
    case "tenantresourceid":
      return idIn("", type, names);
    default:
      return undefined;
  }
}

/** The id of a resource of a type in a scope. */
export function idIn(scope: string, type: string, names: readonly TerraformValue[]): string {
  // Many a template ends the type with a slash, and Azure takes it.
  const [provider, ...kinds] = type.split("/").filter((part) => part !== "");
  if (/^microsoft\.resources\/resourcegroups$/i.test(type)) {
    return `${scope}/resourceGroups/${step(names[0] ?? "")}`;
  }
  // A name may be that of the whole path.
  const steps = names.flatMap((name) => step(name).split("/"));
  return [scope, "providers", provider, ...kinds.flatMap((kind, index) => [kind, steps[index] ?? ""])].join(
    "/",
  );
}

/** A piece of an id: what is unknown in it holds no slash. */
function step(value: TerraformValue): string {
  return printValue(value).replace(/\$\{[^}]*\}/g, (unknown) => unknown.replaceAll("/", ":"));
}

/** `Microsoft.Network/virtualNetworks`. */
function isType(value: TerraformValue): boolean {
  return /^[\w-]+(\.[\w-]+)+\/[\w/-]+$/.test(asText(scalarOf(value) ?? ""));
}
