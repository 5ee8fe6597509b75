import { AnalysisOptions, analyze, readConfiguration, Verdict } from "../../../lib/analysis";

const ID = "/subscriptions/s/resourceGroups/other/providers/Microsoft.Network";
const group = { resource_group_name: "rg", location: "westeurope" };

/** Three networks "a", "b" and "c" of two subnets "s" and "t" each, by `for_each`; more of the input on top. */
function input(more: { readonly [type: string]: object }): object {
  return {
    variable: { which: {}, flag: {} },
    resource: {
      azurerm_virtual_network: {
        v: {
          for_each: { a: 1, b: 2, c: 3 },
          name: "${each.key}",
          address_space: ["10.${each.value}.0.0/16"],
          ...group,
        },
      },
      azurerm_subnet: {
        s: subnet(0),
        t: subnet(1),
      },
      ...more,
    },
  };
}

function subnet(index: number): object {
  return {
    for_each: { a: 1, b: 2, c: 3 },
    name: index === 0 ? "s" : "t",
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.v[each.key].name}",
    address_prefixes: [`10.\${each.value}.${index}.0/24`],
  };
}

function half(from: string, to: string, more: object = {}): object {
  return {
    name: `${from}-${to}`,
    resource_group_name: "rg",
    virtual_network_name: from,
    remote_virtual_network_id: `\${azurerm_virtual_network.v[${to}].id}`,
    ...more,
  };
}

const PEERED = {
  ab: half("a", '"b"'),
  ba: half("b", '"a"'),
};

function verdict(document: object, pair: string, options: AnalysisOptions = {}): Verdict {
  const [from, to] = pair.split(" ");
  return analyze(readConfiguration(document), options).explain(from, to).verdict;
}

function reasons(document: object, pair: string): string[] {
  const [from, to] = pair.split(" ");
  return analyze(readConfiguration(document))
    .explain(from, to)
    .reasons.map(({ code, resource }) => `${code} ${resource}`);
}

describe("what the input shows to exist but doesn't hold", () => {
  const table = input({
    azurerm_virtual_network_peering: PEERED,
    azurerm_subnet_route_table_association: {
      x: { subnet_id: '${azurerm_subnet.t["a"].id}', route_table_id: `${ID}/routeTables/rt` },
    },
  });

  test("a route table elsewhere may send packets anywhere, from its subnet only", () => {
    expect(verdict(table, "a/t b/s")).toBe("CONDITIONAL");
    expect(verdict(table, "b/s a/t")).toBe("CONDITIONAL");
    expect(verdict(table, "a/t b/s", { strict: true })).toBe("CONDITIONAL");
    expect(verdict(table, "a/s b/s")).toBe("REACHABLE");
    expect(verdict(table, "a/s c/s")).toBe("BLOCKED");
    expect(reasons(table, "a/t b/s")).toContain("ARGUMENT_UNKNOWN azurerm_subnet_route_table_association.x");
  });

  test("a security group elsewhere may deny, at its subnet or NIC only", () => {
    const document = input({
      azurerm_virtual_network_peering: PEERED,
      azurerm_subnet_network_security_group_association: {
        x: {
          subnet_id: '${azurerm_subnet.t["a"].id}',
          network_security_group_id: `${ID}/networkSecurityGroups/nsg`,
        },
      },
      azurerm_network_interface: {
        n: {
          name: "n",
          ...group,
          ip_configuration: { name: "c", subnet_id: '${azurerm_subnet.t["b"].id}' },
        },
      },
      azurerm_network_interface_security_group_association: {
        y: {
          network_interface_id: "${azurerm_network_interface.n.id}",
          network_security_group_id: `${ID}/networkSecurityGroups/nsg`,
        },
      },
    });
    expect(verdict(document, "a/t b/s")).toBe("CONDITIONAL");
    expect(verdict(document, "b/s a/t")).toBe("CONDITIONAL");
    expect(verdict(document, "a/s b/t")).toBe("CONDITIONAL");
    expect(verdict(document, "a/s b/s")).toBe("REACHABLE");
    // Whatever a group says, there is no way.
    expect(verdict(document, "c/s a/t")).toBe("BLOCKED");
  });

  test("an association with one of several subnets concerns these", () => {
    const document = input({
      azurerm_virtual_network_peering: PEERED,
      azurerm_route_table: {
        rt: {
          name: "rt",
          ...group,
          route: { name: "r", address_prefix: "10.2.0.0/16", next_hop_type: "None" },
        },
      },
      azurerm_subnet_route_table_association: {
        x: {
          subnet_id: "${azurerm_subnet.t[var.which].id}",
          route_table_id: "${azurerm_route_table.rt.id}",
        },
      },
    });
    expect(verdict(document, "a/t b/s")).toBe("CONDITIONAL");
    expect(verdict(document, "a/s b/s")).toBe("REACHABLE");
    // The table has nothing for this destination.
    expect(verdict(document, "a/t a/s")).toBe("REACHABLE");
    expect(verdict(document, "c/t a/s")).toBe("BLOCKED");
  });

  test("a peering with one of several networks may be with each that answers", () => {
    const document = input({
      azurerm_virtual_network_peering: {
        x: half("a", "var.which"),
        ba: half("b", '"a"'),
        bc: half("b", '"c"'),
        cb: half("c", '"b"'),
      },
    });
    expect(verdict(document, "a/s b/s")).toBe("CONDITIONAL");
    expect(verdict(document, "b/s a/s")).toBe("CONDITIONAL");
    expect(reasons(document, "a/s b/s")).toContain("ARGUMENT_UNKNOWN azurerm_virtual_network_peering.x");
    // Without a half of its own, c isn't peered with a in any case.
    expect(verdict(document, "a/s c/s")).toBe("BLOCKED");
    expect(verdict(document, "b/s c/s")).toBe("REACHABLE");
  });

  test("a switch that only apply tells decides about the gateway's routes", () => {
    const document = input({
      azurerm_virtual_network_peering: {
        ab: half("a", '"b"', { allow_gateway_transit: true }),
        ba: half("b", '"a"', { use_remote_gateways: "${var.flag}" }),
      },
      azurerm_subnet: {
        s: subnet(0),
        t: subnet(1),
        gateway: {
          name: "GatewaySubnet",
          resource_group_name: "rg",
          virtual_network_name: "a",
          address_prefixes: ["10.1.9.0/24"],
        },
      },
      azurerm_virtual_network_gateway: {
        g: {
          name: "g",
          ...group,
          type: "Vpn",
          sku: "VpnGw1AZ",
          ip_configuration: { subnet_id: "${azurerm_subnet.gateway.id}" },
        },
      },
      azurerm_local_network_gateway: {
        l: { name: "dc", ...group, gateway_address: "198.51.100.1", address_space: ["192.168.0.0/16"] },
      },
      azurerm_virtual_network_gateway_connection: {
        c: {
          name: "c",
          ...group,
          type: "IPsec",
          shared_key: "${var.flag}",
          virtual_network_gateway_id: "${azurerm_virtual_network_gateway.g.id}",
          local_network_gateway_id: "${azurerm_local_network_gateway.l.id}",
        },
      },
    });
    expect(verdict(document, "b/s on-premises/dc")).toBe("CONDITIONAL");
    expect(verdict(document, "on-premises/dc b/s")).toBe("CONDITIONAL");
    expect(verdict(document, "a/s on-premises/dc")).toBe("REACHABLE");
    expect(verdict(document, "c/s on-premises/dc")).toBe("BLOCKED");
    expect(verdict(document, "a/s b/s")).toBe("REACHABLE");
    expect(reasons(document, "b/s on-premises/dc")).toContain(
      "FLAG_UNKNOWN azurerm_virtual_network_peering.ba",
    );
  });

  test("a switch that only apply tells may let in what a peer of a Route Server announces, which nobody declared", () => {
    const uses = { use_remote_gateways: "${var.flag}" };
    const document = input({
      azurerm_virtual_network_peering: {
        ab: half("a", '"b"', { allow_gateway_transit: true }),
        ba: half("b", '"a"', uses),
        ac: half("a", '"c"', { allow_gateway_transit: true }),
        ca: half("c", '"a"'),
      },
      azurerm_subnet: {
        s: subnet(0),
        t: subnet(1),
        rs: {
          name: "RouteServerSubnet",
          resource_group_name: "rg",
          virtual_network_name: "a",
          address_prefixes: ["10.1.9.0/26"],
        },
      },
      azurerm_route_server: { r: { name: "r", ...group, subnet_id: "${azurerm_subnet.rs.id}" } },
      azurerm_route_server_bgp_connection: {
        p: {
          name: "p",
          route_server_id: "${azurerm_route_server.r.id}",
          peer_asn: 65010,
          peer_ip: "10.1.0.9",
        },
      },
    });
    expect(verdict(document, "b/s c/s")).toBe("CONDITIONAL");
    expect(reasons(document, "b/s c/s")).toContain("BGP_UNDECLARED azurerm_route_server_bgp_connection.p");
    // That half says that it uses none.
    expect(verdict(document, "c/s b/s")).toBe("BLOCKED");
  });

  test.each([
    ["Microsoft.Network/networkManagers/securityUserConfigurations@2024-05-01", "CONDITIONAL"],
    ["${var.which}", "CONDITIONAL"],
    ["Microsoft.Network/privateDnsZones@2024-06-01", "REACHABLE"],
  ])("what azapi makes of kind %s may concern everything, or nothing", (type, expected) => {
    const document = input({
      azurerm_virtual_network_peering: PEERED,
      azapi_resource: { x: { type, name: "x", parent_id: ID, body: { properties: {} } } },
    });
    expect(verdict(document, "a/s b/s")).toBe(expected);
    expect(verdict(document, "a/s c/s")).toBe(expected === "REACHABLE" ? "BLOCKED" : expected);
    const open = type.includes("var.") ? "ARGUMENT_UNKNOWN" : "KIND_NOT_KNOWN";
    expect(reasons(document, "a/s c/s")).toContain(
      expected === "REACHABLE" ? 'ROUTE_NONE azurerm_subnet.s["a"]' : `${open} azapi_resource.x`,
    );
  });

  test.each([
    ["subnets", "virtualNetworks", "UNKNOWN_VALUE azapi_resource.x subnet"],
    ["routes", "routeTables", "UNKNOWN_VALUE azapi_resource.x route"],
    ["virtualNetworkPeerings", "virtualNetworks", "UNRESOLVED_REFERENCE azapi_resource.x"],
  ])("a list of azapi's that only apply tells is named: %s", (list, kind, expected) => {
    const body = { properties: { [list]: "${var.which}" } };
    const type = `Microsoft.Network/${kind}@2024-05-01`;
    const { problems } = readConfiguration(
      input({ azapi_resource: { x: { type, name: "x", location: "westeurope", parent_id: ID, body } } }),
    );
    const texts = problems.map(({ code, resource, attribute }) => `${code} ${resource} ${attribute}`);
    expect(texts.join()).toContain(expected);
  });

  test.each([
    ["routeTables", "routes", "subnet_route_table_association", "route_table_id"],
    [
      "networkSecurityGroups",
      "securityRules",
      "subnet_network_security_group_association",
      "network_security_group_id",
    ],
  ])("what is in such a list may decide: %s", (kind, list, association, argument) => {
    const body = { properties: { [list]: "${var.which}" } };
    const type = `Microsoft.Network/${kind}@2024-05-01`;
    const document = input({
      azurerm_virtual_network_peering: PEERED,
      azapi_resource: { x: { type, name: "x", location: "westeurope", parent_id: ID, body } },
      [`azurerm_${association}`]: {
        x: { subnet_id: '${azurerm_subnet.t["a"].id}', [argument]: "${azapi_resource.x.id}" },
      },
    });
    expect(verdict(document, "a/t b/s")).toBe("CONDITIONAL");
    expect(verdict(document, "a/s b/s")).toBe("REACHABLE");
  });

  test("a half that is there may have its other among peerings that only apply tells", () => {
    const document = (peerings: unknown): object =>
      input({
        azurerm_virtual_network_peering: {
          x: { ...half("a", '"b"'), remote_virtual_network_id: "${azapi_resource.x.id}" },
        },
        azapi_resource: {
          x: {
            type: "Microsoft.Network/virtualNetworks@2024-05-01",
            name: "x",
            location: "westeurope",
            parent_id: ID,
            body: {
              properties: {
                addressSpace: { addressPrefixes: ["10.9.0.0/16"] },
                subnets: [{ name: "s", properties: { addressPrefix: "10.9.0.0/24" } }],
                virtualNetworkPeerings: peerings,
              },
            },
          },
        },
      });
    expect(verdict(document([]), "a/s x/s")).toBe("BLOCKED");
    expect(verdict(document("${var.which}"), "a/s x/s")).toBe("CONDITIONAL");
    expect(verdict(document("${var.which}"), "a/s b/s")).toBe("BLOCKED");
  });

  test("a route of which only apply tells the prefix may be for any destination", () => {
    const document = input({
      azurerm_virtual_network_peering: PEERED,
      azurerm_route_table: {
        rt: {
          name: "rt",
          ...group,
          route: { name: "r", address_prefix: "${var.which}", next_hop_type: "None" },
        },
      },
      azurerm_subnet_route_table_association: {
        x: {
          subnet_id: '${azurerm_subnet.t["a"].id}',
          route_table_id: "${azurerm_route_table.rt.id}",
        },
      },
    });
    expect(verdict(document, "a/t b/s")).toBe("CONDITIONAL");
    expect(verdict(document, "a/s b/s")).toBe("REACHABLE");
    // Dropped either way.
    expect(verdict(document, "a/t c/s")).toBe("BLOCKED");
  });
});
