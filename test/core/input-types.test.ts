import { CLASSES, ENUMS, STRUCTS } from "../../lib/core/input-types";
import { readInputTypes } from "../../scripts/generate-input-types";

test("what is checked at run time is what the public interfaces say today", () => {
  // `npx tsx scripts/generate-input-types.ts` writes it anew.
  const { structs, enums, classes } = readInputTypes();
  expect({ structs: STRUCTS, enums: ENUMS, classes: CLASSES }).toEqual({ structs, enums, classes });
});
