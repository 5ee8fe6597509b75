import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { nameProblem } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { commonArguments, PlacementProps } from "../core/placement";

/** Props of a {@link PublicIpAddress}. */
export interface PublicIpAddressProps extends PlacementProps {
  /** Azure name of the address. */
  readonly publicIpName: string;

  /**
   * Availability zones: all three make it zone-redundant.
   * @default - no zones
   */
  readonly zones?: string[];
}

/** A static Standard public IP address (`azurerm_public_ip`); Azure has retired the Basic ones. */
export class PublicIpAddress extends Construct {
  private readonly resource: PublicIp;

  public constructor(scope: Construct, id: string, props: PublicIpAddressProps) {
    super(scope, id);
    checked(this, "PublicIpAddressProps", props);
    this.resource = new PublicIp(this, "Resource", {
      name: props.publicIpName,
      sku: "Standard",
      skuTier: "Regional",
      allocationMethod: "Static",
      zones: props.zones,
      ...commonArguments(props),
    });
    checkAtSynth(this, () => [nameProblem(NAME_RULES.publicIp, props.publicIpName)]);
  }

  /** Azure resource id. */
  public get publicIpAddressId(): string {
    return this.resource.id;
  }

  /** The address itself, known after apply. */
  public get ipAddress(): string {
    return this.resource.ipAddress;
  }
}
