import { analyze, AnalysisOptions, EffectiveRoute, Hop, ReasonCode, Verdict } from "../../../../lib/analysis";
import { readConfiguration } from "../../../../lib/analysis/readers";
import { planOf, stateOf } from "./forms";
import { Terraform } from "./terraform";

/** One statement of the reference about one network, which its configuration, its plan and its state must answer alike. */
export interface Case {
  /** The rule and what it says here. */
  readonly name: string;
  readonly network: () => Terraform | object;
  /** As an assumption file without its version. */
  readonly assume?: object;
  readonly options?: AnalysisOptions;
  /** It is about what only apply tells, so a state has another answer. */
  readonly beforeApply?: boolean;
  /** Default: spoke1 to spoke2; `/default` may be left out. Addresses too. */
  readonly pair?: readonly [from: string, to: string];
  readonly verdict?: Verdict;
  /** Reason codes that must be among those given. */
  readonly codes?: readonly ReasonCode[];
  readonly not?: readonly ReasonCode[];
  /** Kinds of forwarders, there and back: `appliance | firewall appliance`. */
  readonly via?: string;
  /** All rows of subnets, as {@link line} writes them, in any order. */
  readonly rows?: { readonly [subnet: string]: readonly string[] };
  /** Rows that must be there. */
  readonly has?: { readonly [subnet: string]: readonly string[] };
  /** Prefixes that no Active row may have (`!` before a whole line: that line). */
  readonly lacks?: { readonly [subnet: string]: readonly string[] };
}

export const NONE = ["10.0.0.0/8 None", "100.64.0.0/10 None", "172.16.0.0/12 None", "192.168.0.0/16 None"];
export const INTERNET = "0.0.0.0/0 Internet";

export function runCases(cases: readonly Case[]): void {
  it.each(cases.map((it) => [it.name, it] as const))("%s", (_, it) => {
    const network = it.network();
    const expected = expectation(it);
    if (!(network instanceof Terraform)) {
      expect(answer(it, network)).toEqual(expected);
      return;
    }
    expect({ configuration: answer(it, network.json) }).toEqual({ configuration: expected });
    expect({ plan: answer(it, planOf(network)) }).toEqual({ plan: expected });
    if (it.beforeApply !== true) {
      expect({ state: answer(it, stateOf(network)) }).toEqual({ state: expected });
    }
  });
}

function answer(it: Case, document: object): object {
  const analysis = analyze(
    readConfiguration(document, it.assume && { version: 1, ...it.assume }),
    it.options,
  );
  const lines = (subnet: string): string[] => (analysis.routesOf(id(subnet)) ?? []).map(line).sort();
  const found: { [key: string]: unknown } = {};
  if (it.verdict !== undefined) {
    const [from, to] = (it.pair ?? ["spoke1", "spoke2"]).map(id);
    const result = analysis.explain(from, to);
    const codes = result.reasons.map(({ code }) => code);
    expect(analysis.verdict(from, to)).toBe(result.verdict);
    found.verdict = `${result.verdict} ${(it.codes ?? []).every((code) => codes.includes(code)) ? (it.codes ?? []).join(" ") : `only ${codes.join(" ")}`}`;
    found.not = codes.filter((code) => it.not?.includes(code));
    if (it.via !== undefined) {
      found.via = `${kinds(result.forward)} | ${kinds(result.return)}`.trim();
    }
  }
  for (const subnet of Object.keys(it.rows ?? {})) {
    found[`rows of ${subnet}`] = lines(subnet);
  }
  for (const [subnet, rows] of Object.entries(it.has ?? {})) {
    const all = lines(subnet);
    found[`has ${subnet}`] = rows.every((row) => all.includes(row)) ? [...rows] : all;
  }
  for (const [subnet, prefixes] of Object.entries(it.lacks ?? {})) {
    const all = lines(subnet);
    found[`lacks ${subnet}`] = all.filter((row) =>
      prefixes.some(
        (prefix) =>
          row === prefix.slice(1) || (!row.startsWith("Invalid") && row.split(" ").includes(prefix)),
      ),
    );
  }
  return found;
}

function expectation(it: Case): object {
  const expected: { [key: string]: unknown } = {};
  if (it.verdict !== undefined) {
    expected.verdict = `${it.verdict} ${(it.codes ?? []).join(" ")}`;
    expected.not = [];
    if (it.via !== undefined) {
      expected.via = it.via;
    }
  }
  for (const [subnet, rows] of Object.entries(it.rows ?? {})) {
    expected[`rows of ${subnet}`] = [...rows].sort();
  }
  for (const [subnet, rows] of Object.entries(it.has ?? {})) {
    expected[`has ${subnet}`] = [...rows];
  }
  for (const subnet of Object.keys(it.lacks ?? {})) {
    expected[`lacks ${subnet}`] = [];
  }
  return expected;
}

/** `User 10.0.0.0/8 VirtualAppliance 10.0.1.4`; Default and Active go without saying. */
function line({ row }: EffectiveRoute): string {
  return [
    ...(row.state === "Active" ? [] : [row.state]),
    ...(row.source === "Default" ? [] : [row.source]),
    ...row.addressPrefix,
    row.nextHopType,
    ...row.nextHopIpAddress,
  ].join(" ");
}

function kinds(hops: readonly Hop[]): string {
  return hops.flatMap(({ via }) => via?.kind ?? []).join(" ");
}

function id(name: string): string {
  return /^[0-9.]+$|\//.test(name) ? name : `${name}/default`;
}
