import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { providersOf } from "./azurerm-version";

/** The azapi provider: Azure's own API, for what azurerm has no resource for yet. */
class AzapiProvider extends TerraformProvider {
  public constructor(stack: TerraformStack) {
    super(stack, "azapi", {
      terraformResourceType: "azapi",
      terraformGeneratorMetadata: METADATA,
      terraformProviderSource: "azure/azapi",
    });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return {};
  }
}

const METADATA = { providerName: "azapi", providerVersion: "~> 2.0" };

/** What an {@link AzapiResource} is made of, in azapi's words. */
export interface AzapiResourceProps {
  /** Kind and API version: `Microsoft.Network/virtualNetworkAppliances@2025-07-01`. */
  readonly type: string;
  /** Name in the resource group. */
  readonly name: string;
  /** Azure id of the resource group; the subscription follows from it. */
  readonly parentId: string;
  /** Azure region. */
  readonly location: string;
  /** Tags, if it has any. */
  readonly tags?: { readonly [key: string]: string };
  /** The rest, as Azure's API writes it. */
  readonly body: object;
  /** What of Azure's answer is read, by the name that `output` has it under, as JMESPath. */
  readonly exports: { readonly [name: string]: string };
}

/**
 * A resource of Azure's that azurerm doesn't have (`azapi_resource`). The stack gets an azapi provider if it has none:
 * without settings it signs in as azurerm does.
 */
export class AzapiResource extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AzapiResourceProps,
  ) {
    super(scope, id, {
      terraformResourceType: "azapi_resource",
      terraformGeneratorMetadata: METADATA,
    });
    const stack = TerraformStack.of(this);
    if (providersOf(stack, "azapi").length === 0) {
      new AzapiProvider(stack);
    }
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    const { type, name, parentId, location, tags, body, exports } = this.props;
    return {
      type,
      name,
      parent_id: parentId,
      location,
      ...(tags && { tags }),
      body,
      response_export_values: exports,
      // It may be newer than what the provider knows.
      schema_validation_enabled: false,
    };
  }
}
