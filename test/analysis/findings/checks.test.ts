import { findingsOf } from "../../../lib/analysis/findings";
import { CHECKS } from "../../../lib/analysis/findings/catalogue";
import { CheckOf, foundBy } from "../../../lib/analysis/findings/check";
import { CheckedNetwork } from "../../../lib/analysis/findings/checked-network";
import { DEPLOYED_PEERING_CHECKS } from "../../../lib/analysis/findings/deployed-peerings";
import { PLANNED_CHANGE_CHECKS } from "../../../lib/analysis/findings/planned-changes";
import { ROUTED_CHECK_FAMILIES } from "../../../lib/analysis/findings/routing";
import { Network } from "../../../lib/analysis/network/network";
import { readConfiguration } from "../../../lib/analysis/readers";
import { Finding } from "../../../lib/analysis/result";
import { CASES } from "./cases/all";
import { document, Resources } from "./cases/terraform";

function findings(parts: readonly Resources[]): Finding[] {
  return findingsOf(readConfiguration(document(parts)));
}

describe.each(CASES)("$code at $at", ({ code, bad, good, at, says = [] }) => {
  const found = findings(bad).filter((finding) => finding.code === code);

  test("is found, with the address and in both languages", () => {
    expect(found.map(({ resource }) => resource)).toContain(at);
    const { message, fix } = found.find(({ resource }) => resource === at)!;
    for (const text of says) {
      expect(`${message.en} ${fix!.en}`).toContain(text);
    }
    for (const text of [message, fix!]) {
      expect(text.en).toMatch(/^[\x20-\x7e]+\.$/);
      expect(text.ja).toMatch(/[\u3040-\u30ff]/);
      expect(`${text.en}${text.ja}`).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  test("is not found once put right", () => {
    // What other checks say of it isn't asked, and each of hundreds would be.
    const own = CHECKS.filter((check) => check.code === code);
    const network = CheckedNetwork.of(Network.of(readConfiguration(document(good))));
    expect(foundBy(own, network)).toEqual([]);
  });
});

test("every check has a case", () => {
  // A plan is more than its resources, and Azure reports more: planned-changes.test.ts and azure/rows.test.ts have their cases.
  const elsewhere = [...PLANNED_CHANGE_CHECKS, ...DEPLOYED_PEERING_CHECKS].map(({ code }) => code);
  const cased = new Set([...CASES.map(({ code }) => code), ...elsewhere]);
  expect(CHECKS.map(({ code }) => code).filter((code) => !cased.has(code))).toEqual([]);
});

/** Arguments, names of Azure's own and numbers of rules, which every language writes alike. */
const TECHNICAL = /\b(?:\w*[a-z0-9]_\w+|[A-Z][a-z]+[A-Z]\w*|[DERTUW]\d+[a-z]?)\b|\/\d+|\d+(?:\.\d+){3}/g;

test.each([...CHECKS, ...ROUTED_CHECK_FAMILIES.flatMap(({ checks }) => checks as readonly CheckOf<never>[])])(
  "$code says what is wrong in both languages, of the same things",
  ({ what, fix }) => {
    for (const text of [what, fix]) {
      expect(text.en).toMatch(/^[\x20-\x7e]+$/);
      expect(text.ja).toMatch(/[\u3040-\u30ff]/);
      expect(`${text.en}${text.ja}`).not.toMatch(/undefined|\[object|NaN/);
    }
    expect([what.en, what.ja].filter((text) => /[.。]$/.test(text))).toEqual([]);
    expect([...new Set(what.ja.match(TECHNICAL))].sort()).toEqual(
      [...new Set(what.en.match(TECHNICAL))].sort(),
    );
  },
);

test("codes are unique and written alike", () => {
  const codes = CHECKS.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !/^[A-Z][A-Z0-9_]+$/.test(code))).toEqual([]);
});
