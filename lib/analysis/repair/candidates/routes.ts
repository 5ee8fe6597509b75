import { Ipv4Prefix } from "../../../cidr";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Decision, Trial, Way } from "../trial";
import { forwardersNear } from "../writing/forwarders";
import { towards } from "../writing/names";
import { routeEdits } from "../writing/routes";
import { undoingOf } from "./forced-tunnels";

/** A packet is lost: a route to something that forwards, where it was lost or before. */
export function* missingRoutes(trial: Trial): Iterable<Candidate> {
  const { lost } = trial;
  if (lost === undefined) {
    return;
  }
  const places = [lost.at, lost.decisions.at(0)?.subnet].filter((subnet) => subnet !== undefined);
  for (const subnet of new Set(places)) {
    yield* routesAt(trial, lost, subnet);
  }
}

/** Routes from a subnet to what forwards near it, for the way's target. */
export function* routesAt(
  trial: Trial,
  way: Way,
  subnet: SubnetNode,
  only?: (resource: string) => boolean,
): Iterable<Candidate> {
  for (const target of forwardersNear(trial, subnet)) {
    if (only !== undefined && !only(target.resource)) {
      continue;
    }
    for (const prefix of prefixesFor(way, subnet)) {
      const edits = routeEdits(trial, subnet, prefix, target, towards(way));
      if (edits !== undefined && edits.length > 0) {
        const what = REPAIR_STEPS.ROUTE({ at: subnet.id, prefix: `${prefix}`, target: target.name });
        const { routeTable: table } = subnet;
        const route = table?.routes.find(({ addressPrefix }) => addressPrefix === `${prefix}`);
        yield {
          edits,
          what,
          ...(target.caution && { caution: target.caution }),
          ...(table && route && undoingOf(trial, { table, route })),
        };
      }
    }
  }
}

/** As wide as the target's network, or as what is asked about; long enough to beat the row that won. */
function prefixesFor(way: Way, subnet: SubnetNode): readonly Ipv4Prefix[] {
  const { prefix } = way;
  if (prefix === undefined) {
    return [];
  }
  const row = rowAt(way.decisions, subnet);
  // A row inside of what is asked about has caught the packet.
  const inside = row !== undefined && prefix.contains(row) && !row.equals(prefix) ? [row] : [];
  const plain = networkPrefix(way, subnet) ?? prefix;
  const fits = [plain, prefix].find((one) => row === undefined || one.length >= row.length);
  return [...(fits === undefined ? [] : [fits]), ...inside];
}

/** Of the target's network, unless services stand in it whose own packets such a route would divert. */
export function networkPrefix({ prefix, target }: Way, subnet: SubnetNode): Ipv4Prefix | undefined {
  const network = target.subnet?.virtualNetwork;
  const isShared =
    network === undefined ||
    network === subnet.virtualNetwork ||
    (subnet.virtualNetwork.links.has(network) && network.subnets.some(({ reserved }) => reserved));
  return isShared ? undefined : network.prefixes.find((one) => one.contains(prefix!));
}

function rowAt(decisions: readonly Decision[], subnet: SubnetNode): Ipv4Prefix | undefined {
  const hop = decisions.find((decision) => decision.subnet === subnet)?.hop;
  return hop?.route === undefined ? undefined : Ipv4Prefix.tryParse(hop.route.addressPrefix);
}
