import { blocksIn, placeOf } from "./support/markdown";
import { moduleOf } from "./support/programs";
import { exportedNames, typeErrors } from "./support/type-check";

jest.setTimeout(60_000);

test("every TypeScript block of the documentation compiles", () => {
  const exported = exportedNames();
  const modules = new Map(blocksIn("ts").map((block) => [`${placeOf(block)}.ts`, moduleOf(block, exported)]));
  expect(modules.size).toBeGreaterThan(5);
  expect(typeErrors(modules)).toEqual([]);
});
