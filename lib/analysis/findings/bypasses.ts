import { Ipv4Prefix } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { rowsInJapanese } from "../messages/hints";
import { SubnetNode } from "../network/virtual-network-node";
import { RouteEntry } from "../routes/route-entry";
import { AnalysisContext } from "../trace/context";
import { Problem, problemAt } from "./check";
import { GATEWAYSUBNET_BYPASS } from "./gateway-subnet-bypass";
import { nextHopName, receiverOf, RoutedCheck, userDefaultRoutes } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** Longer routes that take packets past the appliance to which a route is meant to send them. */
export const BYPASS_CHECKS: readonly RoutedCheck[] = [
  {
    code: "UDR_SHADOWED",
    severity: "warning",
    what: {
      en: "A route to an appliance loses to longer routes of peerings or gateways, for addresses that it seems to catch (R83)",
      ja: "アプライアンスへのルートが、対象に見えるアドレスの一部で、ピアリングやゲートウェイのより長い経路に負けています（R83）",
    },
    source: SOURCES.userRoutes,
    fix: { en: "Route the longer prefixes too.", ja: "より長いプレフィックスもルーティングしてください。" },
    *find({ context }) {
      const told = new Set<string>();
      for (const subnet of context.network.subnets) {
        for (const { udr, winners } of shadowedRoutes(context, subnet)) {
          const key = `${udr.origin} ${udr.name}`;
          if (udr.origin !== undefined && !told.has(key)) {
            told.add(key);
            yield shadowed(context, subnet, udr, winners);
          }
        }
      }
    },
  },
  GATEWAYSUBNET_BYPASS,
  {
    code: "LEARNED_ROUTES_BYPASS",
    severity: "warning",
    what: {
      en: "A default route leads to an appliance, but longer routes learned from a gateway go past it (R46)",
      ja: "既定のルートはアプライアンスに向いていますが、ゲートウェイから学習したより長い経路はアプライアンスを経由しません（R46）",
    },
    source: SOURCES.firewallHybrid,
    fix: {
      en: "Set bgp_route_propagation_enabled = false on the table.",
      ja: "ルート テーブルで bgp_route_propagation_enabled = false にしてください。",
    },
    *find({ context }) {
      const told = new Set<string>();
      for (const subnet of context.network.subnets) {
        const table = context.tables.tableOf(subnet);
        const [udr] = userDefaultRoutes(table);
        const owner = subnet.routeTable?.address;
        if (subnet.reserved || udr?.target.kind !== "address" || owner === undefined || told.has(owner)) {
          continue;
        }
        const learned = (table.layers.gateway?.entries ?? [])
          .flatMap(({ values }) => values)
          .filter(
            (row) =>
              row.prefix.length > udr.prefix.length &&
              row.target.kind === "gateway" &&
              table.select(row.prefix.first)?.entries.includes(row),
          );
        if (learned.length > 0) {
          told.add(owner);
          const hop = nextHopName(context, subnet, udr);
          const { en, ja } = prefixesOf(learned);
          yield {
            resource: owner,
            about: { virtualNetwork: subnet.virtualNetwork.address },
            message: {
              en: `${subnet.id} sends everything to ${hop}, but learns longer routes from the gateway: traffic to ${en} goes past it.`,
              ja: `${subnet.id} はすべての通信を ${hop} に送りますが、ゲートウェイからより長い経路を学習するため、${ja} への通信は経由しません。`,
            },
            fix: {
              en: `Set bgp_route_propagation_enabled = false on the table, or add routes for ${en} to ${hop}.`,
              ja: `ルート テーブルで bgp_route_propagation_enabled = false にするか、${ja} を ${hop} に送るルートを追加してください。`,
            },
          };
        }
      }
    },
  },
  {
    code: "ANNOUNCEMENT_IGNORED",
    severity: "warning",
    what: {
      en: "An appliance announces to a Route Server a prefix of a network that knows it already: nothing follows it (R12, R54)",
      ja: "アプライアンスが Route Server に広報しているプレフィックスの経路を、ネットワークはすでに持っています。広報された経路は使われません（R12、R54）",
    },
    source: SOURCES.routeServerFaq,
    fix: {
      en: "Send the packets to the appliance by user-defined routes.",
      ja: "ユーザー定義ルートでアプライアンスへ送ってください。",
    },
    *find({ context }) {
      for (const { model, ignored } of context.tables.routeServers.values()) {
        for (const [origin, routes] of groupBy(ignored, ({ origin: from }) => from)) {
          const { en, ja } = listOf([...new Set(routes.map(({ prefix }) => prefix.toString()))]);
          const [{ assumption }] = routes;
          const networks = listOf([...new Set(routes.map(({ network }) => network.name))]);
          yield problemAt(origin, {
            en: `${assumption.resource} announces ${en} to Route Server ${nameOf(model)}, which has no effect: the routes of ${networks.en} itself and of its peerings win over learned ones, longer ones too.`,
            ja: `${assumption.resource} は Route Server ${nameOf(model)} に ${ja} を広報していますが、効果がありません。${networks.ja} 自身とピアリングの経路は、学習した経路がより長くても優先されます。`,
          });
        }
      }
    },
  },
  {
    code: "PRIVATE_ENDPOINT_BYPASS",
    severity: "warning",
    what: {
      en: "The /32 of a private endpoint takes packets past the appliance to which a route sends its network (R8)",
      ja: "ルートはネットワークへの通信をアプライアンスに送りますが、プライベート エンドポイントの /32 の経路はアプライアンスを経由しません（R8）",
    },
    source: SOURCES.privateEndpointPolicies,
    fix: {
      en: "Set private_endpoint_network_policies = RouteTableEnabled on the endpoint's subnet.",
      ja: "プライベート エンドポイントのサブネットで private_endpoint_network_policies を RouteTableEnabled にしてください。",
    },
    *find({ context }) {
      const told = new Set<string>();
      for (const subnet of context.network.subnets) {
        const table = context.tables.tableOf(subnet);
        for (const row of table.layers.privateEndpoints.entries.flatMap(({ values }) => values)) {
          const udr = table.userRoutesTo(row.prefix.first).at(-1);
          if (
            row.target.kind === "private-endpoint" &&
            row.origin !== undefined &&
            !told.has(row.origin) &&
            udr?.target.kind === "address" &&
            udr.prefix.length > 0 &&
            table.select(row.prefix.first)?.entries.includes(row)
          ) {
            told.add(row.origin);
            yield endpointBypass(context, subnet, udr, row, row.target.subnet);
          }
        }
      }
    },
  },
  {
    code: "SERVICE_ENDPOINT_BYPASS",
    severity: "warning",
    what: {
      en: "A service endpoint takes packets to its service past the appliance to which the default route leads",
      ja: "既定のルートはアプライアンスに向いていますが、サービス エンドポイントを使うサービスへの通信はアプライアンスを経由しません",
    },
    source: SOURCES.serviceEndpoints,
    fix: {
      en: "Use private endpoints, or put the service endpoint on the subnet of the appliance (AzureFirewallSubnet) instead.",
      ja: "プライベート エンドポイントを使うか、サービス エンドポイントを機器側のサブネット（AzureFirewallSubnet など）に設定してください。",
    },
    *find({ context }) {
      for (const subnet of context.network.subnets) {
        const [udr] = userDefaultRoutes(context.tables.tableOf(subnet));
        const services = subnet.model.serviceEndpoints;
        if (subnet.reserved || udr?.target.kind !== "address") {
          continue;
        }
        const hop = nextHopName(context, subnet, udr);
        const { serviceTags } = context.tables.tableOf(subnet).layers.user;
        const routed = serviceTags.filter(({ serviceTag = "" }) => services.some(isOfTag(serviceTag)));
        const past = services.filter(
          (service) => !routed.some(({ serviceTag = "" }) => isOfTag(serviceTag)(service)),
        );
        for (const route of routed) {
          // U18: nobody documents which of the two wins.
          const { en, ja } = listOf(services.filter(isOfTag(route.serviceTag ?? "")));
          const name = route.name ?? "";
          yield problemAt(subnet.address, {
            en: `${subnet.id} sends everything to ${hop} and has a route for ${route.serviceTag} (${name}) beside its service endpoints for ${en}: which of the two wins isn't documented, so traffic to it may go past ${hop}.`,
            ja: `${subnet.id} はすべての通信を ${hop} に送り、${ja} のサービス エンドポイントのほかに ${route.serviceTag} 向けのルート（${name}）もあります。どちらが優先されるかは文書化されていないため、${hop} を経由しない可能性があります。`,
          });
        }
        if (past.length > 0) {
          const { en, ja } = listOf(past);
          yield problemAt(subnet.address, {
            en: `${subnet.id} sends everything to ${hop}, but its service endpoints are longer routes: traffic to ${en} goes past it.`,
            ja: `${subnet.id} はすべての通信を ${hop} に送りますが、サービス エンドポイントの経路の方が長いため、${ja} への通信は経由しません。`,
          });
        }
      }
    },
  },
];

/** Whether a service tag, of one region too, covers what a service endpoint is for. */
function isOfTag(tag: string): (service: string) => boolean {
  const [name] = tag.toLowerCase().split(".");
  return (service) => {
    const [, own = ""] = service.toLowerCase().split(".");
    return name === "azurecloud" || name === (TAGS.get(own) ?? own);
  };
}

/** Tags that aren't called like the service's namespace. */
const TAGS: ReadonlyMap<string, string> = new Map([
  ["cognitiveservices", "cognitiveservicesmanagement"],
  ["containerregistry", "azurecontainerregistry"],
  ["keyvault", "azurekeyvault"],
  ["web", "appservice"],
]);

function prefixesOf(rows: readonly RouteEntry[]) {
  return listOf([...new Set(rows.map(({ prefix }) => prefix.toString()))]);
}

/** Routes of a subnet to an appliance, with the longer rows that win where they match. */
export function* shadowedRoutes(
  context: AnalysisContext,
  subnet: SubnetNode,
): Iterable<{ readonly udr: RouteEntry; readonly winners: readonly RouteEntry[] }> {
  const { layers } = context.tables.tableOf(subnet);
  const rows = [layers.peering, layers.gateway].flatMap(
    (layer) => layer?.entries.flatMap(({ values }) => values) ?? [],
  );
  for (const { values } of layers.user.layer.entries) {
    const [udr] = values;
    if (udr.prefix.length > 1 && udr.target.kind === "address") {
      const winners = rows.filter((row) => isLongerInside(context, subnet, row, udr));
      if (winners.length > 0) {
        yield { udr, winners };
      }
    }
  }
}

function shadowed(
  context: AnalysisContext,
  subnet: SubnetNode,
  udr: RouteEntry,
  winners: readonly RouteEntry[],
): Problem {
  const shown = winners.slice(0, 3).map(({ prefix, nextHopType }) => `${nextHopType} ${prefix}`);
  const rows = shown.join(", ") + (winners.length > shown.length ? ", …" : "");
  const route = udr.name ?? "";
  const { en, ja } = prefixesOf(winners);
  const hop = nextHopName(context, subnet, udr);
  return {
    resource: udr.origin!,
    about: { virtualNetwork: subnet.virtualNetwork.address, parts: [route] },
    message: {
      en: `Route ${route} (${udr.prefix}) to ${hop} is never used at ${subnet.id} where longer routes match: ${rows}.`,
      ja: `${hop} へのルート ${route}（${udr.prefix}）は、${subnet.id} ではより長い経路（${rowsInJapanese(rows)}）に一致する宛先には使われません。`,
    },
    fix: {
      en: `Add routes for ${en} to ${hop}.`,
      ja: `${ja} を ${hop} に送るルートを追加してください。`,
    },
  };
}

/** Rows towards the next hop's own network are how a spoke reaches its hub: they are meant to be longer. */
function isLongerInside(
  context: AnalysisContext,
  subnet: SubnetNode,
  row: RouteEntry,
  udr: RouteEntry,
): boolean {
  return (
    row.prefix.length > udr.prefix.length &&
    udr.prefix.contains(row.prefix) &&
    context.tables.tableOf(subnet).layers.user.layer.get(row.prefix).length === 0 &&
    !leadsToNextHop(context, subnet, row, udr)
  );
}

function leadsToNextHop(
  context: AnalysisContext,
  subnet: SubnetNode,
  row: RouteEntry,
  udr: RouteEntry,
): boolean {
  const { target } = udr;
  if (target.kind !== "address") {
    return false;
  }
  return target.addresses.some((reference) => {
    const resolution = context.nextHops.resolve(subnet, reference);
    const ip = reference.ip === undefined ? undefined : Ipv4Prefix.tryParse(`${reference.ip}/32`);
    return (
      (ip !== undefined && row.prefix.contains(ip)) ||
      (resolution.kind === "owned" &&
        row.target.kind === "network" &&
        row.target.network === resolution.owner.subnet.virtualNetwork)
    );
  });
}

/** R8: a policy makes the routes of others count, if they are at least as long as the network's prefix. */
function endpointBypass(
  context: AnalysisContext,
  subnet: SubnetNode,
  udr: RouteEntry,
  row: RouteEntry,
  home: SubnetNode,
): Problem {
  const hop =
    receiverOf(context, subnet, udr) === undefined
      ? udr.nextHopTexts.join(", ")
      : nextHopName(context, subnet, udr);
  const space = home.virtualNetwork.prefixes.find((prefix) => prefix.contains(row.prefix));
  const hasPolicy = row.target.kind === "private-endpoint" && row.target.beatenFrom !== undefined;
  const isLong = space !== undefined && udr.prefix.length >= space.length;
  const steps = [
    ...(hasPolicy
      ? []
      : [
          {
            en: `set private_endpoint_network_policies = RouteTableEnabled on ${home.id}`,
            ja: `${home.id} の private_endpoint_network_policies を RouteTableEnabled にする`,
          },
        ]),
    ...(isLong || space === undefined
      ? []
      : [
          {
            en: `route ${space} (as long as the prefix of ${home.virtualNetwork.name}) to ${hop} at ${subnet.id}`,
            ja: `${subnet.id} に ${space}（${home.virtualNetwork.name} のプレフィックスと同じ長さ）を ${hop} に送るルートを追加する`,
          },
        ]),
  ];
  const en = steps.map((step) => step.en).join(" and ");
  return {
    resource: row.origin!,
    about: { virtualNetwork: subnet.virtualNetwork.address },
    message: {
      en: `Traffic from ${subnet.id} to the private endpoint ${row.prefix} goes past ${hop}: its /32 is longer than the route ${udr.prefix}.`,
      ja: `${subnet.id} からプライベート エンドポイント ${row.prefix} への通信は ${hop} を経由しません。/32 の経路がルート ${udr.prefix} より長いためです。`,
    },
    fix: {
      en: `${en.charAt(0).toUpperCase()}${en.slice(1)}; or route ${row.prefix} to ${hop} there.`,
      ja: `${steps.map((step) => step.ja).join("とともに、")}か、${row.prefix} を ${hop} に送るルートを追加してください。`,
    },
  };
}
