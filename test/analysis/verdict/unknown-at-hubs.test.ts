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

const network = (...parts: readonly Resources[]): Analysis =>
  analyze(readConfiguration({ ...together(...parts), variable: { not_told: {} } }));
const A = "vnet-a/w";
const SITE = "on-premises/dc";
const UNTOLD = "${var.not_told}";
const both = (analysis: Analysis): string[] => [analysis.verdict(A, SITE), analysis.verdict(SITE, A)];
const told = (analysis: Analysis, from: string, to: string): unknown[] =>
  analysis
    .explain(from, to)
    .reasons.filter(({ code }) => /^(ARGUMENT|FLAG)_UNKNOWN$/.test(code))
    .map(({ params }) => `${params.resource} ${params.argument}`);
const isolated = (...tables: readonly string[]): { routing: object } => ({
  routing: {
    associated_route_table_id: idOf("azurerm_virtual_hub_route_table.t"),
    propagated_route_table: { labels: ["default"], route_table_ids: tables },
  },
});

describe("a site behind a hub", () => {
  const branch = (routing: object): Analysis =>
    network(
      hubs(1),
      routeTable("t", "h1"),
      spoke("a", "10.1.0.0/16", "h1", isolated("${azurerm_virtual_hub.h1.default_route_table_id}")),
      vpnSite("dc", "192.168.0.0/16", "h1", routing as Resources[string][string]),
    );
  const learnedBy = (tables: unknown): object => ({
    routing: {
      associated_route_table: "${azurerm_virtual_hub.h1.default_route_table_id}",
      propagated_route_table: { route_table_ids: tables },
    },
  });

  test("which tables learn of it decides", () => {
    expect(both(branch({}))).toEqual(["BLOCKED", "ONE_WAY"]);
    expect(both(branch(learnedBy([idOf("azurerm_virtual_hub_route_table.t")])))).toEqual([
      "REACHABLE",
      "REACHABLE",
    ]);
  });

  test.each([
    ["all routing", { dynamic: { routing: { for_each: UNTOLD, content: {} } } }, "routing"],
    ["the tables", learnedBy([UNTOLD]), "route_table_ids"],
  ])("nobody tells %s", (_, routing, argument) => {
    const analysis = branch(routing);
    expect(both(analysis)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    expect(told(analysis, A, SITE)).toContain(`azurerm_vpn_gateway_connection.dc ${argument}`);
  });
});

test("a site behind a hub with a routing intent, asked by a table of one's own in another hub (W81)", () => {
  const parts = [
    hubs(2),
    routeTable("t", "h1"),
    hubFirewall("h2"),
    spoke("a", "10.1.0.0/16", "h1", isolated("${azurerm_virtual_hub.h1.default_route_table_id}")),
    vpnSite("dc", "192.168.0.0/16", "h2"),
  ];
  expect(network(...parts).verdict(A, SITE)).toBe("BLOCKED");
  const beside = network(...parts, intent("h2", "PrivateTraffic"));
  expect(both(beside)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
  expect(beside.explain(A, SITE).reasons.map(({ code }) => code)).toContain("HUB_TABLE_BESIDE_INTENT");
});

describe("whether a network takes a hub's default route, which nobody tells", () => {
  const taking = (...parts: readonly Resources[]): Analysis =>
    network(
      hubs(1),
      hubFirewall("h1", ["10.9.0.0/16"]),
      spoke("a", "10.1.0.0/16", "h1", { internet_security_enabled: UNTOLD }),
      ...parts,
    );

  test("where the hub has one", () => {
    const analysis = taking(intent("h1", "Internet"));
    expect(analysis.verdict(A, "internet")).toBe("CONDITIONAL");
    expect(told(analysis, A, "internet")).toContain(
      "azurerm_virtual_hub_connection.a internet_security_enabled",
    );
  });

  test("where it has none, nothing depends on it", () => {
    expect(taking().verdict(A, "internet")).toBe("REACHABLE");
  });
});
