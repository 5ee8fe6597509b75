import { Ipv4Prefix } from "../../cidr";
import { VirtualNetworkNode, SubnetNode } from "../network/network";
import { ConnectedGroup } from "../network/network-manager";
import { seesMember } from "./peering-routes";
import { RouteEntry, RouteLayer, isProtected } from "./route-entry";
import { DEFAULT_PREFIX, INTERNET_ROUTE, RESERVED_PREFIXES, noneRoute } from "./system-routes";
import { UserRoutes } from "./user-routes";

/** The layers that make up one subnet's table. Most are shared: by a network's subnets, or by all clients of a hub. */
export interface TableLayers {
  readonly local: RouteLayer;
  readonly peering: RouteLayer;
  readonly connectedGroups: readonly { readonly group: ConnectedGroup; readonly layer: RouteLayer }[];
  readonly privateEndpoints: RouteLayer;
  /** Of the gateways and Route Server that serve the network; undefined = none, or propagation is off (R46). */
  readonly gateway: RouteLayer | undefined;
  readonly user: UserRoutes;
}

/** The row (several under ECMP, R14) that a subnet uses for an address. */
export interface Selection {
  readonly entries: readonly RouteEntry[];
  readonly length: number;
}

const LENGTHS = 33;

/** A subnet's effective routes, for lookups. */
export class SubnetTable {
  /** None rows that are gone (R4). */
  public readonly hiddenNone: ReadonlySet<Ipv4Prefix>;
  private readonly noneRows: readonly { readonly prefix: Ipv4Prefix; readonly entry: RouteEntry }[];

  public constructor(
    public readonly subnet: SubnetNode,
    public readonly layers: TableLayers,
  ) {
    this.hiddenNone = hiddenNoneRows(subnet.virtualNetwork, layers);
    this.noneRows = RESERVED_PREFIXES.filter((prefix) => !this.hiddenNone.has(prefix)).map((prefix) => ({
      prefix,
      entry: noneRoute(prefix),
    }));
  }

  /** Longest match (R10, R13), ties by source (R11), protected system rows before BGP (R12). */
  public select(address: number): Selection | undefined {
    const matches = this.matches(address);
    let chosen: Selection | undefined;
    let guarded = false;
    for (let length = 0; length < LENGTHS; length++) {
      const user = matches.user[length];
      const system = this.validSystem(matches, length);
      if (user !== undefined) {
        chosen = { entries: [user], length };
      } else if (system !== undefined && isProtected(system[0])) {
        chosen = { entries: system, length };
        guarded = true;
      } else if (matches.gateway[length] !== undefined && !guarded) {
        chosen = { entries: matches.gateway[length]!, length };
      } else if (system !== undefined) {
        chosen = { entries: system, length };
      }
    }
    return chosen;
  }

  /** Whether a gateway row at this prefix is suppressed by a system row that protects its prefix (R12). */
  public isSuppressed(entry: RouteEntry): boolean {
    const matches = this.matches(entry.prefix.first);
    for (let length = 0; length <= entry.prefix.length; length++) {
      const system = matches.system[length];
      if (system !== undefined && isProtected(system[0]) && matches.user[length] === undefined) {
        return true;
      }
    }
    return false;
  }

  /** The UDRs that contain an address, shortest first. */
  public userRoutesTo(address: number): readonly RouteEntry[] {
    return this.matches(address).user.filter((entry) => entry !== undefined);
  }

  /** Whether a private endpoint's row is beaten by UDRs (R8, D7). */
  public isPrivateEndpointBeaten(entry: RouteEntry): boolean {
    const { user } = this.matches(entry.prefix.first);
    return isBeaten(entry, user);
  }

  private validSystem(matches: Matches, length: number): readonly RouteEntry[] | undefined {
    const system = matches.system[length];
    return system !== undefined && isBeaten(system[0], matches.user) ? undefined : system;
  }

  private matches(address: number): Matches {
    const user = new Array<RouteEntry | undefined>(LENGTHS);
    const gateway = new Array<readonly RouteEntry[] | undefined>(LENGTHS);
    const system = new Array<readonly RouteEntry[] | undefined>(LENGTHS);
    const { layers } = this;
    layers.user.layer.forEachMatch(address, (length, entries) => {
      user[length] = entries[0];
    });
    layers.gateway?.forEachMatch(address, (length, entries) => {
      gateway[length] = entries;
    });
    system[0] = [INTERNET_ROUTE];
    for (const { prefix, entry } of this.noneRows) {
      if (prefix.containsAddress(address)) {
        system[prefix.length] = [entry];
      }
    }
    layers.privateEndpoints.forEachMatch(address, (length, entries) => {
      system[length] = entries;
    });
    for (const { group, layer } of layers.connectedGroups) {
      layer.forEachMatch(address, (length, entries) => {
        const seen = entries.filter((entry) => seesMember(this.subnet.virtualNetwork, group, entry));
        if (seen.length > 0) {
          system[length] = seen;
        }
      });
    }
    layers.peering.forEachMatch(address, (length, entries) => {
      system[length] = entries;
    });
    layers.local.forEachMatch(address, (length, entries) => {
      system[length] = entries;
    });
    return { user, gateway, system };
  }
}

interface Matches {
  readonly user: readonly (RouteEntry | undefined)[];
  readonly gateway: readonly (readonly RouteEntry[] | undefined)[];
  readonly system: readonly (readonly RouteEntry[] | undefined)[];
}

function isBeaten(entry: RouteEntry, user: readonly (RouteEntry | undefined)[]): boolean {
  if (entry.target.kind !== "private-endpoint" || entry.target.beatenFrom === undefined) {
    return false;
  }
  return user.slice(entry.target.beatenFrom).some((route) => route !== undefined);
}

/** R4: which None rows a subnet does not have. */
function hiddenNoneRows(network: VirtualNetworkNode, layers: TableLayers): ReadonlySet<Ipv4Prefix> {
  const [userDefault] = layers.user.layer.get(DEFAULT_PREFIX);
  if (userDefault === undefined) {
    // R4f: a default route learned by BGP.
    if ((layers.gateway?.get(DEFAULT_PREFIX).length ?? 0) > 0) {
      return new Set(RESERVED_PREFIXES);
    }
  } else if (replacesNoneRows(userDefault)) {
    return new Set(RESERVED_PREFIXES);
  }
  return new Set(
    RESERVED_PREFIXES.filter(
      (prefix) =>
        network.prefixes.some((own) => own.contains(prefix)) || // R4a, R4b
        layers.user.layer.get(prefix).length > 0 || // R4d
        (layers.gateway?.get(prefix).length ?? 0) > 0 || // R11: BGP beats None, and losing None rows vanish
        layers.peering.get(prefix).length > 0,
    ),
  );
}

/** R4e, and D6 for a VPN gateway; other next hops keep them (R4g). An unknown one may: then it is what decides. */
export function replacesNoneRows({ nextHopType, target }: RouteEntry): boolean {
  return nextHopType === "VirtualAppliance" || target.kind === "own-gateway" || target.kind === "unknown";
}
