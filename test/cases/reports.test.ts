import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  analyze,
  checkExpectations,
  Finding,
  FindingSearch,
  findingsOf,
  findRepairs,
  messageOf,
  NetworkModel,
  ProvenChange,
  readConfiguration,
  readInput,
} from "../../lib/analysis";
import { toTheLetter } from "../analysis/repair/support/letter";

/** Problems that people reported in public, rebuilt small: what the review must say, and the fix that it names. */
interface Expected {
  readonly code: string;
  readonly severity: Finding["severity"];
  readonly resource: string;
  /** What the message or the fix names. */
  readonly says: readonly string[];
}

const FOLDER = join(__dirname, "reports");
const POLICIES = "private_endpoint_network_policies";

function expected(
  code: string,
  severity: Finding["severity"],
  resource: string,
  ...says: readonly string[]
): Expected {
  return { code, severity, resource: `azurerm_${resource}`, says };
}

const CASES: { readonly [folder: string]: readonly Expected[] } = {
  "02-gatewaysubnet-summary-route": [
    expected(
      "UDR_SHADOWED",
      "warning",
      "route_table.gw",
      "10.61.0.0/16 and 10.62.0.0/16 to nic-guard (10.60.1.10)",
    ),
    expected("GATEWAYSUBNET_BYPASS", "warning", "route_table.gw", "a route for 10.61.0.0/16 to nic-guard"),
  ],
  "03-udr-covers-firewall-subnet": [
    expected("ROUTE_COVERS_FIREWALL", "warning", "route_table.web", "Route 10.60.2.0/24 to afw-core"),
  ],
  "04-hub-prefix-udr-spoke-only": [
    expected(
      "ASYMMETRIC_STATEFUL",
      "warning",
      "linux_virtual_machine.edge",
      "a route for 10.61.0.0/16 to vm-edge",
    ),
  ],
  "05-private-endpoint-a-policy-off": [
    expected(
      "PRIVATE_ENDPOINT_BYPASS",
      "warning",
      "private_endpoint.kv",
      "RouteTableEnabled on vnet-core/links",
      "10.60.3.9/32 to afw-core",
    ),
  ],
  "05-private-endpoint-c-policy-on-broad": [
    expected(
      "PRIVATE_ENDPOINT_BYPASS",
      "warning",
      "private_endpoint.kv",
      "Route 10.60.0.0/16",
      "10.60.3.9/32",
    ),
  ],
  "06-service-endpoint-bypass": [
    expected(
      "SERVICE_ENDPOINT_BYPASS",
      "warning",
      "subnet.web_app",
      "Microsoft.Storage",
      "private endpoints",
    ),
  ],
  "07-bgp-propagation-bypass": [
    expected(
      "LEARNED_ROUTES_BYPASS",
      "warning",
      "route_table.web",
      "bgp_route_propagation_enabled = false",
      "172.20.0.0/16 and 192.168.40.0/24",
    ),
  ],
  "08-local-gateway-covers-spokes": [
    expected("SITE_COVERS_NETWORKS", "warning", "local_network_gateway.hq", "10.60.32.0/19", '"vnet-web"'),
  ],
  "10-both-ways-bypass": [
    expected("LEARNED_ROUTES_BYPASS", "warning", "route_table.web", "172.20.0.0/16 to afw-core"),
    expected("GATEWAYSUBNET_BYPASS", "warning", "subnet.core_GatewaySubnet", "10.61.0.0/16 to afw-core"),
  ],
  "11-onprem-to-private-endpoint": [
    expected(
      "PRIVATE_ENDPOINT_BYPASS",
      "warning",
      "private_endpoint.kv",
      "10.61.1.9/32",
      "RouteTableEnabled",
    ),
  ],
  "14-firewall-subnet-table-without-default": [
    expected(
      "FIREWALL_SUBNET_WITHOUT_DEFAULT_ROUTE",
      "error",
      "subnet_route_table_association.core_AzureFirewallSubnet",
      "Add a route 0.0.0.0/0 with next hop type Internet",
    ),
  ],
  "15-bgp-default-route-and-firewall": [
    expected(
      "FIREWALL_LEARNS_DEFAULT_ROUTE",
      "error",
      "firewall.core",
      "0.0.0.0/0 to Internet",
      "management NIC",
    ),
  ],
  "16-bastion-nsg-incomplete": [
    expected(
      "BASTION_SECURITY_GROUP",
      "error",
      "network_security_group.bas",
      "TCP 443 in from AzureLoadBalancer",
      "TCP 8080 and 5701 in from VirtualNetwork to VirtualNetwork",
      "TCP 22 and 3389 out to VirtualNetwork",
      "TCP 443 out to AzureCloud",
      "TCP 8080 and 5701 out from VirtualNetwork to VirtualNetwork",
      "TCP 80 out to Internet",
    ),
  ],
  "17-bastion-route-table": [
    expected(
      "RESERVED_SUBNET_ROUTE_TABLE",
      "error",
      "subnet_route_table_association.core_AzureBastionSubnet",
      "Remove the association",
    ),
  ],
  "23-virtualnetwork-tag-default-route": [
    expected("VIRTUAL_NETWORK_TAG_IS_EVERYTHING", "warning", "network_security_group.web", '"keep-in"'),
  ],
  "26-active-active-one-configuration": [
    expected("GATEWAY_ACTIVE_ACTIVE_ADDRESSES", "error", "virtual_network_gateway.core", "Azure needs 2"),
  ],
  "26b-active-active-point-to-site": [
    expected("GATEWAY_ACTIVE_ACTIVE_ADDRESSES", "error", "virtual_network_gateway.core", "Azure needs 3"),
  ],
  "27-basic-pip-on-vpngw1": [
    expected("PUBLIC_IP_SKU", "error", "public_ip.core1", '"vpngw-core" needs a Standard, static address'),
  ],
  "28-non-az-gateway-zonal-pip": [
    expected("GATEWAY_ADDRESS_WITH_ZONES", "error", "public_ip.core1", "Use the SKU with AZ"),
    expected("GATEWAY_SKU_RETIRED", "warning", "virtual_network_gateway.core", "VpnGw2"),
  ],
  "28b-az-gateway-pip-without-zones": [
    expected("GATEWAY_ADDRESS_WITHOUT_ZONES", "error", "public_ip.core1", 'zones = ["1", "2", "3"]'),
  ],
  "29-route-server-active-passive": [
    expected("ROUTE_SERVER_GATEWAY_MODE", "error", "route_server.core", "active-active", "65515"),
  ],
  "31-route-server-default-loops-at-nva": [
    expected(
      "DEFAULT_ROUTE_RETURNS_TO_APPLIANCE",
      "warning",
      "subnet.core_edge",
      "Bind a table with 0.0.0.0/0 to Internet to vnet-core/edge",
    ),
  ],
  "35-nat-gateway-behind-default-route": [
    expected("NAT_GATEWAY_UNUSED", "info", "subnet.web_app", "Remove the NAT gateway"),
  ],
  "36-appliance-without-egress": [
    expected(
      "ROUTE_DEFAULT_WITHOUT_EGRESS",
      "warning",
      "network_interface.edge",
      "the Internet is out of reach.",
    ),
    expected("LB_PROBE_ON_MANAGEMENT_PORT", "warning", "lb_probe.edge", "port 22"),
  ],
  "38-inline-and-separate-routes": [
    expected("ROUTES_INLINE_AND_SEPARATE", "warning", "route_table.web", "azurerm_route.extra"),
  ],
  "39-firewall-resource-group": [
    expected("FIREWALL_RESOURCE_GROUP", "error", "firewall.core", '"rg-security"', '"rg-net"'),
  ],
  "40-firewall-policy-tier": [
    expected("FIREWALL_POLICY_TIER", "error", "firewall.core", "Basic", "Standard"),
  ],
  "41-overlap-with-sister": [
    expected("VNET_OVERLAP_SISTERS", "error", "virtual_network.web", "10.61.128.0/17", '"vnet-db"'),
  ],
  "46-hub-prefix-on-gatewaysubnet": [
    expected(
      "GATEWAY_SUBNET_ROUTE_TOO_WIDE",
      "warning",
      "route_table.gw",
      "GatewaySubnet and AzureFirewallSubnet",
      "Route 10.60.2.0/24 to afw-core",
    ),
  ],
  "48-bastion-and-hub-route": [
    expected("ROUTE_COVERS_BASTION", "warning", "route_table.web", "vnet-core/AzureBastionSubnet", "r2"),
  ],
  "50-both-halves-remote-gateways": [
    expected(
      "PEERING_BOTH_GATEWAY_FLAGS",
      "error",
      "virtual_network_peering.core_to_web",
      "the side that has",
    ),
    expected(
      "PEERING_OWN_GATEWAY",
      "error",
      "virtual_network_peering.core_to_web",
      "use_remote_gateways to false",
    ),
    expected("PEERING_REMOTE_HAS_NO_GATEWAY", "error", "virtual_network_peering.core_to_web", '"vnet-web"'),
  ],
  "52-half-default-routes-from-site": [
    expected(
      "FIREWALL_LEARNS_DEFAULT_ROUTE",
      "error",
      "firewall.core",
      "learns 0.0.0.0/1 and 128.0.0.0/1",
      "management NIC",
    ),
  ],
  "57-public-address-through-appliance": [
    expected(
      "ROUTE_DEFAULT_WITHOUT_EGRESS",
      "warning",
      "network_interface.edge",
      "198.51.100.32/32",
      "translate",
    ),
  ],
  "60-firewall-subnet-half-defaults": [
    expected(
      "FIREWALL_SUBNET_HALF_DEFAULT_ROUTES",
      "warning",
      "route_table.fw",
      "management IP configuration",
    ),
  ],
  "62-site-claims-all-private-space": [
    expected("SITE_COVERS_NETWORKS", "warning", "local_network_gateway.hq", "10.0.0.0/8", '"vnet-db"'),
  ],
  "64-default-route-on-gatewaysubnet": [
    expected("GATEWAY_SUBNET_DEFAULT_ROUTE", "error", "route_table.gw", "routes for 10.61.0.0/16"),
  ],
  "14b-firewall-default-route-race": [
    expected(
      "FIREWALL_SUBNET_ROUTE_NOT_AWAITED",
      "warning",
      "subnet_route_table_association.core_AzureFirewallSubnet",
      "Add azurerm_route.fw_default to depends_on",
    ),
  ],
  "18-peering-races-subnets": [
    expected(
      "PEERING_RACES_SUBNETS",
      "warning",
      "virtual_network_peering.core_to_web",
      "azurerm_subnet.web_app",
    ),
  ],
  "19-peering-before-gateway": [
    expected(
      "PEERING_BEFORE_GATEWAY",
      "warning",
      "virtual_network_peering.web_to_core",
      "Add azurerm_virtual_network_gateway.core to depends_on",
    ),
  ],
  "20-spoke-half-before-hub-half": [
    expected(
      "PEERING_BEFORE_OPPOSITE",
      "warning",
      "virtual_network_peering.web_to_core",
      "Add azurerm_virtual_network_peering.core_to_web to depends_on",
    ),
  ],
  "37-inline-and-separate-subnets": [
    expected("SUBNETS_INLINE_AND_SEPARATE", "warning", "virtual_network.web", "azurerm_subnet.web_app"),
  ],
  "P1-one-half-replaced": [
    expected(
      "PLAN_REPLACES_PEERING_HALF",
      "error",
      "virtual_network_peering.web_to_core",
      "RemotePeeringIsDisconnected",
      "Replace azurerm_virtual_network_peering.core_to_web",
    ),
  ],
  "P2-plan-replaces-gateway": [
    expected(
      "PLAN_REPLACES_GATEWAY",
      "warning",
      "virtual_network_gateway.core",
      "30 to 45 minutes",
      'use_remote_gateways = false on "web-to-core"',
    ),
    expected("PLAN_REPLACES_ADDRESS", "warning", "public_ip.core1", '"pip-core1"'),
  ],
};

function modelOf(folder: string): NetworkModel {
  const path = join(FOLDER, folder);
  const assume = join(path, "assume.json");
  const plan = join(path, "plan.json");
  return readInput(existsSync(plan) ? plan : path, existsSync(assume) ? { assume } : {})[0].model;
}

function findings(folder: string): Finding[] {
  const model = modelOf(folder);
  return [...findingsOf(model), ...analyze(model).findings];
}

describe.each(Object.entries(CASES))("%s", (folder, expectations) => {
  const found = findings(folder);

  test.each(expectations)("$code", ({ code, severity, resource, says }) => {
    const finding = found.find((each) => each.code === code && each.resource === resource);
    expect(finding).toMatchObject({ severity });
    for (const text of says) {
      expect(`${finding!.message.en} ${finding!.fix!.en}`).toContain(text);
    }
    expect(finding!.message.ja).toMatch(/[぀-ヿ]/);
    expect(finding!.fix!.ja).toMatch(/[぀-ヿ]/);
  });
});

test("02: what is found for each of two spokes has the cure of that spoke", () => {
  const path = join(FOLDER, "02-gatewaysubnet-summary-route");
  const [{ model, input }] = readInput(path, { assume: join(path, "assume.json") });
  const search = new FindingSearch(input, analyze(model));
  const found = search.findings.filter(({ code }) => code === "GATEWAYSUBNET_BYPASS");
  const prefixes = found.map((finding) => search.repairsOf(finding)!.repairs[0].edits);
  expect(prefixes).toMatchObject([
    [{ value: { address_prefix: "10.61.0.0/16" } }],
    [{ value: { address_prefix: "10.62.0.0/16" } }],
  ]);
});

const ROUTE_TO_APPLIANCE = { next_hop_type: "VirtualAppliance" };

/** What the right answer says to change, as the first or second repair of the finding. */
const CHANGES: readonly (readonly [folder: string, code: string, edits: readonly object[]])[] = [
  [
    "02-gatewaysubnet-summary-route",
    "UDR_SHADOWED",
    ["10.61.0.0/16", "10.62.0.0/16"].map((prefix) => {
      return { op: "append", block: "route", value: { address_prefix: prefix, ...ROUTE_TO_APPLIANCE } };
    }),
  ],
  [
    "03-udr-covers-firewall-subnet",
    "ROUTE_COVERS_FIREWALL",
    [{ op: "set", argument: "route[0].address_prefix", value: "10.60.2.0/24" }],
  ],
  ["04-hub-prefix-udr-spoke-only", "ASYMMETRIC_STATEFUL", [{ op: "create", name: "core_shared" }, {}]],
  [
    "05-private-endpoint-a-policy-off",
    "PRIVATE_ENDPOINT_BYPASS",
    [{ address: "azurerm_subnet.core_links", argument: POLICIES, value: "RouteTableEnabled" }],
  ],
  [
    "05-private-endpoint-c-policy-on-broad",
    "PRIVATE_ENDPOINT_BYPASS",
    [{ op: "append", block: "route", value: { address_prefix: "10.60.0.0/16", ...ROUTE_TO_APPLIANCE } }],
  ],
  [
    "06-service-endpoint-bypass",
    "SERVICE_ENDPOINT_BYPASS",
    [
      { address: "azurerm_subnet.web_app", value: [] },
      { address: "azurerm_subnet.core_AzureFirewallSubnet", value: ["Microsoft.Storage"] },
    ],
  ],
  [
    "08-local-gateway-covers-spokes",
    "SITE_COVERS_NETWORKS",
    [{ argument: "address_space", value: expect.not.arrayContaining(["10.60.32.0/19"]) }],
  ],
  [
    "11-onprem-to-private-endpoint",
    "PRIVATE_ENDPOINT_BYPASS",
    [{ address: "azurerm_subnet.web_app", argument: POLICIES, value: "RouteTableEnabled" }],
  ],
  [
    "14-firewall-subnet-table-without-default",
    "FIREWALL_SUBNET_WITHOUT_DEFAULT_ROUTE",
    [{ op: "append", value: { address_prefix: "0.0.0.0/0", next_hop_type: "Internet" } }],
  ],
  [
    "14b-firewall-default-route-race",
    "FIREWALL_SUBNET_ROUTE_NOT_AWAITED",
    [{ argument: "depends_on", value: ["azurerm_route.fw_default"] }],
  ],
  [
    "18-peering-races-subnets",
    "PEERING_RACES_SUBNETS",
    ["core_to_web", "web_to_core"].map((name) => {
      const address = `azurerm_virtual_network_peering.${name}`;
      return { address, argument: "depends_on", value: expect.arrayContaining(["azurerm_subnet.web_t6"]) };
    }),
  ],
  [
    "19-peering-before-gateway",
    "PEERING_BEFORE_GATEWAY",
    [{ argument: "depends_on", value: ["azurerm_virtual_network_gateway.core"] }],
  ],
  [
    // What it waits for already stays.
    "20-spoke-half-before-hub-half",
    "PEERING_BEFORE_OPPOSITE",
    [
      {
        argument: "depends_on",
        value: ["azurerm_virtual_network_gateway.core", "azurerm_virtual_network_peering.core_to_web"],
      },
    ],
  ],
  [
    "26-active-active-one-configuration",
    "GATEWAY_ACTIVE_ACTIVE_ADDRESSES",
    [{ type: "azurerm_public_ip" }, { block: "ip_configuration", value: { name: "ipconfig2" } }],
  ],
  [
    "26b-active-active-point-to-site",
    "GATEWAY_ACTIVE_ACTIVE_ADDRESSES",
    [{ type: "azurerm_public_ip" }, { block: "ip_configuration", value: { name: "ipconfig3" } }],
  ],
  [
    "27-basic-pip-on-vpngw1",
    "PUBLIC_IP_SKU",
    [
      { argument: "sku", value: "Standard" },
      { argument: "allocation_method", value: "Static" },
    ],
  ],
  ["28-non-az-gateway-zonal-pip", "GATEWAY_ADDRESS_WITH_ZONES", [{ argument: "sku", value: "VpnGw2AZ" }]],
  [
    "28b-az-gateway-pip-without-zones",
    "GATEWAY_ADDRESS_WITHOUT_ZONES",
    [{ argument: "zones", value: ["1", "2", "3"] }],
  ],
  [
    "29-route-server-active-passive",
    "ROUTE_SERVER_GATEWAY_MODE",
    [
      { argument: "active_active", value: true },
      { type: "azurerm_public_ip" },
      { block: "ip_configuration" },
    ],
  ],
  [
    "39-firewall-resource-group",
    "FIREWALL_RESOURCE_GROUP",
    [{ argument: "resource_group_name", value: "${azurerm_virtual_network.core.resource_group_name}" }],
  ],
  ["40-firewall-policy-tier", "FIREWALL_POLICY_TIER", [{ argument: "sku", value: "Basic" }]],
  [
    "15-bgp-default-route-and-firewall",
    "FIREWALL_LEARNS_DEFAULT_ROUTE",
    [
      { arguments: { route: [{ address_prefix: "0.0.0.0/0", next_hop_type: "Internet" }] } },
      { arguments: { subnet_id: "${azurerm_subnet.core_AzureFirewallSubnet.id}" } },
    ],
  ],
  [
    "16-bastion-nsg-incomplete",
    "BASTION_SECURITY_GROUP",
    ["AzureLoadBalancer", "VirtualNetwork", "*", "*", "VirtualNetwork", "*"].map((source) => {
      return { op: "append", value: { access: "Allow", source_address_prefix: source } };
    }),
  ],
  [
    "17-bastion-route-table",
    "RESERVED_SUBNET_ROUTE_TABLE",
    [{ op: "remove", address: "azurerm_subnet_route_table_association.core_AzureBastionSubnet" }],
  ],
  [
    "31-route-server-default-loops-at-nva",
    "DEFAULT_ROUTE_RETURNS_TO_APPLIANCE",
    [
      { arguments: { route: [{ address_prefix: "0.0.0.0/0", next_hop_type: "Internet" }] } },
      { arguments: { subnet_id: "${azurerm_subnet.core_edge.id}" } },
    ],
  ],
  [
    "36-appliance-without-egress",
    "ROUTE_DEFAULT_WITHOUT_EGRESS",
    [{ type: "azurerm_public_ip" }, { type: "azurerm_nat_gateway" }, {}, {}],
  ],
  [
    "46-hub-prefix-on-gatewaysubnet",
    "GATEWAY_SUBNET_ROUTE_TOO_WIDE",
    [{ op: "set", argument: "route[0].address_prefix", value: "10.60.2.0/24" }],
  ],
  ["48-bastion-and-hub-route", "ROUTE_COVERS_BASTION", [{ op: "remove", block: "route[1]" }]],
  [
    "50-both-halves-remote-gateways",
    "PEERING_OWN_GATEWAY",
    [
      {
        address: "azurerm_virtual_network_peering.core_to_web",
        argument: "use_remote_gateways",
        value: false,
      },
    ],
  ],
  [
    "52-half-default-routes-from-site",
    "FIREWALL_LEARNS_DEFAULT_ROUTE",
    [{}, {}, { block: "management_ip_configuration" }],
  ],
  [
    "60-firewall-subnet-half-defaults",
    "FIREWALL_SUBNET_HALF_DEFAULT_ROUTES",
    [
      { arguments: { name: "AzureFirewallManagementSubnet" } },
      { type: "azurerm_public_ip" },
      { address: "azurerm_firewall.core", block: "management_ip_configuration" },
    ],
  ],
  [
    "62-site-claims-all-private-space",
    "SITE_COVERS_NETWORKS",
    [{ argument: "address_space", value: expect.arrayContaining(["10.128.0.0/9", "172.16.0.0/12"]) }],
  ],
  [
    "64-default-route-on-gatewaysubnet",
    "GATEWAY_SUBNET_DEFAULT_ROUTE",
    [{ op: "set", argument: "route[0].address_prefix", value: "10.61.0.0/16" }],
  ],
];

/** What `reach` says of a pair beside its verdict: the sentence for which somebody asked. */
const SENTENCES: readonly (readonly [
  folder: string,
  from: string,
  to: string,
  verdict: string,
  code: string,
  says: readonly string[],
])[] = [
  [
    "03-udr-covers-firewall-subnet",
    "vnet-core/shared",
    "vnet-web/app",
    "REACHABLE",
    "REPLY_TO_INSTANCE",
    ["afw-core", "vnet-web/app"],
  ],
  [
    "05-private-endpoint-a-policy-off",
    "vnet-web/app",
    "vnet-core/links",
    "REACHABLE",
    "WAYS_DIFFER",
    ["10.60.3.9", "directly, both ways"],
  ],
  [
    "07-bgp-propagation-bypass",
    "vnet-web/app",
    "on-premises/lgw-hq",
    "ASYMMETRIC",
    "UDR_SHADOWED",
    ["0.0.0.0/0", "172.20.0.0/16 is longer"],
  ],
  [
    "10-both-ways-bypass",
    "vnet-web/app",
    "on-premises/lgw-hq",
    "REACHABLE",
    "UDR_SHADOWED",
    ["0.0.0.0/0", "172.20.0.0/16 is longer"],
  ],
  [
    "11-onprem-to-private-endpoint",
    "on-premises/lgw-hq",
    "vnet-web/app",
    "REACHABLE",
    "WAYS_DIFFER",
    ["10.61.1.9", "through vpngw-core"],
  ],
  [
    "05-private-endpoint-c-policy-on-broad",
    "vnet-web/app",
    "vnet-core/links",
    "ASYMMETRIC",
    "PREFIXES_DIFFER",
    ["worst case, from 10.61.1.4 to 10.60.3.4", "to 10.60.3.9, packets and replies arrive"],
  ],
  [
    "P1-one-half-replaced",
    "vnet-core/shared",
    "vnet-web/app",
    "CONDITIONAL",
    "PEERING_HALF_REPLACED",
    ["web-to-core-v2", "azurerm_virtual_network_peering.core_to_web"],
  ],
];

test.each(SENTENCES)("%s: %s → %s is %s, %s", (folder, from, to, verdict, code, says) => {
  const pair = analyze(modelOf(folder)).explain(from, to);
  expect(pair.verdict).toBe(verdict);
  const reason = pair.reasons.find((each) => each.code === code)!;
  for (const text of says) {
    expect(messageOf(reason, "en")).toContain(text);
  }
  expect(messageOf(reason, "ja")).toMatch(/[぀-ヿ]/);
});

test.each([
  ["05-private-endpoint-a-policy-off", "vnet-web/app", "vnet-core/links"],
  ["11-onprem-to-private-endpoint", "on-premises/lgw-hq", "vnet-web/app"],
])("%s: the gate sees that the private endpoint is reached past the firewall", (folder, from, to) => {
  const pairs = [{ from, to, through: ["afw-core"] }];
  const [failure, ...more] = checkExpectations(analyze(modelOf(folder)), { version: 1, pairs });
  expect(failure).toMatchObject({ wanted: ["afw-core"], actual: "REACHABLE" });
  expect(more).toEqual([]);
});

describe.each(CHANGES)("%s, %s", (folder, code, edits) => {
  const path = join(FOLDER, folder);
  const assume = join(path, "assume.json");
  const [{ model, input }] = readInput(path, existsSync(assume) ? { assume } : {});
  const search = new FindingSearch(input, analyze(model));
  const finding = search.findings.find((one) => one.code === code)!;
  const { repairs } = search.repairsOf(finding)!;

  it("has the expected change as its first or second repair", () => {
    const isExpected = (repair: ProvenChange): boolean => {
      try {
        expect(repair.edits).toMatchObject(edits);
        return true;
      } catch {
        return false;
      }
    };
    expect(repairs.slice(0, 2).some(isExpected) || repairs.map((repair) => repair.edits)).toBe(true);
  });

  it("is gone with each of its repairs, written to the letter", () => {
    const document = JSON.parse(readFileSync(join(path, "main.tf.json"), "utf8"));
    const assumed = existsSync(assume) ? JSON.parse(readFileSync(assume, "utf8")) : undefined;
    for (const repair of repairs) {
      const changed = readConfiguration(toTheLetter(document, repair.edits), assumed);
      const left = [...findingsOf(changed), ...analyze(changed).findings];
      expect(left.map(({ message }) => message.en)).not.toContain(finding.message.en);
    }
  });
});

test("59: shares the gateway and routes the reply through the firewall, not past the tunnel that is there", () => {
  const [{ input }] = readInput(join(FOLDER, "59-simulated-office-no-transit"));
  const ends = { from: "vnet-office/pc", to: "vnet-web/app" };
  const { repairs } = findRepairs({ input, options: {}, ...ends, wish: { kind: "reachable" } });
  expect(repairs[0].edits).toMatchObject([
    {
      address: "azurerm_virtual_network_peering.core_to_web",
      argument: "allow_gateway_transit",
      value: true,
    },
    { address: "azurerm_virtual_network_peering.web_to_core", argument: "use_remote_gateways", value: true },
    { address: "azurerm_route_table.web", value: { address_prefix: "172.20.0.0/16", ...ROUTE_TO_APPLIANCE } },
  ]);
});

test("a rule that blocks a subnet with private endpoints comes with the policy that makes it count for them", () => {
  const inboundEdits = (folder: string) => {
    const [{ input }] = readInput(join(FOLDER, folder));
    const ends = { from: "vnet-web/app", to: "vnet-core/links" };
    const { repairs } = findRepairs({ input, options: {}, ...ends, wish: { kind: "blocked" } });
    return repairs.map(({ edits }) => edits).find((edits) => JSON.stringify(edits).includes("Inbound"));
  };
  for (const [folder, value] of [
    ["05-private-endpoint-a-policy-off", "NetworkSecurityGroupEnabled"],
    ["05-private-endpoint-b-policy-on", "Enabled"],
  ]) {
    const argument = "private_endpoint_network_policies";
    const set = { op: "set", address: "azurerm_subnet.core_links", argument, value };
    expect(inboundEdits(folder)).toContainEqual(set);
  }
});

test("a private endpoint whose policy counts the route is no bypass", () => {
  expect(findings("05-private-endpoint-b-policy-on").map(({ code }) => code)).not.toContain(
    "PRIVATE_ENDPOINT_BYPASS",
  );
});

test("/1 routes beside 0.0.0.0/0 to Internet are accepted", () => {
  const errors = findings("60-firewall-subnet-half-defaults").filter(({ severity }) => severity === "error");
  expect(errors).toEqual([]);
});

test("every folder has an expectation", () => {
  const tests = readdirSync(__dirname).filter((file) => file.endsWith(".test.ts"));
  const asked = tests.map((file) => readFileSync(join(__dirname, file), "utf8")).join("");
  expect(readdirSync(FOLDER).filter((folder) => !asked.includes(folder))).toEqual([]);
});
