import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AzurermVersion,
  HubOptions,
  HubSpokeConstruct,
  NetworkDnsServers,
  PrivateDnsZone,
  PrivateLinkZones,
  PrivateResolver,
  PrivateResolverProps,
  TransitRouting,
  VirtualNetwork,
} from "../../lib";
import { appStacks } from "../support/apps";
import { DependencyGraph } from "../support/dependency-graph";
import { orderingFaults } from "../support/ordering-rules";
import { providerSchemas, schemaViolations } from "../support/schema-conformance";
import { refusals, resourceNamed, resourcesOf, synthesize } from "../support/synth";

const PLACE = { location: "japaneast", resourceGroupName: "rg" };
const RESOLVER = { inboundSubnetPrefix: "10.0.2.0/28", outboundSubnetPrefix: "10.0.2.16/28" };
const spoke = (n: number) => ({
  name: `spoke0${n}`,
  addressSpace: [`10.${n}0.0.0/16`],
  subnets: [{ name: "default", addressPrefix: `10.${n}0.0.0/24` }],
});

function network(stack: TerraformStack, hub: Partial<HubOptions> = {}): HubSpokeConstruct {
  return new HubSpokeConstruct(stack, "Network", {
    location: "japaneast",
    hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], ...hub },
    spokes: [spoke(1)],
  });
}

describe("the app", () => {
  const json = appStacks().get("private-dns")!;
  const graph = new DependencyGraph(json);

  test("waits where it has to, in no circle", () => {
    expect(orderingFaults(json)).toEqual([]);
  });

  test("spokes ask the firewall, the firewall the resolver, which has the hub's zones and rules", () => {
    const [policy] = Object.values(resourcesOf(json, "azurerm_firewall_policy"));
    expect(policy.dns).toEqual({
      proxy_enabled: true,
      servers: [
        expect.stringMatching(/^\$\{azurerm_private_dns_resolver_inbound_endpoint\..*ip_configurations\[0\]/),
      ],
    });
    const [firewall, inbound] = [
      graph.one("azurerm_firewall."),
      graph.one("azurerm_private_dns_resolver_inbound_endpoint."),
    ];
    expect(graph.waits(firewall, inbound)).toBe(true);
    for (const servers of graph.find("azurerm_virtual_network_dns_servers.")) {
      expect(graph.waits(servers, firewall)).toBe(true);
    }
    const links = Object.values(resourcesOf(json, "azurerm_private_dns_zone_virtual_network_link"));
    expect(links.map(({ name }) => name)).toEqual(["hub01", "hub01", "hub01"]);
  });
});

test("without a firewall that answers, spokes ask the resolver, also those that are added later", () => {
  const json = synthesize((stack) => {
    const built = network(stack);
    built.hub.addPrivateResolver({ ...RESOLVER, inboundAddress: "10.0.2.4" });
    built.addSpoke("own", { addressSpace: ["10.70.0.0/16"], dnsServers: ["10.70.0.4"] });
    built.addSpoke("later", { addressSpace: ["10.80.0.0/16"] });
  });
  const servers = Object.entries(resourcesOf(json, "azurerm_virtual_network_dns_servers"));
  expect(servers.map(([, { dns_servers: given }]) => given)).toEqual([["10.0.2.4"], ["10.0.2.4"]]);
  expect(servers.map(([id]) => /DnsServers-(\w+)_/.exec(id)?.[1]).sort()).toEqual(["later", "spoke01"]);
  expect(
    resourceNamed(json, "azurerm_private_dns_resolver_inbound_endpoint", "inbound").ip_configurations,
  ).toEqual({
    private_ip_address: "10.0.2.4",
    private_ip_allocation_method: "Static",
    subnet_id: expect.any(String),
  });
  expect(orderingFaults(json)).toEqual([]);
});

test("endpoints come after every subnet of the network, one after the other, and before peerings", () => {
  const json = synthesize((stack) => {
    network(stack, { privateResolver: RESOLVER }).hub.addSubnet("late", { addressPrefix: "10.0.9.0/24" });
  });
  const graph = new DependencyGraph(json);
  const [inbound, outbound] = ["inbound", "outbound"].map((side) =>
    graph.one(`azurerm_private_dns_resolver_${side}_endpoint.`),
  );
  expect(graph.waits(inbound, graph.one("azurerm_subnet.", "late"))).toBe(true);
  expect(graph.waits(outbound, inbound)).toBe(true);
  for (const half of graph.find("azurerm_virtual_network_peering.")) {
    expect(graph.waits(half, outbound)).toBe(true);
  }
});

test("a zone is linked to the hub and all spokes, also those that are added later", () => {
  const json = synthesize((stack) => {
    const built = network(stack);
    built.hub.addPrivateDnsZone("corp.example.com", { registration: true });
    built.addSpoke("later", { addressSpace: ["10.80.0.0/16"] });
  });
  const links = Object.values(resourcesOf(json, "azurerm_private_dns_zone_virtual_network_link"));
  expect(links.map(({ name, registration_enabled: registers }) => [name, registers]).sort()).toEqual([
    ["hub01", true],
    ["later", true],
    ["spoke01", true],
  ]);
});

test.each([
  [
    "~> 4.73",
    { private_dns_zone_name: expect.any(String), resource_group_name: "rg" },
    "private_dns_zone_id",
  ],
  ["~> 5.2", { private_dns_zone_id: expect.stringMatching(/\.id\}$/) }, "private_dns_zone_name"],
])("azurerm %s names a zone in its way", (version, expected, absent) => {
  const json = synthesize((stack) => {
    AzurermVersion.use(stack, version);
    AzurermVersion.registerResourceProviders(stack.node.findChild("azurerm") as never);
    const zone = new PrivateDnsZone(stack, "Zone", { zoneName: "corp.example.com", resourceGroupName: "rg" });
    zone.addLink(
      "net",
      new VirtualNetwork(stack, "Net", { ...PLACE, name: "net", addressSpace: ["10.0.0.0/16"] }),
    );
    zone.addARecord("db01", { addresses: ["10.0.0.4"] });
  });
  const [link] = Object.values(resourcesOf(json, "azurerm_private_dns_zone_virtual_network_link"));
  expect(link).toMatchObject(expected);
  expect(link).not.toHaveProperty(absent);
  expect(Object.keys(link)).not.toContain(
    absent === "private_dns_zone_name" ? "resource_group_name" : absent,
  );
});

test.each(["4.55.0", "4.73.0", "5.2.0"])("azurerm %s takes records of each kind", (version) => {
  const json = synthesize((stack) => {
    AzurermVersion.use(stack, version);
    const zone = new PrivateDnsZone(stack, "Zone", {
      zoneName: "corp.example.com",
      resourceGroupName: "rg",
    });
    zone.addARecord("@", { addresses: ["10.0.0.4"] });
    zone.addAaaaRecord("@", { addresses: ["fd00::4"] });
    zone.addCnameRecord("www", { target: "web.corp.example.com", ttl: 60 });
    zone.addTxtRecord("@", { values: ["v=spf1 ${HOSTILE} -all"] });
    zone.addMxRecord("@", { servers: [{ exchange: "mail.example.com", preference: 10 }] });
    zone.addSrvRecord("_ldap._tcp", {
      targets: [{ target: "dc1.corp.example.com", port: 389, priority: 0, weight: 1 }],
    });
    new PrivateDnsZone(stack, "Back", { zoneName: "10.in-addr.arpa", resourceGroupName: "rg" }).addPtrRecord(
      "4.0.0",
      { names: ["web.corp.example.com"] },
    );
  });
  const schema = providerSchemas().get(version);
  expect(schema ? schemaViolations(json, schema) : []).toEqual([]);
  const [aaaa] = Object.values(resourcesOf(json, "azurerm_private_dns_aaaa_record"));
  expect(aaaa).toMatchObject({ name: "@", records: ["fd00::4"], ttl: 300 });
  const [www] = Object.values(resourcesOf(json, "azurerm_private_dns_cname_record"));
  expect(www).toMatchObject({ name: "www", record: "web.corp.example.com", ttl: 60 });
  const [text] = Object.values(resourcesOf(json, "azurerm_private_dns_txt_record"));
  expect(text.record).toEqual([{ value: "v=spf1 $${HOSTILE} -all" }]);
});

test.each<[(zone: PrivateDnsZone) => void, RegExp]>([
  [(zone) => zone.addCnameRecord("@", { target: "a.example.com" }), /the zone itself can't be another name/],
  [(zone) => zone.addCnameRecord("www", { target: "a b" }), /leads to "a b", which is no name/],
  [
    (zone) => {
      zone.addARecord("www", { addresses: ["10.0.0.4"] });
      zone.addCnameRecord("WWW", { target: "a.example.com" });
    },
    /"WWW" is another name for something, and has other records/,
  ],
  [(zone) => zone.addCnameRecord("www", { target: "WWW.c.example.com." }), /"www" stands for itself/],
  [(zone) => zone.addARecord("a", { addresses: ["fd00::4"] }), /"fd00::4".*IPv6.*addAaaaRecord/],
  [(zone) => zone.addAaaaRecord("a", { addresses: ["10.0.0.4"] }), /"10\.0\.0\.4".*IPv4.*addARecord/],
  [(zone) => zone.addAaaaRecord("a", { addresses: ["fd00::4", "fd00::4"] }), /has "fd00::4" twice/],
  [
    (zone) => zone.addARecord("a", { addresses: Array.from({ length: 21 }, (_, n) => `10.0.0.${n}`) }),
    /has 21 addresses; Azure takes 20/,
  ],
  [
    (zone) => zone.addARecord("db.C.example.com", { addresses: ["10.0.0.4"] }),
    /ends with the zone.*write "db"/,
  ],
  [(zone) => zone.addTxtRecord("t", { values: [] }), /has no values; give at least one/],
  [
    (zone) => zone.addMxRecord("@", { servers: [{ exchange: "a.example.com", preference: -1 }] }),
    /has the preference -1; give 0 to 65535/,
  ],
  [
    (zone) =>
      zone.addSrvRecord("_sip._tcp", {
        targets: [{ target: "a.example.com", port: 0, priority: 0, weight: 0 }],
      }),
    /has the port 0; give 1 to 65535/,
  ],
])("%#: a record that Azure refuses is a sentence", (add, message) => {
  const build = (stack: TerraformStack): void =>
    add(new PrivateDnsZone(stack, "Zone", { zoneName: "c.example.com", resourceGroupName: "rg" }));
  expect(refusals(build)).toEqual([expect.stringMatching(message)]);
});

test("zones of Private Link follow the region, and unknown services are refused with the nearest", () => {
  expect(PrivateLinkZones.names("japaneast", { services: ["blob", "backup"] })).toEqual([
    "privatelink.blob.core.windows.net",
    "privatelink.jpe.backup.windowsazure.com",
  ]);
  expect(PrivateLinkZones.names("japaneast").length).toBe(PrivateLinkZones.services().length);
  expect(() => PrivateLinkZones.names("japaneast", { services: ["blobb", "keyvalut"] })).toThrow(
    /"blobb" is no service of our list; did you mean "blob"\?[\s\S]*"keyvalut"/,
  );
});

function resolver(props: Partial<PrivateResolverProps> = {}, subnet: object = {}, prefix = "10.0.2.0/28") {
  return (stack: TerraformStack): PrivateResolver => {
    const virtualNetwork = new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "net",
      addressSpace: ["10.0.0.0/16"],
    });
    const delegation = { service: "Microsoft.Network/dnsResolvers" };
    const inboundSubnet = virtualNetwork.addSubnet("in", { addressPrefix: prefix, delegation, ...subnet });
    const outboundSubnet = virtualNetwork.addSubnet("out", { addressPrefix: "10.0.3.0/28", delegation });
    return new PrivateResolver(stack, "Resolver", {
      ...PLACE,
      name: "net",
      virtualNetwork,
      inboundSubnet,
      outboundSubnet,
      ...props,
    });
  };
}

test.each<[(stack: TerraformStack) => unknown, RegExp]>([
  [resolver({}, { delegation: undefined }), /is not delegated to the resolver: give it delegation/],
  [resolver({}, {}, "10.0.2.0/29"), /is a \/29; a resolver takes \/28 to \/24/],
  [resolver({ inboundAddress: "10.0.9.4" }), /inboundAddress, 10\.0\.9\.4, is not in subnet "in"/],
  [resolver({ inboundSubnet: undefined, outboundSubnet: undefined }), /the resolver has no endpoint/],
  [
    resolver({ inboundSubnet: undefined, inboundAddress: "10.0.2.4" }),
    /inboundAddress is given and inboundSubnet isn't/,
  ],
  [
    (stack) =>
      resolver()(stack).addForwardingRuleset("r", {
        rules: [{ name: "a", domain: "x", servers: ["10.0.0.4"] }],
      }),
    /is no domain of two labels/,
  ],
  [
    (stack) =>
      resolver()(stack).addForwardingRuleset("r", {
        rules: [{ name: "a", domain: "a b.example.com", servers: ["10.0.0.4"] }],
      }),
    /is no domain: "a b" isn't 1 to 63 letters, digits, '-' and '_'/,
  ],
  [
    (stack) =>
      resolver()(stack).addForwardingRuleset("r", {
        rules: [{ name: "a", domain: "a.example.com", servers: [] }],
      }),
    /has 0 servers; Azure takes 1 to 6/,
  ],
  [
    (stack) =>
      resolver()(stack).addForwardingRuleset("r", { rules: [{ name: "a", domain: ".", servers: ["dns"] }] }),
    /asks "dns", which is no IPv4 address/,
  ],
  [
    (stack) =>
      resolver()(stack).addForwardingRuleset("r", {
        rules: [
          { name: "a", domain: "a.example.com", servers: ["10.9.0.4"] },
          { name: "b", domain: "A.example.com.", servers: ["10.9.0.5"] },
        ],
      }),
    /two rules are for the domain "A\.example\.com\."/,
  ],
  [
    (stack) => {
      const built = resolver({ inboundAddress: "10.0.2.4" })(stack);
      const ruleset = built.addForwardingRuleset("r", {
        rules: [{ name: "a", domain: "a.example.com", servers: [built.inboundAddress] }],
      });
      ruleset.addLink("net", built.virtualNetwork);
    },
    /asks the resolver's own inbound endpoint, and its network is linked/,
  ],
  [
    (stack) => {
      const { hub } = network(stack);
      hub.addPrivateDnsZone("corp.example.com", { linkSpokes: false });
      new PrivateDnsZone(stack, "Other", { zoneName: "corp.example.com", resourceGroupName: "rg2" }).addLink(
        "hub",
        hub.virtualNetwork,
      );
    },
    /is linked to another zone "corp\.example\.com" already/,
  ],
  [
    (stack) => {
      const { hub } = network(stack);
      hub.addPrivateDnsZone("a.example.com", { linkSpokes: false, registration: true });
      hub.addPrivateDnsZone("b.example.com", { linkSpokes: false, registration: true });
    },
    /registers its machines in "a\.example\.com" already/,
  ],
  [
    (stack) => {
      const { hub } = network(stack);
      hub.addPrivateDnsZone("a.example.com", { registration: true });
      hub.addPrivateDnsZone("b.example.com", { registration: true });
    },
    /^\S+ virtual networks "hub01", .* register their machines in "a\.example\.com" already/,
  ],
  [
    (stack) =>
      network(stack).hub.addPrivateDnsZone("corp.example.com", {
        linkSpokes: false,
        fallbackToInternet: true,
      }),
    /is for zones of Private Link/,
  ],
  [
    (stack) => {
      const { hub } = network(stack, { privateResolver: RESOLVER });
      hub.addExpressRouteGateway({ subnetPrefix: "10.0.200.0/26" });
      hub.addForwardingRuleset("all", { rules: [{ name: "all", domain: ".", servers: ["192.168.0.4"] }] });
    },
    /a rule for everything \(\.\), which doesn't go with the hub's ExpressRoute gateway/,
  ],
  [
    (stack) => network(stack).hub.addPrivateDnsZone("corp", { linkSpokes: false }),
    /"corp" is no domain of two labels/,
  ],
  [
    (stack) =>
      network(stack)
        .hub.addPrivateDnsZone("c.example.com", { linkSpokes: false })
        .addARecord("a b", { addresses: ["10.0.0.4"] }),
    /is no name in a zone/,
  ],
  [
    (stack) => {
      const { spokes } = network(stack, { privateResolver: RESOLVER });
      new NetworkDnsServers(stack, "Twice", {
        virtualNetwork: spokes[0].virtualNetwork,
        servers: ["10.0.0.4"],
      });
    },
    /has DNS servers already, by stack\/Network\/Hub\/PrivateResolver\/DnsServers-spoke01/,
  ],
])("%#: what Azure refuses is a sentence", (build, message) => {
  expect(refusals((stack) => void build(stack))).toEqual([expect.stringMatching(message)]);
});

test("a hub takes one resolver, and rulesets need one with an outbound endpoint", () => {
  const said = (build: (built: HubSpokeConstruct) => void) => {
    try {
      synthesize((stack) => build(network(stack)));
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  const inbound = { inboundSubnetPrefix: "10.0.2.0/28" };
  expect(said(({ hub }) => [1, 2].forEach(() => hub.addPrivateResolver(inbound)))).toMatch(
    /has a private resolver already/,
  );
  expect(said(({ hub }) => hub.addForwardingRuleset("r", {}))).toMatch(/needs a private resolver in the hub/);
  expect(
    said(({ hub }) => {
      hub.addPrivateResolver(inbound);
      hub.addForwardingRuleset("r", {});
    }),
  ).toMatch(/needs an outbound endpoint; give the resolver outboundSubnet/);
});

test("security groups and NAT gateways of the hub leave the resolver's subnets alone", () => {
  const json = synthesize((stack) => {
    network(stack, {
      privateResolver: RESOLVER,
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
    }).hub.addNatGateway();
  });
  expect(Object.values(resourcesOf(json, "azurerm_subnet_nat_gateway_association"))).toHaveLength(1);
});

test("a resolver in a hub with a firewall that doesn't answer DNS serves spokes itself", () => {
  const json = synthesize((stack) => {
    new HubSpokeConstruct(stack, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], privateResolver: RESOLVER },
      spokes: [spoke(1)],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    });
  });
  const [servers] = Object.values(resourcesOf(json, "azurerm_virtual_network_dns_servers"));
  expect(servers.dns_servers).toEqual([expect.stringContaining("inbound_endpoint")]);
  expect(orderingFaults(json)).toEqual([]);
});

test("a zone has those tags of the network that Azure keeps there, and refuses others of its own", () => {
  const tags = { env: "prod", "cost center": "7", "team:a": "x", "1st": "y", "b(c)": "z" };
  const built = (own?: { [key: string]: string }) => (stack: TerraformStack) => {
    const { hub } = new HubSpokeConstruct(stack, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      tags,
    });
    hub.addPrivateDnsZone("corp.example.com", { tags: own });
  };
  const [zone] = Object.values(resourcesOf(synthesize(built({ owner: "net" })), "azurerm_private_dns_zone"));
  expect(zone.tags).toEqual({ env: "prod", owner: "net" });
  expect(refusals(built({ "cost center": "7" }))).toEqual([
    expect.stringMatching(/"corp.example.com" has the tag "cost center", which Azure leaves out.*every plan/),
  ]);
  const sixteen = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`t${index}`, "x"]));
  expect(refusals(built(sixteen))).toContainEqual(expect.stringMatching(/has 16 tags, and Azure takes 15/));
});

test("DNS servers of a network come after its gateways and Bastion too", () => {
  const json = synthesize((stack) => {
    const { hub } = network(stack, {
      vpnGateway: { subnetPrefix: "10.0.200.0/24" },
      bastion: { subnetPrefix: "10.0.100.0/24" },
    });
    new NetworkDnsServers(stack, "Servers", { servers: ["10.0.0.9"], virtualNetwork: hub.virtualNetwork });
  });
  const [servers] = Object.values(resourcesOf(json, "azurerm_virtual_network_dns_servers"));
  expect(servers.depends_on).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^azurerm_virtual_network_gateway\./),
      expect.stringMatching(/^azurerm_bastion_host\./),
    ]),
  );
});

describe("names", () => {
  const zoneOf = (zoneName: string) => (stack: TerraformStack) =>
    new PrivateDnsZone(stack, "Zone", { zoneName, resourceGroupName: "rg" });

  test("are written in lower case, as Azure keeps them: a later plan would replace what has them", () => {
    const json = synthesize((stack) => {
      const zone = zoneOf("Corp.Example.com")(stack);
      zone.addARecord("DB01", { addresses: ["10.0.0.9"] });
      zone.addCnameRecord("WWW", { target: "db01.corp.example.com" });
    });
    const named = (type: string): unknown =>
      Object.values(resourcesOf(json, `azurerm_private_dns_${type}`)).map(({ name }) => name);
    expect([named("zone"), named("a_record"), named("cname_record")]).toEqual([
      ["corp.example.com"],
      ["db01"],
      ["www"],
    ]);
  });

  test.each(["azure.com", "Windows.net", "core.windows.net"])("%s is one that Azure keeps", (name) => {
    expect(refusals(zoneOf(name))).toEqual([
      expect.stringMatching(
        new RegExp(`"${name.toLowerCase()}" has a name that Azure keeps to itself: .*"corp\\.`),
      ),
    ]);
  });

  test.each(["privatelink.azure.com", "a.windows.net", "notazure.com"])(
    "%s is a zone like any other",
    (name) => {
      expect(refusals(zoneOf(name))).toEqual([]);
    },
  );

  test("one that is known only at apply is refused in words", () => {
    const later = (stack: TerraformStack): string =>
      new TerraformVariable(stack, "zone", { type: "string" }).stringValue;
    expect(refusals((stack) => void zoneOf(later(stack))(stack))).toEqual([
      expect.stringContaining("the private DNS zone is known only at apply"),
    ]);
  });

  test("a zone has at most 34 labels", () => {
    expect(refusals(zoneOf(Array(34).fill("a").join(".")))).toEqual([]);
    expect(refusals(zoneOf(Array(35).fill("a").join(".")))).toEqual([
      expect.stringContaining("has 35 labels; Azure takes 34"),
    ]);
  });
});
