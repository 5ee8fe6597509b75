import { AZURE_ASN } from "../../azure/autonomous-systems";
import { Ipv4Prefix, parseIpv4 } from "../../cidr";
import { NetworkModel } from "../model";
import { UsedAssumption } from "../result";
import { GatewayNode, LearnedRoute, OnPremisesSite, Tunnel } from "./gateway-node";
import { gatewayTunnels, GatewayTunnel, staticRoutes } from "./gateway-tunnels";
import { areMeshed } from "./virtual-wan";

/** Stands for the unknown ASN of an on-premises device. */
const ON_PREMISES_ASN = -1;

/** What exchanges routes. */
interface Speakers {
  readonly gateways: readonly GatewayNode[];
  readonly sites: readonly OnPremisesSite[];
  readonly clients: readonly OnPremisesSite[];
  /** What is connected with the hub of a gateway there. */
  readonly atHub: (gateway: GatewayNode) => readonly Ipv4Prefix[];
}

/** Tells gateways their routes: static ones first, then by BGP between gateways until nothing changes any more. */
export function learnRoutes(
  model: NetworkModel,
  speakers: Speakers,
  byAddress: ReadonlyMap<string, GatewayNode>,
): void {
  const { gateways, sites, clients, atHub } = speakers;
  const tables = new Map<GatewayNode, Map<string, LearnedRoute[]>>();
  for (const gateway of gateways) {
    tables.set(gateway, new Map());
  }
  for (const site of [...sites, ...clients]) {
    for (const route of siteRoutes(site)) {
      offer(tables.get(route.gateway)!, { ...route, tunnel: { kind: "on-premises", site } });
    }
  }
  const sessions = gatewayTunnels(model, byAddress);
  for (const session of sessions) {
    for (const route of staticRoutes(session)) {
      offer(tables.get(session.from)!, {
        ...route,
        tunnel: { kind: "gateway", peer: session.to },
        path: [],
        static: true,
        origin: session.origin,
      });
    }
  }
  const bgpSessions = sessions.filter((session) => session.bgp && asnOf(session.from) !== asnOf(session.to));
  let changed = true;
  for (let round = 0; changed && round <= gateways.length; round++) {
    changed = false;
    for (const session of bgpSessions) {
      for (const route of advertised(session.to, tables, atHub(session.to))) {
        if (acceptable(session.from, route)) {
          const learned = offer(tables.get(session.from)!, {
            prefix: route.prefix,
            tunnel: { kind: "gateway", peer: session.to },
            path: route.path,
            static: false,
            origin: session.origin,
            assumption: route.assumption,
          });
          changed = changed || learned;
        }
      }
    }
  }
  for (const [gateway, table] of tables) {
    for (const routes of table.values()) {
      routes.forEach((route) => gateway.learned.add(route.prefix, route));
    }
  }
  findUndeclaredPeers(speakers, bgpSessions);
}

/** What a silent peer announces reaches every gateway that BGP connects with it. */
function findUndeclaredPeers({ gateways, sites }: Speakers, sessions: readonly GatewayTunnel[]): void {
  for (const gateway of gateways) {
    const silent = sites.filter((site) => site.undeclared.has(gateway));
    gateway.undeclaredPeers.push(
      ...silent.map((site) => ({ speaker: site.name, origin: site.gateways.get(gateway)!.origin })),
    );
  }
  let changed = true;
  while (changed) {
    changed = false;
    for (const { from, to } of sessions) {
      const news = to.undeclaredPeers.filter((peer) => !from.undeclaredPeers.includes(peer));
      from.undeclaredPeers.push(...news);
      changed = changed || news.length > 0;
    }
  }
}

interface Advertisement {
  readonly prefix: Ipv4Prefix;
  readonly path: readonly number[];
  readonly assumption?: UsedAssumption;
}

/** R42, R44: transit needs BGP on every connection, so a static VNet-to-VNet neighbour stays between the two. */
export function isAnnounced(
  gateway: GatewayNode,
  { prefix, static: isStatic, tunnel }: LearnedRoute,
): boolean {
  const isPassedOn = tunnel.kind === "on-premises" || !isStatic || gateway.hub !== undefined;
  return isPassedOn && mayBeAnnounced(gateway, prefix);
}

/** R42, D17: no default route, and nothing that overlaps the gateway's network and those that use it. */
export function mayBeAnnounced({ clients, virtualNetwork }: GatewayNode, prefix: Ipv4Prefix): boolean {
  const own = [virtualNetwork, ...clients].flatMap(({ prefixes }) => prefixes);
  return prefix.length > 0 && !own.some((one) => one.overlaps(prefix));
}

/** R42: its network, the networks that use it, and what it learned; W78: what its hub is joined with, and gateways there. */
function advertised(
  gateway: GatewayNode,
  tables: ReadonlyMap<GatewayNode, ReadonlyMap<string, readonly LearnedRoute[]>>,
  atHub: readonly Ipv4Prefix[],
): Advertisement[] {
  const asn = asnOf(gateway);
  const own = [gateway.virtualNetwork, ...gateway.clients].flatMap((network) => network.prefixes);
  const { hub } = gateway;
  const speaking =
    hub === undefined
      ? [gateway]
      : [...tables.keys()].filter((other) => other.hub !== undefined && areMeshed(hub, other.hub));
  const learned = speaking
    .flatMap((one) => [...tables.get(one)!.values()].map(([best]) => best))
    .filter((route) => isAnnounced(gateway, route));
  return [
    ...[...own, ...atHub].map((prefix): Advertisement => ({ prefix, path: [asn] })),
    ...learned.map((route): Advertisement => ({
      prefix: route.prefix,
      path: [asn, ...route.path],
      assumption: route.assumption,
    })),
  ];
}

/** R43: nothing equal to or inside the receiver's own network, and no path through itself. */
function acceptable(gateway: GatewayNode, route: Advertisement): boolean {
  return (
    !route.path.includes(asnOf(gateway)) &&
    !gateway.virtualNetwork.prefixes.some((prefix) => prefix.contains(route.prefix))
  );
}

/** Keeps the best routes for a prefix: static before BGP, then the shorter path; equals stay together (R14). */
function offer(table: Map<string, LearnedRoute[]>, route: LearnedRoute): boolean {
  const key = route.prefix.toString();
  const known = table.get(key);
  if (known === undefined) {
    table.set(key, [route]);
    return true;
  }
  const [best] = known;
  const order = Number(best.static) - Number(route.static) || route.path.length - best.path.length;
  if (order > 0 || known.some((other) => sameTunnel(other.tunnel, route.tunnel))) {
    return false;
  }
  if (order < 0) {
    table.set(key, [route]);
  } else {
    known.push(route);
  }
  return true;
}

function sameTunnel(a: Tunnel, b: Tunnel): boolean {
  return a.kind === "gateway"
    ? b.kind === "gateway" && a.peer === b.peer
    : b.kind === "on-premises" && a.site === b.site;
}

function siteRoutes(site: OnPremisesSite): (Omit<LearnedRoute, "tunnel"> & { gateway: GatewayNode })[] {
  return [...site.gateways].flatMap(([gateway, link]) => [
    ...[...site.configured, ...defaultOf(site, gateway)].map((prefix) =>
      stated(gateway, prefix, link.origin),
    ),
    ...site.assumed
      .filter((assumed) => assumed.gateway === gateway)
      .filter(({ prefix }) => !gateway.virtualNetwork.prefixes.some((own) => own.contains(prefix)))
      .map((assumed) => ({
        gateway,
        prefix: assumed.prefix,
        path: [ON_PREMISES_ASN],
        static: false,
        origin: link.origin,
        assumption: assumed.assumption,
      })),
    // R40b: the peer's BGP address is a route of its own.
    ...bgpPeer(site, link.bgp).map((prefix) => stated(gateway, prefix, link.origin)),
  ]);
}

function stated(gateway: GatewayNode, prefix: Ipv4Prefix, origin: string) {
  return { gateway, prefix, path: [], static: true, origin };
}

/** R40c: a default site is a route of its gateway, and no prefix that the site has. */
function defaultOf(site: OnPremisesSite, { model }: GatewayNode): Ipv4Prefix[] {
  return model.defaultSite === site.address ? [Ipv4Prefix.parse("0.0.0.0/0")] : [];
}

function bgpPeer(site: OnPremisesSite, bgp: boolean): Ipv4Prefix[] {
  const address = bgp && site.bgpPeeringAddress !== undefined ? parseIpv4(site.bgpPeeringAddress) : undefined;
  return address === undefined ? [] : [Ipv4Prefix.containing(address, 32)];
}

function asnOf(gateway: GatewayNode): number {
  return gateway.model.asn ?? AZURE_ASN;
}
