import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ClientAuthentication, HubSpokeConstruct, TransitRouting } from "../lib";

/** VPN clients that log in by Entra ID and reach the spoke through the firewall. */
export class PointToSiteStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "point-to-site");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: {
          subnetPrefix: "10.0.200.0/26",
          pointToSite: {
            addressPool: ["172.31.0.0/24"],
            authentication: [
              ClientAuthentication.entra({ tenantId: "00000000-0000-0000-0000-000000000000" }),
            ],
          },
        },
      },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
        },
      ],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    });
  }
}
