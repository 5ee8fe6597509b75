import { isJsonObject, JsonObject } from "./json";

/** A block over an earlier one, as Terraform merges override files: an argument, or the blocks of a name, as a whole. */
export function laidOver(earlier: JsonObject, later: JsonObject): JsonObject {
  const body = Object.assign(Object.create(null) as Record<string, unknown>, earlier, later);
  const [ours, theirs] = [earlier, later].map(({ dynamic }) => blocksByLabel(dynamic));
  if (ours.length > 0 || theirs.length > 0) {
    // What a `dynamic` block makes are blocks of its label: they replace, and are replaced by, those written out.
    theirs.filter(([label]) => !Object.hasOwn(later, label)).forEach(([label]) => delete body[label]);
    const replaced = new Set([...Object.keys(later), ...theirs.map(([label]) => label)]);
    body.dynamic = [...ours.filter(([label]) => !replaced.has(label)), ...theirs].map(([label, block]) => ({
      [label]: block,
    }));
  }
  if (later.lifecycle !== undefined && earlier.lifecycle !== undefined) {
    body.lifecycle = lifecycleOver(earlier.lifecycle, later.lifecycle);
  }
  return body;
}

/** `lifecycle` alone merges by argument; "all" stays, and an empty list says nothing (seen of Terraform 1.11). */
function lifecycleOver(earlier: unknown, later: unknown): JsonObject {
  const [ours, theirs] = [earlier, later].map(
    (blocks) => Object.assign(Object.create(null), ...[blocks].flat().filter(isJsonObject)) as JsonObject,
  );
  const [kept, ignored] = [ours.ignore_changes, theirs.ignore_changes];
  const stays = isAll(kept) || (Array.isArray(ignored) && ignored.length === 0);
  return { ...ours, ...theirs, ...(kept !== undefined && stays && { ignore_changes: kept }) };
}

function isAll(ignored: unknown): boolean {
  return [ignored].flat().some((text) => text === "all" || text === "${all}");
}

function blocksByLabel(dynamic: unknown): [string, unknown][] {
  return [dynamic].flat().filter(isJsonObject).flatMap(Object.entries);
}
