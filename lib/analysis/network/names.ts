/** Ids by name; where a name is unknown or shared, the Terraform address. */
export function uniqueIds<T extends { readonly address: string }>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
): string[] {
  const names = items.map(nameOf);
  const uses = new Map<string, number>();
  for (const name of names) {
    if (name !== undefined) {
      uses.set(name, (uses.get(name) ?? 0) + 1);
    }
  }
  return items.map((item, i) => {
    const name = names[i];
    return name !== undefined && uses.get(name) === 1 ? name : item.address;
  });
}

/** Things by their Terraform address. */
export function byAddress<T extends { readonly address: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.address, item]));
}
