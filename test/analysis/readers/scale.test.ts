import { readConfiguration } from "../../../lib/analysis/readers";
import { asPlan, asState } from "./support/terraform";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** A hub with so many spokes, written out one by one. */
function spokes(count: number): Resources {
  const resources: Resources = {
    azurerm_virtual_network: {
      hub: { name: "hub", resource_group_name: "rg", address_space: ["10.0.0.0/16"] },
    },
    azurerm_subnet: {},
    azurerm_virtual_network_peering: {},
    azurerm_route_table: {},
    azurerm_subnet_route_table_association: {},
  };
  for (let index = 0; index < count; index++) {
    const name = `s${index}`;
    const network = `\${azurerm_virtual_network.${name}.name}`;
    const space = [`10.${1 + (index >> 8)}.${index & 255}.0/24`];
    resources.azurerm_virtual_network[name] = {
      name: `vnet-${name}`,
      resource_group_name: "rg",
      address_space: space,
    };
    resources.azurerm_subnet[name] = {
      name: "default",
      resource_group_name: "rg",
      virtual_network_name: network,
      address_prefixes: space,
    };
    resources.azurerm_virtual_network_peering[name] = {
      name: "to-hub",
      resource_group_name: "rg",
      virtual_network_name: network,
      remote_virtual_network_id: "${azurerm_virtual_network.hub.id}",
    };
    resources.azurerm_route_table[name] = { name: `rt-${name}`, resource_group_name: "rg" };
    resources.azurerm_subnet_route_table_association[name] = {
      subnet_id: `\${azurerm_subnet.${name}.id}`,
      route_table_id: `\${azurerm_route_table.${name}.id}`,
    };
  }
  return resources;
}

/** The same as a plan of resources with `for_each`, where each argument names all instances and `each.key`. */
function forEachPlan(count: number): object {
  const keyed = JSON.parse(
    JSON.stringify(asPlan(spokes(count)))
      .replaceAll(/"address":"(azurerm_\w+)\.s(\d+)"/g, '"address":"$1.x[\\"s$2\\"]"')
      .replaceAll(/"name":"s(\d+)"/g, '"name":"x","index":"s$1"'),
  ) as object;
  const expressions = {
    remote_virtual_network_id: {
      references: ["azurerm_virtual_network.hub.id", "azurerm_virtual_network.hub"],
    },
    subnet_id: { references: ["azurerm_subnet.x", "each.key"] },
    route_table_id: { references: ["azurerm_route_table.x", "each.key"] },
  };
  const types = ["azurerm_virtual_network_peering", "azurerm_subnet_route_table_association"];
  const resources = types.map((type) => {
    return {
      mode: "managed",
      type,
      name: "x",
      expressions,
      for_each_expression: { references: ["var.spokes"] },
    };
  });
  const value = Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, {}]));
  return { ...keyed, configuration: { root_module: { resources } }, variables: { spokes: { value } } };
}

const FORMS: [string, (count: number) => object, ...problems: string[]][] = [
  ["a configuration", (count) => ({ resource: spokes(count) })],
  ["a plan", (count) => asPlan(spokes(count))],
  ["a plan with for_each", forEachPlan, "PLAN_KEYS_TAKEN"],
  ["a state", (count) => asState(spokes(count))],
];

test.each(FORMS)(
  "every reference of %s is followed, however many there are",
  (_, documentOf, ...problems) => {
    const model = readConfiguration(documentOf(20));
    expect(model.subnets.filter(({ routeTable }) => routeTable !== undefined)).toHaveLength(20);
    expect(
      model.peerings.filter(({ remoteVirtualNetwork }) => remoteVirtualNetwork !== undefined),
    ).toHaveLength(20);
    expect(model.problems.map(({ code }) => code)).toEqual(problems);
  },
);
