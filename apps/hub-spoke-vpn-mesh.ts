import { Construct } from "constructs";
import { TransitRouting } from "../lib";
import { Lab } from "./lab";

/** The lab without peerings: a VPN gateway in each network, and tunnels with BGP between hub and spokes. */
export class HubSpokeVpnMeshStack extends Lab {
  public constructor(scope: Construct) {
    super(scope, "hub-spoke-vpn-mesh", TransitRouting.vpnMesh());
  }
}
