import { analyze, Analysis, checkExpectations, readConfiguration } from "../../../lib/analysis";
import { reachMatchers } from "../../../lib/analysis/jest";
import { Block } from "../../support/synth";

type Resources = Record<string, Record<string, Block>>;

/** A subnet with a private endpoint behind a group that denies everything; policies as azurerm writes them. */
function denied(
  policies?: string,
  endpoint = "10.1.1.5",
  more: (resource: Resources) => void = () => {},
): Analysis {
  const group = { location: "eastasia", resource_group_name: "g" };
  const network = { resource_group_name: "g", virtual_network_name: "${azurerm_virtual_network.a.name}" };
  const everything = {
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "*",
    destination_address_prefix: "*",
  };
  const resource: Resources = {
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
  };
  more(resource);
  return analyze(readConfiguration({ resource }));
}

test.each([[undefined], ["Disabled"], ["RouteTableEnabled"]])(
  "with the policies %s no group keeps packets from a private endpoint, whatever it does to machines beside it",
  (policies) => {
    const analysis = denied(policies);
    const { verdict, reasons } = analysis.explain("a/s", "a/pe");
    expect([verdict, analysis.mildestVerdict("a/s", "a/pe")]).toEqual(["CONDITIONAL", "REACHABLE"]);
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

/** An admin rule that denies everything in the network, instead of the group. */
function deniedByRule(resource: Resources): void {
  const manager = "${azurerm_network_manager.m.id}";
  const group = "${azurerm_network_manager_network_group.g.id}";
  const anywhere = [{ address_prefix_type: "IPPrefix", address_prefix: "*" }];
  delete resource.azurerm_subnet_network_security_group_association;
  Object.assign(resource, {
    azurerm_network_manager_network_group: { g: { name: "g", network_manager_id: manager } },
    azurerm_network_manager_static_member: {
      m: { name: "m", network_group_id: group, target_virtual_network_id: "${azurerm_virtual_network.a.id}" },
    },
    azurerm_network_manager_security_admin_configuration: { c: { name: "c", network_manager_id: manager } },
    azurerm_network_manager_admin_rule_collection: {
      c: {
        name: "c",
        security_admin_configuration_id: "${azurerm_network_manager_security_admin_configuration.c.id}",
        network_group_ids: [group],
      },
    },
    azurerm_network_manager_admin_rule: {
      r: {
        name: "r",
        admin_rule_collection_id: "${azurerm_network_manager_admin_rule_collection.c.id}",
        action: "Deny",
        direction: "Inbound",
        priority: 1,
        protocol: "Any",
        source_port_ranges: ["0-65535"],
        destination_port_ranges: ["0-65535"],
        source: anywhere,
        destination: anywhere,
      },
    },
    azurerm_network_manager_deployment: {
      d: {
        network_manager_id: manager,
        location: "eastasia",
        scope_access: "SecurityAdmin",
        configuration_ids: ["${azurerm_network_manager_security_admin_configuration.c.id}"],
      },
    },
  });
}

test.each([[undefined], ["Enabled"]])(
  "no admin rule keeps packets from a private endpoint, whatever it does to machines beside it (policies %s)",
  (policies) => {
    const analysis = denied(policies, "10.1.1.5", deniedByRule);
    expect([analysis.verdict("a/s", "10.1.1.5"), analysis.verdict("a/s", "10.1.1.6")]).toEqual([
      "REACHABLE",
      "BLOCKED",
    ]);
  },
);

test("a machine's own group is not about a private endpoint beside it", () => {
  const analysis = denied("Enabled", "10.1.1.5", (resource) => {
    delete resource.azurerm_subnet_network_security_group_association;
    resource.azurerm_network_interface = {
      i: {
        name: "i",
        location: "eastasia",
        resource_group_name: "g",
        ip_configuration: {
          name: "i",
          subnet_id: "${azurerm_subnet.pe.id}",
          private_ip_address_allocation: "Static",
          private_ip_address: "10.1.1.6",
        },
      },
    };
    resource.azurerm_network_interface_security_group_association = {
      x: {
        network_interface_id: "${azurerm_network_interface.i.id}",
        network_security_group_id: "${azurerm_network_security_group.n.id}",
      },
    };
  });
  expect([analysis.verdict("a/s", "10.1.1.5"), analysis.verdict("a/s", "10.1.1.6")]).toEqual([
    "REACHABLE",
    "BLOCKED",
  ]);
});
