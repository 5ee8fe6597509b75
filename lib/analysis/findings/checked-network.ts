import { Ipv4Prefix } from "../../cidr";
import { groupBy, groupPairs } from "../../collections/group-by";
import { keptWith } from "../../collections/kept-with";
import {
  Arguments,
  ConfiguredResource,
  Firewall,
  isUnknown,
  leavesGap,
  LoadBalancer,
  LocalNetworkGateway,
  NetworkInterface,
  NetworkModel,
  NetworkSecurityGroup,
  NO_ARGUMENTS,
  PublicIp,
  RouteServer,
  RouteTable,
  Subnet,
  VirtualNetwork,
  VirtualNetworkGateway,
  VirtualNetworkPeering,
} from "../model";
import { byAddress } from "../network/names";
import { Network } from "../network/network";
import { OrderOfCreation } from "./order-of-creation";
import { withSureParts } from "./sure-parts";

/** A network with what the checks look up besides, so that each of them stays linear in its size. */
export class CheckedNetwork {
  public readonly model: NetworkModel;
  public readonly virtualNetworks: ReadonlyMap<string, VirtualNetwork>;
  public readonly subnets: ReadonlyMap<string, Subnet>;
  public readonly routeTables: ReadonlyMap<string, RouteTable>;
  public readonly securityGroups: ReadonlyMap<string, NetworkSecurityGroup>;
  public readonly networkInterfaces: ReadonlyMap<string, NetworkInterface>;
  public readonly loadBalancers: ReadonlyMap<string, LoadBalancer>;
  public readonly firewalls: ReadonlyMap<string, Firewall>;
  public readonly gateways: ReadonlyMap<string, VirtualNetworkGateway>;
  public readonly localNetworkGateways: ReadonlyMap<string, LocalNetworkGateway>;
  public readonly publicIps: ReadonlyMap<string, PublicIp>;
  /** Whether a gateway or Route Server may stand where none shows: one could not be placed, or the input has gaps. */
  public readonly hasUnplacedGateway: boolean;
  /** Whether resources are left out of the input (modules, HCL, a plan that broke off): what is missing may be there. */
  public readonly hasGaps: boolean;
  /** Hubs whose spokes Virtual Network Manager peers. */
  public readonly managedHubs: ReadonlySet<string>;
  private static readonly known = keptWith((network: Network) => new CheckedNetwork(network));
  private readonly subnetsByNetwork: ReadonlyMap<string, readonly Subnet[]>;
  private readonly subnetsByRouteTable: ReadonlyMap<string, readonly Subnet[]>;
  private readonly peeringsByNetwork: ReadonlyMap<string, readonly VirtualNetworkPeering[]>;
  private readonly peeringsByEnds: ReadonlyMap<string, VirtualNetworkPeering>;
  private readonly gatewaysByNetwork: ReadonlyMap<string, readonly VirtualNetworkGateway[]>;
  private readonly routeServersByNetwork: ReadonlyMap<string, readonly RouteServer[]>;
  private readonly nicsByMachine: ReadonlyMap<string, readonly NetworkInterface[]>;
  private readonly nicsByAddress: ReadonlyMap<string, readonly NetworkInterface[]>;
  private readonly balancersByAddress: ReadonlyMap<string, readonly LoadBalancer[]>;
  private readonly balancersByNic: ReadonlyMap<string, readonly LoadBalancer[]>;
  private readonly resourcesByType: ReadonlyMap<string, readonly ConfiguredResource[]>;
  private readonly resourcesByAddress: ReadonlyMap<string, ConfiguredResource>;
  private readonly order: OrderOfCreation;
  private readonly standIns: ReadonlySet<string>;
  private byId?: ReadonlyMap<string, ConfiguredResource>;
  private readonly prefixes = new Map<string, Ipv4Prefix | undefined>();

  /** One for each network: checks of the configuration and of routes look up the same. */
  public static of(network: Network): CheckedNetwork {
    return CheckedNetwork.known(network);
  }

  private constructor(network: Network) {
    const model = withSureParts(network.model);
    this.model = model;
    this.networkInterfaces = network.networkInterfaces;
    this.securityGroups = byAddress(model.networkSecurityGroups);
    this.loadBalancers = byAddress(model.loadBalancers);
    this.firewalls = byAddress(model.firewalls);
    this.virtualNetworks = byAddress(model.virtualNetworks);
    // Also those that lie in no network of the input.
    this.subnets = byAddress(model.subnets);
    this.routeTables = byAddress(model.routeTables);
    this.gateways = byAddress(model.virtualNetworkGateways);
    this.localNetworkGateways = byAddress(model.localNetworkGateways);
    this.publicIps = byAddress(model.publicIps);
    this.subnetsByNetwork = groupBy(model.subnets, (subnet) => subnet.virtualNetwork);
    this.subnetsByRouteTable = groupBy(model.subnets, (subnet) => subnet.routeTable);
    // Written ones last: they win.
    const peerings = [...network.networkManager.peerings, ...model.peerings];
    this.managedHubs = new Set(
      model.networkManager.connectivityConfigurations.flatMap(({ hub }) => hub ?? []),
    );
    this.peeringsByNetwork = groupBy(peerings, (peering) => peering.virtualNetwork);
    this.peeringsByEnds = new Map(
      peerings.map((peering) => [`${peering.virtualNetwork} ${peering.remoteVirtualNetwork}`, peering]),
    );
    this.gatewaysByNetwork = groupBy(
      model.virtualNetworkGateways,
      (gateway) => this.networkOf(gateway.subnet)?.address,
    );
    this.routeServersByNetwork = groupBy(
      model.routeServers,
      (server) => this.networkOf(server.subnet)?.address,
    );
    this.hasGaps = model.problems.some(leavesGap);
    this.hasUnplacedGateway =
      this.hasGaps ||
      [...model.virtualNetworkGateways, ...model.routeServers].some(
        ({ subnet }) => this.networkOf(subnet) === undefined,
      );
    this.nicsByMachine = groupBy(model.networkInterfaces, (nic) => nic.virtualMachine);
    this.nicsByAddress = groupPairs(
      model.networkInterfaces.flatMap((nic) =>
        nic.ipConfigurations.map(({ privateIp }): [string | undefined, NetworkInterface] => [privateIp, nic]),
      ),
    );
    this.balancersByAddress = groupPairs(
      model.loadBalancers.flatMap((balancer) =>
        balancer.frontends.map(({ privateIp }): [string | undefined, LoadBalancer] => [privateIp, balancer]),
      ),
    );
    this.balancersByNic = groupPairs(
      model.loadBalancers.flatMap((balancer) =>
        membersOf(balancer).map((nic): [string, LoadBalancer] => [nic, balancer]),
      ),
    );
    this.resourcesByType = groupBy(model.resources, (resource) => resource.type);
    this.resourcesByAddress = byAddress(model.resources);
    this.order = new OrderOfCreation(model.resources);
    this.standIns = new Set(
      model.problems.filter(({ code }) => code === "UNKNOWN_INSTANCES").map(({ resource }) => resource),
    );
  }

  /** The virtual network in which a subnet lies. */
  public networkOf(subnet: string | undefined): VirtualNetwork | undefined {
    const found = subnet === undefined ? undefined : this.subnets.get(subnet);
    return found && this.virtualNetworks.get(found.virtualNetwork);
  }

  public subnetsOf(virtualNetwork: string): readonly Subnet[] {
    return this.subnetsByNetwork.get(virtualNetwork) ?? [];
  }

  /** Subnets to which a route table is bound. */
  public subnetsRoutedBy(routeTable: string): readonly Subnet[] {
    return this.subnetsByRouteTable.get(routeTable) ?? [];
  }

  /** Halves of peerings on a virtual network: written ones, and those that Virtual Network Manager creates (R71). */
  public peeringsOf(virtualNetwork: string): readonly VirtualNetworkPeering[] {
    return this.peeringsByNetwork.get(virtualNetwork) ?? [];
  }

  /** Whether it is open if Virtual Network Manager peers a network: a policy may put it into a group. */
  public mayBeManaged(virtualNetwork: string): boolean {
    return this.model.networkManager.networkGroups.some(({ possibleVirtualNetworks = [] }) =>
      possibleVirtualNetworks.includes(virtualNetwork),
    );
  }

  /** The half from one network to another. */
  public peering(from: string, to: string): VirtualNetworkPeering | undefined {
    return this.peeringsByEnds.get(`${from} ${to}`);
  }

  /** The other half of a peering. */
  public oppositeOf(half: VirtualNetworkPeering): VirtualNetworkPeering | undefined {
    return this.peering(half.remoteVirtualNetwork ?? "", half.virtualNetwork ?? "");
  }

  /** The network to which a half of a peering leads, where it is in the configuration. */
  public remoteOf(half: VirtualNetworkPeering): VirtualNetwork | undefined {
    return this.virtualNetworks.get(half.remoteVirtualNetwork ?? "");
  }

  public gatewaysIn(virtualNetwork: string): readonly VirtualNetworkGateway[] {
    return this.gatewaysByNetwork.get(virtualNetwork) ?? [];
  }

  public routeServersIn(virtualNetwork: string): readonly RouteServer[] {
    return this.routeServersByNetwork.get(virtualNetwork) ?? [];
  }

  public networkInterfacesOf(virtualMachine: string): readonly NetworkInterface[] {
    return this.nicsByMachine.get(virtualMachine) ?? [];
  }

  /**
   * NICs that receive what is sent to a next hop: the NIC itself, a machine's first, the members behind
   * a load balancer.
   *
   * An address alone is taken for a NIC's or front end's only where one in the whole configuration has it, and that
   * stands in one of the given networks.
   */
  public receiversOf(
    resource: string | undefined,
    ip: string | undefined,
    within: (virtualNetwork: string) => boolean,
  ): readonly string[] {
    if (resource !== undefined) {
      const balancer = this.loadBalancers.get(resource);
      return balancer
        ? membersOf(balancer)
        : this.networkInterfaces.has(resource)
          ? [resource]
          : this.networkInterfacesOf(resource)
              .slice(0, 1)
              .map((nic) => nic.address);
    }
    const nics = this.nicsByAddress.get(ip ?? "") ?? [];
    const balancers = this.balancersByAddress.get(ip ?? "") ?? [];
    if (nics.length + balancers.length !== 1) {
      return [];
    }
    const subnets =
      nics.length === 1
        ? nics[0].ipConfigurations.map(({ subnet }) => subnet)
        : balancers[0].frontends.map(({ subnet }) => subnet);
    const home = subnets.map((subnet) => this.networkOf(subnet)).find((network) => network !== undefined);
    if (home === undefined || !within(home.address)) {
      return [];
    }
    return nics.length === 1 ? [nics[0].address] : membersOf(balancers[0]);
  }

  /** Whether a NIC is a member of a load balancer with a public front end. */
  public isBehindPublicFrontend(nic: string): boolean {
    const balancers = this.balancersByNic.get(nic) ?? [];
    return balancers.some(({ frontends }) => frontends.some(({ publicIp }) => publicIp !== undefined));
  }

  /** Load balancers in whose pools a NIC is. */
  public balancersOf(nic: string): readonly LoadBalancer[] {
    return this.balancersByNic.get(nic) ?? [];
  }

  /** Whether a NIC is a member of a Standard load balancer. */
  public isBehindStandardBalancer(nic: string): boolean {
    return (this.balancersByNic.get(nic) ?? []).some(({ sku }) => sku.toLowerCase() === "standard");
  }

  /** Managed resources of some types. */
  public resourcesOf(...types: string[]): readonly ConfiguredResource[] {
    return types.flatMap((type) => this.resourcesByType.get(type) ?? []);
  }

  public get types(): Iterable<[string, readonly ConfiguredResource[]]> {
    return this.resourcesByType;
  }

  /** A managed resource. */
  public resource(address: string): ConfiguredResource | undefined {
    return this.resourcesByAddress.get(address);
  }

  /** Whether a resource is managed by the configuration, rather than read by a data source. */
  public isManaged(address: string): boolean {
    return this.resourcesByAddress.has(address);
  }

  /** The arguments of a resource; none for a block without an address of its own. */
  public argumentsOf(address: string): Arguments {
    return this.resourcesByAddress.get(address)?.arguments ?? NO_ARGUMENTS;
  }

  /** Whether Terraform creates a resource after another; undefined where the input doesn't tell. */
  public waitsFor(later: string, earlier: string): boolean | undefined {
    return this.order.waitsFor(later, earlier);
  }

  /** The managed resource that a written value such as `${azurerm_public_ip.a.id}` names. */
  public referred(written: string | undefined): ConfiguredResource | undefined {
    const address = /^\$\{(.+)\.\w+\}$/.exec(written ?? "")?.[1];
    return address === undefined ? undefined : this.resourcesByAddress.get(address);
  }

  /** The same, also where the id itself is known. */
  public withId(written: string | undefined): ConfiguredResource | undefined {
    this.byId ??= new Map(
      this.model.resources.flatMap((resource) => {
        const { id } = resource.values;
        // An association has the id of its subnet.
        return typeof id === "string" && !resource.type.endsWith("_association")
          ? [[id.toLowerCase(), resource] as const]
          : [];
      }),
    );
    return this.referred(written) ?? this.byId.get(written?.toLowerCase() ?? "");
  }

  /**
   * Whether an address is one thing, rather than the stand-in for instances of which the input doesn't tell the
   * number: two things that name a stand-in need not mean the same.
   */
  public isOne(address: string): boolean {
    return !this.standIns.has(address);
  }

  /**
   * What a written value names, for comparing: two that are equal mean the same thing. Undefined where the input
   * doesn't tell, since two equal texts of unresolved expressions may come from two modules or instances.
   */
  public identityOf(written: string | undefined): string | undefined {
    if (!isUnknown(written)) {
      return written?.toLowerCase();
    }
    const referred = this.referred(written)?.address;
    return referred !== undefined && this.isOne(referred) ? referred : undefined;
  }

  /** A prefix as numbers; undefined for what is none (a finding of its own) and for IPv6. */
  public prefix(text: string): Ipv4Prefix | undefined {
    if (!this.prefixes.has(text)) {
      this.prefixes.set(text, Ipv4Prefix.tryParse(text));
    }
    return this.prefixes.get(text);
  }

  public prefixesIn(texts: readonly string[]): Ipv4Prefix[] {
    return texts.map((text) => this.prefix(text)).filter((prefix) => prefix !== undefined);
  }
}

/** NICs in the backend pools of a load balancer. */
function membersOf(balancer: LoadBalancer): string[] {
  const members = balancer.backendPools.flatMap((pool) => pool.members);
  return [...new Set(members.map((member) => member.networkInterface).filter((nic) => nic !== undefined))];
}
