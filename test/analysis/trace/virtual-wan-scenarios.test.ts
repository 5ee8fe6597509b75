import { Analysis, analyze, readConfiguration } from "../../../lib/analysis";
import {
  hubFirewall,
  hubs,
  idOf,
  intent,
  Resources,
  routeTable,
  spoke,
  together,
  vpnSite,
} from "../support/virtual-wan";

/** Each of Microsoft's published scenarios of Virtual WAN routing, with the matrix that it is published with. */

const table = (name: string): string => idOf(`azurerm_virtual_hub_route_table.${name}`);
const standard = (hub: string): string => `\${azurerm_virtual_hub.${hub}.default_route_table_id}`;

/** A network's or a branch's place: by which table it sends, and which ones and what labels learn of it. */
function routing(
  associated: string,
  tables: readonly string[],
  labels: readonly string[] = ["none"],
): { routing: { [argument: string]: unknown } } {
  return {
    routing: {
      associated_route_table_id: associated,
      propagated_route_table: { route_table_ids: tables, labels },
    },
  };
}

/** The same of a connection with a VPN site. */
function branch(...tables: readonly string[]): { routing: object } {
  return {
    routing: {
      associated_route_table: standard("h1"),
      propagated_route_table: { route_table_ids: tables },
    },
  };
}

function staticRoute(name: string, inTable: string, destinations: string[], nextHop: string): Resources {
  return {
    azurerm_virtual_hub_route_table_route: {
      [name]: {
        name,
        route_table_id: inTable,
        destinations_type: "CIDR",
        destinations,
        next_hop_type: "ResourceId",
        next_hop: idOf(nextHop),
      },
    },
  };
}

/** An appliance in a network's subnet. */
function appliance(name: string, network: string, ip: string): Resources {
  return {
    azurerm_network_interface: {
      [name]: {
        name,
        location: "westeurope",
        resource_group_name: "rg",
        ip_forwarding_enabled: true,
        ip_configuration: {
          name: "ip",
          subnet_id: idOf(`azurerm_subnet.${network}`),
          private_ip_address_allocation: "Static",
          private_ip_address: ip,
        },
      },
    },
  };
}

/** A peering of two networks, both halves. */
function peered(one: string, other: string): Resources {
  return {
    azurerm_virtual_network_peering: Object.fromEntries(
      [
        [one, other],
        [other, one],
      ].map(([from, to]) => [
        `${from}${to}`,
        {
          name: `${from}-${to}`,
          resource_group_name: "rg",
          virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
          remote_virtual_network_id: idOf(`azurerm_virtual_network.${to}`),
          allow_forwarded_traffic: true,
        },
      ]),
    ),
  };
}

/** A route table of a network's subnet with one route to an appliance. */
function route(network: string, prefix: string, nextHop: string): Resources {
  return {
    azurerm_route_table: {
      [network]: {
        name: `rt-${network}`,
        location: "westeurope",
        resource_group_name: "rg",
        route: {
          name: "r",
          address_prefix: prefix,
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: nextHop,
        },
      },
    },
    azurerm_subnet_route_table_association: {
      [network]: {
        subnet_id: idOf(`azurerm_subnet.${network}`),
        route_table_id: idOf(`azurerm_route_table.${network}`),
      },
    },
  };
}

/** Clients of a gateway in a hub. */
function clients(hub: string, pool: string): Resources {
  return {
    azurerm_point_to_site_vpn_gateway: {
      [hub]: {
        name: `p2s-${hub}`,
        location: "westeurope",
        resource_group_name: "rg",
        virtual_hub_id: idOf(`azurerm_virtual_hub.${hub}`),
        scale_unit: 1,
        vpn_server_configuration_id: idOf("azurerm_vpn_server_configuration.p"),
        connection_configuration: {
          name: "c",
          vpn_client_address_pool: { address_prefixes: [pool] },
        },
      },
    },
  };
}

function analysisOf(...parts: readonly Resources[]): Analysis {
  return analyze(readConfiguration(together(...parts)));
}

const endOf = (name: string): string =>
  name === "internet" || name.includes("/")
    ? name
    : name.startsWith("dc")
      ? `on-premises/${name}`
      : `vnet-${name}/w`;

/** For each pair: "-" where nothing passes, else what packets pass beside hubs, in their order. */
function matrix(analysis: Analysis, names: readonly string[]): { [from: string]: { [to: string]: string } } {
  const cell = (from: string, to: string): string => {
    const { verdict, forward } = analysis.explain(endOf(from), endOf(to));
    const through = forward.flatMap(({ via }) =>
      via === undefined || via.kind === "virtual-hub" || /gateway/.test(via.kind) ? [] : via.name,
    );
    return verdict === "REACHABLE"
      ? `yes ${through.join(" ")}`.trim()
      : verdict === "BLOCKED"
        ? "-"
        : verdict;
  };
  return Object.fromEntries(
    names.map((from) => [
      from,
      Object.fromEntries(names.filter((to) => to !== from).map((to) => [to, cell(from, to)])),
    ]),
  );
}

test("isolated networks, which reach all branches, on two hubs", () => {
  const isolated = (hub: string): object => routing(table(`v${hub}`), [], ["default"]);
  const analysis = analysisOf(
    hubs(2),
    routeTable("vh1", "h1", { labels: ["vnets"] }),
    routeTable("vh2", "h2", { labels: ["vnets"] }),
    spoke("a", "10.1.0.0/16", "h1", { ...isolated("h1") }),
    spoke("b", "10.2.0.0/16", "h1", { ...isolated("h1") }),
    spoke("c", "10.3.0.0/16", "h2", { ...isolated("h2") }),
    vpnSite("dc", "192.168.0.0/16", "h1", {
      routing: {
        associated_route_table: standard("h1"),
        propagated_route_table: { route_table_ids: [standard("h1")], labels: ["default", "vnets"] },
      },
    }),
  );
  expect(matrix(analysis, ["a", "b", "c", "dc"])).toEqual({
    a: { b: "-", c: "-", dc: "yes" },
    b: { a: "-", c: "-", dc: "yes" },
    c: { a: "-", b: "-", dc: "yes" },
    dc: { a: "yes", b: "yes", c: "yes" },
  });
});

test("custom isolation: blue and red networks, which all reach the branches", () => {
  const of = (colour: string): object => routing(table(colour), [table(colour), standard("h1")]);
  const analysis = analysisOf(
    hubs(1),
    routeTable("blue", "h1"),
    routeTable("red", "h1"),
    spoke("blue1", "10.1.0.0/16", "h1", { ...of("blue") }),
    spoke("blue2", "10.2.0.0/16", "h1", { ...of("blue") }),
    spoke("red1", "10.3.0.0/16", "h1", { ...of("red") }),
    vpnSite("dc", "192.168.0.0/16", "h1", branch(standard("h1"), table("blue"), table("red"))),
  );
  expect(matrix(analysis, ["blue1", "blue2", "red1", "dc"])).toEqual({
    blue1: { blue2: "yes", red1: "-", dc: "yes" },
    blue2: { blue1: "yes", red1: "-", dc: "yes" },
    red1: { blue1: "-", blue2: "-", dc: "yes" },
    dc: { blue1: "yes", blue2: "yes", red1: "yes" },
  });
});

test("shared services, which isolated networks and branches reach", () => {
  const analysis = analysisOf(
    hubs(1),
    routeTable("shared", "h1"),
    spoke("a", "10.1.0.0/16", "h1", routing(table("shared"), [standard("h1")])),
    spoke("b", "10.2.0.0/16", "h1", routing(table("shared"), [standard("h1")])),
    spoke("tools", "10.9.0.0/16", "h1", routing(standard("h1"), [table("shared"), standard("h1")])),
    vpnSite("dc", "192.168.0.0/16", "h1", branch(standard("h1"), table("shared"))),
  );
  expect(matrix(analysis, ["a", "b", "tools", "dc"])).toEqual({
    a: { b: "-", tools: "yes", dc: "yes" },
    b: { a: "-", tools: "yes", dc: "yes" },
    tools: { a: "yes", b: "yes", dc: "yes" },
    dc: { a: "yes", b: "yes", tools: "yes" },
  });
});

test("Azure Firewall between networks and branches, and none between networks", () => {
  const own = { ...routing(table("vnet"), [table("vnet")]), internet_security_enabled: true };
  const analysis = analysisOf(
    hubs(1),
    hubFirewall("h1"),
    routeTable("vnet", "h1"),
    staticRoute("out", table("vnet"), ["0.0.0.0/0"], "azurerm_firewall.h1"),
    staticRoute("in", standard("h1"), ["10.0.0.0/8"], "azurerm_firewall.h1"),
    spoke("a", "10.1.0.0/16", "h1", own),
    spoke("b", "10.2.0.0/16", "h1", own),
    vpnSite("dc", "192.168.0.0/16", "h1", branch(standard("h1"))),
  );
  expect(matrix(analysis, ["a", "b", "dc"])).toEqual({
    a: { b: "yes", dc: "yes fw-h1" },
    b: { a: "yes", dc: "yes fw-h1" },
    dc: { a: "yes fw-h1", b: "yes fw-h1" },
  });
  expect(matrix(analysis, ["a", "internet"]).a).toEqual({ internet: "yes fw-h1" });
});

test("custom isolation of networks and branches: the firewall's rules keep branches apart from networks", () => {
  const of = (colour: string): { [argument: string]: unknown } => ({
    ...routing(table(colour), [table(colour)]),
    internet_security_enabled: true,
  });
  const analysis = analysisOf(
    hubs(1),
    hubFirewall("h1", ["10.1.0.0/16", "10.2.0.0/16", "192.168.1.0/24"]),
    ...["blue", "red"].flatMap((colour) => [
      routeTable(colour, "h1"),
      staticRoute(colour, table(colour), ["0.0.0.0/0"], "azurerm_firewall.h1"),
    ]),
    staticRoute("in", standard("h1"), ["10.0.0.0/8"], "azurerm_firewall.h1"),
    spoke("blue1", "10.1.0.0/16", "h1", of("blue")),
    spoke("blue2", "10.2.0.0/16", "h1", of("blue")),
    spoke("red1", "10.3.0.0/16", "h1", of("red")),
    vpnSite("dcBlue", "192.168.1.0/24", "h1", branch(standard("h1"))),
    vpnSite("dcRed", "192.168.2.0/24", "h1", branch(standard("h1"))),
  );
  expect(matrix(analysis, ["blue1", "blue2", "red1", "dcBlue", "dcRed"])).toEqual({
    blue1: { blue2: "yes", red1: "-", dcBlue: "yes fw-h1", dcRed: "-" },
    blue2: { blue1: "yes", red1: "-", dcBlue: "yes fw-h1", dcRed: "-" },
    red1: { blue1: "-", blue2: "-", dcBlue: "-", dcRed: "-" },
    dcBlue: { blue1: "yes fw-h1", blue2: "yes fw-h1", red1: "-", dcRed: "yes" },
    dcRed: { blue1: "-", blue2: "-", red1: "-", dcBlue: "yes" },
  });
});

test("networks behind appliances of connected networks, in two hubs", () => {
  const behind = (prefixes: string[], next_hop_ip_address: string): object => ({
    routing: { static_vnet_route: { name: "r", address_prefixes: prefixes, next_hop_ip_address } },
  });
  const analysis = analysisOf(
    hubs(2),
    spoke("n1", "10.1.0.0/16", "h1"),
    spoke("n2", "10.2.0.0/20", "h1", { ...behind(["10.2.16.0/20", "10.2.32.0/20"], "10.2.0.5") }),
    spoke("n4", "10.4.0.0/20", "h2", { ...behind(["10.4.16.0/20"], "10.4.0.5") }),
    spoke("n5", "10.2.16.0/20"),
    spoke("n6", "10.2.32.0/20"),
    spoke("n7", "10.4.16.0/20"),
    appliance("nva2", "n2", "10.2.0.5"),
    appliance("nva4", "n4", "10.4.0.5"),
    peered("n2", "n5"),
    peered("n2", "n6"),
    peered("n4", "n7"),
    route("n5", "0.0.0.0/0", "10.2.0.5"),
    route("n6", "0.0.0.0/0", "10.2.0.5"),
    route("n7", "0.0.0.0/0", "10.4.0.5"),
    ...["h1", "h2"].flatMap((hub) => [
      staticRoute(`${hub}n2`, standard(hub), ["10.2.0.0/16"], "azurerm_virtual_hub_connection.n2"),
      staticRoute(`${hub}n4`, standard(hub), ["10.4.0.0/16"], "azurerm_virtual_hub_connection.n4"),
    ]),
    vpnSite("dc", "192.168.0.0/16", "h1"),
  );
  expect(matrix(analysis, ["n1", "n2", "n5", "n6", "n7", "dc"])).toEqual({
    n1: { n2: "yes", n5: "yes nva2", n6: "yes nva2", n7: "yes nva4", dc: "yes" },
    n2: { n1: "yes", n5: "yes", n6: "yes", n7: "yes nva4", dc: "yes" },
    n5: { n1: "yes nva2", n2: "yes", n6: "yes nva2", n7: "yes nva2 nva4", dc: "yes nva2" },
    n6: { n1: "yes nva2", n2: "yes", n5: "yes nva2", n7: "yes nva2 nva4", dc: "yes nva2" },
    n7: { n1: "yes nva4", n2: "yes nva4", n5: "yes nva4 nva2", n6: "yes nva4 nva2", dc: "yes nva4" },
    dc: { n1: "yes", n2: "yes", n5: "yes nva2", n6: "yes nva2", n7: "yes nva4" },
  });
});

test("an appliance in a service network between networks and branches, and another on the way to the Internet", () => {
  const own = routing(table("v2b"), [table("v2b"), table("shared")]);
  const services = (more: object = {}): { [argument: string]: unknown } => {
    // The page has RT_SHARED alone; what it says of services holds if spokes and branches learn of them, too.
    const learning = [table("shared"), table("v2b"), standard("h1")];
    const { routing: settings } = routing(table("shared"), learning);
    return { routing: { ...settings, ...more } };
  };
  const analysis = analysisOf(
    hubs(1),
    routeTable("v2b", "h1"),
    routeTable("shared", "h1"),
    staticRoute("branches", table("v2b"), ["10.200.0.0/16"], "azurerm_virtual_hub_connection.n4"),
    staticRoute("networks", standard("h1"), ["10.1.0.0/16"], "azurerm_virtual_hub_connection.n4"),
    spoke("n1", "10.1.1.0/24", "h1", own),
    spoke("n2", "10.1.2.0/24", "h1", own),
    spoke(
      "n4",
      "10.4.0.0/24",
      "h1",
      services({
        static_vnet_route: [
          { name: "v2b", address_prefixes: ["10.200.0.0/16"], next_hop_ip_address: "10.4.0.5" },
          { name: "b2v", address_prefixes: ["10.1.0.0/16"], next_hop_ip_address: "10.4.0.5" },
        ],
        static_vnet_propagate_static_routes_enabled: false,
      }),
    ),
    spoke("n5", "10.5.0.0/24", "h1", services()),
    appliance("nva4", "n4", "10.4.0.5"),
    appliance("nva5", "n5", "10.5.0.5"),
    peered("n1", "n5"),
    peered("n2", "n5"),
    route("n1", "0.0.0.0/0", "10.5.0.5"),
    route("n2", "0.0.0.0/0", "10.5.0.5"),
    vpnSite("dc", "10.200.1.0/24", "h1", branch(standard("h1"), table("shared"))),
  );
  const { n1, n4, dc } = matrix(analysis, ["n1", "n2", "n4", "dc", "internet"]);
  expect(n1).toMatchObject({ n2: "yes", dc: "yes nva4" });
  expect(n4).toMatchObject({ n1: "yes", dc: "yes" });
  expect(dc).toMatchObject({ n1: "yes nva4", n2: "yes nva4" });
  const out = analysis.explain(endOf("n1"), "internet");
  expect(out.forward.flatMap(({ via }) => via?.name ?? [])).toEqual(["nva5"]);
});

describe("routing intent", () => {
  const parts = (secured: readonly string[]): Resources[] => [
    hubs(2),
    ...secured.flatMap((hub) => [hubFirewall(hub), intent(hub, "PrivateTraffic", "Internet")]),
    spoke("a", "10.1.0.0/16", "h1", { internet_security_enabled: true }),
    spoke("a2", "10.2.0.0/16", "h1", { internet_security_enabled: true }),
    spoke("b", "10.3.0.0/16", "h2", { internet_security_enabled: true }),
    clients("h1", "172.30.0.0/24"),
    vpnSite("dc1", "192.168.1.0/24", "h1"),
    vpnSite("dc2", "192.168.2.0/24", "h2"),
  ];
  const NAMES = ["a", "a2", "b", "dc1", "dc2"];

  test("in both hubs: private traffic passes the firewall of each, the Internet the own one", () => {
    const analysis = analysisOf(...parts(["h1", "h2"]));
    const [one, both, back] = ["yes fw-h1", "yes fw-h1 fw-h2", "yes fw-h2 fw-h1"];
    expect(matrix(analysis, NAMES)).toEqual({
      a: { a2: one, b: both, dc1: one, dc2: both },
      a2: { a: one, b: both, dc1: one, dc2: both },
      b: { a: back, a2: back, dc1: back, dc2: "yes fw-h2" },
      dc1: { a: one, a2: one, b: both, dc2: both },
      dc2: { a: back, a2: back, b: "yes fw-h2", dc1: back },
    });
    expect(matrix(analysis, ["a", "internet"]).a).toEqual({ internet: one });
    expect(matrix(analysis, ["b", "internet"]).b).toEqual({ internet: "yes fw-h2" });
    expect(matrix(analysis, ["clients/p2s-h1", "a", "b"])).toMatchObject({
      "clients/p2s-h1": { a: one, b: both },
      a: { "clients/p2s-h1": one },
      b: { "clients/p2s-h1": back },
    });
  });

  test("in one of two hubs: its firewall is passed on the way to and from the other, whose default route it isn't", () => {
    const analysis = analysisOf(...parts(["h2"]));
    const [plain, secured] = ["yes", "yes fw-h2"];
    expect(matrix(analysis, NAMES)).toEqual({
      a: { a2: plain, b: secured, dc1: plain, dc2: secured },
      a2: { a: plain, b: secured, dc1: plain, dc2: secured },
      b: { a: secured, a2: secured, dc1: secured, dc2: secured },
      dc1: { a: plain, a2: plain, b: secured, dc2: secured },
      dc2: { a: secured, a2: secured, b: secured, dc1: secured },
    });
    const out = analysis.explain(endOf("a"), "internet");
    expect(out.forward.flatMap(({ via }) => via?.name ?? [])).toEqual([]);
    expect(matrix(analysis, ["b", "internet"]).b).toEqual({ internet: secured });
  });
});
