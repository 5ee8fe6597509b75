import { NAME_RULES, nameFault, NameRule, nearestAllowedName } from "../../azure/names";
import { groupBy } from "../../collections/group-by";
import { ConfiguredResource } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** What Azure allows in the names of a type. */
export const RULES_OF_TYPE: ReadonlyMap<string, NameRule> = new Map<string, NameRule>([
  ["azurerm_resource_group", NAME_RULES.resourceGroup],
  ["azurerm_virtual_network", NAME_RULES.virtualNetwork],
  ["azurerm_subnet", NAME_RULES.subnet],
  ["azurerm_virtual_network_peering", NAME_RULES.peering],
  ["azurerm_public_ip", NAME_RULES.publicIp],
  ["azurerm_virtual_network_gateway", NAME_RULES.vpnGateway],
  ["azurerm_virtual_network_gateway_connection", NAME_RULES.connection],
  ["azurerm_local_network_gateway", NAME_RULES.localNetworkGateway],
  ["azurerm_bastion_host", NAME_RULES.bastion],
  ["azurerm_network_interface", NAME_RULES.networkInterface],
  ["azurerm_network_security_group", NAME_RULES.networkSecurityGroup],
  ["azurerm_network_security_rule", NAME_RULES.securityRule],
  ["azurerm_route_table", NAME_RULES.routeTable],
  ["azurerm_route", NAME_RULES.route],
  ["azurerm_lb", NAME_RULES.loadBalancer],
  ["azurerm_lb_backend_address_pool", NAME_RULES.loadBalancerPart],
  ["azurerm_lb_probe", NAME_RULES.loadBalancerPart],
  ["azurerm_lb_rule", NAME_RULES.loadBalancerPart],
  ["azurerm_firewall", NAME_RULES.firewall],
  ["azurerm_firewall_policy", NAME_RULES.firewallPolicy],
  ["azurerm_firewall_policy_rule_collection_group", NAME_RULES.ruleCollectionGroup],
  ["azurerm_route_server", NAME_RULES.routeServer],
  ["azurerm_route_server_bgp_connection", NAME_RULES.bgpConnection],
  ["azurerm_nat_gateway", NAME_RULES.natGateway],
  ["azurerm_private_endpoint", NAME_RULES.privateEndpoint],
  ["azurerm_linux_virtual_machine", NAME_RULES.virtualMachine],
  ["azurerm_windows_virtual_machine", NAME_RULES.virtualMachine],
]);

/** What a resource of those types lies in: names are unique in there. */
const PARENT_ARGUMENTS: readonly string[] = [
  "firewall_policy_id",
  "loadbalancer_id",
  "network_security_group_name",
  "resource_group_name",
  "route_server_id",
  "route_table_name",
  "virtual_network_name",
];

/**
 * Other types are told apart by arguments of their own, such as a zone, a scope or a machine: by any that may name
 * what a resource belongs to.
 */
const POSSIBLE_PARENT_ARGUMENT = /(_name|_id|^scope)$/;

/** Names of resources. */
export const NAME_CHECKS: readonly Check[] = [
  {
    code: "NAME_NOT_ALLOWED",
    severity: "error",
    what: {
      en: "Azure does not allow a resource's name: its length or its characters",
      ja: "リソースの名前の長さまたは文字を Azure が許可していません",
    },
    source: SOURCES.namingRules,
    fix: { en: "Rename it.", ja: "名前を変更してください。" },
    *find(network) {
      for (const [type, rule] of RULES_OF_TYPE) {
        for (const resource of network.resourcesOf(type)) {
          const name = resource.name;
          if (name === undefined) {
            continue;
          }
          const fault = nameFault(rule, name);
          const near = nearestAllowedName(rule, name);
          const fix = near && { en: `${quote(near)} would do.`, ja: `${quote(near)} なら使えます。` };
          if (fault === "length") {
            yield {
              resource: resource.address,
              message: {
                en: `The name ${quote(name)} is ${name.length} long; Azure allows ${rule.min} to ${rule.max} characters here.`,
                ja: `名前 ${quote(name)} は ${name.length} 文字です。ここで使えるのは ${rule.min} から ${rule.max} 文字です。`,
              },
              fix: fix || undefined,
            };
          } else if (fault === "characters") {
            yield {
              resource: resource.address,
              message: {
                en: `The name ${quote(name)} is not allowed; use ${rule.allowed.en}.`,
                ja: `名前 ${quote(name)} は使えません。使える文字: ${rule.allowed.ja}。`,
              },
              fix: fix || undefined,
            };
          }
        }
      }
    },
  },
  {
    code: "NAME_DUPLICATE",
    severity: "error",
    what: {
      en: "Two resources of one type have the same name in the same place: the second apply finds it existing",
      ja: "同じ種類の 2 つのリソースが、同じ場所で同じ名前を使っています。後から作成する方は「既に存在する」エラーになります",
    },
    source: SOURCES.resourceImport,
    fix: { en: "Rename one of them.", ja: "どちらかの名前を変更してください。" },
    *find(network) {
      for (const [type, resources] of network.types) {
        if (!type.startsWith("azurerm_") || type.endsWith("_association")) {
          continue;
        }
        for (const same of groupBy(resources, (resource) => identityOf(network, resource)).values()) {
          if (same.length > 1) {
            yield problemAt(same[1].address, {
              en: `${same[1].address} has the same name as ${same[0].address}, ${nameOf(same[0])}, in the same place.`,
              ja: `${same[1].address} は ${same[0].address} と同じ場所で同じ名前 ${nameOf(same[0])} を使っています。`,
            });
          }
        }
      }
    },
  },
];

/** Subscription, what it belongs to, and its name; undefined where something of that is not known. */
function identityOf(network: CheckedNetwork, resource: ConfiguredResource): string | undefined {
  const values = network.argumentsOf(resource.address);
  const possible = RULES_OF_TYPE.has(resource.type)
    ? PARENT_ARGUMENTS
    : Object.keys(resource.values)
        .filter((argument) => POSSIBLE_PARENT_ARGUMENT.test(argument))
        .sort();
  const parents = possible
    .filter((argument) => values.isSet(argument))
    .map((argument) => network.identityOf(values.printed(argument)));
  // Without any it is nothing that a name identifies (or nothing that we know how to place).
  if (resource.name === undefined || parents.length === 0 || parents.includes(undefined)) {
    return undefined;
  }
  return [resource.subscription, ...parents, resource.name].join("\n").toLowerCase();
}
