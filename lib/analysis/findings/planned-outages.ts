import { Check } from "./check";
import { eachUnbound } from "./planned-associations";
import { replacedIntents } from "./planned-hub-outages";
import { eachGone, eachOf, eachReplaced } from "./planned-removals";
import { SOURCES } from "./sources";
import { namesOf } from "./words";

/** What is missing while a plan replaces it: what routes, filters and forwards. */
export const PLANNED_OUTAGE_CHECKS: readonly Check[] = [
  {
    code: "PLAN_REPLACES_ROUTE_TABLE",
    severity: "warning",
    what: {
      en: "A plan replaces a route table or its association, or a virtual hub's routing intent: until the new one is bound, its subnets or networks have Azure's own routes only, past firewalls and appliances",
      ja: "プランがルート テーブル、その関連付け、または仮想ハブのルーティング インテントを置き換えます。新しいものが設定されるまで、サブネットや仮想ネットワークは Azure 既定の経路だけを使い、ファイアウォールやアプライアンスを経由しません",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: "Keep what forces the replacement, and change the table's routes instead; or plan an outage. create_before_destroy shortens it where the new table has another name or resource group (Azure has one of a name), but azurerm still unbinds the old table before it binds the new one.",
      ja: "置き換えの原因となる変更を取り消し、テーブル内のルートを変更してください。または停止時間を計画してください。新しいルート テーブルの名前かリソース グループが異なる場合は（同じ名前のものは 1 つしか作成できません）、create_before_destroy で停止時間を短縮できます。それでも azurerm は、古い関連付けを解除してから新しいものを関連付けます。",
    },
    find: eachOf(
      eachReplaced("azurerm_route_table", (owner, why, network, address) => {
        const subnets = network.model.subnets.filter(({ routeTable }) => routeTable === address);
        const { en, ja } = namesOf(subnets);
        return {
          en: `The plan replaces route table ${owner}${why.en}: ${subnets.length === 0 ? "what it is bound to" : en} is without its routes meanwhile, so packets take Azure's own, past what inspects them.`,
          ja: `このプランはルート テーブル ${owner} を置き換えます${why.ja}。その間、${subnets.length === 0 ? "関連付け先のサブネット" : ja} にはこのルートがなく、検査を通らずに Azure のシステム ルートで送られます。`,
        };
      }),
      eachUnbound(["azurerm_subnet_route_table_association"], "route_table_id", (table, subnet, why) => ({
        message: {
          en: `The plan replaces the association of route table ${table} with subnet ${subnet}${why.en}: until the new one is there, the subnet has Azure's own routes only, and what the table sends to a firewall or appliance goes past it or is lost.`,
          ja: `このプランはルート テーブル ${table} とサブネット ${subnet} の関連付けを置き換えます${why.ja}。新しい関連付けができるまで、このサブネットには Azure のシステム ルートしかなく、ファイアウォールやアプライアンスへ送る通信は検査を通らないか、届きません。`,
        },
        fix: {
          en: "Keep the table bound, and change its routes instead; or plan a short outage.",
          ja: "ルート テーブルの関連付けはそのままにして、その中のルートを変更してください。または短い停止時間を計画してください。",
        },
      })),
      replacedIntents,
    ),
  },
  {
    code: "PLAN_REPLACES_SECURITY_GROUP",
    severity: "warning",
    what: {
      en: "A plan replaces a network security group or its association: until the new one is bound, nothing filters what it is for",
      ja: "プランがネットワーク セキュリティ グループまたはその関連付けを置き換えます。新しいものが関連付けられるまで、対象の通信はフィルターされません",
    },
    source: SOURCES.networkSecurityGroup,
    fix: {
      en: "Keep what forces the replacement, and change the group's rules instead; or plan an outage. create_before_destroy shortens it where the new group has another name or resource group (Azure has one of a name), but azurerm still unbinds the old group before it binds the new one.",
      ja: "置き換えの原因となる変更を取り消し、グループ内の規則を変更してください。または停止時間を計画してください。新しいネットワーク セキュリティ グループの名前かリソース グループが異なる場合は（同じ名前のものは 1 つしか作成できません）、create_before_destroy で停止時間を短縮できます。それでも azurerm は、古い関連付けを解除してから新しいものを関連付けます。",
    },
    find: eachOf(
      eachReplaced("azurerm_network_security_group", (owner, why, network, address) => {
        const subnets = network.model.subnets.filter((subnet) => subnet.networkSecurityGroup === address);
        const { en, ja } = namesOf(subnets);
        return {
          en: `The plan replaces network security group ${owner}${why.en}: ${subnets.length === 0 ? "what it is bound to" : en} is unfiltered meanwhile.`,
          ja: `このプランはネットワーク セキュリティ グループ ${owner} を置き換えます${why.ja}。その間、${subnets.length === 0 ? "関連付け先" : ja} の通信はフィルターされません。`,
        };
      }),
      eachUnbound(
        [
          "azurerm_subnet_network_security_group_association",
          "azurerm_network_interface_security_group_association",
        ],
        "network_security_group_id",
        (group, holder, why) => ({
          message: {
            en: `The plan replaces the association of network security group ${group} with ${holder}${why.en}: until the new one is there, the group doesn't filter what ${holder} sends and receives.`,
            ja: `このプランはネットワーク セキュリティ グループ ${group} と ${holder} の関連付けを置き換えます${why.ja}。新しい関連付けができるまで、${holder} の通信はこのグループでフィルターされません。`,
          },
          fix: {
            en: "Keep the group bound, and change its rules instead; or plan a short outage.",
            ja: "ネットワーク セキュリティ グループの関連付けはそのままにして、その中の規則を変更してください。または短い停止時間を計画してください。",
          },
        }),
      ),
    ),
  },
  {
    code: "PLAN_REPLACES_NETWORK_INTERFACE",
    severity: "warning",
    what: {
      en: "A plan replaces a network interface: its machine is out of reach meanwhile, and has another address where Azure picks it",
      ja: "プランがネットワーク インターフェイスを置き換えます。その間は仮想マシンに到達できず、アドレスを Azure が割り当てる場合は変わります",
    },
    source: SOURCES.networkInterface,
    fix: {
      en: "Keep what forces the replacement; or give it a static private_ip_address, and plan an outage.",
      ja: "置き換えの原因となる変更を取り消してください。または private_ip_address を静的に指定し、停止時間を計画してください。",
    },
    find: eachReplaced("azurerm_network_interface", (owner, why) => ({
      en: `The plan replaces network interface ${owner}${why.en}: what is routed to it is dropped meanwhile, its machine must be stopped, and an address that Azure picks may be another one.`,
      ja: `このプランはネットワーク インターフェイス ${owner} を置き換えます${why.ja}。その間、そこへ送られるパケットは破棄され、仮想マシンの停止も必要です。動的なアドレスは変わることがあります。`,
    })),
  },
  {
    code: "PLAN_REPLACES_FIREWALL",
    severity: "warning",
    what: {
      en: "A plan destroys or replaces a firewall: what is routed to it is dropped meanwhile, and its addresses may change",
      ja: "プランがファイアウォールを削除または置き換えます。その間、ファイアウォールに送られた通信は破棄され、アドレスも変わる可能性があります",
    },
    source: SOURCES.firewallFaq,
    fix: {
      en: "Keep what forces the replacement; or plan an outage, and make routes refer to the firewall's address instead of a literal.",
      ja: "置き換えの原因となる変更を取り消してください。または停止時間を計画し、ルートの次ホップは固定値ではなくファイアウォールの属性を参照してください。",
    },
    find: eachGone("azurerm_firewall", (owner, does, why) => ({
      en: `The plan ${does.en} firewall ${owner}${why.en}: packets that routes send to it are dropped until it is back, and its addresses may be others then.`,
      ja: `このプランはファイアウォール ${owner} を${does.ja}${why.ja}。復旧するまで、そこへ送られるパケットは破棄され、アドレスも変わることがあります。`,
    })),
  },
  {
    code: "PLAN_REPLACES_ROUTING_APPLIANCE",
    severity: "warning",
    what: {
      en: "A plan destroys or replaces a Virtual Network Routing Appliance, as another bandwidth does: what is routed to it is dropped meanwhile (W10)",
      ja: "プランが Virtual Network Routing Appliance を削除または置き換えます（帯域幅の変更でも置き換えになります）。その間、そこに送られた通信は破棄されます（W10）",
    },
    source: SOURCES.routingAppliance,
    fix: {
      en: "Keep what forces the replacement, or plan an outage.",
      ja: "置き換えの原因となる変更を取り消すか、停止時間を計画してください。",
    },
    find: eachGone("azurerm_virtual_network_routing_appliance", (owner, does, why) => ({
      en: `The plan ${does.en} routing appliance ${owner}${why.en}: packets that routes send to it are dropped until it is back.`,
      ja: `このプランはルーティング アプライアンス ${owner} を${does.ja}${why.ja}。復旧するまで、そこへ送られるパケットは破棄されます。`,
    })),
  },
  {
    code: "PLAN_REPLACES_ROUTE_SERVER",
    severity: "warning",
    what: {
      en: "A plan destroys or replaces a Route Server: what it learned is gone from its networks meanwhile, and its own addresses may change",
      ja: "プランが Route Server を削除または置き換えます。その間、学習した経路は仮想ネットワークから失われ、Route Server のアドレスも変わる可能性があります",
    },
    source: SOURCES.routeServerFaq,
    fix: {
      en: "Keep what forces the replacement; or plan an outage, and let its peers take its new addresses.",
      ja: "置き換えの原因となる変更を取り消してください。または停止時間を計画し、ピアに新しいアドレスを設定してください。",
    },
    find: eachGone("azurerm_route_server", (owner, does, why) => ({
      en: `The plan ${does.en} Route Server ${owner}${why.en}: networks are without the routes that it learned until it and its BGP connections are back.`,
      ja: `このプランは Route Server ${owner} を${does.ja}${why.ja}。Route Server とその BGP 接続が復旧するまで、学習した経路は仮想ネットワークにありません。`,
    })),
  },
  {
    code: "PLAN_REPLACES_ADDRESS",
    severity: "warning",
    what: {
      en: "A plan destroys or replaces a public IP, or replaces a prefix of them: peers, partners' firewalls and DNS that know the old address lose it",
      ja: "プランがパブリック IP を削除または置き換えるか、パブリック IP プレフィックスを置き換えます。古いアドレスを登録しているピア、取引先のファイアウォール、DNS から到達できなくなります",
    },
    source: SOURCES.publicIps,
    fix: {
      en: "Keep what forces the replacement (prevent_destroy guards it), or tell everybody who knows the old address.",
      ja: "置き換えの原因となる変更を取り消す（prevent_destroy で保護できます）か、古いアドレスを登録している相手すべてに伝えてください。",
    },
    find: eachOf(
      eachGone("azurerm_public_ip", (owner, does, why) => ({
        en: `The plan ${does.en} public IP ${owner}${why.en}: the address changes, and those who know the old one (tunnels, allow lists, DNS) lose it.`,
        ja: `このプランはパブリック IP ${owner} を${does.ja}${why.ja}。アドレスが変わるため、古いアドレスを使う相手（トンネル、許可リスト、DNS）は接続できなくなります。`,
      })),
      eachReplaced("azurerm_public_ip_prefix", (owner, why) => ({
        en: `The plan replaces public IP prefix ${owner}${why.en}: its addresses change, and those who know the old ones (partners' firewalls, allow lists, DNS) lose them.`,
        ja: `このプランはパブリック IP プレフィックス ${owner} を置き換えます${why.ja}。アドレスがすべて変わるため、古いアドレスを登録している相手（取引先のファイアウォール、許可リスト、DNS）とは通信できなくなります。`,
      })),
    ),
  },
];
