import { readdirSync, readFileSync } from "fs";
import { join } from "path";
import { WARNING_CATALOGUE } from "../../lib/core/warning-catalogue";

const tests = readdirSync(join(__dirname, ".."), { recursive: true, encoding: "utf8" })
  .filter((file) => /^(core|transit)\/.*\.test\.ts$/.test(file) && !file.includes("warning-catalogue"))
  .map((file) => readFileSync(join(__dirname, "..", file), "utf8"));

test.each(Object.keys(WARNING_CATALOGUE))("%s is a warning that some test provokes", (code) => {
  expect(tests.some((text) => text.includes(code))).toBe(true);
});
