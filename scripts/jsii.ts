/**
 * `npm run jsii`, after a build: checks that the constructs' API is one that jsii can describe, and writes the
 * description to `.jsii`.
 *
 * jsii compiles a copy: it wants a package of its own, with one core and with no dependencies but such. The copy keeps
 * the layout of the published package, so that what `.jsii` says of the main entry is true of it. It holds the
 * declarations that are published: judging what functions do is `npm run typecheck`'s, and takes jsii longer than all
 * else. analysis, review and cli are plain TypeScript and stay out; the constructs import the leaves cidr, azure and
 * text. See docs/packaging.md.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { root, run } from "./run";

const CORELESS = ["analysis", "review", "cli", "collections"];

/** Fields of package.json that jsii copies into the assembly. */
const DESCRIPTION = [
  ...["name", "version", "description", "keywords", "license", "author"],
  ...["homepage", "bugs", "repository", "main", "types"],
];

function manifestForJsii(): object {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const pick = (all: { [key: string]: unknown }, keys: string[]): object =>
    Object.fromEntries(keys.map((key) => [key, all[key]]));
  const peers = Object.keys(manifest.peerDependencies).filter((name) => name !== "cdktn");
  return {
    ...pick(manifest, DESCRIPTION),
    stability: "experimental",
    peerDependencies: pick(manifest.peerDependencies, peers),
    devDependencies: pick(manifest.devDependencies, peers),
    jsii: {
      outdir: "dist/jsii",
      versionFormat: "full",
      targets: {},
      tsc: { rootDir: "lib", outDir: "dist/cdktf", types: [] },
    },
  };
}

/** Packages that jsii asks the compiler about. */
const READ_BY_JSII = ["constructs", "cdktf", "@cdktf"];

/**
 * Links to the installed packages. jsii takes names of files from the compiler as it escapes them in messages, so in
 * a path that is not ASCII it finds none: what it reads is copied then, declarations alone.
 */
function providePackages(target: string): void {
  const installed = join(root, "node_modules");
  if (/^[ -~]*$/.test(root)) {
    symlinkSync(installed, target);
    return;
  }
  mkdirSync(target);
  for (const name of readdirSync(installed)) {
    if (READ_BY_JSII.includes(name)) {
      cpSync(join(installed, name), join(target, name), {
        recursive: true,
        filter: (source) =>
          statSync(source).isDirectory() || /\.d\.ts$|\.jsii(\.gz)?$|\.json$|\/lib\/index\.js$/.test(source),
      });
    } else {
      symlinkSync(join(installed, name), join(target, name));
    }
  }
}

/** The constructs as sources that declare everything and do nothing: what `npm run build` made of them. */
function declareConstructs(target: string): void {
  const built = join(root, "dist/cdktf");
  for (const file of readdirSync(built, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".d.ts") && !CORELESS.includes(dirname(file).split(sep)[0] ?? "")) {
      cpSync(join(built, file), join(target, file.replace(/\.d\.ts$/, ".ts")));
    }
  }
}

const copy = mkdtempSync(join(tmpdir(), "hub-spoke-jsii-"));
try {
  declareConstructs(join(copy, "lib"));
  providePackages(join(copy, "node_modules"));
  // It would hold the text once more, which is beside it in the package.
  writeFileSync(join(copy, "README.md"), "The package's README.md says it.\n");
  writeFileSync(join(copy, "package.json"), JSON.stringify(manifestForJsii()));
  process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = "1";
  // The constructs' own properties are called what Azure calls them, be it a word of another language.
  run("jsii/bin/jsii", ["--silence-warnings", "reserved-word"], copy);
  // On one line, and without the lines of a copy that nobody has: a fifth less to download.
  const assembly = JSON.parse(readFileSync(join(copy, ".jsii"), "utf8"));
  const published = (key: string, value: unknown): unknown =>
    key === "locationInModule" ? undefined : value;
  writeFileSync(join(root, ".jsii"), JSON.stringify(assembly, published));
} finally {
  rmSync(copy, { recursive: true, force: true });
}
