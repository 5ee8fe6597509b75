import { analyze, readConfiguration } from "../../../lib/analysis";
import { mayBeOlderThan4 } from "../../../lib/analysis/readers/older-defaults";
import { TerraformNetwork } from "../support/terraform-network";

const base = { location: "eastasia", resource_group_name: "rg" };
const { configuration } = new TerraformNetwork()
  .add("azurerm_public_ip", "vm", { ...base, name: "pip-vm", allocation_method: "Static" })
  .add("azurerm_network_interface", "vm", {
    ...base,
    name: "nic-vm",
    ip_configuration: [
      {
        name: "ipconfig",
        subnet_id: "${azurerm_subnet.spoke1_default.id}",
        private_ip_address_allocation: "Dynamic",
        public_ip_address_id: "${azurerm_public_ip.vm.id}",
      },
    ],
  });

const fromInternet = (version?: string) =>
  analyze(
    readConfiguration({
      ...configuration,
      terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version } } },
    }),
  ).explain("internet", "vnet-spoke1/default");

test("an address without SKU is Standard since azurerm 4, and may be Basic, which is open, before", () => {
  expect(fromInternet("~> 4.0").verdict).toBe("BLOCKED");
  expect(fromInternet().verdict).toBe("BLOCKED");
  const older = fromInternet("~> 3.117");
  expect([older.verdict, older.reasons.map(({ code }) => code)]).toEqual([
    "CONDITIONAL",
    expect.arrayContaining(["INGRESS_SKU_UNKNOWN"]),
  ]);
});

test.each([
  ["~> 3.0", true],
  ["3.117.1", true],
  [">= 3.90, < 5.0", true],
  ["< 5.0", true],
  [">= 2.0, >= 4.10", false],
  ["~> 4.55", false],
  [">=5", false],
  [undefined, false],
])("%s may mean a version older than 4: %s", (version, may) => {
  expect(mayBeOlderThan4({ version })).toBe(may);
});
