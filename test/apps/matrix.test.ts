import { Lab } from "../../apps/lab";
import { analyze } from "../../lib/analysis";
import { readConfiguration } from "../../lib/analysis/readers";
import { Analysis, PairResult } from "../../lib/analysis/result";
import { buildApp, synthesizedApps } from "../support/apps";
import { synthesizedIn } from "../support/synthesized";

// What is written is all that is known here.
const written = synthesizedIn(synthesizedApps());
const analyses = new Map(
  buildApp()
    .node.children.filter((stack) => stack instanceof Lab)
    .map(({ node }): [string, Analysis] => [node.id, analyze(readConfiguration(written.get(node.id)!), {})]),
);

function pair(stack: string, from: string, to: string): PairResult {
  return analyses.get(stack)!.explain(`vnet-${from}/default`, `vnet-${to}/default`);
}

function through({ forward }: PairResult): string[] {
  return [...new Set(forward.flatMap((hop) => (hop.via ? [hop.via.name] : [])))];
}

/** What the article says of each option: who talks to whom, and through what. */
const article: [stack: string, verdict: string, through: string[]][] = [
  ["hub-spoke", "BLOCKED", []],
  ["hub-spoke-azure-firewall", "REACHABLE", ["afw-hub01"]],
  ["hub-spoke-network-virtual-appliance", "REACHABLE", ["lbi-nva"]],
  ["hub-spoke-virtual-machine-router", "REACHABLE", ["vm-router01"]],
  ["hub-spoke-vpn-gateway-next-hop", "REACHABLE", ["vpngw01"]],
  ["hub-spoke-vpn-mesh", "REACHABLE", ["vpngw-spoke01", "vpngw01", "vpngw-spoke02"]],
  ["hub-spoke-route-server", "REACHABLE", ["vm-bgp-speaker"]],
  ["hub-spoke-route-server-hub", "REACHABLE", ["vm-bgp-speaker"]],
  ["hub-spoke-direct-peering", "REACHABLE", []],
  ["hub-spoke-custom-transit", "REACHABLE", ["vm-audit01"]],
  ["hub-spoke-routing-appliance", "REACHABLE", ["vnra-hub01"]],
  ["hub-spoke-connected-group", "REACHABLE", []],
];

test("every stack with the article's lab has its answer here", () => {
  expect([...analyses.keys()]).toEqual(article.map(([stack]) => stack));
});

test.each(article)("%s: spokes are %s to each other, through %j", (stack, verdict, way) => {
  const there = pair(stack, "spoke01", "spoke02");
  const back = pair(stack, "spoke02", "spoke01");
  expect([there.verdict, back.verdict]).toEqual([verdict, verdict]);
  if (verdict === "REACHABLE") {
    expect(through(there)).toEqual(way);
    expect(through(back)).toEqual([...way].reverse());
  }
});

test.each([...analyses.keys()])("%s: hub and spokes reach each other", (stack) => {
  for (const spoke of ["spoke01", "spoke02"]) {
    expect(pair(stack, "hub01", spoke).verdict).toBe("REACHABLE");
    expect(pair(stack, spoke, "hub01").verdict).toBe("REACHABLE");
  }
});

test("without transit the reason is the article's: no route, and the remote gateway brings none", () => {
  const codes = pair("hub-spoke", "spoke01", "spoke02").reasons.map(({ code }) => code);
  expect(codes).toEqual(
    expect.arrayContaining(["ROUTE_NONE", "PEERING_NOT_TRANSITIVE", "GATEWAY_NO_SPOKE_ROUTES"]),
  );
});

test("what the VPN gateway is not made for is said", () => {
  const codes = pair("hub-spoke-vpn-gateway-next-hop", "spoke01", "spoke02").reasons.map(({ code }) => code);
  expect(codes).toContain("VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED");
});
