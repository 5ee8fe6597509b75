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

test.each<[string, { readonly [name: string]: object }, string]>([
  ["a variable's default", declared({ routes: { default: routes } }), "variable.routes.default.stop"],
  [
    "a file of values",
    { ...declared({ routes: {} }), "terraform.tfvars.json": { routes } },
    "terraform.tfvars.json: routes.stop",
  ],
  [
    "a module's call",
    {
      "main.tf.json": {
        module: { t: { source: "./t", routes } },
        resource: { ...peered, ...bound("${module.t.id}") },
      },
      "t/main.tf.json": {
        variable: { routes: {} },
        resource: table,
        output: { id: { value: "${azurerm_route_table.t.id}" } },
      },
    },
    "module.t.routes.stop",
  ],
])("a route that a dynamic block makes is changed in what feeds it: %s", (_, files, place) => {
  const { repairs, inWords } = ask(files);
  expect(repairs).toEqual([]);
  expect(inWords).toMatchObject({
    edits: [{ op: "remove", block: "route[0]", within: ['route "stop"'] }],
    makes: { verdict: "REACHABLE" },
    provenBy: "resources",
  });
  expect(inWords!.cautions[0].en).toContain(
    `its dynamic "route" makes it of var.routes. Change what makes stop there (${place}).`,
  );
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
  // Nothing is proven by a block that no file has.
  expect(repairs).toEqual([]);
  expect(inWords!.cautions[0].en).toContain("Change what makes no there (local.groups.app.rules[0]).");
});

test("an instance is named by its key, also where an expression makes that", () => {
  const { inWords } = ask({
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
  expect(inWords!.edits[0]).toMatchObject({ address: 'azurerm_network_security_rule.r["app-no"]' });
  expect(inWords!.cautions[0].en).toContain("Change what makes app-no there (local.groups.app.rules[0]).");
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
