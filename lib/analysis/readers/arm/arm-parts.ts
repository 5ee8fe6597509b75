import { Place } from "../expression/place";
import { ArgumentSource, Leaf, plainValue, TerraformResource, TerraformValue } from "../terraform/value";
import { argumentNames, argumentOf } from "./arm-arguments";
import { ArmObject } from "./arm-object";
import { ArmPart, ArmShape } from "./shape";

/** What Azure has in an object and the provider in resources of their own: a network's peerings, a balancer's pools. */
export function partsOf(owner: TerraformResource, shape: ArmShape, object: ArmObject): TerraformResource[] {
  return (shape.parts ?? []).flatMap((part) => {
    const list = object.at(`properties.${part.name}`);
    // Of a list that only apply tells there may be one, of which nothing is known.
    const isOpen = list instanceof Leaf && list.value === undefined;
    const items =
      part.items?.(object) ?? (isOpen ? [new ArmObject(list)] : object.objects(`properties.${part.name}`));
    return items.map((item, index) => {
      const name = plainValue(item.at("name")) ?? index;
      const address = `${owner.address}.${part.name}[${JSON.stringify(name)}]`;
      return new TerraformResource(
        { ...owner.identity, address },
        new PartArguments(owner, part, item, name),
      );
    });
  });
}

class PartArguments implements ArgumentSource {
  private readonly shape: ArmShape;

  public constructor(
    private readonly owner: TerraformResource,
    private readonly part: ArmPart,
    private readonly object: ArmObject,
    private readonly key: unknown,
  ) {
    this.shape = part.shape;
  }

  public get type(): string {
    return this.shape.type;
  }

  public names(): readonly string[] {
    return argumentNames(this.shape);
  }

  public read(name: string): TerraformValue | undefined {
    switch (name) {
      case "name":
        return this.object.at(name);
      case "id":
        return this.object.at(name) ?? this.impliedId;
      default:
        return argumentOf(this.shape, this.object, Place.of(this.owner).step("id").settle(), name);
    }
  }

  public parts(self: TerraformResource): readonly TerraformResource[] {
    return partsOf(self, this.shape, this.object);
  }

  /** A template doesn't write the ids of what lies inside; they follow from the owner's. */
  private get impliedId(): string | undefined {
    const owner = this.owner.attribute("id");
    return typeof owner === "string" && typeof this.key === "string"
      ? `${owner}/${this.part.name}/${this.key}`
      : undefined;
  }
}
