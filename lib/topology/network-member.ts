import { DataAzurermSubnet } from "@cdktf/provider-azurerm/lib/data-azurerm-subnet";
import { Construct } from "constructs";
import { reservedSubnetOf } from "../azure/reserved-subnets";
import { LinuxServer } from "../compute/linux-server";
import { WindowsServer } from "../compute/windows-server";
import { isDeferred, isReference, MEMBER_NAME, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { checkName } from "../core/name-check";
import { placementOf, PlacementProps } from "../core/placement";
import { resourceOf } from "../core/references";
import { withoutStackTraces } from "../core/stack-traces";
import { HubSpokeError } from "../core/validation-error";
import { ISubnet } from "../network/i-subnet";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { NatGateway } from "../network/nat-gateway";
import { contentsOf, isSameNetwork } from "../network/network-contents";
import { NetworkDnsServers } from "../network/network-dns-servers";
import { NetworkSecurityGroup } from "../network/network-security-group";
import { NetworkPrefixes } from "../network/security-rules";
import { Subnet, SubnetOptions } from "../network/subnet";
import { delegationOf } from "../network/subnet-features";
import { VirtualNetwork } from "../network/virtual-network";
import { PlacedMachine } from "./egress-checks";
import { MemberEvents } from "./member-events";
import {
  MachineLocation,
  MemberLinuxServerOptions,
  MemberNatGatewayOptions,
  MemberSecurityGroupOptions,
  MemberWindowsServerOptions,
  NetworkMemberOptions,
} from "./network-member-options";

/** What is asked of both a hub and a spoke. */
export interface NetworkMemberProps extends NetworkMemberOptions, PlacementProps {
  /** Name, such as `hub01` or `spoke01`: Azure names and the Terraform address are made of it. */
  readonly name: string;
}

/** What a hub and a spoke have in common; see `Hub` and `Spoke`. */
export abstract class NetworkMember extends Construct {
  /** Name that the user gave it, such as `hub01`. */
  public readonly name: string;

  /** Its virtual network. */
  public readonly virtualNetwork: IVirtualNetwork;

  /** Where its resources go. */
  public readonly placement: PlacementProps;

  private readonly subnetsByName = new Map<string, Subnet>();
  private readonly existing: ISubnet[] = [];
  private readonly followers: ((subnet: ISubnet) => void)[] = [];

  /** @internal */
  protected _events: MemberEvents = {};

  /** @internal */
  protected readonly _machines: PlacedMachine[] = [];

  protected constructor(
    scope: Construct,
    id: string,
    type: "HubProps" | "SpokeProps",
    options: NetworkMemberProps,
  ) {
    super(scope, id);
    const { name } = checked(this, type, options);
    this.name = name;
    checkName(this, MEMBER_NAME, name);
    this.placement = placementOf(options);
    this.virtualNetwork = options.virtualNetwork ?? this.createNetwork(options);
    checkAtSynth(this, () => [
      options.virtualNetwork && options.addressSpace
        ? "give addressSpace for a network that is created, or virtualNetwork for one that exists, not both"
        : undefined,
    ]);
    for (const { name: subnetName, ...subnet } of options.subnets ?? []) {
      this.addSubnet(subnetName, subnet);
    }
    options.existingSubnets?.forEach((subnet) => this.addExistingSubnet(subnet));
    if (options.egress?.natGatewayOptions) {
      this.addNatGateway(options.egress.natGatewayOptions);
    }
  }

  /** Its address prefixes in CIDR notation. */
  public get addressSpace(): string[] {
    return [...this.virtualNetwork.addressSpace];
  }

  /** The subnets created here. */
  public get subnets(): Subnet[] {
    return [...this.subnetsByName.values()];
  }

  /** Adds a subnet and returns it. Route tables that apply to the network's subnets apply to it too. */
  public addSubnet(name: string, options: SubnetOptions): Subnet {
    checkedNamed(this, "SubnetOptions", name, options);
    const { virtualNetwork } = this;
    const subnet = isOwned(virtualNetwork)
      ? virtualNetwork.addSubnet(name, options)
      : new Subnet(this, childId(this, "Subnet", name), {
          ...options,
          name,
          virtualNetwork,
          provider: this.placement.provider,
        });
    this.subnetsByName.set(name, subnet);
    this.follow(subnet);
    return subnet;
  }

  /** The subnets that exist already and were named here. */
  public get existingSubnets(): ISubnet[] {
    return [...this.existing];
  }

  /**
   * Takes a subnet that exists already (`Subnet.fromSubnetAttributes`): it is routed as those that are created, and
   * machines may go into it. It must have no route table yet, where the transit gives it one. A data source reads it,
   * so that a plan has its prefixes.
   */
  public addExistingSubnet(subnet: ISubnet): void {
    checked(this, "ISubnet", subnet, "the subnet");
    if (this.subnets.some((each) => each === subnet)) {
      throw new HubSpokeError(
        this,
        `subnet ${quote(subnet.subnetName)} is created here, and is a subnet of ${quote(this.name)} already: leave it out`,
      );
    }
    this.existing.push(subnet);
    const id = childId(this, "ExistingSubnet", subnet.subnetName);
    if (!isDeferred(subnet.subnetId) && !isReference(subnet.subnetId)) {
      // So that a plan, and whoever analyses it, knows what the subnet has.
      new DataAzurermSubnet(this, id, {
        name: subnet.subnetName,
        virtualNetworkName: subnet.virtualNetwork.virtualNetworkName,
        resourceGroupName: subnet.virtualNetwork.resourceGroupName,
        provider: this.placement.provider,
      });
    }
    checkAtSynth(this, () => [
      isSameNetwork(subnet.virtualNetwork, this.virtualNetwork)
        ? undefined
        : `subnet ${quote(subnet.subnetName)} is in virtual network ${quote(subnet.virtualNetwork.name)}, not in that of ` +
          `${quote(this.name)}; give it the same virtualNetwork`,
    ]);
    this.follow(subnet);
  }

  /** Adds a NAT gateway, the way to the Internet of subnets, and returns it. */
  public addNatGateway(options: MemberNatGatewayOptions = {}): NatGateway {
    const { subnetNames, ...rest } = checked(this, "MemberNatGatewayOptions", options, "natGateway");
    const gateway = new NatGateway(this, childId(this, "NatGateway", rest.natGatewayName ?? this.name), {
      ...this.placement,
      ...rest,
      name: this.name,
    });
    this.select(
      subnetNames,
      () => true,
      (subnet) => gateway.addSubnet(subnet),
    );
    return gateway;
  }

  /**
   * Adds a security group and returns it. Subnets with a `networkSecurityGroupId` of their own keep that.
   *
   * @param name what it is for: the group is named after it
   * @param options what it lets in, and which subnets have it
   */
  public addSecurityGroup(name: string, options: MemberSecurityGroupOptions): NetworkSecurityGroup {
    const { subnetNames, ...rest } = checkedNamed(this, "MemberSecurityGroupOptions", name, options);
    const group = new NetworkSecurityGroup(this, childId(this, "SecurityGroup", name), {
      ...this.placement,
      ...rest,
      name,
      network: this.prefixesAtSynth(),
    });
    const isFree = (subnet: ISubnet): boolean => !(subnet as Partial<Subnet>).hasSecurityGroup;
    this.select(subnetNames, isFree, (subnet) => group.attach(subnet));
    return group;
  }

  /** A subnet that was created here, by name. */
  public subnet(name: string): Subnet {
    const subnet = this.subnetsByName.get(checked(this, "string", name, "the name"));
    if (!subnet) {
      const known = [...this.subnetsByName.keys()];
      throw new HubSpokeError(
        this,
        `"${this.name}" has no subnet named ${quote(String(name))}; ` +
          (known.length > 0 ? `it has ${known.map(quote).join(", ")}` : "add it with addSubnet first"),
      );
    }
    return subnet;
  }

  /**
   * Lets its machines ask DNS servers, such as a firewall or resolver of the hub, unless it has some already or its network
   * exists already.
   *
   * @param scope where to create the resource that says so: it comes after all else of the network
   * @param servers addresses of the servers
   */
  public askDnsServers(scope: Construct, servers: string[]): void {
    checked(this, "string[]", servers, "the DNS servers");
    const { virtualNetwork, placement } = this;
    if (resourceOf(virtualNetwork) && contentsOf(virtualNetwork).dnsServers.length === 0) {
      new NetworkDnsServers(scope, childId(scope, "DnsServers", this.name), {
        virtualNetwork,
        servers,
        provider: placement.provider,
      });
    }
  }

  /** Adds a Windows Server and returns it. */
  public addWindowsServer(id: string, options: MemberWindowsServerOptions): WindowsServer {
    const { subnetName, subnet, ...rest } = checkedNamed(this, "MemberWindowsServerOptions", id, options);
    const props = { ...this.placement, ...rest, subnet: this.subnetFor({ subnetName, subnet }) };
    this._machines.push({ subnet: props.subnet, publicIp: options.publicIp ?? false, isWindows: true });
    return withoutStackTraces(() => new WindowsServer(this, this.freeId(id), props));
  }

  /** Adds a Linux machine and returns it. */
  public addLinuxServer(id: string, options: MemberLinuxServerOptions): LinuxServer {
    const { subnetName, subnet, ...rest } = checkedNamed(this, "MemberLinuxServerOptions", id, options);
    const props = { ...this.placement, ...rest, subnet: this.subnetFor({ subnetName, subnet }) };
    this._machines.push({ subnet: props.subnet, publicIp: options.publicIp ?? false, isWindows: false });
    return withoutStackTraces(() => new LinuxServer(this, this.freeId(id), props));
  }

  /**
   * Tells the network that this is part of what is there, and what comes later.
   * @internal
   */
  public _report(events: MemberEvents): void {
    this._events = events;
    [...this.subnets, ...this.existing].forEach((subnet) => events.addSubnet?.(subnet));
  }

  /** Tells of a subnet whoever follows subnets. */
  private follow(subnet: ISubnet): void {
    this.followers.forEach((follower) => follower(subnet));
    this._events.addSubnet?.(subnet);
  }

  /** Does something with subnets of today and tomorrow: the named ones, or all that Azure doesn't reserve. */
  private select(
    names: string[] | undefined,
    isWanted: (subnet: ISubnet) => boolean,
    use: (subnet: ISubnet) => void,
  ): void {
    const wanted = names?.map((name) => name.toLowerCase());
    const used = new Set<string>();
    const follower = (subnet: ISubnet): void => {
      const name = subnet.subnetName.toLowerCase();
      if (wanted ? wanted.includes(name) : !isOfAzure(subnet) && isWanted(subnet)) {
        used.add(name);
        use(subnet);
      }
    };
    [...this.subnets, ...this.existing].forEach(follower);
    this.followers.push(follower);
    checkAtSynth(this, () => [
      names?.length === 0
        ? "subnetNames is empty, so no subnet has it: name some, or leave it out for all"
        : undefined,
      ...(names ?? [])
        .filter((name) => !used.has(name.toLowerCase()))
        .map((name) => `subnetNames lists ${quote(name)}, but "${this.name}" has no subnet of that name`),
    ]);
  }

  /** The prefixes of the network around it, read when the rules that name them are written. */
  private prefixesAtSynth(): NetworkPrefixes {
    const around = (): NetworkPrefixes => this._events.prefixes ?? {};
    return {
      get hub() {
        return around().hub;
      },
      get spokes() {
        return around().spokes;
      },
      get onPremises() {
        return around().onPremises;
      },
      get bastion() {
        return around().bastion;
      },
    };
  }

  /** The id of a machine, which the program chooses and Terraform addresses are made of. */
  private freeId(id: string): string {
    if (id === "" || this.node.tryFindChild(id)) {
      throw new HubSpokeError(
        this,
        id === ""
          ? 'a machine needs an id, such as "Vm": its Terraform address is made of it'
          : `there is a ${quote(id)} in "${this.name}" already; give the machine another id`,
      );
    }
    return id;
  }

  private createNetwork(options: NetworkMemberOptions): VirtualNetwork {
    return new VirtualNetwork(this, "VirtualNetwork", {
      ...this.placement,
      name: this.name,
      addressSpace: options.addressSpace ?? [],
      virtualNetworkName: options.virtualNetworkName,
      dnsServers: options.dnsServers,
    });
  }

  private subnetFor(location: MachineLocation): ISubnet {
    const { subnet } = location;
    if (subnet) {
      checkAtSynth(this, () => [
        isSameNetwork(subnet.virtualNetwork, this.virtualNetwork)
          ? undefined
          : `a machine is to go into subnet ${quote(subnet.subnetName)} of virtual network ${quote(subnet.virtualNetwork.name)}: add it to ` +
            `what has that network, not to ${quote(this.name)}`,
      ]);
      return subnet;
    }
    if (location.subnetName === undefined) {
      throw new HubSpokeError(this, "say which subnet the machine goes into: give subnetName or subnet");
    }
    return this.subnet(location.subnetName);
  }
}

/** Whether a subnet belongs to a service of Azure: by its name, or because a private resolver has it. */
function isOfAzure(subnet: ISubnet): boolean {
  return (
    reservedSubnetOf(subnet.subnetName) !== undefined ||
    delegationOf(subnet) === "Microsoft.Network/dnsResolvers"
  );
}

/** Whether subnets can be added through the network itself, so that their addresses are its children's. */
function isOwned(network: IVirtualNetwork): network is VirtualNetwork {
  return "addSubnet" in network;
}
