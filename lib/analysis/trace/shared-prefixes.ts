import { Ipv4Prefix } from "../../cidr";
import { GatewayNode, LearnedRoute, OnPremisesSite, prefixesOfSite } from "../network/gateway-node";
import { Reason } from "../result";
import { TraceState } from "./question";
import { TraceSteps } from "./trace-steps";

/** Only with BGP may several connections lead to one place: without it, sites with one prefix may be two. */
export function atDevice(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  route: LearnedRoute,
  other: OnPremisesSite,
): TraceState {
  const site = steps.question.to.site!;
  const params = { gateway: gateway.name, other: other.id, prefix: route.prefix.toString(), site: site.id };
  return [site, other].every(({ gateways }) => [...gateways.values()].every(({ bgp }) => bgp))
    ? state
    : steps.uncertainly(state, steps.reason("SITES_SHARE_PREFIX", params, route.origin));
}

/** Two devices of one place name the same prefix: by whichever tunnel, the packet gets there. */
export function holds(site: OnPremisesSite, { prefix }: LearnedRoute): boolean {
  return prefixesOfSite(site).some(
    (candidate) => candidate.first === prefix.first && candidate.length === prefix.length,
  );
}

/** D16: what a site has itself as the one that is meant does, it needn't send anywhere; nothing tells whether they are one place. */
export function sharedWith(steps: TraceSteps, site: OnPremisesSite): Reason | undefined {
  const { address, from, to } = steps.question;
  const [own, there] = [site, to.site].map((one) =>
    (one === undefined ? [] : prefixesOfSite(one))
      .filter((prefix) => prefix.containsAddress(address))
      .reduce<Ipv4Prefix | undefined>((a, b) => (a === undefined || b.length > a.length ? b : a), undefined),
  );
  return own === undefined || there === undefined || to.site === site || own.length < there.length
    ? undefined
    : steps.reason("PREFIX_AT_BOTH_SITES", { at: from.id, prefix: own.toString(), to: to.id }, site.address);
}

/** R57, W31: a gateway that learns nothing of the other one's tunnels may send by its own, where that leads to the site that is meant. */
export function sentByItself(
  steps: TraceSteps,
  gateway: GatewayNode,
  other: GatewayNode,
): Reason | undefined {
  const { address, to } = steps.question;
  const { site } = to;
  const own = gateway.learned
    .longestMatch(address)
    .find(
      (route) =>
        route.tunnel.kind === "on-premises" &&
        site !== undefined &&
        (route.tunnel.site === site || holds(site, route)),
    );
  const beside = other.learned.longestMatch(address).find(({ tunnel }) => tunnel.kind === "on-premises");
  return site === undefined || own === undefined || beside?.tunnel.kind !== "on-premises"
    ? undefined
    : steps.reason(
        "SITES_SHARE_PREFIX",
        {
          gateway: gateway.name,
          other: beside.tunnel.site.id,
          prefix: beside.prefix.toString(),
          site: site.id,
        },
        own.origin,
      );
}
