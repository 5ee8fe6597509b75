import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, FindingSearch, readInput } from "../../../../lib/analysis";

const SUBNET = `
variable "network" {}
variable "after" { default = null }
resource "azurerm_subnet" "s" {
  name                 = "app"
  resource_group_name  = "rg"
  virtual_network_name = var.network
  address_prefixes     = ["10.0.1.0/24"]
}
resource "azurerm_subnet" "late" {
  count                = var.after == null ? 0 : 1
  name                 = "late"
  resource_group_name  = var.after
  virtual_network_name = var.network
  address_prefixes     = ["10.0.2.0/24"]
}
`;

/** A hub's subnet that a module makes, and a peering of the hub beside it. */
function root(after = ""): string {
  const networks = ["hub", "spoke"].map(
    (name, index) => `
resource "azurerm_virtual_network" "${name}" {
  name                = "${name}"
  location            = "eastasia"
  resource_group_name = "rg"
  address_space       = ["10.${index}.0.0/16"]
}`,
  );
  return `${networks.join("\n")}
resource "azurerm_virtual_network_peering" "p" {
  name                      = "to-spoke"
  resource_group_name       = "rg"
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.spoke.id
}
module "app" {
  source  = "./subnet"
  count   = 1
  network = azurerm_virtual_network.hub.name
  ${after}
}
`;
}

function cureOf(text: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), "order-of-modules-"));
  try {
    mkdirSync(join(folder, "subnet"));
    writeFileSync(join(folder, "subnet", "main.tf"), SUBNET);
    writeFileSync(join(folder, "main.tf"), text);
    const [{ model, input }] = readInput(folder);
    const search = new FindingSearch(input, analyze(model));
    const finding = search.findings.find(({ code }) => code === "PEERING_RACES_SUBNETS")!;
    return search.repairsOf(finding)!.repairs[0]?.edits;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a peering is told to wait for the whole module that makes a subnet of its network", () => {
  expect(cureOf(root())).toEqual([
    {
      op: "set",
      address: "azurerm_virtual_network_peering.p",
      argument: "depends_on",
      value: ["module.app"],
    },
  ]);
});

test("but not for one in which something waits for the peering: Terraform takes no circle", () => {
  expect(cureOf(root("after = azurerm_virtual_network_peering.p.resource_group_name"))).toBeUndefined();
});
