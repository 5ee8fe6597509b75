import { Construct } from "constructs";
import { TransitRouting } from "../lib";
import { Lab } from "./lab";

/** The lab with its spokes in a connected group of Virtual Network Manager. */
export class HubSpokeConnectedGroupStack extends Lab {
  public constructor(scope: Construct) {
    super(scope, "hub-spoke-connected-group", TransitRouting.connectedGroup());
  }
}
