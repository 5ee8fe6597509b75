import fc from "fast-check";
import { analyze, readConfiguration, readNetwork } from "../../../lib/analysis";
import { repairsOf } from "./support/ask";
import { editSpace } from "./support/edit-space";
import { RandomNetwork, randomNetworks } from "./support/random-network";
import { randomServices } from "./support/random-services";

// scripts/repairs.ts asks all pairs of 500 networks; here a few networks are asked everything.
const sample = (networks: fc.Arbitrary<RandomNetwork>, seed: number): RandomNetwork[] =>
  fc.sample(networks, { seed, numRuns: 1 });
const NETWORKS = [
  ...sample(randomNetworks({ min: 2, max: 2 }), 20261126),
  // A firewall with classic rules, security groups of machines, private endpoints and a connected group.
  ...sample(randomServices({ min: 2, max: 2 }), 20),
];

function unreachable(document: object, assume: object): string[] {
  const analysis = analyze(readConfiguration(document, assume));
  const ids = analysis.endpoints.map(({ id }) => id);
  return ids.flatMap((from) =>
    ids
      .filter((to) => from !== to && analysis.verdict(from, to) !== "REACHABLE")
      .map((to) => `${from} ${to}`),
  );
}

it.each(NETWORKS.map((network, index) => ({ index, ...network })))(
  "finds a cure of random network $index wherever any single edit is one, and keeps its word to the letter",
  ({ document, assume }) => {
    const before = unreachable(document, assume);
    const cured = before.filter((pair) => {
      const [from, to] = pair.split(" ");
      return repairsOf({ document, assume, from, to }).repairs.length > 0;
    });
    const left = before.filter((pair) => !cured.includes(pair));
    const { input } = readNetwork(document, assume);
    const missed = (left.length === 0 ? [] : editSpace(document)).flatMap((edits) => {
      const analysis = analyze(input.edited(edits));
      return left.filter((pair) => {
        const [from, to] = pair.split(" ");
        return analysis.verdict(from, to) === "REACHABLE";
      });
    });
    expect(missed).toEqual([]);
    expect(cured.length).toBeGreaterThanOrEqual(before.length * 0.95);
  },
  60_000,
);
