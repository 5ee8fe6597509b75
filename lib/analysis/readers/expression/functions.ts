import { Leaf, Scalar } from "../terraform/value";
import { ADDRESS_FUNCTIONS } from "./address-functions";
import { COLLECTION_FUNCTIONS } from "./collection-functions";
import { ENCODING_FUNCTIONS } from "./encoding-functions";
import { Evaluated } from "./evaluated";
import { HASH_FUNCTIONS } from "./hash-functions";
import { NUMBER_FUNCTIONS } from "./number-functions";
import { PATTERN_FUNCTIONS } from "./pattern-functions";
import { PROVIDER_FUNCTIONS } from "./provider-functions";
import { Refused } from "./scalars";
import { SET_FUNCTIONS } from "./set-functions";
import { TEXT_FUNCTIONS } from "./text-functions";
import { Missing } from "./union";
import { isSecret, itemsOf, knownScalar, referencesIn } from "./values";

/** Functions of values of which some may be known only after apply. */
const VALUE_FUNCTIONS = {
  ...COLLECTION_FUNCTIONS,
  ...SET_FUNCTIONS,
  ...ENCODING_FUNCTIONS,
  ...PATTERN_FUNCTIONS,
  ...PROVIDER_FUNCTIONS,
};

/** Functions of simple values and lists of them: known when all arguments are. */
const SCALAR_FUNCTIONS = {
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...ADDRESS_FUNCTIONS,
  ...HASH_FUNCTIONS,
};

/**
 * Calls one of Terraform's functions, as far as the arguments are known.
 *
 * `undefined` stands for a result that only apply can tell, and for functions that no address or name is made with; what
 * Terraform would refuse is {@link Missing}.
 */
export function callFunction(name: string, args: readonly Evaluated[]): Evaluated | undefined {
  const base = nameOf(name);
  try {
    if (Object.hasOwn(VALUE_FUNCTIONS, base)) {
      return VALUE_FUNCTIONS[base](args);
    }
    return Object.hasOwn(SCALAR_FUNCTIONS, base) ? callScalar(SCALAR_FUNCTIONS[base], args) : undefined;
  } catch (error) {
    if (error instanceof Refused) {
      return new Missing(name);
    }
    throw error;
  }
}

/** Whether a function goes through all of its values, however deep. */
export function goesThroughAll(name: string): boolean {
  return /^(toset|distinct|flatten|contains|index|set\w+|jsonencode|yamlencode)$/.test(nameOf(name));
}

/** Whether a function has an answer where one of its arguments is what Terraform refuses. */
export function catchesRefusals(name: string): boolean {
  return /^(try|can)$/.test(nameOf(name));
}

function nameOf(name: string): string {
  return name.replace(/^core::/, "");
}

/** The result refers to whatever the arguments refer to. */
function callScalar(
  compute: (args: readonly (Scalar | Scalar[])[]) => Scalar | Scalar[] | undefined,
  args: readonly Evaluated[],
): Evaluated | undefined {
  const known = args.map((argument) => {
    const items = itemsOf(argument)?.map(knownScalar);
    return items ? (items.includes(undefined) ? undefined : (items as Scalar[])) : knownScalar(argument);
  });
  if (known.includes(undefined)) {
    return undefined;
  }
  const result = compute(known as (Scalar | Scalar[])[]);
  const references = referencesIn(args);
  const secret = args.some((argument) => (itemsOf(argument) ?? [argument]).some(isSecret));
  const box = (value: Scalar): Evaluated =>
    references.length === 0 && !secret ? value : new Leaf(value, references, String(value), secret);
  return result === undefined ? undefined : Array.isArray(result) ? result.map(box) : box(result);
}
