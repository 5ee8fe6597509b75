import { ReasonCode } from "../result";

/** Fills one reason's message. */
export type MessageTemplate = (params: { readonly [name: string]: string }) => string;

/** A message for every code: leaving one out does not compile. */
export type ReasonMessages = { readonly [code in ReasonCode]: MessageTemplate };

/** An optional part of a sentence: nothing when its value is empty. */
export function row(value: string | undefined, before: string, after: string): string {
  return value === undefined || value === "" ? "" : `${before}${value}${after}`;
}
