import { Language } from "../../analysis/result";
import { PairOfIndexes, ReviewCure, ReviewCures, ReviewDocument } from "../document";
import { REPAIR_PHRASES } from "../repair/phrases";
import { changeAsText } from "../repair/text";
import { bullet, heading, paragraph, printable } from "./layout";

/** What to type for more: about a pair, or about the whole matrix. */
export type CommandFor = (pair?: { readonly from: string; readonly to: string }) => string;

/** Changes that cure many pairs each, by their steps, with the command that has the rest of it; nothing where all is well. */
export function curesAsText(
  { cures, endpoints }: ReviewDocument,
  language: Language,
  commandFor: CommandFor,
): string | undefined {
  if (cures === undefined || cures.unreachable === 0) {
    return undefined;
  }
  const ends = ({ from, to }: PairOfIndexes) => ({ from: endpoints[from].id, to: endpoints[to].id });
  // A command that is broken into lines can't be copied.
  const command = (indent: number, pair?: PairOfIndexes): string =>
    `${" ".repeat(indent)}${printable(commandFor(pair && ends(pair)))}`;
  return [
    heading(REPAIR_PHRASES.cure[language]),
    countAsText(cures, language),
    ...cures.first.flatMap((text) => ["", paragraph(text[language], 0)]),
    ...cures.changes.flatMap((cure, index) => [
      "",
      paragraph(titleOf(cure, index, ends(cure), language), 0),
      ...[...cure.why, ...cure.notes.slice(1)].map((text) => bullet(text[language], 2)),
      command(4, cure),
    ]),
    ...(cures.incurable === undefined
      ? []
      : ["", paragraph(cures.incurable.why[language], 0), command(4, cures.incurable)]),
    ...(cures.left === undefined
      ? []
      : ["", paragraph(REPAIR_PHRASES.notSearched(ends(cures.left))[language], 0), command(4)]),
  ].join("\n");
}

/** The same with all that is to be written. */
export function wholeCuresAsText(
  { cures, endpoints }: ReviewDocument,
  language: Language,
): string | undefined {
  if (cures === undefined || cures.unreachable === 0) {
    return undefined;
  }
  const ends = ({ from, to }: PairOfIndexes) => ({ from: endpoints[from].id, to: endpoints[to].id });
  return [
    countAsText(cures, language),
    ...cures.first.map((text) => paragraph(text[language], 0)),
    ...cures.changes.map((cure, index) =>
      [titleOf(cure, index, ends(cure), language), changeAsText(cure, language)].join("\n"),
    ),
    ...(cures.incurable === undefined ? [] : [paragraph(cures.incurable.why[language], 0)]),
    ...(cures.left === undefined
      ? []
      : [paragraph(REPAIR_PHRASES.notSearched(ends(cures.left))[language], 0)]),
  ].join("\n\n");
}

function countAsText({ unreachable, cured, changes }: ReviewCures, language: Language): string {
  return paragraph(REPAIR_PHRASES.cureCount({ unreachable, cured, changes: changes.length })[language], 0);
}

function titleOf(
  { count, id }: ReviewCure,
  index: number,
  ends: { readonly from: string; readonly to: string },
  language: Language,
): string {
  return printable(REPAIR_PHRASES.cures({ number: index + 1, more: count - 1, id, ...ends })[language]);
}
