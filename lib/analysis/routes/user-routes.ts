import { Ipv4Prefix } from "../../cidr";
import { remember } from "../../collections/remember";
import { Route, UnknownArgument } from "../model";
import { NextHopType } from "../result";
import { RouteEntry, RouteLayer, RouteTarget, layerOf } from "./route-entry";

/** The UDRs of a subnet: routes by prefix, and those for service tags (R15), which only are listed. */
export interface UserRoutes {
  readonly layer: RouteLayer;
  readonly serviceTags: readonly RouteEntry[];
  /** Routes of which only apply tells the prefix: any destination may be theirs. */
  readonly unknownPrefixes: readonly RouteEntry[];
  /** Routes that another table may have instead, with what would settle it. */
  readonly possible: readonly { readonly route: Route; readonly unknown: UnknownArgument }[];
}

export function userRoutes(routes: readonly Route[]): UserRoutes {
  const prefixes: RouteEntry[] = [];
  const serviceTags: RouteEntry[] = [];
  const unknownPrefixes: RouteEntry[] = [];
  const possible: { readonly route: Route; readonly unknown: UnknownArgument }[] = [];
  const entries = new Entries();
  for (const route of routes) {
    const prefix = Ipv4Prefix.tryParse(route.addressPrefix);
    if (prefix !== undefined && route.perhaps !== undefined) {
      possible.push({ route, unknown: route.perhaps });
    } else if (prefix !== undefined) {
      prefixes.push(entries.of(route, prefix));
    } else if (route.addressPrefix.includes("${")) {
      unknownPrefixes.push({
        ...entries.of(route, Ipv4Prefix.containing(0, 0)),
        unknownPrefix: route.addressPrefix,
        isPublic: route.isPublic,
      });
    } else if (/^[a-z]/i.test(route.addressPrefix) && !route.addressPrefix.includes(":")) {
      serviceTags.push({
        ...entries.of(route, Ipv4Prefix.containing(0, 0)),
        serviceTag: route.addressPrefix,
      });
    }
  }
  return { layer: layerOf(prefixes), serviceTags, unknownPrefixes, possible };
}

/** What routes that lead to the same next hops share. */
type Way = Pick<RouteEntry, "target" | "nextHopTexts" | "nextHopResource">;

/** Routes as entries; a table may have a thousand routes to one appliance. */
class Entries {
  private readonly ways = new Map<Route["nextHops"], Way>();

  public of(route: Route, prefix: Ipv4Prefix): RouteEntry {
    const { target, nextHopTexts, nextHopResource } =
      route.nextHopType === "VirtualAppliance"
        ? remember(this.ways, route.nextHops, () => wayOf(route))
        : wayOf(route);
    return {
      prefix,
      source: "User",
      nextHopType: NEXT_HOP_TYPES[route.nextHopType],
      target,
      origin: route.origin,
      name: route.name,
      nextHopTexts,
      nextHopResource,
    };
  }
}

function wayOf(route: Route): Way {
  return {
    target: targetOf(route),
    nextHopTexts: route.nextHops.map((hop) => hop.ip ?? hop.text),
    nextHopResource: route.nextHops[0]?.resource,
  };
}

const NEXT_HOP_TYPES: { readonly [type in Route["nextHopType"]]: NextHopType } = {
  VirtualNetworkGateway: "VirtualNetworkGateway",
  VnetLocal: "VnetLocal",
  Internet: "Internet",
  VirtualAppliance: "VirtualAppliance",
  // T24: shown as one VirtualAppliance row with several addresses.
  VirtualApplianceEcmp: "VirtualAppliance",
  None: "None",
  Unknown: "Unknown",
};

function targetOf(route: Route): RouteTarget {
  switch (route.nextHopType) {
    case "VirtualNetworkGateway":
      return { kind: "own-gateway" };
    case "VnetLocal":
      return { kind: "local" };
    case "Internet":
      return { kind: "internet" };
    case "None":
      return { kind: "drop" };
    case "VirtualAppliance":
    case "VirtualApplianceEcmp":
      return { kind: "address", addresses: route.nextHops };
    case "Unknown":
      return { kind: "unknown", text: route.nextHopTypeText ?? "" };
  }
}
