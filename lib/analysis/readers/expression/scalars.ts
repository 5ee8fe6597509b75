import { Scalar } from "../terraform/value";

/** What Terraform would end with an error for; `try` and `can` are for it. */
export class Refused extends Error {}

/** An argument that is no list and is given. */
export function single(value: Scalar | Scalar[] | undefined): Scalar {
  if (Array.isArray(value) || value === undefined) {
    throw new Refused();
  }
  return value;
}

/** A text as Terraform converts to it: numbers without exponents, nothing from null. */
export function textOf(value: Scalar): string {
  if (value === null) {
    throw new Refused();
  }
  return typeof value === "number" ? printNumber(value) : String(value);
}

/** A number as Terraform converts to it: from texts that are one, and from nothing else. */
export function numberOf(value: Scalar): number {
  const isNumber = typeof value === "string" && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value);
  if (typeof value === "number" || isNumber) {
    return Number(value);
  }
  throw new Refused();
}

/** A truth as Terraform converts to it: from the texts `true` and `false`, and from nothing else. */
export function truthOf(value: Scalar): boolean {
  if (typeof value === "boolean" || value === "true" || value === "false") {
    return value === true || value === "true";
  }
  throw new Refused();
}

/** Terraform computes more exactly than numbers here are, so that what they add in the last digits is left out. */
export function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

function printNumber(value: number): string {
  const text = String(value);
  if (!text.includes("e")) {
    return text;
  }
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(40).replace(/\.?0+$/, "");
}
