import { CHECKS } from "./findings/catalogue";
import { CheckOf, RULES_NAMED } from "./findings/check";
import { ROUTED_CHECK_FAMILIES } from "./findings/routing";
import { Source } from "./findings/sources";
import { AssumptionKind, ASSUMPTIONS } from "./messages/assumptions";
import { Settlement } from "./messages/hints";
import { ReasonCode, REASONS } from "./messages/reasons";
import { rulesOf } from "./messages/rules";
import { SynthWarning, SYNTH_WARNINGS } from "./messages/synth-warnings";
import { Finding } from "./result";
import { LocalizedText } from "./text";

/** What a code means that a verdict or a review names. */
export type CodeMeaning = ReasonMeaning | FindingMeaning | SynthWarningMeaning;

export interface ReasonMeaning {
  readonly kind: "reason";
  /** Its sentences, with `<name>` for what a network fills in. */
  readonly says: readonly LocalizedText[];
  readonly rules: readonly string[];
}

export interface FindingMeaning {
  readonly kind: "finding";
  readonly severity: Finding["severity"];
  /** What is wrong, as docs/checks.md has it. */
  readonly what: LocalizedText;
  readonly fix: LocalizedText;
  readonly source: Source;
  readonly rules: readonly string[];
}

export interface SynthWarningMeaning extends SynthWarning {
  readonly kind: "synth-warning";
  readonly rules: readonly string[];
}

/**
 * What a code means: a reason, a finding or a warning at synth, or one situation that has several; nothing for a code
 * that nothing has. A finding says what the warning of its code says.
 */
export function meaningsOf(code: string): CodeMeaning[] {
  const reason = isReason(code) ? [reasonMeaning(code)] : [];
  const findings = everyCheck().filter((check) => check.code === code);
  const warning = findings.length === 0 && Object.hasOwn(SYNTH_WARNINGS, code) ? [SYNTH_WARNINGS[code]] : [];
  return [...reason, ...findings.map(findingMeaning), ...warning.map(warningMeaning)];
}

/** Every code that has a meaning. */
export function knownCodes(): string[] {
  const checks = everyCheck().map(({ code }) => code);
  return [...new Set([...Object.keys(REASONS), ...checks, ...Object.keys(SYNTH_WARNINGS)])];
}

function everyCheck(): readonly CheckOf<never>[] {
  return [...CHECKS, ...ROUTED_CHECK_FAMILIES.flatMap(({ checks }) => checks)];
}

function isReason(code: string): code is ReasonCode {
  return Object.hasOwn(REASONS, code);
}

function reasonMeaning(code: ReasonCode): ReasonMeaning {
  const says =
    code === "ASSUMED" ? Object.keys(ASSUMPTIONS).map(assumption) : [REASONS[code](named() as never)];
  return { kind: "reason", says, rules: rulesOf(code) };
}

function assumption(kind: string): LocalizedText {
  return ASSUMPTIONS[kind as AssumptionKind](named() as never);
}

function findingMeaning({ severity, what, fix, source }: CheckOf<never>): FindingMeaning {
  return { kind: "finding", severity, what, fix, source, rules: what.en.match(RULES_NAMED) ?? [] };
}

function warningMeaning(warning: SynthWarning): SynthWarningMeaning {
  return { kind: "synth-warning", ...warning, rules: [] };
}

/** Where a sentence ends by what would settle it, an ending that says so without knowing the input. */
const SETTLEMENT: Settlement = "elsewhere";

/** Parameters that stand for themselves: `at` is `<at>`. */
function named(): object {
  return new Proxy(
    {},
    { get: (_, parameter) => (parameter === "settle" ? SETTLEMENT : `<${String(parameter)}>`) },
  );
}
