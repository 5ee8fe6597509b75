import fc from "fast-check";

type Block = { [argument: string]: unknown };
interface Terraform {
  readonly "//"?: object;
  readonly resource: { readonly [type: string]: { readonly [name: string]: Block } };
}

/** An argument of which the input may not tell the value, with everything that Azure would take there. */
export interface OpenFact {
  readonly type: string;
  readonly name: string;
  /** `ip_configuration.private_ip_address` for an argument of a block. */
  readonly argument: string;
  readonly values: readonly unknown[];
}

/** A network as Terraform JSON, and the facts in it that can be left open. */
export interface OpenNetwork {
  readonly document: Terraform;
  readonly facts: readonly OpenFact[];
}

const GROUP = { location: "westeurope", resource_group_name: "rg" };
const SPOKES = ["one", "two", "three"] as const;
const ELSEWHERE = "/subscriptions/s/resourceGroups/other/providers/Microsoft.Network";

const id = (type: string, name: string): string => `\${azurerm_${type}.${name}.id}`;
const nameOf = (type: string, name: string): string => `\${azurerm_${type}.${name}.name}`;
const many = <T>(
  items: readonly T[],
  entry: (item: T, i: number) => [string, Block],
): { [name: string]: Block } => Object.fromEntries(items.map(entry));

/** What differs from network to network. */
export const design = fc.record({
  hops: fc.array(fc.constantFrom("router", "balancer", "firewall", "None", "gateway"), {
    minLength: 3,
    maxLength: 3,
  }),
  prefixes: fc.array(fc.constantFrom("0.0.0.0/0", "10.0.0.0/8", "sister", "none"), {
    minLength: 3,
    maxLength: 3,
  }),
  propagation: fc.boolean(),
  forwarded: fc.boolean(),
  access: fc.boolean(),
  rule: fc.record({
    access: fc.constantFrom("Allow", "Deny"),
    direction: fc.constantFrom("Inbound", "Outbound"),
    end: fc.constantFrom("*", "10.2.0.0/16", "10.3.0.0/16", "VirtualNetwork", "group"),
  }),
  denyAll: fc.boolean(),
  firewall: fc.constantFrom("10.0.0.0/8", "10.2.0.0/16", "*"),
  twoRouters: fc.boolean(),
  site: fc.constantFrom("static", "bgp", "none"),
  transit: fc.boolean(),
  server: fc.boolean(),
  mesh: fc.boolean(),
  endpoint: fc.boolean(),
});

export type Design = typeof design extends fc.Arbitrary<infer T> ? T : never;

/** A hub with routers behind a load balancer, a firewall, a gateway and a Route Server; three spokes. */
export function openNetwork(input: Design): OpenNetwork {
  const subnets: [string, string, string][] = [
    ["hub_routers", "hub", "10.0.1.0/24"],
    ["hub_firewall", "hub", "10.0.3.0/26"],
    ["hub_gateway", "hub", "10.0.200.0/24"],
    ["hub_server", "hub", "10.0.4.0/26"],
    ...SPOKES.map((spoke, i): [string, string, string] => [spoke, spoke, `10.${i + 1}.0.0/24`]),
  ];
  const names: { [subnet: string]: string } = {
    hub_routers: "routers",
    hub_firewall: "AzureFirewallSubnet",
    hub_gateway: "GatewaySubnet",
    hub_server: "RouteServerSubnet",
  };
  const nic = (address: string, subnet: string, more: Block = {}): Block => ({
    name: `nic-${address}`,
    ...GROUP,
    ip_configuration: [
      {
        name: "c",
        subnet_id: id("subnet", subnet),
        private_ip_address_allocation: "Static",
        private_ip_address: address,
      },
    ],
    ...more,
  });
  const hops: { [hop: string]: Block } = {
    router: { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: "10.0.1.4" },
    balancer: { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: "10.0.1.100" },
    firewall: {
      next_hop_type: "VirtualAppliance",
      next_hop_in_ip_address: "${azurerm_firewall.f.ip_configuration[0].private_ip_address}",
    },
    None: { next_hop_type: "None" },
    gateway: { next_hop_type: "VirtualNetworkGateway" },
  };
  const sources =
    input.rule.end === "group"
      ? { source_application_security_group_ids: [id("application_security_group", "a")] }
      : { source_address_prefix: input.rule.end };
  const rule = (more: Block): Block => ({
    resource_group_name: "rg",
    network_security_group_name: nameOf("network_security_group", "g"),
    priority: 100,
    direction: "Inbound",
    access: "Deny",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "*",
    destination_address_prefix: "*",
    ...more,
  });
  const manager = "azurerm_network_manager_";
  const resource: { [type: string]: { [name: string]: Block } } = {
    azurerm_virtual_network: many(["hub", ...SPOKES], (name, i) => [
      name,
      { name, ...GROUP, address_space: [`10.${i}.0.0/16`] },
    ]),
    azurerm_subnet: many(subnets, ([subnet, network, prefix]) => [
      subnet,
      {
        name: names[subnet] ?? "s",
        resource_group_name: "rg",
        virtual_network_name: nameOf("virtual_network", network),
        address_prefixes: [prefix],
        private_endpoint_network_policies: "Disabled",
      },
    ]),
    azurerm_virtual_network_peering: Object.fromEntries(
      SPOKES.flatMap((spoke): [string, Block][] =>
        [
          ["hub", spoke],
          [spoke, "hub"],
        ].map(([from, to]): [string, Block] => [
          `${from}_${to}`,
          {
            name: `${from}-${to}`,
            resource_group_name: "rg",
            virtual_network_name: nameOf("virtual_network", from),
            remote_virtual_network_id: id("virtual_network", to),
            allow_virtual_network_access: input.access,
            allow_forwarded_traffic: input.forwarded,
            allow_gateway_transit: from === "hub" && input.transit,
            use_remote_gateways: to === "hub" && input.transit,
          },
        ]),
      ),
    ),
    azurerm_network_interface: {
      router: nic("10.0.1.4", "hub_routers", { ip_forwarding_enabled: true }),
      other: nic("10.0.1.5", "hub_routers", { ip_forwarding_enabled: true }),
      vm1: nic("10.1.0.4", "one"),
      vm2: nic("10.2.0.4", "two"),
    },
    azurerm_lb: {
      b: {
        name: "b",
        ...GROUP,
        sku: "Standard",
        frontend_ip_configuration: [
          { name: "f", subnet_id: id("subnet", "hub_routers"), private_ip_address: "10.0.1.100" },
        ],
      },
      spare: {
        name: "spare",
        ...GROUP,
        sku: "Standard",
        frontend_ip_configuration: [
          { name: "f", subnet_id: id("subnet", "hub_routers"), private_ip_address: "10.0.1.101" },
        ],
      },
    },
    azurerm_lb_backend_address_pool: many(["b", "spare"], (name) => [
      name,
      { name, loadbalancer_id: id("lb", name) },
    ]),
    azurerm_lb_rule: {
      r: {
        name: "r",
        loadbalancer_id: id("lb", "b"),
        protocol: "All",
        frontend_port: 0,
        backend_port: 0,
        frontend_ip_configuration_name: "f",
        backend_address_pool_ids: [id("lb_backend_address_pool", "b")],
      },
    },
    azurerm_network_interface_backend_address_pool_association: many(
      input.twoRouters ? ["router", "other"] : ["router"],
      (name) => [
        name,
        {
          network_interface_id: id("network_interface", name),
          ip_configuration_name: "c",
          backend_address_pool_id: id("lb_backend_address_pool", "b"),
        },
      ],
    ),
    azurerm_firewall: {
      f: {
        name: "f",
        ...GROUP,
        sku_name: "AZFW_VNet",
        sku_tier: "Standard",
        firewall_policy_id: id("firewall_policy", "p"),
        ip_configuration: [{ name: "c", subnet_id: id("subnet", "hub_firewall") }],
      },
    },
    azurerm_firewall_policy: { p: { name: "p", ...GROUP }, q: { name: "q", ...GROUP } },
    azurerm_firewall_policy_rule_collection_group: {
      g: {
        name: "g",
        firewall_policy_id: id("firewall_policy", "p"),
        priority: 100,
        network_rule_collection: [
          {
            name: "c",
            priority: 100,
            action: "Allow",
            rule: [
              {
                name: "r",
                protocols: ["Any"],
                source_addresses: [input.firewall],
                destination_addresses: ["10.0.0.0/8"],
                destination_ports: ["*"],
              },
            ],
          },
        ],
      },
    },
    azurerm_route_table: many(SPOKES, (name) => [
      name,
      { name, ...GROUP, bgp_route_propagation_enabled: input.propagation },
    ]),
    azurerm_subnet_route_table_association: many(SPOKES, (name) => [
      name,
      { subnet_id: id("subnet", name), route_table_id: id("route_table", name) },
    ]),
    azurerm_route: many(
      SPOKES.filter((_name, i) => input.prefixes[i] !== "none"),
      (name) => {
        const i = SPOKES.indexOf(name);
        const prefix = input.prefixes[i] === "sister" ? `10.${((i + 1) % 3) + 1}.0.0/16` : input.prefixes[i];
        return [
          name,
          {
            name: `to-${name}`,
            resource_group_name: "rg",
            route_table_name: nameOf("route_table", name),
            address_prefix: prefix,
            ...hops[input.hops[i]],
          },
        ];
      },
    ),
    azurerm_network_security_group: { g: { name: "g", ...GROUP }, h: { name: "h", ...GROUP } },
    azurerm_network_security_rule: {
      r: rule({
        source_address_prefix: undefined,
        ...sources,
        name: "r",
        access: input.rule.access,
        direction: input.rule.direction,
      }),
      ...(input.denyAll ? { all: rule({ name: "all", priority: 200 }) } : {}),
    },
    azurerm_subnet_network_security_group_association: {
      one: { subnet_id: id("subnet", "one"), network_security_group_id: id("network_security_group", "g") },
    },
    azurerm_application_security_group: { a: { name: "a", ...GROUP }, b: { name: "b", ...GROUP } },
    azurerm_network_interface_application_security_group_association: {
      vm2: {
        network_interface_id: id("network_interface", "vm2"),
        application_security_group_id: id("application_security_group", "a"),
      },
    },
    azurerm_virtual_network_gateway: {
      v: {
        name: "v",
        ...GROUP,
        type: "Vpn",
        active_active: input.server,
        enable_bgp: true,
        ip_configuration: [{ name: "c", subnet_id: id("subnet", "hub_gateway") }],
      },
    },
  };
  if (input.site !== "none") {
    resource.azurerm_local_network_gateway = {
      l: {
        name: "l",
        ...GROUP,
        gateway_address: "203.0.113.1",
        address_space: ["172.16.0.0/16"],
      },
    };
    resource.azurerm_virtual_network_gateway_connection = {
      c: {
        name: "c",
        ...GROUP,
        type: "IPsec",
        virtual_network_gateway_id: id("virtual_network_gateway", "v"),
        local_network_gateway_id: id("local_network_gateway", "l"),
        enable_bgp: input.site === "bgp",
      },
    };
  }
  if (input.server) {
    resource.azurerm_route_server = {
      s: {
        name: "s",
        ...GROUP,
        sku: "Standard",
        subnet_id: id("subnet", "hub_server"),
        branch_to_branch_traffic_enabled: true,
      },
    };
    resource.azurerm_route_server_bgp_connection = {
      p: { name: "p", route_server_id: id("route_server", "s"), peer_asn: 65010, peer_ip: "10.0.1.4" },
    };
  }
  if (input.endpoint) {
    resource.azurerm_private_endpoint = {
      e: {
        name: "e",
        ...GROUP,
        subnet_id: id("subnet", "two"),
        ip_configuration: [{ name: "c", private_ip_address: "10.2.0.20" }],
      },
    };
  }
  if (input.mesh) {
    resource[`${manager}network_group`] = {
      g: { name: "g", network_manager_id: ELSEWHERE },
      h: { name: "h", network_manager_id: ELSEWHERE },
    };
    resource[`${manager}static_member`] = many(["one", "two"], (name) => [
      name,
      {
        name,
        network_group_id: id("network_manager_network_group", "g"),
        target_virtual_network_id: id("virtual_network", name),
      },
    ]);
    resource[`${manager}connectivity_configuration`] = {
      m: {
        name: "m",
        network_manager_id: ELSEWHERE,
        connectivity_topology: "Mesh",
        applies_to_group: [
          {
            group_connectivity: "DirectlyConnected",
            network_group_id: id("network_manager_network_group", "g"),
          },
        ],
      },
    };
    resource[`${manager}deployment`] = {
      d: {
        network_manager_id: ELSEWHERE,
        location: "westeurope",
        scope_access: "Connectivity",
        configuration_ids: [id("network_manager_connectivity_configuration", "m")],
      },
    };
  }
  const announced = { speaker: "azurerm_network_interface.router", announces: ["10.0.0.0/8"] };
  const comment = { "cdktf-azure-hub-spoke": { version: 1, bgp: [announced] } };
  return { document: { "//": comment, resource }, facts: factsOf(resource) };
}

const YES_NO = [true, false];
const tables = [...SPOKES.map((name) => nameOf("route_table", name)), "rt-elsewhere"];

/** For each argument, what it may turn out to be. */
const VALUES: { readonly [type: string]: { readonly [argument: string]: readonly unknown[] } } = {
  azurerm_virtual_network_peering: {
    allow_virtual_network_access: YES_NO,
    allow_forwarded_traffic: YES_NO,
    allow_gateway_transit: YES_NO,
    use_remote_gateways: YES_NO,
    remote_virtual_network_id: [id("virtual_network", "hub"), `${ELSEWHERE}/virtualNetworks/other`],
  },
  azurerm_subnet: { private_endpoint_network_policies: ["Disabled", "Enabled", "RouteTableEnabled"] },
  azurerm_network_interface: { ip_forwarding_enabled: YES_NO },
  azurerm_lb_rule: {
    loadbalancer_id: [id("lb", "b"), id("lb", "spare")],
    protocol: ["All", "Tcp"],
    backend_address_pool_ids: [
      [id("lb_backend_address_pool", "b")],
      [id("lb_backend_address_pool", "spare")],
    ],
  },
  azurerm_network_interface_backend_address_pool_association: {
    network_interface_id: [id("network_interface", "router"), id("network_interface", "other")],
    backend_address_pool_id: [id("lb_backend_address_pool", "b"), id("lb_backend_address_pool", "spare")],
  },
  azurerm_firewall: { firewall_policy_id: [id("firewall_policy", "p"), id("firewall_policy", "q")] },
  azurerm_firewall_policy_rule_collection_group: {
    firewall_policy_id: [id("firewall_policy", "p"), id("firewall_policy", "q")],
    "network_rule_collection.action": ["Allow", "Deny"],
    network_rule_collection: [[], undefined],
  },
  azurerm_route_table: { bgp_route_propagation_enabled: YES_NO },
  azurerm_subnet_route_table_association: {
    route_table_id: [...SPOKES.map((name) => id("route_table", name)), `${ELSEWHERE}/routeTables/other`],
  },
  azurerm_route: {
    route_table_name: tables,
    address_prefix: ["0.0.0.0/0", "10.0.0.0/8", "10.3.0.0/16", "10.2.0.0/24"],
    next_hop_in_ip_address: ["10.0.1.4", "10.0.1.100", "10.0.1.5"],
  },
  azurerm_network_security_rule: {
    network_security_group_name: [
      nameOf("network_security_group", "g"),
      nameOf("network_security_group", "h"),
    ],
    access: ["Allow", "Deny"],
    direction: ["Inbound", "Outbound"],
    protocol: ["*", "Tcp", "Udp"],
    priority: [100, 300],
    source_address_prefix: ["*", "10.2.0.0/16", "VirtualNetwork"],
    source_application_security_group_ids: [
      [id("application_security_group", "a")],
      [id("application_security_group", "b")],
    ],
  },
  azurerm_subnet_network_security_group_association: {
    subnet_id: SPOKES.map((name) => id("subnet", name)),
    network_security_group_id: [id("network_security_group", "g"), id("network_security_group", "h")],
  },
  azurerm_network_interface_application_security_group_association: {
    network_interface_id: [id("network_interface", "vm1"), id("network_interface", "vm2")],
    application_security_group_id: [
      id("application_security_group", "a"),
      id("application_security_group", "b"),
    ],
  },
  azurerm_virtual_network_gateway: { active_active: YES_NO },
  azurerm_virtual_network_gateway_connection: { enable_bgp: YES_NO },
  azurerm_route_server_bgp_connection: {
    route_server_id: [id("route_server", "s"), `${ELSEWHERE}/virtualHubs/other`],
  },
  azurerm_route_server: { branch_to_branch_traffic_enabled: YES_NO },
  azurerm_private_endpoint: {
    subnet_id: [id("subnet", "two")],
    "ip_configuration.private_ip_address": ["10.2.0.20", "10.2.0.200"],
  },
  azurerm_network_manager_static_member: {
    network_group_id: [id("network_manager_network_group", "g"), id("network_manager_network_group", "h")],
    target_virtual_network_id: SPOKES.map((name) => id("virtual_network", name)),
  },
  azurerm_network_manager_connectivity_configuration: {
    connectivity_topology: ["Mesh", "HubAndSpoke"],
    "applies_to_group.network_group_id": [
      id("network_manager_network_group", "g"),
      id("network_manager_network_group", "h"),
    ],
  },
  azurerm_network_manager_deployment: {
    configuration_ids: [[id("network_manager_connectivity_configuration", "m")], []],
  },
};

function factsOf(resource: Terraform["resource"]): OpenFact[] {
  return Object.entries(VALUES).flatMap(([type, values]) =>
    Object.entries(resource[type] ?? {}).flatMap(([name, block]) =>
      Object.entries(values)
        .filter(([argument]) => valueAt(block, argument) !== undefined)
        // What a spoke's own half leads to is the hub, or nothing here; the hub's halves lead to spokes.
        .filter(([argument]) => argument !== "remote_virtual_network_id" || !name.startsWith("hub_"))
        .map(([argument, some]) => ({
          type,
          name,
          argument,
          values: [...some.filter((one) => one !== undefined), valueAt(block, argument)],
        })),
    ),
  );
}

function valueAt(block: Block, argument: string): unknown {
  const [first, inner] = argument.split(".");
  return inner === undefined ? block[first] : (block[first] as Block[] | undefined)?.[0]?.[inner];
}

/** The document with some facts set. */
export function withFacts(
  { document }: OpenNetwork,
  settings: readonly { readonly fact: OpenFact; readonly value: unknown }[],
): Terraform {
  const copy = structuredClone(document) as { resource: { [type: string]: { [name: string]: Block } } };
  for (const { fact, value } of settings) {
    const block = copy.resource[fact.type][fact.name];
    const [first, inner] = fact.argument.split(".");
    if (inner === undefined) {
      // What is in it may be left open too, or settled, beside the other documents that have it.
      block[first] = structuredClone(value);
    } else if (Array.isArray(block[first])) {
      (block[first] as Block[])[0][inner] = value;
    }
  }
  return copy;
}

/** What stands for a fact of which only apply tells: one that names nothing, or one that names all that it may be. */
export function openValue(fact: OpenFact, i: number, named: boolean): unknown {
  const lists = fact.values.every(Array.isArray) && fact.argument !== "network_rule_collection";
  const texts = fact.values.map((value) => (Array.isArray(value) ? (value[0] as unknown) : value));
  const references = texts.filter(
    (text): text is string => typeof text === "string" && text.startsWith("${"),
  );
  const isNamed = named && references.length === texts.length && !lists;
  const choice = [...new Set(references)].map((text) => text.slice(2, -1)).join(", ");
  const expression = isNamed
    ? `\${element([${choice}], random_integer.u${i}.result)}`
    : `\${random_id.u${i}.hex}`;
  return lists ? [expression] : expression;
}
