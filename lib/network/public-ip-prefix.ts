import { PublicIpPrefix as AzurermPublicIpPrefix } from "@cdktf/provider-azurerm/lib/public-ip-prefix";
import { TerraformResource } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { checkPlacement, commonArguments, PlacementProps } from "../core/placement";
import { resourceWithId } from "../core/references";
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

  /**
   * Its availability zones.
   * @internal
   */
  public readonly _zones: readonly string[];

  private readonly resource: AzurermPublicIpPrefix;
  private readonly takers: IConstruct[] = [];
  private isCounted = false;

  public constructor(scope: Construct, id: string, props: PublicIpPrefixProps) {
    super(scope, id);
    checked(this, "PublicIpPrefixProps", props);
    checkPlacement(this, props);
    const length = props.length ?? 30;
    this.size = 2 ** (32 - length);
    const zones = zonesOfAddress(props.zones);
    this._zones = zones ?? [];
    this.resource = new AzurermPublicIpPrefix(this, "Resource", {
      name: props.publicIpPrefixName,
      prefixLength: length,
      sku: "Standard",
      zones,
      ...commonArguments(props),
    });
    checkName(this, NAME_RULES.publicIpPrefix, props.publicIpPrefixName);
    byResource.set(this.resource, this);
    checkAtSynth(this, () => [
      this.takers.length > this.size && !this.isCounted
        ? `public IP prefix "${props.publicIpPrefixName}" has ${this.size} addresses, and ${this.takers.length} are taken from it: leave ` +
          "some out, or take another prefix for them"
        : undefined,
      ...zoneListProblems(props.zones ?? []),
      Number.isInteger(length) && length >= 28 && length <= 31
        ? undefined
        : `the length of public IP prefix "${props.publicIpPrefixName}" is ${length}; Azure takes 28 to 31`,
    ]);
  }

  /**
   * Notes an address that is taken from it.
   * @internal
   */
  public _take(address: IConstruct): void {
    this.takers.push(address);
  }

  /**
   * Leaves it to whoever made it for itself, such as a firewall, to say that its addresses are too few.
   * @internal
   */
  public _isCounted(): void {
    this.isCounted = true;
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

const byResource = new WeakMap<TerraformResource, PublicIpPrefix>();

/** The prefix of the same stack that an id leads to. */
export function prefixWithId(scope: IConstruct, id: string): PublicIpPrefix | undefined {
  const resource = resourceWithId(scope, id);
  return resource && byResource.get(resource);
}
