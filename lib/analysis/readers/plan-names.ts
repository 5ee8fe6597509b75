import { Scope } from "./expression/scope";

/** What the names in a plan's `configuration` stand for, seen from one instance of a resource or module. */
export interface PlanNames extends Scope {
  /**
   * The key that a part of `each.value` is, as other arguments of the same instance show; `collection` is what it
   * chooses from.
   */
  learnedKey(text: string, collection: string): string | undefined;

  /** Whether other arguments of the same instance show that an index made of this key means another member. */
  isOtherKey(text: string, collection: string): boolean;
}
