import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformJson } from "./synth";

/** The Terraform JSON of every stack that was written to a folder, such as `cdktf.out`, by the stack's name. */
export function synthesizedIn(folder: string): Map<string, TerraformJson> {
  const stacks = join(folder, "stacks");
  return new Map(
    readdirSync(stacks).map((name) => [
      name,
      { resource: {}, ...JSON.parse(readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")) },
    ]),
  );
}
