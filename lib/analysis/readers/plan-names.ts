import { Scope } from "./expression/scope";
import { JsonObject } from "./json";

export type Siblings = ReadonlyMap<string | number | undefined, JsonObject>;

/** Names that planned arguments have come out as, by what they were read from. */
export type NamesOfObjects = ReadonlyMap<string, ReadonlySet<string>>;

/** What the names in a plan's `configuration` stand for, seen from one instance of a resource or module. */
export interface PlanNames extends Scope {
  /**
   * The key that a part of `each.value` is, as other arguments of the same instance show; `collection` is what it
   * chooses from.
   */
  learnedKey(text: string, collection: string): string | undefined;

  /** Whether other arguments of the same instance show that an index made of this key means another member. */
  isOtherKey(text: string, collection: string): boolean;

  /** The loop that made this instance: its key, and the `for_each` as the plan's configuration has it. */
  loop(): { readonly key?: string | number; readonly forEach: unknown };

  /** Names that the module's planned arguments have come out as. */
  namesOfObjects(): NamesOfObjects;

  /** Planned values of all instances of the block that this is an instance of; `undefined` outside of loops. */
  siblings(): Siblings | undefined;
}
