/** A network with something of every family, as Terraform JSON: every reference is `${type.name.attribute…}`. */
export const WHOLE_NETWORK: Record<string, Record<string, Record<string, unknown>>> = {
  azurerm_virtual_network: {
    hub: {
      name: "vnet-hub",
      resource_group_name: "rg",
      location: "eastasia",
      address_space: ["10.0.0.0/16"],
    },
    spoke: {
      name: "vnet-spoke",
      resource_group_name: "rg",
      location: "eastasia",
      address_space: ["10.10.0.0/16"],
    },
  },
  azurerm_subnet: {
    nva: subnet("hub", "snet-nva", "10.0.1.0/24"),
    gateway: subnet("hub", "GatewaySubnet", "10.0.200.0/24"),
    firewall: subnet("hub", "AzureFirewallSubnet", "10.0.2.0/26"),
    server: subnet("hub", "RouteServerSubnet", "10.0.3.0/26"),
    spoke: subnet("spoke", "default", "10.10.0.0/24"),
  },
  azurerm_virtual_network_peering: {
    out: peering("hub", "spoke", { allow_gateway_transit: true }),
    back: peering("spoke", "hub", { allow_forwarded_traffic: true, use_remote_gateways: true }),
  },
  azurerm_route_table: {
    spoke: {
      name: "rt-spoke",
      resource_group_name: "rg",
      bgp_route_propagation_enabled: false,
      route: [
        {
          name: "default",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}",
        },
      ],
    },
  },
  azurerm_route: {
    extra: {
      name: "extra",
      resource_group_name: "rg",
      route_table_name: "${azurerm_route_table.spoke.name}",
      address_prefix: "172.16.0.0/12",
      next_hop_type: "VirtualNetworkGateway",
    },
  },
  azurerm_subnet_route_table_association: {
    spoke: { subnet_id: "${azurerm_subnet.spoke.id}", route_table_id: "${azurerm_route_table.spoke.id}" },
  },
  azurerm_network_security_group: {
    spoke: {
      name: "nsg-spoke",
      resource_group_name: "rg",
      security_rule: [
        {
          name: "web",
          priority: 100,
          direction: "Inbound",
          access: "Allow",
          protocol: "Tcp",
          source_address_prefix: "*",
          source_port_range: "*",
          destination_application_security_group_ids: ["${azurerm_application_security_group.web.id}"],
          destination_port_range: "443",
        },
      ],
    },
  },
  azurerm_application_security_group: { web: { name: "asg-web", resource_group_name: "rg" } },
  azurerm_subnet_network_security_group_association: {
    spoke: {
      subnet_id: "${azurerm_subnet.spoke.id}",
      network_security_group_id: "${azurerm_network_security_group.spoke.id}",
    },
  },
  azurerm_network_interface: {
    nva: nic("nic-nva", "nva", { ip_forwarding_enabled: true }),
    vm: nic("nic-vm", "spoke", {}),
  },
  azurerm_network_interface_application_security_group_association: {
    vm: {
      network_interface_id: "${azurerm_network_interface.vm.id}",
      application_security_group_id: "${azurerm_application_security_group.web.id}",
    },
  },
  azurerm_linux_virtual_machine: {
    nva: {
      name: "vm-nva",
      resource_group_name: "rg",
      size: "Standard_B2s",
      network_interface_ids: ["${azurerm_network_interface.nva.id}"],
    },
  },
  azurerm_lb: {
    lb: {
      name: "lb",
      resource_group_name: "rg",
      sku: "Standard",
      frontend_ip_configuration: [
        { name: "fe", subnet_id: "${azurerm_subnet.nva.id}", private_ip_address: "10.0.1.10" },
      ],
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
      frontend_ip_configuration_name: "fe",
      backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.pool.id}"],
    },
  },
  azurerm_network_interface_backend_address_pool_association: {
    nva: {
      network_interface_id: "${azurerm_network_interface.nva.id}",
      ip_configuration_name: "ipconfig1",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.pool.id}",
    },
  },
  azurerm_public_ip: { gateway: { name: "pip", resource_group_name: "rg", allocation_method: "Static" } },
  azurerm_firewall_policy: { policy: { name: "policy", resource_group_name: "rg" } },
  azurerm_firewall_policy_rule_collection_group: {
    group: {
      name: "group",
      firewall_policy_id: "${azurerm_firewall_policy.policy.id}",
      priority: 100,
      network_rule_collection: [
        {
          name: "all",
          priority: 100,
          action: "Allow",
          rule: [
            {
              name: "all",
              protocols: ["Any"],
              source_ip_groups: ["${azurerm_ip_group.spokes.id}"],
              destination_addresses: ["*"],
              destination_ports: ["*"],
            },
          ],
        },
      ],
    },
  },
  azurerm_ip_group: { spokes: { name: "spokes", resource_group_name: "rg", cidrs: ["10.10.0.0/16"] } },
  azurerm_firewall: {
    fw: {
      name: "afw",
      resource_group_name: "rg",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.policy.id}",
      ip_configuration: [{ name: "a", subnet_id: "${azurerm_subnet.firewall.id}" }],
    },
  },
  azurerm_virtual_network_gateway: {
    gw: {
      name: "vpngw",
      resource_group_name: "rg",
      type: "Vpn",
      sku: "VpnGw1AZ",
      active_active: false,
      ip_configuration: [
        {
          name: "a",
          subnet_id: "${azurerm_subnet.gateway.id}",
          public_ip_address_id: "${azurerm_public_ip.gateway.id}",
        },
      ],
    },
  },
  azurerm_local_network_gateway: {
    dc: {
      name: "dc1",
      resource_group_name: "rg",
      gateway_address: "203.0.113.1",
      address_space: ["192.168.0.0/16"],
    },
  },
  azurerm_virtual_network_gateway_connection: {
    dc: {
      name: "to-dc1",
      resource_group_name: "rg",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
    },
  },
  azurerm_route_server: {
    rs: { name: "rs", resource_group_name: "rg", subnet_id: "${azurerm_subnet.server.id}" },
  },
  azurerm_route_server_bgp_connection: {
    nva: {
      name: "nva",
      route_server_id: "${azurerm_route_server.rs.id}",
      peer_asn: 65001,
      peer_ip: "10.0.1.4",
    },
  },
  azurerm_network_manager_network_group: { group: { name: "group" } },
  azurerm_network_manager_static_member: {
    spoke: {
      name: "spoke",
      network_group_id: "${azurerm_network_manager_network_group.group.id}",
      target_virtual_network_id: "${azurerm_virtual_network.spoke.id}",
    },
  },
};

function subnet(network: string, name: string, prefix: string) {
  return {
    name,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${network}.name}`,
    address_prefixes: [prefix],
  };
}

function peering(from: string, to: string, more: object) {
  return {
    name: `${from}-to-${to}`,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
    ...more,
  };
}

function nic(name: string, subnetName: string, more: object) {
  const ip = name === "nic-nva" ? "10.0.1.4" : undefined;
  return {
    name,
    resource_group_name: "rg",
    ip_configuration: [
      {
        name: "ipconfig1",
        subnet_id: `\${azurerm_subnet.${subnetName}.id}`,
        private_ip_address_allocation: ip ? "Static" : "Dynamic",
        ...(ip && { private_ip_address: ip }),
      },
    ],
    ...more,
  };
}
