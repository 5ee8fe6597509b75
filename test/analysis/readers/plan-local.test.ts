import { readConfiguration } from "../../../lib/analysis/readers";

type Part = readonly [type: string, name: string, values: object, expressions?: object, unknown?: object];

const ID = { id: true };

function plan(parts: readonly Part[]): object {
  return {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: parts.map(([type, name, values]) => ({
          address: `${type}.${name}`,
          mode: "managed",
          type,
          name,
          values,
        })),
      },
    },
    resource_changes: parts.map(([type, name, , , unknown = ID]) => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      change: { actions: ["create"], after_unknown: unknown },
    })),
    configuration: {
      root_module: {
        resources: parts.map(([type, name, , expressions = {}]) => ({
          address: `${type}.${name}`,
          mode: "managed",
          type,
          name,
          expressions,
        })),
      },
    },
  };
}

const TABLE = (name: string): Part => ["azurerm_route_table", name, { name, route: [] }];

const references = (...names: string[]): object => ({ references: names });

function tablesOf(tables: readonly string[], ...named: string[]): unknown {
  const model = readConfiguration(
    plan([
      ["azurerm_virtual_network", "hub", { name: "hub", address_space: ["10.0.0.0/16"] }],
      [
        "azurerm_subnet",
        "app",
        { name: "app", virtual_network_name: "hub", address_prefixes: ["10.0.1.0/24"] },
      ],
      ...tables.map(TABLE),
      [
        "azurerm_subnet_route_table_association",
        "app",
        {},
        {
          subnet_id: references("azurerm_subnet.app.id", "azurerm_subnet.app"),
          route_table_id: references(...named),
        },
        { ...ID, subnet_id: true, route_table_id: true },
      ],
    ]),
  );
  const [{ routeTable, uncertainRouteTables = [] }] = model.subnets;
  return { routeTable, candidates: uncertainRouteTables.flatMap(({ candidates }) => candidates) };
}

const A = ["azurerm_route_table.a.id", "azurerm_route_table.a"];

describe("an unknown argument of a plan that names a resource", () => {
  test("alone means it, whatever else there is", () => {
    expect(tablesOf(["a", "b"], ...A)).toEqual({ routeTable: "azurerm_route_table.a", candidates: [] });
  });

  test("beside a local may mean what that leads to, which a plan doesn't hold", () => {
    const { routeTable, candidates } = tablesOf(["a", "b"], ...A, "local.table") as {
      readonly routeTable?: string;
      readonly candidates: readonly string[];
    };
    expect(routeTable).toBeUndefined();
    expect([...candidates].sort()).toEqual(["azurerm_route_table.a", "azurerm_route_table.b"]);
  });

  test("beside a local means it where a local can lead to no other of its kind", () => {
    expect(tablesOf(["a"], ...A, "local.table")).toEqual({
      routeTable: "azurerm_route_table.a",
      candidates: [],
    });
  });
});

describe("the network of a subnet that only a local names", () => {
  const network = (name: string, space?: string): Part => [
    "azurerm_virtual_network",
    name,
    { name, address_space: space === undefined ? null : [space] },
    {},
    space === undefined ? { ...ID, address_space: true } : ID,
  ];
  const networkOf = (prefix: string, ...networks: readonly Part[]): string | undefined =>
    readConfiguration(
      plan([
        ...networks,
        [
          "azapi_resource",
          "s",
          {
            ...{ name: "s", type: "Microsoft.Network/virtualNetworks/subnets@2024-07-01" },
            body: { properties: { addressPrefixes: [prefix] } },
          },
          { parent_id: references("local.networks", "each.key") },
          { ...ID, parent_id: true },
        ],
      ]),
    ).subnets.at(0)?.virtualNetwork;

  test("is the only one in which its prefixes fit", () => {
    const [a, b] = [network("a", "10.0.0.0/16"), network("b", "10.1.0.0/16")];
    expect(networkOf("10.1.4.0/24", a, b)).toBe("azurerm_virtual_network.b");
  });

  test.each([
    ["they fit in two", [network("a", "10.1.0.0/16"), network("b", "10.0.0.0/8")]],
    ["one has a space that only apply tells", [network("a", "10.1.0.0/16"), network("b")]],
    ["they fit nowhere", [network("a", "10.0.0.0/16"), network("b", "10.2.0.0/16")]],
  ])("stays open where %s", (_, networks) => {
    expect(networkOf("10.1.4.0/24", ...networks)).toBeUndefined();
  });
});
