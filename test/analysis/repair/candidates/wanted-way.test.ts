import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const ENDS = { from: "vnet-spoke1/default", to: "vnet-spoke2/default" };

/** Both spokes use the hub's gateway; nothing routes from one to the other. */
function withGateway(): TerraformNetwork {
  const [shares, uses] = [{ allow_gateway_transit: true }, { use_remote_gateways: true }];
  return new TerraformNetwork()
    .add("azurerm_virtual_network_gateway", "hub", {
      name: "vpngw01",
      location: "eastasia",
      resource_group_name: "rg",
      type: "Vpn",
      sku: "VpnGw1AZ",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    })
    .peer("hub", "spoke1", shares, uses)
    .peer("hub", "spoke2", shares, uses);
}

it("leads both ways through the VPN gateway where somebody asks for that, and says what Microsoft says of it", () => {
  const document = withGateway().configuration;
  const resource = "azurerm_virtual_network_gateway.hub";
  const { repairs } = repairsOf({ document, ...ENDS, wish: { kind: "through", resource } });
  expect(repairs[0].makes).toEqual({ verdict: "REACHABLE", through: ["vpngw01"] });
  expect(repairs[0].cautions.map(({ en }) => en)).toEqual([
    "The VPN gateway vpngw01 forwards between virtual networks; that works, but Microsoft advises against it (throughput and latency are not guaranteed).",
  ]);
});

it("doesn't start that where nobody asks for it", () => {
  const { repairs } = repairsOf({ document: withGateway().configuration, ...ENDS, all: true });
  expect(repairs.length).toBeGreaterThan(0);
  expect(repairs.map(({ makes }) => makes.through)).not.toContainEqual(["vpngw01"]);
});
