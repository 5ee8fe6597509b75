/**
 * `npm run build`: lib/ → dist/cdktf, and dist/cdktn derived from it.
 *
 * It writes without judging, which takes a fifth of the time: `npm run typecheck` judges, and so does `prepack`.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { buildCdktnFlavour } from "./build-flavours";
import { bundleAnalysisIn, isBundled } from "./bundle-analysis";
import { dropUnreachableTypes } from "./drop-unreachable-types";
import { loadProviderLateIn } from "./load-provider-late";
import { root, run } from "./run";

async function build(): Promise<void> {
  const dist = join(root, "dist");
  rmSync(dist, { recursive: true, force: true });
  const compile = ["-p", "tsconfig.build.json", "--noCheck"];
  // Editors show the comments of the types; in the code they would be a fifth of the package.
  run("typescript-7/bin/tsc", [...compile, "--emitDeclarationOnly"]);
  run("typescript-7/bin/tsc", [...compile, "--declaration", "false", "--removeComments"]);
  loadProviderLateIn(join(dist, "cdktf"));
  // Line by line as before, so that traces can be read, but indented by two columns: some kilobytes less to download.
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(
    (each) => each.endsWith(".js") && !isBundled(each),
  )) {
    const file = join(dist, name);
    writeFileSync(file, transformSync(readFileSync(file, "utf8"), { charset: "utf8" }).code);
  }
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
