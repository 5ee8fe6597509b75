import { Construct } from "constructs";
import { TransitRouting } from "../lib";
import { Lab } from "./lab";

/** ③ The lab with a Linux machine as router between the spokes. */
export class HubSpokeVirtualMachineRouterStack extends Lab {
  public constructor(scope: Construct) {
    super(
      scope,
      "hub-spoke-virtual-machine-router",
      TransitRouting.virtualMachineRouter({ subnetPrefix: "10.0.1.0/24" }),
    );
  }
}
