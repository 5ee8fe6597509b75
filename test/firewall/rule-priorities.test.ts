import fc from "fast-check";
import {
  ALLOW_BAND,
  DENY_BAND,
  GROUP_BAND,
  priorityOf,
  priorityProblems,
} from "../../lib/firewall/rule-priorities";

test("a priority follows from the name alone, and lies where its kind has it", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      for (const band of [GROUP_BAND, DENY_BAND, ALLOW_BAND]) {
        const priority = priorityOf(name, band);
        expect(priorityOf(name, band)).toBe(priority);
        expect(priority).toBeGreaterThanOrEqual(band.first);
        expect(priority).toBeLessThan(band.first + band.count);
      }
      expect(priorityOf(name, DENY_BAND)).toBeLessThan(priorityOf(name, ALLOW_BAND));
    }),
    { numRuns: 50 },
  );
});

test("groups come before what the transit lets through itself", () => {
  expect(GROUP_BAND.first + GROUP_BAND.count).toBeLessThanOrEqual(1000);
});

test("equal priorities are refused with one that is free", () => {
  const given = (name: string, priority: number) => ({ name, priority, isGiven: true });
  expect(priorityProblems("rule collection", [given("a", 100), given("b", 101), given("c", 100)])).toEqual([
    'rule collections "a" and "c" both have the priority 100: give one 102, which is free',
  ]);
  expect(priorityProblems("rule collection", [given("a", 99), given("b", 65001), given("c", 1.5)])).toEqual(
    ["a", "b", "c"].map((name) => expect.stringContaining(`rule collection "${name}" has the priority`)),
  );
  expect(
    priorityProblems("rule collection group", [{ ...given("a", 65000), isGiven: false }, given("b", 65000)]),
  ).toEqual([expect.stringMatching(/which follows from a name where none is given: give one 100/)]);
});
