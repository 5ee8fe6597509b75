import { GatewayNode } from "../network/gateway-node";
import { Reason } from "../result";
import { prefixText, RouteEntry } from "../routes/route-entry";
import { destinationOf } from "./reason";
import { TraceSteps } from "./trace-steps";

/**
 * D5, R47: routes of GatewaySubnet count for what comes out of a tunnel. For what goes into one, a route as long as the
 * gateway's own would bring the packet back, and a gateway that encapsulates first never meets it: no page says which it is.
 */
export function besideTunnel(
  steps: TraceSteps,
  gateway: GatewayNode,
  rows: readonly RouteEntry[],
): Reason | undefined {
  const { address, to } = steps.question;
  const [learned] = gateway.learned.longestMatch(address);
  const route = rows.find(({ source, target }) => source === "User" && target.kind !== "own-gateway");
  const { virtualNetwork } = gateway;
  const isOfNetwork = [virtualNetwork, ...virtualNetwork.links.keys()].some(({ space }) =>
    space.contains(address),
  );
  if (
    route === undefined ||
    learned === undefined ||
    to.kind === "internet" ||
    route.prefix.length < learned.prefix.length ||
    isOfNetwork
  ) {
    return undefined;
  }
  return steps.reason(
    "GATEWAY_SUBNET_ROUTE",
    {
      gateway: gateway.name,
      destination: destinationOf(steps.question),
      learned: learned.prefix.toString(),
      route: `${prefixText(route)}${route.name === undefined ? "" : ` (${route.name})`}`,
    },
    route.origin,
  );
}
