import { regionId } from "../../azure/regions";
import { Firewall } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** How firewalls, their policies and the policies that these inherit from go together. */
export const FIREWALL_POLICY_CHECKS: readonly Check[] = [
  {
    code: "FIREWALL_RULES_BESIDE_POLICY",
    severity: "error",
    what: {
      en: "A firewall with a policy has classic rule collections, which Azure refuses: the policy's rules alone count (W127)",
      ja: "ポリシーを持つファイアウォールに、クラシック ルールのコレクションがあります。併用は Azure に拒否され、適用されるのはポリシーのルールだけです（W127）",
    },
    source: SOURCES.firewallRuleProcessing,
    fix: {
      en: "Write the rules into a rule collection group of the policy.",
      ja: "ポリシーのルール コレクション グループにルールを書いてください。",
    },
    *find(network) {
      for (const firewall of network.model.firewalls) {
        const collections = hasPolicy(network, firewall) ? firewall.ruleCollections : [];
        for (const collection of collections.filter(({ perhaps }) => perhaps === undefined)) {
          yield problemAt(collection.origin, {
            en: `Rule collection ${quote(collection.name)} is for firewall ${nameOf(firewall)}, which has a policy: Azure takes classic rules or a policy, and no rule of this collection counts.`,
            ja: `ルール コレクション ${quote(collection.name)} の対象はポリシーを持つファイアウォール ${nameOf(firewall)} です。クラシック ルールとポリシーは併用できず、このルールは適用されません。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_BASE_POLICY_REGION",
    severity: "error",
    what: {
      en: "A firewall policy inherits from one in another region (FirewallPolicyBasePolicyDoesnotExist)",
      ja: "ファイアウォール ポリシーの継承元が、別のリージョンのポリシーです（FirewallPolicyBasePolicyDoesnotExist）",
    },
    source: SOURCES.firewallPolicies,
    fix: {
      en: "Create both policies in one region; firewalls of any region may use them.",
      ja: "両方のポリシーを同じリージョンに作成してください。ファイアウォールのリージョンは問いません。",
    },
    *find({ model }) {
      const policies = new Map(model.firewallPolicies.map((policy) => [policy.address, policy]));
      for (const policy of model.firewallPolicies) {
        const base = policies.get(policy.basePolicy ?? "");
        const [region, other] = [policy.region, base?.region];
        if (region !== undefined && other !== undefined && regionId(region) !== regionId(other)) {
          yield problemAt(policy.address, {
            en: `Firewall policy ${nameOf(policy)} is in ${region}, and inherits from ${nameOf(base!)} in ${other}.`,
            ja: `ファイアウォール ポリシー ${nameOf(policy)} は ${region} にありますが、継承元の ${nameOf(base!)} は ${other} にあります。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_BASE_POLICY_NAT",
    severity: "warning",
    what: {
      en: "A firewall policy from which others inherit has DNAT rules: Microsoft's documents differ on whether they are inherited (W127)",
      ja: "他のポリシーの継承元であるファイアウォール ポリシーに DNAT ルールがあります。継承されるかどうかは、Microsoft のドキュメントの間で説明が異なります（W127）",
    },
    source: SOURCES.firewallPolicies,
    fix: {
      en: "Write DNAT rules into the policy that the firewall itself has, and remove those that are not wanted.",
      ja: "DNAT ルールはファイアウォールに直接関連付けたポリシーに書き、不要なものは削除してください。",
    },
    *find({ model }) {
      const told = new Set<string>();
      for (const { address, basePolicy } of model.firewallPolicies) {
        const base = model.firewallPolicies.find(
          (one) => one.address === basePolicy && one.address !== address,
        );
        for (const collection of base?.ruleCollections ?? []) {
          const key = `${collection.origin} ${collection.name}`;
          if (collection.kind === "nat" && !told.has(key)) {
            told.add(key);
            yield problemAt(collection.origin, {
              en: `DNAT collection ${quote(collection.name)} is in ${nameOf(base!)}, from which policies inherit: whether firewalls with those translate by it isn't sure.`,
              ja: `DNAT のルール コレクション ${quote(collection.name)} は、他のポリシーの継承元 ${nameOf(base!)} にあります。継承したポリシーのファイアウォールでこの変換が行われるかどうかは確実ではありません。`,
            });
          }
        }
      }
    },
  },
];

/** Surely: what only apply tells may be null. */
function hasPolicy(network: CheckedNetwork, { address, policy = "" }: Firewall): boolean {
  const written = network.argumentsOf(address).printed("firewall_policy_id") ?? "";
  return (
    network.isOne(address) &&
    network.isOne(policy) &&
    (policy !== "" ||
      /^\/.*\/firewallPolicies\/|^\$\{data\.azurerm_firewall_policy\.[\w-]+\.id\}$/i.test(written))
  );
}
