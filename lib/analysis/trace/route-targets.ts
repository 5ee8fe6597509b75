import { RouteEntry, wayText } from "../routes/route-entry";

/** Rows that lead to the same place (an active-active gateway's instances) are one branch. */
export function distinctTargets(entries: readonly RouteEntry[]): readonly RouteEntry[] {
  if (entries.length === 1) {
    return entries;
  }
  const targets = new Map<string, RouteEntry>();
  for (const entry of entries) {
    const key = targetOf(entry);
    if (!targets.has(key)) {
      targets.set(key, entry);
    }
  }
  return [...targets.values()];
}

/** Where rows lead, as a text that tells places apart. */
export function targetsOf(entries: readonly RouteEntry[]): string {
  return [...new Set(entries.map(targetOf))].sort().join("\n");
}

function targetOf({ target }: RouteEntry): string {
  switch (target.kind) {
    case "gateway":
      return `gateway ${target.gateway.address}`;
    case "network":
      return `network ${target.network.address}`;
    case "virtual-hub":
      return wayText(target.way);
    case "address":
      return `address ${target.addresses.map(({ ip, resource, text }) => ip ?? resource ?? text).join()}`;
    default:
      return target.kind;
  }
}
