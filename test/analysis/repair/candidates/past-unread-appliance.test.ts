import { repairsOf } from "../support/ask";

const HERE = { resource_group_name: "rg", location: "westeurope" };
const NAMES = ["hub", "one", "two"];

function network(name: string): string {
  return `\${azurerm_virtual_network.${name}.name}`;
}

function halves(spoke: string): [string, object][] {
  return [
    ["hub", spoke],
    [spoke, "hub"],
  ].map(([from, to]) => [
    `${from}_${to}`,
    {
      name: `${from}-${to}`,
      resource_group_name: "rg",
      virtual_network_name: network(from),
      remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
      allow_forwarded_traffic: true,
    },
  ]);
}

/** Two spokes of a hub, in which there may be an appliance that nobody reads. */
function spokes(more: object): object {
  return {
    resource: {
      azurerm_virtual_network: Object.fromEntries(
        NAMES.map((name, i) => [name, { ...HERE, name, address_space: [`10.${i}.0.0/16`] }]),
      ),
      azurerm_subnet: Object.fromEntries(
        NAMES.map((name, i) => [
          name,
          {
            name: "work",
            resource_group_name: "rg",
            virtual_network_name: network(name),
            address_prefixes: [`10.${i}.1.0/24`],
          },
        ]),
      ),
      azurerm_virtual_network_peering: Object.fromEntries(["one", "two"].flatMap(halves)),
      ...more,
    },
  };
}

function isPeered(more: object): boolean {
  const { repairs } = repairsOf({ document: spokes(more), from: "one/work", to: "two/work" });
  return repairs.some(({ edits }) => edits.some((edit) => edit.op === "create"));
}

test("spokes aren't peered past an appliance of their hub that nobody reads", () => {
  const parameters = "${jsonencode({ network = { value = azurerm_virtual_network.hub.id } })}";
  const fw = { ...HERE, name: "fw", kind: "MarketPlace", parameter_values: parameters };
  expect(isPeered({})).toBe(true);
  expect(isPeered({ azurerm_managed_application: { fw } })).toBe(false);
});
