import { isObject, Leaf, scalarOf, TerraformValue } from "../terraform/value";
import { ArmObject } from "./arm-object";
import { ArmArguments, ArmGetter, ArmShape, blocks, either, nested, placed, top, valueOf } from "./shape";

const IP_CONFIGURATION: ArmArguments = {
  subnet_id: "subnet.id",
  private_ip_address: "privateIPAddress",
  public_ip_address_id: "publicIPAddress.id",
};

const RULE: ArmArguments = {
  source_addresses: top("sourceAddresses"),
  source_ip_groups: top("sourceIpGroups"),
  destination_addresses: top("destinationAddresses"),
  destination_address: top("destinationAddresses"),
  destination_ip_groups: top("destinationIpGroups"),
  destination_ports: top("destinationPorts"),
  destination_fqdns: top("destinationFqdns"),
  destination_fqdn_tags: top("fqdnTags"),
  destination_urls: top("targetUrls"),
  web_categories: top("webCategories"),
  translated_address: top("translatedAddress"),
  translated_fqdn: top("translatedFqdn"),
  translated_port: top("translatedPort"),
};

/** Rules of a policy and those of a firewall without one differ in a few names. */
const RULES: Readonly<Record<Kind, ArmArguments>> = {
  network: { ...RULE, protocols: either(top("ipProtocols"), top("protocols")) },
  nat: { ...RULE, protocols: either(top("ipProtocols"), top("protocols")) },
  application: {
    ...RULE,
    destination_fqdns: top("targetFqdns"),
    protocols: (rule) =>
      rule.objects("protocols").map((protocol) => ({
        type: protocol.at("protocolType") ?? null,
        port: protocol.at("port") ?? null,
      })),
  },
};

type Kind = "network" | "application" | "nat";

/** A policy's collections that have rules of one kind: Azure has all of them in one list. */
function collections(kind: Kind): ArmGetter {
  const path = "properties.ruleCollections";
  const isOfKind = (collection: ArmObject): boolean => {
    const own = rules(collection, "rules", kind);
    return !Array.isArray(own) || own.length > 0;
  };
  return placed(
    (group) =>
      open(group, path) ??
      group
        .objects(path)
        .filter(isOfKind)
        .map((collection) => ({
          name: collection.at("name") ?? null,
          priority: collection.at("priority") ?? null,
          action: collection.at("action.type") ?? null,
          rule: rules(collection, "rules", kind),
        })),
    {
      path,
      inner: {
        name: top("name"),
        priority: top("priority"),
        action: top("action.type"),
        rule: placed(() => undefined, {
          path: "rules",
          inner: { name: top("name"), ...RULES[kind] },
          also: { ruleType: `${capital(kind)}Rule` },
          indexIn: (collection, index) => indexIn(collection.objects("rules"), index, ruleIsOf(kind)),
        }),
      },
      also: { ruleCollectionType: `FirewallPolicy${kind === "nat" ? "Nat" : "Filter"}RuleCollection` },
      indexIn: (group, index) => indexIn(group.objects(path), index, isOfKind),
    },
  );
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

/** Where the one with an index among some stands among all. */
function indexIn(
  all: readonly ArmObject[],
  index: number,
  isSome: (one: ArmObject) => boolean,
): number | undefined {
  return [...all.keys()].filter((key) => isSome(all[key])).at(index);
}

function ruleIsOf(kind: Kind): (rule: ArmObject) => boolean {
  return (rule) => {
    const type = String(scalarOf(rule.at("ruleType")) ?? "").toLowerCase();
    return type === "" || type === `${kind}rule`;
  };
}

/** A list that the input doesn't tell. */
function open(object: ArmObject, path: string): TerraformValue | undefined {
  const list = object.at(path);
  return list instanceof Leaf && list.value === undefined ? list : undefined;
}

function rules(collection: ArmObject, path: string, kind: Kind): TerraformValue {
  const unknown = open(collection, path);
  if (unknown !== undefined) {
    return unknown;
  }
  return collection
    .objects(path)
    .filter(ruleIsOf(kind))
    .map((rule) => nested({ name: top("name"), ...RULES[kind] })(rule) ?? null)
    .filter(isObject);
}

/** The collections of a firewall that has no policy. */
function classic(kind: Kind): ArmShape {
  return {
    type: `azurerm_firewall_${kind}_rule_collection`,
    parent: "azure_firewall_name",
    arguments: {
      priority: "priority",
      action: "action.type",
      rule: placed((collection) => rules(collection, "properties.rules", kind), {
        path: "properties.rules",
        // What a policy calls `ipProtocols`.
        inner: {
          name: top("name"),
          ...RULES[kind],
          ...(kind !== "application" && { protocols: top("protocols") }),
        },
      }),
    },
  };
}

/** What Azure keeps of a firewall beside its properties, by names with dots in them. */
function additional(name: string, firewall: ArmObject): TerraformValue | undefined {
  const all = valueOf("additionalProperties", firewall);
  return isObject(all) ? all[name] : all;
}

/** A list as one text with commas. */
function listed(name: string): ArmGetter {
  return (firewall) => {
    const value = additional(name, firewall);
    const known = scalarOf(value);
    return typeof known === "string"
      ? known.split(",").flatMap((each) => (each.trim() === "" ? [] : [each.trim()]))
      : value;
  };
}

export const FIREWALL: ArmShape = {
  type: "azurerm_firewall",
  arguments: {
    sku_name: "sku.name",
    sku_tier: "sku.tier",
    firewall_policy_id: "firewallPolicy.id",
    virtual_hub: (firewall) => {
      const hub = valueOf("virtualHub.id", firewall);
      return hub === undefined ? undefined : { virtual_hub_id: hub };
    },
    ip_configuration: blocks("ipConfigurations", IP_CONFIGURATION),
    management_ip_configuration: (firewall) => {
      const management = valueOf("managementIpConfiguration", firewall);
      return management && nested(IP_CONFIGURATION)(new ArmObject(management));
    },
    threat_intel_mode: "threatIntelMode",
    private_ip_ranges: listed("Network.SNAT.PrivateRanges"),
    dns_servers: listed("Network.DNS.Servers"),
    dns_proxy_enabled: (firewall) => {
      const value = additional("Network.DNS.EnableProxy", firewall);
      const known = scalarOf(value);
      return known === undefined || known === null ? value : String(known).toLowerCase() === "true";
    },
  },
  parts: [
    { name: "networkRuleCollections", shape: classic("network") },
    { name: "applicationRuleCollections", shape: classic("application") },
    { name: "natRuleCollections", shape: classic("nat") },
  ],
};

const EXPLICIT_PROXY = {
  enabled: "enableExplicitProxy",
  http_port: "httpPort",
  https_port: "httpsPort",
} as const;

export const FIREWALL_POLICY: ArmShape = {
  type: "azurerm_firewall_policy",
  arguments: {
    sku: "sku.tier",
    base_policy_id: "basePolicy.id",
    private_ip_ranges: "snat.privateRanges",
    auto_learn_private_ranges_enabled: (policy) => {
      const value = valueOf("snat.autoLearnPrivateRanges", policy);
      const known = scalarOf(value);
      return typeof known === "string" ? known.toLowerCase() === "enabled" : value;
    },
    dns: (policy) => {
      const settings = valueOf("dnsSettings", policy);
      return (
        settings && nested({ servers: "servers", proxy_enabled: "enableProxy" })(new ArmObject(settings))
      );
    },
    threat_intelligence_mode: "threatIntelMode",
    explicit_proxy: (policy) => {
      const proxy = valueOf("explicitProxy", policy);
      return proxy && nested(EXPLICIT_PROXY)(new ArmObject(proxy));
    },
    rule_collection_groups: "ruleCollectionGroups[].id",
  },
};

export const RULE_COLLECTION_GROUP: ArmShape = {
  type: "azurerm_firewall_policy_rule_collection_group",
  parent: "firewall_policy_id",
  arguments: {
    priority: "priority",
    network_rule_collection: collections("network"),
    application_rule_collection: collections("application"),
    nat_rule_collection: collections("nat"),
  },
};

export const IP_GROUP: ArmShape = {
  type: "azurerm_ip_group",
  arguments: { cidrs: "ipAddresses" },
};
