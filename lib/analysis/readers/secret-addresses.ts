import { isJsonObject, JsonObject, member } from "./json";
import { isObject, Leaf, memberOf, TerraformResource } from "./terraform/value";

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;

/** Addresses and prefixes in a value, as far as Terraform marks it as sensitive: `true`, or a shape like the value's. */
export function secretAddresses(value: unknown, marks: unknown): string[] {
  const plain = value instanceof Leaf ? value.value : value;
  if (typeof plain === "string") {
    return marks === true ? plain.split(/[\s,]+/).filter((text) => IPV4.test(text)) : [];
  }
  const isMarked = marks === true || (typeof marks === "object" && marks !== null);
  if (typeof plain !== "object" || plain === null || !isMarked) {
    return [];
  }
  return Object.entries(plain).flatMap(([key, one]) =>
    secretAddresses(one, marks === true || (marks as { [key: string]: unknown })[key]),
  );
}

/** What resources are called, and subnets and routes inside of them, as far as that is marked as sensitive. */
export function secretNames(resources: readonly TerraformResource[]): string[] {
  return resources.flatMap((resource) => {
    const inside = [resource.attribute("subnet"), resource.attribute("route")].flat().filter(isObject);
    const names = [resource.attribute("name"), ...inside.map((one) => memberOf(one, "name"))];
    return names.flatMap((name) =>
      name instanceof Leaf && name.sensitive && typeof name.value === "string" ? [name.value] : [],
    );
  });
}

/** Addresses and prefixes in the variables of a plan, of which the configuration says which are sensitive. */
export function secretVariables(document: JsonObject): string[] {
  const declared = member(member(document.configuration, "root_module"), "variables");
  const given = isJsonObject(document.variables) ? document.variables : {};
  return Object.entries(given).flatMap(([name, one]) =>
    secretAddresses(member(one, "value"), member(member(declared, name), "sensitive")),
  );
}

/** The same in what a plan or state shows of resources. */
export function secretsShown(
  shown: readonly { readonly values: JsonObject; readonly sensitive: JsonObject }[],
): string[] {
  return shown.flatMap(({ values, sensitive }) => secretAddresses(values, sensitive));
}

/** The same in what they show as outputs. */
export function secretsShownAsOutputs(shown: unknown): string[] {
  return Object.values(isJsonObject(shown) ? shown : {}).flatMap((output) =>
    secretAddresses(member(output, "value"), member(output, "sensitive")),
  );
}
