import { analyze, messageOf, readConfiguration } from "../../../lib/analysis";

const HERE = { resource_group_name: "rg", location: "westeurope" };

/** A group at one of two subnets, with a rule for a port. */
function ruled(port: string): object {
  return {
    variable: { port: {} },
    resource: {
      azurerm_virtual_network: { net: { ...HERE, name: "net", address_space: ["10.0.0.0/16"] } },
      azurerm_subnet: Object.fromEntries(
        ["a", "b"].map((name, i) => [
          name,
          {
            name,
            resource_group_name: "rg",
            virtual_network_name: "${azurerm_virtual_network.net.name}",
            address_prefixes: [`10.0.${i}.0/24`],
          },
        ]),
      ),
      azurerm_network_security_group: {
        b: {
          ...HERE,
          name: "nsg",
          security_rule: [
            {
              name: "shut",
              priority: 100,
              direction: "Inbound",
              access: "Deny",
              protocol: "Tcp",
              source_address_prefix: "*",
              source_port_range: "*",
              destination_address_prefix: "*",
              destination_port_range: port,
            },
          ],
        },
      },
      azurerm_subnet_network_security_group_association: {
        b: {
          subnet_id: "${azurerm_subnet.b.id}",
          network_security_group_id: "${azurerm_network_security_group.b.id}",
        },
      },
    },
  };
}

test.each([
  ["${var.port}", "a value of that variable does"],
  ["${data.external.port.result}", "a plan tells it"],
  ["${random_integer.port.result}", "a plan or state after apply tells it"],
])("R80: what settles a rule for %s is told", (port, settled) => {
  const [reason] = analyze(readConfiguration(ruled(port))).explain("net/a", "net/b").reasons;
  expect(reason.code).toBe("FILTER_UNKNOWN");
  expect(messageOf(reason)).toContain(settled);
});
