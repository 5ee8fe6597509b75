import {
  assumptionText,
  InternetChange,
  MatrixRepairs,
  OtherChange,
  PairEnds,
  IncurablePair,
  ProvenChange,
  Repair,
  UnseenOnWay,
  WayOfInternet,
} from "../../analysis";
import { Language, LocalizedText, VERDICTS } from "../../analysis/result";
import {
  PairOfIndexes,
  ReviewChange,
  ReviewCure,
  ReviewCures,
  ReviewDocument,
  VERDICT_LETTERS,
} from "../document";
import { inBoth, inBrackets, listed } from "../language";
import { packetsInWords } from "../packets-in-words";
import { verdictName } from "../phrases";
import { ResourceNames, withNames } from "../resource-names";
import { wayOf } from "../text/pair";
import { REPAIR_PHRASES } from "./phrases";
import { changeAsWritten } from "./written";

/** More pairs than this are counted rather than named. */
const FEW_PAIRS = 4;

export function changeInWords(change: ProvenChange): ReviewChange {
  const { id, why } = change;
  return {
    id,
    why,
    hcl: inBoth((language) => changeAsWritten(change, language)),
    notes: [proofOf(change), ...othersInWords(change), ...cautionsInWords(change)],
  };
}

/** What a repair makes of its pair, and what else to know of it. */
export function notesOf(repair: Repair, names: ResourceNames): readonly LocalizedText[] {
  const { makes, assumptions } = repair;
  const made = inBoth((language) => {
    const verdict = verdictName(makes.verdict, language);
    const phrase =
      makes.verdict === "BLOCKED"
        ? REPAIR_PHRASES.closes({ verdict })
        : REPAIR_PHRASES.makes({ verdict, way: wayOf(makes, language) });
    const words = phrase[language];
    return `${words}${language === "ja" ? "" : " "}${proofOf(repair)[language]}`;
  });
  return [
    made,
    ...othersInWords(repair),
    ...cautionsInWords(repair),
    ...assumptions.map((one) => inText(REPAIR_PHRASES.restsOn, withNames(assumptionText(one), names))),
  ];
}

/** The cures of a matrix for whoever reads the document that shows it. */
export function curesInWords(
  { repairs, unseen, unreachable, cured, incurable, left }: MatrixRepairs,
  document: Pick<ReviewDocument, "endpoints" | "verdicts">,
  names: ResourceNames,
): ReviewCures {
  const indexes = new Map(document.endpoints.map(({ id }, index) => [id, index]));
  const pairOf = ({ from, to }: PairEnds): PairOfIndexes => {
    return { from: indexes.get(from)!, to: indexes.get(to)! };
  };
  const changes = repairs.map(({ repair, cures, ...ends }): ReviewCure => {
    const worse = repair.alsoChanges.filter(isWorse);
    const own = { ...ends, before: "BLOCKED", after: repair.makes.verdict } as const;
    return {
      ...changeInWords(repair),
      notes: notesOf({ ...repair, alsoChanges: worse }, names).filter(
        (note) => note.en !== REPAIR_PHRASES.nothingElse.en,
      ),
      ...pairOf(ends),
      count: cures.length,
      verdicts: changed([...repair.alsoChanges, own], document, pairOf),
    };
  });
  return {
    first: unseen.map(unseenInWords),
    changes,
    unreachable,
    cured,
    ...(incurable && { incurable: { ...pairOf(incurable), why: whyIncurable(incurable) } }),
    ...(left && { left: pairOf(left) }),
  };
}

/** A next hop that the input doesn't show, and how to settle what it does. */
export function unseenInWords({ declared, ...hop }: UnseenOnWay): LocalizedText {
  const { ip, route, resource = "", remote = "", from, to } = hop;
  return declared === undefined
    ? REPAIR_PHRASES.unseenBeyond({ ip, route, resource, remote })
    : inBoth(
        (language) =>
          REPAIR_PHRASES.unseen({ ip, route, resource, from, to, verdict: verdictName(declared, language) })[
            language
          ],
      );
}

/** Of what is written in no Terraform nothing was searched. */
function whyIncurable({ unwritable, advice, ...ends }: IncurablePair): LocalizedText {
  const why =
    unwritable.length === 0
      ? REPAIR_PHRASES.incurable(ends)
      : REPAIR_PHRASES.unwritableOf({ ...ends, resources: unwritable.join(", ") });
  const texts = [why, ...advice];
  return inBoth((language) => texts.map((text) => text[language]).join(language === "ja" ? "" : " "));
}

function changed(
  changes: readonly OtherChange[],
  { endpoints, verdicts }: Pick<ReviewDocument, "endpoints" | "verdicts">,
  pairOf: (ends: PairEnds) => PairOfIndexes,
): string {
  const letters = Buffer.from(verdicts, "latin1");
  for (const change of changes) {
    const { from, to } = pairOf(change);
    letters[from * endpoints.length + to] = VERDICT_LETTERS[change.after].charCodeAt(0);
  }
  return letters.toString("latin1");
}

function proofOf({ provenBy }: ProvenChange): LocalizedText {
  return provenBy === "configuration"
    ? REPAIR_PHRASES.provenByConfiguration
    : REPAIR_PHRASES.provenByResources;
}

function cautionsInWords({ cautions }: ProvenChange): LocalizedText[] {
  return cautions.map((text) => inText(REPAIR_PHRASES.caution, text));
}

function inText(
  phrase: (params: { readonly text: string }) => LocalizedText,
  text: LocalizedText,
): LocalizedText {
  return inBoth((language) => phrase({ text: text[language] })[language]);
}

function isWorse({ before, after }: OtherChange): boolean {
  return VERDICTS.indexOf(after) > VERDICTS.indexOf(before);
}

/** Nothing got through, and nobody asked for it. */
function opens(change: OtherChange): boolean {
  return change.before === "BLOCKED" && !isWorse(change);
}

function othersInWords({ alsoChanges: changes, alsoOnInternet }: ProvenChange): LocalizedText[] {
  if (changes.length === 0 && alsoOnInternet.length === 0) {
    return [REPAIR_PHRASES.nothingElse];
  }
  const kinds = [
    { phrase: REPAIR_PHRASES.opens, those: changes.filter(opens) },
    { phrase: REPAIR_PHRASES.better, those: changes.filter((change) => !isWorse(change) && !opens(change)) },
    { phrase: REPAIR_PHRASES.worse, those: changes.filter(isWorse) },
  ];
  return [
    ...kinds
      .filter(({ those }) => those.length > 0)
      .map(({ phrase, those }) => inBoth((language) => phrase(pairListOf(those, language))[language])),
    ...onInternet(
      alsoOnInternet.filter(({ direction }) => direction === "outbound"),
      REPAIR_PHRASES.leavesOtherwise,
      leavingBy,
    ),
    ...onInternet(
      alsoOnInternet.filter(({ direction }) => direction === "inbound"),
      REPAIR_PHRASES.reachedOtherwise,
      reachedBy,
    ),
  ];
}

function onInternet(
  changes: readonly InternetChange[],
  phrase: typeof REPAIR_PHRASES.leavesOtherwise,
  inWords: (way: WayOfInternet, language: Language) => string,
): LocalizedText[] {
  return changes.length === 0
    ? []
    : [
        inBoth((language) => {
          const sides = changes.map(({ from, to, before, after }) => {
            return { from, to, before: inWords(before, language), after: inWords(after, language) };
          });
          return phrase(listOf(sides, language))[language];
        }),
      ];
}

const leavingBy = (way: WayOfInternet, language: Language): string => {
  const name = verdictName(way.verdict, language);
  return way.verdict === "BLOCKED" ? name : listed([name, wayOf(way, language)], language);
};

const reachedBy = ({ verdict, exposures }: WayOfInternet, language: Language): string =>
  verdict === "REACHABLE" || verdict === "BLOCKED"
    ? packetsInWords(exposures, language)
    : listed([verdictName(verdict, language), packetsInWords(exposures, language)], language);

const pairListOf = (
  changes: readonly OtherChange[],
  language: Language,
): { readonly count: number; readonly examples: string } =>
  listOf(
    changes.map(({ from, to, before, after }) => {
      return { from, to, before: verdictName(before, language), after: verdictName(after, language) };
    }),
    language,
  );

function listOf(
  changes: readonly {
    readonly from: string;
    readonly to: string;
    readonly before: string;
    readonly after: string;
  }[],
  language: Language,
): { readonly count: number; readonly examples: string } {
  const named = changes
    .slice(0, FEW_PAIRS)
    .map(({ from, to, before, after }) => `${from} → ${to}${inBrackets(`${before} → ${after}`, language)}`);
  const rest = changes.length - named.length;
  const more = rest > 0 ? [REPAIR_PHRASES.andMore({ count: rest })[language]] : [];
  return { count: changes.length, examples: listed([...named, ...more], language) };
}
