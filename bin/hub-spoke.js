#!/usr/bin/env node
"use strict";

// In the repo the command runs from the sources; the package holds only what was built from them.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (existsSync(join(__dirname, "../lib/cli/main.ts"))) {
  require("tsx/cjs");
  require("../lib/cli/main.ts").main();
} else {
  require("../dist/cdktf/cli/main.js").main();
}
