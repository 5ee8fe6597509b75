// A pair in the page's address, so that a reviewer can point at it.

import { PageNetwork } from "../page-data";

/** `#network=hub-spoke&from=vnet-spoke01/default&to=vnet-spoke02/default` */
export function hashOf(data: PageNetwork, from: number, to: number): string {
  const parts = new URLSearchParams({
    network: data.name,
    from: data.endpoints[from].id,
    to: data.endpoints[to].id,
  });
  return `#${parts}`;
}

/** What an address asks for: a network, a pair in it, or both. */
export interface AskedPair {
  readonly network?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Undefined where the address is about something else. */
export function pairInHash(hash: string): AskedPair | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const [network, from, to] = ["network", "from", "to"].map((name) => parts.get(name) ?? undefined);
  return network !== undefined || (from !== undefined && to !== undefined)
    ? { network, from, to }
    : undefined;
}
