import { Language } from "../../analysis/result";
import { groupBy } from "../../collections/group-by";
import { ExplainedPair, ReviewTrace } from "../document";
import { inBrackets, listed } from "../language";
import { PHRASES, VERDICT_MEANINGS, VERDICT_SIGNS, verdictName } from "../phrases";
import { endSign, whyNoReply } from "../trace-ends";
import { bullet, columns, heading, paragraph, printable } from "./layout";

/** The whole answer for one pair: verdict, reasons, both ways hop by hop. */
export function pairAsText(
  ends: { readonly from: string; readonly to: string },
  pair: ExplainedPair,
  language: Language,
): string {
  const way = pair.verdict === "BLOCKED" ? VERDICT_MEANINGS.BLOCKED[language] : wayOf(pair, language);
  return [
    printable(`${ends.from} → ${ends.to}`),
    paragraph(`${VERDICT_SIGNS[pair.verdict]} ${verdictName(pair.verdict, language)}: ${way}`, 2),
    ...(pair.reasons.length > 0 ? ["", whyAsText(pair, language)] : []),
    "",
    PHRASES.forward[language],
    traceAsText(pair.forward, language),
    "",
    PHRASES.back[language],
    pair.back ? traceAsText(pair.back, language) : paragraph(whyNoReply(pair.forward)[language], 2),
    ...(pair.assumptions.length > 0
      ? ["", PHRASES.assumptions[language], ...pair.assumptions.map((text) => bullet(text[language], 2))]
      : []),
  ].join("\n");
}

export function whyAsText(pair: ExplainedPair, language: Language): string {
  return `${PHRASES.why[language]}\n${reasonsAsText(pair, language)}`;
}

export function reasonsAsText(pair: ExplainedPair, language: Language, indent = 2): string {
  return pair.reasons
    .map(({ code, message, resource, rules }) => {
      const where = `[${resource === undefined ? code : `${code}, ${resource}`}] ${rules.join(", ")}`;
      return `${bullet(message[language], indent)}\n${paragraph(where, indent + 2)}`;
    })
    .join("\n");
}

function traceAsText(trace: ReviewTrace, language: Language): string {
  return trace.hops
    .flatMap((hop, index) => {
      const end = index === trace.hops.length - 1 ? endSign(trace) : undefined;
      const mark = `${end ?? index + 1}.`;
      return [
        bullet(`${hop.at}: ${hop.text[language]}`, 2, mark),
        ...(hop.origin === undefined ? [] : [paragraph(`[${hop.origin}]`, 5)]),
      ];
    })
    .join("\n");
}

export interface PairRow {
  readonly from: string;
  readonly to: string;
  readonly pair: ExplainedPair;
}

/** One line for each pair, and below them why some aren't REACHABLE: what `reach --from` alone prints. */
export function pairListAsText(rows: readonly PairRow[], language: Language): string {
  if (rows.length === 0) {
    return PHRASES.oneEndpoint[language];
  }
  const lines = rows.map(({ from, to, pair }) => [
    `${from} → ${to}`,
    `${VERDICT_SIGNS[pair.verdict]} ${verdictName(pair.verdict, language)}`,
    pair.verdict === "BLOCKED" ? (pair.reasons[0]?.code ?? "") : wayOf(pair, language),
  ]);
  const unlike = groupBy(rows, ({ pair }) =>
    pair.verdict === "REACHABLE"
      ? undefined
      : JSON.stringify([pair.verdict, pair.through, pair.reasons.map(({ code }) => code)]),
  );
  const answers = [...unlike.values()].map((alike) =>
    answerAsText({ ...alike[0], example: alike[0].pair, count: alike.length }, language),
  );
  return [columns(lines), ...(answers.length > 0 ? [heading(PHRASES.why[language]), ...answers] : [])].join(
    "\n",
  );
}

/** "✗ BLOCKED (2 pairs, for example a → b)", and why. */
export function answerAsText(
  answer: {
    readonly from: string;
    readonly to: string;
    readonly count: number;
    readonly example: ExplainedPair;
  },
  language: Language,
): string {
  const { from, to, count, example } = answer;
  const way = example.verdict === "BLOCKED" ? "" : wayOf(example, language);
  const title =
    `${VERDICT_SIGNS[example.verdict]} ${verdictName(example.verdict, language)} ${way}`.trimEnd();
  const pairs =
    count === 1
      ? printable(`${from} → ${to}`)
      : `${PHRASES.pairs({ count: count.toLocaleString(language) })[language]}${language === "ja" ? "、" : ", "}${PHRASES.forExample({ from, to })[language]}`;
  return [
    paragraph(`${title}${inBrackets(pairs, language)}`, 0),
    ...(example.reasons.length === 0 ? [] : [reasonsAsText(example, language)]),
  ].join("\n");
}

export function wayOf(
  { through, forward }: { readonly through: readonly string[]; readonly forward?: ReviewTrace },
  language: Language,
): string {
  return through.length > 0
    ? PHRASES.through({ names: listed(through, language) })[language]
    : forward?.delivered === false
      ? PHRASES.openWay[language]
      : PHRASES.directly[language];
}
