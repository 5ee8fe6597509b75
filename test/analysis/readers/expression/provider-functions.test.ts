import { analyze } from "../../../../lib/analysis";
import { readConfiguration } from "../../../../lib/analysis/readers";
import { Budget } from "../../../../lib/analysis/readers/expression/budget";
import { evaluateTemplate } from "../../../../lib/analysis/readers/expression/evaluator";
import { plainValue } from "../../../../lib/analysis/readers/terraform/value";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub";
const HUB = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub`;

function evaluated(expression: string): unknown {
  return plainValue(
    evaluateTemplate(`\${${expression}}`, {
      budget: new Budget("main.tf"),
      variable: (name) => ({ hub: HUB, subnet: `${HUB}/subnets/default` })[name],
      local: () => undefined,
      resource: () => undefined,
      name: () => undefined,
    }),
  );
}

const parsed = (id: string): string => `provider::azurerm::parse_resource_id(${id})`;

test("an id is taken into the pieces that azurerm names", () => {
  expect(evaluated(parsed("var.subnet"))).toEqual({
    subscription_id: "00000000-0000-0000-0000-000000000001",
    resource_group_name: "rg-hub",
    resource_provider: "Microsoft.Network",
    full_resource_type: "Microsoft.Network/virtualNetworks/subnets",
    resource_type: "subnets",
    resource_name: "default",
    resource_scope: null,
    parent_resources: { virtualNetworks: "vnet-hub" },
  });
});

test("what is no id is refused, which try catches; what is open stays open", () => {
  expect(evaluated(`try(${parsed('"vnet-hub"')}.resource_name, "none")`)).toBe("none");
  expect(evaluated('can(provider::azurerm::normalise_resource_id("vnet-hub"))')).toBe(false);
  expect(evaluated(`${parsed("var.unset")}.resource_name`)).toMatch(/^\$\{/);
  expect(evaluated(`${parsed(`"${GROUP}"`)}.resource_name`)).toMatch(/^\$\{/);
  expect(evaluated(`${parsed(`"${HUB}-\${var.unset}"`)}.resource_group_name`)).toBe("rg-hub");
  expect(evaluated(`${parsed(`"${HUB}-\${var.unset}"`)}.resource_name`)).toBe("vnet-hub-${var.unset}");
});

test("ids that only apply tells have the names of their resources, so that they connect networks", () => {
  const place = { resource_group_name: "rg-hub", location: "eastasia" };
  const [hub, spoke] = ["azurerm_virtual_network.hub.id", "azurerm_virtual_network.spoke.id"];
  const half = (own: string, remote: string) => ({
    name: `from-\${${parsed(own)}.resource_name}`,
    resource_group_name: `\${${parsed(own)}["resource_group_name"]}`,
    virtual_network_name: `\${${parsed(own)}.resource_name}`,
    remote_virtual_network_id: `\${provider::azurerm::normalise_resource_id(${remote})}`,
  });
  const model = readConfiguration({
    variable: { hub: { default: HUB.replace("virtualNetworks", "virtualnetworks") } },
    resource: {
      azurerm_virtual_network: {
        hub: { name: "vnet-hub", address_space: ["10.0.0.0/16"], ...place },
        spoke: { name: "vnet-spoke", address_space: ["10.1.0.0/16"], ...place },
      },
      azurerm_subnet: {
        hub: {
          name: "default",
          resource_group_name: "rg-hub",
          virtual_network_name: `\${${parsed("var.hub")}.resource_name}`,
          address_prefixes: ["10.0.0.0/24"],
        },
        spoke: {
          name: `\${${parsed("azurerm_subnet.hub.id")}.parent_resources.virtualNetworks}-copy`,
          resource_group_name: "rg-hub",
          virtual_network_name: `\${${parsed(spoke)}.resource_name}`,
          address_prefixes: ["10.1.0.0/24"],
        },
      },
      azurerm_virtual_network_peering: { to: half(hub, spoke), from: half(spoke, "var.hub") },
    },
  });
  expect(model.problems).toEqual([]);
  expect(analyze(model).explain("vnet-hub/default", "vnet-spoke/vnet-hub-copy").verdict).toBe("REACHABLE");
});

describe("azapi's functions", () => {
  const azapi = (call: string): unknown => evaluated(`provider::azapi::${call}`);

  test.each([
    [
      `resource_group_resource_id("00000000-0000-0000-0000-000000000001", "rg-hub", "Microsoft.Network/virtualNetworks/subnets", ["vnet-hub", "default"])`,
      `${HUB}/subnets/default`,
    ],
    [`build_resource_id("${GROUP}", "Microsoft.Network/virtualNetworks@2024-05-01", "vnet-hub")`, HUB],
    [
      `build_resource_id(var.hub, "Microsoft.Network/virtualNetworks/subnets", "default")`,
      `${HUB}/subnets/default`,
    ],
    [
      `build_resource_id("/", "Microsoft.Management/managementGroups", "corp")`,
      "/providers/Microsoft.Management/managementGroups/corp",
    ],
    [
      `subscription_resource_id("s", "Microsoft.Resources/resourceGroups", ["rg"])`,
      "/subscriptions/s/providers/Microsoft.Resources/resourceGroups/rg",
    ],
    [
      `extension_resource_id(var.hub, "Microsoft.Authorization/locks", ["lock"])`,
      `${HUB}/providers/Microsoft.Authorization/locks/lock`,
    ],
    [
      `tenant_resource_id("Microsoft.Management/managementGroups", ["corp"])`,
      "/providers/Microsoft.Management/managementGroups/corp",
    ],
    [
      `management_group_resource_id("corp", "Microsoft.Authorization/policyDefinitions", ["p"])`,
      "/providers/Microsoft.Management/managementGroups/corp/providers/Microsoft.Authorization/policyDefinitions/p",
    ],
  ])("make ids: %s", (call, id) => {
    expect(azapi(call)).toBe(id);
  });

  test("take ids to pieces", () => {
    expect(azapi('parse_resource_id("Microsoft.Network/virtualNetworks/subnets", var.subnet)')).toEqual({
      id: `${HUB}/subnets/default`,
      type: "Microsoft.Network/virtualNetworks/subnets",
      name: "default",
      parent_id: HUB,
      resource_group_name: "rg-hub",
      subscription_id: "00000000-0000-0000-0000-000000000001",
      provider_namespace: "Microsoft.Network",
      parts: {
        subscriptions: "00000000-0000-0000-0000-000000000001",
        resourceGroups: "rg-hub",
        providers: "Microsoft.Network",
        virtualNetworks: "vnet-hub",
        subnets: "default",
      },
    });
    expect(azapi('parse_resource_id("Microsoft.Network/virtualNetworks", var.hub).parent_id')).toBe(GROUP);
  });

  test("refuse what is none, keep what is open by name, and leave what only Azure computes", () => {
    expect(evaluated('can(provider::azapi::parse_resource_id("a/b", "vnet-hub"))')).toBe(false);
    expect(evaluated('can(provider::azapi::tenant_resource_id("a/b/c", ["one"]))')).toBe(false);
    expect(azapi('build_resource_id("${var.unset}/x", "Microsoft.Network/virtualNetworks", "v")')).toBe(
      "${var.unset}/x/providers/Microsoft.Network/virtualNetworks/v",
    );
    expect(azapi('unique_string(["a"])')).toMatch(/^\$\{/);
  });

  test("connect networks, by ids that only apply tells too", () => {
    const common = { location: "eastasia", resource_group_name: "rg-hub" };
    const half = (network: string, remote: string) => ({
      name: network,
      resource_group_name: "rg-hub",
      virtual_network_name: network,
      remote_virtual_network_id: remote,
    });
    const parse = (id: string): string =>
      `provider::azapi::parse_resource_id("Microsoft.Network/virtualNetworks", ${id})`;
    const model = readConfiguration({
      data: { azurerm_client_config: { me: {} } },
      resource: {
        azurerm_virtual_network: {
          hub: { name: "hub", address_space: ["10.0.0.0/16"], ...common },
          spoke: { name: "spoke", address_space: ["10.1.0.0/16"], ...common },
        },
        azurerm_subnet: {
          hub: {
            name: "s",
            resource_group_name: "rg-hub",
            virtual_network_name: "hub",
            address_prefixes: ["10.0.0.0/24"],
          },
          spoke: {
            name: "s",
            resource_group_name: `\${${parse("azurerm_virtual_network.spoke.id")}.resource_group_name}`,
            virtual_network_name: `\${${parse("azurerm_virtual_network.spoke.id")}.name}`,
            address_prefixes: ["10.1.0.0/24"],
          },
        },
        azurerm_virtual_network_peering: {
          to: half(
            "hub",
            '${provider::azapi::resource_group_resource_id(data.azurerm_client_config.me.subscription_id, "rg-hub", "Microsoft.Network/virtualNetworks", ["spoke"])}',
          ),
          from: half(
            "spoke",
            '${provider::azapi::build_resource_id("/subscriptions/x/resourceGroups/rg-hub", "Microsoft.Network/virtualNetworks", "hub")}',
          ),
        },
      },
    });
    expect(analyze(model).explain("hub/s", "spoke/s").verdict).toBe("REACHABLE");
  });
});

test("a terraform_data gives what it is given", () => {
  const { virtualNetworks } = readConfiguration({
    resource: {
      terraform_data: { space: { input: { prefix: "10.0.0.0/16" } } },
      azurerm_virtual_network: {
        hub: {
          name: "hub",
          location: "eastasia",
          resource_group_name: "rg",
          address_space: ["${terraform_data.space.output.prefix}"],
        },
      },
    },
  });
  expect(virtualNetworks[0].addressSpace).toEqual(["10.0.0.0/16"]);
});
