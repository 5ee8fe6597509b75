import { Firewalls } from "../filters/azure-firewall";
import {
  Firewall,
  LoadBalancer,
  LoadBalancerBackend,
  NetworkInterface,
  SubnetService,
  UnknownArgument,
} from "../model";
import { Network } from "../network/network";
import { SubnetNode } from "../network/virtual-network-node";
import { AddressSet } from "../sets/address-set";
import { balancedPorts } from "./balanced-ports";
import { NextHopOwner } from "./next-hop";
import { NextHops } from "./next-hop-owner";

export type FirewallOwner = Extract<NextHopOwner, { kind: "firewall" }>;

/** An appliance that the Internet can ask: its guest may pass on what comes in. */
export interface PublicAppliance {
  readonly nic: NetworkInterface;
  /** Where it is asked. */
  readonly places: readonly SubnetNode[];
}

/** An application gateway that the Internet can ask. */
export interface PublicProxy {
  readonly resource: SubnetService;
  readonly home?: SubnetNode;
  /** A firewall's DNAT rule leads to it: then it is asked by the firewall's addresses. */
  readonly isBehindFirewall: boolean;
  /** The addresses of its backends that the input tells. */
  readonly backends: AddressSet;
  /** Whether these are all of its backends. */
  readonly isTold: boolean;
}

/** An origin of Front Door's behind a private link. */
export interface PrivateLinkOrigin {
  readonly origin: string;
  /** Name of the private link service. */
  readonly service: string;
  readonly members: readonly LoadBalancerBackend[];
}

/** A firewall that the input shows to exist, but not where: its rules may lead to any subnet. */
export interface UnplacedFirewall {
  readonly firewall: Firewall;
  /** What doesn't tell where it stands; nothing for one that exists already and is only read. */
  readonly perhaps?: UnknownArgument;
}

/** What may publish something that isn't its own; every question from the Internet asks for the same. */
export class Publishers {
  public readonly firewalls: readonly FirewallOwner[];
  private lazyBalanced: ReadonlySet<string | undefined> | undefined;
  private lazyUnplacedAddresses: readonly UnknownArgument[] | undefined;
  private lazyUnplacedFirewalls: readonly UnplacedFirewall[] | undefined;
  private lazyAppliances: readonly PublicAppliance[] | undefined;
  private lazyProxies: readonly PublicProxy[] | undefined;
  private lazyOrigins: readonly PrivateLinkOrigin[] | undefined;

  public constructor(
    private readonly network: Network,
    private readonly rules: Firewalls,
    { owners }: NextHops,
  ) {
    this.firewalls = owners.filter((owner) => owner.kind === "firewall");
  }

  public get appliances(): readonly PublicAppliance[] {
    this.lazyAppliances ??= this.findAppliances();
    return this.lazyAppliances;
  }

  public get proxies(): readonly PublicProxy[] {
    this.lazyProxies ??= this.findProxies();
    return this.lazyProxies;
  }

  public get origins(): readonly PrivateLinkOrigin[] {
    this.lazyOrigins ??= this.findOrigins();
    return this.lazyOrigins;
  }

  public get unplacedFirewalls(): readonly UnplacedFirewall[] {
    this.lazyUnplacedFirewalls ??= this.findUnplacedFirewalls();
    return this.lazyUnplacedFirewalls;
  }

  /** What doesn't tell where a machine stands that the Internet can ask. */
  public get unplacedAddresses(): readonly UnknownArgument[] {
    this.lazyUnplacedAddresses ??= this.findUnplacedAddresses();
    return this.lazyUnplacedAddresses;
  }

  /** Interfaces behind public load balancers. */
  private get balanced(): ReadonlySet<string | undefined> {
    this.lazyBalanced ??= new Set(
      this.network.model.loadBalancers
        .filter(({ frontends }) => frontends.some(({ publicIp }) => publicIp !== undefined))
        .flatMap(membersOf)
        .map(({ networkInterface }) => networkInterface),
    );
    return this.lazyBalanced;
  }

  private findUnplacedFirewalls(): readonly UnplacedFirewall[] {
    const placed = new Set(this.firewalls.map(({ firewall }) => firewall));
    return this.network.model.firewalls
      .filter((firewall) => !placed.has(firewall))
      .map((firewall) => ({ firewall, perhaps: this.network.unknownPlace(firewall.address) }));
  }

  private findUnplacedAddresses(): readonly UnknownArgument[] {
    return this.network.model.networkInterfaces
      .filter((nic) =>
        nic.ipConfigurations.some(
          ({ publicIp, subnet }) =>
            subnet === undefined &&
            (publicIp !== undefined ||
              this.balanced.has(nic.address) ||
              this.network.unknownAddress(nic) !== undefined),
        ),
      )
      .flatMap(({ address }) => this.network.unknownPlace(address) ?? []);
  }

  /** By a public address of its own, or by what a public load balancer lets in. */
  private findAppliances(): readonly PublicAppliance[] {
    return this.network.model.networkInterfaces
      .filter(({ ipForwarding }) => ipForwarding)
      .map((nic) => ({
        nic,
        places: nic.ipConfigurations
          .filter(({ publicIp }) => publicIp !== undefined || this.balanced.has(nic.address))
          .flatMap(({ subnet }) => this.network.subnet(subnet) ?? []),
      }))
      .filter(({ places }) => places.length > 0);
  }

  /** By a public front end, or by a DNAT rule that leads to its subnet, where nothing but it stands. */
  private findProxies(): readonly PublicProxy[] {
    const { resources, subnetServices } = this.network.model;
    const hasAssociations = resources.some(({ type }) => type === POOL_ASSOCIATION);
    const translated = this.firewalls
      .flatMap(({ firewall }) => this.rules.translations(firewall).collections)
      .flatMap(({ rules }) => rules)
      .flatMap(({ translatedAddress }) => translatedAddress ?? []);
    return subnetServices
      .filter(({ kind }) => kind === "application-gateway")
      .map((resource) => ({ resource, home: this.network.subnet(resource.subnet) }))
      .map(({ resource, home }) => {
        const isBehindFirewall = translated.some(({ ip, text }) =>
          ip === undefined
            ? text.includes(`${resource.address}.`)
            : home?.region.intersects(AddressSet.of([ip])) === true,
        );
        return { resource, home, isBehindFirewall };
      })
      .filter(({ resource, isBehindFirewall }) => resource.publishes || isBehindFirewall)
      .map(({ resource, home, isBehindFirewall }) => {
        const values = resources.find(({ address }) => address === resource.address)?.arguments;
        const pools = values?.blocks("backend_address_pool") ?? [];
        return {
          resource,
          ...(home && { home }),
          isBehindFirewall,
          backends: AddressSet.of(pools.flatMap((pool) => pool.texts("ip_addresses").known)),
          isTold:
            !hasAssociations &&
            values?.isUnknown("backend_address_pool") === false &&
            pools.every((pool) => !pool.isSet("fqdns") && !pool.isUnknown("ip_addresses")),
        };
      });
  }

  private findOrigins(): readonly PrivateLinkOrigin[] {
    const { resources, loadBalancers } = this.network.model;
    const services = resources.filter(({ type }) => type === "azurerm_private_link_service");
    return resources
      .filter(({ type }) => type === "azurerm_cdn_frontdoor_origin")
      .flatMap(({ address: origin, arguments: values }) => {
        const targets = values
          .blocks("private_link")
          .map((link) => link.printed("private_link_target_id") ?? "");
        return services
          .filter((service) => targets.some((text) => names(text, service, "privateLinkServices")))
          .map((service) => {
            const fronts = service.arguments
              .items("load_balancer_frontend_ip_configuration_ids")
              .map((item) => JSON.stringify(item));
            const behind = loadBalancers.filter((balancer) =>
              fronts.some((text) => names(text, balancer, "loadBalancers")),
            );
            return {
              origin,
              service: service.name ?? service.address,
              members: behind.flatMap(membersOf),
            };
          });
      });
  }
}

function membersOf(balancer: LoadBalancer): readonly LoadBalancerBackend[] {
  return [
    ...balancedPorts(balancer).flatMap(({ members }) => members),
    ...(balancer.natRules ?? []).flatMap(({ members }) => members),
  ];
}

/** Whether a text refers to a resource, or is an id of it or of a part of it. */
function names(
  text: string,
  { address, name }: { readonly address: string; readonly name?: string },
  kind: string,
): boolean {
  const id = `${text.toLowerCase().replace(/"$/, "")}/`;
  return (
    text.includes(`${address}.`) || (name !== undefined && id.includes(`/${kind}/${name}/`.toLowerCase()))
  );
}

const POOL_ASSOCIATION = "azurerm_network_interface_application_gateway_backend_address_pool_association";
