import { didYouMean, nearestNames } from "../../lib/text/nearest";

test("the nearest comes first, whatever the case, and what is far is left out", () => {
  expect(nearestNames("EASTUS", ["westus", "eastus2", "eastus", "japaneast"])).toEqual([
    "eastus",
    "eastus2",
    "westus",
  ]);
  expect(nearestNames("mars", ["eastus", "japaneast"])).toEqual([]);
});

test("a part of a longer name is near", () => {
  expect(nearestNames("spoke1", ["vnet-of-spoke1", "hub"])).toEqual(["vnet-of-spoke1"]);
});

test("a question for at most three names, or nothing", () => {
  expect(didYouMean("a1", ["a2", "a3", "a4", "a5"])).toBe('; did you mean "a2" or "a3" or "a4"?');
  expect(didYouMean("a1", ["something else"])).toBe("");
});
