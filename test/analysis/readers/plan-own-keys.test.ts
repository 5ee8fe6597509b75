import { readConfiguration } from "../../../lib/analysis";
import { ModelProblem } from "../../../lib/analysis/model";

const ROUTE_TABLE = "azurerm_route_table";
const ASSOCIATION = "azurerm_subnet_route_table_association";

/** A plan of a table for each key, and of an association for each, whose `route_table_id` nobody knows yet. */
function plan(
  keys: readonly (string | number)[],
  references: readonly string[],
  unknown: unknown = true,
): object {
  const loop = typeof keys[0] === "number" ? "count_expression" : "for_each_expression";
  const instance = (type: string, name: string, index: string | number, values: object): object => ({
    address: `${type}.${name}[${JSON.stringify(index)}]`,
    mode: "managed",
    type,
    name,
    index,
    values,
  });
  const resources = keys.flatMap((key) => [
    instance(ROUTE_TABLE, "t", key, { name: `rt-${key}`, resource_group_name: "rg" }),
    instance(ASSOCIATION, "a", key, {}),
  ]);
  const block = (type: string, name: string, expressions: object): object => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    expressions,
    [loop]: { references: ["local.spokes"] },
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources } },
    resource_changes: keys.map((key) => ({
      ...instance(ASSOCIATION, "a", key, {}),
      change: { actions: ["create"], after: {}, after_unknown: { route_table_id: unknown } },
    })),
    configuration: {
      root_module: {
        resources: [block(ROUTE_TABLE, "t", {}), block(ASSOCIATION, "a", { route_table_id: { references } })],
      },
    },
  };
}

function notes(document: object): ModelProblem[] {
  return readConfiguration(document).problems.filter(({ code }) => code === "PLAN_KEYS_TAKEN");
}

describe("references that a plan names like x[each.key]", () => {
  test.each([
    ["for_each", ["red", "blue"], ["azurerm_route_table.t", "each.key"]],
    ["count", [0, 1], ["azurerm_route_table.t", "count.index"]],
  ])("of %s are counted, with one of them", (_, keys, references) => {
    expect(notes(plan(keys, references))).toEqual([
      {
        code: "PLAN_KEYS_TAKEN",
        resource: `azurerm_subnet_route_table_association.a[${JSON.stringify(keys[0])}]`,
        attribute: "route_table_id",
        text: "2",
      },
    ]);
  });

  test.each([
    ["one instance can't be another", ["red"], ["azurerm_route_table.t", "each.key"], true],
    [
      "a written key is told",
      ["red", "blue"],
      ['azurerm_route_table.t["red"].id', 'azurerm_route_table.t["red"]'],
      true,
    ],
    ["what is known already needs no key", ["red", "blue"], ["azurerm_route_table.t", "each.key"], false],
  ])("%s", (_, keys, references, unknown) => {
    expect(notes(plan(keys, references, unknown))).toEqual([]);
  });
});
