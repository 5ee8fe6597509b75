import { outboundOnly } from "../../azure/subnet-delegations";
import { UnknownArgument } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** W169: the service that has a subnet for its outbound calls alone, where nothing else is known to stand there. */
export function serviceCallingOut({ model, networkInterfaces }: SubnetNode): string | undefined {
  return networkInterfaces.length > 0 ? undefined : outboundOnly(model.delegations);
}

/** What would settle whether it is such a subnet. */
export function perhapsCallingOut({ model, networkInterfaces }: SubnetNode): UnknownArgument | undefined {
  return networkInterfaces.length > 0 ? undefined : model.uncertainDelegations;
}

/** Nothing in such a subnet takes a connection but a private endpoint. */
export function orOutboundOnly(steps: TraceSteps, arrived: TraceState): TraceStep {
  const { address, to } = steps.question;
  const subnet = to.frontend === undefined ? to.subnet : undefined;
  const service = subnet && serviceCallingOut(subnet);
  const open = subnet && perhapsCallingOut(subnet);
  if ((service ?? open) === undefined || steps.context.tables.isPrivateEndpoint(subnet!, address)) {
    return arrived;
  }
  return service !== undefined
    ? steps.lost(arrived, steps.reason("SUBNET_OUTBOUND_ONLY", { at: to.id, service }, to.address))
    : steps.uncertainly(arrived, steps.argumentUnknown(to.id, open!));
}
