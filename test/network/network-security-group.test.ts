import { TerraformStack } from "cdktf";
import {
  AllowedTraffic,
  AzurermVersion,
  NetworkSecurityGroup,
  SecurityGroup,
  SecurityProtocol,
  TrafficSource,
  TransitRouting,
  VirtualNetwork,
} from "../../lib";
import { analyze } from "../../lib/analysis";
import { readConfiguration } from "../../lib/analysis/readers";
import { DependencyGraph } from "../support/dependency-graph";
import { orderingFaults } from "../support/ordering-rules";
import { Block, refusals, resourceNamed, resourcesOf, synthesize, TerraformJson } from "../support/synth";
import { HUB_WITH_GATEWAY, spoke, transitNetwork } from "../transit/transit-network";

const FIREWALL = TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" });
const HUB = { ...HUB_WITH_GATEWAY, bastion: { subnetPrefix: "10.0.100.0/24" } };

function network(securityGroup: SecurityGroup, azurerm = "4.55.0") {
  return (stack: TerraformStack): void => {
    AzurermVersion.use(stack, azurerm);
    const { hub } = transitNetwork(FIREWALL, HUB, [
      { ...spoke("spoke01", 10), securityGroup },
      { ...spoke("spoke02", 20), securityGroup },
    ])(stack);
    hub.addSiteToSite("tokyo", { gatewayAddress: "203.0.113.1", addressSpace: ["192.168.0.0/16"] });
  };
}

function rule(json: TerraformJson, name: string, group = "nsg-spoke01"): Block {
  return resourceNamed(json, "azurerm_network_security_group", group).security_rule.find(
    (each: Block) => each.name === name,
  );
}

function verdict(json: TerraformJson, port?: number): string {
  const analysis = analyze(readConfiguration(json), { protocol: "tcp", port });
  return analysis.explain("vnet-spoke01/default", "vnet-spoke02/default").verdict;
}

describe("allowNetwork", () => {
  const json = synthesize(network(SecurityGroup.allowNetwork()));

  test("names hub, all spokes and sites, also what was added later", () => {
    const everything = ["10.0.0.0/16", "10.10.0.0/16", "10.20.0.0/16", "192.168.0.0/16"];
    expect(rule(json, "AllowNetworkInBound").source_address_prefixes).toEqual(everything);
    expect(rule(json, "AllowNetworkOutBound").destination_address_prefixes).toEqual(everything);
  });

  test("doesn't kill transit", () => {
    expect(verdict(json)).toBe("REACHABLE");
  });

  test("is bound before the network is peered, and in the order that Azure wants", () => {
    const graph = new DependencyGraph(json);
    const association = graph.one("azurerm_subnet_network_security_group_association.", "spoke01");
    expect(graph.waits(graph.one("azurerm_virtual_network_peering.", "spoke01", "Local"), association)).toBe(
      true,
    );
    expect(orderingFaults(json)).toEqual([]);
  });

  test("with ports lets nothing else in, and Bastion keeps its way", () => {
    const narrow = synthesize(network(SecurityGroup.allowNetwork({ ports: ["443", "8000-8010"] })));
    expect(verdict(narrow, 443)).toBe("REACHABLE");
    expect(verdict(narrow, 8005)).toBe("REACHABLE");
    expect(verdict(narrow, 22)).toBe("BLOCKED");
    expect(rule(narrow, "AllowBastionInBound")).toMatchObject({
      source_address_prefix: "10.0.100.0/24",
      destination_port_ranges: ["22", "3389"],
    });
  });
});

describe("closed", () => {
  const allow: AllowedTraffic[] = [
    { name: "Web", from: [TrafficSource.spokes(), TrafficSource.serviceTag("Internet")], ports: ["443"] },
    { name: "Ping", from: [TrafficSource.hub()], protocol: SecurityProtocol.ICMP },
    { name: "Offices", from: [TrafficSource.onPremises(), TrafficSource.prefixes(["192.168.7.0/24"])] },
  ];
  const json = synthesize(network(SecurityGroup.closed({ allow })));

  test("lets in what it lists, and nothing else", () => {
    expect(verdict(json, 443)).toBe("REACHABLE");
    expect(verdict(json, 80)).toBe("BLOCKED");
    expect(verdict(synthesize(network(SecurityGroup.closed())), 443)).toBe("BLOCKED");
  });

  test("has a rule for the prefixes and one for each tag, and no prefix inside another", () => {
    expect(rule(json, "Web")).toMatchObject({ source_address_prefixes: ["10.10.0.0/16", "10.20.0.0/16"] });
    expect(rule(json, "Web-Internet")).toMatchObject({ source_address_prefix: "Internet" });
    expect(rule(json, "Offices")).toMatchObject({ source_address_prefix: "192.168.0.0/16" });
  });

  test("the priorities are apart and in order", () => {
    const inbound = resourceNamed(json, "azurerm_network_security_group", "nsg-spoke01").security_rule.filter(
      (each: Block) => each.direction === "Inbound",
    );
    expect(inbound.map((each: Block) => [each.name, each.priority])).toEqual([
      ["Web", 100],
      ["Web-Internet", 110],
      ["Ping", 120],
      ["Offices", 130],
      ["AllowBastionInBound", 140],
      ["AllowAzureLoadBalancerInBound", 4095],
      ["DenyAllInBound", 4096],
    ]);
  });
});

describe("from the creation of a subnet on", () => {
  const group = SecurityGroup.allowNetwork({ atCreation: true });

  test("the subnet itself names it, and no association follows", () => {
    const json = synthesize(network(group, "5.2.0"));
    const [subnet] = Object.entries(resourcesOf(json, "azurerm_subnet"))
      .filter(([id]) => id.includes("spoke01"))
      .map(([, block]) => block);
    const id = String(subnet.network_security_group_id_wo);
    expect(id).toMatch(/^\$\{azurerm_network_security_group\..*spoke01.*\.id\}$/);
    expect(subnet.network_security_group_id_wo_version).toContain(id.slice(2, -1));
    expect(resourcesOf(json, "azurerm_subnet_network_security_group_association")).toEqual({});
    expect(verdict(json)).toBe("REACHABLE");
  });

  test("needs azurerm 5", () => {
    expect(refusals(network(group)).join()).toMatch(/needs azurerm 5, and the stack has 4\.55\.0/);
  });
});

test("a subnet's own group stays, and the hub's group is where it is asked for", () => {
  const json = synthesize((stack) => {
    const built = transitNetwork(FIREWALL, HUB, [
      {
        ...spoke("spoke01", 10),
        securityGroup: SecurityGroup.closed(),
        subnets: [
          {
            name: "own",
            addressPrefix: "10.10.0.0/24",
            networkSecurityGroupId:
              "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg",
          },
        ],
      },
    ])(stack);
    built.hub.addSecurityGroup("hub", { rules: SecurityGroup.allowNetwork(), subnetNames: ["default"] });
  });
  const bound = Object.values(resourcesOf(json, "azurerm_subnet_network_security_group_association"));
  expect(bound).toHaveLength(2);
  expect(
    bound.filter(
      (each) =>
        each.network_security_group_id ===
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg",
    ),
  ).toHaveLength(1);
});

test.each<[string, AllowedTraffic[], RegExp]>([
  ["nobody", [{ name: "a", from: [] }], /lets nobody in/],
  [
    "a port that is none",
    [{ name: "a", from: [TrafficSource.hub()], ports: ["http"] }],
    /"http" of the rule "a"/,
  ],
  ["no ports", [{ name: "a", from: [TrafficSource.hub()], ports: [] }], /empty list of ports/],
  [
    "all ports beside one",
    [{ name: "a", from: [TrafficSource.hub()], ports: ["*", "80"] }],
    /lists "\*" beside other ports, which Azure refuses/,
  ],
  ["ports backwards", [{ name: "a", from: [TrafficSource.hub()], ports: ["9-8"] }], /is no port/],
  ["a port above all", [{ name: "a", from: [TrafficSource.hub()], ports: ["65536"] }], /is no port/],
  [
    "ports of ICMP",
    [{ name: "a", from: [TrafficSource.hub()], ports: ["1"], protocol: SecurityProtocol.ICMP }],
    /leave ports out/,
  ],
  [
    "a prefix that is none",
    [{ name: "a", from: [TrafficSource.prefixes(["x"])] }],
    /a source of rule "a", "x"/,
  ],
  [
    "a tag that is none",
    [{ name: "a", from: [TrafficSource.serviceTag("10.0.0.0/8")] }],
    /is no service tag/,
  ],
  [
    "a slip of a tag",
    [{ name: "a", from: [TrafficSource.serviceTag("Storrage.WestEurope")] }],
    /"Storrage\.WestEurope" of the rule "a" is no service tag; write one like "Storage\.WestEurope"/,
  ],
  [
    "a word for every address",
    [{ name: "a", from: [TrafficSource.serviceTag("Any")] }],
    /"Any" of the rule "a" is no service tag/,
  ],
  [
    "a name twice",
    [
      { name: "a", from: [TrafficSource.hub()] },
      { name: "A", from: [TrafficSource.hub()] },
    ],
    /two rules named "A"/,
  ],
  ["a name that is none", [{ name: "a b", from: [TrafficSource.hub()] }], /the security rule name "a b"/],
])("refuses %s", (_, allow, message) => {
  const found = refusals((stack) => {
    new NetworkSecurityGroup(stack, "Nsg", {
      location: "eastasia",
      resourceGroupName: "rg",
      name: "apps",
      rules: SecurityGroup.closed({ allow }),
    });
  });
  expect(found).toEqual([expect.stringMatching(message)]);
});

test("refuses a group on a subnet that takes none, and subnets that aren't there", () => {
  const found = refusals((stack) => {
    const group = new NetworkSecurityGroup(stack, "Nsg", {
      location: "eastasia",
      resourceGroupName: "rg",
      name: "apps",
      rules: SecurityGroup.closed(),
    });
    const place = { location: "eastasia", resourceGroupName: "rg" };
    const net = new VirtualNetwork(stack, "Net", { ...place, name: "net", addressSpace: ["10.9.0.0/16"] });
    group.attach(net.addSubnet("GatewaySubnet", { addressPrefix: "10.9.0.0/27" }));
    const { hub } = transitNetwork(TransitRouting.none())(stack);
    hub.addSecurityGroup("hub", { rules: SecurityGroup.closed(), subnetNames: ["apps"] });
  });
  expect(found.join()).toMatch(/no network security group on GatewaySubnet/);
  expect(found.join()).toMatch(/subnetNames lists "apps"/);
});

describe("what Azure takes one of, or refuses", () => {
  const refused = (more: (hub: ReturnType<ReturnType<typeof transitNetwork>>["hub"]) => void, bastion = {}) =>
    refusals((stack) => {
      const hub = { ...HUB, bastion: { ...HUB.bastion, ...bastion } };
      more(transitNetwork(TransitRouting.none(), hub, [])(stack).hub);
    });
  const rules = SecurityGroup.allowNetwork();

  test("a second group of a subnet", () => {
    const problems = refused((hub) => {
      hub.addSecurityGroup("one", { rules, subnetNames: ["default"] });
      hub.addSecurityGroup("two", { rules, subnetNames: ["default"] });
    });
    expect(problems).toEqual([
      expect.stringMatching(/"default" has a security group already, from .*-one; it takes one/),
    ]);
  });

  test("a group on AzureBastionSubnet beside Bastion's own", () => {
    const add = (hub: Parameters<Parameters<typeof refused>[0]>[0]) =>
      void hub.addSecurityGroup("one", { rules, subnetNames: ["AzureBastionSubnet"] });
    expect(refused(add, { securityGroup: true }).join()).toContain("has a security group already");
  });

  test("a group on AzureBastionSubnet, where Azure looks for rules in both directions that these groups don't have", () => {
    const problems = refused((hub) => {
      const closed = SecurityGroup.closed({
        allow: [{ name: "Users", from: [TrafficSource.serviceTag("Internet")], ports: ["443"] }],
      });
      hub.addSecurityGroup("one", { rules: closed, subnetNames: ["AzureBastionSubnet"] });
    });
    expect(problems).toEqual([expect.stringContaining("give Bastion securityGroup: true instead")]);
  });
});
