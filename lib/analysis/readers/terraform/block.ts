import { Arguments, TextList } from "../../model";
import {
  isObject,
  Leaf,
  memberOf,
  printValue,
  scalarOf,
  TerraformResource,
  TerraformValue,
  withoutSecrets,
} from "./value";

/** Several lists as one. */
export function joinTexts(...lists: readonly TextList[]): TextList {
  const unknown = lists.flatMap((list) => list.unknown ?? []);
  const known = lists.flatMap((list) => list.known);
  return unknown.length > 0 ? { known, unknown: unknown.join(", ") } : { known };
}

/** The arguments of a resource or of a block in it, with the values of Terraform that they are made of. */
export class Block implements Arguments {
  public static of(resource: TerraformResource): Block {
    return new Block((name) => resource.attribute(name));
  }

  /** For those whose answers are shown: what is sensitive reads as known only after apply. */
  public static withoutSecrets(resource: TerraformResource): Block {
    return new Block((name) => withoutSecrets(resource.attribute(name)));
  }

  /** Of which nothing is told. */
  public static readonly NONE = new Block(() => undefined);

  private constructor(private readonly read: (name: string) => TerraformValue | undefined) {}

  /** The value as it is; `undefined` when absent or null. */
  public value(...names: string[]): TerraformValue | undefined {
    return this.first(names);
  }

  /** Of several names of an argument the one that somebody wrote; the first where nobody did. */
  public written(...names: string[]): string {
    return names.find((name) => this.has(name)) ?? names[0];
  }

  private first(names: readonly string[]): TerraformValue | undefined {
    for (const name of names) {
      const value = this.read(name);
      if (value !== undefined && value !== null && !(value instanceof Leaf && value.value === null)) {
        return value;
      }
    }
    return undefined;
  }

  public has(...names: string[]): boolean {
    return this.first(names) !== undefined;
  }

  public isSet(...names: string[]): boolean {
    const value = this.first(names);
    return value !== undefined && scalarOf(value) !== "" && !(Array.isArray(value) && value.length === 0);
  }

  public isUnknown(...names: string[]): boolean {
    return this.members(names).some((item) => item instanceof Leaf && item.value === undefined);
  }

  public text(...names: string[]): string | undefined {
    const value = scalarOf(this.first(names));
    return value === undefined || value === null || value === "" ? undefined : String(value);
  }

  public printed(...names: string[]): string | undefined {
    const value = this.first(names);
    const known = scalarOf(value);
    return value === undefined ? undefined : known === undefined ? printValue(value) : String(known);
  }

  /** A name that is for messages only, so that a sensitive one isn't told. */
  public label(...names: string[]): string | undefined {
    const value = this.first(names);
    return value === undefined ? undefined : printValue(value);
  }

  public number(...names: string[]): number | undefined {
    const text = this.text(...names)?.trim();
    return text === undefined || text === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
  }

  public boolean(...names: string[]): boolean | undefined {
    const value = scalarOf(this.first(names));
    if (value === true || value === "true") {
      return true;
    }
    return value === false || value === "false" ? false : undefined;
  }

  public texts(...names: string[]): TextList {
    const value = this.first(names);
    const items = value === undefined ? [] : Array.isArray(value) ? value : [value];
    const known: string[] = [];
    const unknown: string[] = [];
    for (const item of items) {
      const scalar = scalarOf(item);
      if (scalar === undefined) {
        unknown.push(printValue(item));
      } else if (scalar !== null && scalar !== "") {
        known.push(String(scalar));
      }
    }
    return unknown.length > 0 ? { known, unknown: unknown.join(", ") } : { known };
  }

  public items(...names: string[]): readonly TerraformValue[] {
    return this.members(names);
  }

  private members(names: readonly string[]): readonly TerraformValue[] {
    const value = this.first(names);
    if (!Array.isArray(value)) {
      return value === undefined ? [] : [value];
    }
    return value.some((item) => Array.isArray(item)) ? value.flat() : value;
  }

  public blocks(...names: string[]): Block[] {
    return this.members(names)
      .filter(isObject)
      .map((item) => new Block((name) => memberOf(item, name)));
  }

  /** What stands for nested blocks that only apply makes, as written; `undefined` where all are known. */
  public unknownBlocks(...names: string[]): string | undefined {
    const unknown = this.members(names).find((item) => item instanceof Leaf && item.value === undefined);
    return unknown === undefined ? undefined : printValue(unknown);
  }

  /** The first nested block. */
  public block(...names: string[]): Block | undefined {
    return this.blocks(...names).at(0);
  }
}
