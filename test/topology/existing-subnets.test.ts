import { TerraformStack } from "cdktf";
import { HubSpokeConstruct, ISubnet, Subnet, TransitRouting, VirtualNetwork } from "../../lib";
import { analyze } from "../../lib/analysis";
import { readConfiguration } from "../../lib/analysis/readers";
import { orderingFaults } from "../support/ordering-rules";
import { refusals, resourcesOf, stackWith, synthesize, warnings } from "../support/synth";
import { HUB, spoke, transitNetwork } from "../transit/transit-network";

const FIREWALL = TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" });
const OLD = "/subscriptions/s/resourceGroups/rg-old/providers/Microsoft.Network/virtualNetworks/vnet-old";

function existing(stack: TerraformStack, network = "Old"): ISubnet {
  const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, network, {
    virtualNetworkId: OLD,
    virtualNetworkName: "vnet-old",
    resourceGroupName: "rg-old",
    addressSpace: ["10.60.0.0/16"],
  });
  return Subnet.fromSubnetAttributes(stack, "OldApps", {
    subnetId: `${OLD}/subnets/apps`,
    subnetName: "apps",
    addressPrefix: "10.60.0.0/24",
    virtualNetwork,
  });
}

function program(late: boolean) {
  return (stack: TerraformStack): HubSpokeConstruct => {
    const network = transitNetwork(FIREWALL, HUB, [spoke("spoke01", 10)])(stack);
    const apps = existing(stack);
    const { virtualNetwork } = apps;
    const old = network.addSpoke("old", { virtualNetwork, existingSubnets: late ? [] : [apps] });
    if (late) {
      old.addExistingSubnet(apps);
    }
    old.addWindowsServer("Vm", { name: "old01", subnet: apps });
    return network;
  };
}

test.each([false, true])("are routed and take machines (added after construction: %s)", (late) => {
  const json = synthesize((stack) => void program(late)(stack));
  const associations = Object.values(resourcesOf(json, "azurerm_subnet_route_table_association"));
  expect(associations.map(({ subnet_id: subnet }) => subnet)).toContain(`${OLD}/subnets/apps`);
  expect(Object.values(resourcesOf(json, "azurerm_network_interface"))[0].ip_configuration[0].subnet_id).toBe(
    `${OLD}/subnets/apps`,
  );
  expect(orderingFaults(json)).toEqual([]);
});

test("nobody is warned that the spoke isn't routed", () => {
  expect(warnings(stackWith((stack) => void program(false)(stack))).join()).not.toContain("SPOKE_NOT_ROUTED");
});

test("of another network are refused", () => {
  const found = refusals((stack) => {
    const network = transitNetwork(FIREWALL, HUB, [spoke("spoke01", 10)])(stack);
    network.spokes[0].addExistingSubnet(existing(stack));
  });
  expect(found.join()).toMatch(/subnet "apps" is in virtual network "old", not in that of "spoke01"/);
});

test("are endpoints of the analysis with their routes, and CONDITIONAL as long as nothing tells their prefixes", () => {
  const json = synthesize((stack) => void program(false)(stack));
  expect(Object.values(json.data.azurerm_subnet)).toEqual([
    { name: "apps", virtual_network_name: "vnet-old", resource_group_name: "rg-old" },
  ]);
  const model = readConfiguration(json);
  expect(model.problems).toEqual([]);
  const apps = model.subnets.find(({ name }) => name === "apps")!;
  expect(apps.routeTable).toContain("old");
  expect(model.networkInterfaces[0].ipConfigurations[0].subnet).toBe(apps.address);
  const { verdict } = analyze(model, {}).explain("vnet-old/apps", "vnet-spoke01/default");
  expect(verdict).toBe("CONDITIONAL");
});
