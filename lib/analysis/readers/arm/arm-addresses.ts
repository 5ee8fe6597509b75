import { ArmEntry } from "./arm-resource";

/**
 * What messages call each resource: kind and name (`virtualNetworks/vnet-hub01`), with the resource group before them where
 * several have these, and the whole id where that doesn't tell them apart either.
 */
export function addressesOf(entries: readonly ArmEntry[]): ReadonlyMap<ArmEntry, string> {
  const addresses = new Map<ArmEntry, string>();
  const forms: readonly ((entry: ArmEntry) => string)[] = [
    ({ parsed }) => parsed.path,
    ({ parsed }) => `${parsed.resourceGroup}/${parsed.path}`,
    ({ id }) => id,
  ];
  let open = entries;
  for (const form of forms) {
    const uses = new Map<string, number>();
    for (const entry of open) {
      const key = form(entry).toLowerCase();
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
    const isUnique = (entry: ArmEntry): boolean => uses.get(form(entry).toLowerCase()) === 1;
    open.filter(isUnique).forEach((entry) => addresses.set(entry, form(entry)));
    open = open.filter((entry) => !isUnique(entry));
  }
  open.forEach((entry, index) => addresses.set(entry, `${entry.id} (${index + 1})`));
  return addresses;
}
