import fc from "fast-check";
import { analyze, checkExpectations, NetworkModel, parseExpectations } from "../../lib/analysis";
import { intentOf } from "../../lib/review";
import { baseline, throughAppliance } from "../analysis/support/network-builder";
import { buildRandomNetwork, randomNetwork } from "../analysis/support/random-network";
import { runs } from "../support/runs";

const shown = (model: NetworkModel): string[] =>
  intentOf(analyze(model)).expectations.pairs.map(
    ({ from, to, verdict, through }) => `${from} → ${to} ${verdict}${through ? ` through ${through}` : ""}`,
  );

it("says what is open through what, and what is closed, in as few patterns as are exact", () => {
  expect(shown(throughAppliance().build())).toEqual([
    "hub/* → hub/* REACHABLE",
    "hub/* → spoke* REACHABLE",
    "spoke* → hub/* REACHABLE",
    "spoke* → spoke* REACHABLE through vm-nva",
  ]);
  expect(shown(baseline().build())).toContain("spoke* → spoke* BLOCKED");
});

it("leaves out what nobody can mean, and counts it", () => {
  const half = baseline()
    .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]])
    .build();
  const { expectations, leftOut } = intentOf(analyze(half));
  expect(leftOut).toBe(1);
  expect(expectations.pairs.filter(({ verdict }) => !["REACHABLE", "BLOCKED"].includes(verdict!))).toEqual(
    [],
  );
});

it("is met by the network it was made from, and has all other pairs, on random networks", () => {
  fc.assert(
    fc.property(randomNetwork, (input) => {
      const analysis = analyze(buildRandomNetwork(input));
      const { expectations, leftOut } = intentOf(analysis);
      const read = parseExpectations(JSON.parse(JSON.stringify(expectations)));
      expect(checkExpectations(analysis, read)).toEqual([]);
      // Nothing is ASYMMETRIC among them, so that every pair that a pattern covers fails once.
      const never = read.pairs.map(({ from, to }) => ({ from, to, verdict: "ASYMMETRIC" as const }));
      const count = analysis.endpoints.length;
      const covered = checkExpectations(analysis, { version: 1, pairs: never });
      expect(covered).toHaveLength(count * (count - 1) - leftOut);
    }),
    { numRuns: runs(12) },
  );
});
