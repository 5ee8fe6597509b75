import { regionId } from "../../azure/regions";
import { reservedSubnetOf } from "../../azure/reserved-subnets";
import { Ipv4Prefix } from "../../cidr";
import { keptWith } from "../../collections/kept-with";
import { remember } from "../../collections/remember";
import {
  Firewall,
  LoadBalancer,
  NatGateway,
  NetworkInterface,
  NetworkModel,
  NetworkSecurityGroup,
  PLACE,
  PublicIp,
  Route,
  RouteTable,
  Subnet,
  UnknownArgument,
  VirtualMachine,
  VirtualNetwork,
  VirtualNetworkPeering,
  isConnected,
  goingWithNetworks,
  replacedAlone,
} from "../model";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { byAddress, uniqueIds } from "./names";
import {
  ConnectedGroup,
  deployedNetworkManager,
  DeployedNetworkManager,
  withManaged,
} from "./network-manager";
import { PossiblePeering, settlePeerings } from "./possible-peerings";
import { groupsOf, UnplacedInterface, unplacedInterfaces } from "./unplaced-interfaces";

/** A virtual network with everything that hangs on it resolved. */
export interface VirtualNetworkNode {
  readonly index: number;
  readonly model: VirtualNetwork;
  readonly address: string;
  readonly name: string;
  readonly region: string;
  readonly prefixes: readonly Ipv4Prefix[];
  readonly space: AddressSet;
  readonly subnets: SubnetNode[];
  /** Effective peerings: both halves exist (R5c). */
  readonly links: Map<VirtualNetworkNode, PeeringLink>;
  /** Networks at the other end of a peering of which only one half exists, or that is not connected. */
  readonly halfPeerings: Map<VirtualNetworkNode, VirtualNetworkPeering>;
  /** Peerings that the input doesn't rule out. */
  readonly possibleLinks: Map<VirtualNetworkNode, PossibleLink>;
  readonly connectedGroups: ConnectedGroup[];
  /** Hubs of Virtual WAN that write routes into it, by address. */
  readonly virtualHubs: string[];
  /** A half by which it is peered with a network that the configuration does not hold. */
  readonly unresolvedPeering?: VirtualNetworkPeering;
}

/** A network on which nothing hangs yet. */
export function unlinkedNetwork(
  model: VirtualNetwork,
  index: number,
  unresolvedPeering?: VirtualNetworkPeering,
): VirtualNetworkNode {
  const prefixes = parsePrefixes(model.addressSpace);
  return {
    index,
    model,
    address: model.address,
    name: model.name ?? model.address,
    region: regionId(model.region ?? ""),
    prefixes,
    space: AddressSet.ofPrefixes(prefixes),
    subnets: [],
    links: new Map(),
    halfPeerings: new Map(),
    possibleLinks: new Map(),
    connectedGroups: [],
    virtualHubs: [],
    ...(unresolvedPeering !== undefined && { unresolvedPeering }),
  };
}

/** A peering as seen from one of its two networks. */
export interface PeeringLink {
  readonly from: VirtualNetworkNode;
  readonly to: VirtualNetworkNode;
  /** The half defined on `from`. */
  readonly local: VirtualNetworkPeering;
  /** The half defined on `to`. */
  readonly remote: VirtualNetworkPeering;
  /** In another region (R5, R34). */
  readonly global: boolean;
  /** The half that a plan replaces while it leaves the other alone: Azure refuses that. */
  readonly replaced?: VirtualNetworkPeering;
  /** The half that a plan leaves as it is while it replaces the network on which it is defined. */
  readonly goesWithNetwork?: VirtualNetworkPeering;
  /** Subnet peering (R9): names that take part, at this end and at the other. */
  readonly subnets?: { readonly local: ReadonlySet<string>; readonly remote: ReadonlySet<string> };
}

/** A peering that may exist, as seen from one of its two networks. */
export interface PossibleLink {
  readonly link: PeeringLink;
  /** What would settle whether it does. */
  readonly unknown: UnknownArgument;
}

export interface SubnetNode {
  readonly index: number;
  /** `vnet-hub01/default`. */
  readonly id: string;
  readonly model: Subnet;
  readonly address: string;
  readonly name: string;
  readonly virtualNetwork: VirtualNetworkNode;
  readonly prefixes: readonly Ipv4Prefix[];
  readonly region: AddressSet;
  readonly routeTable?: RouteTable;
  /** UDRs that apply: of its table, and those that Virtual Network Manager writes (R71). */
  readonly routes: readonly Route[];
  readonly propagation: boolean;
  /** Its table, or the rule collection of a network manager that says otherwise (W20). */
  readonly propagationSetBy?: string;
  readonly networkSecurityGroup?: NetworkSecurityGroup;
  /** NICs with an IP configuration here. */
  readonly networkInterfaces: NetworkInterface[];
  /** NICs that may be here, one for each set of groups: the input doesn't tell in which subnet they are. */
  readonly perhapsHere: UnplacedInterface<SubnetNode>[];
  readonly reserved: boolean;
  /** A plan replaces its network and leaves it as it is: Azure deletes it with the network. */
  readonly goesWithNetwork?: boolean;
}

/** The model with references followed, names made unique and peerings paired. */
export class Network {
  public readonly virtualNetworks: readonly VirtualNetworkNode[];
  public readonly subnets: readonly SubnetNode[];
  public readonly networkManager: DeployedNetworkManager;
  public readonly networkInterfaces: ReadonlyMap<string, NetworkInterface>;
  public readonly loadBalancers: ReadonlyMap<string, LoadBalancer>;
  public readonly firewalls: ReadonlyMap<string, Firewall>;
  public readonly networkSecurityGroups: ReadonlyMap<string, NetworkSecurityGroup>;
  public readonly virtualMachines: ReadonlyMap<string, VirtualMachine>;
  public readonly natGateways: ReadonlyMap<string, NatGateway>;
  public readonly publicIps: ReadonlyMap<string, PublicIp>;
  /** What would tell which interfaces a machine has, where nothing does of all or some. */
  public readonly openMachines: readonly UnknownArgument[];
  public readonly unplacedInterfaces: readonly UnplacedInterface<SubnetNode>[];
  /** What passes packets on, and of which it is open whether it is there. */
  public readonly perhapsThere: ReadonlyMap<string, UnknownArgument>;
  private static readonly known = keptWith((model: NetworkModel) => new Network(model));
  private readonly networksByAddress = new Map<string, VirtualNetworkNode>();
  private readonly subnetsByAddress = new Map<string, SubnetNode>();
  private readonly unknownArguments: ReadonlyMap<string, UnknownArgument>;

  /** One for each model: analysis and checks ask about the same. */
  public static of(model: NetworkModel): Network {
    return Network.known(model);
  }

  private constructor(public readonly model: NetworkModel) {
    this.unknownArguments = new Map(
      model.unknownArguments.map((one) => [`${one.resource} ${one.argument}`, one]),
    );
    this.networkInterfaces = byAddress(model.networkInterfaces);
    this.loadBalancers = byAddress(model.loadBalancers);
    this.firewalls = byAddress(model.firewalls);
    this.networkSecurityGroups = byAddress(model.networkSecurityGroups);
    this.virtualMachines = byAddress(model.virtualMachines);
    this.natGateways = byAddress(model.natGateways);
    this.publicIps = byAddress(model.publicIps);
    this.openMachines = model.virtualMachines.flatMap(
      ({ address }) => this.unknown(address, "network_interface_ids") ?? [],
    );
    this.perhapsThere = new Map(
      [
        ...model.networkInterfaces.map((nic) => ({
          address: nic.address,
          perhaps: nic.perhaps ?? this.virtualMachines.get(nic.virtualMachine ?? "")?.perhaps,
        })),
        ...model.loadBalancers,
        ...model.firewalls,
        ...model.routingAppliances,
        ...model.virtualNetworkGateways,
      ].flatMap(({ address, perhaps }) => (perhaps === undefined ? [] : [[address, perhaps] as const])),
    );
    const unresolved = new Map(
      model.peerings
        .filter((half) => half.remoteVirtualNetwork === undefined && isConnected(half))
        .map((half) => [half.virtualNetwork, half]),
    );
    this.virtualNetworks = model.virtualNetworks.map((network, index) =>
      this.addNetwork(network, index, unresolved.get(network.address)),
    );
    this.networkManager = deployedNetworkManager(model);
    this.subnets = this.addSubnets();
    this.addNetworkInterfaces();
    this.unplacedInterfaces = unplacedInterfaces(model, this.subnets, (nic) => this.unknownPlace(nic));
    this.addUnplaced();
    const written = model.peerings.map((half) => {
      const perhaps = half.perhaps ?? this.networkManager.deletes(half);
      return perhaps === undefined ? half : { ...half, perhaps };
    });
    const { halves, possible } = settlePeerings(
      { ...model, peerings: written },
      this.networkManager.peerings,
    );
    this.addPeerings(halves);
    this.addPossiblePeerings(possible);
    this.addConnectedGroups();
    for (const { virtualNetwork, hub } of model.virtualWan.connections) {
      this.virtualNetwork(virtualNetwork)?.virtualHubs.push(hub);
    }
  }

  public virtualNetwork(address: string | undefined): VirtualNetworkNode | undefined {
    return address === undefined ? undefined : this.networksByAddress.get(address);
  }

  public subnet(address: string | undefined): SubnetNode | undefined {
    return address === undefined ? undefined : this.subnetsByAddress.get(address);
  }

  /** What the input doesn't tell of an argument; `undefined` where it does. */
  public unknown(resource: string, argument: string): UnknownArgument | undefined {
    // Most inputs leave nothing open, and many facts are asked of each peering.
    return this.unknownArguments.size === 0
      ? undefined
      : this.unknownArguments.get(`${resource} ${argument}`);
  }

  /** What would tell where something stands; `undefined` where the input does. */
  public unknownPlace(resource: string): UnknownArgument | undefined {
    const owner = this.networkInterfaces.get(resource)?.scaleSet ?? resource;
    return PLACE.map((argument) => this.unknown(owner, argument)).find((open) => open !== undefined);
  }

  /** What would tell by which further addresses the Internet can ask a NIC, or a firewall. */
  public unknownAddress({
    address,
    scaleSet,
  }: Pick<NetworkInterface, "address" | "scaleSet">): UnknownArgument | undefined {
    const owner = scaleSet ?? address;
    return ["public_ip_address_id", "ip_configuration", "network_interface"]
      .map((argument) => this.unknown(owner, argument))
      .find((open) => open !== undefined);
  }

  private addNetwork(
    model: VirtualNetwork,
    index: number,
    unresolvedPeering: VirtualNetworkPeering | undefined,
  ): VirtualNetworkNode {
    const node = unlinkedNetwork(model, index, unresolvedPeering);
    this.networksByAddress.set(model.address, node);
    return node;
  }

  private addSubnets(): SubnetNode[] {
    const routeTables = byAddress(this.model.routeTables);
    const known = this.model.subnets.filter((subnet) => this.networksByAddress.has(subnet.virtualNetwork));
    const ids = uniqueIds(known, (subnet) => {
      const network = this.networksByAddress.get(subnet.virtualNetwork)!;
      return network.model.name === undefined || subnet.name === undefined
        ? undefined
        : `${network.model.name}/${subnet.name}`;
    });
    const goes = goingWithNetworks(this.model.changes, this.model.subnets, this.model.resources);
    return known.map((model, index) => {
      const virtualNetwork = this.networksByAddress.get(model.virtualNetwork)!;
      const prefixes = parsePrefixes(model.prefixes);
      // Of several that may be bound the first stands for all: the others are alternatives to it.
      const [first] = model.uncertainRouteTables?.filter(({ optional }) => !optional) ?? [];
      const routeTable = routeTables.get(model.routeTable ?? first?.candidates[0] ?? "");
      const managed = this.networkManager.routingOf(model.virtualNetwork, model.address);
      const own = routeTable?.routes ?? [];
      const node: SubnetNode = {
        index,
        id: ids[index],
        model,
        address: model.address,
        name: model.name ?? model.address,
        virtualNetwork,
        prefixes,
        region: AddressSet.ofPrefixes(prefixes),
        routeTable,
        routes: managed === undefined ? own : withManaged(own, managed.routes),
        propagation: managed ? managed.refusedBy === undefined : (routeTable?.bgpRoutePropagation ?? true),
        propagationSetBy: managed?.refusedBy ?? routeTable?.address,
        networkSecurityGroup:
          model.networkSecurityGroup === undefined
            ? undefined
            : this.networkSecurityGroups.get(model.networkSecurityGroup),
        networkInterfaces: [],
        perhapsHere: [],
        reserved: reservedSubnetOf(model.name ?? "") !== undefined,
        ...(goes.has(model.address) && { goesWithNetwork: true }),
      };
      virtualNetwork.subnets.push(node);
      this.subnetsByAddress.set(model.address, node);
      return node;
    });
  }

  private addNetworkInterfaces(): void {
    for (const nic of this.model.networkInterfaces) {
      const subnets = new Set(nic.ipConfigurations.map((configuration) => this.subnet(configuration.subnet)));
      for (const subnet of subnets) {
        subnet?.networkInterfaces.push(nic);
      }
    }
  }

  private addUnplaced(): void {
    const told = new Map<SubnetNode, Set<string>>();
    for (const unplaced of this.unplacedInterfaces) {
      const groups = groupsOf(unplaced.nic);
      for (const subnet of unplaced.subnets) {
        const known = remember(told, subnet, () => new Set<string>());
        if (!known.has(groups)) {
          known.add(groups);
          subnet.perhapsHere.push(unplaced);
        }
      }
    }
  }

  /** R5c: pairs the halves; what stays alone carries nothing. */
  private addPeerings(peerings: readonly VirtualNetworkPeering[]): void {
    const halves = new Map<string, VirtualNetworkPeering>();
    for (const half of peerings) {
      if (half.virtualNetwork !== undefined && half.remoteVirtualNetwork !== undefined) {
        const key = `${half.virtualNetwork} ${half.remoteVirtualNetwork}`;
        if (!halves.has(key)) {
          halves.set(key, half);
        }
      }
    }
    const goes = goingWithNetworks(this.model.changes, peerings, this.model.resources);
    for (const local of halves.values()) {
      const from = this.networksByAddress.get(local.virtualNetwork!);
      const to = this.networksByAddress.get(local.remoteVirtualNetwork!);
      if (from === undefined || to === undefined || from === to) {
        continue;
      }
      const remote = halves.get(`${to.address} ${from.address}`);
      const dead = remote === undefined ? local : [local, remote].find((half) => !isConnected(half));
      if (remote === undefined || dead !== undefined) {
        from.halfPeerings.set(to, dead ?? local);
        to.halfPeerings.set(from, dead ?? local);
      } else {
        const replaced = replacedAlone(this.model.changes, [local, remote]);
        const gone = [local, remote].find(({ address }) => goes.has(address));
        from.links.set(to, {
          from,
          to,
          local,
          remote,
          global: isGlobal(from, to),
          ...(replaced && { replaced }),
          ...(gone && { goesWithNetwork: gone }),
          ...subnetPeering(local, remote),
        });
      }
    }
  }

  private addPossiblePeerings(possible: readonly PossiblePeering[]): void {
    const links = possible.flatMap(({ halves: [local, remote], unknown }) => [
      { local, remote, unknown },
      { local: remote, remote: local, unknown },
    ]);
    for (const { local, remote, unknown } of links) {
      const from = this.virtualNetwork(local.virtualNetwork);
      const to = this.virtualNetwork(local.remoteVirtualNetwork);
      if (from !== undefined && to !== undefined && !from.links.has(to)) {
        // Of a half that may be of whole networks or of any subnets, nobody knows whom it leaves out.
        const isTold = [local, remote].every((half) => half.subnetPeering !== undefined);
        const subnets = isTold ? subnetPeering(local, remote) : {};
        const link = { from, to, local, remote, global: isGlobal(from, to), ...subnets };
        from.possibleLinks.set(to, { link, unknown });
        // The half that seems to stand alone may have its other one: nobody can say that it is missing.
        const alone = from.halfPeerings.get(to);
        if (alone !== undefined && isConnected(alone)) {
          from.halfPeerings.delete(to);
        }
      }
    }
  }

  private addConnectedGroups(): void {
    for (const group of this.networkManager.connectedGroups) {
      for (const member of group.members) {
        this.networksByAddress.get(member)?.connectedGroups.push(group);
      }
    }
  }
}

/** Stands for the subnet of something of which only the network is known. */
export function unknownSubnet(virtualNetwork: VirtualNetworkNode): SubnetNode {
  const name = `${virtualNetwork.name}/?`;
  return {
    // Below all real ones, so that it is never taken for one of them.
    index: -1 - virtualNetwork.index,
    id: name,
    model: {
      address: virtualNetwork.address,
      virtualNetwork: virtualNetwork.address,
      prefixes: [],
      serviceEndpoints: [],
      delegations: [],
    },
    address: virtualNetwork.address,
    name,
    virtualNetwork,
    prefixes: [],
    region: AddressSet.NONE,
    routes: [],
    propagation: true,
    networkInterfaces: [],
    perhapsHere: [],
    reserved: false,
  };
}

/** Whether two networks are in different regions; an unknown region counts as the same. */
export function isGlobal(a: VirtualNetworkNode, b: VirtualNetworkNode): boolean {
  return a.region !== "" && b.region !== "" && a.region !== b.region;
}

/** Whether Virtual Network Manager joins two networks without a peering (R70). */
export function areInOneGroup(a: VirtualNetworkNode, b: VirtualNetworkNode): boolean {
  return a.connectedGroups.some(
    (group) => b.connectedGroups.includes(group) && (group.global || !isGlobal(a, b)),
  );
}

function subnetPeering(
  local: VirtualNetworkPeering,
  remote: VirtualNetworkPeering,
): Pick<PeeringLink, "subnets"> {
  if (local.subnetPeering === undefined && remote.subnetPeering === undefined) {
    return {};
  }
  // The two halves name the same subnets, each from its own side; what only one names does not take part.
  const localNames = intersection(
    local.subnetPeering?.localSubnetNames,
    remote.subnetPeering?.remoteSubnetNames,
  );
  const remoteNames = intersection(
    local.subnetPeering?.remoteSubnetNames,
    remote.subnetPeering?.localSubnetNames,
  );
  return { subnets: { local: localNames, remote: remoteNames } };
}

function intersection(a: readonly string[] = [], b: readonly string[] = []): ReadonlySet<string> {
  const known = new Set(b.map((name) => name.toLowerCase()));
  return new Set(a.map((name) => name.toLowerCase()).filter((name) => known.has(name)));
}
