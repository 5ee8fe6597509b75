import { LinuxServerOptions } from "../compute/linux-server";
import { WindowsServerOptions } from "../compute/windows-server";
import { ISubnet } from "../network/i-subnet";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { NatGatewayOptions } from "../network/nat-gateway";
import { SecurityGroup } from "../network/security-rules";
import { NamedSubnetOptions } from "../network/subnet";
import { Egress } from "./egress";

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

  /**
   * How machines reach the Internet. New subnets are private, so without one only those with a public address do.
   * @default - nothing is created, and machines in a spoke without a way out are warned about
   */
  readonly egress?: Egress;

  /**
   * Subnets that exist already: routed as those that are created, and machines may go into them.
   * @default - none
   */
  readonly existingSubnets?: ISubnet[];
}

/** Which subnets of a network something is for. */
export interface SubnetSelection {
  /**
   * Names of the subnets.
   * @default - all subnets that Azure doesn't reserve, also those that are added later
   */
  readonly subnetNames?: string[];
}

/** A NAT gateway of a hub or spoke. */
export interface MemberNatGatewayOptions extends NatGatewayOptions, SubnetSelection {}

/** A security group of a hub or spoke. */
export interface MemberSecurityGroupOptions extends SubnetSelection {
  /** What it lets in. */
  readonly rules: SecurityGroup;

  /**
   * Azure name.
   * @default - chosen by the naming strategy: `nsg-<name>`
   */
  readonly securityGroupName?: string;
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
