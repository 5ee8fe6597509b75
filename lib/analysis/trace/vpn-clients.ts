import { GatewayNode, OnPremisesSite } from "../network/gateway-node";
import { Reason } from "../result";
import { TraceEnd, TraceState } from "./question";
import { TraceSteps } from "./trace-steps";

/** W39: a gateway tells its clients of what is behind another tunnel only where it learned that over BGP. */
export function clientsUntold(steps: TraceSteps, gateway: GatewayNode): Reason | undefined {
  const { from, to, address } = steps.question;
  const isStatic = gateway.learned.longestMatch(address).some(({ prefix }) => prefix.length > 0);
  return from.site?.isClients === true && isStatic
    ? steps.reason(
        "CLIENTS_NEED_BGP",
        { gateway: gateway.name, pool: from.prefixes.join(", "), other: to.id },
        gateway.address,
      )
    : undefined;
}

/**
 * W162: somebody reached a private endpoint over a peering without gateway transit: its answer goes back the way the request came, and
 * clients may be told of every peered network.
 */
export function clientsAtEndpoint(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
): TraceEnd | undefined {
  const { from, to, address } = steps.question;
  const there = to.subnet?.virtualNetwork;
  const isNear = there !== undefined && gateway.virtualNetwork.links.has(there);
  return from.site?.isClients === true &&
    isNear &&
    steps.context.tables.isPrivateEndpoint(to.subnet!, address)
    ? steps.undecided(
        state,
        steps.reason(
          "CLIENTS_PERHAPS_TOLD",
          { gateway: gateway.name, network: there.name, clients: from.id },
          gateway.address,
        ),
      )
    : undefined;
}

/** W163: clients take routes of other networks than the gateway's from their profile, which is as old as its download. */
export function withProfile(
  steps: TraceSteps,
  state: TraceState,
  site: OnPremisesSite,
  gateway: GatewayNode,
): TraceState {
  const { to } = steps.question;
  const isElsewhere = to.subnet !== undefined && to.subnet.virtualNetwork !== gateway.virtualNetwork;
  return site.isClients === true && isElsewhere && gateway.hub === undefined
    ? steps.withReason(
        state,
        steps.reason(
          "CLIENT_PROFILE",
          { gateway: gateway.name, network: to.subnet.virtualNetwork.name },
          gateway.address,
        ),
      )
    : state;
}
