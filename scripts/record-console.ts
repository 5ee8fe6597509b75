/**
 * Asks `terraform console` what expressions are, and writes the answers that the evaluator's test compares with:
 * `npx tsx scripts/record-console.ts [number]`. Random expressions come from a seed, so that a run changes only what
 * Terraform answers otherwise.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomExpressions } from "../test/analysis/readers/support/random-expressions";

const FILE = join(__dirname, "../test/analysis/readers/support/console-answers.json");
const AT_ONCE = 25;

function answersOf(expressions: readonly string[], folder: string): string[] {
  const asked = expressions.map((expression) => `try(jsonencode(${expression}), "refused")`).join(",");
  const printed = execFileSync("terraform", ["console"], {
    cwd: folder,
    input: `jsonencode([${asked}])\n`,
    stdio: ["pipe", "pipe", "pipe"],
  }).toString();
  const text = JSON.parse(printed) as string;
  return JSON.parse(text) as string[];
}

const folder = mkdtempSync(join(tmpdir(), "hub-spoke-console-"));
try {
  const expressions = randomExpressions(Number(process.argv[2] ?? 400));
  const answers: [string, string][] = [];
  for (let at = 0; at < expressions.length; at += AT_ONCE) {
    const some = expressions.slice(at, at + AT_ONCE);
    try {
      answersOf(some, folder).forEach((answer, index) => answers.push([some[index], answer]));
    } catch {
      // One of them isn't even an expression to Terraform: each for itself.
      for (const one of some) {
        try {
          answers.push([one, answersOf([one], folder)[0]]);
        } catch {
          console.error(`no expression to Terraform: ${one}`);
        }
      }
    }
  }
  writeFileSync(FILE, `${JSON.stringify(answers, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
