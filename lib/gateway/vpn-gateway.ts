import {
  VirtualNetworkGateway,
  VirtualNetworkGatewayBgpSettings,
} from "@cdktf/provider-azurerm/lib/virtual-network-gateway";
import { Construct } from "constructs";
import { AZURE_ASN } from "../azure/autonomous-systems";
import { RENAMED_ARGUMENTS } from "../azure/azurerm-versions";
import { APIPA_RANGE, isGatewayApipa } from "../azure/gateway-addresses";
import { NAME_RULES } from "../azure/names";
import { VPN_GATEWAY_SIZES } from "../azure/vpn-gateway-sizes";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { isDeferred, quote } from "../core/azure-names";
import { writeRenamed } from "../core/azurerm-version";
import { checkAtSynth, tellOnceWithin } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../core/placement";
import { reference, standsFor } from "../core/references";
import { zoneListProblems, zonesLeftOut, zonesMissing, zonesOrNone } from "../core/regions";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { ISubnet } from "../network/i-subnet";
import { contentsOf } from "../network/network-contents";
import { PublicIpAddress } from "../network/public-ip-address";
import { SingleService } from "../network/single-services";
import { AsnOwner, asnProblem } from "./autonomous-system-number";
import { connectionCountProblem } from "./gateway-connections";
import { gatewaySubnetProblem, standsAsGateway } from "./gateway-place";
import { IVpnGateway } from "./i-vpn-gateway";
import { PointToSiteOptions, pointToSiteArguments, pointToSiteProblems, poolOverlaps } from "./point-to-site";

/** What a gateway is made of, apart from its place. */
export interface VpnGatewayOptions {
  /**
   * Azure name of the gateway; its addresses are named after it.
   * @default - chosen by the naming strategy: `vpngw01` for a hub
   */
  readonly gatewayName?: string;

  /**
   * Size: one of VpnGw1AZ to VpnGw5AZ. Each works in every region. Azure no longer creates the sizes
   * without AZ (source: "Gateway SKU consolidation").
   * @default "VpnGw1AZ"
   */
  readonly sku?: string;

  /**
   * Availability zones of the public addresses: one puts the gateway into that zone, several (all are meant) make it zone-redundant. Give
   * an empty list in a region without zones.
   * @default ["1", "2", "3"]
   */
  readonly zones?: string[];

  /**
   * Whether the gateway speaks BGP.
   * @default - it doesn't, unless something that is connected to it needs it
   */
  readonly bgp?: boolean;

  /**
   * Autonomous system number, 16-bit and not reserved.
   * @default 65515, Azure's own
   */
  readonly asn?: number;

  /**
   * Whether both instances carry traffic, each with a public address of its own. Otherwise the second takes over when
   * the first fails, which interrupts for up to minutes.
   * @default true
   */
  readonly activeActive?: boolean;

  /**
   * Link-local addresses that the gateway speaks BGP from, for devices that want them, such as those of Amazon's: one
   * list for each instance, of 169.254.21.0 to 169.254.22.255.
   * @default - it speaks BGP from addresses of `GatewaySubnet`
   */
  readonly customBgpAddresses?: GatewayInstanceAddresses;

  /**
   * VPN clients that connect to the gateway from anywhere.
   * @default - none
   */
  readonly pointToSite?: PointToSiteOptions;
}

/** Addresses of a gateway's instances. */
export interface GatewayInstanceAddresses {
  /** Of the first instance. */
  readonly first: string[];

  /**
   * Of the second instance, which an active-active gateway has.
   * @default - none
   */
  readonly second?: string[];
}

/** Props of a {@link VpnGateway}. */
export interface VpnGatewayProps extends VpnGatewayOptions, PlacementProps {
  /** The `GatewaySubnet` of the network. /27 or larger is recommended, /29 is the least. */
  readonly subnet: ISubnet;

  /**
   * What the gateway is called, such as `vpngw01`: the naming strategy makes the Azure name of it.
   * @default "vpngw01"
   */
  readonly name?: string;
}

/** What is known of a gateway that exists already. */
export interface VpnGatewayAttributes {
  /** Azure resource id. */
  readonly vpnGatewayId: string;

  /**
   * Autonomous system number.
   * @default 65515
   */
  readonly asn?: number;

  /**
   * Whether it speaks BGP.
   * @default false
   */
  readonly bgpEnabled?: boolean;

  /**
   * Whether both of its instances carry traffic.
   * @default true
   */
  readonly activeActive?: boolean;

  /**
   * The `GatewaySubnet` that it is in, so that transit routing can send what comes from on-premises the same way
   * as what goes there.
   * @default - the subnet is left alone
   */
  readonly subnet?: ISubnet;

  /**
   * Prefixes that its VPN clients get their addresses from.
   * @default - it has no clients
   */
  readonly clientAddressPool?: string[];
}

abstract class VpnGatewayBase extends Construct implements IVpnGateway {
  public abstract readonly vpnGatewayId: string;
  public abstract readonly asn: number;
  public abstract readonly bgpEnabled: boolean;
  public abstract readonly activeActive: boolean;
  public abstract readonly subnet?: ISubnet;
  public abstract readonly clientAddressPool?: string[];
}

/**
 * A VPN gateway: an `azurerm_virtual_network_gateway` with an `azurerm_public_ip` for each of its instances, and one more
 * for VPN clients of an active-active gateway.
 *
 * Creating one takes Azure 30 to 45 minutes, and it costs money from then on whether used or not.
 */
export class VpnGateway extends VpnGatewayBase {
  /** Uses a gateway that exists already; nothing is created. */
  public static fromVpnGatewayAttributes(
    scope: Construct,
    id: string,
    attrs: VpnGatewayAttributes,
  ): IVpnGateway {
    checked(`${scope.node.path}/${id}`, "VpnGatewayAttributes", attrs);
    class Import extends VpnGatewayBase {
      public readonly vpnGatewayId = attrs.vpnGatewayId;
      public readonly asn = attrs.asn ?? AZURE_ASN;
      public readonly bgpEnabled = attrs.bgpEnabled ?? false;
      public readonly activeActive = attrs.activeActive ?? true;
      public readonly subnet = attrs.subnet;
      public readonly clientAddressPool = attrs.clientAddressPool;
    }
    const imported = new Import(scope, id);
    standsFor(imported, attrs.vpnGatewayId);
    checkAtSynth(imported, () => [
      azureIdProblem("vpnGatewayId", attrs.vpnGatewayId, AzureIdType.VPN_GATEWAY),
    ]);
    return imported;
  }

  public readonly asn: number;
  public readonly activeActive: boolean;
  public readonly subnet?: ISubnet;
  public readonly clientAddressPool?: string[];

  /**
   * How a program gives zones of a gateway that it doesn't create itself: what messages tell, for given zones.
   * @internal
   */
  public _zonesSetting?: (zones: string) => string;

  /**
   * Link-local addresses that its instances speak BGP from, if there are any.
   * @internal
   */
  public readonly _customBgpAddresses?: GatewayInstanceAddresses;

  private readonly resource: VirtualNetworkGateway;
  private readonly bgpAsGiven?: boolean;
  private bgp: boolean;

  public constructor(scope: Construct, id: string, props: VpnGatewayProps) {
    super(scope, id);
    checked(this, "VpnGatewayProps", props);
    tellOnceWithin(this);
    checkPlacement(this, props);
    const name =
      props.gatewayName ??
      namingOf(props).nameOf({
        kind: ResourceKind.VPN_GATEWAY,
        subject: props.name ?? "vpngw01",
        member: props.subnet.virtualNetwork.name,
      });
    checkName(this, NAME_RULES.vpnGateway, name);
    const sku = props.sku ?? VPN_GATEWAY_SIZES[0];
    this.subnet = props.subnet;
    this.asn = props.asn ?? AZURE_ASN;
    this.bgpAsGiven = props.bgp;
    this.bgp = props.bgp ?? false;
    this.activeActive = props.activeActive ?? true;
    this.clientAddressPool = [...(props.pointToSite?.addressPool ?? [])];
    this._customBgpAddresses = props.customBgpAddresses;

    this.resource = this.create(name, sku, props);
    standsAsGateway(
      { owner: this, resource: this.resource, name, placement: props },
      SingleService.VPN_GATEWAY,
      props.subnet,
    );
    warnAtSynth(this, WarningCode.ZONES_WITHOUT_REGION_ZONES, () =>
      zonesMissing(
        props.location,
        `gateway ${quote(name)}`,
        zonesOrNone(props.zones) ?? [],
        this._zonesSetting && `give ${this._zonesSetting("[]")}`,
      ),
    );
    checkAtSynth(this, () => [
      ...this.zoneProblems(name, props),
      skuProblem(sku),
      connectionCountProblem(this.resource, sku),
      asnProblem(`gateway ${quote(name)}`, this.asn, AsnOwner.GATEWAY),
      gatewaySubnetProblem(props.subnet),
      ...this.bgpAddressProblems(props.customBgpAddresses),
      ...(props.pointToSite ? this.clientProblems(props.pointToSite) : []),
    ]);
  }

  public get vpnGatewayId(): string {
    return this.resource.id;
  }

  public get bgpEnabled(): boolean {
    return this.bgp;
  }

  /** Lets the gateway speak BGP, for what is connected to it later, unless it was created with `bgp: false`. */
  public enableBgp(): void {
    if (this.bgpAsGiven !== false) {
      this.bgp = true;
      this.resource.putBgpSettings(this.bgpSettings());
    }
  }

  private create(name: string, sku: string, props: VpnGatewayProps): VirtualNetworkGateway {
    const { subnet, pointToSite } = props;
    const addresses = this.createAddresses(name, props);
    const gateway = new VirtualNetworkGateway(this, "Resource", {
      name,
      type: "Vpn",
      vpnType: "RouteBased",
      sku,
      activeActive: this.activeActive,
      bgpSettings: this.bgp || props.asn !== undefined ? this.bgpSettings() : undefined,
      vpnClientConfiguration: pointToSite && pointToSiteArguments(this, pointToSite),
      customRoute: pointToSite?.routes && { addressPrefixes: pointToSite.routes },
      ipConfiguration: addresses.map((address, index) => ({
        name: `ipconfig${index + 1}`,
        subnetId: reference(subnet, "id", () => subnet.subnetId, this),
        publicIpAddressId: reference(address, "id", () => address.publicIpAddressId, this),
      })),
      ...commonArguments(props),
    });
    writeRenamed(gateway, RENAMED_ARGUMENTS.gatewayBgp, () => this.bgp);
    return gateway;
  }

  /** One address for each instance that carries traffic; clients of an active-active gateway need one more. */
  private createAddresses(gatewayName: string, props: VpnGatewayProps): PublicIpAddress[] {
    const ordinals = this.activeActive ? (props.pointToSite ? [1, 2, 3] : [1, 2]) : [1];
    return ordinals.map(
      (ordinal) =>
        new PublicIpAddress(this, `PublicIp${ordinal}`, {
          ...placementOf(props),
          publicIpName: namingOf(props).nameOf({
            kind: ResourceKind.PUBLIC_IP,
            subject: gatewayName,
            ordinal,
          }),
          zones: zonesOrNone(props.zones),
        }),
    );
  }

  private zoneProblems(name: string, { location, zones }: VpnGatewayProps): (string | undefined)[] {
    return [
      ...zoneListProblems(zonesOrNone(zones) ?? []),
      zonesLeftOut(
        location,
        `gateway ${quote(name)}`,
        zones,
        this._zonesSetting && `give ${this._zonesSetting('["1", "2", "3"]')}`,
      ),
    ];
  }

  /** Without a number azurerm sends 0; without BGP it needs none. */
  private bgpSettings(): VirtualNetworkGatewayBgpSettings {
    const { first, second } = this._customBgpAddresses ?? {};
    const peeringAddresses = [first, second].flatMap((apipaAddresses, index) =>
      apipaAddresses ? [{ ipConfigurationName: `ipconfig${index + 1}`, apipaAddresses }] : [],
    );
    return { asn: this.asn, peeringAddresses: peeringAddresses.length > 0 ? peeringAddresses : undefined };
  }

  private bgpAddressProblems(addresses: GatewayInstanceAddresses | undefined): (string | undefined)[] {
    if (!addresses) {
      return [];
    }
    const { first, second } = addresses;
    const all = [...first, ...(second ?? [])];
    return [
      this.bgp ? undefined : "customBgpAddresses are for BGP, which the gateway doesn't speak: set bgp",
      ...all
        .filter((address) => !isDeferred(address) && !isGatewayApipa(address))
        .map(
          (address) =>
            `customBgpAddresses has ${quote(address)}; a gateway takes addresses from ${APIPA_RANGE.first} to ` +
            APIPA_RANGE.last,
        ),
      ...[...new Set(all.filter((address, index) => all.indexOf(address) !== index))].map(
        (address) => `customBgpAddresses has ${quote(address)} twice; each address is for one instance`,
      ),
      this.activeActive && !second
        ? "customBgpAddresses has none for the second instance, which an active-active gateway has: give second"
        : undefined,
      !this.activeActive && second
        ? "customBgpAddresses.second is for a second instance with an address, and the gateway has one: leave it out, or set " +
          "activeActive"
        : undefined,
      first.length === 0 || second?.length === 0
        ? `customBgpAddresses.${first.length === 0 ? "first" : "second"} is empty; give it an address such as "169.254.21.2"`
        : undefined,
    ];
  }

  /** The pool against what clients would not reach any more: networks here, and whatever is peered. */
  private clientProblems(options: PointToSiteOptions): (string | undefined)[] {
    const { virtualNetwork } = this.subnet!;
    const networks = [virtualNetwork, ...contentsOf(virtualNetwork).peerings.map(({ peer }) => peer)];
    const known = [...new Set(networks)].flatMap((network) =>
      network.addressSpace.map((text) => ({ owner: `virtual network ${quote(network.name)}`, text })),
    );
    return [...pointToSiteProblems(options, this.activeActive), ...poolOverlaps(options.addressPool, known)];
  }
}

/**
 * A VPN gateway whose two instances both carry traffic, which is what {@link VpnGateway} is unless told otherwise.
 */
export class ActiveActiveVpnGateway extends VpnGateway {
  public constructor(scope: Construct, id: string, props: VpnGatewayProps) {
    super(scope, id, props);
    checkAtSynth(this, () => [
      this.activeActive
        ? undefined
        : "an ActiveActiveVpnGateway is active-active; leave activeActive out, or use VpnGateway",
    ]);
  }
}

function skuProblem(sku: string): string | undefined {
  return VPN_GATEWAY_SIZES.includes(sku) || isDeferred(sku)
    ? undefined
    : `the gateway size ${quote(sku)} can't be created; use one of ${VPN_GATEWAY_SIZES.join(", ")}`;
}
