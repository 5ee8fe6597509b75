import { RouteServer, RouteServerTopology, RouteServerTransitOptions, TransitRouting } from "../../../lib";
import { DependencyGraph } from "../../support/dependency-graph";
import { refusals, resourceNamed, resourcesOf, stackWith, synthesize, warnings } from "../../support/synth";
import { HUB, HUB_WITH_GATEWAY, routesOf, spoke, transitNetwork } from "../transit-network";

const inHub = (more: RouteServerTransitOptions = {}): ReturnType<typeof TransitRouting.routeServer> =>
  TransitRouting.routeServer({
    topology: RouteServerTopology.HUB,
    speaker: { subnetPrefix: "10.0.2.0/27" },
    ...more,
  });

describe("one Route Server in the hub", () => {
  const json = synthesize(transitNetwork(inHub(), HUB_WITH_GATEWAY));
  const graph = new DependencyGraph(json);
  const script = Object.values(resourcesOf(json, "azurerm_virtual_machine_run_command"))[0].source.script;

  test("is told a summary that holds all spokes", () => {
    expect(Object.values(resourcesOf(json, "azurerm_route_server"))).toEqual([
      expect.objectContaining({ name: "ars-hub01" }),
    ]);
    expect(script.match(/^ {2}network .*/gm)).toEqual(["  network 10.0.0.0/8"]);
    expect(script.match(/^ neighbor \S+virtual_router_ips\), \d\)} peer-group/gm)).toHaveLength(2);
  });

  test("is used by the spokes together with the gateway, which comes first", () => {
    const server = graph.one("azurerm_route_server.");
    const gateway = graph.one("azurerm_virtual_network_gateway.");
    expect(graph.waits(server, gateway)).toBe(true);
    for (const name of ["spoke01", "spoke02"]) {
      expect(graph.waits(graph.one("peering.", name, "Remote"), server)).toBe(true);
      expect(graph.waits(graph.one("peering.", name, "Local"), server)).toBe(false);
    }
    const flags = Object.values(resourcesOf(json, "azurerm_virtual_network_peering")).map((half) => [
      half.use_remote_gateways,
      half.allow_gateway_transit,
    ]);
    expect(flags).toEqual(expect.arrayContaining([[true, false]]));
    expect(flags.filter(([uses, allows]) => uses === allows)).toEqual([]);
    expect(graph.onCircle()).toEqual([]);
  });

  test("drops in the speaker's subnet what only the summary covers, which would go round and round", () => {
    expect(routesOf(json, "rt-bgp-speaker")).toEqual({ "to-10.0.0.0-8": "10.0.0.0/8 None null" });
    expect(resourceNamed(json, "azurerm_route_table", "rt-bgp-speaker").bgp_route_propagation_enabled).toBe(
      true,
    );
    const [association] = Object.values(resourcesOf(json, "azurerm_subnet_route_table_association"));
    expect(association.subnet_id).toContain("Subnet-bgp-speaker");
    expect(graph.waits(graph.one("peering.", "spoke01", "Local"), graph.one("table_association."))).toBe(
      true,
    );
  });
});

test("spokes without a gateway in the hub use the Route Server alone", () => {
  const json = synthesize(transitNetwork(inHub()));
  expect(resourceNamed(json, "azurerm_virtual_network_peering", "spoke01-to-hub01").use_remote_gateways).toBe(
    true,
  );
});

test("a gateway that comes to the hub later comes before the Route Server all the same", () => {
  const json = synthesize((stack) => {
    transitNetwork(inHub())(stack).hub.addVpnGateway({ subnetPrefix: "10.0.200.0/24" });
  });
  const graph = new DependencyGraph(json);
  expect(graph.waits(graph.one("azurerm_route_server."), graph.one("azurerm_virtual_network_gateway."))).toBe(
    true,
  );
});

test("a spoke in another private block adds that block", () => {
  const spokes = [spoke("spoke01", 10), { name: "spoke02", addressSpace: ["172.20.0.0/16"] }];
  const json = synthesize(transitNetwork(inHub(), HUB, spokes));
  const { script } = Object.values(resourcesOf(json, "azurerm_virtual_machine_run_command"))[0].source;
  expect(script.match(/network \d.*/g)).toEqual(["network 10.0.0.0/8", "network 172.16.0.0/12"]);
});

test("a summary that is a site's prefix too is warned of", () => {
  const spokes = [{ name: "spoke01", addressSpace: ["192.168.10.0/24"] }];
  const found = warnings(
    stackWith((stack) => {
      transitNetwork(
        inHub(),
        HUB_WITH_GATEWAY,
        spokes,
      )(stack).hub.addSiteToSite("tokyo", {
        gatewayAddress: "203.0.113.1",
        addressSpace: ["192.168.0.0/16"],
      });
    }),
  );
  expect(found).toEqual([
    expect.stringMatching(/^site "tokyo" has 192.*\[SITE_COVERS_NETWORKS\]$/),
    expect.stringMatching(/^192\.168\.0\.0\/16 .*\[ROUTE_SERVER_SAME_PREFIX_ON_PREMISES\]$/),
  ]);
});

test("a Route Server that the hub has already is used as it is", () => {
  const json = synthesize((stack) => {
    const routeServer = RouteServer.fromRouteServerAttributes(stack, "Existing", {
      routeServerId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualHubs/ars",
      virtualRouterIps: ["10.0.9.4", "10.0.9.5"],
    });
    transitNetwork(inHub({ hub: { routeServer } }))(stack);
  });
  expect(resourcesOf(json, "azurerm_route_server")).toEqual({});
  expect(Object.values(resourcesOf(json, "azurerm_route_server_bgp_connection"))).toHaveLength(1);
});

describe("refused", () => {
  const announcing = (...supernets: string[]): string[] =>
    refusals(transitNetwork(inHub({ hub: { supernets } })));

  test("a prefix that the Route Server knows already, or a part of it", () => {
    expect(announcing("10.0.0.0/8", "10.10.0.0/16")).toEqual([
      '[stack/Network/Transit] the supernet 10.10.0.0/16 is equal to 10.10.0.0/16 of "spoke01", so the Route ' +
        "Server won't use it; announce a larger one",
    ]);
    expect(announcing("10.0.0.0/8", "10.0.128.0/17")).toEqual([
      expect.stringContaining('inside 10.0.0.0/16 of "hub01"'),
    ]);
  });

  test("a summary that leaves a spoke out", () => {
    expect(announcing("10.0.0.0/12")).toEqual([
      '[stack/Network/Transit] 10.20.0.0/16 of spoke "spoke02" is in none of the announced prefixes ' +
        "(10.0.0.0/12), so other spokes get no route to it; add one that holds it to " +
        "routeServer({ hub: { supernets } })",
    ]);
  });

  test("everything, which would cut the spokes off the Internet", () => {
    expect(announcing("0.0.0.0/0")).toEqual([expect.stringContaining("no way out for it")]);
  });

  test("a text that is no prefix", () => {
    expect(announcing("10.0.0.0")).toEqual([expect.stringContaining("is not an IPv4 prefix")]);
  });

  test("a gateway of the hub with a number of its own", () => {
    const hub = { ...HUB, vpnGateway: { subnetPrefix: "10.0.200.0/24", bgp: true, asn: 65010 } };
    expect(refusals(transitNetwork(inHub(), hub))).toEqual([expect.stringContaining("it must be 65515")]);
  });

  test("settings of the other topology", () => {
    expect(() => synthesize(transitNetwork(inHub({ spokes: { spoke01: {} } })))).toThrow(
      "its topology is HUB, where no spoke has a Route Server",
    );
  });
});
