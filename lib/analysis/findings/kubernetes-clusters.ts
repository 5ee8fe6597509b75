import { AKS_SERVICES } from "../../azure/kubernetes-addresses";
import { Ipv4Prefix } from "../../cidr";
import { Arguments, isUnknown, Subnet } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { keptRoutes, placed } from "./placed-services";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** The pods' addresses of a cluster that doesn't say. */
const PODS_DEFAULT = "10.244.0.0/16";

/** Clusters of AKS in subnets of their users'. */
export const KUBERNETES_CLUSTER_CHECKS: readonly Check[] = [
  {
    code: "KUBERNETES_SERVICE_CIDR",
    severity: "error",
    what: {
      en: "The service addresses of an AKS cluster overlap a subnet of its virtual network (ServiceCidrOverlapExistingSubnetsCidr, W123)",
      ja: "AKS クラスターのサービス用アドレスが、同じ仮想ネットワークのサブネットと重なっています（ServiceCidrOverlapExistingSubnetsCidr、W123）",
    },
    source: SOURCES.kubernetesAddresses,
    fix: {
      en: "Give network_profile a service_cidr, and a dns_service_ip in it, that nothing reachable from the cluster uses.",
      ja: "クラスターから到達できる範囲で使われていない service_cidr と、その中の dns_service_ip を network_profile に指定してください。",
    },
    *find(network) {
      for (const { service, subnet } of placed(network, "kubernetes-cluster")) {
        const written = serviceAddresses(network.argumentsOf(service.address));
        const services = Ipv4Prefix.tryParse(written ?? "");
        const hit = services && overlapped(network, subnet, services);
        if (hit !== undefined) {
          yield {
            resource: service.address,
            about: { argument: "service_cidr" },
            message: {
              en: `AKS cluster ${nameOf(service)} uses ${written} for its services (${AKS_SERVICES} unless told), which overlaps subnet ${nameOf(hit)} (${hit.prefixes.join(", ")}) of its virtual network.`,
              ja: `AKS クラスター ${nameOf(service)} のサービス用アドレス ${written}（指定がなければ ${AKS_SERVICES}）が、同じ仮想ネットワークのサブネット ${nameOf(hit)}（${hit.prefixes.join("、")}）と重複しています。`,
            },
          };
        }
      }
    },
  },
  {
    code: "KUBERNETES_WITHOUT_DEFAULT_ROUTE",
    severity: "error",
    what: {
      en: "An AKS cluster leaves by userDefinedRouting, and its subnet's table has no route 0.0.0.0/0 to an appliance or gateway (W124)",
      ja: "AKS クラスターの送信の種類が userDefinedRouting ですが、サブネットのルート テーブルにアプライアンスやゲートウェイへの 0.0.0.0/0 のルートがありません（W124）",
    },
    source: SOURCES.kubernetesEgress,
    fix: {
      en: "Bind a table with 0.0.0.0/0 to the firewall to the subnet, and let the cluster depend on the association.",
      ja: "ファイアウォールへの 0.0.0.0/0 を持つルート テーブルをサブネットに関連付け、その関連付けをクラスターの depends_on に加えてください。",
    },
    *find(network) {
      for (const { service, subnet, values } of placed(network, "kubernetes-cluster")) {
        const isRouted = outboundTypeOf(network, service.address) === "userDefinedRouting";
        if (isRouted && values !== undefined && lacksDefault(network, subnet)) {
          yield {
            resource: service.address,
            about: { subnet: subnet.address },
            message: {
              en: `AKS cluster ${nameOf(service)} leaves by userDefinedRouting, but no table gives subnet ${nameOf(subnet)} a route 0.0.0.0/0 to an appliance or gateway: Azure refuses the cluster.`,
              ja: `AKS クラスター ${nameOf(service)} は userDefinedRouting ですが、サブネット ${nameOf(subnet)} にアプライアンスやゲートウェイへの 0.0.0.0/0 のルートがないため、Azure はクラスターの作成を拒否します。`,
            },
          };
        }
      }
    },
  },
  {
    code: "KUBERNETES_WITHOUT_NAT_GATEWAY",
    severity: "error",
    what: {
      en: "An AKS cluster leaves by userAssignedNATGateway, and its subnet has no NAT gateway",
      ja: "AKS クラスターの送信の種類が userAssignedNATGateway ですが、サブネットに NAT ゲートウェイがありません",
    },
    source: SOURCES.kubernetesEgress,
    fix: {
      en: "Bind a NAT gateway to the subnet, and let the cluster depend on the association.",
      ja: "サブネットに NAT ゲートウェイを関連付け、その関連付けをクラスターの depends_on に加えてください。",
    },
    *find(network) {
      for (const { service, subnet, values } of placed(network, "kubernetes-cluster")) {
        const wantsIt = outboundTypeOf(network, service.address) === "userAssignedNATGateway";
        const mayHaveIt = subnet.natGateway !== undefined || subnet.uncertainNatGateways !== undefined;
        if (wantsIt && values !== undefined && !mayHaveIt && !network.hasGaps) {
          yield {
            resource: service.address,
            about: { subnet: subnet.address },
            message: {
              en: `AKS cluster ${nameOf(service)} leaves by userAssignedNATGateway, but subnet ${nameOf(subnet)} has no NAT gateway: Azure refuses the cluster.`,
              ja: `AKS クラスター ${nameOf(service)} は userAssignedNATGateway ですが、サブネット ${nameOf(subnet)} に NAT ゲートウェイがないため、Azure はクラスターの作成を拒否します。`,
            },
          };
        }
      }
    },
  },
  {
    code: "KUBERNETES_CIDR_HIDES_NETWORK",
    severity: "warning",
    what: {
      en: "The addresses that an AKS cluster has for its services or pods are those of a network or site near it: what runs in the cluster doesn't reach it",
      ja: "AKS クラスターのサービス用またはポッド用アドレスが、接続された仮想ネットワークやサイトのアドレスと重なっています。クラスター内からはそこに届きません",
    },
    source: SOURCES.kubernetesAddresses,
    fix: {
      en: "Give network_profile a service_cidr and pod_cidr that nothing reachable from the cluster uses; a cluster that exists is made anew.",
      ja: "クラスターから到達できる範囲で使われていない service_cidr と pod_cidr を network_profile に指定してください。既存のクラスターは作り直されます。",
    },
    *find(network) {
      for (const { service, subnet } of placed(network, "kubernetes-cluster")) {
        const values = network.argumentsOf(service.address);
        for (const [argument, written] of [
          ["service_cidr", serviceAddresses(values)],
          ["pod_cidr", podAddresses(values)],
        ] as const) {
          const own = Ipv4Prefix.tryParse(written ?? "");
          const hit =
            own &&
            near(network, subnet).find(({ prefixes }) =>
              network.prefixesIn(prefixes).some((prefix) => prefix.overlaps(own)),
            );
          if (hit !== undefined) {
            yield {
              resource: service.address,
              about: { argument },
              message: {
                en: `AKS cluster ${nameOf(service)} uses ${written} (${argument}) for its ${argument === "pod_cidr" ? "pods" : "services"}, which overlaps ${nameOf(hit)} (${hit.prefixes.join(", ")}): what runs in the cluster doesn't reach that.`,
                ja: `AKS クラスター ${nameOf(service)} の${argument === "pod_cidr" ? "ポッド" : "サービス"}用アドレス ${written}（${argument}）が ${nameOf(hit)}（${hit.prefixes.join("、")}）と重なり、クラスター内からそこに届きません。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "KUBERNETES_ROUTES_REMOVED",
    severity: "warning",
    what: {
      en: "An AKS cluster with kubenet writes its pods' routes into its subnet's table, and Terraform keeps that table's routes as they are written inline: the next apply takes the pods' routes out",
      ja: "kubenet の AKS クラスターはサブネットのルート テーブルにポッドのルートを書き込みますが、そのテーブルのルートがインラインで書かれているため、次の apply で Terraform がポッドのルートを削除します",
    },
    source: SOURCES.kubernetesRoutes,
    fix: {
      en: "Write the routes as azurerm_route, or leave them to AKS: lifecycle { ignore_changes = [route] } on the table.",
      ja: "ルートを azurerm_route として書くか、テーブルに lifecycle { ignore_changes = [route] } を指定してください。",
    },
    *find(network) {
      for (const { service, subnet } of placed(network, "kubernetes-cluster")) {
        const profile = profileOf(network.argumentsOf(service.address));
        const table = keptRoutes(network, subnet);
        if (table !== undefined && profile?.text("network_plugin") === "kubenet") {
          yield {
            resource: table.address,
            about: { subnet: subnet.address },
            message: {
              en: `AKS cluster ${nameOf(service)} has kubenet and writes routes of its pods into ${table.address}, whose inline routes are all that Terraform lets be: the next apply takes the pods' routes out, and pods of different nodes don't reach each other any more.`,
              ja: `AKS クラスター ${nameOf(service)} は kubenet のため、ポッドのルートを ${table.address} に書き込みます。しかし Terraform はこのテーブルにインラインで書かれたルートだけを残すため、次の apply でポッドのルートが削除され、ノードをまたぐポッド間の通信ができなくなります。`,
            },
          };
        }
      }
    },
  },
  {
    code: "KUBERNETES_BALANCER_BESIDE_ROUTE",
    severity: "warning",
    what: {
      en: "An AKS cluster has a public load balancer, and its subnet sends 0.0.0.0/0 to an appliance: what comes to public services of the cluster is answered through the appliance, which drops it",
      ja: "AKS クラスターがパブリック ロード バランサーを使いますが、サブネットの 0.0.0.0/0 はアプライアンスに向いています。公開したサービスへの応答がアプライアンスを通り、破棄されます",
    },
    source: SOURCES.kubernetesEgress,
    fix: {
      en: 'Set outbound_type = "userDefinedRouting", publish services by DNAT of the firewall, and give them internal load balancers.',
      ja: 'outbound_type = "userDefinedRouting" にし、サービスは内部ロード バランサーで公開して、ファイアウォールの DNAT で受けてください。',
    },
    *find(network) {
      for (const { service, subnet } of placed(network, "kubernetes-cluster")) {
        const profile = profileOf(network.argumentsOf(service.address));
        const outbound = profile?.text("outbound_type") ?? "loadBalancer";
        const isBalanced = outbound === "loadBalancer" && profile?.isUnknown("outbound_type") !== true;
        const route = network.routeTables
          .get(subnet.routeTable ?? "")
          ?.routes.find(({ addressPrefix }) => addressPrefix === DEFAULT_ROUTE);
        if (isBalanced && route?.nextHopType === "VirtualAppliance") {
          yield problemAt(service.address, {
            en: `AKS cluster ${nameOf(service)} leaves by its load balancer (outbound_type loadBalancer), but route ${route.name} of subnet ${nameOf(subnet)} sends 0.0.0.0/0 to an appliance: it leaves there, and what comes to its public services gets no answer.`,
            ja: `AKS クラスター ${nameOf(service)} はロード バランサーから送信する設定（outbound_type loadBalancer）ですが、サブネット ${nameOf(subnet)} のルート ${route.name} が 0.0.0.0/0 をアプライアンスに送ります。送信はアプライアンスを通り、公開したサービスへの要求には応答が返りません。`,
          });
        }
      }
    },
  },
];

/** How a cluster says that it leaves. */
function outboundTypeOf(network: CheckedNetwork, cluster: string): string | undefined {
  return profileOf(network.argumentsOf(cluster))?.text("outbound_type");
}

function profileOf(cluster: Arguments): Arguments | undefined {
  return cluster.blocks("network_profile").at(0);
}

/** Those of a cluster; undefined where only apply tells them. */
function serviceAddresses(cluster: Arguments): string | undefined {
  const profile = profileOf(cluster);
  const isUntold =
    cluster.isUnknown("network_profile") || profile?.isUnknown("service_cidr", "service_cidrs") === true;
  const written = profile?.text("service_cidr") ?? profile?.texts("service_cidrs").known[0];
  return isUntold ? undefined : (written ?? AKS_SERVICES);
}

function overlapped(
  network: CheckedNetwork,
  { virtualNetwork }: Subnet,
  services: Ipv4Prefix,
): Subnet | undefined {
  return network
    .subnetsOf(virtualNetwork)
    .find(({ prefixes }) => network.prefixesIn(prefixes).some((prefix) => prefix.overlaps(services)));
}

/** Surely: routes that only apply tells, and tables that may be bound, may be the one. */
function lacksDefault(network: CheckedNetwork, { routeTable, uncertainRouteTables }: Subnet): boolean {
  const table = network.routeTables.get(routeTable ?? "");
  const isUntold =
    network.hasGaps ||
    uncertainRouteTables !== undefined ||
    table?.routesUnknown === true ||
    (routeTable !== undefined && table === undefined);
  const mayLead = table?.routes.some(
    ({ addressPrefix, nextHopType }) =>
      isUnknown(addressPrefix) || (addressPrefix === DEFAULT_ROUTE && nextHopType !== "Internet"),
  );
  return !isUntold && mayLead !== true;
}

/** Those of pods that have addresses of their own, outside the network; undefined for others, and where only apply tells. */
function podAddresses(cluster: Arguments): string | undefined {
  const profile = profileOf(cluster);
  const isApart =
    profile?.text("network_plugin") === "kubenet" || profile?.text("network_plugin_mode") === "overlay";
  if (!isApart || profile.isUnknown("pod_cidr", "pod_cidrs")) {
    return undefined;
  }
  return profile.text("pod_cidr") ?? profile.texts("pod_cidrs").known[0] ?? PODS_DEFAULT;
}

interface Near {
  readonly name?: string;
  readonly address: string;
  readonly prefixes: readonly string[];
}

/** Networks within two peerings, and sites: where a hub may lead. */
function near(network: CheckedNetwork, { virtualNetwork }: Subnet): Near[] {
  const reached = new Set<string>([virtualNetwork]);
  for (let step = 0; step < 2; step++) {
    for (const one of [...reached]) {
      network.peeringsOf(one).forEach(({ remoteVirtualNetwork: other = "" }) => reached.add(other));
    }
  }
  reached.delete(virtualNetwork);
  const networks = [...reached].flatMap((one) => network.virtualNetworks.get(one) ?? []);
  const isConnected = networks.length > 0 || network.gatewaysIn(virtualNetwork).length > 0;
  return [
    ...networks.map((one) => ({ ...one, prefixes: one.addressSpace })),
    ...(isConnected ? network.model.localNetworkGateways : []).map((site) => ({
      ...site,
      prefixes: site.addressSpace,
    })),
  ];
}
