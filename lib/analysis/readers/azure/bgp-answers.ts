import { asText, isJsonObject, JsonDocument, JsonObject, objectsIn } from "../json";

/** What a gateway or a Route Server has learned over BGP, and the state of its sessions, as Azure answers. */
export interface BgpAnswer {
  /** The file, as messages call it. */
  readonly file: string;
  /** Azure id of the gateway, or of the Route Server's peering, where the answer is filed under it. */
  readonly of?: string;
  readonly routes: readonly BgpRoute[];
  readonly peers: readonly BgpPeer[];
}

/** A route that a peer has announced. */
export interface BgpRoute {
  readonly prefix: string;
  readonly peer: string;
  /** The listener's own address. */
  readonly localAddress?: string;
}

/** A session, of which Azure tells how many routes came over it. */
export interface BgpPeer {
  readonly peer: string;
  readonly localAddress?: string;
  readonly isConnected: boolean;
  readonly received?: number;
}

/**
 * The answers of `az network vnet-gateway list-learned-routes`, `… list-bgp-peer-status` and `az network routeserver peering
 * list-learned-routes` in a document, and those that `hub-spoke snapshot` adds to its rows; `undefined` for another
 * document. What `list-advertised-routes` prints has no peer that announced it, so nothing of it is learned.
 */
export function bgpAnswersIn(document: JsonDocument, file: string): BgpAnswer[] | undefined {
  if (isJsonObject(document) && Array.isArray(document.bgp)) {
    return objectsIn(document.bgp).flatMap(({ id, answers }) =>
      objectsIn(Array.isArray(answers) ? answers : []).flatMap((answer) =>
        (bgpAnswersIn(answer, file) ?? []).map((one) => ({
          ...one,
          ...(typeof id === "string" && { of: id }),
        })),
      ),
    );
  }
  const rows = rowsIn(document);
  if (rows === undefined) {
    return undefined;
  }
  return [
    {
      file,
      routes: rows.filter(isRoute).filter(isAnnounced).map(route),
      peers: rows.filter(isPeer).map(peer),
    },
  ];
}

/** Instances of a Route Server answer one by one: `RouteServiceRole_IN_0`. */
const INSTANCE = /^RouteServiceRole_IN_\d+$/;

function rowsIn(document: JsonDocument): JsonObject[] | undefined {
  const lists: readonly unknown[] = Array.isArray(document)
    ? [document]
    : Object.entries(document as JsonObject)
        .filter(([key]) => key === "value" || INSTANCE.test(key))
        .map(([, list]) => list ?? []);
  if (lists.length === 0 || !lists.every(Array.isArray)) {
    return undefined;
  }
  const items: readonly unknown[] = lists.flat();
  const rows = objectsIn(items);
  const isOfInstances = !Array.isArray(document) && Object.keys(document).some((key) => INSTANCE.test(key));
  const isWhole = rows.length === items.length && rows.every((row) => isRoute(row) || isPeer(row));
  return isWhole && (rows.length > 0 || isOfInstances) ? rows : undefined;
}

function isRoute(row: JsonObject): boolean {
  return typeof row.network === "string" && "origin" in row && "asPath" in row;
}

function isPeer(row: JsonObject): boolean {
  return typeof row.neighbor === "string" && typeof row.state === "string";
}

/** What came from another autonomous system: neither its own networks nor what its other instance repeats. */
function isAnnounced({ origin, sourcePeer, nextHop, localAddress }: JsonObject): boolean {
  const isLearned = /^ebgp$/i.test(asText(origin)) && nextHop !== localAddress;
  return isLearned && typeof sourcePeer === "string" && sourcePeer !== "";
}

function route(row: JsonObject): BgpRoute {
  return { prefix: asText(row.network), peer: asText(row.sourcePeer), ...localAddressOf(row) };
}

function peer(row: JsonObject): BgpPeer {
  return {
    peer: asText(row.neighbor),
    isConnected: /^connected$/i.test(asText(row.state)),
    ...(typeof row.routesReceived === "number" && { received: row.routesReceived }),
    ...localAddressOf(row),
  };
}

function localAddressOf({ localAddress }: JsonObject): { readonly localAddress?: string } {
  return typeof localAddress === "string" && localAddress !== "" ? { localAddress } : {};
}
