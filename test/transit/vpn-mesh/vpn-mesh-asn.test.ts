import * as fc from "fast-check";
import { AsnOwner, asnProblem } from "../../../lib/gateway/autonomous-system-number";
import { asnFromName, nextFreeAsn } from "../../../lib/transit/vpn-mesh/vpn-mesh-asn";

const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);

test("every name gives a number that Azure takes", () => {
  fc.assert(
    fc.property(names, (name) => asnProblem(name, asnFromName(name), AsnOwner.GATEWAY) === undefined),
  );
});

test("names that count up never collide, up to a thousand of them", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z-]{1,20}$/), (stem) => {
      const numbers = Array.from({ length: 1000 }, (_, index) => asnFromName(`${stem}${index}`));
      return new Set(numbers).size === numbers.length;
    }),
    { numRuns: 20 },
  );
});

test("the case of a name makes no difference, since Azure makes none", () => {
  expect(asnFromName("Spoke01")).toBe(asnFromName("spoke01"));
});

test("numbers stay what they are from one release to the next: another number cuts every tunnel", () => {
  expect(["spoke01", "spoke02", "prod", "東京"].map(asnFromName)).toEqual([64872, 64873, 65486, 65354]);
});

test("a free number is proposed even at the end of the range", () => {
  expect(nextFreeAsn(65514, new Set([65514]))).toBe(64512);
  expect(nextFreeAsn(65515, new Set([64512]))).toBe(64513);
});
