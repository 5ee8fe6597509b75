import { CodeMeaning } from "../../analysis";
import { Language, Verdict, VERDICTS } from "../../analysis/result";
import { PHRASES, SEVERITY_WORDS, VERDICT_MEANINGS } from "../phrases";
import { ruleUrl } from "../rule-link";
import { bullet, paragraph } from "./layout";

/** The rule that says what the verdicts are. */
const VERDICT_RULE = "R80";

export function isVerdict(code: string): code is Verdict {
  return (VERDICTS as readonly string[]).includes(code);
}

export function verdictAsText(verdict: Verdict, language: Language): string {
  const meaning = VERDICT_MEANINGS[verdict][language];
  return entry(`${verdict}: ${PHRASES.verdict[language]}`, [meaning], [VERDICT_RULE]);
}

/** A rule: the codes of what holds by it, and where it is written down. */
export function ruleAsText(rule: string, codes: readonly string[], language: Language): string {
  return entry(
    `${rule}: ${PHRASES.rule[language]}`,
    [PHRASES.holdsByRule({ codes: codes.join(", ") })[language]],
    [rule],
  );
}

/** What a code means, in words, and where that is written down. */
export function meaningAsText(code: string, meaning: CodeMeaning, language: Language): string {
  if (meaning.kind === "reason") {
    const sentences = meaning.says.map((text) => text[language]);
    return entry(`${code}: ${PHRASES.why[language]}`, sentences, meaning.rules);
  }
  const what = PHRASES.whole({ sentence: meaning.what[language] })[language];
  if (meaning.kind === "synth-warning") {
    return entry(`${code}: ${PHRASES.warningAtSynth[language]}`, [what], meaning.rules, [meaning.source]);
  }
  const { severity, fix, source, rules } = meaning;
  return entry(`${code}: ${SEVERITY_WORDS[severity][language]}`, [what, `→ ${fix[language]}`], rules, [
    `${source.title}: ${source.url}`,
  ]);
}

function entry(
  title: string,
  sentences: readonly string[],
  rules: readonly string[],
  sources: readonly string[] = [],
): string {
  const links = [...rules.map((rule) => `${rule}: ${ruleUrl(rule)}`), ...sources];
  return [
    title,
    ...sentences.map((sentence) => paragraph(sentence, 2)),
    ...links.map((link) => bullet(link, 2)),
  ].join("\n");
}
