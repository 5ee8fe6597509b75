import { isObject, Leaf, TerraformValue } from "../terraform/value";

/**
 * An object as Azure Resource Manager has it: `name`, `sku`, `zones` … at the top, the rest under `properties`. The Azure
 * CLI and Pulumi print what is under `properties` beside the rest; both are read.
 */
export class ArmObject {
  private readonly layers: readonly (TerraformValue | undefined)[];

  /** What was written, then what Azure answered where an input shows that too: the first that has a property counts. */
  public constructor(...layers: (TerraformValue | undefined)[]) {
    this.layers = layers;
  }

  /**
   * The value at a path such as `properties.addressSpace.addressPrefixes`; `[]` goes through a list. Where an input
   * doesn't tell what stands above, that is the value.
   */
  public at(path: string): TerraformValue | undefined {
    const steps = path.replaceAll("[]", ".[]").split(".");
    return this.layers.map((layer) => follow(layer, steps)).find((value) => value !== undefined);
  }

  /** The same object where something else is known too, which counts before it. */
  public under(known: TerraformValue): ArmObject {
    return new ArmObject(known, ...this.layers);
  }

  /** The objects in a list, known or not; none where an input doesn't tell the list. */
  public objects(path: string): ArmObject[] {
    const list = this.at(path);
    const items = Array.isArray(list) ? list : [];
    return items
      .filter((item) => isObject(item) || (item instanceof Leaf && item.value === undefined))
      .map((item) => new ArmObject(item));
  }
}

function follow(value: TerraformValue | undefined, steps: readonly string[]): TerraformValue | undefined {
  const [step, ...others] = steps;
  if (value === undefined || value === null || (value instanceof Leaf && value.value === null)) {
    return undefined;
  }
  if (step === undefined || (value instanceof Leaf && value.value === undefined)) {
    return value;
  }
  if (step === "[]") {
    const items = Array.isArray(value) ? value : [value];
    return items.map((item) => follow(item, others)).filter((item) => item !== undefined);
  }
  if (!isObject(value)) {
    return undefined;
  }
  // Azure doesn't mind the case of a property's name.
  const name =
    step in value ? step : Object.keys(value).find((key) => key.toLowerCase() === step.toLowerCase());
  if (name === undefined) {
    return step === "properties" ? follow(value, others) : undefined;
  }
  return follow(value[name], others);
}
