import { analyze, readConfiguration } from "../../../lib/analysis";

const base = { resource_group_name: "rg", location: "eastasia" };

/** Two subnets of two peered networks, and associations of one table of which only apply tells whose they are. */
function ask(associations: readonly object[]): string {
  const network = (name: string, prefix: string): object => ({ ...base, name, address_space: [prefix] });
  const subnet = (name: string, prefix: string): object => ({
    name: "s",
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
    address_prefixes: [prefix],
  });
  const half = (from: string, to: string): object => ({
    name: `${from}-${to}`,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
  });
  const route = { name: "drop", address_prefix: "10.0.0.0/8", next_hop_type: "None" };
  const table = {
    ...base,
    name: "t",
    route: [
      { ...route, address_prefix: "10.2.0.0/16" },
      { ...route, name: "b", address_prefix: "10.1.0.0/16" },
    ],
  };
  const model = readConfiguration({
    resource: {
      azurerm_virtual_network: { a: network("a", "10.1.0.0/16"), b: network("b", "10.2.0.0/16") },
      azurerm_subnet: { a: subnet("a", "10.1.0.0/24"), b: subnet("b", "10.2.0.0/24") },
      azurerm_virtual_network_peering: { ab: half("a", "b"), ba: half("b", "a") },
      azurerm_route_table: { t: table, u: { ...base, name: "u" } },
      azurerm_subnet_route_table_association: Object.fromEntries(
        associations.map((one, i) => [`x${i}`, one]),
      ),
    },
  });
  return analyze(model).explain("a/s", "b/s").verdict;
}

const EITHER = "${random_integer.i.result > 3 ? azurerm_subnet.a.id : azurerm_subnet.b.id}";
const OTHER = "${random_integer.i.result > 3 ? azurerm_subnet.b.id : azurerm_subnet.a.id}";
const table = "${azurerm_route_table.t.id}";

test("as many associations of one table as subnets that they may be of bind all, since Azure takes one for each", () => {
  const two = [
    { subnet_id: EITHER, route_table_id: table },
    { subnet_id: OTHER, route_table_id: table },
  ];
  expect(ask([])).toBe("REACHABLE");
  expect(ask(two)).toBe("BLOCKED");
});

test("fewer of them, or of two tables, leave open whose each is", () => {
  expect(ask([{ subnet_id: EITHER, route_table_id: table }])).toBe("CONDITIONAL");
  expect(
    ask([
      { subnet_id: EITHER, route_table_id: table },
      { subnet_id: OTHER, route_table_id: "${azurerm_route_table.u.id}" },
    ]),
  ).toBe("CONDITIONAL");
});
