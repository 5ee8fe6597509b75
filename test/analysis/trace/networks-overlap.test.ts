import { analyze, readConfiguration } from "../../../lib/analysis";
import { PairResult } from "../../../lib/analysis/result";

const asked = (spaces: readonly string[], peering?: object): PairResult => {
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
      ...(peering && {
        azurerm_virtual_network_peering: Object.fromEntries(
          ["ab", "ba"].map(([here, there]) => [
            here,
            {
              name: `to-${there}`,
              resource_group_name: "rg",
              virtual_network_name: `vnet-${here}`,
              remote_virtual_network_id: `\${azurerm_virtual_network.${there}.id}`,
              ...peering,
            },
          ]),
        ),
      }),
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

it("doesn't rest on a peering that Azure refuses, since the two networks overlap", () => {
  const { verdict, reasons } = asked(["10.1.0.0/16"], {});
  expect(verdict).toBe("CONDITIONAL");
  expect(reasons.map(({ code }) => code)).toContain("NETWORKS_OVERLAP");
});

it.each([
  ["have nothing in common", ["10.1.0.0/17"], {}],
  ["are peered already, as Azure reports", ["10.1.0.0/16"], { peering_state: "Connected" }],
])("lets packets across where the two %s", (_, spaces, peering) => {
  expect(asked(spaces, peering).verdict).toBe("REACHABLE");
});
