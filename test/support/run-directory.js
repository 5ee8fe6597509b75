// Plain JavaScript because jest loads it before any transform.
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** A folder of this test run alone, in which test files share what is costly to make (see once.ts). */
module.exports = async () => {
  const directory = mkdtempSync(join(tmpdir(), "hub-spoke-tests-"));
  process.env.HUB_SPOKE_TEST_RUN = directory;
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
};
