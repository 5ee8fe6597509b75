import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findingsOf, readInput } from "../../../../lib/analysis";

const folder = mkdtempSync(join(tmpdir(), "hub-spoke-sensitive-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a sensitive variable's value is used, and neither printed nor called a secret that is written down", () => {
  writeFileSync(
    join(folder, "main.tf"),
    `variable "secret" {
  sensitive = true
}
resource "azurerm_windows_virtual_machine" "m" {
  name           = "machine"
  location       = "westeurope"
  size           = "Standard_B2s"
  admin_username = "azureadmin"
  admin_password = var.secret
}
`,
  );
  writeFileSync(join(folder, "terraform.tfvars"), 'secret = "Never-Printed-1"\n');
  const [{ model }] = readInput(folder);
  const found = findingsOf(model);
  expect(found.map(({ code }) => code)).not.toContain("SECRET_IN_CONFIGURATION");
  expect(JSON.stringify([found, model.problems])).not.toContain("Never-Printed");
});

test("a name of which a part is sensitive is masked, whether a template or a function made it", () => {
  const network = (name: string, at: number): string => `resource "azurerm_virtual_network" "v${at}" {
  name                = ${name}
  location            = "westeurope"
  resource_group_name = "rg"
  address_space       = ["10.${at}.0.0/16"]
}
`;
  const names = [
    '"${var.prefix}-hub"',
    'join("-", [var.prefix, "a"])',
    "upper(azurerm_virtual_network.v0.name)",
  ];
  writeFileSync(
    join(folder, "main.tf"),
    `variable "prefix" {\n  sensitive = true\n  default   = "hidden"\n}\n${names.map(network).join("")}`,
  );
  const [{ secrets }] = readInput(folder);
  const known = secrets.flatMap((some) => [...some]);
  expect(known.sort()).toEqual(["HIDDEN-HUB", "hidden-a", "hidden-hub"]);
});
