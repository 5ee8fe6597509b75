import { quote } from "../core/azure-names";
import { Spoke } from "../topology/spoke";

/** Names in an option's settings that no spoke has: a spoke that was renamed, or a slip. */
export function unknownSpokeProblems(
  option: string,
  settings: { readonly [name: string]: unknown } | undefined,
  spokes: readonly Spoke[],
): string[] {
  const known = spokes.map(({ name }) => name);
  return Object.keys(settings ?? {})
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `${option} has settings for ${quote(name)}, but no spoke has that name; ` +
        (known.length > 0 ? `there are ${known.map(quote).join(", ")}` : "add it with addSpoke"),
    );
}
