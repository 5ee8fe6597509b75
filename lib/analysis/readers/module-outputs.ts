import { isObject, Leaf, scalarOf, TerraformValue } from "./terraform/value";

/** What the root module may write for an attribute of what is inside of a module, by that: `module.spoke["a"].id`. */
export type ModuleOutputs = ReadonlyMap<string, string>;

/** Outputs that give out an attribute as it is, by that attribute. */
export function moduleOutputs(modules: Iterable<readonly [string, TerraformValue]>): ModuleOutputs {
  const found = new Map<string, string>();
  const walk = (value: TerraformValue | undefined, path: string): void => {
    if (value instanceof Leaf) {
      const attribute = attributeIn(value);
      if (attribute !== undefined && !found.has(attribute)) {
        found.set(attribute, path);
      }
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, `${path}[${index}]`));
    } else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        walk(member, /^[A-Za-z_][\w-]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`);
      }
    }
  };
  for (const [name, value] of modules) {
    walk(value, `module.${name}`);
  }
  return found;
}

/** `azurerm_subnet.this.id`, where a value is that and nothing besides. */
function attributeIn({ value, references, text, sensitive }: Leaf): string | undefined {
  const [reference, ...more] = references;
  if (reference === undefined || more.length > 0 || reference.path.length !== 1 || sensitive) {
    return undefined;
  }
  const { resource, path } = reference;
  const name = String(path[0]);
  const attribute = `${resource.address}.${name}`;
  const isWhole = value === undefined ? text === attribute : scalarOf(resource.attribute(name)) === value;
  return isWhole ? attribute : undefined;
}
