/** Terraform JSON whose references are all `${type.name.attribute…}`. */
export type Resources = { readonly [type: string]: { readonly [name: string]: Body } };
type Body = { readonly [argument: string]: unknown };

/** A resource as ARM has it. */
export interface AzureResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location: string;
  readonly sku?: object;
  readonly properties: { readonly [name: string]: unknown };
}

/** How an id is written: literally, or as the expression of a template. */
export type IdOf = (type: string, ...names: string[]) => string;

const REFERENCE = /^\$\{(\w+)\.([\w-]+)\.([\w[\].]+)\}$/;

/** Where Azure computes the address that routes refer to. */
export const FIREWALL_ADDRESS = "10.0.2.4";

const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";

export const literalId: IdOf = (type, ...names) => {
  const [provider, ...kinds] = type.split("/");
  const steps = kinds.flatMap((kind, index) => [kind, names[index]]);
  return ["", "subscriptions", SUBSCRIPTION, "resourceGroups", "rg", "providers", provider, ...steps].join(
    "/",
  );
};

/** A network of azurerm's, as it is in Azure once it is applied. Written apart from the readers, so that both can be held together. */
export function asAzure(resources: Resources, idOf: IdOf = literalId): AzureResource[] {
  return new Deployment(resources, idOf).all();
}

class Deployment {
  public constructor(
    private readonly resources: Resources,
    private readonly idOf: IdOf,
  ) {}

  public all(): AzureResource[] {
    return [
      ...this.each("virtual_network", "virtualNetworks", (body) => ({
        addressSpace: { addressPrefixes: body.address_space },
        dhcpOptions: body.dns_servers && { dnsServers: body.dns_servers },
        subnets: this.inside("subnet", body, "virtual_network_name").map((subnet) =>
          this.subnet(body, subnet),
        ),
        virtualNetworkPeerings: this.inside("virtual_network_peering", body, "virtual_network_name").map(
          (half) =>
            this.nested(
              this.network("virtualNetworks/virtualNetworkPeerings", body.name, half.name),
              half.name,
              {
                remoteVirtualNetwork: this.link(half.remote_virtual_network_id),
                allowVirtualNetworkAccess: half.allow_virtual_network_access ?? true,
                allowForwardedTraffic: half.allow_forwarded_traffic ?? false,
                allowGatewayTransit: half.allow_gateway_transit ?? false,
                useRemoteGateways: half.use_remote_gateways ?? false,
              },
            ),
        ),
      })),
      ...this.each("route_table", "routeTables", (body) => ({
        disableBgpRoutePropagation: body.bgp_route_propagation_enabled === false,
        routes: [...blocks(body.route), ...this.inside("route", body, "route_table_name")].map((route) =>
          this.nested(this.network("routeTables/routes", body.name, route.name), route.name, {
            addressPrefix: route.address_prefix,
            nextHopType: route.next_hop_type,
            nextHopIpAddress: this.settled(route.next_hop_in_ip_address),
          }),
        ),
      })),
      ...this.each("network_security_group", "networkSecurityGroups", (body) => ({
        securityRules: blocks(body.security_rule).map((rule) =>
          this.nested(this.network("networkSecurityGroups/securityRules", body.name, rule.name), rule.name, {
            priority: rule.priority,
            direction: rule.direction,
            access: rule.access,
            protocol: rule.protocol,
            sourceAddressPrefix: rule.source_address_prefix,
            sourceAddressPrefixes: rule.source_address_prefixes,
            sourcePortRange: rule.source_port_range,
            destinationAddressPrefix: rule.destination_address_prefix,
            destinationAddressPrefixes: rule.destination_address_prefixes,
            destinationPortRange: rule.destination_port_range,
            destinationApplicationSecurityGroups: blocksOf(
              rule.destination_application_security_group_ids,
              (id) => this.link(id),
            ),
          }),
        ),
      })),
      ...this.each("application_security_group", "applicationSecurityGroups", () => ({})),
      ...this.each("public_ip", "publicIPAddresses", (body) => ({
        publicIPAllocationMethod: body.allocation_method,
        ipAddress: body.ip_address,
      })),
      ...this.each("nat_gateway", "natGateways", (_, name) => ({
        publicIpAddresses: this.linked("nat_gateway_public_ip_association", "nat_gateway_id", name).map(
          (one) => this.link(one.public_ip_address_id),
        ),
      })),
      ...this.each("bastion_host", "bastionHosts", (body) => ({
        enableIpConnect: body.ip_connect_enabled,
        ipConfigurations: this.placed(body),
      })),
      ...this.services(),
      ...this.names(),
      ...this.each("network_interface", "networkInterfaces", (body, name) =>
        this.networkInterface(body, name),
      ),
      ...this.each("linux_virtual_machine", "Microsoft.Compute/virtualMachines", (body) => ({
        hardwareProfile: { vmSize: body.size },
        networkProfile: { networkInterfaces: blocksOf(body.network_interface_ids, (id) => this.link(id)) },
      })),
      ...this.each("lb", "loadBalancers", (body) => this.loadBalancer(body)),
      ...this.each("ip_group", "ipGroups", (body) => ({ ipAddresses: body.cidrs })),
      ...this.each("firewall_policy", "firewallPolicies", (body) => ({
        snat: body.private_ip_ranges && { privateRanges: body.private_ip_ranges },
        explicitProxy: blocks(body.explicit_proxy).map(({ enabled, http_port: httpPort }) => ({
          enableExplicitProxy: enabled,
          httpPort,
        }))[0],
        dnsSettings: blocks(body.dns).map(({ proxy_enabled: enableProxy }) => ({ enableProxy }))[0],
        ruleCollectionGroups: this.groupsOf(body).map(({ name }) => ({
          id: this.network("firewallPolicies/ruleCollectionGroups", body.name, name),
        })),
      })),
      ...this.ruleCollectionGroups(),
      ...this.each("firewall", "azureFirewalls", (body) => ({
        sku: { name: body.sku_name, tier: body.sku_tier },
        firewallPolicy: this.link(body.firewall_policy_id),
        additionalProperties: given({
          "Network.SNAT.PrivateRanges": (body.private_ip_ranges as string[] | undefined)?.join(","),
          "Network.DNS.EnableProxy": body.dns_proxy_enabled && String(body.dns_proxy_enabled),
        }),
        ipConfigurations: blocks(body.ip_configuration).map((one) => ({
          name: one.name,
          properties: given({
            subnet: this.link(one.subnet_id),
            privateIPAddress: FIREWALL_ADDRESS,
            publicIPAddress: this.link(one.public_ip_address_id),
          }),
        })),
      })),
      ...this.each("virtual_network_gateway", "virtualNetworkGateways", (body) => ({
        gatewayType: body.type,
        sku: { name: body.sku },
        activeActive: body.active_active,
        vpnClientConfiguration: blocks(body.vpn_client_configuration).map((clients) => ({
          vpnClientAddressPool: { addressPrefixes: clients.address_space },
        }))[0],
        ipConfigurations: this.placed(body),
      })),
      ...this.each("local_network_gateway", "localNetworkGateways", (body) => ({
        localNetworkAddressSpace: { addressPrefixes: body.address_space },
        gatewayIpAddress: body.gateway_address,
      })),
      ...this.each("virtual_network_gateway_connection", "connections", (body) => ({
        connectionType: body.type,
        virtualNetworkGateway1: this.link(body.virtual_network_gateway_id),
        localNetworkGateway2: this.link(body.local_network_gateway_id),
      })),
      ...this.each("route_server", "virtualHubs", (body) => ({
        allowBranchToBranchTraffic: body.branch_to_branch_traffic_enabled ?? false,
        ipConfigurations: [{ id: this.network("virtualHubs/ipConfigurations", body.name, "ipconfig1") }],
      })),
      ...this.routeServerPeers(),
    ];
  }

  /** What stands in subnets of its own. */
  private services(): AzureResource[] {
    return [
      ...this.each("kubernetes_cluster", "Microsoft.ContainerService/managedClusters", (body) => {
        const [pool] = blocks(body.default_node_pool);
        const [profile] = blocks(body.network_profile);
        return {
          agentPoolProfiles: [{ name: pool.name, vnetSubnetID: this.idAt(pool.vnet_subnet_id) }],
          networkProfile: { outboundType: profile.outbound_type, serviceCidr: profile.service_cidr },
        };
      }),
      ...this.each("container_app_environment", "Microsoft.App/managedEnvironments", (body) => ({
        vnetConfiguration: {
          infrastructureSubnetId: this.idAt(body.infrastructure_subnet_id),
          internal: body.internal_load_balancer_enabled,
        },
      })),
      ...this.each("mssql_managed_instance", "Microsoft.Sql/managedInstances", (body) => ({
        subnetId: this.idAt(body.subnet_id),
        publicDataEndpointEnabled: body.public_data_endpoint_enabled,
      })),
      ...this.each("application_gateway", "applicationGateways", (body) => ({
        sku: blocks(body.sku)[0],
        gatewayIPConfigurations: blocks(body.gateway_ip_configuration).map((one) => ({
          name: one.name,
          properties: { subnet: this.link(one.subnet_id) },
        })),
        frontendIPConfigurations: blocks(body.frontend_ip_configuration).map((one) => ({
          name: one.name,
          properties: given({
            subnet: this.link(one.subnet_id),
            privateIPAddress: one.private_ip_address,
            publicIPAddress: this.link(one.public_ip_address_id),
          }),
        })),
        backendAddressPools: blocks(body.backend_address_pool).map((pool) => ({
          name: pool.name,
          properties: {
            backendAddresses: (pool.ip_addresses as string[]).map((ipAddress) => ({ ipAddress })),
          },
        })),
      })),
    ];
  }

  /** Names inside: zones, resolvers, private endpoints. */
  private names(): AzureResource[] {
    return [
      ...this.each("private_dns_zone", "privateDnsZones", () => ({
        numberOfVirtualNetworkLinks: this.bodies("private_dns_zone_virtual_network_link").length,
      })),
      ...this.inside("private_dns_zone_virtual_network_link", { name: ZONE }, "private_dns_zone_name").map(
        (one) =>
          this.row("privateDnsZones/virtualNetworkLinks", [ZONE, one.name], one, {
            virtualNetwork: this.link(one.virtual_network_id),
            registrationEnabled: one.registration_enabled,
          }),
      ),
      ...this.each("private_endpoint", "privateEndpoints", (body) => ({
        subnet: this.link(body.subnet_id),
        ipConfigurations: blocks(body.ip_configuration).map((one) => ({
          name: one.name,
          properties: { privateIPAddress: one.private_ip_address },
        })),
      })),
      ...this.bodies("private_endpoint").flatMap((body) =>
        blocks(body.private_dns_zone_group).map((group) =>
          this.row("privateEndpoints/privateDnsZoneGroups", [body.name, group.name], body, {
            privateDnsZoneConfigs: (group.private_dns_zone_ids as string[]).map((zone) => ({
              name: "zone",
              properties: { privateDnsZoneId: this.idAt(zone) },
            })),
          }),
        ),
      ),
      ...this.each("private_dns_resolver", "dnsResolvers", (body) => ({
        virtualNetwork: this.link(body.virtual_network_id),
      })),
      ...this.bodies("private_dns_resolver_inbound_endpoint").map((one) =>
        this.row(
          "dnsResolvers/inboundEndpoints",
          [this.bodyAt(one.private_dns_resolver_id).name, one.name],
          one,
          {
            ipConfigurations: blocks(one.ip_configurations).map((place) => ({
              subnet: this.link(place.subnet_id),
              privateIpAddress: place.private_ip_address,
              privateIpAllocationMethod: place.private_ip_allocation_method,
            })),
          },
        ),
      ),
      ...this.bodies("private_dns_resolver_outbound_endpoint").map((one) =>
        this.row(
          "dnsResolvers/outboundEndpoints",
          [this.bodyAt(one.private_dns_resolver_id).name, one.name],
          one,
          {
            subnet: this.link(one.subnet_id),
          },
        ),
      ),
      ...this.each("private_dns_resolver_dns_forwarding_ruleset", "dnsForwardingRulesets", (body) => ({
        dnsResolverOutboundEndpoints: (body.private_dns_resolver_outbound_endpoint_ids as string[]).map(
          (one) => this.link(one),
        ),
      })),
      ...this.bodies("private_dns_resolver_forwarding_rule").map((rule) =>
        this.row(
          "dnsForwardingRulesets/forwardingRules",
          [this.bodyAt(rule.dns_forwarding_ruleset_id).name, rule.name],
          rule,
          {
            domainName: rule.domain_name,
            forwardingRuleState: rule.enabled === false ? "Disabled" : "Enabled",
            targetDnsServers: blocks(rule.target_dns_servers).map((server) => ({
              ipAddress: server.ip_address,
              port: server.port,
            })),
          },
        ),
      ),
      ...this.bodies("private_dns_resolver_virtual_network_link").map((one) =>
        this.row(
          "dnsForwardingRulesets/virtualNetworkLinks",
          [this.bodyAt(one.dns_forwarding_ruleset_id).name, one.name],
          one,
          { virtualNetwork: this.link(one.virtual_network_id) },
        ),
      ),
    ];
  }

  private placed(body: Body): object[] {
    return blocks(body.ip_configuration).map((one) => ({
      name: one.name,
      properties: given({
        subnet: this.link(one.subnet_id),
        publicIPAddress: this.link(one.public_ip_address_id),
      }),
    }));
  }

  /** Associations of a resource. */
  private linked(type: string, argument: string, name: string): Body[] {
    return this.bodies(type).filter((one) => REFERENCE.exec(String(one[argument]))?.[2] === name);
  }

  private subnet(network: Body, subnet: Body): object {
    const id = this.network("virtualNetworks/subnets", network.name, subnet.name);
    const bound = (type: string, argument: string): object | undefined => {
      const found = this.bodies(`subnet_${type}_association`).find((one) => this.idAt(one.subnet_id) === id);
      return found && this.link(found[argument]);
    };
    const servers = this.bodies("route_server").filter((server) => this.idAt(server.subnet_id) === id);
    return this.nested(id, subnet.name, {
      addressPrefix: (subnet.address_prefixes as string[])[0],
      routeTable: bound("route_table", "route_table_id"),
      networkSecurityGroup: bound("network_security_group", "network_security_group_id"),
      natGateway: bound("nat_gateway", "nat_gateway_id"),
      defaultOutboundAccess: subnet.default_outbound_access_enabled,
      delegations: subnet.delegation && [
        { name: "d", properties: { serviceName: "Microsoft.Network/dnsResolvers" } },
      ],
      ipConfigurations: servers.map((server) => ({
        id: this.network("virtualHubs/ipConfigurations", server.name, "ipconfig1"),
      })),
    });
  }

  private networkInterface(body: Body, name: string): Body {
    const id = this.idAt(`\${azurerm_network_interface.${name}.id}`);
    const linked = (type: string, argument: string): (object | undefined)[] =>
      this.bodies(`network_interface_${type}_association`)
        .filter((one) => this.idAt(one.network_interface_id) === id)
        .map((one) => this.link(one[argument]));
    return {
      enableIPForwarding: body.ip_forwarding_enabled ?? false,
      ipConfigurations: blocks(body.ip_configuration).map((one) => ({
        name: one.name,
        properties: {
          subnet: this.link(one.subnet_id),
          privateIPAddress: one.private_ip_address,
          privateIPAllocationMethod: one.private_ip_address_allocation,
          ...(one.public_ip_address_id !== undefined && {
            publicIPAddress: this.link(one.public_ip_address_id),
          }),
          applicationSecurityGroups: linked("application_security_group", "application_security_group_id"),
          loadBalancerBackendAddressPools: linked("backend_address_pool", "backend_address_pool_id"),
        },
      })),
    };
  }

  private loadBalancer(body: Body): Body {
    const frontends = blocks(body.frontend_ip_configuration);
    const own = (type: string): Body[] =>
      this.bodies(type).filter(
        (one) => this.idAt(one.loadbalancer_id) === this.network("loadBalancers", body.name),
      );
    const frontend = (name: unknown): string =>
      this.network("loadBalancers/frontendIPConfigurations", body.name, name);
    return {
      frontendIPConfigurations: frontends.map((one) => ({
        name: one.name,
        properties: given({
          subnet: this.link(one.subnet_id),
          privateIPAddress: one.private_ip_address,
          publicIPAddress: this.link(one.public_ip_address_id),
        }),
      })),
      inboundNatRules: own("lb_nat_rule").map((rule) => ({
        name: rule.name,
        properties: {
          protocol: rule.protocol,
          frontendPortRangeStart: rule.frontend_port_start,
          frontendPortRangeEnd: rule.frontend_port_end,
          backendPort: rule.backend_port,
          frontendIPConfiguration: { id: frontend(rule.frontend_ip_configuration_name) },
          backendAddressPool: this.link(rule.backend_address_pool_id),
        },
      })),
      outboundRules: own("lb_outbound_rule").map((rule) => ({
        name: rule.name,
        properties: {
          protocol: rule.protocol,
          frontendIPConfigurations: blocks(rule.frontend_ip_configuration).map((one) => ({
            id: frontend(one.name),
          })),
          backendAddressPool: this.link(rule.backend_address_pool_id),
        },
      })),
      backendAddressPools: own("lb_backend_address_pool").map((pool) =>
        this.nested(this.network("loadBalancers/backendAddressPools", body.name, pool.name), pool.name, {}),
      ),
      loadBalancingRules: own("lb_rule").map((rule) => ({
        name: rule.name,
        properties: {
          protocol: rule.protocol,
          frontendPort: rule.frontend_port,
          backendPort: rule.backend_port,
          disableOutboundSnat: rule.disable_outbound_snat,
          frontendIPConfiguration: { id: frontend(rule.frontend_ip_configuration_name) },
          backendAddressPools: blocksOf(rule.backend_address_pool_ids, (id) => this.link(id)),
        },
      })),
    };
  }

  private groupsOf(policy: Body): Body[] {
    const id = this.network("firewallPolicies", policy.name);
    return this.bodies("firewall_policy_rule_collection_group").filter(
      (group) => this.idAt(group.firewall_policy_id) === id,
    );
  }

  private ruleCollectionGroups(): AzureResource[] {
    return this.bodies("firewall_policy").flatMap((policy) =>
      this.groupsOf(policy).map((group) =>
        this.row("firewallPolicies/ruleCollectionGroups", [policy.name, group.name], group, {
          priority: group.priority,
          ruleCollections: [
            ...blocks(group.nat_rule_collection).map((collection) => ({
              ruleCollectionType: "FirewallPolicyNatRuleCollection",
              name: collection.name,
              priority: collection.priority,
              action: { type: "DNAT" },
              rules: blocks(collection.rule).map((rule) => ({
                ruleType: "NatRule",
                name: rule.name,
                ipProtocols: rule.protocols,
                sourceAddresses: rule.source_addresses,
                destinationAddresses: [rule.destination_address],
                destinationPorts: rule.destination_ports,
                translatedAddress: rule.translated_address,
                translatedPort: String(rule.translated_port),
              })),
            })),
            ...blocks(group.network_rule_collection).map((collection) => ({
              ruleCollectionType: "FirewallPolicyFilterRuleCollection",
              name: collection.name,
              priority: collection.priority,
              action: { type: collection.action },
              rules: blocks(collection.rule).map((rule) => ({
                ruleType: "NetworkRule",
                name: rule.name,
                ipProtocols: rule.protocols,
                sourceAddresses: rule.source_addresses,
                sourceIpGroups: blocksOf(rule.source_ip_groups, (id) => this.idAt(id)),
                destinationAddresses: rule.destination_addresses,
                destinationPorts: rule.destination_ports,
              })),
            })),
          ],
        }),
      ),
    );
  }

  private routeServerPeers(): AzureResource[] {
    return this.bodies("route_server").flatMap((server) =>
      this.bodies("route_server_bgp_connection")
        .filter((one) => this.idAt(one.route_server_id) === this.network("virtualHubs", server.name))
        .map((one) =>
          this.row("virtualHubs/bgpConnections", [server.name, one.name], one, {
            peerAsn: one.peer_asn,
            peerIp: one.peer_ip,
          }),
        ),
    );
  }

  private each(
    type: string,
    kind: string,
    properties: (body: Body, name: string) => { readonly [name: string]: unknown },
  ): AzureResource[] {
    return Object.entries(this.resources[`azurerm_${type}`] ?? {}).map(([name, body]) =>
      this.row(kind, [body.name], body, properties(body, name)),
    );
  }

  private row(
    kind: string,
    names: readonly unknown[],
    body: Body,
    properties: { readonly [name: string]: unknown },
  ): AzureResource {
    const sku = WITH_SKU.includes(kind) ? (body.sku ?? body.sku_name) : undefined;
    return {
      id: this.network(kind, ...names),
      name: String(names.at(-1)),
      type: kind.startsWith("Microsoft.") ? kind : `Microsoft.Network/${kind}`,
      location: (body.location as string | undefined) ?? "eastasia",
      ...(sku !== undefined && { sku: { name: sku } }),
      properties: given(properties),
    };
  }

  private nested(id: string, name: unknown, properties: object): object {
    return { id, name, properties: given(properties) };
  }

  /** Resources that name another by a reference to its name. */
  private inside(type: string, owner: Body, argument: string): Body[] {
    return this.bodies(type).filter((body) => this.settled(body[argument]) === owner.name);
  }

  private bodies(type: string): Body[] {
    return Object.values(this.resources[`azurerm_${type}`] ?? {});
  }

  private link(value: unknown): { id: string } | undefined {
    return value === undefined ? undefined : { id: this.idAt(value) };
  }

  private settled(value: unknown): unknown {
    const [, type, name, attribute] = (typeof value === "string" && REFERENCE.exec(value)) || [];
    return type === undefined ? value : (this.resources[type][name][attribute] ?? FIREWALL_ADDRESS);
  }

  private idAt(value: unknown): string {
    const [, type, name] = (typeof value === "string" && REFERENCE.exec(value)) || [];
    if (type === undefined) {
      return String(value);
    }
    const body = this.resources[type][name];
    switch (type) {
      case "azurerm_subnet":
        return this.network("virtualNetworks/subnets", this.settled(body.virtual_network_name), body.name);
      case "azurerm_lb_backend_address_pool":
        return this.network(
          "loadBalancers/backendAddressPools",
          this.bodyAt(body.loadbalancer_id).name,
          body.name,
        );
      case "azurerm_private_dns_resolver_outbound_endpoint":
        return this.network(
          "dnsResolvers/outboundEndpoints",
          this.bodyAt(body.private_dns_resolver_id).name,
          body.name,
        );
      default:
        return this.network(KINDS[type], body.name);
    }
  }

  private bodyAt(value: unknown): Body {
    const [, type, name] = REFERENCE.exec(String(value))!;
    return this.resources[type][name];
  }

  private network(kind: string, ...names: readonly unknown[]): string {
    return this.idOf(
      kind.startsWith("Microsoft.") ? kind : `Microsoft.Network/${kind}`,
      ...names.map(String),
    );
  }
}

/** Kinds that have one beside their properties. */
const WITH_SKU = ["loadBalancers", "publicIPAddresses", "bastionHosts", "natGateways"];

/** The one zone. */
const ZONE = "privatelink.blob.core.windows.net";

const KINDS: { readonly [type: string]: string } = {
  azurerm_virtual_network: "virtualNetworks",
  azurerm_route_table: "routeTables",
  azurerm_network_security_group: "networkSecurityGroups",
  azurerm_application_security_group: "applicationSecurityGroups",
  azurerm_network_interface: "networkInterfaces",
  azurerm_lb: "loadBalancers",
  azurerm_public_ip: "publicIPAddresses",
  azurerm_firewall_policy: "firewallPolicies",
  azurerm_ip_group: "ipGroups",
  azurerm_virtual_network_gateway: "virtualNetworkGateways",
  azurerm_local_network_gateway: "localNetworkGateways",
  azurerm_route_server: "virtualHubs",
  azurerm_nat_gateway: "natGateways",
  azurerm_private_dns_zone: "privateDnsZones",
  azurerm_private_dns_resolver: "dnsResolvers",
  azurerm_private_dns_resolver_dns_forwarding_ruleset: "dnsForwardingRulesets",
};

function blocks(value: unknown): Body[] {
  return value === undefined ? [] : (value as Body[]);
}

function blocksOf<T>(value: unknown, make: (id: unknown) => T): T[] | undefined {
  return value === undefined ? undefined : (value as unknown[]).map(make);
}

/** Azure leaves out what isn't set. */
function given(properties: object): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

const inTemplate: IdOf = (type, ...names) =>
  `[resourceId(${[type, ...names].map((text) => `'${text}'`).join(", ")})]`;

const FIREWALL_OF_TEMPLATE =
  "[reference(resourceId('Microsoft.Network/azureFirewalls', 'afw')).ipConfigurations[0].properties.privateIPAddress]";

/** The same as a template: ids are expressions, and the firewall's address is what only the deployment tells. */
export function asTemplate(resources: Resources): object {
  const declared = asAzure(resources, inTemplate).map(({ id, name, type, properties, ...rest }) => ({
    ...rest,
    type,
    apiVersion: "2024-07-01",
    name: namesOf(id, name),
    properties: JSON.parse(
      JSON.stringify(properties, (key, value: unknown) =>
        value === FIREWALL_ADDRESS && key === "privateIPAddress"
          ? undefined
          : value === FIREWALL_ADDRESS && key === "nextHopIpAddress"
            ? FIREWALL_OF_TEMPLATE
            : value,
      ),
    ) as object,
  }));
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: declared.map((resource) => JSON.parse(JSON.stringify(resource, withoutIds)) as object),
  };
}

/** The same as `bicep snapshot` predicts it: ids are literal, and what only Azure tells is an expression. */
export function asBicepSnapshot(resources: Resources): object {
  const firewall = literalId("Microsoft.Network/azureFirewalls", "afw");
  const predicted = asAzure(resources).map((one) => ({ ...one, apiVersion: "2024-07-01" }));
  const shown = JSON.stringify(predicted, function (this: unknown, key, value: unknown) {
    if (value === FIREWALL_ADDRESS && key === "nextHopIpAddress") {
      return `[reference('${firewall}', '2024-07-01').ipConfigurations[0].properties.privateIPAddress]`;
    }
    if (value === FIREWALL_ADDRESS && key === "privateIPAddress") {
      return undefined;
    }
    return withoutIds.call(this, key, value);
  });
  const written = JSON.parse(shown) as object[];
  const predictedResources = written.map((one, index) => ({ ...one, id: predicted[index].id }));
  return { predictedResources, diagnostics: [] };
}

/** `[format('{0}/{1}', 'policy', 'group')]` for what lies in another resource. */
function namesOf(id: string, name: string): string {
  const names = [...id.matchAll(/'([^']*)'/g)].slice(1).map(([, one]) => one);
  return names.length < 2
    ? name
    : `[format('${names.map((_, index) => `{${index}}`).join("/")}', ${names.map((one) => `'${one}'`).join(", ")})]`;
}

/** A template writes no ids of what is inside, nor what Azure adds to a subnet and a policy. */
function withoutIds(this: unknown, key: string, value: unknown): unknown {
  const isInside = typeof this === "object" && this !== null && "properties" in this;
  const isAdded = key === "ruleCollectionGroups" || (key === "ipConfigurations" && isBare(value));
  return (key === "id" && isInside) || isAdded ? undefined : value;
}

function isBare(value: unknown): boolean {
  return Array.isArray(value) && value.every((one: object) => Object.keys(one).join() === "id");
}

/** The same as the Azure CLI prints it: properties beside the rest, and no types inside. */
export function flattened(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(flattened);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const { properties, ...rest } = value as { readonly properties?: object };
  const all = Object.entries({ ...rest, ...properties }).map(([key, member]) => [key, flattened(member)]);
  return Object.fromEntries(all) as unknown;
}
