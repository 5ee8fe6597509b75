import { Ipv4Prefix, parseIpv4 } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { Firewall } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { placed, Placed } from "./placed-services";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Route tables of users', into which AKS writes the routes of its pods. */
export const KUBERNETES_TABLE_CHECKS: readonly Check[] = [
  {
    code: "KUBERNETES_TABLE_SHARED",
    severity: "warning",
    what: {
      en: "Two AKS clusters with kubenet write the routes of their pods into one table, which AKS doesn't support: their pods' addresses may be the same",
      ja: "kubenet の 2 つの AKS クラスターが、ポッドのルートを 1 つのルート テーブルに書き込みます。ポッドのアドレスが重なりうるため、AKS はサポートしていません",
    },
    source: SOURCES.kubernetesRoutes,
    fix: {
      en: "Give each cluster a table of its own.",
      ja: "クラスターごとに専用のルート テーブルを用意してください。",
    },
    *find(network) {
      const clusters = [...onTables(network)];
      for (const [table, same] of groupBy(clusters, (one) => one.subnet.routeTable)) {
        const [first] = same;
        const other = same.find(({ service }) => service.address !== first.service.address);
        if (table !== undefined && other !== undefined) {
          yield {
            resource: other.service.address,
            about: { subnet: other.subnet.address },
            message: {
              en: `AKS clusters ${nameOf(first.service)} and ${nameOf(other.service)} have kubenet, and both write the routes of their pods into ${table}.`,
              ja: `AKS クラスター ${nameOf(first.service)} と ${nameOf(other.service)} はどちらも kubenet で、ポッドのルートを同じ ${table} に書き込みます。`,
            },
          };
        }
      }
    },
  },
  {
    code: "KUBERNETES_TABLE_IDENTITY",
    severity: "error",
    what: {
      en: "An AKS cluster with kubenet stands in a subnet with a route table, and has an identity that Azure makes with it: AKS refuses it, since nobody can allow that one to write routes before",
      ja: "kubenet の AKS クラスターのサブネットにルート テーブルがありますが、ID がシステム割り当てです。ルートを書き込む権限を事前に与えられないため、AKS に拒否されます",
    },
    source: SOURCES.kubernetesRoutes,
    fix: {
      en: 'Give the cluster identity { type = "UserAssigned" }, and that identity the role Network Contributor for the table and the subnet.',
      ja: 'クラスターに identity { type = "UserAssigned" } を指定し、その ID にルート テーブルとサブネットのネットワーク共同作成者ロールを割り当ててください。',
    },
    *find(network) {
      for (const { service, subnet } of onTables(network)) {
        const [identity] = network.argumentsOf(service.address).blocks("identity");
        if (identity?.text("type") === "SystemAssigned") {
          yield {
            resource: service.address,
            about: { subnet: subnet.address },
            message: {
              en: `AKS cluster ${nameOf(service)} has kubenet and a system-assigned identity, and its subnet ${nameOf(subnet)} a route table of yours: AKS refuses that.`,
              ja: `AKS クラスター ${nameOf(service)} は kubenet でシステム割り当て ID を使い、サブネット ${nameOf(subnet)} には独自のルート テーブルがあるため、AKS に拒否されます。`,
            },
          };
        }
      }
    },
  },
  {
    code: "KUBERNETES_AUTHORIZED_RANGES",
    severity: "warning",
    what: {
      en: "An AKS cluster's API server lets certain addresses in, and none of them is that of the firewall by which its own nodes leave: they don't get ready",
      ja: "AKS クラスターの API サーバーが許可するアドレスに、ノードの送信経路にあるファイアウォールのパブリック IP がありません。ノードが Ready になりません",
    },
    source: SOURCES.kubernetesAuthorized,
    fix: {
      en: "Add the firewall's public address to authorized_ip_ranges.",
      ja: "authorized_ip_ranges にファイアウォールのパブリック IP を追加してください。",
    },
    *find(network) {
      for (const { service, subnet } of placed(network, "kubernetes-cluster")) {
        const values = network.argumentsOf(service.address);
        const [access] = values.blocks("api_server_access_profile");
        const ranges = access?.texts("authorized_ip_ranges");
        const isRouted = values.blocks("network_profile")[0]?.text("outbound_type") === "userDefinedRouting";
        const firewall = isRouted ? firewallOfDefault(network, subnet.routeTable) : undefined;
        const [publicIp] = firewall?.publicIps ?? [];
        if (
          ranges !== undefined &&
          ranges.known.length > 0 &&
          publicIp !== undefined &&
          firewall !== undefined
        ) {
          const address = network.publicIps.get(publicIp)?.ip;
          const mayHold = ranges.unknown !== undefined || admits(network, ranges.known, address);
          if (!mayHold && values.boolean("private_cluster_enabled") !== true) {
            yield {
              resource: service.address,
              about: { association: publicIp },
              message: {
                en: `AKS cluster ${nameOf(service)} leaves by firewall ${nameOf(firewall)}, and its API server lets ${ranges.known.join(", ")} in: unless one of these is the address of ${publicIp}, its own nodes don't reach it.`,
                ja: `AKS クラスター ${nameOf(service)} はファイアウォール ${nameOf(firewall)} から送信しますが、API サーバーが許可するのは ${ranges.known.join("、")} です。この中に ${publicIp} のアドレスがなければ、ノードは API サーバーに接続できません。`,
              },
            };
          }
        }
      }
    },
  },
];

/** Clusters with kubenet in subnets that surely have a table of their users'. */
function* onTables(network: CheckedNetwork): Iterable<Placed> {
  for (const one of placed(network, "kubernetes-cluster")) {
    const [profile] = network.argumentsOf(one.service.address).blocks("network_profile");
    const { routeTable, uncertainRouteTables } = one.subnet;
    const isSure = routeTable !== undefined && uncertainRouteTables === undefined;
    if (isSure && profile?.text("network_plugin") === "kubenet" && network.isOne(one.service.address)) {
      yield one;
    }
  }
}

/** The firewall to whose address a table's default route refers. */
function firewallOfDefault(network: CheckedNetwork, routeTable = ""): Firewall | undefined {
  const route = network.routeTables
    .get(routeTable)
    ?.routes.find(({ addressPrefix }) => addressPrefix === DEFAULT_ROUTE);
  return network.firewalls.get(route?.nextHops[0]?.resource ?? "");
}

/** Whether ranges surely hold an address, or are for everybody. */
function admits(network: CheckedNetwork, ranges: readonly string[], address: string | undefined): boolean {
  const number = address === undefined ? undefined : parseIpv4(address);
  return ranges
    .map((range) => (range.includes("/") ? network.prefix(range) : Ipv4Prefix.tryParse(`${range}/32`)))
    .some(
      (range) => range?.length === 0 || (number !== undefined && range?.containsAddress(number) === true),
    );
}
