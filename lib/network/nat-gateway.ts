import { NatGateway as AzurermNatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway";
import { NatGatewayPublicIpAssociation } from "@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association";
import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association";
import { Construct, IConstruct } from "constructs";
import { isAtLeast } from "../azure/azurerm-versions";
import { NAME_RULES } from "../azure/names";
import {
  MOST_NAT_ADDRESSES,
  NAT_IDLE_MINUTES,
  STANDARD_V2_SINCE,
  takesNatGateway,
  WITHOUT_STANDARD_V2,
} from "../azure/nat-gateways";
import { regionId } from "../azure/regions";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { quote } from "../core/azure-names";
import { azurermOf } from "../core/azurerm-version";
import { bindsSubnet } from "../core/bound-twice";
import { checkAtSynth, tellOnceWithin } from "../core/checks";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { waitFor } from "../core/late";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../core/placement";
import { reference } from "../core/references";
import { zoneProblem, zonesMissing } from "../core/regions";
import { otherRegionProblem } from "../core/same-region";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { ISubnet } from "./i-subnet";
import { contentsOf, isSameNetwork } from "./network-contents";
import { claimAddresses, PublicIpAddress, PublicIpTier } from "./public-ip-address";
import { delegationOf } from "./subnet-features";

/** Tiers of a NAT gateway. */
export enum NatGatewayTier {
  /** In one zone, of your choice or Azure's */
  STANDARD = "Standard",
  /** In all zones of the region at once; needs azurerm 4.67 or later */
  STANDARD_V2 = "StandardV2",
}

/** What a NAT gateway is made of, apart from its place. */
export interface NatGatewayOptions {
  /**
   * Azure name.
   * @default - chosen by the naming strategy: `ng-<name>`
   */
  readonly natGatewayName?: string;

  /**
   * Tier. Another one later replaces the gateway and its addresses.
   * @default NatGatewayTier.STANDARD
   */
  readonly tier?: NatGatewayTier;

  /**
   * Number of public addresses that are created for it, 1 to 16: each gives 64,512 ports for connections to one destination.
   * @default 1
   */
  readonly addresses?: number;

  /**
   * Public addresses to use instead of creating some: of the gateway's tier, and not in another zone.
   * @default - they are created
   */
  readonly publicIpAddresses?: PublicIpAddress[];

  /**
   * Availability zone of a Standard gateway, such as `"1"`. StandardV2 is in all of them and takes none.
   * @default - Azure chooses one
   */
  readonly zone?: string;

  /**
   * Minutes after which a connection without packets may be forgotten, 4 to 120.
   * @default 4
   */
  readonly idleTimeoutMinutes?: number;
}

/** Props of a {@link NatGateway}. */
export interface NatGatewayProps extends NatGatewayOptions, PlacementProps {
  /** What it is for, such as `spoke01`: the naming strategy makes `ng-spoke01` of it. */
  readonly name: string;
}

/**
 * A way to the Internet for subnets of one virtual network: an `azurerm_nat_gateway` with its `azurerm_public_ip`s, and
 * an association for each subnet. It costs money as long as it exists, and by the amount of data.
 *
 * It wins over public addresses of machines, and a route for 0.0.0.0/0 to an appliance wins over it.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w44
 */
export class NatGateway extends Construct {
  /** Its public addresses. */
  public readonly publicIpAddresses: PublicIpAddress[];

  /** Its tier. */
  public readonly tier: NatGatewayTier;

  private readonly resource: AzurermNatGateway;
  private readonly props: NatGatewayProps;
  private readonly attached: ISubnet[] = [];
  private readonly addressAssociations: NatGatewayPublicIpAssociation[];

  public constructor(scope: Construct, id: string, props: NatGatewayProps) {
    super(scope, id);
    checked(this, "NatGatewayProps", props);
    tellOnceWithin(this);
    checkPlacement(this, props);
    const naming = namingOf(props);
    const name =
      props.natGatewayName ?? naming.nameOf({ kind: ResourceKind.NAT_GATEWAY, subject: props.name });
    checkName(this, NAME_RULES.natGateway, name, props.name);
    this.props = props;
    this.tier = props.tier ?? NatGatewayTier.STANDARD;
    const zones = props.zone === undefined ? undefined : [props.zone];
    this.resource = new AzurermNatGateway(this, "Resource", {
      name,
      skuName: this.tier,
      idleTimeoutInMinutes: props.idleTimeoutMinutes,
      zones,
      ...commonArguments(props),
    });
    this.publicIpAddresses =
      props.publicIpAddresses ??
      ordinals(props.addresses ?? 1).map(
        (ordinal) =>
          new PublicIpAddress(this, `PublicIp${ordinal}`, {
            ...placementOf(props),
            publicIpName: naming.nameOf({ kind: ResourceKind.PUBLIC_IP, subject: name, ordinal }),
            tier: this.isStandardV2 ? PublicIpTier.STANDARD_V2 : PublicIpTier.STANDARD,
            zones: this.isStandardV2 ? undefined : zones,
          }),
      );
    this.publicIpAddresses.forEach((address) => addressesOfAll.add(address));
    const claims = claimAddresses(this, "the NAT gateway", this.publicIpAddresses, zones);
    this.addressAssociations = this.publicIpAddresses.map(
      (address) =>
        new NatGatewayPublicIpAssociation(this, childId(this, "Address", address.node.id), {
          natGatewayId: reference(this, "id", () => this.natGatewayId, this),
          publicIpAddressId: reference(address, "id", () => address.publicIpAddressId, this),
          provider: props.provider,
        }),
    );
    this.warn();
    checkAtSynth(this, () => [...claims, ...this.problems()]);
  }

  /** Azure resource id. */
  public get natGatewayId(): string {
    return this.resource.id;
  }

  /** The subnets that leave through it. */
  public get subnets(): ISubnet[] {
    return [...this.attached];
  }

  /** Lets a subnet leave through it. All of its subnets are in one virtual network. */
  public addSubnet(subnet: ISubnet): void {
    const { virtualNetwork, subnetName } = checked(this, "ISubnet", subnet, "the subnet");
    const [first = subnet] = this.attached;
    if (!isSameNetwork(virtualNetwork, first.virtualNetwork)) {
      checkAtSynth(this, () => [
        `a NAT gateway serves one virtual network: subnet ${quote(subnetName)} is in ${quote(virtualNetwork.name)} and ` +
          `${quote(first.subnetName)} in ${quote(first.virtualNetwork.name)}; give each network a gateway of its own`,
      ]);
      return;
    }
    this.attached.push(subnet);
    const association = new SubnetNatGatewayAssociation(this, childId(this, "Subnet", subnetName), {
      subnetId: reference(subnet, "id", () => subnet.subnetId, this),
      natGatewayId: reference(this, "id", () => this.natGatewayId, this),
      provider: this.props.provider,
    });
    bindsSubnet(association);
    // Without an address it would take the subnet its way out.
    waitFor(association, () => this.addressAssociations);
    virtualNetwork.creationOrder.writesSubnet(association);
    const { natGateways } = contentsOf(virtualNetwork);
    const earlier = natGateways.find((other) => other.subnet === subnet);
    natGateways.push({ subnet, owner: this });
    checkAtSynth(this, () => [
      earlier
        ? `subnet ${quote(subnetName)} has a NAT gateway already, ${earlier.owner.node.path}; it takes one`
        : undefined,
      subnetName === ReservedSubnet.GATEWAY
        ? `a gateway's subnet takes no NAT gateway; leave ${ReservedSubnet.GATEWAY} out`
        : undefined,
      this.delegationProblem(subnet),
      otherRegionProblem(
        "the NAT gateway",
        this,
        `virtual network ${quote(virtualNetwork.name)}`,
        virtualNetwork,
      ),
    ]);
  }

  private get isStandardV2(): boolean {
    return this.tier === NatGatewayTier.STANDARD_V2;
  }

  private delegationProblem(subnet: ISubnet): string | undefined {
    const service = delegationOf(subnet);
    return service === undefined || takesNatGateway(service, this.isStandardV2)
      ? undefined
      : `subnet ${quote(subnet.subnetName)} is delegated to ${service}, whose subnets take no NAT gateway` +
          (takesNatGateway(service, false)
            ? " of tier StandardV2: use NatGatewayTier.STANDARD"
            : ": leave it out (subnetNames of addNatGateway lists those that have one)");
  }

  private warn(): void {
    const { location, zone } = this.props;
    warnAtSynth(this, WarningCode.ZONES_WITHOUT_REGION_ZONES, () =>
      zonesMissing(location, "the NAT gateway", zone === undefined ? [] : [zone]),
    );
    warnAtSynth(this, WarningCode.NAT_GATEWAY_TIER_IN_REGION, () =>
      this.isStandardV2 && WITHOUT_STANDARD_V2.includes(regionId(location))
        ? `the region ${quote(location)} had no NAT gateway of tier StandardV2 when our list was made; use ` +
          "NatGatewayTier.STANDARD there"
        : undefined,
    );
  }

  private problems(): (string | undefined)[] {
    const { addresses, zone, idleTimeoutMinutes: idle, publicIpAddresses } = this.props;
    const { least, most } = NAT_IDLE_MINUTES;
    const count = publicIpAddresses?.length ?? addresses ?? 1;
    const wanted = this.isStandardV2 ? PublicIpTier.STANDARD_V2 : PublicIpTier.STANDARD;
    return [
      addresses !== undefined && publicIpAddresses !== undefined
        ? "give addresses for those that are created, or publicIpAddresses for your own, not both"
        : undefined,
      Number.isInteger(count) && count >= 1 && count <= MOST_NAT_ADDRESSES
        ? undefined
        : `a NAT gateway takes 1 to ${MOST_NAT_ADDRESSES} public addresses; it got ${count}`,
      idle !== undefined && !(Number.isInteger(idle) && idle >= least && idle <= most)
        ? `idleTimeoutMinutes is ${idle}; a NAT gateway takes ${least} to ${most}`
        : undefined,
      zone !== undefined && this.isStandardV2
        ? "a NAT gateway of tier StandardV2 is in all zones and takes none; leave zone out"
        : undefined,
      zone === undefined ? undefined : zoneProblem(zone),
      this.isStandardV2 && !isAtLeast(azurermOf(this.resource), STANDARD_V2_SINCE)
        ? `tier StandardV2 needs azurerm ${STANDARD_V2_SINCE} or later, and the stack has ${azurermOf(this.resource)}: ` +
          `call AzurermVersion.use(stack, "~> 4.67"), or use NatGatewayTier.STANDARD`
        : undefined,
      ...(publicIpAddresses ?? []).map((address) =>
        address.tier === wanted
          ? undefined
          : `a NAT gateway of tier ${this.tier} takes addresses of tier ${wanted}; ${address.node.path} is ${address.tier}`,
      ),
    ];
  }
}

const addressesOfAll = new WeakSet<IConstruct>();

/** Whether a NAT gateway has an address, its own or a given one; known at synth. */
export function isOfNatGateway(address: IConstruct): boolean {
  return addressesOfAll.has(address);
}

function ordinals(count: number): number[] {
  const most = Number.isInteger(count) ? Math.max(0, Math.min(count, MOST_NAT_ADDRESSES)) : 0;
  return Array.from({ length: most }, (_, index) => index + 1);
}
