import {
  bind,
  Body,
  Case,
  half,
  HUB,
  id,
  networkWithGateway,
  nic,
  publicIp,
  resource,
  Resources,
  routeTable,
  SPOKE,
  subnet,
  subnetId,
} from "./terraform";

const NVA_ADDRESS = "${azurerm_network_interface.nva.private_ip_address}";
const NVA = resource("linux_virtual_machine", "nva", {
  network_interface_ids: [id("network_interface", "nva")],
});
const GATEWAY_HUB = networkWithGateway("hub", "10.0.0.0/16", "10.0.200.0/27");

/** A spoke that routes a prefix through a NIC in the hub. */
function through(nicBody: Body, prefix = "10.0.0.0/8"): Resources[] {
  return [
    ...HUB,
    ...SPOKE,
    nic("nva", "hub", nicBody),
    routeTable("rt", { address_prefix: prefix, next_hop_in_ip_address: NVA_ADDRESS }),
    bind("spoke", "default", "rt"),
  ];
}

/** A table bound to a subnet with a reserved name, with one route. */
function reservedWith(subnetName: string, prefix: string, route: Body, settings: Body = {}): Resources[] {
  return [
    ...HUB,
    subnet("hub", subnetName, prefix),
    routeTable("rt", route),
    resource("route_table", "rt", settings),
    bind("hub", subnetName, "rt"),
  ];
}

const BOTH_NICS = resource("linux_virtual_machine", "nva", {
  network_interface_ids: [id("network_interface", "nva"), id("network_interface", "outside")],
});

/** AzureFirewallSubnet that sends everything in two halves. */
function halvesOfFirewall(type: string): Resources[] {
  return [
    ...HUB,
    subnet("hub", "AzureFirewallSubnet", "10.0.3.0/26"),
    routeTable(
      "rt",
      { address_prefix: "0.0.0.0/0", next_hop_type: "Internet" },
      { address_prefix: "0.0.0.0/1", next_hop_type: type },
      { address_prefix: "128.0.0.0/1", next_hop_type: type },
    ),
    bind("hub", "AzureFirewallSubnet", "rt"),
  ];
}

function table(...routes: Body[]): Resources[] {
  return [routeTable("rt", ...routes)];
}

const GATEWAY_ROUTE = { address_prefix: "10.20.0.0/16", next_hop_type: "VirtualNetworkGateway" };
const TO_GATEWAY = [...SPOKE, routeTable("rt", GATEWAY_ROUTE), bind("spoke", "default", "rt")];
const OFFERS = half("hub", "spoke", { allow_gateway_transit: true });
const USES = half("spoke", "hub", { use_remote_gateways: true });

function many(count: number, prefix: (index: number) => string): Resources[] {
  return table(
    ...Array.from({ length: count }, (_, index) => ({
      name: `r${index}`,
      address_prefix: prefix(index),
      next_hop_in_ip_address: "10.0.1.4",
    })),
  );
}

const slash24 = (index: number): string => `10.${Math.floor(index / 250)}.${index % 250}.0/24`;

export const ROUTE_CASES: readonly Case[] = [
  {
    code: "ROUTE_WITHOUT_NEXT_HOP",
    bad: table({ address_prefix: "10.0.0.0/8" }),
    good: table({ address_prefix: "10.0.0.0/8", next_hop_in_ip_address: "${var.unknown}" }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_UNEXPECTED_NEXT_HOP",
    bad: table({
      address_prefix: "0.0.0.0/0",
      next_hop_type: "Internet",
      next_hop_in_ip_address: "10.0.1.4",
    }),
    good: table({ address_prefix: "0.0.0.0/0", next_hop_type: "Internet", next_hop_in_ip_address: "" }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_NEXT_HOP_TYPE",
    bad: table({ address_prefix: "10.0.0.0/8", next_hop_type: "VirtualAplliance" }),
    good: table({ address_prefix: "10.0.0.0/8", next_hop_type: "VnetLocal" }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_NEXT_HOP_SYNTAX",
    bad: table({ address_prefix: "10.0.0.0/8", next_hop_in_ip_address: "10.0.1" }),
    good: table({ address_prefix: "10.0.0.0/8", next_hop_in_ip_address: "10.0.1.4" }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_NEXT_HOP_PUBLIC",
    bad: table({ address_prefix: "10.0.0.0/8", next_hop_in_ip_address: "8.8.8.8" }),
    good: [
      ...table({ address_prefix: "10.0.0.0/8", next_hop_in_ip_address: "8.8.8.8" }),
      resource("virtual_network", "odd", { address_space: ["8.8.0.0/16"] }),
    ],
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_NEXT_HOP_IN_OWN_SUBNET",
    bad: [...through({ ip_forwarding_enabled: true }), bind("hub", "default", "rt")],
    good: through({ ip_forwarding_enabled: true }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_NEXT_HOP_NOT_FORWARDING",
    bad: through({}),
    good: through({ ip_forwarding_enabled: "${var.forward}" }),
    at: "azurerm_network_interface.nva",
  },
  {
    code: "ROUTE_NEXT_HOP_NOT_FORWARDING",
    bad: behindLoadBalancer({}),
    good: behindLoadBalancer({ ip_forwarding_enabled: true }),
    at: "azurerm_network_interface.nva",
  },
  {
    code: "ROUTE_DEFAULT_WITHOUT_EGRESS",
    bad: [...through({ ip_forwarding_enabled: true }, "0.0.0.0/0"), NVA],
    good: [
      publicIp("pip"),
      NVA,
      ...through(
        {
          ip_forwarding_enabled: true,
          ip_configuration: {
            name: "ip",
            subnet_id: subnetId("hub", "default"),
            private_ip_address_allocation: "Dynamic",
            public_ip_address_id: id("public_ip", "pip"),
          },
        },
        "0.0.0.0/0",
      ),
    ],
    at: "azurerm_network_interface.nva",
  },
  {
    code: "ROUTE_DEFAULT_WITHOUT_EGRESS",
    bad: [...through({ ip_forwarding_enabled: true }, "198.51.100.0/24"), NVA],
    good: [...through({ ip_forwarding_enabled: true }, "10.0.0.0/8"), NVA],
    at: "azurerm_network_interface.nva",
    says: ["198.51.100.0/24"],
  },
  {
    // Another NIC of the machine has the way out.
    code: "ROUTE_DEFAULT_WITHOUT_EGRESS",
    bad: [...through({ ip_forwarding_enabled: true }, "0.0.0.0/0"), nic("outside", "hub"), BOTH_NICS],
    good: [
      ...through({ ip_forwarding_enabled: true }, "0.0.0.0/0"),
      nic("outside", "hub", {
        ip_configuration: {
          name: "ip",
          subnet_id: subnetId("hub", "default"),
          private_ip_address_allocation: "Dynamic",
          public_ip_address_id: "${module.addresses.outside}",
        },
      }),
      BOTH_NICS,
    ],
    at: "azurerm_network_interface.nva",
  },
  {
    code: "FIREWALL_SUBNET_WITHOUT_DEFAULT_ROUTE",
    bad: reservedWith("AzureFirewallSubnet", "10.0.3.0/26", {
      address_prefix: "10.9.0.0/16",
      next_hop_type: "None",
    }),
    good: reservedWith("AzureFirewallSubnet", "10.0.3.0/26", {
      address_prefix: "0.0.0.0/0",
      next_hop_type: "Internet",
    }),
    at: "azurerm_subnet_route_table_association.hub_AzureFirewallSubnet",
  },
  {
    code: "FIREWALL_SUBNET_HALF_DEFAULT_ROUTES",
    bad: halvesOfFirewall("VirtualNetworkGateway"),
    good: halvesOfFirewall("Internet"),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_PREFIX_SYNTAX",
    bad: table({ address_prefix: "10.0.0.0", next_hop_type: "None" }),
    good: table(
      { address_prefix: "10.0.0.0/8", next_hop_type: "None" },
      { address_prefix: "Storage.EastAsia", next_hop_type: "Internet" },
      { address_prefix: "2001:db8::/32", next_hop_type: "None" },
    ),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_PREFIX_SYNTAX",
    bad: table({ address_prefix: "10.1s.1.0/24", next_hop_type: "None" }),
    good: table({ address_prefix: "10.1.1.0/24", next_hop_type: "None" }),
    at: "azurerm_route_table.rt",
    says: ["10.1s.1.0/24", "Write 10.1.1.0/24"],
  },
  {
    // azurerm 2, of which address_prefix is, takes any case of letters.
    code: "ROUTE_NEXT_HOP_TYPE",
    bad: table({ address_prefix: "10.0.0.0/8", next_hop_type: "vnetlocal" }),
    good: [
      ...table({ address_prefix: "10.0.0.0/8", next_hop_type: "vnetlocal" }),
      resource("subnet", "older", { address_prefix: "10.0.9.0/24" }),
    ],
    at: "azurerm_route_table.rt",
    says: ["refuses in that case of letters"],
  },
  {
    code: "ROUTE_PRIVATE_TO_INTERNET",
    bad: table({ address_prefix: "100.64.1.0/24", next_hop_type: "Internet" }),
    good: table(
      { address_prefix: "10.0.0.0/8", next_hop_type: "None" },
      { address_prefix: "0.0.0.0/0", next_hop_type: "Internet" },
      { address_prefix: "172.32.0.0/16", next_hop_type: "Internet" },
      { address_prefix: "${var.prefix}", next_hop_type: "Internet" },
      { address_prefix: "192.168.0.0/16", next_hop_type: "${var.type}" },
    ),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_PREFIX_DUPLICATE",
    bad: table(
      { address_prefix: "10.0.0.0/8", next_hop_type: "None" },
      { address_prefix: "10.0.0.0/8", next_hop_type: "Internet" },
    ),
    good: table(
      { address_prefix: "10.0.0.0/8", next_hop_type: "None" },
      { address_prefix: "10.0.0.0/9", next_hop_type: "Internet" },
    ),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_TO_EXPRESSROUTE_GATEWAY",
    bad: [
      ...GATEWAY_HUB,
      ...TO_GATEWAY,
      OFFERS,
      USES,
      resource("virtual_network_gateway", "er", {
        type: "ExpressRoute",
        sku: "ErGw1AZ",
        ip_configuration: { name: "c", subnet_id: subnetId("hub", "GatewaySubnet") },
      }),
    ],
    good: [...GATEWAY_HUB, ...TO_GATEWAY, OFFERS, USES],
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_TO_MISSING_GATEWAY",
    bad: [...GATEWAY_HUB, ...TO_GATEWAY],
    good: [...GATEWAY_HUB, ...TO_GATEWAY, OFFERS, USES],
    at: "azurerm_route_table.rt",
  },
  {
    code: "GATEWAY_SUBNET_DEFAULT_ROUTE",
    bad: reservedWith("GatewaySubnet", "10.0.1.0/27", {
      address_prefix: "0.0.0.0/0",
      next_hop_type: "Internet",
    }),
    good: reservedWith("GatewaySubnet", "10.0.1.0/27", {
      address_prefix: "10.10.0.0/16",
      next_hop_in_ip_address: "10.0.2.4",
    }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "GATEWAY_SUBNET_WITHOUT_PROPAGATION",
    bad: reservedWith(
      "GatewaySubnet",
      "10.0.1.0/27",
      { address_prefix: "10.10.0.0/16", next_hop_in_ip_address: "10.0.2.4" },
      { bgp_route_propagation_enabled: false },
    ),
    good: reservedWith("GatewaySubnet", "10.0.1.0/27", {
      address_prefix: "10.10.0.0/16",
      next_hop_in_ip_address: "10.0.2.4",
    }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "FIREWALL_SUBNET_DEFAULT_ROUTE",
    bad: reservedWith("AzureFirewallSubnet", "10.0.1.0/26", {
      address_prefix: "0.0.0.0/0",
      next_hop_in_ip_address: "10.0.2.4",
    }),
    good: reservedWith("AzureFirewallSubnet", "10.0.1.0/26", {
      address_prefix: "0.0.0.0/0",
      next_hop_type: "Internet",
    }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "FIREWALL_MANAGEMENT_SUBNET_DEFAULT_ROUTE",
    bad: reservedWith("AzureFirewallManagementSubnet", "10.0.1.0/26", {
      address_prefix: "0.0.0.0/0",
      next_hop_in_ip_address: "10.0.2.4",
    }),
    good: reservedWith("AzureFirewallManagementSubnet", "10.0.1.0/26", {
      address_prefix: "0.0.0.0/0",
      next_hop_type: "Internet",
    }),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_TABLE_ELSEWHERE",
    bad: [
      ...HUB,
      routeTable("rt"),
      resource("route_table", "rt", { location: "japaneast" }),
      bind("hub", "default", "rt"),
    ],
    good: [...HUB, routeTable("rt"), bind("hub", "default", "rt")],
    at: "azurerm_subnet_route_table_association.hub_default",
  },
  {
    code: "ROUTE_TABLE_LARGE",
    bad: many(450, slash24),
    good: many(400, slash24),
    at: "azurerm_route_table.rt",
    says: ["450"],
  },
  {
    code: "ROUTE_TABLE_FULL",
    bad: many(1001, slash24),
    good: many(1000, slash24),
    at: "azurerm_route_table.rt",
    says: ["1000", "562695"],
  },
  {
    code: "SERVICE_TAG_ROUTES",
    bad: many(26, (index) => `Storage.Region${index}`),
    good: many(25, (index) => `Storage.Region${index}`),
    at: "azurerm_route_table.rt",
  },
  {
    code: "ROUTE_TABLES_OF_REGION",
    bad: Array.from({ length: 601 }, (_, index) => routeTable(`rt${index}`)),
    good: Array.from({ length: 600 }, (_, index) => routeTable(`rt${index}`)),
    at: "azurerm_route_table.rt0",
  },
  {
    code: "SUBNET_BOUND_TWICE",
    bad: [
      ...HUB,
      routeTable("rt"),
      bind("hub", "default", "rt"),
      {
        azurerm_subnet_route_table_association: {
          again: { subnet_id: subnetId("hub", "default"), route_table_id: id("route_table", "rt") },
        },
      },
    ],
    good: [...HUB, routeTable("rt"), bind("hub", "default", "rt")],
    at: "azurerm_subnet_route_table_association.again",
  },
  {
    code: "SUBNET_BOUND_OTHERWISE",
    bad: boundAtCreation("other"),
    good: boundAtCreation("rt"),
    at: "azurerm_subnet.hub_default",
    says: ["azurerm_route_table.other", "azurerm_route_table.rt", "route_table_id_wo_version"],
  },
  {
    code: "ROUTES_INLINE_AND_SEPARATE",
    bad: [...table({ address_prefix: "10.1.0.0/16", next_hop_type: "None" }), separateRoute()],
    good: [resource("route_table", "rt"), separateRoute()],
    at: "azurerm_route_table.rt",
  },
];

/** A subnet whose association and whose write-only argument name a table each. */
function boundAtCreation(named: string): Resources[] {
  const written = { route_table_id_wo: id("route_table", named), route_table_id_wo_version: 1 };
  return [
    ...HUB,
    routeTable("rt"),
    routeTable("other"),
    bind("hub", "default", "rt"),
    { azurerm_subnet: { hub_default: written } },
  ];
}

function separateRoute(): Resources {
  return {
    azurerm_route: {
      separate: {
        name: "separate",
        resource_group_name: "rg",
        route_table_name: "${azurerm_route_table.rt.name}",
        address_prefix: "10.2.0.0/16",
        next_hop_type: "None",
      },
    },
  };
}

function behindLoadBalancer(nicBody: Body): Resources[] {
  return [
    ...HUB,
    ...SPOKE,
    nic("nva", "hub", nicBody),
    resource("lb", "lb", {
      frontend_ip_configuration: {
        name: "fe",
        subnet_id: subnetId("hub", "default"),
        private_ip_address: "10.0.0.10",
      },
    }),
    { azurerm_lb_backend_address_pool: { pool: { name: "pool", loadbalancer_id: id("lb", "lb") } } },
    {
      azurerm_network_interface_backend_address_pool_association: {
        nva: {
          network_interface_id: id("network_interface", "nva"),
          ip_configuration_name: "ip",
          backend_address_pool_id: id("lb_backend_address_pool", "pool"),
        },
      },
    },
    routeTable("rt", { address_prefix: "10.0.0.0/8", next_hop_in_ip_address: "10.0.0.10" }),
    bind("spoke", "default", "rt"),
  ];
}
