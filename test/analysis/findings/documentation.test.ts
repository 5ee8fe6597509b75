import { readFileSync } from "node:fs";
import { CHECKS_FILE, checksDocument } from "../../../scripts/generate-checks";

test("docs/checks.md is what the catalogue says (else run npx tsx scripts/generate-checks.ts)", () => {
  expect(readFileSync(CHECKS_FILE, "utf8")).toBe(checksDocument());
});
