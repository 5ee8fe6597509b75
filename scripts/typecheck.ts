/** `npm run typecheck`: everything that the compiler has against the sources, and the script of the review page. */
import { run } from "./run";

for (const project of [".", "lib/review/html/browser"]) {
  run("typescript-7/bin/tsc", ["--noEmit", "-p", project]);
}
