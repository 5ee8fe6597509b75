import { analyze, Analysis, checkExpectations, readConfiguration } from "../../../lib/analysis";
import { reachMatchers } from "../../../lib/analysis/jest";

/** A subnet with a private endpoint behind a group that denies everything; policies as azurerm writes them. */
function denied(policies?: string, endpoint = "10.1.1.5"): Analysis {
  const group = { location: "eastasia", resource_group_name: "g" };
  const network = { resource_group_name: "g", virtual_network_name: "${azurerm_virtual_network.a.name}" };
  const everything = {
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "*",
    destination_address_prefix: "*",
  };
  return analyze(
    readConfiguration({
      resource: {
        azurerm_virtual_network: { a: { ...group, name: "a", address_space: ["10.1.0.0/16"] } },
        azurerm_subnet: {
          s: { ...network, name: "s", address_prefixes: ["10.1.0.0/24"] },
          pe: {
            ...network,
            name: "pe",
            address_prefixes: ["10.1.1.0/24"],
            ...(policies !== undefined && { private_endpoint_network_policies: policies }),
          },
        },
        azurerm_network_security_group: {
          n: {
            ...group,
            name: "n",
            security_rule: [
              {
                ...everything,
                name: "deny",
                priority: 100,
                direction: "Inbound",
                access: "Deny",
                protocol: "*",
              },
            ],
          },
        },
        azurerm_subnet_network_security_group_association: {
          x: {
            subnet_id: "${azurerm_subnet.pe.id}",
            network_security_group_id: "${azurerm_network_security_group.n.id}",
          },
        },
        azurerm_private_endpoint: {
          e: {
            ...group,
            name: "e",
            subnet_id: "${azurerm_subnet.pe.id}",
            ip_configuration: { name: "i", private_ip_address: endpoint },
          },
        },
      },
    }),
  );
}

test.each([[undefined], ["Disabled"], ["RouteTableEnabled"]])(
  "with the policies %s no group keeps packets from a private endpoint, whatever it does to machines beside it",
  (policies) => {
    const analysis = denied(policies);
    const { verdict, reasons } = analysis.explain("a/s", "a/pe");
    expect([verdict, analysis.mildestVerdict("a/s", "a/pe")]).toEqual(["BLOCKED", "REACHABLE"]);
    expect(reasons.map(({ code }) => code)).toContain("PREFIXES_DIFFER");
  },
);

test.each([["Enabled"], ["NetworkSecurityGroupEnabled"]])(
  "with the policies %s groups count for it",
  (policies) => {
    const analysis = denied(policies);
    expect([analysis.verdict("a/s", "a/pe"), analysis.mildestVerdict("a/s", "a/pe")]).toEqual([
      "BLOCKED",
      "BLOCKED",
    ]);
  },
);

test("policies that only apply tells leave open whether groups count", () => {
  expect(denied("${var.policies}").mildestVerdict("a/s", "a/pe")).toBe("CONDITIONAL");
});

test(".not.toReach fails for what is reachable in part, or perhaps", () => {
  expect.extend(reachMatchers);
  const notReached = (policies: string) => () => expect(denied(policies)).not.toReach("a/s", "a/pe");
  expect(notReached("Enabled")).not.toThrow();
  expect(notReached("Disabled")).toThrow("Expected a/s not to reach a/pe, but some of it does or may.");
  expect(notReached("${var.policies}")).toThrow("some of it does or may");
});

test("who expects a pair to be cut off is told of the addresses that aren't", () => {
  const expected = (analysis: Analysis) =>
    checkExpectations(analysis, { version: 1, pairs: [{ from: "a/s", to: "a/pe", reachable: false }] });
  expect(expected(denied("Enabled"))).toEqual([]);
  expect(expected(denied("Disabled"))).toEqual([
    { from: "a/s", to: "a/pe", expected: "BLOCKED", wanted: "BLOCKED", actual: "REACHABLE" },
  ]);
});
