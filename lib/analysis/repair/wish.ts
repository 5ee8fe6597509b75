import { Hop, PairResult } from "../result";

/** What a pair should be like. */
export type Wish =
  | { readonly kind: "reachable" }
  | { readonly kind: "blocked" }
  /** Reachable, and both ways pass this resource (Terraform address). */
  | { readonly kind: "through"; readonly resource: string };

/** Whether a pair is as it should be. */
export function isFulfilled(wish: Wish, result: PairResult): boolean {
  switch (wish.kind) {
    case "blocked":
      return result.verdict === "BLOCKED";
    case "reachable":
      return result.verdict === "REACHABLE";
    case "through":
      return (
        result.verdict === "REACHABLE" &&
        passes(result.forward, wish.resource) &&
        passes(result.return, wish.resource)
      );
  }
}

/** Whether a way leads through something. */
export function passes(hops: readonly Hop[], resource: string): boolean {
  return hops.some(
    ({ via }) =>
      via !== undefined && (via.resource === resource || via.instances?.includes(resource) === true),
  );
}
