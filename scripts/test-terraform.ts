/**
 * `npm run test:terraform`: `terraform init -backend=false` and `terraform validate` on every stack, with the real
 * provider: from the registry, or from a filesystem mirror that TF_CLI_CONFIG_FILE names.
 */
import { spawnSync } from "child_process";
import { mkdtempSync, readdirSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { App } from "cdktf";
import { Synthesis } from "../lib";
import { registerStacks } from "../main";

function terraform(directory: string, ...args: string[]): boolean {
  const { status, error } = spawnSync("terraform", args, { cwd: directory, stdio: "inherit" });
  if (error) {
    console.error(`terraform can't be run: ${error.message}`);
  }
  return status === 0;
}

Synthesis.reportErrorsPlainly();
const app = new App({ outdir: mkdtempSync(join(tmpdir(), "hub-spoke-")) });
registerStacks(app);
Synthesis.run(app);
const stacks = join(app.outdir, "stacks");
const failed = readdirSync(stacks).filter((name) => {
  console.log(`\n== ${name}`);
  const directory = join(stacks, name);
  return !(
    terraform(directory, "init", "-backend=false", "-input=false") && terraform(directory, "validate")
  );
});
console.log(failed.length > 0 ? `\nfailed: ${failed.join(", ")}` : "\nevery stack is valid");
process.exitCode = failed.length > 0 ? 1 : 0;
