import { Ipv4Prefix } from "../../cidr";
import { ModelResource, NetworkInterface, UnknownArgument } from "../model";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import {
  bastionEndpoints,
  EndpointNode,
  internetEndpoint,
  nicEndpoint,
  onPremisesEndpoints,
  partOfEndpoint,
  subnetEndpoint,
} from "./endpoints";
import { Gateways } from "./gateways";
import { Network } from "./network";

/** Everything that may be asked about in a network, by every name that it has. */
export class EndpointDirectory {
  public readonly subnets: readonly EndpointNode[];
  /** On-premises. */
  public readonly sites: readonly EndpointNode[];
  public readonly internet: EndpointNode;
  /** What asks only. */
  public readonly bastions: readonly EndpointNode[];
  private readonly byName = new Map<string, EndpointNode>();

  public constructor(
    private readonly network: Network,
    private readonly gateways: Gateways,
  ) {
    this.subnets = network.subnets.map(subnetEndpoint);
    this.sites = onPremisesEndpoints(gateways);
    this.internet = internetEndpoint(gateways);
    this.bastions = bastionEndpoints(network);
    const all = [this.internet, ...this.sites, ...this.bastions, ...this.subnets].reverse();
    all.forEach((endpoint) => this.byName.set(endpoint.address, endpoint));
    all.forEach((endpoint) => this.byName.set(endpoint.id, endpoint));
  }

  /** Those that a matrix has: subnets, reserved ones only where all are wanted, and sites. */
  public inMatrix(withReserved: boolean): readonly EndpointNode[] {
    return [...this.subnets.filter(({ reserved }) => withReserved || !reserved), ...this.sites];
  }

  /** By id or Terraform address, by an address or a prefix of it, or by what stands in it. */
  public find(name: string): EndpointNode | undefined {
    return (
      this.byName.get(name) ??
      this.machine(name) ??
      this.privateEndpoint(name) ??
      this.balancer(name) ??
      this.byAddresses(name) ??
      [...this.byName].find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1]
    );
  }

  /** What would tell where a Bastion stands, or the gateway of a site, that has no place here. */
  public openPlaceOf(name: string): UnknownArgument | undefined {
    const { bastionHosts, gatewayConnections, localNetworkGateways } = this.network.model;
    const isCalled = (kind: string, one: ModelResource): boolean =>
      [one.address, one.name, `${kind}/${one.name ?? one.address}`].includes(name);
    const bastion = bastionHosts.find((one) => isCalled("bastion", one));
    const site = localNetworkGateways.find((one) => isCalled("on-premises", one));
    const connections = gatewayConnections.filter(
      ({ localNetworkGateway }) => site !== undefined && localNetworkGateway === site.address,
    );
    const open = [bastion?.address, ...connections.map(({ gateway }) => gateway)].map((address = "") =>
      this.network.unknownPlace(address),
    );
    const gateways = connections.map(({ address }) =>
      this.network.unknown(address, "virtual_network_gateway_id"),
    );
    return [...open, ...gateways].find((one) => one !== undefined);
  }

  /** The subnet of a NIC, by Azure name, Terraform address or its machine. */
  public subnetOfNic(nic: string): string | undefined {
    return this.homeOf(this.nicOf(nic))?.id;
  }

  /** All that a name means, or all subnets that an address is in, where that is more than one. */
  public namesakes(name: string): readonly string[] {
    if (this.byName.has(name)) {
      return [];
    }
    const { networkInterfaces, virtualMachines, privateEndpoints } = this.network.model;
    const called = [...networkInterfaces, ...virtualMachines, ...privateEndpoints].filter(
      (one) => one.name === name || one.address === name,
    );
    if (called.some(({ address }) => address === name)) {
      return [];
    }
    // A machine and its own NIC may share a name.
    const meant = new Set(called.map(({ address }) => this.nicOf(address)?.address ?? address));
    const prefix = prefixIn(name);
    const region = prefix && AddressSet.ofPrefixes([prefix]);
    const around = region ? this.subnets.filter((subnet) => subnet.region.containsAll(region)) : [];
    return [[...meant], around.map(({ id }) => id)].find(({ length }) => length > 1) ?? [];
  }

  /** A NIC by its name or Terraform address, or a machine's: of several the first, which Azure routes by. */
  private nicOf(id: string): NetworkInterface | undefined {
    const { networkInterfaces, virtualMachines } = this.network.model;
    const machine = virtualMachines.find(({ address, name }) => address === id || name === id);
    const [first] = machine?.networkInterfaces ?? [];
    return (
      networkInterfaces.find(({ address, name }) => address === id || name === id) ??
      networkInterfaces.find(({ address }) => address === first) ??
      networkInterfaces.find(
        ({ scaleSet, virtualMachine }) =>
          machine !== undefined && [scaleSet, virtualMachine].includes(machine.address),
      )
    );
  }

  private homeOf(nic: NetworkInterface | undefined): EndpointNode | undefined {
    const subnet = nic?.ipConfigurations.map((it) => this.network.subnet(it.subnet)).find((it) => it);
    return this.byName.get(subnet?.id ?? "");
  }

  private machine(id: string): EndpointNode | undefined {
    const nic = this.nicOf(id);
    const home = this.homeOf(nic);
    return nic && home && nicEndpoint(home, id, nic);
  }

  /** A private endpoint by its name or Terraform address: its addresses, or its subnet where only apply tells them. */
  private privateEndpoint(id: string): EndpointNode | undefined {
    const found = this.network.model.privateEndpoints.find(
      ({ address, name }) => address === id || name === id,
    );
    const subnet = this.byName.get(found?.subnet ?? "");
    const prefixes = parsePrefixes((found?.privateIps ?? []).map((ip) => `${ip}/32`));
    return subnet && prefixes.length > 0 ? partOfEndpoint(subnet, id, prefixes) : subnet;
  }

  /** A load balancer with one internal front end, by its name or Terraform address. */
  private balancer(id: string): EndpointNode | undefined {
    const found = this.network.model.loadBalancers.find(({ address, name }) => address === id || name === id);
    const internal = found?.frontends.filter(({ subnet }) => subnet !== undefined) ?? [];
    const home = this.byName.get(internal[0]?.subnet ?? "");
    const [prefix] = parsePrefixes([`${internal[0]?.privateIp ?? ""}/32`]);
    return home && prefix && internal.length === 1 ? this.frontendAt(home, id, prefix) : undefined;
  }

  /** What has an address because a load balancer does: its members answer, in whatever subnet they are. */
  private frontendAt(home: EndpointNode, id: string, prefix: Ipv4Prefix): EndpointNode | undefined {
    for (const loadBalancer of prefix.length === 32 ? this.network.model.loadBalancers : []) {
      for (const frontend of loadBalancer.frontends) {
        if (frontend.subnet === home.address && `${frontend.privateIp}/32` === prefix.toString()) {
          const part = partOfEndpoint(home, id, [prefix]);
          const answering = this.network.subnet(
            loadBalancer.backendPools
              .flatMap(({ members }) => members)
              .flatMap(
                ({ networkInterface = "" }) => this.network.networkInterfaces.get(networkInterface) ?? [],
              )
              .map(({ ipConfigurations }) => ipConfigurations[0]?.subnet)[0],
          );
          return {
            ...part,
            ...(answering && { subnet: answering }),
            frontend: { loadBalancer, frontend, subnet: home.subnet! },
          };
        }
      }
    }
    return undefined;
  }

  /** Addresses within a subnet or a site, or on the Internet: a part of that endpoint. */
  private byAddresses(id: string): EndpointNode | undefined {
    const prefix = prefixIn(id);
    if (prefix === undefined) {
      return undefined;
    }
    const region = AddressSet.ofPrefixes([prefix]);
    const around = [...this.subnets, ...this.sites].find((endpoint) => endpoint.region.containsAll(region));
    if (around !== undefined) {
      return this.frontendAt(around, id, prefix) ?? partOfEndpoint(around, id, [prefix]);
    }
    return this.gateways.internet.containsAll(region) ? internetEndpoint(this.gateways, prefix) : undefined;
  }
}

/** The prefix that a name is, or the address that it is as one. */
function prefixIn(name: string): Ipv4Prefix | undefined {
  return Ipv4Prefix.tryParse(name.includes("/") ? name : `${name}/32`);
}
