import { Edit } from "../../../../lib/analysis";
import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };
const PAIR = { from: "on-premises/branch", to: "on-premises/dc" };

/** A hub with a VPN site and a circuit, each behind a gateway of its own. */
function coexisting(vpn: object, addresses: number, space = "10.0.0.0/16"): TerraformNetwork {
  const configurations = Array.from({ length: addresses }, (_, index) => ({
    name: `c${index}`,
    subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}",
    public_ip_address_id: `\${azurerm_public_ip.vpn${index}.id}`,
  }));
  const network = new TerraformNetwork()
    .add("azurerm_virtual_network_gateway", "vpn", {
      ...base,
      name: "vpngw",
      type: "Vpn",
      sku: "VpnGw1AZ",
      active_active: true,
      ip_configuration: configurations,
      ...vpn,
    })
    .add("azurerm_virtual_network_gateway", "er", {
      ...base,
      name: "ergw",
      type: "ExpressRoute",
      sku: "ErGw1AZ",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    })
    .add("azurerm_local_network_gateway", "branch", {
      ...base,
      name: "branch",
      gateway_address: "203.0.113.7",
      address_space: ["172.16.0.0/16"],
    })
    .add("azurerm_virtual_network_gateway_connection", "branch", {
      ...base,
      name: "con-branch",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.vpn.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.branch.id}",
      shared_key: "${var.psk}",
    })
    .add("azurerm_virtual_network", "hub", {
      ...base,
      name: "vnet-hub",
      address_space: [space],
    });
  Array.from({ length: addresses }, (_, index) =>
    network.add("azurerm_public_ip", `vpn${index}`, {
      ...base,
      name: `pip-vpn${index}`,
      allocation_method: "Static",
      sku: "Standard",
      zones: ["1", "2", "3"],
    }),
  );
  return network;
}

const assume = { version: 1, onPremises: [{ name: "dc", gateway: "ergw", prefixes: ["192.168.0.0/16"] }] };
const ask = (network: TerraformNetwork) =>
  repairsOf({ document: network.configuration, assume, ...PAIR }).repairs;
const typesOf = (edits: readonly Edit[]) =>
  edits.map((edit) => (edit.op === "create" ? edit.type : edit.op === "set" ? edit.argument : edit.op));

it("lets ExpressRoute and VPN meet by a Route Server, and says what that costs", () => {
  const [repair] = ask(coexisting({}, 2));
  expect(typesOf(repair.edits)).toEqual(["azurerm_subnet", "azurerm_public_ip", "azurerm_route_server"]);
  expect(repair.edits.at(-1)).toMatchObject({
    arguments: {
      branch_to_branch_traffic_enabled: true,
      subnet_id: "${azurerm_subnet.hub_RouteServerSubnet.id}",
    },
  });
  expect(repair.alsoChanges).toContainEqual({
    from: PAIR.to,
    to: PAIR.from,
    before: "BLOCKED",
    after: "REACHABLE",
  });
  expect(repair.cautions.map(({ en }) => en).join()).toContain("about ten minutes");
});

it("makes the VPN gateway active-active where it has two addresses already", () => {
  const [repair] = ask(coexisting({ active_active: false }, 2));
  expect(typesOf(repair.edits)).toEqual([
    "active_active",
    "azurerm_subnet",
    "azurerm_public_ip",
    "azurerm_route_server",
  ]);
});

it.each([
  ["a VPN gateway with one address", coexisting({ active_active: false }, 1)],
  ["a hub without room for its subnet", coexisting({}, 2, "10.0.200.0/24")],
])("proposes none for %s: Azure would refuse it", (_, network) => {
  expect(JSON.stringify(ask(network))).not.toContain("azurerm_route_server");
});

it("calls no prefix free of a network that is given to a module which isn't there", () => {
  const { configuration } = coexisting({}, 2);
  const more = { source: "somebody/subnets/azurerm", network: "${azurerm_virtual_network.hub.name}" };
  const madeBy = (document: object): readonly string[] =>
    repairsOf({ document, assume, ...PAIR }).repairs.flatMap(({ edits }) => typesOf(edits));
  expect(madeBy(configuration)).toContain("azurerm_subnet");
  expect(madeBy({ ...configuration, module: { more } })).not.toContain("azurerm_subnet");
  const elsewhere = { ...more, network: "${azurerm_virtual_network.spoke1.name}" };
  expect(madeBy({ ...configuration, module: { elsewhere } })).toContain("azurerm_subnet");
});
