import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { HubSpokeConstruct, SecurityGroup, TrafficSource, TransitRouting } from "../lib";

/** Security groups on every subnet that takes one: the spokes still talk, to one of them on 443 alone. */
export class SecurityGroupsStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "security-groups");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const { hub } = new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
        bastion: { subnetPrefix: "10.0.100.0/26", securityGroup: true },
      },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
          securityGroup: SecurityGroup.allowNetwork(),
        },
        {
          name: "spoke02",
          addressSpace: ["10.20.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.20.0.0/24" }],
          securityGroup: SecurityGroup.closed({
            allow: [{ name: "Web", from: [TrafficSource.spokes()], ports: ["443"] }],
          }),
        },
      ],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    });
    hub.addSecurityGroup("hub", { rules: SecurityGroup.allowNetwork(), subnetNames: ["default"] });
  }
}
