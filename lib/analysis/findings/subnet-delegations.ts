import { CONTAINER_APPS, DATABRICKS, SUBNET_DEMANDS, SubnetDemand } from "../../azure/subnet-demands";
import { groupBy } from "../../collections/group-by";
import { Arguments, ConfiguredResource, isUnknown, Subnet } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { placed } from "./placed-services";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Services that want a subnet delegated to them, and of a certain size. */
export const SUBNET_DELEGATION_CHECKS: readonly Check[] = [
  {
    code: "SUBNET_NOT_DELEGATED",
    severity: "error",
    what: {
      en: "A service stands in a subnet that isn't delegated to it, which Azure refuses: App Service, Container Apps, flexible servers, Databricks, container groups and others",
      ja: "サービスのサブネットがそのサービスに委任されていないため、Azure に拒否されます（App Service、Container Apps、フレキシブル サーバー、Databricks、コンテナー グループなど）",
    },
    source: SOURCES.subnetDelegation,
    fix: {
      en: "Delegate the subnet to the service; it takes one delegation.",
      ja: "サブネットをそのサービスに委任してください。委任できるサービスは 1 つだけです。",
    },
    *find(network) {
      const bySubnet = groupBy(undelegated(network), ({ subnet, service }) => `${subnet.address} ${service}`);
      for (const [{ resource, subnet, service }, ...more] of bySubnet.values()) {
        const [other] = subnet.delegations;
        yield {
          resource: resource.address,
          about: { subnet: subnet.address },
          message: {
            en: `${resource.address}${more.length === 0 ? "" : ` (and ${more.length} more)`} stands in subnet ${nameOf(subnet)}, which is ${other === undefined ? "not delegated" : `delegated to ${other}`}: Azure wants it delegated to ${service}.`,
            ja: `${resource.address}${more.length === 0 ? "" : `（ほか ${more.length} 件）`} のサブネット ${nameOf(subnet)} は${other === undefined ? "委任されていません" : ` ${other} に委任されています`}。${service} への委任が必要です。`,
          },
        };
      }
    },
  },
  {
    code: "SUBNET_DELEGATIONS_SEVERAL",
    severity: "error",
    what: {
      en: "A subnet is delegated to several services, and Azure takes one",
      ja: "サブネットが複数のサービスに委任されています。委任できるサービスは 1 つだけです",
    },
    source: SOURCES.subnetDelegation,
    fix: {
      en: "Give each service a subnet of its own.",
      ja: "サービスごとに別のサブネットを用意してください。",
    },
    *find(network) {
      for (const subnet of network.model.subnets) {
        const services = [...new Set(subnet.delegations.map((service) => service.toLowerCase()))];
        if (services.length > 1) {
          yield problemAt(subnet.address, {
            en: `Subnet ${nameOf(subnet)} is delegated to ${subnet.delegations.join(" and ")}; Azure takes one delegation.`,
            ja: `サブネット ${nameOf(subnet)} は ${subnet.delegations.join(" と ")} に委任されています。委任できるサービスは 1 つだけです。`,
          });
        }
      }
    },
  },
  {
    code: "SUBNET_DELEGATED",
    severity: "error",
    what: {
      en: "An API Management of a tier that is injected into its subnet, or nodes of an AKS cluster, stand in a subnet that is delegated, which Azure refuses (SubnetIsDelegated)",
      ja: "サブネットに挿入されるレベルの API Management、または AKS クラスターのノードが、委任されたサブネットにあるため、Azure に拒否されます（SubnetIsDelegated）",
    },
    source: SOURCES.apiManagement,
    fix: { en: "Take the delegation out of the subnet.", ja: "サブネットの委任を外してください。" },
    *find(network) {
      for (const { resource, subnet } of nodePools(network)) {
        const [delegated] = subnet.delegations;
        if (delegated !== undefined) {
          yield problemAt(subnet.address, {
            en: `Nodes of ${resource.address} stand in subnet ${nameOf(subnet)}, which is delegated to ${delegated}; AKS takes a subnet without delegation for them.`,
            ja: `${resource.address} のノードのサブネット ${nameOf(subnet)} は ${delegated} に委任されています。ノードには委任のないサブネットが必要です。`,
          });
        }
      }
      for (const { service, subnet } of placed(network, "api-management")) {
        const [delegated] = subnet.delegations;
        if (delegated !== undefined && /^(Developer|Premium)(_|$)/i.test(service.sku ?? "")) {
          yield problemAt(subnet.address, {
            en: `API Management ${nameOf(service)} (${service.sku}) stands in subnet ${nameOf(subnet)}, which is delegated to ${delegated}; it takes a subnet without delegation.`,
            ja: `API Management ${nameOf(service)}（${service.sku}）のサブネット ${nameOf(subnet)} は ${delegated} に委任されています。委任のないサブネットが必要です。`,
          });
        }
      }
    },
  },
  {
    code: "SERVICE_SUBNET_SMALL",
    severity: "error",
    what: {
      en: "The subnet of a service is smaller than Azure takes for it",
      ja: "サービスのサブネットが、Azure の求める大きさより小さくなっています",
    },
    source: SOURCES.subnetDelegation,
    fix: { en: "Give the subnet a larger prefix.", ja: "サブネットのアドレス範囲を大きくしてください。" },
    *find(network) {
      for (const { resource, subnet, longestPrefix } of demands(network)) {
        const prefixes = network.prefixesIn(subnet.prefixes);
        const widest = Math.min(...prefixes.map(({ length }) => length));
        const isKnown = prefixes.length > 0 && !subnet.prefixes.some(isUnknown);
        if (longestPrefix !== undefined && isKnown && widest > longestPrefix) {
          yield {
            resource: subnet.address,
            about: { longestPrefix },
            message: {
              en: `Subnet ${nameOf(subnet)} is a /${widest}, and ${resource.address} takes a /${longestPrefix} or larger.`,
              ja: `サブネット ${nameOf(subnet)} は /${widest} ですが、${resource.address} には /${longestPrefix} 以上の大きさが必要です。`,
            },
          };
        }
      }
    },
  },
  {
    code: "CONTAINER_APPS_WITHOUT_PROFILE",
    severity: "warning",
    what: {
      en: "A Container Apps environment in a subnet names no workload profile: new ones are refused without delegation (ManagedEnvironmentSubnetDelegationError), older ones with it (ManagedEnvironmentSubnetIsDelegated)",
      ja: "サブネットに置く Container Apps 環境にワークロード プロファイルの指定がありません。新しい環境は委任がないと（ManagedEnvironmentSubnetDelegationError）、古い環境は委任があると（ManagedEnvironmentSubnetIsDelegated）拒否されます",
    },
    source: SOURCES.containerAppsNetworking,
    fix: {
      en: 'Add workload_profile with name and workload_profile_type = "Consumption", and delegate the subnet to Microsoft.App/environments; an environment that exists is made anew.',
      ja: 'name と workload_profile_type を "Consumption" とする workload_profile を追加し、サブネットを Microsoft.App/environments に委任してください。既存の環境は作り直されます。',
    },
    *find(network) {
      for (const environment of network.resourcesOf(CONTAINER_APPS.type)) {
        const subnet = subnetIn(network, environment.arguments, "infrastructure_subnet_id");
        if (subnet !== undefined && hasNoProfile(environment.arguments)) {
          const isDelegated = subnet.delegations.length > 0;
          yield {
            resource: environment.address,
            about: { subnet: subnet.address },
            message: {
              en: `Container Apps environment ${nameOf(environment)} names no workload profile, and its subnet ${nameOf(subnet)} is ${isDelegated ? "delegated, which environments without profiles were refused for (ManagedEnvironmentSubnetIsDelegated)" : "not delegated, which Azure refuses since January 2026 (ManagedEnvironmentSubnetDelegationError)"}.`,
              ja: `Container Apps 環境 ${nameOf(environment)} にワークロード プロファイルの指定がなく、サブネット ${nameOf(subnet)} は${isDelegated ? "委任されています。プロファイルのない環境では拒否されることがあります（ManagedEnvironmentSubnetIsDelegated）" : "委任されていません。2026 年 1 月以降、Azure は拒否します（ManagedEnvironmentSubnetDelegationError）"}。`,
            },
          };
        }
      }
    },
  },
];

interface Demand {
  readonly resource: ConfiguredResource;
  readonly subnet: Subnet;
  /** Undefined where it isn't told which one. */
  readonly service?: string;
  readonly longestPrefix?: number;
}

/** Services whose subnet surely isn't delegated to them. */
export function undelegated(network: CheckedNetwork): (Demand & { readonly service: string })[] {
  return demands(network).flatMap((demand) => {
    const { subnet, service } = demand;
    const isSure =
      service !== undefined &&
      network.isManaged(subnet.address) &&
      !mayBeDelegatedTo(network.argumentsOf(subnet.address), subnet, service);
    return isSure ? [{ ...demand, service }] : [];
  });
}

/** Whether a subnet is delegated to a service, or only apply tells. */
export function mayBeDelegatedTo(values: Arguments, { delegations }: Subnet, service: string): boolean {
  return (
    values.isUnknown("delegation") ||
    values.blocks("delegation").some(isOpen) ||
    delegations.some((one) => one.toLowerCase() === service.toLowerCase())
  );
}

function isOpen(delegation: Arguments): boolean {
  return (
    delegation.isUnknown("service_delegation") ||
    delegation.blocks("service_delegation").some((service) => service.isUnknown("name"))
  );
}

function demands(network: CheckedNetwork): Demand[] {
  return [
    ...SUBNET_DEMANDS.flatMap((demand) => ofArgument(network, demand)),
    ...ofContainerApps(network),
    ...ofDatabricks(network),
  ];
}

function ofArgument(
  network: CheckedNetwork,
  { type, argument, service, longestPrefix, skus }: SubnetDemand,
): Demand[] {
  const path = argument.split(".");
  const last = path.pop()!;
  return network.resourcesOf(type).flatMap((resource): Demand[] => {
    const isMeant = skus === undefined || skus.test(resource.arguments.text("sku_name") ?? "");
    const blocks = path.reduce<readonly Arguments[]>(
      (outer, name) => outer.flatMap((block) => block.blocks(name)),
      [resource.arguments],
    );
    return blocks.flatMap((block): Demand[] => {
      const subnet = isMeant ? subnetIn(network, block, last) : undefined;
      return subnet === undefined ? [] : [{ resource, subnet, service, longestPrefix }];
    });
  });
}

/** Pods may stand in a delegated subnet, nodes never. */
function nodePools(network: CheckedNetwork): Pick<Demand, "resource" | "subnet">[] {
  const pools = network
    .resourcesOf("azurerm_kubernetes_cluster_node_pool")
    .map((resource) => [resource, resource.arguments] as const);
  const first = network
    .resourcesOf("azurerm_kubernetes_cluster")
    .flatMap((resource) =>
      resource.arguments.blocks("default_node_pool").map((pool) => [resource, pool] as const),
    );
  return [...first, ...pools].flatMap(([resource, pool]) => {
    const subnet = subnetIn(network, pool, "vnet_subnet_id");
    return subnet === undefined ? [] : [{ resource, subnet }];
  });
}

function ofContainerApps(network: CheckedNetwork): Demand[] {
  const { type, service, longestPrefix, longestPrefixWithoutProfiles } = CONTAINER_APPS;
  return network.resourcesOf(type).flatMap((resource): Demand[] => {
    const subnet = subnetIn(network, resource.arguments, "infrastructure_subnet_id");
    if (subnet === undefined) {
      return [];
    }
    return hasNoProfile(resource.arguments)
      ? [{ resource, subnet, longestPrefix: longestPrefixWithoutProfiles }]
      : [{ resource, subnet, service, longestPrefix }];
  });
}

function hasNoProfile(environment: Arguments): boolean {
  return !environment.isUnknown("workload_profile") && environment.blocks("workload_profile").length === 0;
}

/** Its arguments give the names of two subnets of a network. */
function ofDatabricks(network: CheckedNetwork): Demand[] {
  const { type, service, longestPrefix } = DATABRICKS;
  return network.resourcesOf(type).flatMap((resource): Demand[] => {
    const [parameters] = resource.arguments.blocks("custom_parameters");
    const home = network.referred(parameters?.printed("virtual_network_id"));
    return ["public_subnet_name", "private_subnet_name"].flatMap((argument): Demand[] => {
      const written = parameters?.printed(argument);
      const named = network
        .subnetsOf(home?.address ?? "")
        .find(({ name }) => name !== undefined && name === written);
      const subnet = named ?? network.subnets.get(network.referred(written)?.address ?? "");
      return subnet === undefined ? [] : [{ resource, subnet, service, longestPrefix }];
    });
  });
}

function subnetIn(network: CheckedNetwork, block: Arguments, argument: string): Subnet | undefined {
  const { known, unknown } = block.texts(argument);
  const written = known[0] ?? unknown;
  const subnet = network.subnets.get(network.referred(written)?.address ?? "");
  return subnet !== undefined && network.isOne(subnet.address) && network.isOne(subnet.virtualNetwork)
    ? subnet
    : undefined;
}
