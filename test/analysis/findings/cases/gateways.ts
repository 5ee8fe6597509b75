import {
  Body,
  Case,
  gateway,
  half,
  id,
  network,
  networkWithGateway,
  publicIp,
  resource,
  Resources,
  subnet,
  subnetId,
} from "./terraform";

const HOME = [
  network("hub", "10.0.0.0/16"),
  subnet("hub", "GatewaySubnet", "10.0.1.0/27"),
  publicIp("one"),
  publicIp("two"),
  publicIp("three"),
];

function withGateway(addresses: readonly string[], body: Body = {}): Resources[] {
  return [...HOME, gateway("gw", "hub", addresses, body)];
}

/** Its connection's gateway is the one of {@link withGateway}. */
const POLICY = resource("virtual_network_gateway_connection", "con", {
  type: "IPsec",
  virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
  ipsec_policy: { dh_group: "DHGroup14" },
  shared_key: "${var.key}",
});

const AT_GATEWAY = "azurerm_virtual_network_gateway.gw";

const PAIR = [
  ...networkWithGateway("a", "10.1.0.0/16", "10.1.0.0/27", {
    bgp_enabled: true,
    bgp_settings: { asn: 65010 },
  }),
  ...networkWithGateway("b", "10.2.0.0/16", "10.2.0.0/27", {
    bgp_enabled: true,
    bgp_settings: { asn: 65020 },
  }),
];

function link(from: string, to: string, body: Body = {}): Resources {
  return resource("virtual_network_gateway_connection", `${from}_${to}`, {
    type: "Vnet2Vnet",
    virtual_network_gateway_id: id("virtual_network_gateway", `gw_${from}`),
    peer_virtual_network_gateway_id: id("virtual_network_gateway", `gw_${to}`),
    shared_key: "${var.key}",
    ...body,
  });
}

const SITE = [
  ...networkWithGateway("a", "10.1.0.0/16", "10.1.0.0/27", { bgp_enabled: true }),
  resource("local_network_gateway", "site", {
    gateway_address: "203.0.113.1",
    bgp_settings: { asn: 65010, bgp_peering_address: "192.168.0.1" },
  }),
];

function siteLink(body: Body = {}): Resources {
  return resource("virtual_network_gateway_connection", "site", {
    type: "IPsec",
    virtual_network_gateway_id: id("virtual_network_gateway", "gw_a"),
    local_network_gateway_id: id("local_network_gateway", "site"),
    shared_key: "${var.key}",
    ...body,
  });
}

function secondLink(): Resources {
  return {
    azurerm_virtual_network_gateway_connection: {
      second: { ...siteLink().azurerm_virtual_network_gateway_connection.site, name: "second" },
    },
  };
}

const POLICY_BASED = resource("virtual_network_gateway", "gw_a", { vpn_type: "PolicyBased", sku: "Basic" });

const APIPA_SITE = [
  ...SITE,
  resource("virtual_network_gateway", "gw_a", {
    bgp_settings: { asn: 65020, peering_addresses: [{ apipa_addresses: ["169.254.21.1"] }] },
  }),
];

const AT_NAT_RULE = "azurerm_virtual_network_gateway_nat_rule.rule";

const LARGER = [resource("virtual_network_gateway", "gw_a", { sku: "VpnGw2AZ" })];

const INGRESS = { ingress_nat_rule_ids: [id("virtual_network_gateway_nat_rule", "rule")] };

function natRule(body: Body = {}): Resources {
  return resource("virtual_network_gateway_nat_rule", "rule", {
    virtual_network_gateway_id: id("virtual_network_gateway", "gw_a"),
    internal_mapping: { address_space: "10.0.1.0/24" },
    external_mapping: { address_space: "100.64.0.0/24" },
    ...body,
  });
}

const ROUTE_SERVER = [
  network("hub", "10.0.0.0/16"),
  subnet("hub", "RouteServerSubnet", "10.0.2.0/26"),
  publicIp("ars"),
  resource("route_server", "ars", {
    sku: "Standard",
    subnet_id: subnetId("hub", "RouteServerSubnet"),
    public_ip_address_id: id("public_ip", "ars"),
  }),
];

function peer(name: string, body: Body = {}): Resources {
  return {
    azurerm_route_server_bgp_connection: {
      [name]: {
        name,
        route_server_id: id("route_server", "ars"),
        peer_asn: 65010,
        peer_ip: "10.0.3.4",
        ...body,
      },
    },
  };
}

function peers(count: number): Resources[] {
  return Array.from({ length: count }, (_, index) => peer(`nva${index}`, { peer_ip: `10.0.3.${4 + index}` }));
}

export const GATEWAY_CASES: readonly Case[] = [
  {
    code: "SITE_COVERS_NETWORKS",
    bad: [
      ...withGateway(["one"]),
      network("spoke", "10.1.0.0/16"),
      half("hub", "spoke"),
      siteWith("10.0.0.0/8"),
    ],
    good: [
      ...withGateway(["one"]),
      network("spoke", "10.1.0.0/16"),
      half("hub", "spoke"),
      siteWith("192.168.0.0/16"),
    ],
    at: "azurerm_local_network_gateway.site",
    says: ["10.0.0.0/8", '"spoke"'],
  },
  {
    // A network that stands for the site: nothing of it asks the gateway.
    code: "SITE_COVERS_NETWORKS",
    bad: [
      ...withGateway(["one"]),
      network("office", "192.168.9.0/24"),
      half("hub", "office"),
      siteWith("192.168.0.0/16"),
    ],
    good: [...withGateway(["one"]), network("office", "192.168.9.0/24"), siteWith("192.168.0.0/16")],
    at: "azurerm_local_network_gateway.site",
    says: ["192.168.0.0/16", '"office"'],
  },
  {
    // A gateway takes a summary: its own network's routes are longer (R43).
    code: "SITE_COVERS_NETWORKS",
    bad: [
      ...withGateway(["one"]),
      network("spoke", "10.1.0.0/16"),
      half("hub", "spoke"),
      siteWith("10.0.0.0/8"),
    ],
    good: [...withGateway(["one"]), siteWith("10.0.0.0/8")],
    at: "azurerm_local_network_gateway.site",
    says: ['"spoke"'],
  },
  {
    code: "CLIENT_POOL_OVERLAP",
    bad: withGateway(["one"], { vpn_client_configuration: { address_space: ["10.0.9.0/24"] } }),
    good: withGateway(["one"], { vpn_client_configuration: { address_space: ["172.31.0.0/24"] } }),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_ACTIVE_ACTIVE_ADDRESSES",
    bad: withGateway(["one"], { active_active: true }),
    good: withGateway(["one", "two"]),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_ACTIVE_ACTIVE_ADDRESSES",
    bad: withGateway(["one", "two", "three"]),
    good: withGateway(["one", "two", "three"], {
      vpn_client_configuration: { address_space: ["172.16.0.0/24"] },
    }),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_ACTIVE_ACTIVE_ADDRESSES",
    bad: withGateway(["one", "two"], { active_active: false }),
    good: withGateway(["one", "two"], { active_active: "${var.active}" }),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_IP_CONFIGURATION_SHARED",
    bad: withGateway(["one"], {
      ip_configuration: ["one", "two"].map((address) => ({
        name: "same",
        subnet_id: subnetId("hub", "GatewaySubnet"),
        public_ip_address_id: id("public_ip", address),
      })),
    }),
    good: withGateway(["one", "two"]),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_BASIC_SKU",
    bad: withGateway(["one"], { sku: "Basic", bgp_enabled: true }),
    good: withGateway(["one"], { sku: "Basic" }),
    at: AT_GATEWAY,
  },
  {
    // https://github.com/MicrosoftDocs/azure-docs/issues/51956
    code: "GATEWAY_BASIC_SKU",
    bad: withGateway(["one"], {
      sku: "Basic",
      vpn_client_configuration: { address_space: ["172.31.0.0/24"], vpn_client_protocols: ["IkeV2"] },
    }),
    good: withGateway(["one"], {
      sku: "Basic",
      vpn_client_configuration: { address_space: ["172.31.0.0/24"], vpn_client_protocols: ["SSTP"] },
    }),
    at: AT_GATEWAY,
    says: ["IkeV2 for VPN clients"],
  },
  {
    // https://github.com/MicrosoftDocs/azure-docs/issues/8535
    code: "GATEWAY_BASIC_SKU",
    bad: [...withGateway(["one"], { sku: "Basic" }), POLICY],
    good: [...withGateway(["one"], { sku: "VpnGw1AZ" }), POLICY],
    at: AT_GATEWAY,
    says: ["IPsec policy"],
  },
  {
    // https://directaccess.richardhicks.com/tag/azure-vpn-gateway
    code: "VPN_CLIENT_SSTP_RETIRED",
    bad: withGateway(["one"], {
      vpn_client_configuration: { address_space: ["172.31.0.0/24"], vpn_client_protocols: ["SSTP", "IkeV2"] },
    }),
    good: withGateway(["one"], {
      vpn_client_configuration: { address_space: ["172.31.0.0/24"], vpn_client_protocols: ["IkeV2"] },
    }),
    at: AT_GATEWAY,
    says: ["2027-03-31"],
  },
  {
    // A Basic gateway has nothing else to offer: it becomes a larger one.
    code: "VPN_CLIENT_SSTP_RETIRED",
    bad: withGateway(["one"], {
      sku: "Basic",
      vpn_client_configuration: { address_space: ["172.31.0.0/24"], vpn_client_protocols: ["SSTP"] },
    }),
    good: withGateway(["one"], {
      sku: "Basic",
      vpn_client_configuration: {
        address_space: ["172.31.0.0/24"],
        vpn_client_protocols: "${var.protocols}",
      },
    }),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_SKU_GENERATION",
    bad: withGateway(["one"], { sku: "VpnGw1AZ", generation: "Generation2" }),
    good: withGateway(["one"], { sku: "VpnGw2AZ", generation: "Generation2" }),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_POLICY_BASED",
    bad: withGateway(["one"], { vpn_type: "PolicyBased" }),
    good: withGateway(["one"], { vpn_type: "PolicyBased", sku: "Basic" }),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_POLICY_BASED",
    bad: withGateway(["one"], {
      vpn_type: "PolicyBased",
      sku: "Basic",
      vpn_client_configuration: { address_space: ["172.31.0.0/24"] },
    }),
    good: withGateway(["one"], { vpn_client_configuration: { address_space: ["172.31.0.0/24"] } }),
    at: AT_GATEWAY,
    says: ["VPN clients"],
  },
  {
    code: "GATEWAY_POLICY_BASED",
    bad: [...SITE, POLICY_BASED, siteLink(), secondLink()],
    good: [...SITE, POLICY_BASED, siteLink()],
    at: "azurerm_virtual_network_gateway.gw_a",
    says: ["2 connections"],
  },
  {
    code: "GATEWAY_POLICY_BASED",
    bad: [...PAIR, POLICY_BASED, link("a", "b"), link("b", "a")],
    good: [...PAIR, link("a", "b"), link("b", "a")],
    at: "azurerm_virtual_network_gateway.gw_a",
    says: ['"a_b"'],
  },
  {
    code: "GATEWAY_SKU_RETIRED",
    bad: withGateway(["one"], { sku: "VpnGw1" }),
    good: withGateway(["one"]),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_ADDRESS_WITHOUT_ZONES",
    bad: [...withGateway(["one"]), publicIp("one", { zones: null })],
    good: [
      ...withGateway(["one"], { location: "westus" }),
      publicIp("one", { zones: null, location: "westus" }),
    ],
    at: "azurerm_public_ip.one",
  },
  {
    code: "GATEWAY_ADDRESS_WITH_ZONES",
    bad: withGateway(["one"], { sku: "VpnGw1" }),
    good: [...withGateway(["one"], { sku: "VpnGw1" }), publicIp("one", { zones: null })],
    at: "azurerm_public_ip.one",
  },
  {
    code: "GATEWAY_SEVERAL",
    bad: [...withGateway(["one"]), gateway("second", "hub", ["two"])],
    good: [
      ...withGateway(["one"]),
      gateway("second", "hub", ["two"], { type: "ExpressRoute", sku: "ErGw1AZ" }),
    ],
    at: "azurerm_virtual_network_gateway.second",
  },
  {
    code: "GATEWAY_PEERING_ADDRESS_UNNAMED",
    bad: withGateway(["one", "two"], {
      bgp_settings: { peering_addresses: [{ apipa_addresses: ["169.254.21.1"] }] },
    }),
    good: withGateway(["one", "two"], {
      bgp_settings: {
        peering_addresses: [{ ip_configuration_name: "config0", apipa_addresses: ["169.254.21.1"] }],
      },
    }),
    at: AT_GATEWAY,
  },
  {
    code: "GATEWAY_APIPA_RANGE",
    bad: withGateway(["one"], { bgp_settings: { peering_addresses: { apipa_addresses: ["169.254.20.1"] } } }),
    good: withGateway(["one"], {
      bgp_settings: { peering_addresses: { apipa_addresses: ["169.254.22.255"] } },
    }),
    at: AT_GATEWAY,
  },
  {
    code: "CONNECTION_WITHOUT_PEER",
    bad: [...PAIR, link("a", "b", { peer_virtual_network_gateway_id: null })],
    good: [...PAIR, link("a", "b")],
    at: "azurerm_virtual_network_gateway_connection.a_b",
    says: ["peer_virtual_network_gateway_id"],
  },
  {
    code: "CONNECTION_HALF_MISSING",
    bad: [...PAIR, link("a", "b")],
    good: [...PAIR, link("a", "b"), link("b", "a")],
    at: "azurerm_virtual_network_gateway_connection.a_b",
  },
  {
    code: "VNET_CONNECTION_WITHOUT_KEY",
    bad: [...PAIR, link("a", "b", { shared_key: null }), link("b", "a")],
    good: [...PAIR, link("a", "b"), link("b", "a")],
    at: "azurerm_virtual_network_gateway_connection.a_b",
  },
  {
    code: "SITE_CONNECTION_WITHOUT_KEY",
    bad: [...SITE, siteLink({ shared_key: null })],
    good: [...SITE, siteLink()],
    at: "azurerm_virtual_network_gateway_connection.site",
  },
  {
    code: "CONNECTION_KEYS_DIFFER",
    bad: [...PAIR, link("a", "b"), link("b", "a", { shared_key: "${var.other}" })],
    good: [...PAIR, link("a", "b"), link("b", "a")],
    at: "azurerm_virtual_network_gateway_connection.b_a",
  },
  {
    code: "CONNECTION_KEYS_DIFFER",
    bad: [...PAIR, link("a", "b"), link("b", "a", { shared_key: "${var.other}" })],
    good: [
      ...PAIR,
      link("a", "b"),
      link("b", "a", { shared_key: "${azurerm_virtual_network_gateway_connection.a_b.shared_key}" }),
    ],
    at: "azurerm_virtual_network_gateway_connection.b_a",
  },
  {
    code: "CONNECTION_BGP_DIFFERS",
    bad: [...PAIR, link("a", "b", { bgp_enabled: true }), link("b", "a")],
    good: [...PAIR, link("a", "b", { bgp_enabled: true }), link("b", "a", { enable_bgp: true })],
    at: "azurerm_virtual_network_gateway_connection.b_a",
  },
  {
    code: "CONNECTION_BGP_WITHOUT_GATEWAY",
    bad: [
      ...PAIR,
      resource("virtual_network_gateway", "gw_b", { bgp_enabled: false }),
      link("a", "b", { bgp_enabled: true }),
    ],
    good: [...PAIR, link("a", "b", { bgp_enabled: true })],
    at: "azurerm_virtual_network_gateway_connection.a_b",
  },
  {
    code: "CONNECTION_BGP_WITHOUT_GATEWAY",
    bad: [
      ...SITE,
      resource("local_network_gateway", "site", { bgp_settings: null }),
      siteLink({ bgp_enabled: true }),
    ],
    good: [...SITE, siteLink({ bgp_enabled: true })],
    at: "azurerm_virtual_network_gateway_connection.site",
  },
  {
    code: "CONNECTION_CUSTOM_BGP_ADDRESSES",
    bad: [...PAIR, link("a", "b", { custom_bgp_addresses: { primary: "169.254.21.1" } })],
    good: [...APIPA_SITE, siteLink({ custom_bgp_addresses: { primary: "169.254.21.1" } })],
    at: "azurerm_virtual_network_gateway_connection.a_b",
  },
  {
    code: "CONNECTION_CUSTOM_BGP_ADDRESSES",
    bad: [
      ...APIPA_SITE,
      siteLink({ custom_bgp_addresses: { primary: "169.254.21.1", secondary: "169.254.22.9" } }),
    ],
    // An address of GatewaySubnet is known after apply only.
    good: [...SITE, siteLink({ custom_bgp_addresses: { primary: "10.1.0.30" } })],
    at: "azurerm_virtual_network_gateway_connection.site",
    says: ["169.254.22.9", '"gw_a"', "apipa_addresses"],
  },
  {
    code: "CONNECTION_SELECTORS_WITHOUT_POLICY",
    bad: [...SITE, siteLink({ use_policy_based_traffic_selectors: true })],
    good: [
      ...SITE,
      siteLink({ use_policy_based_traffic_selectors: true, ipsec_policy: { dh_group: "DHGroup14" } }),
    ],
    at: "azurerm_virtual_network_gateway_connection.site",
  },
  {
    code: "CONNECTION_WITHOUT_ROUTES",
    bad: [...SITE, siteLink()],
    good: [...SITE, siteLink({ bgp_enabled: true })],
    at: "azurerm_virtual_network_gateway_connection.site",
    says: ["bgp_enabled = true", '"site"'],
  },
  {
    code: "CONNECTION_WITHOUT_ROUTES",
    bad: [...SITE, siteLink(), resource("local_network_gateway", "site", { bgp_settings: undefined })],
    // Everything else goes to a default site.
    good: [
      ...SITE,
      resource("virtual_network_gateway", "gw_a", {
        default_local_network_gateway_id: id("local_network_gateway", "site"),
      }),
      siteLink(),
    ],
    at: "azurerm_virtual_network_gateway_connection.site",
    says: ["address_space"],
  },
  {
    code: "GATEWAY_NAT_SKU",
    bad: [...SITE, natRule(), siteLink(INGRESS)],
    good: [...SITE, ...LARGER, natRule(), siteLink(INGRESS)],
    at: AT_NAT_RULE,
  },
  {
    code: "GATEWAY_NAT_SIZES",
    bad: [...SITE, natRule({ external_mapping: { address_space: "100.64.0.0/26" } })],
    good: [...SITE, natRule({ type: "Dynamic", external_mapping: { address_space: "100.64.0.0/26" } })],
    at: AT_NAT_RULE,
    says: ["10.0.1.0/24", "100.64.0.0/26"],
  },
  {
    code: "GATEWAY_NAT_CONNECTION",
    bad: [...PAIR, natRule(), link("a", "b", INGRESS)],
    good: [...SITE, natRule(), siteLink(INGRESS)],
    at: "azurerm_virtual_network_gateway_connection.a_b",
  },
  {
    code: "GATEWAY_NAT_UNUSED",
    bad: [...SITE, natRule(), siteLink()],
    good: [...SITE, natRule(), siteLink({ ingress_nat_rule_ids: ["${var.rule}"] })],
    at: AT_NAT_RULE,
  },
  {
    code: "GATEWAY_NAT_BGP",
    bad: [...SITE, natRule(), siteLink({ ...INGRESS, bgp_enabled: true })],
    good: [
      ...SITE,
      resource("virtual_network_gateway", "gw_a", { bgp_route_translation_for_nat_enabled: true }),
      natRule(),
      siteLink({ ...INGRESS, bgp_enabled: true }),
    ],
    at: "azurerm_virtual_network_gateway_connection.site",
  },
  {
    code: "ASN_RESERVED",
    bad: withGateway(["one"], { bgp_settings: { asn: 65520 } }),
    good: withGateway(["one"], { bgp_settings: { asn: 65515 } }),
    at: AT_GATEWAY,
    says: ["Azure"],
  },
  {
    code: "ASN_RESERVED",
    bad: [...SITE, resource("local_network_gateway", "site", { bgp_settings: { asn: 64500 } })],
    good: SITE,
    at: "azurerm_local_network_gateway.site",
    says: ["IANA"],
  },
  {
    code: "ASN_RESERVED",
    bad: [...ROUTE_SERVER, peer("nva", { peer_asn: 65515 })],
    good: [...ROUTE_SERVER, peer("nva")],
    at: "azurerm_route_server_bgp_connection.nva",
  },
  {
    code: "ASN_RESERVED",
    bad: [...SITE, resource("local_network_gateway", "site", { bgp_settings: { asn: 4294967295 } })],
    good: [...SITE, resource("local_network_gateway", "site", { bgp_settings: { asn: 4294967294 } })],
    at: "azurerm_local_network_gateway.site",
    says: ["from 1 to"],
  },
  {
    code: "ASN_ROUTE_SERVER_16_BIT",
    bad: [...ROUTE_SERVER, peer("nva", { peer_asn: 4200000001 })],
    good: [...ROUTE_SERVER, peer("nva", { peer_asn: 65534 })],
    at: "azurerm_route_server_bgp_connection.nva",
  },
  {
    code: "ASN_SAME_AT_BOTH_ENDS",
    bad: [
      ...PAIR,
      resource("virtual_network_gateway", "gw_b", { bgp_settings: { asn: 65010 } }),
      link("a", "b", { bgp_enabled: true }),
    ],
    good: [...PAIR, link("a", "b", { bgp_enabled: true })],
    at: "azurerm_virtual_network_gateway_connection.a_b",
  },
  {
    code: "ASN_SAME_AT_BOTH_ENDS",
    bad: [
      ...SITE,
      resource("virtual_network_gateway", "gw_a", { bgp_settings: { asn: 65010 } }),
      siteLink({ bgp_enabled: true }),
    ],
    good: [...SITE, siteLink({ bgp_enabled: true })],
    at: "azurerm_virtual_network_gateway_connection.site",
  },
  {
    code: "ROUTE_SERVER_GATEWAY_MODE",
    bad: [...ROUTE_SERVER, ...withGateway(["one"])],
    good: [...ROUTE_SERVER, ...withGateway(["one", "two"])],
    at: "azurerm_route_server.ars",
  },
  {
    code: "ROUTE_SERVER_GATEWAY_MODE",
    bad: [...ROUTE_SERVER, ...withGateway(["one", "two"], { bgp_settings: { asn: 65010 } })],
    good: [...ROUTE_SERVER, ...withGateway(["one", "two"], { bgp_settings: { asn: 65515 } })],
    at: "azurerm_route_server.ars",
    says: ["65010"],
  },
  {
    code: "ROUTE_SERVER_SEVERAL",
    bad: [
      ...ROUTE_SERVER,
      resource("route_server", "second", { subnet_id: subnetId("hub", "RouteServerSubnet") }),
    ],
    good: ROUTE_SERVER,
    at: "azurerm_route_server.second",
  },
  {
    code: "ROUTE_SERVER_PEER_LIMIT",
    bad: [...ROUTE_SERVER, ...peers(9)],
    good: [...ROUTE_SERVER, ...peers(8)],
    at: "azurerm_route_server.ars",
  },
  {
    code: "ROUTE_SERVER_PEER_DUPLICATE",
    bad: [...ROUTE_SERVER, peer("one"), peer("two")],
    good: [...ROUTE_SERVER, ...peers(2)],
    at: "azurerm_route_server_bgp_connection.two",
  },
  {
    code: "ROUTE_SERVER_PEER_ADDRESS",
    bad: [...ROUTE_SERVER, peer("nva", { peer_ip: "nva.example.com" })],
    good: [...ROUTE_SERVER, peer("nva")],
    at: "azurerm_route_server_bgp_connection.nva",
  },
  {
    code: "ROUTE_SERVER_WITHOUT_PEERS",
    bad: ROUTE_SERVER,
    good: [...ROUTE_SERVER, peer("nva")],
    at: "azurerm_route_server.ars",
  },
  {
    code: "CONNECTION_LIMIT",
    bad: [...SITE, ...links(31)],
    good: [...SITE, ...links(30)],
    at: "azurerm_virtual_network_gateway.gw_a",
  },
  {
    code: "EXPRESSROUTE_PREFIX_LIMIT",
    bad: expressRouteWith(1000),
    good: expressRouteWith(999),
    at: "azurerm_virtual_network_gateway.er",
  },
];

function links(count: number): Resources[] {
  return Array.from({ length: count }, (_, index) => ({
    azurerm_virtual_network_gateway_connection: {
      [`link${index}`]: {
        ...siteLink().azurerm_virtual_network_gateway_connection.site,
        name: `link${index}`,
      },
    },
  }));
}

/** A hub with one prefix and a spoke with some that uses its ExpressRoute gateway. */
function expressRouteWith(prefixes: number): Resources[] {
  return [
    network("hub", "10.0.0.0/16"),
    subnet("hub", "GatewaySubnet", "10.0.1.0/27"),
    publicIp("one"),
    gateway("er", "hub", ["one"], { type: "ExpressRoute", sku: "ErGw1AZ" }),
    network(
      "spoke",
      ...Array.from(
        { length: prefixes },
        (_, index) => `10.${1 + Math.floor(index / 250)}.${index % 250}.0/24`,
      ),
    ),
    half("hub", "spoke", { allow_gateway_transit: true }),
    half("spoke", "hub", { use_remote_gateways: true }),
  ];
}

function siteWith(...prefixes: string[]): Resources {
  return resource("local_network_gateway", "site", {
    gateway_address: "203.0.113.7",
    address_space: prefixes,
  });
}
