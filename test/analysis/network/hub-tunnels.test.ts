import { analyze, readConfiguration } from "../../../lib/analysis";
import { planOf } from "../oracle/support/forms";
import { Terraform } from "../oracle/support/terraform";
import { Block, hubs, idOf, intent, Resources, spoke, together } from "../support/virtual-wan";

const base = { location: "westeurope", resource_group_name: "rg" };

interface Branch {
  /** 0 and more: `10.<50 + i>.0.0/16`. */
  readonly index?: number;
  readonly hub?: string;
  readonly asn?: number;
  readonly bgp?: readonly [ofNetwork: boolean, ofHub: boolean];
  /** Prefixes at the hub, as the local network gateway has them: static routes. */
  readonly behind?: readonly string[];
  /** Where the local network gateway and the site's link lead. */
  readonly toHub?: string;
  readonly toNetwork?: string;
  readonly site?: Block;
  readonly routing?: Block;
}

const HUB = "tolist(azurerm_vpn_gateway.h1.bgp_settings[0].instance_0_bgp_peering_address[0].tunnel_ips)[1]";

/** A network with a gateway of its own, joined with a hub as a branch office would be. */
function branch({
  index = 0,
  hub = "h1",
  asn = 65010 + index,
  bgp = [true, true],
  ...more
}: Branch = {}): Resources {
  const name = `b${index}`;
  const prefix = `10.${50 + index}.0.0/16`;
  const toHub = more.toHub ?? HUB.replace("h1", hub);
  const isStatic = !bgp.includes(true);
  return together(spoke(name, prefix), {
    azurerm_subnet: {
      [`${name}-gateway`]: {
        name: "GatewaySubnet",
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
        address_prefixes: [prefix.replace("0.0/16", "255.0/27")],
      },
    },
    azurerm_public_ip: { [name]: { ...base, name, allocation_method: "Static", sku: "Standard" } },
    azurerm_virtual_network_gateway: {
      [name]: {
        ...base,
        name: `gw-${name}`,
        type: "Vpn",
        sku: "VpnGw1AZ",
        bgp_enabled: !isStatic,
        bgp_settings: [{ asn }],
        ip_configuration: [
          {
            subnet_id: idOf(`azurerm_subnet.${name}-gateway`),
            public_ip_address_id: idOf(`azurerm_public_ip.${name}`),
          },
        ],
      },
    },
    azurerm_local_network_gateway: {
      [name]: {
        ...base,
        name: `to-hub-${name}`,
        gateway_address: toHub.startsWith("203.") ? toHub : `\${${toHub}}`,
        address_space: more.behind ?? [],
        bgp_settings: [{ asn: 65515, bgp_peering_address: "10.101.0.12" }],
      },
    },
    azurerm_virtual_network_gateway_connection: {
      [name]: {
        ...base,
        name: `c-${name}`,
        type: "IPsec",
        bgp_enabled: bgp[0],
        virtual_network_gateway_id: idOf(`azurerm_virtual_network_gateway.${name}`),
        local_network_gateway_id: idOf(`azurerm_local_network_gateway.${name}`),
        shared_key: "${var.key}",
      },
    },
    azurerm_vpn_gateway: {
      [hub]: { ...base, name: `vpn-${hub}`, virtual_hub_id: idOf(`azurerm_virtual_hub.${hub}`) },
    },
    azurerm_vpn_site: {
      [name]: {
        ...base,
        name: `site-${name}`,
        virtual_wan_id: idOf("azurerm_virtual_wan.w"),
        ...(isStatic && { address_cidrs: [prefix] }),
        link: [
          {
            name: "link",
            ip_address: `\${${more.toNetwork ?? `azurerm_public_ip.${name}.ip_address`}}`,
            bgp: [{ asn, peering_address: prefix.replace("0.0/16", "255.30") }],
          },
        ],
        ...more.site,
      },
    },
    azurerm_vpn_gateway_connection: {
      [name]: {
        name: `hub-${name}`,
        vpn_gateway_id: idOf(`azurerm_vpn_gateway.${hub}`),
        remote_vpn_site_id: idOf(`azurerm_vpn_site.${name}`),
        vpn_link: [{ name: "link", bgp_enabled: bgp[1] }],
        ...more.routing,
      },
    },
  }).resource;
}

const analysisOf = (...parts: readonly Resources[]): ReturnType<typeof analyze> =>
  analyze(readConfiguration({ variable: { key: {}, elsewhere: {} }, ...together(...parts) }));

const TOLD: Branch = {
  toHub: "element(azurerm_vpn_gateway.h1.bgp_settings[0].instance_1_bgp_peering_address[0].tunnel_ips, 0)",
  toNetwork:
    "tolist(azurerm_virtual_network_gateway.b0.bgp_settings[0].peering_addresses[0].tunnel_ip_addresses)[0]",
};

const LAB: readonly Resources[] = [hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("c", "10.2.0.0/16", "h1")];

const both = (analysis: ReturnType<typeof analyze>, one: string, other: string): readonly string[] => [
  analysis.verdict(one, other),
  analysis.verdict(other, one),
];

test.each([
  ["a public IP address", {}],
  ["what Azure tells of the gateway", TOLD],
  [
    "an address of the hub's instance",
    { toHub: "azurerm_vpn_gateway.h1.ip_configuration[0].public_ip_address" },
  ],
])("a network's gateway that plays a branch exchanges routes with the hub: known by %s", (_, known) => {
  const analysis = analysisOf(...LAB, branch(known));
  expect(analysis.endpoints.filter(({ kind }) => kind === "on-premises")).toEqual([]);
  expect(both(analysis, "vnet-b0/w", "vnet-a/w")).toEqual(["REACHABLE", "REACHABLE"]);
});

test("addresses that a state has join them as well", () => {
  const settings = [{ instance_0_bgp_peering_address: [{ tunnel_ips: ["10.101.0.12", "203.0.113.7"] }] }];
  const told = {
    azurerm_vpn_gateway: {
      h1: { ...base, name: "vpn", virtual_hub_id: idOf("azurerm_virtual_hub.h1"), bgp_settings: settings },
    },
  };
  expect(both(analysisOf(...LAB, branch({ toHub: "203.0.113.7" }), told), "vnet-b0/w", "vnet-a/w")).toEqual([
    "REACHABLE",
    "REACHABLE",
  ]);
});

test("without BGP each end has the prefixes that are written there, and no others", () => {
  const analysis = analysisOf(...LAB, branch({ bgp: [false, false], behind: ["10.1.0.0/16"] }));
  expect(both(analysis, "vnet-b0/w", "vnet-a/w")).toEqual(["REACHABLE", "REACHABLE"]);
  expect(analysis.verdict("vnet-b0/w", "vnet-c/w")).toBe("BLOCKED");
});

test("a network that doesn't propagate to the hub's default table stays unknown to the branch", () => {
  const none = {
    routing: [
      {
        propagated_route_table: [
          {
            route_table_ids: ["${azurerm_virtual_hub.h1.id}/hubRouteTables/noneRouteTable"],
            labels: ["none"],
          },
        ],
      },
    ],
  };
  const analysis = analysisOf(...LAB, spoke("d", "10.3.0.0/16", "h1", none), branch());
  expect(analysis.verdict("vnet-b0/w", "vnet-d/w")).toBe("BLOCKED");
});

test("the routes go on to a hub that is meshed with that one, and to its branches", () => {
  const analysis = analysisOf(
    hubs(2),
    spoke("a", "10.1.0.0/16", "h2"),
    branch(),
    branch({ index: 1, hub: "h2" }),
  );
  expect(both(analysis, "vnet-b0/w", "vnet-a/w")).toEqual(["REACHABLE", "REACHABLE"]);
  expect(both(analysis, "vnet-b0/w", "vnet-b1/w")).toEqual(["REACHABLE", "REACHABLE"]);
});

test("two branches reach each other unless the WAN keeps branches apart", () => {
  const branches = [branch(), branch({ index: 1 })];
  expect(both(analysisOf(hubs(1), ...branches), "vnet-b0/w", "vnet-b1/w")).toEqual([
    "REACHABLE",
    "REACHABLE",
  ]);
  const apart = analysisOf(hubs(1, { allow_branch_to_branch_traffic: false }), ...branches);
  expect(both(apart, "vnet-b0/w", "vnet-b1/w")).toEqual(["BLOCKED", "BLOCKED"]);
  expect(apart.explain("vnet-b0/w", "vnet-b1/w").reasons.map(({ code }) => code)).toContain("BRANCHES_APART");
});

test("with BGP at one end nothing is sure but that the other end, which has no prefix, knows no way", () => {
  const analysis = analysisOf(...LAB, branch({ bgp: [true, false] }));
  expect(both(analysis, "vnet-b0/w", "vnet-a/w")).toEqual(["CONDITIONAL", "BLOCKED"]);
});

const TWO_LINKS: Branch = {
  site: {
    link: ["${azurerm_public_ip.b0.ip_address}", "203.0.113.50"].map((ip_address, i) => ({
      name: `link${i}`,
      ip_address,
      bgp: [{ asn: 65010, peering_address: `10.50.255.3${i}` }],
    })),
  },
};

test.each<[string, Branch, Resources?]>([
  ["the hub's address is somebody's variable", { toHub: "var.elsewhere" }],
  ["the site's address is somebody's variable", { toNetwork: "var.elsewhere" }],
  ["an address may be another", { toHub: `var.elsewhere == "x" ? "203.0.113.9" : ${HUB}` }],
  ["an address of the site's links is another's", TWO_LINKS],
  ["both have Azure's number", { asn: 65515 }],
  [
    "the site has another number than the gateway",
    {
      site: {
        link: [
          {
            name: "link",
            ip_address: "${azurerm_public_ip.b0.ip_address}",
            bgp: [{ asn: 65099, peering_address: "10.50.255.30" }],
          },
        ],
      },
    },
  ],
  [
    "a route map may drop any route",
    {
      routing: {
        routing: [
          {
            associated_route_table: "${azurerm_virtual_hub.h1.default_route_table_id}",
            inbound_route_map_id: "${azurerm_route_map.m.id}",
          },
        ],
      },
    },
  ],
  [
    "an appliance tells the hub more",
    {},
    {
      azurerm_virtual_hub_bgp_connection: {
        n: {
          name: "n",
          virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
          peer_asn: 65200,
          peer_ip: "10.1.0.4",
        },
      },
    },
  ],
  ["routing intent announces summaries", {}, intent("h1", "PrivateTraffic")],
])("nothing sure is said of the two where %s", (_, settings, more = {}) => {
  const analysis = analysisOf(...LAB, branch(settings), more);
  expect(both(analysis, "vnet-b0/w", "vnet-a/w")).toEqual(["CONDITIONAL", "CONDITIONAL"]);
});

test.each([
  ["a public IP address", {}],
  ["what Azure tells of the gateway", TOLD],
])("a plan that has the addresses only after apply refers to them: %s", (_, known) => {
  const analysis = analyze(
    readConfiguration(planOf(Object.assign(new Terraform(), together(...LAB, branch(known))))),
  );
  expect(both(analysis, "vnet-b0/w", "vnet-a/w")).toEqual(["REACHABLE", "REACHABLE"]);
});

const TYPE = "Microsoft.Network/";
const id = (type: string, ...names: readonly string[]): { readonly id: string } => ({
  id: `[resourceId('${TYPE}${type}', ${names.map((name) => `'${name}'`).join(", ")})]`,
});
const armed = (type: string, name: string, properties: object): object => ({
  type: TYPE + type,
  apiVersion: "2023-09-01",
  name,
  location: "westeurope",
  properties,
});
const network = (name: string, prefix: string, subnet: string): object =>
  armed("virtualNetworks", name, {
    addressSpace: { addressPrefixes: [prefix] },
    subnets: [
      { name: "w", properties: { addressPrefix: prefix.replace("/16", "/24") } },
      { name: subnet, properties: { addressPrefix: prefix.replace("0.0/16", "255.0/27") } },
    ],
  });

test.each([
  ["vpnSiteLinks", "bgpSettings.bgpPeeringAddresses[0].tunnelIpAddresses[0]"],
  ["a site that is its own link", "ipConfigurations[0].publicIpAddress"],
])("a template joins them as well: %s", (shape, attribute) => {
  const ipAddress =
    "[reference(resourceId('Microsoft.Network/virtualNetworkGateways', 'gw')).bgpSettings.bgpPeeringAddresses[0].tunnelIpAddresses[0]]";
  const bgp = { asn: 65010, bgpPeeringAddress: "10.50.255.30" };
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    resources: [
      network("branch", "10.50.0.0/16", "GatewaySubnet"),
      network("a", "10.1.0.0/16", "x"),
      armed("publicIPAddresses", "pip", { publicIPAllocationMethod: "Static" }),
      armed("virtualNetworkGateways", "gw", {
        gatewayType: "Vpn",
        vpnType: "RouteBased",
        enableBgp: true,
        bgpSettings: { asn: 65010 },
        ipConfigurations: [
          {
            name: "c",
            properties: {
              subnet: id("virtualNetworks/subnets", "branch", "GatewaySubnet"),
              publicIPAddress: id("publicIPAddresses", "pip"),
            },
          },
        ],
      }),
      armed("localNetworkGateways", "to-hub", {
        gatewayIpAddress: `[reference(resourceId('Microsoft.Network/vpnGateways', 'vpn')).${attribute}]`,
        bgpSettings: { asn: 65515, bgpPeeringAddress: "10.101.0.12" },
      }),
      armed("connections", "c", {
        connectionType: "IPsec",
        enableBgp: true,
        virtualNetworkGateway1: id("virtualNetworkGateways", "gw"),
        localNetworkGateway2: id("localNetworkGateways", "to-hub"),
      }),
      armed("virtualWans", "wan", { type: "Standard" }),
      armed("virtualHubs", "hub", { addressPrefix: "10.101.0.0/23", virtualWan: id("virtualWans", "wan") }),
      armed("virtualHubs/hubVirtualNetworkConnections", "hub/a", {
        remoteVirtualNetwork: id("virtualNetworks", "a"),
      }),
      armed("vpnSites", "site", {
        virtualWan: id("virtualWans", "wan"),
        ...(shape === "vpnSiteLinks"
          ? { vpnSiteLinks: [{ name: "l", properties: { ipAddress, bgpProperties: bgp } }] }
          : { ipAddress, bgpProperties: bgp }),
      }),
      armed("vpnGateways", "vpn", {
        virtualHub: id("virtualHubs", "hub"),
        connections: [
          {
            name: "c",
            properties: {
              remoteVpnSite: id("vpnSites", "site"),
              enableBgp: true,
            },
          },
        ],
      }),
    ],
  };
  const analysis = analyze(readConfiguration(template));
  expect(both(analysis, "branch/w", "a/w")).toEqual(["REACHABLE", "REACHABLE"]);
});
