import { mkdirSync, mkdtempSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { analyze, findRepairs, readInput, Repair } from "../../../lib/analysis";
import { repairFiles } from "../../../lib/review";

const SPOKE = `
  variable "name" {}
  variable "prefix" {}
  resource "azurerm_virtual_network" "this" {
    name                = "vnet-\${var.name}"
    location            = "eastasia"
    resource_group_name = "rg"
    address_space       = ["\${var.prefix}.0.0/16"]
  }
  resource "azurerm_subnet" "this" {
    name                 = "app"
    resource_group_name  = "rg"
    virtual_network_name = azurerm_virtual_network.this.name
    address_prefixes     = ["\${var.prefix}.1.0/24"]
  }
`;
const OUTPUTS = `
  output "id" { value = azurerm_virtual_network.this.id }
  output "name" { value = azurerm_virtual_network.this.name }
  output "resource" { value = "/prefix\${azurerm_subnet.this.id}" }
`;
const half = (label: string, from: string, to: string): string => `
  resource "azurerm_virtual_network_peering" "${label}" {
    name                      = "${label}"
    resource_group_name       = "rg"
    virtual_network_name      = ${from}.name
    remote_virtual_network_id = ${to}.id
  }
`;

function folderOf(main: string, module: string): string {
  const folder = mkdtempSync(join(tmpdir(), "modules-"));
  mkdirSync(join(folder, "spoke"));
  writeFileSync(join(folder, "main.tf"), main);
  writeFileSync(join(folder, "spoke/main.tf"), module);
  return folder;
}

function firstRepair(folder: string): { readonly repair: Repair | undefined; readonly left: string } {
  const [{ input }] = readInput(folder);
  const wish = { kind: "reachable" } as const;
  const { repairs } = findRepairs({ input, options: {}, from: "vnet-a/app", to: "vnet-b/app", wish });
  for (const [repair] of [repairs].filter(({ length }) => length > 0)) {
    const { files } = repairFiles(repair.id, repair.edits, input.overrides(repair.edits), "hcl");
    files.forEach(({ name, text }) => writeFileSync(join(folder, name), text));
  }
  const [again] = readInput(folder);
  return { repair: repairs.at(0), left: analyze(again.model).verdict("vnet-a/app", "vnet-b/app") };
}

const CALLS = `
  module "a" {
    source = "./spoke"
    name   = "a"
    prefix = "10.1"
  }
  module "b" {
    source = "./spoke"
    name   = "b"
    prefix = "10.2"
  }
`;

it("writes what a module puts out, where what is inside of it is named", () => {
  const folder = folderOf(`${CALLS}${half("a_to_b", "module.a", "module.b")}`, SPOKE + OUTPUTS);
  const { repair, left } = firstRepair(folder);
  expect(repair?.edits).toEqual([
    expect.objectContaining({
      op: "create",
      type: "azurerm_virtual_network_peering",
      arguments: expect.objectContaining({
        virtual_network_name: "${module.b.name}",
        remote_virtual_network_id: "${module.a.id}",
      }),
    }),
  ]);
  expect(repair?.provenBy).toBe("configuration");
  expect(left).toBe("REACHABLE");
});

it("names the instance of a module with for_each", () => {
  const calls = `
    module "spoke" {
      source   = "./spoke"
      for_each = { a = "10.1", b = "10.2" }
      name     = each.key
      prefix   = each.value
    }
  `;
  const main = `${calls}${half("a_to_b", 'module.spoke["a"]', 'module.spoke["b"]')}`;
  const { repair, left } = firstRepair(folderOf(main, SPOKE + OUTPUTS));
  const [edit] = repair!.edits;
  expect(edit.op === "create" && edit.arguments.remote_virtual_network_id).toBe('${module.spoke["a"].id}');
  expect(left).toBe("REACHABLE");
});

it("takes no output for an attribute that is only a part of it", () => {
  const outputs = OUTPUTS.replace(
    "= azurerm_virtual_network.this.id",
    '= "x${azurerm_virtual_network.this.id}"',
  );
  const peering = half("a_to_b", "module.a", "module.b").replace("module.b.id", '"${module.b.id}"');
  const { repair } = firstRepair(folderOf(CALLS + peering, SPOKE + outputs));
  expect(JSON.stringify(repair?.edits ?? [])).not.toContain("module.a.id");
});

it("calls nothing by the name of a block that makes nothing today", () => {
  const main = `${CALLS}${half("a_to_b", "module.a", "module.b")}
    resource "azurerm_virtual_network_peering" "spoke_b_to_spoke_a" {
      count                     = 0
      name                      = "none"
      resource_group_name       = "rg"
      virtual_network_name      = module.b.name
      remote_virtual_network_id = module.a.id
    }`;
  const plain = firstRepair(folderOf(main.replace("spoke_b_to_spoke_a", "other"), SPOKE + OUTPUTS));
  const [edit] = plain.repair!.edits;
  const name = edit.op === "create" ? edit.name : "";
  const { repair, left } = firstRepair(folderOf(main.replace("spoke_b_to_spoke_a", name), SPOKE + OUTPUTS));
  expect(repair?.edits).toEqual([expect.objectContaining({ name: `${name}_2` })]);
  expect(left).toBe("REACHABLE");
});
