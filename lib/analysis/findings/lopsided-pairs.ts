import { messageOf } from "../messages";
import { gatewayFlags } from "../messages/hints";
import { SubnetNode } from "../network/virtual-network-node";
import { Analysis, Hop, LocalizedText, PairGroup, PairResult, Reason, Verdict } from "../result";
import { Problem } from "./check";
import { RoutedCheck, RoutedNetwork } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf } from "./words";

/** Pairs whose two directions do not fit: one finding per cause, with an example and how many there are. */
export const LOPSIDED_PAIR_CHECKS: readonly RoutedCheck[] = [
  {
    code: "ASYMMETRIC_STATEFUL",
    severity: "warning",
    what: {
      en: "The two directions of pairs pass different stateful devices (R81)",
      ja: "往路と復路が別々のステートフル機器を通る、送信元と宛先の組があります（R81）",
    },
    source: SOURCES.networkAppliances,
    fix: {
      en: "Route both directions through the same device, or let it translate sources.",
      ja: "往路と復路を同じ機器に通すか、その機器で送信元アドレスを変換してください。",
    },
    find: (network) => lopsided(network, "ASYMMETRIC"),
  },
  {
    code: "RETURN_LOST",
    severity: "warning",
    what: {
      en: "Requests of pairs arrive, but their replies don't come back (R81)",
      ja: "要求は届きますが、応答が戻らない送信元と宛先の組があります（R81）",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: 'Give the place where the reply is lost a route back; "hub-spoke reach" with both names behind --from and --to shows its hops.',
      ja: '応答が失われる場所に戻りの経路を追加してください。"hub-spoke reach" の --from と --to に両者を指定すると各ホップを確認できます。',
    },
    find: (network) => lopsided(network, "ONE_WAY"),
  },
];

interface Cause {
  readonly group: PairGroup;
  readonly pair: PairResult;
  readonly reason: Reason;
  count: number;
}

function lopsided(network: RoutedNetwork, verdict: Verdict): Problem[] {
  const causes = new Map<string, Cause>();
  for (const group of network.analysis.matrix.groups.filter((each) => each.verdict === verdict)) {
    const pair = network.analysis.explain(group.exampleFrom, group.exampleTo);
    const [reason] = pair.reasons;
    const key = [reason.code, reason.resource].join(" ");
    const known = causes.get(key);
    if (known === undefined) {
      causes.set(key, { group, pair, reason, count: group.count });
    } else {
      known.count += group.count;
    }
  }
  return [...causes.values()].map((cause) => ({
    resource: cause.reason.resource ?? addressOf(network.analysis, cause.group.exampleFrom),
    message: message(cause),
    fix: verdict === "ASYMMETRIC" ? joinFix(network, cause.pair) : returnFix(network, cause),
  }));
}

function message({ group: { exampleFrom, exampleTo }, reason, count }: Cause): LocalizedText {
  return {
    en: `${count === 1 ? "One pair is" : `${count} pairs are`} lopsided, for example ${exampleFrom} to ${exampleTo}: ${messageOf(reason, "en")}`,
    ja: `往路と復路が合わない組が ${count} 件あります（例: ${exampleFrom} → ${exampleTo}）。${messageOf(reason, "ja")}`,
  };
}

/** The route that brings both directions to one device: the one that is proven to, else the one that should. */
function joinFix(network: RoutedNetwork, pair: PairResult): LocalizedText | undefined {
  const short = routeFix(network, pair);
  const join = pair.reasons.find(({ code }) => code === "ROUTE_WOULD_JOIN");
  if (short !== undefined || join === undefined) {
    return short;
  }
  const { at, prefix, device } = join.params as { readonly [name in "at" | "device" | "prefix"]: string };
  const into = tableAt(network, at);
  return {
    en: `Write a route for ${prefix} to ${device} into ${into.en}, or let ${device} translate sources.`,
    ja: `${into.ja}に ${prefix} を ${device} に送るルートを追加するか、${device} で送信元アドレスを変換してください。`,
  };
}

/** What brings the reply back: by the reason for which it is lost. */
function returnFix(network: RoutedNetwork, { pair, reason }: Cause): LocalizedText | undefined {
  if (reason.code === "LB_BASIC_GLOBAL_PEERING") {
    const { balancer } = reason.params;
    return {
      en: `Make ${balancer} a Standard load balancer (sku = "Standard").`,
      ja: `${balancer} を Standard のロード バランサーにしてください（sku = "Standard"）。`,
    };
  }
  const unused = pair.reasons.find(({ code }) => code === "GATEWAY_NOT_USED");
  if (unused !== undefined) {
    const flags = gatewayFlags(unused.params as { readonly [name in "allow" | "use"]: string });
    return { en: `Set ${flags.en}.`, ja: `${flags.ja}してください。` };
  }
  const at =
    reason.code === "RETURN_ROUTE_MISSING" ? (reason.params as { readonly at: string }).at : undefined;
  const there = network.context.network.subnets.find(({ id }) => id === at);
  const passed = pair.forward.flatMap(({ via }) => via ?? []);
  const prefixes = prefixesBehind(network, pair.from);
  if (at === undefined || there === undefined || prefixes.length === 0) {
    return undefined;
  }
  const none = pair.reasons.find(({ code, params }) => code === "ROUTE_NONE" && params.at === at);
  if (none?.params.source === "User") {
    const { route, prefix } = none.params as { readonly [name in "prefix" | "route"]: string };
    return {
      en: `Take the route ${route} (${prefix} to None) out of ${tableAt(network, at).en}, or write longer ones for ${listOf(prefixes).en}.`,
      ja: `${tableAt(network, at).ja} からルート ${route}（${prefix}、次ホップはなし）を外すか、${listOf(prefixes).ja} のより長いルートを追加してください。`,
    };
  }
  const isGateway = passed.at(-1)?.kind.endsWith("-gateway") === true;
  const isOff = there.routeTable?.bgpRoutePropagation === false;
  if (isGateway && isOff && passed.length === 1) {
    return {
      en: `Set bgp_route_propagation_enabled = true in ${tableAt(network, at).en}: it takes no routes of gateways.`,
      ja: `${tableAt(network, at).ja} の bgp_route_propagation_enabled を true にしてください。ゲートウェイの経路を受け取っていません。`,
    };
  }
  const back = [...passed]
    .reverse()
    .find(
      ({ kind, at: place }) =>
        !kind.endsWith("-gateway") && place !== undefined && isWithinReach(network, there, place),
    );
  return (
    back && {
      en: `Write a route for ${listOf(prefixes).en} to ${back.name} into ${tableAt(network, at).en}.`,
      ja: `${tableAt(network, at).ja}に ${listOf(prefixes).ja} を ${back.name} に送るルートを追加してください。`,
    }
  );
}

/** R21. */
function isWithinReach({ context }: RoutedNetwork, from: SubnetNode, at: string): boolean {
  const to = context.network.subnets.find(({ id }) => id === at)?.virtualNetwork;
  return to !== undefined && (to === from.virtualNetwork || from.virtualNetwork.links.has(to));
}

/** The prefixes of an endpoint's network, or of a site. */
function prefixesBehind({ analysis, context }: RoutedNetwork, id: string): readonly string[] {
  const endpoint = analysis.subnets.concat(analysis.endpoints).find((one) => one.id === id);
  const network = context.network.virtualNetwork(
    endpoint?.kind === "subnet" ? endpoint.virtualNetwork : undefined,
  );
  return network === undefined ? (endpoint?.prefixes ?? []) : network.prefixes.map(String);
}

/** The table of a subnet, by name; one is to be made where it has none. */
function tableAt({ context }: RoutedNetwork, id: string): LocalizedText {
  const table = context.network.subnets.find((subnet) => subnet.id === id)?.routeTable;
  return table === undefined
    ? { en: `a route table for ${id}`, ja: `${id} に関連付けるルート テーブル` }
    : {
        en: `the route table ${table.name ?? table.address} of ${id}`,
        ja: `${id} のルート テーブル ${table.name ?? table.address} `,
      };
}

/** Names the route that would bring the direction that misses a device to it, where one would do. */
function routeFix(network: RoutedNetwork, pair: PairResult): LocalizedText | undefined {
  const { analysis, context } = network;
  const [there, back] = [devices(pair.forward), devices(pair.return)];
  const isReplyShort = there.length > back.length;
  const [long, short] = isReplyShort ? [there, back] : [back, there];
  const missed = long.find((hop) => short.every((other) => other.via!.resource !== hop.via!.resource));
  if (missed === undefined || short.length > 0) {
    return undefined;
  }
  // Where the direction that misses the device starts, and where it has to go.
  const [start, end] = isReplyShort ? [pair.to, pair.from] : [pair.from, pair.to];
  const prefixes = prefixesBehind(network, end);
  const source = analysis.subnets.concat(analysis.endpoints).find(({ id }) => id === start);
  const gateway = context.tables.gateways.gateways.find(
    ({ virtualNetwork }) => virtualNetwork.address === source?.virtualNetwork,
  );
  const own = source?.kind === "on-premises" ? gateway?.subnet.id : start;
  // Behind a tunnel the device is out of reach: what comes out of it is led to the device there.
  const places = [own, ...(isReplyShort ? pair.return : pair.forward).flatMap(({ via }) => via?.at ?? [])];
  const nodes = places.flatMap((place) => context.network.subnets.find(({ id }) => id === place) ?? []);
  const device = missed.via!.at;
  const node = device === undefined ? nodes[0] : nodes.find((one) => isWithinReach(network, one, device));
  const at = node?.id;
  const routed = new Set(node?.routes.map(({ addressPrefix }) => addressPrefix));
  // A route that is there already and loses would be no cure.
  if (at === undefined || prefixes.length === 0 || prefixes.some((prefix) => routed.has(prefix))) {
    return undefined;
  }
  const { en, ja } = listOf(prefixes);
  const { name } = missed.via!;
  return {
    en: `Write a route for ${en} to ${name} into ${tableAt(network, at).en}, or let ${name} translate sources.`,
    ja: `${tableAt(network, at).ja}に ${ja} を ${name} に送るルートを追加するか、${name} で送信元アドレスを変換してください。`,
  };
}

/** The hops at which a stateful device takes the packet. */
function devices(hops: readonly Hop[]): Hop[] {
  return hops.filter(({ via }) => via !== undefined && !via.kind.endsWith("-gateway"));
}

function addressOf(analysis: Analysis, id: string): string {
  return analysis.endpoints.find((endpoint) => endpoint.id === id)?.address ?? id;
}
