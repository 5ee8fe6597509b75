import { readConfiguration } from "../../../lib/analysis/readers";

const shown = (address: string, values: object, index?: string): object => {
  const [, module, type, name] = /^(?:(module\.\w+)\.)?(\w+)\.(\w+)/.exec(address)!;
  return { address, mode: "managed", type, name, index, values, module_address: module };
};

/** A plan of a module that puts out ids of its subnets, of which a table is bound to the one under a key. */
function plan(names: { readonly [key: string]: string }, reference: string): object {
  const change = { actions: ["create"], after_unknown: { id: true, subnet_id: true, route_table_id: true } };
  const network = shown("module.net.azurerm_virtual_network.v", {
    name: "v",
    address_space: ["10.0.0.0/16"],
  });
  const subnets = Object.entries(names).map(([key, name], index) =>
    shown(
      `module.net.azurerm_subnet.s["${key}"]`,
      { name, virtual_network_name: "v", address_prefixes: [`10.0.${index}.0/24`] },
      key,
    ),
  );
  const table = shown("azurerm_route_table.t", { name: "t", route: [] });
  const binding = shown("azurerm_subnet_route_table_association.x", {});
  const expressions = { subnet_id: { references: [reference, "module.net.ids", "module.net"] } };
  return {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: [table, binding],
        child_modules: [{ address: "module.net", resources: [network, ...subnets] }],
      },
    },
    resource_changes: [network, ...subnets, table, binding].map((one) => ({ ...one, change })),
    configuration: {
      root_module: {
        resources: [
          {
            mode: "managed",
            type: "azurerm_subnet_route_table_association",
            name: "x",
            expressions: {
              ...expressions,
              route_table_id: { references: ["azurerm_route_table.t.id", "azurerm_route_table.t"] },
            },
          },
        ],
        module_calls: {
          net: { module: { outputs: { ids: { expression: { references: ["azurerm_subnet.s"] } } } } },
        },
      },
    },
  };
}

/** Keys of the subnets that the table is bound to, or may be. */
function bound(names: { readonly [key: string]: string }, key: string): readonly string[] {
  const { subnets } = readConfiguration(plan(names, `module.net.ids[${JSON.stringify(key)}]`));
  return subnets.flatMap(({ address, routeTable, uncertainRouteTables = [] }) =>
    routeTable !== undefined || uncertainRouteTables.length > 0
      ? [`${address.slice(-3, -2)}${routeTable === undefined ? "?" : ""}`]
      : [],
  );
}

describe("an output of a plan that is made of instances", () => {
  test.each([
    ["has them by their keys", { a: "snet-a", b: "snet-b" }, "b", ["b"]],
    ["has them by their names, where the key is no other's", { a: "snet-a", b: "snet-b" }, "snet-b", ["b"]],
    ["has them by their keys before their names", { a: "b", b: "a" }, "b", ["b"]],
    ["leaves open whom a name of two means", { a: "same", b: "same" }, "same", ["a?", "b?"]],
    ["leaves open what has another key", { a: "snet-a", b: "snet-b" }, "c", ["a?", "b?"]],
  ])("%s", (_, names, key, expected) => {
    expect(bound(names, key)).toEqual(expected);
  });
});
