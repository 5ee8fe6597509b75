import { Language } from "../../analysis/result";
import { ReviewDocument, ReviewPair, ReviewTrace } from "../document";
import { fill } from "../language";
import { PHRASES, VERDICT_MEANINGS, VERDICT_SIGNS } from "../phrases";
import { bullet, paragraph, printable } from "./layout";

/** The whole answer for one pair: verdict, reasons, both ways hop by hop. */
export function pairAsText(document: ReviewDocument, pair: ReviewPair, language: Language): string {
  const from = document.endpoints[pair.from].id;
  const to = document.endpoints[pair.to].id;
  const way =
    pair.verdict === "BLOCKED"
      ? VERDICT_MEANINGS.BLOCKED[language]
      : pair.through.length > 0
        ? fill(PHRASES.through[language], { names: pair.through.join(", ") })
        : PHRASES.directly[language];
  return [
    printable(`${from} → ${to}`),
    paragraph(`${VERDICT_SIGNS[pair.verdict]} ${pair.verdict}: ${way}`, 2),
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

export function reasonsAsText(pair: ReviewPair, language: Language): string {
  return pair.reasons
    .map((reason) => {
      const where = reason.resource === undefined ? reason.code : `${reason.code}, ${reason.resource}`;
      return `${bullet(reason.message[language], 2)}\n${paragraph(`[${where}]`, 4)}`;
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
