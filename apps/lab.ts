import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Egress, HubSpokeConstruct, ITransitRouting } from "../lib";

/**
 * The article's lab: a hub with VPN gateway and Bastion, two spokes, and a Windows Server in each of the three. Without the
 * way to the Internet that Azure gave every machine then.
 */
export class Lab extends TerraformStack {
  public readonly network: HubSpokeConstruct;

  public constructor(scope: Construct, id: string, transit?: ITransitRouting) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });

    this.network = new HubSpokeConstruct(this, "Network", {
      location: "eastasia",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
        vpnGateway: { subnetPrefix: "10.0.200.0/24" },
        bastion: { subnetPrefix: "10.0.100.0/24" },
      },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
          egress: Egress.none(),
        },
        {
          name: "spoke02",
          addressSpace: ["10.20.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.20.0.0/24" }],
          egress: Egress.none(),
        },
      ],
      transit,
    });
    for (const member of [this.network.hub, ...this.network.spokes]) {
      member.addWindowsServer("Vm", { name: member.name, subnetName: "default" });
    }
  }
}
