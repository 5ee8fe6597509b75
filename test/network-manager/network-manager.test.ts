import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import {
  AdminRule,
  AdminRuleAction,
  AzurermVersion,
  CreationOrder,
  Guardrails,
  HubSpokeConstruct,
  HubSpokeProps,
  IVirtualNetwork,
  ManagedHubAndSpokeOptions,
  ManagedMeshOptions,
  ManagedNextHop,
  ManagedRoute,
  NetworkGroup,
  NetworkManager,
  NetworkManagerProps,
  SecurityProtocol,
  TransitRouting,
  VirtualNetwork,
  VnetPeering,
} from "../../lib";
import { analyze, findingsOf, readConfiguration } from "../../lib/analysis";
import { DependencyGraph } from "../support/dependency-graph";
import { orderingFaults } from "../support/ordering-rules";
import { providerSchemas, schemaViolations } from "../support/schema-conformance";
import {
  Block,
  refusals,
  resourceNamed,
  resourcesOf,
  stackWith,
  synthesize,
  TerraformJson,
  warnings,
} from "../support/synth";
import { HUB, HUB_WITH_GATEWAY, spoke } from "../transit/transit-network";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

function managerIn(stack: TerraformStack, props: Partial<NetworkManagerProps> = {}): NetworkManager {
  return new NetworkManager(stack, "Manager", { ...PLACE, name: "corp", ...props });
}

function networkIn(stack: TerraformStack, octet: number, location = "eastasia"): VirtualNetwork {
  return new VirtualNetwork(stack, `Net${octet}`, {
    ...PLACE,
    location,
    name: `net${octet}`,
    addressSpace: [`10.${octet}.0.0/16`],
    subnets: [{ name: "default", addressPrefix: `10.${octet}.0.0/24` }],
  });
}

function existing(stack: TerraformStack, octet: number, location?: string): IVirtualNetwork {
  const virtualNetworkName = `vnet-old${octet}`;
  return VirtualNetwork.fromVirtualNetworkAttributes(stack, `Old${octet}`, {
    virtualNetworkId: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/${virtualNetworkName}`,
    virtualNetworkName,
    resourceGroupName: "g",
    addressSpace: [`10.${octet}.0.0/16`],
    location,
  });
}

/** A group that says it has so many networks: writing a member for each would take seconds. */
function crowd(manager: NetworkManager, count: number): NetworkGroup {
  const group = manager.addGroup("crowd");
  const members = Array.from({ length: count }, (_, index) => ({
    name: `n${index}`,
    addressSpace: [`10.${index >> 8}.${index & 255}.0/24`],
    location: "eastasia",
    creationOrder: new CreationOrder(),
  }));
  Object.defineProperty(group, "members", { value: members });
  return group;
}

const deployments = (json: TerraformJson): Block[] =>
  Object.values(resourcesOf(json, "azurerm_network_manager_deployment"));
const places = (json: TerraformJson): string[] =>
  deployments(json)
    .map(({ scope_access: access, location }) => `${access} ${location}`)
    .sort();

test("manages its provider's subscription, with the features that are used", () => {
  const json = synthesize((stack) => {
    const group = managerIn(stack).addGroup("all", [networkIn(stack, 1)]);
    (group.node.scope as NetworkManager).addAdminRules("guardrails", {
      groups: [group],
      rules: Guardrails.denyHighRiskPorts(),
    });
  });
  const [id] = Object.keys(json.data.azurerm_subscription);
  expect(resourceNamed(json, "azurerm_network_manager", "vnm-corp")).toMatchObject({
    scope: { subscription_ids: [`\${data.azurerm_subscription.${id}.id}`] },
    scope_accesses: ["SecurityAdmin"],
  });
});

test("a scope that is given replaces it, and a manager that exists already is not created", () => {
  const managementGroupIds = ["/providers/Microsoft.Management/managementGroups/corp"];
  const given = synthesize((stack) => void managerIn(stack, { managementGroupIds }));
  expect(given.data).toBeUndefined();
  expect(resourceNamed(given, "azurerm_network_manager", "vnm-corp").scope).toEqual({
    management_group_ids: managementGroupIds,
  });
  const existingManagerId =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkManagers/vnm-old";
  const old = synthesize((stack) => {
    const manager = managerIn(stack, { existingManagerId });
    manager.addMesh("all", { groups: [manager.addGroup("all", [networkIn(stack, 1)])] });
  });
  expect(resourcesOf(old, "azurerm_network_manager")).toEqual({});
  expect(deployments(old)).toMatchObject([{ network_manager_id: existingManagerId }]);
});

test("what does nothing is warned about, unless its networks are spokes, which come later", () => {
  const said = (build: (manager: NetworkManager, stack: TerraformStack) => unknown): string[] =>
    warnings(stackWith((stack) => void build(managerIn(stack), stack)));
  expect(said(() => undefined)).toEqual([
    expect.stringMatching(/no groups and no pools.*\[NETWORK_GROUP_EMPTY\]$/),
  ]);
  expect(said((manager) => manager.addGroup("all"))).toEqual([
    expect.stringMatching(/"all" has no networks.*\[NETWORK_GROUP_EMPTY\]$/),
  ]);
  expect(said((manager) => manager.addAddressPool("all", { addressPrefixes: ["10.0.0.0/8"] }))).toEqual([]);
  expect(
    said((connectBy, stack) => {
      const hub = { name: "hub01", addressSpace: ["10.0.0.0/16"] };
      return new HubSpokeConstruct(stack, "Network", { location: "eastasia", hub, connectBy });
    }),
  ).toEqual([]);
});

test.each<[Partial<NetworkManagerProps>, RegExp]>([
  [
    { subscriptionIds: ["/subscriptions/a1", "/subscriptions/A1"] },
    /subscriptionIds lists "\/subscriptions\/A1" twice/,
  ],
  [
    {
      managementGroupIds: ["corp", "Corp"].map(
        (each) => `/providers/Microsoft.Management/managementGroups/${each}`,
      ),
    },
    /managementGroupIds lists .*Corp" twice/,
  ],
  [{ subscriptionIds: ["/subscriptions/${HOSTILE}"] }, /write ids like "\/subscriptions\/<id>"/],
])("%#: a scope that Azure refuses is a sentence", (props, message) => {
  expect(refusals((stack) => void managerIn(stack, props))).toEqual([expect.stringMatching(message)]);
});

test("what is added is returned", () => {
  const json = synthesize((stack) => {
    AzurermVersion.use(stack, "4.73.0");
    const manager = managerIn(stack);
    const groups = [manager.addGroup("all", [networkIn(stack, 1)])];
    const routes = [{ name: "out", destination: "0.0.0.0/0", nextHop: ManagedNextHop.NONE }];
    [
      manager.addMesh("mesh", { groups }),
      manager.addHubAndSpoke("hub", { hub: networkIn(stack, 2), groups }),
      manager.addAdminRules("rules", { groups, rules: Guardrails.denyHighRiskPorts() }),
      manager.addRoutes("routes", { groups, routes }),
    ].forEach((each) => new TerraformOutput(each, each.configurationName, { value: each.configurationId }));
  });
  const kinds = Object.values<Block>(json.output).map(
    ({ value }) => /^\$\{azurerm_network_manager_(.+)_configuration\..+\.id\}$/.exec(value)?.[1],
  );
  expect(kinds.sort()).toEqual(["connectivity", "connectivity", "routing", "security_admin"]);
});

test("deploys each kind to each region of its networks once, whenever they come and however the region is written", () => {
  const json = synthesize((stack) => {
    const manager = managerIn(stack);
    const group = manager.addGroup("all", [networkIn(stack, 1)]);
    manager.addMesh("one", { groups: [group] });
    group.addMember(networkIn(stack, 2, "Japan East"));
    group.addMember(networkIn(stack, 3, "japaneast"));
    manager.addMesh("two", { groups: [manager.addGroup("few", [networkIn(stack, 4)])] });
    manager.addAdminRules("guardrails", { groups: [group], rules: Guardrails.denyHighRiskPorts() });
  });
  expect(places(json)).toEqual([
    "Connectivity Japan East",
    "Connectivity eastasia",
    "SecurityAdmin Japan East",
    "SecurityAdmin eastasia",
  ]);
  const [east, japan] = ["eastasia", "Japan East"].map((location) =>
    deployments(json).find((each) => each.scope_access === "Connectivity" && each.location === location)!,
  );
  expect(east.configuration_ids).toHaveLength(2);
  expect(japan.configuration_ids).toHaveLength(1);
  expect(orderingFaults(json)).toEqual([]);
});

test("a region that is misspelt is warned about", () => {
  const program = (stack: TerraformStack): void =>
    void managerIn(stack, { locations: ["eastasai"] }).addGroup("all", [networkIn(stack, 1)]);
  expect(warnings(stackWith(program))).toEqual([
    expect.stringMatching(/"eastasai" is not a region .*"eastasia".*\[REGION_UNKNOWN\]/),
  ]);
});

test("networks that exist already are deployed to where they are said to be", () => {
  const build = (location?: string, locations?: string[]) => (stack: TerraformStack) => {
    const manager = managerIn(stack, { locations });
    manager.addMesh("all", { groups: [manager.addGroup("all", [existing(stack, 1, location)])] });
  };
  expect(places(synthesize(build("koreacentral")))).toEqual(["Connectivity koreacentral"]);
  expect(places(synthesize(build(undefined, ["eastasia", "japaneast"])))).toEqual([
    "Connectivity eastasia",
    "Connectivity japaneast",
  ]);
  expect(refusals(build())).toEqual([expect.stringContaining('the region of "old1" isn\'t known')]);
  expect(refusals(build("${var.region}"))).toHaveLength(1);
  expect(refusals(build("eastasia", ["${var.region}"]))).toEqual([
    expect.stringContaining("known only at apply"),
  ]);
});

test("two existing networks of one name, in two subscriptions, are told apart by their ids", () => {
  const json = synthesize((stack) => {
    const networks = ["one", "two"].map((subscription, index) =>
      VirtualNetwork.fromVirtualNetworkAttributes(stack, subscription, {
        name: subscription,
        virtualNetworkId: `/subscriptions/${subscription}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet-app`,
        virtualNetworkName: "vnet-app",
        resourceGroupName: "g",
        addressSpace: [`10.${index + 1}.0.0/16`],
        location: "eastasia",
      }),
    );
    const manager = managerIn(stack, { subscriptionIds: ["/subscriptions/one", "/subscriptions/two"] });
    manager.addMesh("all", { groups: [manager.addGroup("all", [...networks, networkIn(stack, 5)])] });
  });
  const [{ triggers }] = deployments(json);
  expect(Object.values(triggers)).toEqual(expect.arrayContaining(["10.1.0.0/16", "10.2.0.0/16"]));
  const model = readConfiguration(json);
  const existingOnes = model.virtualNetworks.filter(({ external }) => external);
  expect(existingOnes.map(({ addressSpace }) => addressSpace)).toEqual([["10.1.0.0/16"], ["10.2.0.0/16"]]);
  expect(model.networkManager.networkGroups[0].virtualNetworks).toHaveLength(3);
  const rows = analyze(model).routesOf("vnet-net5/default")!;
  const connected = rows.filter(({ row }) => /^10\.[12]\./.test(row.addressPrefix[0]));
  expect(connected.map(({ row }) => row.nextHopType)).toEqual(["ConnectedGroup", "ConnectedGroup"]);
});

describe("a deployment is repeated", () => {
  interface Program {
    readonly spokes?: number[];
    readonly directConnectivity?: boolean;
    readonly ports?: string[];
    readonly action?: AdminRuleAction;
  }
  const triggers = ({ spokes = [1, 2], directConnectivity, ports, action }: Program): unknown => {
    const json = synthesize((stack) => {
      const manager = managerIn(stack);
      const group = manager.addGroup(
        "spokes",
        spokes.map((octet) => networkIn(stack, octet)),
      );
      manager.addHubAndSpoke("hub", { hub: networkIn(stack, 9), groups: [group], directConnectivity });
      const rule = { name: "r", action: action ?? AdminRuleAction.DENY, priority: 1 };
      manager.addAdminRules("rules", {
        groups: [group],
        rules: [{ ...rule, protocol: SecurityProtocol.TCP, ports }],
      });
    });
    return deployments(json).map((each) => each.triggers);
  };
  const before = triggers({});

  test("when nothing changed: not", () => {
    expect(triggers({})).toEqual(before);
    expect(triggers({ spokes: [2, 1] })).toEqual(before);
  });

  test.each<[string, Program]>([
    ["a member", { spokes: [1, 2, 3] }],
    ["the topology", { directConnectivity: true }],
    ["a rule's ports", { ports: ["22"] }],
    ["a rule's action", { action: AdminRuleAction.ALWAYS_ALLOW }],
  ])("when %s changed", (_, program) => {
    expect(triggers(program)).not.toEqual(before);
  });

  test("when a route's next hop changes, which only apply can tell", () => {
    const json = synthesize((stack) => {
      AzurermVersion.use(stack, "4.73.0");
      const manager = managerIn(stack);
      const hub = new HubSpokeConstruct(stack, "Hub", {
        location: "eastasia",
        hub: HUB,
        transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
      });
      manager.addRoutes("out", {
        groups: [manager.addGroup("labs", [networkIn(stack, 50)])],
        routes: [{ name: "out", destination: "0.0.0.0/0", nextHopAddress: hub.transit.nextHopAddress }],
      });
    });
    expect(deployments(json)[0].triggers.values).toMatch(/^\$\{azurerm_firewall\..*private_ip_address\}$/);
  });
});

describe("a hub-and-spoke that it peers", () => {
  const build =
    (props: Partial<HubSpokeProps> = {}) =>
    (stack: TerraformStack): HubSpokeConstruct =>
      new HubSpokeConstruct(stack, "Network", {
        location: "eastasia",
        hub: HUB_WITH_GATEWAY,
        spokes: [spoke("spoke01", 10), { ...spoke("spoke02", 20), location: "japaneast" }],
        transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
        ...props,
        connectBy: props.connectBy ?? managerIn(stack),
      });
  const json = synthesize(build());

  test("has no peering of its own, and the spokes use the hub's gateway", () => {
    expect(resourcesOf(json, "azurerm_virtual_network_peering")).toEqual({});
    expect(resourceNamed(json, "azurerm_network_manager_connectivity_configuration", "hub01")).toMatchObject({
      connectivity_topology: "HubAndSpoke",
      delete_existing_peering_enabled: false,
      applies_to_group: [{ group_connectivity: "None", use_hub_gateway: true, global_mesh_enabled: false }],
    });
    expect(places(json)).toEqual(["Connectivity eastasia", "Connectivity japaneast"]);
  });

  test("is deployed after members, subnets and gateway, and torn down before them", () => {
    expect(orderingFaults(json)).toEqual([]);
    const graph = new DependencyGraph(json);
    for (const deployment of graph.find("azurerm_network_manager_deployment.")) {
      for (const type of ["network_manager_static_member.", "network_manager_connectivity_configuration."]) {
        graph.find(`azurerm_${type}`).forEach((each) => expect(graph.waits(deployment, each)).toBe(true));
      }
      expect(graph.waits(deployment, graph.one("azurerm_virtual_network_gateway."))).toBe(true);
    }
  });

  test("without a gateway what leads to the firewall is bound after it", () => {
    const graph = new DependencyGraph(synthesize(build({ hub: HUB, spokes: [spoke("spoke01", 10)] })));
    const [deployment] = graph.find("azurerm_network_manager_deployment.");
    expect(graph.waits(graph.one("azurerm_subnet_route_table_association.", "spoke01"), deployment)).toBe(
      true,
    );
  });

  test.each<[string, Partial<HubSpokeProps>, string[]]>([
    ["a firewall", {}, ["afw-hub01"]],
    [
      "a router",
      { transit: TransitRouting.virtualMachineRouter({ subnetPrefix: "10.0.1.0/27" }) },
      ["vm-router01"],
    ],
    ["the VPN gateway", { transit: TransitRouting.vpnGatewayNextHop() }, ["vpngw01"]],
    [
      "Azure's router",
      { transit: TransitRouting.routingAppliance({ subnetPrefix: "10.0.1.0/27" }) },
      ["vnra-hub01"],
    ],
    ["a connected group", { transit: TransitRouting.connectedGroup() }, []],
    ["peerings between spokes", { transit: TransitRouting.directPeering() }, []],
  ])("is surely connected through %s, and to sites", (_, props, via) => {
    const configuration = readConfiguration(
      synthesize((stack) => {
        const network = build(props)(stack);
        network.hub.addSiteToSite("dc", { gatewayAddress: "203.0.113.7", addressSpace: ["192.168.0.0/24"] });
      }),
    );
    const analysis = analyze(configuration);
    const there = analysis.explain("vnet-spoke01/default", "vnet-spoke02/default");
    const back = analysis.explain("vnet-spoke02/default", "vnet-spoke01/default");
    expect([there.verdict, back.verdict]).toEqual(["REACHABLE", "REACHABLE"]);
    expect([...new Set(there.forward.flatMap((hop) => (hop.via ? [hop.via.name] : [])))]).toEqual(via);
    for (const other of ["vnet-hub01/default", "on-premises/lgw-dc"]) {
      expect([other, analysis.verdict("vnet-spoke02/default", other)]).toEqual([other, "REACHABLE"]);
      expect([other, analysis.verdict(other, "vnet-spoke02/default")]).toEqual([other, "REACHABLE"]);
    }
    const codes = findingsOf(configuration)
      .filter(({ severity }) => severity !== "info")
      .map(({ code }) => code);
    expect(codes).toEqual([]);
  });

  test("spokes that exist already are as sure: the deployment says their addresses", () => {
    const withOld = (subnets: boolean): TerraformJson =>
      synthesize((stack) => {
        const network = build()(stack);
        network.hub.addSiteToSite("dc", { gatewayAddress: "203.0.113.7", addressSpace: ["192.168.0.0/24"] });
        network.addSpoke("old", {
          virtualNetwork: existing(stack, 60, "eastasia"),
          subnets: subnets ? [{ name: "default", addressPrefix: "10.60.0.0/24" }] : [],
        });
      });
    expect(deployments(withOld(true))[0].triggers).toMatchObject({
      "remote_address_space_of_vnet-old60": "10.60.0.0/16",
    });
    const analysis = analyze(readConfiguration(withOld(true)));
    for (const other of ["vnet-spoke01/default", "vnet-spoke02/default", "on-premises/lgw-dc"]) {
      expect([other, analysis.verdict("vnet-old60/default", other)]).toEqual([other, "REACHABLE"]);
      expect([other, analysis.verdict(other, "vnet-old60/default")]).toEqual([other, "REACHABLE"]);
    }
    // Without a subnet here it is no endpoint, and makes nothing else unsure.
    const bare = analyze(readConfiguration(withOld(false)));
    expect(bare.verdict("vnet-spoke01/default", "vnet-spoke02/default")).toBe("REACHABLE");
  });

  test("without a transit spokes don't reach each other, as with peerings", () => {
    const analysis = analyze(readConfiguration(synthesize(build({ transit: TransitRouting.none() }))));
    expect(analysis.verdict("vnet-spoke01/default", "vnet-spoke02/default")).toBe("BLOCKED");
    expect(analysis.verdict("vnet-spoke01/default", "vnet-hub01/default")).toBe("REACHABLE");
  });

  test("takes a gateway and spokes that come later, at the same addresses in any order", () => {
    const later = synthesize((stack) => {
      const network = build({ hub: HUB, spokes: [] })(stack);
      for (const { name, ...options } of [
        { ...spoke("spoke02", 20), location: "japaneast" },
        spoke("spoke01", 10),
      ]) {
        network.addSpoke(name, options);
      }
      network.hub.addVpnGateway({ subnetPrefix: "10.0.200.0/24" });
    });
    const managed = (one: TerraformJson): object =>
      Object.fromEntries(
        Object.entries(one.resource)
          .filter(([type]) => type.startsWith("azurerm_network_manager"))
          .map(([type, byId]) => [type, Object.fromEntries(Object.entries(byId).sort())]),
      );
    const withoutOrder = (one: TerraformJson): unknown =>
      JSON.parse(JSON.stringify(managed(one), (key, value) => (key === "depends_on" ? undefined : value)));
    expect(withoutOrder(later)).toEqual(withoutOrder(json));
  });

  test("several hubs share a manager and its deployment", () => {
    const shared = synthesize((stack) => {
      const connectBy = managerIn(stack);
      build({ connectBy, spokes: [spoke("spoke01", 10)] })(stack);
      new HubSpokeConstruct(stack, "Second", {
        location: "eastasia",
        hub: { name: "hub02", addressSpace: ["10.100.0.0/16"] },
        spokes: [spoke("spoke03", 30)],
        transit: TransitRouting.connectedGroup(),
        connectBy,
      });
    });
    expect(deployments(shared)).toHaveLength(1);
    expect(deployments(shared)[0].configuration_ids).toHaveLength(3);
    expect(orderingFaults(shared)).toEqual([]);
  });

  test("more than a thousand spokes are warned about", () => {
    const stack = stackWith((each) => {
      const manager = managerIn(each);
      manager.addHubAndSpoke("hub", { hub: networkIn(each, 200), groups: [crowd(manager, 1001)] });
    });
    expect(warnings(stack)).toEqual([
      expect.stringMatching(/has 1001 spokes; Azure allows 1000 .*\[PEERING_LIMIT\]/),
    ]);
  });

  test("a network in two groups is one spoke", () => {
    const twice = synthesize((stack) => {
      const manager = managerIn(stack);
      const network = networkIn(stack, 1);
      const groups = ["one", "two"].map((name) => manager.addGroup(name, [network]));
      manager.addHubAndSpoke("hub", { hub: networkIn(stack, 0), groups });
    });
    expect(analyze(readConfiguration(twice)).verdict("vnet-net0/default", "vnet-net1/default")).toBe(
      "REACHABLE",
    );
  });

  test("spokes of another subscription need a scope that has them", () => {
    const other = (props: Partial<NetworkManagerProps>) => (stack: TerraformStack) => {
      const provider = new AzurermProvider(stack, "other", {
        features: [{}],
        alias: "other",
        subscriptionId: "11111111-1111-1111-1111-111111111111",
      });
      build({
        connectBy: managerIn(stack, props),
        spokes: [{ ...spoke("spoke01", 10), provider, resourceGroupName: "rg-other" }],
      })(stack);
    };
    expect(refusals(other({}))).toEqual([
      expect.stringContaining("is in another subscription than the network manager"),
    ]);
    synthesize(other({ subscriptionIds: ["/subscriptions/1", "/subscriptions/2"] }));
  });

  test.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "a transit without peerings",
      build({ transit: TransitRouting.vpnMesh() }),
      "doesn't peer spokes with the hub",
    ],
    [
      "a spoke that is peered with the hub already",
      (stack) => {
        const { hub, spokes } = build()(stack);
        new VnetPeering(stack, "Twin", {
          virtualNetwork: hub.virtualNetwork,
          remoteVirtualNetwork: spokes[0].virtualNetwork,
        });
      },
      "peered already, by",
    ],
    [
      "a spoke with a gateway of its own",
      (stack) => {
        const network = build({ spokes: [] })(stack);
        network.addSpoke("spoke01", { virtualNetwork: otherHub(stack).virtualNetwork });
      },
      "since it has one of its own, stack/Another/Hub/VpnGateway",
    ],
  ])("refuses %s", (_, program, message) => {
    expect(refusals(program as (stack: TerraformStack) => void)[0]).toContain(message);
  });

  function otherHub(stack: TerraformStack) {
    return new HubSpokeConstruct(stack, "Another", {
      location: "eastasia",
      hub: { name: "hub09", addressSpace: ["10.90.0.0/16"], vpnGateway: { subnetPrefix: "10.90.200.0/24" } },
    }).hub;
  }
});

describe("a connected group", () => {
  const mesh =
    (options: Partial<ManagedMeshOptions>, networks: (stack: TerraformStack) => IVirtualNetwork[]) =>
    (stack: TerraformStack): void => {
      const manager = managerIn(stack);
      manager.addMesh("mesh", { groups: [manager.addGroup("mesh", networks(stack))], ...options });
    };
  const isGlobal = (json: TerraformJson): boolean =>
    resourceNamed(json, "azurerm_network_manager_connectivity_configuration", "mesh").global_mesh_enabled;

  test("is global where its networks are in several regions, unless it is said otherwise", () => {
    const two = (stack: TerraformStack) => [networkIn(stack, 1), networkIn(stack, 2, "japaneast")];
    expect(isGlobal(synthesize(mesh({}, (stack) => [networkIn(stack, 1)])))).toBe(false);
    const global = synthesize(mesh({}, two));
    expect(isGlobal(global)).toBe(true);
    expect(analyze(readConfiguration(global)).verdict("vnet-net1/default", "vnet-net2/default")).toBe(
      "REACHABLE",
    );
    const regional = synthesize(mesh({ global: false }, two));
    expect(analyze(readConfiguration(regional)).verdict("vnet-net1/default", "vnet-net2/default")).toBe(
      "BLOCKED",
    );
  });

  test("of more networks than Azure takes by default is warned about, as is one whose networks overlap", () => {
    const crowded = (count: number) => (stack: TerraformStack) => {
      const manager = managerIn(stack);
      manager.addMesh("mesh", { groups: [crowd(manager, count)] });
    };
    expect(warnings(stackWith(crowded(251)))).toEqual([
      expect.stringMatching(/has 251 virtual networks; .*\[CONNECTED_GROUP_LIMIT\]/),
    ]);
    expect(refusals(crowded(3001))).toEqual([
      expect.stringContaining("has 3001 virtual networks; Azure allows 3000"),
    ]);
    const overlapping = (stack: TerraformStack) => [networkIn(stack, 1), existing(stack, 1, "eastasia")];
    expect(warnings(stackWith(mesh({}, overlapping)))).toEqual([
      expect.stringMatching(/"net1" \(10.1.0.0\/16\) and "old1" .*\[CONNECTED_GROUP_OVERLAP\]/),
    ]);
  });

  test("of spokes with direct connectivity has the hub in it", () => {
    const json = synthesize((stack) => {
      const manager = managerIn(stack);
      const groups = [manager.addGroup("spokes", [networkIn(stack, 1), networkIn(stack, 2)])];
      manager.addHubAndSpoke("hub", { hub: networkIn(stack, 0), groups, directConnectivity: true });
    });
    const analysis = analyze(readConfiguration(json));
    expect(analysis.verdict("vnet-net1/default", "vnet-net2/default")).toBe("REACHABLE");
    expect(analysis.verdict("vnet-net0/default", "vnet-net2/default")).toBe("REACHABLE");
  });
});

describe("refuses", () => {
  const hubAndSpoke =
    (options: (stack: TerraformStack) => Partial<ManagedHubAndSpokeOptions>) =>
    (stack: TerraformStack): void => {
      const manager = managerIn(stack);
      manager.addHubAndSpoke("hub", {
        hub: networkIn(stack, 0),
        groups: [manager.addGroup("spokes", [networkIn(stack, 1)])],
        ...options(stack),
      });
    };

  test.each<[string, (stack: TerraformStack) => void, string]>([
    [
      "a hub without gateway whose gateway is used",
      hubAndSpoke(() => ({ useHubGateway: true })),
      "has no gateway",
    ],
    ["no groups", hubAndSpoke(() => ({ groups: [] })), "has no groups"],
    [
      "groups of another manager",
      hubAndSpoke((stack) => ({
        groups: [
          new NetworkManager(stack, "Else", {
            ...PLACE,
            name: "else",
            subscriptionIds: ["/subscriptions/2"],
          }).addGroup("g"),
        ],
      })),
      'the group "g" is of another network manager',
    ],
    [
      "a hub among its spokes",
      (stack) => {
        const manager = managerIn(stack);
        const hub = networkIn(stack, 0);
        manager.addHubAndSpoke("hub", { hub, groups: [manager.addGroup("spokes", [hub])] });
      },
      "is in a group of its own spokes",
    ],
    [
      "spokes that overlap the hub",
      hubAndSpoke((stack) => ({ hub: existing(stack, 1, "eastasia") })),
      "overlap",
    ],
    [
      "two managers of one scope and feature",
      (stack) => {
        for (const name of ["One", "Two"]) {
          const manager = new NetworkManager(stack, name, { ...PLACE, name });
          manager.addMesh("m", {
            groups: [manager.addGroup("g", [networkIn(stack, name.length + 10 * +(name === "Two"))])],
          });
        }
      },
      "Azure takes one network manager for a scope and feature",
    ],
    [
      "an id that is no subscription's",
      (stack) => void managerIn(stack, { subscriptionIds: ["1111"] }),
      'subscriptionIds lists "1111"',
    ],
    [
      "an id in a case that azurerm doesn't take",
      (stack) => void managerIn(stack, { subscriptionIds: ["/Subscriptions/1"] }),
      'subscriptionIds lists "/Subscriptions/1"',
    ],
    [
      "a group twice",
      (stack) => {
        const manager = managerIn(stack);
        const group = manager.addGroup("g", [networkIn(stack, 1)]);
        manager.addMesh("m", { groups: [group, group] });
      },
      '"m" has the group "g" twice',
    ],
    [
      "two configurations of one name",
      (stack) => {
        const manager = managerIn(stack);
        const groups = [manager.addGroup("g", [networkIn(stack, 1)])];
        manager.addMesh("m", { groups });
        manager.addHubAndSpoke("M", { hub: networkIn(stack, 2), groups });
      },
      'there are two connectivity configurations named "M"',
    ],
    [
      "two configurations of admin rules in a region",
      (stack) => {
        const manager = managerIn(stack);
        const groups = [manager.addGroup("g", [networkIn(stack, 1)])];
        ["one", "two"].forEach((name) =>
          manager.addAdminRules(name, {
            groups,
            rules: [{ name, action: AdminRuleAction.DENY, priority: 1 }],
          }),
        );
      },
      '"one" and "two" are both deployed to eastasia',
    ],
    [
      "two ways to one destination, of two configurations",
      (stack) => {
        AzurermVersion.use(stack, "4.73.0");
        const manager = managerIn(stack);
        const network = networkIn(stack, 1);
        [ManagedNextHop.NONE, ManagedNextHop.INTERNET].forEach((nextHop) =>
          manager.addRoutes(nextHop, {
            groups: [manager.addGroup(nextHop, [network])],
            routes: [{ name: "out", destination: "0.0.0.0/0", nextHop }],
          }),
        );
      },
      'both lead from "net1" to 0.0.0.0/0, of which Azure takes one at random',
    ],
    [
      "addresses that a pool has given to a part of it",
      (stack) => {
        const manager = managerIn(stack);
        const parent = manager.addAddressPool("all", { addressPrefixes: ["10.0.0.0/8"] });
        parent.reserve("old", ["10.1.0.0/16"]);
        manager.addAddressPool("asia", { addressPrefixes: ["10.0.0.0/12"], parent });
      },
      "overlap in the pool",
    ],
    [
      "a network in more connected groups than Azure takes",
      (stack) => {
        const manager = managerIn(stack);
        const network = networkIn(stack, 1);
        ["a", "b", "c"].forEach((name) =>
          manager.addMesh(name, { groups: [manager.addGroup(name, [network])] }),
        );
      },
      '"net1" is in 3 connected groups, of "a", "b", "c"; Azure allows 2',
    ],
    [
      "a hub of more groups with direct connectivity than it can be in",
      hubAndSpoke((stack) => ({
        groups: [2, 3, 4].map((octet) =>
          (stack.node.findChild("Manager") as NetworkManager).addGroup(`g${octet}`, [
            networkIn(stack, octet),
          ]),
        ),
        directConnectivity: true,
      })),
      '"net0" is in 3 connected groups, of "hub"; Azure allows 2',
    ],
    [
      "a region that is none",
      (stack) => void managerIn(stack, { locations: [""] }),
      'the location "" is not an Azure region',
    ],
    ["an empty scope", (stack) => void managerIn(stack, { subscriptionIds: [] }), "empty scope"],
    [
      "a scope for a manager that exists already",
      (stack) =>
        void managerIn(stack, {
          existingManagerId:
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkManagers/m",
          subscriptionIds: ["/subscriptions/1"],
        }),
      "has its scope",
    ],
    [
      "a network twice in a group",
      (stack) => {
        const network = networkIn(stack, 1);
        managerIn(stack).addGroup("g", [network, network]);
      },
      "is in the group",
    ],
  ])("%s", (_, program, message) => {
    const said = refusals(program);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(message);
  });
});

describe("admin rules", () => {
  const rule: AdminRule = { name: "r", action: AdminRuleAction.DENY, priority: 10 };
  const build = (...rules: AdminRule[]) => {
    return (stack: TerraformStack): void => {
      const manager = managerIn(stack);
      const groups = [manager.addGroup("all", [networkIn(stack, 1), networkIn(stack, 2)])];
      manager.addMesh("all", { groups });
      manager.addAdminRules("rules", { groups, rules });
    };
  };

  test("come before security groups, in the analysis too", () => {
    const deny: AdminRule = {
      ...rule,
      sources: ["10.1.0.0/16"],
      destinations: ["10.2.0.0/16"],
      protocol: SecurityProtocol.TCP,
      ports: ["22"],
    };
    const verdict = (port: number): string =>
      analyze(readConfiguration(synthesize(build(deny))), { port }).verdict(
        "vnet-net1/default",
        "vnet-net2/default",
      );
    expect([verdict(22), verdict(443)]).toEqual(["BLOCKED", "REACHABLE"]);
  });

  test("against high-risk ports are for what comes from the Internet alone", () => {
    const json = synthesize(build(...Guardrails.denyHighRiskPorts()));
    expect(Object.values(resourcesOf(json, "azurerm_network_manager_admin_rule"))).toMatchObject(
      ["Tcp", "Udp"].map((protocol) => ({
        action: "Deny",
        direction: "Inbound",
        protocol,
        source: [{ address_prefix: "Internet", address_prefix_type: "ServiceTag" }],
        destination_port_ranges: expect.arrayContaining(["22", "3389", "445"]),
      })),
    );
    expect(
      analyze(readConfiguration(json), { port: 22 }).verdict("vnet-net1/default", "vnet-net2/default"),
    ).toBe("REACHABLE");
  });

  test("beyond what a manager takes are warned about", () => {
    const tooMany = Array.from({ length: 101 }, (_, index) => ({
      ...rule,
      name: `r${index}`,
      priority: index + 1,
    }));
    expect(warnings(stackWith(build(...tooMany)))).toEqual([
      expect.stringMatching(/has 101 admin rules .*\[NETWORK_MANAGER_ADMIN_RULE_LIMIT\]/),
    ]);
  });

  test.each<[string, AdminRule[], string]>([
    ["priorities out of range", [{ ...rule, priority: 5000 }], "priority 5000"],
    ["one priority twice", [rule, { ...rule, name: "s" }], "both have the priority 10"],
    ["ports without a protocol", [{ ...rule, ports: ["22"] }], "no protocol that has them"],
    ["what is no port", [{ ...rule, protocol: SecurityProtocol.TCP, ports: ["ssh"] }], '"ssh" of the rule'],
    ["what is no prefix", [{ ...rule, sources: ["10.0.0.1/8"] }], "10.0.0.1/8"],
    ["tags that Azure refuses there", [{ ...rule, destinations: ["AzurePlatformDNS"] }], "AzurePlatformDNS"],
    ["empty lists", [{ ...rule, sources: [] }], "empty list of addresses"],
    ["no rules", [], "there are no rules"],
  ])("refuses %s", (_, rules, message) => {
    expect(refusals(build(...rules))).toEqual([expect.stringContaining(message)]);
  });
});

describe("routes", () => {
  const out: ManagedRoute = { name: "out", destination: "0.0.0.0/0", nextHop: ManagedNextHop.NONE };
  const build =
    (routes: ManagedRoute[], version = "4.73.0") =>
    (stack: TerraformStack): void => {
      AzurermVersion.use(stack, version);
      const manager = managerIn(stack);
      manager.addRoutes("labs", { groups: [manager.addGroup("labs", [networkIn(stack, 1)])], routes });
    };

  test("are added to the tables that subnets have, which keep what a gateway learns", () => {
    const json = synthesize(build([out]));
    expect(resourceNamed(json, "azurerm_network_manager_routing_configuration", "labs")).toMatchObject({
      route_table_usage_mode: "UseExisting",
    });
    expect(resourceNamed(json, "azurerm_network_manager_routing_rule_collection", "labs")).toMatchObject({
      bgp_route_propagation_enabled: true,
    });
    const rows = analyze(readConfiguration(json))
      .routesOf("vnet-net1/default")!
      .map(({ row }) => row);
    expect(rows.find(({ source }) => source === "User")).toMatchObject({
      addressPrefix: ["0.0.0.0/0"],
      nextHopType: "None",
    });
  });

  test("are deployed after all that writes subnets", () => {
    const graph = new DependencyGraph(synthesize(build([out])));
    const deployment = graph.one("azurerm_network_manager_deployment.");
    expect(graph.waits(deployment, graph.one("azurerm_subnet."))).toBe(true);
    expect(graph.waits(deployment, graph.one("azurerm_network_manager_routing_rule."))).toBe(true);
  });

  test.each<[string, (stack: TerraformStack) => void, string]>([
    ["an azurerm that would replace tables", build([out], "4.55.0"), "need azurerm 4.58 or newer"],
    [
      "two routes to one destination",
      build([out, { ...out, name: "two" }]),
      "of which Azure takes one at random",
    ],
    ["a route without next hop", build([{ name: "r", destination: "10.0.0.0/8" }]), "leads nowhere"],
    ["a route with two", build([{ ...out, nextHopAddress: "10.0.0.4" }]), "leads to two places"],
    [
      "what is no address",
      build([{ name: "r", destination: "10.0.0.0/8", nextHopAddress: "fw" }]),
      '"fw", which is no IPv4 address',
    ],
    ["what is no destination", build([{ ...out, destination: "10.0.0.1/8" }]), "10.0.0.1/8"],
    ["no routes", build([]), "there are no routes"],
    [
      "networks whose tables have inline routes, which Terraform would restore",
      (stack) => {
        AzurermVersion.use(stack, "4.73.0");
        const network = new HubSpokeConstruct(stack, "Network", {
          location: "eastasia",
          hub: HUB,
          spokes: [spoke("spoke01", 10)],
          transit: TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.0.9" }),
        });
        const manager = managerIn(stack);
        const group = manager.addGroup("g", [network.spokes[0].virtualNetwork]);
        manager.addRoutes("labs", { groups: [group], routes: [out] });
      },
      "each apply would remove what the network manager adds",
    ],
  ])("refuse %s", (_, program, message) => {
    expect(refusals(program)).toEqual([expect.stringContaining(message)]);
  });
});

describe("address pools", () => {
  const pools = (use: (manager: NetworkManager) => void) => (stack: TerraformStack) => use(managerIn(stack));

  test("may be part of another, and note who has what", () => {
    const json = synthesize(
      pools((manager) => {
        const parent = manager.addAddressPool("corp", { addressPrefixes: ["10.0.0.0/8"] });
        const pool = manager.addAddressPool("asia", { addressPrefixes: ["10.0.0.0/12"], parent });
        pool.reserve("hub01", ["10.0.0.0/16"]);
      }),
    );
    const [[parentId]] = Object.entries(resourcesOf(json, "azurerm_network_manager_ipam_pool")).filter(
      ([, { name }]) => name === "corp",
    );
    expect(resourceNamed(json, "azurerm_network_manager_ipam_pool", "asia")).toMatchObject({
      parent_pool_name: `\${azurerm_network_manager_ipam_pool.${parentId}.name}`,
      address_prefixes: ["10.0.0.0/12"],
    });
    expect(
      resourceNamed(json, "azurerm_network_manager_ipam_pool_static_cidr", "hub01").address_prefixes,
    ).toEqual(["10.0.0.0/16"]);
    expect(deployments(json)).toEqual([]);
  });

  test.each<[string, (manager: NetworkManager) => void, string]>([
    [
      "two that overlap",
      (manager) => {
        manager.addAddressPool("a", { addressPrefixes: ["10.0.0.0/8"] });
        manager.addAddressPool("b", { addressPrefixes: ["10.1.0.0/16"] });
      },
      'the pools "a" (10.0.0.0/8) and "b" (10.1.0.0/16) overlap',
    ],
    [
      "one outside its parent",
      (manager) => {
        const parent = manager.addAddressPool("a", { addressPrefixes: ["10.0.0.0/16"] });
        manager.addAddressPool("b", { addressPrefixes: ["10.1.0.0/16"], parent });
      },
      "isn't in its parent",
    ],
    [
      "reservations outside",
      (manager) =>
        manager.addAddressPool("a", { addressPrefixes: ["10.0.0.0/16"] }).reserve("x", ["10.1.0.0/24"]),
      "isn't in it",
    ],
    [
      "reservations that overlap",
      (manager) => {
        const pool = manager.addAddressPool("a", { addressPrefixes: ["10.0.0.0/16"] });
        pool.reserve("x", ["10.0.0.0/24"]);
        pool.reserve("y", ["10.0.0.0/25"]);
      },
      'overlap in the pool "a"',
    ],
    [
      "one whose parent another manager has",
      (manager) => {
        const other = new NetworkManager(manager, "Other", {
          ...PLACE,
          name: "other",
          subscriptionIds: ["/subscriptions/2"],
        });
        const parent = other.addAddressPool("a", { addressPrefixes: ["10.0.0.0/8"] });
        manager.addAddressPool("b", { addressPrefixes: ["10.1.0.0/16"], parent });
      },
      'the parent "a" of the pool "b" is of another network manager',
    ],
    [
      "prefixes that overlap each other",
      (manager) => void manager.addAddressPool("a", { addressPrefixes: ["10.0.0.0/8", "10.1.0.0/16"] }),
      'lists "10.0.0.0/8" and "10.1.0.0/16", which overlap',
    ],
    [
      "what is no prefix as a reservation",
      (manager) =>
        manager.addAddressPool("a", { addressPrefixes: ["10.0.0.0/8"] }).reserve("x", ["10.300.0.0/16"]),
      '"10.300.0.0/16", is not an IPv4 prefix',
    ],
    [
      "no prefixes",
      (manager) => void manager.addAddressPool("a", { addressPrefixes: [] }),
      "has no prefixes",
    ],
  ])("refuses %s", (_, use, message) => {
    expect(refusals(pools(use))).toEqual([expect.stringContaining(message)]);
  });
});

const schemas = [...providerSchemas()];
(schemas.length > 0 ? test.each(schemas) : test.skip.each([["no version", {}]]))(
  "all of it conforms to azurerm %s",
  (version, schema) => {
    const json = synthesize((stack) => {
      AzurermVersion.use(stack, version);
      const manager = managerIn(stack);
      const group = manager.addGroup("g", [networkIn(stack, 1)]);
      manager.addHubAndSpoke("h", { hub: networkIn(stack, 0), groups: [group], directConnectivity: true });
      manager.addMesh("m", { groups: [group], global: true });
      manager.addAdminRules("a", {
        groups: [group],
        rules: [
          ...Guardrails.denyHighRiskPorts(),
          {
            name: "r",
            action: AdminRuleAction.ALLOW,
            priority: 1,
            outbound: true,
            destinations: ["10.0.0.0/8"],
          },
        ],
      });
      if (version !== "4.55.0") {
        manager.addRoutes("r", {
          groups: [group],
          routes: [
            { name: "a", destination: "Storage", nextHop: ManagedNextHop.INTERNET },
            { name: "b", destination: "10.0.0.0/8", nextHopAddress: "10.0.0.4" },
          ],
        });
      }
      const parent = manager.addAddressPool("p", { addressPrefixes: ["10.0.0.0/8"] });
      manager.addAddressPool("c", { addressPrefixes: ["10.0.0.0/16"], parent }).reserve("x", ["10.0.0.0/24"]);
    });
    expect(schemaViolations(json, schema)).toEqual([]);
  },
);
