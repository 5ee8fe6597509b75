import { analyze, readConfiguration } from "../../../lib/analysis";
import { PairResult } from "../../../lib/analysis/result";

const asked = (spaces: readonly string[]): PairResult => {
  const networks = { a: ["10.1.128.0/17"], b: spaces };
  const subnets = { a: "10.1.129.0/24", b: "10.1.1.0/24" };
  const named = Object.entries(networks);
  const model = readConfiguration({
    resource: {
      azurerm_virtual_network: Object.fromEntries(
        named.map(([name, address_space]) => [
          name,
          { name: `vnet-${name}`, location: "eastasia", resource_group_name: "rg", address_space },
        ]),
      ),
      azurerm_subnet: Object.fromEntries(
        named.map(([name]) => [
          name,
          {
            name: "app",
            resource_group_name: "rg",
            virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
            address_prefixes: [subnets[name as "a" | "b"]],
          },
        ]),
      ),
    },
  });
  return analyze(model).explain("vnet-a/app", "vnet-b/app");
};

it("advises no peering between networks that Azure peers with nobody's hub together", () => {
  const { verdict, reasons } = asked(["10.1.0.0/16"]);
  expect(verdict).toBe("BLOCKED");
  expect(reasons.map(({ code }) => code)).toEqual(["ROUTE_NONE", "NETWORKS_OVERLAP"]);
  expect(reasons[1].params).toMatchObject({ a: "vnet-a", b: "vnet-b", overlap: "10.1.128.0/17" });
});

it("advises it where they have nothing in common", () => {
  expect(asked(["10.1.0.0/17"]).reasons.map(({ code }) => code)).toEqual(["ROUTE_NONE", "ROUTE_WOULD_HELP"]);
});
