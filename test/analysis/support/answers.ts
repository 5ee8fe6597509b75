import { analyze, AnalysisOptions, NetworkModel, PairResult, ReasonCode } from "../../../lib/analysis";
import { NetworkBuilder } from "./network-builder";

/** The answer for a pair; `spoke1` means `spoke1/default`. */
export function ask(
  network: NetworkBuilder | NetworkModel,
  from = "spoke1",
  to = "spoke2",
  options?: AnalysisOptions,
): PairResult {
  const model = network instanceof NetworkBuilder ? network.build() : network;
  const analysis = analyze(model, options);
  const id = (name: string): string => (name.includes("/") ? name : `${name}/default`);
  const result = analysis.explain(id(from), id(to));
  expect(analysis.verdict(id(from), id(to))).toBe(result.verdict);
  return result;
}

export function codes(result: PairResult): ReasonCode[] {
  return result.reasons.map(({ code }) => code);
}

/** Names of the forwarders passed, there and back. */
export function through(result: PairResult): string {
  const names = (hops: PairResult["forward"]): string => hops.flatMap(({ via }) => via?.name ?? []).join(" ");
  return `${names(result.forward)} | ${names(result.return)}`;
}
