import { firstUsable } from "../../azure/address-ranges";
import { ReservedSubnet, reservedSubnetOf } from "../../azure/reserved-subnets";
import { parseIpv4 } from "../../cidr";
import { remember } from "../../collections/remember";
import { IpReference, isPlaceOpen, isPublicAddress, UnknownArgument } from "../model";
import { unreadWithin } from "../network/unread-parts";
import {
  areInOneGroup,
  SubnetNode,
  unknownSubnet,
  VirtualNetworkNode,
} from "../network/virtual-network-node";
import { HubNode } from "../network/virtual-wan";
import { forwarderOf } from "./forwarder";
import { NextHopOwner, NextHopResolution } from "./next-hop";
import { PlacedOwners } from "./placed-owners";

/** Blocks that say where something stands, and with which address. */
const PLACES: ReadonlySet<string> = new Set([
  "frontend_ip_configuration",
  "ip_configuration",
  "network_interface",
]);

/** Finds the owners of next hop addresses (R21); UDRs play no part in it (U6). */
export class NextHops extends PlacedOwners {
  private readonly networksByIp = new Map<number, readonly VirtualNetworkNode[]>();
  private hasUnplaced: boolean | undefined;
  private readonly unknownSubnets = new Map<VirtualNetworkNode, SubnetNode>();

  /** The owner of a next hop, as seen from a subnet. */
  public resolve(from: SubnetNode, reference: IpReference): NextHopResolution {
    const ip = reference.ip === undefined ? undefined : parseIpv4(reference.ip);
    if (isPublicAddress(this.tables.network.model, reference)) {
      return { kind: "not-reachable" };
    }
    const candidates = this.candidates(reference);
    if (candidates.length === 0 && ip === undefined) {
      return { kind: "unknown" };
    }
    const near = candidates.find(({ subnet }) => isNetworkWithinReach(from, subnet.virtualNetwork));
    if (near !== undefined) {
      return { kind: "owned", owner: near };
    }
    const hub = this.hubWith(from, candidates, ip);
    if (hub !== undefined) {
      return { kind: "in-hub", hub };
    }
    const [perhaps] = [
      ...this.possibleLinksTo(
        from,
        candidates.map((owner) => owner.subnet.virtualNetwork),
      ),
      ...candidates.flatMap((owner) => this.openPlaceOf(owner) ?? []),
    ];
    if (perhaps !== undefined) {
      return { kind: "unknown", because: perhaps };
    }
    if (candidates.length > 0) {
      return { kind: "not-reachable", owner: candidates[0] };
    }
    return this.ownerBySubnet(from, ip!);
  }

  /** What would tell where something stands that is taken to be where it is for want of another place in the input. */
  private openPlaceOf(owner: NextHopOwner): UnknownArgument | undefined {
    const { network } = this.tables;
    const address =
      owner.kind === "gateway"
        ? owner.gateway.address
        : owner.kind === "route-server"
          ? owner.address
          : forwarderOf(network, owner).resource;
    const perhaps = network.perhapsThere.get(address ?? "");
    return isPlaceOpen({ perhaps }) ? perhaps : undefined;
  }

  /** What would settle whether some networks are within reach: of a peering, or of Virtual Network Manager. */
  private possibleLinksTo(
    { virtualNetwork }: SubnetNode,
    networks: readonly VirtualNetworkNode[],
  ): readonly UnknownArgument[] {
    const { networkManager } = this.tables.network;
    return networks.flatMap(
      (network) =>
        virtualNetwork.possibleLinks.get(network)?.unknown ??
        networkManager.openLinkBetween(virtualNetwork.address, network.address) ??
        [],
    );
  }

  /** Literal addresses whose owner Azure chooses: of managed services, by their subnet. */
  private ownerBySubnet(from: SubnetNode, ip: number): NextHopResolution {
    const networks = remember(this.networksByIp, ip, () =>
      this.tables.network.virtualNetworks.filter(({ space }) => space.contains(ip)),
    );
    const network = networks.includes(from.virtualNetwork)
      ? from.virtualNetwork
      : networks.find((candidate) => isNetworkWithinReach(from, candidate));
    if (network === undefined) {
      return this.ownerOutOfReach(from, ip, networks);
    }
    const subnet = network.subnets.find((candidate) => candidate.region.contains(ip));
    const declared = this.declaredForwarder(ip, network, subnet);
    if (declared !== undefined) {
      return { kind: "owned", owner: declared };
    }
    return this.managedOwner(subnet, ip) ?? this.withoutOwner(network, subnet);
  }

  /** It may be in a peered network of which the configuration does not say what addresses it has. */
  private ownerOutOfReach(
    from: SubnetNode,
    ip: number,
    networks: readonly VirtualNetworkNode[],
  ): NextHopResolution {
    const [unknown, ...more] = unknownNeighbours(from);
    const owner =
      unknown === undefined || more.length > 0 ? undefined : this.declaredForwarder(ip, unknown, undefined);
    if (owner !== undefined) {
      return { kind: "owned", owner };
    }
    const [because] = this.possibleLinksTo(from, networks);
    const beyond = unknown === undefined ? from.virtualNetwork.unresolvedPeering : undefined;
    return unknown !== undefined || beyond !== undefined || because !== undefined
      ? { kind: "unknown", because, beyond }
      : { kind: "not-reachable" };
  }

  /** The managed service that takes an address of its subnet without being told which. */
  private managedOwner(subnet: SubnetNode | undefined, ip: number): NextHopResolution | undefined {
    const here = this.ownersIn(subnet);
    const untold = here
      .filter((owner) => owner.kind === "gateway")
      .map(({ gateway }) => this.tables.network.unknown(gateway.address, "type"))
      .find((open) => open !== undefined);
    if (untold !== undefined) {
      return { kind: "unknown", because: untold };
    }
    const gateway = here.find((owner) => owner.kind === "gateway" && owner.gateway.model.type === "Vpn");
    const routeServer = here.find((owner) => owner.kind === "route-server");
    // U16: a firewall takes its subnet's first usable address; widely seen, promised nowhere.
    const firewall = here.find(
      (owner) => owner.kind === "firewall" && owner.firewall.privateIp === undefined,
    );
    const isFirst = subnet?.prefixes.some((prefix) => firstUsable(prefix) === ip) === true;
    const owner =
      gateway ??
      routeServer ??
      (isFirst && firewall?.kind === "firewall" ? { ...firewall, guessed: true } : undefined);
    return owner && { kind: "owned", owner };
  }

  /** Nobody is known to have an address of a network: what the input leaves open may have it. */
  private withoutOwner(network: VirtualNetworkNode, subnet: SubnetNode | undefined): NextHopResolution {
    if (subnet === undefined && network.model.external === true) {
      // Of a network that exists already, the configuration holds only some of what is in it.
      return { kind: "unknown" };
    }
    const here = this.ownersIn(subnet);
    // Nothing but a firewall stands there: where the input has none, another one has it.
    const isElsewhere =
      reservedSubnetOf(subnet?.name ?? "") === ReservedSubnet.FIREWALL &&
      here.every(({ kind }) => kind !== "firewall");
    if (isElsewhere || this.hasUnplacedOwner) {
      return { kind: "unknown" };
    }
    // A subnet of which only apply tells the prefixes may have the address.
    const unsized = subnet === undefined ? network.subnets.filter(({ model }) => model.prefixesUnknown) : [];
    const there = unsized.flatMap((candidate) => this.ownersIn(candidate));
    const names = [
      ...here.flatMap((candidate) => nameWithoutAddress(candidate)),
      ...there.flatMap((candidate) => nameWithoutAddress(candidate, true)),
    ];
    const because = unreadWithin(this.tables.network.model, network.address);
    if (names.length === 0 && because !== undefined) {
      return { kind: "unknown", because };
    }
    return names.length > 0 ? { kind: "perhaps", names: [...new Set(names)] } : { kind: "not-found" };
  }

  /** Something that forwards, and of which the input doesn't tell where it stands: any free address may be its. */
  private get hasUnplacedOwner(): boolean {
    this.hasUnplaced ??= this.findsUnplacedOwner();
    return this.hasUnplaced;
  }

  private findsUnplacedOwner(): boolean {
    const { model } = this.tables.network;
    const owners = [
      ...model.firewalls,
      ...model.routingAppliances,
      ...model.loadBalancers,
      ...model.networkInterfaces,
    ];
    return (
      owners.some(({ address }) => this.tables.network.unknownPlace(address) !== undefined) ||
      model.unknownArguments.some(({ argument }) => PLACES.has(argument))
    );
  }

  /** R64: a forwarder that the configuration does not hold, in a network of which it may not know all subnets. */
  private declaredForwarder(
    ip: number,
    network: VirtualNetworkNode,
    subnet: SubnetNode | undefined,
  ): NextHopOwner | undefined {
    const declared = this.tables.network.model.assumptions.forwards.find(
      (candidate) => candidate.ip !== undefined && parseIpv4(candidate.ip) === ip,
    );
    return declared === undefined
      ? undefined
      : { kind: "declared", declared, subnet: subnet ?? this.unknownSubnetOf(network) };
  }

  /** The hub of Virtual WAN in which a next hop is. */
  private hubWith(
    { virtualNetwork }: SubnetNode,
    candidates: readonly NextHopOwner[],
    ip: number | undefined,
  ): HubNode | undefined {
    return this.tables.virtualWans
      .connectionsOf(virtualNetwork)
      .map(({ hub }) => hub)
      .find(
        (hub) =>
          candidates.some(({ subnet }) => subnet.virtualNetwork === hub.network) ||
          (ip !== undefined && hub.network.space.contains(ip)),
      );
  }

  private unknownSubnetOf(network: VirtualNetworkNode): SubnetNode {
    return remember(this.unknownSubnets, network, () => unknownSubnet(network));
  }
}

/** What forwards and gets its address on apply only; a NIC that doesn't forward drops the packet whoever has the address. */
function nameWithoutAddress(owner: NextHopOwner, isFirstUnknown = false): string[] {
  if (owner.kind === "firewall") {
    const { name, address, privateIp } = owner.firewall;
    return isFirstUnknown && privateIp === undefined ? [name ?? address] : [];
  }
  if (owner.kind === "nic") {
    const { nic, subnet } = owner;
    const isOpen = nic.ipConfigurations.some(
      ({ subnet: own, privateIp }) => own === subnet.address && privateIp === undefined,
    );
    const forwards = nic.ipForwarding || nic.ipForwardingUnknown === true;
    return isOpen && forwards ? [nic.name ?? nic.address] : [];
  }
  if (owner.kind === "routing-appliance") {
    const { name, address, privateIp } = owner.appliance;
    return privateIp === undefined ? [name ?? address] : [];
  }
  return owner.kind === "load-balancer" && owner.frontend.privateIp === undefined
    ? [owner.loadBalancer.name ?? owner.loadBalancer.address]
    : [];
}

function unknownNeighbours({ virtualNetwork }: SubnetNode): VirtualNetworkNode[] {
  return [virtualNetwork, ...virtualNetwork.links.keys()].filter(
    (network) => network.model.addressSpaceUnknown !== undefined,
  );
}

/** R21: this network, or one directly connected with it: by a peering, a connected group, or as that of a hub of Virtual WAN. */
function isNetworkWithinReach(from: SubnetNode, network: VirtualNetworkNode): boolean {
  return (
    network === from.virtualNetwork ||
    from.virtualNetwork.links.has(network) ||
    areInOneGroup(from.virtualNetwork, network)
  );
}
