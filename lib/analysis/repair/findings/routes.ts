import { INTENT_PREFIXES } from "../../../azure/address-ranges";
import { ReservedSubnet } from "../../../azure/reserved-subnets";
import { Ipv4Prefix } from "../../../cidr";
import { shadowedRoutes } from "../../findings/bypasses";
import { learnedDefaults } from "../../findings/default-routes";
import { ownersPrefixes } from "../../findings/reserved-subnet-routes";
import { DEFAULT_ROUTE } from "../../findings/routes";
import { CONTROL_PLANE } from "../../findings/subnet-services";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments, Route, RouteTable } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { freeAzureName, localName } from "../writing/names";
import {
  addedRoute,
  dividedRoute,
  inTurn,
  newTable,
  ownTable,
  removedRoute,
  turnedRoute,
  unboundTable,
} from "../writing/routes";
import { FindingDraft } from "./finding-cure";

/** A route of GatewaySubnet, or one that covers a service's subnet: the subnets by name that are their owner's. */
export function* workloadsInstead(draft: FindingDraft): Iterable<Candidate> {
  for (const { table, route, subnets } of routesNamed(draft)) {
    const prefix = Ipv4Prefix.tryParse(route.addressPrefix);
    const networks = draft.context.network.virtualNetworks.filter((one) =>
      one.prefixes.some((space) => prefix !== undefined && space.overlaps(prefix)),
    );
    const prefixes = prefix === undefined ? [] : networks.flatMap((one) => ownersPrefixes(prefix, one));
    yield* divided(draft, table, route, subnets, prefixes.map(String));
    yield* removed(draft, table, route, subnets);
  }
}

/** A default route of GatewaySubnet: the networks that are peered with the gateway's by name. */
export function* peersInstead(draft: FindingDraft): Iterable<Candidate> {
  for (const { table, route, subnets } of routesNamed(draft)) {
    const peers = subnets.flatMap(({ virtualNetwork }) => [...virtualNetwork.links.keys()]);
    const known = new Set(table.routes.map(({ addressPrefix }) => addressPrefix));
    const prefixes = peers.flatMap((peer) => peer.prefixes.map(String)).filter((one) => !known.has(one));
    yield* divided(draft, table, route, subnets, [...new Set(prefixes)]);
    yield* removed(draft, table, route, subnets);
  }
}

/** A route that longer rows win over: the same for each of their prefixes. */
export function* longerRoutesToo(draft: FindingDraft): Iterable<Candidate> {
  for (const { table, route, subnets } of routesNamed(draft)) {
    const lost = subnets.map((subnet) => ({ at: [subnet], prefixes: shadowsOf(draft, route, subnet) }));
    // Networks that share a table get to each other by it both ways only with the routes of all.
    const all = { at: subnets, prefixes: [...new Set(lost.flatMap(({ prefixes }) => prefixes))] };
    for (const { at, prefixes } of lost.length > 1 ? [...lost, all] : lost) {
      const edits = inTurn(
        draft,
        prefixes.map((prefix) => (later) => {
          const label = `${route.name}-${prefix.replace(/\W/g, "-")}`;
          const written: EditArguments = {
            name: freeAzureName(
              label,
              table.routes.map(({ name }) => name),
            ),
            address_prefix: prefix,
            next_hop_type: route.nextHopType,
            next_hop_in_ip_address: route.nextHops[0]?.text ?? null,
          };
          return addedRoute(later, table, written, label);
        }),
      );
      if (edits !== undefined && edits.length > 0) {
        const target = route.nextHops[0]?.text ?? route.nextHopType;
        yield {
          edits,
          what: REPAIR_STEPS.ROUTE({ at: idsOf(at), prefix: prefixes.join(", "), target }),
        };
      }
    }
  }
}

/** Prefixes whose longer routes keep a route of a table from being used at a subnet. */
function shadowsOf(draft: FindingDraft, route: Route, subnet: SubnetNode): string[] {
  const found = [...shadowedRoutes(draft.context, subnet)].find(
    ({ udr }) => udr.name === route.name && udr.origin === route.origin,
  );
  return [...new Set(found?.winners.map(({ prefix }) => `${prefix}`))];
}

/** The route that the finding names is taken out. */
export function* withoutRoute(draft: FindingDraft): Iterable<Candidate> {
  for (const { table, route, subnets } of routesNamed(draft)) {
    yield* removed(draft, table, route, subnets);
  }
}

/** A default route of the table that the finding names goes where its next hop serves private addresses alone. */
export function* withoutDefaultRoute(draft: FindingDraft): Iterable<Candidate> {
  const { model, subnets } = draft.context.network;
  const table = model.routeTables.find(({ address }) => address === draft.finding.resource);
  for (const route of table?.routes.filter(({ addressPrefix }) => addressPrefix === DEFAULT_ROUTE) ?? []) {
    const bound = subnets.filter(({ routeTable }) => routeTable?.address === table!.address);
    const wanted = INTENT_PREFIXES.map(String);
    const known = new Set(table!.routes.map(({ addressPrefix }) => addressPrefix));
    yield* divided(
      draft,
      table!,
      route,
      bound,
      wanted.filter((prefix) => !known.has(prefix)),
    );
    yield* removed(draft, table!, route, bound);
  }
}

/** The default route that the finding names leads to the Internet. */
export function* turnedToInternet(draft: FindingDraft): Iterable<Candidate> {
  for (const { table, route, subnets } of routesNamed(draft)) {
    const hasAddress = route.nextHops.length > 0;
    const nextHop = {
      next_hop_type: "Internet",
      ...(hasAddress && { next_hop_in_ip_address: null }),
    };
    const edits = turnedRoute(draft, table, route, { nextHop });
    if (edits !== undefined && edits.length > 0) {
      const { name, addressPrefix: prefix } = route;
      yield {
        edits,
        what: REPAIR_STEPS.ROUTE_TURNED({ at: idsOf(subnets), route: name, prefix, target: "Internet" }),
        caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: name, table: table.name ?? table.address }),
      };
    }
  }
}

/** What a service's subnet learns or lacks: its default route leads to the Internet. */
export function* defaultToInternet(draft: FindingDraft): Iterable<Candidate> {
  for (const subnet of subnetsNamed(draft)) {
    const isFirewall = subnet.name === ReservedSubnet.FIREWALL;
    const learned = learnedDefaults(draft.context.tables.tableOf(subnet));
    // Azure takes no table there without it.
    const wanted = new Set([...(isFirewall || learned.length === 0 ? [DEFAULT_ROUTE] : []), ...learned]);
    const known = new Set(subnet.routeTable?.routes.map(({ addressPrefix }) => addressPrefix));
    const prefixes = [...wanted].filter((prefix) => !known.has(prefix));
    const edits = routesToInternet(draft, subnet, prefixes);
    if (edits !== undefined && edits.length > 0) {
      yield {
        edits,
        what: REPAIR_STEPS.ROUTE({ at: subnet.id, prefix: prefixes.join(", "), target: "Internet" }),
      };
    }
  }
}

/**
 * A subnet that must reach the Internet directly leaves the table that it shares: its own one has the other routes, and
 * names the networks that the default route led to.
 */
export function* apartFromDefault(draft: FindingDraft): Iterable<Candidate> {
  for (const { table, route, subnets } of routesNamed(draft)) {
    for (const subnet of subnets.filter(({ address }) => address === draft.finding.about?.subnet)) {
      const rows = draft.context.tables.tableOf(subnet);
      const [hop] = route.nextHops;
      const towards = (name: string, prefix: string): EditArguments => ({
        name,
        address_prefix: prefix,
        next_hop_type: route.nextHopType,
        ...(hop !== undefined && { next_hop_in_ip_address: hop.text }),
      });
      const led = draft.context.network.virtualNetworks
        .flatMap(({ name, prefixes }) => prefixes.map((prefix) => ({ name, prefix })))
        .filter(({ prefix }) =>
          rows
            .select(prefix.first)
            ?.entries.some(({ origin, name }) => origin === route.origin && name === route.name),
        );
      const kept = table.routes.filter(
        ({ addressPrefix }) => Ipv4Prefix.tryParse(addressPrefix)?.length !== 0,
      );
      const edits = ownTable(draft, subnet, [
        ...kept.map((one) => ({
          name: one.name,
          address_prefix: one.addressPrefix,
          next_hop_type: one.nextHopType,
          ...(one.nextHops[0] !== undefined && { next_hop_in_ip_address: one.nextHops[0].text }),
        })),
        ...led.map(({ name, prefix }, index) => towards(`to-${name}-${index + 1}`, prefix.toString())),
        { name: "to-internet", address_prefix: DEFAULT_ROUTE, next_hop_type: "Internet" },
      ]);
      if (edits !== undefined) {
        yield { edits, what: REPAIR_STEPS.OWN_TABLE({ at: subnet.id, table: table.name ?? table.address }) };
      }
    }
  }
}

/** Replies to the control plane of API Management leave as its requests come. */
export function* controlPlaneToInternet(draft: FindingDraft): Iterable<Candidate> {
  for (const subnet of subnetsNamed(draft)) {
    const edits = routesToInternet(draft, subnet, [CONTROL_PLANE]);
    if (edits !== undefined && edits.length > 0) {
      yield {
        edits,
        what: REPAIR_STEPS.ROUTE({ at: subnet.id, prefix: CONTROL_PLANE, target: "Internet" }),
      };
    }
  }
}

/** A subnet that takes no table loses it. */
export function* withoutTable(draft: FindingDraft): Iterable<Candidate> {
  for (const subnet of subnetsNamed(draft)) {
    const edits = unboundTable(draft, subnet);
    if (edits !== undefined) {
      const table = subnet.routeTable?.name ?? subnet.model.routeTable ?? "";
      yield { edits, what: REPAIR_STEPS.TABLE_UNBOUND({ at: subnet.id, table }) };
    }
  }
}

/** Routes for prefixes to the Internet, beside those that a subnet has. */
export function routesToInternet(
  draft: FindingDraft,
  subnet: SubnetNode,
  prefixes: readonly string[],
): readonly Edit[] | undefined {
  const { routeTable: table } = subnet;
  const taken = table?.routes.map(({ name }) => name) ?? [];
  const routes = prefixes.map((prefix, index): EditArguments => {
    const name = freeAzureName(index === 0 ? "to-internet" : `to-internet-${index + 1}`, taken);
    return { name, address_prefix: prefix, next_hop_type: "Internet" };
  });
  return table === undefined
    ? newTable(draft, subnet, routes)
    : inTurn(
        draft,
        routes.map((route) => (later) => addedRoute(later, table, route, "to_internet")),
      );
}

function* divided(
  draft: FindingDraft,
  table: RouteTable,
  route: Route,
  subnets: readonly SubnetNode[],
  prefixes: readonly string[],
): Iterable<Candidate> {
  const edits = dividedRoute(draft, table, route, prefixes, `${localName(table.address)}_${route.name}`);
  if (edits !== undefined) {
    const at = idsOf(subnets);
    yield {
      edits,
      what: REPAIR_STEPS.ROUTE_DIVIDED({
        at,
        route: route.name,
        prefix: route.addressPrefix,
        prefixes: prefixes.join(", "),
      }),
      caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: route.name, table: table.name ?? table.address }),
    };
  }
}

function* removed(
  draft: FindingDraft,
  table: RouteTable,
  route: Route,
  subnets: readonly SubnetNode[],
): Iterable<Candidate> {
  const edits = removedRoute(draft, table, route);
  if (edits !== undefined) {
    const { name, addressPrefix: prefix } = route;
    yield {
      edits,
      what: REPAIR_STEPS.ROUTE_REMOVED({ at: idsOf(subnets), route: name, prefix }),
      caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: name, table: table.name ?? table.address }),
    };
  }
}

interface NamedRoute {
  readonly table: RouteTable;
  readonly route: Route;
  readonly subnets: readonly SubnetNode[];
}

/** Routes that the finding is about, of those that its resource writes. */
function routesNamed({ context, finding: { resource, about } }: FindingDraft): readonly NamedRoute[] {
  const { subnets, model } = context.network;
  return model.routeTables.flatMap((table) => {
    const bound = subnets.filter(({ routeTable }) => routeTable?.address === table.address);
    const own = table.routes.filter(
      ({ origin, name }) => origin === resource && about?.parts?.includes(name) === true,
    );
    return own.map((route): NamedRoute => ({ table, route, subnets: bound }));
  });
}

/** Subnets that the finding is about: by their own resource, their table's association, or the firewall in them. */
export function subnetsNamed({ context, finding }: FindingDraft): readonly SubnetNode[] {
  const { resource } = finding;
  const { model, subnets } = context.network;
  const firewall = model.firewalls.find(({ address }) => address === resource);
  return subnets.filter(
    ({ address, model: { routeTableAssociation } }) =>
      address === resource || routeTableAssociation === resource || address === firewall?.subnet,
  );
}

function idsOf(subnets: readonly SubnetNode[]): string {
  return subnets.map(({ id }) => id).join(", ");
}
