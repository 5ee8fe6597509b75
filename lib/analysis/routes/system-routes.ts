import { PRIVATE_PREFIXES } from "../../azure/address-ranges";
import { DEFAULT_PREFIX, Ipv4Prefix } from "../../cidr";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { RouteEntry, RouteLayer, layerOf } from "./route-entry";

/** R3: the ranges that Azure drops where nothing else is known. */
export const RESERVED_PREFIXES: readonly Ipv4Prefix[] = [...PRIVATE_PREFIXES].sort(
  (a, b) => a.first - b.first,
);

/** R3b: further None rows seen in captures; they come and go and never matter between spokes. */
export const PLATFORM_PREFIXES = [
  "20.35.252.0/22",
  "23.103.0.0/18",
  "25.0.0.0/8",
  "40.108.0.0/17",
  "40.109.0.0/16",
  "104.146.0.0/17",
  "104.147.0.0/16",
  "127.0.0.0/8",
  "157.59.0.0/16",
  "198.18.0.0/15",
].map((text) => Ipv4Prefix.parse(text));

/** R1: one row per prefix of the network, never per subnet. */
export function localRoutes(network: VirtualNetworkNode): RouteLayer {
  return layerOf(
    network.prefixes.map((prefix): RouteEntry => ({
      prefix,
      source: "Default",
      nextHopType: "VnetLocal",
      target: { kind: "local" },
      origin: network.address,
      nextHopTexts: [],
    })),
  );
}

/** R2. */
export const INTERNET_ROUTE: RouteEntry = {
  prefix: DEFAULT_PREFIX,
  source: "Default",
  nextHopType: "Internet",
  target: { kind: "internet" },
  nextHopTexts: [],
};

/** R3. */
export function noneRoute(prefix: Ipv4Prefix): RouteEntry {
  return {
    prefix,
    source: "Default",
    nextHopType: "None",
    target: { kind: "drop" },
    nextHopTexts: [],
  };
}
