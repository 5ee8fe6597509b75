import { readConfiguration } from "../../../../lib/analysis/readers";

/** A firewall, a subnet with a table, and one route whose being there depends on an expression. */
function withRoute(count: string, more: object = {}) {
  return readConfiguration({
    ...more,
    resource: {
      azurerm_firewall: { fw: { name: "fw", ip_configuration: { name: "c" } } },
      azurerm_lb: { lb: { name: "lb", frontend_ip_configuration: [{ name: "f" }] } },
      azurerm_route_table: { t: { name: "t" } },
      azurerm_route: {
        r: {
          count,
          name: "r",
          route_table_name: "t",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "Internet",
        },
      },
    },
  });
}

test.each([
  "azurerm_firewall.fw.ip_configuration[0].private_ip_address",
  "azurerm_route_table.t.id",
  "azurerm_firewall.fw.id",
])("%s is no empty text, though only apply tells which", (address) => {
  for (const [count, routes] of [
    [`\${${address} != "" ? 1 : 0}`, 1],
    [`\${${address} == "" ? 1 : 0}`, 0],
    [`\${"" == ${address} ? 1 : 0}`, 0],
  ] as const) {
    const model = withRoute(count);
    expect(model.problems).toEqual([]);
    expect(model.routeTables[0].routes).toHaveLength(routes);
  }
});

test.each([
  'azurerm_lb.lb.frontend_ip_configuration[0].private_ip_address != ""',
  'azurerm_route_table.t.id == "/subscriptions/x"',
  'var.given != ""',
])("%s stays open", (condition) => {
  const variable = { given: { type: "string" } };
  const { problems } = withRoute(`\${${condition} ? 1 : 0}`, { variable });
  expect(problems).toMatchObject([{ code: "UNKNOWN_INSTANCES", attribute: "count" }]);
});

test("an expression of several lines is told in one", () => {
  const { problems } = withRoute("${length({\n    for one in var.given :\n    one => one\n  })}", {
    variable: { given: {} },
  });
  expect(problems.map(({ text }) => text)).toEqual(["${length({ for one in var.given : one => one })}"]);
});
