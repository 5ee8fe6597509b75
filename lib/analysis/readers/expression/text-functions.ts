import { Scalar } from "../terraform/value";
import { refuseLongText } from "./budget";
import { format, formatList } from "./format";
import { numberOf, Refused, single, textOf } from "./scalars";

type Arguments = readonly (Scalar | Scalar[])[];

/** Functions of texts; a list in the place of a scalar is refused, as Terraform does. */
export const TEXT_FUNCTIONS: Record<string, (args: Arguments) => Scalar | Scalar[] | undefined> = {
  lower: ([text]) => one(text).toLowerCase(),
  upper: ([text]) => one(text).toUpperCase(),
  trimspace: ([text]) => one(text).trim(),
  trimprefix: ([text, prefix]) => {
    return one(text).startsWith(one(prefix)) ? one(text).slice(one(prefix).length) : one(text);
  },
  trimsuffix: ([text, suffix]) => {
    const end = one(text).length - one(suffix).length;
    return one(text).endsWith(one(suffix)) ? one(text).slice(0, end) : one(text);
  },
  startswith: ([text, start]) => one(text).startsWith(one(start)),
  endswith: ([text, end]) => one(text).endsWith(one(end)),
  strcontains: ([text, part]) => one(text).includes(one(part)),
  title: ([text]) =>
    one(text).replace(
      /(^|[^\p{L}\p{N}_'])(\p{Ll})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    ),
  trim: ([text, edge]) => trimmed(one(text), one(edge)),
  chomp: ([text]) => one(text).replace(/[\r\n]+$/, ""),
  indent: ([spaces, text]) => {
    const width = numberOf(single(spaces));
    if (!Number.isInteger(width) || width < 0) {
      throw new Refused();
    }
    refuseLongText(width);
    return replaced(one(text), "\n", `\n${" ".repeat(width)}`);
  },
  strrev: ([text]) => characters(one(text)).reverse().join(""),
  join: ([separator, ...lists]) => joined(lists.flat().map(textOf), one(separator)),
  split: ([separator, text]) => (one(separator) === "" ? [...one(text)] : one(text).split(one(separator))),
  format: ([template, ...args]) => format(one(template), args),
  formatlist: ([template, ...args]) => formatList(one(template), args),
  substr: ([text, offset, length]) => {
    const all = characters(one(text));
    const [start, count] = [numberOf(single(offset)), numberOf(single(length))];
    if (!Number.isInteger(start) || !Number.isInteger(count) || count < -1) {
      throw new Refused();
    }
    const from = start < 0 ? start + all.length : start;
    return from < 0 || from > all.length
      ? ""
      : all.slice(from, count === -1 ? undefined : from + count).join("");
  },
};

/** `replace` of a plain text. */
export function replaced(text: string, search: string, replacement: string): string {
  const parts = search === "" ? ["", ...[...text], ""] : text.split(search);
  return joined(parts, replacement);
}

/** What a person takes for one character, as Terraform counts. */
export function characters(text: string): string[] {
  return /^[\x20-\x7e]*$/.test(text)
    ? [...text]
    : [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

function joined(texts: readonly string[], separator: string): string {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  refuseLongText(length);
  return texts.join(separator);
}

function one(value: Scalar | Scalar[]): string {
  return textOf(single(value));
}

function trimmed(text: string, edge: string): string {
  const all = [...text];
  const inside = all.map((character) => !edge.includes(character));
  return inside.includes(true) ? all.slice(inside.indexOf(true), inside.lastIndexOf(true) + 1).join("") : "";
}
