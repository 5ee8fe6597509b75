import { DEFAULT_PREFIX } from "../../cidr";
import { SecurityRule, SubnetService } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { LocalizedText } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { SubnetTable } from "../routes/subnet-table";
import { partProblem, problemAt } from "./check";
import { learnedDefaults } from "./default-routes";
import { nextHopName, RoutedCheck, RoutedNetwork, userDefaultRoutes } from "./routed-network";
import { isVague } from "./security-rules";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** A subnet with this delegation has an application gateway that Azure manages without the Internet. */
const ISOLATED = "microsoft.network/applicationgateways";
/** The tag of those who manage API Management. */
export const CONTROL_PLANE = "ApiManagement";
/** Where Azure manages an application gateway of version 2. */
export const MANAGEMENT_PORTS = [65200, 65535] as const;
const ANYBODY: readonly string[] = ["*", "any", "0.0.0.0/0", "internet"];
const MANAGERS: readonly string[] = [...ANYBODY, "gatewaymanager"];
const API_MANAGERS: readonly string[] = [...ANYBODY, "apimanagement"];
/** Where Azure manages API Management. */
export const API_MANAGEMENT_PORT = 3443;

/** Services in subnets of their users' which Azure manages over the Internet: routes and rules that cut them off. */
export const SUBNET_SERVICE_CHECKS: readonly RoutedCheck[] = [
  {
    code: "APPLICATION_GATEWAY_DEFAULT_ROUTE",
    severity: "error",
    what: {
      en: "The table of an application gateway's subnet sends 0.0.0.0/0 elsewhere than to the Internet (ApplicationGatewaySubnetUserDefinedRouteNotAllowed)",
      ja: "アプリケーション ゲートウェイのサブネットのルート テーブルが、0.0.0.0/0 をインターネット以外に送っています（ApplicationGatewaySubnetUserDefinedRouteNotAllowed）",
    },
    source: SOURCES.applicationGateway,
    fix: {
      en: "Send 0.0.0.0/0 of that subnet to Internet, by a table of its own; or isolate the gateway: delegate the subnet to Microsoft.Network/applicationGateways.",
      ja: "そのサブネット専用のルート テーブルで 0.0.0.0/0 を Internet に向けるか、サブネットを Microsoft.Network/applicationGateways に委任して分離してください。",
    },
    *find(network) {
      for (const { service, subnet, row, hop } of servicesWithDefault(network, "application-gateway")) {
        yield {
          resource: row.origin ?? subnet.address,
          about: { parts: [row.name ?? ""], subnet: subnet.address },
          message: {
            en: `Route ${row.name ?? ""} (${row.prefix} to ${hop}) applies to ${subnet.id}, where application gateway ${nameOf(service)} stands: Azure refuses it, since it manages the gateway over the Internet.`,
            ja: `ルート ${row.name ?? ""}（${row.prefix} → ${hop}）が、アプリケーション ゲートウェイ ${nameOf(service)} のある ${subnet.id} に適用されます。管理の通信がインターネットを通るため、Azure はこれを拒否します。`,
          },
        };
      }
    },
  },
  {
    code: "API_MANAGEMENT_DEFAULT_ROUTE",
    severity: "warning",
    what: {
      en: "0.0.0.0/0 of an API Management's subnet leads elsewhere than to the Internet, and nothing sends replies to its control plane there",
      ja: "API Management のサブネットの 0.0.0.0/0 がインターネット以外に向いていて、コントロール プレーンへの応答をインターネットに送るルートもありません",
    },
    source: SOURCES.apiManagement,
    fix: {
      en: 'Add a route for the service tag ApiManagement with next_hop_type = "Internet".',
      ja: 'サービス タグ ApiManagement を next_hop_type = "Internet" に向けるルートを追加してください。',
    },
    *find(network) {
      for (const { service, subnet, row, hop } of servicesWithDefault(network, "api-management")) {
        const isManaged = subnet.routeTable?.routes.some(
          ({ addressPrefix, nextHopType }) =>
            addressPrefix.toLowerCase().startsWith(CONTROL_PLANE.toLowerCase()) && nextHopType === "Internet",
        );
        if (isManaged !== true && !/v2/i.test(service.sku ?? "")) {
          yield problemAt(subnet.address, {
            en: `Route ${row.name ?? ""} (${row.prefix} to ${hop}) of ${subnet.id} takes the replies of API Management ${nameOf(service)} to its control plane (TCP 3443), whose requests come directly: the service can't be managed.`,
            ja: `${subnet.id} のルート ${row.name ?? ""}（${row.prefix} → ${hop}）により、直接届く管理要求（TCP 3443）への API Management ${nameOf(service)} の応答が迂回し、サービスを管理できなくなります。`,
          });
        }
      }
    },
  },
  {
    code: "SERVICE_LEARNS_DEFAULT_ROUTE",
    severity: "warning",
    what: {
      en: "A subnet of Bastion, of an application gateway or of API Management learns a default route: what Azure manages over the Internet gets no replies",
      ja: "Bastion、アプリケーション ゲートウェイ、または API Management のサブネットが既定のルートを学習します。Azure がインターネット経由で行う管理に応答が返りません",
    },
    source: SOURCES.bastionFaq,
    fix: {
      en: "Keep learned routes out of the subnet, or send 0.0.0.0/0 to Internet there.",
      ja: "そのサブネットに学習した経路が入らないようにするか、0.0.0.0/0 を Internet に向けてください。",
    },
    *find({ context }) {
      const bastions = context.network.model.bastionHosts.flatMap((host) =>
        host.publicIp === undefined
          ? []
          : [{ name: `Bastion ${nameOf(host)}`, at: host.subnet, table: false }],
      );
      const services = context.network.model.subnetServices
        .filter((service) => isManagedOverInternet(service, context.network.subnet(service.subnet)))
        .map((service) => ({ name: nameOf(service), at: service.subnet, table: true }));
      for (const { name, at, table } of [...bastions, ...services]) {
        const subnet = context.network.subnet(at);
        const routes = subnet && context.tables.tableOf(subnet);
        const fromHub = routes !== undefined && learnsFromHub(routes);
        // Of a Bastion, the connection with the hub tells it (VIRTUAL_HUB_DEFAULT_ROUTE_TO_SERVICE).
        const learned = routes === undefined || (fromHub && !table) ? [] : learnedDefaults(routes);
        if (subnet !== undefined && learned.length > 0) {
          const { en, ja } = listOf(learned);
          yield {
            resource: subnet.address,
            message: {
              en: `${subnet.id} learns ${en} from the ${fromHub ? "hub" : "gateway"}, and ${name} there needs the Internet directly: its replies leave another way.`,
              ja: `${subnet.id} は${fromHub ? "ハブ" : "ゲートウェイ"}から ${ja} を学習しますが、そこにある ${name} にはインターネットへの直接の経路が必要です。応答が別の経路に出てしまいます。`,
            },
            fix: table
              ? {
                  en: `Give ${subnet.id} a route for ${en} to Internet.`,
                  ja: `${subnet.id} に ${ja} を Internet に向けるルートを設定してください。`,
                }
              : {
                  en: `Don't announce ${en} to that network (AzureBastionSubnet takes no route table), or put Bastion into a network that doesn't use the gateway.`,
                  ja: `AzureBastionSubnet にはルート テーブルを関連付けられません。この仮想ネットワークに ${ja} を広報しないか、ゲートウェイを使わない仮想ネットワークに Bastion を置いてください。`,
                },
          };
        }
      }
    },
  },
  {
    code: "APPLICATION_GATEWAY_SECURITY_GROUP",
    severity: "error",
    what: {
      en: "The security group of an application gateway's subnet doesn't let Azure manage it (ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup)",
      ja: "アプリケーション ゲートウェイのサブネットのネットワーク セキュリティ グループが、Azure による管理を許可していません（ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup）",
    },
    source: SOURCES.applicationGateway,
    fix: {
      en: `Allow TCP ${MANAGEMENT_PORTS.join("-")} in from GatewayManager.`,
      ja: `GatewayManager からの TCP ${MANAGEMENT_PORTS.join("-")} の受信を許可してください。`,
    },
    *find({ context }) {
      const { model } = context.network;
      for (const service of model.subnetServices) {
        const subnet = context.network.subnet(service.subnet);
        const group = model.networkSecurityGroups.find(
          ({ address }) => address === subnet?.model.networkSecurityGroup,
        );
        const isLookedAt =
          group !== undefined &&
          service.kind === "application-gateway" &&
          isManagedOverInternet(service, subnet) &&
          !group.rules.some(isVague);
        const [lacking] = isLookedAt ? lackedByGateway(group.rules) : [];
        if (group !== undefined && lacking !== undefined) {
          yield {
            resource: group.address,
            message: {
              en: `Network security group ${nameOf(group)} of ${subnet!.id} ${lacking.en}, which Azure wants for application gateway ${nameOf(service)}.`,
              ja: `${subnet!.id} のネットワーク セキュリティ グループ ${nameOf(group)} が、アプリケーション ゲートウェイ ${nameOf(service)} に必要な${lacking.ja}。`,
            },
            ...(lacking.rule.source !== "GatewayManager" && {
              fix: {
                en: `Allow what goes from ${lacking.rule.source} to ${lacking.rule.destination} before the rule that denies it.`,
                ja: `拒否する規則より前に、${lacking.rule.source} から ${lacking.rule.destination} への通信を許可してください。`,
              },
            }),
          };
        }
      }
    },
  },
  {
    code: "APPLICATION_GATEWAY_OUTBOUND_DENIED",
    severity: "warning",
    what: {
      en: "The security group of an application gateway's subnet denies outbound TCP, for whatever destination: Azure was seen to refuse it (ApplicationGatewaySubnetOutboundTrafficBlockedByNetworkSecurityGroup)",
      ja: "アプリケーション ゲートウェイのサブネットのネットワーク セキュリティ グループが、TCP の送信を拒否しています。宛先にかかわらず Azure に拒否された例があります（ApplicationGatewaySubnetOutboundTrafficBlockedByNetworkSecurityGroup）",
    },
    source: SOURCES.applicationGateway,
    fix: {
      en: "Take the rule out; or isolate the gateway: delegate the subnet to Microsoft.Network/applicationGateways, which lets rules deny what goes out.",
      ja: "規則を削除するか、サブネットを Microsoft.Network/applicationGateways に委任して分離してください。分離すれば送信を拒否できます。",
    },
    *find({ context }) {
      const { model } = context.network;
      const groups = new Map(model.networkSecurityGroups.map((group) => [group.address, group]));
      for (const service of model.subnetServices) {
        const subnet = context.network.subnet(service.subnet);
        const group = groups.get(subnet?.model.networkSecurityGroup ?? "");
        const isLookedAt = service.kind === "application-gateway" && isManagedOverInternet(service, subnet);
        const isTold = group === undefined || outwardsDenied(group.rules) !== undefined;
        const deny = group?.rules.find(
          (rule) =>
            rule.direction === "Outbound" &&
            rule.access === "Deny" &&
            ["*", "tcp"].includes(rule.protocol.toLowerCase()) &&
            rule.perhaps === undefined,
        );
        if (isLookedAt && !isTold && deny !== undefined) {
          yield partProblem(deny, {
            en: `Rule ${deny.name} of ${nameOf(group!)} denies packets out of ${subnet!.id}, where application gateway ${nameOf(service)} stands; Azure wants outbound rules of its subnet to deny no TCP.`,
            ja: `${nameOf(group!)} の規則 ${deny.name} が、アプリケーション ゲートウェイ ${nameOf(service)} のある ${subnet!.id} からの送信を拒否しています。このサブネットでは TCP の送信を拒否しないでください。`,
          });
        }
      }
    },
  },
  {
    code: "API_MANAGEMENT_SECURITY_GROUP",
    severity: "warning",
    what: {
      en: "The subnet of an API Management has no security group, or one that doesn't let Azure manage it (W126)",
      ja: "API Management のサブネットにネットワーク セキュリティ グループがないか、Azure による管理を許可していません（W126）",
    },
    source: SOURCES.apiManagement,
    fix: {
      en: `Give the subnet a security group that allows TCP ${API_MANAGEMENT_PORT} in from ApiManagement.`,
      ja: `ApiManagement からの TCP ${API_MANAGEMENT_PORT} の受信を許可するネットワーク セキュリティ グループをサブネットに関連付けてください。`,
    },
    *find({ context }) {
      const { model } = context.network;
      for (const service of model.subnetServices) {
        const subnet = context.network.subnet(service.subnet);
        const bound = subnet?.model.networkSecurityGroup;
        const group = model.networkSecurityGroups.find(({ address }) => address === bound);
        const lets = group?.rules.some(
          (rule) => isVague(rule) || letsIn(rule, API_MANAGERS, [API_MANAGEMENT_PORT, API_MANAGEMENT_PORT]),
        );
        const isTold = group !== undefined || (bound === undefined && !hasOpenGroup(subnet));
        if (
          subnet !== undefined &&
          service.kind === "api-management" &&
          !/v2/i.test(service.sku ?? "") &&
          isTold &&
          lets !== true
        ) {
          yield problemAt(
            group?.address ?? subnet.address,
            group === undefined
              ? {
                  en: `${subnet.id}, where API Management ${nameOf(service)} stands, has no network security group: its load balancer lets nothing in without one.`,
                  ja: `API Management ${nameOf(service)} のある ${subnet.id} にネットワーク セキュリティ グループがありません。ない場合、ロード バランサーは受信を一切許可しません。`,
                }
              : {
                  en: `Network security group ${nameOf(group)} of ${subnet.id} does not allow TCP ${API_MANAGEMENT_PORT} in from ApiManagement, over which Azure manages API Management ${nameOf(service)}.`,
                  ja: `${subnet.id} のネットワーク セキュリティ グループ ${nameOf(group)} に、API Management ${nameOf(service)} の管理に使われる、ApiManagement からの TCP ${API_MANAGEMENT_PORT} の受信の許可がありません。`,
                },
          );
        }
      }
    },
  },
];

/** A group may be bound that the input doesn't tell, or somebody else manages the subnet. */
function hasOpenGroup(subnet: SubnetNode | undefined): boolean {
  return subnet?.model.uncertainSecurityGroups !== undefined || subnet?.model.external === true;
}

interface ServiceWithDefault {
  readonly service: SubnetService;
  readonly subnet: SubnetNode;
  readonly row: RouteEntry;
  readonly hop: string;
}

/** Services whose subnet has a default route of its own that doesn't lead to the Internet. */
function* servicesWithDefault(
  { context }: RoutedNetwork,
  kind: SubnetService["kind"],
): Iterable<ServiceWithDefault> {
  for (const service of context.network.model.subnetServices) {
    const subnet = context.network.subnet(service.subnet);
    if (subnet === undefined || service.kind !== kind || !isManagedOverInternet(service, subnet)) {
      continue;
    }
    const [row] = userDefaultRoutes(context.tables.tableOf(subnet));
    if (row !== undefined && /^(None|Virtual)/.test(row.nextHopType)) {
      yield { service, subnet, row, hop: nextHopName(context, subnet, row) || row.nextHopType };
    }
  }
}

function isManagedOverInternet({ kind, sku }: SubnetService, subnet: SubnetNode | undefined): boolean {
  return (
    kind === "api-management" ||
    (kind === "application-gateway" &&
      /_v2$/i.test(sku ?? "") &&
      subnet?.model.delegations.some((one) => one.toLowerCase() === ISOLATED) !== true)
  );
}

/** A rule that Azure looks for in a group, and its lack in words. */
interface LackedRule extends LocalizedText {
  readonly rule: {
    readonly direction: SecurityRule["direction"];
    readonly source: string;
    readonly destination: string;
    readonly ports: readonly string[];
    readonly protocol?: string;
  };
}

type End = "destinations" | "sources";

/** Rules that deny everything from or to everybody. */
function denying(
  rules: readonly SecurityRule[],
  direction: SecurityRule["direction"],
  end: End,
): SecurityRule[] {
  return rules
    .filter((rule) => rule.direction === direction && rule.access === "Deny" && rule.protocol === "*")
    .filter((rule) => rule[end].some((text) => ANYBODY.includes(text.toLowerCase())))
    .filter(({ destinationPorts }) => destinationPorts.includes("*"));
}

function isAllowedBefore(
  rules: readonly SecurityRule[],
  deny: SecurityRule,
  end: End,
  tags: readonly string[],
): boolean {
  return rules.some(
    (rule) =>
      rule.direction === deny.direction &&
      rule.access === "Allow" &&
      rule.priority < deny.priority &&
      rule[end].some((text) => tags.includes(text.toLowerCase())),
  );
}

/** What denies the way out to the Internet. */
function outwardsDenied(rules: readonly SecurityRule[]): SecurityRule | undefined {
  return denying(rules, "Outbound", "destinations").find(
    (deny) => !isAllowedBefore(rules, deny, "destinations", ANYBODY),
  );
}

/** What Azure looks for in the group of an application gateway's subnet. */
export function lackedByGateway(rules: readonly SecurityRule[]): LackedRule[] {
  const ports = MANAGEMENT_PORTS.join("-");
  // Azure refuses VirtualNetwork as destination there.
  const manages = rules.find(
    (rule) => letsIn(rule, MANAGERS, MANAGEMENT_PORTS) && !rule.destinations.every(isVirtualNetwork),
  );
  const outwards = outwardsDenied(rules);
  const probes = denying(rules, "Inbound", "sources")
    .filter(({ sources }) => !sources.every((text) => text.toLowerCase() === "internet"))
    .find((deny) => !isAllowedBefore(rules, deny, "sources", ["*", "any", "0.0.0.0/0", "azureloadbalancer"]));
  return [
    ...(manages === undefined
      ? [
          {
            rule: {
              direction: "Inbound" as const,
              source: "GatewayManager",
              destination: "*",
              ports: [ports],
            },
            en: `does not allow TCP ${ports} in from GatewayManager to any destination`,
            ja: `、GatewayManager から任意の宛先への TCP ${ports} の受信を許可していません`,
          },
        ]
      : []),
    ...(outwards === undefined
      ? []
      : [
          {
            rule: {
              direction: "Outbound" as const,
              source: "*",
              destination: "Internet",
              ports: ["*"],
              protocol: "*",
            },
            en: `denies the way out to the Internet by rule ${outwards.name} (ApplicationGatewaySubnetOutboundTrafficBlockedByNetworkSecurityGroup)`,
            ja: `インターネットへの送信を規則 ${outwards.name} で拒否しています（ApplicationGatewaySubnetOutboundTrafficBlockedByNetworkSecurityGroup）`,
          },
        ]),
    ...(probes === undefined
      ? []
      : [
          {
            rule: {
              direction: "Inbound" as const,
              source: "AzureLoadBalancer",
              destination: "*",
              ports: ["*"],
              protocol: "*",
            },
            en: `denies AzureLoadBalancer by rule ${probes.name}`,
            ja: ` AzureLoadBalancer からの受信を規則 ${probes.name} で拒否しています`,
          },
        ]),
  ];
}

function isVirtualNetwork(text: string): boolean {
  return text.toLowerCase() === "virtualnetwork";
}

function letsIn(
  { direction, access, protocol, sources, destinationPorts }: SecurityRule,
  managers: readonly string[],
  [from, to]: readonly [number, number],
): boolean {
  return (
    direction === "Inbound" &&
    access === "Allow" &&
    ["*", "tcp"].includes(protocol.toLowerCase()) &&
    // Tags may be those of one region.
    sources.some((source) => managers.includes(source.toLowerCase().replace(/^([a-z]+)\..*/, "$1"))) &&
    destinationPorts.some((ports) => {
      const [first, last = first] = ports.split("-").map(Number);
      return ports === "*" || (first <= from && to <= last);
    })
  );
}

/** Whether a hub of Virtual WAN gives a subnet its default route. */
function learnsFromHub({ layers }: SubnetTable): boolean {
  return layers.gateway?.get(DEFAULT_PREFIX).some(({ target }) => target.kind === "virtual-hub") === true;
}
