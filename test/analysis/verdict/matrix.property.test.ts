import fc from "fast-check";
import { analyze, messageOf, NetworkModel } from "../../../lib/analysis";
import { runs } from "../../support/runs";
import { baseline, throughAppliance } from "../support/network-builder";
import { ALIKE, buildRandomNetwork, PLAIN, randomNetwork } from "../support/random-network";
import { buildRandomVirtualWan, ON_HUB, randomVirtualWan } from "../support/random-virtual-wan";

/** Compares every cell with a trace of its own. */
function expectSameAsBruteForce(model: NetworkModel): void {
  const analysis = analyze(model, { all: true });
  const { matrix, endpoints } = analysis;
  const tally: { [verdict: string]: number } = {};
  const wrong: string[] = [];
  endpoints.forEach((from, row) => {
    endpoints.forEach((to, column) => {
      if (row !== column) {
        const { verdict, reasons } = analysis.explain(from.id, to.id);
        const words = reasons.flatMap((reason) => [messageOf(reason, "en"), messageOf(reason, "ja")]);
        wrong.push(...words.filter((text) => text.includes("undefined")));
        tally[verdict] = (tally[verdict] ?? 0) + 1;
        const cell = matrix.verdictAt(row, column);
        if (cell !== verdict) {
          wrong.push(`${from.id} → ${to.id}: ${cell} instead of ${verdict}`);
        }
      }
    });
  });
  expect(wrong).toEqual([]);
  expect(Object.fromEntries(Object.entries(matrix.counts).filter(([, count]) => count > 0))).toEqual(tally);
  expect(matrix.groups.reduce((sum, { count }) => sum + count, 0)).toBe(
    endpoints.length * (endpoints.length - 1),
  );
}

describe("the matrix", () => {
  test("equals a trace of every pair, on random networks with odd ones among them", () => {
    fc.assert(
      fc.property(randomNetwork, (input) => expectSameAsBruteForce(buildRandomNetwork(input))),
      { numRuns: runs(15) },
    );
  });

  test("tells the subnet of what forwards from others of its network", () => {
    const hub = baseline()
      .firewall("hub", [["*", "*"]])
      .bastion("hub", "10.0.5.0/26");
    expectSameAsBruteForce(hub.routes("spoke1/default", [["10.0.0.0/16", "10.0.3.4"]]).build());
  });

  test("equals a trace of every pair, on random networks of Virtual WAN", () => {
    fc.assert(
      fc.property(randomVirtualWan, (input) => expectSameAsBruteForce(buildRandomVirtualWan(input))),
      { numRuns: runs(15) },
    );
  });

  test("tells the network to which a hub's open route leads from others that are like it", () => {
    expectSameAsBruteForce(
      buildRandomVirtualWan({
        kinds: [{ ...ON_HUB, hub: "none" }, ON_HUB],
        spokes: [0, 0, 0],
        basic: false,
        firewalls: "none",
        intent: "none",
        site: "plain",
        written: "part of a spoke",
        announces: "nothing",
      }),
    );
  });

  test("knows few classes among many alike spokes on hubs of Virtual WAN", () => {
    const kinds = [ON_HUB, { ...ON_HUB, associated: "own" as const, propagated: "both" as const }];
    const model = buildRandomVirtualWan({
      kinds,
      spokes: Array.from({ length: 40 }, (_, i) => i % 2),
      basic: false,
      firewalls: "any",
      intent: "none",
      site: "plain",
      written: "none",
      announces: "nothing",
    });
    const { classes } = analyze(model).matrix;
    // Both kinds, and the site.
    expect(classes.length).toBe(3);
  });

  test("knows few classes among many alike spokes, whichever way routes are written", () => {
    for (const design of ["default", "exact", "supernet", "none"] as const) {
      const like = { ...ALIKE, routes: design };
      const model = buildRandomNetwork({
        ...PLAIN,
        kinds: [like],
        spokes: Array.from({ length: 40 }, () => 0),
      });
      expect(analyze(model).matrix.classes.length).toBeLessThanOrEqual(4);
    }
  });

  test("an odd spoke among many is seen", () => {
    const spokes = Array.from({ length: 30 }, (_, i) => (i === 17 ? 1 : 0));
    const model = buildRandomNetwork({ ...PLAIN, kinds: [ALIKE, { ...ALIKE, routes: "none" }], spokes });
    const { matrix, endpoints } = analyze(model);
    const odd = endpoints.findIndex(({ id }) => id === "spoke17/a");
    const other = endpoints.findIndex(({ id }) => id === "spoke3/a");
    const third = endpoints.findIndex(({ id }) => id === "spoke4/a");
    expect(matrix.verdictAt(odd, other)).toBe("BLOCKED");
    expect(matrix.verdictAt(other, odd)).toBe("ONE_WAY");
    expect(matrix.verdictAt(other, third)).toBe("REACHABLE");
  });

  test("has nothing on the diagonal", () => {
    expect(analyze(throughAppliance().build()).matrix.verdictAt(1, 1)).toBeUndefined();
  });
});
