import { analyze, readConfiguration } from "../../../lib/analysis";

/** Two networks, of which only the second has a switch. */
function switched(lifecycle: unknown, output = "t"): object {
  return {
    variable: { on: { type: "bool" } },
    resource: {
      azurerm_virtual_network: {
        a: { name: "a", address_space: ["10.0.0.0/16"] },
        b: { name: "b", address_space: ["10.1.0.0/16"], lifecycle },
      },
      azurerm_route_table: { t: { name: output, location: "westeurope" } },
    },
  };
}

describe("enabled, by which OpenTofu makes one or none", () => {
  test.each([
    [{ enabled: true }, ["a", "b"]],
    [{ enabled: "true" }, ["a", "b"]],
    [{ enabled: "${1 == 1}" }, ["a", "b"]],
    [{ prevent_destroy: true }, ["a", "b"]],
    [{ enabled: false }, ["a"]],
    [{ enabled: "${1 == 2}" }, ["a"]],
    [[{ prevent_destroy: true }, { enabled: false }], ["a"]],
  ])("lifecycle %j makes %j", (lifecycle, expected) => {
    const model = readConfiguration(switched(lifecycle));
    expect(model.virtualNetworks.map(({ name }) => name)).toEqual(expected);
    expect(model.problems).toEqual([]);
  });

  test.each([
    '${azurerm_virtual_network.b != null ? azurerm_virtual_network.b.name : "none"}',
    '${try(azurerm_virtual_network.b.name, "none")}',
  ])("what isn't made is null, and what is made is not: %s", (name) => {
    const [off, on] = [false, true].map((enabled) => readConfiguration(switched({ enabled }, name)));
    expect(off.routeTables[0].name).toBe("none");
    expect(on.routeTables[0].name).toBe("b");
  });

  test("one that nobody knows may be there or not", () => {
    const { problems, virtualNetworks } = readConfiguration(switched({ enabled: "${var.on}" }));
    expect(virtualNetworks.map(({ name }) => name)).toEqual(["a", "b"]);
    const expected = { code: "UNKNOWN_INSTANCES", attribute: "enabled", text: "${var.on}" };
    expect(problems).toEqual([{ ...expected, resource: "azurerm_virtual_network.b" }]);
  });

  test.each([
    [true, "REACHABLE"],
    [false, "BLOCKED"],
    ["${var.on}", "CONDITIONAL"],
  ])("peerings with enabled = %j make pairs %s", (enabled, verdict) => {
    const network = (index: number): object => ({ name: `n${index}`, address_space: [`10.${index}.0.0/16`] });
    const subnet = (index: number): object => ({
      name: "s",
      virtual_network_name: `\${azurerm_virtual_network.n${index}.name}`,
      address_prefixes: [`10.${index}.0.0/24`],
    });
    const half = (here: number, there: number): object => ({
      name: `n${here}-n${there}`,
      virtual_network_name: `\${azurerm_virtual_network.n${here}.name}`,
      remote_virtual_network_id: `\${azurerm_virtual_network.n${there}.id}`,
      lifecycle: { enabled },
    });
    const model = readConfiguration({
      variable: { on: { type: "bool" } },
      resource: {
        azurerm_virtual_network: { n0: network(0), n1: network(1) },
        azurerm_subnet: { s0: subnet(0), s1: subnet(1) },
        azurerm_virtual_network_peering: { p0: half(0, 1), p1: half(1, 0) },
      },
    });
    expect(analyze(model).verdict("n0/s", "n1/s")).toBe(verdict);
  });
});
