import { ConfiguredResource, NetworkInterface } from "../model";
import { Network, SubnetNode } from "../network/network";
import { AddressSet } from "../sets/address-set";
import { NextHopOwner, NextHops } from "./next-hop-owner";

export type FirewallOwner = Extract<NextHopOwner, { kind: "firewall" }>;

/** An appliance with a public address: its guest may pass on what comes in by that. */
export interface PublicAppliance {
  readonly nic: NetworkInterface;
  /** Where its configurations with a public address are. */
  readonly places: readonly SubnetNode[];
}

/** An application gateway with a public front end. */
export interface PublicProxy {
  readonly resource: ConfiguredResource;
  readonly home?: SubnetNode;
  /** The addresses of its backends that the input tells. */
  readonly backends: AddressSet;
  /** Whether these are all of its backends. */
  readonly isTold: boolean;
}

/** What may publish something that isn't its own; every question from the Internet asks for the same. */
export class Publishers {
  public readonly firewalls: readonly FirewallOwner[];
  private lazyAppliances: readonly PublicAppliance[] | undefined;
  private lazyProxies: readonly PublicProxy[] | undefined;

  public constructor(
    private readonly network: Network,
    { owners }: NextHops,
  ) {
    this.firewalls = owners.filter((owner) => owner.kind === "firewall");
  }

  public get appliances(): readonly PublicAppliance[] {
    this.lazyAppliances ??= this.network.model.networkInterfaces
      .filter(({ ipForwarding }) => ipForwarding)
      .map((nic) => ({
        nic,
        places: nic.ipConfigurations
          .filter(({ publicIp }) => publicIp !== undefined)
          .flatMap(({ subnet }) => this.network.subnet(subnet) ?? []),
      }))
      .filter(({ places }) => places.length > 0);
    return this.lazyAppliances;
  }

  public get proxies(): readonly PublicProxy[] {
    this.lazyProxies ??= this.findProxies();
    return this.lazyProxies;
  }

  private findProxies(): readonly PublicProxy[] {
    const { resources } = this.network.model;
    const hasAssociations = resources.some(({ type }) => type === POOL_ASSOCIATION);
    return resources
      .filter(
        ({ type, arguments: values }) =>
          type === "azurerm_application_gateway" &&
          values.blocks("frontend_ip_configuration").some((one) => one.isSet("public_ip_address_id")),
      )
      .map((resource) => {
        const values = resource.arguments;
        const written = values
          .blocks("gateway_ip_configuration")
          .map((one) => one.printed("subnet_id") ?? "");
        const home = this.network.subnets.find(({ address }) =>
          written.some((text) => text.includes(`${address}.id`)),
        );
        const pools = values.blocks("backend_address_pool");
        return {
          resource,
          home,
          backends: AddressSet.of(pools.flatMap((pool) => pool.texts("ip_addresses").known)),
          isTold:
            !hasAssociations &&
            pools.every((pool) => !pool.isSet("fqdns") && !pool.isUnknown("ip_addresses")),
        };
      });
  }
}

const POOL_ASSOCIATION = "azurerm_network_interface_application_gateway_backend_address_pool_association";
