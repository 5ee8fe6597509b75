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
import { RouteTables } from "../routes/route-tables";
import { AddressSet } from "../sets/address-set";
import { forwarderOf } from "./forwarder";
import { NextHopOwner, NextHopResolution } from "./next-hop";

/** Blocks that say where something stands, and with which address. */
const PLACES: ReadonlySet<string> = new Set([
  "frontend_ip_configuration",
  "ip_configuration",
  "network_interface",
]);

/** Finds the owners of next hop addresses (R21); UDRs play no part in it (U6). */
export class NextHops {
  private readonly byIp = new Map<number, NextHopOwner[]>();
  private readonly byResource = new Map<string, NextHopOwner[]>();
  private readonly networksByIp = new Map<number, readonly VirtualNetworkNode[]>();
  /** Everything that stands in some subnet and may be a next hop. */
  public readonly owners: readonly NextHopOwner[];
  private readonly bySubnet: ReadonlyMap<SubnetNode, readonly NextHopOwner[]>;
  private hasUnplaced: boolean | undefined;
  private readonly frontends = new Map<SubnetNode, AddressSet>();
  private readonly unknownSubnets = new Map<VirtualNetworkNode, SubnetNode>();

  public constructor(private readonly tables: RouteTables) {
    this.addNetworkInterfaces();
    this.addLoadBalancers();
    this.addFirewalls();
    this.addRoutingAppliances();
    this.addGateways();
    this.addRouteServers();
    this.owners = [...new Set([...this.byResource.values()].flat())];
    this.bySubnet = inSubnets(this.owners);
  }

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

  /** Who may be meant by a next hop, wherever it stands. */
  public candidates(reference: IpReference): readonly NextHopOwner[] {
    const ip = reference.ip === undefined ? undefined : parseIpv4(reference.ip);
    return [...this.ownersByReference(reference), ...(ip === undefined ? [] : (this.byIp.get(ip) ?? []))];
  }

  /** What a resource has addresses by: all interfaces of a machine, in their order. */
  public ofResource(address: string | undefined): readonly NextHopOwner[] {
    return this.byResource.get(address ?? "") ?? [];
  }

  /** Those of them that stand in one subnet. */
  public ownersIn(subnet: SubnetNode | undefined): readonly NextHopOwner[] {
    return (subnet && this.bySubnet.get(subnet)) ?? [];
  }

  private ownersByReference(reference: IpReference): readonly NextHopOwner[] {
    const owners = this.ofResource(reference.resource);
    const index = Number(/\[(\d+)\]/.exec(reference.attribute ?? "")?.[1] ?? 0);
    const chosen = owners[index] ?? owners[0];
    return chosen === undefined ? [] : [chosen];
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
      // It may be in a peered network of which the configuration does not say what addresses it has.
      const [unknown, ...more] = unknownNeighbours(from);
      const owner =
        unknown === undefined || more.length > 0 ? undefined : this.declaredForwarder(ip, unknown, undefined);
      const [because] = this.possibleLinksTo(from, networks);
      const beyond = unknown === undefined ? from.virtualNetwork.unresolvedPeering : undefined;
      const isOpen = unknown !== undefined || beyond !== undefined || because !== undefined;
      return owner !== undefined
        ? { kind: "owned", owner }
        : isOpen
          ? { kind: "unknown", because, beyond }
          : { kind: "not-reachable" };
    }
    const subnet = network.subnets.find((candidate) => candidate.region.contains(ip));
    const declared = this.declaredForwarder(ip, network, subnet);
    if (declared !== undefined) {
      return { kind: "owned", owner: declared };
    }
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
    if (owner === undefined && subnet === undefined && network.model.external === true) {
      // Of a network that exists already, the configuration holds only some of what is in it.
      return { kind: "unknown" };
    }
    if (owner !== undefined) {
      return { kind: "owned", owner };
    }
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

  /** Addresses of a subnet that load balancers have. */
  public frontendsIn(subnet: SubnetNode): AddressSet {
    let found = this.frontends.get(subnet);
    if (found === undefined) {
      found = AddressSet.of(
        this.ownersIn(subnet).flatMap((owner) =>
          owner.kind === "load-balancer" ? (owner.frontend.privateIp ?? []) : [],
        ),
      );
      this.frontends.set(subnet, found);
    }
    return found;
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

  private addNetworkInterfaces(): void {
    const { network } = this.tables;
    for (const nic of network.model.networkInterfaces) {
      for (const configuration of nic.ipConfigurations) {
        const subnet = network.subnet(configuration.subnet);
        if (subnet !== undefined) {
          const owner: NextHopOwner = { kind: "nic", nic, subnet };
          this.add([nic.address, nic.scaleSet], configuration.privateIp, owner);
        }
      }
    }
    // A VM's addresses come in the order of its NICs, the primary one first.
    for (const machine of network.model.virtualMachines) {
      for (const nic of machine.networkInterfaces) {
        (this.byResource.get(nic) ?? []).forEach((owner) => push(this.byResource, machine.address, owner));
      }
    }
  }

  private addLoadBalancers(): void {
    for (const loadBalancer of this.tables.network.model.loadBalancers) {
      for (const frontend of loadBalancer.frontends) {
        const subnet = this.tables.network.subnet(frontend.subnet);
        if (subnet !== undefined) {
          this.add([loadBalancer.address], frontend.privateIp, {
            kind: "load-balancer",
            loadBalancer,
            frontend,
            subnet,
          });
        }
      }
    }
  }

  private addFirewalls(): void {
    for (const firewall of this.tables.network.model.firewalls) {
      const subnet = this.tables.network.subnet(firewall.subnet);
      if (subnet !== undefined) {
        this.add([firewall.address], firewall.privateIp, {
          kind: "firewall",
          firewall,
          subnet,
          guessed: false,
        });
      }
      const hub = this.tables.virtualWans.hub(firewall.virtualHub);
      if (hub !== undefined) {
        const owner: NextHopOwner = {
          kind: "firewall",
          firewall,
          subnet: hub.firewallSubnet,
          guessed: false,
        };
        this.add([firewall.address], firewall.privateIp, owner);
      }
    }
  }

  private addRoutingAppliances(): void {
    for (const appliance of this.tables.network.model.routingAppliances) {
      const subnet = this.tables.network.subnet(appliance.subnet);
      if (subnet !== undefined) {
        const owner: NextHopOwner = { kind: "routing-appliance", appliance, subnet };
        this.add([appliance.address], appliance.privateIp, owner);
      }
    }
  }

  private addGateways(): void {
    for (const gateway of this.tables.gateways.gateways) {
      const owner: NextHopOwner = { kind: "gateway", gateway, subnet: gateway.subnet };
      this.add([gateway.address], undefined, owner);
      for (const { privateIp } of gateway.model.ipConfigurations) {
        this.add([], privateIp, owner);
      }
    }
  }

  private addRouteServers(): void {
    for (const server of this.tables.network.model.routeServers) {
      const subnet = this.tables.network.subnet(server.subnet);
      if (subnet !== undefined) {
        this.add([server.address], undefined, { kind: "route-server", address: server.address, subnet });
      }
    }
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
    let subnet = this.unknownSubnets.get(network);
    if (subnet === undefined) {
      subnet = unknownSubnet(network);
      this.unknownSubnets.set(network, subnet);
    }
    return subnet;
  }

  private add(resources: readonly (string | undefined)[], ip: string | undefined, owner: NextHopOwner): void {
    for (const resource of resources) {
      if (resource !== undefined) {
        push(this.byResource, resource, owner);
      }
    }
    const address = ip === undefined ? undefined : parseIpv4(ip);
    if (address !== undefined) {
      push(this.byIp, address, owner);
    }
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

function inSubnets(owners: readonly NextHopOwner[]): ReadonlyMap<SubnetNode, readonly NextHopOwner[]> {
  const found = new Map<SubnetNode, NextHopOwner[]>();
  for (const owner of owners) {
    push(found, owner.subnet, owner);
  }
  return found;
}

function push<K>(map: Map<K, NextHopOwner[]>, key: K, owner: NextHopOwner): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [owner]);
  } else {
    list.push(owner);
  }
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
