import { formatIpv4 } from "../../cidr";
import { RouteEntry } from "../routes/route-entry";
import { TraceState } from "./question";
import { TraceSteps } from "./trace-steps";

/** W160: a user-defined route VnetLocal takes a private endpoint's row away, and leads there only where its network says so. */
export function localEndpoint(steps: TraceSteps, state: TraceState, entry: RouteEntry): TraceState {
  const { context, question } = steps;
  const { address, to, replyTo } = question;
  const network = to.subnet?.virtualNetwork;
  const isReplaced =
    entry.source === "User" &&
    replyTo === undefined &&
    to.subnet !== undefined &&
    context.tables.isPrivateEndpoint(to.subnet, address);
  if (!isReplaced || network === undefined || /^basic$/i.test(network.model.endpointPolicies ?? "")) {
    return state;
  }
  const params = {
    at: state.subnet.id,
    address: formatIpv4(address),
    network: network.name,
    route: entry.name ?? entry.prefix.toString(),
    table: state.subnet.routeTable?.name ?? entry.origin ?? "",
  };
  return steps.uncertainly(state, steps.reason("ENDPOINT_ROUTE_LOCAL", params, network.address));
}
