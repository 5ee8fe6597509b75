import { analyze, findingsOf, NetworkModel, readConfiguration } from "../../../lib/analysis";

const HERE = { resource_group_name: "rg", location: "eastasia" };

/** A firewall whose inner interface stands in the subnet of those that it protects, and whose table sends all to it. */
function beside(machine: readonly string[]): NetworkModel {
  const subnet = (name: string, prefix: string): object => ({
    name,
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.v.name}",
    address_prefixes: [prefix],
  });
  const nic = (name: string, ip: string): object => ({
    ...HERE,
    name,
    ip_forwarding_enabled: true,
    ip_configuration: {
      name: "c",
      subnet_id: `\${azurerm_subnet.${name}.id}`,
      private_ip_address_allocation: "Static",
      private_ip_address: ip,
    },
  });
  return readConfiguration({
    resource: {
      azurerm_virtual_network: { v: { ...HERE, name: "vnet", address_space: ["10.4.0.0/16"] } },
      azurerm_subnet: { inner: subnet("inner", "10.4.1.0/24"), outer: subnet("outer", "10.4.2.0/24") },
      azurerm_network_interface: { inner: nic("inner", "10.4.1.10"), outer: nic("outer", "10.4.2.10") },
      azurerm_linux_virtual_machine: {
        fw: {
          ...HERE,
          name: "fw",
          network_interface_ids: machine.map((name) => `\${azurerm_network_interface.${name}.id}`),
        },
      },
      azurerm_route_table: {
        all: {
          ...HERE,
          name: "all",
          route: [
            {
              name: "all",
              address_prefix: "0.0.0.0/0",
              next_hop_type: "VirtualAppliance",
              next_hop_in_ip_address: "10.4.1.10",
            },
          ],
        },
      },
      azurerm_subnet_route_table_association: {
        inner: { subnet_id: "${azurerm_subnet.inner.id}", route_table_id: "${azurerm_route_table.all.id}" },
      },
    },
  });
}

const RISK = "ROUTE_NEXT_HOP_IN_OWN_SUBNET";

test("R23: what a machine with one interface forwards comes back to it", () => {
  const model = beside(["inner"]);
  const { verdict, reasons } = analyze(model).explain("vnet/inner", "internet");
  expect([verdict, reasons[0].code]).toEqual(["BLOCKED", "LOOP"]);
  expect(findingsOf(model).map(({ code }) => code)).toContain(RISK);
});

test("by which of its interfaces a machine forwards, only the machine tells", () => {
  const model = beside(["inner", "outer"]);
  const { verdict, reasons } = analyze(model).explain("vnet/inner", "internet");
  expect(verdict).toBe("CONDITIONAL");
  expect(reasons[0]).toMatchObject({ code: "LOOP_BY_ONE_INTERFACE", params: { others: "outer" } });
  expect(findingsOf(model).map(({ code }) => code)).not.toContain(RISK);
});
