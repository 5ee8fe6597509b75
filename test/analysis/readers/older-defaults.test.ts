import { analyze, readConfiguration, readInput } from "../../../lib/analysis";
import { mayBeOlderThan4 } from "../../../lib/analysis/readers/older-defaults";
import { Folder } from "../../cli/support/run";
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
  expect(mayBeOlderThan4([], { version })).toBe(may);
});

test("without a constraint, an argument that azurerm 4 no longer has tells that an older one is used", () => {
  const withTable = (argument: string, version?: string) => {
    const model = readConfiguration({
      terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version } } },
      resource: {
        azurerm_public_ip: { gateway: { ...base, name: "pip", allocation_method: "Dynamic" } },
        azurerm_route_table: { spoke: { ...base, name: "rt", [argument]: false } },
      },
    });
    return model.publicIps[0].skuUnknown ?? false;
  };
  expect(withTable("disable_bgp_route_propagation")).toBe(true);
  expect(withTable("bgp_route_propagation_enabled")).toBe(false);
  // Terraform refuses this one, which says nothing of the version.
  expect(withTable("disable_bgp_route_propagation", "~> 4.20")).toBe(false);
});

test("the provider's own block and the lock file tell the version too, the latter for sure", () => {
  const folder = new Folder();
  const skuUnknown = (version: object, locked?: string): boolean => {
    folder.write("main.tf.json", {
      ...version,
      resource: { azurerm_public_ip: { gateway: { ...base, name: "pip", allocation_method: "Dynamic" } } },
    });
    const hashes = 'hashes = [\n    "h1:x=",\n  ]';
    folder.write(
      ".terraform.lock.hcl",
      locked === undefined
        ? ""
        : `provider "registry.terraform.io/hashicorp/azurerm" {\n  version = "${locked}"\n  ${hashes}\n}\n`,
    );
    return readInput(folder.path)[0].model.publicIps[0].skuUnknown ?? false;
  };
  const required = { terraform: { required_providers: { azurerm: { version: ">= 3.0" } } } };
  expect(skuUnknown({ provider: { azurerm: [{ version: "~> 2.16", features: [{}] }] } })).toBe(true);
  expect(skuUnknown({}, "3.117.0")).toBe(true);
  expect(skuUnknown(required)).toBe(true);
  expect(skuUnknown(required, "4.20.0")).toBe(false);
  folder.remove();
});

test("the version is one for all modules: each of them may rule older ones out, or be the only one that names any", () => {
  expect(mayBeOlderThan4([], undefined, { version: ">= 3.0, < 5.0" })).toBe(true);
  expect(mayBeOlderThan4([], { version: ">= 3.0" }, { version: "~> 4.20" })).toBe(false);
  const folder = new Folder();
  const child = {
    ...configuration,
    terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version: "~> 3.100" } } },
  };
  folder.writeIn("network", "main.tf.json", child);
  folder.write("main.tf.json", { module: { network: { source: "./network" } } });
  const [{ model }] = readInput(folder.path);
  folder.remove();
  expect(model.publicIps).toMatchObject([{ skuUnknown: true }]);
});

test.each<[string, object]>([
  [
    "a template",
    {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      resources: [
        {
          type: "Microsoft.Network/publicIPAddresses",
          apiVersion: "2024-07-01",
          name: "pip",
          properties: {},
        },
      ],
    },
  ],
  [
    "azapi",
    {
      resource: {
        azapi_resource: {
          pip: {
            type: "Microsoft.Network/publicIPAddresses@2024-07-01",
            name: "pip",
            body: { properties: {} },
          },
        },
      },
    },
  ],
])("%s asks Azure itself, which may make a Basic address of one without SKU", (_, input) => {
  expect(readConfiguration(input).publicIps).toMatchObject([{ skuUnknown: true }]);
});
