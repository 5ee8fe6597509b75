import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, findingsOf, readConfiguration, readInput } from "../../../../lib/analysis";
import { AzureResource, literalId } from "../../../support/azure-shapes";

const id = (kind: string, ...names: string[]): string => literalId(`Microsoft.Network/${kind}`, ...names);

function row(kind: string, name: string, properties: object, more: object = {}): AzureResource {
  return {
    id: id(kind, ...name.split("/")),
    name: name.split("/").at(-1)!,
    type: `microsoft.network/${kind.toLowerCase()}`,
    location: "eastasia",
    properties: properties as AzureResource["properties"],
    ...more,
  };
}

const subnet = (network: string, name: string, addressPrefix: string, more: object = {}): object => ({
  id: id("virtualNetworks/subnets", network, name),
  name,
  properties: { addressPrefix, ...more },
});

const half = (from: string, to: string, more: object = {}): object => ({
  id: id("virtualNetworks/virtualNetworkPeerings", from, `to-${to}`),
  name: `to-${to}`,
  properties: {
    remoteVirtualNetwork: { id: id("virtualNetworks", to) },
    allowVirtualNetworkAccess: true,
    allowForwardedTraffic: true,
    peeringState: "Connected",
    peeringSyncLevel: "FullyInSync",
    ...more,
  },
});

const network = (name: string, prefix: string, subnets: object[], peerings: object[] = []): AzureResource =>
  row("virtualNetworks", name, {
    addressSpace: { addressPrefixes: [prefix] },
    subnets,
    virtualNetworkPeerings: peerings,
  });

const pair = (a: object, b: object): AzureResource[] => [
  network("a", "10.0.0.0/16", [subnet("a", "s", "10.0.0.0/24")], [half("a", "b", a)]),
  network("b", "10.1.0.0/16", [subnet("b", "s", "10.1.0.0/24")], [half("b", "a", b)]),
];

const ask = (rows: readonly object[], from = "a/s", to = "b/s") =>
  analyze(readConfiguration({ data: rows })).explain(from, to);
const codes = (rows: readonly object[]): string[] =>
  findingsOf(readConfiguration({ data: rows })).map(({ code }) => code);

describe("peerings as deployed", () => {
  test("one that is connected carries", () => {
    expect(ask(pair({}, {})).verdict).toBe("REACHABLE");
    expect(codes(pair({}, {}))).not.toContain("PEERING_NOT_CONNECTED");
  });

  test.each(["Disconnected", "Initiated"])("one that is %s carries nothing, and is found", (peeringState) => {
    const rows = pair({}, { peeringState });
    const { verdict, reasons } = ask(rows);
    expect(verdict).toBe("BLOCKED");
    expect(reasons.map(({ code }) => code)).toContain("PEERING_NOT_CONNECTED");
    expect(codes(rows)).toContain("PEERING_NOT_CONNECTED");
  });

  test("a half without its counterpart lacks that", () => {
    const rows = [
      pair({ peeringState: "Initiated" }, {})[0],
      network("b", "10.1.0.0/16", [subnet("b", "s", "10.1.0.0/24")]),
    ];
    expect(ask(rows).reasons.map(({ code }) => code)).toContain("PEERING_HALF_MISSING");
    expect(codes(rows)).not.toContain("PEERING_NOT_CONNECTED");
  });

  test("one whose network is elsewhere and that isn't connected leaves nothing open", () => {
    const cut = half("a", "gone", { peeringState: "Disconnected" });
    const table = { routeTable: { id: id("routeTables", "rt") } };
    const rows = [
      network("a", "10.0.0.0/16", [subnet("a", "s", "10.0.0.0/24", table)], [cut, half("a", "b")]),
      pair({}, {})[1],
      row("routeTables", "rt", {
        routes: [
          {
            name: "r",
            properties: {
              addressPrefix: "10.1.0.0/16",
              nextHopType: "VirtualAppliance",
              nextHopIpAddress: "10.9.0.4",
            },
          },
        ],
      }),
    ];
    expect(ask(rows).verdict).toBe("BLOCKED");
  });

  test("one that is out of sync has routes for what it knows", () => {
    const rows = [
      pair(
        { peeringSyncLevel: "RemoteNotInSync", remoteAddressSpace: { addressPrefixes: ["10.1.0.0/17"] } },
        {},
      )[0],
      network(
        "b",
        "10.1.0.0/16",
        [subnet("b", "s", "10.1.0.0/24"), subnet("b", "new", "10.1.200.0/24")],
        [half("b", "a")],
      ),
    ];
    expect(ask(rows).verdict).toBe("REACHABLE");
    expect(ask(rows, "a/s", "b/new").verdict).toBe("BLOCKED");
    const [found] = findingsOf(readConfiguration({ data: rows })).filter(
      ({ code }) => code === "PEERING_OUT_OF_SYNC",
    );
    expect(found.message.en).toContain("has no route to 10.1.0.0/16");
    expect(found.fix?.en).toContain("az network vnet peering sync");
  });
});

test("a network of another subscription is known by the peering that reaches it", () => {
  const elsewhere = "/subscriptions/2/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/hub";
  const rows = [
    network(
      "a",
      "10.0.0.0/16",
      [subnet("a", "s", "10.0.0.0/24")],
      [
        half("a", "hub", {
          remoteVirtualNetwork: { id: elsewhere },
          remoteVirtualNetworkAddressSpace: { addressPrefixes: ["10.9.0.0/16"] },
        }),
      ],
    ),
  ];
  const analysis = analyze(readConfiguration(rows));
  expect(analysis.routesOf("a/s")?.map(({ row: { addressPrefix } }) => addressPrefix[0])).toContain(
    "10.9.0.0/16",
  );
  expect(analysis.endpoints.map(({ id: name }) => name)).toEqual(["a/s"]);
});

test("a table, a group and a policy of which rows are missing make answers conditional, by name", () => {
  const bound = { networkSecurityGroup: { id: id("networkSecurityGroups", "elsewhere") } };
  const rows = pair({}, {});
  const open = [
    network("a", "10.0.0.0/16", [subnet("a", "s", "10.0.0.0/24", bound)], [half("a", "b")]),
    rows[1],
  ];
  const { verdict, reasons } = ask(open);
  expect(verdict).toBe("CONDITIONAL");
  expect(JSON.stringify(reasons)).toContain("networkSecurityGroups/elsewhere");
});

test("a policy says which groups of rules it has: one without a row leaves its rules unknown", () => {
  const policy = row("firewallPolicies", "p", {
    ruleCollectionGroups: [{ id: id("firewallPolicies/ruleCollectionGroups", "p", "g") }],
  });
  const group = row("firewallPolicies/ruleCollectionGroups", "p/g", { priority: 100, ruleCollections: [] });
  expect(readConfiguration([policy]).firewallPolicies[0].rulesUnknown).toContain("/ruleCollectionGroups/g");
  expect(readConfiguration([policy, group]).firewallPolicies[0].rulesUnknown).toBeUndefined();
});

test("NICs of private endpoints are their addresses, not machines", () => {
  const endpoint = id("privateEndpoints", "pe");
  const model = readConfiguration([
    network("a", "10.0.0.0/16", [subnet("a", "s", "10.0.0.0/24")]),
    row("privateEndpoints", "pe", {
      subnet: { id: id("virtualNetworks/subnets", "a", "s") },
      networkInterfaces: [{ id: id("networkInterfaces", "pe.nic") }],
      ipConfigurations: [],
    }),
    row("networkInterfaces", "pe.nic", {
      privateEndpoint: { id: endpoint.toUpperCase() },
      ipConfigurations: [{ name: "c", properties: { privateIPAddress: "10.0.0.5", subnet: {} } }],
    }),
  ]);
  expect(model.networkInterfaces).toEqual([]);
  expect(model.privateEndpoints).toEqual([expect.objectContaining({ privateIps: ["10.0.0.5"] })]);
});

describe("Route Servers", () => {
  const server = (more: object = {}) =>
    row("virtualHubs", "rs", { virtualRouterIps: ["10.0.3.4", "10.0.3.5"], ...more });
  const home = (more: object = {}) =>
    network("a", "10.0.0.0/16", [subnet("a", "RouteServerSubnet", "10.0.3.0/26", more)]);

  test("stand where the subnet says, or where their addresses lie", () => {
    const held = home({ ipConfigurations: [{ id: id("virtualHubs/ipConfigurations", "rs", "x") }] });
    for (const rows of [
      [server({ virtualRouterIps: [] }), held],
      [server(), home()],
    ]) {
      expect(readConfiguration(rows).routeServers).toEqual([
        expect.objectContaining({ name: "rs", subnet: 'virtualNetworks/a.subnet["RouteServerSubnet"]' }),
      ]);
    }
  });

  test("peer with unknown addresses where only the ids of the peers are there", () => {
    const bgpConnections = [{ id: id("virtualHubs/bgpConnections", "rs", "nva") }];
    const [peer] = readConfiguration([server({ bgpConnections }), home()]).routeServerBgpConnections;
    expect(peer.peerIp.ip).toBeUndefined();
  });

  test("are no hubs of Virtual WAN, which are left out by name", () => {
    const model = readConfiguration([
      row("virtualHubs", "vhub", { virtualWan: { id: id("virtualWans", "wan") } }),
    ]);
    expect(model.routeServers).toEqual([]);
    expect(model.problems).toEqual([
      expect.objectContaining({ code: "KIND_NOT_READ", resource: "virtualHubs/vhub" }),
    ]);
  });
});

test("what a Network Manager does makes CONDITIONAL what it may concern", () => {
  const verdict = (...more: AzureResource[]): string =>
    analyze(readConfiguration([...pair({}, {}), ...more])).explain("a/s", "b/s").verdict;
  expect(verdict()).toBe("REACHABLE");
  expect(verdict(row("networkManagers", "m", {}))).toBe("CONDITIONAL");
  expect(verdict(row("networkManagers/connectivityConfigurations", "m/c", {}))).toBe("CONDITIONAL");
  const member = (of: string): AzureResource =>
    row(
      "networkGroupMemberships",
      "default",
      {},
      {
        id: `${id("virtualNetworks", of)}/providers/Microsoft.Network/networkGroupMemberships/default`,
      },
    );
  // Where Azure lists members, networks that are none are nobody's concern.
  expect(verdict(row("networkManagers", "m", {}), member("b"))).toBe("CONDITIONAL");
  expect(verdict(row("networkManagers", "m", {}), member("elsewhere"))).toBe("REACHABLE");
  const inForce = `${id("virtualNetworks", "a")}/providers/Microsoft.Network/effectiveSecurityAdminRules/default`;
  expect(verdict(row("effectiveSecurityAdminRules", "default", {}, { id: inForce }))).toBe("CONDITIONAL");
});

describe("what isn't whole is refused with the command that fetches the rest", () => {
  const rows = pair({}, {});
  const page = (from: number, more: object): object => ({
    data: rows.slice(from, from + 1),
    count: 1,
    ...more,
  });

  test.each([
    ["the first page of Resource Graph", page(0, { total_records: 2, skip_token: "x';rm" }), "--skip-token"],
    ["an answer that was cut", page(0, { totalRecords: 2, resultTruncated: "true" }), "hub-spoke snapshot"],
    ["the default of 100 rows", page(0, { total_records: 2, skip_token: null }), "hub-spoke snapshot"],
    ["the first page of ARM", { value: rows, nextLink: "https://x" }, "az rest --url"],
  ])("%s", (_, document, command) => {
    expect(() => readConfiguration(document)).toThrow(command);
    expect(() => readConfiguration(document)).not.toThrow(/rm/);
  });

  test("a list without properties", () => {
    const bare = rows.map(({ properties, ...rest }) => ({
      ...rest,
      properties: properties && null,
      sku: null,
    }));
    expect(() => readConfiguration(bare)).toThrow(/virtualNetworks\/a, but not its properties/);
    // Another list may have them.
    expect(readConfiguration([...bare, ...rows]).virtualNetworks).toHaveLength(2);
  });

  test("the first page of a list beside a whole list of another kind", () => {
    const groups = { value: [row("networkSecurityGroups", "n", {})], nextLink: "https://x" };
    expect(() => readConfiguration([{ value: rows }, groups])).toThrow("az rest --url");
  });

  describe("two lists of one kind", () => {
    const more = "https://management.azure.com/subscriptions/s/resourceGroups/rg/providers/x?$skiptoken=1";
    const subscription = id("virtualNetworks", "b").split("/")[2];
    const elsewhere = { ...rows[1], id: id("virtualNetworks", "b").replace("/rg/", "/rg2/") };
    const problemsOf = (files: Readonly<Record<string, unknown>>): readonly string[] => {
      const folder = mkdtempSync(join(tmpdir(), "rows-"));
      try {
        Object.entries(files).forEach(([name, content]) =>
          writeFileSync(join(folder, name), JSON.stringify(content)),
        );
        return readInput(folder)[0].model.problems.map(({ code }) => code);
      } finally {
        rmSync(folder, { recursive: true });
      }
    };

    test("the whole one can't end the cut one where it is of another place", () => {
      const cut = {
        value: [rows[0]],
        nextLink: more.replace("/s/", `/${subscription}/`),
      };
      expect(() => problemsOf({ "a.json": cut, "b.json": [elsewhere] })).toThrow("az rest --url");
      expect(problemsOf({ "a.json": cut, "b.json": [rows[1]] })).toContain("PAGES_TAKEN_FOR_ONE");
    });

    test("is said to be taken for the other's end where nothing tells", () => {
      const cut = { data: [rows[0]], skip_token: "x", count: 1, totalRecords: undefined };
      const all = { "b.json": [rows[1]], "none.json": [] };
      expect(problemsOf({ "a.json": { ...cut, total_records: null }, ...all })).toContain(
        "PAGES_TAKEN_FOR_ONE",
      );
      expect(problemsOf(all)).not.toContain("PAGES_TAKEN_FOR_ONE");
    });

    test("of one total, with more rows than that together, is refused by its own count", () => {
      const [a, b] = [
        page(0, { total_records: 1, skip_token: "x" }),
        page(1, { total_records: 1, skip_token: null }),
      ];
      const [c] = [{ data: rows, total_records: 3, skip_token: "x" }];
      expect(() =>
        problemsOf({ "c.json": c, "d.json": { data: [elsewhere, rows[1]], total_records: 3 } }),
      ).not.toThrow();
      expect(problemsOf({ "a.json": a, "b.json": b })).toEqual([]);
    });
  });

  test("a network without a list that Azure always shows is named, and what a connected peering tells of it counts", () => {
    const [a, b] = pair({}, {}) as { properties: Record<string, unknown> }[];
    const { virtualNetworkPeerings, ...rest } = b.properties;
    expect(virtualNetworkPeerings).toBeDefined();
    const model = readConfiguration([a, { ...b, properties: rest }]);
    expect(analyze(model).verdict("a/s", "b/s")).not.toBe("BLOCKED");
    // As `project` and `--query` print columns.
    const projected = Object.fromEntries(
      Object.entries({ ...b, ...rest }).filter(([column]) => column !== "properties"),
    );
    expect(readConfiguration([projected]).problems).toMatchObject([
      { code: "NETWORK_IN_PART", resource: "virtualNetworks/b", attribute: "peerings" },
    ]);
    const { subnets, ...others } = b.properties;
    expect(subnets).toBeDefined();
    expect(readConfiguration([{ ...b, properties: others }]).problems).toContainEqual(
      expect.objectContaining({ code: "NETWORK_IN_PART", attribute: "subnets" }),
    );
  });

  test("several pages in a folder are one network, whatever their order", () => {
    const folder = mkdtempSync(join(tmpdir(), "rows-"));
    try {
      const write = (name: string, content: object): void =>
        writeFileSync(join(folder, name), JSON.stringify(content));
      write("1.json", page(1, { total_records: 2, skip_token: null }));
      expect(() => readInput(folder)).toThrow("1 of 2");
      write("2.json", page(0, { total_records: 2, skip_token: "x" }));
      expect(analyze(readInput(folder)[0].model).verdict("a/s", "b/s")).toBe("REACHABLE");
      write("3.json", { hello: 1 });
      expect(() => readInput(folder)).toThrow("3.json describes no network");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test("resources of one name are told apart by group, and hostile names stay names", () => {
  const other = (text: string): object => ({
    ...network("a", "10.5.0.0/16", []),
    id: id("virtualNetworks", "a").replace("/rg/", text),
  });
  const model = readConfiguration([
    network("a", "10.0.0.0/16", []),
    other("/rg2/"),
    network("__proto__", "10.6.0.0/16", []),
  ]);
  expect(model.virtualNetworks.map(({ address }) => address)).toEqual([
    "rg/virtualNetworks/a",
    "rg2/virtualNetworks/a",
    "virtualNetworks/__proto__",
  ]);
});
