import { Construct } from "constructs";
import { TransitRouting } from "../lib";
import { Lab } from "./lab";

/** ④ The lab with the VPN gateway as the spokes' next hop, which Microsoft advises against. */
export class HubSpokeVpnGatewayNextHopStack extends Lab {
  public constructor(scope: Construct) {
    super(scope, "hub-spoke-vpn-gateway-next-hop", TransitRouting.vpnGatewayNextHop());
  }
}
