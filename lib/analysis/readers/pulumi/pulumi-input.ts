import { parseArmId } from "../arm/arm-id";
import { resolveEntries } from "../arm/arm-input";
import { ArmObject } from "../arm/arm-object";
import { armEntry, ArmEntry } from "../arm/arm-resource";
import { asText, isJsonObject, JsonObject, member, objectsIn } from "../json";
import {
  fromJson,
  isObject,
  Leaf,
  newObject,
  Reference,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { TerraformInput } from "../terraform-input";
import { classicTypeOf, snakeCase } from "./classic-types";
import { nativeTypeOf, NativeType } from "./native-types";

/** What stands for a value that only the deployment tells. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What stands for a secret, in a state and in what is printed. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** A resource of a preview or a stack. */
interface State {
  readonly urn: string;
  readonly type: string;
  /** What the program calls it. */
  readonly name: string;
  readonly values: JsonObject;
  /** URNs by input of the resources that it was made of. */
  readonly dependencies: JsonObject;
}

/** Whether a document is what `pulumi preview --json` or `pulumi stack export` prints. */
export function isPulumi(document: JsonObject): boolean {
  const steps = objectsIn(document.steps);
  return (
    (steps.length > 0 && steps.every(({ urn }) => typeof urn === "string")) ||
    Array.isArray(member(document.deployment, "resources"))
  );
}

/** Reads resources of azure-native as ARM's, and those of the classic provider as azurerm's. */
export function resolvePulumi(document: JsonObject): TerraformInput {
  const states = statesIn(document);
  const byUrn = new Map<string, TerraformResource>();
  const pending: (() => void)[] = [];
  const read = (state: State): { [name: string]: TerraformValue } =>
    valuesOf(state, (urns, into) => {
      pending.push(() => {
        for (const urn of urns) {
          const resource = byUrn.get(urn);
          if (resource !== undefined) {
            into.push({ resource, path: [] });
          }
        }
      });
    });
  const native = states.flatMap((state) => {
    const type = nativeTypeOf(state.type);
    return type === undefined ? [] : entryOf(state, type, read(state)).map((entry) => ({ state, entry }));
  });
  const input = resolveEntries(
    "pulumi",
    native.map(({ entry }) => entry),
  );
  native.forEach(({ state }, index) => byUrn.set(state.urn, input.resources[index]));
  const classic = states.flatMap((state) => {
    const type = classicTypeOf(state.type);
    const resource = type === undefined ? undefined : classicResource(state, type, read(state));
    if (resource !== undefined) {
      byUrn.set(state.urn, resource);
    }
    return resource ?? [];
  });
  pending.forEach((settle) => settle());
  return { ...input, resources: [...input.resources, ...classic] };
}

function statesIn(document: JsonObject): State[] {
  const steps = objectsIn(document.steps).filter(({ op }) => !/^(delete|discard)/.test(asText(op)));
  const resources = Array.isArray(document.steps)
    ? steps.map(({ newState }) => newState).filter(isJsonObject)
    : objectsIn(member(document.deployment, "resources")).filter((one) => one.delete !== true);
  const states = resources.map((resource): State => {
    const urn = asText(resource.urn);
    const [inputs, outputs] = [resource.inputs, resource.outputs].map((one) =>
      isJsonObject(one) ? one : {},
    );
    const id = typeof resource.id === "string" && resource.id !== "" ? { id: resource.id } : {};
    return {
      urn,
      type: asText(resource.type),
      name: urn.split("::").at(-1) ?? urn,
      values: { ...outputs, ...inputs, ...id },
      dependencies: isJsonObject(resource.propertyDependencies) ? resource.propertyDependencies : {},
    };
  });
  return [...new Map(states.map((state) => [state.urn, state])).values()];
}

/** A resource's values; what is unknown refers to what the input that holds it was made of. */
function valuesOf(
  { values, dependencies, name }: State,
  later: (urns: readonly string[], into: Reference[]) => void,
): { [name: string]: TerraformValue } {
  const made = newObject();
  for (const [key, value] of Object.entries(values)) {
    const urns = Array.isArray(dependencies[key]) ? (dependencies[key] as unknown[]).map(asText) : [];
    made[key] = fromJson(withoutSecrets(value), (text) => {
      if (text !== UNKNOWN) {
        return text;
      }
      const into: Reference[] = [];
      later(urns, into);
      const [only, ...more] = urns.map((urn) => urn.split("::").at(-1) ?? urn);
      return new Leaf(
        undefined,
        into,
        only !== undefined && more.length === 0 ? `${only}.id` : `${name}.${key}`,
      );
    });
  }
  return made;
}

/** That there is a secret is enough to know. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutSecrets);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return SECRET in value
    ? UNKNOWN
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets(one)]));
}

/** Azure-native has ARM's shapes, with the names of the path beside the properties. */
function entryOf(
  state: State,
  { armType, names }: NativeType,
  values: { [name: string]: TerraformValue },
): ArmEntry[] {
  const text = (key: string): string | undefined => {
    const value = values[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const given = text("id");
  const [provider, ...kinds] = armType.split("/");
  const own = text("name") ?? state.name;
  const steps = kinds.flatMap((kind, index) => [
    kind,
    text(names[index] ?? "") ??
      (index === kinds.length - 1 ? own : `\${${state.name}.${names[index] ?? kind}}`),
  ]);
  const group = text("resourceGroupName") ?? "${resourceGroupName}";
  const path = [provider, ...steps].map((step) => step.replaceAll("/", ":"));
  const composed = ["/subscriptions/${subscription}/resourceGroups", group, "providers", ...path].join("/");
  return armEntry(
    given !== undefined && parseArmId(given) !== undefined ? given : composed,
    new ArmObject(values),
  );
}

/** The classic provider has azurerm's arguments in camel case, lists of blocks in the plural. */
function classicResource(
  { name, type: token }: State,
  type: string,
  values: { [name: string]: TerraformValue },
): TerraformResource {
  const renamed = inSnakeCase(values);
  const own = isObject(renamed) ? renamed : newObject();
  const address = `${token.split(":").at(-1)}.${name}`;
  return new TerraformResource(
    { address, mode: "managed", type, name, module: "", provider: "azurerm" },
    {
      names: () => Object.keys(own),
      read: (argument) => (Object.hasOwn(own, argument) ? own[argument] : undefined),
    },
  );
}

function inSnakeCase(value: TerraformValue): TerraformValue {
  if (Array.isArray(value)) {
    return value.map(inSnakeCase);
  }
  if (!isObject(value)) {
    return value;
  }
  const renamed = newObject();
  for (const [key, one] of Object.entries(value)) {
    const inside = inSnakeCase(one);
    const name = snakeCase(key);
    renamed[name] = inside;
    if (Array.isArray(inside) && name.endsWith("s")) {
      const singular = name.slice(0, -1);
      renamed[singular] ??= inside;
    }
  }
  return renamed;
}
