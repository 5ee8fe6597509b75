import {
  BastionHost,
  emptyNetworkModel,
  FirewallRuleCollection,
  GatewayConnection,
  IpReference,
  NetworkModel,
  Route,
  RouteNextHopType,
  SecurityRule,
  Subnet,
  VirtualNetworkGateway,
  VirtualNetworkPeering,
} from "../../../lib/analysis";

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** Flags of one peering half; the baseline of docs/routing-rules.md's cases where left out. */
export type PeeringFlags = Partial<
  Pick<
    VirtualNetworkPeering,
    | "allowVirtualNetworkAccess"
    | "allowForwardedTraffic"
    | "allowGatewayTransit"
    | "useRemoteGateways"
    | "subnetPeering"
  >
>;

/** `["10.0.0.0/8", "10.0.1.4"]`, or with a next hop type such as `None`. */
export type RouteSpec = readonly [prefix: string, nextHop: string];

/** Builds a model in Azure's words, with addresses that tests can guess. */
export class NetworkBuilder {
  public readonly model: Mutable<NetworkModel> = structuredClone(
    emptyNetworkModel(),
  ) as Mutable<NetworkModel>;

  /** A network `name` with subnets by name; address `azurerm_virtual_network.<name>`. */
  public network(
    name: string,
    addressSpace: string | readonly string[],
    subnets: { readonly [name: string]: string } = {},
    region = "eastasia",
  ): this {
    this.model.virtualNetworks.push({
      address: `azurerm_virtual_network.${name}`,
      name,
      region,
      addressSpace: typeof addressSpace === "string" ? [addressSpace] : addressSpace,
    });
    for (const [subnet, prefix] of Object.entries(subnets)) {
      this.model.subnets.push({
        address: subnetAddress(`${name}/${subnet}`),
        name: subnet,
        virtualNetwork: `azurerm_virtual_network.${name}`,
        prefixes: [prefix],
        serviceEndpoints: [],
        delegations: [],
      });
    }
    return this;
  }

  /** Changes a subnet, given as `network/subnet`. */
  public subnet(id: string, change: Partial<Subnet>): this {
    const index = this.model.subnets.findIndex(({ address }) => address === subnetAddress(id));
    expect(index).toBeGreaterThanOrEqual(0);
    this.model.subnets[index] = { ...this.model.subnets[index], ...change };
    return this;
  }

  /** One half of a peering, on `from`. */
  public half(from: string, to: string, flags: PeeringFlags = {}): this {
    const address = `azurerm_virtual_network_peering.${from}_to_${to}`;
    this.model.peerings = this.model.peerings.filter((half) => half.address !== address);
    this.model.peerings.push({
      address,
      name: `${from}-to-${to}`,
      virtualNetwork: `azurerm_virtual_network.${from}`,
      remoteVirtualNetwork: `azurerm_virtual_network.${to}`,
      remoteText: `\${azurerm_virtual_network.${to}.id}`,
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      allowGatewayTransit: false,
      useRemoteGateways: false,
      ...flags,
    });
    return this;
  }

  public withoutHalf(from: string, to: string): this {
    this.model.peerings = this.model.peerings.filter(({ name }) => name !== `${from}-to-${to}`);
    return this;
  }

  /** Both halves as the baseline has them: the spoke accepts forwarded traffic, the hub does not. */
  public peer(hub: string, spoke: string, hubFlags: PeeringFlags = {}, spokeFlags: PeeringFlags = {}): this {
    return this.half(hub, spoke, hubFlags).half(spoke, hub, { allowForwardedTraffic: true, ...spokeFlags });
  }

  /** A route table `rt-<network>-<subnet>` on a subnet. */
  public routes(subnet: string, routes: readonly RouteSpec[], bgpRoutePropagation = true): this {
    const address = `azurerm_route_table.${subnet.replace("/", "_")}`;
    this.model.routeTables = this.model.routeTables.filter((table) => table.address !== address);
    this.model.routeTables.push({
      address,
      name: `rt-${subnet.replace("/", "-")}`,
      bgpRoutePropagation,
      routes: routes.map(([prefix, nextHop], i) => routeOf(address, `route${i + 1}`, prefix, nextHop)),
    });
    return this.subnet(subnet, { routeTable: address });
  }

  /** A VM's NIC `nic-<name>` with a static address. */
  public nic(name: string, subnet: string, privateIp: string | undefined, ipForwarding = false): this {
    this.model.networkInterfaces.push({
      address: `azurerm_network_interface.${name}`,
      name: `nic-${name}`,
      ipForwarding,
      virtualMachine: `azurerm_linux_virtual_machine.${name}`,
      ipConfigurations: [
        {
          name: "ipconfig1",
          subnet: subnetAddress(subnet),
          privateIp,
          allocation: privateIp === undefined ? "Dynamic" : "Static",
          applicationSecurityGroups: [],
        },
      ],
    });
    this.model.virtualMachines.push({
      address: `azurerm_linux_virtual_machine.${name}`,
      type: "azurerm_linux_virtual_machine",
      name: `vm-${name}`,
      networkInterfaces: [`azurerm_network_interface.${name}`],
    });
    return this;
  }

  /** An internal load balancer with one front end and one rule in front of NICs. */
  public loadBalancer(
    name: string,
    subnet: string,
    privateIp: string,
    nics: readonly string[],
    rule: { readonly protocol: string; readonly port: number } = { protocol: "All", port: 0 },
    sku = "Standard",
  ): this {
    this.model.loadBalancers.push({
      address: `azurerm_lb.${name}`,
      name: `lb-${name}`,
      sku,
      frontends: [{ name: "frontend", subnet: subnetAddress(subnet), privateIp }],
      backendPools: [
        {
          address: `azurerm_lb_backend_address_pool.${name}`,
          members: nics.map((nic) => ({
            networkInterface: `azurerm_network_interface.${nic}`,
            ipConfiguration: "ipconfig1",
            origin: `azurerm_network_interface_backend_address_pool_association.${nic}`,
          })),
        },
      ],
      rules: [
        {
          address: `azurerm_lb_rule.${name}`,
          protocol: rule.protocol,
          frontendPort: rule.port,
          backendPort: rule.port,
          frontend: "frontend",
          floatingIp: false,
          backendPools: [`azurerm_lb_backend_address_pool.${name}`],
        },
      ],
    });
    return this;
  }

  /** A firewall `afw-<network>` in AzureFirewallSubnet with network rules `[sources, destinations, protocol, ports]`. */
  public firewall(
    network: string,
    rules: readonly (readonly [source: string, destination: string, protocol?: string, port?: string])[],
    privateIpRanges?: readonly string[],
  ): this {
    const collections: FirewallRuleCollection[] = [
      {
        origin: `azurerm_firewall_policy_rule_collection_group.${network}`,
        name: "spokes",
        kind: "network",
        groupPriority: 100,
        priority: 100,
        action: "Allow",
        rules: rules.map(([source, destination, protocol = "Any", port = "*"], i) => ({
          name: `rule${i + 1}`,
          protocols: [protocol],
          sources: [source],
          destinations: [destination],
          destinationFqdns: [],
          destinationPorts: [port],
        })),
      },
    ];
    this.model.firewallPolicies.push({
      address: `azurerm_firewall_policy.${network}`,
      name: `afwp-${network}`,
      ruleCollections: rules.length === 0 ? [] : collections,
      ...(privateIpRanges === undefined ? {} : { privateIpRanges }),
    });
    this.model.firewalls.push({
      address: `azurerm_firewall.${network}`,
      name: `afw-${network}`,
      subnet: subnetAddress(`${network}/AzureFirewallSubnet`),
      publicIps: [],
      managementIpConfiguration: false,
      policy: `azurerm_firewall_policy.${network}`,
      ruleCollections: [],
    });
    return this;
  }

  /** A gateway `vpngw-<network>` in GatewaySubnet. */
  public gateway(network: string, change: Partial<VirtualNetworkGateway> = {}): this {
    this.model.virtualNetworkGateways.push({
      address: `azurerm_virtual_network_gateway.${network}${change.type === "ExpressRoute" ? "_er" : ""}`,
      name: `${change.type === "ExpressRoute" ? "ergw" : "vpngw"}-${network}`,
      type: "Vpn",
      activeActive: false,
      bgpEnabled: false,
      subnet: subnetAddress(`${network}/GatewaySubnet`),
      ipConfigurations: [{ name: "default" }],
      vpnClientAddressSpace: [],
      ...change,
    });
    return this;
  }

  /** A site-to-site connection of a network's gateway to a local network gateway `name`. */
  public site(network: string, name: string, prefixes: readonly string[], bgpPeer?: string): this {
    this.model.localNetworkGateways.push({
      address: `azurerm_local_network_gateway.${name}`,
      name,
      addressSpace: prefixes,
      ...(bgpPeer === undefined ? {} : { bgpPeeringAddress: bgpPeer }),
    });
    return this.connection({
      address: `azurerm_virtual_network_gateway_connection.${name}`,
      type: "IPsec",
      gateway: `azurerm_virtual_network_gateway.${network}`,
      localNetworkGateway: `azurerm_local_network_gateway.${name}`,
      bgpEnabled: bgpPeer !== undefined,
      hasSharedKey: true,
    });
  }

  /** VNet-to-VNet in both directions. */
  public vnetToVnet(a: string, b: string, bgpEnabled = true): this {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      this.connection({
        address: `azurerm_virtual_network_gateway_connection.${from}_to_${to}`,
        type: "Vnet2Vnet",
        gateway: `azurerm_virtual_network_gateway.${from}`,
        peerGateway: `azurerm_virtual_network_gateway.${to}`,
        bgpEnabled,
        hasSharedKey: true,
      });
    }
    return this;
  }

  /** A Bastion `bast-<network>` in AzureBastionSubnet. */
  public bastion(network: string, prefix: string, change: Partial<BastionHost> = {}): this {
    this.model.subnets.push({
      address: subnetAddress(`${network}/AzureBastionSubnet`),
      name: "AzureBastionSubnet",
      virtualNetwork: `azurerm_virtual_network.${network}`,
      prefixes: [prefix],
      serviceEndpoints: [],
      delegations: [],
    });
    this.model.bastionHosts.push({
      address: `azurerm_bastion_host.${network}`,
      name: `bast-${network}`,
      subnet: subnetAddress(`${network}/AzureBastionSubnet`),
      ...change,
    });
    return this;
  }

  public connection(connection: GatewayConnection): this {
    this.model.gatewayConnections.push(connection);
    return this;
  }

  /** A Route Server in RouteServerSubnet with peers by address. */
  public routeServer(network: string, peers: readonly string[], branchToBranchTraffic = false): this {
    this.model.routeServers.push({
      address: `azurerm_route_server.${network}`,
      name: `rs-${network}`,
      subnet: subnetAddress(`${network}/RouteServerSubnet`),
      branchToBranchTraffic,
    });
    peers.forEach((ip, i) =>
      this.model.routeServerBgpConnections.push({
        address: `azurerm_route_server_bgp_connection.${network}_${i}`,
        name: `bgp-${i}`,
        routeServer: `azurerm_route_server.${network}`,
        peerAsn: 65001,
        peerIp: { ip, text: ip },
      }),
    );
    return this;
  }

  public announces(speaker: string, announces: readonly string[]): this {
    this.model.assumptions = {
      ...this.model.assumptions,
      bgp: [...this.model.assumptions.bgp, { speaker, announces, declaredIn: "assumptions.json" }],
    };
    return this;
  }

  /** An NSG `nsg-<network>-<subnet>` on a subnet. */
  public securityGroup(subnet: string, rules: readonly Partial<SecurityRule>[] = []): this {
    const address = `azurerm_network_security_group.${subnet.replace("/", "_")}`;
    this.model.networkSecurityGroups.push({
      address,
      name: `nsg-${subnet.replace("/", "-")}`,
      rules: rules.map((rule, i) => ({
        origin: address,
        name: `rule${i + 1}`,
        priority: 100 + i,
        direction: "Inbound",
        access: "Allow",
        protocol: "*",
        sources: ["*"],
        sourcePorts: ["*"],
        destinations: ["*"],
        destinationPorts: ["*"],
        sourceApplicationSecurityGroups: [],
        destinationApplicationSecurityGroups: [],
        ...rule,
      })),
    });
    return this.subnet(subnet, { networkSecurityGroup: address });
  }

  /** The model, safe from later changes of the builder. */
  public build(): NetworkModel {
    return structuredClone(this.model) as NetworkModel;
  }
}

export function subnetAddress(id: string): string {
  return `azurerm_subnet.${id.replace("/", "_")}`;
}

/** Next hops: an address, an `azurerm_…` reference, or a next hop type. */
export function routeOf(origin: string, name: string, addressPrefix: string, nextHop: string): Route {
  const types: readonly RouteNextHopType[] = ["VirtualNetworkGateway", "VnetLocal", "Internet", "None"];
  const type = types.find((candidate) => candidate === nextHop);
  if (type !== undefined) {
    return { name, origin, addressPrefix, nextHopType: type, nextHops: [] };
  }
  const nextHops = nextHop.split("+").map(referenceOf);
  return {
    name,
    origin,
    addressPrefix,
    nextHopType: nextHops.length > 1 ? "VirtualApplianceEcmp" : "VirtualAppliance",
    nextHops,
  };
}

function referenceOf(text: string): IpReference {
  const reference = /^(azurerm_\w+\.\w+)\.(.+)$/.exec(text);
  return reference === null
    ? { ip: text, text }
    : { resource: reference[1], attribute: reference[2], text: `\${${text}}` };
}

/** The cases' baseline: hub with an appliance, two spokes, both peered with the hub. */
export function baseline(): NetworkBuilder {
  return new NetworkBuilder()
    .network("hub", "10.0.0.0/16", {
      default: "10.0.0.0/24",
      "snet-nva": "10.0.1.0/24",
      GatewaySubnet: "10.0.200.0/24",
      AzureFirewallSubnet: "10.0.3.0/26",
      RouteServerSubnet: "10.0.4.0/27",
    })
    .network("spoke1", "10.10.0.0/16", { default: "10.10.0.0/24" })
    .network("spoke2", "10.20.0.0/16", { default: "10.20.0.0/24" })
    .nic("nva", "hub/snet-nva", "10.0.1.4", true)
    .nic("spoke1", "spoke1/default", "10.10.0.4")
    .nic("spoke2", "spoke2/default", "10.20.0.4")
    .peer("hub", "spoke1")
    .peer("hub", "spoke2");
}

/** T31: exact UDRs to the appliance in both spokes. */
export function throughAppliance(): NetworkBuilder {
  return baseline()
    .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]])
    .routes("spoke2/default", [["10.10.0.0/16", "10.0.1.4"]]);
}
