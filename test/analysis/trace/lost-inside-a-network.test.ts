import { analyze, readConfiguration } from "../../../lib/analysis";

test("packets that are lost inside of one network need no peering of it with itself", () => {
  const place = { resource_group_name: "rg", location: "westeurope" };
  const subnet = (name: string, prefix: string): object => ({
    name,
    resource_group_name: "rg",
    virtual_network_name: "v1",
    address_prefixes: [prefix],
  });
  const { reasons, verdict } = analyze(
    readConfiguration({
      resource: {
        azurerm_virtual_network: { v: { ...place, name: "v1", address_space: ["10.0.0.0/16"] } },
        azurerm_subnet: { a: subnet("a", "10.0.0.0/24"), b: subnet("b", "10.9.1.0/24") },
      },
    }),
  ).explain("v1/a", "v1/b");
  expect(verdict).toBe("BLOCKED");
  expect(reasons.map(({ code }) => code)).toEqual(["ROUTE_NONE"]);
});
