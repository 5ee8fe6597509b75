import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Egress, HubSpokeConstruct, TransitRouting } from "../lib";

/** A NAT gateway for one spoke and one for the firewall; the other spoke is closed on purpose. */
export class EgressStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "egress");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const network = new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
          egress: Egress.natGateway({ addresses: 2 }),
        },
        {
          name: "spoke02",
          addressSpace: ["10.20.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.20.0.0/24" }],
          egress: Egress.none(),
        },
      ],
      transit: TransitRouting.azureFirewall({
        subnetPrefix: "10.0.1.0/26",
        zones: ["1"],
        natGateway: { zone: "1" },
      }),
    });
    for (const spoke of network.spokes) {
      spoke.addLinuxServer("Vm", { name: spoke.name, subnetName: "default" });
    }
  }
}
