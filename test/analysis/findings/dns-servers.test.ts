import { analyze, Finding } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import {
  bind,
  Body,
  document,
  half,
  HUB,
  id,
  network,
  resource,
  Resources,
  routeTable,
  SPOKE,
  subnet,
  subnetId,
} from "./cases/terraform";

function found(code: string, ...parts: readonly Resources[]): readonly Finding[] {
  return analyze(readConfiguration(document(parts))).findings.filter((finding) => finding.code === code);
}

const asks = (name: string, ...servers: unknown[]): Resources => ({
  azurerm_virtual_network: { [name]: { dns_servers: servers } as never },
});

/** A resolver in the hub; its endpoint has an address of its own where one is given. */
function resolver(address?: string): Resources[] {
  return [
    ...HUB,
    subnet("hub", "dns", "10.0.3.0/28"),
    {
      azurerm_subnet: {
        hub_dns: {
          delegation: { name: "d", service_delegation: { name: "Microsoft.Network/dnsResolvers" } },
        },
      },
    },
    resource("private_dns_resolver", "r", { virtual_network_id: id("virtual_network", "hub") }),
    resource("private_dns_resolver_inbound_endpoint", "in", {
      private_dns_resolver_id: id("private_dns_resolver", "r"),
      ip_configurations: { subnet_id: subnetId("hub", "dns"), private_ip_address: address },
    }),
  ];
}

const INBOUND = "${azurerm_private_dns_resolver_inbound_endpoint.in.ip_configurations[0].private_ip_address}";

/** A group at the spoke's subnet that denies a port. */
const denied = (protocol: string, port: string): Resources[] => [
  resource("network_security_group", "nsg", {
    security_rule: {
      name: "deny",
      priority: 100,
      direction: "Outbound",
      access: "Deny",
      protocol,
      source_address_prefix: "*",
      source_port_range: "*",
      destination_address_prefix: "*",
      destination_port_range: port,
    },
  }),
  {
    azurerm_subnet_network_security_group_association: {
      spoke: {
        subnet_id: subnetId("spoke", "default"),
        network_security_group_id: id("network_security_group", "nsg"),
      },
    },
  },
];

const lonely = [network("lonely", "10.50.0.0/16"), subnet("lonely", "default", "10.50.0.0/24")];

describe("W57: a DNS server that a network doesn't reach", () => {
  const code = "DNS_SERVER_UNREACHABLE";

  test.each([
    ["by reference", undefined, INBOUND],
    ["by an address that is given", "10.0.3.10", "10.0.3.10"],
    ["by the address that Azure will choose", undefined, "10.0.3.4"],
  ])("is a resolver's endpoint, named %s", (_, address, server) => {
    expect(found(code, ...resolver(address), ...SPOKE, asks("spoke", server))).toEqual([]);
    const [finding, ...more] = found(code, ...resolver(address), ...lonely, asks("lonely", server));
    expect(more).toEqual([]);
    expect(finding.resource).toBe("azurerm_virtual_network.lonely");
    expect(finding.message.en).toContain("lonely/default gets no answer");
    expect(finding.message.ja).toMatch(/応答を得られません。$/);
  });

  test("is one that a security group denies on UDP 53, whatever else it denies", () => {
    const asked = (protocol: string, port: string): readonly Finding[] =>
      found(code, ...resolver(), ...SPOKE, asks("spoke", INBOUND), ...denied(protocol, port));
    expect(asked("Udp", "53")).toHaveLength(1);
    expect(asked("*", "0-1023")).toHaveLength(1);
    expect(asked("Tcp", "53")).toEqual([]);
    expect(asked("Udp", "123")).toEqual([]);
  });

  test("is one whose answers are lost", () => {
    const table = routeTable("dns", {
      address_prefix: "10.10.0.0/16",
      next_hop_type: "None",
      next_hop_in_ip_address: null,
    });
    const lost = [table, bind("hub", "dns", "dns")];
    expect(found(code, ...resolver(), ...SPOKE, asks("spoke", INBOUND), ...lost)).toHaveLength(1);
  });

  test("is an address that nothing has and no route leads to", () => {
    expect(found(code, ...HUB, asks("hub", "192.168.7.4"))).toHaveLength(1);
  });

  test.each([
    ["Azure's own", asks("hub", "168.63.129.16")],
    ["on the Internet", asks("hub", "192.0.2.53")],
    ["in the same network", asks("hub", "10.0.0.10")],
    ["known after apply only", asks("hub", "${var.dns}")],
    [
      "in a list that is known after apply only",
      { azurerm_virtual_network: { hub: { dns_servers: "${var.dns}" } } },
    ],
  ])("is none %s", (_, servers) => {
    expect(found(code, ...HUB, servers)).toEqual([]);
  });

  test("is none where a peering leads to what the input doesn't hold", () => {
    const elsewhere = half("hub", "x", { remote_virtual_network_id: "${var.other}" });
    expect(found(code, ...HUB, elsewhere, asks("hub", "192.168.7.4"))).toEqual([]);
  });

  test("is told where the servers are a resource of their own, in a module too", () => {
    const separate = {
      azurerm_virtual_network_dns_servers: {
        d: { virtual_network_id: id("virtual_network", "lonely"), dns_servers: ["10.0.3.10"] },
      },
    };
    const [finding] = found(code, ...resolver("10.0.3.10"), ...lonely, separate);
    expect(finding.resource).toBe("azurerm_virtual_network_dns_servers.d");
  });
});

/** A firewall in the hub through which the spoke leaves, and its DNS settings. */
function firewall(dns?: object): Resources[] {
  return [
    ...HUB,
    ...SPOKE,
    subnet("hub", "AzureFirewallSubnet", "10.0.1.0/26"),
    resource("firewall_policy", "policy", { dns }),
    resource("firewall", "fw", {
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: id("firewall_policy", "policy"),
      ip_configuration: { name: "data", subnet_id: subnetId("hub", "AzureFirewallSubnet") },
    }),
    routeTable("out", { address_prefix: "0.0.0.0/0", next_hop_in_ip_address: FIREWALL }),
    bind("spoke", "default", "out"),
  ];
}

const FIREWALL = "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}";

describe("W60: a firewall with DNS proxy", () => {
  const code = "DNS_PROXY_NOT_ASKED";

  test.each([
    ["Azure's own DNS", asks("spoke")],
    ["10.0.9.9", asks("spoke", "10.0.9.9")],
  ])("is passed by, but %s is asked", (other, servers) => {
    const [finding, ...more] = found(code, ...firewall({ proxy_enabled: true }), servers);
    expect(more).toEqual([]);
    expect(finding.resource).toBe("azurerm_virtual_network.spoke");
    expect(finding.message.en).toContain(`asks ${other}`);
  });

  test.each([
    ["the firewall is asked by reference", { proxy_enabled: true }, asks("spoke", FIREWALL)],
    ["the firewall is asked by the address that it gets", { proxy_enabled: true }, asks("spoke", "10.0.1.4")],
    ["both ask one server", { proxy_enabled: true, servers: ["10.0.9.9"] }, asks("spoke", "10.0.9.9")],
    ["the proxy is off", { proxy_enabled: false }, asks("spoke")],
    ["only apply tells whether it is on", { proxy_enabled: "${var.proxy}" }, asks("spoke")],
    ["only apply tells who is asked", { proxy_enabled: true }, asks("spoke", "${var.dns}")],
  ])("is no finding where %s", (_, dns, servers) => {
    expect(found(code, ...firewall(dns), servers)).toEqual([]);
  });
});

test("W57: a server of a hub that exists already may be there, whatever the input knows of that hub", () => {
  const own = [
    network("app", "10.10.0.0/16"),
    subnet("app", "default", "10.10.0.0/24"),
    asks("app", "10.77.0.4"),
  ];
  const json = document([
    ...own,
    {
      azurerm_virtual_network_peering: {
        out: {
          name: "out",
          resource_group_name: "rg",
          virtual_network_name: "${azurerm_virtual_network.app.name}",
          remote_virtual_network_id: "${data.azurerm_virtual_network.hub.id}",
          allow_forwarded_traffic: true,
        },
      },
    },
  ]);
  const data = { azurerm_virtual_network: { hub: { name: "hub", resource_group_name: "rg" } } };
  const lost = ({ code }: Finding) => code === "DNS_SERVER_UNREACHABLE";
  expect(analyze(readConfiguration({ ...json, data })).findings.filter(lost)).toEqual([]);
  expect(found("DNS_SERVER_UNREACHABLE", ...own)).toHaveLength(1);
});

describe("W57: a server that is asked on behalf of machines", () => {
  /** A ruleset that asks a server from a subnet of the hub. */
  const forwarding = (ip: string, body: Body = {}, port: unknown = 53): Resources[] => [
    ...resolver("10.0.3.4"),
    ...SPOKE,
    ...lonely,
    subnet("hub", "out", "10.0.3.16/28"),
    resource("private_dns_resolver_outbound_endpoint", "out", {
      private_dns_resolver_id: id("private_dns_resolver", "r"),
      subnet_id: subnetId("hub", "out"),
    }),
    resource("private_dns_resolver_dns_forwarding_ruleset", "set", {
      private_dns_resolver_outbound_endpoint_ids: [id("private_dns_resolver_outbound_endpoint", "out")],
    }),
    resource("private_dns_resolver_forwarding_rule", "rule", {
      dns_forwarding_ruleset_id: id("private_dns_resolver_dns_forwarding_ruleset", "set"),
      domain_name: "corp.example.com.",
      target_dns_servers: [{ ip_address: ip, port }],
      ...body,
    }),
  ];

  const closed: readonly Resources[] = [
    resource("network_security_group", "closed", {
      security_rule: {
        name: "deny",
        priority: 100,
        direction: "Inbound",
        access: "Deny",
        protocol: "Udp",
        source_address_prefix: "*",
        source_port_range: "*",
        destination_address_prefix: "*",
        destination_port_range: "53",
      },
    }),
    resource("subnet_network_security_group_association", "closed", {
      subnet_id: subnetId("spoke", "default"),
      network_security_group_id: id("network_security_group", "closed"),
    }),
  ];
  const gatewaySubnet = subnet("hub", "GatewaySubnet", "10.0.7.0/27");
  const unknownPrefix: Resources = { azurerm_subnet: { hub_out: { address_prefixes: ["${var.prefix}"] } } };

  test.each([
    ["in a network without a way there", "10.50.0.4", 1],
    ["nowhere", "172.16.9.9", 1],
    ["in a network that is peered", "10.10.0.4", 0],
    ["public", "203.0.113.53", 0],
    ["known after apply only", "${var.server}", 0],
  ])("by a rule, %s", (_, ip, count) => {
    expect(found("DNS_RULE_SERVER_UNREACHABLE", ...forwarding(ip))).toHaveLength(count);
  });

  test.each([
    ["that may be off", forwarding("172.16.9.9", { enabled: "${var.on}" }), 0],
    ["at another port than the one that is closed", [...forwarding("10.10.0.4", {}, 5353), ...closed], 0],
    ["at the port that is closed", [...forwarding("10.10.0.4"), ...closed], 1],
    ["at a port that only apply tells", [...forwarding("10.10.0.4", {}, "${var.port}"), ...closed], 0],
    ["beyond a gateway that others may build", [...forwarding("172.16.9.9"), gatewaySubnet], 0],
    ["from a subnet whose prefix only apply tells", [...forwarding("172.16.9.9"), unknownPrefix], 0],
  ])("by a rule %s", (_, parts, count) => {
    expect(found("DNS_RULE_SERVER_UNREACHABLE", ...parts)).toHaveLength(count);
  });

  test.each([
    ["nowhere", ["172.16.9.9"], true, 1],
    ["itself", ["10.0.1.4"], true, 1],
    ["a machine of its network", ["10.0.0.10"], true, 0],
    ["Azure's own", ["168.63.129.16"], true, 0],
    ["nowhere, with its proxy off", ["172.16.9.9"], false, 0],
  ])("by a firewall: %s", (_, servers, isOn, count) => {
    const firewalled: Resources[] = [
      ...HUB,
      subnet("hub", "AzureFirewallSubnet", "10.0.1.0/26"),
      resource("firewall_policy", "p", { dns: { proxy_enabled: isOn, servers } }),
      resource("firewall", "fw", {
        sku_name: "AZFW_VNet",
        firewall_policy_id: id("firewall_policy", "p"),
        ip_configuration: { name: "c", subnet_id: subnetId("hub", "AzureFirewallSubnet") },
      }),
    ];
    const problems = found("DNS_PROXY_SERVER_UNREACHABLE", ...firewalled);
    expect(problems.map(({ resource: at }) => at)).toEqual(Array(count).fill("azurerm_firewall_policy.p"));
  });
});
