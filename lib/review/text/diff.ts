import { Language } from "../../analysis/result";
import { COMPARISON_PHRASES } from "../comparison-phrases";
import { ChangeInWords, DiffDocument, changedPairs } from "../diff-in-words";
import { ExplainedPair } from "../document";
import { listed } from "../language";
import { packetsInWords } from "../packets-in-words";
import { verdictName, VERDICT_SIGNS } from "../phrases";
import { bullet, paragraph } from "./layout";
import { leftOutAsText, notesAsText } from "./left-out";
import { reasonsAsText, wayOf } from "./pair";
import { findingsAsText } from "./review";

const PAIRS_SHOWN = 5;
const ENDPOINTS_SHOWN = 20;

/** What a change does to who can talk to whom, and which resource does it. */
export function diffAsText(diff: DiffDocument, language: Language): string {
  return [
    ...(diff.only === undefined
      ? []
      : [COMPARISON_PHRASES[diff.only === "head" ? "addedStack" : "removedStack"][language], ""]),
    ...notesAsText(diff.notes, language),
    ...diff.leftOut.flatMap(({ title, problems }) => leftOutAsText(title, problems, language)),
    ...(diff.whileApplied.length === 0
      ? []
      : [COMPARISON_PHRASES.whileApplied[language], findingsAsText(diff.whileApplied, language), ""]),
    ...endpointList(COMPARISON_PHRASES.added[language], diff.addedEndpoints, language),
    ...endpointList(COMPARISON_PHRASES.removed[language], diff.removedEndpoints, language),
    ...(diff.only === undefined ? [summary(diff, language)] : []),
    ...diff.changes.map((change) => `\n${changeAsText(change, language)}`),
  ]
    .join("\n")
    .trimEnd();
}

export function summary(diff: DiffDocument, language: Language): string {
  const count = changedPairs(diff);
  if (count === 0) {
    const isLess = diff.leftOut.length > 0;
    // Whoever comes or goes talks to others, or no longer does: the lists of endpoints say so.
    const phrase =
      diff.addedEndpoints.length + diff.removedEndpoints.length > 0
        ? COMPARISON_PHRASES[isLess ? "unchangedBetweenAsFar" : "unchangedBetween"]
        : COMPARISON_PHRASES[isLess ? "unchangedAsFar" : "unchanged"];
    return phrase[language];
  }
  if (count === 1) {
    return COMPARISON_PHRASES.oneChanged[language];
  }
  return COMPARISON_PHRASES.changed({ count: count.toLocaleString(language) })[language];
}

function endpointList(title: string, ids: readonly string[], language: Language): string[] {
  if (ids.length === 0) {
    return [];
  }
  const more = ids.length - ENDPOINTS_SHOWN;
  return [
    title,
    ...ids.slice(0, ENDPOINTS_SHOWN).map((id) => bullet(id, 2)),
    ...(more > 0 ? [bullet(COMPARISON_PHRASES.more({ count: more })[language], 2)] : []),
    "",
  ];
}

function changeAsText(change: ChangeInWords, language: Language): string {
  const { before, after, pairs, causes, exampleBefore, exampleAfter } = change;
  const more = pairs.length - PAIRS_SHOWN;
  return [
    before === after
      ? listed(
          [`${VERDICT_SIGNS[after]} ${verdictName(after, language)}`, sameVerdict(change, language)],
          language,
        )
      : `${VERDICT_SIGNS[before]} ${verdictName(before, language)} → ${VERDICT_SIGNS[after]} ${verdictName(after, language)}`,
    ...pairs.slice(0, PAIRS_SHOWN).map(([from, to]) => bullet(`${from} → ${to}`, 2)),
    ...(more > 0
      ? [bullet(COMPARISON_PHRASES.more({ count: more.toLocaleString(language) })[language], 2)]
      : []),
    ...internetInWords(change, language).map((text) => paragraph(text, 2)),
    `  ${COMPARISON_PHRASES.cause[language]}:`,
    ...(causes.length > 0 ? causes : [COMPARISON_PHRASES.noCause[language]]).map((cause) => bullet(cause, 4)),
    side(COMPARISON_PHRASES.before[language], exampleBefore, language),
    side(COMPARISON_PHRASES.after[language], exampleAfter, language),
  ].join("\n");
}

/** What changes where the verdict doesn't. */
export function sameVerdict(change: ChangeInWords, language: Language): string {
  return COMPARISON_PHRASES[whatDiffers(change)][language];
}

function whatDiffers({ exposures, addresses, exampleBefore, exampleAfter }: ChangeInWords) {
  if (exampleBefore.through.join() !== exampleAfter.through.join()) {
    return "otherWay";
  }
  const areOtherPackets = exposures !== undefined && exposures.before.join() !== exposures.after.join();
  return areOtherPackets ? "otherPackets" : addresses === undefined ? "otherWay" : "otherAddresses";
}

/** What of the Internet differs: the packets that it sends, and the addresses by which it knows the network. */
export function internetInWords({ exposures, addresses }: ChangeInWords, language: Language): string[] {
  const said = (packets: readonly string[]): string => packetsInWords(packets, language);
  const isOfAddresses = addresses !== undefined && exposures?.before.join() === exposures?.after.join();
  return [
    ...(exposures === undefined || isOfAddresses
      ? []
      : [COMPARISON_PHRASES.fromInternet({ before: said(exposures.before), after: said(exposures.after) })]),
    ...(addresses === undefined
      ? []
      : [
          COMPARISON_PHRASES.addresses({
            before: addresses.before.join(", "),
            after: addresses.after.join(", "),
          }),
        ]),
  ].map((text) => text[language]);
}

function side(title: string, pair: ExplainedPair, language: Language): string {
  const way = pair.verdict === "BLOCKED" ? verdictName("BLOCKED", language) : wayOf(pair, language);
  const reasons = pair.reasons.length === 0 ? "" : `\n${reasonsAsText(pair, language, 4)}`;
  return `${paragraph(`${title}: ${way}`, 2)}${reasons}`;
}
