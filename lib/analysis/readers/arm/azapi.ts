import { OPAQUE } from "../../model";
import { TerraformData } from "../terraform/terraform-data";
import {
  ArgumentSource,
  ResourceIdentity,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { argumentNames, argumentOf } from "./arm-arguments";
import { ArmObject } from "./arm-object";
import { partsOf } from "./arm-parts";
import { armObjectOf, armTypeOf } from "./azapi-body";
import { committedBy } from "./azapi-commit";
import { updatedBy } from "./azapi-update";
import { shapeOf } from "./catalogue";
import { ArmShape } from "./shape";

/** A resource of whatever provider. One of azapi's, of a kind that is read, is what it would be with azurerm. */
export function newResource(identity: ResourceIdentity, source: ArgumentSource): TerraformResource {
  switch (identity.type) {
    case "azapi_resource":
      return new TerraformResource(inOne(identity), new AzapiArguments(identity, source));
    case "azapi_update_resource":
      return new TerraformResource(inOne(identity), holding(source, updatedBy));
    case "azapi_resource_action":
      return new TerraformResource(inOne(identity), holding(source, committedBy));
    case "terraform_data":
      return new TerraformResource(identity, new TerraformData(source));
    default:
      return new TerraformResource(identity, source);
  }
}

/** Both providers work in one subscription by default, and aliases of one name are meant for one. */
function inOne(identity: ResourceIdentity): ResourceIdentity {
  return { ...identity, provider: identity.provider.replace(/^azapi(?=\.|$)/, "azurerm") };
}

/** The arguments as they are, of something that holds resources besides. */
function holding(source: ArgumentSource, parts: NonNullable<ArgumentSource["parts"]>): ArgumentSource {
  return { names: () => source.names(), read: (name) => source.read(name), parts };
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

  public waitsFor(): readonly string[] {
    return this.source.waitsFor?.() ?? [OPAQUE];
  }

  public parts(owner: TerraformResource): readonly TerraformResource[] {
    return this.shape === undefined ? [] : partsOf(owner, this.shape, this.object);
  }

  private get object(): ArmObject {
    const answer = this.source.read("output");
    // A data source has no body: all that it tells is what Azure answered.
    this.body ??=
      this.identity.mode === "data"
        ? armObjectOf(answer)
        : armObjectOf(this.source.read("body"), this.source.read("sensitive_body"), answer);
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
