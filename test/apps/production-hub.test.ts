import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { findingsOf, readConfiguration } from "../../lib/analysis";
import { runCli } from "../../lib/cli/program";
import { buildApp } from "../support/apps";

const stack = buildApp().node.findChild("production-hub") as TerraformStack;
stack.prepareStack();
const json = JSON.parse(JSON.stringify(stack.toTerraform()));

function matrixOf(port: number): string {
  const folder = mkdtempSync(join(tmpdir(), "production-"));
  try {
    const file = join(folder, "cdk.tf.json");
    writeFileSync(file, JSON.stringify(json));
    let output = "";
    const terminal = {
      out: (text: string) => void (output += text),
      err: () => undefined,
      errIsTerminal: false,
    };
    expect(runCli(["reach", file, "--port", String(port)], terminal)).toBe(0);
    return output.slice(output.search(/^ +1 +2 /m), output.indexOf("\n\nWhy")).trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("reaches whom its rules allow, as docs/production.md shows", () => {
  const shown = readFileSync("docs/production.md", "utf8");
  expect(shown).toContain(`\`\`\`text\n${matrixOf(1433)}\n\`\`\``);
});

test("has no finding of ours, in under 150 lines", () => {
  expect(findingsOf(readConfiguration(json)).map(({ code }) => code)).toEqual([]);
  expect(readFileSync("apps/production-hub.ts", "utf8").split("\n").length).toBeLessThan(151);
});
