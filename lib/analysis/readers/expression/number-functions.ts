import { Scalar } from "../terraform/value";
import { numberOf, Refused, rounded, single, textOf, truthOf } from "./scalars";

type Arguments = readonly (Scalar | Scalar[])[];

/** Functions of numbers, and conversions between simple values. */
export const NUMBER_FUNCTIONS: Record<string, (args: Arguments) => Scalar | Scalar[] | undefined> = {
  tostring: ([value]) => (value === null ? null : textOf(single(value))),
  tonumber: ([value]) => (value === null ? null : numberOf(single(value))),
  tobool: ([value]) => (value === null ? null : truthOf(single(value))),
  abs: ([number]) => Math.abs(one(number)),
  ceil: ([number]) => Math.ceil(one(number)),
  floor: ([number]) => Math.floor(one(number)),
  log: ([number, base]) => finite(Math.log(one(number)) / Math.log(one(base))),
  pow: ([number, power]) => rounded(finite(one(number) ** one(power))),
  signum: ([number]) => Math.sign(one(number)),
  max: (numbers) => Math.max(...several(numbers)),
  min: (numbers) => Math.min(...several(numbers)),
  parseint: ([text, base]) => parsed(textOf(single(text)), one(base)),
  range: ([first, second, third]) =>
    range(
      one(first),
      second === undefined ? undefined : one(second),
      third === undefined ? undefined : one(third),
    ),
};

function one(value: Scalar | Scalar[]): number {
  return numberOf(single(value));
}

function several(values: Arguments): number[] {
  if (values.length === 0) {
    throw new Refused();
  }
  return values.map(one);
}

function finite(number: number): number {
  if (!Number.isFinite(number)) {
    throw new Refused();
  }
  return number;
}

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Up to base 36 small and capital letters are the same digit. */
function parsed(text: string, base: number): number | undefined {
  if (base > 36) {
    return undefined;
  }
  const [, sign, digits] = /^([+-]?)(\w+)$/.exec(text.toLowerCase()) ?? [];
  const values = [...(digits ?? "")].map((digit) => DIGITS.indexOf(digit));
  if (values.length === 0 || base < 2 || values.some((value) => value < 0 || value >= base)) {
    throw new Refused();
  }
  const number = values.reduce((sum, value) => sum * base + value, 0);
  return Number.isSafeInteger(number) ? (sign === "-" ? -number : number) : undefined;
}

function range(first: number, second?: number, third?: number): number[] {
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (end >= start ? 1 : -1);
  const count = Math.max(0, Math.ceil(rounded((end - start) / step)));
  // Terraform refuses more than 1024 itself, and steps that lead away.
  if (count > 1024 || step === 0 || (end !== start && end > start !== step > 0)) {
    throw new Refused();
  }
  return Array.from({ length: count }, (_, index) => rounded(start + index * step));
}
