import { Ipv4Prefix } from "../../../cidr";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { SubnetNode } from "../../network/virtual-network-node";
import { Hop } from "../../result";
import { Candidate } from "../candidate";
import { devicesOf } from "../devices";
import { Trial, Way } from "../trial";
import { forwardersNear } from "../writing/forwarders";
import { towards } from "../writing/names";
import { routeEdits } from "../writing/routes";
import { networkPrefix } from "./routes";

/** A device sees one way only: a route that leads the other way there too (R81). */
export function* joinedWays(trial: Trial): Iterable<Candidate> {
  const [forward, back] = trial.ways;
  if (trial.reasons("ASYMMETRIC_STATEFUL").length === 0 || back === undefined) {
    return;
  }
  for (const [way, other] of [
    [back, forward],
    [forward, back],
  ]) {
    for (const device of devicesOf(other.hops)) {
      if (!devicesOf(way.hops).some(({ resource }) => resource === device.resource)) {
        yield* leadThrough(trial, way, device.resource);
      }
    }
  }
}

/** Routes at the places of a way that lead it through a device. */
export function* leadThrough(trial: Trial, way: Way, device: string): Iterable<Candidate> {
  const reached = new Set([device, ...balancersOf(trial, device)]);
  for (const { subnet, hop } of way.decisions) {
    const target = forwardersNear(trial, subnet).find(({ resource }) => reached.has(resource));
    const prefix = prefixThatWins(way, subnet, hop);
    if (target === undefined || prefix === undefined) {
      continue;
    }
    const edits = routeEdits(trial, subnet, prefix, target, towards(way));
    if (edits !== undefined && edits.length > 0) {
      const what = REPAIR_STEPS.ROUTE({ at: subnet.id, prefix: `${prefix}`, target: target.name });
      yield { edits, what, ...(target.caution && { caution: target.caution }) };
    }
  }
}

/** Routes lead to a member of a pool by the load balancer before it. */
function balancersOf({ context }: Trial, device: string): string[] {
  return context.network.model.loadBalancers
    .filter(({ backendPools }) =>
      backendPools.some(({ members }) => members.some(({ networkInterface }) => networkInterface === device)),
    )
    .map(({ address }) => address);
}

/**
 * As long as the row that won (R11); within one network what is asked about; where the row is short, the target's
 * network, or what is asked about.
 */
function prefixThatWins(way: Way, subnet: SubnetNode, { route }: Hop): Ipv4Prefix | undefined {
  const row = Ipv4Prefix.tryParse(route?.addressPrefix ?? "");
  const { prefix } = way;
  const isShort = prefix !== undefined && row !== undefined && row.length < prefix.length;
  switch (route?.nextHopType) {
    case "VnetLocal":
      return prefix;
    case "VNetPeering":
    case "VNetGlobalPeering":
      return row;
    default:
      return isShort
        ? [networkPrefix(way, subnet), prefix].find((one) => one && one.length >= row.length)
        : row;
  }
}
