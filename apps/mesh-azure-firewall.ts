import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { HubSpokeConstruct, HubSpokeMesh, InternetEgress, TransitRouting, TransitRoutes } from "../lib";

/** Two regions, each with a hub, a firewall and two spokes: spokes of both reach each other through both firewalls. */
export class MeshAzureFirewallStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "mesh-azure-firewall");
    new AzurermProvider(this, "azurerm", { features: [{}] });

    const mesh = new HubSpokeMesh(this, "Mesh");
    for (const { name, location, first } of [
      { name: "asia", location: "eastasia", first: 0 },
      { name: "japan", location: "japaneast", first: 16 },
    ]) {
      const network = new HubSpokeConstruct(this, name, {
        location,
        hub: { name: `hub-${name}`, addressSpace: [`10.${first}.0.0/16`] },
        transit: TransitRouting.azureFirewall({
          subnetPrefix: `10.${first}.1.0/26`,
          routes: TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT }),
        }),
      });
      for (const number of [1, 2]) {
        network.addSpoke(`${name}-spoke0${number}`, {
          addressSpace: [`10.${first + number}.0.0/16`],
          subnets: [{ name: "default", addressPrefix: `10.${first + number}.0.0/24` }],
        });
      }
      mesh.addMember({ network, addressSpace: [`10.${first}.0.0/12`] });
    }
  }
}
