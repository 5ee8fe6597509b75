import { Budget } from "../../../lib/analysis/readers/expression/budget";
import { evaluateTemplate } from "../../../lib/analysis/readers/expression/evaluator";
import { scalarOf } from "../../../lib/analysis/readers/terraform/value";
import answers from "./support/console-answers.json";

/** `scripts/record-console.ts` asked Terraform. */
const recorded = answers as [expression: string, answer: string][];

const scope = {
  budget: new Budget("main.tf"),
  variable: () => undefined,
  local: () => undefined,
  resource: () => undefined,
  name: () => undefined,
};

const ours = recorded.map(([expression, answer]) => ({
  expression,
  answer,
  found: scalarOf(evaluateTemplate(`\${try(jsonencode(${expression}), "refused")}`, scope)),
}));

test("expressions are what terraform console says, or unknown", () => {
  const wrong = ours.filter(({ answer, found }) => found !== undefined && found !== answer);
  expect(wrong).toEqual([]);
});

test("nearly all are known", () => {
  const unknown = ours.filter(({ found }) => found === undefined);
  expect(unknown.length / ours.length).toBeLessThan(0.04);
});
