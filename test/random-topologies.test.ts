import fc from "fast-check";
import { AzurermVersion, HubSpokeError } from "../lib";
import { analyze, findingsOf, readConfiguration } from "../lib/analysis";
import { orderingFaults } from "./support/ordering-rules";
import { Program, programs, run } from "./support/random-topology";
import { runs } from "./support/runs";
import { providerSchemas, schemaViolations } from "./support/schema-conformance";
import { stackWith, synthesizeStack, TerraformJson } from "./support/synth";

const COUNT = runs(40);
const schemas = providerSchemas();
/** A program is for one of the versions whose schema is there; without any, for that of the provider package. */
const versions = fc.constantFrom(...(schemas.size > 0 ? schemas.keys() : ["4.55.0"]));

/** The schema files are excerpts, without these types. */
const OUTSIDE_THE_SCHEMAS =
  /^azurerm_(automation_\w+|monitor_data_collection_rule_association)\.[^:]+: the provider has no such resource$/;

/** What synth makes of a program: JSON, or the sentences with which it refuses. */
function outcome(
  program: Program,
  version: string,
): { readonly json?: TerraformJson; readonly refused?: string[] } {
  try {
    const stack = stackWith((scope) => {
      AzurermVersion.use(scope, version);
      run(scope, program);
    });
    const refused = stack.node
      .findAll()
      .flatMap((construct) =>
        construct.node.validate().map((message) => `[${construct.node.path}] ${message}`),
      );
    return refused.length > 0 ? { refused } : { json: synthesizeStack(stack) };
  } catch (error) {
    if (HubSpokeError.isHubSpokeError(error)) {
      return { refused: [(error as Error).message] };
    }
    throw error;
  }
}

function* texts(value: unknown): Generator<string> {
  if (typeof value === "string") {
    yield value;
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      yield key;
      yield* texts(item);
    }
  }
}

test("a random program is refused in sentences, or yields JSON without a fault", () => {
  const seen = { refused: 0, accepted: 0 };
  fc.assert(
    fc.property(programs, versions, (program, version) => {
      const { json, refused } = outcome(program, version);
      if (refused) {
        seen.refused++;
        for (const message of refused) {
          expect(message).toMatch(/^\[stack(\/[^\]]*)?\] \S/s);
          expect(message.length).toBeLessThan(20_000);
          expect(message).not.toMatch(/undefined|\[object|TfToken/);
        }
        return;
      }
      seen.accepted++;
      const schema = schemas.get(version);
      const violations = schema ? schemaViolations(json!, schema) : [];
      expect(violations.filter((each) => !OUTSIDE_THE_SCHEMAS.test(each))).toEqual([]);
      expect(orderingFaults(json!)).toEqual([]);
      // The findings read the JSON alone and share no check with the constructs.
      const model = readConfiguration(json!);
      const findings = [...findingsOf(model), ...analyze(model).findings];
      expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
      // Hostile text is refused or escaped, and never an expression.
      const expression = /(?<![$%])[$%]\{[^}]*HOSTILE/;
      expect([...texts(json)].filter((text) => expression.test(text))).toEqual([]);
    }),
    { numRuns: COUNT },
  );
  // The property would hold of nothing if one side never came.
  expect(Math.min(seen.refused, seen.accepted)).toBeGreaterThan(COUNT / 10);
});
