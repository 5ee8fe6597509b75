import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, messageOf, readInput, Verdict } from "../../lib/analysis";

interface Expected {
  readonly from: string;
  readonly to: string;
  readonly verdict: readonly Verdict[];
}

const PLANS = join(__dirname, "plans");

/**
 * Pairs that have to be CONDITIONAL instead, since a plan doesn't hold what decides about them (each case's expected.md):
 * the references of dynamic blocks, keys that only locals tell, the comparison behind a switch.
 */
const OPEN: { readonly [name: string]: number } = {
  "brewery-firewall": 13,
  "grid-vnet2vnet-bgp": 24,
  "harbor-route-server": 16,
};

/** Pairs of folders whose data sources read what only Azure knows. */
const OPEN_IN_HCL: { readonly [name: string]: number } = { "lake-existing-hub": 13 };

function verdictsOf(directory: string, file: string): ReadonlyMap<string, Verdict> {
  const assume = join(directory, "assume.json");
  const [{ model }] = readInput(join(directory, file), existsSync(assume) ? { assume } : {});
  const { matrix } = analyze(model);
  const found = new Map<string, Verdict>();
  matrix.endpoints.forEach((from, row) =>
    matrix.endpoints.forEach((to, column) => {
      const verdict = matrix.verdictAt(row, column);
      if (verdict !== undefined) {
        found.set(`${from.id} ${to.id}`, verdict);
      }
    }),
  );
  return found;
}

/** Sure verdicts that aren't right, and how many pairs are CONDITIONAL instead of right. */
function judge(directory: string, file: string, key: string): { wrong: string[]; open: number } {
  const all = JSON.parse(readFileSync(join(directory, "expected.json"), "utf8")) as {
    [key: string]: Expected[];
  };
  const found = verdictsOf(directory, file);
  const off = (all[key] ?? all.plan)
    .map(({ from, to, verdict }) => ({ pair: `${from} ${to}`, verdict, is: found.get(`${from} ${to}`) }))
    .filter(({ verdict, is }) => is === undefined || !verdict.includes(is));
  return {
    wrong: off.filter(({ is }) => is !== "CONDITIONAL").map(({ pair, is }) => `${pair}: ${is}`),
    open: off.filter(({ is }) => is === "CONDITIONAL").length,
  };
}

describe("plans of the real provider", () => {
  const names = readdirSync(PLANS).filter((name) => existsSync(join(PLANS, name, "expected.json")));
  test.each(names)("%s", (name) => {
    expect(judge(join(PLANS, name), "plan.json", "plan")).toEqual({ wrong: [], open: OPEN[name] ?? 0 });
  });

  test.each(names.filter((name) => !(name in OPEN_IN_HCL)))(
    "the folder of %s leaves nothing open",
    (name) => {
      expect(judge(join(PLANS, name), ".", "whole")).toEqual({ wrong: [], open: 0 });
    },
  );

  test.each(Object.entries(OPEN_IN_HCL))("the folder of %s is nowhere wrong", (name, open) => {
    expect(judge(join(PLANS, name), ".", "whole")).toEqual({ wrong: [], open });
  });

  test("a state, and a plan over it, leave nothing open", () => {
    const mill = join(PLANS, "mill-moved-and-replaced");
    expect(judge(mill, "state.json", "state")).toEqual({ wrong: [], open: 0 });
    expect(judge(mill, "plan-change.json", "plan-change")).toEqual({ wrong: [], open: 0 });
  });

  test.each<[string, string, string]>([
    ...Object.keys(OPEN).map((name): [string, string, string] => [name, "plan.json", "--config DIR"]),
    ...Object.keys(OPEN_IN_HCL).map((name): [string, string, string] => [name, ".", "terraform show -json"]),
  ])("what %s leaves open in %s names what would settle it", (name, file, cure) => {
    const directory = join(PLANS, name);
    const assume = join(directory, "assume.json");
    const [{ model }] = readInput(join(directory, file), existsSync(assume) ? { assume } : {});
    const analysis = analyze(model);
    const expected = JSON.parse(readFileSync(join(directory, "expected.json"), "utf8")) as {
      plan: Expected[];
    };
    const silent = expected.plan
      .filter(({ verdict }) => !verdict.includes("CONDITIONAL"))
      .map(({ from, to }) => analysis.explain(from, to))
      .filter(({ verdict }) => verdict === "CONDITIONAL")
      .filter(
        ({ reasons }) =>
          !(["en", "ja"] as const).every((language) =>
            reasons.some((reason) => messageOf(reason, language).includes(cure)),
          ),
      );
    expect(silent).toEqual([]);
  });

  test("a firewall that a plan only reads stands in the subnet that its id names", () => {
    const [{ model }] = readInput(join(PLANS, "lake-existing-hub", "plan.json"));
    const pair = analyze(model).explain("vnet-lake-east/pier-1", "vnet-lake-west/pier-1");
    expect(pair.forward.flatMap(({ via }) => via?.name ?? [])).toEqual(["afw-lake"]);
    expect(model.subnets.map(({ name, external }) => [name, external])).toContainEqual([
      "AzureFirewallSubnet",
      true,
    ]);
  });

  test("harbor-route-server: the switch that only apply tells comes first, and no equal path is claimed", () => {
    const directory = join(PLANS, "harbor-route-server");
    const [{ model }] = readInput(join(directory, "plan.json"), { assume: join(directory, "assume.json") });
    const pair = analyze(model).explain("vnet-harbor-customs/snet-seized", "vnet-harbor-grain/snet-silos");
    const codes = pair.reasons.map(({ code }) => code);
    expect([pair.verdict, codes[0]]).toEqual(["CONDITIONAL", "FLAG_UNKNOWN"]);
    expect(codes).not.toContain("ECMP_PARTIAL");
  });

  test.each(["plan-inline-routes/hcl", "plan-inline-subnets/hcl", "plan-inline-subnets/nsg"])(
    "%s is as its state says",
    (name) => {
      const directory = join(__dirname, "routing", name);
      expect(verdictsOf(directory, "plan.json")).toEqual(verdictsOf(directory, "state.json"));
      expect(verdictsOf(directory, ".")).toEqual(verdictsOf(directory, "state.json"));
    },
  );

  test("blocks in a set whose order says nothing are as the state says, or CONDITIONAL", () => {
    const directory = join(__dirname, "routing/plan-inline-subnets/two");
    const state = verdictsOf(directory, "state.json");
    const plan = verdictsOf(directory, "plan.json");
    const off = [...state].filter(([pair, verdict]) => ![verdict, "CONDITIONAL"].includes(plan.get(pair)!));
    expect(off).toEqual([]);
    expect(plan.get("hub/nva s1/app")).toBe("REACHABLE");
  });
});
