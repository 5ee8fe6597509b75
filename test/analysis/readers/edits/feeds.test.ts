import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { analyze, findRepairs, readInput, RepairAnswer } from "../../../../lib/analysis";

const group = { resource_group_name: "rg", location: "westeurope" };
const network = (name: string, prefix: string) => ({
  name: `vnet-${name}`,
  ...group,
  address_space: [`${prefix}.0.0/16`],
});
const subnet = (name: string, prefix: string) => ({
  name: "s",
  resource_group_name: "rg",
  virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
  address_prefixes: [`${prefix}.0.0/24`],
});
const half = (from: string, to: string) => ({
  name: `${from}-${to}`,
  resource_group_name: "rg",
  virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
  remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
});
const peered = {
  azurerm_virtual_network: { a: network("a", "10.1"), b: network("b", "10.2") },
  azurerm_subnet: { a: subnet("a", "10.1"), b: subnet("b", "10.2") },
  azurerm_virtual_network_peering: { a_b: half("a", "b"), b_a: half("b", "a") },
};
const routes = {
  web: { prefix: "10.9.0.0/16", hop: "VnetLocal" },
  stop: { prefix: "10.2.0.0/16", hop: "None" },
};
const table = {
  azurerm_route_table: {
    t: {
      name: "rt",
      ...group,
      dynamic: {
        route: {
          for_each: "${var.routes}",
          content: {
            name: "${route.key}",
            address_prefix: "${route.value.prefix}",
            next_hop_type: "${route.value.hop}",
          },
        },
      },
    },
  },
};
const bound = (id: string) => ({
  azurerm_subnet_route_table_association: { t: { subnet_id: "${azurerm_subnet.a.id}", route_table_id: id } },
});
const rule = (from: string) => ({
  name: `\${${from}.value.name}`,
  priority: `\${${from}.value.priority}`,
  access: "Deny",
  direction: "Inbound",
  protocol: "*",
  source_address_prefix: "10.1.0.0/16",
  source_port_range: "*",
  destination_address_prefix: "*",
  destination_port_range: "*",
});
const guarded = (resource: object) => ({
  locals: {
    groups: {
      app: {
        rules: [
          { name: "no", priority: 100 },
          { name: "later", priority: 200 },
        ],
      },
    },
    rules: "${flatten([for name, one in local.groups : [for r in one.rules : merge(r, { group = name })]])}",
  },
  resource: {
    ...peered,
    azurerm_network_security_group: { n: { name: "nsg", ...group } },
    azurerm_subnet_network_security_group_association: {
      n: {
        subnet_id: "${azurerm_subnet.b.id}",
        network_security_group_id: "${azurerm_network_security_group.n.id}",
      },
    },
    ...resource,
  },
});

function folderOf(files: { readonly [name: string]: object }): string {
  const folder = mkdtempSync(join(tmpdir(), "feeds-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  return folder;
}

const read = (files: { readonly [name: string]: object }) => readInput(folderOf(files), {})[0];
const ask = (files: { readonly [name: string]: object }): RepairAnswer =>
  findRepairs({
    input: read(files).input,
    options: {},
    from: "vnet-a/s",
    to: "vnet-b/s",
    wish: { kind: "reachable" },
  });
const declared = (variables: object) => ({
  "main.tf.json": {
    variable: variables,
    resource: { ...peered, ...table, ...bound("${azurerm_route_table.t.id}") },
  },
});

const called = {
  "main.tf.json": {
    module: { t: { source: "./t", routes } },
    resource: { ...peered, ...bound("${module.t.id}") },
  },
  "t/main.tf.json": {
    variable: { routes: {} },
    resource: table,
    output: { id: { value: "${azurerm_route_table.t.id}" } },
  },
};
const local = {
  "main.tf.json": {
    locals: { routes },
    resource: {
      ...peered,
      ...JSON.parse(JSON.stringify(table).replace("var.routes", "local.routes")),
      ...bound("${azurerm_route_table.t.id}"),
    },
  },
};

test.each<[string, { readonly [name: string]: object }, string, string]>([
  ["a local", local, "local.routes", "stop"],
  ["a variable's default", declared({ routes: { default: routes } }), "variable.routes", "default.stop"],
  ["a module's call", called, "module.t", "routes.stop"],
])("a route that a dynamic block makes is changed in what feeds it: %s", (_, files, address, block) => {
  const { repairs, inWords } = ask(files);
  expect(inWords).toBeUndefined();
  expect(repairs[0]).toMatchObject({
    edits: [{ op: "remove", address, block }],
    makes: { verdict: "REACHABLE" },
    provenBy: "configuration",
  });
});

test("a file of values is told, since no file of ours changes it", () => {
  const { repairs, inWords } = ask({ ...declared({ routes: {} }), "terraform.tfvars.json": { routes } });
  expect(repairs).toEqual([]);
  expect(inWords).toMatchObject({
    edits: [{ op: "remove", block: "route[0]", within: ['route "stop"'] }],
    makes: { verdict: "REACHABLE" },
    provenBy: "resources",
  });
  expect(inWords!.cautions[0].en).toContain(
    'its dynamic "route" makes it of var.routes. Change what makes stop there (terraform.tfvars.json: routes.stop).',
  );
});

/** A route to an appliance that isn't there, beside another: the one in the hub would pass packets on, and replies too. */
const astray = (tables: { readonly azurerm_route_table: object }, feed: object) => ({
  "main.tf.json": {
    ...feed,
    resource: {
      ...tables,
      azurerm_virtual_network: { ...peered.azurerm_virtual_network, h: network("h", "10.3") },
      azurerm_subnet: { ...peered.azurerm_subnet, h: subnet("h", "10.3") },
      azurerm_virtual_network_peering: Object.fromEntries(
        ["ah", "ha", "bh", "hb"].map((ends) => [
          ends,
          { ...half(ends[0], ends[1]), allow_forwarded_traffic: true },
        ]),
      ),
      azurerm_network_interface: {
        nva: {
          name: "nva",
          ...group,
          ip_forwarding_enabled: true,
          ip_configuration: [
            {
              name: "c",
              subnet_id: "${azurerm_subnet.h.id}",
              private_ip_address_allocation: "Static",
              private_ip_address: "10.3.0.4",
            },
          ],
        },
      },
      azurerm_route_table: { ...tables.azurerm_route_table, back: { ...emptyTable, name: "rt-b" } },
      azurerm_subnet_route_table_association: {
        ...bound("${azurerm_route_table.t.id}").azurerm_subnet_route_table_association,
        back: { subnet_id: "${azurerm_subnet.b.id}", route_table_id: "${azurerm_route_table.back.id}" },
      },
    },
  },
});
const emptyTable = {
  name: "rt",
  ...group,
  route: [
    {
      name: "back",
      address_prefix: "10.1.0.0/16",
      next_hop_type: "VirtualAppliance",
      next_hop_in_ip_address: "10.3.0.4",
    },
  ],
};
const wrong = [
  { name: "other", prefix: "10.9.0.0/16", hop: "10.3.0.4" },
  { name: "to-b", prefix: "10.2.0.0/16", hop: "10.3.0.99" },
];
const route = (of: string) => ({
  name: `\${${of}.name}`,
  address_prefix: `\${${of}.prefix}`,
  next_hop_type: "VirtualAppliance",
  next_hop_in_ip_address: `\${lookup(${of}, "hop", null)}`,
});
const dynamicTable = (feed: string) => ({
  azurerm_route_table: {
    t: {
      name: "rt",
      ...group,
      dynamic: { route: { for_each: feed, iterator: "each_route", content: route("each_route.value") } },
    },
  },
});

test.each<
  [string, { readonly azurerm_route_table: object; readonly azurerm_route?: object }, object, object]
>([
  [
    "a dynamic block with an iterator, of a list in a local",
    dynamicTable("${local.routes}"),
    { locals: { routes: wrong } },
    {
      address: "local.routes",
      argument: "[1].hop",
      value: "${azurerm_network_interface.nva.private_ip_address}",
      within: ['"to-b"'],
    },
  ],
  [
    "a default, which holds no references",
    dynamicTable("${var.routes}"),
    { variable: { routes: { default: wrong } } },
    { address: "variable.routes", argument: "default[1].hop", value: "10.3.0.4" },
  ],
  [
    "one instance of several",
    {
      azurerm_route_table: { t: { name: "rt", ...group } },
      azurerm_route: {
        r: {
          for_each: "${{ for r in local.routes : r.name => r }}",
          resource_group_name: "rg",
          route_table_name: "${azurerm_route_table.t.name}",
          ...route("each.value"),
        },
      },
    },
    { locals: { routes: wrong } },
    { address: "local.routes", argument: "[1].hop" },
  ],
  [
    "a list by an expression",
    {
      azurerm_route_table: {
        t: {
          name: "rt",
          ...group,
          route:
            '${[for r in local.routes : { name = r.name, address_prefix = r.prefix, next_hop_type = "VirtualAppliance", next_hop_in_ip_address = r.hop }]}',
        },
      },
    },
    { locals: { routes: wrong } },
    { address: "local.routes", argument: "[1].hop" },
  ],
])("a member of an entry is set where it is written: %s", (_, tables, feed, edit) => {
  const { repairs } = ask(astray(tables, feed));
  expect(repairs[0]).toMatchObject({
    edits: [{ op: "set", ...edit }],
    makes: { through: ["nva"] },
    provenBy: "configuration",
  });
});

test("a list that an expression makes is no list of blocks: none is taken out of it or put beside it", () => {
  const list = "${concat(local.routes, [])}";
  const { repairs } = ask(
    astray(
      { azurerm_route_table: { t: { name: "rt", ...group, route: list } } },
      {
        locals: {
          routes: [
            {
              name: "to-b",
              address_prefix: "10.2.0.0/16",
              next_hop_type: "None",
              next_hop_in_ip_address: null,
            },
          ],
        },
      },
    ),
  );
  const changed = repairs.flatMap(({ edits }) =>
    edits.flatMap((edit) => (edit.op === "create" ? [] : edit.address)),
  );
  expect(changed).not.toContain("azurerm_route_table.t");
});

test("the change does what it says, where it says", () => {
  const { model } = read(declared({ routes: { default: { web: routes.web } } }));
  expect(analyze(model).explain("vnet-a/s", "vnet-b/s").verdict).toBe("REACHABLE");
});

test("a rule out of a flattened local is found in the local where it is written", () => {
  const { repairs, inWords } = ask({
    "main.tf.json": guarded({
      azurerm_network_security_group: {
        n: {
          name: "nsg",
          ...group,
          dynamic: { security_rule: { for_each: "${local.rules}", content: rule("security_rule") } },
        },
      },
    }),
  });
  expect(inWords).toBeUndefined();
  expect(repairs[0]).toMatchObject({
    edits: [
      { address: "local.groups", argument: "app.rules[0].priority", value: 101 },
      { op: "append", address: "azurerm_network_security_group.n", block: "security_rule" },
    ],
    provenBy: "configuration",
  });
});

test("an instance is named by its key, also where an expression makes that", () => {
  const { repairs } = ask({
    "main.tf.json": guarded({
      azurerm_network_security_rule: {
        r: {
          for_each: '${{ for r in local.rules : "${r.group}-${r.name}" => r }}',
          ...rule("each"),
          network_security_group_name: "${azurerm_network_security_group.n.name}",
          resource_group_name: "rg",
        },
      },
    }),
  });
  expect(repairs[0].edits[0]).toMatchObject({
    address: "local.groups",
    argument: "app.rules[0].priority",
    value: 101,
  });
});

test("what is written beside a dynamic block is edited there", () => {
  const [document] = Object.values(declared({ routes: { default: { web: routes.web } } }));
  const copy = JSON.parse(JSON.stringify(document));
  copy.resource.azurerm_route_table.t.route = [
    { name: "own", address_prefix: "10.2.0.0/16", next_hop_type: "None" },
  ];
  const [first] = ask({ "main.tf.json": copy }).repairs;
  expect(first).toMatchObject({
    provenBy: "configuration",
    edits: [{ op: "remove", block: "route[0]", within: ['route "own"'] }],
  });
});
