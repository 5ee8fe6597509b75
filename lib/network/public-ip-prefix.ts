import { PublicIpPrefix as AzurermPublicIpPrefix } from "@cdktf/provider-azurerm/lib/public-ip-prefix";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { checkPlacement, commonArguments, PlacementProps } from "../core/placement";
import { zoneListProblems, zonesOfAddress } from "../core/regions";

/** Props of a {@link PublicIpPrefix}. */
export interface PublicIpPrefixProps extends PlacementProps {
  /** Azure name. */
  readonly publicIpPrefixName: string;

  /**
   * Length, 28 to 31: a /30 has four addresses.
   * @default 30
   */
  readonly length?: number;

  /**
   * Availability zones: one, or all; two are written as all, as Azure does.
   * @default - no zones
   */
  readonly zones?: string[];
}

/**
 * A run of public addresses (`azurerm_public_ip_prefix`), which others can allow as one prefix. It costs money by the address, used
 * or not.
 */
export class PublicIpPrefix extends Construct {
  /** How many addresses it has. */
  public readonly size: number;

  private readonly resource: AzurermPublicIpPrefix;

  public constructor(scope: Construct, id: string, props: PublicIpPrefixProps) {
    super(scope, id);
    checked(this, "PublicIpPrefixProps", props);
    checkPlacement(this, props);
    const length = props.length ?? 30;
    this.size = 2 ** (32 - length);
    this.resource = new AzurermPublicIpPrefix(this, "Resource", {
      name: props.publicIpPrefixName,
      prefixLength: length,
      sku: "Standard",
      zones: zonesOfAddress(props.zones),
      ...commonArguments(props),
    });
    checkName(this, NAME_RULES.publicIpPrefix, props.publicIpPrefixName);
    checkAtSynth(this, () => [
      ...zoneListProblems(props.zones ?? []),
      Number.isInteger(length) && length >= 28 && length <= 31
        ? undefined
        : `the length of public IP prefix "${props.publicIpPrefixName}" is ${length}; Azure takes 28 to 31`,
    ]);
  }

  /** Azure resource id. */
  public get publicIpPrefixId(): string {
    return this.resource.id;
  }

  /** Its addresses in CIDR notation, known after apply. */
  public get ipPrefix(): string {
    return this.resource.ipPrefix;
  }
}
