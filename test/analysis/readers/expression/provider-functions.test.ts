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
