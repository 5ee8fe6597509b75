import { Ipv4Prefix, parseIpv4 } from "../../../cidr";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { Draft } from "../writing/draft";
import { forwarders } from "../writing/forwarders";
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

/** The same for prefixes of a hub's route, by where that is written. */
export function* furtherRoutes(
  draft: Draft,
  origin: string | undefined,
  isAsked: (prefix: string) => boolean,
): Iterable<Candidate> {
  const { connections, tables } = draft.context.tables.virtualWans;
  const route = [...tables.values()].flatMap(({ routes }) => routes).find((one) => one.origin === origin);
  const connection = connections.find(({ model }) => model.address === route?.nextHop);
  const address = connection && editable(draft, connection.model.address);
  if (route === undefined || connection === undefined || address === undefined) {
    return;
  }
  const prefixes = route.prefixes.filter(isAsked);
  const routing = [argumentOf(draft, connection.model.address, "routing") ?? []].flat();
  for (const { name, subnet, nextHop } of forwarders(draft)) {
    const ip = nextHop.next_hop_in_ip_address;
    if (subnet.virtualNetwork === connection.network && ip !== undefined) {
      const value: EditArguments = {
        name: freeAzureName(`to-${name}`, []),
        address_prefixes: prefixes,
        next_hop_ip_address: ip,
      };
      const edit: Edit =
        routing.length === 0
          ? { op: "append", address, block: "routing", value: { static_vnet_route: [value] } }
          : { op: "append", address, block: "routing[0].static_vnet_route", value };
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
      const argument = "routing[0].propagated_route_table[0].labels";
      yield {
        edits: [{ op: "set", address, argument, value: ["default"] }],
        what: REPAIR_STEPS.HUB_LABEL({ connection: params.connection }),
      };
    }
  }
}
