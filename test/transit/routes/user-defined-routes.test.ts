import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RouteTable } from "@cdktf/provider-azurerm/lib/route-table";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association";
import { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import fc from "fast-check";
import {
  ActiveActiveVpnGateway,
  HubSpokeConstruct,
  InternetEgress,
  ITransit,
  ITransitNetwork,
  NamedSubnetOptions,
  NextHop,
  SiteToSiteOptions,
  Subnet,
  ITransitRouting,
  TransitRoutes,
  UserDefinedRoutes,
  VirtualNetwork,
  WarningCode,
  Warnings,
} from "../../../lib";
import { DependencyGraph } from "../../support/dependency-graph";
import { orderingFaults } from "../../support/ordering-rules";
import {
  refusals,
  resourceNamed,
  resourcesOf,
  stackWith,
  synthesize,
  synthesizeStack,
  warnings,
} from "../../support/synth";
import { HUB, HUB_WITH_GATEWAY, routesOf, spoke, tableNames, transitNetwork } from "../transit-network";

/** Routes to a next hop and nothing else. */
class RoutesOnly implements ITransitRouting {
  public constructor(
    private readonly nextHop: NextHop,
    private readonly routes?: TransitRoutes,
  ) {}

  public bind(scope: Construct, { hub }: ITransitNetwork): ITransit {
    const routes = new UserDefinedRoutes(scope, "Routes", {
      hub,
      nextHop: this.nextHop,
      routes: this.routes,
    });
    return { peersSpokes: true, sharesGateway: true, addSpoke: (each) => routes.addSpoke(each) };
  }
}

const EARLY = NextHop.virtualAppliance("10.0.0.4");
const LATE = NextHop.virtualAppliance("10.0.0.4", { knownAfterCreation: true });
const DEFAULT_ROUTE = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE });
const SITE: SiteToSiteOptions = { gatewayAddress: "203.0.113.1", addressSpace: ["192.168.0.0/16"] };

describe("a route for each prefix", () => {
  test("names every prefix of every other spoke and none of its own", () => {
    const two = { ...spoke("spoke01", 10), addressSpace: ["10.10.0.0/16", "10.11.0.0/16"] };
    const json = synthesize(transitNetwork(new RoutesOnly(EARLY), HUB, [two, spoke("spoke02", 20)]));
    expect(routesOf(json, "rt-spoke01")).toEqual({
      "to-spoke02_10.20.0.0-16": "10.20.0.0/16 VirtualAppliance 10.0.0.4",
    });
    expect(routesOf(json, "rt-spoke02")).toEqual({
      "to-spoke01_10.10.0.0-16": "10.10.0.0/16 VirtualAppliance 10.0.0.4",
      "to-spoke01_10.11.0.0-16": "10.11.0.0/16 VirtualAppliance 10.0.0.4",
    });
  });

  test("keeps what a gateway learns", () => {
    const json = synthesize(transitNetwork(new RoutesOnly(EARLY)));
    expect(resourceNamed(json, "azurerm_route_table", "rt-spoke01").bgp_route_propagation_enabled).toBe(true);
  });

  test("adds listed destinations, each prefix once", () => {
    const routes = TransitRoutes.perPrefix({ destinations: ["172.16.0.0/16", "10.20.0.0/16"] });
    const json = synthesize(transitNetwork(new RoutesOnly(EARLY, routes)));
    expect(Object.keys(routesOf(json, "rt-spoke01"))).toEqual([
      "to-spoke02_10.20.0.0-16",
      "to-172.16.0.0-16",
    ]);
    expect(Object.keys(routesOf(json, "rt-spoke02"))).toEqual([
      "to-spoke01_10.10.0.0-16",
      "to-172.16.0.0-16",
    ]);
  });

  test("a spoke that is added later is in every table, in whatever order spokes are added", () => {
    const all = [spoke("a", 10), spoke("b", 20), spoke("c", 30), spoke("d", 40)];
    const tablesOf = (spokes: typeof all): unknown => {
      const json = synthesize((stack) => {
        const network = transitNetwork(new RoutesOnly(EARLY), HUB_WITH_GATEWAY, [])(stack);
        spokes.forEach(({ name, ...options }) => network.addSpoke(name, options));
      });
      return Object.entries(resourcesOf(json, "azurerm_route_table")).sort(([one], [other]) =>
        one < other ? -1 : 1,
      );
    };
    const expected = tablesOf(all);
    expect(expected).toHaveLength(5);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(tablesOf(order)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});

describe("a default route", () => {
  test("is one shared table, which keeps out what a gateway learns", () => {
    const json = synthesize(transitNetwork(new RoutesOnly(EARLY, DEFAULT_ROUTE)));
    expect(tableNames(json)).toEqual(["rt-hub01-spokes"]);
    expect(routesOf(json, "rt-hub01-spokes")).toEqual({
      default: "0.0.0.0/0 VirtualAppliance 10.0.0.4",
    });
    expect(resourceNamed(json, "azurerm_route_table", "rt-hub01-spokes").bgp_route_propagation_enabled).toBe(
      false,
    );
    expect(Object.keys(resourcesOf(json, "azurerm_subnet_route_table_association"))).toHaveLength(2);
  });

  test("is a table of its own for a spoke in another region or subscription", () => {
    const json = synthesize((stack) => {
      const network = transitNetwork(new RoutesOnly(EARLY, DEFAULT_ROUTE))(stack);
      const provider = new AzurermProvider(stack, "other", { alias: "other", features: [{}] });
      const { name: far, ...elsewhere } = spoke("far", 30);
      network.addSpoke(far, { ...elsewhere, location: "westeurope" });
      const { name: foreign, ...inOther } = spoke("foreign", 40);
      network.addSpoke(foreign, { ...inOther, provider, resourceGroupName: "rg-foreign" });
    });
    expect(tableNames(json)).toEqual(["rt-far", "rt-foreign", "rt-hub01-spokes"]);
    expect(resourceNamed(json, "azurerm_route_table", "rt-far").location).toBe("westeurope");
    expect(resourceNamed(json, "azurerm_route_table", "rt-foreign")).toMatchObject({
      provider: "azurerm.other",
      resource_group_name: "rg-foreign",
    });
  });

  test("spells the hub's region in two ways and still shares its table", () => {
    const json = synthesize((stack) => {
      const { name, ...options } = spoke("spoke03", 30);
      transitNetwork(new RoutesOnly(EARLY, DEFAULT_ROUTE))(stack).addSpoke(name, {
        ...options,
        location: "East Asia",
      });
    });
    expect(tableNames(json)).toEqual(["rt-hub01-spokes"]);
  });
});

describe("which subnets", () => {
  test("all that Azure doesn't reserve, also those that are added later", () => {
    const json = synthesize((stack) => {
      const [first] = transitNetwork(new RoutesOnly(EARLY))(stack).spokes;
      first.addSubnet("late", { addressPrefix: "10.10.1.0/24" });
      first.addSubnet("AzureBastionSubnet", { addressPrefix: "10.10.2.0/24" });
      first.addSubnet("RouteServerSubnet", { addressPrefix: "10.10.3.0/24" });
    });
    const graph = new DependencyGraph(json);
    expect(graph.find("azurerm_subnet_route_table_association.", "spoke01")).toEqual([
      expect.stringContaining("Association-default"),
      expect.stringContaining("Association-late"),
    ]);
  });

  test("only the named ones", () => {
    const json = synthesize((stack) => {
      const routes = TransitRoutes.perPrefix({ subnetNames: ["APP"] });
      const [first] = transitNetwork(new RoutesOnly(EARLY, routes))(stack).spokes;
      first.addSubnet("app", { addressPrefix: "10.10.1.0/24" });
    });
    expect(new DependencyGraph(json).find("azurerm_subnet_route_table_association.")).toEqual([
      expect.stringContaining("spoke01_Association-app"),
    ]);
  });

  test.each([
    ["nowhere", /subnetNames lists "nowhere", but no spoke has a subnet of that name/],
    ["GatewaySubnet", /subnetNames lists "GatewaySubnet", which Azure reserves/],
  ])("refuses %s", (name, message) => {
    const routes = TransitRoutes.perPrefix({ subnetNames: ["default", name] });
    expect(refusals(transitNetwork(new RoutesOnly(EARLY, routes)))[0]).toMatch(message);
  });

  test("refuses a subnet that has a table already", () => {
    class Twice implements ITransitRouting {
      public bind(scope: Construct, { hub }: ITransitNetwork): ITransit {
        const both = ["One", "Two"].map((id) => new UserDefinedRoutes(scope, id, { hub, nextHop: EARLY }));
        return {
          peersSpokes: true,
          sharesGateway: true,
          addSpoke: (each) => both.forEach((routes) => routes.addSpoke(each)),
        };
      }
    }
    expect(refusals(transitNetwork(new Twice()))).toContainEqual(
      expect.stringMatching(/subnet "default" of "spoke01" has a route table already/),
    );
  });
});

describe("on-premises", () => {
  test("GatewaySubnet gets the exact prefix of each spoke and keeps what it learns", () => {
    for (const routes of [TransitRoutes.perPrefix(), DEFAULT_ROUTE]) {
      const json = synthesize(transitNetwork(new RoutesOnly(EARLY, routes), HUB_WITH_GATEWAY));
      expect(routesOf(json, "rt-hub01-gateway")).toEqual({
        "to-spoke01_10.10.0.0-16": "10.10.0.0/16 VirtualAppliance 10.0.0.4",
        "to-spoke02_10.20.0.0-16": "10.20.0.0/16 VirtualAppliance 10.0.0.4",
      });
      expect(
        resourceNamed(json, "azurerm_route_table", "rt-hub01-gateway").bgp_route_propagation_enabled,
      ).toBe(true);
    }
  });

  test("a gateway that is added later gets its table too", () => {
    const json = synthesize((stack) => {
      transitNetwork(new RoutesOnly(EARLY))(stack).hub.addVpnGateway({ subnetPrefix: "10.0.200.0/24" });
    });
    expect(Object.keys(routesOf(json, "rt-hub01-gateway"))).toHaveLength(2);
  });

  test("spokes send packets to known sites the same way", () => {
    const json = synthesize((stack) => {
      transitNetwork(new RoutesOnly(EARLY), HUB_WITH_GATEWAY)(stack).hub.addSiteToSite("tokyo", SITE);
    });
    expect(routesOf(json, "rt-spoke01")["to-on-premises_192.168.0.0-16"]).toBe(
      "192.168.0.0/16 VirtualAppliance 10.0.0.4",
    );
  });

  test("a gateway as next hop needs neither", () => {
    const json = synthesize((stack) => {
      const transit = new RoutesOnly(NextHop.virtualNetworkGateway());
      transitNetwork(transit, HUB_WITH_GATEWAY)(stack).hub.addSiteToSite("tokyo", SITE);
    });
    expect(tableNames(json)).toEqual(["rt-spoke01", "rt-spoke02"]);
    expect(routesOf(json, "rt-spoke01")).toEqual({
      "to-spoke02_10.20.0.0-16": "10.20.0.0/16 VirtualNetworkGateway null",
    });
  });

  test("if GatewaySubnet can't be routed, packets go past the transit in both directions", () => {
    const json = synthesize((stack) => {
      const hub = {
        ...HUB,
        existingVpnGateway: {
          gateway: ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, "Gateway", {
            vpnGatewayId:
              "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gateway",
          }),
        },
      };
      transitNetwork(new RoutesOnly(EARLY), hub)(stack).hub.addSiteToSite("tokyo", SITE);
    });
    expect(Object.keys(routesOf(json, "rt-spoke01"))).toEqual(["to-spoke02_10.20.0.0-16"]);
    expect(tableNames(json)).toEqual(["rt-spoke01", "rt-spoke02"]);
  });

  test("warns of a site whose prefixes only BGP knows, until that is acknowledged", () => {
    const build = (stack: TerraformStack): HubSpokeConstruct => {
      const hub = { ...HUB, vpnGateway: { subnetPrefix: "10.0.200.0/24", bgp: true } };
      const network = transitNetwork(new RoutesOnly(EARLY), hub)(stack);
      network.hub.addSiteToSite("osaka", {
        gatewayAddress: "203.0.113.2",
        bgp: { asn: 65001, peeringAddress: "192.168.1.1" },
      });
      return network;
    };
    expect(warnings(stackWith(build))).toEqual([
      expect.stringMatching(/packets to "osaka" go past the transit.*\[ON_PREMISES_PREFIXES_UNKNOWN\]/),
    ]);
    const acknowledged = stackWith((stack) =>
      Warnings.acknowledge(build(stack), WarningCode.ON_PREMISES_PREFIXES_UNKNOWN, "no stateful appliance"),
    );
    expect(warnings(acknowledged)).toEqual([]);
  });

  test("warns of a default route past which packets from on-premises come", () => {
    const stack = stackWith((each) => {
      const gateway = ActiveActiveVpnGateway.fromVpnGatewayAttributes(each, "Gateway", {
        vpnGatewayId:
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gateway",
      });
      transitNetwork(new RoutesOnly(EARLY, DEFAULT_ROUTE), { ...HUB, existingVpnGateway: { gateway } })(each);
    });
    expect(warnings(stack)).toEqual([expect.stringMatching(/\[GATEWAYSUBNET_BYPASS\]/)]);
  });
});

describe("order of creation", () => {
  const peering = (graph: DependencyGraph, half: string): string =>
    graph.one("azurerm_virtual_network_peering.", "spoke01", half);
  const association = (graph: DependencyGraph): string =>
    graph.one("azurerm_subnet_route_table_association.", "spoke01");
  const graphOf = (transit: ITransitRouting, hub = HUB): DependencyGraph =>
    new DependencyGraph(synthesize(transitNetwork(transit, hub)));

  test.each([
    ["with", HUB_WITH_GATEWAY],
    ["without", HUB],
  ])("early next hop, %s gateway: the peering waits for the association (E5)", (_, hub) => {
    const graph = graphOf(new RoutesOnly(EARLY), hub);
    expect(graph.waits(peering(graph, "Local"), association(graph))).toBe(true);
    expect(graph.onCircle()).toEqual([]);
    const before = [...graph.allBefore(association(graph))].map((address) => address.split(".")[0]);
    expect(new Set(before)).toEqual(
      new Set(["azurerm_subnet", "azurerm_virtual_network", "azurerm_route_table", "azurerm_resource_group"]),
    );
  });

  test("late next hop, with gateway: between the two halves (E5)", () => {
    const graph = graphOf(new RoutesOnly(LATE), HUB_WITH_GATEWAY);
    expect(graph.waits(association(graph), peering(graph, "Local"))).toBe(true);
    expect(graph.waits(peering(graph, "Remote"), association(graph))).toBe(true);
    expect(graph.onCircle()).toEqual([]);
  });

  test("late next hop, without gateway: after both halves (E5)", () => {
    const graph = graphOf(new RoutesOnly(LATE));
    expect(graph.waits(association(graph), peering(graph, "Local"))).toBe(true);
    expect(graph.waits(association(graph), peering(graph, "Remote"))).toBe(true);
    expect(graph.onCircle()).toEqual([]);
  });

  test.each([
    ["early", EARLY],
    ["late", LATE],
  ])(
    "%s next hop: GatewaySubnet is written after its gateway and before the spokes use it (E7)",
    (_, hop) => {
      const graph = graphOf(new RoutesOnly(hop), HUB_WITH_GATEWAY);
      const ofGateway = graph.one("azurerm_subnet_route_table_association.", "GatewayAssociation");
      expect(graph.waits(ofGateway, graph.one("azurerm_virtual_network_gateway."))).toBe(true);
      expect(graph.waits(peering(graph, "Remote"), ofGateway)).toBe(true);
      expect(graph.waits(peering(graph, "Local"), ofGateway)).toBe(false);
    },
  );

  test.each([
    ["early", EARLY],
    ["late", LATE],
  ])("%s next hop: the GatewaySubnet of a gateway that exists is not written beside a peering", (_, hop) => {
    const json = synthesize((stack) => {
      const network = transitNetwork(new RoutesOnly(hop), {
        ...HUB,
        existingVpnGateway: {
          gateway: ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, "Gateway", {
            vpnGatewayId:
              "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gateway",
            subnet: Subnet.fromSubnetAttributes(stack, "Subnet", {
              subnetId:
                "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/GatewaySubnet",
              subnetName: "GatewaySubnet",
              addressPrefix: "10.0.200.0/24",
              virtualNetwork: VirtualNetwork.fromVirtualNetworkAttributes(stack, "VirtualNetwork", {
                virtualNetworkId:
                  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-hub",
                virtualNetworkName: "vnet-hub",
                resourceGroupName: "rg",
                addressSpace: ["10.0.0.0/16"],
              }),
            }),
          }),
        },
      });
      network(stack);
    });
    const graph = new DependencyGraph(json);
    const ofGateway = graph.one("azurerm_subnet_route_table_association.", "GatewayAssociation");
    for (const half of graph.find("azurerm_virtual_network_peering.")) {
      expect(graph.waits(half, ofGateway) || graph.waits(ofGateway, half)).toBe(true);
    }
    expect(graph.onCircle()).toEqual([]);
  });

  test("nothing but the spokes' halves and GatewaySubnet waits for the gateway", () => {
    const graph = graphOf(new RoutesOnly(LATE), HUB_WITH_GATEWAY);
    const gateway = graph.one(`${VirtualNetworkGateway.tfResourceType}.`);
    const waiting = graph.find("azurerm_").filter((address) => graph.waits(address, gateway));
    expect(waiting.every((address) => /_Remote_|GatewayAssociation/.test(address))).toBe(true);
    expect(waiting).toHaveLength(3);
  });
});

describe("a spoke whose network exists already", () => {
  const build = (subnets: NamedSubnetOptions[]) =>
    stackWith((stack) => {
      const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Legacy", {
        virtualNetworkId:
          "/subscriptions/s/resourceGroups/rg-legacy/providers/Microsoft.Network/virtualNetworks/vnet-legacy",
        virtualNetworkName: "vnet-legacy",
        resourceGroupName: "rg-legacy",
        addressSpace: ["10.99.0.0/16"],
      });
      const legacy = transitNetwork(new RoutesOnly(EARLY))(stack).addSpoke("legacy", {
        virtualNetwork,
        subnets,
      });
      new SubnetRouteTableAssociation(stack, "Own", {
        subnetId:
          "/subscriptions/s/resourceGroups/rg-legacy/providers/Microsoft.Network/virtualNetworks/vnet-legacy/subnets/a",
        routeTableId: legacy.routeTableId!,
      });
    });

  test("is warned about if none of its subnets is created here, and its route table's id is known", () => {
    expect(warnings(build([]))).toEqual([
      expect.stringMatching(/^"legacy" exists already.*spoke\.routeTableId.*\[SPOKE_NOT_ROUTED\]$/),
    ]);
    const { Own: own } = resourcesOf(synthesizeStack(build([])), "azurerm_subnet_route_table_association");
    expect(own.route_table_id).toMatch(/^\$\{azurerm_route_table\..*legacy.*\.id\}$/);
    expect(warnings(build([{ name: "new", addressPrefix: "10.99.7.0/24" }]))).toEqual([]);
  });
});

describe("a user's own route table", () => {
  class OwnTable implements ITransitRouting {
    public bind(scope: Construct): ITransit {
      const table = new RouteTable(scope, "Table", {
        name: "rt-own",
        location: "eastasia",
        resourceGroupName: "rg",
      });
      return {
        peersSpokes: true,
        sharesGateway: true,
        addSpoke: () => undefined,
        addSubnet: (each, subnet) => {
          const association = new SubnetRouteTableAssociation(scope, `${each.name}-${subnet.subnetName}`, {
            subnetId: subnet.subnetId,
            routeTableId: table.id,
          });
          each.virtualNetwork.creationOrder.writesSubnet(association);
        },
      };
    }
  }

  test("follows later subnets, and peerings wait for its associations", () => {
    const json = synthesize((stack) => {
      const [first] = transitNetwork(new OwnTable(), HUB_WITH_GATEWAY)(stack).spokes;
      first.addSubnet("late", { addressPrefix: "10.10.1.0/24" });
    });
    expect(orderingFaults(json)).toEqual([]);
    const graph = new DependencyGraph(json);
    const associations = graph.find("azurerm_subnet_route_table_association.", "spoke01");
    expect(associations).toHaveLength(2);
    const half = graph.one("azurerm_virtual_network_peering.", "spoke01", "Local");
    expect(associations.filter((address) => !graph.waits(half, address))).toEqual([]);
  });
});

describe("limits", () => {
  /** One spoke with many prefixes: the other's table has as many routes. */
  const many = (count: number): ReturnType<typeof spoke>[] => [
    {
      name: "wide",
      addressSpace: Array.from(
        { length: count },
        (_, index) => `10.${1 + Math.floor(index / 256)}.${index % 256}.0/24`,
      ),
    },
    spoke("spoke01", 100),
  ];

  test("warns of more than 400 routes in a table", () => {
    expect(warnings(stackWith(transitNetwork(new RoutesOnly(EARLY), HUB, many(400))))).toEqual([]);
    expect(warnings(stackWith(transitNetwork(new RoutesOnly(EARLY), HUB, many(401))))).toEqual([
      expect.stringMatching(
        /a spoke holds 401 routes; Azure allows 1000 since May 2026, 400 before.*\[ROUTE_TABLE_LARGE\]/,
      ),
    ]);
  });

  test("refuses more than 1,000, and says so of GatewaySubnet too", () => {
    expect(refusals(transitNetwork(new RoutesOnly(EARLY), HUB, many(1001)))).toEqual([
      expect.stringMatching(
        /a spoke would hold 1001 routes; Azure allows 1000: use TransitRoutes\.defaultRoute/,
      ),
    ]);
    expect(
      refusals(transitNetwork(new RoutesOnly(EARLY, DEFAULT_ROUTE), HUB_WITH_GATEWAY, many(1000))),
    ).toEqual([
      expect.stringMatching(/GatewaySubnet would hold 1001 routes; Azure allows 1000: give the spokes fewer/),
    ]);
  });
});

describe("a next hop that Azure can't use is refused", () => {
  test.each([
    ["hub", /the next hop "hub" is not an IPv4 address/],
    ['${file("/etc/hosts")}', /the next hop "\$\{file.* is not an IPv4 address/],
    ["10.10.0.4", /the next hop 10\.10\.0\.4 is not in the hub \(10\.0\.0\.0\/16\)/],
    ["10.0.0.2", /the next hop, 10\.0\.0\.2, is one of the five addresses that Azure keeps/],
  ])("%s", (address, message) => {
    expect(refusals(transitNetwork(new RoutesOnly(NextHop.virtualAppliance(address))))).toEqual([
      expect.stringMatching(message),
    ]);
  });

  test("a destination inside a spoke is left out of that spoke's table, and refused beside a default route", () => {
    const destinations = ["10.10.5.0/24"];
    const json = synthesize(transitNetwork(new RoutesOnly(EARLY, TransitRoutes.perPrefix({ destinations }))));
    expect(Object.keys(routesOf(json, "rt-spoke01"))).toEqual(["to-spoke02_10.20.0.0-16"]);
    expect(Object.keys(routesOf(json, "rt-spoke02"))).toEqual(["to-spoke01_10.10.0.0-16", "to-10.10.5.0-24"]);
    const routes = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE, destinations });
    expect(refusals(transitNetwork(new RoutesOnly(EARLY, routes)))).toEqual([
      expect.stringMatching(/the destinations list 10\.10\.5\.0\/24, which is in spoke "spoke01"/),
    ]);
  });

  test("destinations that are no prefix, or everything", () => {
    const routes = TransitRoutes.perPrefix({ destinations: ["tokyo", "0.0.0.0/0"] });
    expect(refusals(transitNetwork(new RoutesOnly(EARLY, routes)))).toEqual([
      expect.stringMatching(/a destination of the routes, "tokyo"/),
      expect.stringMatching(/the destinations list 0\.0\.0\.0\/0; use TransitRoutes\.defaultRoute/),
    ]);
  });
});
