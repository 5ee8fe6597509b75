import { Edit } from "../../../lib/analysis";
import { editsAsHcl } from "../../../lib/review";

const TABLE = { address: "azurerm_route_table.web" };
const ROUTE = 'route "to-web"';

const inBoth = (edit: Edit): string[] =>
  (["en", "ja"] as const).map((language) => editsAsHcl([edit], language).split("\n")[0]);

it("names the block in which something is set", () => {
  const argument = "route[1].next_hop_type";
  const edit: Edit = { op: "set", ...TABLE, argument, value: "None", within: [ROUTE] };
  expect(inBoth(edit)).toEqual([
    '# in route "to-web" of azurerm_route_table.web:',
    '# azurerm_route_table.web の route "to-web" で:',
  ]);
  expect(editsAsHcl([edit], "en").split("\n")[1]).toBe('next_hop_type = "None"');
  expect(editsAsHcl([{ ...edit, within: undefined }], "en")).toBe(
    '# in azurerm_route_table.web:\nroute[1].next_hop_type = "None"',
  );
});

it("names the block that is taken out, and those in which it is", () => {
  const address = "azurerm_firewall_policy_rule_collection_group.g";
  const within = ['nat_rule_collection "in"', 'rule "web"'];
  expect(inBoth({ op: "remove", ...TABLE, block: "route[1]", within: [ROUTE] })).toEqual([
    '# take route "to-web" out of azurerm_route_table.web',
    '# azurerm_route_table.web から route "to-web" を削除',
  ]);
  expect(inBoth({ op: "remove", address, block: "nat_rule_collection[0].rule[1]", within })).toEqual([
    `# take rule "web" out of nat_rule_collection "in" of ${address}`,
    `# ${address} の nat_rule_collection "in" から rule "web" を削除`,
  ]);
});

it("begins a block with what stands in it, without an empty line", () => {
  const value = { static_vnet_route: [{ name: "r" }] };
  const address = "azurerm_virtual_hub_connection.c";
  expect(editsAsHcl([{ op: "append", address, block: "routing", value }], "en")).toBe(
    [`# add to ${address}:`, "routing {", "  static_vnet_route {", '    name = "r"', "  }", "}"].join("\n"),
  );
});

it("lets no name of a block end the comment", () => {
  const within = ['route "x\\nresource"'];
  const edit: Edit = { op: "remove", ...TABLE, block: "route[0]", within: [within[0].replace("\\n", "\n")] };
  expect(editsAsHcl([edit], "en").split("\n")).toHaveLength(1);
});

it("says the place of several arguments once", () => {
  const route = { op: "set" as const, ...TABLE, within: [ROUTE] };
  const edits: Edit[] = [
    { ...route, argument: "route[1].next_hop_type", value: "VirtualAppliance" },
    { ...route, argument: "route[1].next_hop_in_ip_address", value: "10.0.1.4" },
    {
      op: "set",
      address: "azurerm_route_table.other",
      argument: "bgp_route_propagation_enabled",
      value: false,
    },
  ];
  expect(editsAsHcl(edits, "en")).toBe(`# in route "to-web" of azurerm_route_table.web:
next_hop_type = "VirtualAppliance"
next_hop_in_ip_address = "10.0.1.4"

# in azurerm_route_table.other:
bgp_route_propagation_enabled = false`);
});
