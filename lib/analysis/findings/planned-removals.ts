import { PlannedChange } from "../model";
import { LocalizedText } from "../result";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { listOf, nameOf } from "./words";

export interface Gone {
  readonly change: PlannedChange;
  readonly owner: string;
}

/** Changes that take resources of a type away, for good or for a while. */
export function* gone(network: CheckedNetwork, type: string): Iterable<Gone> {
  for (const change of network.model.changes ?? []) {
    if (change.type === type && (change.action === "replace" || change.action === "delete")) {
      yield { change, owner: ownerOf(network, change) };
    }
  }
}

/** Whose change it is; what is taken away for good is known by its address alone. */
export function ownerOf(network: CheckedNetwork, change: PlannedChange): string {
  return nameOf(network.resource(change.address) ?? change);
}

/** A problem for each resource of a type that is taken away, in words of who it is, what the plan does and because of what. */
export function eachGone(
  type: string,
  message: (owner: string, does: LocalizedText, why: LocalizedText) => LocalizedText,
): Check["find"] {
  return function* (network) {
    for (const { change, owner } of gone(network, type)) {
      yield problemAt(change.address, message(owner, verb(change), reasonOf(change)));
    }
  };
}

/** The same for what is there again afterwards. */
export function eachReplaced(
  type: string,
  message: (owner: string, why: LocalizedText, network: CheckedNetwork, address: string) => LocalizedText,
): Check["find"] {
  return function* (network) {
    for (const { change, owner } of gone(network, type)) {
      if (change.action === "replace") {
        yield problemAt(change.address, message(owner, reasonOf(change), network, change.address));
      }
    }
  };
}

/** What several finds find. */
export function eachOf(...finds: readonly Check["find"][]): Check["find"] {
  return function* (network) {
    for (const find of finds) {
      yield* find(network);
    }
  };
}

/** What a plan does, by address. */
export function changesOf({ model }: CheckedNetwork): ReadonlyMap<string, PlannedChange> {
  return new Map((model.changes ?? []).map((change) => [change.address, change]));
}

/** What forces a replacement, where the plan says so. */
export function reasonOf({ because, reason, address }: PlannedChange): LocalizedText {
  const { en, ja } = listOf(because);
  if (reason === "tainted") {
    return {
      en: ` (because it is tainted; "terraform untaint '${address}'" keeps it if it is sound)`,
      ja: `（原因: taint されているため。問題がなければ "terraform untaint '${address}'" で置き換えを防げます）`,
    };
  }
  if (reason === "requested") {
    return {
      en: " (because -replace asks for it; plan without that to keep it)",
      ja: "（原因: -replace の指定。指定しなければ置き換えられません）",
    };
  }
  return because.length === 0 ? { en: "", ja: "" } : { en: ` (because of ${en})`, ja: `（原因: ${ja}）` };
}

export function verb({ action }: PlannedChange): LocalizedText {
  return action === "delete" ? { en: "destroys", ja: "削除します" } : { en: "replaces", ja: "置き換えます" };
}
