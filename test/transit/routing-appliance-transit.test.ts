import {
  Egress,
  HubSpokeConstruct,
  InternetEgress,
  RoutingAppliance,
  RoutingApplianceTransitOptions,
  Subnet,
  TransitRouting,
  TransitRoutes,
  VirtualNetwork,
} from "../../lib";
import { analyze, findingsOf, readConfiguration } from "../../lib/analysis";
import { DependencyGraph } from "../support/dependency-graph";
import { refusals, resourceNamed, resourcesOf, stackWith, synthesize } from "../support/synth";
import { HUB_WITH_GATEWAY, routesOf, spoke, transitNetwork } from "./transit-network";

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

test("spokes keep a way to the Internet of their own", () => {
  const json = synthesize((stack) => {
    const network = appliance()(stack);
    const { name, ...options } = spoke("c", 30);
    network.addSpoke(name, { ...options, egress: Egress.natGateway() });
  });
  expect(resourceNamed(json, "azurerm_route_table", "rt-c").bgp_route_propagation_enabled).toBe(true);
  expect(Object.keys(resourcesOf(json, "azurerm_nat_gateway"))).toHaveLength(1);
});
