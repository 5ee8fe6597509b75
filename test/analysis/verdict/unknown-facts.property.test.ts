import fc from "fast-check";
import { analyze, readConfiguration, Verdict } from "../../../lib/analysis";
import { design, openNetwork, openValue, withFacts } from "../support/unknown-facts";

function verdicts(document: object): Map<string, Verdict> {
  const { matrix } = analyze(readConfiguration(document));
  const found = new Map<string, Verdict>();
  matrix.endpoints.forEach((from, row) => {
    matrix.endpoints.forEach((to, column) => {
      const verdict = matrix.verdictAt(row, column);
      if (verdict !== undefined) {
        found.set(`${from.id} → ${to.id}`, verdict);
      }
    });
  });
  return found;
}

/** Azure has one route to a prefix in a table, so that two are no outcome. */
function isRefused({ resource }: ReturnType<typeof withFacts>): boolean {
  const routes = Object.values(resource.azurerm_route ?? {});
  const keys = routes.map((route) => `${String(route.route_table_name)} ${String(route.address_prefix)}`);
  return new Set(keys).size < keys.length;
}

const opened = fc.record({
  input: design,
  /** Which facts are left open, whether by naming what they may be, and what they turn out to be. */
  open: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
  named: fc.boolean(),
  outcomes: fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 3 }), {
    minLength: 3,
    maxLength: 3,
  }),
});

describe("what the input leaves open", () => {
  test("changes no verdict that is sure, whatever it turns out to be", () => {
    fc.assert(
      fc.property(opened, ({ input, open, named, outcomes }) => {
        const network = openNetwork(input);
        const facts = [...new Set(open.map((one) => network.facts[one % network.facts.length]))];
        const asked = facts.map((fact, i) => ({ fact, value: openValue(fact, i, named) }));
        const sure = [...verdicts(withFacts(network, asked))].filter(
          ([, verdict]) => verdict !== "CONDITIONAL",
        );
        for (const outcome of outcomes) {
          const settled = facts.map((fact, i) => ({
            fact,
            value: fact.values[outcome[i] % fact.values.length],
          }));
          const document = withFacts(network, settled);
          if (isRefused(document)) {
            continue;
          }
          const answers = verdicts(document);
          const wrong = sure.filter(([pair, verdict]) => answers.has(pair) && answers.get(pair) !== verdict);
          expect({ settled, wrong }).toEqual({ settled, wrong: [] });
        }
      }),
      { numRuns: Number(process.env.UNKNOWN_RUNS ?? 10) },
    );
  });
});
