import { Route, SecurityRule } from "../model";
import { Finding, FindingSubject, LocalizedText } from "../result";
import { CheckedNetwork } from "./checked-network";
import { Source } from "./sources";

/** One thing that Azure would refuse, or that would silently not work; a row of docs/checks.md. */
export interface CheckOf<Input> {
  /** Stable: users filter by it and acknowledge it. */
  readonly code: string;
  /**
   * `error`: Azure or the provider refuses it, or it can't work. `warning`: it may break or does less than it seems
   * to. `info`: worth knowing.
   */
  readonly severity: Finding["severity"];
  /** What is wrong wherever this is found, without a full stop: what a code means, and its row of the table. */
  readonly what: LocalizedText;
  /** Who says so. */
  readonly source: Source;
  /** What to do, unless a problem knows better. */
  readonly fix: LocalizedText;
  /** Every place where it is wrong; nothing where a value is known only after apply. */
  readonly find: (input: Input) => Iterable<Problem>;
}

/** The rules that what a check says ends with: `(R5e, T81)`. */
export const RULES_NAMED = /\b[RDTUWE]\d+(?:\.\d)?[a-z]?\b(?=[^(]*\)$)/g;

/** What the configuration alone tells. */
export type Check = CheckOf<CheckedNetwork>;

/** One place where a check found something. */
export interface Problem {
  /** Terraform address. */
  readonly resource: string;
  /** What was given and what is allowed. */
  readonly message: LocalizedText;
  /** What to do in this very case. */
  readonly fix?: LocalizedText;
  /** What its cure has to know beside the resource. */
  readonly about?: FindingSubject;
}

/** A problem of which its place and the words tell everything, as of most. */
export function problemAt(resource: string, message: LocalizedText): Problem {
  return { resource, message };
}

/** A problem of a route or rule, which its cure finds by name in the table or group. */
export function partProblem(
  { origin, name }: Pick<Route | SecurityRule, "origin" | "name">,
  message: LocalizedText,
): Problem {
  return { resource: origin, about: { parts: [name] }, message };
}

/** What checks find, with the advice of the check where a problem has none of its own. */
export function foundBy<Input>(checks: readonly CheckOf<Input>[], input: Input): Finding[] {
  // Loops, since nearly every check finds nothing: each would make two arrays and a function for it.
  const found: Finding[] = [];
  for (const { code, severity, fix, find } of checks) {
    for (const problem of find(input)) {
      found.push({ code, severity, ...problem, fix: problem.fix ?? fix });
    }
  }
  return found;
}

/** Checks that belong together: a section of docs/checks.md. */
export interface CheckFamily<Input> {
  readonly title: string;
  readonly checks: readonly CheckOf<Input>[];
}
