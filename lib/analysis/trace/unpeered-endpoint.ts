import { isBesidePeering } from "../network/subnet-peering";
import { Reason } from "../result";
import { layerOf, RouteEntry } from "../routes/route-entry";
import { SubnetTable } from "../routes/subnet-table";
import { TraceSteps } from "./trace-steps";

/**
 * Whether a private endpoint's own row crosses a peering of subnets that doesn't name both is not documented (R8, R9):
 * the rows that decide if it doesn't.
 */
export function withoutEndpoint(
  steps: TraceSteps,
  { subnet, layers }: SubnetTable,
  [chosen]: readonly RouteEntry[],
): { readonly reason: Reason; readonly entries: readonly RouteEntry[] } | undefined {
  const to = chosen?.target.kind === "private-endpoint" ? chosen.target.subnet : undefined;
  const link = to && subnet.virtualNetwork.links.get(to.virtualNetwork);
  if (to === undefined || link === undefined || !isBesidePeering(link, subnet, to)) {
    return undefined;
  }
  const table = new SubnetTable(subnet, { ...layers, privateEndpoints: layerOf([]) });
  const params = { at: subnet.id, endpoint: to.id };
  return {
    reason: steps.reason("ENDPOINT_BESIDE_PEERING", params, link.local.address),
    entries: table.select(steps.question.address)?.entries ?? [],
  };
}
