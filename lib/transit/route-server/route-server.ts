import { RouteServer as AzurermRouteServer } from "@cdktf/provider-azurerm/lib/route-server";
import { RouteServerBgpConnection } from "@cdktf/provider-azurerm/lib/route-server-bgp-connection";
import { Fn, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { NAME_RULES } from "../../azure/names";
import { azureIdProblem, AzureIdType } from "../../core/azure-ids";
import { checkAtSynth } from "../../core/checks";
import { childId } from "../../core/child-id";
import { checked, checkedNamed } from "../../core/input-check";
import { waitFor } from "../../core/late";
import { checkName } from "../../core/name-check";
import { ResourceKind } from "../../core/naming";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../../core/placement";
import { reference, resourceOf, standsFor } from "../../core/references";
import { WarningCode } from "../../core/warning-code";
import { warnAtSynth } from "../../core/warnings";
import { IVpnGateway } from "../../gateway/i-vpn-gateway";
import { ISubnet } from "../../network/i-subnet";
import { PublicIpAddress } from "../../network/public-ip-address";
import { claimService, serviceIn, SingleService } from "../../network/single-services";
import { IRouteServer, RouteServerPeer } from "./i-route-server";
import {
  gatewayBesideProblem,
  isNumberTold,
  NamedPeer,
  peerProblems,
  routeServerSubnetProblem,
} from "./route-server-checks";

/** Which of several routes to one prefix a Route Server prefers, by where it was learned. */
export enum HubRoutingPreference {
  /** From ExpressRoute */
  EXPRESS_ROUTE = "ExpressRoute",
  /** From the VPN gateway */
  VPN_GATEWAY = "VpnGateway",
  /** With the shortest AS path, from wherever */
  AS_PATH = "ASPath",
}

/** What a Route Server is made of, apart from its place. */
export interface RouteServerOptions {
  /**
   * Azure name of the Route Server, at least 2 characters; its address is named after it.
   * @default - chosen by the naming strategy: `ars-<name>`
   */
  readonly routeServerName?: string;

  /**
   * Whether it passes routes between appliances and the network's gateways. A VPN gateway needs no BGP for it.
   * @default false
   */
  readonly branchToBranchTraffic?: boolean;

  /**
   * Which of several routes to one prefix wins.
   * @default HubRoutingPreference.EXPRESS_ROUTE
   */
  readonly hubRoutingPreference?: HubRoutingPreference;
}

/** Props of a {@link RouteServer}. */
export interface RouteServerProps extends RouteServerOptions, PlacementProps {
  /** What it is for, such as `spoke01`: Azure names are made of it. */
  readonly name: string;

  /** The `RouteServerSubnet` of the network: /27 or larger, without route table and security group. */
  readonly subnet: ISubnet;

  /**
   * The VPN gateway of the same network: the Route Server is created after it. It must be active-active and
   * have Azure's own number, 65515.
   * @default - the network has none
   */
  readonly vpnGateway?: IVpnGateway;
}

/** What is known of a Route Server that exists already. */
export interface RouteServerAttributes {
  /** Azure resource id. */
  readonly routeServerId: string;

  /** Addresses of its two instances, as the portal shows them. */
  readonly virtualRouterIps: string[];

  /**
   * What it is called in messages.
   * @default - the last part of its id
   */
  readonly name?: string;

  /**
   * Provider configuration of its subscription.
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

abstract class RouteServerBase extends Construct implements IRouteServer {
  public abstract readonly routeServerId: string;
  public abstract readonly virtualRouterIps: string[];

  /** @internal */
  protected readonly _peers: NamedPeer[] = [];

  protected constructor(
    scope: Construct,
    id: string,
    private readonly provider?: TerraformProvider,
  ) {
    super(scope, id);
  }

  public addPeer(name: string, peer: RouteServerPeer): void {
    checkedNamed(this, "RouteServerPeer", name, peer);
    const id = childId(this, "Peer", name);
    checkName(this, NAME_RULES.bgpConnection, name);
    new RouteServerBgpConnection(this, id, {
      name,
      routeServerId: reference(this, "id", () => this.routeServerId, this),
      peerAsn: peer.asn,
      peerIp: peer.address,
      provider: this.provider,
    });
    this._peers.push({ ...peer, name, hasToldNumber: isNumberTold(peer) });
  }
}

/**
 * An Azure Route Server with its public address (`azurerm_route_server`): it takes routes from appliances by
 * BGP and puts them into the network, and never forwards a packet itself.
 *
 * Creating one takes Azure about 20 minutes, and beside a VPN gateway in use it interrupts that gateway for
 * about ten. It costs money from then on, more than a small gateway.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r51
 */
export class RouteServer extends RouteServerBase {
  /** Uses a Route Server that exists already; only peers are added to it. */
  public static fromRouteServerAttributes(
    scope: Construct,
    id: string,
    attrs: RouteServerAttributes,
  ): IRouteServer {
    checked(`${scope.node.path}/${id}`, "RouteServerAttributes", attrs);
    class Import extends RouteServerBase {
      public readonly routeServerId = attrs.routeServerId;
      public readonly virtualRouterIps = [...attrs.virtualRouterIps];

      public constructor() {
        super(scope, id, attrs.provider);
        standsFor(this, attrs.routeServerId);
        const name = attrs.name ?? String(attrs.routeServerId).split("/").pop()!;
        checkAtSynth(this, () => [
          azureIdProblem("routeServerId", attrs.routeServerId, AzureIdType.ROUTE_SERVER),
          attrs.virtualRouterIps.length === 2
            ? undefined
            : `Route Server "${name}" has ${attrs.virtualRouterIps.length} instance addresses; each has two`,
          ...peerProblems(name, this._peers, undefined),
        ]);
      }
    }
    return new Import();
  }

  private readonly resource: AzurermRouteServer;
  private readonly gatewaysBeside: IVpnGateway[] = [];

  public constructor(scope: Construct, id: string, props: RouteServerProps) {
    super(scope, id, checked(`${scope.node.path}/${id}`, "RouteServerProps", props).provider);
    checkPlacement(this, props);
    const naming = namingOf(props);
    const { subnet } = props;
    const name =
      props.routeServerName ?? naming.nameOf({ kind: ResourceKind.ROUTE_SERVER, subject: props.name });
    checkName(this, NAME_RULES.routeServer, name);
    const address = new PublicIpAddress(this, "PublicIp", {
      ...placementOf(props),
      publicIpName: naming.nameOf({ kind: ResourceKind.PUBLIC_IP, subject: name }),
    });
    this.resource = new AzurermRouteServer(this, "Resource", {
      name,
      sku: "Standard",
      subnetId: reference(subnet, "id", () => subnet.subnetId, this),
      publicIpAddressId: reference(address, "id", () => address.publicIpAddressId, this),
      branchToBranchTrafficEnabled: props.branchToBranchTraffic ?? false,
      hubRoutingPreference: props.hubRoutingPreference,
      ...commonArguments(props),
    });
    // Two changes of one network's gateways at a time are refused, and its own create is no rehearsal for that.
    subnet.virtualNetwork.creationOrder.afterGateways(this.resource);
    waitFor(this.resource, () => this.gatewaysBeside);
    if (props.vpnGateway) {
      this._placeBeside(props.vpnGateway);
    }
    claimService(this, SingleService.ROUTE_SERVER, subnet.virtualNetwork);
    checkAtSynth(this, () => [
      routeServerSubnetProblem(subnet),
      ...this.gatewaysIn(subnet).map((gateway) => gatewayBesideProblem(name, gateway)),
      ...peerProblems(name, this._peers, subnet),
    ]);
    warnAtSynth(this, WarningCode.ROUTE_SERVER_GATEWAY_OUTAGE, () =>
      this.gatewaysBeside.some((gateway) => resourceOf(gateway) === undefined)
        ? `creating Route Server "${name}" interrupts the VPN gateway that is there for about 10 minutes`
        : undefined,
    );
  }

  public get routeServerId(): string {
    return this.resource.id;
  }

  /** The addresses of its two instances, known after apply. */
  public get virtualRouterIps(): string[] {
    return [0, 1].map((index) => String(Fn.element(this.resource.virtualRouterIps, index)));
  }

  /**
   * Creates it after a VPN gateway of the same network, and checks that the two may stand side by side.
   * @internal
   */
  public _placeBeside(gateway: IVpnGateway): void {
    this.gatewaysBeside.push(gateway);
  }

  /** The VPN gateways beside it: those that it was told of, and one that the program creates in its network. */
  private gatewaysIn({ virtualNetwork }: ISubnet): IVpnGateway[] {
    const own = serviceIn(virtualNetwork, SingleService.VPN_GATEWAY) as IVpnGateway | undefined;
    return [...new Set([...this.gatewaysBeside, ...(own ? [own] : [])])];
  }
}
