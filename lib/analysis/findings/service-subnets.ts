import { Arguments, Subnet } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { keptRoutes, placed } from "./placed-services";
import { SOURCES } from "./sources";
import { mayBeDelegatedTo } from "./subnet-delegations";
import { listOf, nameOf, quote } from "./words";

const MANAGED_INSTANCES = "microsoft.sql/managedinstances";
/** Services that take a subnet for themselves, by its delegation. */
const EXCLUSIVE: ReadonlySet<string> = new Set([
  MANAGED_INSTANCES,
  "microsoft.app/environments",
  "microsoft.containerinstance/containergroups",
  "microsoft.dbformysql/flexibleservers",
  "microsoft.dbforpostgresql/flexibleservers",
  "microsoft.web/serverfarms",
]);

/** What services need of the subnet in which they stand. */
export const SERVICE_SUBNET_CHECKS: readonly Check[] = [
  {
    code: "SUBNET_OF_SERVICE_OCCUPIED",
    severity: "error",
    what: {
      en: "A network interface stands in a subnet that is delegated to a service which takes it for itself, or a private endpoint in any that is delegated (PrivateEndpointCreationNotAllowedAsSubnetIsDelegated, W121)",
      ja: "他のリソースを置けないサービスに委任されたサブネットにネットワーク インターフェイスがあるか、委任されたサブネットにプライベート エンドポイントがあります（PrivateEndpointCreationNotAllowedAsSubnetIsDelegated、W121）",
    },
    source: SOURCES.subnetDelegation,
    fix: {
      en: "Put it into a subnet without delegation.",
      ja: "委任されていないサブネットに置いてください。",
    },
    *find(network) {
      for (const nic of network.model.networkInterfaces) {
        const subnet = network.subnets.get(nic.ipConfigurations[0]?.subnet ?? "");
        const service = subnet?.delegations.find((one) => EXCLUSIVE.has(one.toLowerCase()));
        if (subnet !== undefined && service !== undefined && network.isManaged(nic.address)) {
          yield problemAt(nic.address, {
            en: `Network interface ${nameOf(nic)} stands in subnet ${nameOf(subnet)}, which is delegated to ${service}: Azure lets nothing else into it.`,
            ja: `ネットワーク インターフェイス ${nameOf(nic)} が ${service} に委任されたサブネット ${nameOf(subnet)} にあります。このサブネットに他のリソースは置けません。`,
          });
        }
      }
      for (const endpoint of network.model.privateEndpoints) {
        const subnet = network.subnets.get(endpoint.subnet ?? "");
        const [service] = subnet?.delegations ?? [];
        if (subnet !== undefined && service !== undefined && isMade(network, endpoint.address)) {
          yield problemAt(endpoint.address, {
            en: `Private endpoint ${nameOf(endpoint)} is made in subnet ${nameOf(subnet)}, which is delegated to ${service}: Azure lets none into a delegated subnet.`,
            ja: `プライベート エンドポイント ${nameOf(endpoint)} の作成先のサブネット ${nameOf(subnet)} は ${service} に委任されています。委任されたサブネットにプライベート エンドポイントは作れません。`,
          });
        }
      }
    },
  },
  {
    code: "PRIVATE_LINK_SERVICE_POLICIES",
    severity: "error",
    what: {
      en: "A Private Link service takes addresses of a subnet whose network policies for such services are on (PrivateLinkServiceCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled, W122)",
      ja: "Private Link サービスのネットワーク ポリシーが有効なサブネットのアドレスを、Private Link サービスが使っています（PrivateLinkServiceCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled、W122）",
    },
    source: SOURCES.privateLinkServicePolicies,
    fix: {
      en: "Set private_link_service_network_policies_enabled = false in the subnet.",
      ja: "サブネットに private_link_service_network_policies_enabled = false を指定してください。",
    },
    *find(network) {
      for (const { service, subnet, values } of placed(network, "private-link-service")) {
        if (values !== undefined && refusesPrivateLink(values)) {
          yield problemAt(subnet.address, {
            en: `Private Link service ${nameOf(service)} takes addresses of subnet ${nameOf(subnet)}, whose network policies for such services are on, as they are unless switched off.`,
            ja: `Private Link サービス ${nameOf(service)} が使うサブネット ${nameOf(subnet)} では、Private Link サービスのネットワーク ポリシーが有効（既定）です。`,
          });
        }
      }
    },
  },
  {
    code: "NETAPP_BASIC_FEATURES",
    severity: "warning",
    what: {
      en: "A route table or security group is bound to the subnet of an Azure NetApp Files volume with Basic network features, where neither is supported",
      ja: "基本ネットワーク機能の Azure NetApp Files ボリュームのサブネットに、ルート テーブルまたはネットワーク セキュリティ グループが関連付けられています。どちらもサポートされていません",
    },
    source: SOURCES.netappNetwork,
    fix: {
      en: 'Give the volume network_features = "Standard", which can be changed while it runs.',
      ja: 'ボリュームに network_features = "Standard" を指定してください。稼働中でも変更できます。',
    },
    *find({ model }) {
      for (const { name, uncertainRouteTables = [], uncertainSecurityGroups = [] } of model.subnets) {
        const [bound] = [...uncertainRouteTables, ...uncertainSecurityGroups].filter(
          ({ argument }) => argument === "network_features",
        );
        if (bound !== undefined) {
          yield problemAt(bound.resource, {
            en: `${bound.resource} has Basic network features, and ${bound.candidates[0]} is bound to its subnet ${quote(name ?? "")}: nothing there obeys it.`,
            ja: `${bound.resource} は基本ネットワーク機能ですが、サブネット ${quote(name ?? "")} に ${bound.candidates[0]} が関連付けられています。そこでは効果がありません。`,
          });
        }
      }
    },
  },
  {
    code: "SQL_MANAGED_INSTANCE_ROUTES_REMOVED",
    severity: "warning",
    what: {
      en: "A SQL Managed Instance writes routes into its subnet's table, and Terraform keeps that table's routes as they are written inline: each plan takes the instance's routes out",
      ja: "SQL Managed Instance はサブネットのルート テーブルにルートを書き込みますが、そのテーブルのルートがインラインで書かれているため、plan のたびに Terraform がそれらを削除しようとします",
    },
    source: SOURCES.managedInstanceSubnet,
    fix: {
      en: "Write the routes as azurerm_route, or leave them to the instance: lifecycle { ignore_changes = [route] } on the table.",
      ja: "ルートを azurerm_route として書くか、テーブルに lifecycle { ignore_changes = [route] } を指定してください。",
    },
    *find(network) {
      for (const { service, subnet } of placed(network, "sql-managed-instance")) {
        const table = keptRoutes(network, subnet);
        if (table !== undefined) {
          yield {
            resource: table.address,
            about: { subnet: subnet.address },
            message: {
              en: `SQL Managed Instance ${nameOf(service)} keeps routes of its own in ${table.address}, whose inline routes are all that Terraform lets be: each plan takes the instance's routes out.`,
              ja: `SQL Managed Instance ${nameOf(service)} は ${table.address} に独自のルートを書き込みますが、Terraform はインラインで書かれたルートだけを残すため、plan のたびにそれらの削除が提案されます。`,
            },
          };
        }
      }
    },
  },
  {
    code: "SQL_MANAGED_INSTANCE_SUBNET",
    severity: "error",
    what: {
      en: "The subnet of a SQL Managed Instance isn't delegated to it, or lacks a network security group or route table (W125)",
      ja: "SQL Managed Instance のサブネットが委任されていないか、ネットワーク セキュリティ グループまたはルート テーブルがありません（W125）",
    },
    source: SOURCES.managedInstanceSubnet,
    fix: {
      en: "Delegate the subnet to Microsoft.Sql/managedInstances, and bind a group and a table to it before the instance is created.",
      ja: "サブネットを Microsoft.Sql/managedInstances に委任し、インスタンスの作成前にネットワーク セキュリティ グループとルート テーブルを関連付けてください。",
    },
    *find(network) {
      for (const { service, subnet, values } of placed(network, "sql-managed-instance")) {
        const lacking = values === undefined ? [] : lackedByInstance(subnet, values);
        if (lacking.length > 0 && !network.hasGaps) {
          yield problemAt(service.address, {
            en: `Subnet ${nameOf(subnet)} of SQL Managed Instance ${nameOf(service)} lacks ${listOf(lacking.map(({ en }) => en)).en}.`,
            ja: `SQL Managed Instance ${nameOf(service)} のサブネット ${nameOf(subnet)} に${listOf(lacking.map(({ ja }) => ja)).ja}がありません。`,
          });
        }
      }
    },
  },
];

/** What is there already, and so has an id, may have come before the delegation. */
function isMade(network: CheckedNetwork, address: string): boolean {
  const resource = network.resource(address);
  return resource !== undefined && typeof resource.values.id !== "string";
}

/** On is the default; the oldest of the spellings says the opposite. */
function refusesPrivateLink(values: Arguments): boolean {
  const [enabled, older] = [
    "private_link_service_network_policies_enabled",
    "enforce_private_link_service_network_policies",
  ];
  return (
    !values.isUnknown(enabled, older) && values.boolean(enabled) !== false && values.boolean(older) !== true
  );
}

function lackedByInstance(subnet: Subnet, values: Arguments): { readonly en: string; readonly ja: string }[] {
  const { networkSecurityGroup, uncertainSecurityGroups, routeTable, uncertainRouteTables } = subnet;
  const isDelegated = mayBeDelegatedTo(values, subnet, MANAGED_INSTANCES);
  const hasGroup = networkSecurityGroup !== undefined || uncertainSecurityGroups !== undefined;
  const hasTable = routeTable !== undefined || uncertainRouteTables !== undefined;
  return [
    ...(isDelegated ? [] : [{ en: "the delegation to it", ja: "委任" }]),
    ...(hasGroup ? [] : [{ en: "a network security group", ja: "ネットワーク セキュリティ グループ" }]),
    ...(hasTable ? [] : [{ en: "a route table", ja: "ルート テーブル" }]),
  ];
}
