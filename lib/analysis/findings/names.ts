import { ConfiguredResource } from "../model";
import { groupBy } from "../sets/group-by";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** What Azure allows as a name. */
interface NameRule {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  readonly allowed: { readonly en: string; readonly ja: string };
}

const NETWORK_ALLOWED = {
  en: "letters, digits, '.', '_' and '-', starting with a letter or digit and ending with a letter, digit or '_'",
  ja: "英数字・ピリオド・アンダースコア・ハイフン（先頭は英数字、末尾は英数字かアンダースコア）",
};

function networkRule(min = 1, max = 80): NameRule {
  return { min, max, pattern: /^[A-Za-z0-9](?:[\w.-]*\w)?$/, allowed: NETWORK_ALLOWED };
}

const MACHINE_RULE: NameRule = {
  min: 1,
  max: 64,
  pattern: /^(?!\d+$)[A-Za-z0-9](?:[\w.-]*\w)?$/,
  allowed: {
    en: `${NETWORK_ALLOWED.en}, and not digits alone`,
    ja: `${NETWORK_ALLOWED.ja}、数字だけは不可`,
  },
};

/** Rules by resource type, of what a hub-and-spoke network is made of. */
const NAME_RULES: ReadonlyMap<string, NameRule> = new Map([
  [
    "azurerm_resource_group",
    {
      min: 1,
      max: 90,
      pattern: /^[\p{L}\p{N}._()-]*[\p{L}\p{N}_()-]$/u,
      allowed: {
        en: "letters, digits, '-', '_', '.', '(' and ')', not ending with '.'",
        ja: "英数字・ハイフン・アンダースコア・ピリオド・かっこ（末尾にピリオドは不可）",
      },
    },
  ],
  ["azurerm_virtual_network", networkRule(2, 64)],
  ["azurerm_subnet", networkRule()],
  ["azurerm_virtual_network_peering", networkRule()],
  ["azurerm_public_ip", networkRule()],
  ["azurerm_virtual_network_gateway", networkRule()],
  ["azurerm_virtual_network_gateway_connection", networkRule()],
  ["azurerm_local_network_gateway", networkRule()],
  ["azurerm_bastion_host", networkRule(3)],
  ["azurerm_network_interface", networkRule()],
  ["azurerm_network_security_group", networkRule()],
  ["azurerm_network_security_rule", networkRule()],
  ["azurerm_route_table", networkRule()],
  ["azurerm_route", networkRule()],
  ["azurerm_lb", networkRule()],
  ["azurerm_lb_backend_address_pool", networkRule()],
  ["azurerm_lb_probe", networkRule()],
  ["azurerm_lb_rule", networkRule()],
  ["azurerm_firewall", networkRule(1, 56)],
  ["azurerm_firewall_policy", networkRule(2)],
  ["azurerm_firewall_policy_rule_collection_group", networkRule(2)],
  ["azurerm_route_server", networkRule(2)],
  ["azurerm_route_server_bgp_connection", networkRule()],
  ["azurerm_nat_gateway", networkRule()],
  ["azurerm_private_endpoint", networkRule(2, 64)],
  ["azurerm_linux_virtual_machine", MACHINE_RULE],
  ["azurerm_windows_virtual_machine", MACHINE_RULE],
]);

/** What a resource lies in, beside its resource group: names are unique in there. */
const PARENT_ARGUMENTS = [
  "virtual_network_name",
  "route_table_name",
  "network_security_group_name",
  "loadbalancer_id",
  "firewall_policy_id",
  "azure_firewall_name",
  "route_server_id",
  "network_manager_id",
  "network_group_id",
  "virtual_hub_id",
];

/** Names of resources. */
export const NAME_CHECKS: readonly Check[] = [
  {
    code: "NAME_NOT_ALLOWED",
    severity: "error",
    what: "Azure does not allow a resource's name: its length or its characters",
    source: SOURCES.namingRules,
    fix: { en: "Rename it.", ja: "名前を変更してください。" },
    *find(network) {
      for (const [type, rule] of NAME_RULES) {
        for (const resource of network.resourcesOf(type)) {
          const name = resource.name;
          if (name === undefined) {
            continue;
          }
          const fix = nearestName(rule, name);
          if (name.length < rule.min || name.length > rule.max) {
            yield {
              resource: resource.address,
              message: {
                en: `The name ${quote(name)} is ${name.length} long; Azure allows ${rule.min} to ${rule.max} characters here.`,
                ja: `名前 ${quote(name)} は ${name.length} 文字です。ここで使えるのは ${rule.min} から ${rule.max} 文字です。`,
              },
              fix,
            };
          } else if (!rule.pattern.test(name)) {
            yield {
              resource: resource.address,
              message: {
                en: `The name ${quote(name)} is not allowed; use ${rule.allowed.en}.`,
                ja: `名前 ${quote(name)} は使えません。使える文字: ${rule.allowed.ja}。`,
              },
              fix,
            };
          }
        }
      }
    },
  },
  {
    code: "NAME_DUPLICATE",
    severity: "error",
    what: "Two resources of one type have the same name in the same place: the second apply finds it existing",
    source: SOURCES.resourceImport,
    fix: { en: "Rename one of them.", ja: "どちらかの名前を変更してください。" },
    *find(network) {
      for (const [type, resources] of network.types) {
        if (!type.startsWith("azurerm_") || type.endsWith("_association")) {
          continue;
        }
        for (const same of groupBy(resources, (resource) => identityOf(network, resource)).values()) {
          if (same.length > 1) {
            yield {
              resource: same[1].address,
              message: {
                en: `${same[1].address} has the same name as ${same[0].address}, ${nameOf(same[0])}, in the same place.`,
                ja: `${same[1].address} は ${same[0].address} と同じ場所で同じ名前 ${nameOf(same[0])} を使っています。`,
              },
            };
          }
        }
      }
    },
  },
];

/** Subscription, resource group, parent and name; undefined where the name is not known. */
function identityOf(network: CheckedNetwork, resource: ConfiguredResource): string | undefined {
  const values = network.argumentsOf(resource.address);
  const { name } = resource;
  const group = values.written("resource_group_name");
  const parents = PARENT_ARGUMENTS.map((argument) => values.written(argument)).filter(
    (parent) => parent !== undefined,
  );
  // Without either it is nothing that a name identifies (or nothing that we know how to place).
  if (name === undefined || (group === undefined && parents.length === 0)) {
    return undefined;
  }
  return [resource.subscription, group, ...parents, name].join("\n").toLowerCase();
}

function nearestName(rule: NameRule, name: string): Check["fix"] | undefined {
  const candidate = name
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "")
    .slice(0, rule.max)
    .replace(/[.-]+$/, "");
  return candidate.length >= rule.min && rule.pattern.test(candidate)
    ? { en: `${quote(candidate)} would do.`, ja: `${quote(candidate)} なら使えます。` }
    : undefined;
}
