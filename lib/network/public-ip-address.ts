import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Construct, IConstruct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { commonArguments, PlacementProps } from "../core/placement";
import { zoneListProblems, zonesOfAddress } from "../core/regions";
import { noteLocation, otherRegionProblem } from "../core/same-region";
import { showToWatchers, WatchedKind } from "../core/watched-resources";
import { prefixWithId } from "./public-ip-prefix";

/** Tiers of a public address; Azure has retired Basic. */
export enum PublicIpTier {
  /** For everything but a NAT gateway of tier StandardV2 */
  STANDARD = "Standard",
  /** For a NAT gateway of tier StandardV2, in all zones; needs azurerm 4.67 or later */
  STANDARD_V2 = "StandardV2",
}

/** Props of a {@link PublicIpAddress}. */
export interface PublicIpAddressProps extends PlacementProps {
  /** Azure name of the address. */
  readonly publicIpName: string;

  /**
   * Tier.
   * @default PublicIpTier.STANDARD
   */
  readonly tier?: PublicIpTier;

  /**
   * Availability zones: one, or all; two are written as all, as Azure does.
   * @default - no zones
   */
  readonly zones?: string[];

  /**
   * Azure id of a public IP prefix that the address is taken from, of the same tier and zones.
   * @default - any address of the region
   */
  readonly publicIpPrefixId?: string;
}

/** A static public IP address (`azurerm_public_ip`). */
export class PublicIpAddress extends Construct {
  /** Its tier. */
  public readonly tier: PublicIpTier;

  /** Its availability zones. */
  public readonly zones: string[];

  private readonly resource: PublicIp;

  public constructor(scope: Construct, id: string, props: PublicIpAddressProps) {
    super(scope, id);
    checked(this, "PublicIpAddressProps", props);
    noteLocation(this, props.location);
    this.tier = props.tier ?? PublicIpTier.STANDARD;
    const zones = zonesOfAddress(props.zones);
    this.zones = [...(zones ?? [])];
    this.resource = new PublicIp(this, "Resource", {
      name: props.publicIpName,
      sku: this.tier,
      skuTier: "Regional",
      allocationMethod: "Static",
      zones,
      publicIpPrefixId: props.publicIpPrefixId,
      // Azure puts one into all zones by itself, and another list of zones would replace it.
      lifecycle:
        this.tier === PublicIpTier.STANDARD_V2 && !props.zones ? { ignoreChanges: ["zones"] } : undefined,
      ...commonArguments(props),
    });
    checkName(this, NAME_RULES.publicIp, props.publicIpName);
    showToWatchers({
      kind: WatchedKind.PUBLIC_IP,
      owner: this,
      resource: this.resource,
      name: props.publicIpName,
      placement: props,
    });
    const prefix =
      props.publicIpPrefixId === undefined ? undefined : prefixWithId(this, props.publicIpPrefixId);
    prefix?._take(this);
    checkAtSynth(this, () => [
      ...zoneListProblems(props.zones ?? []),
      prefix && this.tier !== PublicIpTier.STANDARD
        ? `the address has tier ${this.tier}, and its prefix ${prefix.node.path} tier Standard: leave publicIpPrefixId or tier out`
        : undefined,
      prefix && otherRegionProblem("the address", this, `its prefix ${prefix.node.path}`, prefix),
      prefix && [...prefix._zones].sort().join() !== [...this.zones].sort().join()
        ? `the address is in ${zonesInWords(this.zones)} and its prefix ${prefix.node.path} in ${zonesInWords(prefix._zones)}: give both the ` +
          "same zones"
        : undefined,
    ]);
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

function zonesInWords(zones: readonly string[]): string {
  return zones.length > 0 ? `the zones ${zones.join(", ")}` : "no zone";
}

/** Who has each address. */
const users = new WeakMap<PublicIpAddress, IConstruct>();

/** Gives addresses to a construct, and says why Azure would refuse it: an address is one construct's, once, in its region and zones. */
export function claimAddresses(
  user: IConstruct,
  what: string,
  addresses: readonly PublicIpAddress[],
  zones: readonly string[] = [],
): string[] {
  return addresses.flatMap((address) => {
    const earlier = users.get(address);
    users.set(address, earlier ?? user);
    const { path } = address.node;
    return [
      earlier
        ? `the public address ${path} is that of ${earlier.node.path} already; give another one`
        : undefined,
      otherRegionProblem(what, user, `its address ${path}`, address),
      address.zones.length > 0 && zones.some((zone) => !address.zones.includes(zone))
        ? `${what} is in zone ${zones.join(", ")} and its address ${path} in ${address.zones.join(", ")}; ` +
          `give it an address of ${zones.length > 1 ? "all its zones" : "its zone, or of all zones"}`
        : undefined,
    ].filter((problem) => problem !== undefined);
  });
}
