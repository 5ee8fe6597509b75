// Plain JavaScript because jest loads it before any transform.
const { TestEnvironment } = require("jest-environment-node");

/** What tests run in: the worker's own globals, given back as they were. */
module.exports = class OwnGlobals extends TestEnvironment {
  constructor(...parameters) {
    super(...parameters);
    this.global = globalThis;
    const { console } = globalThis;
    const { exit, exitCode } = process;
    const env = { ...process.env };
    this.restore = () => {
      globalThis.console = console;
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
