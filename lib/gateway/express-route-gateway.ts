import { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway";
import { Construct } from "constructs";
import { AZURE_ASN } from "../azure/autonomous-systems";
import { isAtLeast } from "../azure/azurerm-versions";
import {
  EXPRESS_ROUTE_SUBNET,
  isScalable,
  mostCircuits,
  SCALE_UNITS,
  SCALE_UNITS_SINCE,
} from "../azure/express-route";
import { NAME_RULES } from "../azure/names";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { azurermOf } from "../core/azurerm-version";
import { checkAtSynth } from "../core/checks";
import { declareSite } from "../core/declarations";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { reference, standsFor } from "../core/references";
import { knownPrefix } from "../network/addressing";
import { ISubnet } from "../network/i-subnet";
import { contentsOf } from "../network/network-contents";
import { SingleService } from "../network/single-services";
import { gatewaySubnetProblem, standsAsGateway } from "./gateway-place";
import { IExpressRouteGateway } from "./i-express-route-gateway";
import { IVpnGateway } from "./i-vpn-gateway";

/** Sizes of an ExpressRoute gateway, smallest first. */
export enum ExpressRouteSku {
  /** Zone-redundant, 4 circuits */
  ER_GW_1_AZ = "ErGw1AZ",
  /** Zone-redundant, 8 circuits */
  ER_GW_2_AZ = "ErGw2AZ",
  /** Zone-redundant, 16 circuits, FastPath */
  ER_GW_3_AZ = "ErGw3AZ",
  /** Grows between two numbers of scale units; needs azurerm 4.79 or later */
  ER_GW_SCALE = "ErGwScale",
  /** Without zones, 4 circuits */
  STANDARD = "Standard",
  /** Without zones, 8 circuits */
  HIGH_PERFORMANCE = "HighPerformance",
  /** Without zones, 16 circuits, FastPath */
  ULTRA_PERFORMANCE = "UltraPerformance",
}

/** Between which sizes an ErGwScale gateway grows. */
export interface ScaleUnits {
  /** Fewest, 1 to 40: 2 for more than four circuits, 10 for more than eight and for FastPath. */
  readonly minimum: number;

  /** Most, `minimum` to 40. */
  readonly maximum: number;
}

/** What an ExpressRoute gateway is made of, apart from its place. */
export interface ExpressRouteGatewayOptions {
  /**
   * Azure name.
   * @default - chosen by the naming strategy: `ergw01` for a hub
   */
  readonly gatewayName?: string;

  /**
   * Size. A change from one with zones to one without, or back, replaces the gateway.
   * @default ExpressRouteSku.ER_GW_1_AZ
   */
  readonly sku?: ExpressRouteSku;

  /**
   * Scale units, for `ExpressRouteSku.ER_GW_SCALE`, which needs them.
   * @default - none
   */
  readonly scaleUnits?: ScaleUnits;

  /**
   * Whether networks at other gateways of the same circuit are let in. It must be on at both ends, and their packets go by
   * the edge of Microsoft's network; Azure has it off because peerings are faster.
   * @default false
   */
  readonly remoteVnetTraffic?: boolean;

  /**
   * Whether Virtual WANs at the same circuit are let in.
   * @default false
   */
  readonly virtualWanTraffic?: boolean;
}

/** Props of an {@link ExpressRouteGateway}. */
export interface ExpressRouteGatewayProps extends ExpressRouteGatewayOptions, PlacementProps {
  /** The `GatewaySubnet` of the network, /27 or larger: /26 for 16 circuits. */
  readonly subnet: ISubnet;

  /**
   * What the gateway is called: the naming strategy makes the Azure name of it.
   * @default "ergw01"
   */
  readonly name?: string;
}

/** What is known of an ExpressRoute gateway that exists already. */
export interface ExpressRouteGatewayAttributes {
  /** Azure resource id. */
  readonly expressRouteGatewayId: string;

  /**
   * The `GatewaySubnet` that it is in.
   * @default - the subnet is left alone
   */
  readonly subnet?: ISubnet;
}

/** A circuit at a gateway, as the gateway sees it. */
export interface ConnectedCircuit {
  /** Name that the program gave it. */
  readonly name: string;
  /** Site that it leads to. */
  readonly siteName: string;
  /** What is there, as far as it is known. */
  readonly addressSpace: string[];
}

abstract class ExpressRouteGatewayBase extends Construct implements IExpressRouteGateway {
  public abstract readonly expressRouteGatewayId: string;
  public abstract readonly subnet?: ISubnet;
}

/**
 * An ExpressRoute gateway: an `azurerm_virtual_network_gateway` of that type. It takes no public address of yours; Azure
 * gives it one that is in all zones.
 *
 * Creating one takes Azure 30 to 45 minutes, after the network's VPN gateway if that comes first, and it costs money from
 * then on whether used or not.
 */
export class ExpressRouteGateway extends ExpressRouteGatewayBase {
  /** Uses a gateway that exists already; nothing is created. */
  public static fromExpressRouteGatewayAttributes(
    scope: Construct,
    id: string,
    attrs: ExpressRouteGatewayAttributes,
  ): IExpressRouteGateway {
    checked(`${scope.node.path}/${id}`, "ExpressRouteGatewayAttributes", attrs);
    class Import extends ExpressRouteGatewayBase {
      public readonly expressRouteGatewayId = attrs.expressRouteGatewayId;
      public readonly subnet = attrs.subnet;
    }
    const imported = new Import(scope, id);
    standsFor(imported, attrs.expressRouteGatewayId);
    checkAtSynth(imported, () => [
      azureIdProblem("expressRouteGatewayId", attrs.expressRouteGatewayId, AzureIdType.VPN_GATEWAY),
    ]);
    return imported;
  }

  /** Its size. */
  public readonly sku: ExpressRouteSku;

  public readonly subnet?: ISubnet;

  /** Between which sizes it grows, if it does. */
  public readonly scaleUnits?: ScaleUnits;

  private readonly resource: VirtualNetworkGateway;
  private readonly circuits: ConnectedCircuit[] = [];

  public constructor(scope: Construct, id: string, props: ExpressRouteGatewayProps) {
    super(scope, id);
    checked(this, "ExpressRouteGatewayProps", props);
    checkPlacement(this, props);
    const { subnet, scaleUnits } = props;
    const { virtualNetwork } = subnet;
    const name =
      props.gatewayName ??
      namingOf(props).nameOf({
        kind: ResourceKind.EXPRESS_ROUTE_GATEWAY,
        subject: props.name ?? "ergw01",
        member: virtualNetwork.name,
      });
    checkName(this, NAME_RULES.vpnGateway, name);
    this.sku = props.sku ?? ExpressRouteSku.ER_GW_1_AZ;
    this.scaleUnits = scaleUnits;
    this.subnet = subnet;
    this.resource = new VirtualNetworkGateway(this, "Resource", {
      name,
      type: "ExpressRoute",
      sku: this.sku,
      remoteVnetTrafficEnabled: props.remoteVnetTraffic,
      virtualWanTrafficEnabled: props.virtualWanTraffic,
      ipConfiguration: [
        { name: "ipconfig1", subnetId: reference(subnet, "id", () => subnet.subnetId, this) },
      ],
      ...commonArguments(props),
    });
    if (scaleUnits) {
      // Younger than the provider packages.
      this.resource.addOverride("minimum_scale_unit", scaleUnits.minimum);
      this.resource.addOverride("maximum_scale_unit", scaleUnits.maximum);
    }
    standsAsGateway(
      { owner: this, resource: this.resource, name, placement: props },
      SingleService.EXPRESS_ROUTE_GATEWAY,
      subnet,
    );
    checkAtSynth(this, () => [
      ...this.scaleProblems(),
      ...this.subnetProblems(subnet),
      this.circuitProblem(),
      ...contentsOf(virtualNetwork)
        .services.filter(({ service }) => service === SingleService.VPN_GATEWAY)
        .map(({ owner }) => besideVpnProblem(owner as Partial<IVpnGateway>)),
    ]);
  }

  public get expressRouteGatewayId(): string {
    return this.resource.id;
  }

  /**
   * Takes a circuit into account.
   * @internal
   */
  public _connect(circuit: ConnectedCircuit): void {
    this.circuits.push(circuit);
    declareSite(this.resource, circuit.siteName, () =>
      // If one is silent, what comes from the gateway isn't known as a whole, and a part would look like it.
      this.circuits.every(({ addressSpace }) => addressSpace.length > 0) ? circuit.addressSpace : undefined,
    );
  }

  private scaleProblems(): (string | undefined)[] {
    const { least, most } = SCALE_UNITS;
    if (!this.scaleUnits) {
      return [
        isScalable(this.sku)
          ? `a gateway of size ${this.sku} needs scaleUnits, such as { minimum: 1, maximum: 10 }`
          : undefined,
      ];
    }
    const { minimum, maximum } = this.scaleUnits;
    const isUnit = (value: number): boolean => Number.isInteger(value) && value >= least && value <= most;
    if (!isScalable(this.sku)) {
      return [`scaleUnits are for ExpressRouteSku.ER_GW_SCALE, and the size is ${this.sku}; leave them out`];
    }
    return [
      !isUnit(minimum) || !isUnit(maximum)
        ? `scaleUnits are ${minimum} to ${maximum}; a gateway takes whole numbers from ${least} to ${most}`
        : minimum > maximum
          ? `scaleUnits.minimum is ${minimum} and maximum ${maximum}; give the smaller number as minimum`
          : undefined,
      isAtLeast(azurermOf(this.resource), SCALE_UNITS_SINCE)
        ? undefined
        : `scaleUnits need azurerm ${SCALE_UNITS_SINCE} or later, and the stack has ${azurermOf(this.resource)}: call ` +
          `AzurermVersion.use(stack, "~> ${SCALE_UNITS_SINCE}"), or take ExpressRouteSku.ER_GW_1_AZ`,
    ];
  }

  private subnetProblems(subnet: ISubnet): (string | undefined)[] {
    const { longestPrefix, longestPrefixWithMostCircuits, mostCircuits: many } = EXPRESS_ROUTE_SUBNET;
    const isFull = this.circuits.length >= many;
    const longest = isFull ? longestPrefixWithMostCircuits : longestPrefix;
    const prefix = knownPrefix(subnet.addressPrefix);
    return [
      gatewaySubnetProblem(subnet),
      prefix && prefix.length > longest
        ? `${subnet.addressPrefix} is too small for ${ReservedSubnet.GATEWAY} with an ExpressRoute gateway` +
          `${isFull ? ` of ${this.circuits.length} circuits` : ""}; it needs /${longest} or larger`
        : undefined,
    ];
  }

  private circuitProblem(): string | undefined {
    const most = mostCircuits(this.sku, this.scaleUnits?.minimum);
    return most !== undefined && this.circuits.length > most
      ? `the gateway has ${this.circuits.length} circuits, and its size ${this.sku} takes ${most}: take a larger ` +
          (isScalable(this.sku) ? "scaleUnits.minimum" : "sku")
      : undefined;
  }
}

/** Why a VPN gateway can't stand beside an ExpressRoute gateway, or `undefined`. */
export function besideVpnProblem({ asn }: Partial<IVpnGateway>): string | undefined {
  return asn === undefined || asn === AZURE_ASN
    ? undefined
    : `the VPN gateway beside the ExpressRoute gateway has the ASN ${asn}; it must be ${AZURE_ASN}: leave asn out`;
}
