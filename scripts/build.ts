/** `npm run build`: lib/ → dist/cdktf, and dist/cdktn derived from it. */
import { cpSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { buildCdktnFlavour } from "./build-flavours";
import { loadProviderLateIn } from "./load-provider-late";
import { root, run } from "./run";

const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });
run("typescript/bin/tsc", ["-p", "tsconfig.build.json"]);
loadProviderLateIn(join(dist, "cdktf"));
// Style sheets and scripts of the review page, which the page reads when it is rendered.
cpSync(join(root, "lib"), join(dist, "cdktf"), {
  recursive: true,
  filter: (source) => ![".ts", ".tsx"].includes(extname(source)),
});
buildCdktnFlavour(join(dist, "cdktf"), join(dist, "cdktn"));
