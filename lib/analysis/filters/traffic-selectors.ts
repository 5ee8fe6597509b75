import { GatewayConnection } from "../model";
import { AddressSet } from "../sets/address-set";
import { ANY_PORT, PacketMatch, PacketSet, protocolRanges } from "../sets/packet-set";

/** Which way packets pass a tunnel, as the gateway in Azure sees it. */
export type TunnelDirection = "in" | "out";

/** What the selectors of a tunnel make of packets: it carries what one of them holds. */
export function applySelectors(
  connection: GatewayConnection,
  packets: PacketSet,
  direction: TunnelDirection,
): { readonly passed: PacketSet; readonly denied: PacketSet; readonly perhaps: boolean } {
  const selectors = connection.trafficSelectors ?? [];
  let [passed, denied] = [PacketSet.NONE, packets];
  for (const match of selectorMatches(connection, direction)) {
    const { matched, rest } = denied.split(match);
    [passed, denied] = [passed.concat(matched), rest];
  }
  return { passed, denied, perhaps: selectors.some(({ perhaps }) => perhaps) };
}

export function selectorMatches(
  { trafficSelectors = [] }: GatewayConnection,
  direction: TunnelDirection,
): readonly PacketMatch[] {
  return trafficSelectors.map(({ local, remote }) => {
    const [here, there] = [AddressSet.of(local), AddressSet.of(remote)];
    return {
      sources: direction === "out" ? here : there,
      destinations: direction === "out" ? there : here,
      protocols: protocolRanges(["*"]),
      sourcePorts: ANY_PORT,
      destinationPorts: ANY_PORT,
    };
  });
}

/** Every list of addresses that a selector compares with. */
export function selectorLists(connections: readonly GatewayConnection[]): readonly AddressSet[] {
  return connections
    .flatMap(({ trafficSelectors = [] }) => trafficSelectors)
    .flatMap(({ local, remote }) => [AddressSet.of(local), AddressSet.of(remote)]);
}
