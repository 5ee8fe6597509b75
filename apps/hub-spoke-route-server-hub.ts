import { Construct } from "constructs";
import { RouteServerTopology, TransitRouting } from "../lib";
import { Lab } from "./lab";

/** The lab with one Route Server in the hub, and a BGP speaker beside it that announces 10.0.0.0/8. */
export class HubSpokeRouteServerHubStack extends Lab {
  public constructor(scope: Construct) {
    super(
      scope,
      "hub-spoke-route-server-hub",
      TransitRouting.routeServer({
        topology: RouteServerTopology.HUB,
        speaker: { subnetPrefix: "10.0.2.0/27" },
      }),
    );
  }
}
