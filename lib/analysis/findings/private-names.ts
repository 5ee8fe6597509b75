import { isPrivateLinkZone, ZONE_OF_SUBRESOURCE, ZONES_OF_ALL_REGIONS } from "../../azure/privatelink-zones";
import { parseIpv4 } from "../../cidr";
import { nearestNames } from "../../text/nearest";
import { PrivateEndpoint } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { staticAddresses } from "./static-addresses";
import { nameOf } from "./words";

const RECORD = "azurerm_private_dns_a_record";
const ENDPOINT = "azurerm_private_endpoint";
const PRIVATE_LINK = /^privatelink\./i;

/** Whether the names of private endpoints are anywhere, in the zone of their service, and lead to them. */
export const PRIVATE_NAME_CHECKS: readonly Check[] = [
  {
    code: "PRIVATE_ENDPOINT_WITHOUT_NAME",
    severity: "info",
    what: {
      en: "A private endpoint has no zone group, no record leads to it, and the input has zones of private endpoints (W58)",
      ja: "プライベート エンドポイントにゾーン グループがなく、それを指すレコードもありません（入力にはプライベート エンドポイント用のゾーンがあります）（W58）",
    },
    source: SOURCES.privateEndpointDns,
    fix: {
      en: "Give it a private_dns_zone_group with the zone of its service, unless an Azure Policy does.",
      ja: "Azure Policy で設定しない場合は、サービスのゾーンを指定した private_dns_zone_group を追加してください。",
    },
    *find(network) {
      const { privateEndpoints } = network.model;
      const hasZones = network.model.dns.zones.some(({ name }) => PRIVATE_LINK.test(name ?? ""));
      for (const endpoint of hasZones && !network.hasGaps ? privateEndpoints : []) {
        if (isWritten(endpoint) && isNameless(network, endpoint)) {
          yield problemAt(endpoint.address, {
            en: `Private endpoint ${nameOf(endpoint)} is in no zone, and no record leads to it: Azure's own DNS answers its service's name with the public address, in every network.`,
            ja: `プライベート エンドポイント ${nameOf(endpoint)} はどのゾーンにも登録されず、それを指すレコードもありません。Azure 既定の DNS は、どの仮想ネットワークでもサービスの名前をパブリック アドレスに解決します。`,
          });
        }
      }
    },
  },
  {
    code: "PRIVATE_ENDPOINT_OTHER_ZONE",
    severity: "warning",
    what: {
      en: "The zone group of a private endpoint has zones of other services than the one that it is for (W58)",
      ja: "プライベート エンドポイントのゾーン グループに、別のサービスのゾーンが指定されています（W58）",
    },
    source: SOURCES.privateEndpointDns,
    fix: {
      en: "Name the zone of the service in private_dns_zone_ids.",
      ja: "private_dns_zone_ids にサービスのゾーンを指定してください。",
    },
    *find(network) {
      const names = new Map(network.model.dns.zones.map(({ address, name }) => [address, name]));
      for (const endpoint of network.model.privateEndpoints) {
        const zones = (endpoint.dnsZones ?? []).map((zone) => names.get(zone)?.toLowerCase());
        const wanted = zonesWanted(network, endpoint);
        const isOther = zones.length > 0 && zones.every((zone) => isOfOther(zone, wanted));
        if (isOther && namesAllZones(network, endpoint)) {
          yield problemAt(endpoint.address, {
            en: `Private endpoint ${nameOf(endpoint)} gets its name in ${zones.join(", ")}; that of its service is looked for in ${wanted.join(" and ")}.`,
            ja: `プライベート エンドポイント ${nameOf(endpoint)} の名前は ${zones.join("、")} に登録されますが、このサービスの名前は ${wanted.join("、")} で検索されます。`,
          });
        }
      }
    },
  },
  {
    code: "PRIVATE_LINK_ZONE_NAME",
    severity: "warning",
    what: {
      en: "A zone is named almost as one of Azure's for private endpoints: no service's name is looked for in it (W58)",
      ja: "ゾーンの名前が、Azure のプライベート エンドポイント用ゾーンの名前とわずかに異なります（W58）",
    },
    source: SOURCES.privateEndpointDns,
    fix: {
      en: "Name the zone as Azure's list of zones for private endpoints does.",
      ja: "プライベート エンドポイント用ゾーンの一覧にある名前にしてください。",
    },
    *find(network) {
      for (const zone of network.model.dns.zones) {
        const near = zonesMeant(zone.name ?? "");
        if (near.length > 0) {
          yield {
            resource: zone.address,
            message: {
              en: `No service's name is looked for in ${zone.name}, as far as Azure's list tells.`,
              ja: `Azure の一覧にある限り、${zone.name} で検索されるサービスはありません。`,
            },
            fix: {
              en: `Name it ${near.join(" or ")}, if that is meant.`,
              ja: `${near.join(" または ")} を意図している場合は、その名前にしてください。`,
            },
          };
        }
      }
    },
  },
  {
    code: "PRIVATE_LINK_RECORD_ELSEWHERE",
    severity: "warning",
    what: {
      en: "A record in a zone for private endpoints leads to an address of a subnet of private endpoints that nothing has (W58)",
      ja: "プライベート エンドポイント用ゾーンのレコードが、プライベート エンドポイントのサブネットの、どのリソースのものでもないアドレスを指しています（W58）",
    },
    source: SOURCES.privateEndpointDns,
    fix: {
      en: "Refer to the endpoint's private_service_connection[0].private_ip_address, or let a zone group write the record.",
      ja: "エンドポイントの private_service_connection[0].private_ip_address を参照するか、レコードを private_dns_zone_group に任せてください。",
    },
    *find(network) {
      for (const { address, arguments: values } of network.resourcesOf(RECORD)) {
        const zone = values.printed("zone_name", "private_dns_zone_id") ?? "";
        const isPrivate = PRIVATE_LINK.test(zoneNameIn(network, zone));
        for (const ip of isPrivate && !network.hasGaps ? values.texts("records").known : []) {
          const near = neighbours(network, ip);
          const isTaken = [...staticAddresses(network)].some(({ text }) => text === ip);
          if (near !== undefined && !isTaken) {
            yield problemAt(address, {
              en: `The record leads to ${ip}, which is none of the private endpoints in that subnet: ${near.map((one) => `${nameOf(one)} has ${one.privateIps.join(", ")}`).join("; ")}.`,
              ja: `このレコードが指す ${ip} は、そのサブネットのどのプライベート エンドポイントのアドレスでもありません（${near.map((one) => `${nameOf(one)}: ${one.privateIps.join("、")}`).join("、")}）。`,
            });
          }
        }
      }
    },
  },
];

/** Azure shows no zone groups beside a private endpoint, and Terraform may leave them to others. */
function isWritten({ address, ignoresZones }: PrivateEndpoint): boolean {
  return address.includes(`${ENDPOINT}.`) && ignoresZones !== true;
}

function isNameless(network: CheckedNetwork, endpoint: PrivateEndpoint): boolean {
  const values = network.argumentsOf(endpoint.address);
  const hasGroup = values.isSet("private_dns_zone_group") || values.isUnknown("private_dns_zone_group");
  // Who publishes a Private Link service of its own has no zone of Azure's, and no parts.
  const isOfAzure = values
    .blocks("private_service_connection")
    .some((connection) => connection.isSet("subresource_names"));
  return (
    isOfAzure &&
    !hasGroup &&
    (endpoint.dnsZones ?? []).length === 0 &&
    network.resourcesOf(RECORD).every(({ arguments: record }) => {
      const { known, unknown } = record.texts("records");
      return (
        !unknown && tellsAddresses(network, endpoint) && !known.some((ip) => endpoint.privateIps.includes(ip))
      );
    })
  );
}

/** Whether an endpoint's addresses are all known. */
function tellsAddresses(network: CheckedNetwork, { address, privateIps }: PrivateEndpoint): boolean {
  const values = network.argumentsOf(address);
  const isOpen =
    values.isUnknown("ip_configuration") ||
    values.blocks("ip_configuration").some((one) => one.isUnknown("private_ip_address"));
  return privateIps.length > 0 && !isOpen;
}

/** The names in which those of an endpoint's services are looked for, of those that are known. */
export function zonesWanted(network: CheckedNetwork, { address }: PrivateEndpoint): string[] {
  const connections = network.argumentsOf(address).blocks("private_service_connection");
  const all = connections.map((one) => one.texts("subresource_names"));
  const zones = all.flatMap(({ known }) => known.map((name) => ZONE_OF_SUBRESOURCE.get(name.toLowerCase())));
  const isTold = all.every(({ unknown }) => unknown === undefined);
  return isTold && zones.every((zone) => zone !== undefined) ? zones : [];
}

/** Whether a zone is one of the list's for another service than those, or of somebody's own names: no service's is looked for there. */
export function isOfOther(zone: string | undefined, wanted: readonly string[]): boolean {
  // One without the label in front answers for the public name itself.
  const named = [...wanted, ...wanted.map((one) => one.replace(PRIVATE_LINK, ""))];
  const isKnown =
    zone !== undefined && (!PRIVATE_LINK.test(zone) || [...ZONE_OF_SUBRESOURCE.values()].includes(zone));
  return isKnown && wanted.length > 0 && !named.includes(zone);
}

function zoneNameIn(network: CheckedNetwork, written: string): string {
  const referred = network.referred(written)?.address;
  const name = network.model.dns.zones.find(({ address }) => address === referred)?.name;
  return name ?? written.split("/").at(-1)!;
}

/** Whether all zones of an endpoint's group are among those that are here. */
function namesAllZones(network: CheckedNetwork, { address, dnsZones = [] }: PrivateEndpoint): boolean {
  const groups = network.argumentsOf(address).blocks("private_dns_zone_group");
  return groups.flatMap((group) => group.items("private_dns_zone_ids")).length === dnsZones.length;
}

/** The private endpoints of the subnet that an address is in, where all of them tell theirs. */
function neighbours(network: CheckedNetwork, ip: string): PrivateEndpoint[] | undefined {
  const address = parseIpv4(ip);
  const home = [...network.subnets.values()].filter(
    (subnet) =>
      address !== undefined &&
      subnet.external !== true &&
      network.prefixesIn(subnet.prefixes).some((prefix) => prefix.containsAddress(address)),
  );
  const near = network.model.privateEndpoints.filter(({ subnet }) => subnet === home[0]?.address);
  const isTold =
    home.length === 1 && near.length > 0 && near.every((endpoint) => tellsAddresses(network, endpoint));
  return isTold ? near : undefined;
}

/** Zones of the list that somebody may have meant who wrote one which isn't there: a label misspelt, or one left out. */
export function zonesMeant(name: string): readonly string[] {
  const labels = name.toLowerCase().split(".");
  return PRIVATE_LINK.test(name) && !isPrivateLinkZone(name)
    ? ZONES_OF_ALL_REGIONS.filter((zone) => isNear(labels, zone.split(".")))
    : [];
}

function isNear(labels: readonly string[], zone: readonly string[]): boolean {
  if (labels.length === zone.length - 1) {
    return zone.some((_, index) => zone.filter((__, at) => at !== index).join(".") === labels.join("."));
  }
  const different = zone.flatMap((label, index) => (label === labels[index] ? [] : [index]));
  const [first] = different;
  return (
    labels.length === zone.length &&
    different.length === 1 &&
    // .net is easily taken for .com.
    (first === zone.length - 1 ||
      (zone[first].length > 4 &&
        labels[first].length > 4 &&
        nearestNames(labels[first], [zone[first]]).length > 0))
  );
}
