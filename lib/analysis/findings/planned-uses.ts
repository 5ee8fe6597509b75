import { PlannedChange } from "../model";
import { Check, Problem } from "./check";
import { CheckedNetwork } from "./checked-network";
import { ownerOf, reasonOf, verb } from "./planned-removals";
import { SOURCES } from "./sources";
import { namesOf } from "./words";

/**
 * What a plan takes away while something uses it. Terraform destroys before it updates what depended on it, unless the
 * state says `create_before_destroy` of what goes: no plan shows that of what is gone for good, so that only a
 * replacement, of which the plan tells the order, is surely refused.
 */
export const PLANNED_USE_CHECKS: readonly Check[] = [
  {
    code: "PLAN_DESTROYS_USED",
    severity: "error",
    what: {
      en: "A plan destroys what another resource uses at that moment, and which it only updates later or leaves as it is: Azure refuses, and a second apply fails alike",
      ja: "プランが、使用中のリソースを先に削除します。使用元は後から更新されるか、そのままです。Azure は削除を拒否し、もう一度 apply しても同じエラーになります",
    },
    source: SOURCES.destroyOrder,
    fix: {
      en: "Keep what forces the replacement; or give the new one another name and lifecycle { create_before_destroy = true }, so that its users are updated before the old one goes.",
      ja: "置き換えの原因となる変更を取り消してください。または新しいリソースに別の名前と lifecycle { create_before_destroy = true } を指定してください。使用元が更新されてから古いリソースが削除されます。",
    },
    *find(network) {
      for (const [change, users] of used(network)) {
        const { en, ja } = namesOf(users);
        const [owner, does, why] = [ownerOf(network, change), verb(change), reasonOf(change)];
        const kept = users.filter(({ keeps }) => keeps);
        if (change.action === "replace") {
          yield {
            resource: change.address,
            message: {
              en: `The plan ${does.en} ${owner}${why.en} and destroys the old one first, while ${en} still uses it: Azure refuses to delete what is in use, and applying again fails alike.`,
              ja: `このプランは ${owner} を${does.ja}${why.ja}。${ja} がまだ使用している間に古いものを先に削除するため、Azure に拒否されます。もう一度 apply しても同じエラーになります。`,
            },
          };
        } else if (kept.length > 0) {
          const left = namesOf(kept);
          yield {
            resource: change.address,
            message: {
              en: `The plan destroys ${owner}, while ${left.en} goes on using it: Azure refuses to delete what is in use, and applying again fails alike.`,
              ja: `このプランは ${owner} を削除しますが、${left.ja} は引き続き使用します。使用中のリソースの削除は Azure に拒否され、もう一度 apply しても同じエラーになります。`,
            },
            fix: {
              en: `Take it out of ${left.en} first, in an apply of its own; or keep it.`,
              ja: `先に ${left.ja} から外して apply するか、このリソースを残してください。`,
            },
          };
        }
      }
    },
  },
  {
    code: "PLAN_DESTROYS_BEFORE_UPDATE",
    severity: "warning",
    what: {
      en: "A plan destroys what other resources use until the same plan updates them: without create_before_destroy Terraform destroys first, Azure refuses, and a second apply fails alike",
      ja: "プランが、同じプランで更新されるまで使用中のリソースを削除します。create_before_destroy がなければ Terraform は先に削除するため、Azure に拒否され、もう一度 apply しても同じエラーになります",
    },
    source: SOURCES.destroyOrder,
    fix: {
      en: "Apply twice: first what takes it out of its users, then its removal.",
      ja: "2 回に分けて apply してください。先に使用元から外し、次に削除します。",
    },
    *find(network) {
      for (const [change, users] of used(network)) {
        if (change.action === "delete" && !users.some(({ keeps }) => keeps)) {
          const { en, ja } = namesOf(users);
          const owner = ownerOf(network, change);
          yield {
            resource: change.address,
            message: {
              en: `The plan destroys ${owner}, which ${en} uses until this plan updates it. Unless an earlier apply set create_before_destroy on ${owner}, which no plan shows, Terraform destroys before it updates: Azure refuses to delete what is in use, and applying again fails alike.`,
              ja: `このプランは ${owner} を削除しますが、${ja} はこのプランで更新されるまで使用しています。以前の apply で ${owner} に create_before_destroy を指定していない限り（プランからは分かりません）、Terraform は更新より先に削除します。使用中のリソースの削除は Azure に拒否され、もう一度 apply しても同じエラーになります。`,
            },
            fix: twoApplies(change, users),
          };
        }
      }
    },
  },
];

interface User {
  readonly name?: string;
  readonly address: string;
  readonly keeps: boolean;
}

function* used(network: CheckedNetwork): Iterable<readonly [PlannedChange, readonly User[]]> {
  for (const change of network.model.changes ?? []) {
    // A subnet that is replaced has a finding of its own, which names what stands in it.
    if (change.users !== undefined && !(change.type === "azurerm_subnet" && change.action === "replace")) {
      yield [change, change.users.map((user) => ({ ...user, name: network.resource(user.address)?.name }))];
    }
  }
}

/** With -target, Terraform also destroys the instances that a smaller count or for_each leaves over. */
function twoApplies({ address }: PlannedChange, users: readonly User[]): NonNullable<Problem["fix"]> {
  const targets = users.map((user) => `-target='${user.address}'`).join(" ");
  const { en, ja } = namesOf(users);
  return address.includes("[")
    ? {
        en: `Apply twice: keep it in the configuration while ${en} is changed, and remove it afterwards; or set lifecycle { create_before_destroy = true } on it and apply that before anything else.`,
        ja: `2 回に分けて apply してください。先に、これを構成に残したまま ${ja} を変更し、その後で削除します。または、最初に lifecycle { create_before_destroy = true } を指定して apply してください。`,
      }
    : {
        en: `Apply twice: first terraform apply ${targets}, then plan and apply the rest.`,
        ja: `2 回に分けて apply してください。先に terraform apply ${targets} を実行し、その後で残りを plan し apply します。`,
      };
}
