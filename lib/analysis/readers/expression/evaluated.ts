import type { Leaf } from "../terraform/value";
import type { Place } from "./place";

/** A value while an expression is evaluated: like Terraform's, and places in resources that are still being followed. */
export type Evaluated =
  string | number | boolean | null | Leaf | Place | Evaluated[] | { [key: string]: Evaluated };
