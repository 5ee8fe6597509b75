import { readConfiguration } from "../../lib/analysis";
import { findingsOf } from "../../lib/analysis/findings";
import { TerraformNetwork } from "./support/terraform-network";

const gateway = (network: TerraformNetwork, name: string): TerraformNetwork =>
  network.add("azurerm_virtual_network_gateway", name, {
    name: `vpngw-${name}`,
    location: "eastasia",
    resource_group_name: "rg",
    type: "Vpn",
    sku: "VpnGw1AZ",
    ip_configuration: [{ subnet_id: `\${azurerm_subnet.${name}_GatewaySubnet.id}` }],
  });

const subnet = (network: TerraformNetwork, owner: string, name: string, prefix: string): TerraformNetwork =>
  network.add("azurerm_subnet", `${owner}_${name}`, {
    name,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${owner}.name}`,
    address_prefixes: [prefix],
  });

/** What Azure would refuse, as `severity CODE resource`. */
function refused(network: TerraformNetwork, code: string): string[] {
  return findingsOf(readConfiguration(network.configuration))
    .filter((finding) => finding.code === code)
    .map(({ severity, resource }) => `${severity} ${resource}`);
}

describe("the rules' cases that Azure refuses", () => {
  test("T47: use_remote_gateways without allow_gateway_transit opposite", () => {
    const network = gateway(new TerraformNetwork(), "hub").peer(
      "hub",
      "spoke1",
      {},
      { use_remote_gateways: true },
    );
    expect(refused(network, "PEERING_TRANSIT_NOT_ALLOWED")).toEqual([
      "error azurerm_virtual_network_peering.spoke1_to_hub",
    ]);
  });

  test("T48: use_remote_gateways in a network with a gateway of its own", () => {
    const network = gateway(gateway(new TerraformNetwork(), "hub"), "spoke1");
    subnet(network, "spoke1", "GatewaySubnet", "10.10.200.0/24");
    network.peer("hub", "spoke1", { allow_gateway_transit: true }, { use_remote_gateways: true });
    expect(refused(network, "PEERING_OWN_GATEWAY")).toHaveLength(1);
  });

  test("T49: use_remote_gateways on two peerings of a network", () => {
    const network = gateway(new TerraformNetwork(), "hub").network("hub2", "10.1.0.0/16", {
      GatewaySubnet: "10.1.200.0/24",
    });
    gateway(network, "hub2");
    for (const hub of ["hub", "hub2"]) {
      network.peer(hub, "spoke1", { allow_gateway_transit: true }, { use_remote_gateways: true });
    }
    expect(refused(network, "PEERING_SEVERAL_REMOTE_GATEWAYS").length).toBeGreaterThan(0);
  });

  test("T57: a default route on GatewaySubnet", () => {
    const network = gateway(new TerraformNetwork(), "hub").routes("hub_GatewaySubnet", {
      "0.0.0.0/0": "10.0.1.4",
    });
    expect(refused(network, "GATEWAY_SUBNET_DEFAULT_ROUTE")[0]).toMatch(/^error /);
  });

  test("T58: a table without propagation on GatewaySubnet", () => {
    const network = gateway(new TerraformNetwork(), "hub").routes("hub_GatewaySubnet", {}, false);
    expect(refused(network, "GATEWAY_SUBNET_WITHOUT_PROPAGATION")[0]).toMatch(/^error /);
  });

  test("T81: two spokes of one hub that overlap", () => {
    const network = new TerraformNetwork().network("spoke3", "10.10.0.0/17", {}).peer("hub", "spoke3");
    expect(refused(network, "VNET_OVERLAP_SISTERS").length).toBeGreaterThan(0);
  });

  test.each([
    ["AzureBastionSubnet", "10.0.100.0/26"],
    ["RouteServerSubnet", "10.0.4.0/26"],
  ])("T84: a route table on %s", (name, prefix) => {
    const network = subnet(new TerraformNetwork(), "hub", name, prefix).routes(`hub_${name}`, {
      "10.20.0.0/16": "10.0.1.4",
    });
    expect(refused(network, "RESERVED_SUBNET_ROUTE_TABLE")).toHaveLength(1);
    expect(refused(network, "RESERVED_SUBNET_ROUTE_TABLE")[0]).toMatch(/^error /);
  });

  test("T88: more than 400 routes in one table", () => {
    const routes = Array.from({ length: 450 }, (_, i) => [
      `10.${100 + (i >> 7)}.${(i & 127) * 2}.0/23`,
      "10.0.1.4",
    ]);
    const network = new TerraformNetwork().routes("spoke1_default", Object.fromEntries(routes));
    expect(refused(network, "ROUTE_TABLE_LARGE")).toEqual(["info azurerm_route_table.spoke1_default"]);
  });
});
