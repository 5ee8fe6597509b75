import { Scope } from "./expression/scope";
import { JsonObject } from "./json";

export type Siblings = ReadonlyMap<string | number | undefined, JsonObject>;

/** What the names in a plan's `configuration` stand for, seen from one instance of a resource or module. */
export interface PlanNames extends Scope {
  /**
   * The key that a part of `each.value` is, as other arguments of the same instance show; `collection` is what it
   * chooses from.
   */
  learnedKey(text: string, collection: string): string | undefined;

  /** Whether other arguments of the same instance show that an index made of this key means another member. */
  isOtherKey(text: string, collection: string): boolean;

  /** Planned values of all instances of the block that this is an instance of; `undefined` outside of loops. */
  siblings(): Siblings | undefined;
}
