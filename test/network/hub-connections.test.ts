import { VirtualHub } from "@cdktf/provider-azurerm/lib/virtual-hub";
import { VirtualHubConnection } from "@cdktf/provider-azurerm/lib/virtual-hub-connection";
import { TerraformStack } from "cdktf";
import { HubSpokeConstruct } from "../../lib";
import { refusals } from "../support/synth";

/** A network with a VPN gateway, and the program's own connection of its hub or spoke with a hub of Virtual WAN. */
function connecting(member: "hub" | "spoke", addressPrefix = "10.2.0.0/23") {
  return (stack: TerraformStack): void => {
    const network = new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: {
        name: "hub",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.0.0/26" },
      },
    });
    const spoke = network.addSpoke("spoke", { addressSpace: ["10.1.0.0/16"] });
    const wan = new VirtualHub(stack, "Hub", {
      name: "vhub",
      location: "eastasia",
      resourceGroupName: "rg",
      addressPrefix,
    });
    new VirtualHubConnection(stack, "Connection", {
      name: "connection",
      virtualHubId: wan.id,
      remoteVirtualNetworkId: (member === "hub" ? network.hub : spoke).virtualNetwork.virtualNetworkId,
    });
  };
}

test("refuses a connection of a network that has a gateway, by the program's own resource", () => {
  expect(refusals(connecting("hub"))).toEqual([
    expect.stringMatching(
      /azurerm_virtual_hub_connection\.Connection .*"hub" with a hub of Virtual WAN, and stack\/Network\/Hub\/VpnGateway is in it/,
    ),
  ]);
});

test("takes that of a network without one", () => {
  expect(refusals(connecting("spoke"))).toEqual([]);
});

test("refuses a connection with a hub of Virtual WAN that has the network's addresses", () => {
  expect(refusals(connecting("spoke", "10.1.2.0/23"))).toEqual([
    expect.stringMatching(
      /azurerm_virtual_hub_connection\.Connection .*"spoke" with a hub of Virtual WAN, whose address prefix 10\.1\.2\.0\/23 \(azurerm_virtual_hub\.Hub\) overlaps 10\.1\.0\.0\/16 of the network/,
    ),
  ]);
});
