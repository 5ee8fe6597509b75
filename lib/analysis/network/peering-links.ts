import { goingWithNetworks, isConnected, NetworkModel, replacedAlone, VirtualNetworkPeering } from "../model";
import { PossiblePeering } from "./possible-peerings";
import { sharedSpace } from "./shared-space";
import { isGlobal, PeeringLink, VirtualNetworkNode } from "./virtual-network-node";

/** Networks by address, as far as the input holds them. */
type NodeOf = (virtualNetwork: string | undefined) => VirtualNetworkNode | undefined;

/** R5c: pairs the halves of peerings; what stays alone carries nothing. */
export function linkPeerings(
  { changes, resources }: NetworkModel,
  peerings: readonly VirtualNetworkPeering[],
  nodeOf: NodeOf,
): void {
  const halves = firstByEnds(peerings);
  const goes = goingWithNetworks(changes, peerings, resources);
  for (const local of halves.values()) {
    const from = nodeOf(local.virtualNetwork);
    const to = nodeOf(local.remoteVirtualNetwork);
    if (from === undefined || to === undefined || from === to) {
      continue;
    }
    const remote = halves.get(`${to.address} ${from.address}`);
    const dead = remote === undefined ? local : [local, remote].find((half) => !isConnected(half));
    if (remote === undefined || dead !== undefined) {
      from.halfPeerings.set(to, dead ?? local);
      to.halfPeerings.set(from, dead ?? local);
    } else {
      const replaced = replacedAlone(changes, [local, remote]);
      const gone = [local, remote].find(({ address }) => goes.has(address));
      from.links.set(to, {
        from,
        to,
        local,
        remote,
        global: isGlobal(from, to),
        ...(replaced && { replaced }),
        ...(gone && { goesWithNetwork: gone }),
        ...subnetPeering(local, remote),
        ...refused(from, to, [local, remote]),
      });
    }
  }
}

/** Adds the peerings that the input doesn't rule out, after those that are there. */
export function linkPossiblePeerings(possible: readonly PossiblePeering[], nodeOf: NodeOf): void {
  const links = possible.flatMap(({ halves: [local, remote], unknown }) => [
    { local, remote, unknown },
    { local: remote, remote: local, unknown },
  ]);
  for (const { local, remote, unknown } of links) {
    const from = nodeOf(local.virtualNetwork);
    const to = nodeOf(local.remoteVirtualNetwork);
    if (from !== undefined && to !== undefined && !from.links.has(to)) {
      // Of a half that may be of whole networks or of any subnets, nobody knows whom it leaves out.
      const isTold = [local, remote].every((half) => half.subnetPeering !== undefined);
      const subnets = isTold ? subnetPeering(local, remote) : {};
      const whole = refused(from, to, [local, remote]);
      const link = { from, to, local, remote, global: isGlobal(from, to), ...subnets, ...whole };
      from.possibleLinks.set(to, { link, unknown });
      // The half that seems to stand alone may have its other one: nobody can say that it is missing.
      const alone = from.halfPeerings.get(to);
      if (alone !== undefined && isConnected(alone)) {
        from.halfPeerings.delete(to);
      }
    }
  }
}

/** R5e: of whole networks; what Azure reports as connected, it has accepted. */
function refused(
  from: VirtualNetworkNode,
  to: VirtualNetworkNode,
  halves: readonly VirtualNetworkPeering[],
): Pick<PeeringLink, "refusedFor"> {
  const isOfAll = halves.every(
    (half) => half.state === undefined && half.subnetPeering === undefined && half.perhaps === undefined,
  );
  const shared = isOfAll ? sharedSpace(from, to) : [];
  return shared.length > 0 ? { refusedFor: shared } : {};
}

function firstByEnds(peerings: readonly VirtualNetworkPeering[]): ReadonlyMap<string, VirtualNetworkPeering> {
  const halves = new Map<string, VirtualNetworkPeering>();
  for (const half of peerings) {
    if (half.virtualNetwork !== undefined && half.remoteVirtualNetwork !== undefined) {
      const key = `${half.virtualNetwork} ${half.remoteVirtualNetwork}`;
      if (!halves.has(key)) {
        halves.set(key, half);
      }
    }
  }
  return halves;
}

function subnetPeering(
  local: VirtualNetworkPeering,
  remote: VirtualNetworkPeering,
): Pick<PeeringLink, "subnets"> {
  if (local.subnetPeering === undefined && remote.subnetPeering === undefined) {
    return {};
  }
  // The two halves name the same subnets, each from its own side; what only one names does not take part.
  const localNames = intersection(
    local.subnetPeering?.localSubnetNames,
    remote.subnetPeering?.remoteSubnetNames,
  );
  const remoteNames = intersection(
    local.subnetPeering?.remoteSubnetNames,
    remote.subnetPeering?.localSubnetNames,
  );
  return { subnets: { local: localNames, remote: remoteNames } };
}

function intersection(a: readonly string[] = [], b: readonly string[] = []): ReadonlySet<string> {
  const known = new Set(b.map((name) => name.toLowerCase()));
  return new Set(a.map((name) => name.toLowerCase()).filter((name) => known.has(name)));
}
