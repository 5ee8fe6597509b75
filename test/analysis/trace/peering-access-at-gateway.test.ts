import { TerraformNetwork } from "../support/terraform-network";

/** A spoke that uses the hub's gateway, by which a site is reached; the hub's half has a flag for access. */
function ask(flag: unknown): string[] {
  const base = { location: "eastasia", resource_group_name: "rg" };
  const { verdict, reasons } = new TerraformNetwork()
    .add("azurerm_virtual_network_gateway", "hub", {
      ...base,
      name: "vpngw01",
      type: "Vpn",
      sku: "VpnGw1AZ",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    })
    .add("azurerm_local_network_gateway", "dc", {
      ...base,
      name: "dc",
      gateway_address: "203.0.113.7",
      address_space: ["172.16.0.0/16"],
    })
    .add("azurerm_virtual_network_gateway_connection", "dc", {
      ...base,
      name: "dc",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.hub.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
    })
    .peer(
      "hub",
      "spoke1",
      { allow_gateway_transit: true, allow_virtual_network_access: flag },
      { use_remote_gateways: true },
    )
    .ask("vnet-spoke1/default", "on-premises/dc");
  return [verdict, ...reasons.map(({ code }) => code).filter((code) => code !== "ASSUMED")];
}

test("a half without access may shut out what passes the gateway, and one of which only apply tells may too", () => {
  expect(ask(true)).toEqual(["REACHABLE"]);
  expect(ask(false)).toEqual(["CONDITIONAL", "PEERING_ACCESS_GATEWAY"]);
  expect(ask("${random_id.flag.hex}")).toEqual(["CONDITIONAL", "FLAG_UNKNOWN"]);
});
