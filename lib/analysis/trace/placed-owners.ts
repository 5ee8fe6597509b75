import { parseIpv4 } from "../../cidr";
import { remember } from "../../collections/remember";
import { IpReference } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { RouteTables } from "../routes/route-tables";
import { AddressSet } from "../sets/address-set";
import { NextHopOwner } from "./next-hop";

/** What the input places in a subnet and may be a next hop: by its address, by its resource, by its subnet. */
export class PlacedOwners {
  private readonly byIp = new Map<number, NextHopOwner[]>();
  private readonly byResource = new Map<string, NextHopOwner[]>();
  private readonly bySubnet: ReadonlyMap<SubnetNode, readonly NextHopOwner[]>;
  private readonly frontends = new Map<SubnetNode, AddressSet>();
  /** All of them. */
  public readonly owners: readonly NextHopOwner[];

  public constructor(protected readonly tables: RouteTables) {
    this.addNetworkInterfaces();
    this.addLoadBalancers();
    this.addFirewalls();
    this.addRoutingAppliances();
    this.addGateways();
    this.addRouteServers();
    this.owners = [...new Set([...this.byResource.values()].flat())];
    this.bySubnet = inSubnets(this.owners);
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

  /** Addresses of a subnet that load balancers have. */
  public frontendsIn(subnet: SubnetNode): AddressSet {
    return remember(this.frontends, subnet, () =>
      AddressSet.of(
        this.ownersIn(subnet).flatMap((owner) =>
          owner.kind === "load-balancer" ? (owner.frontend.privateIp ?? []) : [],
        ),
      ),
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
