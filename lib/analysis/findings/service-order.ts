import { ReservedSubnet } from "../../azure/reserved-subnets";
import { Subnet } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { awaiting, created, Race } from "./races";
import { reservedNameOf } from "./reserved-subnets";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";

const GROUP_ASSOCIATION = "azurerm_subnet_network_security_group_association";
const NAT_ASSOCIATION = "azurerm_subnet_nat_gateway_association";
const ZONE_LINK = "azurerm_private_dns_zone_virtual_network_link";
const FLEXIBLE_SERVERS = ["azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server"];

/** What Terraform may create before what Azure looks for then, of services in subnets. */
export const SERVICE_ORDER_CHECKS: readonly Check[] = [
  {
    code: "SERVICE_BEFORE_BINDING",
    severity: "warning",
    what: {
      en: "A service does not wait for what Azure looks for when it is created: the route table, security group or NAT gateway of its subnet, or the link of its private zone",
      ja: "サービスが、作成時に Azure が確かめるもの（サブネットのルート テーブル、ネットワーク セキュリティ グループ、NAT ゲートウェイの関連付け、プライベート DNS ゾーンの仮想ネットワーク リンク）の作成を待ちません",
    },
    source: SOURCES.kubernetesEgress,
    fix: {
      en: "Add the association or link to depends_on of the service.",
      ja: "サービスの depends_on に関連付けまたはリンクを指定してください。",
    },
    *find(network) {
      for (const { later, earlier } of serviceRaces(network)) {
        yield {
          resource: later.address,
          message: {
            en: `${later.address} does not wait for ${earlier.join(" and ")}: Azure looks for that when the service is created, and refuses it where it comes first.`,
            ja: `${later.address} は ${earlier.join(" と ")} の作成を待ちません。サービスが先に作成されると、必要な設定がないため Azure に拒否されます。`,
          },
          fix: awaiting(later.address, earlier),
        };
      }
    },
  },
  {
    code: "GROUP_BEFORE_RULES",
    severity: "warning",
    what: {
      en: "A security group is bound to the subnet of Bastion or of an application gateway without waiting for its rules, which Azure looks for then",
      ja: "Bastion またはアプリケーション ゲートウェイのサブネットに、ネットワーク セキュリティ グループが規則の作成を待たずに関連付けられます。規則がそろっていないと Azure に拒否されます",
    },
    source: SOURCES.networkSecurityGroup,
    fix: {
      en: "Write the rules inline, or add them to depends_on of the association.",
      ja: "規則をインラインで書くか、関連付けの depends_on に指定してください。",
    },
    *find(network) {
      for (const { later, earlier } of ruleRaces(network)) {
        yield {
          resource: later.address,
          message: {
            en: `${later.address} does not wait for the rules of its group, such as ${earlier[0]}: Azure refuses the group while it lacks the rules that the service in the subnet needs.`,
            ja: `${later.address} は ${earlier[0]} などの規則の作成を待ちません。サブネットのサービスに必要な規則がそろわないうちは、Azure に拒否されます。`,
          },
          fix: awaiting(later.address, earlier, {
            en: "; or write the rules inline in the group",
            ja: "または規則をネットワーク セキュリティ グループにインラインで書いてください。",
          }),
        };
      }
    },
  },
];

/** Services with what has to be there before them. */
export function serviceRaces(network: CheckedNetwork): Race[] {
  const needs = [...ofSubnetServices(network), ...ofFlexibleServers(network)];
  return needs.flatMap(({ later, earlier }) => {
    const early = created(
      network,
      [...new Set(earlier)].map((address) => ({ address })),
    ).filter(({ address }) => network.waitsFor(later.address, address) === false);
    const isMade = early.length > 0 && created(network, [later]).length > 0;
    return isMade ? [{ later, earlier: early.map(({ address }) => address) }] : [];
  });
}

function* ofSubnetServices(network: CheckedNetwork): Iterable<Race> {
  for (const service of network.model.subnetServices) {
    const subnet = network.subnets.get(service.subnet ?? "");
    if (subnet === undefined) {
      continue;
    }
    const table = routeTableOf(network, subnet);
    const group = associationsOf(network, GROUP_ASSOCIATION, subnet);
    switch (service.kind) {
      case "kubernetes-cluster": {
        const [profile] = network.argumentsOf(service.address).blocks("network_profile");
        const outbound = profile?.text("outbound_type");
        if (outbound === "userDefinedRouting" || profile?.text("network_plugin") === "kubenet") {
          yield { later: service, earlier: table };
        } else if (outbound === "userAssignedNATGateway") {
          yield { later: service, earlier: associationsOf(network, NAT_ASSOCIATION, subnet) };
        }
        break;
      }
      case "sql-managed-instance":
        yield { later: service, earlier: [...table, ...group] };
        break;
      case "api-management":
        yield { later: service, earlier: group };
        break;
      default:
    }
  }
}

/** What binds a table to a subnet, and the default route of that table where it is a resource of its own. */
function routeTableOf(network: CheckedNetwork, { routeTable, routeTableAssociation }: Subnet): string[] {
  const table = network.routeTables.get(routeTable ?? "");
  const route = table?.routes.find(({ addressPrefix }) => addressPrefix === DEFAULT_ROUTE);
  const isApart = route !== undefined && route.origin !== table!.address;
  return [
    ...(routeTableAssociation === undefined ? [] : [routeTableAssociation]),
    ...(isApart ? [route.origin] : []),
  ];
}

function associationsOf(network: CheckedNetwork, type: string, subnet: Subnet): string[] {
  return network
    .resourcesOf(type)
    .filter(
      ({ arguments: values }) => network.referred(values.printed("subnet_id"))?.address === subnet.address,
    )
    .map(({ address }) => address);
}

/** Servers with a private zone, which their network has to be linked to. */
function* ofFlexibleServers(network: CheckedNetwork): Iterable<Race> {
  for (const server of network.resourcesOf(...FLEXIBLE_SERVERS)) {
    const zone = network.referred(server.arguments.printed("private_dns_zone_id"))?.address;
    const subnet = network.referred(server.arguments.printed("delegated_subnet_id"))?.address;
    const home = network.networkOf(subnet)?.address;
    if (zone !== undefined && home !== undefined) {
      const name = network.resource(zone)?.name;
      const links = network.resourcesOf(ZONE_LINK).filter(({ arguments: link }) => {
        const named = link.printed("private_dns_zone_name", "private_dns_zone_id");
        const linked = network.referred(link.printed("virtual_network_id"))?.address;
        return linked === home && (network.referred(named)?.address === zone || named === name);
      });
      yield { later: server, earlier: links.map(({ address }) => address) };
    }
  }
}

/** Groups that are bound where Azure looks for rules, before rules of their own resources. */
export function ruleRaces(network: CheckedNetwork): Race[] {
  const gateways = network.model.subnetServices
    .filter(({ kind }) => kind === "application-gateway")
    .map(({ subnet }) => subnet);
  return network.resourcesOf(GROUP_ASSOCIATION).flatMap((later): Race[] => {
    const subnet = network.subnets.get(network.referred(later.arguments.printed("subnet_id"))?.address ?? "");
    const group = network.securityGroups.get(subnet?.networkSecurityGroup ?? "");
    const isLookedAt =
      subnet !== undefined &&
      (gateways.includes(subnet.address) || reservedNameOf(subnet) === ReservedSubnet.BASTION);
    const apart = (group?.rules ?? []).filter(({ origin }) => origin !== group!.address);
    const earlier = created(
      network,
      apart.map(({ origin }) => ({ address: origin })),
    )
      .map(({ address }) => address)
      .filter((address) => network.waitsFor(later.address, address) === false);
    return isLookedAt && earlier.length > 0 && created(network, [later]).length > 0
      ? [{ later, earlier: [...new Set(earlier)] }]
      : [];
  });
}
