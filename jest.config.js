const { availableParallelism } = require("node:os");

/** @type {import("jest").Config} */
module.exports = {
  // Modules are loaded once per worker, not once per file.
  runtime: "<rootDir>/test/support/shared-modules.js",
  testEnvironment: "<rootDir>/test/support/own-globals.js",
  roots: ["<rootDir>/test"],
  // What is published is packed, installed and judged by `npm run test:package`; what takes a browser or routing daemons
  // waits for them, and is `npm run test:tools`.
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/packed/", "\\.(browser|daemon)\\.test\\.ts$"],
  // The runtime compiles TypeScript itself.
  transform: {},
  cacheDirectory: "<rootDir>/.jest-cache",
  // One more than there are cores, since some wait for other processes. Jest by itself leaves a core idle.
  maxWorkers: availableParallelism() + 1,
  testSequencer: "<rootDir>/test/support/slow-first.js",
  globalSetup: "<rootDir>/test/support/run-directory.js",
  setupFiles: ["<rootDir>/test/support/environment.ts"],
};
