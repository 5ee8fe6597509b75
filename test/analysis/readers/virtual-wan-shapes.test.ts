import { Analysis, analyze, readConfiguration, readInput } from "../../../lib/analysis";
import {
  hubFirewall,
  hubs,
  idOf,
  intent,
  routeTable,
  spoke,
  together,
  vpnSite,
} from "../support/virtual-wan";
import { folderOf } from "./support/files";
import { asPlan, asState } from "./support/terraform";

const isolated = {
  routing: [
    {
      associated_route_table_id: idOf("azurerm_virtual_hub_route_table.t"),
      propagated_route_table: [
        {
          route_table_ids: ["${azurerm_virtual_hub.h1.default_route_table_id}"],
          labels: ["default"],
        },
      ],
    },
  ],
};

/** One network in every shape: isolated and shared networks on one hub, a secured hub, and a site. */
const { resource } = together(
  hubs(2),
  routeTable("t", "h1"),
  spoke("a", "10.1.0.0/16", "h1", isolated),
  spoke("b", "10.2.0.0/16", "h1", isolated),
  spoke("c", "10.3.0.0/16", "h1", {
    routing: [
      {
        propagated_route_table: [
          {
            route_table_ids: [
              "${azurerm_virtual_hub.h1.default_route_table_id}",
              idOf("azurerm_virtual_hub_route_table.t"),
            ],
            labels: ["default"],
          },
        ],
      },
    ],
  }),
  spoke("d", "10.4.0.0/16", "h2"),
  hubFirewall("h2", ["10.3.0.0/16", "10.4.0.0/16"]),
  intent("h2", "PrivateTraffic"),
  vpnSite("dc", "192.168.0.0/16", "h1"),
);

const EXPECTED = {
  "vnet-a/w": {
    "vnet-b/w": "BLOCKED",
    "vnet-c/w": "REACHABLE",
    // By a table of its own, to a hub with a routing intent: Azure documents no such Virtual WAN (W81).
    "vnet-d/w": "CONDITIONAL",
    "on-premises/dc": "BLOCKED",
  },
  "vnet-c/w": { "vnet-a/w": "REACHABLE", "vnet-d/w": "REACHABLE", "on-premises/dc": "REACHABLE" },
  "vnet-d/w": { "vnet-c/w": "REACHABLE", "on-premises/dc": "BLOCKED" },
  "on-premises/dc": { "vnet-a/w": "ONE_WAY", "vnet-c/w": "REACHABLE", "vnet-d/w": "BLOCKED" },
};

function answers(content: object): object {
  const analysis = analyze(readConfiguration(content));
  return Object.fromEntries(
    Object.entries(EXPECTED).map(([from, row]) => [
      from,
      Object.fromEntries(Object.keys(row).map((to) => [to, analysis.verdict(from, to)])),
    ]),
  );
}

test("Terraform JSON", () => {
  expect(answers({ resource })).toEqual(EXPECTED);
});

describe("a plan", () => {
  type Change = { address: string; change: { after_unknown: { routing?: { [name: string]: unknown }[] } } };
  const planOf = (change: (changes: Change["change"]["after_unknown"]) => void): object => {
    const plan = asPlan(resource) as { resource_changes: Change[] };
    const c = plan.resource_changes.find(({ address }) => address === "azurerm_virtual_hub_connection.c")!;
    change(c.change.after_unknown);
    return plan;
  };

  test("in which the provider computes what nobody writes", () => {
    const plan = planOf(({ routing }) => (routing![0].associated_route_table_id = true));
    expect(answers(plan)).toEqual(EXPECTED);
  });

  test("that doesn't show what writes a block: the connection is open", () => {
    const plan = planOf(({ routing }) => (routing![0].associated_route_table_id = true)) as {
      configuration: { root_module: { resources: { address: string; expressions: object }[] } };
    };
    const c = plan.configuration.root_module.resources.find(
      ({ address }) => address === "azurerm_virtual_hub_connection.c",
    )!;
    delete (c.expressions as { routing?: unknown }).routing;
    const analysis = analyze(readConfiguration(plan));
    expect(analysis.verdict("vnet-a/w", "vnet-c/w")).toBe("CONDITIONAL");
    expect(analysis.verdict("vnet-c/w", "vnet-a/w")).toBe("CONDITIONAL");
  });
});

test("a state", () => {
  const ids = (hub: string): string =>
    `/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Network/azurerm_virtual_hub/${hub}/hubRouteTables/defaultRouteTable`;
  for (const [hub, body] of Object.entries(resource.azurerm_virtual_hub)) {
    body.default_route_table_id = ids(String(body.name ?? hub));
  }
  const state = asState(resource);
  Object.values(resource.azurerm_virtual_hub).forEach((body) => delete body.default_route_table_id);
  expect(answers(state)).toEqual(EXPECTED);
});

const network = (kind: string): string => `Microsoft.Network/${kind}`;
const at = (kind: string, ...names: string[]): { id: string } => ({
  id: `[resourceId('${network(kind)}', ${names.map((name) => `'${name}'`).join(", ")})]`,
});
const made = (kind: string, name: string, properties: object, more: object = {}): object => ({
  type: network(kind),
  apiVersion: "2024-07-01",
  name,
  location: "westeurope",
  properties,
  ...more,
});
const arm = (
  id: (kind: string, ...names: string[]) => { id: string },
  resourceOf: (kind: string, name: string, properties: object, more?: object) => object,
): object[] => {
  const table = (name: string): { id: string } => id("virtualHubs/hubRouteTables", "hub1", name);
  const spokeOf = (name: string, prefix: string, hub: string, routingConfiguration?: object): object[] => [
    resourceOf("virtualNetworks", `vnet-${name}`, {
      addressSpace: { addressPrefixes: [prefix] },
      subnets: [{ name: "w", properties: { addressPrefix: prefix.replace("/16", "/24") } }],
    }),
    resourceOf("virtualHubs/hubVirtualNetworkConnections", `${hub}/${name}`, {
      remoteVirtualNetwork: id("virtualNetworks", `vnet-${name}`),
      ...(routingConfiguration && { routingConfiguration }),
    }),
  ];
  const apart = {
    associatedRouteTable: table("t"),
    propagatedRouteTables: { ids: [table("defaultRouteTable")], labels: ["default"] },
  };
  const shared = {
    associatedRouteTable: table("defaultRouteTable"),
    propagatedRouteTables: { ids: [table("defaultRouteTable"), table("t")], labels: ["default"] },
  };
  const hub = (name: string, addressPrefix: string): object =>
    resourceOf("virtualHubs", name, { virtualWan: id("virtualWans", "wan"), addressPrefix });
  const rule = {
    ruleType: "NetworkRule",
    name: "some",
    ipProtocols: ["Any"],
    sourceAddresses: ["10.3.0.0/16", "10.4.0.0/16"],
    destinationAddresses: ["10.3.0.0/16", "10.4.0.0/16"],
    destinationPorts: ["*"],
  };
  return [
    resourceOf("virtualWans", "wan", { type: "Standard" }),
    hub("hub1", "10.101.0.0/23"),
    hub("hub2", "10.102.0.0/23"),
    resourceOf("virtualHubs/hubRouteTables", "hub1/defaultRouteTable", { labels: ["default"], routes: [] }),
    resourceOf("virtualHubs/hubRouteTables", "hub1/t", { labels: [], routes: [] }),
    resourceOf("virtualHubs/hubRouteTables", "hub2/defaultRouteTable", { labels: ["default"], routes: [] }),
    ...spokeOf("a", "10.1.0.0/16", "hub1", apart),
    ...spokeOf("b", "10.2.0.0/16", "hub1", apart),
    ...spokeOf("c", "10.3.0.0/16", "hub1", shared),
    ...spokeOf("d", "10.4.0.0/16", "hub2"),
    resourceOf("azureFirewalls", "fw", {
      sku: { name: "AZFW_Hub", tier: "Standard" },
      virtualHub: id("virtualHubs", "hub2"),
      firewallPolicy: id("firewallPolicies", "policy"),
    }),
    resourceOf("firewallPolicies", "policy", {}),
    resourceOf("firewallPolicies/ruleCollectionGroups", "policy/rules", {
      priority: 100,
      ruleCollections: [
        {
          ruleCollectionType: "FirewallPolicyFilterRuleCollection",
          name: "allow",
          priority: 100,
          action: { type: "Allow" },
          rules: [rule],
        },
      ],
    }),
    resourceOf("virtualHubs/routingIntent", "hub2/intent", {
      routingPolicies: [
        { name: "p", destinations: ["PrivateTraffic"], nextHop: id("azureFirewalls", "fw").id },
      ],
    }),
    resourceOf("vpnSites", "dc", {
      virtualWan: id("virtualWans", "wan"),
      addressSpace: { addressPrefixes: ["192.168.0.0/16"] },
    }),
    resourceOf("vpnGateways", "vpn", {
      virtualHub: id("virtualHubs", "hub1"),
      connections: [{ name: "c", properties: { remoteVpnSite: id("vpnSites", "dc") } }],
    }),
  ];
};

test("an ARM template", () => {
  const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  expect(answers({ $schema: schema, resources: arm(at, made) })).toEqual(EXPECTED);
});

const idIn = (kind: string, ...names: string[]): string => {
  const path = kind.split("/").map((step, i) => `${step}/${names[i]}`);
  return `/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/${path.join("/")}`;
};
const row = (kind: string, name: string, properties: object): object => ({
  id: idIn(kind, ...name.split("/")),
  name: name.split("/").at(-1),
  type: network(kind),
  location: "westeurope",
  properties,
});

interface Row {
  readonly type: string;
  readonly name: string;
  readonly properties: object;
}

/** With what Azure writes into networks that are connected with a hub. */
function withHalvesOfHubs(rows: readonly object[]): Row[] {
  return (rows as readonly Row[]).map((one) =>
    one.type.endsWith("/virtualNetworks")
      ? {
          ...one,
          properties: {
            ...one.properties,
            virtualNetworkPeerings: [
              {
                name: "RemoteVnetToHubPeering_1",
                properties: {
                  peeringState: "Connected",
                  remoteVirtualNetwork: {
                    id: "/subscriptions/9/resourceGroups/x/providers/Microsoft.Network/virtualNetworks/HV_hub",
                  },
                  remoteAddressSpace: {
                    addressPrefixes: [one.name === "vnet-d" ? "10.102.0.0/23" : "10.101.0.0/23"],
                  },
                },
              },
            ],
          },
        }
      : one,
  );
}

test("rows of Azure; without those of connections and tables all is open", () => {
  const rows = arm((kind, ...names) => ({ id: idIn(kind, ...names) }), row);
  expect(answers(rows)).toEqual(EXPECTED);
  const halves = withHalvesOfHubs(rows);
  expect(answers(halves)).toEqual(EXPECTED);
  // What Azure runs for a hub is the hub, and no network besides.
  const { virtualNetworks, peerings } = readConfiguration(halves);
  expect([virtualNetworks.map(({ name }) => name), peerings]).toEqual([
    ["vnet-a", "vnet-b", "vnet-c", "vnet-d"],
    [],
  ]);
  const children = /\/(hubRouteTables|hubVirtualNetworkConnections|routingIntent)$/;
  const graph = halves.filter(({ type }) => !children.test(type));
  const analysis = analyze(readConfiguration(graph));
  for (const to of ["vnet-b/w", "vnet-c/w", "vnet-d/w"]) {
    expect(analysis.verdict("vnet-a/w", to)).toBe("CONDITIONAL");
  }
});

test("azapi", () => {
  const named = new Map<string, string>();
  const key = (name: string): string => name.replace(/\W/g, "_");
  const reference = (kind: string, ...names: string[]): { id: string } => {
    const local = key(`${kind}_${names.join("/")}`);
    return {
      id:
        names.at(-1) === "defaultRouteTable" ? `\${${hubTable(names[0])}}` : `\${azapi_resource.${local}.id}`,
    };
  };
  const hubTable = (hub: string): string =>
    `azapi_resource.${key(`virtualHubs/hubRouteTables_${hub}/defaultRouteTable`)}.id`;
  const body = (kind: string, name: string, properties: object): object => {
    const steps = name.split("/");
    const owner = kind.split("/").slice(0, -1).join("/");
    named.set(key(`${kind}_${name}`), kind);
    return {
      [key(`${kind}_${name}`)]: {
        type: `${network(kind)}@2024-07-01`,
        name: steps.at(-1),
        parent_id:
          steps.length > 1
            ? `\${azapi_resource.${key(`${owner}_${steps[0]}`)}.id}`
            : "/subscriptions/0/resourceGroups/rg",
        location: "westeurope",
        body: { properties },
      },
    };
  };
  const blocks = Object.assign({}, ...arm(reference, body)) as object;
  expect(answers({ resource: { azapi_resource: blocks } })).toEqual(EXPECTED);
});

test("HCL, with connections by for_each", () => {
  const folder = folderOf({
    "main.tf": `
      locals { spokes = { a = "10.1.0.0/16", b = "10.2.0.0/16" } }
      resource "azurerm_virtual_wan" "w" {
        name = "wan"
        location = "westeurope"
        resource_group_name = "rg"
      }
      resource "azurerm_virtual_hub" "h" {
        name = "hub"
        location = "westeurope"
        resource_group_name = "rg"
        virtual_wan_id = azurerm_virtual_wan.w.id
        address_prefix = "10.101.0.0/23"
      }
      resource "azurerm_virtual_network" "s" {
        for_each = local.spokes
        name = "vnet-\${each.key}"
        location = "westeurope"
        resource_group_name = "rg"
        address_space = [each.value]
      }
      resource "azurerm_subnet" "s" {
        for_each = local.spokes
        name = "w"
        resource_group_name = "rg"
        virtual_network_name = azurerm_virtual_network.s[each.key].name
        address_prefixes = [cidrsubnet(each.value, 8, 0)]
      }
      resource "azurerm_virtual_hub_connection" "s" {
        for_each = local.spokes
        name = each.key
        virtual_hub_id = azurerm_virtual_hub.h.id
        remote_virtual_network_id = azurerm_virtual_network.s[each.key].id
        routing {
          associated_route_table_id = "\${azurerm_virtual_hub.h.id}/hubRouteTables/defaultRouteTable"
        }
      }`,
  });
  const analysis = analyze(readInput(folder)[0].model);
  expect(analysis.verdict("vnet-a/w", "vnet-b/w")).toBe("REACHABLE");
});

describe("rows of a hub with a routing intent", () => {
  const reference = (kind: string, ...names: string[]): { id: string } => ({ id: idIn(kind, ...names) });
  const firewall = idIn("azureFirewalls", "fw");
  const route = (name: string, ...destinations: string[]): object => ({
    name,
    destinationType: "CIDR",
    destinations,
    nextHopType: "ResourceId",
    nextHop: firewall,
  });
  const policy = route("_policy_Private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
  const vnet = (name: string, prefix: string): object =>
    row("virtualNetworks", name, {
      addressSpace: { addressPrefixes: [prefix] },
      subnets: [{ name: "w", properties: { addressPrefix: prefix } }],
    });
  const connection = (name: string): object =>
    row("virtualHubs/hubVirtualNetworkConnections", `hub/${name}`, {
      remoteVirtualNetwork: reference("virtualNetworks", name),
    });
  const networkOf = (prefix: string, ...more: object[]): Analysis =>
    analyze(
      readConfiguration([
        row("virtualWans", "wan", { type: "Standard" }),
        row("virtualHubs", "hub", {
          addressPrefix: "10.101.0.0/23",
          virtualWan: reference("virtualWans", "wan"),
        }),
        row("azureFirewalls", "fw", {
          sku: { name: "AZFW_Hub", tier: "Standard" },
          virtualHub: reference("virtualHubs", "hub"),
        }),
        vnet("vnet-a", "10.1.0.0/24"),
        vnet("vnet-b", prefix),
        ...more,
      ]),
    );
  const tableWith = (...routes: object[]): object =>
    row("virtualHubs/hubRouteTables", "hub/defaultRouteTable", { routes, labels: ["default"] });
  const connections = [connection("vnet-a"), connection("vnet-b")];
  const codesOf = (analysis: Analysis): string[] =>
    analysis.explain("vnet-a/w", "vnet-b/w").reasons.map(({ code }) => code);

  test("the routes that its policies write tell of it where its own row isn't here", () => {
    const analysis = networkOf("10.2.0.0/24", ...connections, tableWith(policy));
    expect(codesOf(analysis)).toEqual(["FIREWALL_DENY"]);
    expect(analysis.verdict("vnet-a/w", "vnet-b/w")).toBe("BLOCKED");
  });

  test("prefixes that were added to the private ones pass the firewall", () => {
    const added = networkOf(
      "100.64.0.0/24",
      ...connections,
      tableWith(policy, route("private_traffic", "100.64.0.0/10")),
    );
    expect(codesOf(added)).toEqual(["FIREWALL_DENY"]);
    expect(added.findings.map(({ code }) => code)).not.toContain("VIRTUAL_HUB_PREFIX_NOT_PRIVATE");
    const beyond = networkOf("100.64.0.0/24", ...connections, tableWith(policy));
    expect(beyond.verdict("vnet-a/w", "vnet-b/w")).toBe("CONDITIONAL");
  });

  test("a hub with tables and no connections has none", () => {
    const site = row("vpnSites", "dc", { addressSpace: { addressPrefixes: ["192.168.0.0/24"] } });
    const gateway = row("vpnGateways", "gw", {
      virtualHub: reference("virtualHubs", "hub"),
      connections: [{ name: "c", properties: { remoteVpnSite: reference("vpnSites", "dc") } }],
    });
    expect(networkOf("10.2.0.0/24", tableWith(), site, gateway).verdict("on-premises/dc", "vnet-b/w")).toBe(
      "BLOCKED",
    );
  });
});
