import { groupBy, groupPairs } from "../../lib/collections/group-by";

test("groups in the order in which keys and items come, and leaves out what has no key", () => {
  const words = ["spoke", "hub", "subnet", "", "host"];

  expect([...groupBy(words, (word) => word.at(0))]).toEqual([
    ["s", ["spoke", "subnet"]],
    ["h", ["hub", "host"]],
  ]);
});

test("takes keys that come beside the items, also ones that objects have by birth", () => {
  const pairs: [string | undefined, number][] = [
    ["__proto__", 1],
    [undefined, 2],
    ["__proto__", 3],
  ];

  expect([...groupPairs(pairs)]).toEqual([["__proto__", [1, 3]]]);
});
