import { ReservedSubnet, reservedSubnetOf } from "../../../azure/reserved-subnets";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { argumentOf, editable } from "../writing/references";

/** Routes of a gateway that a table refuses (R46). */
export function* refusedRoutes(trial: Trial): Iterable<Candidate> {
  for (const { resource } of trial.reasons("PROPAGATION_DISABLED", "GATEWAY_STOPPED")) {
    const subnet = trial.context.network.subnets.find(
      ({ propagationSetBy }) => propagationSetBy === resource,
    );
    yield* switched(trial, subnet, true);
  }
}

/** Routes of a gateway that lead past what the table's own routes lead to. */
export function* unwantedRoutes(trial: Trial): Iterable<Candidate> {
  for (const { decisions } of trial.ways) {
    for (const { subnet, hop } of decisions) {
      if (hop.route?.source === "VirtualNetworkGateway" && subnet.routes.length > 0) {
        yield* switched(trial, subnet, false);
      }
    }
  }
}

function* switched(trial: Trial, subnet: SubnetNode | undefined, on: boolean): Iterable<Candidate> {
  const written = subnet?.propagationSetBy;
  const address = written && editable(trial, written);
  // Azure's gateways need their own routes.
  if (
    subnet === undefined ||
    written === undefined ||
    address === undefined ||
    (reservedSubnetOf(subnet.name) === ReservedSubnet.GATEWAY && !on)
  ) {
    return;
  }
  const isOld = argumentOf(trial, written, "disable_bgp_route_propagation") !== undefined;
  const argument = isOld ? "disable_bgp_route_propagation" : "bgp_route_propagation_enabled";
  const { routeTable } = subnet;
  const table = (routeTable?.address === written ? routeTable.name : undefined) ?? written;
  yield {
    edits: [toSet(address, argument, isOld ? !on : on)],
    what: REPAIR_STEPS.PROPAGATION({ at: subnet.id, on: String(on), table }),
  };
}
