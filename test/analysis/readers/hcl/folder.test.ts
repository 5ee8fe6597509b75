import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { NetworkModel, readInput } from "../../../../lib/analysis";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hub-spoke-hcl-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function read(files: { readonly [name: string]: string }, folder = "."): NetworkModel {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return readInput(join(directory, folder))[0].model;
}

/** Networks by address with what they hold. */
function networks(model: NetworkModel): { [address: string]: readonly string[] } {
  return Object.fromEntries(
    model.virtualNetworks.map(({ address, addressSpace }) => [address, addressSpace]),
  );
}

const vnet = (name: string, rest: string): string =>
  `resource "azurerm_virtual_network" "${name}" {\n  name = "vnet-${name}"\n${rest}\n}\n`;

describe("variables", () => {
  const files = {
    "main.tf": `variable "space" {
  type    = string
  default = "10.0.0.0/16"
}
${vnet("v", "  address_space = [var.space]")}`,
  };

  test.each<[string, { readonly [name: string]: string }, string]>([
    ["have defaults", {}, "10.0.0.0/16"],
    ["terraform.tfvars wins over them", { "terraform.tfvars": 'space = "10.1.0.0/16"' }, "10.1.0.0/16"],
    [
      "*.auto.tfvars win over that, in HCL and in JSON, in the order of their names",
      {
        "terraform.tfvars": 'space = "10.1.0.0/16"',
        "a.auto.tfvars": 'space = "10.2.0.0/16"',
        "b.auto.tfvars.json": '{"space": "10.3.0.0/16"}',
      },
      "10.3.0.0/16",
    ],
    [
      "files that Terraform doesn't load by itself say nothing",
      { "prod.tfvars": 'space = "10.9.0.0/16"' },
      "10.0.0.0/16",
    ],
  ])("%s", (_, more, space) => {
    expect(networks(read({ ...files, ...more }))).toEqual({ "azurerm_virtual_network.v": [space] });
  });

  test("that nothing declares get no value from a file, and that is said with the nearest name", () => {
    expect(read({ ...files, "terraform.tfvars": 'spaec = "10.9.0.0/16"' }).problems).toEqual([
      { code: "UNDECLARED_VALUE", resource: "terraform.tfvars", attribute: "spaec", text: "space" },
    ]);
    const variableFiles = [join(directory, "terraform.tfvars")];
    expect(readInput(directory, { variableFiles })[0].model.problems).toHaveLength(2);
  });

  test("don't have values of the environment, and those that would count are said", () => {
    const secret = 'variable "key" {\n  sensitive = true\n}\nvariable "given" {}';
    read({ ...files, "more.tf": secret, "terraform.tfvars": 'given = "x"' });
    const variablesInEnvironment = ["space", "key", "given", "other"];
    const [{ model }] = readInput(directory, { variablesInEnvironment });
    expect(networks(model)).toEqual({ "azurerm_virtual_network.v": ["10.0.0.0/16"] });
    expect(model.problems).toEqual([{ code: "ENVIRONMENT_NOT_READ", resource: "", text: "TF_VAR_space" }]);
    const [given] = readInput(directory, { variablesInEnvironment, variables: { space: "10.5.0.0/16" } });
    expect(given.model.problems).toEqual([]);
  });

  test("have values from the command line over all others, lists in HCL", () => {
    read(files);
    writeFileSync(join(directory, "prod.tfvars"), 'space = "10.9.0.0/16"');
    const variableFiles = [join(directory, "prod.tfvars")];
    const [fromFile] = readInput(directory, { variableFiles });
    expect(networks(fromFile.model)).toEqual({ "azurerm_virtual_network.v": ["10.9.0.0/16"] });
    const [given] = readInput(directory, { variableFiles, variables: { space: "10.5.0.0/16" } });
    expect(networks(given.model)).toEqual({ "azurerm_virtual_network.v": ["10.5.0.0/16"] });
    writeFileSync(
      join(directory, "main.tf"),
      `variable "spaces" {}\n${vnet("v", "  address_space = var.spaces")}`,
    );
    const [list] = readInput(directory, { variables: { spaces: '["10.1.0.0/16", "10.2.0.0/16"]' } });
    expect(networks(list.model)).toEqual({ "azurerm_virtual_network.v": ["10.1.0.0/16", "10.2.0.0/16"] });
  });

  test("that a folder doesn't declare are refused, with the nearest that it does", () => {
    read(files);
    expect(() => readInput(directory, { variables: { spaec: "10.5.0.0/16" } })).toThrow(
      /declares no variable "spaec"; did you mean "space"\?/,
    );
    expect(() => readInput(directory, { variables: { region: "x" } })).toThrow(
      /"region"; it declares space\./,
    );
  });

  test("that only one file gives have its values, and that is said", () => {
    const needs = { "main.tf": `variable "space" {}\n${vnet("v", "  address_space = [var.space]")}` };
    const model = read({ ...needs, "prod.tfvars": 'space = "10.9.0.0/16"' });
    expect(networks(model)).toEqual({ "azurerm_virtual_network.v": ["10.9.0.0/16"] });
    expect(model.problems).toEqual([{ code: "ASSUMED_VALUES", resource: "prod.tfvars" }]);
    expect(networks(read({ "test.tfvars": 'space = "10.8.0.0/16"' }))).toEqual({
      "azurerm_virtual_network.v": [],
    });
  });

  test("get defaults of optional attributes, and null where there are none, at any depth", () => {
    const model = read({
      "main.tf": `variable "spokes" {
  type = map(object({
    space = optional(string, "10.8.0.0/16") # a comment with "a quote
    more  = optional(object({ spaces = optional(list(string), ["10.9.0.0/16"]) }), {})
    extra = optional(list(string))
  }))
  default = { a = {}, b = { space = "10.7.0.0/16", extra = ["10.6.0.0/16"], unknown = 1 } }
}
resource "azurerm_virtual_network" "v" {
  for_each      = var.spokes
  name          = each.key
  address_space = concat([each.value.space], each.value.more.spaces, each.value.extra == null ? [] : each.value.extra)
}`,
    });
    expect(networks(model)).toEqual({
      'azurerm_virtual_network.v["a"]': ["10.8.0.0/16", "10.9.0.0/16"],
      'azurerm_virtual_network.v["b"]': ["10.7.0.0/16", "10.9.0.0/16", "10.6.0.0/16"],
    });
  });

  test("that nobody gives stay unknown by name", () => {
    const model = read({ "main.tf": `variable "space" {}\n${vnet("v", "  address_space = [var.space]")}` });
    expect(model.problems).toMatchObject([
      { code: "UNKNOWN_VALUE", text: expect.stringContaining("var.space") },
    ]);
  });
});

describe("modules", () => {
  const network = `variable "name" {}
variable "space" { default = "10.0.0.0/16" }
${vnet("this", "  address_space = [var.space]")}
output "id" { value = azurerm_virtual_network.this.id }
output "network" { value = azurerm_virtual_network.this }
`;

  test("are followed with count, for_each and each other's outputs; addresses are Terraform's", () => {
    const model = read({
      "modules/network/main.tf": network,
      "modules/spoke/main.tf": `variable "space" {}
variable "hub" {}
module "network" {
  source = "../network"
  name   = "spoke"
  space  = var.space
}
resource "azurerm_virtual_network_peering" "up" {
  name                      = "up"
  virtual_network_name      = module.network.network.name
  remote_virtual_network_id = var.hub
}`,
      "main.tf": `module "hub" {
  source = "./modules/network"
  count  = 1
  name   = "hub"
}
module "spoke" {
  source   = "./modules/spoke"
  for_each = { a = "10.1.0.0/16" }
  space    = each.value
  hub      = module.hub[0].id
}`,
    });
    expect(networks(model)).toEqual({
      "module.hub[0].azurerm_virtual_network.this": ["10.0.0.0/16"],
      'module.spoke["a"].module.network.azurerm_virtual_network.this': ["10.1.0.0/16"],
    });
    expect(model.peerings).toMatchObject([
      {
        address: 'module.spoke["a"].azurerm_virtual_network_peering.up',
        virtualNetwork: 'module.spoke["a"].module.network.azurerm_virtual_network.this',
        remoteVirtualNetwork: "module.hub[0].azurerm_virtual_network.this",
      },
    ]);
    expect(model.problems).toEqual([]);
  });

  test("two may need each other's outputs", () => {
    const side = `variable "peer" {}
${vnet("this", '  address_space = ["10.0.0.0/16"]')}
resource "azurerm_virtual_network_peering" "p" {
  virtual_network_name      = azurerm_virtual_network.this.name
  remote_virtual_network_id = var.peer
}
output "id" { value = azurerm_virtual_network.this.id }`;
    const model = read({
      "side/main.tf": side,
      "main.tf": `module "a" {
  source = "./side"
  peer   = module.b.id
}
module "b" {
  source = "./side"
  peer   = module.a.id
}`,
    });
    expect(model.peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork)).toEqual([
      "module.b.azurerm_virtual_network.this",
      "module.a.azurerm_virtual_network.this",
    ]);
  });

  test("that call one they stand in are told as a circle, which terraform init doesn't mend", () => {
    const { problems } = read({
      "main.tf": 'module "a" {\n  source = "./a"\n}',
      "a/main.tf": 'module "b" {\n  source = "./b"\n}',
      "a/b/main.tf": 'module "up" {\n  source = "../"\n}',
    });
    expect(problems).toEqual([
      { code: "MODULE_CIRCULAR", resource: "module.a.module.b.module.up", attribute: "source" },
    ]);
  });

  test("of a registry are where terraform init has put them, and left out by name where it hasn't", () => {
    const call = `module "net" {\n  source = "Azure/network/azurerm"\n  name = "n"\n}\n`;
    expect(read({ "main.tf": call }).problems).toEqual([
      { code: "MODULE_MISSING", resource: "module.net", attribute: "source" },
    ]);
    const model = read({
      ".terraform/modules/modules.json": '{"Modules":[{"Key":"net","Dir":".terraform/modules/net"}]}',
      ".terraform/modules/net/main.tf": network,
    });
    expect(Object.keys(networks(model))).toEqual(["module.net.azurerm_virtual_network.this"]);
    expect(model.problems).toEqual([]);
  });

  test("of a registry that aren't there have the instances that their call tells", () => {
    const calls = `
      module "net" {
        source   = "Azure/network/azurerm"
        for_each = { a = 1, b = 2 }
      }
      module "far" {
        source   = "Azure/network/azurerm"
        for_each = var.unset
      }
      module "two" {
        source = "Azure/network/azurerm"
        count  = 2
      }
      variable "unset" {}
      resource "azurerm_subnet" "s" {
        for_each             = { for name, one in module.net : "of-\${name}" => one.vnet_name }
        name                 = each.key
        virtual_network_name = each.value
        resource_group_name  = "rg"
        address_prefixes     = ["10.0.0.0/24"]
      }
      resource "azurerm_subnet" "t" {
        name                 = "t"
        virtual_network_name = module.two[1].vnet_name
        resource_group_name  = { for name, one in module.far : name => name }["x"]
        address_prefixes     = ["10.0.1.0/24"]
      }
    `;
    const told = read({ "main.tf": calls }).problems.filter(({ code }) => code !== "MODULE_MISSING");
    const texts = told.filter(({ attribute }) => attribute === "virtual_network_name");
    expect(texts.map(({ resource, text }) => `${resource} ${text}`)).toEqual([
      'azurerm_subnet.s["of-a"] ${module.net["a"].vnet_name}',
      'azurerm_subnet.s["of-b"] ${module.net["b"].vnet_name}',
      "azurerm_subnet.t ${module.two[1].vnet_name}",
    ]);
    expect(JSON.stringify(told)).not.toContain("each.key");
  });

  test("whose path variables with values make are read without tofu init, in modules too", () => {
    const model = read({
      "terraform.tfvars": 'kind = "small"',
      "main.tofu": `
          module "outer" {
            source = local.folder
            kind   = var.kind
          }
          variable "kind" { default = "large" }
          locals { folder = "./outer-\${var.kind}" }
        `,
      "outer-small/main.tofu": `
          module "net" {
            source = "../\${var.kind}"
            name   = "n"
          }
          variable "kind" {}
        `,
      "small/main.tofu": network,
    });
    expect(Object.keys(networks(model))).toEqual(["module.outer.module.net.azurerm_virtual_network.this"]);
    expect(model.problems).toEqual([]);
  });

  test("of OpenTofu whose path has variables are what tofu init made of it", () => {
    const model = read({
      "main.tofu": 'module "net" {\n  source = "./${var.kind}"\n  name = "n"\n}\nvariable "kind" {}',
      ".terraform/modules/modules.json": '{"Modules":[{"Key":"net","Dir":"net"}]}',
      "net/main.tofu": network,
    });
    expect(Object.keys(networks(model))).toEqual(["module.net.azurerm_virtual_network.this"]);
    expect(model.problems).toEqual([]);
  });

  test("get the providers that they are given, which stand for subscriptions", () => {
    const model = read({
      "net/main.tf": network,
      "main.tf": `module "a" {
  source    = "./net"
  providers = { azurerm = azurerm.hub }
  name      = "a"
}
module "b" {
  source = "./net"
  name   = "b"
}`,
    });
    expect(model.virtualNetworks.map(({ subscription }) => subscription)).toEqual(["azurerm.hub", "azurerm"]);
  });

  test("one that calls itself ends", () => {
    expect(read({ "main.tf": 'module "me" {\n  source = "./"\n}' }).problems).toMatchObject([
      { resource: "module.me" },
    ]);
  });

  test("of Terraform JSON are followed too, also from a single file", () => {
    const files = {
      "net/main.tf.json": JSON.stringify({
        variable: { space: { type: "string" } },
        resource: { azurerm_virtual_network: { v: { name: "v", address_space: ["${var.space}"] } } },
      }),
      "cdk.tf.json": JSON.stringify({ module: { net: { source: "./net", space: "10.4.0.0/16" } } }),
    };
    const expected = { "module.net.azurerm_virtual_network.v": ["10.4.0.0/16"] };
    expect(networks(read(files, "cdk.tf.json"))).toEqual(expected);
    expect(networks(read(files))).toEqual(expected);
  });
});

describe("files", () => {
  test("settings alone are no root module where there are some in folders below", () => {
    const hub = vnet("hub", '  address_space = ["10.0.0.0/16"]');
    const settings = 'terraform {\n  required_version = ">= 1.5"\n}\n';
    const model = read({ "repo/versions.tf": settings, "repo/hub/main.tf": hub }, "repo");
    expect(Object.keys(networks(model))).toHaveLength(1);
    expect(networks(read({ "alone/versions.tf": settings }, "alone"))).toEqual({});
  });

  test("what leads nowhere is told by the argument that is written, not by another spelling of it", () => {
    const { problems } = read({
      "main.tf": `
        resource "azurerm_virtual_network" "v" {
          name                = "v"
          resource_group_name = "rg"
          location            = "eastus"
          address_space       = ["10.0.0.0/16"]
        }
        resource "azurerm_subnet" "s" {
          name                      = "s"
          resource_group_name       = "rg"
          virtual_network_name      = azurerm_virtual_network.v.name
          address_prefixes          = ["10.0.0.0/24"]
          network_security_group_id = azurerm_network_security_group.gone.id
          route_table_id            = azurerm_route_table.gone.id
        }
      `,
    });
    expect(problems.map(({ attribute }) => attribute).sort()).toEqual([
      "network_security_group_id",
      "route_table_id",
    ]);
  });

  test("x.tofu stands in the place of x.tf, an override over both, and JSON beside them", () => {
    const model = read({
      "a.tf": vnet("old", ""),
      "a.tofu": vnet("new", '  address_space = ["10.0.0.0/16"]'),
      "a_override.tf": 'resource "azurerm_virtual_network" "new" {\n  address_space = ["10.1.0.0/16"]\n}',
      "b.tf.json": '{"resource": {"azurerm_virtual_network": {"json": {"address_space": ["10.2.0.0/16"]}}}}',
    });
    expect(networks(model)).toEqual({
      "azurerm_virtual_network.new": ["10.1.0.0/16"],
      "azurerm_virtual_network.json": ["10.2.0.0/16"],
    });
  });

  test("a syntax error names file and line in one sentence", () => {
    expect(() => read({ "main.tf": 'locals {\n  a = "b"\n  c =\n}' })).toThrow(
      /main\.tf is not valid HCL \(line 3: Invalid expression\)\.$/,
    );
  });

  test("fileset lists the files of the folder, and none outside of it", () => {
    const spokes = `{ for f in fileset(path.module, "spokes/*.yml") : basename(f) => yamldecode(file(f)) }`;
    const model = read({
      "main.tf": `resource "azurerm_virtual_network" "v" {
  for_each      = ${spokes}
  name          = each.key
  address_space = [each.value.space]
}
${vnet("far", '  address_space = [for f in fileset("..", "*.yml") : f]')}`,
      "spokes/a.yml": "space: 10.1.0.0/16",
      "spokes/b.yml": "space: 10.2.0.0/16",
      "spokes/deep/c.yml": "space: 10.3.0.0/16",
    });
    expect(networks(model)).toEqual({
      'azurerm_virtual_network.v["a.yml"]': ["10.1.0.0/16"],
      'azurerm_virtual_network.v["b.yml"]': ["10.2.0.0/16"],
      "azurerm_virtual_network.far": [],
    });
  });

  test("may be read by expressions within the folder, and nowhere else", () => {
    writeFileSync(join(directory, "outside.txt"), "10.9.0.0/16");
    const model = read(
      {
        "root/plan.yaml": "spaces: [10.0.0.0/16]",
        "root/name.tftpl": "10.${number}.0.0/16",
        "root/main.tf": [
          vnet("yaml", '  address_space = yamldecode(file("${path.module}/plan.yaml")).spaces'),
          vnet("template", '  address_space = [templatefile("name.tftpl", { number = 7 })]'),
          vnet("outside", '  address_space = [file("../outside.txt")]'),
        ].join("\n"),
      },
      "root",
    );
    expect(networks(model)).toEqual({
      "azurerm_virtual_network.yaml": ["10.0.0.0/16"],
      "azurerm_virtual_network.template": ["10.7.0.0/16"],
      "azurerm_virtual_network.outside": [],
    });
    expect(model.problems).toMatchObject([{ resource: "azurerm_virtual_network.outside" }]);
  });
});

test("dynamic blocks have the index of a list and the text of a set as key", () => {
  const model = read({
    "main.tf": `resource "azurerm_route_table" "t" {
  name = "t"
  dynamic "route" {
    for_each = ["10.1.0.0/16", "10.2.0.0/16"]
    iterator = it
    content {
      name           = "list-\${it.key}"
      address_prefix = it.value
      next_hop_type  = "None"
    }
  }
  dynamic "route" {
    for_each = toset(["10.3.0.0/16"])
    content {
      name           = "set-\${route.key}"
      address_prefix = route.value
      next_hop_type  = "None"
    }
  }
}`,
  });
  expect(model.routeTables[0].routes.map(({ name }) => name)).toEqual([
    "list-0",
    "list-1",
    "set-10.3.0.0/16",
  ]);
});

test("dynamic blocks go through a set of objects, also where only apply tells a member's parts", () => {
  const model = read({
    "main.tf": `variable "routes" {
  type = set(object({ name = string, prefix = string }))
  default = [{ name = "a", prefix = "10.1.0.0/16" }, { name = "b", prefix = "10.2.0.0/16" }]
}
resource "azurerm_firewall" "fw" {
  name = "fw"
}
resource "azurerm_route_table" "t" {
  name = "t"
  dynamic "route" {
    for_each = var.routes
    content {
      name           = route.key.name
      address_prefix = route.value.prefix
      next_hop_type  = "None"
    }
  }
  dynamic "route" {
    for_each = toset([{ name = "c", hop = azurerm_firewall.fw.ip_configuration[0].private_ip_address }])
    content {
      name                   = route.value.name
      address_prefix         = "10.3.0.0/16"
      next_hop_type          = "VirtualAppliance"
      next_hop_in_ip_address = route.value.hop
    }
  }
}`,
  });
  const [{ routes }] = model.routeTables;
  expect(routes.map(({ name, addressPrefix }) => [name, addressPrefix])).toEqual([
    ["a", "10.1.0.0/16"],
    ["b", "10.2.0.0/16"],
    ["c", "10.3.0.0/16"],
  ]);
  expect(routes[2].nextHops).toMatchObject([{ resource: "azurerm_firewall.fw" }]);
  expect(model.problems).toEqual([]);
});

describe("names that only variables without a value hold", () => {
  const model = (peering: string, more = ""): NetworkModel =>
    read({
      "main.tf": `variable "hub" {}
variable "prefix" {}
${vnet("spoke", '  address_space = ["10.1.0.0/16"]')}
resource "azurerm_virtual_network" "hub" {
  name          = "\${var.prefix}-\${var.hub}"
  address_space = ["10.0.0.0/16"]
}
resource "azurerm_virtual_network_peering" "p" {
  name                      = "p"
  virtual_network_name      = "${peering}"
  remote_virtual_network_id = azurerm_virtual_network.spoke.id
}
${more}`,
    });

  test("are the same where they are said in the same variables", () => {
    const { peerings, problems } = model("${var.prefix}-${var.hub}");
    expect(peerings).toMatchObject([{ virtualNetwork: "azurerm_virtual_network.hub" }]);
    expect(problems).toEqual([]);
  });

  test.each([
    ["said in others", "${var.hub}-${var.prefix}", ""],
    ["made by a function, whose arguments a module may call the same", "${lower(var.hub)}", ""],
  ])("aren't where they are %s", (_, peering, more) => {
    expect(model(peering, more).peerings[0].virtualNetwork).toBeUndefined();
  });

  test("are open where two networks have them", () => {
    const twin = 'resource "azurerm_virtual_network" "twin" {\n  name = "${var.prefix}-${var.hub}"\n}\n';
    const { peerings, unknownArguments } = model("${var.prefix}-${var.hub}", twin);
    expect(peerings[0].virtualNetwork).toBeUndefined();
    expect(unknownArguments[0].candidates).toEqual([
      "azurerm_virtual_network.hub",
      "azurerm_virtual_network.twin",
    ]);
  });
});

test.each([
  ["default", {}, "10.0.0.0/16"],
  ["prod", { ".terraform/environment": "prod" }, "10.1.0.0/16"],
])("the workspace is the one that is selected in the folder (%s), and that is said", (name, more, space) => {
  const model = read({
    "main.tf": `module "m" {
  source = "./m"
}`,
    "m/main.tf": `locals {
  spaces = { default = "10.0.0.0/16", prod = "10.1.0.0/16" }
}
${vnet("v", "  address_space = [local.spaces[terraform.workspace]]")}`,
    ...more,
  });
  expect(networks(model)).toEqual({ "module.m.azurerm_virtual_network.v": [space] });
  expect(model.problems).toEqual([{ code: "WORKSPACE_TAKEN", resource: "", text: name }]);
});
