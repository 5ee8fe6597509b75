import { Language } from "../../analysis/result";
import { ExplainedPair, ReviewTrace } from "../document";
import { PHRASES, VERDICT_MEANINGS, VERDICT_SIGNS, verdictName } from "../phrases";
import { bullet, columns, paragraph, printable } from "./layout";

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
    ...(pair.reasons.length > 0 ? ["", PHRASES.why[language], reasonsAsText(pair, language)] : []),
    "",
    PHRASES.forward[language],
    traceAsText(pair.forward, language),
    "",
    PHRASES.back[language],
    pair.back ? traceAsText(pair.back, language) : paragraph(PHRASES.notReached[language], 2),
    ...(pair.assumptions.length > 0
      ? ["", PHRASES.assumptions[language], ...pair.assumptions.map((text) => bullet(text[language], 2))]
      : []),
  ].join("\n");
}

export function reasonsAsText(pair: ExplainedPair, language: Language, indent = 2): string {
  return pair.reasons
    .map((reason) => {
      const where = reason.resource === undefined ? reason.code : `${reason.code}, ${reason.resource}`;
      return `${bullet(reason.message[language], indent)}\n${paragraph(`[${where}]`, indent + 2)}`;
    })
    .join("\n");
}

function traceAsText(trace: ReviewTrace, language: Language): string {
  return trace.hops
    .flatMap((hop, index) => {
      const lost = !trace.delivered && index === trace.hops.length - 1;
      const mark = lost ? "✗." : `${index + 1}.`;
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

/** One line for each pair: what `reach --from` alone prints. */
export function pairListAsText(rows: readonly PairRow[], language: Language): string {
  if (rows.length === 0) {
    return PHRASES.oneEndpoint[language];
  }
  const lines = rows.map(({ from, to, pair }) => [
    `${from} → ${to}`,
    `${VERDICT_SIGNS[pair.verdict]} ${verdictName(pair.verdict, language)}`,
    pair.verdict === "BLOCKED" ? (pair.reasons[0]?.code ?? "") : wayOf(pair, language),
  ]);
  return columns(lines);
}

export function wayOf({ through }: { readonly through: readonly string[] }, language: Language): string {
  return through.length > 0
    ? PHRASES.through({ names: through.join(", ") })[language]
    : PHRASES.directly[language];
}
