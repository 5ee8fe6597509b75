// Plain JavaScript because jest loads it before any transform.
const { chmodSync, mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/**
 * For the workers, which start with what jest itself was started with.
 *
 * - They make a lot that soon is garbage: with room for it from the start, less is moved about, and no threads that
 *   collect it compete with the tests of the other worker.
 * - Most of what they run, they run for one test file only. A quarter of their time went into optimizing it, on threads
 *   of its own: so V8 keeps what it has compiled, and that of Node.js 20 optimizes only what is run ten times as often as
 *   usual. (Later ones have a cheap compiler between, and no such option.)
 */
const OF_WORKERS = [
  "--min-semi-space-size=64",
  "--max-semi-space-size=64",
  "--single-threaded-gc",
  "--no-flush-bytecode",
  ...(Number.parseInt(process.versions.node) < 22 ? ["--interrupt-budget=700000"] : []),
];

/**
 * For programs that tests start, of which the compiler, esbuild and terraform are written in Go and end before what they
 * collect as garbage would be missed: that is a fifth of their time. And esbuild is started for each bundle: it would stay
 * otherwise, with a thread that keeps a worker from ending.
 */
const OF_PROGRAMS = { GOGC: "off", ESBUILD_WORKER_THREADS: "0" };

/**
 * A folder of this test run alone, in which test files share what is costly to make (see once.ts). It is the temporary
 * folder of everything that runs in it, so that what cores, tools and tests leave there goes with it.
 */
module.exports = async () => {
  const directory = mkdtempSync(join(tmpdir(), "hub-spoke-tests-"));
  // Daemons of another user work below it.
  chmodSync(directory, 0o755);
  process.env.HUB_SPOKE_TEST_RUN = directory;
  process.env.TMPDIR = directory;
  Object.assign(process.env, OF_PROGRAMS);
  process.execArgv.push(...OF_WORKERS);
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
};
