import { TerraformStack } from "cdktf";
import {
  Egress,
  ForcedTunnelling,
  HubSpokeConstruct,
  InternetEgress,
  NextHop,
  RoutingAppliance,
  RoutingApplianceTransitOptions,
  SpokeToSpokeRules,
  Subnet,
  TransitRouting,
  TransitRoutes,
  VirtualNetwork,
} from "../../../lib";
import { analyze, findingsOf, readConfiguration } from "../../../lib/analysis";
import { DependencyGraph } from "../../support/dependency-graph";
import { refusals, resourceNamed, resourcesOf, stackWith, synthesize } from "../../support/synth";
import { HUB_WITH_GATEWAY, routesOf, spoke, transitNetwork } from "../transit-network";

const SUBNET = { subnetPrefix: "10.0.3.0/27" };

function appliance(
  options: Partial<RoutingApplianceTransitOptions> = {},
  spokes = [spoke("a", 10), spoke("b", 20)],
) {
  return transitNetwork(TransitRouting.routingAppliance({ ...SUBNET, ...options }), HUB_WITH_GATEWAY, spokes);
}

test("creates the appliance in its subnet through azapi, and routes to its private address", () => {
  const json = synthesize(appliance({ bandwidthInGbps: 100 }));
  const [[id, resource]] = Object.entries(resourcesOf(json, "azapi_resource"));
  const network = Object.keys(resourcesOf(json, "azurerm_virtual_network")).find((each) =>
    each.includes("_Hub_"),
  );
  const subnet = Object.keys(resourcesOf(json, "azurerm_subnet")).find((each) =>
    each.includes("ApplianceSubnet"),
  );
  expect(resource).toMatchObject({
    type: "Microsoft.Network/virtualNetworkAppliances@2025-07-01",
    name: "vnra-hub01",
    parent_id: `\${join("/", slice(split("/", azurerm_virtual_network.${network}.id), 0, 5))}`,
    body: { properties: { bandwidthInGbps: 100, subnet: { id: `\${azurerm_subnet.${subnet}.id}` } } },
  });
  expect(json.terraform.required_providers.azapi.source).toBe("azure/azapi");
  expect(json.provider.azapi).toEqual([{}]);
  expect(routesOf(json, "rt-a")).toEqual({
    "to-b_10.20.0.0-16": `10.20.0.0/16 VirtualAppliance \${azapi_resource.${id}.output.private_ip_address}`,
  });
});

test("is created after all that writes subnets of the hub, and routes that lead to it are bound after the peerings", () => {
  const json = synthesize(appliance());
  const graph = new DependencyGraph(json);
  const [id] = Object.keys(resourcesOf(json, "azapi_resource"));
  for (const subnet of Object.keys(resourcesOf(json, "azurerm_subnet")).filter((each) =>
    each.includes("_Hub_"),
  )) {
    expect(graph.waits(`azapi_resource.${id}`, `azurerm_subnet.${subnet}`)).toBe(true);
  }
  const association = graph.one("azurerm_subnet_route_table_association", "Spoke-a");
  expect(graph.waits(association, graph.one("azurerm_virtual_network_peering", "Spoke-a", "Local"))).toBe(
    true,
  );
  expect(graph.onCircle()).toEqual([]);
});

test("lets spokes and sites talk in both directions, without a finding", () => {
  const json = synthesize((stack) => {
    const network = appliance()(stack);
    network.hub.addSiteToSite("dc", { gatewayAddress: "203.0.113.7", addressSpace: ["192.168.0.0/24"] });
  });
  const analysis = analyze(readConfiguration(json));
  for (const [from, to] of [
    ["vnet-a/default", "vnet-b/default"],
    ["vnet-a/default", "on-premises/lgw-dc"],
    ["on-premises/lgw-dc", "vnet-b/default"],
  ]) {
    const { verdict, forward } = analysis.explain(from, to);
    expect(verdict).toBe("REACHABLE");
    expect(forward.flatMap(({ via }) => (via ? [via.kind] : []))).toContain("routing-appliance");
  }
  expect(findingsOf(readConfiguration(json)).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("is reached through network.transit", () => {
  stackWith((stack) => {
    const { transit } = appliance()(stack);
    expect(transit.routingAppliance).toBeInstanceOf(RoutingAppliance);
    expect(transit.nextHopAddress).toBe(transit.routingAppliance!.privateIpAddress);
  });
});

test("two of them in one stack share an azapi provider, a third in the region is refused", () => {
  const hubs = (count: number) => (stack: Parameters<ReturnType<typeof appliance>>[0]) => {
    for (let hub = 0; hub < count; hub++) {
      new HubSpokeConstruct(stack, `Hub${hub}`, {
        location: hub % 2 === 0 ? "eastasia" : "East Asia",
        hub: { name: `hub${hub}`, addressSpace: [`10.${hub}.0.0/16`] },
        transit: TransitRouting.routingAppliance({ subnetPrefix: `10.${hub}.3.0/27` }),
      });
    }
  };
  expect(synthesize(hubs(2)).provider.azapi).toHaveLength(1);
  expect(refusals(hubs(3))).toEqual([
    expect.stringContaining("there are 3 routing appliances of the subscription in eastasia; Azure allows 2"),
  ]);
});

test.each([
  [
    "a default route",
    { routes: TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT }) },
    "a default route to it leads nowhere",
  ],
  ["a throughput that it hasn't", { bandwidthInGbps: 40 }, "bandwidthInGbps is 40"],
  ["a subnet that is too small", { subnetPrefix: "10.0.3.0/29" }, "/28"],
  [
    "a public destination",
    { routes: TransitRoutes.perPrefix({ destinations: ["8.8.8.0/24"] }) },
    "8.8.8.0/24 is not private",
  ],
])("refuses %s", (_, options, message) => {
  expect(refusals(appliance(options))).toEqual([expect.stringContaining(message)]);
});

test("refuses spokes with public addresses, and another subnet for the construct alone", () => {
  expect(refusals(appliance({}, [{ name: "a", addressSpace: ["20.0.0.0/16"] }]))).toEqual([
    expect.stringContaining("20.0.0.0/16 is not private"),
  ]);
  expect(
    refusals((stack) => {
      const virtualNetwork = new VirtualNetwork(stack, "Network", {
        name: "hub",
        location: "eastasia",
        resourceGroupName: "rg",
        addressSpace: ["10.0.0.0/16"],
      });
      const subnet = new Subnet(stack, "Subnet", {
        name: "routers",
        addressPrefix: "10.0.3.0/27",
        virtualNetwork,
      });
      new RoutingAppliance(stack, "Appliance", {
        name: "hub",
        location: "eastasia",
        resourceGroupName: "rg",
        subnet,
      });
    }),
  ).toEqual([
    expect.stringContaining('goes into the subnet "VirtualNetworkApplianceSubnet"; it got "routers"'),
  ]);
});

test("refuses two of one name, and another region than its network's", () => {
  const build = (locations: readonly string[]) => (stack: TerraformStack) => {
    const virtualNetwork = new VirtualNetwork(stack, "Network", {
      name: "hub",
      location: "eastasia",
      resourceGroupName: "rg",
      addressSpace: ["10.0.0.0/16"],
    });
    const subnet = virtualNetwork.addSubnet("VirtualNetworkApplianceSubnet", {
      addressPrefix: "10.0.3.0/27",
    });
    locations.forEach(
      (location, index) =>
        new RoutingAppliance(stack, `Appliance${index}`, {
          name: "hub",
          location,
          resourceGroupName: "rg",
          subnet,
        }),
    );
  };
  expect(refusals(build(["eastasia", "East Asia"]))).toEqual([
    expect.stringContaining('has the same Azure name, "vnra-hub", in the same place'),
  ]);
  expect(refusals(build(["japaneast"]))).toEqual([
    expect.stringContaining(
      'the routing appliance is in "japaneast" and its virtual network "hub" in "eastasia"',
    ),
  ]);
});

test("spokes keep a way to the Internet of their own", () => {
  const json = synthesize((stack) => {
    const network = appliance()(stack);
    const { name, ...options } = spoke("c", 30);
    network.addSpoke(name, { ...options, egress: Egress.natGateway() });
  });
  expect(resourceNamed(json, "azurerm_route_table", "rt-c").bgp_route_propagation_enabled).toBe(true);
  expect(Object.keys(resourcesOf(json, "azurerm_nat_gateway"))).toHaveLength(1);
});

describe("with a firewall for the Internet", () => {
  const FIREWALL = { internetFirewall: { subnetPrefix: "10.0.1.0/26" } };
  const json = synthesize((stack) => {
    const network = appliance(FIREWALL)(stack);
    const { name, ...options } = spoke("c", 30);
    network.addSpoke(name, { ...options, egress: Egress.throughTransit() });
  });
  const analysis = analyze(readConfiguration(json));

  test("private prefixes lead to the appliance, and 0.0.0.0/0 to the firewall", () => {
    const [router] = Object.keys(resourcesOf(json, "azapi_resource"));
    const [firewall] = Object.keys(resourcesOf(json, "azurerm_firewall"));
    expect(routesOf(json, "rt-a")).toEqual({
      "to-b_10.20.0.0-16": `10.20.0.0/16 VirtualAppliance \${azapi_resource.${router}.output.private_ip_address}`,
      "to-c_10.30.0.0-16": `10.30.0.0/16 VirtualAppliance \${azapi_resource.${router}.output.private_ip_address}`,
      default: `0.0.0.0/0 VirtualAppliance \${azurerm_firewall.${firewall}.ip_configuration[0].private_ip_address}`,
    });
  });

  test("spokes talk through the appliance alone, and what goes elsewhere takes the row to the firewall", () => {
    for (const [from, to, kind] of [
      ["vnet-a/default", "vnet-b/default", "routing-appliance"],
      ["vnet-c/default", "vnet-a/default", "routing-appliance"],
      ["vnet-b/default", "vnet-c/default", "routing-appliance"],
    ]) {
      const { verdict, forward } = analysis.explain(from, to);
      expect([to, verdict]).toEqual([to, "REACHABLE"]);
      expect(forward.flatMap(({ via }) => (via ? [via.kind] : []))).toEqual([kind]);
    }
    const everything = analysis
      .routesOf("vnet-a/default")!
      .map(({ row }) => row)
      .filter(({ addressPrefix, state }) => addressPrefix.includes("0.0.0.0/0") && state === "Active");
    expect(everything).toMatchObject([{ source: "User", nextHopType: "VirtualAppliance" }]);
    expect(findingsOf(readConfiguration(json)).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("the firewall lets nothing through but what goes to the Internet", () => {
    const [rules] = Object.values(resourcesOf(json, "azurerm_firewall_policy_rule_collection_group"));
    const all = rules.network_rule_collection.flatMap(({ rule }: { rule: object[] }) => rule);
    expect(all).toHaveLength(1);
  });

  test("is created after the appliance, which locks the hub's network too", () => {
    const graph = new DependencyGraph(json);
    expect(graph.waits(graph.one("azurerm_firewall."), graph.one("azapi_resource."))).toBe(true);
    expect(graph.onCircle()).toEqual([]);
  });

  test.each([
    ["routes", { routes: TransitRoutes.perPrefix() }, "internetFirewall.routes is for"],
    [
      "rules between spokes",
      { spokeToSpokeRules: SpokeToSpokeRules.allowAll() },
      "spokeToSpokeRules would see no packet",
    ],
    [
      "forced tunnelling",
      {
        forcedTunnelling: ForcedTunnelling.throughGateway(),
        managementSubnetPrefix: "10.0.2.0/26",
      },
      "forcedTunnelling isn't supported",
    ],
  ])("refuses %s of the firewall", (_, options, message) => {
    expect(refusals(appliance({ internetFirewall: { ...FIREWALL.internetFirewall, ...options } }))).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

test("what forwards to the Internet may be there already, but not beside a firewall that is created", () => {
  const internet = NextHop.virtualAppliance("10.0.0.9");
  expect(routesOf(synthesize(appliance({ internet })), "rt-a").default).toBe(
    "0.0.0.0/0 VirtualAppliance 10.0.0.9",
  );
  expect(refusals(appliance({ internet, internetFirewall: { subnetPrefix: "10.0.1.0/26" } }))).toEqual([
    expect.stringContaining("give one of them"),
  ]);
  expect(refusals(appliance({ internet: NextHop.virtualAppliance("10.99.0.4") }))).toEqual([
    expect.stringContaining("is not in the hub"),
  ]);
});
