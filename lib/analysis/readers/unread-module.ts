import { asText, JsonObject } from "./json";
import { Leaf, referencesOf, scalarOf, TerraformResource, TerraformValue } from "./terraform/value";

/** A call of a module that isn't there. */
export interface UnreadModule {
  readonly address: string;
  readonly source: string;
  /** Evaluated when somebody asks. */
  readonly given: () => GivenToModule;
}

/** What a module is given, and so may do something about. */
export interface GivenToModule {
  readonly resources: readonly TerraformResource[];
  /** Names and ids, among others. */
  readonly texts: readonly string[];
}

export function unreadModule(
  address: string,
  { source, ...body }: JsonObject,
  evaluate: (value: unknown) => TerraformValue,
): UnreadModule {
  return {
    address,
    source: asText(source),
    given: () => {
      const values = Object.entries(body).flatMap(([name, value]) =>
        name === "providers" ? [] : [evaluate(value)],
      );
      return {
        resources: values.flatMap(referencesOf).map(({ resource }) => resource),
        texts: values.flatMap(textsIn),
      };
    },
  };
}

function textsIn(value: TerraformValue): string[] {
  const known = scalarOf(value);
  if (known !== undefined) {
    return typeof known === "string" ? [known] : [];
  }
  return value instanceof Leaf ? [] : Object.values(value as object).flatMap(textsIn);
}
