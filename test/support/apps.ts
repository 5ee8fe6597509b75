import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { registerStacks } from "../../main";
import { synthesizeStack, TerraformJson } from "./synth";

let synthesized: Map<string, TerraformJson> | undefined;

/** Every stack of `main.ts` by name, synthesized once for each test file. */
export function appStacks(): Map<string, TerraformJson> {
  synthesized ??= new Map(
    buildApp()
      .node.children.filter(TerraformStack.isStack)
      .map((stack) => [stack.node.id, synthesizeStack(stack)]),
  );
  return synthesized;
}

/** The app of `main.ts`, not synthesized. */
export function buildApp(): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "apps-")) });
  registerStacks(app);
  return app;
}
