import { TerraformStack } from "cdktf";
import {
  ApplianceImages,
  HubSpokeConstruct,
  HubSpokeMesh,
  InternetEgress,
  ITransitRouting,
  NetworkManager,
  SpokeToSpokeRules,
  TransitRouting,
  TransitRoutes,
} from "../lib";
import { analyze, findingsOf, readConfiguration } from "../lib/analysis";
import { PairResult } from "../lib/analysis/result";
import {
  addresses,
  Block,
  refusals,
  resourcesOf,
  stackWith,
  synthesizeStack,
  TerraformJson,
  warnings,
} from "./support/synth";

/** What an existing appliance does in its guest can't be read from the synth. */
const EXISTING = [0, 16, 32, 48, 64].map((second) => `10.${second}.0.10`);

type Routes = "perPrefix" | "defaultRoute";

function routesOf(routes: Routes): TransitRoutes {
  return routes === "perPrefix"
    ? TransitRoutes.perPrefix()
    : TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE });
}

const OPTIONS: Record<string, (second: number, routes: Routes) => ITransitRouting> = {
  firewall: (second, routes) =>
    TransitRouting.azureFirewall({ subnetPrefix: `10.${second}.1.0/26`, routes: routesOf(routes) }),
  router: (second, routes) =>
    TransitRouting.virtualMachineRouter({ subnetPrefix: `10.${second}.2.0/27`, routes: routesOf(routes) }),
  existing: (second, routes) =>
    TransitRouting.networkVirtualAppliance({ nextHopAddress: `10.${second}.0.10`, routes: routesOf(routes) }),
};

/** Machines of a vendor behind a load balancer, and Azure's own router, to which no default route leads. */
const FURTHER: typeof OPTIONS = {
  appliances: (second, routes) =>
    TransitRouting.networkVirtualAppliance({
      image: ApplianceImages.ciscoCatalyst8000v(),
      subnetPrefix: `10.${second}.3.0/24`,
      routes: routesOf(routes),
      forwards: true,
    }),
  routing: (second) => TransitRouting.routingAppliance({ subnetPrefix: `10.${second}.4.0/27` }),
};

/** Hubs named a, b, c … with two spokes each, at 10.0.0.0/12, 10.16.0.0/12 … */
function meshOf(
  options: readonly { readonly option: string; readonly routes: Routes; readonly summary?: boolean }[],
): (stack: TerraformStack) => void {
  return (stack) => {
    const mesh = new HubSpokeMesh(stack, "Mesh");
    options.forEach(({ option, routes, summary }, index) => {
      const [name, second] = ["abcde"[index], index * 16];
      const network = new HubSpokeConstruct(stack, name, {
        location: index % 2 === 0 ? "eastasia" : "japaneast",
        hub: {
          name,
          addressSpace: [`10.${second}.0.0/16`],
          subnets: [{ name: "default", addressPrefix: `10.${second}.0.0/24` }],
          ...(index === 0 && { vpnGateway: { subnetPrefix: `10.${second}.200.0/24` } }),
        },
        spokes: [1, 2].map((number) => ({
          name: `${name}${number}`,
          addressSpace: [`10.${second + number}.0.0/16`],
          subnets: [{ name: "default", addressPrefix: `10.${second + number}.0.0/24` }],
        })),
        transit: { ...OPTIONS, ...FURTHER }[option](second, routes),
      });
      if (index === 0) {
        network.hub.addSiteToSite("dc", { gatewayAddress: "203.0.113.7", addressSpace: ["192.168.0.0/24"] });
      }
      mesh.addMember({ network, ...(summary && { addressSpace: [`10.${second}.0.0/12`] }) });
    });
  };
}

function written(build: (stack: TerraformStack) => void): TerraformJson {
  return synthesizeStack(stackWith(build));
}

function through({ forward }: PairResult): string[] {
  return [...new Set(forward.flatMap((hop) => (hop.via ? [hop.via.name] : [])))];
}

/** Each option as the first hub, each kind of routes, with and without a summary; three hubs once for each option. */
const mixes = Object.keys(OPTIONS).flatMap((option, index) =>
  (["perPrefix", "defaultRoute"] as const).flatMap((routes) =>
    [false, true].map((summary) => {
      const count = routes === "perPrefix" && summary ? 3 : 2;
      const others = Array.from({ length: count - 1 }, (_, i) => Object.keys(OPTIONS)[(index + i + 1) % 3]);
      return {
        option,
        routes,
        summary,
        hubs: [option, ...others].map((each) => ({ option: each, routes, summary })),
      };
    }),
  ),
);

test.each(mixes)(
  "spokes reach each other through both forwarders: $option, $routes, summary $summary",
  ({ hubs }) => {
    const json = written(meshOf(hubs));
    const analysis = analyze(readConfiguration(json, { version: 1, forwards: EXISTING }));
    const pairs = ["a1", "a2", "b1", "c1"].filter((name) => name < "abcde"[hubs.length]);
    for (const from of pairs) {
      for (const to of pairs.filter((name) => name !== from)) {
        const there = analysis.explain(`vnet-${from}/default`, `vnet-${to}/default`);
        const back = analysis.explain(`vnet-${to}/default`, `vnet-${from}/default`);
        expect([from, to, there.verdict]).toEqual([from, to, "REACHABLE"]);
        expect(through(there)).toHaveLength(from[0] === to[0] ? 1 : 2);
        expect(through(back)).toEqual([...through(there)].reverse());
      }
    }
  },
);

test("five hubs, each with another option: every pair of hubs through both of theirs", () => {
  const options = ["appliances", "routing", "firewall", "router", "existing"].map((option) => ({
    option,
    routes: "perPrefix" as const,
    summary: true,
  }));
  const json = written(meshOf(options));
  const analysis = analyze(readConfiguration(json, { version: 1, forwards: EXISTING }));
  const names = ["a1", "b1", "c1", "d1", "e1"];
  for (const from of names) {
    for (const to of names.filter((name) => name !== from)) {
      const there = analysis.explain(`vnet-${from}/default`, `vnet-${to}/default`);
      const back = analysis.explain(`vnet-${to}/default`, `vnet-${from}/default`);
      expect([from, to, there.verdict]).toEqual([from, to, "REACHABLE"]);
      expect(through(there).length).toBeGreaterThanOrEqual(2);
      expect(through(back)).toEqual([...through(there)].reverse());
    }
  }
  const found = findingsOf(readConfiguration(json)).filter(({ severity }) => severity === "error");
  expect(found).toEqual([]);
});

test("spokes that a network manager peers, and routers beside which a firewall leads to the Internet", () => {
  const json = written((stack) => {
    const manager = new NetworkManager(stack, "Manager", {
      name: "corp",
      location: "eastasia",
      resourceGroupName: "rg",
    });
    const members = ["a", "b"].map((name, index) => ({
      network: new HubSpokeConstruct(stack, name, {
        location: index === 0 ? "eastasia" : "japaneast",
        resourceGroupName: "rg",
        hub: { name, addressSpace: [`10.${index * 16}.0.0/16`] },
        spokes: [1, 2].map((number) => ({
          name: `${name}${number}`,
          addressSpace: [`10.${index * 16 + number}.0.0/16`],
          subnets: [{ name: "default", addressPrefix: `10.${index * 16 + number}.0.0/24` }],
        })),
        transit: TransitRouting.routingAppliance({
          subnetPrefix: `10.${index * 16}.4.0/27`,
          internetFirewall: { subnetPrefix: `10.${index * 16}.1.0/26` },
        }),
        connectBy: manager,
      }),
    }));
    new HubSpokeMesh(stack, "Mesh", { members });
  });
  const analysis = analyze(readConfiguration(json));
  const there = analysis.explain("vnet-a1/default", "vnet-b1/default");
  expect(there.verdict).toBe("REACHABLE");
  expect(through(there)).toHaveLength(2);
  expect(through(analysis.explain("vnet-b1/default", "vnet-a1/default"))).toEqual(through(there).reverse());
  expect(analysis.verdict("vnet-a1/default", "vnet-a2/default")).toBe("REACHABLE");
});

test("a hub that is added changes no address of Azure's or Terraform's in the others", () => {
  const of = (count: number): TerraformJson =>
    written(
      meshOf(
        ["firewall", "router", "routing"].slice(0, count).map((option) => ({ option, routes: "perPrefix" })),
      ),
    );
  const [two, three] = [of(2), of(3)];
  expect(addresses(three)).toEqual(expect.arrayContaining(addresses(two)));
  for (const type of ["azurerm_virtual_network", "azurerm_subnet", "azurerm_network_interface"]) {
    expect(resourcesOf(three, type)).toMatchObject(resourcesOf(two, type));
  }
});

test("five hubs: each forwarder leads to the four others and their sites, and the firewall's to the Internet", () => {
  const options = Array.from({ length: 5 }, () => ({
    option: "firewall",
    routes: "defaultRoute" as const,
    summary: true,
  }));
  const tables = Object.values(resourcesOf(written(meshOf(options)), "azurerm_route_table"));
  const forwarder = tables.find(({ name }) => name === "rt-c-forwarder")!;
  expect(forwarder.route.map((route: Block) => [route.address_prefix, route.next_hop_type])).toEqual([
    ["10.0.0.0/12", "VirtualAppliance"],
    ["192.168.0.0/24", "VirtualAppliance"],
    ["10.16.0.0/12", "VirtualAppliance"],
    ["10.48.0.0/12", "VirtualAppliance"],
    ["10.64.0.0/12", "VirtualAppliance"],
    ["0.0.0.0/0", "Internet"],
  ]);
});

test("a site behind one hub and the spokes of another reach each other through both forwarders", () => {
  const json = written(meshOf(["firewall", "router"].map((option) => ({ option, routes: "perPrefix" }))));
  const analysis = analyze(readConfiguration(json));
  const [there, back] = [
    ["on-premises/lgw-dc", "vnet-b1/default"],
    ["vnet-b1/default", "on-premises/lgw-dc"],
  ].map(([from, to]) => analysis.explain(from, to));
  expect([there.verdict, back.verdict]).toEqual(["REACHABLE", "REACHABLE"]);
  expect(through(back)).toEqual([...through(there)].reverse());
  expect(through(there)).toEqual(expect.arrayContaining(["afw-a", "vm-router01"]));
});

test("what the analysis finds wrong in it is nothing", () => {
  const hubs = ["firewall", "firewall"].map((option) => ({ option, routes: "defaultRoute" as const }));
  const model = readConfiguration(written(meshOf(hubs)));
  const found = [...findingsOf(model), ...analyze(model).findings];
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("the order in which hubs are added changes no address and no route", () => {
  const build = (names: readonly string[]) =>
    written((stack) => {
      const networks = Object.fromEntries(
        ["a", "b", "c"].map((name, index) => [
          name,
          new HubSpokeConstruct(stack, name, {
            location: "eastasia",
            hub: { name, addressSpace: [`10.${index * 16}.0.0/16`] },
            spokes: [{ name: `${name}1`, addressSpace: [`10.${index * 16 + 1}.0.0/16`] }],
            transit: OPTIONS.firewall(index * 16, "perPrefix"),
          }),
        ]),
      );
      new HubSpokeMesh(stack, "Mesh", { members: names.map((name) => ({ network: networks[name] })) });
    });
  const [one, other] = [build(["a", "b", "c"]), build(["c", "a", "b"])];
  expect(addresses(other)).toEqual(addresses(one));
  const routes = (json: TerraformJson): unknown =>
    Object.values(resourcesOf(json, "azurerm_route_table")).map(({ name, route }) => [
      name,
      new Set(route.map((r: Block) => JSON.stringify(r))),
    ]);
  expect(routes(other)).toEqual(routes(one));
});

test("rules name spokes of another hub with the hub", () => {
  const json = written((stack) => {
    const [a, b] = ["a", "b"].map(
      (name, index) =>
        new HubSpokeConstruct(stack, name, {
          location: "eastasia",
          hub: { name, addressSpace: [`10.${index * 16}.0.0/16`] },
          spokes: [{ name: "web", addressSpace: [`10.${index * 16 + 1}.0.0/16`] }],
          transit: TransitRouting.azureFirewall({
            subnetPrefix: `10.${index * 16}.1.0/26`,
            spokeToSpokeRules: SpokeToSpokeRules.only([
              index === 0
                ? { name: "there", from: ["web"], to: ["b/web"] }
                : { name: "there", from: ["a/web"], to: ["web"] },
            ]),
          }),
        }),
    );
    new HubSpokeMesh(stack, "Mesh", { members: [{ network: a }, { network: b }] });
  });
  const rules = Object.values(resourcesOf(json, "azurerm_firewall_policy_rule_collection_group")).map(
    (group) => group.network_rule_collection[0].rule[0],
  );
  expect(
    rules.map(({ source_addresses, destination_addresses }) => [source_addresses, destination_addresses]),
  ).toEqual([
    [["10.1.0.0/16"], ["10.17.0.0/16"]],
    [["10.1.0.0/16"], ["10.17.0.0/16"]],
  ]);
});

describe("refused", () => {
  const network = (
    stack: TerraformStack,
    name: string,
    second: number,
    transit?: ITransitRouting,
  ): HubSpokeConstruct =>
    new HubSpokeConstruct(stack, `${name}-${second}`, {
      location: "eastasia",
      hub: {
        name,
        addressSpace: [`10.${second}.0.0/16`],
        vpnGateway: { subnetPrefix: `10.${second}.200.0/24` },
      },
      spokes: [{ name: `${name}1`, addressSpace: [`10.${second + 1}.0.0/16`] }],
      transit,
    });

  test.each([
    ["none", TransitRouting.none()],
    ["a gateway", TransitRouting.vpnGatewayNextHop()],
    ["peerings", TransitRouting.directPeering()],
    ["a mesh of tunnels", TransitRouting.vpnMesh()],
  ])("a hub with %s, in which nothing forwards for others", (_, transit) => {
    expect(() =>
      stackWith((stack) =>
        new HubSpokeMesh(stack, "Mesh").addMember({ network: network(stack, "a", 0, transit) }),
      ),
    ).toThrow(
      /nothing in the hub "a" forwards packets for other hubs: a mesh needs TransitRouting.azureFirewall/,
    );
  });

  test("two networks that overlap, and an address space that another is in", () => {
    const build = (space?: string[]) => (stack: TerraformStack) => {
      new HubSpokeMesh(stack, "Mesh", {
        members: [
          { network: network(stack, "a", 0, OPTIONS.firewall(0, "perPrefix")), addressSpace: space },
          { network: network(stack, "b", space ? 2 : 1, OPTIONS.firewall(space ? 2 : 1, "perPrefix")) },
        ],
      });
    };
    expect(refusals(build()).join()).toContain(
      'the networks of "a" (10.1.0.0/16) and "b" (10.1.0.0/16) overlap',
    );
    expect(refusals(build(["10.0.0.0/13"]))).toEqual([
      expect.stringContaining('the networks of "a" (10.0.0.0/13) and "b" (10.2.0.0/16, 10.3.0.0/16) overlap'),
    ]);
  });

  test("a mesh of fewer than two networks connects nothing, and says so", () => {
    const stack = stackWith((scope) => {
      new HubSpokeMesh(scope, "None");
      const only = { network: network(scope, "a", 0, OPTIONS.firewall(0, "perPrefix")) };
      new HubSpokeMesh(scope, "One", { members: [only] });
    });
    expect(warnings(stack).filter((text) => text.includes("MESH_ALONE"))).toEqual([
      expect.stringMatching(/has no networks, so it connects nothing/),
      expect.stringMatching(/has one network, "a", so it connects nothing/),
    ]);
  });

  test("hubs that another mesh connects, in one sentence", () => {
    const found = refusals((stack) => {
      const members = ["a", "b", "c"].map((name, index) => ({
        network: network(stack, name, 16 * index, OPTIONS.firewall(16 * index, "perPrefix")),
      }));
      new HubSpokeMesh(stack, "Mesh", { members });
      new HubSpokeMesh(stack, "Again", { members });
    });
    expect(found).toEqual([
      expect.stringMatching(/^\[stack\/Again\] the hubs "a", "b", "c" are connected already, by stack\/Mesh/),
    ]);
  });

  test("two hubs of one name, and an appliance whose subnet isn't known", () => {
    expect(() =>
      stackWith((stack) => {
        new HubSpokeMesh(stack, "Mesh", {
          members: [0, 16].map((second) => ({
            network: network(stack, "a", second, OPTIONS.firewall(second, "perPrefix")),
          })),
        });
      }),
    ).toThrow('two hubs are named "a"');
    expect(() =>
      stackWith((stack) => {
        new HubSpokeMesh(stack, "Mesh", {
          members: [0, 16].map((second) => ({
            network: network(stack, `hub${second}`, second, OPTIONS.existing(second, "perPrefix")),
          })),
        });
      }),
    ).toThrow(
      /which subnet that is isn't known: give nextHopSubnet of networkVirtualAppliance, forwarderSubnet of UserDefinedRoutes, or an address in a subnet/,
    );
  });
});
