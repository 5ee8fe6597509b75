import { readConfiguration } from "../../../lib/analysis/readers";

/** Inline and separate forms, and what arguments were called in other versions of the provider. */
const read = (resource: object) => readConfiguration({ resource });

const network = { v: { name: "v", address_space: ["10.0.0.0/16"] } };
const inNetwork = { virtual_network_name: "${azurerm_virtual_network.v.name}" };

describe("subnets", () => {
  test("inline, with their table and group", () => {
    const model = read({
      azurerm_route_table: { t: { name: "t" } },
      azurerm_network_security_group: { g: { name: "g" } },
      azurerm_virtual_network: {
        v: {
          name: "v",
          address_space: ["10.0.0.0/16"],
          subnet: [
            {
              name: "one",
              address_prefixes: ["10.0.1.0/24"],
              route_table_id: "${azurerm_route_table.t.id}",
              security_group: "${azurerm_network_security_group.g.id}",
            },
            { name: "two", address_prefix: "10.0.2.0/24" },
          ],
        },
      },
      azurerm_network_interface: {
        first: {
          name: "a",
          ip_configuration: { name: "c", subnet_id: "${tolist(azurerm_virtual_network.v.subnet)[1].id}" },
        },
        found: {
          name: "b",
          ip_configuration: {
            name: "c",
            subnet_id: '${[for s in azurerm_virtual_network.v.subnet : s.id if s.name == "one"][0]}',
          },
        },
      },
    });
    expect(model.subnets).toMatchObject([
      {
        address: 'azurerm_virtual_network.v.subnet["one"]',
        name: "one",
        prefixes: ["10.0.1.0/24"],
        routeTable: "azurerm_route_table.t",
        networkSecurityGroup: "azurerm_network_security_group.g",
      },
      { address: 'azurerm_virtual_network.v.subnet["two"]', prefixes: ["10.0.2.0/24"] },
    ]);
    expect(model.networkInterfaces.map(({ ipConfigurations }) => ipConfigurations[0].subnet)).toEqual([
      'azurerm_virtual_network.v.subnet["two"]',
      'azurerm_virtual_network.v.subnet["one"]',
    ]);
  });

  test("with associations, which say where the binding comes from", () => {
    const model = read({
      azurerm_virtual_network: network,
      azurerm_subnet: { s: { name: "s", ...inNetwork, address_prefixes: ["10.0.0.0/24"] } },
      azurerm_route_table: { t: { name: "t" } },
      azurerm_network_security_group: { g: { name: "g" } },
      azurerm_nat_gateway: { n: { name: "n" } },
      azurerm_subnet_route_table_association: {
        a: { subnet_id: "${azurerm_subnet.s.id}", route_table_id: "${azurerm_route_table.t.id}" },
      },
      azurerm_subnet_network_security_group_association: {
        a: {
          subnet_id: "${azurerm_subnet.s.id}",
          network_security_group_id: "${azurerm_network_security_group.g.id}",
        },
      },
      azurerm_subnet_nat_gateway_association: {
        a: { subnet_id: "${azurerm_subnet.s.id}", nat_gateway_id: "${azurerm_nat_gateway.n.id}" },
      },
    });
    expect(model.subnets[0]).toMatchObject({
      routeTable: "azurerm_route_table.t",
      routeTableAssociation: "azurerm_subnet_route_table_association.a",
      networkSecurityGroup: "azurerm_network_security_group.g",
      natGateway: "azurerm_nat_gateway.n",
    });
  });

  test.each<[string, object, object]>([
    ["azurerm 2's prefix", { address_prefix: "10.0.0.0/24" }, { prefixes: ["10.0.0.0/24"] }],
    [
      "azurerm 4's list of endpoints",
      { service_endpoints: ["Microsoft.Storage"] },
      { serviceEndpoints: ["Microsoft.Storage"] },
    ],
    [
      "azurerm 5's blocks of endpoints",
      { service_endpoint: [{ service: "Microsoft.Storage" }, { service: "Microsoft.Sql" }] },
      { serviceEndpoints: ["Microsoft.Storage", "Microsoft.Sql"] },
    ],
    [
      "azurerm 2's inverted switch",
      { enforce_private_link_endpoint_network_policies: true },
      { privateEndpointNetworkPolicies: "Disabled" },
    ],
    [
      "azurerm 3's switch",
      { private_endpoint_network_policies_enabled: true },
      { privateEndpointNetworkPolicies: "Enabled" },
    ],
    [
      "azurerm 4's four values",
      { private_endpoint_network_policies: "RouteTableEnabled" },
      { privateEndpointNetworkPolicies: "RouteTableEnabled" },
    ],
    [
      "azurerm 5's write-only table",
      { route_table_id_wo: "${azurerm_route_table.t.id}" },
      { routeTable: "azurerm_route_table.t", routeTableAssociation: "azurerm_subnet.s" },
    ],
    [
      "delegations",
      { delegation: { name: "d", service_delegation: { name: "Microsoft.Web/serverFarms" } } },
      { delegations: ["Microsoft.Web/serverFarms"] },
    ],
    [
      "no default outbound access",
      { default_outbound_access_enabled: false },
      { defaultOutboundAccess: false },
    ],
    [
      "an IPAM pool",
      { ip_address_pool: { id: "${azurerm_network_manager_ipam_pool.p.id}" } },
      { prefixes: [], prefixesUnknown: "${azurerm_network_manager_ipam_pool.p.id}" },
    ],
  ])("read %s", (_, given, expected) => {
    const model = read({
      azurerm_virtual_network: network,
      azurerm_route_table: { t: { name: "t" } },
      azurerm_subnet: { s: { name: "s", ...inNetwork, ...given } },
    });
    expect(model.subnets[0]).toMatchObject(expected);
  });
});

describe("route tables", () => {
  test.each<[string, object, boolean]>([
    ["the default", {}, true],
    ["azurerm 4's switch", { bgp_route_propagation_enabled: false }, false],
    ["azurerm 3's inverted switch", { disable_bgp_route_propagation: true }, false],
    ["azurerm 3's inverted switch, off", { disable_bgp_route_propagation: false }, true],
  ])("know propagation by %s (R46)", (_, given, expected) => {
    expect(
      read({ azurerm_route_table: { t: { name: "t", ...given } } }).routeTables[0].bgpRoutePropagation,
    ).toBe(expected);
  });

  test("take inline and separate routes together", () => {
    const route = { next_hop_type: "VnetLocal" };
    const model = read({
      azurerm_route_table: {
        t: { name: "t", route: { name: "a", address_prefix: "10.1.0.0/16", ...route } },
      },
      azurerm_route: {
        b: {
          name: "b",
          route_table_name: "${azurerm_route_table.t.name}",
          address_prefix: "10.2.0.0/16",
          ...route,
        },
      },
    });
    expect(model.routeTables[0].routes).toMatchObject([
      { name: "a", origin: "azurerm_route_table.t", addressPrefix: "10.1.0.0/16", nextHopType: "VnetLocal" },
      { name: "b", origin: "azurerm_route.b", addressPrefix: "10.2.0.0/16" },
    ]);
  });

  test("may have several next hops, as ARM's type has (T24)", () => {
    const ecmp = {
      next_hop_type: "VirtualApplianceEcmp",
      next_hop_in_ip_addresses: ["10.0.1.4", "10.0.1.5"],
    };
    const route = { name: "r", address_prefix: "0.0.0.0/0", ...ecmp };
    const [table] = read({ azurerm_route_table: { t: { name: "t", route } } }).routeTables;
    expect(table.routes[0]).toMatchObject({
      nextHopType: "VirtualApplianceEcmp",
      nextHops: [{ ip: "10.0.1.4" }, { ip: "10.0.1.5" }],
    });
  });

  test("an address known only from a variable is a problem, and printed as written", () => {
    const model = read({
      azurerm_route_table: {
        t: {
          name: "t",
          route: {
            name: "r",
            address_prefix: "10.0.0.0/8",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "${var.nva}",
          },
        },
      },
    });
    expect(model.routeTables[0].routes[0].nextHops).toEqual([{ text: "${var.nva}" }]);
    expect(model.problems).toEqual([
      {
        code: "UNKNOWN_VALUE",
        resource: "azurerm_route_table.t",
        attribute: "next_hop_in_ip_address",
        text: "${var.nva}",
      },
    ]);
  });
});

describe("peerings", () => {
  test("have the provider's defaults", () => {
    const model = read({
      azurerm_virtual_network: { a: { name: "a" }, b: { name: "b" } },
      azurerm_virtual_network_peering: {
        p: {
          name: "p",
          virtual_network_name: "a",
          remote_virtual_network_id: "${azurerm_virtual_network.b.id}",
        },
      },
    });
    expect(model.peerings[0]).toMatchObject({
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      allowGatewayTransit: false,
      useRemoteGateways: false,
      subnetPeering: undefined,
      hasTriggers: false,
    });
  });

  test("of subnets name them (R9)", () => {
    const model = read({
      azurerm_virtual_network: { a: { name: "a" }, b: { name: "b" } },
      azurerm_virtual_network_peering: {
        p: {
          name: "p",
          virtual_network_name: "a",
          remote_virtual_network_id: "${azurerm_virtual_network.b.id}",
          peer_complete_virtual_networks_enabled: false,
          local_subnet_names: ["x"],
          remote_subnet_names: ["y"],
        },
      },
    });
    expect(model.peerings[0].subnetPeering).toEqual({ localSubnetNames: ["x"], remoteSubnetNames: ["y"] });
  });
});

describe("network interfaces", () => {
  test.each([
    ["azurerm 4", { ip_forwarding_enabled: true }],
    ["azurerm 3", { enable_ip_forwarding: true }],
    ["a text", { ip_forwarding_enabled: "true" }],
  ])("know forwarding by the spelling of %s (R22)", (_, given) => {
    expect(
      read({ azurerm_network_interface: { n: { name: "n", ...given } } }).networkInterfaces[0].ipForwarding,
    ).toBe(true);
  });

  test("belong to machines, groups and application security groups", () => {
    const model = read({
      azurerm_application_security_group: { a: { name: "a" }, b: { name: "b" } },
      azurerm_network_security_group: { g: { name: "g" } },
      azurerm_network_interface: {
        n: {
          name: "n",
          ip_configuration: [
            {
              name: "c",
              application_security_group_ids: ["${azurerm_application_security_group.b.id}"],
              primary: true,
            },
          ],
        },
      },
      azurerm_windows_virtual_machine: {
        vm: { name: "vm", network_interface_ids: ["${azurerm_network_interface.n.id}"] },
      },
      azurerm_network_interface_security_group_association: {
        x: {
          network_interface_id: "${azurerm_network_interface.n.id}",
          network_security_group_id: "${azurerm_network_security_group.g.id}",
        },
      },
      azurerm_network_interface_application_security_group_association: {
        x: {
          network_interface_id: "${azurerm_network_interface.n.id}",
          application_security_group_id: "${azurerm_application_security_group.a.id}",
        },
      },
    });
    expect(model.networkInterfaces[0]).toMatchObject({
      virtualMachine: "azurerm_windows_virtual_machine.vm",
      networkSecurityGroup: "azurerm_network_security_group.g",
      ipConfigurations: [
        {
          primary: true,
          applicationSecurityGroups: [
            "azurerm_application_security_group.b",
            "azurerm_application_security_group.a",
          ],
        },
      ],
    });
  });

  test("of a scale set stand for those of its instances", () => {
    const model = read({
      azurerm_virtual_network: network,
      azurerm_subnet: { s: { name: "s", ...inNetwork } },
      azurerm_lb: {
        lb: { name: "lb", frontend_ip_configuration: { name: "fe", subnet_id: "${azurerm_subnet.s.id}" } },
      },
      azurerm_lb_backend_address_pool: { p: { name: "p", loadbalancer_id: "${azurerm_lb.lb.id}" } },
      azurerm_linux_virtual_machine_scale_set: {
        nva: {
          name: "nva",
          sku: "Standard_D2s_v5",
          network_interface: {
            name: "eth0",
            enable_ip_forwarding: true,
            ip_configuration: {
              name: "c",
              subnet_id: "${azurerm_subnet.s.id}",
              load_balancer_backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.p.id}"],
            },
          },
        },
      },
    });
    const address = 'azurerm_linux_virtual_machine_scale_set.nva.network_interface["eth0"]';
    expect(model.networkInterfaces).toMatchObject([
      { address, name: "eth0", ipForwarding: true, scaleSet: "azurerm_linux_virtual_machine_scale_set.nva" },
    ]);
    expect(model.virtualMachines).toMatchObject([{ networkInterfaces: [address], size: "Standard_D2s_v5" }]);
    expect(model.loadBalancers[0].backendPools[0].members).toEqual([
      {
        networkInterface: address,
        ipConfiguration: "c",
        origin: "azurerm_linux_virtual_machine_scale_set.nva",
      },
    ]);
  });
});
