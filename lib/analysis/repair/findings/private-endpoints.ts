import { Candidate } from "../candidate";
import { routesCounting } from "../candidates/private-endpoints";
import { FindingDraft } from "./finding-cure";

/** Routes count for the private endpoints of a subnet. */
export function* countingRoutes(draft: FindingDraft): Iterable<Candidate> {
  const { model } = draft.context.network;
  const endpoint = model.privateEndpoints.find(({ address }) => address === draft.finding.resource);
  const subnet = draft.context.network.subnet(endpoint?.subnet);
  if (subnet !== undefined) {
    yield* routesCounting(draft, subnet);
  }
}
