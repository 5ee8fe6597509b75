import { analyze, readConfiguration } from "../../../lib/analysis";
import { lab } from "../oracle/support/lab";
import { Terraform } from "../oracle/support/terraform";

const ROUTE = {
  address_prefix: "10.20.0.0/16",
  next_hop_type: "VirtualAppliance",
  next_hop_in_ip_address: "10.0.1.4",
};
const RULE = {
  name: "r",
  priority: 100,
  direction: "Inbound",
  access: "Deny",
  protocol: "*",
  source_address_prefix: "*",
  source_port_range: "*",
  destination_address_prefix: "*",
  destination_port_range: "*",
};

function verdict(network: Terraform): string {
  const input = { ...network.json, variable: { x: { type: "string" } } };
  return analyze(readConfiguration(input)).verdict("spoke1/default", "spoke2/default");
}

/** Spoke to spoke, with inline routes and a rule, and a separate route or rule of the same name. */
function both(type: string, body: object): Terraform {
  const network = lab()
    .table("spoke1/default", [])
    .table("spoke2/default", [["10.10.0.0/16", "10.0.1.4"]])
    .securityGroup("spoke2/default");
  network.change("azurerm_route_table", "spoke1_default", { route: [{ name: "r", ...ROUTE }] });
  const [group] = Object.keys(network.resource.azurerm_network_security_group);
  const { name } = network.resource.azurerm_network_security_group[group];
  const [table] = Object.values(network.resource.azurerm_route_table);
  const owner =
    type === "azurerm_route" ? { route_table_name: table.name } : { network_security_group_name: name };
  return network.add(type, "r", { resource_group_name: "rg", name: "r", ...owner, ...body });
}

test("a separate part shown inline too counts as it is written", () => {
  expect(verdict(both("azurerm_route", { ...ROUTE, next_hop_type: "None" }))).toBe("BLOCKED");
});

test("one that may be of another table leaves the inline one of its name", () => {
  const elsewhere = { ...ROUTE, address_prefix: "10.77.0.0/16", route_table_name: "${var.x}" };
  expect(verdict(both("azurerm_route", elsewhere))).toBe("CONDITIONAL");
});

test("so does a rule that may not be there", () => {
  const network = both("azurerm_network_security_rule", {
    ...RULE,
    access: "Allow",
    count: "${var.x == null ? 0 : 1}",
  });
  const [group] = Object.values(network.resource.azurerm_network_security_group);
  group.security_rule = [RULE];
  expect(verdict(network)).toBe("CONDITIONAL");
});
