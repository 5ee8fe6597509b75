import { DEFAULT_PREFIX, Ipv4Prefix } from "../../cidr";
import { ConnectedGroup } from "../network/network-manager";
import { VirtualNetworkNode, SubnetNode } from "../network/virtual-network-node";
import { seesMember } from "./peering-routes";
import { RouteEntry, RouteLayer, isProtected, layerOf } from "./route-entry";
import { INTERNET_ROUTE, RESERVED_PREFIXES, noneRoute } from "./system-routes";
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

/** Addresses that use one row: their places among those that were asked about, from the first to before the last. */
export interface SelectedRun {
  readonly start: number;
  readonly end: number;
  readonly selection: Selection | undefined;
}

/** Above the highest address. */
const AFTER_ALL = 2 ** 32;

/** A subnet's effective routes, for lookups. */
export class SubnetTable {
  /** None rows that are gone (R4). */
  public readonly hiddenNone: ReadonlySet<Ipv4Prefix>;
  private readonly rows: readonly RowsOfLength[];

  public constructor(
    public readonly subnet: SubnetNode,
    public readonly layers: TableLayers,
  ) {
    this.hiddenNone = hiddenNoneRows(subnet.virtualNetwork, layers);
    this.rows = rowsByLength(layers, systemRows(this.hiddenNone));
  }

  /** Longest match (R10, R13), ties by source (R11), protected system rows before BGP (R12). */
  public select(address: number): Selection | undefined {
    let chosen: readonly RouteEntry[] | undefined;
    let chosenLength = 0;
    let guarded = false;
    for (const rows of this.rows) {
      const own = rows.user?.at(rows.length, address);
      const system = own === undefined ? this.validSystem(rows, address) : undefined;
      const learned = own === undefined && !guarded ? rows.gateway?.at(rows.length, address) : undefined;
      const isGuard = system !== undefined && isProtected(system[0]);
      const winner = own ?? (isGuard ? system : (learned ?? system));
      guarded ||= isGuard;
      if (winner !== undefined) {
        chosen = own === undefined || own.length === 1 ? winner : own.slice(0, 1);
        chosenLength = rows.length;
      }
    }
    return chosen && { entries: chosen, length: chosenLength };
  }

  /** The same for many addresses in ascending order: where no row begins or ends, the selection stays as it is. */
  public selectRuns(addresses: readonly number[]): SelectedRun[] {
    const runs: SelectedRun[] = [];
    let start = 0;
    for (const border of this.borders()) {
      let end = start;
      while (end < addresses.length && addresses[end] < border) {
        end++;
      }
      if (end > start) {
        runs.push({ start, end, selection: this.select(addresses[start]) });
        start = end;
      }
    }
    return runs;
  }

  /** Whether a gateway row at this prefix is suppressed by a system row that protects its prefix (R12). */
  public isSuppressed(entry: RouteEntry): boolean {
    const address = entry.prefix.first;
    return this.rows.some((rows) => {
      const system = rows.length > entry.prefix.length ? undefined : this.systemAt(rows, address);
      return (
        system !== undefined &&
        isProtected(system[0]) &&
        this.layers.user.layer.at(rows.length, address) === undefined
      );
    });
  }

  /** The UDRs that contain an address, shortest first. */
  public userRoutesTo(address: number): readonly RouteEntry[] {
    const { layer } = this.layers.user;
    return layer.lengths.flatMap((length) => layer.at(length, address)?.slice(0, 1) ?? []);
  }

  /** Whether a private endpoint's row is beaten by UDRs (R8, D7). */
  public isPrivateEndpointBeaten(entry: RouteEntry): boolean {
    return this.isBeaten(entry, entry.prefix.first);
  }

  /** Where rows begin, and where addresses after them do, up to the end of all addresses. */
  private borders(): Float64Array {
    const layers = new Set<RouteLayer>();
    for (const { user, gateway, system } of this.rows) {
      for (const layer of [user, gateway, ...system.map((one) => one.layer)]) {
        if (layer !== undefined) {
          layers.add(layer);
        }
      }
    }
    const borders = [AFTER_ALL];
    for (const { entries } of layers) {
      for (const { prefix } of entries) {
        borders.push(prefix.first, prefix.last + 1);
      }
    }
    return Float64Array.from(borders).sort();
  }

  private validSystem(rows: RowsOfLength, address: number): readonly RouteEntry[] | undefined {
    const system = this.systemAt(rows, address);
    return system !== undefined && this.isBeaten(system[0], address) ? undefined : system;
  }

  private isBeaten({ target }: RouteEntry, address: number): boolean {
    const from = target.kind === "private-endpoint" ? target.beatenFrom : undefined;
    return from !== undefined && this.userRoutesTo(address).some(({ prefix }) => prefix.length >= from);
  }

  private systemAt({ length, system }: RowsOfLength, address: number): readonly RouteEntry[] | undefined {
    for (const { layer, group } of system) {
      const all = layer.at(length, address);
      const rows = group && all?.filter((entry) => seesMember(this.subnet.virtualNetwork, group, entry));
      const seen = group === undefined ? all : rows;
      if (seen !== undefined && seen.length > 0) {
        return seen;
      }
    }
    return undefined;
  }
}

/** Rows that any table has, but for those that are hidden: as a rule none or all of them. */
function systemRows(hidden: ReadonlySet<Ipv4Prefix>): RouteLayer {
  if (hidden.size === RESERVED_PREFIXES.length) {
    return WITHOUT_NONE;
  }
  return hidden.size === 0
    ? WITH_ALL_NONE
    : withNone(RESERVED_PREFIXES.filter((prefix) => !hidden.has(prefix)));
}

function withNone(prefixes: readonly Ipv4Prefix[]): RouteLayer {
  return layerOf([INTERNET_ROUTE, ...prefixes.map(noneRoute)]);
}

const WITHOUT_NONE = withNone([]);
const WITH_ALL_NONE = withNone(RESERVED_PREFIXES);

/** Which layers have rows of one length. */
interface RowsOfLength {
  readonly length: number;
  readonly user: RouteLayer | undefined;
  readonly gateway: RouteLayer | undefined;
  /** Azure's own, the nearest first: of several that have a row the first wins. */
  readonly system: readonly { readonly layer: RouteLayer; readonly group?: ConnectedGroup }[];
}

function rowsByLength(
  { local, peering, connectedGroups, privateEndpoints, gateway, user }: TableLayers,
  always: RouteLayer,
): RowsOfLength[] {
  const system = [
    { layer: local },
    { layer: peering },
    ...[...connectedGroups].reverse(),
    { layer: privateEndpoints },
    { layer: always },
  ];
  const layers = [user.layer, gateway, ...system.map(({ layer }) => layer)];
  const lengths = new Set(layers.flatMap((layer) => layer?.lengths ?? []));
  return [...lengths]
    .sort((a, b) => a - b)
    .map((length) => ({
      length,
      user: user.layer.lengths.includes(length) ? user.layer : undefined,
      gateway: gateway?.lengths.includes(length) === true ? gateway : undefined,
      system: system.filter(({ layer }) => layer.lengths.includes(length)),
    }));
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
