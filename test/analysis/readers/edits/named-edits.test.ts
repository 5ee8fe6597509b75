import { Edit, readNetwork } from "../../../../lib/analysis";

const route = (name: string): object => ({ name, address_prefix: "10.1.0.0/16", next_hop_type: "None" });
const rule = (name: string): object => ({ name, protocols: ["TCP"] });
const GROUP = "azurerm_firewall_policy_rule_collection_group";
const TABLE = { address: "azurerm_route_table.t" };

const { input } = readNetwork({
  variable: { one: { default: "route-of-variable" } },
  resource: {
    azurerm_route_table: {
      t: { name: "rt", route: [route("a"), route("b"), route("${var.one}")] },
      single: { name: "rt2", route: route("only") },
    },
    [GROUP]: { g: { network_rule_collection: [{ name: "net", rule: [rule("x"), rule("y")] }] } },
  },
});

const within = (...edits: readonly Edit[]) =>
  input.named(edits).map((edit) => (edit.op === "create" ? undefined : edit.within));

it("names blocks by their names, outermost first", () => {
  const address = `${GROUP}.g`;
  expect(
    within(
      { op: "set", ...TABLE, argument: "route[1].next_hop_type", value: "Internet" },
      { op: "set", ...TABLE, argument: "name", value: "x" },
      { op: "append", ...TABLE, block: "route", value: {} },
      { op: "append", address, block: "network_rule_collection[0].rule", value: {} },
      { op: "remove", address, block: "network_rule_collection[0].rule[1]" },
      { op: "set", address: "azurerm_route_table.single", argument: "route[0].name", value: "y" },
    ),
  ).toEqual([
    ['route "b"'],
    undefined,
    undefined,
    ['network_rule_collection "net"'],
    ['network_rule_collection "net"', 'rule "y"'],
    ['route "only"'],
  ]);
});

it("counts on from what earlier edits leave, and counts where a name is an expression", () => {
  const out: Edit = { op: "remove", ...TABLE, block: "route[0]" };
  expect(within(out, out, { op: "set", ...TABLE, argument: "route[0].name", value: "z" })).toEqual([
    ['route "a"'],
    ['route "b"'],
    ["route"],
  ]);
  expect(within({ op: "remove", ...TABLE, block: "route[2]" })).toEqual([["route[2]"]]);
  expect(within({ op: "remove", ...TABLE, block: "route[9]" })).toEqual([undefined]);
});
