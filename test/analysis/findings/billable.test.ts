import { billableResources, readConfiguration } from "../../../lib/analysis";

function billed(resource: object) {
  return billableResources(readConfiguration({ resource })).map(({ kind, sku }) => [kind, sku]);
}

test.each<[string, object, unknown]>([
  ["azurerm_virtual_network_gateway", { type: "Vpn", sku: "VpnGw1AZ" }, ["VPN gateway", "VpnGw1AZ"]],
  [
    "azurerm_virtual_network_gateway",
    { type: "ExpressRoute", sku: "Standard" },
    ["ExpressRoute gateway", "Standard"],
  ],
  ["azurerm_firewall", { sku_tier: "Premium" }, ["Azure Firewall", "Premium"]],
  ["azurerm_bastion_host", {}, ["Bastion", "Basic"]],
  ["azurerm_bastion_host", { sku: "Developer" }, undefined],
  ["azurerm_route_server", { sku: "Standard" }, ["Route Server", "Standard"]],
  ["azurerm_linux_virtual_machine", { size: "Standard_B2ms" }, ["Virtual machine", "Standard_B2ms"]],
  ["azurerm_lb", {}, ["Load balancer", "Standard"]],
  ["azurerm_lb", { sku: "Basic" }, undefined],
  ["azurerm_public_ip", { sku: "Standard" }, ["Public IP address", "Standard"]],
  ["azurerm_nat_gateway", { sku_name: "Standard" }, ["NAT gateway", "Standard"]],
  ["azurerm_public_ip_prefix", { prefix_length: 30 }, ["Public IP prefix", undefined]],
  ["azurerm_private_dns_resolver_inbound_endpoint", {}, ["Private resolver endpoint", undefined]],
  ["azurerm_vpn_gateway", { scale_unit: 2 }, ["VPN gateway", "scale_unit = 2"]],
  ["azurerm_vpn_gateway", {}, ["VPN gateway", "scale_unit = 1"]],
  ["azurerm_point_to_site_vpn_gateway", { scale_unit: 1 }, ["VPN gateway", "scale_unit = 1"]],
  ["azurerm_express_route_gateway", { scale_units: 3 }, ["ExpressRoute gateway", "scale_units = 3"]],
  ["azurerm_application_gateway", { sku: [{ name: "WAF_v2" }] }, ["Application Gateway", "WAF_v2"]],
  ["azurerm_application_gateway", {}, ["Application Gateway", undefined]],
  ["azurerm_virtual_network", { name: "v" }, undefined],
  ["azurerm_route_table", { name: "t" }, undefined],
])("%s %j costs %j", (type, body, expected) => {
  expect(billed({ [type]: { x: body } })).toEqual(expected === undefined ? [] : [expected]);
});

test("names each resource by address and Azure name, and doesn't count what exists already", () => {
  const model = readConfiguration({
    resource: { azurerm_virtual_machine: { x: { count: 2, name: "vm-${count.index}", vm_size: "B1" } } },
    data: { azurerm_public_ip: { p: { name: "p" } } },
  });
  expect(billableResources(model)).toEqual([
    { kind: "Virtual machine", address: "azurerm_virtual_machine.x[0]", name: "vm-0", sku: "B1" },
    { kind: "Virtual machine", address: "azurerm_virtual_machine.x[1]", name: "vm-1", sku: "B1" },
  ]);
});

test("a virtual hub is a Route Server where it is one", () => {
  const resource = {
    azurerm_virtual_network: { v: { name: "v" } },
    azurerm_subnet: { s: { name: "s", virtual_network_name: "v" } },
    azurerm_virtual_hub: { rs: { sku: "Standard" }, wan: { sku: "Standard" } },
    azurerm_virtual_hub_ip: {
      i: { virtual_hub_id: "${azurerm_virtual_hub.rs.id}", subnet_id: "${azurerm_subnet.s.id}" },
    },
  };
  expect(billed(resource)).toEqual([
    ["Route Server", "Standard"],
    ["Virtual WAN hub", "Standard"],
  ]);
});

test("a SKU that the version of the provider decides isn't told", () => {
  const resource = {
    azurerm_public_ip: { x: { allocation_method: "Dynamic", availability_zone: "No-Zone" } },
  };
  expect(billed(resource)).toEqual([["Public IP address", undefined]]);
});
