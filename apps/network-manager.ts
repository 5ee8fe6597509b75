import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  AzurermVersion,
  Guardrails,
  HubSpokeConstruct,
  ManagedNextHop,
  NetworkManager,
  TransitRouting,
  VirtualNetwork,
} from "../lib";

/**
 * Virtual Network Manager peers a hub with spokes of two regions, which talk through the hub's firewall; connects two labs, and keeps
 * them from the Internet; guards all of them; and keeps the books of the addresses.
 */
export class NetworkManagerStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "network-manager");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    // Routes of a network manager need 4.58.
    AzurermVersion.use(this, "4.73.0");

    const place = { location: "eastasia", resourceGroupName: "rg-network" };
    const manager = new NetworkManager(this, "Manager", { ...place, name: "corp" });
    const network = new HubSpokeConstruct(this, "Network", {
      ...place,
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.200.0/24" },
      },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.1.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.1.0.0/24" }],
        },
        {
          name: "spoke02",
          location: "japaneast",
          addressSpace: ["10.2.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.2.0.0/24" }],
        },
      ],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
      connectBy: manager,
    });
    network.hub.addSiteToSite("tokyo", { gatewayAddress: "203.0.113.7", addressSpace: ["192.168.0.0/24"] });

    const labs = ["lab01", "lab02"].map(
      (name, index) =>
        new VirtualNetwork(this, name, {
          ...place,
          name,
          addressSpace: [`10.${8 + index}.0.0/16`],
          subnets: [{ name: "default", addressPrefix: `10.${8 + index}.0.0/24` }],
        }),
    );
    const labGroup = manager.addGroup("labs", labs);
    manager.addMesh("labs", { groups: [labGroup] });
    manager.addRoutes("labs", {
      groups: [labGroup],
      routes: [{ name: "no-internet", destination: "0.0.0.0/0", nextHop: ManagedNextHop.NONE }],
    });

    const everything = [network.hub, ...network.spokes].map((member) => member.virtualNetwork);
    manager.addAdminRules("guardrails", {
      groups: [manager.addGroup("everything", [...everything, ...labs])],
      rules: Guardrails.denyHighRiskPorts(),
    });

    const pool = manager.addAddressPool("asia", { addressPrefixes: ["10.0.0.0/12"] });
    [...everything, ...labs].forEach(({ name, addressSpace }) => pool.reserve(name, addressSpace));
  }
}
