import { DEFAULT_PREFIX } from "../../cidr";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { EffectiveRoute, LocalizedText } from "../result";
import { serviceEndpointRoutes } from "./endpoint-routes";
import { seesMember } from "./peering-routes";
import { RouteEntry, RouteTarget } from "./route-entry";
import { SubnetTable, replacesNoneRows } from "./subnet-table";
import { INTERNET_ROUTE, PLATFORM_PREFIXES, RESERVED_PREFIXES, noneRoute } from "./system-routes";

/** A subnet's effective routes as Azure lists them, in the order seen in captures. */
export function effectiveRoutes(table: SubnetTable, includePlatformNone: boolean): EffectiveRoute[] {
  const { layers, subnet } = table;
  const network = subnet.virtualNetwork;
  const user = [...listed(layers.user.layer)];
  const isOverridden = (entry: RouteEntry): boolean => layers.user.layer.get(entry.prefix).length > 0;
  const row = (entry: RouteEntry, valid: boolean, note?: LocalizedText): EffectiveRoute =>
    effectiveRoute(entry, valid ? "Active" : "Invalid", !subnet.propagation, note ?? entry.note);

  const groupRows = layers.connectedGroups.flatMap(({ group, layer }) =>
    [...listed(layer)].filter((entry) => seesMember(network, group, entry)),
  );
  // A row of which only apply tells the prefix can't be listed.
  const privateEndpoints = [...listed(layers.privateEndpoints)].filter(({ unknownPrefix }) => !unknownPrefix);
  const gatewayRows = (layers.gateway === undefined ? [] : [...listed(layers.gateway)]).filter(
    ({ target }) => !leadsBack(target, network),
  );
  const defaultByBgp = (layers.gateway?.get(DEFAULT_PREFIX).length ?? 0) > 0;
  const noneRows = [...RESERVED_PREFIXES.filter((prefix) => !table.hiddenNone.has(prefix))];
  if (includePlatformNone && table.hiddenNone.size < RESERVED_PREFIXES.length) {
    noneRows.push(...PLATFORM_PREFIXES);
  }
  return [
    ...[...listed(layers.local)].map((entry) => row(entry, !isOverridden(entry))),
    ...[...listed(layers.peering), ...groupRows].map((entry) => row(entry, !isOverridden(entry))),
    ...gatewayRows.map((entry) => {
      const suppressed = table.isSuppressed(entry);
      return row(entry, !suppressed && !isOverridden(entry), suppressed ? SUPPRESSED : undefined);
    }),
    row(INTERNET_ROUTE, !isOverridden(INTERNET_ROUTE) && !defaultByBgp),
    ...noneRows.sort((a, b) => a.length - b.length).map((prefix) => row(noneRoute(prefix), true)),
    ...privateEndpoints.map((entry) =>
      row(entry, !isOverridden(entry) && !table.isPrivateEndpointBeaten(entry)),
    ),
    ...serviceEndpointRoutes(subnet).map((entry) => row(entry, true)),
    ...user.map((entry) => row(entry, true, userNote(entry))),
    ...layers.user.serviceTags.map((entry) => row(entry, true)),
  ];
}

/** A hub shares its rows among all that use a table; nobody gets its own prefixes back. */
function leadsBack(target: RouteTarget, network: VirtualNetworkNode): boolean {
  return (
    target.kind === "virtual-hub" &&
    target.way.kind === "network" &&
    target.way.connection.network === network
  );
}

function effectiveRoute(
  entry: RouteEntry,
  state: "Active" | "Invalid",
  disableBgpRoutePropagation: boolean,
  note: LocalizedText | undefined,
): EffectiveRoute {
  const tags = serviceTagsOf(entry);
  return {
    row: {
      addressPrefix: tags.length > 0 ? [] : [entry.prefix.toString()],
      destinationServiceTags: tags,
      disableBgpRoutePropagation,
      hasBgpOverride: false,
      name: entry.source === "User" ? (entry.name ?? null) : null,
      nextHopIpAddress: nextHopAddresses(entry),
      nextHopType: entry.nextHopType,
      source: entry.source,
      state,
      tagMap: {},
    },
    origin: entry.origin,
    nextHopResource: entry.nextHopResource,
    note,
  };
}

/** R27: an unconfigured gateway shows no address; UDRs to a gateway never show one. */
function nextHopAddresses(entry: RouteEntry): readonly string[] {
  return entry.target.kind === "own-gateway" ? [] : entry.nextHopTexts;
}

function serviceTagsOf(entry: RouteEntry): readonly string[] {
  if (entry.target.kind === "service") {
    return [entry.name!];
  }
  return entry.serviceTag === undefined ? [] : [entry.serviceTag];
}

function userNote(entry: RouteEntry): LocalizedText | undefined {
  if (!entry.prefix.equals(DEFAULT_PREFIX)) {
    return undefined;
  }
  if (entry.target.kind === "own-gateway") {
    return NONE_ROWS_GONE;
  }
  return replacesNoneRows(entry) ? undefined : NONE_ROWS_KEPT;
}

function* listed(layer: {
  readonly entries: readonly { readonly values: readonly RouteEntry[] }[];
}): Generator<RouteEntry> {
  for (const { values } of layer.entries) {
    yield* values;
  }
}

const SUPPRESSED: LocalizedText = {
  en: "Azure prefers the virtual network, peering or service endpoint route, however specific this one is; how it lists this row is not documented.",
  ja: "仮想ネットワーク・ピアリング・サービス エンドポイントの経路が、より具体的な BGP 経路よりも優先されます。この行が Azure でどう表示されるかは文書化されていません。",
};

const NONE_ROWS_GONE: LocalizedText = {
  en: "The system routes with next hop None are taken to go away as with a virtual appliance; Microsoft documents only that case.",
  ja: "仮想アプライアンスの場合と同様に、次ホップが「なし」のシステム ルートは消えるものとして扱います。文書化されているのは仮想アプライアンスの場合のみです。",
};

const NONE_ROWS_KEPT: LocalizedText = {
  en: "The system routes with next hop None are taken to stay; Microsoft does not document this case.",
  ja: "次ホップが「なし」のシステム ルートは残るものとして扱います。この場合の動作は文書化されていません。",
};
