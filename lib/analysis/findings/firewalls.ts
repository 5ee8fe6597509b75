import { takesPolicy } from "../../azure/firewall-tiers";
import { groupBy } from "../../collections/group-by";
import { Firewall, FirewallPolicy, FirewallRule, FirewallRuleCollection } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** Azure Firewalls, their policies and rules. */
export const FIREWALL_CHECKS: readonly Check[] = [
  {
    code: "FIREWALL_SEVERAL",
    severity: "error",
    what: {
      en: "Two firewalls stand in one virtual network",
      ja: "1 つの仮想ネットワークにファイアウォールが 2 つあります",
    },
    source: SOURCES.firewallFaq,
    fix: { en: "Keep one.", ja: "1 つだけにしてください。" },
    *find(network) {
      const byNetwork = groupBy(network.model.firewalls, ({ subnet }) => network.networkOf(subnet)?.address);
      for (const [first, second] of byNetwork.values()) {
        if (second) {
          yield problemAt(second.address, {
            en: `Firewalls ${nameOf(first)} and ${nameOf(second)} stand in one virtual network; AzureFirewallSubnet holds one.`,
            ja: `ファイアウォール ${nameOf(first)} と ${nameOf(second)} が同じ仮想ネットワークにあります。AzureFirewallSubnet に置けるのは 1 つです。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_BASIC_WITHOUT_MANAGEMENT",
    severity: "error",
    what: {
      en: "A Basic firewall has no management IP configuration",
      ja: "Basic のファイアウォールに管理用 IP 構成がありません",
    },
    source: SOURCES.firewallManagementNic,
    fix: {
      en: "Add management_ip_configuration with AzureFirewallManagementSubnet and a public address.",
      ja: "AzureFirewallManagementSubnet とパブリック IP を使う management_ip_configuration を追加してください。",
    },
    *find(network) {
      for (const firewall of networkFirewalls(network)) {
        if (firewall.skuTier === "Basic" && !firewall.managementIpConfiguration) {
          yield problemAt(firewall.address, {
            en: `Firewall ${nameOf(firewall)} is Basic and has no management IP configuration, which Basic always needs.`,
            ja: `ファイアウォール ${nameOf(firewall)} は Basic ですが、必須の管理用 IP 構成がありません。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_ADDRESS_WITHOUT_ZONES",
    severity: "error",
    what: {
      en: "A firewall in availability zones has a public address without zones, be it its management's",
      ja: "可用性ゾーンを指定したファイアウォールのパブリック IP（管理用を含む）に可用性ゾーンがありません",
    },
    source: SOURCES.firewallZones,
    fix: {
      en: 'Set zones = ["1", "2", "3"] on the address, or those of the firewall.',
      ja: 'パブリック IP に zones = ["1", "2", "3"]、またはファイアウォールと同じゾーンを指定してください。',
    },
    *find(network) {
      for (const firewall of network.model.firewalls) {
        const values = network.argumentsOf(firewall.address);
        const { known: zones } = values.texts("zones");
        const blocks = [
          ...values.blocks("ip_configuration"),
          ...values.blocks("management_ip_configuration"),
        ];
        for (const block of zones.length === 0 ? [] : blocks) {
          const address = network.referred(block.printed("public_ip_address_id"))?.address;
          const publicIp = network.publicIps.get(address ?? "");
          const isTold =
            publicIp !== undefined &&
            network.isManaged(publicIp.address) &&
            !network.argumentsOf(publicIp.address).isUnknown("zones");
          if (isTold && publicIp.zones.length === 0) {
            yield problemAt(publicIp.address, {
              en: `Public IP ${nameOf(publicIp)} has no zones, and firewall ${nameOf(firewall)} is in the zones ${zones.join(", ")}: Azure refuses the firewall.`,
              ja: `パブリック IP ${nameOf(publicIp)} に可用性ゾーンの指定がありませんが、ファイアウォール ${nameOf(firewall)} はゾーン ${zones.join("、")} にあります。ファイアウォールの作成が拒否されます。`,
            });
          }
        }
      }
    },
  },
  {
    code: "FIREWALL_IP_CONFIGURATION",
    severity: "error",
    what: {
      en: "Not exactly one IP configuration of a firewall names its subnet, or a firewall in a hub of Virtual WAN has another SKU than AZFW_Hub",
      ja: "ファイアウォールの IP 構成のうちサブネットを指定するものがちょうど 1 つではないか、Virtual WAN のハブにあるファイアウォールの SKU が AZFW_Hub ではありません",
    },
    source: SOURCES.firewall,
    fix: {
      en: "Give subnet_id in the first ip_configuration only.",
      ja: "subnet_id は最初の ip_configuration だけに指定してください。",
    },
    *find(network) {
      for (const firewall of networkFirewalls(network)) {
        const values = network.argumentsOf(firewall.address);
        const configurations = values.blocks("ip_configuration");
        const count = configurations.filter((configuration) => configuration.isSet("subnet_id")).length;
        if (firewall.virtualHub !== undefined) {
          if (firewall.skuName === undefined || !network.isManaged(firewall.address)) {
            continue;
          }
          yield {
            resource: firewall.address,
            message: {
              en: `Firewall ${nameOf(firewall)} has virtual_hub and the SKU ${firewall.skuName}; in a hub it must be AZFW_Hub.`,
              ja: `ファイアウォール ${nameOf(firewall)} は virtual_hub を持ちますが、SKU が ${firewall.skuName} です。ハブでは AZFW_Hub が必要です。`,
            },
            fix: { en: 'Set sku_name = "AZFW_Hub".', ja: 'sku_name = "AZFW_Hub" にしてください。' },
          };
        } else if (
          count !== 1 &&
          !values.isUnknown("ip_configuration") &&
          network.isManaged(firewall.address)
        ) {
          yield problemAt(firewall.address, {
            en: `${count} IP configurations of firewall ${nameOf(firewall)} name a subnet; exactly one must.`,
            ja: `ファイアウォール ${nameOf(firewall)} の IP 構成のうち subnet_id を持つものが ${count} 個あります。ちょうど 1 個でなければなりません。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_IP_CONFIGURATION_SHARED",
    severity: "error",
    what: {
      en: "Two IP configurations of a firewall, the management one included, share their name",
      ja: "ファイアウォールの 2 つの IP 構成（管理用を含む）の名前が同じです",
    },
    source: SOURCES.firewall,
    fix: { en: "Name each configuration differently.", ja: "それぞれに別の名前を付けてください。" },
    *find(network) {
      for (const firewall of network.model.firewalls) {
        const values = network.argumentsOf(firewall.address);
        const names = [
          ...values.blocks("ip_configuration"),
          ...values.blocks("management_ip_configuration"),
        ].map((configuration) => configuration.text("name"));
        const twice = names.find((name, index) => name !== undefined && names.indexOf(name) < index);
        if (twice !== undefined) {
          yield problemAt(firewall.address, {
            en: `Firewall ${nameOf(firewall)} has two IP configurations named ${quote(twice)}.`,
            ja: `ファイアウォール ${nameOf(firewall)} に同じ名前 ${quote(twice)} の IP 構成が 2 つあります。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_POLICY_TIER",
    severity: "error",
    what: {
      en: "A firewall's policy is of a higher tier, or one of the two is Basic and the other is not",
      ja: "ファイアウォール ポリシーの SKU レベルがファイアウォールより高いか、どちらか一方だけが Basic です",
    },
    source: SOURCES.firewallPolicies,
    fix: { en: "Give both the same tier.", ja: "両方を同じ SKU レベルにしてください。" },
    *find(network) {
      const policies = new Map(network.model.firewallPolicies.map((policy) => [policy.address, policy]));
      for (const firewall of network.model.firewalls) {
        const policy = policies.get(firewall.policy ?? "");
        const tier = firewall.skuTier;
        if (!policy || tier === undefined || !network.isManaged(policy.address)) {
          continue;
        }
        const values = network.argumentsOf(policy.address);
        const policyTier = policy.sku ?? (values.isSet("sku") ? undefined : "Standard");
        if (!takesPolicy(tier, policyTier ?? "")) {
          yield problemAt(firewall.address, {
            en: `Firewall ${nameOf(firewall)} is ${tier}, but its policy ${nameOf(policy)} is ${policyTier}.`,
            ja: `ファイアウォール ${nameOf(firewall)} は ${tier} ですが、ポリシー ${nameOf(policy)} は ${policyTier} です。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_RESOURCE_GROUP",
    severity: "error",
    what: {
      en: "A firewall and its virtual network are in different resource groups",
      ja: "ファイアウォールとその仮想ネットワークが、別々のリソース グループにあります",
    },
    source: SOURCES.firewallFaq,
    fix: {
      en: "Create the firewall in the resource group of the virtual network.",
      ja: "ファイアウォールを仮想ネットワークと同じリソース グループに作成してください。",
    },
    *find(network) {
      for (const firewall of networkFirewalls(network)) {
        const home = network.networkOf(firewall.subnet);
        const groups = [firewall.resourceGroup, home?.resourceGroup];
        if (
          groups[0] !== undefined &&
          groups[1] !== undefined &&
          groups[0].toLowerCase() !== groups[1].toLowerCase()
        ) {
          yield problemAt(firewall.address, {
            en: `Firewall ${nameOf(firewall)} is in resource group ${quote(groups[0])}, its virtual network ${nameOf(home!)} in ${quote(groups[1])}.`,
            ja: `ファイアウォール ${nameOf(firewall)} はリソース グループ ${quote(groups[0])}、仮想ネットワーク ${nameOf(home!)} は ${quote(groups[1])} にあります。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_RULE_INCOMPLETE",
    severity: "error",
    what: {
      en: "A firewall's network rule has no source or no destination",
      ja: "ファイアウォールのネットワーク ルールに、送信元または宛先がありません",
    },
    source: SOURCES.firewallFaq,
    fix: { en: 'Give both; "*" means any.', ja: '両方を指定してください（"*" はすべてを表します）。' },
    *find({ model }) {
      for (const owner of [...model.firewallPolicies, ...model.firewalls]) {
        for (const [collection, rule] of networkRules(owner)) {
          const missing = [
            ...(rule.sources.length + (rule.sourceIpGroups ?? []).length === 0
              ? [{ en: "source", ja: "送信元" }]
              : []),
            ...(rule.destinations.length +
              (rule.destinationIpGroups ?? []).length +
              rule.destinationFqdns.length +
              (rule.destinationPublicNames ?? []).length ===
            0
              ? [{ en: "destination", ja: "宛先" }]
              : []),
          ];
          if (missing.length > 0 && rule.unknown === undefined) {
            yield problemAt(collection.origin, {
              en: `Rule ${quote(rule.name)} of collection ${quote(collection.name)} has no ${missing.map(({ en }) => en).join(" and no ")}.`,
              ja: `コレクション ${quote(collection.name)} のルール ${quote(rule.name)} に${missing.map(({ ja }) => ja).join("と")}がありません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "FIREWALL_POLICY_FEATURE",
    severity: "error",
    what: {
      en: "A firewall policy uses what its tier does not have: IDPS or TLS inspection below Premium, DNS settings in Basic",
      ja: "ファイアウォール ポリシーが、その SKU レベルにない機能を使っています。IDPS と TLS 検査は Premium だけで、DNS 設定は Basic では使えません",
    },
    source: SOURCES.firewallSkus,
    fix: { en: "Remove the setting, or raise the tier.", ja: "設定を外すか、SKU レベルを上げてください。" },
    *find(network) {
      for (const resource of network.resourcesOf("azurerm_firewall_policy")) {
        const values = network.argumentsOf(resource.address);
        const tier = values.text("sku") ?? (values.isSet("sku") ? undefined : "Standard");
        const refused = [
          ...(tier === "Basic" || tier === "Standard" ? ["intrusion_detection", "tls_certificate"] : []),
          ...(tier === "Basic" ? ["dns"] : []),
        ].filter((argument) => values.isSet(argument));
        for (const argument of refused) {
          yield problemAt(resource.address, {
            en: `Firewall policy ${nameOf(resource)} is ${tier}, which has no ${argument}.`,
            ja: `ファイアウォール ポリシー ${nameOf(resource)} は ${tier} なので ${argument} を使えません。`,
          });
        }
      }
    },
  },
];

/** Firewalls in virtual networks; those of Virtual WAN hubs have no subnet. */
function networkFirewalls({ model }: CheckedNetwork): Firewall[] {
  return model.firewalls.filter((firewall) => firewall.skuName !== "AZFW_Hub");
}

function* networkRules(owner: FirewallPolicy | Firewall): Iterable<[FirewallRuleCollection, FirewallRule]> {
  for (const collection of owner.ruleCollections) {
    for (const rule of collection.kind === "network" ? collection.rules : []) {
      yield [collection, rule];
    }
  }
}
