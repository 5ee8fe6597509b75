import { groupBy } from "../../collections/group-by";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Associations of subnets, and what azurerm 5 can write into the subnet itself as well. */
const BINDINGS = [
  { type: "azurerm_subnet_network_security_group_association", argument: "network_security_group_id" },
  { type: "azurerm_subnet_route_table_association", argument: "route_table_id" },
] as const;

export const SWIFT_CONNECTION = "azurerm_app_service_virtual_network_swift_connection";
/** Apps that have an argument for their subnet; older resources don't. */
/** Apps that say in which subnet they are. */
export const APPS_WITH_SUBNET = [
  "azurerm_linux_web_app",
  "azurerm_windows_web_app",
  "azurerm_linux_function_app",
  "azurerm_windows_function_app",
  "azurerm_logic_app_standard",
];

/** One thing of Azure's that two resources of Terraform write. */
export const WRITTEN_TWICE_CHECKS: readonly Check[] = [
  {
    code: "SUBNET_BOUND_TWICE",
    severity: "error",
    what: {
      en: "Two associations bind a route table, security group or NAT gateway to one subnet",
      ja: "ルート テーブル、ネットワーク セキュリティ グループ、または NAT ゲートウェイを 1 つのサブネットに関連付けるリソースが 2 つあります",
    },
    source: SOURCES.subnetRouteTableAssociation,
    fix: { en: "Keep one association.", ja: "関連付けを 1 つだけにしてください。" },
    *find(network) {
      for (const type of [
        "azurerm_subnet_route_table_association",
        "azurerm_subnet_network_security_group_association",
        "azurerm_subnet_nat_gateway_association",
      ]) {
        for (const [first, second] of groupBy(network.resourcesOf(type), (resource) =>
          network.identityOf(network.argumentsOf(resource.address).printed("subnet_id")),
        ).values()) {
          if (second) {
            yield {
              resource: second.address,
              about: { association: first.address },
              message: {
                en: `${second.address} binds the subnet that ${first.address} binds already.`,
                ja: `${second.address} は ${first.address} と同じサブネットに関連付けようとしています。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "SUBNET_BOUND_OTHERWISE",
    severity: "warning",
    what: {
      en: "A subnet's write-only argument names another security group or route table than its association: each apply undoes the other (W64)",
      ja: "サブネットの書き込み専用の引数が、関連付けとは別のネットワーク セキュリティ グループまたはルート テーブルを指定しています。apply のたびに互いを打ち消し合います（W64）",
    },
    source: SOURCES.subnet,
    fix: {
      en: "Name the same one in both places: the argument is for policies that want it at creation.",
      ja: "両方に同じものを指定してください。書き込み専用の引数は、作成時の指定を求めるポリシーのためのものです。",
    },
    *find(network) {
      for (const { type, argument } of BINDINGS) {
        for (const association of network.resourcesOf(type)) {
          const values = network.argumentsOf(association.address);
          const subnet = network.referred(values.printed("subnet_id"));
          const [bound, inline] = [
            network.identityOf(values.printed(argument)),
            network.identityOf(network.argumentsOf(subnet?.address ?? "").printed(`${argument}_wo`)),
          ];
          if (subnet && bound !== undefined && inline !== undefined && bound !== inline) {
            yield {
              resource: subnet.address,
              about: { argument: `${argument}_wo` },
              message: {
                en: `Subnet ${nameOf(subnet)} names ${inline} in ${argument}_wo, and ${association.address} binds ${bound}.`,
                ja: `サブネット ${nameOf(subnet)} の ${argument}_wo は ${inline} ですが、${association.address} は ${bound} を関連付けます。`,
              },
              fix: {
                en: `Set ${argument}_wo to ${bound} too, and raise ${argument}_wo_version.`,
                ja: `${argument}_wo も ${bound} にし、${argument}_wo_version を上げてください。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "SUBNETS_INLINE_AND_SEPARATE",
    severity: "warning",
    what: {
      en: "A virtual network has subnets inline and as azurerm_subnet: each apply deletes those of the other kind",
      ja: "仮想ネットワークのサブネットに、インラインと azurerm_subnet が混在しています。apply のたびに互いのサブネットを削除します",
    },
    source: SOURCES.virtualNetwork,
    fix: { en: "Use one of the two forms.", ja: "どちらか一方の書き方にそろえてください。" },
    *find(network) {
      for (const resource of network.resourcesOf("azurerm_virtual_network")) {
        const { address } = resource;
        // A plan and a state list separate subnets, and those that others made, in their network too.
        const subnets = resource.hasBlocks("subnet") ? network.subnetsOf(address) : [];
        const separate = subnets.find((subnet) => network.isManaged(subnet.address));
        if (separate && resource.arguments.items("subnet").length > 0) {
          yield problemAt(address, {
            en: `Virtual network ${nameOf(network.virtualNetworks.get(address)!)} has inline subnets beside ${separate.address}: each apply deletes what the other wrote, with all that stands in it.`,
            ja: `仮想ネットワーク ${nameOf(network.virtualNetworks.get(address)!)} にインラインのサブネットと ${separate.address} が混在しています。apply のたびに互いのサブネットを削除します。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTES_INLINE_AND_SEPARATE",
    severity: "warning",
    what: {
      en: "A route table has routes inline and as azurerm_route: no plan ever comes out empty",
      ja: "ルート テーブルのルートに、インラインと azurerm_route が混在しています。何度 apply しても plan に差分が残ります",
    },
    source: SOURCES.routeTable,
    fix: { en: "Use one of the two forms.", ja: "どちらか一方の書き方にそろえてください。" },
    *find({ model }) {
      for (const table of model.routeTables) {
        // A plan or state lists separate routes in their table too; the reader has removed those.
        const inline = table.routes.some(({ origin }) => origin === table.address);
        const separate = table.routes.find(({ origin }) => origin !== table.address);
        if (inline && separate) {
          yield problemAt(table.address, {
            en: `Table ${nameOf(table)} has inline routes beside ${separate.origin}: each apply removes what the other wrote.`,
            ja: `ルート テーブル ${nameOf(table)} にインラインのルートと ${separate.origin} が混在しています。apply のたびに互いを消し合います。`,
          });
        }
      }
    },
  },
  {
    code: "RULES_INLINE_AND_SEPARATE",
    severity: "warning",
    what: {
      en: "A network security group has rules inline and as azurerm_network_security_rule: no plan ever comes out empty",
      ja: "ネットワーク セキュリティ グループの規則に、インラインと azurerm_network_security_rule が混在しています。何度 apply しても plan に差分が残ります",
    },
    source: SOURCES.networkSecurityGroup,
    fix: { en: "Use one of the two forms.", ja: "どちらか一方の書き方にそろえてください。" },
    *find({ model }) {
      for (const group of model.networkSecurityGroups) {
        const inline = group.rules.some(({ origin }) => origin === group.address);
        const separate = group.rules.find(({ origin }) => origin !== group.address);
        if (inline && separate) {
          yield problemAt(group.address, {
            en: `Network security group ${nameOf(group)} has inline rules beside ${separate.origin}: each apply removes what the other wrote.`,
            ja: `ネットワーク セキュリティ グループ ${nameOf(group)} にインラインの規則と ${separate.origin} が混在しています。apply のたびに互いを消し合います。`,
          });
        }
      }
    },
  },
  {
    code: "HUB_ROUTES_INLINE_AND_SEPARATE",
    severity: "warning",
    what: {
      en: "A route table of a hub has routes inline and as azurerm_virtual_hub_route_table_route: each apply removes those of the other kind",
      ja: "ハブのルート テーブルのルートに、インラインと azurerm_virtual_hub_route_table_route が混在しています。apply のたびに互いのルートを削除します",
    },
    source: SOURCES.virtualHubRouteTableRoute,
    fix: { en: "Use one of the two forms.", ja: "どちらか一方の書き方にそろえてください。" },
    *find({ model }) {
      for (const { address, name, routes } of model.virtualWan.routeTables) {
        const separate = routes.find(({ origin }) => origin !== address);
        const names = new Set(routes.filter(({ origin }) => origin !== address).map(({ name: one }) => one));
        // A plan and a state list what separate resources wrote in the table too.
        const inline = routes.some(({ origin, name: one }) => origin === address && !names.has(one));
        if (inline && separate) {
          yield problemAt(address, {
            en: `Table ${nameOf({ address, name })} has inline routes beside ${separate.origin}: each apply removes what the other wrote.`,
            ja: `ルート テーブル ${nameOf({ address, name })} にインラインのルートと ${separate.origin} が混在しています。apply のたびに互いを消し合います。`,
          });
        }
      }
    },
  },
  {
    code: "APP_INTEGRATED_TWICE",
    severity: "warning",
    what: {
      en: "A web or function app is integrated with a subnet by a connection of its own, and doesn't leave virtual_network_subnet_id to it: each apply undoes the other",
      ja: "Web アプリまたは関数アプリの仮想ネットワーク統合が専用の接続リソースで作成されていますが、アプリの virtual_network_subnet_id をそれに任せていません。apply のたびに互いを打ち消し合います",
    },
    source: SOURCES.swiftConnection,
    fix: {
      en: "Set virtual_network_subnet_id in the app and take the connection out; or add virtual_network_subnet_id to ignore_changes of the app.",
      ja: "アプリに virtual_network_subnet_id を指定して接続リソースを外すか、アプリの ignore_changes に virtual_network_subnet_id を追加してください。",
    },
    *find(network) {
      for (const connection of network.resourcesOf(SWIFT_CONNECTION)) {
        const app = network.referred(connection.arguments.printed("app_service_id"));
        if (
          app !== undefined &&
          APPS_WITH_SUBNET.includes(app.type) &&
          app.ignores("virtual_network_subnet_id") === false
        ) {
          const subnet = app.arguments.printed("virtual_network_subnet_id");
          yield problemAt(connection.address, {
            en: `${connection.address} integrates ${app.address} with a subnet, and ${app.address} ${subnet === undefined ? "has no virtual_network_subnet_id, which takes it out of the subnet again" : "has a virtual_network_subnet_id too"}.`,
            ja: `${connection.address} が ${app.address} をサブネットに統合しますが、${app.address} ${subnet === undefined ? "には virtual_network_subnet_id がないため、統合が解除されます" : "にも virtual_network_subnet_id があります"}。`,
          });
        }
      }
    },
  },
  {
    code: "DNS_SERVERS_INLINE_AND_SEPARATE",
    severity: "warning",
    what: {
      en: "A virtual network has dns_servers and an azurerm_virtual_network_dns_servers: each apply overwrites the other's",
      ja: "仮想ネットワークの dns_servers と azurerm_virtual_network_dns_servers が混在しています。apply のたびに互いを上書きします",
    },
    source: SOURCES.virtualNetworkDnsServers,
    fix: { en: "Use one of the two forms.", ja: "どちらか一方の書き方にそろえてください。" },
    *find(network) {
      for (const { virtualNetwork, origin } of network.model.dns.servers) {
        const node = network.virtualNetworks.get(virtualNetwork);
        if (node && origin !== virtualNetwork && isWrittenTwice(network, virtualNetwork, origin)) {
          yield problemAt(virtualNetwork, {
            en: `Virtual network ${nameOf(node)} has dns_servers beside ${origin}: each apply overwrites what the other wrote.`,
            ja: `仮想ネットワーク ${nameOf(node)} に dns_servers と ${origin} が混在しています。apply のたびに互いを上書きします。`,
          });
        }
      }
    },
  },
];

/** A plan and a state list what the separate resource wrote in its network too. */
function isWrittenTwice(network: CheckedNetwork, one: string, other: string): boolean {
  const [inline, separate] = [one, other].map(
    (address) => network.argumentsOf(address).texts("dns_servers").known,
  );
  const isTold = [one, other].every((address) => !network.argumentsOf(address).isUnknown("dns_servers"));
  return isTold && inline.length > 0 && inline.join() !== separate.join();
}
