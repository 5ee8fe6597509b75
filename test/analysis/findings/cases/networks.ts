import {
  bind,
  Body,
  Case,
  gateway,
  half,
  HUB,
  id,
  network,
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

/** A machine in zone 2, and its address. */
function zonal(zones: readonly string[]): Resources[] {
  return [
    network("hub", "10.0.0.0/16"),
    subnet("hub", "default", "10.0.1.0/24"),
    publicIp("pip", { zones }),
    nic("vm", "hub", {
      ip_configuration: {
        name: "ip",
        subnet_id: subnetId("hub", "default"),
        public_ip_address_id: id("public_ip", "pip"),
      },
    }),
    resource("linux_virtual_machine", "vm", {
      zone: "2",
      network_interface_ids: [id("network_interface", "vm")],
    }),
  ];
}

const INSIDE = {
  source_address_prefix: "VirtualNetwork",
  destination_address_prefix: "VirtualNetwork",
};

const BASTION_OUTBOUND = [
  { destination_address_prefix: "VirtualNetwork", destination_port_ranges: ["22", "3389"] },
  { destination_address_prefix: "AzureCloud", destination_port_range: "443" },
  { ...INSIDE, destination_port_ranges: ["8080", "5701"] },
  { destination_address_prefix: "Internet", destination_port_range: "80" },
].map((rule) => ({ direction: "Outbound", ...rule }));

const GROUP = resource("network_security_group", "nsg");

function guard(home: string, subnetName: string): Resources {
  return {
    azurerm_subnet_network_security_group_association: {
      [`${home}_${subnetName}`]: {
        subnet_id: subnetId(home, subnetName),
        network_security_group_id: id("network_security_group", "nsg"),
      },
    },
  };
}

const guardedNic: readonly Resources[] = [
  nic("nic", "hub"),
  {
    azurerm_network_interface_security_group_association: {
      nic: {
        network_interface_id: id("network_interface", "nic"),
        network_security_group_id: id("network_security_group", "nsg"),
      },
    },
  },
];

function recordingBastion(body: object): Resources[] {
  return [...HUB, BASTION_SUBNET, ...bastion({ sku: "Premium", session_recording_enabled: true, ...body })];
}

function bastion(body: object = {}): Resources[] {
  return [
    publicIp("pip_bastion"),
    resource("bastion_host", "bas", {
      sku: "Basic",
      ip_configuration: {
        name: "config",
        subnet_id: subnetId("hub", "AzureBastionSubnet"),
        public_ip_address_id: id("public_ip", "pip_bastion"),
      },
      ...body,
    }),
  ];
}

const BASTION_SUBNET = subnet("hub", "AzureBastionSubnet", "10.0.100.0/26");
const GATEWAY_HUB = networkWithGateway("hub", "10.0.0.0/16", "10.0.200.0/27");
const USES = { use_remote_gateways: true };
const OFFERS = { allow_gateway_transit: true };

const NAT = resource("subnet_nat_gateway_association", "nat", {
  subnet_id: subnetId("hub", "default"),
  nat_gateway_id: "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/natGateways/nat",
});
const HUB_WITH_GATEWAY = networkWithGateway("hub", "10.0.0.0/16", "10.0.200.0/27");
const USES_GATEWAY: Resources = {
  azurerm_virtual_network_peering: {
    hub_spoke: { allow_gateway_transit: true },
    spoke_hub: { use_remote_gateways: true },
  },
};
const FIREWALL_ROUTE: readonly Resources[] = [
  ...HUB,
  subnet("hub", "AzureFirewallSubnet", "10.0.3.0/26"),
  resource("route_table", "rt"),
  bind("hub", "AzureFirewallSubnet", "rt"),
  {
    azurerm_route: {
      default: {
        name: "default",
        resource_group_name: "rg",
        route_table_name: "${azurerm_route_table.rt.name}",
        address_prefix: "0.0.0.0/0",
        next_hop_type: "Internet",
      },
    },
  },
];

/** A half of a peering that waits, by default for the subnets of both networks. */
function waiting(from: string, to: string, ...others: string[]): Resources {
  const subnets = ["azurerm_subnet.hub_default", "azurerm_subnet.spoke_default"];
  return {
    azurerm_virtual_network_peering: {
      [`${from}_${to}`]: { depends_on: others.length > 0 ? others : subnets },
    },
  };
}

function azapiSubnet(name: string, addressPrefix: string, more: Body = {}): Resources {
  return {
    azapi_resource: {
      [name]: {
        type: "Microsoft.Network/virtualNetworks/subnets@2023-11-01",
        parent_id: "${azurerm_virtual_network.hub.id}",
        name,
        body: { properties: { addressPrefix } },
        ...more,
      },
    },
  };
}

export const NETWORK_CASES: readonly Case[] = [
  {
    code: "PEERING_RACES_SUBNETS",
    bad: [...HUB, ...SPOKE],
    good: [...HUB, ...SPOKE, waiting("hub", "spoke"), waiting("spoke", "hub")],
    at: "azurerm_virtual_network_peering.hub_spoke",
    says: ["azurerm_subnet.hub_default, azurerm_subnet.spoke_default"],
  },
  {
    code: "PEERING_RACES_SUBNETS",
    bad: [...HUB, ...SPOKE, waiting("hub", "spoke"), waiting("spoke", "hub"), NAT],
    good: [...HUB, ...SPOKE, waiting("hub", "spoke"), waiting("spoke", "hub")],
    at: "azurerm_virtual_network_peering.hub_spoke",
    says: ["azurerm_subnet_nat_gateway_association.nat"],
  },
  {
    code: "PEERING_BEFORE_GATEWAY",
    bad: [...HUB_WITH_GATEWAY, ...SPOKE, USES_GATEWAY],
    good: [
      ...HUB_WITH_GATEWAY,
      ...SPOKE,
      USES_GATEWAY,
      waiting("spoke", "hub", "azurerm_virtual_network_gateway.gw_hub"),
    ],
    at: "azurerm_virtual_network_peering.spoke_hub",
  },
  {
    code: "PEERING_BEFORE_OPPOSITE",
    bad: [...HUB_WITH_GATEWAY, ...SPOKE, USES_GATEWAY],
    good: [
      ...HUB_WITH_GATEWAY,
      ...SPOKE,
      USES_GATEWAY,
      waiting("spoke", "hub", "azurerm_virtual_network_peering.hub_spoke"),
    ],
    at: "azurerm_virtual_network_peering.spoke_hub",
  },
  {
    code: "FIREWALL_SUBNET_ROUTE_NOT_AWAITED",
    bad: FIREWALL_ROUTE,
    good: [
      ...FIREWALL_ROUTE,
      {
        azurerm_subnet_route_table_association: {
          hub_AzureFirewallSubnet: { depends_on: ["azurerm_route.default"] },
        },
      },
    ],
    at: "azurerm_subnet_route_table_association.hub_AzureFirewallSubnet",
  },
  {
    code: "DNS_SERVERS_INLINE_AND_SEPARATE",
    bad: [
      network("hub", "10.0.0.0/16"),
      resource("virtual_network", "hub", { dns_servers: ["10.0.0.4"] }),
      resource("virtual_network_dns_servers", "hub", {
        virtual_network_id: id("virtual_network", "hub"),
        dns_servers: ["10.0.0.5"],
      }),
    ],
    // As a plan shows what the separate resource wrote.
    good: [
      network("hub", "10.0.0.0/16"),
      resource("virtual_network", "hub", { dns_servers: ["10.0.0.5"] }),
      resource("virtual_network_dns_servers", "hub", {
        virtual_network_id: id("virtual_network", "hub"),
        dns_servers: ["10.0.0.5"],
      }),
    ],
    at: "azurerm_virtual_network.hub",
  },
  {
    code: "SUBNETS_INLINE_AND_SEPARATE",
    bad: [
      ...HUB,
      { azurerm_virtual_network: { hub: { subnet: { name: "inline", address_prefixes: ["10.0.7.0/24"] } } } },
    ],
    good: HUB,
    at: "azurerm_virtual_network.hub",
  },
  {
    code: "NAME_NOT_ALLOWED",
    bad: [resource("virtual_network", "hub", { name: "vnet hub!", address_space: ["10.0.0.0/16"] })],
    good: HUB,
    at: "azurerm_virtual_network.hub",
    says: ["vnet-hub"],
  },
  {
    code: "NAME_NOT_ALLOWED",
    bad: [resource("firewall", "fw", { name: "f".repeat(57) })],
    good: [resource("firewall", "fw", { name: "f".repeat(56) })],
    at: "azurerm_firewall.fw",
    says: ["57"],
  },
  {
    code: "NAME_DUPLICATE",
    bad: [resource("public_ip", "a", { name: "pip" }), resource("public_ip", "b", { name: "PIP" })],
    good: [
      resource("public_ip", "a", { name: "pip" }),
      resource("public_ip", "b", { name: "pip", resource_group_name: "rg-other" }),
      resource("public_ip", "c", { name: "pip", provider: "azurerm.spokes" }),
    ],
    at: "azurerm_public_ip.b",
  },
  {
    code: "REGION_UNKNOWN",
    bad: [resource("virtual_network", "hub", { address_space: ["10.0.0.0/16"], location: "eastasai" })],
    good: [resource("virtual_network", "hub", { address_space: ["10.0.0.0/16"], location: "East Asia" })],
    at: "azurerm_virtual_network.hub",
    says: ["eastasia"],
  },
  {
    code: "REGION_DIFFERS",
    bad: [...HUB, nic("nic", "hub", { location: "japaneast" })],
    good: [...HUB, nic("nic", "hub", { location: "East Asia" })],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "SECURITY_GROUP_ELSEWHERE",
    bad: [
      ...HUB,
      resource("network_security_group", "nsg", { location: "francecentral" }),
      guard("hub", "default"),
    ],
    good: [
      ...HUB,
      resource("network_security_group", "nsg", { location: "East Asia" }),
      guard("hub", "default"),
    ],
    at: "azurerm_subnet.hub_default",
    says: ["is in francecentral", "is in eastasia"],
  },
  {
    code: "SECURITY_GROUP_ELSEWHERE",
    bad: [...HUB, resource("network_security_group", "nsg", { location: "francecentral" }), ...guardedNic],
    good: [...HUB, resource("network_security_group", "nsg", { location: "${var.region}" }), ...guardedNic],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "ZONES_WITHOUT_REGION_ZONES",
    bad: [publicIp("pip", { location: "westus" })],
    good: [publicIp("pip", { location: "westus2" })],
    at: "azurerm_public_ip.pip",
  },
  {
    code: "RESERVED_SUBNET_TOO_SMALL",
    bad: [...HUB, subnet("hub", "AzureBastionSubnet", "10.0.100.0/27")],
    good: [...HUB, BASTION_SUBNET],
    at: "azurerm_subnet.hub_AzureBastionSubnet",
    says: ["/26 or larger", "10.0.100.0/26 is free"],
  },
  ...[
    ["GatewaySubnet", 30, 29],
    ["AzureFirewallSubnet", 27, 26],
    ["AzureFirewallManagementSubnet", 27, 26],
    ["RouteServerSubnet", 28, 27],
  ].map(([name, small, enough]): Case => ({
    code: "RESERVED_SUBNET_TOO_SMALL",
    bad: [...HUB, subnet("hub", String(name), `10.0.1.0/${small}`)],
    good: [...HUB, subnet("hub", String(name), `10.0.1.0/${enough}`)],
    at: `azurerm_subnet.hub_${name}`,
  })),
  {
    code: "GATEWAY_SUBNET_SMALL",
    bad: [...HUB, subnet("hub", "GatewaySubnet", "10.0.1.0/28")],
    good: [...HUB, subnet("hub", "GatewaySubnet", "10.0.1.0/27")],
    at: "azurerm_subnet.hub_GatewaySubnet",
  },
  {
    code: "RESERVED_SUBNET_SPELLING",
    bad: [...HUB, subnet("hub", "azurebastionsubnet", "10.0.1.0/26")],
    good: [...HUB, BASTION_SUBNET],
    at: "azurerm_subnet.hub_azurebastionsubnet",
    says: ["AzureBastionSubnet"],
  },
  {
    code: "RESERVED_SUBNET_ROUTE_TABLE",
    bad: [...HUB, BASTION_SUBNET, routeTable("rt"), bind("hub", "AzureBastionSubnet", "rt")],
    good: [...HUB, BASTION_SUBNET, routeTable("rt"), bind("hub", "default", "rt")],
    at: "azurerm_subnet_route_table_association.hub_AzureBastionSubnet",
  },
  {
    code: "RESERVED_SUBNET_ROUTE_TABLE",
    bad: [
      ...HUB,
      subnet("hub", "RouteServerSubnet", "10.0.1.0/26"),
      routeTable("rt"),
      bind("hub", "RouteServerSubnet", "rt"),
    ],
    good: [
      ...HUB,
      subnet("hub", "GatewaySubnet", "10.0.1.0/26"),
      routeTable("rt"),
      bind("hub", "GatewaySubnet", "rt"),
    ],
    at: "azurerm_subnet_route_table_association.hub_RouteServerSubnet",
  },
  {
    code: "RESERVED_SUBNET_SECURITY_GROUP",
    bad: [...HUB, subnet("hub", "GatewaySubnet", "10.0.1.0/27"), GROUP, guard("hub", "GatewaySubnet")],
    good: [...HUB, BASTION_SUBNET, GROUP, guard("hub", "AzureBastionSubnet")],
    at: "azurerm_subnet.hub_GatewaySubnet",
  },
  // https://github.com/Azure/terraform-provider-azapi/issues/503
  {
    code: "SUBNETS_AT_ONCE",
    bad: [network("hub", "10.0.0.0/16"), azapiSubnet("a", "10.0.1.0/24"), azapiSubnet("b", "10.0.2.0/24")],
    good: [
      network("hub", "10.0.0.0/16"),
      azapiSubnet("a", "10.0.1.0/24"),
      azapiSubnet("b", "10.0.2.0/24", { depends_on: ["azapi_resource.a"] }),
    ],
    at: "azapi_resource.a",
    says: ["azapi_resource.b", "locks"],
  },
  {
    code: "SUBNETS_AT_ONCE",
    bad: [network("hub", "10.0.0.0/16"), azapiSubnet("a", "10.0.1.0/24"), azapiSubnet("b", "10.0.2.0/24")],
    good: [
      network("hub", "10.0.0.0/16"),
      azapiSubnet("a", "10.0.1.0/24", { locks: ["${azurerm_virtual_network.hub.id}"] }),
      azapiSubnet("b", "10.0.2.0/24", { locks: ["${azurerm_virtual_network.hub.id}"] }),
    ],
    at: "azapi_resource.a",
  },
  {
    code: "RESERVED_SUBNET_ENDPOINT_POLICY",
    bad: [
      ...HUB,
      subnet("hub", "GatewaySubnet", "10.0.1.0/27"),
      { azurerm_subnet: { hub_GatewaySubnet: { service_endpoint_policy_ids: ["${x.p.id}"] } } },
    ],
    good: [
      ...HUB,
      subnet("hub", "GatewaySubnet", "10.0.1.0/27"),
      { azurerm_subnet: { hub_GatewaySubnet: { service_endpoint_policy_ids: [] } } },
    ],
    at: "azurerm_subnet.hub_GatewaySubnet",
  },
  {
    code: "RESERVED_SUBNET_OCCUPIED",
    bad: [...HUB, BASTION_SUBNET, nic("nic", "hub", {}, "AzureBastionSubnet")],
    good: [...HUB, BASTION_SUBNET, nic("nic", "hub")],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "WRONG_SUBNET",
    bad: [
      ...HUB,
      publicIp("pip"),
      resource("bastion_host", "bas", {
        ip_configuration: {
          name: "config",
          subnet_id: subnetId("hub", "default"),
          public_ip_address_id: id("public_ip", "pip"),
        },
      }),
    ],
    good: [...HUB, BASTION_SUBNET, ...bastion()],
    at: "azurerm_bastion_host.bas",
    says: ["AzureBastionSubnet"],
  },
  {
    code: "PEERING_SELF",
    bad: [...HUB, half("hub", "hub")],
    good: [...HUB, ...SPOKE],
    at: "azurerm_virtual_network_peering.hub_hub",
  },
  {
    code: "PEERING_DUPLICATE",
    bad: [
      ...HUB,
      ...SPOKE,
      {
        azurerm_virtual_network_peering: {
          z: { ...half("hub", "spoke").azurerm_virtual_network_peering.hub_spoke, name: "z" },
        },
      },
    ],
    good: [...HUB, ...SPOKE],
    at: "azurerm_virtual_network_peering.z",
  },
  {
    code: "PEERING_BOTH_GATEWAY_FLAGS",
    bad: [...HUB, ...SPOKE, half("spoke", "hub", { ...USES, ...OFFERS })],
    good: [...HUB, ...SPOKE, half("spoke", "hub", USES)],
    at: "azurerm_virtual_network_peering.spoke_hub",
  },
  {
    code: "PEERING_REMOTE_HAS_NO_GATEWAY",
    bad: [...HUB, ...SPOKE, half("spoke", "hub", USES), half("hub", "spoke", OFFERS)],
    good: [...GATEWAY_HUB, ...SPOKE, half("spoke", "hub", USES), half("hub", "spoke", OFFERS)],
    at: "azurerm_virtual_network_peering.spoke_hub",
  },
  {
    code: "PEERING_TRANSIT_NOT_ALLOWED",
    bad: [...GATEWAY_HUB, ...SPOKE, half("spoke", "hub", USES)],
    good: [...GATEWAY_HUB, ...SPOKE, half("spoke", "hub", USES), half("hub", "spoke", OFFERS)],
    at: "azurerm_virtual_network_peering.spoke_hub",
  },
  {
    code: "PEERING_OWN_GATEWAY",
    bad: [
      ...GATEWAY_HUB,
      ...SPOKE,
      ...networkWithGateway("spoke", "10.10.0.0/16", "10.10.1.0/27"),
      half("spoke", "hub", USES),
      half("hub", "spoke", OFFERS),
    ],
    good: [...GATEWAY_HUB, ...SPOKE, ...networkWithGateway("spoke", "10.10.0.0/16", "10.10.1.0/27")],
    at: "azurerm_virtual_network_peering.spoke_hub",
  },
  {
    code: "PEERING_SEVERAL_REMOTE_GATEWAYS",
    bad: [
      ...GATEWAY_HUB,
      ...SPOKE,
      ...networkWithGateway("hub2", "10.20.0.0/16", "10.20.1.0/27"),
      half("spoke", "hub", USES),
      half("spoke", "hub2", USES),
    ],
    good: [
      ...GATEWAY_HUB,
      ...SPOKE,
      ...networkWithGateway("hub2", "10.20.0.0/16", "10.20.1.0/27"),
      half("spoke", "hub", USES),
      half("spoke", "hub2"),
    ],
    at: "azurerm_virtual_network_peering.spoke_hub2",
  },
  {
    code: "PEERING_DROPS_FORWARDED_TRAFFIC",
    bad: [...applianceInHub(), half("spoke", "hub", { allow_forwarded_traffic: false })],
    good: applianceInHub(),
    at: "azurerm_virtual_network_peering.spoke_hub",
  },
  {
    code: "PEERING_WITHOUT_TRIGGERS",
    bad: [...HUB, ...SPOKE, half("hub", "spoke", { triggers: null })],
    good: [...HUB, ...SPOKE],
    at: "azurerm_virtual_network_peering.hub_spoke",
  },
  {
    code: "BASTION_FEATURE_SKU",
    bad: [...HUB, BASTION_SUBNET, ...bastion({ tunneling_enabled: true })],
    good: [...HUB, BASTION_SUBNET, ...bastion({ sku: "Standard", tunneling_enabled: true, scale_units: 3 })],
    at: "azurerm_bastion_host.bas",
    says: ["tunneling_enabled"],
  },
  {
    code: "BASTION_FEATURE_SKU",
    bad: [...HUB, BASTION_SUBNET, ...bastion({ sku: "Standard", session_recording_enabled: true })],
    good: [...HUB, BASTION_SUBNET, ...bastion({ sku: "Premium", session_recording_enabled: true })],
    at: "azurerm_bastion_host.bas",
  },
  {
    code: "BASTION_SESSIONS_UNRECORDED",
    bad: recordingBastion({ tunneling_enabled: true }),
    good: recordingBastion({ ip_connect_enabled: true, shareable_link_enabled: true }),
    at: "azurerm_bastion_host.bas",
    says: ["tunneling_enabled"],
  },
  {
    code: "BASTION_DEVELOPER",
    bad: [...HUB, BASTION_SUBNET, ...bastion({ sku: "Developer" })],
    good: [
      ...HUB,
      resource("bastion_host", "bas", { sku: "Developer", virtual_network_id: id("virtual_network", "hub") }),
    ],
    at: "azurerm_bastion_host.bas",
  },
  {
    code: "BASTION_SECURITY_GROUP",
    bad: guardedBastion("GatewayManager"),
    good: guardedBastion("GatewayManager", "203.0.113.0/24"),
    at: "azurerm_network_security_group.nsg",
    says: ["from Internet"],
  },
  {
    code: "BASTION_SECURITY_GROUP",
    bad: guardedBastion("Internet"),
    good: guardedBastion("*"),
    at: "azurerm_network_security_group.nsg",
    says: ["from GatewayManager"],
  },
  {
    code: "BASTION_SEVERAL",
    bad: [
      ...HUB,
      BASTION_SUBNET,
      ...bastion(),
      resource("bastion_host", "second", {
        ip_configuration: { name: "config", subnet_id: subnetId("hub", "AzureBastionSubnet") },
      }),
    ],
    good: [...HUB, BASTION_SUBNET, ...bastion()],
    at: "azurerm_bastion_host.second",
  },
  {
    code: "PUBLIC_IP_DYNAMIC",
    bad: [publicIp("pip", { allocation_method: "Dynamic" })],
    good: [publicIp("pip")],
    at: "azurerm_public_ip.pip",
  },
  {
    code: "PUBLIC_IP_BASIC_RETIRED",
    bad: [publicIp("pip", { sku: "Basic", zones: null })],
    good: [publicIp("pip", { sku: "Standard" })],
    at: "azurerm_public_ip.pip",
  },
  {
    code: "PUBLIC_IP_BASIC_ZONES",
    bad: [publicIp("pip", { sku: "Basic" })],
    good: [publicIp("pip", { sku: "Basic", zones: [] })],
    at: "azurerm_public_ip.pip",
  },
  {
    code: "PUBLIC_IP_ZONES_IN_PART",
    bad: [publicIp("pip", { zones: ["1", "2"] })],
    good: [publicIp("pip", { zones: ["1"] }), publicIp("all", { zones: ["3", "2", "1"] })],
    at: "azurerm_public_ip.pip",
  },
  // https://github.com/Azure/azurehpc/issues/317
  {
    code: "PUBLIC_IP_OTHER_ZONE",
    bad: zonal(["1"]),
    good: zonal(["1", "2", "3"]),
    at: "azurerm_public_ip.pip",
    says: ["zone 1", "zone 2"],
  },
  {
    code: "PUBLIC_IP_SHARED",
    bad: [
      network("hub", "10.0.0.0/16"),
      subnet("hub", "GatewaySubnet", "10.0.1.0/27"),
      publicIp("pip"),
      gateway("gw", "hub", ["pip", "pip"]),
    ],
    good: [
      network("hub", "10.0.0.0/16"),
      subnet("hub", "GatewaySubnet", "10.0.1.0/27"),
      publicIp("pip"),
      publicIp("pip2"),
      gateway("gw", "hub", ["pip", "pip2"]),
    ],
    at: "azurerm_public_ip.pip",
  },
  {
    code: "PUBLIC_IP_SKU",
    bad: [...HUB, BASTION_SUBNET, ...bastion(), publicIp("pip_bastion", { sku: "Basic", zones: null })],
    good: [...HUB, BASTION_SUBNET, ...bastion()],
    at: "azurerm_public_ip.pip_bastion",
  },
];

function applianceInHub(): Resources[] {
  return [
    ...HUB,
    ...SPOKE,
    nic("nva", "hub", { ip_forwarding_enabled: true }),
    routeTable("rt", {
      address_prefix: "10.0.0.0/8",
      next_hop_in_ip_address: "${azurerm_network_interface.nva.private_ip_address}",
    }),
    bind("spoke", "default", "rt"),
  ];
}

/** AzureBastionSubnet with a security group that lets HTTPS in from some sources. */
function guardedBastion(...sources: string[]): Resources[] {
  return withBastionRules([
    ...sources.map((source) => ({ source_address_prefix: source, destination_port_range: "400-500" })),
    { source_address_prefix: "AzureLoadBalancer", destination_port_range: "443" },
    { ...INSIDE, destination_port_ranges: ["8080", "5701"] },
    ...BASTION_OUTBOUND,
  ]);
}

/** AzureBastionSubnet with a group of rules that allow. */
function withBastionRules(bodies: readonly Body[]): Resources[] {
  const rules = bodies.map((body, index) => ({
    name: `rule${index}`,
    priority: 100 + index,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_address_prefix: "*",
    source_port_range: "*",
    destination_address_prefix: "*",
    ...body,
  }));
  return [
    ...HUB,
    BASTION_SUBNET,
    resource("network_security_group", "nsg", { security_rule: rules }),
    guard("hub", "AzureBastionSubnet"),
  ];
}
