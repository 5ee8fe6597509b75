import { analyze, readConfiguration } from "../../../lib/analysis";

const group = { resource_group_name: "rg", location: "westeurope" };
const MAYBE = { count: "${var.flag ? 1 : 0}" };

/** Two peered networks; the subnet a/s may have the table that an expression names. */
function input(routeTableId: string, locals: object = {}): object {
  const subnet = (network: string, index: number): object => ({
    name: "s",
    resource_group_name: "rg",
    virtual_network_name: network,
    address_prefixes: [`10.${index}.0.0/24`],
  });
  const half = (from: string, to: string): object => ({
    name: `${from}-${to}`,
    resource_group_name: "rg",
    virtual_network_name: from,
    remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
  });
  const dropping = { route: { name: "r", address_prefix: "10.1.0.0/16", next_hop_type: "None" } };
  return {
    variable: { flag: {}, index: {}, key: {}, id: {}, ids: {}, map: {} },
    locals,
    resource: {
      azurerm_virtual_network: {
        a: { name: "a", address_space: ["10.0.0.0/16"], ...group },
        b: { name: "b", address_space: ["10.1.0.0/16"], ...group },
      },
      azurerm_subnet: { a: subnet("a", 0), b: subnet("b", 1) },
      azurerm_virtual_network_peering: { ab: half("a", "b"), ba: half("b", "a") },
      azurerm_route_table: {
        drop: { name: "drop", ...group, ...dropping },
        plain: { name: "plain", ...group },
        maybe: { name: "maybe", ...group, ...dropping, ...MAYBE },
        each: { name: "each", ...group, ...dropping, for_each: "${var.map}" },
      },
      azurerm_subnet_route_table_association: {
        x: { subnet_id: "${azurerm_subnet.a.id}", route_table_id: routeTableId },
      },
    },
  };
}

const DROP = "azurerm_route_table.drop";
const PLAIN = "azurerm_route_table.plain";
const MAYBE_TABLE = "azurerm_route_table.maybe";

/** What the association may bind, and whether that may be something else or nothing. */
function choices(expression: string, locals?: object): string {
  const model = readConfiguration(input(expression, locals));
  expect(analyze(model).explain("a/s", "b/s").verdict).toBe("CONDITIONAL");
  const [open] = model.unknownArguments.filter(({ argument }) => argument === "route_table_id");
  return [...open.candidates, ...(open.optional ? ["?"] : [])].join(" ");
}

describe("what only apply chooses keeps every candidate, and whether it may be none of them", () => {
  test.each([
    ["${one(azurerm_route_table.maybe[*].id)}", `${MAYBE_TABLE} ?`],
    ["${one(azurerm_route_table.maybe.*.id)}", `${MAYBE_TABLE} ?`],
    ['${join("", azurerm_route_table.maybe[*].id)}', `${MAYBE_TABLE} ?`],
    ["${try(azurerm_route_table.maybe[0].id, null)}", `${MAYBE_TABLE} ?`],
    ["${try(azurerm_route_table.maybe[0].id, azurerm_route_table.plain.id)}", `${MAYBE_TABLE} ${PLAIN}`],
    ["${try(var.map.table, azurerm_route_table.plain.id)}", `${PLAIN} ?`],
    ["${can(var.map.table) ? var.map.table : azurerm_route_table.plain.id}", `${PLAIN} ?`],
    [
      "${coalesce(one(azurerm_route_table.maybe[*].id), azurerm_route_table.plain.id)}",
      `${MAYBE_TABLE} ${PLAIN}`,
    ],
    ["${coalesce(var.id, azurerm_route_table.plain.id)}", `${PLAIN} ?`],
    [
      "${coalescelist(azurerm_route_table.maybe[*].id, [azurerm_route_table.plain.id])[0]}",
      `${MAYBE_TABLE} ${PLAIN}`,
    ],
    [
      "${concat(azurerm_route_table.maybe[*].id, [azurerm_route_table.plain.id])[0]}",
      `${MAYBE_TABLE} ${PLAIN}`,
    ],
    ["${concat(var.ids, [azurerm_route_table.plain.id])[0]}", `${PLAIN} ?`],
    ["${flatten([var.ids, azurerm_route_table.plain.id])[0]}", `${PLAIN} ?`],
    ["${compact([var.id, azurerm_route_table.plain.id])[0]}", `${PLAIN} ?`],
    ["${tolist(toset([azurerm_route_table.drop.id, azurerm_route_table.plain.id]))[0]}", `${DROP} ${PLAIN}`],
    [
      "${element([azurerm_route_table.drop.id, azurerm_route_table.plain.id], var.index)}",
      `${DROP} ${PLAIN}`,
    ],
    ["${[azurerm_route_table.drop.id, azurerm_route_table.plain.id][var.index]}", `${DROP} ${PLAIN}`],
    ["${{ a = azurerm_route_table.drop.id, b = null }[var.key]}", `${DROP} ?`],
    [
      '${{ (var.key) = azurerm_route_table.drop.id, a = azurerm_route_table.plain.id }["a"]}',
      `${DROP} ${PLAIN}`,
    ],
    ['${lookup(var.map, "table", azurerm_route_table.plain.id)}', `${PLAIN} ?`],
    [
      "${lookup({ a = azurerm_route_table.drop.id }, var.key, azurerm_route_table.plain.id)}",
      `${DROP} ${PLAIN}`,
    ],
    ['${merge({ a = azurerm_route_table.plain.id }, var.map)["a"]}', `${PLAIN} ?`],
    [
      "${merge({ id = azurerm_route_table.plain.id }, var.flag ? { id = azurerm_route_table.drop.id } : {}).id}",
      `${DROP} ${PLAIN}`,
    ],
    ["${one([for t in [azurerm_route_table.plain] : t.id if var.flag])}", `${PLAIN} ?`],
    [
      "${tostring(var.flag ? azurerm_route_table.drop.id : azurerm_route_table.plain.id)}",
      `${DROP} ${PLAIN}`,
    ],
    ["${try(tostring(var.flag ? azurerm_route_table.drop.id : null), null)}", `${DROP} ?`],
  ])("%s", (expression, expected) => {
    expect(choices(expression)).toBe(expected);
  });

  test("also through a local", () => {
    const locals = { table: "${var.flag ? { id = azurerm_route_table.drop.id } : { id = null }}" };
    expect(choices("${local.table.id}", locals)).toBe(`${DROP} ?`);
  });

  test.each([
    "${azurerm_route_table.maybe[0].id}",
    '${azurerm_route_table.each["a"].id}',
    "${[for key, table in azurerm_route_table.each : table.id][0]}",
    '${coalesce(null, "", azurerm_route_table.drop.id)}',
    "${try(azurerm_route_table.drop.id, azurerm_route_table.plain.id)}",
    "${compact([azurerm_route_table.drop.id])[0]}",
  ])("what names one thing is sure: %s", (expression) => {
    expect(analyze(readConfiguration(input(expression))).explain("a/s", "b/s").verdict).toBe("BLOCKED");
  });
});

test("a table without the row that drops, and a peering that may exist, may both be there", () => {
  const open = input("${var.flag ? azurerm_route_table.drop.id : azurerm_route_table.plain.id}") as {
    readonly resource: { readonly azurerm_virtual_network_peering: { readonly ab: object } };
  };
  const { ab } = open.resource.azurerm_virtual_network_peering;
  Object.assign(ab, {
    remote_virtual_network_id: "${var.flag ? azurerm_virtual_network.c.id : azurerm_virtual_network.b.id}",
  });
  Object.assign((open.resource as unknown as { azurerm_virtual_network: object }).azurerm_virtual_network, {
    c: { name: "c", address_space: ["10.2.0.0/16"], ...group },
  });
  expect(analyze(readConfiguration(open)).explain("a/s", "b/s").verdict).toBe("CONDITIONAL");
});
