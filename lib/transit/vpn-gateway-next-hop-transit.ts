import { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway";
import { Construct } from "constructs";
import { resourcesOf } from "../core/references";
import { WarningCode } from "../core/warning-code";
import { Warnings } from "../core/warnings";
import { Hub } from "../topology/hub";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";
import { NextHop } from "./routes/next-hop";
import { TransitRoutes } from "./routes/transit-routes";
import { UserDefinedRoutes } from "./routes/user-defined-routes";

/** What the hub's VPN gateway as transit is made of. */
export interface VpnGatewayNextHopTransitOptions {
  /**
   * Which packets of the spokes go through the gateway. A default route is refused: to a gateway it means
   * that the Internet is reached through on-premises.
   * @default TransitRoutes.perPrefix()
   */
  readonly routes?: TransitRoutes;
}

/**
 * The hub's VPN gateway as next hop: option ④ of the article. Microsoft advises against it, since the
 * gateway promises no bandwidth for it.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r63
 */
export class VpnGatewayNextHopTransit implements ITransitRouting {
  public constructor(private readonly options: VpnGatewayNextHopTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const { hub } = network;
    const routes = this.options.routes ?? TransitRoutes.perPrefix();
    scope.node.addValidation({ validate: () => [...gatewayProblems(hub), ...styleProblems(routes)] });
    Warnings.add(scope, WarningCode.VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED, {
      validate: () => [
        "spokes talk through the VPN gateway, which Microsoft advises against: it promises no bandwidth and adds " +
          "latency; another option of TransitRouting replaces it without further change",
      ],
    });
    return new UserDefinedRoutes(scope, "Routes", {
      hub,
      routes,
      nextHop: NextHop.virtualNetworkGateway(),
    });
  }
}

/** R27: a route can point at a VPN gateway, and not where there is an ExpressRoute gateway too. */
function gatewayProblems(hub: Hub): string[] {
  if (hub.expressRouteGateway !== undefined || sharesExpressRoute(hub)) {
    return [
      "the hub has an ExpressRoute gateway, and Azure forwards nothing to a gateway as next hop then; use another " +
        "option, such as TransitRouting.azureFirewall",
    ];
  }
  return hub.vpnGateway
    ? []
    : ["vpnGatewayNextHop needs a VPN gateway in the hub; give the hub vpnGateway, or choose another option"];
}

/** A gateway that the program makes of azurerm's own resource and shares. */
function sharesExpressRoute(hub: Hub): boolean {
  return resourcesOf(hub.sharedGateways).some(
    (resource) =>
      resource.terraformResourceType === VirtualNetworkGateway.tfResourceType &&
      (resource as VirtualNetworkGateway).typeInput === "ExpressRoute",
  );
}

function styleProblems(routes: TransitRoutes): string[] {
  return routes.isDefaultRoute
    ? [
        "vpnGatewayNextHop takes no default route: 0.0.0.0/0 to a VPN gateway is forced tunnelling, which sends the " +
          "Internet to on-premises; use TransitRoutes.perPrefix()",
      ]
    : [];
}
