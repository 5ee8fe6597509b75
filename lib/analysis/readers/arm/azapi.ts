import {
  ArgumentSource,
  fromJson,
  Leaf,
  printReference,
  ResourceIdentity,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { argumentNames, argumentOf } from "./arm-arguments";
import { ArmObject } from "./arm-object";
import { partsOf } from "./arm-parts";
import { shapeOf } from "./catalogue";
import { ArmShape } from "./shape";

/** A resource of whatever provider. One of azapi's, of a kind that is read, is what it would be with azurerm. */
export function newResource(identity: ResourceIdentity, source: ArgumentSource): TerraformResource {
  if (identity.type !== "azapi_resource") {
    return new TerraformResource(identity, source);
  }
  // Both providers work in one subscription by default, and aliases of one name are meant for one.
  const provider = identity.provider.replace(/^azapi(?=\.|$)/, "azurerm");
  return new TerraformResource({ ...identity, provider }, new AzapiArguments(identity, source));
}

/** `Microsoft.Network/virtualNetworks` of `Microsoft.Network/virtualNetworks@2024-07-01`; `undefined` before apply. */
export function armTypeOf(type: TerraformValue | undefined): string | undefined {
  const known = scalarOf(type);
  return typeof known === "string" ? known.split("@")[0] : undefined;
}

/** Azure's object in an argument: an object since version 2 of azapi, a text of JSON before. */
export function armObjectOf(...given: (TerraformValue | undefined)[]): ArmObject {
  const [body, answer] = given.map(parsed);
  return new ArmObject(body, answer);
}

/** The arguments of an `azapi_resource`: azapi's own as they are, and those that azurerm would have. */
class AzapiArguments implements ArgumentSource {
  private found?: { readonly shape: ArmShape | undefined };
  private body?: ArmObject;

  public constructor(
    private readonly identity: ResourceIdentity,
    private readonly source: ArgumentSource,
  ) {}

  public get type(): string | undefined {
    return this.shape?.type;
  }

  public names(): readonly string[] {
    return this.shape ? ["id", "location", ...argumentNames(this.shape)] : this.source.names();
  }

  public read(name: string): TerraformValue | undefined {
    const own = this.source.read(name);
    if (this.shape === undefined) {
      return own;
    }
    switch (name) {
      case "name":
        return own ?? this.object.at("name") ?? this.wholeId?.split("/").at(-1);
      case "location":
        return own ?? this.object.at("location");
      case "id":
        return own ?? this.wholeId;
      default:
        return argumentOf(this.shape, this.object, this.parent, name) ?? own;
    }
  }

  public parts(owner: TerraformResource): readonly TerraformResource[] {
    return this.shape === undefined ? [] : partsOf(owner, this.shape, this.object);
  }

  private get object(): ArmObject {
    const answer = this.source.read("output");
    // A data source has no body: all that it tells is what Azure answered.
    this.body ??=
      this.identity.mode === "data" ? armObjectOf(answer) : armObjectOf(this.source.read("body"), answer);
    return this.body;
  }

  private get shape(): ArmShape | undefined {
    if (this.found === undefined) {
      // Stands while the type is being read, so that a circle of references ends here.
      this.found = { shape: undefined };
      const type = armTypeOf(this.source.read("type"));
      this.found = { shape: type === undefined ? undefined : shapeOf(type) };
    }
    return this.found.shape;
  }

  private get parent(): TerraformValue | undefined {
    // Without the kind and the name.
    return this.source.read("parent_id") ?? this.wholeId?.replace(/\/[^/]+\/[^/]+$/, "");
  }

  /** A data source may say the whole id instead of name and parent. */
  private get wholeId(): string | undefined {
    const known = scalarOf(this.source.read("resource_id"));
    return typeof known === "string" ? known : undefined;
  }
}

function parsed(value: TerraformValue | undefined): TerraformValue | undefined {
  const known = scalarOf(value);
  const text = typeof known === "string" ? known : value instanceof Leaf ? value.text : undefined;
  if (text === undefined) {
    return value;
  }
  const references = value instanceof Leaf ? value.references : [];
  try {
    return fromJson(JSON.parse(text), (part) => {
      // What only apply tells stands in the text as the expression that it is.
      const named = references.filter((reference) => part.includes(`\${${printReference(reference)}}`));
      return part.includes("${") ? new Leaf(undefined, named, part.replace(/^\$\{([^{}]*)\}$/, "$1")) : part;
    });
  } catch {
    return value;
  }
}
