import { ArmObject } from "../arm/arm-object";
import { ArmEntry } from "../arm/arm-resource";
import { scalarOf } from "../terraform/value";

/** Azure keeps the addresses of a private endpoint in NICs of its own, which are no machine's. */
export function placePrivateEndpoints(entries: readonly ArmEntry[]): ArmEntry[] {
  const addresses = new Map<string, string[]>();
  const others = entries.filter((entry) => {
    const owner = scalarOf(entry.object.at("properties.privateEndpoint.id"));
    if (!isOf(entry, "networkInterfaces") || typeof owner !== "string") {
      return true;
    }
    const own = textsOf(entry.object, "properties.ipConfigurations[].properties.privateIPAddress");
    addresses.set(owner.toLowerCase(), [...(addresses.get(owner.toLowerCase()) ?? []), ...own]);
    return false;
  });
  return others.map((entry) =>
    isOf(entry, "privateEndpoints") ? withAddresses(entry, addresses.get(entry.id.toLowerCase())) : entry,
  );
}

function withAddresses(entry: ArmEntry, ofInterfaces: readonly string[] | undefined): ArmEntry {
  const found = ofInterfaces ?? textsOf(entry.object, "properties.customDnsConfigs[].ipAddresses");
  if (found.length === 0) {
    return entry;
  }
  const ipConfigurations = [...new Set(found)].map((ip) => ({ properties: { privateIPAddress: ip } }));
  return { ...entry, object: entry.object.under({ properties: { ipConfigurations } }) };
}

function textsOf(object: ArmObject, path: string): string[] {
  const found = object.at(path);
  return (Array.isArray(found) ? found.flat() : []).filter((text) => typeof text === "string");
}

/** Whether an entry is of a kind of Microsoft.Network. */
export function isOf({ parsed }: ArmEntry, kind: string): boolean {
  const { type } = parsed;
  return (
    // Most are of another, and each entry is asked for a dozen.
    type.length === PROVIDER.length + kind.length && type.toLowerCase() === `${PROVIDER}${kind}`.toLowerCase()
  );
}

const PROVIDER = "microsoft.network/";
