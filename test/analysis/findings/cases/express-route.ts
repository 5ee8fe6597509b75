import {
  Body,
  Case,
  gateway,
  id,
  network,
  publicIp,
  resource,
  Resources,
  subnet,
  subnetId,
} from "./terraform";

const AT = "azurerm_virtual_network_gateway.er";

/** A network with an ExpressRoute gateway. */
function withExpressRoute(
  body: Body = {},
  gatewaySubnet = "10.0.1.0/27",
  spaces = ["10.0.0.0/16"],
): Resources[] {
  return [
    network("hub", ...spaces),
    subnet("hub", "GatewaySubnet", gatewaySubnet),
    expressRoute("er", "hub", body),
  ];
}

function expressRoute(name: string, of: string, body: Body = {}): Resources {
  return resource("virtual_network_gateway", name, {
    type: "ExpressRoute",
    sku: "ErGw1AZ",
    ip_configuration: [{ name: "ipconfig1", subnet_id: subnetId(of, "GatewaySubnet") }],
    ...body,
  });
}

function circuit(name: string, location = "Tokyo"): Resources {
  return resource("express_route_circuit", name, { peering_location: location });
}

function connection(name: string, to: string, body: Body = {}, at = "er"): Resources {
  return resource("virtual_network_gateway_connection", name, {
    type: "ExpressRoute",
    virtual_network_gateway_id: id("virtual_network_gateway", at),
    express_route_circuit_id: id("express_route_circuit", to),
    ...body,
  });
}

function circuits(count: number, location: (index: number) => string): Resources[] {
  return Array.from({ length: count }, (_, index) => [
    circuit(`c${index}`, location(index)),
    connection(`c${index}`, `c${index}`),
  ]).flat();
}

const city = (index: number): string => `City${index}`;

function beside(body: Body, spaces = ["10.0.0.0/16"]): Resources[] {
  return [
    ...withExpressRoute({}, "10.0.1.0/27", spaces),
    publicIp("one"),
    gateway("vpn", "hub", ["one"], body),
  ];
}

/** Two networks at one circuit. */
function onOneCircuit(open: boolean): Resources[] {
  const both = { remote_vnet_traffic_enabled: true };
  return [
    ...withExpressRoute(both),
    network("other", "10.9.0.0/16"),
    subnet("other", "GatewaySubnet", "10.9.1.0/27"),
    expressRoute("er2", "other", open ? both : {}),
    circuit("c"),
    connection("one", "c"),
    connection("two", "c", {}, "er2"),
  ];
}

function withClients(clients: Body, settings: Body = {}): Resources[] {
  return [
    network("hub", "10.0.0.0/16"),
    subnet("hub", "GatewaySubnet", "10.0.1.0/27"),
    publicIp("one"),
    gateway("vpn", "hub", ["one"], {
      vpn_client_configuration: { address_space: ["172.31.0.0/24"], ...clients },
      ...settings,
    }),
  ];
}

const AT_VPN = "azurerm_virtual_network_gateway.vpn";
const ENTRA = {
  aad_tenant: "https://login.microsoftonline.com/t",
  aad_audience: "a",
  aad_issuer: "https://sts.windows.net/t/",
};
const ROOT = { root_certificate: [{ name: "root", public_cert_data: "MIIC" }] };

/** Flow logs of what ids lead to. */
function flowLogs(...targets: string[]): Resources[] {
  return [
    network("hub", "10.0.0.0/16"),
    subnet("hub", "default", "10.0.1.0/24"),
    ...targets.map((target, index) =>
      resource("network_watcher_flow_log", `log${index}`, { target_resource_id: target }),
    ),
  ];
}

export const EXPRESS_ROUTE_CASES: readonly Case[] = [
  {
    code: "EXPRESSROUTE_SUBNET_SMALL",
    bad: withExpressRoute({}, "10.0.1.0/28"),
    good: withExpressRoute(),
    at: "azurerm_subnet.hub_GatewaySubnet",
    says: ["/27"],
  },
  {
    code: "EXPRESSROUTE_SUBNET_SMALL",
    bad: [...withExpressRoute({ sku: "ErGw3AZ" }), ...circuits(16, city)],
    good: [...withExpressRoute({ sku: "ErGw3AZ" }), ...circuits(15, city)],
    at: "azurerm_subnet.hub_GatewaySubnet",
    says: ["/26"],
  },
  {
    code: "EXPRESSROUTE_PUBLIC_ADDRESS",
    bad: [
      ...withExpressRoute({
        ip_configuration: [
          { subnet_id: subnetId("hub", "GatewaySubnet"), public_ip_address_id: id("public_ip", "one") },
        ],
      }),
      publicIp("one"),
    ],
    good: withExpressRoute(),
    at: AT,
  },
  {
    code: "EXPRESSROUTE_SCALE_UNITS",
    bad: withExpressRoute({ sku: "ErGw1AZ", minimum_scale_unit: 1, maximum_scale_unit: 2 }),
    good: withExpressRoute({ sku: "ErGwScale", minimum_scale_unit: 1, maximum_scale_unit: 2 }),
    at: AT,
  },
  {
    code: "EXPRESSROUTE_SCALE_UNITS",
    bad: withExpressRoute({ sku: "ErGwScale", minimum_scale_unit: 4, maximum_scale_unit: 2 }),
    good: withExpressRoute({ sku: "ErGwScale" }),
    at: AT,
  },
  {
    code: "EXPRESSROUTE_BESIDE_VPN",
    bad: beside({ bgp_settings: { asn: 65010 } }),
    good: beside({ bgp_settings: { asn: 65515 } }),
    at: AT_VPN,
    says: ["65010", "65515"],
  },
  { code: "EXPRESSROUTE_BESIDE_VPN", bad: beside({ sku: "Basic" }), good: beside({}), at: AT_VPN },
  {
    code: "EXPRESSROUTE_BESIDE_VPN_IPV6",
    bad: beside({}, ["10.0.0.0/16", "fd00::/48"]),
    good: withExpressRoute({}, "10.0.1.0/27", ["10.0.0.0/16", "fd00::/48"]),
    at: AT,
  },
  {
    code: "EXPRESSROUTE_CIRCUIT_LIMIT",
    bad: [...withExpressRoute(), ...circuits(5, city)],
    good: [...withExpressRoute({ sku: "ErGw2AZ" }), ...circuits(5, city)],
    at: AT,
    says: ["5 circuits", "takes 4"],
  },
  {
    code: "EXPRESSROUTE_CIRCUIT_LIMIT",
    bad: [...withExpressRoute({ sku: "ErGw2AZ" }), ...circuits(5, () => "Tokyo")],
    good: [...withExpressRoute({ sku: "ErGw2AZ" }), ...circuits(4, () => "Tokyo")],
    at: AT,
    says: ["Tokyo"],
  },
  {
    code: "EXPRESSROUTE_FAST_PATH",
    bad: [...withExpressRoute(), circuit("c"), connection("c", "c", { express_route_gateway_bypass: true })],
    good: [
      ...withExpressRoute({ sku: "ErGw3AZ" }),
      circuit("c"),
      connection("c", "c", { express_route_gateway_bypass: true, private_link_fast_path_enabled: true }),
    ],
    at: "azurerm_virtual_network_gateway_connection.c",
  },
  {
    code: "EXPRESSROUTE_FAST_PATH",
    bad: [
      ...withExpressRoute({ sku: "ErGw3AZ" }),
      circuit("c"),
      connection("c", "c", { private_link_fast_path_enabled: true }),
    ],
    good: [...withExpressRoute({ sku: "ErGw3AZ" }), circuit("c"), connection("c", "c")],
    at: "azurerm_virtual_network_gateway_connection.c",
  },
  {
    code: "EXPRESSROUTE_SAME_CIRCUIT",
    bad: onOneCircuit(true),
    good: onOneCircuit(false),
    at: "azurerm_virtual_network_gateway.er2",
  },
  {
    code: "VPN_CLIENT_PROTOCOL",
    bad: withClients({ ...ENTRA, vpn_client_protocols: ["OpenVPN", "IkeV2"] }),
    good: withClients({ ...ENTRA, vpn_client_protocols: ["OpenVPN"] }),
    at: AT_VPN,
    says: ["IkeV2"],
  },
  {
    code: "VPN_CLIENT_AUTH_TYPES",
    bad: withClients({ ...ENTRA, ...ROOT }),
    good: withClients({ ...ENTRA, ...ROOT, vpn_auth_types: ["AAD", "Certificate"] }),
    at: AT_VPN,
  },
  {
    code: "CLIENT_POOL_SMALL",
    bad: withClients({ ...ENTRA, address_space: ["172.31.0.0/30"] }),
    good: withClients({ ...ENTRA, address_space: ["172.31.0.0/29"] }),
    at: AT_VPN,
    says: ["172.31.0.0/30", "/29"],
  },
  {
    code: "CLIENT_POOL_SMALL",
    bad: withClients({ ...ENTRA, address_space: ["172.31.0.0/29"] }, { active_active_enabled: true }),
    good: withClients({ ...ENTRA, address_space: ["172.31.0.0/28"] }, { active_active_enabled: true }),
    at: AT_VPN,
  },
  {
    code: "FLOW_LOG_OF_SECURITY_GROUP",
    bad: flowLogs("/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg"),
    good: flowLogs(id("virtual_network", "hub")),
    at: "azurerm_network_watcher_flow_log.log0",
  },
  {
    code: "FLOW_LOG_TWICE",
    bad: flowLogs(id("virtual_network", "hub"), subnetId("hub", "default")),
    good: flowLogs(subnetId("hub", "default")),
    at: "azurerm_network_watcher_flow_log.log1",
  },
];
