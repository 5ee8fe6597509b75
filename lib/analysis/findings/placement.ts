import {
  GLOBAL_LOCATION,
  isKnownRegion,
  isZoneless,
  regionId,
  regionMeantBy,
  REGIONS,
  REGIONS_READ_ON,
} from "../../azure/regions";
import { nearestNames } from "../../text/nearest";
import { VirtualNetwork } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** Regions and zones. */
export const PLACEMENT_CHECKS: readonly Check[] = [
  {
    code: "REGION_UNKNOWN",
    severity: "warning",
    what: {
      en: "A location is no Azure region that we know",
      ja: "指定された場所が、既知の Azure リージョンではありません",
    },
    source: SOURCES.regions,
    fix: {
      en: "Check the spelling, such as eastasia or East Asia.",
      ja: "eastasia や East Asia のような表記になっているか確認してください。",
    },
    *find(network) {
      const told = new Set<string>();
      for (const [type, resources] of network.types) {
        for (const resource of resources) {
          const region = network.argumentsOf(resource.address).text("location");
          if (region !== undefined && !told.has(region) && !isLocationOf(type, region)) {
            told.add(region);
            const near = regionMeant(region);
            yield {
              resource: resource.address,
              message: {
                en: `${quote(region)} is no Azure region that we know.`,
                ja: `${quote(region)} という Azure リージョンは確認できません。`,
              },
              fix: near ? { en: `${near} is near.`, ja: `近い名前: ${near}` } : undefined,
            };
          }
        }
      }
    },
  },
  {
    code: "REGION_DIFFERS",
    severity: "error",
    what: {
      en: "A resource and the virtual network in which it stands are in different regions",
      ja: "リソースと、それが置かれた仮想ネットワークのリージョンが異なります",
    },
    source: SOURCES.privateIps,
    fix: {
      en: "Create it in the region of its virtual network.",
      ja: "仮想ネットワークと同じリージョンに作成してください。",
    },
    *find(network) {
      for (const { part, home } of placed(network)) {
        if (
          part.region !== undefined &&
          home?.region !== undefined &&
          regionId(part.region) !== regionId(home.region)
        ) {
          yield {
            resource: part.address,
            about: { virtualNetwork: home.address },
            message: {
              en: `${nameOf(part)} is in ${part.region}, but its virtual network ${nameOf(home)} is in ${home.region}.`,
              ja: `${nameOf(part)} は ${part.region} にありますが、仮想ネットワーク ${nameOf(home)} は ${home.region} にあります。`,
            },
          };
        }
      }
    },
  },
  {
    code: "ZONES_WITHOUT_REGION_ZONES",
    severity: "warning",
    what: {
      en: "A resource names availability zones in a region that had none when our list was made",
      ja: "可用性ゾーンのないリージョン（一覧の作成時点）で、リソースに可用性ゾーンが指定されています",
    },
    source: SOURCES.regions,
    fix: {
      en: "Remove the zones, or take another region; ignore this where the region has gained zones since.",
      ja: "可用性ゾーンの指定を外すか、別のリージョンにしてください。その後ゾーンが追加されたリージョンなら無視して構いません。",
    },
    *find(network) {
      for (const [, resources] of network.types) {
        for (const resource of resources) {
          const values = network.argumentsOf(resource.address);
          const region = values.text("location");
          if (region !== undefined && isZoneless(region) && values.isSet("zones", "zone")) {
            yield problemAt(resource.address, {
              en: `${nameOf(resource)} names availability zones, but ${region} had none when our list was made (${REGIONS_READ_ON}).`,
              ja: `${nameOf(resource)} に可用性ゾーンが指定されていますが、${region} にはゾーンがありません（${REGIONS_READ_ON} 時点）。`,
            });
          }
        }
      }
    },
  },
];

/** The region that was probably meant by a text that is none. */
export function regionMeant(text: string): string | undefined {
  return regionMeantBy(text) ?? nearestNames(regionId(text), REGIONS).at(0);
}

/** Only what has no address can be everywhere. */
function isLocationOf(type: string, location: string): boolean {
  return (
    isKnownRegion(location) || (regionId(location) === GLOBAL_LOCATION && type !== "azurerm_virtual_network")
  );
}

interface Placed {
  readonly part: { readonly address: string; readonly name?: string; readonly region?: string };
  readonly home: VirtualNetwork | undefined;
}

function* placed(network: CheckedNetwork): Iterable<Placed> {
  const { model } = network;
  const inSubnet = [
    ...model.virtualNetworkGateways,
    ...model.bastionHosts,
    ...model.firewalls,
    ...model.routeServers,
    ...model.privateEndpoints,
  ];
  for (const part of inSubnet) {
    yield { part, home: network.networkOf(part.subnet) };
  }
  for (const part of model.dns.resolvers) {
    yield { part, home: network.virtualNetworks.get(part.virtualNetwork ?? "") };
  }
  for (const part of model.networkInterfaces) {
    yield { part, home: network.networkOf(part.ipConfigurations.find(({ subnet }) => subnet)?.subnet) };
  }
  for (const part of model.loadBalancers) {
    yield { part, home: network.networkOf(part.frontends.find(({ subnet }) => subnet)?.subnet) };
  }
}
