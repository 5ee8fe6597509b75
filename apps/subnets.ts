import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { HubSpokeConstruct, PrivateEndpointPolicies, TransitRouting } from "../lib";

/** What subnets can have beside machines: several prefixes, a delegation, endpoints and their policies. */
export class SubnetsStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "subnets");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [
            { name: "default", addressPrefix: "10.10.0.0/24", additionalPrefixes: ["10.10.7.0/24"] },
            {
              name: "web",
              addressPrefix: "10.10.1.0/24",
              delegation: {
                service: "Microsoft.Web/serverFarms",
                actions: ["Microsoft.Network/virtualNetworks/subnets/action"],
              },
              serviceEndpoints: ["Microsoft.Storage"],
            },
            {
              name: "endpoints",
              addressPrefix: "10.10.2.0/24",
              privateEndpointPolicies: PrivateEndpointPolicies.ENABLED,
            },
          ],
        },
      ],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    });
  }
}
