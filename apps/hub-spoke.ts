import { Construct } from "constructs";
import { Lab } from "./lab";

/** The article's lab as it stands: peerings only, so the spokes don't reach each other. */
export class HubSpokeStack extends Lab {
  public constructor(scope: Construct) {
    super(scope, "hub-spoke");
  }
}
