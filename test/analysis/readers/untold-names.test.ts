import { Analysis, analyze, readConfiguration } from "../../../lib/analysis";

type Json = ReturnType<typeof JSON.parse>;

const AT = { resource_group_name: "rg", location: "westeurope" };
const VARIABLES = { variable: { prefix: {} } };

/** Two networks and a peering, of which one half names its network as it is written out. */
function peered(name: string, written: string): Json {
  const half = (from: string, to: string): Json => ({
    name: `${from}-${to}`,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
  });
  const network = (called: string, number: number): Json => ({
    ...AT,
    name: called,
    address_space: [`10.${number}.0.0/16`],
    subnet: [{ name: "s", address_prefixes: [`10.${number}.0.0/24`] }],
  });
  return {
    ...VARIABLES,
    resource: {
      random_pet: { pet: {} },
      azurerm_virtual_network: { a: network(name, 1), b: network("b", 2) },
      azurerm_virtual_network_peering: {
        ab: { ...half("a", "b"), virtual_network_name: written },
        ba: half("b", "a"),
      },
    },
  };
}

const read = (document: Json): Analysis => analyze(readConfiguration(document));
const A = 'azurerm_virtual_network.a.subnet["s"]';

function verdict(document: Json): string {
  const analysis = read(document);
  const from = analysis.endpoints.find(({ address }) => address === A)!;
  return analysis.verdict(from.id, "b/s");
}

describe("a name that is written out, and a resource whose name nobody tells", () => {
  test.each([
    ["hub", "hub", "REACHABLE"],
    ["${var.prefix}", "hub", "CONDITIONAL"],
    ["${var.prefix}-hub", "vnet-hub", "CONDITIONAL"],
    ["vnet-${var.prefix}-we", "VNET-hub-WE", "CONDITIONAL"],
    ["${lower(var.prefix)}", "hub", "CONDITIONAL"],
    // It can't be that one.
    ["${var.prefix}-spoke", "vnet-hub", "BLOCKED"],
    ["vnet-${var.prefix}", "hub", "BLOCKED"],
    ["${var.prefix}", "b", "BLOCKED"],
    ["vnet-${random_pet.pet.id}", "vnet-hub", "BLOCKED"],
  ])("%s named as %s: %s", (name, written, expected) => {
    expect(verdict(peered(name, written))).toBe(expected);
  });

  test("what would settle it is named with what it may be", () => {
    const { unknownArguments } = readConfiguration(peered("${var.prefix}-hub", "vnet-hub"));
    expect(unknownArguments).toEqual([
      {
        resource: "azurerm_virtual_network_peering.ab",
        argument: "virtual_network_name",
        text: "vnet-hub",
        candidates: ["azurerm_virtual_network.a"],
        optional: true,
      },
    ]);
  });

  test("by an id, too", () => {
    const document = peered("${var.prefix}", "b");
    document.resource.azurerm_virtual_network_peering = {
      ab: {
        ...document.resource.azurerm_virtual_network_peering.ba,
        virtual_network_name: "${azurerm_virtual_network.a.name}",
        remote_virtual_network_id: "${azurerm_virtual_network.b.id}",
      },
      ba: {
        ...document.resource.azurerm_virtual_network_peering.ba,
        remote_virtual_network_id:
          "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub",
      },
    };
    expect(verdict(document)).toBe("CONDITIONAL");
    document.resource.azurerm_virtual_network_peering.ba.remote_virtual_network_id =
      "/subscriptions/s/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/hub";
    expect(verdict(document)).toBe("BLOCKED");
  });
});
