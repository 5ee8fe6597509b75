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
} from "../../support/virtual-wan";
import { Asked, repairsOf } from "../support/ask";

const A = "vnet-a/w";
const B = "vnet-b/w";
const first = (parts: readonly Resources[], asked: Partial<Asked> = {}): unknown =>
  repairsOf({ document: together(...parts), from: A, to: B, ...asked }).repairs[0];

test("a network that isn't connected is connected with the other's hub", () => {
  expect(first([hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16")])).toMatchObject({
    edits: [
      {
        op: "create",
        type: "azurerm_virtual_hub_connection",
        arguments: {
          name: "hub1-to-vnet-b",
          virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
          remote_virtual_network_id: idOf("azurerm_virtual_network.b"),
        },
      },
    ],
    makes: { verdict: "REACHABLE" },
  });
});

test("connections propagate to the table by which the other sends, and keep what they propagate to", () => {
  const isolated = {
    routing: [
      {
        associated_route_table_id: idOf("azurerm_virtual_hub_route_table.t"),
        propagated_route_table: [{ route_table_ids: ["${azurerm_virtual_hub.h1.default_route_table_id}"] }],
      },
    ],
  };
  const parts = [
    hubs(1),
    routeTable("t", "h1"),
    spoke("a", "10.1.0.0/16", "h1", isolated),
    spoke("b", "10.2.0.0/16", "h1"),
  ];
  expect(first(parts)).toMatchObject({
    edits: [
      {
        op: "append",
        address: "azurerm_virtual_hub_connection.b",
        block: "routing",
        value: {
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
      },
    ],
    makes: { verdict: "REACHABLE" },
  });
  expect(first([...parts.slice(0, 3), spoke("b", "10.2.0.0/16", "h1", isolated)])).toMatchObject({
    makes: { verdict: "REACHABLE" },
  });
});

test("a table that refuses the hub's routes, a rule of the hub's firewall, the hub's default route", () => {
  const refusing = {
    azurerm_route_table: {
      t: {
        name: "t",
        location: "westeurope",
        resource_group_name: "rg",
        bgp_route_propagation_enabled: false,
      },
    },
    azurerm_subnet_route_table_association: {
      t: { subnet_id: idOf("azurerm_subnet.a"), route_table_id: idOf("azurerm_route_table.t") },
    },
  };
  const spokes = [spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1")];
  expect(first([hubs(1), ...spokes, refusing])).toMatchObject({
    edits: [{ op: "set", argument: "bgp_route_propagation_enabled", value: true }],
  });
  const filtered = [
    hubs(1),
    hubFirewall("h1", ["10.9.0.0/16"]),
    intent("h1", "PrivateTraffic", "Internet"),
    ...spokes,
  ];
  expect(first(filtered)).toMatchObject({
    edits: [{ op: "append", address: "azurerm_firewall_policy_rule_collection_group.h1" }],
  });
});

test("the connection of a site propagates too", () => {
  const own = {
    routing: [
      {
        associated_route_table_id: idOf("azurerm_virtual_hub_route_table.t"),
        propagated_route_table: [{ route_table_ids: [idOf("azurerm_virtual_hub_route_table.t")] }],
      },
    ],
  };
  const parts = [
    hubs(1),
    routeTable("t", "h1"),
    spoke("a", "10.1.0.0/16", "h1", own),
    vpnSite("dc", "192.168.0.0/16", "h1"),
  ];
  const { edits } = first(parts, { to: "on-premises/dc" }) as { edits: { address: string }[] };
  expect(edits.map(({ address }) => address).sort()).toEqual([
    "azurerm_virtual_hub_connection.a",
    "azurerm_vpn_gateway_connection.dc",
  ]);
});

test("a Basic WAN becomes a Standard one, for networks on one hub and on two", () => {
  for (const other of ["h1", "h2"]) {
    const spokes = [spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", other)];
    expect(first([hubs(2, { type: "Basic" }), ...spokes])).toMatchObject({
      edits: [{ op: "set", address: "azurerm_virtual_wan.w", argument: "type", value: "Standard" }],
      makes: { verdict: "REACHABLE" },
    });
  }
});

test("branches reach each other once the WAN lets them", () => {
  const parts = [
    hubs(1, { allow_branch_to_branch_traffic: false }),
    vpnSite("s", "192.168.0.0/24", "h1"),
    vpnSite("t", "192.168.1.0/24", "h1"),
  ];
  expect(first(parts, { from: "on-premises/s", to: "on-premises/t" })).toMatchObject({
    edits: [{ op: "set", argument: "allow_branch_to_branch_traffic", value: true }],
    makes: { verdict: "REACHABLE" },
  });
});

test("who propagates to a table propagates to none no more, and whatever else is written there counts as before", () => {
  const none = "${azurerm_virtual_hub.h1.id}/hubRouteTables/noneRouteTable";
  const standard = "${azurerm_virtual_hub.h1.id}/hubRouteTables/defaultRouteTable";
  const table = idOf("azurerm_virtual_hub_route_table.t");
  const parts = (...ids: readonly string[]): Resources[] => [
    hubs(1),
    routeTable("t", "h1"),
    spoke("a", "10.1.0.0/16", "h1", { routing: [{ associated_route_table_id: table }] }),
    spoke("b", "10.2.0.0/16", "h1", {
      routing: [{ propagated_route_table: [{ route_table_ids: ids, labels: [] }] }],
    }),
  ];
  expect(first(parts(none, standard))).toMatchObject({ edits: [{ op: "set", value: [standard, table] }] });
});

test("networks on hubs are not peered beside them where their connections can do it, even in more steps", () => {
  const silent = { routing: [{ propagated_route_table: [{ route_table_ids: [], labels: ["none"] }] }] };
  const group = {
    azurerm_network_security_group: {
      b: { name: "nsg-b", location: "westeurope", resource_group_name: "rg" },
    },
    azurerm_subnet_network_security_group_association: {
      b: {
        subnet_id: idOf("azurerm_subnet.b"),
        network_security_group_id: idOf("azurerm_network_security_group.b"),
      },
    },
  };
  const parts = [hubs(2), spoke("a", "10.1.0.0/16", "h1", silent), spoke("b", "10.2.0.0/16", "h2"), group];
  const { edits } = first(parts) as { readonly edits: readonly { readonly type?: string }[] };
  expect(edits.map(({ type }) => type)).not.toContain("azurerm_virtual_network_peering");
});

test("networks that nothing joins are connected with a hub, not peered beside it", () => {
  const parts = [hubs(1), spoke("a", "10.1.0.0/16"), spoke("b", "10.2.0.0/16")];
  expect(first(parts)).toMatchObject({
    edits: [
      { op: "create", type: "azurerm_virtual_hub_connection" },
      { op: "create", type: "azurerm_virtual_hub_connection" },
    ],
    makes: { verdict: "REACHABLE" },
  });
});

test("who sends by a table that may never learn, or learns not of the other, sends by one that does", () => {
  const none = "${azurerm_virtual_hub.h1.id}/hubRouteTables/noneRouteTable";
  const own = idOf("azurerm_virtual_hub_route_table.t");
  const standard = "${azurerm_virtual_hub.h1.default_route_table_id}";
  const sendsBy = (table: string) => ({ routing: [{ associated_route_table_id: table }] });
  const parts = (table: string, b: object): Resources[] => [
    hubs(1),
    routeTable("t", "h1"),
    spoke("a", "10.1.0.0/16", "h1", sendsBy(table)),
    spoke("b", "10.2.0.0/16", "h1", { ...b }),
  ];
  const sets = { op: "set", address: "azurerm_virtual_hub_connection.a", value: standard };
  expect(first(parts(none, {}))).toMatchObject({ edits: [sets], makes: { verdict: "REACHABLE" } });
  // Nobody learns of b: that changes in one step with the table that a sends by.
  const silent = { routing: [{ propagated_route_table: [{ route_table_ids: [none], labels: ["none"] }] }] };
  expect(first(parts(none, silent))).toMatchObject({
    edits: [sets, { op: "set", address: "azurerm_virtual_hub_connection.b", value: [standard] }],
  });
  const { repairs } = repairsOf({ document: together(...parts(own, {})), from: A, to: B });
  expect(repairs.map(({ edits: [edit] }) => edit)).toContainEqual(expect.objectContaining(sets));
});

test("a table that refuses the hub's routes hides nothing of what the hub doesn't know", () => {
  const refusing = {
    azurerm_route_table: {
      t: { name: "t", location: "w", resource_group_name: "rg", bgp_route_propagation_enabled: false },
    },
    azurerm_subnet_route_table_association: {
      t: { subnet_id: idOf("azurerm_subnet.a"), route_table_id: idOf("azurerm_route_table.t") },
    },
  };
  const parts = [hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16"), refusing];
  expect(first(parts)).toMatchObject({
    edits: expect.arrayContaining([
      expect.objectContaining({ op: "create", type: "azurerm_virtual_hub_connection" }),
      expect.objectContaining({ op: "set", argument: "bgp_route_propagation_enabled", value: true }),
    ]),
    makes: { verdict: "REACHABLE" },
  });
});

describe("packets that should pass the firewall of a hub", () => {
  const through = { wish: { kind: "through", resource: "azurerm_firewall.h1" } } as const;
  const spokes = [spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1")];

  test("do so by a routing intent", () => {
    expect(first([hubs(1), hubFirewall("h1"), ...spokes], through)).toMatchObject({
      edits: [
        {
          op: "create",
          type: "azurerm_virtual_hub_routing_intent",
          arguments: {
            virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
            routing_policy: [{ destinations: ["PrivateTraffic"], next_hop: idOf("azurerm_firewall.h1") }],
          },
        },
      ],
      makes: { verdict: "REACHABLE", through: ["fw-h1"] },
    });
  });

  test("do so by one more policy of the intent that there is, since a hub has one", () => {
    expect(first([hubs(1), hubFirewall("h1"), intent("h1", "Internet"), ...spokes], through)).toMatchObject({
      edits: [
        {
          op: "append",
          address: "azurerm_virtual_hub_routing_intent.h1",
          block: "routing_policy",
          value: { destinations: ["PrivateTraffic"] },
        },
      ],
    });
  });

  test("do so from a network that is connected with that hub for it", () => {
    const found = first([hubs(1), hubFirewall("h1"), spokes[0], spoke("b", "10.2.0.0/16")], through);
    expect(found).toMatchObject({
      edits: [
        {
          type: "azurerm_virtual_hub_connection",
          arguments: { virtual_hub_id: idOf("azurerm_virtual_hub.h1") },
        },
        { type: "azurerm_virtual_hub_routing_intent" },
      ],
    });
  });

  test("don't pass that of a hub where neither network is", () => {
    const asked = { wish: { kind: "through", resource: "azurerm_firewall.h2" } } as const;
    expect(first([hubs(2), hubFirewall("h1"), hubFirewall("h2"), ...spokes], asked)).toBeUndefined();
  });
});

test("a default rule that denies whom the hub never told of: the connection propagates, no rule is written", () => {
  const routing = [{ propagated_route_table: [{ labels: ["none"] }] }];
  const parts = [
    hubs(1),
    spoke("a", "10.1.0.0/16", "h1", { routing }),
    spoke("b", "10.2.0.0/16", "h1"),
    {
      azurerm_network_security_group: {
        b: { name: "nsg-b", location: "eastasia", resource_group_name: "rg" },
      },
      azurerm_subnet_network_security_group_association: {
        b: {
          subnet_id: idOf("azurerm_subnet.b"),
          network_security_group_id: idOf("azurerm_network_security_group.b"),
        },
      },
    },
  ];
  expect(first(parts)).toMatchObject({
    edits: [{ op: "set", address: "azurerm_virtual_hub_connection.a" }],
    makes: { verdict: "REACHABLE" },
  });
});
