import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { HubSpokeConstruct, InternetEgress, TransitRouting, TransitRoutes } from "../lib";
import { octets } from "./addresses";

/**
 * A hub with an appliance's address, and spokes with a route table and a Windows Server each. Each spoke is in a
 * resource group of its own, as landing zones have them, so that none shares its table.
 */
export function ours(app: App, spokes: number): void {
  const stack = new TerraformStack(app, "ours");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const network = new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: {
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
    },
    spokes: Array.from({ length: spokes }, (_, index) => ({
      name: `spoke${index}`,
      resourceGroupName: `rg-spoke${index}`,
      addressSpace: [`${octets(index)}.0/24`],
      subnets: [{ name: "default", addressPrefix: `${octets(index)}.0/25` }],
    })),
    transit: TransitRouting.networkVirtualAppliance({
      nextHopAddress: "10.0.0.4",
      routes: TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT }),
    }),
  });
  for (const spoke of network.spokes) {
    spoke.addWindowsServer("Vm", { name: spoke.name, subnetName: "default" });
  }
}
