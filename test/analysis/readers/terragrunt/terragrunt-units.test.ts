import { join } from "node:path";
import { analyze, readInputs } from "../../../../lib/analysis";
import { folderOf } from "../support/files";

const MODULE = `
variable "name" {
  type = string
}
variable "location" {
  type    = string
  default = "nowhere"
}
variable "space" {
  type = string
}
variable "hub" {
  type    = object({ id = string, name = string })
  default = null
}
resource "azurerm_virtual_network" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = "rg"
  address_space       = [var.space]
}
resource "azurerm_subnet" "this" {
  name                 = "s"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [cidrsubnet(var.space, 8, 0)]
}
resource "azurerm_virtual_network_peering" "out" {
  count                     = var.hub == null ? 0 : 1
  name                      = "out"
  resource_group_name       = "rg"
  virtual_network_name      = azurerm_virtual_network.this.name
  remote_virtual_network_id = var.hub.id
}
resource "azurerm_virtual_network_peering" "back" {
  count                     = var.hub == null ? 0 : 1
  name                      = "to-\${var.name}"
  resource_group_name       = "rg"
  virtual_network_name      = var.hub.name
  remote_virtual_network_id = azurerm_virtual_network.this.id
}
output "id" {
  value = azurerm_virtual_network.this.id
}
output "name" {
  value = azurerm_virtual_network.this.name
}
`;

const INCLUDE = `include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
terraform {
  source = "\${get_repo_root()}/modules//vnet?ref=v1.0.0"
}
`;

const FILES = {
  ".git/HEAD": "",
  "modules/vnet/main.tf": MODULE,
  "live/root.hcl": `locals {
  region = yamldecode(file(find_in_parent_folders("region.yaml"))).region
  names  = read_terragrunt_config(find_in_parent_folders("names.hcl"))
}
inputs = {
  location = local.region
  name     = "\${local.names.locals.prefix}-\${basename(get_terragrunt_dir())}"
  unused   = path_relative_to_include()
}
`,
  "live/prod/region.yaml": "region: japaneast\n",
  "live/prod/names.hcl": 'locals {\n  prefix = "vnet"\n}\n',
  "live/prod/hub/terragrunt.hcl": `${INCLUDE}inputs = {\n  space = "10.0.0.0/16"\n}\n`,
  "live/prod/spoke/terragrunt.hcl": `${INCLUDE}dependency "hub" {
  config_path  = "../hub"
  mock_outputs = { id = "mock" }
}
inputs = merge({ space = "10.1.0.0/16" }, { hub = dependency.hub.outputs })
`,
};

test("units are inputs of one network, which hand outputs to each other", () => {
  const [{ model }] = readInputs([join(folderOf(FILES), "live")]);
  expect(model.inputs).toHaveLength(2);
  expect(model.virtualNetworks.map(({ name, region, address }) => [name, region, address])).toEqual([
    ["vnet-hub", "japaneast", "prod/hub:azurerm_virtual_network.this"],
    ["vnet-spoke", "japaneast", "prod/spoke:azurerm_virtual_network.this"],
  ]);
  expect(analyze(model).verdict("vnet-spoke/s", "vnet-hub/s")).toBe("REACHABLE");
});

test("a unit comes with those that it depends on", () => {
  const [{ model }] = readInputs([join(folderOf(FILES), "live/prod/spoke")]);
  expect(analyze(model).verdict("vnet-spoke/s", "vnet-hub/s")).toBe("REACHABLE");
});

test("what no file says stays unknown by name", () => {
  const [{ model }] = readInputs([
    folderOf({
      ...FILES,
      "live/prod/hub/terragrunt.hcl": `${INCLUDE}inputs = {\n  space = get_env("SPACE")\n}\n`,
    }),
  ]);
  expect(model.virtualNetworks.find(({ name }) => name === "vnet-hub")?.addressSpaceUnknown).toContain(
    "get_env",
  );
});

test("a module that isn't there is left out by name, and what depends on the unit is unknown", () => {
  const [{ model }] = readInputs([
    folderOf({
      ...FILES,
      "live/prod/hub/terragrunt.hcl": 'terraform {\n  source = "git::https://example.com/x.git//vnet"\n}\n',
    }),
  ]);
  expect(model.problems).toContainEqual({
    code: "UNIT_WITHOUT_MODULE",
    resource: "live/prod/hub",
    attribute: "terragrunt",
    text: "git::https://example.com/x.git//vnet",
  });
  expect(model.problems.some(({ text }) => text?.includes("dependency.hub.outputs"))).toBe(true);
});

test("a stack whose units nobody wrote out is told, and makes CONDITIONAL what it may be about", () => {
  const stack = {
    "live/prod/more/terragrunt.stack.hcl": 'unit "x" {\n  source = "git::x"\n  path = "x"\n}\n',
  };
  const problem = { code: "STACK_NOT_GENERATED", resource: "live/prod/more/terragrunt.stack.hcl" };
  const [{ model }] = readInputs([folderOf({ ...FILES, ...stack })]);
  expect(model.problems).toContainEqual(problem);
  expect(analyze(model).verdict("vnet-spoke/s", "vnet-hub/s")).toBe("CONDITIONAL");
  expect(readInputs([folderOf(stack)])[0].model.problems).toEqual([problem]);
  const written = { ...stack, "live/prod/more/.terragrunt-stack/x/terragrunt.hcl": "" };
  expect(readInputs([folderOf({ ...FILES, ...written })])[0].model.problems).not.toContainEqual(problem);
});

test("a module that isn't there makes CONDITIONAL what its unit is given", () => {
  const other = `terraform {\n  source = "git::https://example.com/x.git//x"\n}\n`;
  const verdict = (inputs: string): string =>
    analyze(
      readInputs([folderOf({ ...FILES, "live/prod/other/terragrunt.hcl": `${other}${inputs}` })])[0].model,
    ).verdict("vnet-spoke/s", "vnet-hub/s");
  expect(verdict('inputs = {\n  space = "10.9.0.0/16"\n}\n')).toBe("REACHABLE");
  expect(
    verdict(
      'dependency "hub" {\n  config_path = "../hub"\n}\ninputs = {\n  hub = dependency.hub.outputs.id\n}\n',
    ),
  ).toBe("CONDITIONAL");
});

test("a module is read where terragrunt init has put it", () => {
  const [{ model }] = readInputs([
    folderOf({
      "terragrunt.hcl":
        'terraform {\n  source = "git::https://example.com/x.git//vnet"\n}\ninputs = {\n  name = "v"\n  space = "10.0.0.0/16"\n}\n',
      ".terragrunt-cache/a/b/vnet/main.tf": MODULE,
    }),
  ]);
  expect(model.virtualNetworks).toMatchObject([{ name: "v", addressSpace: ["10.0.0.0/16"] }]);
});

test("units that include or need each other in a circle come to an end", () => {
  const [{ model }] = readInputs([
    folderOf({
      ...FILES,
      "live/prod/hub/terragrunt.hcl": `${INCLUDE}dependency "spoke" {
  config_path = "../spoke"
}
inputs = {\n  space = dependency.spoke.outputs.id\n}\n`,
    }),
  ]);
  expect(model.virtualNetworks).toHaveLength(2);
});

test("no file outside of the repository is read", () => {
  const folder = folderOf({
    "secret.txt": "10.9.0.0/16",
    "repo/.git/HEAD": "",
    "repo/modules/vnet/main.tf": MODULE,
    "repo/unit/terragrunt.hcl": `terraform {
  source = "../modules//vnet"
}
inputs = {\n  name = "v"\n  space = file("../../secret.txt")\n}\n`,
  });
  const [{ model }] = readInputs([join(folder, "repo")]);
  expect(model.virtualNetworks).toMatchObject([{ addressSpace: [] }]);
});
