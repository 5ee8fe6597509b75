import { readConfiguration } from "../../../../lib/analysis/readers";

const RESOURCES = {
  azurerm_virtual_network: {
    n: { name: "vnet-n", resource_group_name: "rg-n", location: "x", address_space: ["10.0.0.0/16"] },
    open: { name: "${var.name}", resource_group_name: "rg-n", location: "x", address_space: ["10.1.0.0/16"] },
  },
  azurerm_subnet: {
    s: {
      name: "snet-s",
      resource_group_name: "rg-n",
      virtual_network_name: "vnet-n",
      address_prefixes: ["10.0.1.0/24"],
    },
  },
  azurerm_route_table: { t: { name: "rt", resource_group_name: "rg-n", location: "x" } },
  azurerm_route: {
    r: {
      name: "out",
      resource_group_name: "rg-n",
      route_table_name: "rt",
      address_prefix: "0.0.0.0/0",
      next_hop_type: "None",
    },
  },
  azurerm_resource_group: { g: { name: "rg-n", location: "x" } },
};

function withResources(more: { [type: string]: object }, variable: object = { name: { type: "string" } }) {
  const resource: { [type: string]: object } = { ...RESOURCES };
  Object.entries(more).forEach(([type, named]) => (resource[type] = { ...resource[type], ...named }));
  return readConfiguration({ resource, variable });
}

/** The name of a table that is given an expression. */
function nameOf(expression: string): string | undefined {
  const { routeTables } = withResources({ azurerm_route_table: { x: { name: `\${${expression}}` } } });
  return routeTables.find(({ address }) => address === "azurerm_route_table.x")?.name;
}

test.each([
  ['split("/", azurerm_virtual_network.n.id)[8]', "vnet-n"],
  ['element(split("/", azurerm_virtual_network.n.id), 4)', "rg-n"],
  ['reverse(split("/", azurerm_subnet.s.id))[0]', "snet-s"],
  ["basename(azurerm_resource_group.g.id)", "rg-n"],
  ['regex("virtualNetworks/([^/]+)", azurerm_subnet.s.id)[0]', "vnet-n"],
  ['regex("/resourceGroups/(?P<group>[^/]+)/", azurerm_route.r.id).group', "rg-n"],
  ['split("/", split("/subnets/", azurerm_subnet.s.id)[0])[8]', "vnet-n"],
  ['split("/", "${azurerm_virtual_network.n.id}/subnets/app")[10]', "app"],
  ['length(split("/", azurerm_virtual_network.n.id))', "9"],
])("%s is %s", (expression, expected) => {
  expect(nameOf(expression)).toBe(expected);
});

test.each([
  'split("/", azurerm_virtual_network.n.id)[2]',
  'split("-", azurerm_virtual_network.open.id)[1]',
  'replace(azurerm_virtual_network.n.id, "/[^a-z]/", "")',
  'length(regexall("prod", azurerm_virtual_network.open.id))',
  'split("-", var.name)[0]',
  'can(regex("prod", azurerm_virtual_network.open.id)) ? "a" : "b"',
])("%s stays open", (expression) => {
  const name = nameOf(expression);
  expect(name === undefined || name.includes("${")).toBe(true);
});

test.each([
  ["a firewall's address, which there always is", "azurerm_firewall.f.ip_configuration[0]", "a"],
  ["a NIC's, which it may not have yet", "azurerm_network_interface.i.ip_configuration[0]", undefined],
])("whether cidrhost can be asked of %s", (_, configuration, expected) => {
  const asked = `can(cidrhost("\${${configuration}.private_ip_address}/32", 0))`;
  const { routeTables } = withResources({
    azurerm_firewall: { f: { name: "fw", ip_configuration: { name: "c", subnet_id: "" } } },
    azurerm_network_interface: { i: { name: "nic", ip_configuration: { name: "c", subnet_id: "" } } },
    azurerm_route_table: { x: { name: `\${${asked} ? "a" : "b"}` } },
  });
  expect(routeTables.find(({ address }) => address === "azurerm_route_table.x")?.name).toBe(expected);
});

test.each([
  'replace(azurerm_route.r.id, "/routes/out", "")',
  'trimsuffix(azurerm_route.r.id, "/routes/out")',
  "dirname(dirname(azurerm_route.r.id))",
  'join("/", slice(split("/", azurerm_route.r.id), 0, 9))',
  'format("%s/providers/Microsoft.Network/routeTables/%s", azurerm_resource_group.g.id, "rt")',
  'join("/", [azurerm_resource_group.g.id, "providers/Microsoft.Network/routeTables", "rt"])',
  'formatlist("%s/providers/Microsoft.Network/routeTables/rt", [azurerm_resource_group.g.id])[0]',
])("%s is the table's id", (id) => {
  const model = withResources({
    azurerm_subnet_route_table_association: {
      a: { subnet_id: "${azurerm_subnet.s.id}", route_table_id: `\${${id}}` },
    },
  });
  expect(model.problems).toEqual([]);
  expect(model.subnets[0].routeTable).toBe("azurerm_route_table.t");
});

test("a set of ids that only apply tells has one instance for each", () => {
  const association = {
    for_each: '${toset([azurerm_subnet.s.id, "${azurerm_virtual_network.n.id}/subnets/known"])}',
    subnet_id: "${each.value}",
    route_table_id: "${azurerm_route_table.t.id}",
  };
  const written = withResources({ azurerm_subnet_route_table_association: { a: association } });
  expect(written.problems).toMatchObject([{ code: "UNKNOWN_INSTANCES" }, {}]);

  const own = { ...association, for_each: "${toset([azurerm_subnet.s.id])}", subnet_id: "${each.key}" };
  const { problems, subnets } = withResources({ azurerm_subnet_route_table_association: { a: own } });
  // Terraform refuses such keys before the subnet is there; afterwards it is one instance.
  expect(problems).toMatchObject([{ code: "INSTANCES_AFTER_APPLY" }]);
  expect(subnets[0].routeTable).toBe("azurerm_route_table.t");
});

test.each([
  ['md5("x")', "9dd4e461268c8034f5c8564e155c67a6"],
  ['substr(sha1("x"), 0, 8)', "11f6ad8e"],
  ['substr(sha256("x"), 0, 8)', "2d711642"],
  ['substr(base64sha256("x"), 0, 8)', "LXEWQrcm"],
])("%s is %s", (expression, expected) => {
  expect(nameOf(expression)).toBe(expected);
});
