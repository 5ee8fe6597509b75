import { findingsOf } from "../../../lib/analysis/findings";
import { readConfiguration } from "../../../lib/analysis/readers";
import { appStacks } from "../../support/apps";

const stacks = [...appStacks()];

test("main.ts has stacks", () => {
  expect(stacks.length).toBeGreaterThan(8);
});

test.each(stacks)("%s holds nothing that Azure would refuse or that would silently not work", (_, json) => {
  expect(findingsOf(readConfiguration(json))).toEqual([]);
});
