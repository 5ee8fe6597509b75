import {
  RECOMMENDED_GATEWAY_SUBNET,
  RESERVED_SUBNET_RULES,
  ReservedSubnet,
  reservedSubnetOf,
  ReservedSubnetRule,
} from "../../azure/reserved-subnets";
import { LoadBalancer, NetworkInterface, NetworkModel, PrivateEndpoint, Subnet } from "../model";
import { tableAssociation } from "../network/table-association";
import { freeFix } from "./addressing";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** The reserved name that a subnet's name spells, whatever its case. */
export function reservedNameOf(subnet: { readonly name?: string } | undefined): ReservedSubnet | undefined {
  return subnet?.name === undefined ? undefined : reservedSubnetOf(subnet.name);
}

const FIREWALL_SUBNETS: ReadonlySet<ReservedSubnet> = new Set([
  ReservedSubnet.FIREWALL,
  ReservedSubnet.FIREWALL_MANAGEMENT,
]);

/** Subnets with reserved names: their size, what may be bound to them, and who may stand in them. */
export const RESERVED_SUBNET_CHECKS: readonly Check[] = [
  {
    code: "RESERVED_SUBNET_TOO_SMALL",
    severity: "error",
    what: {
      en: "GatewaySubnet is smaller than /29, AzureBastionSubnet or a firewall subnet than /26, RouteServerSubnet than /27, VirtualNetworkApplianceSubnet than /28 (R50, R62)",
      ja: "GatewaySubnet が /29、AzureBastionSubnet またはファイアウォールのサブネットが /26、RouteServerSubnet が /27、VirtualNetworkApplianceSubnet が /28 より小さくなっています（R50、R62）",
    },
    source: SOURCES.bastionSettings,
    fix: { en: "Make it larger.", ja: "サブネットを大きくしてください。" },
    *find(network) {
      for (const { subnet, reserved, rule } of reservedSubnets(network)) {
        for (const prefix of network.prefixesIn(subnet.prefixes)) {
          if (prefix.length > rule.longestPrefix) {
            // At once what is recommended: /29 would be the next finding.
            const enough =
              reserved === ReservedSubnet.GATEWAY ? RECOMMENDED_GATEWAY_SUBNET : rule.longestPrefix;
            yield {
              resource: subnet.address,
              about: { longestPrefix: enough },
              message: {
                en: `${prefix} is too small for ${reserved}; it needs /${rule.longestPrefix} or larger.`,
                ja: `${prefix} は ${reserved} には小さすぎます。/${rule.longestPrefix} 以上の大きさが必要です。`,
              },
              fix: freeFix(network, subnet, enough),
            };
          }
        }
      }
    },
  },
  {
    code: "FIREWALL_SUBNET_IPV6",
    severity: "error",
    what: {
      en: "A firewall's subnet has an IPv6 prefix: Azure Firewall takes one of IPv4 alone, also in a dual-stack network",
      ja: "ファイアウォールのサブネットに IPv6 プレフィックスがあります。デュアル スタックの仮想ネットワークでも、Azure Firewall のサブネットは IPv4 のみでなければなりません",
    },
    source: SOURCES.ipv6,
    fix: {
      en: "Take the IPv6 prefix out of the subnet; what speaks IPv6 passes an appliance of your own.",
      ja: "サブネットから IPv6 プレフィックスを削除してください。IPv6 の検査には独自のアプライアンスを使います。",
    },
    *find(network) {
      for (const { subnet, reserved } of reservedSubnets(network)) {
        const ipv6 = subnet.prefixes.find((prefix) => prefix.includes(":"));
        if (ipv6 !== undefined && FIREWALL_SUBNETS.has(reserved)) {
          yield problemAt(subnet.address, {
            en: `${reserved} has the IPv6 prefix ${ipv6}; Azure Firewall takes a subnet of IPv4 alone.`,
            ja: `${reserved} に IPv6 プレフィックス ${ipv6} があります。Azure Firewall のサブネットは IPv4 のみでなければなりません。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_SUBNET_SMALL",
    severity: "warning",
    what: {
      en: "GatewaySubnet is smaller than /27, which leaves no room for ExpressRoute beside VPN or for later migrations",
      ja: "GatewaySubnet が /27 より小さく、VPN と ExpressRoute の共存や将来の移行の余地がありません",
    },
    source: SOURCES.gatewaySettings,
    fix: { en: "Make it /27 or larger.", ja: "/27 以上の大きさにしてください。" },
    *find(network) {
      for (const { subnet, reserved, rule } of reservedSubnets(network)) {
        for (const prefix of network.prefixesIn(subnet.prefixes)) {
          if (
            reserved === ReservedSubnet.GATEWAY &&
            prefix.length > RECOMMENDED_GATEWAY_SUBNET &&
            prefix.length <= rule.longestPrefix
          ) {
            yield {
              resource: subnet.address,
              about: { longestPrefix: RECOMMENDED_GATEWAY_SUBNET },
              message: {
                en: `GatewaySubnet is ${prefix}; Microsoft recommends /27 or larger, which some gateways require.`,
                ja: `GatewaySubnet は ${prefix} です。/27 以上が推奨され、構成によっては必須です。`,
              },
              fix: freeFix(network, subnet, RECOMMENDED_GATEWAY_SUBNET),
            };
          }
        }
      }
    },
  },
  {
    code: "RESERVED_SUBNET_SPELLING",
    severity: "warning",
    what: {
      en: "A subnet's name differs from a reserved name in case only",
      ja: "サブネットの名前が、予約名と大文字・小文字だけ異なります",
    },
    source: SOURCES.bastionHost,
    fix: { en: "Write the reserved name as Azure does.", ja: "Azure の予約名と同じ表記にしてください。" },
    *find(network) {
      for (const { subnet, reserved } of reservedSubnets(network)) {
        if (subnet.name !== reserved) {
          yield {
            resource: subnet.address,
            message: {
              en: `The subnet name ${quote(subnet.name!)} differs from the reserved name "${reserved}" in case only; the provider does not recognise it.`,
              ja: `サブネット名 ${quote(subnet.name!)} は予約名 "${reserved}" と大文字・小文字だけが異なるため、プロバイダーに認識されません。`,
            },
            fix: { en: `Write "${reserved}".`, ja: `"${reserved}" と書いてください。` },
          };
        }
      }
    },
  },
  {
    code: "RESERVED_SUBNET_ROUTE_TABLE",
    severity: "error",
    what: {
      en: "A route table is bound to AzureBastionSubnet or RouteServerSubnet (T84)",
      ja: "AzureBastionSubnet または RouteServerSubnet にルート テーブルが関連付けられています（T84）",
    },
    source: SOURCES.bastionFaq,
    fix: { en: "Remove the association.", ja: "関連付けを外してください。" },
    *find(network) {
      for (const { subnet, reserved, rule } of reservedSubnets(network)) {
        if (subnet.routeTable !== undefined && !rule.routeTableAllowed) {
          yield problemAt(tableAssociation(subnet) ?? subnet.address, {
            en: `A route table is bound to ${reserved}, where Azure allows none.`,
            ja: `${reserved} にルート テーブルが関連付けられていますが、Azure では許可されていません。`,
          });
        }
      }
    },
  },
  {
    code: "RESERVED_SUBNET_SECURITY_GROUP",
    severity: "error",
    what: {
      en: "A network security group is bound to GatewaySubnet, a firewall subnet or RouteServerSubnet (R50)",
      ja: "GatewaySubnet、ファイアウォールのサブネット、または RouteServerSubnet にネットワーク セキュリティ グループが関連付けられています（R50）",
    },
    source: SOURCES.gatewaySettings,
    fix: {
      en: "Remove the association; filter at the subnets of the machines.",
      ja: "関連付けを外し、仮想マシン側のサブネットで制御してください。",
    },
    *find(network) {
      for (const { subnet, reserved, rule } of reservedSubnets(network)) {
        if (subnet.networkSecurityGroup !== undefined && !rule.networkSecurityGroupAllowed) {
          yield problemAt(subnet.address, {
            en: `A network security group is bound to ${reserved}, where Azure does not support one.`,
            ja: `${reserved} にネットワーク セキュリティ グループが関連付けられていますが、サポートされていません。`,
          });
        }
      }
    },
  },
  {
    code: "RESERVED_SUBNET_ENDPOINT_POLICY",
    severity: "warning",
    what: {
      en: "A service endpoint policy is bound to GatewaySubnet or RouteServerSubnet: what Azure manages there may lose its way to the platform, and connections to on-premises with it",
      ja: "GatewaySubnet または RouteServerSubnet にサービス エンドポイント ポリシーが設定されています。Azure による管理通信が妨げられ、オンプレミスとの接続が失われることがあります",
    },
    source: SOURCES.routeServerTroubleshooting,
    fix: {
      en: "Take service_endpoint_policy_ids out of the subnet.",
      ja: "サブネットから service_endpoint_policy_ids を削除してください。",
    },
    *find(network) {
      for (const { subnet, reserved } of reservedSubnets(network)) {
        const policies = network.argumentsOf(subnet.address).items("service_endpoint_policy_ids");
        if (
          policies.length > 0 &&
          (reserved === ReservedSubnet.GATEWAY || reserved === ReservedSubnet.ROUTE_SERVER)
        ) {
          yield problemAt(subnet.address, {
            en: `A service endpoint policy is bound to ${reserved}: the gateway or Route Server there may lose its way to Azure's platform.`,
            ja: `${reserved} にサービス エンドポイント ポリシーが設定されています。そこのゲートウェイや Route Server が Azure のプラットフォームと通信できなくなることがあります。`,
          });
        }
      }
    },
  },
  {
    code: "RESERVED_SUBNET_OCCUPIED",
    severity: "error",
    what: {
      en: "A network interface, load balancer or private endpoint stands in a subnet that Azure reserves",
      ja: "ネットワーク インターフェイス、ロード バランサー、またはプライベート エンドポイントが、Azure が予約するサブネットにあります",
    },
    source: SOURCES.gatewaySettings,
    fix: { en: "Move it to an ordinary subnet.", ja: "通常のサブネットに移してください。" },
    *find(network) {
      for (const { tenant, subnets } of tenantsOf(network.model)) {
        const reserved = subnets
          .map((subnet) => reservedNameOf(network.subnets.get(subnet ?? "")))
          .find(Boolean);
        if (reserved !== undefined) {
          yield problemAt(tenant.address, {
            en: `${nameOf(tenant)} stands in ${reserved}, which Azure keeps for its own service.`,
            ja: `${nameOf(tenant)} が ${reserved} に置かれていますが、このサブネットは専用のサービスしか使えません。`,
          });
        }
      }
    },
  },
  {
    code: "WRONG_SUBNET",
    severity: "error",
    what: {
      en: "A gateway, Bastion, firewall or Route Server stands in a subnet that does not have its reserved name",
      ja: "ゲートウェイ、Bastion、ファイアウォール、または Route Server が、予約名ではないサブネットにあります",
    },
    source: SOURCES.firewall,
    fix: {
      en: "Create a subnet with the reserved name and use it.",
      ja: "予約名のサブネットを作成して指定してください。",
    },
    *find(network) {
      for (const { service, subnet: address, expected } of servicesWithReservedSubnet(network)) {
        const subnet = network.subnets.get(address ?? "");
        if (subnet?.name === undefined || subnet.name.toLowerCase() === expected.toLowerCase()) {
          continue;
        }
        yield {
          resource: service.address,
          about: { reservedSubnet: expected },
          message: {
            en: `${nameOf(service)} stands in subnet ${quote(subnet.name)}; Azure accepts only "${expected}".`,
            ja: `${nameOf(service)} がサブネット ${quote(subnet.name)} に置かれています。Azure が受け付けるのは "${expected}" だけです。`,
          },
        };
      }
    },
  },
];

interface ServiceInSubnet {
  readonly service: { readonly address: string; readonly name?: string };
  readonly subnet?: string;
  readonly expected: ReservedSubnet;
}

function servicesWithReservedSubnet({ model }: CheckedNetwork): ServiceInSubnet[] {
  return [
    ...model.virtualNetworkGateways.map((service) => ({
      service,
      subnet: service.subnet,
      expected: ReservedSubnet.GATEWAY,
    })),
    ...model.bastionHosts.map((service) => ({
      service,
      subnet: service.subnet,
      expected: ReservedSubnet.BASTION,
    })),
    ...model.firewalls.flatMap((service) => [
      { service, subnet: service.subnet, expected: ReservedSubnet.FIREWALL },
      { service, subnet: service.managementSubnet, expected: ReservedSubnet.FIREWALL_MANAGEMENT },
    ]),
    ...model.routeServers.map((service) => ({
      service,
      subnet: service.subnet,
      expected: ReservedSubnet.ROUTE_SERVER,
    })),
  ];
}

interface ReservedPlace {
  readonly subnet: Subnet;
  readonly reserved: ReservedSubnet;
  readonly rule: ReservedSubnetRule;
}

function reservedSubnets({ model }: CheckedNetwork): ReservedPlace[] {
  return model.subnets.flatMap((subnet) => {
    const reserved = reservedNameOf(subnet);
    return reserved ? [{ subnet, reserved, rule: RESERVED_SUBNET_RULES[reserved] }] : [];
  });
}

interface Tenant {
  readonly tenant: NetworkInterface | LoadBalancer | PrivateEndpoint;
  readonly subnets: readonly (string | undefined)[];
}

/** What people put into subnets. */
export function tenantsOf({ networkInterfaces, loadBalancers, privateEndpoints }: NetworkModel): Tenant[] {
  return [
    ...networkInterfaces.map((tenant) => ({
      tenant,
      subnets: tenant.ipConfigurations.map(({ subnet }) => subnet),
    })),
    ...loadBalancers.map((tenant) => ({ tenant, subnets: tenant.frontends.map(({ subnet }) => subnet) })),
    ...privateEndpoints.map((tenant) => ({ tenant, subnets: [tenant.subnet] })),
  ];
}
