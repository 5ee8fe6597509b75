import { Ipv4Prefix } from "../../cidr";
import { Network } from "../network/network";
import { ConnectedGroup } from "../network/network-manager";
import { PeeringLink, VirtualNetworkNode, isGlobal } from "../network/virtual-network-node";
import { parsePrefixes } from "../sets/address-set";
import { RouteEntry, RouteLayer, layerOf } from "./route-entry";

/** R5: a row per prefix of every directly peered network, and of nobody further away (R5b). */
export function peeringRoutes(network: VirtualNetworkNode): RouteLayer {
  return peeringRoutesOver([...network.links.values()]);
}

/** The rows that some peerings give. */
export function peeringRoutesOver(links: readonly PeeringLink[]): RouteLayer {
  return layerOf(links.flatMap(rowsOfLink));
}

function rowsOfLink(link: PeeringLink): RouteEntry[] {
  // R9: under subnet peering only the named subnets' prefixes are exchanged.
  const prefixes =
    link.subnets === undefined
      ? prefixesKnownTo(link)
      : link.to.subnets
          .filter((subnet) => link.subnets!.remote.has(subnet.name.toLowerCase()))
          .flatMap((subnet) => subnet.prefixes);
  return prefixes.map((prefix) => ({
    prefix,
    source: "Default",
    nextHopType: link.global ? "VNetGlobalPeering" : "VNetPeering",
    target: { kind: "network", network: link.to, link },
    origin: link.local.address,
    nextHopTexts: [],
  }));
}

/** R5d: a half that is out of sync has rows for what it knows of the other network, not for what that has now. */
function prefixesKnownTo({ local, to }: PeeringLink): readonly Ipv4Prefix[] {
  return local.remoteAddressSpace === undefined ? to.prefixes : parsePrefixes(local.remoteAddressSpace);
}

/** R70: a connected group's rows; each member skips its own and those it has a peering with. */
export function connectedGroupRoutes(network: Network, group: ConnectedGroup): RouteLayer {
  const members = group.members
    .map((address) => network.virtualNetwork(address))
    .filter((member) => member !== undefined);
  return layerOf(
    members.flatMap((member) =>
      member.prefixes.map((prefix): RouteEntry => ({
        prefix,
        source: "Default",
        nextHopType: "ConnectedGroup",
        target: { kind: "network", network: member },
        origin: group.origin,
        nextHopTexts: [],
      })),
    ),
  );
}

/** Whether a row of a connected group is one for this network. */
export function seesMember(network: VirtualNetworkNode, group: ConnectedGroup, entry: RouteEntry): boolean {
  if (entry.target.kind !== "network") {
    return true;
  }
  const member = entry.target.network;
  return member !== network && !network.links.has(member) && (group.global || !isGlobal(network, member));
}
