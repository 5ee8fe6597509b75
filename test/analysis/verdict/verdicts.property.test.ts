import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { AnalysisOptions } from "../../../lib/analysis";
import { onPremisesEndpoints, subnetEndpoint } from "../../../lib/analysis/network/endpoints";
import { analysisContext } from "../../../lib/analysis/trace/context";
import { Representatives } from "../../../lib/analysis/verdict/representatives";
import { judgeAnswer } from "../../../lib/analysis/verdict/verdict";
import { Verdicts } from "../../../lib/analysis/verdict/verdicts";
import { runs } from "../../support/runs";
import { buildRandomNetwork, randomNetwork } from "../support/random-network";

const question = fc.constantFrom<AnalysisOptions>(
  {},
  { strict: true },
  { port: 443 },
  { protocol: "any" },
  { protocol: "icmp" },
  { forwardedTraffic: "permissive" },
);

describe("answers by known fates", () => {
  test("are those of following every pair's packets, on random networks", () => {
    fc.assert(
      fc.property(randomNetwork, question, (input, options) => {
        const context = analysisContext(buildRandomNetwork(input), options);
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
});
