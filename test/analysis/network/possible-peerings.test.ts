import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";

const PLACE = { resource_group_name: "rg", location: "westeurope" };
const EITHER = "[azurerm_virtual_network.a.id, azurerm_virtual_network.b.id]";

/** A hub whose halves to two spokes point at whichever of them a variable says; the spokes' own are plain. */
function verdictOf(...halves: readonly object[]): string {
  const network = (name: string, prefix: string): object => ({ name, ...PLACE, address_space: [prefix] });
  const subnet = (name: string, prefix: string): object => ({
    name: "work",
    resource_group_name: "rg",
    virtual_network_name: name,
    address_prefixes: [prefix],
  });
  const back = (name: string): object => ({
    name: "hub",
    resource_group_name: "rg",
    virtual_network_name: name,
    remote_virtual_network_id: "${azurerm_virtual_network.hub.id}",
  });
  const down = halves.map((more, index) => [
    `down${index}`,
    {
      name: `down${index}`,
      resource_group_name: "rg",
      virtual_network_name: "hub",
      remote_virtual_network_id: `\${${EITHER}[var.n${index}]}`,
      ...more,
    },
  ]);
  const document = {
    variable: { n0: {}, n1: {} },
    resource: {
      azurerm_virtual_network: {
        hub: network("hub", "10.0.0.0/16"),
        a: network("a", "10.1.0.0/16"),
        b: network("b", "10.2.0.0/16"),
      },
      azurerm_subnet: {
        hub: subnet("hub", "10.0.1.0/24"),
        a: subnet("a", "10.1.1.0/24"),
        b: subnet("b", "10.2.1.0/24"),
      },
      azurerm_virtual_network_peering: {
        a: back("a"),
        b: back("b"),
        ...(Object.fromEntries(down) as object),
      },
    },
  };
  return analyze(readConfiguration(document)).verdict("hub/work", "a/work");
}

test("as many halves as networks that they may point at reach all of them: Azure has one for each", () => {
  expect(verdictOf({}, {})).toBe("REACHABLE");
});

test("one half for two networks leaves open which it is", () => {
  expect(verdictOf({})).toBe("CONDITIONAL");
});

test("where one of them allows less, it counts which is which", () => {
  expect(verdictOf({}, { allow_virtual_network_access: false })).toBe("CONDITIONAL");
  expect(verdictOf({}, { allow_forwarded_traffic: true })).toBe("CONDITIONAL");
});
