import { Leaf } from "../terraform/value";
import { Evaluated } from "./evaluated";
import { Place } from "./place";
import { Missing } from "./union";
import { knownScalar, referencesIn } from "./values";

/** A known text that is no id. */
export function refusal(id: Evaluated): Missing | undefined {
  const known = knownScalar(id);
  return known === undefined || String(known).startsWith("/") ? undefined : new Missing(String(known));
}

/** A value as a text, in which what only apply tells stands as `${…}`. */
export function textOf(value: Evaluated): string | undefined {
  const settled = value instanceof Place ? value.settle() : value;
  return settled instanceof Leaf ? settled.text : typeof settled === "string" ? settled : undefined;
}

/** Pieces as one text; `undefined` where one of them is none. */
export function written(pieces: readonly Evaluated[]): Evaluated | undefined {
  const references = referencesIn(pieces);
  const texts = pieces.map((piece) => {
    const known = knownScalar(piece);
    const text = known === undefined ? textOf(piece) : String(known);
    return known === undefined && text !== undefined && !text.includes("${") ? `\${${text}}` : text;
  });
  if (texts.includes(undefined)) {
    return undefined;
  }
  const isKnown = pieces.every((piece) => knownScalar(piece) !== undefined);
  const text = texts.join("");
  return isKnown && references.length === 0 ? text : new Leaf(isKnown ? text : undefined, references, text);
}

export function object(members: readonly (readonly [string, Evaluated])[]): { [key: string]: Evaluated } {
  const made = Object.create(null) as { [key: string]: Evaluated };
  members.forEach(([name, value]) => {
    made[name] = value;
  });
  return made;
}
