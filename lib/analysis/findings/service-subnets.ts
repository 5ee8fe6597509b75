import { Ipv4Prefix } from "../../cidr";
import { Arguments, isUnknown, Subnet, SubnetService } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

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
/** The services' addresses of a cluster that doesn't say. */
const CLUSTER_DEFAULT = "10.0.0.0/16";

/** What services need of the subnet in which they stand. */
export const SERVICE_SUBNET_CHECKS: readonly Check[] = [
  {
    code: "SUBNET_OF_SERVICE_OCCUPIED",
    severity: "error",
    what: {
      en: "A network interface stands in a subnet that is delegated to a service which takes it for itself (W121)",
      ja: "他のリソースを置けないサービスに委任されたサブネットに、ネットワーク インターフェイスがあります（W121）",
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
          yield {
            resource: nic.address,
            message: {
              en: `Network interface ${nameOf(nic)} stands in subnet ${nameOf(subnet)}, which is delegated to ${service}: Azure lets nothing else into it.`,
              ja: `ネットワーク インターフェイス ${nameOf(nic)} が ${service} に委任されたサブネット ${nameOf(subnet)} にあります。このサブネットに他のリソースは置けません。`,
            },
          };
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
          yield {
            resource: subnet.address,
            message: {
              en: `Private Link service ${nameOf(service)} takes addresses of subnet ${nameOf(subnet)}, whose network policies for such services are on, as they are unless switched off.`,
              ja: `Private Link サービス ${nameOf(service)} が使うサブネット ${nameOf(subnet)} では、Private Link サービスのネットワーク ポリシーが有効（既定）です。`,
            },
          };
        }
      }
    },
  },
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
            message: {
              en: `AKS cluster ${nameOf(service)} uses ${written} for its services (${CLUSTER_DEFAULT} unless told), which overlaps subnet ${nameOf(hit)} (${hit.prefixes.join(", ")}) of its virtual network.`,
              ja: `AKS クラスター ${nameOf(service)} のサービス用アドレス ${written}（指定がなければ ${CLUSTER_DEFAULT}）が、同じ仮想ネットワークのサブネット ${nameOf(hit)}（${hit.prefixes.join(", ")}）と重複しています。`,
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
        const [profile] = network.argumentsOf(service.address).blocks("network_profile");
        const isRouted = profile?.text("outbound_type") === "userDefinedRouting";
        if (isRouted && values !== undefined && lacksDefault(network, subnet)) {
          yield {
            resource: service.address,
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
          yield {
            resource: service.address,
            message: {
              en: `Subnet ${nameOf(subnet)} of SQL Managed Instance ${nameOf(service)} lacks ${listOf(lacking.map(({ en }) => en)).en}.`,
              ja: `SQL Managed Instance ${nameOf(service)} のサブネット ${nameOf(subnet)} に${listOf(lacking.map(({ ja }) => ja)).ja}がありません。`,
            },
          };
        }
      }
    },
  },
];

interface Placed {
  readonly service: SubnetService;
  readonly subnet: Subnet;
  /** What the configuration says of the subnet; undefined where another one manages it. */
  readonly values?: Arguments;
}

/** Services of a kind that this configuration makes, and their subnets. */
function* placed(network: CheckedNetwork, kind: SubnetService["kind"]): Iterable<Placed> {
  for (const service of network.model.subnetServices) {
    const subnet = network.subnets.get(service.subnet ?? "");
    if (
      service.kind === kind &&
      subnet !== undefined &&
      network.isManaged(service.address) &&
      network.isOne(subnet.address) &&
      network.isOne(subnet.virtualNetwork)
    ) {
      const values = network.isManaged(subnet.address) ? network.argumentsOf(subnet.address) : undefined;
      yield { service, subnet, ...(values && { values }) };
    }
  }
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

/** Those of a cluster; undefined where only apply tells them. */
function serviceAddresses(cluster: Arguments): string | undefined {
  const [profile] = cluster.blocks("network_profile");
  const isUntold =
    cluster.isUnknown("network_profile") || profile?.isUnknown("service_cidr", "service_cidrs") === true;
  const written = profile?.text("service_cidr") ?? profile?.texts("service_cidrs").known[0];
  return isUntold ? undefined : (written ?? CLUSTER_DEFAULT);
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

function lackedByInstance(
  { delegations, networkSecurityGroup, uncertainSecurityGroups, routeTable, uncertainRouteTables }: Subnet,
  values: Arguments,
): { readonly en: string; readonly ja: string }[] {
  const isDelegated =
    values.isUnknown("delegation") ||
    values.blocks("delegation").some(isOpen) ||
    delegations.some((one) => one.toLowerCase() === MANAGED_INSTANCES);
  const hasGroup = networkSecurityGroup !== undefined || uncertainSecurityGroups !== undefined;
  const hasTable = routeTable !== undefined || uncertainRouteTables !== undefined;
  return [
    ...(isDelegated ? [] : [{ en: "the delegation to it", ja: "委任" }]),
    ...(hasGroup ? [] : [{ en: "a network security group", ja: "ネットワーク セキュリティ グループ" }]),
    ...(hasTable ? [] : [{ en: "a route table", ja: "ルート テーブル" }]),
  ];
}

function isOpen(delegation: Arguments): boolean {
  return (
    delegation.isUnknown("service_delegation") ||
    delegation.blocks("service_delegation").some((service) => service.isUnknown("name"))
  );
}
