/**
 * How long a folder of 100 resources in HCL takes, from the files to every verdict, beside the start of
 * the command on a small file of Terraform JSON: `npx tsx bench/hcl-folder.ts`. Each run is a process of its own of what is
 * built (`npm run build`), in user CPU.
 *
 * 16 spokes by a module with `for_each`, each with a subnet, a route table of dynamic routes, its association and both halves
 * of a peering, around a hub.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MAIN = join(__dirname, "../dist/cdktf/cli/main.js");
const RUNS = 5;

const HUB = `locals {
  spokes = { for i in range(16) : format("spoke%02d", i) => cidrsubnet("10.64.0.0/10", 10, i) }
}
resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  location            = "westeurope"
  resource_group_name = "rg"
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "hub" {
  name                 = "default"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = [cidrsubnet("10.0.0.0/16", 8, 0)]
}
module "spoke" {
  source   = "./spoke"
  for_each = local.spokes
  name     = each.key
  space    = each.value
  others   = { for name, space in local.spokes : name => space if name != each.key }
  hub      = azurerm_virtual_network.hub
}
`;

const SPOKE = `variable "name" {
  type = string
}
variable "space" {
  type = string
}
variable "others" {
  type = map(string)
}
variable "hub" {
  type = any
}
resource "azurerm_virtual_network" "this" {
  name                = "vnet-\${var.name}"
  location            = "westeurope"
  resource_group_name = "rg"
  address_space       = [var.space]
}
resource "azurerm_subnet" "this" {
  name                 = "default"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [cidrsubnet(var.space, 4, 0)]
}
resource "azurerm_route_table" "this" {
  name                = "rt-\${var.name}"
  location            = "westeurope"
  resource_group_name = "rg"
  dynamic "route" {
    for_each = var.others
    content {
      name                   = route.key
      address_prefix         = route.value
      next_hop_type          = "VirtualAppliance"
      next_hop_in_ip_address = "10.0.0.4"
    }
  }
}
resource "azurerm_subnet_route_table_association" "this" {
  subnet_id      = azurerm_subnet.this.id
  route_table_id = azurerm_route_table.this.id
}
resource "azurerm_virtual_network_peering" "out" {
  name                      = "to-hub"
  resource_group_name       = "rg"
  virtual_network_name      = azurerm_virtual_network.this.name
  remote_virtual_network_id = var.hub.id
}
resource "azurerm_virtual_network_peering" "back" {
  name                      = "to-\${var.name}"
  resource_group_name       = "rg"
  virtual_network_name      = var.hub.name
  remote_virtual_network_id = azurerm_virtual_network.this.id
}
`;

const ONE_NETWORK = {
  resource: { azurerm_virtual_network: { v: { name: "v", address_space: ["10.0.0.0/16"] } } },
};

/** Median user CPU of a process that runs `reach`, in seconds. */
function cpuOf(input: string): string {
  const script = `process.on("exit", () => process.stderr.write("used " + process.cpuUsage().user));
    process.argv.splice(1, 0, "hub-spoke"); require(${JSON.stringify(MAIN)}).main();`;
  const times = Array.from({ length: RUNS }, () => {
    const { stderr } = spawnSync(process.execPath, ["-e", script, "reach", input], { encoding: "utf8" });
    return Number(/used (\d+)$/.exec(stderr)?.[1]) / 1e6;
  });
  return `${times.sort((a, b) => a - b)[Math.floor(RUNS / 2)].toFixed(2)} s`;
}

const folder = mkdtempSync(join(tmpdir(), "bench-"));
mkdirSync(join(folder, "hub", "spoke"), { recursive: true });
writeFileSync(join(folder, "hub", "main.tf"), HUB);
writeFileSync(join(folder, "hub", "spoke", "main.tf"), SPOKE);
writeFileSync(join(folder, "one.tf.json"), JSON.stringify(ONE_NETWORK));
console.log(`100 resources in HCL      ${cpuOf(join(folder, "hub"))}`);
console.log(`one network, Terraform JSON  ${cpuOf(join(folder, "one.tf.json"))}`);
rmSync(folder, { recursive: true });
