import { join } from "node:path";
import { buildSync } from "esbuild";

let bundled: string | undefined;

/**
 * The page's own script, of browser/ and what it shares with us. From sources it is bundled when it is first asked for;
 * the build puts the result in the place of this file (scripts/bundle-analysis.ts), so users need no bundler.
 */
export function pageScript(): string {
  return (bundled ??= bundle());
}

function bundle(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "browser", "start.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    banner: { js: "/* Holds fflate, MIT License, Copyright (c) Arjun Barrett */" },
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0].text;
}
