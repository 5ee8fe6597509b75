import { groupBy } from "../../collections/group-by";
import { isSameData } from "../../collections/same-data";
import { NetworkInterface, NetworkModel, Subnet, VirtualNetworkPeering } from "../model";
import { EndpointNode } from "../network/endpoints";
import { Network } from "../network/network";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { AnalysisContext } from "../trace/context";
import { singletonNetworks } from "../verdict/singleton-networks";

/** Endpoints whose packets edits may change; those between all others fare as before. */
export interface AffectedEndpoints {
  has(endpoint: Pick<EndpointNode, "address">): boolean;
  /** Whether nothing but the route table of one differs, or what is in it. */
  byTableAlone(endpoint: EndpointNode): boolean;
}

/** Members of a model that decide nothing about packets. */
const SILENT: readonly (keyof NetworkModel)[] = ["resources", "problems", "changes"];

/** Members whose differences may be about single subnets. */
const LOCAL = ["routeTables", "networkSecurityGroups", "subnets", "networkInterfaces", "peerings"] as const;

/**
 * Which endpoints are affected by what differs between two networks; `undefined` where all may be.
 *
 * What is bound to a subnet, and the peerings of its network, count for the packets that it sends and receives: as long
 * as nothing in its network passes on packets of others, and no other network has its addresses. Any other difference
 * may be about every pair.
 */
export function affectedEndpoints(
  before: AnalysisContext,
  after: AnalysisContext,
): AffectedEndpoints | undefined {
  const [old, now] = [before.network.model, after.network.model];
  const members = (Object.keys({ ...old, ...now }) as (keyof NetworkModel)[]).filter(
    (member) => !SILENT.includes(member) && !LOCAL.some((local) => local === member),
  );
  if (!members.every((member) => isSameData(old[member], now[member]))) {
    return undefined;
  }
  const sides = [before, after].map((context) => new Side(context));
  const affected = new Set<string>();
  const otherwise = new Set<string>();
  for (const member of LOCAL) {
    for (const versions of differing<Located>(old[member], now[member])) {
      const subnets = subnetsOf(member, versions, sides);
      if (
        subnets === undefined ||
        !subnets.every((address) => sides.every((side) => side.isApart(address)))
      ) {
        return undefined;
      }
      subnets.forEach((address) => affected.add(address));
      if (!isAboutTable(member, versions)) {
        subnets.forEach((address) => otherwise.add(address));
      }
    }
  }
  return {
    has: ({ address }) => affected.has(address),
    byTableAlone: ({ address }) => affected.has(address) && !otherwise.has(address),
  };
}

/** One of the two networks. */
class Side {
  public readonly network: Network;
  private readonly singletons: ReadonlySet<VirtualNetworkNode>;

  public constructor(context: AnalysisContext) {
    this.network = context.network;
    this.singletons = singletonNetworks(context);
  }

  /** Whether a subnet is there, and in a network that has its addresses alone and passes on nothing of others. */
  public isApart(subnet: string): boolean {
    const network = this.network.subnet(subnet)?.virtualNetwork;
    return network !== undefined && !this.singletons.has(network);
  }

  /** Subnets that a route table or a security group is bound to, or may be. */
  public boundTo(address: string): string[] {
    const isAmong = ({ candidates }: { readonly candidates: readonly string[] }): boolean =>
      candidates.length === 0 || candidates.includes(address);
    const hasGroup = ({
      networkSecurityGroup,
      uncertainSecurityGroups = [],
    }: NetworkInterface | Subnet): boolean =>
      networkSecurityGroup === address || uncertainSecurityGroups.some(isAmong);
    return this.network.subnets
      .filter(
        ({ model, networkInterfaces }) =>
          model.routeTable === address ||
          (model.uncertainRouteTables ?? []).some(isAmong) ||
          [model, ...networkInterfaces].some(hasGroup),
      )
      .map((subnet) => subnet.address);
  }

  /** Whether a peering may exist besides those that are written, of which only apply tells the other end. */
  public get hasOpenPeerings(): boolean {
    return this.network.virtualNetworks.some(
      ({ possibleLinks, unresolvedPeering }) => possibleLinks.size > 0 || unresolvedPeering !== undefined,
    );
  }
}

interface Located {
  readonly address: string;
}

/** A resource as it was and as it is. */
type Versions = readonly [Located | undefined, Located | undefined];

/** What differs; of an address that stands twice, all. */
function differing<T extends Located>(old: readonly T[], now: readonly T[]): Versions[] {
  const [before, after] = [old, now].map((all) => groupBy(all, ({ address }) => address));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((address): Versions[] => {
    const [was, is] = [before.get(address) ?? [], after.get(address) ?? []];
    return isSameData(was, is)
      ? []
      : Array.from({ length: Math.max(was.length, is.length) }, (_, i) => [was[i], is[i]] as const);
  });
}

/** Addresses of the subnets that a difference is about; `undefined` where it may be about others too. */
function subnetsOf(
  member: (typeof LOCAL)[number],
  versions: Versions,
  sides: readonly Side[],
): readonly string[] | undefined {
  const present = versions.filter((one) => one !== undefined);
  switch (member) {
    case "routeTables":
    case "networkSecurityGroups":
      return sides.flatMap((side) => present.flatMap(({ address }) => side.boundTo(address)));
    case "subnets":
      return isBoundOtherwise(versions) ? [present[0].address] : undefined;
    case "networkInterfaces":
      return isBoundOtherwise(versions)
        ? (present as NetworkInterface[]).flatMap(({ ipConfigurations }) =>
            ipConfigurations.map(({ subnet }) => subnet ?? ""),
          )
        : undefined;
    case "peerings":
      return subnetsOfPeerings(present as VirtualNetworkPeering[], sides);
  }
}

/** Whether nothing else differs than which table and which group are bound. */
function isBoundOtherwise([was, is]: Versions): boolean {
  const rest = (one: object): object => ({
    ...one,
    routeTable: undefined,
    routeTableAssociation: undefined,
    networkSecurityGroup: undefined,
  });
  return was !== undefined && is !== undefined && isSameData(rest(was), rest(is));
}

function isAboutTable(member: (typeof LOCAL)[number], [was, is]: Versions): boolean {
  const groupOf = (one: Located | undefined): string | undefined => (one as Subnet).networkSecurityGroup;
  return member === "routeTables" || (member === "subnets" && groupOf(was) === groupOf(is));
}

/** A peering is crossed by packets of that of its networks in which nothing forwards; of both, where it is so in both. */
function subnetsOfPeerings(
  halves: readonly VirtualNetworkPeering[],
  sides: readonly Side[],
): readonly string[] | undefined {
  if (
    sides.some((side) => side.hasOpenPeerings) ||
    halves.some(({ subnetPeering }) => subnetPeering !== undefined)
  ) {
    return undefined;
  }
  const ends = halves.flatMap(({ virtualNetwork, remoteVirtualNetwork }) => [
    virtualNetwork,
    remoteVirtualNetwork,
  ]);
  const apart = ends.map((end) =>
    sides[0].network.subnets
      .filter(({ virtualNetwork }) => virtualNetwork.address === end)
      .map(({ address }) => address)
      .filter((address) => sides.every((side) => side.isApart(address))),
  );
  // An end without subnets that are apart is one that forwards, or isn't here.
  return apart.every((subnets) => subnets.length === 0) ? undefined : apart.flat();
}
