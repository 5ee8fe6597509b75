import { groupBy } from "../../collections/group-by";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { eachUnbound } from "./planned-associations";
import { circuitPeerings } from "./planned-hub-outages";
import { changesOf, eachGone, eachOf, eachReplaced, gone, reasonOf } from "./planned-removals";
import { SOURCES } from "./sources";
import { nameOf, namesOf } from "./words";

/** What is missing while a plan replaces it: what connects, translates and serves. */
export const PLANNED_SERVICE_OUTAGE_CHECKS: readonly Check[] = [
  {
    code: "PLAN_REPLACES_CONNECTION",
    severity: "warning",
    what: {
      en: "A plan replaces a gateway's connection, or the local network gateway that it leads to: that site is out of reach until it is connected again",
      ja: "プランがゲートウェイの接続、またはその接続先のローカル ネットワーク ゲートウェイを置き換えます。再び接続されるまで、その拠点には到達できません",
    },
    source: SOURCES.gatewaySettings,
    fix: {
      en: "Keep what forces the replacement, or plan an outage.",
      ja: "置き換えの原因となる変更を取り消すか、停止時間を計画してください。",
    },
    find: eachOf(replacedConnections, replacedSites),
  },
  {
    code: "PLAN_REPLACES_FIREWALL_RULES",
    severity: "warning",
    what: {
      en: "A plan deletes a firewall policy or a group of firewall rules before it creates it anew: meanwhile the firewall denies what they allow, and other rules may allow what they deny",
      ja: "プランがファイアウォール ポリシーまたはルールを削除してから再作成します。その間、許可していた通信は拒否され、拒否していた通信が他のルールで許可されることもあります",
    },
    source: SOURCES.firewallPolicyInUse,
    fix: {
      en: "Keep what forces the replacement; or create the new one under another name first (create_before_destroy).",
      ja: "置き換えの原因となる変更を取り消してください。または別名で先に作成し、その後に古いものを削除してください（create_before_destroy）。",
    },
    find: eachOf(replacedPolicies, replacedRules),
  },
  {
    code: "PLAN_REPLACES_NAT_GATEWAY",
    severity: "warning",
    what: {
      en: "A plan replaces a NAT gateway or its association: until the new one is bound, its subnets reach the Internet from another address, or not at all",
      ja: "プランが NAT ゲートウェイまたはその関連付けを置き換えます。新しいものが関連付けられるまで、サブネットは別のアドレスでインターネットに接続するか、接続できません",
    },
    source: SOURCES.natGateway,
    fix: {
      en: "Keep what forces the replacement, or plan an outage.",
      ja: "置き換えの原因となる変更を取り消すか、停止時間を計画してください。",
    },
    find: eachOf(
      eachReplaced("azurerm_nat_gateway", (owner, why, network, address) => {
        const subnets = network.model.subnets.filter(({ natGateway }) => natGateway === address);
        const { en, ja } = namesOf(subnets);
        return {
          en: `The plan replaces NAT gateway ${owner}${why.en}: until the new one is bound, ${subnets.length === 0 ? "what it is bound to" : en} reaches the Internet from another address, or not at all.`,
          ja: `このプランは NAT ゲートウェイ ${owner} を置き換えます${why.ja}。新しいものが関連付けられるまで、${subnets.length === 0 ? "関連付け先のサブネットは" : `${ja} は`}別のアドレスでインターネットに接続するか、接続できません。`,
        };
      }),
      eachUnbound(["azurerm_subnet_nat_gateway_association"], "nat_gateway_id", (gateway, subnet, why) => ({
        message: {
          en: `The plan replaces the association of NAT gateway ${gateway} with subnet ${subnet}${why.en}: until the new one is there, the subnet reaches the Internet from another address, or not at all.`,
          ja: `このプランは NAT ゲートウェイ ${gateway} とサブネット ${subnet} の関連付けを置き換えます${why.ja}。新しい関連付けができるまで、このサブネットは別のアドレスでインターネットに接続するか、接続できません。`,
        },
      })),
    ),
  },
  {
    code: "PLAN_REPLACES_BASTION",
    severity: "warning",
    what: {
      en: "A plan replaces a Bastion host: its sessions end, and nobody signs in through it until the new one is there",
      ja: "プランが Bastion を置き換えます。接続中のセッションは切断され、再作成されるまで Bastion 経由では接続できません",
    },
    source: SOURCES.bastionHost,
    fix: {
      en: "Keep what forces the replacement, or plan an outage.",
      ja: "置き換えの原因となる変更を取り消すか、停止時間を計画してください。",
    },
    find: eachReplaced("azurerm_bastion_host", (owner, why) => ({
      en: `The plan replaces Bastion host ${owner}${why.en}: its sessions end, and nobody signs in through it until the new one is there.`,
      ja: `このプランは Bastion ${owner} を置き換えます${why.ja}。接続中のセッションは切断され、再作成されるまで Bastion 経由では接続できません。`,
    })),
  },
  {
    code: "PLAN_REPLACES_LOAD_BALANCER",
    severity: "warning",
    what: {
      en: "A plan replaces a load balancer: what is sent to its front ends is dropped until it, its rules and its members are back, and an address that Azure picks may be another one",
      ja: "プランがロード バランサーを置き換えます。規則とバックエンドも含めて再作成されるまで、フロントエンド宛ての通信は破棄され、動的なアドレスは変わることがあります",
    },
    source: SOURCES.loadBalancerSkus,
    fix: {
      en: "Keep what forces the replacement; or create the new one beside it, move its members, and plan an outage.",
      ja: "置き換えの原因となる変更を取り消してください。または新しいロード バランサーを別に作成してバックエンドを移し、停止時間を計画してください。",
    },
    find: eachOf(
      eachReplaced("azurerm_lb", (owner, why) => ({
        en: `The plan replaces load balancer ${owner}${why.en}: what is sent or routed to its front ends is dropped until it, its rules and its members are back, and an address that Azure picks may be another one.`,
        ja: `このプランはロード バランサー ${owner} を置き換えます${why.ja}。規則とバックエンドも含めて再作成されるまで、フロントエンド宛て、または次ホップとして送られる通信は破棄されます。動的なアドレスは変わることがあります。`,
      })),
      replacedBalancerParts,
    ),
  },
  {
    code: "PLAN_REPLACES_APPLICATION_GATEWAY",
    severity: "warning",
    what: {
      en: "A plan replaces an application gateway: what it publishes is out of reach until the new one runs, which takes minutes",
      ja: "プランがアプリケーション ゲートウェイを置き換えます。新しいものが動作するまでの数分間、公開しているサイトには到達できません",
    },
    source: SOURCES.applicationGateway,
    fix: {
      en: "Keep what forces the replacement; or create the new one beside it under another name and with an address of its own, point DNS at it, and plan an outage.",
      ja: "置き換えの原因となる変更を取り消してください。または別名と別のアドレスで新しいものを先に作成し、DNS を切り替えてください。停止時間の計画も必要です。",
    },
    find: eachReplaced("azurerm_application_gateway", (owner, why) => ({
      en: `The plan replaces application gateway ${owner}${why.en}: what it publishes is out of reach until the new one runs, which takes minutes.`,
      ja: `このプランはアプリケーション ゲートウェイ ${owner} を置き換えます${why.ja}。新しいものが動作するまでの数分間、公開しているサイトには到達できません。`,
    })),
  },
  {
    code: "PLAN_REPLACES_CIRCUIT",
    severity: "warning",
    what: {
      en: "A plan destroys or replaces an ExpressRoute circuit, whose new service key the connectivity provider has to provision before anything passes, or a circuit's peering, whose BGP sessions end",
      ja: "プランが ExpressRoute 回線またはそのピアリングを削除または置き換えます。新しい回線ではサービス キーが変わり、接続プロバイダーがプロビジョニングするまで通信できません。ピアリングでは BGP セッションが切断されます",
    },
    source: SOURCES.expressRouteCircuits,
    fix: {
      en: "Keep what forces the replacement (prevent_destroy guards it); or order the new circuit beside it, connect the gateway to both, and delete the old one when the new one is provisioned.",
      ja: "置き換えの原因となる変更を取り消してください（prevent_destroy で保護できます）。または新しい回線を並行して用意し、ゲートウェイを両方に接続して、プロビジョニングの完了後に古い回線を削除してください。",
    },
    find: eachOf(
      eachGone("azurerm_express_route_circuit", (owner, does, why) => ({
        en: `The plan ${does.en} ExpressRoute circuit ${owner}${why.en}: on-premises is out of reach through it, and a new circuit has another service key, which the connectivity provider has to provision first.`,
        ja: `このプランは ExpressRoute 回線 ${owner} を${does.ja}${why.ja}。この回線の先のオンプレミスには到達できなくなります。新しい回線ではサービス キーが変わり、接続プロバイダーによるプロビジョニングが必要です。`,
      })),
      circuitPeerings,
    ),
  },
];

/** Of connections alone: what they join has a finding of its own if it is replaced. */
function* replacedConnections(network: CheckedNetwork): ReturnType<Check["find"]> {
  const changes = changesOf(network);
  const ends = new Map<string, readonly (string | undefined)[]>([
    ...network.model.gatewayConnections.map(
      ({ address, gateway, peerGateway, localNetworkGateway }) =>
        [address, [gateway, peerGateway, localNetworkGateway]] as const,
    ),
    ...network.model.virtualWan.branches.map(({ address, gateway }) => [address, [gateway]] as const),
  ]);
  for (const { change, owner } of CONNECTIONS.flatMap((type) => [...gone(network, type)])) {
    const goes = ends
      .get(change.address)
      ?.some((end) => end !== undefined && changes.get(end)?.action === "replace");
    if (change.action === "replace" && change.createsFirst !== true && goes !== true) {
      const why = reasonOf(change);
      yield problemAt(change.address, {
        en: `The plan replaces connection ${owner}${why.en}: what is reached through it is out of reach until the new one is connected.`,
        ja: `このプランは接続 ${owner} を置き換えます${why.ja}。新しい接続が確立されるまで、この接続の先には到達できません。`,
      });
    }
  }
}

const CONNECTIONS: readonly string[] = [
  "azurerm_virtual_network_gateway_connection",
  "azurerm_vpn_gateway_connection",
  "azurerm_express_route_connection",
];

function* replacedSites(network: CheckedNetwork): ReturnType<Check["find"]> {
  const changes = changesOf(network);
  const connections = groupBy(
    network.model.gatewayConnections,
    ({ localNetworkGateway }) => localNetworkGateway,
  );
  for (const { change, owner } of gone(network, "azurerm_local_network_gateway")) {
    const users = connections.get(change.address) ?? [];
    const kept = users.filter(({ address }) => (changes.get(address)?.action ?? "update") === "update");
    if (change.action === "replace" && users.length > 0) {
      const [why, { en, ja }] = [reasonOf(change), namesOf(kept.length === 0 ? users : kept)];
      yield problemAt(change.address, {
        en: `The plan replaces local network gateway ${owner}${why.en}: ${kept.length === 0 ? `its site is out of reach until ${en} is connected again` : `Azure refuses to delete it while ${en}, which the plan keeps, leads to it`}.`,
        ja: `このプランはローカル ネットワーク ゲートウェイ ${owner} を置き換えます${why.ja}。${kept.length === 0 ? `${ja} が再び接続されるまで、その拠点には到達できません。` : `プランで置き換えられない接続 ${ja} が使っているため、削除は Azure に拒否されます。`}`,
      });
    }
  }
}

/** What a load balancer forwards by and to, while it stays. */
function* replacedBalancerParts(network: CheckedNetwork): ReturnType<Check["find"]> {
  const changes = changesOf(network);
  for (const { change, owner } of BALANCER_PARTS.flatMap((type) => [...gone(network, type)])) {
    const balancer = network.withId(network.argumentsOf(change.address).printed("loadbalancer_id"));
    const goes = changes.get(balancer?.address ?? "")?.action === "replace";
    if (change.action === "replace" && change.createsFirst !== true && !goes) {
      const why = reasonOf(change);
      const of =
        balancer === undefined
          ? { en: "", ja: "" }
          : { en: ` of load balancer ${nameOf(balancer)}`, ja: `（ロード バランサー ${nameOf(balancer)}）` };
      yield {
        resource: change.address,
        message: {
          en: `The plan replaces ${owner}${of.en}${why.en}: what is sent or routed to the front end that it serves is dropped until it is back.`,
          ja: `このプランは ${owner}${of.ja}を置き換えます${why.ja}。再作成されるまで、これを使うフロントエンド宛て、または次ホップとして送られる通信は破棄されます。`,
        },
        fix: {
          en: "Keep what forces the replacement, or plan a short outage.",
          ja: "置き換えの原因となる変更を取り消すか、短い停止時間を計画してください。",
        },
      };
    }
  }
}

const BALANCER_PARTS: readonly string[] = ["azurerm_lb_rule", "azurerm_lb_backend_address_pool"];

function* replacedPolicies(network: CheckedNetwork): ReturnType<Check["find"]> {
  const changes = changesOf(network);
  const firewalls = groupBy(network.model.firewalls, ({ policy }) => policy);
  for (const { change, owner } of gone(network, "azurerm_firewall_policy")) {
    if (change.action === "replace" && change.createsFirst !== true) {
      const users = (firewalls.get(change.address) ?? []).filter(
        ({ address }) => changes.get(address)?.action !== "replace",
      );
      const [why, { en, ja }] = [reasonOf(change), namesOf(users)];
      yield problemAt(change.address, {
        en: `The plan deletes firewall policy ${owner} before it creates it anew${why.en}: ${users.length === 0 ? "what its rules allow is denied meanwhile" : `Azure refuses to delete it while ${en} uses it, and rule collection groups that the plan deletes before are gone by then`}.`,
        ja: `このプランはファイアウォール ポリシー ${owner} を削除してから再作成します${why.ja}。${users.length === 0 ? "その間、このルールで許可していた通信は拒否されます。" : `${ja} が使っている間は Azure に削除を拒否されますが、プランが先に削除するルール コレクション グループはその時点で失われています。`}`,
      });
    }
  }
}

function* replacedRules(network: CheckedNetwork): ReturnType<Check["find"]> {
  const changes = changesOf(network);
  for (const { change, owner } of RULES.flatMap((type) => [...gone(network, type)])) {
    const policy = network.referred(network.argumentsOf(change.address).printed("firewall_policy_id"));
    const goes = changes.get(policy?.address ?? "")?.action === "replace";
    if (change.action === "replace" && change.createsFirst !== true && !goes) {
      const why = reasonOf(change);
      yield problemAt(change.address, {
        en: `The plan deletes firewall rules ${owner} before it creates them anew${why.en}: meanwhile what they allow is denied, and other rules may allow what they deny.`,
        ja: `このプランはファイアウォール ルール ${owner} を削除してから再作成します${why.ja}。その間、許可していた通信は拒否され、拒否していた通信が他のルールで許可されることもあります。`,
      });
    }
  }
}

const RULES: readonly string[] = [
  "azurerm_firewall_policy_rule_collection_group",
  "azurerm_firewall_network_rule_collection",
  "azurerm_firewall_application_rule_collection",
  "azurerm_firewall_nat_rule_collection",
];
