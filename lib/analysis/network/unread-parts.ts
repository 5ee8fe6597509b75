import { NetworkModel, UnknownArgument, UnreadPart } from "../model";

/** What nobody reads and may decide about any packet of some networks. */
export function unreadBeside(
  model: NetworkModel,
  ...networks: readonly string[]
): UnknownArgument | undefined {
  return partsAt(model, networks).find(({ isDevice }) => isDevice !== true)?.unknown;
}

/** What nobody reads and may have an address in some networks, and publish what it reaches from there. */
export function unreadWithin(
  model: NetworkModel,
  ...networks: readonly string[]
): UnknownArgument | undefined {
  return partsAt(model, networks).at(0)?.unknown;
}

/** Whether an appliance that nobody reads may stand in one of some networks. */
export function hasUnreadDevice(model: NetworkModel, ...networks: readonly string[]): boolean {
  return partsAt(model, networks).some(({ isDevice }) => isDevice === true);
}

/** Whether what nobody reads is given just this network, and so may take addresses of it. */
export function mayHoldMore({ unread = [] }: NetworkModel, network: string): boolean {
  return unread.some(({ virtualNetworks }) => virtualNetworks?.includes(network) === true);
}

function partsAt({ unread = [] }: NetworkModel, networks: readonly string[]): readonly UnreadPart[] {
  return unread.filter(
    ({ virtualNetworks }) =>
      virtualNetworks === undefined || networks.some((network) => virtualNetworks.includes(network)),
  );
}
