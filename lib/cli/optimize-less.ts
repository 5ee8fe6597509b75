import { setFlagsFromString } from "node:v8";

/**
 * Lets V8 optimize only what is run ten times as often as usual: a command lasts a second or two, and up to a third of
 * its CPU went into optimizing code that was done soon after. Later versions than Node.js 20 have a cheap compiler
 * between, and no such option.
 */
export function optimizeLess(): void {
  if (Number.parseInt(process.versions.node) < 22) {
    setFlagsFromString("--interrupt-budget=700000");
  }
}
