import { Construct } from "constructs";
import { TransitRouting } from "../lib";
import { Lab } from "./lab";

/** ① The lab with Azure Firewall between the spokes. */
export class HubSpokeAzureFirewallStack extends Lab {
  public constructor(scope: Construct) {
    super(scope, "hub-spoke-azure-firewall", TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }));
  }
}
