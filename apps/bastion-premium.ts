import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { AzurermVersion, BastionSku, HubSpokeConstruct } from "../lib";

/** A Bastion that records sessions and has no public address: users come through the VPN gateway. With azurerm 5. */
export class BastionPremiumStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "bastion-premium");
    const provider = new AzurermProvider(this, "azurerm", { features: [{}] });
    AzurermVersion.use(this, "5.2.0");
    AzurermVersion.registerResourceProviders(provider);
    const { hub } = new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.200.0/24" },
        bastion: {
          subnetPrefix: "10.0.100.0/26",
          sku: BastionSku.PREMIUM,
          sessionRecording: true,
          privateOnly: true,
          ipConnect: true,
          securityGroup: true,
        },
      },
    });
    hub.addSiteToSite("office", { gatewayAddress: "203.0.113.1", addressSpace: ["192.168.0.0/16"] });
  }
}
