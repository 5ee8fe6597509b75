import { Ipv4Prefix, parseIpv4 } from "../../../cidr";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments } from "../../model";
import { HubConnectionNode } from "../../network/virtual-wan";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { Draft } from "../writing/draft";
import { toAppend, toSet } from "../writing/edits";
import { forwarders, resourceOf, RouteTargetChoice } from "../writing/forwarders";
import { freeAzureName } from "../writing/names";
import { argumentOf, editable } from "../writing/references";

/** A hub's table leads to a connection whose network doesn't have the address: what forwards there takes it on (W141). */
export function* staticNetworkRoutes(trial: Trial): Iterable<Candidate> {
  for (const { resource, params } of trial.reasons("HUB_ROUTE_ENDS")) {
    const packet = parseIpv4(params.address);
    yield* furtherRoutes(
      trial,
      resource,
      (prefix) => packet !== undefined && Ipv4Prefix.tryParse(prefix)?.containsAddress(packet) === true,
    );
  }
}

/** A static route of a connection that the hub's tables don't learn (W141). */
export function* keptStaticRoutes(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("HUB_STATIC_ROUTES_KEPT")) {
    const address = editable(trial, resource);
    if (address !== undefined) {
      yield {
        edits: [toSet(address, "routing[0].static_vnet_propagate_static_routes_enabled", true)],
        what: REPAIR_STEPS.HUB_STATIC_ROUTES_PROPAGATED({ connection: params.connection }),
      };
    }
  }
}

/** Networks behind an appliance in a connected one, to which their tables lead: the connection hands it their prefixes (W141). */
export function* indirectNetworks(trial: Trial): Iterable<Candidate> {
  for (const { resource, params } of trial.reasons("HUB_NOT_TRANSITIVE")) {
    const { network, tables } = trial.context;
    const behind = network.virtualNetworks.find(({ name }) => name === params.network);
    const connection = tables.virtualWans.connections.find(({ model }) => model.address === resource);
    if (behind === undefined || connection === undefined) {
      continue;
    }
    const subnets = network.subnets.filter(({ virtualNetwork }) => virtualNetwork === behind);
    const owners = subnets
      .flatMap(({ routes }) => routes.flatMap(({ nextHops }) => nextHops))
      .flatMap((nextHop) => trial.context.nextHops.candidates(nextHop));
    const used = new Set(owners.map(resourceOf));
    yield* handedOn(trial, connection, behind.prefixes.map(String), ({ resource: one }) => used.has(one));
  }
}

/** A static route of a connection names an address that nothing has. */
export function* turnedStaticRoutes(trial: Trial): Iterable<Candidate> {
  const dead = new Set(trial.reasons("NEXT_HOP_NOT_FOUND").map(({ params }) => params.ip));
  for (const { model, network } of trial.context.tables.virtualWans.connections) {
    const address = editable(trial, model.address);
    for (const [index, { nextHop }] of address === undefined || dead.size === 0
      ? []
      : model.staticRoutes.entries()) {
      for (const { name, subnet, nextHop: to } of dead.has(nextHop.ip ?? nextHop.text)
        ? forwarders(trial)
        : []) {
        const value = to.next_hop_in_ip_address;
        if (subnet.virtualNetwork === network && value !== undefined) {
          const argument = `routing[0].static_vnet_route[${index}].next_hop_ip_address`;
          const said = { connection: model.name ?? model.address, route: `${index + 1}`, target: name };
          yield {
            edits: [toSet(address!, argument, value)],
            what: REPAIR_STEPS.HUB_NEXT_HOP(said),
          };
        }
      }
    }
  }
}

/** A route of a hub's table leads where the address isn't: without it, what connections propagate counts. */
export function* strayHubRoutes(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("HUB_ROUTE_ENDS")) {
    const address = editable(trial, resource);
    if (address?.split(".").at(-2) === "azurerm_virtual_hub_route_table_route") {
      yield {
        edits: [{ op: "remove", address }],
        what: REPAIR_STEPS.HUB_ROUTE_REMOVED({ route: address, connection: params.connection }),
        caution: REPAIR_CAUTIONS.HUB_ROUTE_REMOVED({ route: address }),
        broad: true,
      };
    }
  }
}

/** The same for prefixes of a hub's route, by where that is written. */
export function* furtherRoutes(
  draft: Draft,
  origin: string | undefined,
  isAsked: (prefix: string) => boolean,
): Iterable<Candidate> {
  const { connections, tables } = draft.context.tables.virtualWans;
  const route = [...tables.values()].flatMap(({ routes }) => routes).find((one) => one.origin === origin);
  const connection = connections.find(({ model }) => model.address === route?.nextHop);
  if (route !== undefined && connection !== undefined) {
    yield* handedOn(draft, connection, route.prefixes.filter(isAsked));
  }
}

/** A connection that hands prefixes to what forwards in its network. */
function* handedOn(
  draft: Draft,
  connection: HubConnectionNode,
  prefixes: readonly string[],
  isMeant: (choice: RouteTargetChoice) => boolean = () => true,
): Iterable<Candidate> {
  const address = editable(draft, connection.model.address);
  if (address === undefined) {
    return;
  }
  const routing = [argumentOf(draft, connection.model.address, "routing") ?? []].flat();
  for (const { name, subnet, nextHop } of forwarders(draft).filter(isMeant)) {
    const ip = nextHop.next_hop_in_ip_address;
    if (subnet.virtualNetwork === connection.network && ip !== undefined) {
      const value: EditArguments = {
        name: freeAzureName(`to-${name}`, []),
        address_prefixes: prefixes,
        next_hop_ip_address: ip,
      };
      const edit: Edit =
        routing.length === 0
          ? toAppend(address, "routing", { static_vnet_route: [value] })
          : toAppend(address, "routing[0].static_vnet_route", value);
      const { name: called, address: at } = connection.model;
      const said = { connection: called ?? at, prefixes: prefixes.join(", "), target: name };
      yield { edits: [edit], what: REPAIR_STEPS.HUB_STATIC_ROUTE(said) };
    }
  }
}

/** Tables are named and labels aren't: what Azure's documentation says of that is written down (W78). */
export function* writtenLabels(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("HUB_LABELS_UNWRITTEN")) {
    const address = editable(trial, resource);
    if (address !== undefined) {
      yield {
        edits: [toSet(address, "routing[0].propagated_route_table[0].labels", ["default"])],
        what: REPAIR_STEPS.HUB_LABEL({ connection: params.connection }),
      };
    }
  }
}
