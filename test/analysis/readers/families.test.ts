import { readConfiguration } from "../../../lib/analysis/readers";

const read = (resource: object) => readConfiguration({ resource });

const hub = {
  azurerm_virtual_network: { hub: { name: "hub", address_space: ["10.0.0.0/16"] } },
  azurerm_subnet: {
    s: { name: "s", virtual_network_name: "hub", address_prefixes: ["10.0.1.0/24"] },
    m: { name: "m", virtual_network_name: "hub", address_prefixes: ["10.0.2.0/24"] },
  },
};
const subnet = "${azurerm_subnet.s.id}";

test("a load balancer with front ends, rules and the members of its pool", () => {
  const model = read({
    ...hub,
    azurerm_lb: {
      lb: {
        name: "lb",
        sku: "Basic",
        frontend_ip_configuration: { name: "fe", subnet_id: subnet, private_ip_address: "10.0.1.10" },
      },
    },
    azurerm_lb_backend_address_pool: { pool: { name: "pool", loadbalancer_id: "${azurerm_lb.lb.id}" } },
    azurerm_lb_rule: {
      ha: {
        name: "ha",
        loadbalancer_id: "${azurerm_lb.lb.id}",
        protocol: "All",
        frontend_port: 0,
        backend_port: 0,
        frontend_ip_configuration_name: "${azurerm_lb.lb.frontend_ip_configuration[0].name}",
        backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.pool.id}"],
        enable_floating_ip: true,
      },
    },
    azurerm_network_interface: { nva: { name: "nva", ip_configuration: { name: "c", subnet_id: subnet } } },
    azurerm_network_interface_backend_address_pool_association: {
      a: {
        network_interface_id: "${azurerm_network_interface.nva.id}",
        ip_configuration_name: "c",
        backend_address_pool_id: "${azurerm_lb_backend_address_pool.pool.id}",
      },
    },
    azurerm_lb_backend_address_pool_address: {
      b: { backend_address_pool_id: "${azurerm_lb_backend_address_pool.pool.id}", ip_address: "10.0.1.20" },
    },
  });
  expect(model.loadBalancers).toMatchObject([
    {
      sku: "Basic",
      frontends: [{ name: "fe", subnet: "azurerm_subnet.s", privateIp: "10.0.1.10" }],
      rules: [
        {
          address: "azurerm_lb_rule.ha",
          protocol: "All",
          frontendPort: 0,
          backendPort: 0,
          frontend: "fe",
          floatingIp: true,
          backendPools: ["azurerm_lb_backend_address_pool.pool"],
        },
      ],
      backendPools: [
        {
          members: [
            {
              networkInterface: "azurerm_network_interface.nva",
              ipConfiguration: "c",
              origin: "azurerm_network_interface_backend_address_pool_association.a",
            },
            { ip: "10.0.1.20", origin: "azurerm_lb_backend_address_pool_address.b" },
          ],
        },
      ],
    },
  ]);
  expect(model.problems).toEqual([]);
});

describe("Azure Firewall", () => {
  const firewall = (more: object) => ({
    azurerm_firewall: {
      fw: {
        name: "fw",
        sku_name: "AZFW_VNet",
        sku_tier: "Standard",
        ip_configuration: { name: "a", subnet_id: subnet },
        ...more,
      },
    },
  });

  test("with a policy, whose IP groups stand for their prefixes", () => {
    const model = read({
      ...hub,
      ...firewall({
        firewall_policy_id: "${azurerm_firewall_policy.p.id}",
        management_ip_configuration: { name: "m", subnet_id: "${azurerm_subnet.m.id}" },
      }),
      azurerm_ip_group: { g: { name: "g", cidrs: ["10.10.0.0/16"] } },
      azurerm_ip_group_cidr: { c: { ip_group_id: "${azurerm_ip_group.g.id}", cidr: "10.20.0.0/16" } },
      azurerm_firewall_policy: {
        p: { name: "p", sku: "Standard", private_ip_ranges: ["255.255.255.255/32"] },
      },
      azurerm_firewall_policy_rule_collection_group: {
        g: {
          name: "g",
          firewall_policy_id: "${azurerm_firewall_policy.p.id}",
          priority: 200,
          network_rule_collection: {
            name: "spokes",
            priority: 100,
            action: "Allow",
            rule: [
              {
                name: "all",
                protocols: ["TCP"],
                source_ip_groups: ["${azurerm_ip_group.g.id}"],
                destination_addresses: ["10.0.0.0/8", "${var.more}"],
                destination_ports: ["443"],
              },
            ],
          },
          application_rule_collection: [
            {
              name: "web",
              priority: 300,
              action: "Deny",
              rule: {
                name: "w",
                protocols: [{ type: "Https", port: 443 }],
                source_addresses: ["*"],
                destination_fqdns: ["example.org"],
              },
            },
          ],
        },
      },
    });
    expect(model.firewalls[0]).toMatchObject({
      skuTier: "Standard",
      subnet: "azurerm_subnet.s",
      managementIpConfiguration: true,
      managementSubnet: "azurerm_subnet.m",
      policy: "azurerm_firewall_policy.p",
      rulesUnknown: undefined,
    });
    expect(model.firewallPolicies[0].privateIpRanges).toEqual(["255.255.255.255/32"]);
    expect(model.firewallPolicies[0].ruleCollections).toMatchObject([
      {
        name: "spokes",
        kind: "network",
        groupPriority: 200,
        priority: 100,
        action: "Allow",
        origin: "azurerm_firewall_policy_rule_collection_group.g",
        rules: [
          {
            protocols: ["TCP"],
            sources: ["10.10.0.0/16", "10.20.0.0/16"],
            // At most: what only apply tells may be anything.
            destinations: ["*"],
            destinationPorts: ["443"],
            unknown: "${var.more}",
          },
        ],
      },
      {
        kind: "application",
        action: "Deny",
        rules: [{ protocols: ["Https:443"], sources: ["*"], destinationFqdns: ["example.org"] }],
      },
    ]);
  });

  test.each([
    ["/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/elsewhere"],
    ["${data.azurerm_firewall_policy.elsewhere.id}"],
    ["${var.policy}"],
  ])("whose policy isn't here has unknown rules: %s", (policy) => {
    const model = readConfiguration({
      resource: { ...hub, ...firewall({ firewall_policy_id: policy }) },
      data: { azurerm_firewall_policy: { elsewhere: { name: "elsewhere" } } },
    });
    expect(model.firewalls[0]).toMatchObject({ policy: undefined, rulesUnknown: policy });
  });

  test("with classic collections", () => {
    const model = read({
      ...hub,
      ...firewall({}),
      azurerm_firewall_network_rule_collection: {
        c: {
          name: "c",
          azure_firewall_name: "${azurerm_firewall.fw.name}",
          priority: 100,
          action: "Deny",
          rule: {
            name: "r",
            protocols: ["Any"],
            source_addresses: ["*"],
            destination_addresses: ["*"],
            destination_ports: ["*"],
          },
        },
      },
    });
    expect(model.firewalls[0].rulesUnknown).toBeUndefined();
    expect(model.firewalls[0].ruleCollections).toMatchObject([
      {
        origin: "azurerm_firewall_network_rule_collection.c",
        action: "Deny",
        groupPriority: 0,
        rules: [{ name: "r" }],
      },
    ]);
  });
});

describe("gateways and connections", () => {
  const gateway = (more: object) => ({
    name: "g",
    type: "Vpn",
    sku: "VpnGw1AZ",
    ip_configuration: { name: "a", subnet_id: subnet, public_ip_address_id: "${azurerm_public_ip.p.id}" },
    ...more,
  });
  const base = { ...hub, azurerm_public_ip: { p: { name: "p" } } };

  test.each([{ bgp_enabled: true }, { enable_bgp: true }])("know BGP by %j", (more) => {
    const model = read({
      ...base,
      azurerm_virtual_network_gateway: { g: gateway({ ...more, bgp_settings: { asn: 65001 } }) },
    });
    expect(model.virtualNetworkGateways[0]).toMatchObject({
      type: "Vpn",
      activeActive: false,
      bgpEnabled: true,
      asn: 65001,
      subnet: "azurerm_subnet.s",
      ipConfigurations: [{ name: "a", publicIp: "azurerm_public_ip.p" }],
    });
  });

  test("tell two shared keys apart without keeping one", () => {
    const connection = (key: object) => ({
      name: "c",
      type: "Vnet2Vnet",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.g.id}",
      peer_virtual_network_gateway_id: "${azurerm_virtual_network_gateway.h.id}",
      ...key,
    });
    const model = read({
      ...base,
      azurerm_virtual_network_gateway: { g: gateway({}), h: gateway({ type: "ExpressRoute", name: "h" }) },
      azurerm_virtual_network_gateway_connection: {
        literal: connection({ shared_key: "s3cret" }),
        same: connection({ shared_key: "s3cret" }),
        variable: connection({ shared_key: "${var.key}" }),
        none: connection({}),
      },
    });
    const [literal, same, variable, none] = model.gatewayConnections;
    expect(literal).toMatchObject({
      type: "Vnet2Vnet",
      gateway: "azurerm_virtual_network_gateway.g",
      peerGateway: "azurerm_virtual_network_gateway.h",
      hasSharedKey: true,
    });
    expect(literal.sharedKeyIdentity).toBe(same.sharedKeyIdentity);
    expect(literal.sharedKeyIdentity).not.toContain("s3cret");
    expect(variable.sharedKeyIdentity).toBe("${var.key}");
    expect(none).toMatchObject({ hasSharedKey: false, sharedKeyIdentity: undefined });
    expect(model.virtualNetworkGateways[1].type).toBe("ExpressRoute");
  });

  test("lead to devices on premises", () => {
    const model = read({
      ...base,
      azurerm_virtual_network_gateway: { g: gateway({}) },
      azurerm_local_network_gateway: {
        dc: {
          name: "dc1",
          gateway_address: "203.0.113.1",
          address_space: ["192.168.0.0/16", "${var.more}"],
          bgp_settings: { asn: 65050, bgp_peering_address: "192.168.0.1" },
        },
      },
      azurerm_virtual_network_gateway_connection: {
        c: {
          name: "c",
          type: "IPsec",
          virtual_network_gateway_id: "${azurerm_virtual_network_gateway.g.id}",
          local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
        },
      },
    });
    expect(model.gatewayConnections[0]).toMatchObject({
      type: "IPsec",
      localNetworkGateway: "azurerm_local_network_gateway.dc",
    });
    expect(model.localNetworkGateways[0]).toMatchObject({
      addressSpace: ["192.168.0.0/16"],
      addressSpaceUnknown: "${var.more}",
      asn: 65050,
      bgpPeeringAddress: "192.168.0.1",
    });
  });
});

describe("Route Server", () => {
  test("with what it peers with", () => {
    const model = read({
      ...hub,
      azurerm_route_server: { rs: { name: "rs", subnet_id: subnet, branch_to_branch_traffic_enabled: true } },
      azurerm_network_interface: {
        nva: {
          name: "nva",
          ip_configuration: { name: "c", subnet_id: subnet, private_ip_address: "10.0.1.4" },
        },
      },
      azurerm_route_server_bgp_connection: {
        c: {
          name: "c",
          route_server_id: "${azurerm_route_server.rs.id}",
          peer_asn: 65001,
          peer_ip: "${azurerm_network_interface.nva.private_ip_address}",
        },
      },
    });
    expect(model.routeServers[0]).toMatchObject({ subnet: "azurerm_subnet.s", branchToBranchTraffic: true });
    expect(model.routeServerBgpConnections[0]).toMatchObject({
      routeServer: "azurerm_route_server.rs",
      peerAsn: 65001,
      peerIp: { ip: "10.0.1.4", resource: "azurerm_network_interface.nva" },
    });
  });

  test("written as the virtual hub that it is in Azure; a hub of Virtual WAN is none", () => {
    const model = read({
      ...hub,
      azurerm_virtual_hub: { rs: { name: "rs" }, wan: { name: "wan", virtual_wan_id: "x" } },
      azurerm_virtual_hub_ip: {
        ip: { name: "ip", virtual_hub_id: "${azurerm_virtual_hub.rs.id}", subnet_id: subnet },
      },
      azurerm_virtual_hub_connection: { c: { name: "c" } },
    });
    expect(model.routeServers).toMatchObject([
      { address: "azurerm_virtual_hub.rs", subnet: "azurerm_subnet.s" },
    ]);
    expect(model.virtualWan.hubs).toMatchObject([{ address: "azurerm_virtual_hub.wan", wan: "x" }]);
    expect(model.problems).toEqual([]);
  });
});

test("a network security group with inline and separate rules, one or several addresses", () => {
  const rule = { priority: 100, direction: "Inbound", access: "Deny", protocol: "Tcp" };
  const model = read({
    azurerm_application_security_group: { web: { name: "web" } },
    azurerm_network_security_group: {
      g: {
        name: "g",
        security_rule: [
          {
            name: "a",
            ...rule,
            source_address_prefix: "10.10.0.0/16",
            source_port_range: "*",
            destination_address_prefixes: ["10.0.0.0/24", "${var.x}"],
            destination_port_ranges: ["80", "443"],
          },
        ],
      },
    },
    azurerm_network_security_rule: {
      b: {
        name: "b",
        ...rule,
        direction: "Outbound",
        access: "Allow",
        network_security_group_name: "${azurerm_network_security_group.g.name}",
        source_application_security_group_ids: ["${azurerm_application_security_group.web.id}"],
        destination_address_prefix: "VirtualNetwork",
      },
    },
  });
  expect(model.networkSecurityGroups[0].rules).toMatchObject([
    {
      name: "a",
      origin: "azurerm_network_security_group.g",
      access: "Deny",
      direction: "Inbound",
      sources: ["10.10.0.0/16"],
      sourcePorts: ["*"],
      destinations: [],
      destinationPorts: ["80", "443"],
      unknown: "${var.x}",
    },
    {
      name: "b",
      origin: "azurerm_network_security_rule.b",
      access: "Allow",
      direction: "Outbound",
      destinations: ["VirtualNetwork"],
      sourceApplicationSecurityGroups: ["azurerm_application_security_group.web"],
    },
  ]);
});

test("private endpoints, Bastion, public addresses and NAT gateways", () => {
  const model = read({
    ...hub,
    azurerm_private_endpoint: {
      e: { name: "e", subnet_id: subnet, ip_configuration: { name: "c", private_ip_address: "10.0.1.50" } },
    },
    azurerm_public_ip: { p: { name: "p", allocation_method: "Static" } },
    azurerm_bastion_host: {
      b: {
        name: "b",
        sku: "Standard",
        scale_units: 2,
        ip_configuration: { name: "c", subnet_id: subnet, public_ip_address_id: "${azurerm_public_ip.p.id}" },
      },
      d: { name: "d", sku: "Developer", virtual_network_id: "${azurerm_virtual_network.hub.id}" },
    },
    azurerm_nat_gateway: { n: { name: "n" } },
    azurerm_nat_gateway_public_ip_association: {
      a: { nat_gateway_id: "${azurerm_nat_gateway.n.id}", public_ip_address_id: "${azurerm_public_ip.p.id}" },
    },
  });
  expect(model.privateEndpoints[0]).toMatchObject({ subnet: "azurerm_subnet.s", privateIps: ["10.0.1.50"] });
  expect(model.bastionHosts).toMatchObject([
    { sku: "Standard", scaleUnits: 2, subnet: "azurerm_subnet.s", publicIp: "azurerm_public_ip.p" },
    { sku: "Developer", virtualNetwork: "azurerm_virtual_network.hub" },
  ]);
  expect(model.publicIps[0]).toMatchObject({ allocation: "Static", zones: [] });
  expect(model.natGateways[0].publicIps).toEqual(["azurerm_public_ip.p"]);
});

test("Virtual Network Manager: groups, topology, admin rules, routes and what is deployed", () => {
  const model = read({
    ...hub,
    azurerm_network_manager: { m: { name: "m" } },
    azurerm_network_manager_network_group: { spokes: { name: "spokes" } },
    azurerm_network_manager_static_member: {
      a: {
        name: "a",
        network_group_id: "${azurerm_network_manager_network_group.spokes.id}",
        target_virtual_network_id: "${azurerm_virtual_network.hub.id}",
      },
      b: {
        name: "b",
        network_group_id: "${azurerm_network_manager_network_group.spokes.id}",
        target_virtual_network_id: subnet,
      },
    },
    azurerm_network_manager_connectivity_configuration: {
      c: {
        name: "c",
        connectivity_topology: "HubAndSpoke",
        hub: {
          resource_id: "${azurerm_virtual_network.hub.id}",
          resource_type: "Microsoft.Network/virtualNetworks",
        },
        applies_to_group: {
          network_group_id: "${azurerm_network_manager_network_group.spokes.id}",
          group_connectivity: "DirectlyConnected",
          use_hub_gateway: true,
        },
      },
    },
    azurerm_network_manager_security_admin_configuration: { s: { name: "s" } },
    azurerm_network_manager_admin_rule_collection: {
      k: {
        name: "k",
        security_admin_configuration_id: "${azurerm_network_manager_security_admin_configuration.s.id}",
        network_group_ids: ["${azurerm_network_manager_network_group.spokes.id}"],
      },
    },
    azurerm_network_manager_admin_rule: {
      r: {
        name: "r",
        admin_rule_collection_id: "${azurerm_network_manager_admin_rule_collection.k.id}",
        action: "Deny",
        direction: "Inbound",
        priority: 10,
        protocol: "Tcp",
        destination_port_ranges: ["3389"],
        source: { address_prefix_type: "ServiceTag", address_prefix: "Internet" },
      },
    },
    azurerm_network_manager_routing_configuration: { rc: { name: "rc" } },
    azurerm_network_manager_routing_rule_collection: {
      k: {
        name: "k",
        routing_configuration_id: "${azurerm_network_manager_routing_configuration.rc.id}",
        network_group_ids: ["${azurerm_network_manager_network_group.spokes.id}"],
        bgp_route_propagation_enabled: false,
      },
    },
    azurerm_network_manager_routing_rule: {
      r: {
        name: "r",
        rule_collection_id: "${azurerm_network_manager_routing_rule_collection.k.id}",
        destination: { type: "AddressPrefix", address: "0.0.0.0/0" },
        next_hop: { type: "VirtualAppliance", address: "10.0.1.4" },
      },
    },
    azurerm_network_manager_deployment: {
      d: {
        network_manager_id: "${azurerm_network_manager.m.id}",
        scope_access: "Connectivity",
        configuration_ids: ["${azurerm_network_manager_connectivity_configuration.c.id}"],
      },
    },
  });
  const group = "azurerm_network_manager_network_group.spokes";
  expect(model.networkManager).toMatchObject({
    networkGroups: [
      { address: group, virtualNetworks: ["azurerm_virtual_network.hub"], subnets: ["azurerm_subnet.s"] },
    ],
    connectivityConfigurations: [
      {
        topology: "HubAndSpoke",
        hub: "azurerm_virtual_network.hub",
        groups: [
          { networkGroup: group, connectivity: "DirectlyConnected", useHubGateway: true, globalMesh: false },
        ],
      },
    ],
    securityAdminRules: [
      {
        configuration: "azurerm_network_manager_security_admin_configuration.s",
        networkGroups: [group],
        action: "Deny",
        priority: 10,
        sources: ["Internet"],
        destinationPorts: ["3389"],
      },
    ],
    routingRules: [
      {
        networkGroups: [group],
        destination: "0.0.0.0/0",
        nextHopType: "VirtualAppliance",
        nextHop: { ip: "10.0.1.4" },
        bgpRoutePropagation: false,
      },
    ],
    deployments: [
      {
        scopeAccess: "Connectivity",
        configurations: ["azurerm_network_manager_connectivity_configuration.c"],
      },
    ],
  });
  expect(model.problems).toEqual([]);
});
