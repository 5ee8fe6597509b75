import {
  AzureFirewallTransitOptions,
  FirewallProtocol,
  FirewallSku,
  InternetEgress,
  SpokeToSpokeRules,
  TransitRouting,
  TransitRoutes,
} from "../../../lib";
import { DependencyGraph } from "../../support/dependency-graph";
import { Block, refusals, resourceNamed, resourcesOf, synthesize, TerraformJson } from "../../support/synth";
import { HUB, HUB_WITH_GATEWAY, routesOf, spoke, transitNetwork } from "../transit-network";

const SUBNET = { subnetPrefix: "10.0.1.0/26" };
const EGRESS = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT });

function firewall(options: Partial<AzureFirewallTransitOptions> = {}, hub = HUB) {
  return transitNetwork(TransitRouting.azureFirewall({ ...SUBNET, ...options }), hub);
}

/** Rules of all collections: who may send what to whom. */
function rulesOf(json: TerraformJson): Record<string, Block> {
  const group = resourceNamed(json, "azurerm_firewall_policy_rule_collection_group", "rcg-spoke-to-spoke");
  return Object.fromEntries(
    group.network_rule_collection.flatMap((collection: Block) =>
      collection.rule.map((rule: Block) => [rule.name, { ...rule, action: collection.action }]),
    ),
  );
}

test("creates firewall, policy of the same tier, zone-redundant address, and routes to its private address", () => {
  const json = synthesize(firewall({ sku: FirewallSku.PREMIUM }));
  const [address] = Object.keys(resourcesOf(json, "azurerm_firewall"));
  expect(resourceNamed(json, "azurerm_firewall", "afw-hub01")).toMatchObject({
    sku_name: "AZFW_VNet",
    sku_tier: "Premium",
    zones: ["1", "2", "3"],
  });
  expect(resourceNamed(json, "azurerm_firewall_policy", "afwp-hub01").sku).toBe("Premium");
  expect(resourceNamed(json, "azurerm_public_ip", "pip-afw-hub01").zones).toEqual(["1", "2", "3"]);
  expect(routesOf(json, "rt-spoke01")).toEqual({
    "to-spoke02_10.20.0.0-16": `10.20.0.0/16 VirtualAppliance \${azurerm_firewall.${address}.ip_configuration[0].private_ip_address}`,
  });
});

test("only the first of several addresses names the subnet", () => {
  const json = synthesize(firewall({ publicIpCount: 3, zones: [] }));
  const { ip_configuration: configurations, zones } = resourceNamed(json, "azurerm_firewall", "afw-hub01");
  expect(zones).toBeUndefined();
  expect(configurations.map((each: Block) => "subnet_id" in each)).toEqual([true, false, false]);
  expect(resourceNamed(json, "azurerm_public_ip", "pip03-afw-hub01").zones).toBeUndefined();
});

describe("rules", () => {
  test("let all spokes talk, also one that is added later", () => {
    const json = synthesize((stack) => {
      const { name, ...options } = spoke("another", 30);
      firewall()(stack).addSpoke(name, options);
    });
    const all = ["10.30.0.0/16", "10.10.0.0/16", "10.20.0.0/16"];
    expect(rulesOf(json)).toEqual({
      "spoke-to-spoke": {
        name: "spoke-to-spoke",
        action: "Allow",
        protocols: ["Any"],
        source_addresses: all,
        destination_addresses: all,
        destination_ports: ["*"],
      },
    });
  });

  test("let spokes and sites talk in both directions, since both are routed through the firewall", () => {
    const json = synthesize((stack) => {
      firewall(
        {},
        HUB_WITH_GATEWAY,
      )(stack).hub.addSiteToSite("tokyo", {
        gatewayAddress: "203.0.113.1",
        addressSpace: ["192.168.0.0/16"],
      });
    });
    expect(rulesOf(json)["to-on-premises"].destination_addresses).toEqual(["192.168.0.0/16"]);
    expect(rulesOf(json)["from-on-premises"].source_addresses).toEqual(["192.168.0.0/16"]);
  });

  test("can be narrowed to protocols, ports and pairs", () => {
    const rules = SpokeToSpokeRules.only([
      { name: "web", from: ["spoke01"], to: ["spoke02"], protocols: [FirewallProtocol.TCP], ports: ["443"] },
    ]);
    expect(rulesOf(synthesize(firewall({ spokeToSpokeRules: rules })))).toEqual({
      web: {
        name: "web",
        action: "Allow",
        protocols: ["TCP"],
        source_addresses: ["10.10.0.0/16"],
        destination_addresses: ["10.20.0.0/16"],
        destination_ports: ["443"],
      },
    });
  });

  test("can be switched off", () => {
    const json = synthesize(firewall({ spokeToSpokeRules: SpokeToSpokeRules.none() }));
    expect(resourcesOf(json, "azurerm_firewall_policy_rule_collection_group")).toEqual({});
  });

  test("open the Internet only for a default route with egress, and nothing private with it", () => {
    const rules = SpokeToSpokeRules.none();
    const json = synthesize(firewall({ routes: EGRESS, spokeToSpokeRules: rules }));
    expect(rulesOf(json)).toEqual({
      "to-internet": expect.objectContaining({
        source_addresses: ["10.10.0.0/16", "10.20.0.0/16"],
        destination_addresses: [
          "1.0.0.0-9.255.255.255",
          "11.0.0.0-100.63.255.255",
          "100.128.0.0-172.15.255.255",
          "172.32.0.0-192.167.255.255",
          "192.169.0.0-223.255.255.255",
        ],
      }),
    });
    const none = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE });
    expect(Object.keys(rulesOf(synthesize(firewall({ routes: none }))))).toEqual(["spoke-to-spoke"]);
  });

  test.each([
    [
      { name: "r", from: ["spoke03"] },
      /names "spoke03", which is no spoke; the spokes are "spoke01", "spoke02"/,
    ],
    [{ name: "r", ports: ["99999"] }, /has the port "99999"; write "443", "8000-8999" or "\*"/],
    [{ name: "${path.cwd}" }, /the firewall rule name "\$\{path\.cwd\}" is not allowed/],
    [{ name: "r", protocols: [FirewallProtocol.ICMP], ports: ["1"] }, /has ports, but ICMP has none/],
  ])("%j is refused", (rule, message) => {
    expect(refusals(firewall({ spokeToSpokeRules: SpokeToSpokeRules.only([rule]) }))).toEqual([
      expect.stringMatching(message),
    ]);
  });

  test("a protocol that doesn't exist is refused where it is written", () => {
    const rule = { name: "r", protocols: ["tcp" as FirewallProtocol] };
    expect(() => SpokeToSpokeRules.only([rule])).toThrow(
      '[SpokeToSpokeRules.only] rules[0].protocols[0] is the text "tcp"; give one of FirewallProtocol.ANY ("Any")',
    );
  });
});

test("doesn't translate between spokes whose addresses look public", () => {
  const json = synthesize((stack) => {
    firewall()(stack).addSpoke("old", { addressSpace: ["20.0.0.0/16"] });
  });
  expect(resourceNamed(json, "azurerm_firewall_policy", "afwp-hub01").private_ip_ranges).toEqual([
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "20.0.0.0/16",
  ]);
  expect(
    resourceNamed(synthesize(firewall()), "azurerm_firewall_policy", "afwp-hub01").private_ip_ranges,
  ).toBeUndefined();
});

describe("the Basic tier", () => {
  test("needs a management subnet, and the message proposes one", () => {
    expect(refusals(firewall({ sku: FirewallSku.BASIC }))).toEqual([
      expect.stringMatching(/needs a management subnet of \/26 or larger.*for instance "10\.0\.1\.64\/26"/),
    ]);
  });

  test("has a management address beside its own", () => {
    const json = synthesize(firewall({ sku: FirewallSku.BASIC, managementSubnetPrefix: "10.0.1.64/26" }));
    const { management_ip_configuration: management } = resourceNamed(json, "azurerm_firewall", "afw-hub01");
    expect(management.subnet_id).toMatch(/AzureFirewallManagementSubnet/);
    expect(management.name).not.toBe("ipconfig1");
    expect(resourceNamed(json, "azurerm_firewall_policy", "afwp-hub01").sku).toBe("Basic");
    resourceNamed(json, "azurerm_public_ip", "pip-afw-hub01-management");
  });
});

describe("an existing policy", () => {
  const firewallPolicyId =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/firewallPolicies/shared";

  test("is used and left alone", () => {
    const json = synthesize(firewall({ existingPolicy: { firewallPolicyId } }));
    expect(resourceNamed(json, "azurerm_firewall", "afw-hub01").firewall_policy_id).toBe(firewallPolicyId);
    expect(resourcesOf(json, "azurerm_firewall_policy")).toEqual({});
    expect(resourcesOf(json, "azurerm_firewall_policy_rule_collection_group")).toEqual({});
  });

  test("gets the rules if that is asked for", () => {
    const json = synthesize(
      firewall({ existingPolicy: { firewallPolicyId }, spokeToSpokeRules: SpokeToSpokeRules.allowAll() }),
    );
    expect(Object.keys(rulesOf(json))).toEqual(["spoke-to-spoke"]);
  });

  test("of another tier, or that is none, is refused", () => {
    expect(refusals(firewall({ existingPolicy: { firewallPolicyId, sku: FirewallSku.PREMIUM } }))).toEqual([
      expect.stringMatching(/the firewall has tier Standard and its policy Premium/),
    ]);
    for (const wrong of ["shared", '${file("/x")}/providers/Microsoft.Network/firewallPolicies/p']) {
      expect(refusals(firewall({ existingPolicy: { firewallPolicyId: wrong } }))).toEqual([
        expect.stringMatching(/firewallPolicyId is .* no Azure id; .*Microsoft\.Network\/firewallPolicies/),
      ]);
    }
    const reference = "${azurerm_firewall_policy.shared.id}";
    expect(refusals(firewall({ existingPolicy: { firewallPolicyId: reference } }))).toEqual([]);
  });
});

test.each([
  [
    { sku: "standard" as FirewallSku },
    /sku is the text "standard"; give one of FirewallSku\.BASIC \("Basic"\)/,
  ],
  [{ zones: ["1", "9"] }, /the availability zone "9" doesn't exist/],
  [{ publicIpCount: 0 }, /publicIpCount is 0; a firewall takes 1 to 250/],
  [{ subnetPrefix: "10.0.1.0/27" }, /10\.0\.1\.0\/27 is too small for AzureFirewallSubnet; it needs \/26/],
])("%j is refused", (options, message) => {
  expect(refusals(firewall(options))).toEqual([expect.stringMatching(message)]);
});

describe("order of creation", () => {
  const json = synthesize((stack) => {
    const { hub } = firewall({}, HUB_WITH_GATEWAY)(stack);
    hub.addSubnet("late", {
      addressPrefix: "10.0.2.0/24",
      networkSecurityGroupId:
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg",
    });
    hub.addWindowsServer("Vm", { name: "hub01", subnetName: "late" });
  });
  const graph = new DependencyGraph(json);
  const address = graph.one("azurerm_firewall.");

  test("the firewall comes after all that writes the hub: subnets, security groups, interfaces (E1)", () => {
    const writes = [
      ...graph.find("azurerm_subnet.", "_Hub_"),
      ...graph.find("azurerm_subnet_network_security_group_association."),
      ...graph.find("azurerm_network_interface."),
    ];
    expect(writes).toHaveLength(6);
    expect([...graph.allBefore(address)]).toEqual(expect.arrayContaining(writes));
  });

  test("the firewall comes after the rules of its policy (E2)", () => {
    expect(graph.waits(address, graph.one("rule_collection_group."))).toBe(true);
  });

  test("gateway and firewall don't wait for each other, nor the hub's halves for the firewall", () => {
    const gateway = graph.one("azurerm_virtual_network_gateway.");
    expect(graph.waits(gateway, address) || graph.waits(address, gateway)).toBe(false);
    for (const half of graph.find("azurerm_virtual_network_peering.", "_Local_")) {
      expect(graph.waits(half, address)).toBe(false);
    }
    expect(graph.onCircle()).toEqual([]);
  });
});
