import { outboundOnly } from "../../azure/subnet-delegations";
import { SubnetNode } from "../network/network";
import { TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** W169: the service that has a subnet for its outbound calls alone, where nothing else is known to stand there. */
export function serviceCallingOut({ model, networkInterfaces }: SubnetNode): string | undefined {
  return networkInterfaces.length > 0 ? undefined : outboundOnly(model.delegations);
}

/** Nothing in such a subnet takes a connection but a private endpoint. */
export function orOutboundOnly(steps: TraceSteps, arrived: TraceState): TraceStep {
  const { address, to } = steps.question;
  const service = to.subnet && to.frontend === undefined ? serviceCallingOut(to.subnet) : undefined;
  return service === undefined || steps.context.tables.isPrivateEndpoint(to.subnet!, address)
    ? arrived
    : steps.lost(arrived, steps.reason("SUBNET_OUTBOUND_ONLY", { at: to.id, service }, to.address));
}
