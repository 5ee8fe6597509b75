import { ConfiguredResource } from "../model";

/** What an argument that only apply can tell looks like among the values of a resource. */
const EXPRESSION = "${";

/** Whether a value, or a part of it, is known only after apply. */
export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && value.includes(EXPRESSION);
}

/**
 * The arguments of a resource, or of a block in it, that the network model does not carry.
 *
 * Several names are spellings of one argument in different versions of the provider. A value that is known only
 * after apply reads as undefined, like one that is absent; {@link isSet} and {@link isUnknown} tell them apart.
 */
export class Arguments {
  public static of(resource: ConfiguredResource | undefined): Arguments {
    return new Arguments(resource?.values ?? {});
  }

  private constructor(private readonly values: { readonly [argument: string]: unknown }) {}

  public text(...names: string[]): string | undefined {
    const value = this.value(names);
    return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
  }

  public number(...names: string[]): number | undefined {
    const value = this.value(names);
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && !Number.isNaN(number) ? number : undefined;
  }

  public flag(...names: string[]): boolean | undefined {
    const value = this.value(names);
    return value === true || value === "true"
      ? true
      : value === false || value === "false"
        ? false
        : undefined;
  }

  /** Texts of a list, those that are known. */
  public texts(...names: string[]): string[] {
    return this.items(names).filter((item): item is string => typeof item === "string" && !isUnknown(item));
  }

  /** How many items a list has, known or not. */
  public size(...names: string[]): number {
    return this.items(names).length;
  }

  /** Nested blocks: JSON writes one as an object, several as a list. */
  public blocks(...names: string[]): Arguments[] {
    return this.items(names)
      .filter(
        (item): item is { [argument: string]: unknown } =>
          typeof item === "object" && item !== null && !Array.isArray(item),
      )
      .map((item) => new Arguments(item));
  }

  /** Whether something is given, known or not. */
  public isSet(...names: string[]): boolean {
    const value = this.value(names);
    return value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
  }

  /** Whether it is given and (partly) known only after apply. */
  public isUnknown(...names: string[]): boolean {
    return this.items(names).some(isUnknown);
  }

  /** As written, known or not: two equal texts mean the same thing. */
  public written(...names: string[]): string | undefined {
    const value = this.value(names);
    return typeof value === "string" ? value : undefined;
  }

  private items(names: readonly string[]): unknown[] {
    const value = this.value(names);
    return value === undefined ? [] : Array.isArray(value) ? value.flat() : [value];
  }

  private value(names: readonly string[]): unknown {
    for (const name of names) {
      const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined;
      if (value !== undefined && value !== null) {
        return value;
      }
    }
    return undefined;
  }
}
