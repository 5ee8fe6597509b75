import fc from "fast-check";
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

const network = (...parts: readonly Resources[]): Analysis => analyze(readConfiguration(together(...parts)));
const A = "vnet-a/w";
const B = "vnet-b/w";
const C = "vnet-c/w";
const both = (analysis: Analysis, one = A, other = B): string[] => [
  analysis.verdict(one, other),
  analysis.verdict(other, one),
];
/** What passes packets on, both ways. */
const ways = (analysis: Analysis, from = A, to = B): string[][] => {
  const { forward, return: back } = analysis.explain(from, to);
  return [forward, back].map((hops) => hops.flatMap(({ via }) => via?.name ?? []));
};
const codes = (analysis: Analysis, from = A, to = B): string[] =>
  analysis.explain(from, to).reasons.map(({ code }) => code);
const routing = (associated: string, ...tables: readonly string[]): { routing: object } => ({
  routing: {
    associated_route_table_id: associated,
    propagated_route_table: { route_table_ids: tables },
  },
});
const table = (name: string): string => idOf(`azurerm_virtual_hub_route_table.${name}`);
const standard = (hub: string): string => `\${azurerm_virtual_hub.${hub}.default_route_table_id}`;

/** A machine that forwards, in a network. */
const appliance = (at: string, ip: string): Resources => ({
  azurerm_network_interface: {
    nva: {
      name: "nic-nva",
      location: "westeurope",
      resource_group_name: "rg",
      ip_forwarding_enabled: true,
      ip_configuration: {
        name: "c",
        subnet_id: idOf(`azurerm_subnet.${at}`),
        private_ip_address_allocation: "Static",
        private_ip_address: ip,
      },
    },
  },
});

describe("connections", () => {
  test("networks on one hub reach each other through it", () => {
    const analysis = network(hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1"));
    expect(both(analysis)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(analysis)).toEqual([["hub1"], ["hub1"]]);
  });

  test("hubs of one WAN are meshed; those of a Basic one, and of two, are not", () => {
    const spokes = [spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h2")];
    const analysis = network(hubs(2), ...spokes);
    expect(both(analysis)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(analysis)).toEqual([
      ["hub1", "hub2"],
      ["hub2", "hub1"],
    ]);
    const basic = network(hubs(2, { type: "Basic" }), ...spokes);
    expect(both(basic)).toEqual(["BLOCKED", "BLOCKED"]);
    expect(codes(basic)).toContain("HUBS_APART");
    const two = together(hubs(2), ...spokes);
    two.resource.azurerm_virtual_hub.h2.virtual_wan_id = "/subscriptions/s/other";
    expect(both(analyze(readConfiguration(two)))).toEqual(["BLOCKED", "BLOCKED"]);
    two.resource.azurerm_virtual_hub.h2.virtual_wan_id = "${var.wan}";
    expect(both(analyze(readConfiguration(two)))).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    two.resource.azurerm_virtual_hub.h1.virtual_wan_id = "${var.wan}";
    expect(both(analyze(readConfiguration(two)))).toEqual(["REACHABLE", "REACHABLE"]);
  });

  test("what only apply tells of a connection's routing may lead on to what is behind its network", () => {
    const open = network(
      hubs(1),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("b", "10.2.0.0/16", "h1", { routing: "${var.routing}" }),
      spoke("c", "10.3.0.0/16"),
    );
    expect(both(open, A, C)).toEqual(["CONDITIONAL", "BLOCKED"]);
  });

  test("a hub of a Basic WAN joins networks with sites, and not with each other", () => {
    const analysis = network(
      hubs(1, { type: "Basic" }),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("b", "10.2.0.0/16", "h1"),
      vpnSite("dc", "192.168.0.0/24", "h1"),
    );
    expect(both(analysis)).toEqual(["BLOCKED", "BLOCKED"]);
    expect(codes(analysis)).toContain("HUB_BASIC");
    expect(both(analysis, A, "on-premises/dc")).toEqual(["REACHABLE", "REACHABLE"]);
  });

  test.each([
    ["10.2.0.0/15", undefined, "ASYMMETRIC", ["hub1", "nic-nva"]],
    ["0.0.0.0/0", "Contains", "ASYMMETRIC", ["hub1", "nic-nva"]],
    ["10.2.0.0/15", "Equal", "REACHABLE", ["hub1"]],
    ["10.3.0.0/16", undefined, "REACHABLE", ["hub1"]],
  ])(
    "a connection's static route %s that contains its network counts for that too, unless its criteria (%s) say otherwise",
    (prefix, criteria, verdict, way) => {
      const route = { name: "r", address_prefixes: [prefix], next_hop_ip_address: "10.2.0.4" };
      const analysis = network(
        hubs(1),
        spoke("a", "10.1.0.0/16", "h1"),
        spoke("b", "10.2.0.0/16", "h1", {
          routing: { static_vnet_route: route, static_vnet_local_route_override_criteria: criteria },
        }),
        appliance("b", "10.2.0.4"),
      );
      expect(analysis.verdict(A, B)).toBe(verdict);
      expect(ways(analysis)[0]).toEqual(way);
    },
  );

  test("a default route of a connection stays in its hub", () => {
    const route = { name: "r", address_prefixes: ["0.0.0.0/0"], next_hop_ip_address: "10.1.0.4" };
    const takes = { internet_security_enabled: true };
    const analysis = network(
      hubs(2),
      spoke("a", "10.1.0.0/16", "h1", { routing: { static_vnet_route: route } }),
      spoke("b", "10.2.0.0/16", "h1", takes),
      spoke("c", "10.3.0.0/16", "h2", takes),
    );
    expect(ways(analysis, B, "internet")[0]).toContain("hub1");
    expect(ways(analysis, C, "internet")[0]).toEqual([]);
  });

  test("an address in a hub is no next hop of a route, whether it is written out or referred to", () => {
    for (const next_hop_in_ip_address of [
      "10.101.0.132",
      "${azurerm_firewall.h1.virtual_hub[0].private_ip_address}",
    ]) {
      const route = ["10.1.0.0/16", "10.2.0.0/16"].map((address_prefix, i) => ({
        name: `r${i}`,
        address_prefix,
        next_hop_type: "VirtualAppliance",
        next_hop_in_ip_address,
      }));
      const bound = ["a", "b"].map((name) => [
        name,
        { subnet_id: idOf(`azurerm_subnet.${name}`), route_table_id: idOf("azurerm_route_table.t") },
      ]);
      const analysis = network(
        hubs(1),
        hubFirewall("h1"),
        spoke("a", "10.1.0.0/16", "h1"),
        spoke("b", "10.2.0.0/16", "h1"),
        {
          azurerm_route_table: {
            t: { name: "t", location: "westeurope", resource_group_name: "rg", route },
          },
          azurerm_subnet_route_table_association: Object.fromEntries(bound),
        },
      );
      expect(both(analysis)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
      expect(codes(analysis)).toEqual(["NEXT_HOP_IN_HUB"]);
    }
  });

  test("a network that is only peered with a connected one isn't known to the hub", () => {
    const analysis = network(
      hubs(1),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("b", "10.2.0.0/16", "h1"),
      spoke("c", "10.3.0.0/16"),
      {
        azurerm_virtual_network_peering: Object.fromEntries(
          [
            ["b", "c"],
            ["c", "b"],
          ].map(([from, to]) => [
            `${from}${to}`,
            {
              name: `${from}${to}`,
              resource_group_name: "rg",
              virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
              remote_virtual_network_id: idOf(`azurerm_virtual_network.${to}`),
              allow_forwarded_traffic: true,
            },
          ]),
        ),
      },
    );
    expect(both(analysis, B, C)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(both(analysis, A, C)).toEqual(["BLOCKED", "BLOCKED"]);
    expect(codes(analysis, A, C)).toContain("HUB_NOT_TRANSITIVE");
    expect(codes(analysis, C, A)).toContain("HUB_NOT_TRANSITIVE");
  });

  test("a network that isn't connected; a subnet that refuses what the hub writes; a route that leads astray", () => {
    const unconnected = network(hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16"));
    expect(both(unconnected)).toEqual(["BLOCKED", "BLOCKED"]);
    expect(codes(unconnected)).toContain("HUB_NOT_CONNECTED");
    const withTable = (settings: object): Analysis =>
      network(hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1"), {
        azurerm_route_table: {
          t: { name: "t", location: "westeurope", resource_group_name: "rg", ...settings },
        },
        azurerm_subnet_route_table_association: {
          t: { subnet_id: idOf("azurerm_subnet.a"), route_table_id: idOf("azurerm_route_table.t") },
        },
      });
    const refused = withTable({ bgp_route_propagation_enabled: false });
    expect(both(refused)).toEqual(["BLOCKED", "ONE_WAY"]);
    expect(codes(refused)).toContain("PROPAGATION_DISABLED");
    const route = { name: "r", address_prefix: "10.2.0.0/16", next_hop_type: "None" };
    expect(both(withTable({ route }))).toEqual(["BLOCKED", "ONE_WAY"]);
    const longer = { name: "r", address_prefix: "10.0.0.0/8", next_hop_type: "None" };
    expect(both(withTable({ route: longer }))).toEqual(["REACHABLE", "REACHABLE"]);
  });
});

describe("tables", () => {
  test("isolated networks with shared services", () => {
    const isolated = routing(table("isolated"), standard("h1"));
    const analysis = network(
      hubs(1),
      routeTable("isolated", "h1"),
      spoke("a", "10.1.0.0/16", "h1", isolated),
      spoke("b", "10.2.0.0/16", "h1", isolated),
      spoke("c", "10.3.0.0/16", "h1", routing(standard("h1"), standard("h1"), table("isolated"))),
    );
    expect(both(analysis)).toEqual(["BLOCKED", "BLOCKED"]);
    expect(codes(analysis)).toContain("HUB_NOT_LEARNED");
    expect(both(analysis, A, C)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(both(analysis, B, C)).toEqual(["REACHABLE", "REACHABLE"]);
  });

  test("labels gather tables of several hubs; the label none gathers nothing", () => {
    const labelled = (name: string, label: string): { routing: object } => ({
      routing: { associated_route_table_id: table(name), propagated_route_table: { labels: [label] } },
    });
    const parts = [
      hubs(2),
      routeTable("t1", "h1", { labels: ["red"] }),
      routeTable("t2", "h2", { labels: ["Red"] }),
    ];
    const red = network(
      ...parts,
      spoke("a", "10.1.0.0/16", "h1", labelled("t1", "red")),
      spoke("b", "10.2.0.0/16", "h2", labelled("t2", "red")),
    );
    expect(both(red)).toEqual(["REACHABLE", "REACHABLE"]);
    const none = network(
      ...parts,
      spoke("a", "10.1.0.0/16", "h1", labelled("t1", "red")),
      spoke("b", "10.2.0.0/16", "h2", labelled("t2", "none")),
    );
    expect(both(none)).toEqual(["BLOCKED", "ONE_WAY"]);
  });

  test("tables without labels: whether the label default counts is open, where it would matter", () => {
    const parts = [
      hubs(2),
      routeTable("t", "h1"),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("c", "10.3.0.0/16", "h2"),
    ];
    const learnt = (labels?: readonly string[]): object => ({
      associated_route_table_id: table("t"),
      propagated_route_table: { route_table_ids: [table("t")], labels },
    });
    const analysis = network(...parts, spoke("b", "10.2.0.0/16", "h1", { routing: learnt() }));
    expect([A, C].map((from) => analysis.verdict(from, B))).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    expect(codes(analysis, A, B)).toContain("HUB_LABELS_UNWRITTEN");
    // By its own table nothing is reached either way.
    expect(analysis.verdict(B, A)).toBe("BLOCKED");
    expect(both(analysis, A, C)).toEqual(["REACHABLE", "REACHABLE"]);
    for (const [labels, verdict] of [
      [["none"], "BLOCKED"],
      [["default"], "ONE_WAY"],
    ] as const) {
      const sure = network(...parts, spoke("b", "10.2.0.0/16", "h1", { routing: learnt(labels) }));
      expect([A, C].map((from) => sure.verdict(from, B))).toEqual([verdict, verdict]);
    }
    // A table that learns of it anyway is no matter of labels.
    const inDefault = routing(standard("h1"), standard("h1"));
    const alone = network(
      hubs(1),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("b", "10.2.0.0/16", "h1", inDefault),
    );
    expect(both(alone)).toEqual(["REACHABLE", "REACHABLE"]);
  });

  test("what leads to an appliance in a network by a static route of its connection", () => {
    const nva = {
      azurerm_network_interface: {
        nva: {
          name: "nic-nva",
          location: "westeurope",
          resource_group_name: "rg",
          ip_forwarding_enabled: true,
          ip_configuration: {
            name: "ip",
            subnet_id: idOf("azurerm_subnet.b"),
            private_ip_address_allocation: "Static",
            private_ip_address: "10.2.0.4",
          },
        },
      },
    };
    const peered = Object.fromEntries(
      [
        ["b", "c"],
        ["c", "b"],
      ].map(([from, to]) => [
        `${from}${to}`,
        {
          name: `${from}${to}`,
          resource_group_name: "rg",
          virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
          remote_virtual_network_id: idOf(`azurerm_virtual_network.${to}`),
          allow_forwarded_traffic: true,
        },
      ]),
    );
    const back = {
      azurerm_route_table: {
        t: {
          name: "t",
          location: "westeurope",
          resource_group_name: "rg",
          route: {
            name: "r",
            address_prefix: "10.0.0.0/8",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "10.2.0.4",
          },
        },
      },
      azurerm_subnet_route_table_association: {
        t: { subnet_id: idOf("azurerm_subnet.c"), route_table_id: idOf("azurerm_route_table.t") },
      },
    };
    const route = { name: "r", address_prefixes: ["10.3.0.0/16"], next_hop_ip_address: "10.2.0.4" };
    const analysis = network(
      hubs(1),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("b", "10.2.0.0/16", "h1", { routing: { static_vnet_route: route } }),
      spoke("c", "10.3.0.0/16"),
      { azurerm_virtual_network_peering: peered },
      nva,
      back,
    );
    expect(both(analysis, A, C)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(analysis, A, C)).toEqual([
      ["hub1", "nic-nva"],
      ["nic-nva", "hub1"],
    ]);
    const byTable = network(
      hubs(1),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("b", "10.2.0.0/16", "h1", {
        routing: { static_vnet_route: route, static_vnet_propagate_static_routes_enabled: false },
      }),
      spoke("c", "10.3.0.0/16"),
      { azurerm_virtual_network_peering: peered },
      nva,
      back,
    );
    expect(byTable.verdict(A, C)).toBe("BLOCKED");
    const led = together(
      hubs(1),
      // Asked first, the network of the appliance has no row that leads to itself.
      spoke("b", "10.2.0.0/16", "h1", {
        routing: { static_vnet_route: route, static_vnet_propagate_static_routes_enabled: false },
      }),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("c", "10.3.0.0/16"),
      { azurerm_virtual_network_peering: peered },
      nva,
      back,
      {
        azurerm_virtual_hub_route_table_route: {
          r: {
            name: "r",
            route_table_id: standard("h1"),
            destinations_type: "CIDR",
            destinations: ["10.3.0.0/16"],
            next_hop: idOf("azurerm_virtual_hub_connection.b"),
          },
        },
      },
    );
    const analysisOfLed = analyze(readConfiguration(led));
    expect(analysisOfLed.verdict(B, C)).toBe("REACHABLE");
    expect(both(analysisOfLed, A, C)).toEqual(["REACHABLE", "REACHABLE"]);
  });
});

describe("firewalls of hubs", () => {
  const spokes = [spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1")];

  test("a private policy leads everything through the hub's firewall, whose rules decide", () => {
    const open = network(hubs(1), hubFirewall("h1"), intent("h1", "PrivateTraffic"), ...spokes);
    expect(both(open)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(open)).toEqual([["fw-h1"], ["fw-h1"]]);
    const closed = network(
      hubs(1),
      hubFirewall("h1", ["10.9.0.0/16"]),
      intent("h1", "PrivateTraffic"),
      ...spokes,
    );
    expect(both(closed)).toEqual(["BLOCKED", "BLOCKED"]);
    expect(codes(closed)).toContain("FIREWALL_DENY");
    const routes = open.routesOf(A)!.filter(({ row }) => row.source === "VirtualNetworkGateway");
    expect(routes.map(({ row }) => [row.addressPrefix[0], row.nextHopIpAddress[0]])).toEqual(
      ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((prefix) => [prefix, "fw-h1"]),
    );
  });

  test.each<[string, readonly string[], string[][]]>([
    [
      "both hubs",
      ["h1", "h2"],
      [
        ["fw-h1", "hub2", "fw-h2"],
        ["fw-h2", "hub1", "fw-h1"],
      ],
    ],
    [
      "the first hub alone",
      ["h1"],
      [
        ["fw-h1", "hub2"],
        ["hub2", "hub1", "fw-h1"],
      ],
    ],
    [
      "the other hub alone",
      ["h2"],
      [
        ["hub1", "hub2", "fw-h2"],
        ["fw-h2", "hub1"],
      ],
    ],
  ])("a private policy in %s", (_, with_, expected) => {
    const analysis = network(
      hubs(2),
      ...with_.flatMap((hub) => [hubFirewall(hub), intent(hub, "PrivateTraffic")]),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("b", "10.2.0.0/16", "h2"),
    );
    expect(both(analysis)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(analysis)).toEqual(expected);
  });

  test("a table of one's own beside the intent of another hub: what it learns is open (W81)", () => {
    const own = (hub: string): { routing: object } => ({
      routing: {
        associated_route_table_id: table("t"),
        propagated_route_table: { labels: ["default"], route_table_ids: [standard(hub)] },
      },
    });
    const parts = [hubs(2), routeTable("t", "h1"), hubFirewall("h2"), spoke("b", "10.2.0.0/16", "h2")];
    const without = network(...parts, spoke("a", "10.1.0.0/16", "h1", own("h1")));
    expect(both(without)).toEqual(["BLOCKED", "ONE_WAY"]);
    const beside = network(
      ...parts,
      intent("h2", "PrivateTraffic"),
      spoke("a", "10.1.0.0/16", "h1", own("h1")),
      spoke("c", "10.3.0.0/16", "h1"),
    );
    expect(both(beside)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    expect(codes(beside)).toContain("HUB_TABLE_BESIDE_INTENT");
    // In its own hub, and by the hub's default table, all is documented.
    expect(beside.verdict(A, C)).toBe("BLOCKED");
    expect(both(beside, B, C)).toEqual(["REACHABLE", "REACHABLE"]);
  });

  test("an Internet policy leaves private traffic alone, and gives a default route to who takes it", () => {
    const analysis = network(
      hubs(1),
      hubFirewall("h1", ["10.9.0.0/16"]),
      intent("h1", "Internet"),
      spoke("a", "10.1.0.0/16", "h1", { internet_security_enabled: true }),
      spoke("b", "10.2.0.0/16", "h1"),
    );
    expect(both(analysis)).toEqual(["REACHABLE", "REACHABLE"]);
    const defaults = [A, B].map((id) =>
      analysis
        .routesOf(id)!
        .some(({ row }) => row.addressPrefix[0] === "0.0.0.0/0" && row.source === "VirtualNetworkGateway"),
    );
    expect(defaults).toEqual([true, false]);
    expect(ways(analysis, A, "internet")[0]).toEqual(["fw-h1"]);
    expect(codes(analysis, A, "internet")).toContain("FIREWALL_DENY");
    expect(ways(analysis, B, "internet")[0]).not.toContain("fw-h1");
    const all = network(
      hubs(1),
      hubFirewall("h1"),
      intent("h1", "Internet"),
      spoke("a", "10.1.0.0/16", "h1", { internet_security_enabled: true }),
    );
    expect(all.verdict(A, "internet")).toBe("REACHABLE");
    expect(codes(all, A, "internet")).toContain("EGRESS_FIREWALL");
  });

  test("what isn't private for an intent, and next hops that nobody knows, are open", () => {
    const beyond = network(
      hubs(1),
      hubFirewall("h1"),
      intent("h1", "PrivateTraffic"),
      spoke("a", "10.1.0.0/16", "h1"),
      spoke("b", "100.64.0.0/16", "h1"),
    );
    expect(beyond.verdict(A, B)).toBe("CONDITIONAL");
    expect(codes(beyond)).toContain("HUB_PREFIX_NOT_PRIVATE");
    const unknown = together(hubs(1), intent("h1", "PrivateTraffic"), ...spokes);
    unknown.resource.azurerm_virtual_hub_routing_intent.h1.routing_policy = [
      { name: "p", destinations: ["PrivateTraffic"], next_hop: "/subscriptions/s/nva" },
    ];
    const analysis = analyze(readConfiguration(unknown));
    expect(both(analysis)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    expect(codes(analysis)).toContain("HUB_NEXT_HOP_UNKNOWN");
  });

  test("static routes to a firewall instead of an intent: networks that propagate to nobody", () => {
    const none = {
      routing: {
        associated_route_table_id: standard("h1"),
        propagated_route_table: { labels: ["none"] },
      },
    };
    const route = {
      azurerm_virtual_hub_route_table_route: {
        r: {
          name: "private",
          route_table_id: standard("h1"),
          destinations_type: "CIDR",
          destinations: ["10.0.0.0/8"],
          next_hop: idOf("azurerm_firewall.h1"),
        },
      },
    };
    const secured = network(
      hubs(1),
      hubFirewall("h1"),
      route,
      spoke("a", "10.1.0.0/16", "h1", none),
      spoke("b", "10.2.0.0/16", "h1", none),
    );
    expect(both(secured)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(secured)[0]).toEqual(["fw-h1"]);
    // Whose routes are longer, only their address spaces tell.
    const untold = together(hubs(1), hubFirewall("h1"), route, ...spokes);
    untold.resource.azurerm_virtual_network.b.address_space = "${var.space}";
    expect(both(analyze(readConfiguration(untold)))).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    // Longer routes of networks that do propagate go past it.
    const bypassed = network(hubs(1), hubFirewall("h1"), route, ...spokes);
    expect(ways(bypassed)[0]).toEqual(["hub1"]);
    const twoHubs = network(
      hubs(2),
      hubFirewall("h1"),
      route,
      spoke("a", "10.1.0.0/16", "h1", none),
      spoke("b", "10.2.0.0/16", "h2"),
    );
    expect(twoHubs.verdict(B, A)).not.toBe("REACHABLE");
  });
});

describe("branches", () => {
  const parts = [hubs(2), spoke("a", "10.1.0.0/16", "h1"), vpnSite("dc", "192.168.0.0/16", "h1")];
  const DC = "on-premises/dc";

  test("a site reaches networks on its hub and on others", () => {
    const analysis = network(...parts, spoke("b", "10.2.0.0/16", "h2"));
    expect(both(analysis, A, DC)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(analysis, A, DC)).toEqual([["hub1", "vpn-h1"], ["vpn-h1"]]);
    expect(both(analysis, B, DC)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(analysis, B, DC)[0]).toEqual(["hub2", "hub1", "vpn-h1"]);
  });

  test("under a private policy through the firewall", () => {
    const analysis = network(...parts, hubFirewall("h1"), intent("h1", "PrivateTraffic"));
    expect(both(analysis, A, DC)).toEqual(["REACHABLE", "REACHABLE"]);
    expect(ways(analysis, A, DC)).toEqual([
      ["fw-h1", "vpn-h1"],
      ["vpn-h1", "fw-h1"],
    ]);
  });

  test("branches reach each other, unless the WAN keeps them apart", () => {
    const second = vpnSite("branch", "192.0.2.0/24", "h2");
    const analysis = network(...parts, second);
    expect(both(analysis, DC, "on-premises/branch")).toEqual(["REACHABLE", "REACHABLE"]);
    const apart = network(hubs(2, { allow_branch_to_branch_traffic: false }), ...parts.slice(1), second);
    expect(both(apart, DC, "on-premises/branch")).toEqual(["BLOCKED", "BLOCKED"]);
    expect(codes(apart, DC, "on-premises/branch")).toContain("BRANCHES_APART");
    expect(both(apart, A, DC)).toEqual(["REACHABLE", "REACHABLE"]);
  });

  test("a network that sites don't learn, and one that doesn't learn of sites", () => {
    const own = {
      routing: {
        associated_route_table_id: table("t"),
        propagated_route_table: { route_table_ids: [table("t")], labels: ["none"] },
      },
    };
    const analysis = network(...parts, routeTable("t", "h1"), spoke("b", "10.2.0.0/16", "h1", own));
    expect(both(analysis, B, DC)).toEqual(["BLOCKED", "BLOCKED"]);
    expect(codes(analysis, B, DC)).toContain("HUB_NOT_LEARNED");
  });

  test("what a circuit or a speaker of BGP announces is open until declared", () => {
    const circuit = network(hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16"), {
      azurerm_express_route_gateway: {
        e: {
          name: "er",
          location: "westeurope",
          resource_group_name: "rg",
          virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
        },
      },
      azurerm_express_route_connection: {
        e: { name: "c", express_route_gateway_id: idOf("azurerm_express_route_gateway.e") },
      },
    });
    expect(circuit.verdict(A, "on-premises/er")).toBe("CONDITIONAL");
    expect(circuit.verdict(A, B)).toBe("CONDITIONAL");
    expect(codes(circuit)).toContain("BGP_UNDECLARED");
  });
});

test("what is declared of gateways in hubs and of appliances that speak BGP with them", () => {
  const er = idOf("azurerm_express_route_gateway.e");
  const document = together(hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1"), {
    azurerm_express_route_gateway: {
      e: {
        name: "er",
        location: "westeurope",
        resource_group_name: "rg",
        virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
      },
    },
    azurerm_express_route_connection: { e: { name: "c", express_route_gateway_id: er } },
  });
  const assumptions = { version: 1, bgp: [{ speaker: "er", announces: ["192.168.0.0/16"] }] };
  const analysis = analyze(
    readConfiguration({ ...document, "//": { "cdktf-azure-hub-spoke": assumptions } }),
  );
  expect(both(analysis, A, "on-premises/er")).toEqual(["REACHABLE", "REACHABLE"]);
  expect(analysis.explain(A, "on-premises/er").assumptions).toMatchObject([
    { kind: "bgp", resource: "azurerm_express_route_gateway.e", prefix: "192.168.0.0/16" },
  ]);
});

describe("what the input leaves open", () => {
  test.each([
    ["routing", { dynamic: { routing: { for_each: "${var.x}", content: {} } } }],
    [
      "propagated_route_table",
      { routing: { dynamic: { propagated_route_table: { for_each: "${var.x}", content: {} } } } },
    ],
    [
      "static_vnet_route",
      { routing: { dynamic: { static_vnet_route: { for_each: "${var.x}", content: {} } } } },
    ],
  ])("blocks that only apply makes: %s", (_, connection) => {
    const analysis = network(
      hubs(1),
      spoke("a", "10.1.0.0/16", "h1", connection),
      spoke("b", "10.2.0.0/16", "h1"),
    );
    expect(both(analysis)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
  });

  const pair = (document: { readonly resource: Resources }): string[] =>
    both(analyze(readConfiguration(document)));

  test("a hub that is only read here, or not in the input", () => {
    const spokes = [spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1")];
    const hub = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualHubs/hub1";
    const elsewhere = together(...spokes);
    for (const connection of Object.values(elsewhere.resource.azurerm_virtual_hub_connection)) {
      connection.virtual_hub_id = hub;
    }
    expect(pair(elsewhere)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    const read = {
      ...elsewhere,
      data: { azurerm_virtual_hub: { h1: { name: "hub1", resource_group_name: "rg" } } },
    };
    expect(pair(read)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
  });

  test.each<[string, Resources]>([
    ["its table", spoke("b", "10.2.0.0/16", "h1", { routing: { associated_route_table_id: "${var.t}" } })],
    [
      "its network",
      {
        azurerm_virtual_hub_connection: {
          x: {
            name: "x",
            virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
            remote_virtual_network_id: "${var.n}",
          },
        },
        ...spoke("b", "10.2.0.0/16"),
      },
    ],
    [
      "a route map",
      spoke("b", "10.2.0.0/16", "h1", { routing: { inbound_route_map_id: "/subscriptions/s/m" } }),
    ],
    ["whether it is there", spoke("b", "10.2.0.0/16", "h1", { count: "${var.on ? 1 : 0}" })],
  ])("a connection: %s", (_, second) => {
    expect(pair(together(hubs(1), spoke("a", "10.1.0.0/16", "h1"), second))).toEqual([
      "CONDITIONAL",
      "CONDITIONAL",
    ]);
  });

  test("old routes of a hub, and static routes that lead nowhere known", () => {
    const spokes = [spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1")];
    const old = together(hubs(1), ...spokes);
    old.resource.azurerm_virtual_hub.h1.route = {
      address_prefixes: ["10.2.0.0/16"],
      next_hop_ip_address: "10.1.0.4",
    };
    expect(pair(old)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    // A plan tells no more than what is written: the routes that came in their place do.
    const { reasons } = analyze(readConfiguration(old)).explain("vnet-a/w", "vnet-b/w");
    expect(reasons).toContainEqual(
      expect.objectContaining({
        code: "ARGUMENT_UNKNOWN",
        params: expect.objectContaining({ settle: "table" }),
      }),
    );
  });

  test("old routes of a hub decide about packets to their own prefixes, and about no others", () => {
    const names = ["a", "b", "c"];
    const withRoute = (prefix: string): Analysis => {
      const old = together(hubs(1), ...names.map((name, i) => spoke(name, `10.${i + 1}.0.0/16`, "h1")));
      old.resource.azurerm_virtual_hub.h1.route = {
        address_prefixes: [prefix],
        next_hop_ip_address: "10.1.0.4",
      };
      return analyze(readConfiguration(old));
    };
    const verdicts = (analysis: Analysis): string[] =>
      ["a b", "b a", "a c"].map((ends) => {
        const [from, to] = ends.split(" ").map((name) => `vnet-${name}/w`);
        return analysis.explain(from, to).verdict;
      });
    // The subnet of b is 10.2.0.0/24.
    expect(verdicts(withRoute("10.2.3.0/24"))).toEqual(["REACHABLE", "REACHABLE", "REACHABLE"]);
    expect(verdicts(withRoute("10.2.0.128/25"))).toEqual(["CONDITIONAL", "CONDITIONAL", "REACHABLE"]);
    expect(verdicts(withRoute("0.0.0.0/0"))).toEqual(["CONDITIONAL", "CONDITIONAL", "CONDITIONAL"]);
  });
});

/** Who reaches whom by association and propagation alone, computed from nothing but the drawing. */
test("any association and propagation in up to two hubs", () => {
  const names = ["default1", "default2", "t1", "t2"] as const;
  const one = fc.record({
    hub: fc.constantFrom(1, 2),
    associated: fc.constantFrom("default", "t", "none"),
    tables: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
    labels: fc.uniqueArray(fc.constantFrom("default", "red", "blue", "none"), { maxLength: 2 }),
    unset: fc.boolean(),
  });
  const drawn = fc.record({
    networks: fc.array(one, { minLength: 2, maxLength: 4 }),
    labels: fc.tuple(fc.constantFrom("red", "blue"), fc.constantFrom("red", "blue")),
  });
  fc.assert(
    fc.property(drawn, ({ networks, labels }) => {
      const idOfTable = (name: string): string =>
        name.startsWith("default") ? standard(`h${name.at(-1)}`) : table(name);
      const analysis = network(
        hubs(2),
        routeTable("t1", "h1", { labels: [labels[0]] }),
        routeTable("t2", "h2", { labels: [labels[1]] }),
        ...networks.map(({ hub, associated, tables, labels: own, unset }, i) =>
          spoke(
            `n${i}`,
            `10.${i + 1}.0.0/16`,
            `h${hub}`,
            unset
              ? {}
              : {
                  routing: {
                    associated_route_table_id:
                      associated === "none"
                        ? `${idOf(`azurerm_virtual_hub.h${hub}`)}/hubRouteTables/noneRouteTable`
                        : idOfTable(`${associated}${hub}`),
                    ...(tables.length + own.length > 0 && {
                      propagated_route_table: { route_table_ids: tables.map(idOfTable), labels: own },
                    }),
                  },
                },
          ),
        ),
      );
      const knownAs = (name: string): string[] => [
        name,
        `label ${name.startsWith("default") ? "default" : labels[Number(name.at(-1)) - 1]}`,
      ];
      const knows = (from: number, to: number): boolean => {
        const { hub, associated, unset } = networks[from];
        const own = unset ? `default${hub}` : associated === "none" ? undefined : `${associated}${hub}`;
        const there = networks[to];
        const isDefault = there.unset || there.tables.length + there.labels.length === 0;
        const propagated = isDefault
          ? [`label default`]
          : [...there.tables, ...there.labels.map((label) => `label ${label}`)];
        return own !== undefined && knownAs(own).some((name) => propagated.includes(name));
      };
      for (let from = 0; from < networks.length; from++) {
        for (let to = 0; to < networks.length; to++) {
          if (from !== to) {
            const expected = knows(from, to) ? (knows(to, from) ? "REACHABLE" : "ONE_WAY") : "BLOCKED";
            const verdict = analysis.verdict(`vnet-n${from}/w`, `vnet-n${to}/w`);
            expect(verdict).toBe(expected);
            expect(analysis.explain(`vnet-n${from}/w`, `vnet-n${to}/w`).verdict).toBe(expected);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});
