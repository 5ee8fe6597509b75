import { join } from "node:path";
import { NetworkModel, readInputs } from "../../../../lib/analysis";
import { folderOf } from "../support/files";

const place = { resource_group_name: "rg", location: "eastasia" };

/** What Terraform plans for two subnets, two tables and an association of each, none of which is there yet. */
function plan(): object {
  const keys = ["a", "b"];
  const of = (type: string, name: string, key: string, values: object): object => ({
    address: `${type}.${name}["${key}"]`,
    mode: "managed",
    type,
    name,
    index: key,
    values,
  });
  const resources = [
    {
      address: "azurerm_virtual_network.v",
      mode: "managed",
      type: "azurerm_virtual_network",
      name: "v",
      values: { name: "v", ...place, address_space: ["10.0.0.0/16"] },
    },
    ...keys.flatMap((key, index) => [
      of("azurerm_subnet", "s", key, {
        name: key,
        resource_group_name: "rg",
        virtual_network_name: "v",
        address_prefixes: [`10.0.${index}.0/24`],
      }),
      of("azurerm_route_table", "t", key, { name: `t-${key}`, ...place }),
      of("azurerm_subnet_route_table_association", "x", key, {}),
    ]),
  ];
  const unknown = keys.map((key) => ({
    address: `azurerm_subnet_route_table_association.x["${key}"]`,
    mode: "managed",
    type: "azurerm_subnet_route_table_association",
    change: { actions: ["create"], after_unknown: { subnet_id: true, route_table_id: true } },
  }));
  const expressions = (given: { readonly [name: string]: readonly string[] }): object =>
    Object.fromEntries(Object.entries(given).map(([name, references]) => [name, { references }]));
  return {
    format_version: "1.2",
    planned_values: { root_module: { resources } },
    resource_changes: unknown,
    variables: { swapped: { value: false } },
    configuration: {
      root_module: {
        resources: [
          {
            address: "azurerm_subnet_route_table_association.x",
            mode: "managed",
            type: "azurerm_subnet_route_table_association",
            name: "x",
            expressions: expressions({
              subnet_id: ["azurerm_subnet.s", "each.key"],
              route_table_id: ["azurerm_route_table.t", "each.value"],
            }),
            for_each_expression: {},
          },
        ],
      },
    },
  };
}

const association = (subnet: string, table: string): string => `variable "swapped" {
  default = true
}
resource "azurerm_virtual_network" "v" {
  name          = "v"
  address_space = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "s" {
  for_each             = toset(["a", "b"])
  name                 = each.key
  virtual_network_name = azurerm_virtual_network.v.name
}
resource "azurerm_route_table" "t" {
  for_each = toset(["a", "b"])
  name     = "t-\${each.key}"
}
resource "azurerm_subnet_route_table_association" "x" {
  for_each       = { a = var.swapped ? "b" : "a", b = var.swapped ? "a" : "b" }
  subnet_id      = ${subnet}
  route_table_id = ${table}
}
`;

function read(text?: string): NetworkModel {
  const folder = folderOf({ "plan.json": plan(), ...(text !== undefined && { "config/main.tf": text }) });
  const options = text === undefined ? {} : { config: join(folder, "config") };
  return readInputs([join(folder, "plan.json")], options)[0].model;
}

const tablesOf = (model: NetworkModel) => model.subnets.map(({ name, routeTable }) => [name, routeTable]);

const OPEN = [
  ["a", undefined],
  ["b", undefined],
];

test("the keys that a plan leaves out are the configuration's, with the plan's values of variables", () => {
  expect(tablesOf(read())).toEqual(OPEN);
  expect(
    tablesOf(read(association("azurerm_subnet.s[each.key].id", "azurerm_route_table.t[each.value].id"))),
  ).toEqual([
    ["a", 'azurerm_route_table.t["a"]'],
    ["b", 'azurerm_route_table.t["b"]'],
  ]);
});

test.each([
  ["something that isn't planned", "azurerm_route_table.gone[each.value].id"],
  ["something to which the plan doesn't refer", "azurerm_virtual_network.v.id"],
])("a configuration that leads to %s has changed since then, and says nothing", (_, table) => {
  expect(tablesOf(read(association("azurerm_subnet.s[each.key].id", table)))).toEqual(OPEN);
});

test("only plans have a configuration beside them", () => {
  const folder = folderOf({ "main.tf": "" });
  expect(() => readInputs([folder], { config: folder })).toThrow("is no plan");
});

test("what a plan can only guess of a dynamic block in a module, the folder tells", () => {
  const module = "module.edge";
  const [subnet, nic] = ["azurerm_subnet.s", "azurerm_network_interface.n"];
  const pip = `${module}.azurerm_public_ip.p`;
  const of = (address: string, values: object): object => {
    const [type, name] = address.split(".").slice(-2);
    return { address, mode: "managed", type, name, values };
  };
  const planned = {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: [
          of("azurerm_virtual_network.v", { name: "v", ...place, address_space: ["10.0.0.0/16"] }),
          of(subnet, {
            name: "s",
            resource_group_name: "rg",
            virtual_network_name: "v",
            address_prefixes: ["10.0.0.0/24"],
          }),
          of("azurerm_subnet.other", {
            name: "other",
            resource_group_name: "rg",
            virtual_network_name: "v",
            address_prefixes: ["10.0.1.0/24"],
          }),
        ],
        child_modules: [
          {
            address: module,
            resources: [
              of(`${module}.${nic}`, { name: "n", ...place, ip_configuration: [{ name: "c" }] }),
              of(pip, { name: "p", ...place }),
            ],
          },
        ],
      },
    },
    resource_changes: [
      {
        address: `${module}.${nic}`,
        mode: "managed",
        type: "azurerm_network_interface",
        change: { actions: ["create"], after_unknown: { ip_configuration: [{ subnet_id: true }] } },
      },
    ],
    configuration: {
      root_module: {
        module_calls: {
          edge: {
            source: "./edge",
            expressions: { subnet: { references: ["local.subnets"] } },
            module: {
              resources: [
                {
                  address: "azurerm_network_interface.n",
                  mode: "managed",
                  type: "azurerm_network_interface",
                  name: "n",
                  expressions: { name: { constant_value: "n" } },
                },
              ],
            },
          },
        },
      },
    },
  };
  const folder = {
    "plan.json": planned,
    "main.tf": `locals {
  subnets = { s = azurerm_subnet.s.id }
}
resource "azurerm_virtual_network" "v" {
  name          = "v"
  address_space = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "s" {
  name                 = "s"
  virtual_network_name = azurerm_virtual_network.v.name
}
resource "azurerm_subnet" "other" {
  name                 = "other"
  virtual_network_name = azurerm_virtual_network.v.name
}
module "edge" {
  source = "./edge"
  subnet = local.subnets["s"]
}
`,
    "edge/main.tf": `variable "subnet" {}
resource "azurerm_public_ip" "p" {
  name = "p"
}
resource "azurerm_network_interface" "n" {
  name = "n"
  dynamic "ip_configuration" {
    for_each = [var.subnet]
    content {
      name      = "c"
      subnet_id = ip_configuration.value
    }
  }
}
`,
  };
  const path = folderOf(folder);
  const told = (config?: string): NetworkModel => readInputs([join(path, "plan.json")], { config })[0].model;
  const subnets = (model: NetworkModel): unknown =>
    model.networkInterfaces.flatMap(({ ipConfigurations }) => ipConfigurations.map((one) => one.subnet));
  expect(subnets(told())).toEqual([undefined]);
  expect(subnets(told(path))).toEqual([subnet]);
});

test("keys of modules are left out by a plan as well", () => {
  const of = (module: string, type: string, values: object): object => ({
    address: `${module}.${type}.this`,
    mode: "managed",
    type,
    name: "this",
    values,
  });
  const hub = (index: number): object => ({
    address: `module.hub[${index}]`,
    resources: [
      of(`module.hub[${index}]`, "azurerm_virtual_network", {
        name: `hub-${index}`,
        ...place,
        address_space: [`10.${index}.0.0/16`],
      }),
    ],
  });
  const peering = { mode: "managed", type: "azurerm_virtual_network_peering", name: "p" };
  const address = (index: number): string => `azurerm_virtual_network_peering.p[${index}]`;
  const planned = {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: [0, 1, 2].map((index) => ({
          ...peering,
          address: address(index),
          index,
          values: { name: "p", virtual_network_name: `hub-${index}` },
        })),
        child_modules: [0, 1, 2].map(hub),
      },
    },
    resource_changes: [0, 1, 2].map((index) => ({
      ...peering,
      address: address(index),
      index,
      change: { actions: ["create"], after_unknown: { remote_virtual_network_id: true } },
    })),
    configuration: {
      root_module: {
        resources: [
          {
            ...peering,
            address: "azurerm_virtual_network_peering.p",
            expressions: { remote_virtual_network_id: { references: ["module.hub", "count.index"] } },
          },
        ],
        module_calls: {
          hub: {
            source: "./hub",
            module: {
              outputs: { id: { expression: { references: ["azurerm_virtual_network.this.id"] } } },
              resources: [
                { mode: "managed", type: "azurerm_virtual_network", name: "this", expressions: {} },
              ],
            },
          },
        },
      },
    },
  };
  const folder = folderOf({
    "plan.json": planned,
    "config/hub/main.tf": `variable "i" {}
resource "azurerm_virtual_network" "this" {
  name          = "hub-\${var.i}"
  address_space = ["10.\${var.i}.0.0/16"]
}
output "id" {
  value = azurerm_virtual_network.this.id
}
`,
    "config/main.tf": `module "hub" {
  count  = 3
  source = "./hub"
  i      = count.index
}
resource "azurerm_virtual_network_peering" "p" {
  count                     = 3
  name                      = "p"
  virtual_network_name      = "hub-\${count.index}"
  remote_virtual_network_id = module.hub[(count.index + 1) % 3].id
}
`,
  });
  const [{ model }] = readInputs([join(folder, "plan.json")], { config: join(folder, "config") });
  expect(model.peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork)).toEqual(
    [1, 2, 0].map((index) => `module.hub[${index}].azurerm_virtual_network.this`),
  );
});

test("a text of JSON that is open for one id in it has nothing else that the folder doesn't write", () => {
  const managed = (type: string, name: string, values: object): object => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    values,
  });
  const subnet = {
    ...{ type: "Microsoft.Network/virtualNetworks/subnets@2021-08-01", name: "s" },
    parent_id: "/subscriptions/6f1a/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v",
  };
  const planned = {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: [
          managed("azurerm_virtual_network", "v", { name: "v", ...place, address_space: ["10.0.0.0/16"] }),
          managed("azurerm_route_table", "t", { name: "t", ...place }),
          managed("azapi_resource", "s", subnet),
        ],
      },
    },
    resource_changes: [
      {
        ...managed("azapi_resource", "s", {}),
        change: { actions: ["create"], after_unknown: { body: true } },
      },
    ],
    configuration: {
      root_module: {
        resources: [
          {
            ...managed("azapi_resource", "s", {}),
            expressions: { body: { references: ["azurerm_route_table.t.id", "azurerm_route_table.t"] } },
          },
        ],
      },
    },
  };
  const written = `resource "azurerm_route_table" "t" {
  name = "t"
}
resource "azapi_resource" "s" {
  type      = "${subnet.type}"
  name      = "s"
  parent_id = "${subnet.parent_id}"
  body = jsonencode({
    properties = { addressPrefixes = ["10.0.1.0/24"], routeTable = { id = azurerm_route_table.t.id } }
  })
}
`;
  const folder = folderOf({ "plan.json": planned, "config/main.tf": written });
  const of = (config?: string) => {
    const [{ model }] = readInputs([join(folder, "plan.json")], config === undefined ? {} : { config });
    const [{ prefixes, routeTable, networkSecurityGroup, uncertainSecurityGroups }] = model.subnets;
    return { prefixes, routeTable, networkSecurityGroup, open: uncertainSecurityGroups?.length ?? 0 };
  };
  expect(of().open).toBe(1);
  expect(of(join(folder, "config"))).toEqual({
    prefixes: ["10.0.1.0/24"],
    routeTable: "azurerm_route_table.t",
    networkSecurityGroup: undefined,
    open: 0,
  });
});
