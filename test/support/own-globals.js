// Plain JavaScript because jest loads it before any transform.
const { ModuleMocker } = require("jest-mock");

/** What jest-circus leaves in the globals for one test file: its tests, its hooks, and `jest.setTimeout`. */
const OF_ONE_FILE = ["JEST_STATE_SYMBOL", "EVENT_HANDLERS", "TEST_TIMEOUT_SYMBOL"];

/** As many frames as a helper of a helper of a test needs to be named beside the test. */
const FRAMES = 20;

/** What tests run in: the worker's own globals, given back as they were. */
module.exports = class OwnGlobals {
  constructor() {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
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
      Object.getOwnPropertySymbols(globalThis)
        .filter(({ description }) => OF_ONE_FILE.includes(description))
        .forEach((symbol) => delete globalThis[symbol]);
    };
  }

  async setup() {
    // Jest asks for a hundred, which every `expect` and every refusal of ours would collect.
    Error.stackTraceLimit = FRAMES;
  }

  /** There is none: jest asks for it all the same. */
  getVmContext() {
    return null;
  }

  async teardown() {
    this.restore();
  }
};
