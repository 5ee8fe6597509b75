import { Construct } from "constructs";
import { TransitRouting } from "../lib";
import { Lab } from "./lab";

/** Azure's own router in the hub, the Virtual Network Routing Appliance of 2026. */
export class HubSpokeRoutingApplianceStack extends Lab {
  public constructor(scope: Construct) {
    super(
      scope,
      "hub-spoke-routing-appliance",
      TransitRouting.routingAppliance({ subnetPrefix: "10.0.3.0/27" }),
    );
  }
}
