import { connectionLimit, LIMITS } from "../../lib/azure/limits";
import { REGIONS_READ_ON } from "../../lib/azure/regions";

const MONTHS = 18;

/** The day before which nothing may have been read last. */
function oldest(): string {
  const day = new Date();
  day.setUTCMonth(day.getUTCMonth() - MONTHS);
  return day.toISOString().slice(0, 10);
}

const read = [
  ...Object.entries(LIMITS).map(([name, { readOn }]) => [`${name} in lib/azure/limits.ts`, readOn] as const),
  ["the list of lib/azure/regions.ts", REGIONS_READ_ON] as const,
];

test("every fact that moves was compared with Azure's document within 18 months", () => {
  const stale = read
    .filter(([, readOn]) => readOn < oldest())
    .map(
      ([what, readOn]) =>
        `${what} was read on ${readOn}: read its source again, correct it, and set the date`,
    );
  expect(stale).toEqual([]);
});

test("a day is written as 2026-11-26 and isn't yet to come", () => {
  const today = new Date().toISOString().slice(0, 10);
  expect(
    read.filter(
      ([, readOn]) => !/^\d{4}-\d\d-\d\d$/.test(readOn) || isNaN(Date.parse(readOn)) || readOn > today,
    ),
  ).toEqual([]);
});

test("every limit is a whole number and names its document", () => {
  const odd = Object.values(LIMITS).filter(
    ({ value, source }) => !Number.isInteger(value) || value < 1 || source.length < 10,
  );
  expect(odd).toEqual([]);
});

test.each([
  ["Basic", 10],
  ["VpnGw1", 30],
  ["vpngw3az", 30],
  ["VpnGw5AZ", 100],
  ["ErGw1AZ", undefined],
])("a gateway of %s takes %s connections", (sku, most) => {
  expect(connectionLimit(sku)?.value).toBe(most);
});
