import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { HubSpokeConstruct, TransitRouting } from "../lib";

/** Names inside: spokes ask the firewall, which asks a resolver in the hub, which knows private zones and on-premises. */
export class PrivateDnsStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "private-dns");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const { hub } = new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        privateResolver: { inboundSubnetPrefix: "10.0.2.0/28", outboundSubnetPrefix: "10.0.2.16/28" },
      },
      spokes: ["spoke01", "spoke02"].map((name, index) => ({
        name,
        addressSpace: [`10.${index + 1}0.0.0/16`],
        subnets: [{ name: "default", addressPrefix: `10.${index + 1}0.0.0/24` }],
      })),
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26", policy: { dnsProxy: {} } }),
    });
    hub.addPrivateLinkZones({ services: ["blob", "keyVault"], linkSpokes: false });
    hub
      .addPrivateDnsZone("corp.example.com", { linkSpokes: false })
      .addARecord("db01", { addresses: ["10.20.0.4"] });
    hub.addForwardingRuleset("on-premises", {
      rules: [{ name: "tokyo", domain: "tokyo.example.com", servers: ["192.168.0.4", "192.168.0.5"] }],
    });
  }
}
