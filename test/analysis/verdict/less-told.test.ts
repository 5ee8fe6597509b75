import { Analysis, analyze, findingsOf, NetworkModel, readConfiguration } from "../../../lib/analysis";

type Json = ReturnType<typeof JSON.parse>;

const AT = { resource_group_name: "rg", location: "westeurope" };
const UNTOLD = "${var.not_told}";
const id = (address: string): string => `\${azurerm_${address}.id}`;

/** Resources of several pieces, by type and name. */
function model(...pieces: readonly Json[]): NetworkModel {
  const resource: Json = {};
  const data: Json = {};
  for (const piece of pieces) {
    for (const [type, all] of Object.entries<Json>(piece)) {
      const [into, name] = type.startsWith("data.") ? [data, type.slice(5)] : [resource, type];
      into[name] = { ...into[name], ...all };
    }
  }
  return readConfiguration({ resource, data, variable: { not_told: {} } });
}

const read = (...pieces: readonly Json[]): Analysis => analyze(model(...pieces));

const errorsOf = (...pieces: readonly Json[]): string[] =>
  findingsOf(model(...pieces)).flatMap(({ severity, code }) => (severity === "error" ? code : []));

const subnet = (network: string, name: string, prefix: string, more: Json = {}): Json => ({
  azurerm_subnet: {
    [`${network}-${name}`]: {
      resource_group_name: "rg",
      name,
      virtual_network_name: network,
      address_prefixes: [prefix],
      ...more,
    },
  },
});

/** A network 10.N.0.0/16 with the subnet "s". */
const network = (name: string, index: number, more: Json = {}): Json => ({
  azurerm_virtual_network: { [name]: { ...AT, name, address_space: [`10.${index}.0.0/16`] } },
  ...subnet(name, "s", `10.${index}.0.0/24`, more),
});

const half = (from: string, to: string, more: Json = {}): Json => ({
  [`${from}-${to}`]: {
    resource_group_name: "rg",
    name: `${from}-${to}`,
    virtual_network_name: from,
    remote_virtual_network_id: id(`virtual_network.${to}`),
    ...more,
  },
});

const peering = (from: string, to: string, there: Json = {}, back = there): Json => ({
  azurerm_virtual_network_peering: { ...half(from, to, there), ...half(to, from, back) },
});

const FORWARDS = { allow_forwarded_traffic: true };
const UP = { ...FORWARDS, use_remote_gateways: true };
const DOWN = { ...FORWARDS, allow_gateway_transit: true };

const publicIp = (name: string): Json => ({
  azurerm_public_ip: { [name]: { ...AT, name, allocation_method: "Static", zones: ["1", "2", "3"] } },
});

describe("peers of a Route Server", () => {
  const HUB = [
    network("hub", 0),
    network("one", 1),
    network("two", 2),
    peering("hub", "one", DOWN, UP),
    peering("hub", "two", DOWN, UP),
    subnet("hub", "RouteServerSubnet", "10.0.3.0/26"),
    publicIp("rs"),
  ];
  const SERVER = {
    azurerm_route_server: {
      rs: {
        ...AT,
        name: "rs1",
        sku: "Standard",
        subnet_id: id("subnet.hub-RouteServerSubnet"),
        public_ip_address_id: id("public_ip.rs"),
      },
    },
  };
  const peer = (server: string, more: Json = {}): Json => ({
    azurerm_route_server_bgp_connection: {
      nva: { name: "nva", route_server_id: server, peer_asn: 65001, peer_ip: "10.0.0.4", ...more },
    },
  });
  const DATA = { "data.azurerm_route_server": { rs: { name: "rs1", resource_group_name: "rg" } } };

  test("without one, spokes don't reach each other", () => {
    expect(read(...HUB, SERVER).verdict("one/s", "two/s")).toBe("BLOCKED");
  });

  test.each([
    ["surely there", [SERVER, peer(id("route_server.rs"))]],
    ["perhaps there", [SERVER, peer(id("route_server.rs"), { count: UNTOLD })]],
    ["of a server that a data source reads", [DATA, peer("${data.azurerm_route_server.rs.id}")]],
  ])("one that is %s may give spokes routes to each other", (_, more) => {
    expect(read(...HUB, ...more).verdict("one/s", "two/s")).toBe("CONDITIONAL");
  });
});

describe("a subnet peering of which only apply tells whether it is of IPv6 alone", () => {
  const named = (more: Json): Json => ({
    peer_complete_virtual_networks_enabled: false,
    local_subnet_names: ["s"],
    remote_subnet_names: ["s"],
    ...more,
  });
  test.each([
    [{}, "REACHABLE"],
    [{ only_ipv6_peering_enabled: true }, "BLOCKED"],
    [{ only_ipv6_peering_enabled: UNTOLD }, "CONDITIONAL"],
  ])("%j: %s", (more, verdict) => {
    const analysis = read(network("one", 1), network("two", 2), peering("one", "two", named(more)));
    expect(analysis.verdict("one/s", "two/s")).toBe(verdict);
  });
});

describe("what Terraform leaves to others (ignore_changes)", () => {
  const LEFT = (name: string): Json => ({ lifecycle: { ignore_changes: [name] } });
  const NETWORKS = [network("one", 1), network("two", 2), peering("one", "two")];
  const table = (more: Json): Json => ({
    azurerm_route_table: { t: { ...AT, name: "t", ...more } },
    azurerm_subnet_route_table_association: {
      t: { subnet_id: id("subnet.one-s"), route_table_id: id("route_table.t") },
    },
  });
  const group = (more: Json): Json => ({
    azurerm_network_security_group: { g: { ...AT, name: "g", ...more } },
    azurerm_subnet_network_security_group_association: {
      g: { subnet_id: id("subnet.two-s"), network_security_group_id: id("network_security_group.g") },
    },
  });
  const route = {
    azurerm_route: {
      r: {
        resource_group_name: "rg",
        name: "r",
        route_table_name: "t",
        address_prefix: "10.9.0.0/16",
        next_hop_type: "None",
      },
    },
  };
  const rule = {
    azurerm_network_security_rule: {
      r: {
        resource_group_name: "rg",
        name: "r",
        network_security_group_name: "g",
        priority: 100,
        direction: "Inbound",
        access: "Allow",
        protocol: "*",
        source_port_range: "*",
        destination_port_range: "*",
        source_address_prefix: "*",
        destination_address_prefix: "*",
      },
    },
  };

  test.each([
    ["a table with nothing in it", [table(LEFT("route"))], "CONDITIONAL"],
    ["a table that isn't left to anybody", [table({})], "REACHABLE"],
    ["a table of which the routes stand beside it", [table(LEFT("route")), route], "REACHABLE"],
    ["a group with nothing in it", [group(LEFT("security_rule"))], "CONDITIONAL"],
    ["a group that isn't left to anybody", [group({})], "REACHABLE"],
    ["a group of which the rules stand beside it", [group(LEFT("security_rule")), rule], "REACHABLE"],
  ])("%s", (_, more, verdict) => {
    expect(read(...NETWORKS, ...more).verdict("one/s", "two/s")).toBe(verdict);
  });
});

describe("a default route that a gateway may learn", () => {
  const gateway = (type: string, more: Json = {}): Json => ({
    ...publicIp("gw"),
    azurerm_virtual_network_gateway: {
      gw: {
        ...AT,
        name: "gw",
        type,
        sku: type === "Vpn" ? "VpnGw1AZ" : "ErGw1AZ",
        ip_configuration: {
          name: "c",
          subnet_id: id("subnet.hub-GatewaySubnet"),
          public_ip_address_id: id("public_ip.gw"),
        },
        ...more,
      },
    },
  });
  const connection = (more: Json): Json => ({
    azurerm_virtual_network_gateway_connection: {
      c: { ...AT, name: "c", virtual_network_gateway_id: id("virtual_network_gateway.gw"), ...more },
    },
  });
  const site = (more: Json): Json => ({
    azurerm_local_network_gateway: {
      dc: { ...AT, name: "dc", gateway_address: "203.0.113.9", address_space: ["192.168.0.0/16"], ...more },
    },
  });
  const HUB = [network("hub", 0), subnet("hub", "GatewaySubnet", "10.0.1.0/24")];
  const CIRCUIT = { type: "ExpressRoute", express_route_circuit_id: "/subscriptions/s/x" };
  const DEVICE = { type: "IPsec", local_network_gateway_id: id("local_network_gateway.dc") };
  const DEFAULT_SITE = { default_local_network_gateway_id: id("local_network_gateway.dc") };
  const BGP = { bgp_settings: { asn: 65010, bgp_peering_address: "192.168.0.1" } };
  const atOther = { virtual_network_gateway_id: UNTOLD };
  const ofOther = { local_network_gateway_id: UNTOLD };

  test.each<[string, Json[], string]>([
    ["from nobody", [gateway("Vpn"), site({}), connection(DEVICE)], "REACHABLE"],
    ["from a circuit", [gateway("ExpressRoute"), connection(CIRCUIT)], "CONDITIONAL"],
    [
      "from a circuit that may be connected with it",
      [gateway("ExpressRoute"), connection({ ...CIRCUIT, ...atOther })],
      "CONDITIONAL",
    ],
    [
      "by a static connection that may be its",
      [gateway("Vpn"), site({}), connection({ ...DEVICE, ...atOther })],
      "REACHABLE",
    ],
    [
      "since the default site may be behind its connection",
      [gateway("Vpn", DEFAULT_SITE), site({}), connection({ ...DEVICE, ...ofOther })],
      "CONDITIONAL",
    ],
    [
      "from a device that speaks BGP, and of which the prefixes are a variable",
      [
        gateway("Vpn", { bgp_enabled: true }),
        site({ ...BGP, address_space: UNTOLD }),
        connection({ ...DEVICE, bgp_enabled: true }),
      ],
      "CONDITIONAL",
    ],
  ])("%s", (_, more, verdict) => {
    const analysis = read(...HUB, ...more);
    expect(analysis.verdict("hub/s", analysis.internet.id)).toBe(verdict);
  });
});

describe("rules of Virtual Network Manager that belong to a configuration which only apply tells", () => {
  const manager = (configuration: string): Json => ({
    azurerm_network_manager: {
      m: { ...AT, name: "m", scope: { subscription_ids: [] }, scope_accesses: ["SecurityAdmin"] },
    },
    azurerm_network_manager_network_group: { g: { name: "g", network_manager_id: id("network_manager.m") } },
    azurerm_network_manager_security_admin_configuration: {
      c: { name: "c", network_manager_id: id("network_manager.m") },
    },
    azurerm_network_manager_admin_rule_collection: {
      rc: {
        name: "rc",
        security_admin_configuration_id: configuration,
        network_group_ids: [id("network_manager_network_group.g")],
      },
    },
    azurerm_network_manager_admin_rule: {
      r: {
        name: "r",
        admin_rule_collection_id: id("network_manager_admin_rule_collection.rc"),
        action: "Deny",
        direction: "Inbound",
        priority: 100,
        protocol: "Any",
        source: { address_prefix_type: "IPPrefix", address_prefix: "*" },
        destination: { address_prefix_type: "IPPrefix", address_prefix: "*" },
      },
    },
    azurerm_network_manager_deployment: {
      d: {
        network_manager_id: id("network_manager.m"),
        location: "westeurope",
        scope_access: "SecurityAdmin",
        configuration_ids: [id("network_manager_security_admin_configuration.c")],
      },
    },
  });

  test.each([id("network_manager_security_admin_configuration.c"), UNTOLD])(
    "a group whose members a policy elsewhere chooses: %s",
    (configuration) => {
      const analysis = read(
        network("one", 1),
        network("two", 2),
        peering("one", "two"),
        manager(configuration),
      );
      expect(analysis.verdict("one/s", "two/s")).toBe("CONDITIONAL");
    },
  );
});

describe("what comes in from the Internet", () => {
  const group = {
    azurerm_network_security_group: {
      g: {
        ...AT,
        name: "g",
        security_rule: {
          name: "in",
          priority: 100,
          direction: "Inbound",
          access: "Allow",
          protocol: "*",
          source_port_range: "*",
          destination_port_range: "*",
          source_address_prefix: "*",
          destination_address_prefix: "*",
        },
      },
    },
    azurerm_subnet_network_security_group_association: {
      g: { subnet_id: id("subnet.one-s"), network_security_group_id: id("network_security_group.g") },
    },
  };
  const balancer = (member: Json): Json => ({
    ...publicIp("lb"),
    azurerm_lb: {
      lb: {
        ...AT,
        name: "lb",
        sku: "Standard",
        frontend_ip_configuration: { name: "f", public_ip_address_id: id("public_ip.lb") },
      },
    },
    azurerm_lb_backend_address_pool: { p: { name: "p", loadbalancer_id: id("lb.lb") } },
    azurerm_lb_backend_address_pool_address: {
      m: {
        name: "m",
        backend_address_pool_id: id("lb_backend_address_pool.p"),
        virtual_network_id: id("virtual_network.one"),
        ...member,
      },
    },
    azurerm_lb_rule: {
      r: {
        name: "r",
        loadbalancer_id: id("lb.lb"),
        protocol: "Tcp",
        frontend_port: 443,
        backend_port: 443,
        frontend_ip_configuration_name: "f",
        backend_address_pool_ids: [id("lb_backend_address_pool.p")],
      },
    },
  });

  test("by a balancer of whose members only apply tells the address: to any subnet of their network", () => {
    const pieces = [network("one", 1), network("two", 2), group];
    const from = (member: Json, to: string): string => {
      const analysis = read(...pieces, balancer(member));
      return analysis.explain(analysis.internet.id, to).verdict;
    };
    expect(from({ ip_address: UNTOLD }, "one/s")).toBe("CONDITIONAL");
    expect(from({ ip_address: "10.7.0.4" }, "one/s")).toBe("BLOCKED");
    expect(from({ ip_address: UNTOLD }, "two/s")).toBe("BLOCKED");
  });

  const firewall = (port: string): Json => ({
    ...publicIp("fw"),
    azurerm_firewall: {
      fw: {
        ...AT,
        name: "fw",
        sku_name: "AZFW_VNet",
        sku_tier: "Standard",
        firewall_policy_id: id("firewall_policy.p"),
        ip_configuration: {
          name: "c",
          subnet_id: id("subnet.one-AzureFirewallSubnet"),
          public_ip_address_id: id("public_ip.fw"),
        },
      },
    },
    azurerm_firewall_policy: { p: { ...AT, name: "p" } },
    azurerm_firewall_policy_rule_collection_group: {
      g: {
        name: "g",
        firewall_policy_id: id("firewall_policy.p"),
        priority: 100,
        nat_rule_collection: {
          name: "n",
          priority: 100,
          action: "Dnat",
          rule: {
            name: "r",
            protocols: ["TCP"],
            source_addresses: ["*"],
            destination_address: "${azurerm_public_ip.fw.ip_address}",
            destination_ports: ["443"],
            translated_address: "10.1.0.4",
            translated_port: port,
          },
        },
      },
    },
  });

  test("by a DNAT rule of which only apply tells the port: it may be the one that is open", () => {
    const pieces = [network("one", 1), subnet("one", "AzureFirewallSubnet", "10.1.2.0/26")];
    const reasons = (port: string): string[] => {
      const analysis = read(...pieces, firewall(port));
      const { verdict, reasons: all } = analysis.explain(analysis.internet.id, "one/s");
      expect(verdict).toBe("CONDITIONAL");
      return all.map(({ code }) => code);
    };
    expect(reasons("443")).not.toContain("FILTER_UNKNOWN");
    expect(reasons(UNTOLD)).toContain("FILTER_UNKNOWN");
  });
});

describe("errors that nobody can know of", () => {
  const policy = (group: Json): Json => ({
    azurerm_firewall_policy: { p: { ...AT, name: "policy" } },
    azurerm_firewall_policy_rule_collection_group: {
      g: { name: "group", firewall_policy_id: id("firewall_policy.p"), priority: 100, ...group },
    },
  });
  const collection = (name: string, rule: Json): Json => ({
    name,
    priority: 100,
    action: "Allow",
    rule: {
      name: "r",
      protocols: ["Any"],
      source_addresses: ["*"],
      destination_addresses: ["*"],
      destination_ports: ["*"],
      ...rule,
    },
  });

  test("priorities of rule collections that only apply makes", () => {
    const made = (forEach: string): string[] =>
      errorsOf(
        policy({
          dynamic: {
            network_rule_collection: { for_each: forEach, content: collection("${each.value}", {}) },
          },
        }),
      );
    expect(made(UNTOLD)).not.toContain("FIREWALL_PRIORITY_SHARED");
    const twice = policy({ network_rule_collection: [collection("one", {}), collection("two", {})] });
    expect(errorsOf(twice)).toContain("FIREWALL_PRIORITY_SHARED");
  });

  test("a rule for an IP group has a source, whoever fills the group", () => {
    const rule = { source_addresses: undefined, source_ip_groups: [id("ip_group.g")] };
    const withGroup = (group: Json): Json[] => [
      policy({ network_rule_collection: collection("one", rule) }),
      { azurerm_ip_group: { g: { ...AT, name: "group", ...group } } },
    ];
    expect(errorsOf(...withGroup({ cidrs: [] }))).toEqual([]);
    const left = { lifecycle: { ignore_changes: ["cidrs"] } };
    const codes = findingsOf(model(...withGroup(left))).map(({ code }) => code);
    expect(codes).not.toContain("IP_GROUP_EMPTY");
    const nothing = policy({ network_rule_collection: collection("one", { source_addresses: [] }) });
    expect(errorsOf(nothing)).toContain("FIREWALL_RULE_INCOMPLETE");
  });
});
