import { groupBy } from "../../collections/group-by";
import { blockAddress, PlannedChange } from "../model";
import { LocalizedText } from "../result";
import { CheckedNetwork } from "./checked-network";
import { blockOf } from "./order-of-creation";

/** Something that is created before what it needs, or beside it. */
export interface Race<T extends Created = Created> {
  readonly later: T;
  readonly earlier: readonly string[];
}

interface Created {
  readonly address: string;
}

/** Those that an apply creates: of a plan those that it says, of a configuration all. */
export function created<T extends Created>(network: CheckedNetwork, parts: readonly T[]): T[] {
  return changed(network, parts, ({ action }) => action === "create" || action === "replace");
}

/** Those that an apply writes, new or not. */
export function written<T extends Created>(network: CheckedNetwork, parts: readonly T[]): T[] {
  return changed(network, parts, ({ action }) => action !== "delete");
}

/** Those that get an argument by an apply, as they are created or later. */
export function given<T extends Created>(
  network: CheckedNetwork,
  parts: readonly T[],
  argument: string,
): T[] {
  return changed(
    network,
    parts,
    ({ action, updates }) =>
      action === "create" || action === "replace" || updates?.includes(argument) === true,
  );
}

function changed<T extends Created>(
  network: CheckedNetwork,
  parts: readonly T[],
  isMeant: (change: PlannedChange) => boolean,
): T[] {
  const { changes } = network.model;
  const meant = new Set((changes ?? []).filter(isMeant).map(({ address }) => address));
  return parts.filter(
    ({ address }) => network.isManaged(address) && (changes === undefined || meant.has(address)),
  );
}

/** Whether two resources may be created at the same time: neither waits for the other. */
export function isUnordered(network: CheckedNetwork, one: string, other: string): boolean {
  return network.waitsFor(one, other) === false && network.waitsFor(other, one) === false;
}

/** The same of resources that one block may make, whose instances can't wait for each other. */
export function areMadeAtOnce(network: CheckedNetwork, one: string, other: string): boolean {
  return blockAddress(one) === blockAddress(other) || isUnordered(network, one, other);
}

/**
 * What to write so that one is created after others. `depends_on` takes blocks and calls of its own module only, without
 * keys: what is in another module is awaited by its call.
 */
export function awaiting(
  later: string,
  earlier: readonly string[],
  or: LocalizedText = NOTHING,
): LocalizedText {
  const byPlace = groupBy(earlier, (one) => placeOf(later, one).place);
  const [place, some] = byPlace.entries().next().value!;
  const names = [...new Set(some.map((one) => placeOf(later, one).name))];
  const shown = names.slice(0, 5);
  return {
    en: `Add ${shown.join(", ")}${names.length > 5 ? ", ..." : ""} to depends_on of ${place}${or.en}.`,
    ja: `${place} の depends_on に ${shown.join("、")}${names.length > 5 ? " など" : ""} を追加してください${or.ja.startsWith("（") ? `${or.ja}。` : `。${or.ja}`}`,
  };
}

const NOTHING: LocalizedText = { en: "", ja: "" };

/** The block or call that has to wait, and the name of what it waits for in the module where both can be written. */
export function placeOf(later: string, earlier: string): { readonly place: string; readonly name: string } {
  const [own, other] = [later, earlier].map((address) =>
    blockOf(address).split(/(?<=^(?:module\.[\w-]+\.)*module\.[\w-]+)\./),
  );
  let shared = 0;
  while (shared < Math.min(own.length, other.length) - 1 && own[shared] === other[shared]) {
    shared++;
  }
  return { place: own.slice(0, shared + 1).join("."), name: other[shared] };
}
