import { Language, LocalizedText } from "../../analysis/result";
import { PHRASES } from "../phrases";
import { bullet, paragraph } from "./layout";

const SHOWN = 20;

/** What all that follows rests on. */
export function notesAsText(notes: readonly LocalizedText[], language: Language): string[] {
  return notes.flatMap((note) => [paragraph(note[language], 0), ""]);
}

/** What the verdicts that follow don't know of. */
export function leftOutAsText(
  title: LocalizedText,
  problems: readonly LocalizedText[],
  language: Language,
): string[] {
  const more = problems.length - SHOWN;
  return [
    paragraph(title[language], 0),
    ...problems.slice(0, SHOWN).map((problem) => bullet(problem[language], 2)),
    ...(more > 0 ? [bullet(PHRASES.andMore({ count: more })[language], 2)] : []),
    "",
  ];
}
