import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AzurermVersion, Synthesis } from "../../lib";
import { registerStacks } from "../../main";
import { onceInThisRun } from "./once";
import { synthesizeStacks, TerraformJson } from "./synth";
import { synthesizedIn } from "./synthesized";

/** Stacks by the version of azurerm. A worker's globals outlive its test files. */
const kept = globalThis as { appStacks?: Map<string | undefined, Map<string, TerraformJson>> };

/**
 * Every stack of `main.ts` by name: tests only read them. With a version of azurerm: for that, without
 * stacks that name another one themselves.
 */
export function appStacks(azurerm?: string): Map<string, TerraformJson> {
  const synthesized = (kept.appStacks ??= new Map());
  const known = synthesized.get(azurerm) ?? (azurerm === undefined ? writtenStacks() : stacksFor(azurerm));
  synthesized.set(azurerm, known);
  return known;
}

/** What cdktf wrote, without its own metadata. */
function writtenStacks(): Map<string, TerraformJson> {
  const withoutMetadata = (key: string, value: unknown): unknown => (key === "//" ? undefined : value);
  const written = [...synthesizedIn(synthesizedApps())];
  return new Map(written.map(([name, json]) => [name, JSON.parse(JSON.stringify(json), withoutMetadata)]));
}

function stacksFor(azurerm: string): Map<string, TerraformJson> {
  const versionOf = (json: TerraformJson): string => json.terraform.required_providers.azurerm.version;
  if (azurerm === PACKAGE_VERSION) {
    return new Map([...appStacks()].filter(([, json]) => versionOf(json) === azurerm));
  }
  const free = buildApp()
    .node.children.filter(TerraformStack.isStack)
    .filter(({ node }) => [PACKAGE_VERSION, azurerm].includes(versionOf(appStacks().get(node.id)!)));
  free.forEach((stack) => AzurermVersion.use(stack, azurerm));
  const synthesized = synthesizeStacks(free);
  return new Map(free.map((stack, index) => [stack.node.id, synthesized[index]]));
}

/** The folder that `main.ts` synthesizes into: once in a test run, and tests only read it. */
export function synthesizedApps(): string {
  return onceInThisRun("apps", () => {
    const app = buildApp();
    // As the CLI runs a program: it shows the warnings itself.
    process.env.CDKTF_OUTDIR = app.outdir;
    Synthesis.run(app);
    delete process.env.CDKTF_OUTDIR;
    return app.outdir;
  });
}

/** What the provider package was made for. */
const PACKAGE_VERSION = "4.55.0";

/** The app of `main.ts`, not synthesized. */
export function buildApp(): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "apps-")) });
  registerStacks(app);
  return app;
}
