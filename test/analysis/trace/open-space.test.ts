import { analyze, readConfiguration } from "../../../lib/analysis";

function between(...addressSpace: string[]): string {
  const subnet = (name: string, prefix: string): object => ({
    name,
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.v.name}",
    address_prefixes: [prefix],
  });
  const resource = {
    azurerm_virtual_network: {
      v: { name: "v", location: "westeurope", resource_group_name: "rg", address_space: addressSpace },
    },
    azurerm_subnet: { x: subnet("x", "10.1.1.0/24"), y: subnet("y", "10.1.2.0/24") },
  };
  const { verdict, reasons } = analyze(readConfiguration({ resource })).explain("v/x", "v/y");
  return [verdict, ...reasons.map(({ code }) => code)].join(" ");
}

test.each([["10.1.2.3/16"], ["10.0.0.0/8 "], ["::ffff:10.0.0.0/104"], ["ten"]])(
  "what an address space of %p is meant to hold is open",
  (space) => {
    expect(between(space)).toBe("CONDITIONAL ARGUMENT_UNKNOWN");
    expect(between("10.1.0.0/16", space)).toBe("REACHABLE");
  },
);

test("an address space that is told and doesn't hold a subnet loses what is sent there", () => {
  expect(between("10.9.0.0/16")).toBe("BLOCKED ROUTE_NONE");
  expect(between("10.9.0.0/16", "fd00:1::/48")).toBe("BLOCKED ROUTE_NONE");
});
