import { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway";
import { TerraformStack } from "cdktf";
import {
  AzureFirewallTransitOptions,
  FirewallAddresses,
  FirewallPolicy,
  FirewallProtocol,
  FirewallRule,
  FirewallRuleGroup,
  FirewallSku,
  ForcedTunnelling,
  HubSpokeConstruct,
  HubSpokeMesh,
  InternetEgress,
  PublicIpAddress,
  SpokeToSpokeRules,
  ThreatIntelligenceMode,
  TransitRouting,
  TransitRoutes,
} from "../../../lib";
import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { appStacks } from "../../support/apps";
import { DependencyGraph } from "../../support/dependency-graph";
import { orderingFaults } from "../../support/ordering-rules";
import {
  refusals,
  resourceNamed,
  resourcesOf,
  stackWith,
  synthesize,
  TerraformJson,
  warnings,
} from "../../support/synth";
import { HUB, HUB_WITH_GATEWAY, routesOf, spoke, transitNetwork } from "../transit-network";

const SUBNET = { subnetPrefix: "10.0.1.0/26" };
const MANAGED = { ...SUBNET, managementSubnetPrefix: "10.0.2.0/26" };

function firewall(options: Partial<AzureFirewallTransitOptions> = {}, hub = HUB) {
  return transitNetwork(TransitRouting.azureFirewall({ ...SUBNET, ...options }), hub);
}

const RDP = FirewallRule.dnat({ name: "rdp", port: 3389, translatedAddress: "10.10.0.4" });
const publish = { name: "in", collections: [{ name: "publish", rules: [RDP] }] };

describe("the app", () => {
  const json = appStacks().get("firewall-policy")!;

  test("waits where it has to", () => {
    expect(orderingFaults(json)).toEqual([]);
  });

  test("lets one spoke reach the database of the other, and nothing else", () => {
    const [web, sql, other] = ["vnet-web/default", "vnet-data/sql", "vnet-data/default"];
    const verdict = (from: string, to: string, port: number) =>
      analyze(readConfiguration(json), { port }).explain(from, to).verdict;
    expect(verdict(web, sql, 1433)).toBe("REACHABLE");
    expect(verdict(web, sql, 22)).toBe("BLOCKED");
    expect(verdict(sql, web, 1433)).toBe("BLOCKED");
    expect(verdict(web, other, 1433)).toBe("BLOCKED");
    // Rules by name may mean anything on their ports.
    expect(verdict(web, sql, 443)).toBe("CONDITIONAL");
  });

  test("has the firewall as DNS server of spokes, which come after it without a circle", () => {
    const graph = new DependencyGraph(json);
    expect(graph.onCircle()).toEqual([]);
    const servers = Object.values(resourcesOf(json, "azurerm_virtual_network_dns_servers"));
    expect(servers).toHaveLength(2);
    for (const { dns_servers: given } of servers) {
      expect(given).toEqual([
        expect.stringMatching(/^\$\{azurerm_firewall\.\w+\.ip_configuration\[0\]\.private_ip_address\}$/),
      ]);
    }
  });
});

/** Everything but one type. */
function without(json: TerraformJson, ...types: string[]): object {
  return Object.fromEntries(Object.entries(json.resource).filter(([type]) => !types.includes(type)));
}

describe("IP groups", () => {
  const build = (names: string[]) =>
    synthesize((stack) => {
      const network = firewall({ ipGroups: true })(stack);
      names.forEach((name, n) => network.addSpoke(name, { addressSpace: [`10.${30 + n}.0.0/16`] }));
    });

  test("a new spoke brings a group, is added to that of all, and changes no rule", () => {
    const [before, after] = [build([]), build(["spoke03"])];
    const type = "azurerm_firewall_policy_rule_collection_group";
    expect(after.resource[type]).toEqual(before.resource[type]);
    expect(resourceNamed(after, "azurerm_ip_group", "ipg-hub01-spokes").cidrs).toEqual([
      "10.10.0.0/16",
      "10.20.0.0/16",
      "10.30.0.0/16",
    ]);
    expect(resourceNamed(after, "azurerm_ip_group", "ipg-spoke03").cidrs).toEqual(["10.30.0.0/16"]);
    const changed = Object.entries(resourcesOf(before, "azurerm_ip_group")).filter(
      ([id, group]) => JSON.stringify(resourcesOf(after, "azurerm_ip_group")[id]) !== JSON.stringify(group),
    );
    expect(changed.map(([, { name }]) => name)).toEqual(["ipg-hub01-spokes"]);
  });

  test("the analysis reads them as the prefixes that they are", () => {
    const analysis = analyze(readConfiguration(build([])), {});
    expect(analysis.explain("vnet-spoke01/default", "vnet-spoke02/default").verdict).toBe("REACHABLE");
  });
});

test("without IP groups, rules and groups are as they were", () => {
  expect(resourcesOf(synthesize(firewall()), "azurerm_ip_group")).toEqual({});
  expect(without(synthesize(firewall()), "none")).toEqual(
    without(synthesize(firewall({ ipGroups: false })), "none"),
  );
});

test("the firewall waits for groups of its policy, whenever they are added", () => {
  const json = synthesize((stack) => {
    const network = firewall()(stack);
    network.transit.firewallPolicy!.addRuleGroup("late", { collections: publish.collections });
  });
  const graph = new DependencyGraph(json);
  const [group] = graph.find("azurerm_firewall_policy_rule_collection_group.", "late");
  expect(graph.waits(graph.one("azurerm_firewall."), group)).toBe(true);
  expect(orderingFaults(json)).toEqual([]);
});

test("a DNAT rule takes the firewall's first public address unless told", () => {
  const json = synthesize(firewall({ publicIpCount: 2, ruleGroups: [publish] }));
  const { nat_rule_collection: collections } = resourceNamed(
    json,
    "azurerm_firewall_policy_rule_collection_group",
    "rcg-in",
  );
  const first = Object.entries(resourcesOf(json, "azurerm_public_ip")).find(
    ([, { name }]) => name === "pip-afw-hub01",
  )!;
  expect(collections[0].rule[0].destination_address).toBe(`\${azurerm_public_ip.${first[0]}.ip_address}`);
});

describe("SpokeToSpokeRules.only", () => {
  const only = (rule: object) => ({
    spokeToSpokeRules: SpokeToSpokeRules.only([
      { name: "r", protocols: [FirewallProtocol.TCP], ports: ["443"], ...rule },
    ]),
  });
  const ruleOf = (json: TerraformJson, name = "rcg-spoke-to-spoke") =>
    resourceNamed(json, "azurerm_firewall_policy_rule_collection_group", name).network_rule_collection[0]
      .rule[0];

  test("takes sites and subnets, in place of spokes and beside them", () => {
    const json = synthesize((stack) => {
      firewall(
        only({
          sources: [FirewallAddresses.site("tokyo")],
          to: ["spoke01"],
          destinations: [FirewallAddresses.subnet("spoke02", "default")],
        }),
        HUB_WITH_GATEWAY,
      )(stack).hub.addSiteToSite("tokyo", {
        gatewayAddress: "203.0.113.1",
        addressSpace: ["192.168.0.0/16"],
      });
    });
    expect(ruleOf(json)).toMatchObject({
      source_addresses: ["192.168.0.0/16"],
      destination_addresses: ["10.10.0.0/16", "10.20.0.0/24"],
    });
  });

  test.each([
    [{ sources: [FirewallAddresses.site("osaka")] }, /names "osaka", which is no site; there is none/],
    [
      { destinations: [FirewallAddresses.subnet("spoke01", "web")] },
      /names "web", which is no subnet; the subnets are "default"/,
    ],
    [{ destinations: [FirewallAddresses.subnet("spoke09", "web")] }, /names "spoke09", which is no spoke/],
  ])("%#: a name that there isn't is refused", (rule, message) => {
    expect(refusals(firewall(only(rule)))).toEqual([expect.stringMatching(message)]);
  });

  test("names spokes, subnets and sites of another hub of a mesh", () => {
    const json = synthesize((stack) => {
      const mesh = new HubSpokeMesh(stack, "Mesh");
      const rules = only({
        from: ["hub1/spoke1"],
        destinations: [
          FirewallAddresses.subnet("hub1/spoke1", "default"),
          FirewallAddresses.site("hub1/tokyo1"),
        ],
      });
      for (const n of [0, 1]) {
        const network = new HubSpokeConstruct(stack, `Network${n}`, {
          location: "eastasia",
          hub: {
            name: `hub${n}`,
            addressSpace: [`10.${n * 16}.0.0/16`],
            vpnGateway: { subnetPrefix: `10.${n * 16}.200.0/24` },
          },
          spokes: [spoke(`spoke${n}`, n * 16 + 1)],
          transit: TransitRouting.azureFirewall({
            subnetPrefix: `10.${n * 16}.1.0/26`,
            ...(n === 0 ? rules : {}),
          }),
        });
        network.hub.addSiteToSite(`tokyo${n}`, {
          gatewayAddress: `203.0.113.${n + 1}`,
          addressSpace: [`192.168.${n}.0/24`],
        });
        mesh.addMember({ network, addressSpace: [`10.${n * 16}.0.0/12`] });
      }
    });
    const groups = Object.values(resourcesOf(json, "azurerm_firewall_policy_rule_collection_group"));
    const narrow = groups
      .map((group) => group.network_rule_collection[0].rule[0])
      .find(({ name }) => name === "r");
    expect(narrow).toMatchObject({
      source_addresses: ["10.17.0.0/16"],
      destination_addresses: ["10.17.0.0/24", "192.168.1.0/24"],
    });
  });
});

describe("forced tunnelling", () => {
  const tunnel = { ...MANAGED, forcedTunnelling: ForcedTunnelling.toAppliance("10.0.0.4") };

  test("routes the firewall's subnet to the appliance, and the analysis finds nothing wrong", () => {
    const json = synthesize(firewall(tunnel));
    expect(routesOf(json, "rt-hub01-forwarder")).toEqual({
      default: "0.0.0.0/0 VirtualAppliance 10.0.0.4",
    });
    expect(orderingFaults(json)).toEqual([]);
    const { findings } = analyze(readConfiguration(json), {});
    expect(findings.filter(({ code }) => /FIREWALL/.test(code))).toEqual([]);
  });

  test("goes with a base policy that has DNAT rules, which aren't inherited", () => {
    const build = (stack: TerraformStack) => {
      const place = { location: "eastasia", resourceGroupName: "rg", name: "base" };
      const basePolicy = new FirewallPolicy(stack, "Base", place);
      const rule = FirewallRule.dnat({
        name: "in",
        port: 443,
        translatedAddress: "10.9.0.4",
        publicIpAddress: "203.0.113.9",
      });
      basePolicy.addRuleGroup("web", { collections: [{ name: "publish", rules: [rule] }] });
      firewall({
        ...MANAGED,
        forcedTunnelling: ForcedTunnelling.toAppliance("10.0.0.9"),
        policy: { basePolicy },
      })(stack);
    };
    expect(refusals(build)).toEqual([]);
  });

  test("to a machine of the program needs that to forward", () => {
    const build = (ipForwarding: boolean) => (stack: TerraformStack) => {
      const options = { ...MANAGED, forcedTunnelling: ForcedTunnelling.toAppliance("10.0.0.9") };
      const { hub } = firewall(options)(stack);
      hub.addLinuxServer("Nva", {
        name: "nva",
        subnetName: "default",
        privateIpAddress: "10.0.0.9",
        ipForwarding,
      });
    };
    expect(refusals(build(false))).toEqual([
      expect.stringMatching(
        /10\.0\.0\.9 is the address of .*which drops packets of others: give its machine ipForw/,
      ),
    ]);
    expect(refusals(build(true))).toEqual([]);
  });

  test("through the gateway it needs one", () => {
    const options = { ...MANAGED, forcedTunnelling: ForcedTunnelling.throughGateway() };
    expect(routesOf(synthesize(firewall(options, HUB_WITH_GATEWAY)), "rt-hub01-forwarder")).toEqual({
      default: "0.0.0.0/0 VirtualNetworkGateway null",
    });
    expect(refusals(firewall(options))).toEqual([
      expect.stringMatching(/the hub has none: give it vpnGateway/),
    ]);
  });

  test("through the gateway warns where no site takes it from there", () => {
    const options = { ...MANAGED, forcedTunnelling: ForcedTunnelling.throughGateway() };
    const hub = { ...HUB, vpnGateway: { subnetPrefix: "10.0.200.0/24", bgp: true } };
    const site = { gatewayAddress: "203.0.113.2", addressSpace: ["192.168.0.0/16"] };
    const told = (more: (network: HubSpokeConstruct) => unknown): string[] =>
      warnings(stackWith((stack) => more(firewall(options, hub)(stack)))).filter((text) =>
        text.includes("[GATEWAY_WITHOUT_DEFAULT_ROUTE]"),
      );
    expect(told(() => undefined)).toHaveLength(1);
    expect(told((network) => network.hub.addSiteToSite("osaka", site))).toEqual([
      expect.stringMatching(/no site takes it from there: let one announce 0\.0\.0\.0\/0/),
    ]);
    const halves = [...site.addressSpace, "0.0.0.0/1", "128.0.0.0/1"];
    expect(told((network) => network.hub.addSiteToSite("osaka", { ...site, addressSpace: halves }))).toEqual(
      [],
    );
    const bgp = { asn: 65001, peeringAddress: "192.168.1.1" };
    expect(told((network) => network.hub.addSiteToSite("osaka", { ...site, bgp }))).toEqual([]);
    expect(
      told((network) => {
        const connection = network.hub.addSiteToSite("osaka", site);
        const resource = network.hub.vpnGateway!.node.defaultChild as VirtualNetworkGateway;
        resource.defaultLocalNetworkGatewayId = connection.node.path;
      }),
    ).toEqual([]);
  });

  test("through the gateway doesn't go where there is an ExpressRoute gateway", () => {
    const options = { ...MANAGED, forcedTunnelling: ForcedTunnelling.throughGateway() };
    const hub = { ...HUB_WITH_GATEWAY, expressRouteGateway: {} };
    expect(refusals(firewall(options, hub))).toEqual([
      expect.stringMatching(/forwards nothing to a gateway .*use ForcedTunnelling.toAppliance/),
    ]);
  });

  test.each<[Partial<AzureFirewallTransitOptions>, RegExp]>([
    [{ managementSubnetPrefix: undefined }, /needs a management side.*give managementSubnetPrefix/],
    [{ natGateway: {} }, /a NAT gateway there is unused/],
    [{ ruleGroups: [publish] }, /has DNAT rules, and a firewall with forcedTunnelling takes none/],
    [{ sku: FirewallSku.BASIC }, /the tier Basic has no forced tunnelling/],
    [{ forcedTunnelling: ForcedTunnelling.toAppliance("10.9.0.4") }, /is not in the hub/],
  ])("%#: what doesn't go with it is refused", (options, message) => {
    expect(refusals(firewall({ ...tunnel, ...options }))).toEqual([expect.stringMatching(message)]);
  });
});

describe("public addresses", () => {
  test("come from a prefix of their own", () => {
    const json = synthesize(firewall({ publicIpPrefixLength: 30, publicIpCount: 4 }));
    const [prefix] = Object.keys(resourcesOf(json, "azurerm_public_ip_prefix"));
    expect(resourceNamed(json, "azurerm_public_ip_prefix", "ippre-afw-hub01")).toMatchObject({
      prefix_length: 30,
      zones: ["1", "2", "3"],
    });
    for (const address of Object.values(resourcesOf(json, "azurerm_public_ip"))) {
      expect(address.public_ip_prefix_id).toBe(`\${azurerm_public_ip_prefix.${prefix}.id}`);
    }
  });

  test("are one's own", () => {
    const json = synthesize((stack) => {
      const place = { location: "eastasia", resourceGroupName: "rg" };
      const own = new PublicIpAddress(stack, "Own", {
        ...place,
        publicIpName: "pip-own",
        zones: ["1", "2", "3"],
      });
      firewall({ publicIpAddresses: [own] })(stack);
    });
    expect(Object.values(resourcesOf(json, "azurerm_public_ip")).map(({ name }) => name)).toEqual([
      "pip-own",
    ]);
  });

  test.each<[Partial<AzureFirewallTransitOptions>, RegExp]>([
    [{ publicIpPrefixLength: 31, publicIpCount: 3 }, /a prefix of length 31 has 2 addresses/],
    [{ publicIpPrefixLength: 27 }, /is 27; Azure takes 28 to 31/],
    [{ publicIpAddresses: [] }, /the number of publicIpAddresses is 0/],
  ])("%j is refused", (options, message) => {
    expect(refusals(firewall(options))).toEqual([expect.stringMatching(message)]);
  });
});

test("a policy that exists takes no settings here, and rules by a group of its own", () => {
  const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/firewallPolicies/p";
  const existingPolicy = { firewallPolicyId: id };
  expect(refusals(firewall({ existingPolicy, policy: {} }))).toEqual([
    expect.stringMatching(/policy and ruleGroups are for a policy that is created/),
  ]);
});

test("rules of a policy that exists are written one after the other", () => {
  const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/firewallPolicies/p";
  const json = synthesize((stack) => {
    const policy = FirewallPolicy.fromFirewallPolicyAttributes(stack, "Policy", { firewallPolicyId: id });
    new FirewallRuleGroup(stack, "Own", { name: "own", policy });
    const spokeToSpokeRules = SpokeToSpokeRules.allowAll();
    firewall({ existingPolicy: { firewallPolicyId: id }, spokeToSpokeRules })(stack);
  });
  expect(orderingFaults(json)).toEqual([]);
});

test.each([
  ["a DNS proxy", { dnsProxy: {} }, 2],
  ["none", {}, 0],
])("spokes ask a firewall whose policy inherits from one with %s only if that answers", (_, base, count) => {
  const json = synthesize((stack) => {
    const place = { location: "eastasia", resourceGroupName: "rg", name: "base" };
    firewall({ policy: { basePolicy: new FirewallPolicy(stack, "Base", { ...place, ...base }) } })(stack);
  });
  expect(Object.keys(resourcesOf(json, "azurerm_virtual_network_dns_servers"))).toHaveLength(count);
});

test("spokes keep DNS servers of their own", () => {
  const build = (stack: TerraformStack) => {
    const network = firewall({ policy: { dnsProxy: {} } })(stack);
    network.addSpoke("own", { addressSpace: ["10.40.0.0/16"], dnsServers: ["10.40.0.4"] });
  };
  const servers = Object.keys(resourcesOf(synthesize(build), "azurerm_virtual_network_dns_servers"));
  expect(servers).toHaveLength(2);
  expect(servers.join()).not.toContain("own");
});

test("a machine reads the servers that it starts with", () => {
  const json = synthesize((stack) => {
    const network = firewall({
      policy: { dnsProxy: {} },
      routes: TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT }),
    })(stack);
    network.spokes[0].addLinuxServer("Vm", { name: "vm01", subnetName: "default" });
  });
  const graph = new DependencyGraph(json);
  const machine = graph.one("azurerm_linux_virtual_machine.");
  expect(graph.waits(machine, graph.one("azurerm_virtual_network_dns_servers.", "spoke01"))).toBe(true);
  expect(orderingFaults(json)).toEqual([]);
});

test.each([
  [ThreatIntelligenceMode.ALERT, "REACHABLE"],
  [ThreatIntelligenceMode.DENY, "CONDITIONAL"],
])(
  "threat intelligence that a base policy has at %s makes pairs with public addresses %s",
  (mode, verdict) => {
    const json = synthesize((stack) => {
      const basePolicy = new FirewallPolicy(stack, "Base", {
        location: "eastasia",
        resourceGroupName: "rg",
        name: "base",
        threatIntelligence: mode,
      });
      const transit = TransitRouting.azureFirewall({ ...SUBNET, policy: { basePolicy } });
      const spokes = [1, 2].map((n) => ({
        name: `spoke0${n}`,
        addressSpace: [`20.${n}.0.0/16`],
        subnets: [{ name: "default", addressPrefix: `20.${n}.0.0/24` }],
      }));
      transitNetwork(transit, HUB, spokes)(stack);
    });
    const analysis = analyze(readConfiguration(json), {});
    expect(analysis.explain("vnet-spoke01/default", "vnet-spoke02/default").verdict).toBe(verdict);
  },
);
