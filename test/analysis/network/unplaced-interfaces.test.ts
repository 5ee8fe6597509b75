import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";

const PLACE = { resource_group_name: "rg", location: "westeurope" };

/** Two subnets, and a NIC with a group that lets nothing in; in which subnet it is, an expression says. */
function verdicts(subnet: string, group: object, address: object = {}): readonly string[] {
  const subnetOf = (name: string, prefix: string): object => ({
    name,
    resource_group_name: "rg",
    virtual_network_name: "v",
    address_prefixes: [prefix],
  });
  const rule = {
    name: "none",
    priority: 100,
    direction: "Inbound",
    access: "Deny",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "*",
    ...group,
  };
  const analysis = analyze(
    readConfiguration({
      variable: { n: {} },
      resource: {
        azurerm_virtual_network: { v: { name: "v", ...PLACE, address_space: ["10.0.0.0/16"] } },
        azurerm_subnet: {
          a: subnetOf("a", "10.0.1.0/24"),
          b: subnetOf("b", "10.0.2.0/24"),
          c: subnetOf("c", "10.0.3.0/24"),
        },
        azurerm_application_security_group: { g: { name: "asg", ...PLACE } },
        azurerm_network_security_group: { n: { name: "nsg", ...PLACE, security_rule: [rule] } },
        azurerm_network_interface: {
          i: {
            name: "nic",
            ...PLACE,
            ip_configuration: [{ name: "c", subnet_id: `\${${subnet}}`, ...address }],
          },
        },
        azurerm_network_interface_security_group_association: {
          x: {
            network_interface_id: "${azurerm_network_interface.i.id}",
            network_security_group_id: "${azurerm_network_security_group.n.id}",
          },
        },
        azurerm_network_interface_application_security_group_association: {
          x: {
            network_interface_id: "${azurerm_network_interface.i.id}",
            application_security_group_id: "${azurerm_application_security_group.g.id}",
          },
        },
      },
    }),
  );
  return ["a", "b"].map((to) => analysis.verdict("v/c", `v/${to}`));
}

const EITHER = "[azurerm_subnet.a.id, azurerm_subnet.b.id][var.n]";
const TO_ALL = { destination_address_prefix: "*" };
const TO_GROUP = {
  destination_application_security_group_ids: ["${azurerm_application_security_group.g.id}"],
};

test.each([TO_ALL, TO_GROUP])("a NIC that may be in either subnet makes both of them open: %j", (group) => {
  expect(verdicts(EITHER, group)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
  expect(verdicts("azurerm_subnet.a.id", group)).toEqual(["BLOCKED", "REACHABLE"]);
});

test("a static address tells in which of several it is", () => {
  const address = { private_ip_address_allocation: "Static", private_ip_address: "10.0.1.9" };
  expect(verdicts(EITHER, TO_ALL, address)).toEqual(verdicts("azurerm_subnet.a.id", TO_ALL, address));
});

test("one whose group lets all of it in decides nothing", () => {
  expect(verdicts(EITHER, { ...TO_ALL, access: "Allow" })).toEqual(["REACHABLE", "REACHABLE"]);
});

test("one that is in a subnet elsewhere decides nothing here", () => {
  const id = "/subscriptions/s/resourceGroups/o/providers/Microsoft.Network/virtualNetworks/o/subnets/o";
  expect(verdicts(`"${id}"`, TO_ALL)).toEqual(["REACHABLE", "REACHABLE"]);
});

test("a private endpoint in a group, of which only apply tells the subnet, leaves open what a rule for the group denies", () => {
  const subnetOf = (name: string, prefix: string): object => ({
    name,
    resource_group_name: "rg",
    virtual_network_name: "v",
    address_prefixes: [prefix],
  });
  const rule = { name: "no", priority: 100, direction: "Outbound", access: "Deny", protocol: "*" };
  const ports = { source_port_range: "*", destination_port_range: "*", source_address_prefix: "*" };
  const analysis = analyze(
    readConfiguration({
      variable: { n: {} },
      resource: {
        azurerm_virtual_network: { v: { name: "v", ...PLACE, address_space: ["10.0.0.0/16"] } },
        azurerm_subnet: { a: subnetOf("a", "10.0.1.0/24"), b: subnetOf("b", "10.0.2.0/24") },
        azurerm_application_security_group: { g: { name: "asg", ...PLACE } },
        azurerm_private_endpoint: { p: { name: "pe", ...PLACE, subnet_id: `\${${EITHER}}` } },
        azurerm_private_endpoint_application_security_group_association: {
          x: {
            private_endpoint_id: "${azurerm_private_endpoint.p.id}",
            application_security_group_id: "${azurerm_application_security_group.g.id}",
          },
        },
        azurerm_network_security_group: {
          n: { name: "nsg", ...PLACE, security_rule: [{ ...rule, ...ports, ...TO_GROUP }] },
        },
        azurerm_subnet_network_security_group_association: {
          x: {
            subnet_id: "${azurerm_subnet.a.id}",
            network_security_group_id: "${azurerm_network_security_group.n.id}",
          },
        },
      },
    }),
  );
  expect(analysis.verdict("v/a", "v/b")).toBe("CONDITIONAL");
});
