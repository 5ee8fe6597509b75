import { UnknownArgument } from "../model";
import { AddressSet } from "../sets/address-set";

/** Of a service tag only Microsoft's list tells the addresses. */
export const BY_NAME = "by name";

/** Addresses that something means: surely, and at most, with what would settle the difference. */
export interface Extent {
  readonly sure: AddressSet;
  readonly most: AddressSet;
  readonly open?: UnknownArgument | typeof BY_NAME;
}

/** As one object, since a default route makes the tag of most subnets so. */
const EVERYTHING: Extent = { sure: AddressSet.ALL, most: AddressSet.ALL };

/** What is surely all of it. */
export function settled(set: AddressSet): Extent {
  return set === AddressSet.ALL ? EVERYTHING : { sure: set, most: set };
}

/** What only perhaps belongs to it. */
export function possibly(set: AddressSet, open: UnknownArgument): Extent {
  return { sure: AddressSet.NONE, most: set, open };
}

/** All of them together. */
export function union(parts: readonly Extent[]): Extent {
  const sure = AddressSet.unionOf(parts.map((part) => part.sure));
  const more = parts.filter((part) => part.open !== undefined && !sure.containsAll(part.most));
  return more.length === 0
    ? settled(sure)
    : { sure, most: AddressSet.unionOf([sure, ...more.map(({ most }) => most)]), open: more[0].open };
}
