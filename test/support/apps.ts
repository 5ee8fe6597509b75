import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AzurermVersion } from "../../lib";
import { registerStacks } from "../../main";
import { synthesizeStacks, TerraformJson } from "./synth";

/** Stacks by the version of azurerm. A worker's globals outlive its test files. */
const kept = globalThis as { appStacks?: Map<string | undefined, Map<string, TerraformJson>> };

/**
 * Every stack of `main.ts` by name, synthesized once for each worker: tests only read them. With a version of azurerm: for that, without
 * stacks that name another one themselves.
 */
export function appStacks(azurerm?: string): Map<string, TerraformJson> {
  const synthesized = (kept.appStacks ??= new Map());
  const known = synthesized.get(azurerm) ?? synthesizedApps(azurerm);
  synthesized.set(azurerm, known);
  return known;
}

function synthesizedApps(azurerm: string | undefined): Map<string, TerraformJson> {
  const stacks = buildApp().node.children.filter(TerraformStack.isStack);
  if (azurerm === undefined) {
    return synthesizedById(stacks);
  }
  const isFree = (stack: TerraformStack): boolean => {
    const { version } = appStacks().get(stack.node.id)!.terraform.required_providers.azurerm;
    return [PACKAGE_VERSION, azurerm].includes(version);
  };
  const free = stacks.filter(isFree);
  free.forEach((stack) => AzurermVersion.use(stack, azurerm));
  return synthesizedById(free);
}

function synthesizedById(stacks: readonly TerraformStack[]): Map<string, TerraformJson> {
  const synthesized = synthesizeStacks(stacks);
  return new Map(stacks.map((stack, index) => [stack.node.id, synthesized[index]]));
}

/** What the provider package was made for. */
const PACKAGE_VERSION = "4.55.0";

/** The app of `main.ts`, not synthesized. */
export function buildApp(): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "apps-")) });
  registerStacks(app);
  return app;
}
