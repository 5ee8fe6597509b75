import { BASTION_RULES, BastionRule } from "../../azure/bastion-rules";
import { ReservedSubnet } from "../../azure/reserved-subnets";
import { groupBy } from "../../collections/group-by";
import { SecurityRule } from "../model";
import { LocalizedText } from "../result";
import { Check, problemAt } from "./check";
import { reservedNameOf } from "./reserved-subnets";
import { isVague } from "./security-rules";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** Arguments that Standard and Premium have. */
const STANDARD_FEATURES = [
  "file_copy_enabled",
  "ip_connect_enabled",
  "kerberos_enabled",
  "shareable_link_enabled",
  "tunneling_enabled",
];
const PREMIUM_FEATURE = "session_recording_enabled";
const BASIC_SCALE_UNITS = 2;

/** Azure Bastion: what its SKUs have, and how many stand in a network. */
export const BASTION_CHECKS: readonly Check[] = [
  {
    code: "BASTION_FEATURE_SKU",
    severity: "error",
    what: {
      en: "Bastion uses a feature that its SKU does not have",
      ja: "Bastion が、その SKU では対応していない機能を使っています",
    },
    source: SOURCES.bastionSettings,
    fix: {
      en: "Use Standard (Premium for session recording), or turn the feature off.",
      ja: "Standard（セッション記録は Premium）を使うか、機能を無効にしてください。",
    },
    *find(network) {
      for (const bastion of network.model.bastionHosts) {
        const values = network.argumentsOf(bastion.address);
        const sku = values.text("sku") ?? (values.isSet("sku") ? undefined : "Basic");
        if (sku === undefined) {
          continue;
        }
        const isSmall = sku === "Basic" || sku === "Developer";
        const refused = [
          ...STANDARD_FEATURES.filter((feature) => isSmall && values.boolean(feature) === true),
          ...(isSmall && (values.number("scale_units") ?? 0) > BASIC_SCALE_UNITS ? ["scale_units"] : []),
          ...(sku !== "Premium" && values.boolean(PREMIUM_FEATURE) === true ? [PREMIUM_FEATURE] : []),
        ];
        for (const feature of refused) {
          yield problemAt(bastion.address, {
            en: `Bastion ${nameOf(bastion)} has the SKU ${sku}, which does not support ${feature}.`,
            ja: `Bastion ${nameOf(bastion)} の SKU ${sku} は ${feature} に対応していません。`,
          });
        }
      }
    },
  },
  {
    code: "BASTION_SESSIONS_UNRECORDED",
    severity: "warning",
    what: {
      en: "A Bastion that records sessions takes native clients, whose sessions it can't record",
      ja: "セッションを記録する Bastion で、記録の対象にならないネイティブ クライアントが許可されています",
    },
    source: SOURCES.bastionRecording,
    fix: {
      en: "Set tunneling_enabled = false where every session must be on record.",
      ja: "すべてのセッションを記録する必要がある場合は、tunneling_enabled = false にしてください。",
    },
    *find(network) {
      for (const bastion of network.model.bastionHosts) {
        const values = network.argumentsOf(bastion.address);
        if (
          values.text("sku") === "Premium" &&
          values.boolean(PREMIUM_FEATURE) === true &&
          values.boolean("tunneling_enabled") === true
        ) {
          yield {
            resource: bastion.address,
            message: {
              en: `Bastion ${nameOf(bastion)} records sessions in the browser, and tunneling_enabled lets in native clients, whose sessions it can't record.`,
              ja: `Bastion ${nameOf(bastion)} が記録するのはブラウザーのセッションだけですが、tunneling_enabled でネイティブ クライアントも接続できます。`,
            },
          };
        }
      }
    },
  },
  {
    code: "BASTION_DEVELOPER",
    severity: "error",
    what: {
      en: "Bastion names a virtual network without being Developer, or is Developer and names none",
      ja: "SKU が Developer ではない Bastion が仮想ネットワークを指定しているか、Developer の Bastion が指定していません",
    },
    source: SOURCES.bastionHost,
    fix: {
      en: "Developer takes virtual_network_id, the others an ip_configuration.",
      ja: "Developer は virtual_network_id、それ以外は ip_configuration を指定します。",
    },
    *find(network) {
      for (const bastion of network.model.bastionHosts) {
        const values = network.argumentsOf(bastion.address);
        const sku = values.text("sku");
        const isDeveloper = sku === "Developer";
        const isKnown = network.isManaged(bastion.address) && (sku !== undefined || !values.isSet("sku"));
        const [wanted, refused] = isDeveloper
          ? ["virtual_network_id", "ip_configuration"]
          : ["ip_configuration", "virtual_network_id"];
        if (isKnown && (!values.isSet(wanted) || values.isSet(refused))) {
          yield problemAt(bastion.address, {
            en: `Bastion ${nameOf(bastion)} of SKU ${sku ?? "Basic"} takes ${wanted} and no ${refused}.`,
            ja: `SKU が ${sku ?? "Basic"} の Bastion ${nameOf(bastion)} には ${wanted} が必要で、${refused} は使えません。`,
          });
        }
      }
    },
  },
  {
    code: "BASTION_WITHOUT_ADDRESS",
    severity: "error",
    what: {
      en: "Bastion has no public address, which Premium alone can do without (W68)",
      ja: "Bastion にパブリック IP がありません。省けるのは Premium だけです（W68）",
    },
    source: SOURCES.bastionPrivate,
    fix: {
      en: "Give its ip_configuration a public_ip_address_id, or use Premium.",
      ja: "ip_configuration に public_ip_address_id を指定するか、Premium を使ってください。",
    },
    *find(network) {
      for (const bastion of network.model.bastionHosts) {
        const values = network.argumentsOf(bastion.address);
        const sku = values.text("sku") ?? (values.isSet("sku") ? undefined : "Basic");
        const [configuration] = values.blocks("ip_configuration");
        if (
          network.isManaged(bastion.address) &&
          (sku === "Basic" || sku === "Standard") &&
          configuration?.isSet("public_ip_address_id") === false
        ) {
          yield problemAt(bastion.address, {
            en: `Bastion ${nameOf(bastion)} of SKU ${sku} has no public address, which only Premium can do without.`,
            ja: `SKU が ${sku} の Bastion ${nameOf(bastion)} にパブリック IP がありません。パブリック IP を省けるのは Premium だけです。`,
          });
        }
      }
    },
  },
  {
    code: "BASTION_SECURITY_GROUP",
    severity: "error",
    what: {
      en: "The security group of AzureBastionSubnet lacks a rule that Azure looks for (NetworkSecurityGroupNotCompliantForAzureBastionSubnet)",
      ja: "AzureBastionSubnet のネットワーク セキュリティ グループに、Azure が必要とする規則がありません（NetworkSecurityGroupNotCompliantForAzureBastionSubnet）",
    },
    source: SOURCES.bastionSecurityGroup,
    fix: {
      en: "Add the rules; default rules do not count.",
      ja: "規則を追加してください。既定の規則では代用できません。",
    },
    *find({ model }) {
      const groups = new Map(model.networkSecurityGroups.map((group) => [group.address, group]));
      for (const subnet of model.subnets) {
        const group = groups.get(subnet.networkSecurityGroup ?? "");
        if (reservedNameOf(subnet) !== ReservedSubnet.BASTION || !group || group.rules.some(isVague)) {
          continue;
        }
        const missing = missingBastionRules(group.rules);
        if (missing.length > 0) {
          const { en } = listOf(missing.map((rule) => inWords(rule).en));
          const { ja } = listOf(missing.map((rule) => inWords(rule).ja));
          yield {
            resource: group.address,
            message: {
              en: `Network security group ${nameOf(group)} of AzureBastionSubnet does not allow ${en}.`,
              ja: `AzureBastionSubnet のネットワーク セキュリティ グループ ${nameOf(group)} に次の許可がありません: ${ja}。`,
            },
            fix: {
              en: `Allow ${en}; default rules do not count.`,
              ja: `次を許可する規則を追加してください: ${ja}。既定の規則では代用できません。`,
            },
          };
        }
      }
    },
  },
  {
    code: "BASTION_SEVERAL",
    severity: "error",
    what: {
      en: "Two Bastions stand in one virtual network",
      ja: "1 つの仮想ネットワークに Bastion が 2 つあります",
    },
    source: SOURCES.bastionFaq,
    fix: {
      en: "Keep one; it serves peered networks too.",
      ja: "1 つで十分です。ピアリング先にも接続できます。",
    },
    *find(network) {
      const byNetwork = groupBy(
        network.model.bastionHosts,
        ({ subnet, virtualNetwork }) => network.networkOf(subnet)?.address ?? virtualNetwork,
      );
      for (const [virtualNetwork, [first, second]] of byNetwork) {
        if (second && network.isOne(virtualNetwork)) {
          yield problemAt(second.address, {
            en: `Bastions ${nameOf(first)} and ${nameOf(second)} stand in one virtual network; Azure allows one.`,
            ja: `Bastion ${nameOf(first)} と ${nameOf(second)} が同じ仮想ネットワークにあります。許されるのは 1 つです。`,
          });
        }
      }
    },
  },
];

/** What Azure looks for in the group of AzureBastionSubnet, and these rules don't allow. */
export function missingBastionRules(rules: readonly SecurityRule[]): readonly BastionRule[] {
  return BASTION_RULES.filter((required) => !isMet(required, rules));
}

const ANY_ADDRESS: ReadonlySet<string> = new Set(["*", "any", "0.0.0.0/0"]);

function isMet(
  { direction, source, destination, ports }: BastionRule,
  rules: readonly SecurityRule[],
): boolean {
  const candidates = rules.filter(
    (rule) =>
      rule.direction === direction &&
      rule.access === "Allow" &&
      ["*", "tcp"].includes(rule.protocol.toLowerCase()) &&
      names(rule.sources, source) &&
      names(rule.destinations, destination),
  );
  return ports.every((port) =>
    candidates.some((rule) => rule.destinationPorts.some((text) => holds(text, port))),
  );
}

/** Whether one end of a rule names what is required. */
function names(ends: readonly string[], required: string): boolean {
  return ends.some(
    (end) =>
      required === "*" ||
      ANY_ADDRESS.has(end.toLowerCase()) ||
      end.toLowerCase() === required.toLowerCase() ||
      // Users may come from a few addresses only (a private Bastion: from its network); others have tags.
      (required === "Internet" && (/^[\d.]+(\/\d+)?$/.test(end) || end === "VirtualNetwork")),
  );
}

function holds(ports: string, port: number): boolean {
  const [first, last = first] = ports.split("-").map(Number);
  return ports === "*" || (first <= port && port <= last);
}

function inWords({ direction, source, destination, ports }: BastionRule): LocalizedText {
  const { en, ja } = listOf(ports.map(String));
  const [from, to] = [source, destination].map((end) => (end === "*" ? undefined : end));
  const isInbound = direction === "Inbound";
  return {
    en: `TCP ${en} ${isInbound ? "in" : "out"}${from ? ` from ${from}` : ""}${to ? ` to ${to}` : ""}`,
    ja: `TCP ${ja} の${isInbound ? "受信" : "送信"}（${[from, to].filter(Boolean).join(" → ")}）`,
  };
}
