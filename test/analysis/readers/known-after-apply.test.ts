import { findingsOf } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";

const TABLE = { azurerm_route_table: { t: { name: "rt" } } };

/** The arguments that a first plan can't tell. */
function waiting(resource: object, rest: object = {}): (string | undefined)[] {
  const { problems } = readConfiguration({ resource: { ...TABLE, ...resource }, ...rest });
  return problems.filter(({ code }) => code === "INSTANCES_AFTER_APPLY").map(({ text }) => text);
}

const bound = (body: object): object => ({ azurerm_subnet_route_table_association: { a: body } });

test.each([
  [
    "count = azurerm_route_table.t.id != null ? 1 : 0",
    { count: "${azurerm_route_table.t.id != null ? 1 : 0}" },
  ],
  ["== null", { count: "${(azurerm_route_table.t.id == null) ? 0 : 1}" }],
  ["of a for_each", { for_each: "${azurerm_route_table.t.id != null ? { a = 1 } : {}}" }],
  ["a set of ids", { for_each: "${toset([azurerm_route_table.t.id])}" }],
  ["ids as keys", { for_each: "${{ for t in [azurerm_route_table.t] : t.id => t }}" }],
])("what azurerm tells after apply alone is no number of instances nor key: %s", (_, body) => {
  expect(waiting(bound(body))).toEqual(["azurerm_route_table.t.id"]);
});

// terraform 1.11 plans each of them.
test.each([
  ["ids as values", { for_each: "${{ a = azurerm_route_table.t.id }}" }],
  ["the length of a list", { count: "${length([azurerm_route_table.t.id])}" }],
  ["a name that is written", { count: "${azurerm_route_table.t.name != null ? 1 : 0}" }],
  ["an object around the id", { count: "${{ id = azurerm_route_table.t.id } != null ? 1 : 0}" }],
  ["a variable without a value", { count: "${var.id != null ? 1 : 0}" }],
  ["terraform_data", { count: "${terraform_data.d.id != null ? 1 : 0}" }],
  ["a data source", { count: "${data.azurerm_route_table.old.id != null ? 1 : 0}" }],
])("what a plan tells is none: %s", (_, body) => {
  const rest = {
    variable: { id: { type: "string", default: null } },
    data: { azurerm_route_table: { old: { name: "rt" } } },
  };
  expect(waiting({ ...bound(body), terraform_data: { d: {} } }, rest)).toEqual([]);
});

test("a finding says it, and nothing is said to be left out", () => {
  const model = readConfiguration({
    resource: { ...TABLE, ...bound({ count: "${azurerm_route_table.t.id != null ? 1 : 0}" }) },
  });
  expect(findingsOf(model).map(({ code }) => code)).toContain("INSTANCES_AFTER_APPLY");
});
