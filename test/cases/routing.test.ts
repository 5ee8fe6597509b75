import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  Analysis,
  analyze,
  checkExpectations,
  diffAnalyses,
  Expectations,
  readConfiguration,
  readInput,
  ReasonCode,
} from "../../lib/analysis";

/** What random networks brought up: the smallest input of each, and the right answer. */
const root = join(__dirname, "routing");

function analysisOf(name: string, options = {}): Analysis {
  const assume = join(root, name, "product-assume.json");
  const [network] = readInput(join(root, name), existsSync(assume) ? { assume } : {});
  return analyze(network.model, options);
}

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: string;
  readonly codes?: readonly ReasonCode[];
  readonly not?: readonly ReasonCode[];
  readonly through?: string;
}

const cases: readonly Case[] = [
  ...["gateway-lpm", "gateway-lpm-udr"].map((name): Case => ({
    name,
    from: "s1/app",
    to: "s2/app",
    verdict: "REACHABLE",
    codes: ["VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED"],
    not: ["EXITS_TO_ONPREM"],
    through: "vpngw | vpngw",
  })),
  {
    name: "gateway-flags",
    from: "s1/app",
    to: "on-premises/dc",
    verdict: "BLOCKED",
    codes: ["ROUTE_NONE", "GATEWAY_NOT_USED"],
  },
  {
    name: "gatewaysubnet-summary",
    from: "on-premises/lng-datacenter",
    to: "vnet-app-weu/snet-main",
    verdict: "ASYMMETRIC",
    codes: ["UDR_SHADOWED"],
    through: "vpng-weu | afw-weu vpng-weu",
  },
  {
    name: "peering-and-tunnel",
    from: "s1/app",
    to: "s2/app",
    verdict: "REACHABLE",
    not: ["EXITS_TO_ONPREM"],
  },
  { name: "snat-return-udr", from: "vnet-spoke3/app", to: "vnet-spoke1/app", verdict: "REACHABLE" },
  { name: "snat-twice", from: "vnet-hub0/shared", to: "vnet-spoke0/data", verdict: "REACHABLE" },
  {
    name: "two-machines-one-denied",
    from: "v/a",
    to: "v/b",
    verdict: "CONDITIONAL",
    codes: ["FILTERED_PARTLY"],
  },
  {
    name: "lb-one-backend-filtered",
    from: "vnet-spoke3/extra",
    to: "vnet-spoke5/app",
    verdict: "CONDITIONAL",
    codes: ["FILTERED_PARTLY"],
  },
  { name: "nested-sites", from: "s1/app", to: "on-premises/wide", verdict: "REACHABLE" },
  { name: "two-devices", from: "s1/app", to: "on-premises/device1", verdict: "REACHABLE" },
  { name: "assume-twice", from: "s1/app", to: "on-premises/dc1", verdict: "REACHABLE" },
  {
    name: "matrix-overlap",
    from: "s2/app",
    to: "on-premises/dc",
    verdict: "CONDITIONAL",
    codes: ["ADDRESS_OVERLAP"],
  },
];

test.each(cases)(
  "$name: $from → $to is $verdict",
  ({ name, from, to, verdict, codes = [], not = [], through }) => {
    const result = analysisOf(name).explain(from, to);
    const found = result.reasons.map(({ code }) => code);
    const passed = [result.forward, result.return].map((hops) =>
      hops.flatMap(({ via }) => via?.name ?? []).join(" "),
    );
    expect({ verdict: result.verdict, missing: codes.filter((code) => !found.includes(code)) }).toEqual({
      verdict,
      missing: [],
    });
    expect(found.filter((code) => not.includes(code))).toEqual([]);
    if (through !== undefined) {
      expect(passed.join(" | ")).toBe(through);
    }
  },
);

test.each([...new Set(cases.map(({ name }) => name))])("%s: a cell and its explanation agree", (name) => {
  const analysis = analysisOf(name);
  for (const { id: from } of analysis.endpoints) {
    for (const { id: to } of analysis.endpoints.filter(({ id }) => id !== from)) {
      expect([from, to, analysis.verdict(from, to)]).toEqual([from, to, analysis.explain(from, to).verdict]);
    }
  }
});

test.each(["two-machines-one-denied", "lb-one-backend-filtered"])(
  "%s: any port is REACHABLE or BLOCKED only where every port is",
  (name) => {
    const any = analysisOf(name);
    for (const port of [22, 80, 443]) {
      const one = analysisOf(name, { port });
      for (const { id: from } of any.endpoints) {
        for (const { id: to } of any.endpoints.filter(({ id }) => id !== from)) {
          const verdict = any.verdict(from, to);
          if (verdict === "REACHABLE" || verdict === "BLOCKED") {
            expect([from, to, port, one.verdict(from, to)]).toEqual([from, to, port, verdict]);
          }
        }
      }
    }
  },
);

test("ars-literal-peer: only the NIC with a peer's literal address speaks for it", () => {
  const rows = analysisOf("ars-literal-peer").routesOf("hub/nva")!;
  expect(
    rows.filter(({ row }) => row.addressPrefix[0] === "172.27.0.0/16").map(({ row }) => row.nextHopIpAddress),
  ).toEqual([["10.0.1.4"]]);
});

test.each([
  [65010, "BLOCKED"],
  [65515, "ONE_WAY"],
])(
  "b2b-asn: with the number %d a site that asks by BGP finds what a Route Server learned %s",
  (asn, verdict) => {
    const json = JSON.parse(readFileSync(join(root, "b2b-asn/main.tf.json"), "utf8"));
    const { resource } = json;
    Object.assign(resource.azurerm_virtual_network_gateway["vpng-hub0"], {
      enable_bgp: true,
      bgp_settings: { asn },
    });
    resource.azurerm_virtual_network_gateway_connection["con-0"].enable_bgp = true;
    resource.azurerm_local_network_gateway["lng-0"].bgp_settings = {
      asn: 65001,
      bgp_peering_address: "192.168.202.1",
    };
    const assumptions = {
      version: 1,
      bgp: [
        { speaker: "nic-nva-0-0", announces: ["10.1.0.0/16"] },
        { speaker: "lng-0", announces: ["192.168.202.0/23"] },
      ],
    };
    const analysis = analyze(readConfiguration(json, assumptions));
    expect(analysis.verdict("on-premises/lng-0", "vnet-hub1/nva")).toBe(verdict);
  },
);

test("snat-through: the device that translates is passed both ways", () => {
  const expected: Expectations = {
    version: 1,
    pairs: [{ from: "vnet-left/w", to: "vnet-right/w", through: ["fw-nat"] }],
  };
  expect(checkExpectations(analysisOf("snat-through"), expected)).toEqual([]);
});

test("diff-cause: a removed half is the cause, also where packets are lost at the appliance behind it", () => {
  const [base, head] = ["A", "B"].map((side) => analyze(readInput(join(root, "diff-cause", side))[0].model));
  const half = "azurerm_virtual_network_peering.vnet_hub0_to_vnet_spoke0";
  expect(diffAnalyses(base, head).changes.map(({ causes }) => causes)).toEqual([[half], [half]]);
});

test("advice-two-hubs: the advice names the other hub's firewall", () => {
  const { reasons } = analysisOf("advice-two-hubs").explain("ws-sdc-1/main", "ws-sds-1/main");
  expect(reasons.find(({ code }) => code === "ROUTE_WOULD_HELP")?.params).toMatchObject({
    at: "hub-sdc/AzureFirewallSubnet",
    forwarder: "fw-sds",
    hub: "hub-sds",
  });
});
