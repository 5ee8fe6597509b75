import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { HubSpokeConstruct, HubSpokeMesh, NamedSpokeOptions, TransitRouting } from "../lib";

/** Three regions whose hubs have a Linux router each; the first one has the VPN gateway to a site. */
export class MeshRoutersStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "mesh-routers");
    new AzurermProvider(this, "azurerm", { features: [{}] });

    const networks = ["eastasia", "japaneast", "koreacentral"].map((location, index) => {
      const spoke = (number: number): NamedSpokeOptions => ({
        name: `${location}-spoke0${number}`,
        addressSpace: [`10.${index * 16 + number}.0.0/16`],
        subnets: [{ name: "default", addressPrefix: `10.${index * 16 + number}.0.0/24` }],
      });
      return new HubSpokeConstruct(this, location, {
        location,
        hub: { name: `hub-${location}`, addressSpace: [`10.${index * 16}.0.0/16`] },
        spokes: [spoke(1), spoke(2)],
        transit: TransitRouting.virtualMachineRouter({ subnetPrefix: `10.${index * 16}.1.0/27` }),
      });
    });
    networks[0].hub.addVpnGateway({ subnetPrefix: "10.0.200.0/24" });
    networks[0].hub.addSiteToSite("tokyo", {
      gatewayAddress: "203.0.113.7",
      addressSpace: ["192.168.0.0/24"],
    });
    new HubSpokeMesh(this, "Mesh", { members: networks.map((network) => ({ network })) });
  }
}
