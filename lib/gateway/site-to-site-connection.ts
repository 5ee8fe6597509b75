import { LocalNetworkGateway } from "@cdktf/provider-azurerm/lib/local-network-gateway";
import { VirtualNetworkGatewayConnection } from "@cdktf/provider-azurerm/lib/virtual-network-gateway-connection";
import { Construct } from "constructs";
import { RENAMED_ARGUMENTS } from "../azure/azurerm-versions";
import { APIPA_RANGE, deviceAddress, isGatewayApipa, isLinkLocal } from "../azure/gateway-addresses";
import { NAME_RULES } from "../azure/names";
import { Ipv4Prefix, parseIpv4 } from "../cidr";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { writeRenamed } from "../core/azurerm-version";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { sharedInStack } from "../core/noted";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { identityOf, reference } from "../core/references";
import { otherRegionProblem } from "../core/same-region";
import { requireSecretReference } from "../core/secrets";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { isInside, prefixProblem } from "../network/addressing";
import { AsnOwner, asnProblem } from "./autonomous-system-number";
import { connectsInTurn } from "./gateway-connections";
import { IVpnGateway } from "./i-vpn-gateway";
import { ipsecArguments, IpsecPolicy, ipsecProblems } from "./ipsec-policy";
import { poolOverlaps } from "./point-to-site";
import { sharedKeyPreconditions, sharedKeyVariable } from "./shared-key";
import { VpnGateway } from "./vpn-gateway";

/** BGP speaker on the other side of a connection. */
export interface SiteBgpOptions {
  /** Its autonomous system number: 16-bit, not reserved, and not the gateway's. */
  readonly asn: number;

  /** Address that it speaks BGP from. */
  readonly peeringAddress: string;

  /**
   * Which of the gateway's `customBgpAddresses` speak with it: `first` one of the first instance, `second` one of the
   * second.
   * @default - the addresses in `GatewaySubnet`
   */
  readonly gatewayAddresses?: ConnectionBgpAddresses;
}

/** One address of each of a gateway's instances. */
export interface ConnectionBgpAddresses {
  /** Of the first instance, such as `169.254.21.2`. */
  readonly first: string;

  /**
   * Of the second instance, which an active-active gateway has.
   * @default - none
   */
  readonly second?: string;
}

/** What a connection to an on-premises site is made of, apart from its place. */
export interface SiteToSiteOptions {
  /**
   * Public address of the site's VPN device.
   * @default - `gatewayFqdn` says where it is
   */
  readonly gatewayAddress?: string;

  /**
   * DNS name of the site's VPN device.
   * @default - `gatewayAddress` says where it is
   */
  readonly gatewayFqdn?: string;

  /**
   * Prefixes of the site in CIDR notation. With BGP they may be left out: the device announces them.
   * @default - none; `bgp` is required then
   */
  readonly addressSpace?: string[];

  /**
   * Pre-shared key: the value of a sensitive `TerraformVariable`. A literal is refused.
   * @default - the stack's variable `vpn_shared_key_<name>`, which is declared
   */
  readonly sharedKey?: string;

  /**
   * Exchange routes by BGP; the gateway must speak it too.
   * @default - static routes to `addressSpace`
   */
  readonly bgp?: SiteBgpOptions;

  /**
   * What the tunnel encrypts with.
   * @default - what Azure and the device agree on
   */
  readonly ipsecPolicy?: IpsecPolicy;
}

/** Props of a {@link SiteToSiteConnection}. */
export interface SiteToSiteConnectionProps extends SiteToSiteOptions, PlacementProps {
  /** Name of the site, such as `tokyo`. */
  readonly name: string;

  /** Gateway on Azure's side. */
  readonly vpnGateway: IVpnGateway;
}

/** The first site of each VPN device of a gateway. */
const siteOfDevice = sharedInStack((first) => first);

/**
 * A connection to an on-premises site over IPsec: an `azurerm_local_network_gateway` and an
 * `azurerm_virtual_network_gateway_connection`.
 */
export class SiteToSiteConnection extends Construct {
  /** Name of the site. */
  public readonly name: string;

  /** Prefixes of the site that are known before it announces any. */
  public readonly addressSpace: string[];

  /** Whether routes are exchanged by BGP. */
  public readonly bgpEnabled: boolean;

  /** The site's autonomous system number, if it speaks BGP. */
  public readonly asn?: number;

  public constructor(scope: Construct, id: string, props: SiteToSiteConnectionProps) {
    super(scope, id);
    checked(this, "SiteToSiteConnectionProps", props);
    checkPlacement(this, props);
    const { vpnGateway, bgp } = props;
    const naming = namingOf(props);
    const siteName = naming.nameOf({ kind: ResourceKind.LOCAL_NETWORK_GATEWAY, subject: props.name });
    const connectionName = naming.nameOf({ kind: ResourceKind.CONNECTION, subject: props.name });
    this.name = props.name;
    checkName(this, NAME_RULES.localNetworkGateway, siteName, this.name);
    this.addressSpace = [...(props.addressSpace ?? [])];
    this.bgpEnabled = bgp !== undefined;
    this.asn = bgp?.asn;
    if (props.sharedKey !== undefined) {
      requireSecretReference(this, "the shared key", props.sharedKey);
    }
    const sharedKey = props.sharedKey ?? sharedKeyVariable(this, props.name);
    const site = new LocalNetworkGateway(this, "Site", {
      name: siteName,
      gatewayAddress: props.gatewayAddress,
      gatewayFqdn: props.gatewayFqdn,
      addressSpace: this.addressSpace.length > 0 ? this.addressSpace : undefined,
      bgpSettings: bgp && { asn: bgp.asn, bgpPeeringAddress: bgp.peeringAddress },
      ...commonArguments(props),
    });
    const connection = new VirtualNetworkGatewayConnection(this, "Resource", {
      name: connectionName,
      type: "IPsec",
      virtualNetworkGatewayId: reference(vpnGateway, "id", () => vpnGateway.vpnGatewayId, this),
      localNetworkGatewayId: site.id,
      sharedKey,
      ipsecPolicy: ipsecArguments(props.ipsecPolicy),
      customBgpAddresses: bgp?.gatewayAddresses && {
        primary: bgp.gatewayAddresses.first,
        secondary: bgp.gatewayAddresses.second,
      },
      lifecycle: { precondition: sharedKeyPreconditions(this, sharedKey) },
      ...commonArguments(props),
    });
    writeRenamed(connection, RENAMED_ARGUMENTS.connectionBgp, () => this.bgpEnabled);
    connectsInTurn(connection, vpnGateway.vpnGatewayId);
    checkName(this, NAME_RULES.connection, connectionName);
    const sharedDevice = this.sharedDeviceProblem(props);
    checkAtSynth(this, () => [
      otherRegionProblem("the connection", this, "its gateway", vpnGateway),
      ...this.problems(props),
      sharedDevice,
    ]);
    const { gatewayAddress } = props;
    warnAtSynth(this, WarningCode.SITE_GATEWAY_PRIVATE, () =>
      gatewayAddress !== undefined && deviceAddress(gatewayAddress) === "private"
        ? `gatewayAddress of site ${quote(this.name)}, ${quote(gatewayAddress)}, is private, and the gateway looks for it on the ` +
          "Internet: give the public address that the device, or what translates its address, is seen with"
        : undefined,
    );
  }

  /** Azure asks for an address of its own for each device: a tunnel is known by its two ends. */
  private sharedDeviceProblem({
    gatewayAddress,
    gatewayFqdn,
    vpnGateway,
  }: SiteToSiteConnectionProps): string | undefined {
    const device = gatewayAddress ?? gatewayFqdn;
    if (typeof device !== "string" || isDeferred(device)) {
      return undefined;
    }
    const first = siteOfDevice(this, `${identityOf(this, vpnGateway.vpnGatewayId)} ${device.toLowerCase()}`);
    return first === this
      ? undefined
      : `site ${quote(this.name)} has the VPN device of site ${quote((first as SiteToSiteConnection).name)}, ${device}, and a gateway ` +
          "connects with a device once: give one site the prefixes of both";
  }

  private problems(props: SiteToSiteConnectionProps): (string | undefined)[] {
    const { gatewayAddress, gatewayFqdn, bgp, vpnGateway } = props;
    const site = `site ${quote(this.name)}`;
    return [
      (gatewayAddress === undefined) === (gatewayFqdn === undefined)
        ? `${site} needs the public address or the DNS name of its VPN device: give one of gatewayAddress and gatewayFqdn`
        : undefined,
      gatewayAddress === undefined ? undefined : deviceAddressProblem(site, gatewayAddress),
      gatewayFqdn === undefined ? undefined : hostNameProblem(`gatewayFqdn of ${site}`, gatewayFqdn),
      this.addressSpace.length === 0 && !bgp
        ? `${site} has no address space and no BGP, so no route leads there: give its prefixes in addressSpace`
        : undefined,
      ...this.addressSpace.map((prefix) => prefixProblem(`the address space of ${site}`, prefix)),
      ...this.addressSpace
        .filter((prefix) => Ipv4Prefix.tryParse(prefix)?.length === 0)
        .map(() => `${site} can't stand for 0.0.0.0/0; name its prefixes`),
      ...(bgp
        ? [
            asnProblem(site, bgp.asn, AsnOwner.SITE) ??
              (bgp.asn === vpnGateway.asn
                ? `${site} has the ASN of the gateway, ${bgp.asn}; the two must differ`
                : undefined),
            vpnGateway.bgpEnabled
              ? undefined
              : `${site} speaks BGP but its gateway doesn't: set bgp on the gateway`,
            this.peeringAddressProblem(bgp, props),
            ...this.bgpAddressProblems(bgp.gatewayAddresses, vpnGateway),
          ]
        : []),
      ...ipsecProblems(props.ipsecPolicy).map((problem) => problem && `${problem} (${site})`),
      ...poolOverlaps(
        vpnGateway.clientAddressPool ?? [],
        this.addressSpace.map((text) => ({ owner: site, text })),
      ),
    ];
  }

  /** What Azure asks of the address that a site's device speaks BGP from, or `undefined`. */
  private peeringAddressProblem(
    { peeringAddress, gatewayAddresses }: SiteBgpOptions,
    { gatewayAddress, vpnGateway }: SiteToSiteConnectionProps,
  ): string | undefined {
    const what = `peeringAddress of site ${quote(this.name)}, ${quote(peeringAddress)},`;
    const network = vpnGateway.subnet?.virtualNetwork;
    const { _customBgpAddresses: custom } = vpnGateway as Partial<VpnGateway>;
    if (isDeferred(peeringAddress) || isReference(peeringAddress)) {
      return undefined;
    }
    if (parseIpv4(peeringAddress) === undefined) {
      return `${what} is not an IPv4 address`;
    }
    if (peeringAddress === gatewayAddress) {
      return `${what} is the device's public address too, which Azure refuses: give an address of its own, such as a loopback's`;
    }
    if (network && isInside(`${peeringAddress}/32`, network.addressSpace)) {
      return `${what} is in virtual network ${quote(network.name)}, which Azure refuses: give an address of the site`;
    }
    return isLinkLocal(peeringAddress) && "_customBgpAddresses" in vpnGateway && !custom && !gatewayAddresses
      ? `${what} is link-local, and the gateway speaks BGP from none: give it customBgpAddresses, or the site another address`
      : undefined;
  }

  private bgpAddressProblems(
    addresses: ConnectionBgpAddresses | undefined,
    vpnGateway: IVpnGateway,
  ): (string | undefined)[] {
    if (!addresses) {
      return [];
    }
    const { _customBgpAddresses: custom } = vpnGateway as Partial<VpnGateway>;
    const isCreated = "_customBgpAddresses" in vpnGateway;
    const wrong = (instance: "first" | "second", address: string): string | undefined => {
      if (isDeferred(address)) {
        return undefined;
      }
      if (isCreated ? custom?.[instance]?.includes(address) : isGatewayApipa(address)) {
        return undefined;
      }
      const allowed = isCreated
        ? `the gateway's customBgpAddresses.${instance}, which has ${custom?.[instance]?.join(", ") ?? "none"}`
        : `${APIPA_RANGE.first} to ${APIPA_RANGE.last}`;
      return `gatewayAddresses.${instance} of site ${quote(this.name)} is ${quote(address)}; take one of ${allowed}`;
    };
    return [
      wrong("first", addresses.first),
      addresses.second === undefined ? undefined : wrong("second", addresses.second),
      vpnGateway.activeActive && addresses.second === undefined
        ? `gatewayAddresses of site ${quote(this.name)} has none of the second instance, which an active-active gateway ` +
          "has: give second"
        : undefined,
    ];
  }
}

/** Why a text is no address of a device that a gateway finds, or `undefined`. */
function deviceAddressProblem(site: string, address: string): string | undefined {
  if (isDeferred(address) || isReference(address)) {
    return undefined;
  }
  const what = `gatewayAddress of ${site}, ${quote(address)},`;
  switch (deviceAddress(address)) {
    case undefined:
      return `${what} is not an IPv4 address such as "203.0.113.1"`;
    case "nobody's":
      return `${what} is no device's address; give the public address of its VPN device, such as "203.0.113.1"`;
    default:
      return undefined;
  }
}

/** Why a text is no DNS name of a device, or `undefined`. */
function hostNameProblem(what: string, name: string): string | undefined {
  if (isDeferred(name) || isReference(name)) {
    return undefined;
  }
  if (parseIpv4(name) !== undefined) {
    return `${what}, ${quote(name)}, is an address; give it as gatewayAddress`;
  }
  const label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  return name.length <= 253 && new RegExp(`^${label}(?:\\.${label})*\\.?$`).test(name)
    ? undefined
    : `${what}, ${quote(name)}, is not a DNS name such as "vpn.contoso.com"`;
}
