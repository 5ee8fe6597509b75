import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AzurermVersion } from "../../lib";
import { registerStacks } from "../../main";
import { synthesizeStack, TerraformJson } from "./synth";

const synthesized = new Map<string | undefined, Map<string, TerraformJson>>();

/** Every stack of `main.ts` by name, synthesized once for each test file and version of azurerm. */
export function appStacks(azurerm?: string): Map<string, TerraformJson> {
  const known =
    synthesized.get(azurerm) ??
    new Map(
      buildApp()
        .node.children.filter(TerraformStack.isStack)
        .map((stack) => {
          if (azurerm !== undefined) {
            AzurermVersion.use(stack, azurerm);
          }
          return [stack.node.id, synthesizeStack(stack)];
        }),
    );
  synthesized.set(azurerm, known);
  return known;
}

/** The app of `main.ts`, not synthesized. */
export function buildApp(): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "apps-")) });
  registerStacks(app);
  return app;
}
