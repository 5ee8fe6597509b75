import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findingsOf } from "../../../lib/analysis/findings";
import { readConfiguration, readInput } from "../../../lib/analysis/readers";
import { Finding } from "../../../lib/analysis/result";

const NETWORK = `
  variable "name" {}
  variable "space" {}
  resource "azurerm_virtual_network" "net" {
    name                = var.name
    resource_group_name = "rg"
    location            = "eastasia"
    address_space       = [var.space]
  }
  resource "azurerm_subnet" "app" {
    name                 = "app"
    resource_group_name  = "rg"
    virtual_network_name = azurerm_virtual_network.net.name
    address_prefixes     = [cidrsubnet(var.space, 8, 1)]
  }
  output "name" { value = azurerm_virtual_network.net.name }
  output "id" { value = azurerm_virtual_network.net.id }
  output "late" {
    value      = azurerm_virtual_network.net.id
    depends_on = [azurerm_subnet.app]
  }
`;

const NETWORKS = `
  module "hub" {
    source = "./net"
    name   = "hub"
    space  = "10.0.0.0/16"
  }
  module "spoke" {
    source   = "./net"
    for_each = toset(["a"])
    name     = each.key
    space    = "10.1.0.0/16"
  }
`;

function peering(remote: string, more = ""): string {
  return `
    resource "azurerm_virtual_network_peering" "out" {
      name                      = "out"
      resource_group_name       = "rg"
      virtual_network_name      = module.hub.name
      remote_virtual_network_id = ${remote}
      ${more}
    }
  `;
}

/** What may be created too early in a root module that has a module `net`. */
function races(root: string, modules: { readonly [folder: string]: string } = {}): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), "creation-order-"));
  try {
    for (const [name, text] of Object.entries({ net: NETWORK, ...modules, ".": root })) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, "main.tf"), text.replace(/\{ value = (.*) \}/g, "{\n value = $1\n}"));
    }
    const [{ model }] = readInput(folder);
    return findingsOf(model).filter(({ code }) => code === "PEERING_RACES_SUBNETS");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a peering of networks in modules", () => {
  test("races their subnets, and is told to wait for the modules", () => {
    const [finding] = races(NETWORKS + peering('module.spoke["a"].id'));
    expect(finding).toMatchObject({ resource: "azurerm_virtual_network_peering.out" });
    expect(finding.message.en).toContain("module.hub.azurerm_subnet.app");
    expect(finding.fix!.en).toBe(
      "Add module.hub, module.spoke to depends_on of azurerm_virtual_network_peering.out; or apply again.",
    );
  });

  test("in a module of its own is told by its call", () => {
    const inner = `
      variable "from" {}
      variable "to" {}
      ${peering("var.to").replace("module.hub.name", "var.from")}
    `;
    const call = (more: string): string =>
      `module "link" {\n source = "./link"\n from = module.hub.name\n to = module.spoke["a"].id\n ${more} }\n`;
    const [finding] = races(NETWORKS + call(""), { link: inner });
    expect(finding.fix!.en).toBe(
      "Add module.hub, module.spoke to depends_on of module.link; or apply again.",
    );
    expect(races(NETWORKS + call("depends_on = [module.hub, module.spoke]\n"), { link: inner })).toEqual([]);
  });

  test.each([
    ["depends_on of modules", peering('module.spoke["a"].id', "depends_on = [module.hub, module.spoke]")],
    ["an output that waits", peering('module.spoke["a"].late', "triggers = { hub = module.hub.late }")],
    [
      "a local",
      `locals {\n order = [module.hub.late, module.spoke["a"].late]\n }\n${peering('module.spoke["a"].id', "triggers = { after = local.order[0] }")}`,
    ],
    [
      "a data source",
      `data "azurerm_virtual_network" "hub" {\n name = "hub"\n resource_group_name = "rg"\n depends_on = [module.hub, module.spoke]\n }\n${peering('module.spoke["a"].id', "triggers = { space = data.azurerm_virtual_network.hub.guid }")}`,
    ],
    [
      "a module that isn't there",
      `module "other" {\n source = "x/y/z"\n }\n${peering('module.spoke["a"].id', "depends_on = [module.other]")}`,
    ],
  ])("waits by %s", (_, text) => {
    expect(races(NETWORKS + text)).toEqual([]);
  });
});

describe("inline and separate subnets in a plan", () => {
  const inline = { name: "inline", address_prefixes: ["10.0.7.0/24"], security_group: "" };
  const network = (subnet: unknown, more: object = {}): object => ({
    address: "azurerm_virtual_network.hub",
    mode: "managed",
    type: "azurerm_virtual_network",
    name: "hub",
    values: {
      name: "hub",
      resource_group_name: "rg",
      location: "eastasia",
      address_space: ["10.0.0.0/16"],
      subnet,
    },
    ...more,
  });
  const separate = {
    address: "azurerm_subnet.app",
    mode: "managed",
    type: "azurerm_subnet",
    name: "app",
    values: {
      name: "app",
      resource_group_name: "rg",
      virtual_network_name: "hub",
      address_prefixes: ["10.0.1.0/24"],
    },
  };

  function codes(subnet: unknown, written: object | undefined, actions: readonly string[]): string[] {
    const { address, type, name } = network(subnet) as { [key: string]: string };
    const plan = {
      format_version: "1.2",
      planned_values: { root_module: { resources: [network(subnet), separate] } },
      resource_changes: [{ address, type, name, mode: "managed", change: { actions, after_unknown: {} } }],
      configuration: {
        root_module: {
          resources: [
            {
              address,
              type,
              name,
              mode: "managed",
              expressions: { name: {}, ...(written && { subnet: written }) },
            },
            { ...separate, values: undefined, expressions: {} },
          ],
        },
      },
    };
    return findingsOf(readConfiguration(plan)).map(({ code }) => code);
  }

  const block = { name: { constant_value: "inline" }, address_prefixes: { constant_value: ["10.0.7.0/24"] } };

  test.each([
    ["written as blocks", [inline], [block], ["update"]],
    ["written as a list", [inline], { constant_value: [inline] }, ["no-op"]],
    ["made by dynamic blocks in a new network", [inline], undefined, ["create"]],
  ])("%s", (_, subnet, written, actions) => {
    expect(codes(subnet, written, actions)).toContain("SUBNETS_INLINE_AND_SEPARATE");
  });

  test.each([
    ["only listed by Azure", [inline], undefined, ["no-op"]],
    ["written as an empty list", [inline], { constant_value: [] }, ["update"]],
    ["none in a new network", [], undefined, ["create"]],
  ])("not if %s", (_, subnet, written, actions) => {
    expect(codes(subnet, written, actions)).not.toContain("SUBNETS_INLINE_AND_SEPARATE");
  });
});
