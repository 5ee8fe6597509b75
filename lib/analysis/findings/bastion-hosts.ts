import { Check } from "./check";
import { groupBy } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

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
    what: "Bastion uses a feature that its SKU does not have",
    source: SOURCES.bastionSettings,
    fix: {
      en: "Use Standard (Premium for session recording), or turn the feature off.",
      ja: "Standard (セッション記録は Premium) を使うか、機能を無効にしてください。",
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
          ...STANDARD_FEATURES.filter((feature) => isSmall && values.flag(feature) === true),
          ...(isSmall && (values.number("scale_units") ?? 0) > BASIC_SCALE_UNITS ? ["scale_units"] : []),
          ...(sku !== "Premium" && values.flag(PREMIUM_FEATURE) === true ? [PREMIUM_FEATURE] : []),
        ];
        for (const feature of refused) {
          yield {
            resource: bastion.address,
            message: {
              en: `Bastion ${nameOf(bastion)} has the SKU ${sku}, which does not support ${feature}.`,
              ja: `Bastion ${nameOf(bastion)} の SKU ${sku} は ${feature} に対応していません。`,
            },
          };
        }
      }
    },
  },
  {
    code: "BASTION_DEVELOPER",
    severity: "error",
    what: "Bastion names a virtual network without being Developer, or is Developer and names none",
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
          yield {
            resource: bastion.address,
            message: {
              en: `Bastion ${nameOf(bastion)} of SKU ${sku ?? "Basic"} takes ${wanted} and no ${refused}.`,
              ja: `SKU が ${sku ?? "Basic"} の Bastion ${nameOf(bastion)} には ${wanted} が必要で、${refused} は使えません。`,
            },
          };
        }
      }
    },
  },
  {
    code: "BASTION_SEVERAL",
    severity: "error",
    what: "Two Bastions stand in one virtual network",
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
      for (const [first, second] of byNetwork.values()) {
        if (second) {
          yield {
            resource: second.address,
            message: {
              en: `Bastions ${nameOf(first)} and ${nameOf(second)} stand in one virtual network; Azure allows one.`,
              ja: `Bastion ${nameOf(first)} と ${nameOf(second)} が同じ仮想ネットワークにあります。許されるのは 1 つです。`,
            },
          };
        }
      }
    },
  },
];
