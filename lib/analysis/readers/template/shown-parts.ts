import { isObject, scalarOf, TerraformValue } from "../terraform/value";
import { memberOf, objectOf } from "./values";

/** What Azure shows of the named parts of a resource beside what was written: the id of each. */
export function withIds(
  value: TerraformValue,
  owner: string,
  path: readonly (string | number)[],
): TerraformValue {
  if (Array.isArray(value)) {
    const list = path.filter((key) => key !== "properties").at(-1);
    return value.map((item) => {
      const name = isObject(item) ? scalarOf(memberOf(item, "name")) : undefined;
      return isObject(item) && typeof name === "string" && typeof list === "string"
        ? objectOf([["id", `${owner}/${list}/${name}`], ...Object.entries(item)])
        : item;
    });
  }
  return isObject(value)
    ? objectOf(
        Object.entries(value).map(([key, item]) => [
          key,
          Array.isArray(item) || (key === "properties" && isObject(item))
            ? withIds(item, owner, [...path, key])
            : item,
        ]),
      )
    : value;
}

/** `ip_configuration` of `ipConfigurations`: what the provider calls it, as addresses are looked up by that. */
export function argumentName(key: string | number): string | number {
  if (typeof key === "number") {
    return key;
  }
  const words = key
    .replace(/IPC/, "IpC")
    .replace(/IPA/, "IpA")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
  return words.replace(/^(.*configuration|subnet)s$/, "$1");
}
