/**
 * `npm run build`: lib/ → dist/cdktf, and dist/cdktn derived from it.
 *
 * It writes without judging, which takes a fifth of the time: `npm run typecheck` judges, and so does `prepack`.
 */
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildCdktnFlavour } from "./build-flavours";
import { bundleAnalysisIn } from "./bundle-analysis";
import { bundleConstructsIn } from "./bundle-constructs";
import { dropUnreachableTypes } from "./drop-unreachable-types";
import { root, run } from "./run";

async function build(): Promise<void> {
  const dist = join(root, "dist");
  rmSync(dist, { recursive: true, force: true });
  run("typescript-7/bin/tsc", ["-p", "tsconfig.build.json", "--noCheck", "--emitDeclarationOnly"]);
  await bundleConstructsIn(join(dist, "cdktf"));
  // The page reads its style sheets beside the file that it is in.
  const home = await bundleAnalysisIn(join(dist, "cdktf"));
  cpSync(join(root, "lib/review/html/assets"), join(home, "assets"), { recursive: true });
  buildCdktnFlavour(join(dist, "cdktf"), join(dist, "cdktn"));

  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const entries = Object.values<{ types?: string }>(exports).flatMap(({ types }) => types ?? []);
  dropUnreachableTypes(
    dist,
    entries.map((entry) => join(root, entry)),
  );
}

void build();
