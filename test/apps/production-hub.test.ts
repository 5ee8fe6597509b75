import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { ProductionHubStack } from "../../apps/production-hub";
import { Synthesis } from "../../lib";
import { findingsOf, readConfiguration } from "../../lib/analysis";
import { runCli } from "../../lib/cli/program";

const folder = mkdtempSync(join(tmpdir(), "production-"));
const app = new App({ outdir: folder });
new ProductionHubStack(app);
Synthesis.run(app);
const file = join(folder, "stacks", "production-hub", "cdk.tf.json");
const json = JSON.parse(readFileSync(file, "utf8"));
afterAll(() => rmSync(folder, { recursive: true }));

function matrixOf(port: number): string {
  let output = "";
  const terminal = {
    out: (text: string) => void (output += text),
    err: () => undefined,
    errIsTerminal: false,
  };
  expect(runCli(["reach", file, "--port", String(port)], terminal)).toBe(0);
  return output.slice(output.search(/^ +1 +2 /m), output.indexOf("\n\nWhy")).trimEnd();
}

test("reaches whom its rules allow, as docs/production.md shows", () => {
  const shown = readFileSync("docs/production.md", "utf8");
  expect(shown).toContain(`\`\`\`text\n${matrixOf(1433)}\n\`\`\``);
});

test("has no finding of ours, in under 150 lines", () => {
  expect(findingsOf(readConfiguration(json)).map(({ code }) => code)).toEqual([]);
  expect(readFileSync("apps/production-hub.ts", "utf8").split("\n").length).toBeLessThan(151);
});
