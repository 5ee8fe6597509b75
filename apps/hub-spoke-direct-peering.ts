import { Construct } from "constructs";
import { TransitRouting } from "../lib";
import { Lab } from "./lab";

/** The lab with its spokes peered with each other. */
export class HubSpokeDirectPeeringStack extends Lab {
  public constructor(scope: Construct) {
    super(scope, "hub-spoke-direct-peering", TransitRouting.directPeering());
  }
}
