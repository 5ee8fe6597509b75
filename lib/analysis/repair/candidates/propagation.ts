import { REPAIR_STEPS } from "../../messages/repairs";
import { SubnetNode } from "../../network/network";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { argumentOf, editable } from "../writing/references";

/** Routes of a gateway that a table refuses (R46). */
export function* refusedRoutes(trial: Trial): Iterable<Candidate> {
  for (const { resource } of trial.reasons("PROPAGATION_DISABLED")) {
    const subnet = trial.context.network.subnets.find(({ routeTable }) => routeTable?.address === resource);
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
  const table = subnet?.routeTable;
  const address = table && editable(trial, table.address);
  // Azure's gateways need their own routes.
  if (
    subnet === undefined ||
    table === undefined ||
    address === undefined ||
    subnet.name === "GatewaySubnet"
  ) {
    return;
  }
  const isOld = argumentOf(trial, table.address, "disable_bgp_route_propagation") !== undefined;
  const argument = isOld ? "disable_bgp_route_propagation" : "bgp_route_propagation_enabled";
  yield {
    edits: [{ op: "set", address, argument, value: isOld ? !on : on }],
    what: REPAIR_STEPS.PROPAGATION({ at: subnet.id, on: String(on), table: table.name ?? table.address }),
  };
}
