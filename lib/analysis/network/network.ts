import { reservedSubnetOf } from "../../azure/reserved-subnets";
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
  UnknownArgument,
  VirtualMachine,
  VirtualNetwork,
  VirtualNetworkPeering,
  isConnected,
  goingWithNetworks,
} from "../model";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { byAddress, uniqueIds } from "./names";
import { deployedNetworkManager, DeployedNetworkManager, withManaged } from "./network-manager";
import { linkPeerings, linkPossiblePeerings } from "./peering-links";
import { settlePeerings } from "./possible-peerings";
import { groupsOf, UnplacedInterface, unplacedInterfaces } from "./unplaced-interfaces";
import { SubnetNode, unlinkedNetwork, VirtualNetworkNode } from "./virtual-network-node";

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
    const nodeOf = (address: string | undefined): VirtualNetworkNode | undefined =>
      this.virtualNetwork(address);
    linkPeerings(model, halves, nodeOf);
    linkPossiblePeerings(possible, nodeOf);
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
      const { nic } = unplaced;
      const isPublic = nic.ipConfigurations.some(({ publicIp }) => publicIp !== undefined);
      const kind = `${isPublic} ${groupsOf(nic)}`;
      for (const subnet of unplaced.subnets) {
        const known = remember(told, subnet, () => new Set<string>());
        if (!known.has(kind)) {
          known.add(kind);
          subnet.perhapsHere.push(unplaced);
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
