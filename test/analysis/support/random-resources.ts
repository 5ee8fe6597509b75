import fc from "fast-check";
import { Resources } from "../../support/azure-shapes";

const spoke = fc.record({
  halves: fc.constantFrom("both", "both", "both", "hub", "spoke", "none"),
  forwarded: fc.boolean(),
  access: fc.boolean(),
  routes: fc.array(
    fc.record({
      prefix: fc.constantFrom("0.0.0.0/0", "10.0.0.0/8", "10.10.0.0/16", "10.11.0.0/16", "192.168.0.0/16"),
      hop: fc.constantFrom(
        "firewall",
        "10.0.1.4",
        "10.0.1.10",
        "10.0.1.99",
        "None",
        "Internet",
        "VirtualNetworkGateway",
      ),
    }),
    { maxLength: 3 },
  ),
  table: fc.boolean(),
  propagation: fc.boolean(),
  rules: fc.array(
    fc.record({
      priority: fc.integer({ min: 100, max: 4000 }),
      access: fc.constantFrom("Allow", "Deny"),
      direction: fc.constantFrom("Inbound", "Outbound"),
      from: fc.constantFrom("*", "10.10.0.0/16", "VirtualNetwork", "10.0.0.0/8"),
      port: fc.constantFrom("*", "443", "22-100"),
    }),
    { maxLength: 2 },
  ),
  group: fc.boolean(),
});

/** A hub with an appliance behind a load balancer, a firewall and a gateway, and spokes of all sorts, as Terraform JSON. */
export const randomResources: fc.Arbitrary<Resources> = fc
  .record({
    spokes: fc.array(spoke, { minLength: 1, maxLength: 3 }),
    forwards: fc.boolean(),
    allowed: fc.constantFrom(["*"], ["10.10.0.0/16"], ["10.0.0.0/8"]),
    transit: fc.boolean(),
  })
  .map(({ spokes, forwards, allowed, transit }) => {
    const resources: { [type: string]: { [name: string]: { [argument: string]: unknown } } } = {};
    const add = (type: string, name: string, body: object): void => {
      resources[`azurerm_${type}`] = { ...resources[`azurerm_${type}`], [name]: { ...body } };
    };
    const network = (name: string, prefix: string, subnets: { [name: string]: string }): void => {
      add("virtual_network", name, { ...common(`vnet-${name}`), address_space: [prefix] });
      Object.entries(subnets).forEach(([subnet, subnetPrefix]) =>
        add("subnet", `${name}_${subnet}`, {
          name: subnet,
          resource_group_name: "rg",
          virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
          address_prefixes: [subnetPrefix],
        }),
      );
    };
    network("hub", "10.0.0.0/16", {
      nva: "10.0.1.0/24",
      AzureFirewallSubnet: "10.0.2.0/26",
      GatewaySubnet: "10.0.3.0/27",
    });
    add("network_interface", "nva", {
      ...common("nic-nva"),
      ip_forwarding_enabled: forwards,
      ip_configuration: [
        {
          name: "ipconfig1",
          subnet_id: "${azurerm_subnet.hub_nva.id}",
          private_ip_address: "10.0.1.4",
          private_ip_address_allocation: "Static",
        },
      ],
    });
    add("linux_virtual_machine", "nva", {
      ...common("vm-nva"),
      size: "Standard_B2s",
      network_interface_ids: ["${azurerm_network_interface.nva.id}"],
    });
    add("lb", "nva", {
      ...common("lb-nva"),
      sku: "Standard",
      frontend_ip_configuration: [
        { name: "fe", subnet_id: "${azurerm_subnet.hub_nva.id}", private_ip_address: "10.0.1.10" },
      ],
    });
    add("lb_backend_address_pool", "nva", { name: "pool", loadbalancer_id: "${azurerm_lb.nva.id}" });
    add("lb_rule", "nva", {
      name: "ha",
      loadbalancer_id: "${azurerm_lb.nva.id}",
      protocol: "All",
      frontend_port: 0,
      backend_port: 0,
      frontend_ip_configuration_name: "fe",
      backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.nva.id}"],
    });
    add("network_interface_backend_address_pool_association", "nva", {
      network_interface_id: "${azurerm_network_interface.nva.id}",
      ip_configuration_name: "ipconfig1",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.nva.id}",
    });
    add("firewall_policy", "fw", common("policy"));
    add("firewall_policy_rule_collection_group", "fw", {
      name: "group",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      priority: 100,
      network_rule_collection: [
        {
          name: "spokes",
          priority: 100,
          action: "Allow",
          rule: [
            {
              name: "spokes",
              protocols: ["Any"],
              source_addresses: allowed,
              destination_addresses: ["*"],
              destination_ports: ["*"],
            },
          ],
        },
      ],
    });
    add("firewall", "fw", {
      ...common("afw"),
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      ip_configuration: [{ name: "a", subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}" }],
    });
    add("virtual_network_gateway", "gw", {
      ...common("vpngw"),
      type: "Vpn",
      sku: "VpnGw1AZ",
      active_active: false,
      ip_configuration: [{ name: "a", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    });
    add("local_network_gateway", "dc", {
      ...common("dc1"),
      gateway_address: "203.0.113.1",
      address_space: ["192.168.0.0/16"],
    });
    add("virtual_network_gateway_connection", "dc", {
      ...common("to-dc1"),
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
    });
    spokes.forEach((one, i) => {
      const name = `spoke${i}`;
      network(name, `10.${10 + i}.0.0/16`, { default: `10.${10 + i}.0.0/24` });
      const half = (from: string, to: string, flags: object): void =>
        add("virtual_network_peering", `${from}_${to}`, {
          name: `${from}-to-${to}`,
          resource_group_name: "rg",
          virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
          remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
          ...flags,
        });
      if (one.halves === "both" || one.halves === "hub") {
        half("hub", name, { allow_forwarded_traffic: one.forwarded, allow_gateway_transit: transit });
      }
      if (one.halves === "both" || one.halves === "spoke") {
        half(name, "hub", {
          allow_forwarded_traffic: one.forwarded,
          allow_virtual_network_access: one.access,
          use_remote_gateways: transit,
        });
      }
      if (one.table) {
        add("route_table", name, {
          ...common(`rt-${name}`),
          bgp_route_propagation_enabled: one.propagation,
          route: one.routes
            .filter(({ prefix }, at, all) => all.findIndex((other) => other.prefix === prefix) === at)
            .map(({ prefix, hop }, at) => ({ name: `r${at}`, address_prefix: prefix, ...nextHop(hop) })),
        });
        add("subnet_route_table_association", name, {
          subnet_id: `\${azurerm_subnet.${name}_default.id}`,
          route_table_id: `\${azurerm_route_table.${name}.id}`,
        });
      }
      if (one.group) {
        add("network_security_group", name, {
          ...common(`nsg-${name}`),
          security_rule: one.rules.map(({ priority, access, direction, from, port }, at) => ({
            name: `rule${at}`,
            priority: priority + at * 4001 > 4096 ? 4096 - at : priority,
            direction,
            access,
            protocol: "Tcp",
            source_address_prefix: from,
            source_port_range: "*",
            destination_address_prefix: "*",
            destination_port_range: port,
          })),
        });
        add("subnet_network_security_group_association", name, {
          subnet_id: `\${azurerm_subnet.${name}_default.id}`,
          network_security_group_id: `\${azurerm_network_security_group.${name}.id}`,
        });
      }
    });
    return resources;
  });

function common(name: string): object {
  return { name, resource_group_name: "rg", location: "eastasia" };
}

function nextHop(hop: string): object {
  if (/^[A-Z]/.test(hop)) {
    return { next_hop_type: hop };
  }
  const address = hop === "firewall" ? "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}" : hop;
  return { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: address };
}
