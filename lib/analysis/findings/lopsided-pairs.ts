import { messageOf } from "../messages";
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
    what: "The two directions of pairs pass different stateful devices (R81)",
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
    what: "Requests of pairs arrive, but their replies don't come back (R81)",
    source: SOURCES.userRoutes,
    fix: {
      en: 'Give the place where the reply is lost a route back; "hub-spoke reach" with the two names shows its hops.',
      ja: '応答が失われる場所に戻りの経路を追加してください。"hub-spoke reach" に 2 つの名前を渡すと各ホップを確認できます。',
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
    fix: verdict === "ASYMMETRIC" ? routeFix(network, cause.pair) : undefined,
  }));
}

function message({ group: { exampleFrom, exampleTo }, reason, count }: Cause): LocalizedText {
  return {
    en: `${count === 1 ? "One pair is" : `${count} pairs are`} lopsided, for example ${exampleFrom} to ${exampleTo}: ${messageOf(reason, "en")}`,
    ja: `往路と復路が合わない組が ${count} 件あります（例: ${exampleFrom} → ${exampleTo}）。${messageOf(reason, "ja")}`,
  };
}

/** Names the route that would bring the direction that misses a device to it, where one would do. */
function routeFix({ analysis, context }: RoutedNetwork, pair: PairResult): LocalizedText | undefined {
  const [there, back] = [devices(pair.forward), devices(pair.return)];
  const isReplyShort = there.length > back.length;
  const [long, short] = isReplyShort ? [there, back] : [back, there];
  const missed = long.find((hop) => short.every((other) => other.via!.resource !== hop.via!.resource));
  if (missed === undefined || short.length > 0) {
    return undefined;
  }
  // Where the direction that misses the device starts, and where it has to go.
  const [start, end] = isReplyShort ? [pair.to, pair.from] : [pair.from, pair.to];
  const target = analysis.subnets.concat(analysis.endpoints).find(({ id }) => id === end);
  const network = context.network.virtualNetwork(
    target?.kind === "subnet" ? target.virtualNetwork : undefined,
  );
  const prefixes = network === undefined ? target?.prefixes : network.prefixes.map(String);
  const source = analysis.subnets.concat(analysis.endpoints).find(({ id }) => id === start);
  const gateway = context.tables.gateways.gateways.find(
    ({ virtualNetwork }) => virtualNetwork.address === source?.virtualNetwork,
  );
  const at = source?.kind === "on-premises" ? gateway?.subnet.id : start;
  const node = context.network.subnets.find(({ id }) => id === at);
  const routed = new Set(node?.routes.map(({ addressPrefix }) => addressPrefix));
  // A route that is there already and loses would be no cure.
  if (at === undefined || !prefixes?.length || prefixes.some((prefix) => routed.has(prefix))) {
    return undefined;
  }
  const { en, ja } = listOf(prefixes);
  const { name } = missed.via!;
  return {
    en: `Give ${at} a route for ${en} to ${name}, or let ${name} translate sources.`,
    ja: `${at} に ${ja} を ${name} に送るルートを設定するか、${name} で送信元アドレスを変換してください。`,
  };
}

/** The hops at which a stateful device takes the packet. */
function devices(hops: readonly Hop[]): Hop[] {
  return hops.filter(({ via }) => via !== undefined && !via.kind.endsWith("-gateway"));
}

function addressOf(analysis: Analysis, id: string): string {
  return analysis.endpoints.find((endpoint) => endpoint.id === id)?.address ?? id;
}
