import { Construct } from "constructs";
import { TransitRouting } from "../lib";
import { Lab } from "./lab";

/** The lab with a Route Server in each spoke, and a BGP speaker in the hub that gives them each other's prefixes. */
export class HubSpokeRouteServerStack extends Lab {
  public constructor(scope: Construct) {
    super(
      scope,
      "hub-spoke-route-server",
      TransitRouting.routeServer({ speaker: { subnetPrefix: "10.0.2.0/27" } }),
    );
  }
}
