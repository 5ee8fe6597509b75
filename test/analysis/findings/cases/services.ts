import {
  routeTable,
  bind,
  Body,
  Case,
  half,
  HUB,
  id,
  network,
  nic,
  publicIp,
  resource,
  Resources,
  SPOKE,
  subnet,
  subnetId,
} from "./terraform";

const FIREWALL_HOME = [
  network("hub", "10.0.0.0/16"),
  subnet("hub", "AzureFirewallSubnet", "10.0.1.0/26"),
  subnet("hub", "AzureFirewallManagementSubnet", "10.0.2.0/26"),
  publicIp("fw"),
  publicIp("management"),
];

function firewall(name: string, body: Body = {}): Resources {
  return resource("firewall", name, {
    sku_name: "AZFW_VNet",
    sku_tier: "Standard",
    ip_configuration: {
      name: "data",
      subnet_id: subnetId("hub", "AzureFirewallSubnet"),
      public_ip_address_id: id("public_ip", "fw"),
    },
    ...body,
  });
}

function management(name: string): Body {
  return {
    name,
    subnet_id: subnetId("hub", "AzureFirewallManagementSubnet"),
    public_ip_address_id: id("public_ip", "management"),
  };
}

function withPolicy(policy: Body, tier = "Standard"): Resources[] {
  return [
    ...FIREWALL_HOME,
    resource("firewall_policy", "policy", policy),
    firewall("fw", {
      sku_tier: tier,
      firewall_policy_id: id("firewall_policy", "policy"),
      management_ip_configuration: management("management"),
    }),
  ];
}

/** A table on the firewall's subnet, and a DNAT rule. */
function tunnelled(nextHop: string): Resources[] {
  return [
    resource("route_table", "fw", {
      route: [
        {
          name: "default",
          address_prefix: "0.0.0.0/0",
          next_hop_type: nextHop,
          next_hop_in_ip_address: null,
        },
      ],
    }),
    {
      azurerm_subnet_route_table_association: {
        fw: { subnet_id: subnetId("hub", "AzureFirewallSubnet"), route_table_id: id("route_table", "fw") },
      },
      azurerm_firewall_policy_rule_collection_group: {
        dnat: {
          name: "dnat",
          firewall_policy_id: id("firewall_policy", "policy"),
          priority: 300,
          nat_rule_collection: {
            name: "publish",
            priority: 100,
            action: "Dnat",
            rule: {
              name: "web",
              protocols: ["TCP"],
              source_addresses: ["*"],
              destination_address: "203.0.113.4",
              destination_ports: ["443"],
              translated_address: "10.0.0.4",
              translated_port: 443,
            },
          },
        },
      },
    },
  ];
}

/** A group of this priority that allows by name, and does nothing else. */
function namesAlone(priority: number): Resources {
  const { names } = byName("*").azurerm_firewall_policy_rule_collection_group;
  const { name, firewall_policy_id, application_rule_collection } = names as Body;
  return {
    azurerm_firewall_policy_rule_collection_group: {
      names: { name, firewall_policy_id, priority, application_rule_collection },
    },
  };
}

/** A group with two collections, the second of this priority. */
function twoCollections(priority: number): Resources {
  const [one] = Object.values(secondGroup(300).azurerm_firewall_policy_rule_collection_group);
  const collection = one.network_rule_collection as Body;
  return {
    azurerm_firewall_policy_rule_collection_group: {
      two: { ...one, network_rule_collection: [collection, { ...collection, name: "other", priority }] },
    },
  };
}

/** A second group of the policy, with a rule for a part of private address space. */
function secondGroup(priority: number): Resources {
  return {
    azurerm_firewall_policy_rule_collection_group: {
      second: {
        name: "second",
        firewall_policy_id: id("firewall_policy", "policy"),
        priority,
        network_rule_collection: {
          name: "second",
          priority: 100,
          action: "Deny",
          rule: {
            name: "later",
            protocols: ["TCP"],
            source_addresses: ["10.0.0.0/24"],
            destination_addresses: ["10.1.0.0/16"],
            destination_ports: ["22"],
          },
        },
      },
    },
  };
}

/** A rule by names whose packets a network rule before it denies, as far as they go there. */
function byName(destination: string): Resources {
  return {
    azurerm_firewall_policy_rule_collection_group: {
      names: {
        name: "names",
        firewall_policy_id: id("firewall_policy", "policy"),
        priority: 300,
        network_rule_collection: {
          name: "all",
          priority: 4000,
          action: "Deny",
          rule: {
            name: "deny",
            protocols: ["Any"],
            source_addresses: ["*"],
            destination_addresses: [destination],
            destination_ports: ["*"],
          },
        },
        application_rule_collection: {
          name: "names",
          priority: 100,
          action: "Allow",
          rule: {
            name: "app",
            protocols: { type: "Https", port: 443 },
            source_addresses: ["10.0.0.0/16"],
            destination_fqdns: ["www.example.com"],
          },
        },
      },
    },
  };
}

/** A private resolver in the hub with an inbound endpoint. */
function resolver(name: string): Resources[] {
  const dns = subnet("hub", "dns", "10.0.3.0/28");
  return [
    network("hub", "10.0.0.0/16"),
    dns,
    {
      azurerm_subnet: {
        hub_dns: {
          delegation: { name: "d", service_delegation: { name: "Microsoft.Network/dnsResolvers" } },
        },
      },
    },
    resource("private_dns_resolver", name, { virtual_network_id: id("virtual_network", "hub") }),
    ...(name === "one"
      ? [
          resource("private_dns_resolver_inbound_endpoint", name, {
            private_dns_resolver_id: id("private_dns_resolver", name),
            ip_configurations: { subnet_id: subnetId("hub", "dns") },
          }),
        ]
      : []),
  ];
}

/** A private endpoint in the hub with a zone, and a spoke that is peered. */
function namedEndpoint(): Resources[] {
  return [
    network("hub", "10.0.0.0/16"),
    subnet("hub", "endpoints", "10.0.4.0/24"),
    network("spoke", "10.1.0.0/16"),
    half("hub", "spoke"),
    half("spoke", "hub"),
    {
      azurerm_private_dns_zone: {
        blob: { name: "privatelink.blob.core.windows.net", resource_group_name: "rg" },
      },
    },
    resource("private_endpoint", "endpoint", {
      subnet_id: subnetId("hub", "endpoints"),
      private_service_connection: {
        name: "c",
        is_manual_connection: false,
        private_connection_resource_id: "x",
      },
      private_dns_zone_group: { name: "g", private_dns_zone_ids: [id("private_dns_zone", "blob")] },
    }),
  ];
}

/** Hub and spoke ask the endpoint of the hub's resolver. */
const INBOUND_FOR_ALL: Resources = {
  azurerm_virtual_network: { hub: { dns_servers: ["10.0.3.4"] }, spoke: { dns_servers: ["10.0.3.4"] } },
};

/** A ruleset of a resolver in the hub, which holds in a network with an ExpressRoute gateway. */
function forwarding(domain: string): Resources[] {
  return [
    ...resolver("one"),
    subnet("hub", "out", "10.0.3.16/28"),
    resource("private_dns_resolver_outbound_endpoint", "out", {
      private_dns_resolver_id: id("private_dns_resolver", "one"),
      subnet_id: subnetId("hub", "out"),
    }),
    resource("private_dns_resolver_dns_forwarding_ruleset", "ruleset", {
      private_dns_resolver_outbound_endpoint_ids: [id("private_dns_resolver_outbound_endpoint", "out")],
    }),
    resource("private_dns_resolver_forwarding_rule", "rule", {
      dns_forwarding_ruleset_id: id("private_dns_resolver_dns_forwarding_ruleset", "ruleset"),
      domain_name: domain,
      target_dns_servers: { ip_address: "192.168.0.4", port: 53 },
    }),
    network("spoke", "10.1.0.0/16"),
    subnet("spoke", "GatewaySubnet", "10.1.0.0/26"),
    resource("virtual_network_gateway", "er", {
      type: "ExpressRoute",
      sku: "ErGw1AZ",
      ip_configuration: { subnet_id: subnetId("spoke", "GatewaySubnet") },
    }),
    resource("private_dns_resolver_virtual_network_link", "link", {
      dns_forwarding_ruleset_id: id("private_dns_resolver_dns_forwarding_ruleset", "ruleset"),
      virtual_network_id: id("virtual_network", "spoke"),
    }),
  ];
}

const FIREWALL_ADDRESS = "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}";

function asksFirewall(server: string): Resources {
  return {
    azurerm_virtual_network_dns_servers: {
      hub: { virtual_network_id: id("virtual_network", "hub"), dns_servers: [server] },
    },
  };
}

function zoneLink(to: string): Resources {
  return {
    azurerm_private_dns_zone_virtual_network_link: {
      [to]: {
        name: to,
        private_dns_zone_id: id("private_dns_zone", "blob"),
        virtual_network_id: id("virtual_network", to),
      },
    },
  };
}

/** A policy with a rule that names so many IP groups. */
function grouped(count: number): Resources[] {
  const names = Array.from({ length: count }, (_, index) => `g${index}`);
  return [
    ...withPolicy({}),
    ...names.map((name) => resource("ip_group", name, { cidrs: ["10.8.0.0/16"] })),
    ruleGroup({ source_addresses: null, source_ip_groups: names.map((name) => id("ip_group", name)) }),
  ];
}

function ruleGroup(body: Body): Resources {
  return {
    azurerm_firewall_policy_rule_collection_group: {
      group: {
        name: "group",
        firewall_policy_id: id("firewall_policy", "policy"),
        priority: 100,
        network_rule_collection: {
          name: "collection",
          priority: 100,
          action: "Allow",
          rule: {
            name: "rule",
            protocols: ["Any"],
            source_addresses: ["*"],
            destination_addresses: ["*"],
            destination_ports: ["*"],
            ...body,
          },
        },
      },
    },
  };
}

const MEMBER_OF_POOL = {
  azurerm_network_interface_backend_address_pool_association: {
    nva: {
      network_interface_id: id("network_interface", "nva"),
      ip_configuration_name: "ip",
      backend_address_pool_id: id("lb_backend_address_pool", "pool"),
    },
  },
};

const SECOND_MEMBER = [
  nic("nva2", "hub"),
  {
    azurerm_network_interface_backend_address_pool_association: {
      nva2: {
        ...MEMBER_OF_POOL.azurerm_network_interface_backend_address_pool_association.nva,
        network_interface_id: id("network_interface", "nva2"),
      },
    },
  },
];

function balancer(body: Body = {}): Resources[] {
  return [
    ...HUB,
    nic("nva", "hub"),
    resource("lb", "lb", {
      sku: "Standard",
      frontend_ip_configuration: { name: "fe", subnet_id: subnetId("hub", "default") },
      ...body,
    }),
    {
      azurerm_lb_backend_address_pool: {
        pool: { name: "pool", loadbalancer_id: id("lb", "lb") },
        other: { name: "other", loadbalancer_id: id("lb", "lb") },
      },
    },
    MEMBER_OF_POOL,
  ];
}

function probe(port: number): Resources {
  return { azurerm_lb_probe: { probe: { name: "probe", loadbalancer_id: id("lb", "lb"), port } } };
}

/** A subnet with a default route and a group that allows one destination and denies the rest. */
function limited(destination: string): Resources[] {
  return [
    ...HUB,
    ...group(
      { direction: "Outbound", destination_address_prefix: destination },
      { direction: "Outbound", access: "Deny" },
    ),
    routeTable("rt", { address_prefix: "0.0.0.0/0", next_hop_in_ip_address: "10.0.0.4" }),
    bind("hub", "default", "rt"),
    {
      azurerm_subnet_network_security_group_association: {
        default: {
          subnet_id: subnetId("hub", "default"),
          network_security_group_id: id("network_security_group", "nsg"),
        },
      },
    },
  ];
}

function rule(body: Body = {}, name = "ha"): Resources {
  return {
    azurerm_lb_rule: {
      [name]: {
        name,
        loadbalancer_id: id("lb", "lb"),
        protocol: "All",
        frontend_port: 0,
        backend_port: 0,
        frontend_ip_configuration_name: "fe",
        backend_address_pool_ids: [id("lb_backend_address_pool", "pool")],
        probe_id: "${azurerm_lb_probe.probe.id}",
        ...body,
      },
    },
  };
}

const TWO_FRONTENDS = {
  frontend_ip_configuration: ["fe", "fe2"].map((name) => ({ name, subnet_id: subnetId("hub", "default") })),
};

function onPort(frontend_port: number, backend_port: number): Body {
  return { protocol: "Tcp", frontend_port, backend_port };
}

function outbound(name: string, protocol = "All"): Resources {
  return {
    azurerm_lb_outbound_rule: {
      [name]: {
        name,
        loadbalancer_id: id("lb", "lb"),
        protocol,
        backend_address_pool_id: id("lb_backend_address_pool", "pool"),
        frontend_ip_configuration: { name: "fe" },
      },
    },
  };
}

function group(...rules: Body[]): Resources[] {
  return [
    resource("network_security_group", "nsg", {
      security_rule: rules.map((body, index) => ({
        name: `rule${index}`,
        priority: 100 + index,
        direction: "Inbound",
        access: "Allow",
        protocol: "*",
        source_address_prefix: "*",
        source_port_range: "*",
        destination_address_prefix: "*",
        destination_port_range: "*",
        ...body,
      })),
    }),
  ];
}

/** A spoke whose group denies everything but what the neighbours send, and another whose route leads there. */
function shutOut(...more: readonly Body[]): Resources[] {
  const everything = {
    direction: "Inbound",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
  };
  const rules = [
    { name: "own", priority: 200, access: "Allow", source_address_prefix: "10.10.0.0/16" },
    { name: "deny", priority: 4000, access: "Deny", source_address_prefix: "*" },
    ...more,
  ];
  return [
    ...HUB,
    ...SPOKE,
    network("other", "10.20.0.0/16"),
    subnet("other", "default", "10.20.0.0/24"),
    routeTable("rt", { address_prefix: "10.0.0.0/8", next_hop_in_ip_address: "10.0.0.4" }),
    bind("other", "default", "rt"),
    resource("network_security_group", "nsg", {
      security_rule: rules.map((each) => ({ ...everything, destination_address_prefix: "*", ...each })),
    }),
    {
      azurerm_subnet_network_security_group_association: {
        spoke: {
          subnet_id: subnetId("spoke", "default"),
          network_security_group_id: id("network_security_group", "nsg"),
        },
      },
    },
  ];
}

function addresses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `10.0.${Math.floor(index / 256)}.${index % 256}`);
}

function separateRule(): Resources {
  return {
    azurerm_network_security_rule: {
      separate: {
        name: "separate",
        resource_group_name: "rg",
        network_security_group_name: "${azurerm_network_security_group.nsg.name}",
        priority: 200,
        direction: "Inbound",
        access: "Allow",
        protocol: "*",
        source_address_prefix: "*",
        source_port_range: "*",
        destination_address_prefix: "*",
        destination_port_range: "*",
      },
    },
  };
}

const ROUTER_HOME = [
  network("hub", "10.0.0.0/16"),
  subnet("hub", "VirtualNetworkApplianceSubnet", "10.0.3.0/27"),
  subnet("hub", "routers", "10.0.4.0/27"),
];

function routingAppliance(name: string, body: Body = {}): Resources {
  return resource("virtual_network_routing_appliance", name, {
    bandwidth_in_gbps: 50,
    subnet_id: subnetId("hub", "VirtualNetworkApplianceSubnet"),
    ...body,
  });
}

function routeToAppliance(prefix: string): Resources {
  const address =
    "${azurerm_virtual_network_routing_appliance.router.ip_configuration[0].private_ip_address}";
  return routeTable("spokes", {
    name: "all",
    address_prefix: prefix,
    next_hop_type: "VirtualAppliance",
    next_hop_in_ip_address: address,
  });
}

const ROUTING_APPLIANCE_CASES: readonly Case[] = [
  {
    code: "ROUTING_APPLIANCE_SUBNET",
    at: "azurerm_virtual_network_routing_appliance.router",
    bad: [...ROUTER_HOME, routingAppliance("router", { subnet_id: subnetId("hub", "routers") })],
    good: [...ROUTER_HOME, routingAppliance("router")],
    says: ["routers", "VirtualNetworkApplianceSubnet alone"],
  },
  {
    code: "ROUTING_APPLIANCE_DEFAULT_ROUTE",
    at: "azurerm_route_table.spokes",
    bad: [...ROUTER_HOME, routingAppliance("router"), routeToAppliance("0.0.0.0/0")],
    good: [...ROUTER_HOME, routingAppliance("router"), routeToAppliance("10.0.0.0/8")],
    says: ["drops what goes to the Internet", "0.0.0.0/0 to a firewall"],
  },
  {
    code: "ROUTING_APPLIANCE_LIMIT",
    at: "azurerm_virtual_network_routing_appliance.c",
    bad: [...ROUTER_HOME, ...["a", "b", "c"].map((name) => routingAppliance(name))],
    good: [
      ...ROUTER_HOME,
      ...["a", "b"].map((name) => routingAppliance(name)),
      routingAppliance("c", { location: "japaneast" }),
    ],
    says: ["3 routing appliances", "Azure allows 2"],
  },
];

export const SERVICE_CASES: readonly Case[] = [
  ...ROUTING_APPLIANCE_CASES,
  {
    code: "FIREWALL_SEVERAL",
    bad: [...FIREWALL_HOME, firewall("fw"), firewall("second")],
    good: [...FIREWALL_HOME, firewall("fw")],
    at: "azurerm_firewall.second",
  },
  {
    code: "FIREWALL_BASIC_WITHOUT_MANAGEMENT",
    bad: [...FIREWALL_HOME, firewall("fw", { sku_tier: "Basic" })],
    good: [
      ...FIREWALL_HOME,
      firewall("fw", { sku_tier: "Basic", management_ip_configuration: management("management") }),
    ],
    at: "azurerm_firewall.fw",
  },
  {
    code: "FIREWALL_IP_CONFIGURATION",
    bad: [resource("firewall", "f", { sku_name: "AZFW_VNet", virtual_hub: { virtual_hub_id: "x" } })],
    good: [resource("firewall", "f", { sku_name: "AZFW_Hub", virtual_hub: { virtual_hub_id: "x" } })],
    at: "azurerm_firewall.f",
    says: ["AZFW_Hub"],
  },
  {
    code: "FIREWALL_IP_CONFIGURATION",
    bad: [
      ...FIREWALL_HOME,
      firewall("fw", { ip_configuration: { name: "data", public_ip_address_id: id("public_ip", "fw") } }),
    ],
    good: [...FIREWALL_HOME, firewall("fw")],
    at: "azurerm_firewall.fw",
  },
  {
    code: "FIREWALL_IP_CONFIGURATION_SHARED",
    bad: [...FIREWALL_HOME, firewall("fw", { management_ip_configuration: management("data") })],
    good: [...FIREWALL_HOME, firewall("fw", { management_ip_configuration: management("management") })],
    at: "azurerm_firewall.fw",
  },
  {
    code: "FIREWALL_POLICY_TIER",
    bad: withPolicy({ sku: "Premium" }),
    good: withPolicy({}, "Premium"),
    at: "azurerm_firewall.fw",
  },
  {
    code: "FIREWALL_POLICY_TIER",
    bad: withPolicy({}, "Basic"),
    good: withPolicy({ sku: "Basic" }, "Basic"),
    at: "azurerm_firewall.fw",
  },
  {
    code: "FIREWALL_RESOURCE_GROUP",
    bad: [...FIREWALL_HOME, firewall("fw", { resource_group_name: "rg-firewall" })],
    good: [...FIREWALL_HOME, firewall("fw", { resource_group_name: "RG" })],
    at: "azurerm_firewall.fw",
  },
  {
    code: "FIREWALL_RULE_INCOMPLETE",
    bad: [...withPolicy({}), ruleGroup({ destination_addresses: [] })],
    good: [...withPolicy({}), ruleGroup({ destination_addresses: null, destination_fqdns: ["example.com"] })],
    at: "azurerm_firewall_policy_rule_collection_group.group",
    says: ["no destination"],
  },
  {
    code: "FIREWALL_POLICY_FEATURE",
    bad: withPolicy({ intrusion_detection: { mode: "Alert" } }),
    good: withPolicy({ sku: "Premium", intrusion_detection: { mode: "Alert" } }, "Premium"),
    at: "azurerm_firewall_policy.policy",
  },
  {
    code: "FIREWALL_DNAT_FORCED_TUNNELING",
    bad: [...withPolicy({}), ...tunnelled("VirtualNetworkGateway")],
    good: [...withPolicy({}), ...tunnelled("Internet")],
    at: "azurerm_firewall.fw",
    says: ["publish", "VirtualNetworkGateway"],
  },
  {
    code: "FIREWALL_NAMES_WITHOUT_PROXY",
    bad: [...withPolicy({}), ruleGroup({ destination_addresses: null, destination_fqdns: ["example.com"] })],
    good: [
      ...withPolicy({ dns: { proxy_enabled: true } }),
      ruleGroup({ destination_addresses: null, destination_fqdns: ["example.com"] }),
    ],
    at: "azurerm_firewall_policy_rule_collection_group.group",
    says: ["example.com"],
  },
  {
    code: "FIREWALL_PRIORITY_SHARED",
    bad: [...withPolicy({}), twoCollections(100)],
    good: [...withPolicy({}), twoCollections(110)],
    at: "azurerm_firewall_policy_rule_collection_group.two",
    says: ["priority 100"],
  },
  {
    code: "FIREWALL_GROUP_PRIORITY_SHARED",
    bad: [...withPolicy({}), ruleGroup({}), secondGroup(100)],
    good: [...withPolicy({}), ruleGroup({}), secondGroup(200)],
    at: "azurerm_firewall_policy_rule_collection_group.second",
    says: ["priority 100"],
  },
  {
    // Rules of two kinds come one after the other in any case.
    code: "FIREWALL_GROUP_PRIORITY_SHARED",
    bad: [...withPolicy({}), twoCollections(110), secondGroup(300)],
    good: [...withPolicy({}), namesAlone(100), ruleGroup({})],
    at: "azurerm_firewall_policy_rule_collection_group.second",
  },
  {
    code: "FIREWALL_RULE_UNUSED",
    bad: [...withPolicy({}), ruleGroup({}), secondGroup(200)],
    good: [...withPolicy({}), ruleGroup({ source_addresses: ["10.0.0.0/25"] }), secondGroup(200)],
    at: "azurerm_firewall_policy_rule_collection_group.second",
    says: ["second/later", "collection/rule"],
  },
  {
    // No name that it allows is looked at: the network rule denies all of its packets before.
    code: "FIREWALL_RULE_UNUSED",
    bad: [...withPolicy({}), byName("*")],
    good: [...withPolicy({}), byName("10.0.0.0/16")],
    at: "azurerm_firewall_policy_rule_collection_group.names",
    says: ["names/app", "all/deny", "as all network rules do"],
  },
  {
    code: "IP_GROUP_FULL",
    bad: [resource("ip_group", "group", { cidrs: addresses(5001) })],
    good: [resource("ip_group", "group", { cidrs: addresses(5000) })],
    at: "azurerm_ip_group.group",
    says: ["5001", "5000"],
  },
  {
    code: "IP_GROUPS_OF_POLICY",
    bad: grouped(601),
    good: grouped(600),
    at: "azurerm_firewall_policy.policy",
    says: ["601"],
  },
  {
    code: "IP_GROUP_EMPTY",
    bad: [...grouped(1), resource("ip_group", "g0", { cidrs: [] })],
    good: [...grouped(1), resource("ip_group", "g0", { cidrs: "${var.cidrs}" })],
    at: "azurerm_ip_group.g0",
  },
  {
    code: "DNS_RESOLVER_SUBNET",
    bad: [...resolver("one"), { azurerm_subnet: { hub_dns: { delegation: null } } }],
    good: resolver("one"),
    at: "azurerm_private_dns_resolver_inbound_endpoint.one",
    says: ["not delegated"],
  },
  {
    code: "DNS_RESOLVER_SUBNET",
    bad: [...resolver("one"), { azurerm_subnet: { hub_dns: { address_prefixes: ["10.0.3.0/29"] } } }],
    good: resolver("one"),
    at: "azurerm_private_dns_resolver_inbound_endpoint.one",
    says: ["10.0.3.0/29"],
  },
  {
    code: "DNS_RESOLVER_SEVERAL",
    bad: [...resolver("one"), ...resolver("two")],
    good: resolver("one"),
    at: "azurerm_private_dns_resolver.two",
  },
  {
    code: "PRIVATE_ENDPOINT_NAME_PUBLIC",
    bad: [...namedEndpoint(), zoneLink("hub")],
    good: [...namedEndpoint(), zoneLink("hub"), zoneLink("spoke")],
    at: "azurerm_virtual_network.spoke",
    says: ["endpoint"],
  },
  {
    code: "PRIVATE_ENDPOINT_NAME_PUBLIC",
    bad: [...namedEndpoint(), zoneLink("spoke")],
    good: [
      ...namedEndpoint(),
      zoneLink("spoke"),
      { azurerm_virtual_network: { hub: { dns_servers: ["10.0.9.4"] } } },
    ],
    at: "azurerm_virtual_network.hub",
  },
  {
    code: "PRIVATE_ENDPOINT_NAME_PUBLIC",
    bad: [...namedEndpoint(), ...resolver("one"), zoneLink("spoke"), INBOUND_FOR_ALL],
    good: [...namedEndpoint(), ...resolver("one"), zoneLink("hub"), INBOUND_FOR_ALL],
    at: "azurerm_virtual_network.spoke",
    says: ['the DNS server in "hub"', 'not linked to "hub"'],
  },
  {
    code: "DNS_RESOLVER_SUBNET",
    bad: [...resolver("one"), nic("guest", "hub", {}, "dns")],
    good: [...resolver("one"), ...HUB, nic("guest", "hub")],
    at: "azurerm_private_dns_resolver_inbound_endpoint.one",
    says: ['has "guest" already'],
  },
  {
    code: "DNS_RESOLVER_SUBNET",
    bad: [
      ...resolver("one"),
      network("other", "10.9.0.0/16"),
      { azurerm_private_dns_resolver: { one: { virtual_network_id: id("virtual_network", "other") } } },
    ],
    good: resolver("one"),
    at: "azurerm_private_dns_resolver_inbound_endpoint.one",
    says: ["another network"],
  },
  {
    code: "REGION_DIFFERS",
    bad: [...resolver("one"), resource("private_dns_resolver", "one", { location: "japaneast" })],
    good: resolver("one"),
    at: "azurerm_private_dns_resolver.one",
  },
  {
    code: "DNS_RULE_FOR_EVERYTHING",
    bad: forwarding("."),
    good: forwarding("corp.example."),
    at: "azurerm_private_dns_resolver_forwarding_rule.rule",
    says: ["ruleset", "er"],
  },
  {
    code: "DNS_SERVER_WITHOUT_PROXY",
    bad: [...withPolicy({}), asksFirewall("10.0.1.4")],
    good: [...withPolicy({ dns: { proxy_enabled: true } }), asksFirewall("10.0.1.4")],
    at: "azurerm_virtual_network_dns_servers.hub",
    says: ['"fw"'],
  },
  {
    code: "DNS_SERVER_WITHOUT_PROXY",
    bad: [...FIREWALL_HOME, firewall("fw"), asksFirewall(FIREWALL_ADDRESS)],
    good: [...FIREWALL_HOME, firewall("fw", { dns_servers: ["10.0.0.10"] }), asksFirewall(FIREWALL_ADDRESS)],
    at: "azurerm_virtual_network_dns_servers.hub",
  },
  {
    code: "LB_HA_PORTS",
    bad: [...balancer(), rule({ frontend_port: 80, backend_port: 80 })],
    good: [...balancer(), rule()],
    at: "azurerm_lb_rule.ha",
  },
  {
    code: "LB_HA_PORTS_SKU",
    bad: [...balancer({ sku: "Basic" }), rule()],
    good: [...balancer(), rule()],
    at: "azurerm_lb_rule.ha",
  },
  {
    code: "LB_BASIC_RETIRED",
    bad: balancer({ sku: "Basic" }),
    good: balancer(),
    at: "azurerm_lb.lb",
  },
  {
    code: "LB_FRONTEND_UNKNOWN",
    bad: [...balancer(), rule({ frontend_ip_configuration_name: "front" })],
    good: [...balancer(), rule()],
    at: "azurerm_lb_rule.ha",
    says: ['"fe"'],
  },
  {
    code: "LB_BACKEND_ELSEWHERE",
    bad: [
      ...balancer(),
      network("other", "10.5.0.0/16"),
      subnet("other", "default", "10.5.0.0/24"),
      nic("nva", "other"),
    ],
    good: balancer(),
    at: "azurerm_network_interface_backend_address_pool_association.nva",
  },
  {
    code: "LB_BACKEND_IP_CONFIGURATION",
    bad: [
      ...balancer(),
      {
        azurerm_network_interface_backend_address_pool_association: {
          nva: { ip_configuration_name: "typo" },
        },
      },
    ],
    good: balancer(),
    at: "azurerm_network_interface_backend_address_pool_association.nva",
  },
  {
    code: "LB_RULE_POOLS",
    bad: [
      ...balancer(),
      rule({
        backend_address_pool_ids: [
          id("lb_backend_address_pool", "pool"),
          id("lb_backend_address_pool", "other"),
        ],
      }),
    ],
    good: [...balancer(), rule()],
    at: "azurerm_lb_rule.ha",
  },
  {
    code: "LB_HA_PORTS_TWICE",
    bad: [...balancer(), rule(), rule({}, "again")],
    good: [...balancer(), rule(), rule({ floating_ip_enabled: true }, "again")],
    at: "azurerm_lb_rule.again",
  },
  // https://github.com/MicrosoftDocs/azure-docs/issues/94673
  {
    code: "LB_BACKEND_PORT_TWICE",
    bad: [...balancer(TWO_FRONTENDS), rule(), rule({ frontend_ip_configuration_name: "fe2" }, "again")],
    good: [
      ...balancer(TWO_FRONTENDS),
      rule({ floating_ip_enabled: true }),
      rule({ frontend_ip_configuration_name: "fe2", floating_ip_enabled: true }, "again"),
    ],
    at: "azurerm_lb_rule.again",
    says: ["all ports", "floating IP"],
  },
  // https://github.com/MicrosoftDocs/azure-docs/issues/70892
  {
    code: "LB_BACKEND_PORT_TWICE",
    bad: [...balancer(), rule(onPort(80, 80), "one"), rule(onPort(8080, 80), "two")],
    // Another protocol, another pool.
    good: [
      ...balancer(),
      rule(onPort(80, 80), "one"),
      rule({ ...onPort(8080, 80), protocol: "Udp" }, "two"),
      rule(
        { ...onPort(8081, 80), backend_address_pool_ids: [id("lb_backend_address_pool", "other")] },
        "three",
      ),
    ],
    at: "azurerm_lb_rule.two",
    says: ["Tcp port 80"],
  },
  // https://github.com/ansible-collections/azure/issues/743
  {
    code: "LB_RULE_BESIDE_OUTBOUND_RULE",
    bad: [...balancer(), rule(onPort(443, 443)), outbound("out")],
    good: [...balancer(), rule({ ...onPort(443, 443), disable_outbound_snat: true }), outbound("out")],
    at: "azurerm_lb_rule.ha",
    says: ["disable_outbound_snat = true"],
  },
  // https://github.com/Azure/AzLoadBalancerMigration/issues/10
  {
    code: "LB_OUTBOUND_RULES_SHARE_FRONTEND",
    bad: [...balancer(), outbound("one", "Tcp"), outbound("two", "All")],
    good: [...balancer(), outbound("one", "Tcp"), outbound("two", "Udp")],
    at: "azurerm_lb_outbound_rule.two",
    says: ['front end "fe"'],
  },
  {
    code: "LB_WITHOUT_PROBE",
    bad: [...balancer(), rule({ probe_id: null })],
    good: [...balancer(), rule()],
    at: "azurerm_lb_rule.ha",
  },
  {
    code: "LB_PROBE_ON_MANAGEMENT_PORT",
    bad: [...balancer(), rule(), probe(22)],
    good: [...balancer(), rule(), probe(8443)],
    at: "azurerm_lb_probe.probe",
    says: ["port 22"],
  },
  {
    code: "VIRTUAL_NETWORK_TAG_IS_EVERYTHING",
    bad: limited("VirtualNetwork"),
    good: limited("10.0.0.0/8"),
    at: "azurerm_network_security_group.nsg",
  },
  {
    code: "LB_SINGLE_MEMBER",
    bad: [...balancer(), rule()],
    good: [...balancer(), rule(), ...SECOND_MEMBER],
    at: "azurerm_lb_backend_address_pool.pool",
  },
  {
    code: "SECURITY_RULE_PRIORITY_TWICE",
    bad: group({ priority: 100 }, { priority: 100 }),
    good: group({ priority: 100 }, { priority: 100, direction: "Outbound" }),
    at: "azurerm_network_security_group.nsg",
  },
  {
    code: "SECURITY_RULE_FAMILIES",
    bad: group({
      source_address_prefix: null,
      source_address_prefixes: ["10.0.0.0/8", "fd00:1::/64"],
      destination_port_range: "443",
    }),
    good: group(
      { source_address_prefix: "10.0.0.0/8", destination_port_range: "443" },
      { priority: 200, source_address_prefix: "fd00:1::/64", destination_port_range: "443" },
    ),
    at: "azurerm_network_security_group.nsg",
    says: ["10.0.0.0/8", "fd00:1::/64"],
  },
  {
    code: "SECURITY_RULE_FAMILIES",
    bad: group({ protocol: "Icmp", source_address_prefix: "fd00:1::/64" }),
    good: group({ protocol: "Icmp", source_address_prefix: "VirtualNetwork" }),
    at: "azurerm_network_security_group.nsg",
    says: ["ICMPv6"],
  },
  {
    code: "TRANSIT_SHUT_OUT",
    bad: shutOut(),
    good: shutOut({
      name: "spokes",
      priority: 300,
      access: "Allow",
      protocol: "Tcp",
      source_address_prefix: "10.20.0.0/16",
      destination_port_range: "443",
    }),
    at: "azurerm_network_security_group.nsg",
    says: ['"deny"', "other/default", "Allow 10.20.0.0/24 with a priority below 4000"],
  },
  {
    code: "TRANSIT_SHUT_OUT",
    bad: shutOut({
      name: "probes",
      priority: 300,
      access: "Allow",
      source_address_prefix: "AzureLoadBalancer",
    }),
    // A firewall that sends as itself, and a tag that may hold anything.
    good: shutOut({ name: "tag", priority: 300, access: "Allow", source_address_prefix: "VirtualNetwork" }),
    at: "azurerm_network_security_group.nsg",
  },
  {
    code: "SECURITY_RULE_UNUSED",
    bad: group(
      { name: "deny", priority: 100, access: "Deny", source_address_prefix: "10.0.0.0/8" },
      {
        name: "web",
        priority: 110,
        protocol: "Tcp",
        source_address_prefix: "10.1.0.0/16",
        destination_port_range: "443",
      },
    ),
    // What is wider, in the other direction, of a tag, known after apply only, or says the same again.
    good: group(
      {
        name: "deny",
        priority: 100,
        access: "Deny",
        source_address_prefix: "10.1.0.0/16",
        destination_port_range: "443",
      },
      { name: "wider", priority: 110, source_address_prefix: "10.0.0.0/8", destination_port_range: "443" },
      {
        name: "ports",
        priority: 120,
        source_address_prefix: "10.1.0.0/24",
        destination_port_range: "440-450",
      },
      {
        name: "out",
        priority: 130,
        direction: "Outbound",
        source_address_prefix: "10.1.0.0/24",
        destination_port_range: "443",
      },
      { name: "tag", priority: 140, source_address_prefix: "VirtualNetwork", destination_port_range: "443" },
      { name: "open", priority: 150, source_address_prefix: "${var.from}", destination_port_range: "443" },
      {
        name: "again",
        priority: 160,
        access: "Deny",
        source_address_prefix: "10.1.0.0/24",
        destination_port_range: "443",
      },
    ),
    at: "azurerm_network_security_group.nsg",
    says: ["web", "deny"],
  },
  {
    code: "SECURITY_RULE_PRIORITY",
    bad: group({ priority: 50 }),
    good: group({ priority: "${var.priority}" }),
    at: "azurerm_network_security_group.nsg",
  },
  {
    code: "SECURITY_RULE_INCOMPLETE",
    bad: group({ source_address_prefix: null }),
    good: group({
      source_address_prefix: null,
      source_application_security_group_ids: ["/subscriptions/s/x"],
    }),
    at: "azurerm_network_security_group.nsg",
    says: ["no source"],
  },
  {
    code: "SECURITY_RULE_LIMIT",
    bad: group(...Array.from({ length: 2001 }, () => ({}))),
    good: group(...Array.from({ length: 2000 }, () => ({}))),
    at: "azurerm_network_security_group.nsg",
  },
  {
    code: "SECURITY_RULE_SIZE",
    bad: group({ source_address_prefix: null, source_address_prefixes: addresses(5998) }),
    good: group({ source_address_prefix: null, source_address_prefixes: addresses(5997) }),
    at: "azurerm_network_security_group.nsg",
    says: ["6001"],
  },
  {
    code: "RULES_INLINE_AND_SEPARATE",
    bad: [...group({}), separateRule()],
    good: [...group(), separateRule()],
    at: "azurerm_network_security_group.nsg",
  },
  {
    code: "SUBNET_LIMIT",
    bad: [network("hub", "10.0.0.0/8"), ...subnets(3001)],
    good: [network("hub", "10.0.0.0/8"), ...subnets(3000)],
    at: "azurerm_virtual_network.hub",
  },
  {
    code: "DNS_SERVER_LIMIT",
    bad: [network("hub", "10.0.0.0/8"), dnsServers(21)],
    good: [network("hub", "10.0.0.0/8"), dnsServers(20)],
    at: "azurerm_virtual_network_dns_servers.hub",
    says: ["21", "20"],
  },
];

function dnsServers(count: number): Resources {
  return resource("virtual_network_dns_servers", "hub", {
    virtual_network_id: id("virtual_network", "hub"),
    dns_servers: Array.from({ length: count }, (_, index) => `10.0.0.${index + 4}`),
  });
}

function subnets(count: number): Resources[] {
  return [
    {
      azurerm_subnet: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `s${index}`,
          {
            name: `s${index}`,
            resource_group_name: "rg",
            virtual_network_name: "hub",
            address_prefixes: [`10.${Math.floor(index / 250)}.${index % 250}.0/24`],
          },
        ]),
      ),
    },
  ];
}
