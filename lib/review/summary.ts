import { LocalizedText, VERDICTS, Verdict } from "../analysis/result";
import { ReviewDocument, ReviewPair, VERDICT_LETTERS } from "./document";
import { PHRASES } from "./phrases";

/** How many ordered pairs have each verdict. */
export function countVerdicts(document: ReviewDocument): Record<Verdict, number> {
  const { verdicts } = document;
  const ofLetters = new Uint32Array(128);
  for (let i = 0; i < verdicts.length; i++) {
    ofLetters[verdicts.charCodeAt(i)]++;
  }
  return Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, ofLetters[VERDICT_LETTERS[verdict].charCodeAt(0)]]),
  ) as Record<Verdict, number>;
}

/** Pairs with the same answer: verdict, first reason and way. */
export interface Answer {
  readonly verdict: Verdict;
  readonly code: string;
  readonly through: readonly string[];
  readonly count: number;
  /** One of the pairs, explained. */
  readonly example: ReviewPair;
}

/** The distinct answers of a network, the bad ones first: what a reader needs in place of all pairs. */
export function distinctAnswers(document: ReviewDocument): Answer[] {
  const answers = new Map<string, { count: number; example: ReviewPair }>();
  for (const { pair, count } of document.examples) {
    countAnswer(pair, count, answers);
  }
  return [...answers.values()]
    .map(({ count, example }): Answer => {
      return {
        verdict: example.verdict,
        code: example.reasons[0]?.code ?? "",
        through: example.through,
        count,
        example,
      };
    })
    .sort((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict) || b.count - a.count);
}

function countAnswer(
  example: ReviewPair,
  size: number,
  answers: Map<string, { count: number; example: ReviewPair }>,
): void {
  const key = [example.verdict, example.reasons[0]?.code, ...example.through].join("\n");
  const known = answers.get(key);
  answers.set(key, { count: (known?.count ?? 0) + size, example: known?.example ?? example });
}

/** Why there is no pair to judge; nothing where there are pairs. */
export function whyNoPairs({ endpoints, problems, picture }: ReviewDocument): LocalizedText | undefined {
  if (endpoints.length > 1) {
    return undefined;
  }
  return endpoints.length === 1
    ? PHRASES.oneEndpoint
    : problems.length > 0
      ? PHRASES.nothingTold
      : picture.networks.length > 0
        ? PHRASES.nothing
        : PHRASES.nothingAtAll;
}
