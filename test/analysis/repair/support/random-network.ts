import fc from "fast-check";

type Block = { [argument: string]: unknown };

/** A Terraform document with what has to be declared of it. */
export interface RandomNetwork {
  readonly document: { readonly resource: { readonly [type: string]: { readonly [name: string]: Block } } };
  readonly assume: object;
}

const spoke = fc.record({
  /** What its table says; `undefined`: it has none. */
  table: fc.constantFrom(undefined, "default", "default", "summary", "neighbour", "other", "none"),
  separate: fc.boolean(),
  nextHop: fc.constantFrom("nva", "nva", "firewall", "firewall", "nobody", "idle", "far"),
  propagation: fc.boolean(),
  halves: fc.constantFrom("both", "both", "both", "both", "hub", "spoke", "neither"),
  forwarded: fc.constantFrom(true, true, false),
  access: fc.constantFrom(true, true, true, false),
  transit: fc.constantFrom("both", "both", "allow", "use", "neither"),
  filter: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    "deny in",
    "deny out",
    "allow 443",
    "deny neighbour",
  ),
});

const parts = {
  firewall: fc.constantFrom(undefined, "none", "any", "443", "one way", "deny"),
  gateway: fc.constantFrom(undefined, "static", "static"),
  gatewayRoutes: fc.constantFrom(undefined, "summary", "first"),
  hubTable: fc.constantFrom(undefined, "neighbour", "loop"),
  forwarding: fc.constantFrom(true, true, false),
};

/** Hub and spokes with the mistakes that people make. */
export function randomNetworks(spokes: {
  readonly min: number;
  readonly max: number;
}): fc.Arbitrary<RandomNetwork> {
  return fc
    .record({ ...parts, spokes: fc.array(spoke, { minLength: spokes.min, maxLength: spokes.max }) })
    .map(build);
}

type Case = typeof parts extends infer P
  ? { readonly [K in keyof P]: P[K] extends fc.Arbitrary<infer T> ? T : never } & {
      readonly spokes: readonly (typeof spoke extends fc.Arbitrary<infer S> ? S : never)[];
    }
  : never;

const PLACE = { location: "eastasia", resource_group_name: "rg" };
const prefixOf = (index: number): string => `10.${10 + index}.0.0/16`;

function build(input: Case): RandomNetwork {
  const resource: { [type: string]: { [name: string]: Block } } = {};
  const add = (type: string, name: string, block: Block): void => {
    resource[type] = { ...resource[type], [name]: block };
  };
  const network = (name: string, prefix: string): void =>
    add("azurerm_virtual_network", name, { name, ...PLACE, address_space: [prefix] });
  const subnet = (of: string, name: string, prefix: string): void =>
    add("azurerm_subnet", `${of}_${name}`, {
      name,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
      address_prefixes: [prefix],
    });
  const nic = (name: string, ip: string, forwards: boolean): void =>
    add("azurerm_network_interface", name, {
      name,
      ...PLACE,
      ip_forwarding_enabled: forwards,
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_nva.id}",
          private_ip_address_allocation: "Static",
          private_ip_address: ip,
        },
      ],
    });
  const table = (
    of: string,
    routes: [string, string][],
    { separate = false, propagation = true } = {},
  ): void => {
    const blocks = routes.map(([prefix, hop], index) => ({
      name: `r${index}`,
      address_prefix: prefix,
      ...(/^[A-Z]/.test(hop)
        ? { next_hop_type: hop }
        : { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: hop }),
    }));
    add("azurerm_route_table", of, {
      name: `rt-${of}`,
      ...PLACE,
      bgp_route_propagation_enabled: propagation,
      ...(separate ? {} : { route: blocks }),
    });
    if (separate) {
      blocks.forEach((block) =>
        add("azurerm_route", `${of}_${block.name}`, {
          ...block,
          resource_group_name: "rg",
          route_table_name: `\${azurerm_route_table.${of}.name}`,
        }),
      );
    }
    add("azurerm_subnet_route_table_association", of, {
      subnet_id: `\${azurerm_subnet.${of}.id}`,
      route_table_id: `\${azurerm_route_table.${of}.id}`,
    });
  };
  network("hub", "10.0.0.0/16");
  subnet("hub", "app", "10.0.0.0/24");
  subnet("hub", "nva", "10.0.1.0/24");
  nic("nva", "10.0.1.4", input.forwarding);
  nic("idle", "10.0.1.5", false);
  if (input.firewall !== undefined) {
    addFirewall(add, subnet, input.firewall);
  }
  if (input.hubTable !== undefined) {
    table("hub_nva", [[prefixOf(0), input.hubTable === "loop" ? "10.0.1.4" : "None"]]);
  }
  if (input.gateway !== undefined) {
    addGateway(add, subnet);
    if (input.gatewayRoutes !== undefined) {
      table("hub_GatewaySubnet", [
        [input.gatewayRoutes === "summary" ? "10.0.0.0/8" : prefixOf(0), "10.0.1.4"],
      ]);
    }
  }
  const hops = {
    nva: "10.0.1.4",
    firewall:
      input.firewall === undefined
        ? "10.0.1.4"
        : "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}",
    nobody: "10.0.1.99",
    idle: "10.0.1.5",
    far: "10.200.0.4",
  };
  input.spokes.forEach((one, index) => {
    const name = `spoke${index}`;
    const neighbour = prefixOf((index + 1) % input.spokes.length);
    network(name, prefixOf(index));
    subnet(name, "app", `10.${10 + index}.0.0/24`);
    if (one.table !== undefined) {
      const hop = hops[one.nextHop];
      const routes: { [kind: string]: [string, string][] } = {
        default: [["0.0.0.0/0", hop]],
        summary: [["10.0.0.0/8", hop]],
        neighbour: [[neighbour, hop]],
        other: [["10.99.0.0/16", hop]],
        none: [[neighbour, "None"]],
      };
      table(`${name}_app`, routes[one.table], one);
    }
    const half = (from: string, to: string, flags: Block): void =>
      add("azurerm_virtual_network_peering", `${from}_to_${to}`, {
        name: `${from}-to-${to}`,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
        remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
        ...flags,
      });
    const shares = input.gateway !== undefined;
    if (one.halves === "both" || one.halves === "hub") {
      half("hub", name, {
        allow_forwarded_traffic: true,
        ...(shares && { allow_gateway_transit: ["both", "allow"].includes(one.transit) }),
      });
    }
    if (one.halves === "both" || one.halves === "spoke") {
      half(name, "hub", {
        allow_forwarded_traffic: one.forwarded,
        allow_virtual_network_access: one.access,
        ...(shares && { use_remote_gateways: ["both", "use"].includes(one.transit) }),
      });
    }
    if (one.filter !== undefined) {
      addFilter(add, name, one.filter, neighbour);
    }
  });
  return { document: { resource }, assume: { version: 1, forwards: ["nva"] } };
}

type Add = (type: string, name: string, block: Block) => void;

function addFirewall(
  add: Add,
  subnet: (of: string, name: string, prefix: string) => void,
  rules: Exclude<Case["firewall"], undefined>,
): void {
  subnet("hub", "AzureFirewallSubnet", "10.0.3.0/26");
  add("azurerm_public_ip", "fw", { name: "pip-fw", ...PLACE, allocation_method: "Static", sku: "Standard" });
  add("azurerm_firewall_policy", "fw", { name: "fwp", ...PLACE });
  add("azurerm_firewall", "fw", {
    name: "fw",
    ...PLACE,
    sku_name: "AZFW_VNet",
    sku_tier: "Standard",
    firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
    ip_configuration: [
      {
        name: "c",
        subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
        public_ip_address_id: "${azurerm_public_ip.fw.id}",
      },
    ],
  });
  if (rules === "none") {
    return;
  }
  const collection = (name: string, priority: number, action: string, rule: Block): Block => ({
    name,
    priority,
    action,
    rule: [
      {
        name,
        protocols: ["Any"],
        source_addresses: ["*"],
        destination_addresses: ["*"],
        destination_ports: ["*"],
        ...rule,
      },
    ],
  });
  const allow = collection("allow", 500, "Allow", {
    ...(rules === "443" && { protocols: ["TCP"], destination_ports: ["443"] }),
    ...(rules === "one way" && { source_addresses: [prefixOf(0)] }),
  });
  const deny = collection("deny", 400, "Deny", { source_addresses: [prefixOf(1)] });
  add("azurerm_firewall_policy_rule_collection_group", "fw", {
    name: "g",
    firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
    priority: 500,
    network_rule_collection: rules === "deny" ? [deny, allow] : [allow],
  });
}

function addGateway(add: Add, subnet: (of: string, name: string, prefix: string) => void): void {
  subnet("hub", "GatewaySubnet", "10.0.200.0/27");
  add("azurerm_virtual_network_gateway", "gw", {
    name: "gw",
    ...PLACE,
    type: "Vpn",
    sku: "VpnGw1AZ",
    ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
  });
  add("azurerm_local_network_gateway", "hq", {
    name: "hq",
    ...PLACE,
    gateway_address: "203.0.113.7",
    address_space: ["172.16.0.0/16"],
  });
  add("azurerm_virtual_network_gateway_connection", "hq", {
    name: "con",
    ...PLACE,
    type: "IPsec",
    virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
    local_network_gateway_id: "${azurerm_local_network_gateway.hq.id}",
    shared_key: "${var.psk}",
  });
}

function addFilter(add: Add, spokeName: string, filter: string, neighbour: string): void {
  const inbound = filter !== "deny out";
  add("azurerm_network_security_group", spokeName, {
    name: `nsg-${spokeName}`,
    ...PLACE,
    security_rule: [
      {
        name: "rule",
        priority: 200,
        direction: inbound ? "Inbound" : "Outbound",
        access: filter === "allow 443" ? "Allow" : "Deny",
        protocol: filter === "allow 443" ? "Tcp" : "*",
        source_port_range: "*",
        destination_port_range: filter === "allow 443" ? "443" : "*",
        source_address_prefix: filter === "deny neighbour" ? neighbour : "*",
        destination_address_prefix: "*",
      },
    ],
  });
  add("azurerm_subnet_network_security_group_association", spokeName, {
    subnet_id: `\${azurerm_subnet.${spokeName}_app.id}`,
    network_security_group_id: `\${azurerm_network_security_group.${spokeName}.id}`,
  });
}
