import { Language, LocalizedText } from "../../analysis/result";
import { PHRASES } from "../phrases";
import { escapeMarkdown } from "./escape";

const SHOWN = 10;

/** What all that follows rests on. */
export function notesBlock(notes: readonly LocalizedText[], language: Language): string[] {
  return notes.map((note) => `> ${escapeMarkdown(note[language])}`);
}

/** What the verdicts that follow don't know of. */
export function leftOutBlock(
  title: LocalizedText,
  problems: readonly LocalizedText[],
  language: Language,
): string {
  const more = problems.length - SHOWN;
  return [
    `**${title[language]}**`,
    "",
    ...problems.slice(0, SHOWN).map((problem) => `- ${escapeMarkdown(problem[language])}`),
    ...(more > 0 ? [`- ${PHRASES.andMore({ count: more })[language]}`] : []),
  ].join("\n");
}
