import { checked, StructName } from "../core/input-check";
import {
  NetworkVirtualApplianceTransit,
  NetworkVirtualApplianceTransitOptions,
} from "./appliance/network-virtual-appliance-transit";
import {
  RoutingApplianceTransit,
  RoutingApplianceTransitOptions,
} from "./appliance/routing-appliance-transit";
import {
  VirtualMachineRouterTransit,
  VirtualMachineRouterTransitOptions,
} from "./appliance/virtual-machine-router-transit";
import { AzureFirewallTransit, AzureFirewallTransitOptions } from "./azure-firewall/azure-firewall-transit";
import { ConnectedGroupTransit, ConnectedGroupTransitOptions } from "./connected-group-transit";
import { DirectPeeringTransit, DirectPeeringTransitOptions } from "./direct-peering-transit";
import { ITransitRouting } from "./i-transit-routing";
import { NoTransit } from "./no-transit";
import { RouteServerTransitOptions } from "./route-server/route-server-options";
import { RouteServerTransit } from "./route-server/route-server-transit";
import { VpnGatewayNextHopTransit, VpnGatewayNextHopTransitOptions } from "./vpn-gateway-next-hop-transit";
import { VpnMeshOptions } from "./vpn-mesh/vpn-mesh-options";
import { VpnMeshTransit } from "./vpn-mesh/vpn-mesh-transit";

/**
 * How spokes reach each other.
 *
 * In a hub-and-spoke no spoke has a route to another. Each option puts something into the network that
 * forwards packets, and gives the spokes routes to it; swapping one for another needs no other change in a
 * program. A class of your own that implements `ITransitRouting` is an option like any other.
 */
export class TransitRouting {
  /** Peerings only: spokes don't reach each other. */
  public static none(): ITransitRouting {
    return new NoTransit();
  }

  /** Azure Firewall in the hub, a rule that lets spokes talk, and routes to it. */
  public static azureFirewall(options: AzureFirewallTransitOptions): ITransitRouting {
    return checkedOption("AzureFirewallTransitOptions", options, (given) => new AzureFirewallTransit(given));
  }

  /** A vendor's appliances in the hub, created from the marketplace or there already, and routes to them. */
  public static networkVirtualAppliance(options: NetworkVirtualApplianceTransitOptions): ITransitRouting {
    return checkedOption(
      "NetworkVirtualApplianceTransitOptions",
      options,
      (given) => new NetworkVirtualApplianceTransit(given),
    );
  }

  /** A Linux or Windows machine in the hub that forwards packets, and routes to it. */
  public static virtualMachineRouter(options: VirtualMachineRouterTransitOptions): ITransitRouting {
    return checkedOption(
      "VirtualMachineRouterTransitOptions",
      options,
      (given) => new VirtualMachineRouterTransit(given),
    );
  }

  /** Routes to the hub's VPN gateway. Microsoft advises against it. */
  public static vpnGatewayNextHop(options: VpnGatewayNextHopTransitOptions = {}): ITransitRouting {
    return checkedOption(
      "VpnGatewayNextHopTransitOptions",
      options,
      (given) => new VpnGatewayNextHopTransit(given),
    );
  }

  /**
   * No peering: a VPN gateway in each network, and tunnels with BGP between them. The hub needs a gateway, which
   * is told to speak BGP. Without peerings the hub's Bastion reaches machines in spokes only by their address
   * (`ipConnect`).
   */
  public static vpnMesh(options: VpnMeshOptions = {}): ITransitRouting {
    return checkedOption("VpnMeshOptions", options, (given) => new VpnMeshTransit(given));
  }

  /** Route Servers put routes to a BGP speaker in the hub into the spokes: no route table to maintain. */
  public static routeServer(options: RouteServerTransitOptions): ITransitRouting {
    return checkedOption("RouteServerTransitOptions", options, (given) => new RouteServerTransit(given));
  }

  /** Azure's own router in the hub, the Virtual Network Routing Appliance, and routes to it. */
  public static routingAppliance(options: RoutingApplianceTransitOptions): ITransitRouting {
    return checkedOption(
      "RoutingApplianceTransitOptions",
      options,
      (given) => new RoutingApplianceTransit(given),
    );
  }

  /** Spokes in a connected group of Virtual Network Manager: directly, without peerings between them. */
  public static connectedGroup(options: ConnectedGroupTransitOptions = {}): ITransitRouting {
    return checkedOption(
      "ConnectedGroupTransitOptions",
      options,
      (given) => new ConnectedGroupTransit(given),
    );
  }

  /** Spokes peered with each other, all or named pairs. */
  public static directPeering(options: DirectPeeringTransitOptions = {}): ITransitRouting {
    return checkedOption("DirectPeeringTransitOptions", options, (given) => new DirectPeeringTransit(given));
  }

  private constructor() {}
}

/** An option whose settings are checked when it is bound, where a message can name the network. */
function checkedOption<T>(
  type: StructName,
  options: T,
  make: (options: T) => ITransitRouting,
): ITransitRouting {
  return { bind: (scope, network) => make(checked(scope, type, options)).bind(scope, network) };
}
