import { TerraformElement } from "cdktf";
import { IConstruct } from "constructs";
import { VirtualMachine } from "../compute/virtual-machine";
import { AzureFirewall } from "../firewall/azure-firewall";
import { FirewallPolicy } from "../firewall/firewall-policy";
import { IpGroup } from "../firewall/ip-group";
import { HighAvailabilityPortsLoadBalancer } from "./appliance/high-availability-ports";
import { RoutingAppliance } from "./appliance/routing-appliance";
import { ITransit } from "./i-transit-routing";
import { RouteServer } from "./route-server/route-server";

/**
 * What a transit option built, to use elsewhere in the program: a firewall's policy for more rules, for instance, or
 * the address of the next hop for an output.
 */
export class TransitParts {
  public constructor(
    private readonly scope: IConstruct,
    private readonly transit: ITransit[],
  ) {}

  /** Private address that the spokes' routes point at, if they point at one. Of a firewall it is known after apply. */
  public get nextHopAddress(): string | undefined {
    return this.transit.find(({ forwarder }) => forwarder)?.forwarder?.address;
  }

  /** DNS servers in the hub that spokes ask because of the option, such as a firewall with DNS proxy. None if it has none. */
  public get dnsServers(): string[] {
    return this.transit.flatMap(({ dnsServers = [] }) => dnsServers);
  }

  /** The firewall, if the option has one: its id, its private address, and the id of its policy. */
  public get firewall(): AzureFirewall | undefined {
    return this.partsWith("firewallId").at(0) as AzureFirewall | undefined;
  }

  /** The firewall's policy, if the option created one: for more rules. */
  public get firewallPolicy(): FirewallPolicy | undefined {
    return this.partsWith("addRuleGroup").at(0) as FirewallPolicy | undefined;
  }

  /** IP groups of the spokes, if the firewall has them. */
  public get ipGroups(): IpGroup[] {
    return this.partsWith("ipGroupId") as IpGroup[];
  }

  /** Azure's own router, if the option has one. */
  public get routingAppliance(): RoutingAppliance | undefined {
    return this.partsWith("routingApplianceId").at(0) as RoutingAppliance | undefined;
  }

  /** The load balancer before several appliances, if the option has one. */
  public get loadBalancer(): HighAvailabilityPortsLoadBalancer | undefined {
    return this.partsWith("loadBalancerId").at(0) as HighAvailabilityPortsLoadBalancer | undefined;
  }

  /** Machines that forward packets or speak BGP: a router, appliances, a BGP speaker. */
  public get machines(): VirtualMachine[] {
    return this.partsWith("virtualMachineId") as VirtualMachine[];
  }

  /** Route Servers: that of the hub, or those of the spokes. */
  public get routeServers(): RouteServer[] {
    return this.partsWith("routeServerId") as RouteServer[];
  }

  /** Told by what only they have, since there are two copies of each class where both cores are used. */
  private partsWith(id: string): IConstruct[] {
    return this.scope.node
      .findAll()
      .filter((part) => id in part && !TerraformElement.isTerraformElement(part));
  }
}
