import {
  Case,
  half,
  HUB,
  id,
  network,
  networkWithGateway,
  nic,
  resource,
  routeTable,
  SPOKE,
  subnet,
  subnetId,
} from "./terraform";

function withAddress(name: string, address: string, allocation = "Static"): ReturnType<typeof nic> {
  return nic(name, "hub", {
    ip_configuration: {
      name: "ip",
      subnet_id: subnetId("hub", "default"),
      private_ip_address_allocation: allocation,
      private_ip_address: address,
    },
  });
}

function withServiceAddress(address: string): ReturnType<typeof resource> {
  return resource("private_link_service", "pls", {
    nat_ip_configuration: {
      name: "nat",
      subnet_id: subnetId("hub", "default"),
      private_ip_address: address,
      primary: true,
    },
  });
}

const SISTERS = [
  network("hub", "10.0.0.0/16"),
  half("hub", "a"),
  half("hub", "b"),
  network("a", "10.1.0.0/16"),
];

export const ADDRESS_CASES: readonly Case[] = [
  {
    code: "ADDRESS_SYNTAX",
    bad: [network("hub", "hello")],
    good: [network("hub", "10.0.0.0/16", "2001:db8::/48")],
    at: "azurerm_virtual_network.hub",
    says: ["hello"],
  },
  {
    code: "ADDRESS_SYNTAX",
    bad: [network("hub", "10.0.0.0/16"), subnet("hub", "default", "10.0.1.7/24")],
    good: HUB,
    at: "azurerm_subnet.hub_default",
    says: ["10.0.1.0/24"],
  },
  {
    code: "VNET_PREFIX_LENGTH",
    bad: [network("hub", "10.0.0.0/30")],
    good: [network("hub", "10.0.0.0/29")],
    at: "azurerm_virtual_network.hub",
  },
  {
    code: "VNET_FORBIDDEN_RANGE",
    bad: [network("hub", "169.254.0.0/20")],
    good: HUB,
    at: "azurerm_virtual_network.hub",
    says: ["169.254.0.0/16"],
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/25913
  {
    code: "VNET_ENCRYPTION_ENFORCED",
    bad: [...HUB, { azurerm_virtual_network: { hub: { encryption: { enforcement: "DropUnencrypted" } } } }],
    good: [...HUB, { azurerm_virtual_network: { hub: { encryption: { enforcement: "AllowUnencrypted" } } } }],
    at: "azurerm_virtual_network.hub",
    says: ["DropUnencrypted"],
  },
  // https://github.com/MicrosoftDocs/architecture-center/pull/4765
  {
    code: "FIREWALL_SUBNET_IPV6",
    bad: [
      network("hub", "10.0.0.0/16", "fd00:10::/48"),
      subnet("hub", "AzureFirewallSubnet", "10.0.0.0/26", "fd00:10::/64"),
    ],
    good: [
      network("hub", "10.0.0.0/16", "fd00:10::/48"),
      subnet("hub", "AzureFirewallSubnet", "10.0.0.0/26"),
      subnet("hub", "default", "10.0.1.0/24", "fd00:10::/64"),
    ],
    at: "azurerm_subnet.hub_AzureFirewallSubnet",
    says: ["fd00:10::/64"],
  },
  // terraform_data tells of its id that it is never null; azurerm doesn't (terraform 1.11: "Invalid count argument").
  {
    code: "INSTANCES_AFTER_APPLY",
    bad: [
      ...HUB,
      routeTable("app"),
      resource("subnet_route_table_association", "app", {
        count: `\${${id("route_table", "app").slice(2, -1)} != null ? 1 : 0}`,
      }),
    ],
    // How many there are is known, whatever their ids are; a data source is read while Terraform plans.
    good: [
      ...HUB,
      routeTable("app"),
      resource("subnet_route_table_association", "app", {
        count: "${length([azurerm_route_table.app.id])}",
      }),
      resource("subnet_route_table_association", "all", {
        for_each: "${{ app = azurerm_route_table.app.id }}",
      }),
    ],
    at: "azurerm_subnet_route_table_association.app",
    says: ["azurerm_route_table.app.id"],
  },
  {
    code: "VNET_SPACE_OVERLAPS_ITSELF",
    bad: [network("hub", "10.0.0.0/16", "10.0.128.0/17")],
    good: [network("hub", "10.0.0.0/16", "10.1.0.0/16")],
    at: "azurerm_virtual_network.hub",
  },
  {
    code: "SUBNET_PREFIX_LENGTH",
    bad: [network("hub", "10.0.0.0/16"), subnet("hub", "default", "10.0.0.0/30")],
    good: [network("hub", "10.0.0.0/16"), subnet("hub", "default", "10.0.0.0/29")],
    at: "azurerm_subnet.hub_default",
  },
  {
    code: "SUBNET_OUTSIDE_VNET",
    bad: [...HUB, subnet("hub", "apps", "10.1.0.0/24")],
    good: [...HUB, subnet("hub", "apps", "10.0.1.0/24")],
    at: "azurerm_subnet.hub_apps",
    says: ["10.0.0.0/16", "10.0.1.0/24 is free"],
  },
  {
    code: "SUBNET_OVERLAP",
    bad: [...HUB, subnet("hub", "apps", "10.0.0.128/25")],
    good: [...HUB, subnet("hub", "apps", "10.0.1.0/25")],
    at: "azurerm_subnet.hub_apps",
    says: ["10.0.1.0/25 is free"],
  },
  {
    code: "VNET_OVERLAP_PEERED",
    bad: [...HUB, ...SPOKE, network("spoke", "10.0.128.0/17")],
    good: [...HUB, ...SPOKE],
    at: "azurerm_virtual_network.spoke",
  },
  {
    code: "VNET_OVERLAP_SISTERS",
    bad: [...SISTERS, network("b", "10.1.0.0/17")],
    good: [...SISTERS, network("b", "10.2.0.0/17")],
    at: "azurerm_virtual_network.b",
    says: ['"a"', '"hub"'],
  },
  {
    code: "VNET_OVERLAP_CONNECTED",
    bad: [
      ...networkWithGateway("a", "10.1.0.0/16", "10.1.0.0/27"),
      ...networkWithGateway("b", "10.1.0.0/17", "10.1.1.0/27"),
      vnetConnection("a", "b"),
    ],
    good: [
      ...networkWithGateway("a", "10.1.0.0/16", "10.1.0.0/27"),
      ...networkWithGateway("b", "10.2.0.0/16", "10.2.0.0/27"),
      vnetConnection("a", "b"),
    ],
    at: "azurerm_virtual_network.b",
  },
  {
    code: "ONPREMISES_OVERLAPS_VNET",
    bad: siteTo("10.0.5.0/24"),
    good: siteTo("10.0.0.0/8"),
    at: "azurerm_local_network_gateway.site",
  },
  {
    code: "ONPREMISES_OVERLAPS_VNET",
    bad: [...siteTo("10.10.5.0/24"), ...SPOKE],
    good: [...siteTo("10.10.5.0/24"), network("spoke", "10.10.0.0/16")],
    at: "azurerm_local_network_gateway.site",
    says: ["10.10.5.0/24", '"spoke"'],
  },
  {
    code: "STATIC_IP_SYNTAX",
    bad: [...HUB, withAddress("nic", "10.0.0.300")],
    good: [...HUB, withAddress("nic", "10.0.0.4")],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "STATIC_IP_OUTSIDE_SUBNET",
    bad: [...HUB, withAddress("nic", "10.0.1.4")],
    // Exports hold the address that Azure once chose.
    good: [...HUB, withAddress("nic", "10.0.0.254"), withAddress("chosen", "192.168.1.4", "Dynamic")],
    at: "azurerm_network_interface.nic",
    says: ["10.0.0.4 to 10.0.0.254"],
  },
  {
    code: "STATIC_IP_OUTSIDE_SUBNET",
    bad: [...HUB, withServiceAddress("10.5.0.17")],
    good: [...HUB, withServiceAddress("10.0.0.17")],
    at: "azurerm_private_link_service.pls",
  },
  {
    code: "STATIC_IP_RESERVED",
    bad: [...HUB, withAddress("nic", "10.0.0.3")],
    good: [...HUB, withAddress("nic", "10.0.0.4")],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "STATIC_IP_RESERVED",
    bad: [...HUB, withAddress("nic", "10.0.0.255")],
    good: [...HUB, withAddress("nic", "10.0.0.254")],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "STATIC_IP_DUPLICATE",
    bad: [...HUB, withAddress("one", "10.0.0.4"), withAddress("two", "10.0.0.4")],
    good: [...HUB, withAddress("one", "10.0.0.4"), withAddress("two", "10.0.0.5")],
    at: "azurerm_network_interface.two",
  },
  {
    code: "STATIC_IP_MISSING",
    bad: [
      ...HUB,
      nic("nic", "hub", {
        ip_configuration: {
          name: "ip",
          subnet_id: subnetId("hub", "default"),
          private_ip_address_allocation: "Static",
        },
      }),
    ],
    good: [...HUB, nic("nic", "hub")],
    at: "azurerm_network_interface.nic",
  },
];

function vnetConnection(from: string, to: string): ReturnType<typeof resource> {
  return resource("virtual_network_gateway_connection", `${from}_${to}`, {
    type: "Vnet2Vnet",
    virtual_network_gateway_id: id("virtual_network_gateway", `gw_${from}`),
    peer_virtual_network_gateway_id: id("virtual_network_gateway", `gw_${to}`),
    shared_key: "${var.key}",
  });
}

function siteTo(prefix: string): ReturnType<typeof networkWithGateway> {
  return [
    ...networkWithGateway("hub", "10.0.0.0/16", "10.0.1.0/27"),
    resource("local_network_gateway", "site", { gateway_address: "203.0.113.1", address_space: [prefix] }),
    resource("virtual_network_gateway_connection", "site", {
      type: "IPsec",
      virtual_network_gateway_id: id("virtual_network_gateway", "gw_hub"),
      local_network_gateway_id: id("local_network_gateway", "site"),
      shared_key: "${var.key}",
    }),
  ];
}
