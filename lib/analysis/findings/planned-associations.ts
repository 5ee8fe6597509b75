import { groupBy } from "../../collections/group-by";
import { quote } from "../../text/quote";
import { PlannedChange } from "../model";
import { LocalizedText } from "../result";
import { Check, Problem } from "./check";
import { CheckedNetwork } from "./checked-network";
import { changesOf, gone, reasonOf } from "./planned-removals";
import { nameOf } from "./words";

/**
 * A problem for what binds one thing to another, while both stay, and which a plan replaces or has under another address
 * than before: between the two, nothing is bound.
 */
export function eachUnbound(
  types: readonly string[],
  argument: string,
  problem: (bound: string, holder: string, why: LocalizedText) => Pick<Problem, "message" | "fix">,
): Check["find"] {
  return function* (network) {
    const changes = changesOf(network);
    for (const { change } of types.flatMap((type) => [...gone(network, type)])) {
      const ends = endsOf(network, change, argument);
      // What is replaced itself has a finding of its own, which says the same.
      const goes = ends.some(({ address }) => changes.get(address)?.action === "replace");
      if (change.action === "replace" && !goes) {
        const [bound, holder] = ends.map(nameOf);
        yield { resource: change.address, ...problem(bound, holder, reasonOf(change)) };
      }
    }
    for (const type of types) {
      for (const [before, after] of renamed(network, type)) {
        const [bound, holder] = endsOf(network, after, argument).map(nameOf);
        yield { resource: after.address, ...renamedProblem(before, after, bound, holder) };
      }
    }
  };
}

/** Associations that are there under another address afterwards, with no `moved` that says so. */
function renamed(network: CheckedNetwork, type: string): (readonly [PlannedChange, PlannedChange])[] {
  const changes = (network.model.changes ?? []).filter((change) => change.type === type);
  const deleted = groupBy(
    changes.filter(({ action }) => action === "delete"),
    ({ holder }) => holder,
  );
  return changes.flatMap((after) => {
    const [before] = (after.action === "create" && deleted.get(after.holder ?? "")) || [];
    return before === undefined ? [] : [[before, after] as const];
  });
}

function renamedProblem(
  { address: from }: PlannedChange,
  { address: to }: PlannedChange,
  bound: string,
  holder: string,
): Pick<Problem, "message" | "fix"> {
  const moved = `moved { from = ${from}, to = ${to} }`;
  return {
    message: {
      en: `The plan deletes ${from} and creates ${to}, which binds ${bound} to ${holder} in its place, and nothing orders the two: azurerm refuses the new association while the old one is there ("already exists"), and once that is gone, ${holder} is without it until the new one is made.`,
      ja: `このプランは ${from} を削除し、代わりに ${bound} を ${holder} に関連付ける ${to} を作成しますが、2 つの順序は決まりません。古い関連付けがある間は、新しい関連付けは azurerm に拒否されます（"already exists"）。古いものが削除されると、新しいものができるまで ${holder} には何も関連付けられません。`,
    },
    fix: {
      en: `Tell Terraform that it is the same one: ${moved}, on lines of their own.`,
      ja: `同じ関連付けであることを Terraform に伝えてください: ${moved}（引数は 1 行に 1 つ）。`,
    },
  };
}

/** What is bound, and what to. */
function endsOf(
  network: CheckedNetwork,
  { address }: PlannedChange,
  argument: string,
): { readonly name?: string; readonly address: string }[] {
  const values = network.argumentsOf(address);
  return [values.printed(argument), values.printed("subnet_id", "network_interface_id")].map((written) => {
    const found = network.withId(written);
    return found ?? { address: idName(written) ?? written ?? address };
  });
}

/** Of the id of something elsewhere, the last name tells enough. */
function idName(id: string | undefined): string | undefined {
  const name = id?.startsWith("/") ? id.split("/").at(-1) : undefined;
  return name === undefined ? undefined : quote(name);
}
