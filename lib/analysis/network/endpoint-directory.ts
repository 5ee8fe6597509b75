import { Ipv4Prefix } from "../../cidr";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import {
  bastionEndpoints,
  EndpointNode,
  internetEndpoint,
  onPremisesEndpoints,
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
      this.byName.get(this.subnetOfNic(name) ?? "") ??
      this.privateEndpoint(name) ??
      this.byAddresses(name) ??
      [...this.byName].find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1]
    );
  }

  /** The subnet of a NIC, by Azure name, Terraform address or its machine. */
  public subnetOfNic(nic: string): string | undefined {
    const { model } = this.network;
    const machine = model.virtualMachines.find(({ address, name }) => address === nic || name === nic);
    const found = model.networkInterfaces.find(
      ({ address, name, virtualMachine }) =>
        address === nic || name === nic || (machine !== undefined && virtualMachine === machine.address),
    );
    const subnet = found?.ipConfigurations.map((it) => this.network.subnet(it.subnet)).find((it) => it);
    return subnet?.id;
  }

  /** A private endpoint by its name or Terraform address: its addresses, or its subnet where only apply tells them. */
  private privateEndpoint(id: string): EndpointNode | undefined {
    const found = this.network.model.privateEndpoints.find(
      ({ address, name }) => address === id || name === id,
    );
    const subnet = this.byName.get(found?.subnet ?? "");
    const prefixes = (found?.privateIps ?? []).map((ip) => `${ip}/32`);
    const parsedPrefixes = parsePrefixes(prefixes);
    return subnet === undefined || parsedPrefixes.length === 0
      ? subnet
      : {
          ...subnet,
          id,
          partOf: subnet.id,
          prefixes,
          parsedPrefixes,
          region: AddressSet.ofPrefixes(parsedPrefixes),
        };
  }

  /** Addresses within a subnet or a site, or on the Internet: a part of that endpoint. */
  private byAddresses(id: string): EndpointNode | undefined {
    const prefix = Ipv4Prefix.tryParse(id.includes("/") ? id : `${id}/32`);
    if (prefix === undefined) {
      return undefined;
    }
    const region = AddressSet.ofPrefixes([prefix]);
    const around = [...this.subnets, ...this.sites].find((endpoint) => endpoint.region.containsAll(region));
    if (around !== undefined) {
      const prefixes = [prefix.toString()];
      return { ...around, id, partOf: around.id, prefixes, parsedPrefixes: [prefix], region };
    }
    return this.gateways.internet.containsAll(region) ? internetEndpoint(this.gateways, prefix) : undefined;
  }
}
