import { Construct } from "constructs";
import { ApplianceImages, TransitRouting } from "../lib";
import { Lab } from "./lab";

/** ② The lab with two routers of a vendor behind a load balancer between the spokes. */
export class HubSpokeNetworkVirtualApplianceStack extends Lab {
  public constructor(scope: Construct) {
    super(
      scope,
      "hub-spoke-network-virtual-appliance",
      TransitRouting.networkVirtualAppliance({
        image: ApplianceImages.ciscoCatalyst8000v(),
        subnetPrefix: "10.0.1.0/24",
        // Whoever runs the lab enters "ip http secure-server", which answers the load balancer.
        forwards: true,
      }),
    );
  }
}
