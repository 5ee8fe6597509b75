import { analyze } from "../../lib/analysis";
import { readConfiguration } from "../../lib/analysis/readers";
import { AnalysisOptions } from "../../lib/analysis/result";
import { buildReviewDocument, matrixAsText } from "../../lib/review";
import { ReviewDocument, pairFor, verdictBetween } from "../../lib/review/document";
import { blockOf } from "../../lib/review/grouping";
import { distinctAnswers } from "../../lib/review/summary";
import { LabConfigurationOptions, labConfiguration } from "../cli/support/lab-configuration";

function documentOf(lab: LabConfigurationOptions, options: AnalysisOptions = {}): ReviewDocument {
  const analysis = analyze(readConfiguration(labConfiguration(lab)), options);
  return buildReviewDocument({ name: "lab", analysis, findings: () => analysis.findings, billable: [] });
}

const answersOf = (document: ReviewDocument) =>
  distinctAnswers(document).map(({ verdict, through, count }) => `${verdict} ${through.join()} ${count}`);

describe("review document of an analysis", () => {
  it("holds every verdict and explains every pair of a small network", () => {
    const document = documentOf({ firewall: true });
    expect(document.verdicts).toBe(".RRR.RRR.");
    expect(document.pairs).toHaveLength(6);
    expect(answersOf(document)).toEqual(["REACHABLE  4", "REACHABLE afw-hub01 2"]);
  });

  it("explains one pair for each pair of groups in a large network, and counts them all", () => {
    const document = documentOf({ firewall: true, spokes: 24 });
    expect(document.groups.map((group) => group.length)).toEqual([1, 24]);
    expect(document.pairs).toHaveLength(3);
    expect(answersOf(document)).toEqual(["REACHABLE afw-hub01 552", "REACHABLE  48"]);
    const [seventh, ninth] = [7, 9];
    expect(pairFor(document, seventh, ninth)).toMatchObject({ through: ["afw-hub01"] });
    expect(verdictBetween(document, seventh, ninth)).toBe("REACHABLE");
    expect(verdictBetween(document, seventh, seventh)).toBeUndefined();
  });

  it("tells pairs within a network from pairs of the same groups across two", () => {
    const document = documentOf({ firewall: true, spokes: 24, secondSubnet: "db" });
    expect(document.groups.map((group) => group.length)).toEqual([1, 24, 24]);
    // 48 subnets in 24 spokes, and one in the hub.
    expect(answersOf(document)).toEqual([`REACHABLE afw-hub01 ${48 * 46}`, `REACHABLE  ${48 + 2 * 48}`]);
    const index = (id: string) => document.endpoints.findIndex((endpoint) => endpoint.id === id);
    const within = pairFor(document, index("vnet-spoke09/default"), index("vnet-spoke09/db"));
    const across = pairFor(document, index("vnet-spoke09/default"), index("vnet-spoke10/db"));
    expect([within?.through, across?.through]).toEqual([[], ["afw-hub01"]]);
  });

  it("groups spokes of several subnets that reach only their own network, and marks what differs within it", () => {
    const document = documentOf({ spokes: 24, secondSubnet: "db" });
    expect(document.groups.map((group) => group.length)).toEqual([1, 24, 24]);
    const [, first, second] = document.groups;
    expect(blockOf(document, first, first)).toEqual({ example: [first[0], first[1]] });
    expect(blockOf(document, first, second)).toEqual({
      example: [first[0], second[1]],
      exception: [first[0], second[0]],
    });
    expect(answersOf(document)).toEqual([`BLOCKED  ${48 * 46}`, `REACHABLE  ${48 + 2 * 48}`]);
    expect(matrixAsText(document, "en")).toContain("✗ BLOCKED*");
    expect(matrixAsText(document, "ja")).toMatch(/\* 同じ仮想ネットワーク内では判定が異なります。$/);
  });

  it("keeps the spoke whose peering lacks a half out of its sisters' group", () => {
    const document = documentOf({ firewall: true, spokes: 24, without: "hub01_to_spoke03" });
    expect(document.groups.map((group) => group.length)).toEqual([1, 23, 1]);
    const names = document.groups[2].map((index) => document.endpoints[index].id);
    expect(names).toEqual(["vnet-spoke03/default"]);
  });

  it("draws a peering once, with both halves and their flags, and marks the one that lacks a half", () => {
    const { links } = documentOf({ without: "hub01_to_spoke02" }).picture;
    expect(links.map(({ complete, details }) => ({ complete, details }))).toEqual([
      {
        complete: true,
        details: [
          "azurerm_virtual_network_peering.hub01_to_spoke01",
          "azurerm_virtual_network_peering.spoke01_to_hub01: allow_forwarded_traffic",
        ],
      },
      {
        complete: false,
        details: ["azurerm_virtual_network_peering.spoke02_to_hub01: allow_forwarded_traffic"],
      },
    ]);
  });

  it("shows the firewall in its subnet, where the trace's forwarder is found by address", () => {
    const document = documentOf({ firewall: true });
    const hub = document.picture.networks[0];
    expect(hub.subnets.flatMap(({ parts }) => parts)).toEqual([
      { id: "azurerm_firewall.hub01", kind: "firewall", name: "afw-hub01" },
    ]);
    const spokeToSpoke = pairFor(document, 1, 2);
    expect(spokeToSpoke?.forward.hops.map(({ via }) => via)).toEqual([
      "azurerm_firewall.hub01",
      undefined,
      undefined,
    ]);
  });

  it("names what an address known only after apply belongs to", () => {
    const document = documentOf({ firewall: true });
    const table = document.routeTables.find(({ subnet }) => subnet === "vnet-spoke01/default");
    const lines = table?.rows.map((row) => document.routeRows[row].cells.map((cell) => cell.en).join(" | "));
    expect(lines).toContain(
      "User | Active | 0.0.0.0/0 | Virtual appliance | afw-hub01 | default-to-firewall",
    );
  });

  it("keeps each distinct route line once, however many subnets have it", () => {
    const document = documentOf({ spokes: 24 });
    const lines = document.routeTables.reduce((sum, { rows }) => sum + rows.length, 0);
    expect(lines).toBe(25 * 6 + 24 * 2);
    expect(document.routeRows.length).toBeLessThan(60);
    expect(document.routeOrigins).toHaveLength(25 + 48);
  });

  it.each([
    [{}, "a TCP connection, any port"],
    [{ protocol: "udp", port: 53 }, "UDP, port 53"],
    [{ protocol: "any" }, "any protocol, any port"],
  ] as [AnalysisOptions, string][])("says what it answers for %j", (options, question) => {
    expect(documentOf({}, options).question.en).toBe(question);
  });
});
