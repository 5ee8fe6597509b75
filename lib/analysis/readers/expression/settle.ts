import { newObject, TerraformValue } from "../terraform/value";
import { Budget } from "./budget";
import { Evaluated } from "./evaluated";
import { Place } from "./place";
import { isRecord } from "./values";

/** A value without places in it: what a resource's argument is. */
export function settle(value: Evaluated, budget: Budget): TerraformValue {
  budget.pay(1);
  if (value instanceof Place) {
    budget.payForWhole([value]);
    return value.settle();
  }
  if (Array.isArray(value)) {
    return value.map((item) => settle(item, budget));
  }
  if (isRecord(value)) {
    const object = newObject();
    for (const [key, member] of Object.entries(value)) {
      object[key] = settle(member, budget);
    }
    return object;
  }
  return value;
}
