import { PLATFORM_ADDRESS } from "../../azure/address-ranges";
import { Ipv4Prefix } from "../../cidr";
import { remember } from "../../collections/remember";
import { DEFAULT_ROUTE_IN_TAG, Route, UnknownArgument } from "../model";
import { NEVER_PUBLIC } from "../network/internet";
import { areInOneGroup, SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { Alternatives } from "../routes/alternatives";
import { RouteTables } from "../routes/route-tables";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { Extent, possibly, settled, union } from "./extent";

/** Azure's own address is part of the VirtualNetwork tag. */
export const PLATFORM = AddressSet.of([PLATFORM_ADDRESS]);

/** R67: what `VirtualNetwork` and `Internet` mean at each subnet. */
export class VirtualNetworkTags {
  private readonly tags = new Map<SubnetNode, Extent>();
  private readonly outside = new Map<Extent, Extent>();
  private atHubs?: AddressSet;
  private readonly ofNetworks = new Map<VirtualNetworkNode, readonly Extent[]>();

  public constructor(
    private readonly tables: RouteTables,
    private readonly alternatives: Alternatives,
  ) {}

  public of(subnet: SubnetNode): Extent {
    return remember(this.tags, subnet, () => {
      const { virtualNetwork } = subnet;
      const parts = remember(this.ofNetworks, virtualNetwork, () => this.ofNetwork(virtualNetwork));
      return union([...parts, ...this.routesInTag(subnet)]);
    });
  }

  /** All other addresses, but for those that are never public. */
  public internetAt(subnet: SubnetNode): Extent {
    const tag = this.of(subnet);
    return remember(this.outside, tag, () => ({
      sure: tag.most.union(NEVER_PUBLIC).complement(),
      most: tag.sure.union(NEVER_PUBLIC).complement(),
      open: tag.open,
    }));
  }

  /** What all subnets of a network have in it. */
  private ofNetwork(virtualNetwork: VirtualNetworkNode): readonly Extent[] {
    const { network } = this.tables;
    const parts: Extent[] = [settled(virtualNetwork.space.union(PLATFORM))];
    for (const link of virtualNetwork.links.values()) {
      // R30: the flag on this network's half decides.
      const flag = network.unknown(link.local.address, "allow_virtual_network_access");
      const space =
        link.local.allowVirtualNetworkAccess || flag !== undefined ? link.to.space : AddressSet.NONE;
      parts.push(flag === undefined ? settled(space) : possibly(space, flag));
    }
    for (const { link, unknown } of virtualNetwork.possibleLinks.values()) {
      parts.push(possibly(link.to.space, unknown));
    }
    for (const group of virtualNetwork.connectedGroups) {
      for (const address of group.members) {
        const member = network.virtualNetwork(address);
        if (member !== undefined && areInOneGroup(virtualNetwork, member)) {
          parts.push(settled(member.space));
        }
      }
    }
    for (const other of network.networkManager.hasOpenEnds ? network.virtualNetworks : []) {
      const open = network.networkManager.openBetween(virtualNetwork.address, other.address);
      if (open !== undefined) {
        parts.push(possibly(other.space, open));
      }
    }
    const learned = this.tables.gatewayRoutesOffered(virtualNetwork)?.entries ?? [];
    parts.push(settled(AddressSet.ofPrefixes(learned.map(({ prefix }) => prefix).filter(isNoDefault))));
    const [open] = learned.find(({ prefix }) => !isNoDefault(prefix))?.values ?? [];
    if (open !== undefined) {
      parts.push(defaultRoute(open.origin ?? virtualNetwork.address));
    }
    for (const { gateway, unknown } of this.tables.possibleGatewayRoutesOffered(virtualNetwork)) {
      parts.push(possibly(AddressSet.ofPrefixes(gateway.entries.map(({ prefix }) => prefix)), unknown));
    }
    parts.push(
      ...this.tables.gateways.openFor(virtualNetwork).map((unknown) => possibly(AddressSet.ALL, unknown)),
      ...this.openAtHubs(virtualNetwork),
    );
    return parts;
  }

  /** What a hub of Virtual WAN may offer besides. */
  private openAtHubs(virtualNetwork: VirtualNetworkNode): readonly Extent[] {
    const { virtualWans } = this.tables;
    if (!virtualWans.isAtHub(virtualNetwork)) {
      return [];
    }
    const routes = virtualWans
      .openRoutesOf(virtualNetwork)
      .map((unknown) => possibly(spaceOf(unknown) ?? AddressSet.ALL, unknown));
    const own = virtualWans.openConnectionsOf(virtualNetwork);
    const known = own.map((unknown) => possibly(spaceOf(unknown) ?? this.spaceAtHubs(), unknown));
    const others = own.length > 0 ? [] : this.networksAtHubs();
    return [
      ...routes,
      ...known,
      ...others.flatMap((other) =>
        virtualWans
          .openConnectionsOf(other)
          .slice(0, 1)
          .map((unknown) => possibly(other.space, unknown)),
      ),
    ];
  }

  private spaceAtHubs(): AddressSet {
    this.atHubs ??= AddressSet.ofPrefixes([
      ...this.networksAtHubs().flatMap(({ prefixes }) => prefixes),
      ...this.tables.gateways.branches.flatMap(({ site, prefixes }) => site?.configured ?? prefixes),
    ]);
    return this.atHubs;
  }

  private networksAtHubs(): readonly VirtualNetworkNode[] {
    const { network, virtualWans } = this.tables;
    return network.virtualNetworks.filter((one) => virtualWans.isAtHub(one));
  }

  /** Prefixes of user-defined routes belong to the tag; of tables that may be bound, only perhaps. */
  private routesInTag(subnet: SubnetNode): Extent[] {
    const isSure = subnet.model.uncertainRouteTables === undefined || subnet.model.routeTable !== undefined;
    const known = subnet.routes.filter((route) => isSure && route.perhaps === undefined);
    const doubtful = known.filter((route) => isDefault(route) && !leadsToAppliance(route));
    const sure = known.filter((route) => !doubtful.includes(route));
    const { unknownPrefixes } = this.tables.tableOf(subnet).layers.user;
    const unread = subnet.routeTable?.routesUnknown === true ? subnet.routeTable.address : undefined;
    const anything = [
      ...unknownPrefixes.map(({ origin = subnet.address, unknownPrefix: text = "" }) => ({
        resource: origin,
        argument: "address_prefix",
        text,
      })),
      ...(unread === undefined ? [] : [{ resource: unread, argument: "route", text: `\${${unread}.route}` }]),
    ];
    return [
      settled(AddressSet.of(sure.map((route) => route.addressPrefix))),
      ...doubtful.map(({ origin }) => defaultRoute(origin)),
      ...anything.map((one) => possibly(AddressSet.ALL, { ...one, candidates: [] })),
      ...this.alternatives.of(subnet).map(({ table, unknown }) => {
        const { user, gateway } = table?.layers ?? {};
        const entries = [...(user?.layer.entries ?? []), ...(gateway?.entries ?? [])];
        return table === undefined
          ? possibly(AddressSet.ALL, unknown)
          : possibly(AddressSet.ofPrefixes(entries.map(({ prefix }) => prefix)), unknown);
      }),
    ];
  }
}

/** What an open route is for, where that is told. */
function spaceOf({ destinations }: UnknownArgument): AddressSet | undefined {
  return destinations && AddressSet.ofPrefixes(parsePrefixes(destinations));
}

/** R67: Microsoft says no more than that the tag might contain default routes; captures show those to appliances in it. */
function defaultRoute(resource: string): Extent {
  return possibly(AddressSet.ALL, { resource, argument: DEFAULT_ROUTE_IN_TAG, text: "", candidates: [] });
}

function leadsToAppliance({ nextHopType }: Route): boolean {
  return nextHopType === "VirtualAppliance" || nextHopType === "VirtualApplianceEcmp";
}

function isDefault({ addressPrefix }: Route): boolean {
  const prefix = Ipv4Prefix.tryParse(addressPrefix);
  return prefix !== undefined && !isNoDefault(prefix);
}

function isNoDefault({ length }: Ipv4Prefix): boolean {
  return length > 0;
}
