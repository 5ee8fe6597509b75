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

function firstRepair(
  folder: string,
  isWanted: (repair: Repair) => boolean = () => true,
): { readonly repair: Repair | undefined; readonly left: string } {
  const [{ input }] = readInput(folder);
  const wish = { kind: "reachable" } as const;
  const answer = findRepairs({ input, options: {}, from: "vnet-a/app", to: "vnet-b/app", wish });
  const repairs = answer.repairs.filter(isWanted);
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

const written = (repair: Repair | undefined): readonly object[] =>
  (repair?.edits ?? []).map(({ op, ...edit }) => ({ op, ...edit }));

describe("a module of the input's own that puts nothing out", () => {
  const FOREACH = `
    module "spoke" {
      source   = "./spoke"
      for_each = { a = "10.1", b = "10.2" }
      name     = each.key
      prefix   = each.value
    }
  `;

  it("gets the outputs that new resources need, once for all its calls", () => {
    const { repair, left } = firstRepair(folderOf(CALLS, SPOKE));
    const outputs = written(repair).filter((edit) => "block" in edit && edit.block === "output");
    expect(outputs).toEqual([
      {
        op: "append",
        address: "module.a",
        block: "output",
        value: { name: "virtual_network_name", value: "${azurerm_virtual_network.this.name}" },
        folder: "spoke",
      },
      {
        op: "append",
        address: "module.b",
        block: "output",
        value: { name: "virtual_network_id", value: "${azurerm_virtual_network.this.id}" },
        folder: "spoke",
      },
    ]);
    expect(repair?.provenBy).toBe("configuration");
    expect(repair?.makes.verdict).toBe("REACHABLE");
    expect(left).toBe("REACHABLE");
  });

  it("names its instances", () => {
    const { repair, left } = firstRepair(folderOf(FOREACH, SPOKE));
    expect(JSON.stringify(repair?.edits)).toContain('${module.spoke[\\"b\\"].virtual_network_id}');
    expect(left).toBe("REACHABLE");
  });

  it("takes an output that says the same already, and no name that is taken", () => {
    const outputs = `
      output "network" { value = azurerm_virtual_network.this.id }
      output "virtual_network_name" { value = "net" }
    `;
    const { repair, left } = firstRepair(folderOf(CALLS, SPOKE + outputs));
    const names = written(repair).flatMap((edit) => ("value" in edit ? [edit.value] : []));
    expect(names).toEqual([
      { name: "virtual_network_name_2", value: "${azurerm_virtual_network.this.name}" },
    ]);
    expect(left).toBe("REACHABLE");
  });

  it("puts out each instance of what has a key, through every module around it", () => {
    const keyed = SPOKE.replaceAll(
      '"azurerm_virtual_network" "this" {',
      '"azurerm_virtual_network" "this" {\n for_each = toset(["x"])',
    ).replaceAll("azurerm_virtual_network.this.name", 'azurerm_virtual_network.this["x"].name');
    const folder = folderOf(`module "all" {\n source = "./all"\n}\n`, keyed);
    mkdirSync(join(folder, "all"));
    writeFileSync(join(folder, "all/main.tf"), FOREACH.replace("./spoke", "../spoke"));
    const { repair, left } = firstRepair(folder);
    expect(written(repair).flatMap((edit) => ("block" in edit && "value" in edit ? [edit] : []))).toEqual([
      expect.objectContaining({
        address: "module.all.module.spoke",
        value: {
          name: "virtual_network_names",
          value: "${{ for key, one in azurerm_virtual_network.this : key => one.name }}",
        },
        folder: "spoke",
      }),
      expect.objectContaining({
        address: "module.all",
        value: {
          name: "spoke_virtual_network_names",
          value: "${{ for key, one in module.spoke : key => one.virtual_network_names }}",
        },
        folder: "all",
      }),
      expect.objectContaining({ address: "module.all.module.spoke", folder: "spoke" }),
      expect.objectContaining({ address: "module.all", folder: "all" }),
    ]);
    expect(JSON.stringify(repair?.edits)).toContain(
      '${module.all.spoke_virtual_network_ids[\\"b\\"][\\"x\\"]}',
    );
    expect(left).toBe("REACHABLE");
  });

  it("is left as it is where its files come from elsewhere", () => {
    const folder = folderOf(CALLS.replaceAll("./spoke", "example/spoke/azurerm"), SPOKE);
    mkdirSync(join(folder, ".terraform/modules"), { recursive: true });
    const Modules = ["a", "b"].map((Key) => ({ Key, Source: "example/spoke/azurerm", Dir: "spoke" }));
    writeFileSync(join(folder, ".terraform/modules/modules.json"), JSON.stringify({ Modules }));
    const [{ input }] = readInput(folder);
    expect(input.newOutputOf("module.a.azurerm_virtual_network.this", "id")).toBeUndefined();
    expect(firstRepair(folder).repair).toBeUndefined();
  });
});

it("changes nothing where a module's file gets a part of a change and the rest has no place in any file", () => {
  const [{ input, model }] = readInput(folderOf(CALLS, SPOKE));
  const output = { name: "id", value: "${azurerm_virtual_network.this.id}" };
  const changed = input.edited([
    { op: "append", address: "module.a", block: "output", value: output, folder: "spoke" },
    { op: "remove", address: 'module.b["x"].azurerm_subnet.this' },
  ]);
  expect(changed).toBe(model);
});

describe("an argument inside of a module", () => {
  const HALVES = `
    resource "azurerm_network_security_group" "this" {
      name                = "nsg"
      location            = "eastasia"
      resource_group_name = "rg"
    }
    resource "azurerm_subnet_network_security_group_association" "this" {
      subnet_id                 = azurerm_subnet.this.id
      network_security_group_id = azurerm_network_security_group.this.id
    }
    resource "azurerm_virtual_network_peering" "out" {
      name                         = "out"
      resource_group_name          = "rg"
      virtual_network_name         = azurerm_virtual_network.this.name
      remote_virtual_network_id    = var.other
      allow_virtual_network_access = false
    }
    variable "other" {}
    output "id" { value = azurerm_virtual_network.this.id }
    output "name" { value = azurerm_virtual_network.this.name }
  `;
  const other = `
    resource "azurerm_virtual_network" "b" {
      name                = "vnet-b"
      location            = "eastasia"
      resource_group_name = "rg"
      address_space       = ["10.2.0.0/16"]
    }
    resource "azurerm_subnet" "b" {
      name                 = "app"
      resource_group_name  = "rg"
      virtual_network_name = azurerm_virtual_network.b.name
      address_prefixes     = ["10.2.1.0/24"]
    }
    resource "azurerm_virtual_network_peering" "back" {
      name                      = "back"
      resource_group_name       = "rg"
      virtual_network_name      = azurerm_virtual_network.b.name
      remote_virtual_network_id = NETWORK_A
    }
  `;

  const setsFlag = ({ edits }: Repair): boolean => JSON.stringify(edits).includes('_access","value');
  const MANY = `module "spoke" {
    source   = "./spoke"
    for_each = { a = "10.1", c = "10.3" }
    name     = each.key
    prefix   = each.value
    other    = azurerm_virtual_network.b.id
  }${other.replace("NETWORK_A", 'module.spoke["a"].id')}`;

  it("is changed in the module's file where one call makes one instance", () => {
    const main = `module "a" {
      source = "./spoke"
      name   = "a"
      prefix = "10.1"
      other  = azurerm_virtual_network.b.id
    }${other.replace("NETWORK_A", "module.a.id")}`;
    const { repair, left } = firstRepair(folderOf(main, SPOKE + HALVES), setsFlag);
    expect(written(repair)).toEqual([
      {
        op: "set",
        address: "module.a.azurerm_virtual_network_peering.out",
        argument: "allow_virtual_network_access",
        value: true,
        folder: "spoke",
      },
    ]);
    expect(repair?.provenBy).toBe("configuration");
    expect(left).toBe("REACHABLE");
  });

  it("gets a variable where there are more, which the others leave alone", () => {
    const { repair, left } = firstRepair(folderOf(MANY, SPOKE + HALVES), setsFlag);
    const name = "out_allow_virtual_network_access";
    expect(written(repair)).toEqual([
      {
        op: "append",
        address: "module.spoke",
        block: "variable",
        value: { name, default: null },
        folder: "spoke",
      },
      { op: "set", address: "module.spoke", argument: name, value: '${each.key == "a" ? true : null}' },
      {
        op: "set",
        address: "module.spoke.azurerm_virtual_network_peering.out",
        argument: "allow_virtual_network_access",
        value: `\${var.${name} == null ? false : var.${name}}`,
        folder: "spoke",
      },
    ]);
    expect(repair?.provenBy).toBe("configuration");
    expect(left).toBe("REACHABLE");
  });

  it("takes more blocks of a kind from a variable, too", () => {
    const { repair, left } = firstRepair(folderOf(MANY, SPOKE + HALVES));
    const name = "network_security_group_security_rules";
    expect(written(repair)).toEqual([
      expect.objectContaining({ block: "variable", value: { name, default: [] }, folder: "spoke" }),
      expect.objectContaining({
        address: "module.spoke",
        argument: name,
        value: expect.stringMatching(/^\$\{each\.key == "a" \? \[\{ name = .* \}\] : \[\]\}$/),
      }),
      expect.objectContaining({
        address: "module.spoke.azurerm_network_security_group.this",
        block: "dynamic",
        value: { security_rule: [expect.objectContaining({ for_each: `\${var.${name}}` })] },
      }),
    ]);
    expect(repair?.cautions.map(({ en }) => en).join()).not.toContain("is inside module");
    expect(left).toBe("REACHABLE");
  });
});
