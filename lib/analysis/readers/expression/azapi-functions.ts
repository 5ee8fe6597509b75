import { Leaf } from "../terraform/value";
import { Evaluated } from "./evaluated";
import { Place } from "./place";
import { object, refusal, textOf, written } from "./resource-id-pieces";
import { Missing } from "./union";
import { itemsOf, knownScalar, referencesIn } from "./values";

/** azapi's functions, which make ids and take them to pieces. */
export const AZAPI_FUNCTIONS: Record<string, (args: readonly Evaluated[]) => Evaluated | undefined> = {
  "provider::azapi::build_resource_id": ([parent, type, name]) => below(parent, type, [name]),
  "provider::azapi::extension_resource_id": ([base, type, names]) => inside(base, type, names),
  "provider::azapi::resource_group_resource_id": ([subscription, group, type, names]) =>
    inside(written(["/subscriptions/", subscription, "/resourceGroups/", group]), type, names),
  "provider::azapi::subscription_resource_id": ([subscription, type, names]) =>
    inside(written(["/subscriptions/", subscription]), type, names),
  "provider::azapi::management_group_resource_id": ([group, type, names]) =>
    inside(written(["/providers/Microsoft.Management/managementGroups/", group]), type, names),
  "provider::azapi::tenant_resource_id": ([type, names]) => inside("", type, names),
  "provider::azapi::parse_resource_id": ([type, id]) => refusal(id) ?? piecesOf(type, id),
};

/** A name for each kind of a type, in a scope. */
function inside(scope: Evaluated | undefined, type: Evaluated, names: Evaluated): Evaluated | undefined {
  const [provider, ...kinds] = stepsOf(type);
  const items = itemsOf(names);
  if (scope === undefined || items === undefined || kinds.length === 0) {
    return undefined;
  }
  return items.length === kinds.length
    ? written([
        scope,
        `/providers/${provider}`,
        ...kinds.flatMap((kind, index) => [`/${kind}/`, items[index]]),
      ])
    : new Missing("resource_names");
}

/** A resource in its parent: a group, or a resource of which it is a part. */
function below(parent: Evaluated, type: Evaluated, [name]: readonly Evaluated[]): Evaluated | undefined {
  const [provider, ...kinds] = stepsOf(type);
  const kind = kinds.at(-1);
  const scope = knownScalar(parent) === "/" ? "" : parent;
  return kind === undefined
    ? undefined
    : written([scope, kinds.length > 1 ? `/${kind}/` : `/providers/${provider}/${kind}/`, name]);
}

/** `Microsoft.Network`, `virtualNetworks`, `subnets`; nothing where only apply tells the type. */
function stepsOf(type: Evaluated): string[] {
  const known = knownScalar(type);
  return typeof known === "string" ? known.replace(/@.*$/, "").split("/") : [];
}

function piecesOf(type: Evaluated, id: Evaluated): Evaluated | undefined {
  const text = textOf(id);
  const steps =
    text === undefined ? undefined : /^\/.*[^/]$/.exec(withoutSlashes(text))?.[0].split("/").slice(1);
  if (steps === undefined || steps.length % 2 !== 0) {
    return ofResource(type, id);
  }
  const references = referencesIn([id]);
  const piece = (one: string | undefined): Evaluated => {
    const whole = one?.replaceAll(SLASH, "/") ?? "";
    return whole.includes("${") ? new Leaf(undefined, references, whole) : whole;
  };
  const parts = new Map(
    steps.flatMap((kind, index) => (index % 2 === 0 ? [[kind, steps[index + 1]]] : [])) as [string, string][],
  );
  const [kind] = stepsOf(type).slice(-1);
  const isTop = stepsOf(type).length === 2;
  const parent = steps.slice(0, isTop ? -4 : -2).join("/");
  const named = (name: string): string | undefined =>
    [...parts].find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
  return object([
    ["id", id],
    ["type", type],
    ["name", piece(kind === undefined ? steps.at(-1) : (named(kind) ?? steps.at(-1)))],
    ["parent_id", piece(`/${parent}`)],
    ["resource_group_name", piece(named("resourceGroups"))],
    ["subscription_id", piece(named("subscriptions"))],
    ["provider_namespace", piece(named("providers"))],
    ["parts", object([...parts].map(([name, value]) => [name, piece(value)]))],
  ]);
}

/** Where only apply tells an id, its resource has a name before. */
function ofResource(type: Evaluated, id: Evaluated): Evaluated | undefined {
  const [nearest] = referencesIn([id]);
  if (nearest?.path.length !== 1 || nearest.path[0] !== "id") {
    return undefined;
  }
  const place = Place.of(nearest.resource);
  return object([
    ["id", id],
    ["type", type],
    ["name", place.step("name")],
    ["resource_group_name", place.step("resource_group_name")],
    ...["parent_id", "subscription_id", "provider_namespace", "parts"].map(
      (name) => [name, new Leaf(undefined, [nearest], name)] as const,
    ),
  ]);
}

/** What only apply tells may hold slashes; it stands for one step. */
const SLASH = "\u2215";

function withoutSlashes(text: string): string {
  return text.replace(/\$\{[^}]*\}/g, (expression) => expression.replaceAll("/", SLASH));
}
