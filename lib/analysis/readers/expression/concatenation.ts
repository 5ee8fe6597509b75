import { Leaf } from "../terraform/value";
import { Budget, refuseLongText } from "./budget";
import { Evaluated } from "./evaluated";
import { OpenText } from "./open-text";
import { textOf } from "./scalars";
import { Scope } from "./scope";
import { settle } from "./settle";
import { TemplatePart } from "./syntax";
import { Missing } from "./union";
import { isSecret, knownScalar, referencesIn } from "./values";

/** The text of a template, of what its parts are. */
export function concatenate(
  values: readonly Evaluated[],
  parts: readonly TemplatePart[],
  { budget }: Scope,
): Evaluated {
  const missing = values.find((value) => value instanceof Missing);
  if (missing !== undefined) {
    return missing;
  }
  const scalars = values.map(knownScalar);
  if (scalars.includes(null)) {
    return new Missing("null");
  }
  // A text that stays open is printed as it is.
  const isOpen = scalars.includes(undefined);
  const texts = scalars.map((scalar, index) =>
    scalar === undefined || (isOpen && isSecret(values[index]))
      ? printed(values[index], parts[index], budget)
      : textOf(scalar),
  );
  refuseLongText(texts.reduce((sum, { length }) => sum + length, 0));
  const text = texts.join("");
  budget.pay(text.length / 4);
  const references = budget.references(referencesIn(values));
  if (isOpen) {
    return new OpenText(undefined, references, text);
  }
  const secret = values.some(isSecret);
  return references.length === 0 && !secret ? text : new Leaf(text, references, text, secret);
}

function printed(value: Evaluated, part: TemplatePart, budget: Budget): string {
  const settled = settle(value, budget);
  if (settled instanceof OpenText) {
    return settled.text;
  }
  const { source } = part as { source: string };
  return `\${${settled instanceof Leaf && !settled.sensitive ? settled.text : source}}`;
}
