import { readConfiguration } from "../../../lib/analysis/readers";
import { pairBlocks } from "../../../lib/analysis/readers/plan-blocks";

type Blocks = readonly object[];

/** The network interface `n` whose IP configurations are planned and written as given; its subnet has 10.0.0.0/24. */
function nic(planned: Blocks, written: Blocks): ReturnType<typeof readConfiguration>["networkInterfaces"][0] {
  const parts = [
    ["azurerm_virtual_network", { name: "v", address_space: ["10.0.0.0/16"] }],
    ["azurerm_subnet", { name: "s", virtual_network_name: "v", address_prefixes: ["10.0.0.0/24"] }],
    ["azurerm_network_interface", { name: "nic", ip_configuration: planned }],
  ] as const;
  const resources = parts.map(([type, values]) => ({
    address: `${type}.n`,
    mode: "managed",
    type,
    name: "n",
    values,
    change: {
      actions: ["create"],
      after_unknown: { id: true, ip_configuration: planned.map(() => ({ subnet_id: true })) },
    },
  }));
  const expressions = { ip_configuration: written };
  return readConfiguration({
    format_version: "1.2",
    planned_values: { root_module: { resources } },
    resource_changes: resources,
    configuration: {
      root_module: {
        resources: parts.map(([type]) => ({
          address: `${type}.n`,
          mode: "managed",
          type,
          name: "n",
          expressions: type === "azurerm_network_interface" ? expressions : {},
        })),
      },
    },
  }).networkInterfaces[0];
}

const SUBNET = { references: ["azurerm_subnet.n.id", "azurerm_subnet.n"] };
const PREFIX = {
  references: [
    "azurerm_subnet.n.address_prefixes[0]",
    "azurerm_subnet.n.address_prefixes",
    "azurerm_subnet.n",
  ],
};

describe("the written block of a planned one", () => {
  test("is the only one, whatever a function made of what it refers to", () => {
    // cidrhost(azurerm_subnet.n.address_prefixes[0], 4)
    const found = nic(
      [{ name: "i", private_ip_address: "10.0.0.4" }],
      [{ name: { constant_value: "i" }, private_ip_address: PREFIX, subnet_id: SUBNET }],
    );
    expect(found.ipConfigurations[0].subnet).toBe("azurerm_subnet.n");
  });

  test("is the only one, however the provider spells a constant", () => {
    const found = nic(
      [{ name: "i", private_ip_address_allocation: "Static" }],
      [{ private_ip_address_allocation: { constant_value: "static" }, subnet_id: SUBNET }],
    );
    expect(found.ipConfigurations[0].subnet).toBe("azurerm_subnet.n");
  });

  test("of several is the one whose constants it has, where a function made the rest", () => {
    const scope = undefined as unknown as Parameters<typeof pairBlocks>[2];
    const written = ["a", "b"].map((name) => ({ name: { constant_value: name } }));
    const pairs = pairBlocks([{ name: "b" }, { name: "a" }], written, scope);
    expect(pairs.map(({ expressions }) => expressions)).toEqual([[written[1]], [written[0]]]);
    expect(pairs.map(({ dynamic }) => dynamic)).toEqual([false, false]);
  });
});
