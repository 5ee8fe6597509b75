// Plain JavaScript because jest loads it before any transform.
const { TestEnvironment } = require("jest-environment-node");

const TIMEOUT = Symbol.for("TEST_TIMEOUT_SYMBOL");

/** What tests run in: the worker's own globals, given back as they were. */
module.exports = class OwnGlobals extends TestEnvironment {
  constructor(...parameters) {
    super(...parameters);
    // What `jest.setTimeout` writes to the tests' globals is read from jest's own.
    delete globalThis[TIMEOUT];
    Object.defineProperty(this.global, TIMEOUT, { get: () => globalThis[TIMEOUT] });
    // Jest's matchers run in a realm of their own; there too String is to be the tests' String.
    for (const name of Object.getOwnPropertyNames(globalThis).filter((each) => /^[A-Z]\w+$/.test(each))) {
      if (typeof globalThis[name] === "function") {
        this.global[name] = globalThis[name];
      }
    }
    this.global = globalThis;
    const { console } = globalThis;
    const { captureStackTrace } = Error;
    const { exit, exitCode } = process;
    const env = { ...process.env };
    this.restore = () => {
      globalThis.console = console;
      Error.captureStackTrace = captureStackTrace;
      process.exit = exit;
      process.exitCode = exitCode;
      Object.keys(process.env).forEach((name) => name in env || delete process.env[name]);
      Object.assign(process.env, env);
    };
  }

  async teardown() {
    this.restore();
    await super.teardown();
  }
};
