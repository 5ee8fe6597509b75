import { analyze, readConfiguration } from "../../../lib/analysis";
import { TerraformNetwork } from "../support/terraform-network";

type Body = { [argument: string]: unknown };

const base = { location: "eastasia", resource_group_name: "rg" };
const place = { subnet_id: "${azurerm_subnet.hub_snet-nva.id}", private_ip_address_allocation: "Static" };

/** Both spokes send to an address in the hub that nothing of the baseline has. */
function ask(type?: string, body: Body = {}, more: object = {}, from = "vnet-spoke1/default") {
  const network = new TerraformNetwork();
  network.routes("spoke1_default", { "10.0.0.0/8": "10.0.1.10" });
  network.routes("spoke2_default", { "10.0.0.0/8": "10.0.1.10" });
  if (type !== undefined) {
    network.add(type, "fw", { ...base, name: "fw", ...body });
  }
  const input = { ...network.configuration, variable: { unknown: {} }, ...more };
  const pair = analyze(readConfiguration(input)).explain(from, "vnet-spoke2/default");
  return [pair.verdict, pair.reasons.map(({ code }) => code)];
}

const someBlocks = (name: string, content: Body): Body => ({
  dynamic: { [name]: [{ for_each: "${var.unknown}", content: [content] }] },
});

test("an address that nobody has is no next hop", () => {
  expect(ask()).toEqual(["BLOCKED", expect.arrayContaining(["NEXT_HOP_NOT_FOUND"])]);
});

test("an address in AzureFirewallSubnet is a firewall's, whoever has it", () => {
  const network = new TerraformNetwork();
  network.add("azurerm_subnet", "fw", {
    name: "AzureFirewallSubnet",
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.hub.name}",
    address_prefixes: ["10.0.9.0/26"],
  });
  for (const spoke of ["spoke1", "spoke2"]) {
    network.routes(`${spoke}_default`, { "10.0.0.0/8": "10.0.9.36" });
  }
  const pair = analyze(readConfiguration(network.configuration)).explain(
    "vnet-spoke1/default",
    "vnet-spoke2/default",
  );
  expect([pair.verdict, pair.reasons.map(({ code }) => code)]).toEqual([
    "CONDITIONAL",
    expect.arrayContaining(["NEXT_HOP_ELSEWHERE"]),
  ]);
});

test.each<[string, Body]>([
  ["azurerm_network_interface", { ip_forwarding_enabled: true, ...someBlocks("ip_configuration", place) }],
  ["azurerm_lb", { sku: "Standard", ...someBlocks("frontend_ip_configuration", place) }],
  [
    "azurerm_linux_virtual_machine_scale_set",
    someBlocks("network_interface", {
      name: "nic",
      enable_ip_forwarding: true,
      ip_configuration: [{ name: "ip", ...place }],
    }),
  ],
])("%s of which only apply tells the blocks may have it", (type, body) => {
  expect(ask(type, body)).toEqual(["CONDITIONAL", expect.arrayContaining(["NEXT_HOP_ELSEWHERE"])]);
});

test.each<[string, Body]>([
  ["by its id", { interfaces: [{ subnet: "${azurerm_subnet.hub_snet-nva.id}", ip: "10.0.1.10" }] }],
  ["by the network's name", { network: "vnet-hub", subnet: "snet-nva" }],
])("a module that isn't there and is told the subnet %s may have it", (_, given) => {
  const module = { fw: { source: "./nowhere", ...given } };
  expect(ask(undefined, {}, { module })).toEqual([
    "CONDITIONAL",
    expect.arrayContaining(["ARGUMENT_UNKNOWN"]),
  ]);
  // One that has nothing to do with the hub hasn't.
  expect(ask(undefined, {}, { module: { app: { source: "./nowhere", name: "app" } } })[0]).toBe("BLOCKED");
});

describe("an appliance of a kind that the analysis doesn't know", () => {
  const type = "azurerm_palo_alto_next_generation_firewall_virtual_network_panorama";
  const body = {
    network_profile: [{ vnet_configuration: [{ virtual_network_id: "${azurerm_virtual_network.hub.id}" }] }],
  };

  test("may have the next hop, and decides about nothing that isn't sent to it", () => {
    expect(ask(type, body)).toEqual(["CONDITIONAL", expect.arrayContaining(["KIND_NOT_KNOWN"])]);
    expect(ask(type, body, {}, "vnet-hub/snet-nva")[0]).toBe("REACHABLE");
  });

  test("may publish what is in its network and in those that are peered with it", () => {
    expect(ask(type, body, {}, "internet")).toEqual([
      "CONDITIONAL",
      expect.arrayContaining(["KIND_NOT_KNOWN"]),
    ]);
    expect(ask(undefined, {}, {}, "internet")[0]).toBe("BLOCKED");
  });
});

test.each([
  ["azurerm_network_interface", "nic"],
  ["azurerm_lb", "lb"],
  ["azurerm_firewall", "fw"],
])("%s that a data source reads may have it", (type, name) => {
  expect(ask(undefined, {}, { data: { [type]: { [name]: { name, resource_group_name: "rg" } } } })).toEqual([
    "CONDITIONAL",
    expect.arrayContaining(["NEXT_HOP_ELSEWHERE"]),
  ]);
});

test("a firewall whose subnet has prefixes that only apply tells may have it", () => {
  const subnet = {
    name: "AzureFirewallSubnet",
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.hub.name}",
    address_prefixes: "${var.unknown}",
  };
  const network = new TerraformNetwork();
  network.routes("spoke1_default", { "10.0.0.0/8": "10.0.9.4" });
  network.add("azurerm_subnet", "fw", subnet);
  network.add("azurerm_firewall", "fw", {
    ...base,
    name: "fw",
    ip_configuration: [{ name: "ip", subnet_id: "${azurerm_subnet.fw.id}" }],
  });
  const input = { ...network.configuration, variable: { unknown: {} } };
  const pair = analyze(readConfiguration(input)).explain("vnet-spoke1/default", "vnet-spoke2/default");
  expect([pair.verdict, pair.reasons.map(({ code }) => code)]).toEqual([
    "CONDITIONAL",
    expect.arrayContaining(["NEXT_HOP_PERHAPS"]),
  ]);
});
