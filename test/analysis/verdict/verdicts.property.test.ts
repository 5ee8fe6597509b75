import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { AnalysisOptions, analyze } from "../../../lib/analysis";
import { onPremisesEndpoints, subnetEndpoint } from "../../../lib/analysis/network/endpoints";
import { analysisContext } from "../../../lib/analysis/trace/context";
import { Representatives } from "../../../lib/analysis/verdict/representatives";
import { judgeAnswer } from "../../../lib/analysis/verdict/verdict";
import { Verdicts } from "../../../lib/analysis/verdict/verdicts";
import { runs } from "../../support/runs";
import { buildRandomNetwork, randomNetwork } from "../support/random-network";
import { buildRandomVirtualWan, randomVirtualWan } from "../support/random-virtual-wan";

/** Networks with hubs of their own, and on hubs of Virtual WAN. */
const model = fc.oneof(randomNetwork.map(buildRandomNetwork), randomVirtualWan.map(buildRandomVirtualWan));

const question = fc.constantFrom<AnalysisOptions>(
  {},
  { strict: true },
  { port: 443 },
  { protocol: "any" },
  { protocol: "icmp" },
  { forwardedTraffic: "permissive" },
);

describe("answers from the flow cache", () => {
  test("are those of following every pair's packets, on random networks", () => {
    fc.assert(
      fc.property(model, question, (input, options) => {
        const context = analysisContext(input, options);
        const endpoints = [
          ...context.network.subnets.map(subnetEndpoint),
          ...onPremisesEndpoints(context.tables.gateways),
        ];
        const representatives = new Representatives(context);
        const verdicts = new Verdicts(context, endpoints, representatives);
        const different = endpoints.flatMap((from) =>
          endpoints
            .filter((to) => to !== from)
            .map((to) => {
              const plain = judgeAnswer(context, from, to, (endpoint) => representatives.of(endpoint));
              const known = verdicts.answerOf(from, to);
              return isDeepStrictEqual(known, plain)
                ? ""
                : `${from.id} → ${to.id}: ${JSON.stringify(known)} instead of ${JSON.stringify(plain)}`;
            }),
        );
        expect(different.filter((text) => text !== "")).toEqual([]);
      }),
      { numRuns: runs(15) },
    );
  });

  test("of one kind are explained by the same reasons, on random networks", () => {
    let alike = 0;
    fc.assert(
      fc.property(model, question, (input, options) => {
        const analysis = analyze(input, options);
        const known = new Map<number, string>();
        for (const from of analysis.endpoints) {
          for (const to of analysis.endpoints.filter((one) => one !== from)) {
            const kind = analysis.kindOf(from.id, to.id);
            if (kind !== undefined) {
              const {
                verdict,
                reasons,
                forward,
                return: back,
                assumptions,
              } = analysis.explain(from.id, to.id);
              const codes = reasons.map(({ code }) => code);
              const passed = [forward, back].map((hops) => hops.flatMap(({ via }) => via?.name ?? []));
              const told = JSON.stringify([verdict, codes, passed, assumptions]);
              alike += known.has(kind) ? 1 : 0;
              expect(known.get(kind) ?? told).toBe(told);
              known.set(kind, told);
            }
          }
        }
      }),
      { numRuns: runs(15) },
    );
    expect(alike).toBeGreaterThan(50);
  });
});
