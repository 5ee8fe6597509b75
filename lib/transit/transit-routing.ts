import { Construct } from "constructs";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";
import { NoTransit } from "./no-transit";
import { VpnMeshOptions } from "./vpn-mesh-options";
import { VpnMeshTransit } from "./vpn-mesh-transit";

/**
 * How spokes reach each other.
 *
 * In a hub-and-spoke no spoke has a route to another. Each option puts something into the network that
 * forwards packets, and gives the spokes routes to it; swapping one for another needs no other change in a
 * program. A subclass of your own is an option like any other.
 */
export abstract class TransitRouting implements ITransitRouting {
  /** Peerings only: spokes don't reach each other. */
  public static none(): ITransitRouting {
    return new NoTransit();
  }

  /** No peering: a VPN gateway in each network, and tunnels with BGP between them. The hub needs a gateway. */
  public static vpnMesh(options: VpnMeshOptions = {}): ITransitRouting {
    return new VpnMeshTransit(options);
  }

  public abstract bind(scope: Construct, network: ITransitNetwork): ITransit;
}
