import { ModelProblem } from "../model";
import { newResource } from "./arm/azapi";
import { Evaluated } from "./expression/evaluated";
import { lazyObject } from "./expression/values";
import { isJsonObject, JsonObject, member, objectsIn } from "./json";
import { secretsShown, secretsShownAsOutputs } from "./secret-addresses";
import { parseAzureId } from "./terraform/azure-id";
import { fromJson, withSensitive } from "./terraform/value";
import { TerraformInput } from "./terraform-input";

/** A resource as `terraform show -json` lists it under `values` and `planned_values`. */
export interface ShownResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key?: string | number;
  /** Address of its module instance; empty for the root. */
  readonly module: string;
  readonly values: JsonObject;
  /** Which of the values are sensitive, in the same shape. */
  readonly sensitive: JsonObject;
  /** Whether a replacement has left it behind under the address that its successor has. */
  readonly deposed: boolean;
  /** Whether Terraform replaces it next. */
  readonly tainted: boolean;
}

/** Reads the output of `terraform show -json` for a state: everything is known there, references are ids. */
export function resolveState(document: JsonObject): TerraformInput {
  const values = isJsonObject(document.values) ? document.values : {};
  const all = shownResources(values.root_module);
  const resources = all.map((shown) => {
    const id = typeof shown.values.id === "string" ? parseAzureId(shown.values.id) : undefined;
    return newResource(
      { ...shown, provider: id?.subscription.toLowerCase() ?? shown.type.split("_")[0] },
      {
        names: () => Object.keys(shown.values),
        read: (name) =>
          Object.hasOwn(shown.values, name)
            ? withSensitive(
                fromJson(shown.values[name], (text) => text),
                member(shown.sensitive, name),
              )
            : undefined,
      },
    );
  });
  const secrets = new Set([...secretsShown(all), ...secretsShownAsOutputs(values.outputs)]);
  const outputs = keptOutputs(values.outputs);
  const problems = all.flatMap(({ mode, address, tainted }): ModelProblem[] =>
    mode === "managed" && tainted ? [{ code: "STATE_TAINTED", resource: address }] : [],
  );
  return { kind: "state", resources, problems, comments: [], outputs, secrets: [secrets] };
}

/** The address of what a replacement left behind, and which is still in Azure; its old one is its successor's. */
export function deposedAddress(address: string, key: string): string {
  return `${address} (deposed object ${key})`;
}

function keptOutputs(shown: unknown): Evaluated {
  return lazyObject(
    Object.entries(isJsonObject(shown) ? shown : {}).map(([name, output]) => [
      name,
      () => {
        const value = fromJson(member(output, "value") ?? null, (text) => text);
        return withSensitive(value, member(output, "sensitive")) as Evaluated;
      },
    ]),
  );
}

/** All resources of a module and the modules in it. */
export function shownResources(module: unknown): ShownResource[] {
  const found: ShownResource[] = [];
  const pending = [module];
  for (const next of pending) {
    if (!isJsonObject(next)) {
      continue;
    }
    for (const resource of objectsIn(next.resources)) {
      const { address, mode, type, name, index, values, sensitive_values: sensitive } = resource;
      const { deposed_key: deposed } = resource;
      if (typeof address === "string" && typeof type === "string" && typeof name === "string") {
        found.push({
          address: typeof deposed === "string" ? deposedAddress(address, deposed) : address,
          mode: mode === "data" ? "data" : "managed",
          type,
          name,
          key: typeof index === "string" || typeof index === "number" ? index : undefined,
          module: typeof next.address === "string" ? next.address : "",
          values: isJsonObject(values) ? values : {},
          sensitive: isJsonObject(sensitive) ? sensitive : {},
          deposed: typeof deposed === "string",
          tainted: resource.tainted === true,
        });
      }
    }
    pending.push(...objectsIn(next.child_modules));
  }
  return withoutRepeats(found);
}

/** Of what is deposed and of what has its id, Azure has one. */
function withoutRepeats(found: readonly ShownResource[]): ShownResource[] {
  const idOf = ({ type, values: { id } }: ShownResource): string =>
    `${type} ${typeof id === "string" ? id.toLowerCase() : ""}`;
  const current = new Set(found.filter(({ deposed }) => !deposed).map(idOf));
  return found.filter((one) => !one.deposed || !current.has(idOf(one)));
}
