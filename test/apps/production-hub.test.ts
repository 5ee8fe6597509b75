import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { ProductionHubStack } from "../../apps/production-hub";
import { Synthesis } from "../../lib";
import { analyze, findingsOf, readConfiguration } from "../../lib/analysis";
import { reviewOf } from "../../lib/cli/load";
import { matrixAsText } from "../../lib/review/text/matrix";

const folder = mkdtempSync(join(tmpdir(), "production-"));
const app = new App({ outdir: folder });
new ProductionHubStack(app);
Synthesis.run(app);
const file = join(folder, "stacks", "production-hub", "cdk.tf.json");
const json = JSON.parse(readFileSync(file, "utf8"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `hub-spoke reach` prints of it before its answers; that it looks for cures too, which takes long, other tests show. */
function matrixOf(port: number): string {
  const analysis = analyze(readConfiguration(json), { port });
  const text = matrixAsText(reviewOf({ name: "production-hub", analysis }), "en");
  return text.slice(text.search(/^ +1 +2 /m)).trimEnd();
}

test("reaches whom its rules allow, as docs/production.md shows", () => {
  const shown = readFileSync("docs/production.md", "utf8");
  expect(shown).toContain(`\`\`\`text\n${matrixOf(1433)}\n\`\`\``);
});

test("has no finding of ours, in under 150 lines", () => {
  expect(findingsOf(readConfiguration(json)).map(({ code }) => code)).toEqual([]);
  expect(readFileSync("apps/production-hub.ts", "utf8").split("\n").length).toBeLessThan(151);
});
