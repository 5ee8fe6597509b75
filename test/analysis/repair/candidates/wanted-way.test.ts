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

it("leads both ways through the load balancer before a member that somebody names", () => {
  const place = { location: "eastasia", resource_group_name: "rg" };
  const id = "${azurerm_lb.nva.id}";
  const document = new TerraformNetwork()
    .peer("spoke1", "spoke2")
    .add("azurerm_lb", "nva", {
      name: "lb-nva",
      ...place,
      sku: "Standard",
      frontend_ip_configuration: [
        {
          name: "f",
          subnet_id: "${azurerm_subnet.hub_snet-nva.id}",
          private_ip_address: "10.0.1.10",
          private_ip_address_allocation: "Static",
        },
      ],
    })
    .add("azurerm_lb_backend_address_pool", "nva", { name: "p", loadbalancer_id: id })
    .add("azurerm_lb_probe", "nva", { name: "p", loadbalancer_id: id, protocol: "Tcp", port: 22 })
    .add("azurerm_lb_rule", "nva", {
      name: "ha",
      loadbalancer_id: id,
      protocol: "All",
      frontend_port: 0,
      backend_port: 0,
      frontend_ip_configuration_name: "f",
      backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.nva.id}"],
      probe_id: "${azurerm_lb_probe.nva.id}",
    })
    .add("azurerm_network_interface_backend_address_pool_association", "nva", {
      network_interface_id: "${azurerm_network_interface.nva.id}",
      ip_configuration_name: "internal",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.nva.id}",
    }).configuration;
  const { repairs } = repairsOf({
    document,
    assume: { version: 1, forwards: ["nic-nva"] },
    ...ENDS,
    wish: { kind: "through", resource: "azurerm_network_interface.nva" },
  });
  expect(repairs[0].makes).toEqual({ verdict: "REACHABLE", through: ["lb-nva"] });
});
