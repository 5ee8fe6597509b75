import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const network = (sku: string): object =>
  new TerraformNetwork()
    .network("far", "10.30.0.0/16", { default: "10.30.0.0/24" })
    .peer("spoke1", "far")
    .add("azurerm_subnet", "bastion", {
      name: "AzureBastionSubnet",
      resource_group_name: "rg",
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      address_prefixes: ["10.0.5.0/26"],
    })
    .add("azurerm_virtual_network_gateway", "hub", {
      name: "vpngw",
      location: "eastasia",
      resource_group_name: "rg",
      type: "Vpn",
      sku: "VpnGw1AZ",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    })
    .add("azurerm_local_network_gateway", "dc", {
      name: "dc1",
      location: "eastasia",
      resource_group_name: "rg",
      gateway_address: "203.0.113.1",
      address_space: ["192.168.0.0/16"],
    })
    .add("azurerm_virtual_network_gateway_connection", "dc", {
      name: "con",
      location: "eastasia",
      resource_group_name: "rg",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.hub.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
      shared_key: "${var.key}",
    })
    .add("azurerm_bastion_host", "hub", {
      name: "bast",
      location: "eastasia",
      resource_group_name: "rg",
      sku,
      ip_configuration: [
        { name: "c", subnet_id: "${azurerm_subnet.bastion.id}", public_ip_address_id: "${var.ip}" },
      ],
    }).configuration;

it.each([
  ["Standard", [{ argument: "ip_connect_enabled", value: true }]],
  [
    "Basic",
    [
      { argument: "sku", value: "Standard" },
      { argument: "ip_connect_enabled", value: true },
    ],
  ],
])("lets a Bastion of SKU %s connect by address to what isn't peered with it", (sku, edits) => {
  const asked = { document: network(sku), from: "bastion/bast", to: "on-premises/dc1" };
  expect(repairsOf(asked).repairs[0]).toMatchObject({ edits, makes: { verdict: "REACHABLE" } });
});
