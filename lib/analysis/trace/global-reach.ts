import { OnPremisesSite } from "../network/gateway-node";
import { linkBetween, unknownEnd } from "./circuit-links";
import { TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/**
 * W171: from the site of one circuit to that of another that Global Reach joins with it. Packets pass at Microsoft's edge:
 * no gateway, network or route table sees them.
 */
export function overGlobalReach(
  steps: TraceSteps,
  state: TraceState,
  site: OnPremisesSite,
): TraceStep | undefined {
  const { from, to, address } = steps.question;
  if (to.site === undefined || to.site === site) {
    return undefined;
  }
  const found = linkBetween(steps.context.network.model, site.gateways.keys(), to.site.gateways.keys());
  if (found === undefined) {
    return undefined;
  }
  const sent = steps.withHop(state, { at: from.id });
  if (!found.isSure) {
    return steps.undecided(sent, steps.argumentUnknown(from.id, unknownEnd(found.link)));
  }
  const { name, address: link } = found.link;
  const told = to.site.assumed.find(({ prefix }) => prefix.containsAddress(address))?.assumption;
  const reason = steps.reason("GLOBAL_REACH", { connection: name ?? link }, link);
  const known = told === undefined ? sent : { ...sent, assumptions: [...sent.assumptions, told] };
  return { outcome: "DELIVERED", state: steps.withHop(steps.withReason(known, reason), { at: to.id }) };
}
