import {
  AKS_PODS_PER_NODE,
  AKS_RESERVED,
  AKS_SERVICES,
  KEPT_IN_SUBNET,
} from "../../azure/kubernetes-addresses";
import { Ipv4Prefix, parseIpv4 } from "../../cidr";
import { Arguments, isUnknown, Subnet } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { placed } from "./placed-services";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const LONGEST = 29;

/** Addresses of clusters of AKS: how many they take, and which. */
export const KUBERNETES_ADDRESS_CHECKS: readonly Check[] = [
  {
    code: "KUBERNETES_SUBNET_SMALL",
    severity: "error",
    what: {
      en: "The nodes of an AKS cluster with Azure CNI, and the pods that each may have, are more than their subnet has addresses for (InsufficientSubnetSize)",
      ja: "Azure CNI の AKS クラスターで、ノードと、ノードごとに予約されるポッドの数が、サブネットのアドレス数を超えています（InsufficientSubnetSize）",
    },
    source: SOURCES.kubernetesSubnetSize,
    fix: {
      en: 'Give the subnet a larger prefix, lower max_pods, or set network_plugin_mode = "overlay", which gives pods addresses of their own.',
      ja: 'サブネットのアドレス範囲を大きくするか、max_pods を下げるか、network_plugin_mode = "overlay" にしてポッドに別のアドレスを割り当ててください。',
    },
    *find(network) {
      for (const [subnet, { cluster, needed }] of neededAddresses(network)) {
        const prefixes = network.prefixesIn(subnet.prefixes);
        const isKnown = prefixes.length > 0 && !subnet.prefixes.some(isUnknown);
        const free = prefixes.reduce((sum, { size }) => sum + size - KEPT_IN_SUBNET, 0);
        if (isKnown && needed > free) {
          yield {
            resource: subnet.address,
            about: { longestPrefix: longestWith(needed + KEPT_IN_SUBNET) },
            message: {
              en: `AKS cluster ${cluster} takes ${needed} addresses of subnet ${nameOf(subnet)} (${subnet.prefixes.join(", ")}) for its nodes and their pods; it has ${free}.`,
              ja: `AKS クラスター ${cluster} のノードとポッドにはサブネット ${nameOf(subnet)}（${subnet.prefixes.join("、")}）のアドレスが ${needed} 個必要ですが、使えるのは ${free} 個です。`,
            },
          };
        }
      }
    },
  },
  {
    code: "KUBERNETES_ADDRESSES_RESERVED",
    severity: "warning",
    what: {
      en: "An AKS cluster's services, pods or virtual network have addresses that AKS keeps for itself: clusters are refused, or later fail to be upgraded",
      ja: "AKS クラスターのサービス、ポッド、または仮想ネットワークが、AKS の予約済みアドレスを使っています。作成が拒否されるか、後のアップグレードに失敗します",
    },
    source: SOURCES.kubernetesAddresses,
    fix: {
      en: `Use other addresses than ${AKS_RESERVED.join(", ")}; a cluster that exists is made anew.`,
      ja: `${AKS_RESERVED.join("、")} 以外のアドレスを使ってください。既存のクラスターは作り直されます。`,
    },
    *find(network) {
      for (const { service, subnet } of placed(network, "kubernetes-cluster")) {
        const profile = network.argumentsOf(service.address).blocks("network_profile").at(0);
        const space = network.virtualNetworks.get(subnet.virtualNetwork)?.addressSpace ?? [];
        for (const [argument, prefixes] of [
          ["service_cidr", profile?.texts("service_cidr").known ?? []],
          ["pod_cidr", profile?.texts("pod_cidr").known ?? []],
          ["address_space", space],
        ] as const) {
          const hit = network.prefixesIn(prefixes).find(isReserved);
          if (hit !== undefined) {
            yield {
              resource: service.address,
              about: { argument },
              message: {
                en: `AKS cluster ${nameOf(service)} has ${hit} (${argument}${argument === "address_space" ? " of its virtual network" : ""}), of which AKS keeps addresses for itself.`,
                ja: `AKS クラスター ${nameOf(service)} の ${hit}（${argument === "address_space" ? "仮想ネットワークの " : ""}${argument}）は、AKS の予約済みアドレスと重なっています。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "KUBERNETES_DNS_ADDRESS",
    severity: "error",
    what: {
      en: "The address of an AKS cluster's DNS isn't one of its service addresses, or is the first of them, which the API server has",
      ja: "AKS クラスターの DNS のアドレスがサービス用アドレスの範囲にないか、API サーバーが使う先頭のアドレスです",
    },
    source: SOURCES.kubernetesAddresses,
    fix: {
      en: "Set dns_service_ip to an address in service_cidr, such as its tenth.",
      ja: "dns_service_ip に service_cidr の範囲内のアドレス（10 番目など）を指定してください。",
    },
    *find(network) {
      for (const { service } of placed(network, "kubernetes-cluster")) {
        const profile = network.argumentsOf(service.address).blocks("network_profile").at(0);
        const written = profile?.text("dns_service_ip");
        const address = written === undefined ? undefined : parseIpv4(written);
        const isTold = profile?.isUnknown("service_cidr", "service_cidrs") !== true;
        const text =
          profile?.text("service_cidr") ?? profile?.texts("service_cidrs").known[0] ?? AKS_SERVICES;
        const services = isTold ? Ipv4Prefix.tryParse(text) : undefined;
        if (services && address !== undefined && !mayAnswer(services, address)) {
          yield {
            resource: service.address,
            about: { prefixes: [text] },
            message: {
              en: `AKS cluster ${nameOf(service)} has dns_service_ip ${written}, which ${services.containsAddress(address) ? `is kept in ${text}` : `isn't in ${text}`}, the addresses of its services.`,
              ja: `AKS クラスター ${nameOf(service)} の dns_service_ip ${written} は、サービス用アドレス ${text} ${services.containsAddress(address) ? "で予約されています" : "の範囲にありません"}。`,
            },
          };
        }
      }
    },
  },
];

const RESERVED = AKS_RESERVED.map((text) => Ipv4Prefix.parse(text));

function isReserved(prefix: Ipv4Prefix): boolean {
  return RESERVED.some((reserved) => reserved.overlaps(prefix));
}

/** Neither the network's own address nor the first one. */
function mayAnswer(services: Ipv4Prefix, address: number): boolean {
  return services.containsAddress(address) && address > services.first + 1;
}

function longestWith(addresses: number): number {
  return Math.min(LONGEST, 32 - Math.ceil(Math.log2(addresses)));
}

interface Needed {
  /** The first cluster that takes any. */
  readonly cluster: string;
  readonly needed: number;
}

/** What nodes take of each subnet, where pods have addresses of it: at least, where only apply tells how many they are. */
function neededAddresses(network: CheckedNetwork): ReadonlyMap<Subnet, Needed> {
  const needed = new Map<Subnet, Needed>();
  const take = (pool: Arguments, cluster: string): void => {
    const subnet = network.subnets.get(network.referred(pool.printed("vnet_subnet_id"))?.address ?? "");
    const isApart = pool.isSet("pod_subnet_id");
    if (subnet !== undefined && !isApart && network.isOne(subnet.address)) {
      const pods = pool.number("max_pods") ?? (pool.isSet("max_pods") ? 0 : AKS_PODS_PER_NODE);
      const before = needed.get(subnet) ?? { cluster, needed: 0 };
      needed.set(subnet, { ...before, needed: before.needed + nodesOf(pool) * (pods + 1) });
    }
  };
  for (const { service } of placed(network, "kubernetes-cluster")) {
    const values = network.argumentsOf(service.address);
    const profile = values.blocks("network_profile").at(0);
    const isOverlay = profile?.isSet("network_plugin_mode") === true;
    if (
      profile?.text("network_plugin")?.toLowerCase() === "azure" &&
      !isOverlay &&
      network.isOne(service.address)
    ) {
      values.blocks("default_node_pool").forEach((pool) => take(pool, nameOf(service)));
      for (const { address, arguments: pool } of network.resourcesOf(
        "azurerm_kubernetes_cluster_node_pool",
      )) {
        const isOwn = network.referred(pool.printed("kubernetes_cluster_id"))?.address === service.address;
        if (isOwn && network.isOne(address)) {
          take(pool, nameOf(service));
        }
      }
    }
  }
  return needed;
}

/** The most that a pool may have, as Azure counts. */
function nodesOf(pool: Arguments): number {
  const scales = pool.boolean("auto_scaling_enabled", "enable_auto_scaling") === true;
  return (scales ? pool.number("max_count") : undefined) ?? pool.number("node_count") ?? 1;
}
