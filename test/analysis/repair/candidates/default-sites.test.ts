import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };
const ASKED = { from: "vnet-spoke1/default", to: "internet" };

/** A spoke that sends everything to the hub's gateway, where a site has a prefix of its own. */
const tunnelled = (bgp: boolean): TerraformNetwork =>
  new TerraformNetwork()
    .add("azurerm_virtual_network_gateway", "hub", {
      ...base,
      name: "gw",
      type: "Vpn",
      sku: "VpnGw1AZ",
      bgp_enabled: bgp,
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    })
    .add("azurerm_local_network_gateway", "hq", {
      ...base,
      name: "hq",
      gateway_address: "203.0.113.7",
      address_space: ["172.16.0.0/16"],
      ...(bgp && { bgp_settings: [{ asn: 65050, bgp_peering_address: "172.16.0.1" }] }),
    })
    .add("azurerm_virtual_network_gateway_connection", "hq", {
      ...base,
      name: "con-hq",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.hub.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.hq.id}",
      shared_key: "${var.psk}",
      bgp_enabled: bgp,
    })
    .peer("hub", "spoke1", { allow_gateway_transit: true }, { use_remote_gateways: true })
    .add("azurerm_route_table", "spoke1", {
      ...base,
      name: "rt",
      route: [{ name: "all", address_prefix: "0.0.0.0/0", next_hop_type: "VirtualNetworkGateway" }],
    })
    .add("azurerm_subnet_route_table_association", "spoke1", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      route_table_id: "${azurerm_route_table.spoke1.id}",
    });

it("lets the site take what is sent to its gateway, before it undoes forced tunnelling", () => {
  const { repairs } = repairsOf({ document: tunnelled(false).configuration, ...ASKED });
  expect(repairs[0]).toMatchObject({
    edits: [
      {
        op: "set",
        address: "azurerm_virtual_network_gateway.hub",
        argument: "default_local_network_gateway_id",
        value: "${azurerm_local_network_gateway.hq.id}",
      },
    ],
    makes: { verdict: "CONDITIONAL", through: ["gw"] },
  });
  const undoing = repairs.filter(({ edits }) =>
    edits.some((edit) => edit.op !== "create" && edit.address === "azurerm_route_table.spoke1"),
  );
  expect(undoing.length).toBeGreaterThan(0);
  for (const { cautions } of undoing) {
    expect(cautions.map(({ en }) => en).join()).toContain("forced tunnelling");
  }
});

it("adds nothing to a gateway whose site speaks BGP: that announces it, or not", () => {
  const { repairs } = repairsOf({ document: tunnelled(true).configuration, ...ASKED });
  expect(JSON.stringify(repairs)).not.toContain("default_local_network_gateway_id");
});
