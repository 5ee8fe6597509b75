import { Construct } from "constructs";
import { LinuxServer, LinuxServerOptions } from "../compute/linux-server";
import { WindowsServer, WindowsServerOptions } from "../compute/windows-server";
import { MEMBER_NAME, nameProblem, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { placementOf, PlacementProps } from "../core/placement";
import { withoutStackTraces } from "../core/stack-traces";
import { HubSpokeError } from "../core/validation-error";
import { ISubnet } from "../network/i-subnet";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { NamedSubnetOptions, Subnet, SubnetOptions } from "../network/subnet";
import { VirtualNetwork } from "../network/virtual-network";
import { MemberEvents } from "./member-events";

/** What a hub and a spoke have in common: a virtual network, created or used. */
export interface NetworkMemberOptions {
  /**
   * Address prefixes in CIDR notation, such as `10.0.0.0/16`, apart from those of the hub and all other
   * spokes.
   * @default - those of `virtualNetwork`, which is required then
   */
  readonly addressSpace?: string[];

  /**
   * A virtual network to use instead of creating one: one that exists already
   * (`VirtualNetwork.fromVirtualNetworkAttributes`) or one created by the same program.
   * @default - one is created
   */
  readonly virtualNetwork?: IVirtualNetwork;

  /**
   * Subnets to create; `addSubnet` adds more.
   * @default - none
   */
  readonly subnets?: NamedSubnetOptions[];

  /**
   * Azure name of the virtual network that is created.
   * @default - chosen by the naming strategy: `vnet-<name>`
   */
  readonly virtualNetworkName?: string;

  /**
   * DNS servers that machines in the virtual network that is created are given.
   * @default - Azure's own resolver
   */
  readonly dnsServers?: string[];
}

/** Where a machine goes in a hub or spoke. */
export interface MachineLocation {
  /**
   * Name of a subnet that was created here.
   * @default - `subnet` says which
   */
  readonly subnetName?: string;

  /**
   * The subnet itself, for one that exists already.
   * @default - `subnetName` says which
   */
  readonly subnet?: ISubnet;
}

/** A Windows Server in a hub or spoke. */
export interface MemberWindowsServerOptions extends WindowsServerOptions, MachineLocation {}

/** A Linux machine in a hub or spoke. */
export interface MemberLinuxServerOptions extends LinuxServerOptions, MachineLocation {}

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

  /** @internal */
  protected _events: MemberEvents = {};

  protected constructor(
    scope: Construct,
    id: string,
    type: "HubProps" | "SpokeProps",
    options: NetworkMemberProps,
  ) {
    super(scope, id);
    const { name } = checked(this, type, options);
    this.name = name;
    this.placement = placementOf(options);
    this.virtualNetwork = options.virtualNetwork ?? this.createNetwork(options);
    checkAtSynth(this, () => [
      nameProblem(MEMBER_NAME, name),
      options.virtualNetwork && options.addressSpace
        ? "give addressSpace for a network that is created, or virtualNetwork for one that exists, not both"
        : undefined,
    ]);
    for (const { name: subnetName, ...subnet } of options.subnets ?? []) {
      this.addSubnet(subnetName, subnet);
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
    checked(this, "SubnetOptions", options, name);
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
    this._events.addSubnet?.(subnet);
    return subnet;
  }

  /** A subnet that was created here, by name. */
  public subnet(name: string): Subnet {
    const subnet = this.subnetsByName.get(name);
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

  /** Adds a Windows Server and returns it. */
  public addWindowsServer(id: string, options: MemberWindowsServerOptions): WindowsServer {
    const { subnetName, subnet, ...rest } = checked(this, "MemberWindowsServerOptions", options, id);
    const props = { ...this.placement, ...rest, subnet: this.subnetFor({ subnetName, subnet }) };
    return withoutStackTraces(() => new WindowsServer(this, id, props));
  }

  /** Adds a Linux machine and returns it. */
  public addLinuxServer(id: string, options: MemberLinuxServerOptions): LinuxServer {
    const { subnetName, subnet, ...rest } = checked(this, "MemberLinuxServerOptions", options, id);
    const props = { ...this.placement, ...rest, subnet: this.subnetFor({ subnetName, subnet }) };
    return withoutStackTraces(() => new LinuxServer(this, id, props));
  }

  /**
   * Tells the network that this is part of what is there, and what comes later.
   * @internal
   */
  public _report(events: MemberEvents): void {
    this._events = events;
    this.subnets.forEach((subnet) => events.addSubnet?.(subnet));
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
    if (location.subnet) {
      return location.subnet;
    }
    if (location.subnetName === undefined) {
      throw new HubSpokeError(this, "say which subnet the machine goes into: give subnetName or subnet");
    }
    return this.subnet(location.subnetName);
  }
}

/** Whether subnets can be added through the network itself, so that their addresses are its children's. */
function isOwned(network: IVirtualNetwork): network is VirtualNetwork {
  return "addSubnet" in network;
}
