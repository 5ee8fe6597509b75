// Plain JavaScript because jest loads it before any transform.
const asyncHooks = require("node:async_hooks");
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { join, sep } = require("node:path");
const { transformSync } = require("@swc/core");
const Runtime = require("jest-runtime").default;
const lightened = require("./light-expect");

/** Files of this repo that are evaluated anew for each test file: what they register, such as `afterAll`, is that file's. */
const TESTS = join(__dirname, "..") + sep;

/**
 * A TypeScript file as JavaScript. Its types are checked once by `npm run typecheck`; here they are only stripped. That
 * takes a millisecond, less than jest needs to find it in a cache, and a fifth of what it needs to put it there.
 */
function compiled(file, sourceMaps = false) {
  return transformSync(readFileSync(file, "utf8"), {
    filename: file,
    swcrc: false,
    sourceMaps,
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
}

/** Where jest finds the source map of a file. It is made when a stack trace that is read names the file, which few do. */
class SourceMaps extends Map {
  get(file) {
    if (!this.has(file) && file.endsWith(".ts") && file in require.cache) {
      const { map } = compiled(file, true);
      this.set(file, `data:application/json;base64,${Buffer.from(map).toString("base64")}`);
    }
    return super.get(file);
  }
}

const sourceMaps = new SourceMaps();

/**
 * Which test runs, for jest-circus. Ours run one after another, so that this needs no AsyncLocalStorage: one is made for
 * each test file and never ended, and each takes time at every promise from then on, which was a tenth of a run.
 */
class RunningTest {
  async run(test, callback) {
    const outer = this.test;
    this.test = test;
    try {
      return await callback();
    } finally {
      this.test = outer;
    }
  }

  getStore() {
    return this.test;
  }
}

/** Begins a test file. What each test came to is told when the file ends: no reporter of ours shows it before. */
async function initialize(framework, options) {
  const begun = await framework.initialize({ ...options, sendMessageToJest: undefined });
  globalThis.expect = lightened(globalThis.expect);
  return begun;
}

/**
 * Lets Node.js itself load what tests import, and jest's own modules, once for all test files of a worker.
 *
 * Jest's own runtime evaluates every module anew for each file: `expect`, both cores, the provider's classes and all of
 * `lib/`, 170 times. That was a third of a run's time, and no test of ours needs it: none replaces a module, and `lib/`
 * keeps nothing between two uses but caches. (jest-light-runner does the like, but wants a newer Node.js than we promise.)
 */
class SharedModules extends Runtime {
  /** A file of setupFiles, or the test file itself. */
  requireModule(file) {
    globalThis.jest = this.jestGlobals.jestObjectFor(file);
    for (const loaded of Object.keys(require.cache).filter((each) => each.startsWith(TESTS))) {
      delete require.cache[loaded];
    }
    return require(file);
  }

  /** What collects the tests of one file and runs them. */
  requireInternalModule(file) {
    delete require.cache[file];
    // A getter from Node.js 22 on.
    const own = Object.getOwnPropertyDescriptor(asyncHooks, "AsyncLocalStorage");
    Object.defineProperty(asyncHooks, "AsyncLocalStorage", { value: RunningTest, configurable: true });
    try {
      const framework = require(file);
      return { ...framework, initialize: (options) => initialize(framework, options) };
    } finally {
      Object.defineProperty(asyncHooks, "AsyncLocalStorage", own);
    }
  }

  getSourceMaps() {
    return sourceMaps;
  }
}

Module._extensions[".ts"] = (module, file) => {
  module._compile(compiled(file).code, file);
  // What swc exports are getters, of which each use of an import calls one, also of what never changes.
  const exported = { ...module.exports };
  Object.defineProperty(exported, "__esModule", { value: true });
  module.exports = exported;
};

module.exports = { __esModule: true, default: SharedModules };
