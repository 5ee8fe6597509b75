/** A block of Terraform JSON. */
export type Block = { [argument: string]: unknown };

/** Arguments of one peering half, by their azurerm names. */
export type PeeringArguments = Block;

/** `[prefix, next hop]`: an address or a reference is a VirtualAppliance, a word is a next hop type. */
export type RouteSpec = readonly [prefix: string, nextHop: string];

/**
 * Writes Terraform JSON as a person would by hand, without a line of the package, so that what the package reads was
 * not shaped by it. `network/subnet` names a subnet; its address is `azurerm_subnet.<network>_<subnet>`.
 */
export class Terraform {
  public readonly resource: { [type: string]: { [name: string]: Block } } = {};
  public readonly data: { [type: string]: { [name: string]: Block } } = {};
  public readonly more: Block = {};

  public add(type: string, name: string, body: Block): this {
    (this.resource[type] ??= {})[name] = body;
    return this;
  }

  public source(type: string, name: string, body: Block): this {
    (this.data[type] ??= {})[name] = body;
    return this;
  }

  public change(type: string, name: string, body: Block): this {
    expect(this.resource[type]?.[name]).toBeDefined();
    Object.assign(this.resource[type][name], body);
    return this;
  }

  public remove(type: string, name: string): this {
    expect(this.resource[type]?.[name]).toBeDefined();
    delete this.resource[type][name];
    return this;
  }

  public get json(): Block {
    const part = (name: string, value: object): Block =>
      Object.keys(value).length === 0 ? {} : { [name]: value };
    return { ...part("resource", this.resource), ...part("data", this.data), ...this.more };
  }

  public network(
    name: string,
    space: string | readonly string[],
    subnets: { readonly [name: string]: string } = {},
    location = "eastasia",
  ): this {
    this.add("azurerm_virtual_network", name, {
      name,
      location,
      resource_group_name: "rg",
      address_space: typeof space === "string" ? [space] : space,
    });
    for (const [subnet, prefix] of Object.entries(subnets)) {
      this.add("azurerm_subnet", `${name}_${subnet}`, {
        name: subnet,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
        address_prefixes: [prefix],
      });
    }
    return this;
  }

  public half(from: string, to: string, flags: PeeringArguments = {}): this {
    return this.add("azurerm_virtual_network_peering", `${from}_to_${to}`, {
      name: `${from}-to-${to}`,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
      remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
      ...flags,
    });
  }

  /** Both halves, with the spoke's accepting forwarded traffic, as the reference's baseline. */
  public peer(hub: string, spoke: string, hubFlags: Block = {}, spokeFlags: Block = {}): this {
    return this.half(hub, spoke, hubFlags).half(spoke, hub, { allow_forwarded_traffic: true, ...spokeFlags });
  }

  public changeHalf(from: string, to: string, flags: PeeringArguments): this {
    return this.change("azurerm_virtual_network_peering", `${from}_to_${to}`, flags);
  }

  public transit(hub: string, ...spokes: readonly string[]): this {
    for (const spoke of spokes) {
      this.changeHalf(hub, spoke, { allow_gateway_transit: true });
      this.changeHalf(spoke, hub, { use_remote_gateways: true });
    }
    return this;
  }

  public table(subnet: string, routes: readonly RouteSpec[], propagation?: boolean): this {
    const name = flat(subnet);
    return this.add("azurerm_route_table", name, {
      name: `rt-${name}`,
      location: "eastasia",
      resource_group_name: "rg",
      route: routes.map(([prefix, hop], i) => ({
        name: `route${i + 1}`,
        address_prefix: prefix,
        ...nextHop(hop),
      })),
      ...(propagation === undefined ? {} : { bgp_route_propagation_enabled: propagation }),
    }).add("azurerm_subnet_route_table_association", name, {
      subnet_id: subnetId(subnet),
      route_table_id: `\${azurerm_route_table.${name}.id}`,
    });
  }

  /** A NIC with a static address and its machine. */
  public nic(name: string, subnet: string, address: string, forwarding = true, machine = name): this {
    this.add("azurerm_network_interface", name, {
      name: `nic-${name}`,
      location: "eastasia",
      resource_group_name: "rg",
      ip_forwarding_enabled: forwarding,
      ip_configuration: [
        {
          name: "ipconfig1",
          subnet_id: subnetId(subnet),
          private_ip_address_allocation: "Static",
          private_ip_address: address,
        },
      ],
    });
    const machines = (this.resource.azurerm_linux_virtual_machine ??= {});
    machines[machine] ??= { name: `vm-${machine}`, size: "Standard_B2s", network_interface_ids: [] };
    (machines[machine].network_interface_ids as string[]).push(`\${azurerm_network_interface.${name}.id}`);
    return this;
  }

  public gateway(network: string, body: Block = {}, name = network): this {
    return this.add("azurerm_virtual_network_gateway", name, {
      name: `gw-${name}`,
      location: "eastasia",
      resource_group_name: "rg",
      type: "Vpn",
      sku: "VpnGw1AZ",
      ip_configuration: [
        {
          subnet_id: subnetId(`${network}/GatewaySubnet`),
          public_ip_address_id: `\${azurerm_public_ip.${name}.id}`,
        },
      ],
      ...body,
    }).add("azurerm_public_ip", name, {
      name: `pip-${name}`,
      location: "eastasia",
      resource_group_name: "rg",
      allocation_method: "Static",
      sku: "Standard",
    });
  }

  /** A site connected to a gateway. */
  public site(
    gateway: string,
    name: string,
    prefixes: readonly string[],
    local: Block = {},
    connection: Block = {},
  ): this {
    return this.add("azurerm_local_network_gateway", name, {
      name,
      location: "eastasia",
      resource_group_name: "rg",
      gateway_address: "203.0.113.1",
      address_space: prefixes,
      ...local,
    }).add("azurerm_virtual_network_gateway_connection", name, {
      name: `con-${name}`,
      location: "eastasia",
      resource_group_name: "rg",
      type: "IPsec",
      virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${gateway}.id}`,
      local_network_gateway_id: `\${azurerm_local_network_gateway.${name}.id}`,
      shared_key: "${var.key}",
      ...connection,
    });
  }

  /** VNet-to-VNet connections in both directions. */
  public tunnel(a: string, b: string, bgp = true): this {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      this.add("azurerm_virtual_network_gateway_connection", `${from}_to_${to}`, {
        name: `con-${from}-to-${to}`,
        location: "eastasia",
        resource_group_name: "rg",
        type: "Vnet2Vnet",
        virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${from}.id}`,
        peer_virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${to}.id}`,
        shared_key: "${var.key}",
        bgp_enabled: bgp,
      });
    }
    return this;
  }

  public routeServer(network: string, peers: readonly string[], body: Block = {}): this {
    this.add("azurerm_route_server", network, {
      name: `rs-${network}`,
      location: "eastasia",
      resource_group_name: "rg",
      sku: "Standard",
      public_ip_address_id: "${azurerm_public_ip.rs.id}",
      subnet_id: subnetId(`${network}/RouteServerSubnet`),
      ...body,
    });
    peers.forEach((peer, i) =>
      this.add("azurerm_route_server_bgp_connection", `${network}_${i}`, {
        name: `peer-${i}`,
        route_server_id: `\${azurerm_route_server.${network}.id}`,
        peer_asn: 65010 + i,
        peer_ip: peer,
      }),
    );
    return this;
  }

  /** A firewall with a policy of network rules `[sources, destinations, protocols, ports]`. */
  public firewall(
    network: string,
    rules: readonly FirewallRule[],
    policy: Block = {},
    action = "Allow",
  ): this {
    this.add("azurerm_firewall", network, {
      name: `fw-${network}`,
      location: "eastasia",
      resource_group_name: "rg",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: `\${azurerm_firewall_policy.${network}.id}`,
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: subnetId(`${network}/AzureFirewallSubnet`),
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
      ],
    }).add("azurerm_firewall_policy", network, {
      name: `fwp-${network}`,
      location: "eastasia",
      resource_group_name: "rg",
      ...policy,
    });
    return rules.length === 0 ? this : this.firewallGroup(network, network, 100, { rules, action });
  }

  public firewallGroup(
    name: string,
    policy: string,
    priority: number,
    { rules, action = "Allow", kind = "network_rule_collection", collection = 100 }: FirewallGroup,
  ): this {
    return this.add("azurerm_firewall_policy_rule_collection_group", name, {
      name: `group-${name}`,
      firewall_policy_id: `\${azurerm_firewall_policy.${policy}.id}`,
      priority,
      [kind]: [
        {
          name: `collection-${name}`,
          priority: collection,
          action,
          rule: rules.map(([sources, destinations, protocols = "Any", ports = "*"], i) => ({
            name: `rule${i + 1}`,
            source_addresses: sources.split(" "),
            destination_addresses: destinations.split(" "),
            protocols: protocols.split(" "),
            destination_ports: ports.split(" "),
          })),
        },
      ],
    });
  }

  /** An internal load balancer in front of NICs. */
  public loadBalancer(
    name: string,
    subnet: string,
    address: string,
    nics: readonly string[],
    rule: Block | undefined = {},
    sku = "Standard",
  ): this {
    this.add("azurerm_lb", name, {
      name: `lb-${name}`,
      location: "eastasia",
      resource_group_name: "rg",
      sku,
      frontend_ip_configuration: [
        {
          name: "front",
          subnet_id: subnetId(subnet),
          private_ip_address_allocation: "Static",
          private_ip_address: address,
        },
      ],
    }).add("azurerm_lb_backend_address_pool", name, {
      name: "pool",
      loadbalancer_id: `\${azurerm_lb.${name}.id}`,
    });
    this.add("azurerm_lb_rule", name, {
      name: "rule",
      loadbalancer_id: `\${azurerm_lb.${name}.id}`,
      protocol: "All",
      frontend_port: 0,
      backend_port: 0,
      frontend_ip_configuration_name: "front",
      backend_address_pool_ids: [`\${azurerm_lb_backend_address_pool.${name}.id}`],
      ...rule,
    });
    for (const nic of nics) {
      this.add("azurerm_network_interface_backend_address_pool_association", nic, {
        network_interface_id: `\${azurerm_network_interface.${nic}.id}`,
        ip_configuration_name: "ipconfig1",
        backend_address_pool_id: `\${azurerm_lb_backend_address_pool.${name}.id}`,
      });
    }
    return this;
  }

  /** A network security group on a subnet, or on a NIC (`nic:name`). */
  public securityGroup(target: string, rules: readonly Block[] = []): this {
    const name = flat(target).replace(":", "_");
    this.add("azurerm_network_security_group", name, {
      name: `nsg-${name}`,
      location: "eastasia",
      resource_group_name: "rg",
      security_rule: rules.map((rule, i) => ({ ...securityRule(i), ...rule })),
    });
    return target.startsWith("nic:")
      ? this.add("azurerm_network_interface_security_group_association", name, {
          network_interface_id: `\${azurerm_network_interface.${target.slice(4)}.id}`,
          network_security_group_id: `\${azurerm_network_security_group.${name}.id}`,
        })
      : this.add("azurerm_subnet_network_security_group_association", name, {
          subnet_id: subnetId(target),
          network_security_group_id: `\${azurerm_network_security_group.${name}.id}`,
        });
  }

  /** A network manager with one group of networks. */
  public networkManager(members: readonly string[]): this {
    this.add("azurerm_network_manager", "nm", {
      name: "nm",
      location: "eastasia",
      resource_group_name: "rg",
      scope: [{ subscription_ids: ["/subscriptions/00000000-0000-0000-0000-000000000000"] }],
      scope_accesses: ["Connectivity", "SecurityAdmin", "Routing"],
    }).add("azurerm_network_manager_network_group", "spokes", {
      name: "spokes",
      network_manager_id: "${azurerm_network_manager.nm.id}",
    });
    for (const member of members) {
      this.add("azurerm_network_manager_static_member", member, {
        name: member,
        network_group_id: "${azurerm_network_manager_network_group.spokes.id}",
        target_virtual_network_id: `\${azurerm_virtual_network.${member}.id}`,
      });
    }
    return this;
  }

  public connectivity(topology: "Mesh" | "HubAndSpoke", group: Block, body: Block = {}): this {
    return this.add("azurerm_network_manager_connectivity_configuration", "c", {
      name: "c",
      network_manager_id: "${azurerm_network_manager.nm.id}",
      connectivity_topology: topology,
      applies_to_group: [
        {
          group_connectivity: "None",
          network_group_id: "${azurerm_network_manager_network_group.spokes.id}",
          ...group,
        },
      ],
      ...body,
    });
  }

  public deployment(access: string, configuration: string, location = "eastasia"): this {
    return this.add("azurerm_network_manager_deployment", `${access}_${location}`.toLowerCase(), {
      network_manager_id: "${azurerm_network_manager.nm.id}",
      location,
      scope_access: access,
      configuration_ids: [`\${${configuration}.id}`],
    });
  }
}

/** Addresses and words are separated by spaces. */
export type FirewallRule = readonly [
  sources: string,
  destinations: string,
  protocols?: string,
  ports?: string,
];

interface FirewallGroup {
  readonly rules: readonly FirewallRule[];
  readonly action?: string;
  readonly kind?: string;
  readonly collection?: number;
}

export function subnetId(subnet: string): string {
  return `\${azurerm_subnet.${flat(subnet)}.id}`;
}

function flat(subnet: string): string {
  return subnet.replace("/", "_");
}

function nextHop(hop: string): Block {
  return /^[\d$]/.test(hop)
    ? { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: hop }
    : { next_hop_type: hop };
}

function securityRule(index: number): Block {
  return {
    name: `rule${index + 1}`,
    priority: 100 + index,
    direction: "Inbound",
    access: "Deny",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "*",
    destination_address_prefix: "*",
  };
}
