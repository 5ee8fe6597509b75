import { Language } from "../../analysis/result";
import { ReviewInternet } from "../document";
import { internetParts } from "../internet";
import { inBrackets, listed } from "../language";
import { PHRASES, verdictName, VERDICT_SIGNS } from "../phrases";
import { bullet, heading, paragraph } from "./layout";
import { reasonsAsText, wayOf } from "./pair";

/** Subnets beyond so many with one answer are counted. */
const SUBNETS_SHOWN = 4;

/** How subnets reach the Internet, and what it reaches; empty where there are none. */
export function internetAsText(internet: ReviewInternet, language: Language): string[] {
  const lines = internetParts(internet).flatMap(({ title, answers, none }) => [
    paragraph(title[language], 0),
    ...(answers.length === 0 ? [paragraph(none[language], 2)] : []),
    ...answers.flatMap(({ subnets, example }) => {
      const way = example.verdict === "BLOCKED" ? "" : ` ${wayOf(example, language)}`;
      const verdict = `${VERDICT_SIGNS[example.verdict]} ${verdictName(example.verdict, language)}${way}`;
      return [
        bullet(`${verdict}${inBrackets(subnetsInWords(subnets, language), language)}`, 2),
        reasonsAsText(example, language, 4),
      ];
    }),
  ]);
  return lines.length === 0 ? [] : [heading(PHRASES.internet[language]), ...lines];
}

/** "vnet-a/default, vnet-b/default and 3 more". */
export function subnetsInWords(subnets: readonly string[], language: Language): string {
  const more = subnets.length - SUBNETS_SHOWN;
  const rest = more > 0 ? [PHRASES.andMore({ count: more.toLocaleString(language) })[language]] : [];
  return listed([...subnets.slice(0, SUBNETS_SHOWN), ...rest], language);
}
