import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { overlappingPairs, OwnedPrefix } from "./addressing";
import { IVirtualNetwork } from "./i-virtual-network";
import { contentsOf, isSameNetwork, PeeringOfNetwork } from "./network-contents";

/** A prefix of a peer. */
interface PeerPrefix extends OwnedPrefix {
  readonly peering: PeeringOfNetwork;
}

/** Notes a peering of a network, and returns those that it had before. */
export function addPeering(network: IVirtualNetwork, peering: PeeringOfNetwork): PeeringOfNetwork[] {
  const { peerings } = contentsOf(network);
  const earlier = [...peerings];
  peerings.push(peering);
  if (earlier.length === 0) {
    checkAtSynth(network, () => peerOverlaps(network, peerings));
  }
  return earlier;
}

/**
 * Peers of one network that overlap. Azure answers VnetAddressSpaceOverlapsWithAlreadyPeeredVnet: it would not
 * know which of them an address is in.
 */
function peerOverlaps(network: IVirtualNetwork, peerings: readonly PeeringOfNetwork[]): string[] {
  const prefixes = peerings.flatMap((peering) =>
    peering.peer.addressSpace.map((text): PeerPrefix => ({ owner: peering.peer.name, text, peering })),
  );
  return overlappingPairs(prefixes)
    .filter(({ first, second }) => isToldBy(network, first.peering.peer, second.peering.peer))
    .map(
      ({ first, second }) =>
        `${quote(first.owner)} (${first.text}) and ${quote(second.owner)} (${second.text}) overlap, so Azure refuses ` +
        `to peer both with ${quote(network.name)}; give one of them other addresses`,
    );
}

/** Each pair is told once: by its own peering or hub-and-spoke, or by the first network that has both. */
function isToldBy(network: IVirtualNetwork, one: IVirtualNetwork, other: IVirtualNetwork): boolean {
  const peersOf = (each: IVirtualNetwork): IVirtualNetwork[] =>
    contentsOf(each).peerings.map(({ peer }) => peer);
  const [ofOne, ofOther] = [peersOf(one), peersOf(other)];
  const { families } = contentsOf(network);
  const common = ofOne.find((peer) => ofOther.some((each) => isSameNetwork(each, peer)));
  return (
    !isSameNetwork(one, other) &&
    !families.some((family) => family.has(one.creationOrder) && family.has(other.creationOrder)) &&
    !ofOne.some((peer) => isSameNetwork(peer, other)) &&
    common !== undefined &&
    isSameNetwork(common, network)
  );
}
