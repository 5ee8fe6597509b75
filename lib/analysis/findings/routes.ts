import * as ipaddr from "ipaddr.js";
import { PRIVATE_PREFIXES } from "../../azure/address-ranges";
import { DEFAULT_PREFIX, HALF_DEFAULT_PREFIXES, Ipv4Prefix, parseIpv4 } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { nearestNames } from "../../text/nearest";
import { isPublicAddress, isUnknown, Route, ROUTE_NEXT_HOP_TYPES, RouteTable } from "../model";
import { nearestFix } from "./addressing";
import { Check, problemAt, partProblem } from "./check";
import { CheckedNetwork } from "./checked-network";
import { isAzurerm } from "./provider";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** The prefix of a default route. */
export const DEFAULT_ROUTE = DEFAULT_PREFIX.toString();

/** Two routes that are a default route between them. */
export const HALF_DEFAULT_ROUTES: readonly string[] = HALF_DEFAULT_PREFIXES.map(String);

/** What a route says: prefix, type and address of the next hop (R20 to R28). */
export const ROUTE_CHECKS: readonly Check[] = [
  {
    code: "ROUTE_PREFIX_SYNTAX",
    severity: "error",
    what: {
      en: "A route's address prefix is neither CIDR notation nor a service tag",
      ja: "ルートのアドレス プレフィックスが CIDR 表記でもサービス タグでもありません",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: "Write it in CIDR notation, such as 10.10.0.0/16.",
      ja: "10.10.0.0/16 のような CIDR 表記で指定してください。",
    },
    *find(network) {
      for (const [table, route] of routes(network)) {
        if (
          !isUnknown(route.addressPrefix) &&
          !isServiceTag(route.addressPrefix) &&
          !isPrefix(route.addressPrefix)
        ) {
          yield {
            resource: route.origin,
            message: {
              en: `The prefix ${quote(route.addressPrefix)} of route ${quote(route.name)} of ${nameOf(table)} is neither CIDR notation nor a service tag.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} のプレフィックス ${quote(route.addressPrefix)} は CIDR 表記でもサービス タグでもありません。`,
            },
            fix: nearestFix(Ipv4Prefix.mistakeIn(route.addressPrefix)),
          };
        }
      }
    },
  },
  {
    code: "ROUTE_PREFIX_DUPLICATE",
    severity: "error",
    what: {
      en: "Two routes of one table have the same prefix",
      ja: "1 つのルート テーブルの 2 つのルートのプレフィックスが同じです",
    },
    source: SOURCES.routeConflict,
    fix: { en: "Keep one of them.", ja: "どちらか一方だけにしてください。" },
    *find(network) {
      for (const table of network.model.routeTables) {
        const known = table.routes.filter((route) => !isUnknown(route.addressPrefix));
        for (const [prefix, [first, second]] of groupBy(known, (route) =>
          route.addressPrefix.toLowerCase(),
        )) {
          if (second) {
            yield {
              resource: second.origin,
              about: { parts: [first.name, second.name] },
              message: {
                en: `Routes ${quote(first.name)} and ${quote(second.name)} of ${nameOf(table)} have the same prefix ${prefix} (RouteConflict).`,
                ja: `${nameOf(table)} のルート ${quote(first.name)} と ${quote(second.name)} のプレフィックスが同じ ${prefix} です（RouteConflict）。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "ROUTE_NEXT_HOP_TYPE",
    severity: "error",
    what: {
      en: "A route has a type of next hop that Azure doesn't know, or none",
      ja: "ルートの次ホップの種類が Azure にないものか、指定されていません",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: `Give one of ${ROUTE_NEXT_HOP_TYPES.join(", ")} as next_hop_type.`,
      ja: `next_hop_type には ${ROUTE_NEXT_HOP_TYPES.join("、")} のいずれかを指定してください。`,
    },
    *find(network) {
      // azurerm before 3 minds no case, and it alone has this argument.
      let known: boolean | undefined;
      const isBefore3 = (): boolean =>
        (known ??= network
          .resourcesOf("azurerm_subnet")
          .some(({ arguments: values }) => values.isSet("address_prefix")));
      for (const [table, route] of routes(network)) {
        const given = route.nextHopTypeText;
        const spelled = ROUTE_NEXT_HOP_TYPES.find((one) => one.toLowerCase() === given?.toLowerCase());
        const isFine = spelled !== undefined && (!isAzurerm({ address: route.origin }) || isBefore3());
        if (given === undefined || isUnknown(given) || isFine) {
          continue;
        }
        const near = nearestNames(given, ROUTE_NEXT_HOP_TYPES);
        yield problemAt(
          route.origin,
          given === ""
            ? {
                en: `Route ${quote(route.name)} of ${nameOf(table)} gives no next hop type.`,
                ja: `${nameOf(table)} のルート ${quote(route.name)} に次ホップの種類がありません。`,
              }
            : {
                en: `Route ${quote(route.name)} of ${nameOf(table)} has the next hop type ${quote(given)}${near.length === 0 ? "" : ` (did you mean ${near.map(quote).join(" or ")}?)`}, which ${spelled === undefined ? "Azure doesn't have" : "azurerm refuses in that case of letters"}.`,
                ja: `${nameOf(table)} のルート ${quote(route.name)} の次ホップの種類 ${quote(given)} は${spelled === undefined ? " Azure にありません" : "大文字と小文字が違うため azurerm に拒否されます"}${near.length === 0 ? "" : `（${near.map(quote).join("、")} の誤りではありませんか）`}。`,
              },
        );
      }
    },
  },
  {
    code: "ROUTE_WITHOUT_NEXT_HOP",
    severity: "error",
    what: {
      en: "A route to a VirtualAppliance gives no address (R21)",
      ja: "次ホップの種類が VirtualAppliance のルートに、アドレスが指定されていません（R21）",
    },
    source: SOURCES.userRoutes,
    fix: { en: "Give next_hop_in_ip_address.", ja: "next_hop_in_ip_address を指定してください。" },
    *find(network) {
      for (const [table, route] of routes(network)) {
        if (route.nextHopType === "VirtualAppliance" && route.nextHops.length === 0) {
          yield problemAt(route.origin, {
            en: `Route ${quote(route.name)} of ${nameOf(table)} goes to a virtual appliance, but gives no address.`,
            ja: `${nameOf(table)} のルート ${quote(route.name)} は VirtualAppliance 宛てですが、アドレスが指定されていません。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_UNEXPECTED_NEXT_HOP",
    severity: "error",
    what: {
      en: "A route gives a next hop address, but its type takes none",
      ja: "アドレスを取らない種類のルートに、次ホップのアドレスが指定されています",
    },
    source: SOURCES.routeTable,
    fix: {
      en: "Remove next_hop_in_ip_address, or use the type VirtualAppliance.",
      ja: "next_hop_in_ip_address を外すか、種類を VirtualAppliance にしてください。",
    },
    *find(network) {
      for (const [table, route] of routes(network)) {
        if (TYPES_WITHOUT_ADDRESS.has(route.nextHopType) && route.nextHops.length > 0) {
          yield problemAt(route.origin, {
            en: `Route ${quote(route.name)} of ${nameOf(table)} has the type ${route.nextHopType} and the next hop ${quote(route.nextHops[0].text)}; only VirtualAppliance takes an address.`,
            ja: `${nameOf(table)} のルート ${quote(route.name)} は種類が ${route.nextHopType} なのに次ホップ ${quote(route.nextHops[0].text)} が指定されています。アドレスを取るのは VirtualAppliance だけです。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_NEXT_HOP_SYNTAX",
    severity: "error",
    what: {
      en: "The next hop of a route is not an IP address",
      ja: "ルートの次ホップが IP アドレスではありません",
    },
    source: SOURCES.userRoutes,
    fix: { en: "Give an address such as 10.0.1.4.", ja: "10.0.1.4 のような IP アドレスを指定してください。" },
    *find(network) {
      for (const [table, route] of routes(network)) {
        for (const { ip } of route.nextHops) {
          if (ip !== undefined && parseIpv4(ip) === undefined && !ipaddr.IPv6.isValid(ip)) {
            yield problemAt(route.origin, {
              en: `The next hop ${quote(ip)} of route ${quote(route.name)} of ${nameOf(table)} is not an IP address.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} の次ホップ ${quote(ip)} は IP アドレスではありません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "ROUTE_NEXT_HOP_PUBLIC",
    severity: "error",
    what: {
      en: "The next hop of a route is a public address that no virtual network holds (R21)",
      ja: "ルートの次ホップが、どの仮想ネットワークにもないパブリック アドレスです（R21）",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: "Give the private address of the appliance or of its internal load balancer.",
      ja: "アプライアンスまたは内部ロード バランサーのプライベート アドレスを指定してください。",
    },
    *find(network) {
      const spaces = network.model.virtualNetworks.flatMap(({ addressSpace }) =>
        network
          .prefixesIn(addressSpace)
          .filter((space) => !PRIVATE_PREFIXES.some((range) => range.contains(space))),
      );
      for (const [table, route] of routes(network)) {
        for (const hop of route.nextHops) {
          const { ip, resource, text } = hop;
          const value = ip === undefined ? undefined : parseIpv4(ip);
          const isInside = (ranges: readonly Ipv4Prefix[]): boolean =>
            ranges.some((range) => range.containsAddress(value!));
          const isLiteral =
            value !== undefined && resource === undefined && !isInside(PRIVATE_PREFIXES) && !isInside(spaces);
          if (isLiteral || isPublicAddress(network.model, hop)) {
            yield problemAt(route.origin, {
              en: `The next hop ${ip ?? text} of route ${quote(route.name)} of ${nameOf(table)} is a public address; a next hop must be private and in the same or a peered network.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} の次ホップ ${ip ?? text} はパブリック アドレスです。同じ仮想ネットワークかピアリング先のプライベート アドレスが必要です。`,
            });
          }
        }
      }
    },
  },
  {
    code: "ROUTE_PRIVATE_TO_INTERNET",
    severity: "warning",
    what: {
      en: "A route sends private addresses (RFC 1918, RFC 6598) to the Internet, where nobody has them (R26)",
      ja: "ルートがプライベート アドレス（RFC 1918、RFC 6598）をインターネットに送っています。インターネットには宛先がありません（R26）",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: "Send them to who has them, use the next hop None to drop them, or take the route out.",
      ja: "宛先を持つ次ホップに変更するか、破棄するなら次ホップを「なし」にするか、ルートを削除してください。",
    },
    *find(network) {
      for (const [table, route] of routes(network)) {
        const prefix = Ipv4Prefix.tryParse(route.addressPrefix);
        const isPrivate = prefix !== undefined && PRIVATE_PREFIXES.some((range) => range.contains(prefix));
        if (isPrivate && route.nextHopType === "Internet" && route.perhaps === undefined) {
          yield partProblem(route, {
            en: `Route ${quote(route.name)} of ${nameOf(table)} sends ${route.addressPrefix} to the Internet, where private addresses lead nowhere.`,
            ja: `${nameOf(table)} のルート ${quote(route.name)} は ${route.addressPrefix} を Internet に送りますが、プライベート アドレスはインターネットでは届きません。`,
          });
        }
      }
    },
  },
];

const TYPES_WITHOUT_ADDRESS: ReadonlySet<string> = new Set([
  "VirtualNetworkGateway",
  "VnetLocal",
  "Internet",
  "None",
]);

function* routes({ model }: CheckedNetwork): Iterable<[RouteTable, Route]> {
  for (const table of model.routeTables) {
    for (const route of table.routes) {
      yield [table, route];
    }
  }
}

function isPrefix(text: string): boolean {
  return Ipv4Prefix.tryParse(text) !== undefined || ipaddr.isValidCIDR(text);
}

/** Tags are words such as `Storage.EastAsia`; which of them exist, only Azure knows. */
function isServiceTag(text: string): boolean {
  return /^[A-Za-z][\w.-]*$/.test(text);
}
