import { analyze, Analysis, readConfiguration } from "../../../lib/analysis";

const here = { location: "japaneast", resource_group_name: "rg" };
const any = {
  protocol: "*",
  source_port_range: "*",
  destination_port_range: "*",
  source_address_prefix: "*",
  destination_address_prefix: "*",
};

function nic(name: string, address?: string, more: object = {}): object {
  return {
    ...here,
    name,
    ip_configuration: {
      name: "i",
      subnet_id: "${azurerm_subnet.b.id}",
      private_ip_address_allocation: address === undefined ? "Dynamic" : "Static",
      ...(address !== undefined && { private_ip_address: address }),
      ...more,
    },
  };
}

/** Machines of one subnet: behind a group of its own, behind a route of its own, with a public address, and unlike none. */
function machines(): Analysis {
  const subnet = { resource_group_name: "rg", virtual_network_name: "${azurerm_virtual_network.v.name}" };
  return analyze(
    readConfiguration({
      resource: {
        azurerm_virtual_network: { v: { ...here, name: "v", address_space: ["10.0.0.0/16"] } },
        azurerm_subnet: {
          a: { ...subnet, name: "a", address_prefixes: ["10.0.1.0/24"] },
          b: {
            ...subnet,
            name: "b",
            address_prefixes: ["10.0.2.0/24"],
            default_outbound_access_enabled: false,
          },
        },
        azurerm_public_ip: { p: { ...here, name: "p", sku: "Standard", allocation_method: "Static" } },
        azurerm_network_interface: {
          open: nic("nic-open", "10.0.2.4"),
          closed: nic("nic-closed", "10.0.2.5"),
          routed: nic("nic-routed", "10.0.2.6"),
          public: nic("nic-public", "10.0.2.7", { public_ip_address_id: "${azurerm_public_ip.p.id}" }),
          dynamic: nic("nic-dynamic"),
        },
        azurerm_linux_virtual_machine: {
          closed: {
            ...here,
            name: "vm-closed",
            size: "Standard_B1s",
            network_interface_ids: [
              "${azurerm_network_interface.closed.id}",
              "${azurerm_network_interface.open.id}",
            ],
          },
        },
        azurerm_network_security_group: {
          deny: {
            ...here,
            name: "deny",
            security_rule: [{ ...any, name: "no", priority: 100, direction: "Inbound", access: "Deny" }],
          },
        },
        azurerm_network_interface_security_group_association: {
          closed: {
            network_interface_id: "${azurerm_network_interface.closed.id}",
            network_security_group_id: "${azurerm_network_security_group.deny.id}",
          },
        },
        azurerm_route_table: {
          t: {
            ...here,
            name: "t",
            route: [{ name: "x", address_prefix: "10.0.2.6/32", next_hop_type: "None" }],
          },
        },
        azurerm_subnet_route_table_association: {
          a: { subnet_id: "${azurerm_subnet.a.id}", route_table_id: "${azurerm_route_table.t.id}" },
        },
      },
    }),
  );
}

const analysis = machines();

describe("what is asked about by a NIC's or a machine's name", () => {
  it.each([
    ["nic-open", "10.0.2.4/32"],
    ["azurerm_network_interface.routed", "10.0.2.6/32"],
    // Azure routes by the first of several.
    ["vm-closed", "10.0.2.5/32"],
    ["azurerm_linux_virtual_machine.closed", "10.0.2.5/32"],
    ["10.0.2.77", "10.0.2.77/32"],
    // Only apply tells its address.
    ["nic-dynamic", "10.0.2.0/24"],
  ])("%s is %s", (name, prefix) => {
    expect(analysis.endpointOf(name)).toMatchObject({ id: name, partOf: "v/b", prefixes: [prefix] });
  });

  it.each([
    ["nic-open", "REACHABLE"],
    ["nic-closed", "BLOCKED"],
    ["vm-closed", "BLOCKED"],
    ["nic-routed", "BLOCKED"],
    // An address is its NIC's, and nobody's but the subnet's rules count otherwise.
    ["10.0.2.5", "BLOCKED"],
    ["10.0.2.4", "REACHABLE"],
    // Either of two NICs.
    ["10.0.2.4/31", "CONDITIONAL"],
  ])("its own group and routes decide: to %s it is %s", (name, verdict) => {
    expect(analysis.verdict("v/a", name)).toBe(verdict);
  });

  it("is named in the answer", () => {
    const { from, to, reasons } = analysis.explain("v/a", "vm-closed");
    expect([from, to]).toEqual(["v/a", "vm-closed"]);
    expect(reasons).toEqual([
      expect.objectContaining({
        code: "DENIED_IN",
        params: expect.objectContaining({ at: "vm-closed", group: "deny", rule: "no" }),
      }),
    ]);
  });

  it("leaves by its own public address alone, and is entered by that", () => {
    expect(analysis.verdict("nic-public", "internet")).toBe("REACHABLE");
    expect(analysis.verdict("nic-open", "internet")).toBe("BLOCKED");
    const codes = (name: string) => analysis.explain("internet", name).reasons.map(({ code }) => code);
    expect(codes("nic-open")).toEqual(["INGRESS_NONE"]);
    expect(codes("nic-public")).not.toContain("INGRESS_NONE");
  });
});

test("a name of two NICs and an address of two subnets are refused with what they may mean", () => {
  const network = (name: string) => ({ ...here, name, address_space: ["10.0.0.0/16"] });
  const subnet = (of: string) => ({
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
    name: "s",
    address_prefixes: ["10.0.1.0/24"],
  });
  const web = (of: string) => ({
    ...nic("web"),
    ip_configuration: {
      name: "i",
      subnet_id: `\${azurerm_subnet.${of}.id}`,
      private_ip_address_allocation: "Dynamic",
    },
  });
  const twins = analyze(
    readConfiguration({
      resource: {
        azurerm_virtual_network: { a: network("a"), b: network("b") },
        azurerm_subnet: { a: subnet("a"), b: subnet("b") },
        azurerm_network_interface: { a: web("a"), b: web("b") },
      },
    }),
  );
  expect(() => twins.endpointOf("web")).toThrow(
    '"web" may mean each of these: azurerm_network_interface.a, azurerm_network_interface.b',
  );
  expect(() => twins.subnetOfNic("web")).toThrow("may mean each of these");
  expect(() => twins.endpointOf("10.0.1.9")).toThrow('"10.0.1.9" may mean each of these: a/s, b/s');
  expect(twins.endpointOf("azurerm_network_interface.b")?.id).toBe("azurerm_network_interface.b");
});
