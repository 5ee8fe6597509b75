import { TerraformStack } from "cdktf";
import {
  Egress,
  InternetEgress,
  ITransitRouting,
  NamedSpokeOptions,
  TransitRouting,
  TransitRoutes,
  WarningCode,
  Warnings,
} from "../../lib";
import { findingsOf } from "../../lib/analysis/findings";
import { readConfiguration } from "../../lib/analysis/readers";
import { DependencyGraph } from "../support/dependency-graph";
import { orderingFaults } from "../support/ordering-rules";
import { refusals, resourcesOf, stackWith, synthesize, warnings } from "../support/synth";
import { HUB, spoke, transitNetwork } from "../transit/transit-network";

const NONE = TransitRouting.none();
const THROUGH = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT });
const CLOSED = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE });
const firewall = (routes?: TransitRoutes): ITransitRouting =>
  TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26", routes });

function program(options: Partial<NamedSpokeOptions>, transit = NONE) {
  return (stack: TerraformStack): void => {
    const network = transitNetwork(transit, HUB, [{ ...spoke("spoke01", 10), ...options }])(stack);
    const [member] = network.spokes;
    member.addSubnet("data", { addressPrefix: "10.10.1.0/24" });
    member.addWindowsServer("Vm", { name: "vm01", subnetName: "default" });
  };
}

describe("a NAT gateway", () => {
  const json = synthesize(program({ egress: Egress.natGateway({ addresses: 2, zone: "1" }) }));

  test("is on every subnet, also those that come later, and its addresses are in its zone", () => {
    expect(Object.values(resourcesOf(json, "azurerm_nat_gateway"))).toMatchObject([
      { name: "ng-spoke01", sku_name: "Standard", zones: ["1"] },
    ]);
    const addresses = Object.values(resourcesOf(json, "azurerm_public_ip"));
    expect(addresses.map(({ name, zones }) => [name, zones])).toEqual([
      ["pip01-ng-spoke01", ["1"]],
      ["pip02-ng-spoke01", ["1"]],
    ]);
    expect(Object.keys(resourcesOf(json, "azurerm_subnet_nat_gateway_association"))).toHaveLength(2);
  });

  test("takes a subnet when it has its addresses, and before the network's peerings", () => {
    const graph = new DependencyGraph(json);
    const [subnet] = graph.find("azurerm_subnet_nat_gateway_association.", "default");
    for (const address of graph.find("azurerm_nat_gateway_public_ip_association.")) {
      expect(graph.waits(subnet, address)).toBe(true);
    }
    for (const peering of graph.find("azurerm_virtual_network_peering.", "Local")) {
      expect(graph.waits(peering, subnet)).toBe(true);
    }
    expect(orderingFaults(json)).toEqual([]);
  });

  test("has no finding of ours against it", () => {
    expect(findingsOf(readConfiguration(json)).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

test("a firewall leaves through a NAT gateway on its subnet, and waits for it", () => {
  const transit = TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26", natGateway: {} });
  const json = synthesize(program({}, transit));
  const graph = new DependencyGraph(json);
  const association = graph.one("azurerm_subnet_nat_gateway_association.", "AzureFirewallSubnet");
  expect(graph.waits(graph.one("azurerm_firewall."), association)).toBe(true);
  expect(graph.find("azurerm_subnet_nat_gateway_association.")).toEqual([association]);
});

test.each<[string, NamedSpokeOptions["egress"], ITransitRouting, RegExp]>([
  [
    "the transit without a route there",
    Egress.throughTransit(),
    firewall(),
    /no route for it on "default", "data"/,
  ],
  ["a transit that drops it", Egress.throughTransit(), firewall(CLOSED), /InternetEgress.THROUGH_TRANSIT/],
  ["no transit", Egress.throughTransit(), NONE, /give the transit routes: TransitRoutes.defaultRoute/],
  ["a NAT gateway under a default route", Egress.natGateway(), firewall(THROUGH), /nothing would use/],
])("refuses %s", (_, egress, transit, message) => {
  expect(refusals(program({ egress }, transit))).toEqual([expect.stringMatching(message)]);
});

test("the transit's default route is the way out that it says", () => {
  expect(refusals(program({ egress: Egress.throughTransit() }, firewall(THROUGH)))).toEqual([]);
});

test("the hub has no way through its own transit", () => {
  const hub = { ...HUB, egress: Egress.throughTransit() };
  expect(refusals((stack) => void transitNetwork(NONE, hub)(stack))).toEqual([
    expect.stringContaining("use Egress.natGateway()"),
  ]);
});

describe(WarningCode.EGRESS_NOT_NONE, () => {
  const warned = (build: (stack: TerraformStack) => void): string[] =>
    warnings(stackWith(build)).filter((text) => text.includes(WarningCode.EGRESS_NOT_NONE));
  const none = { egress: Egress.none() };

  test.each<[string, (stack: TerraformStack) => void, string]>([
    [
      "a default route to the transit",
      program(none, firewall(THROUGH)),
      '"default", "data" by the transit\'s route for',
    ],
    [
      "Azure's implicit way",
      program({
        ...none,
        subnets: [{ name: "default", addressPrefix: "10.10.0.0/24", defaultOutboundAccess: true }],
      }),
      '"default" by a NAT gateway or Azure\'s implicit way',
    ],
    [
      "a NAT gateway that comes later",
      (stack) =>
        void transitNetwork(NONE, HUB, [{ ...spoke("spoke01", 10), ...none }])(stack).spokes[0].addNatGateway(
          {},
        ),
      '"default" by a NAT gateway',
    ],
    [
      "a machine's own address",
      (stack) =>
        void transitNetwork(NONE, HUB, [{ ...spoke("spoke01", 10), ...none }])(
          stack,
        ).spokes[0].addLinuxServer("Vm", {
          name: "vm01",
          subnetName: "default",
          publicIp: true,
        }),
      '"default" by a machine\'s public address',
    ],
  ])("%s", (_, build, way) => {
    expect(warned(build)).toEqual([expect.stringContaining(way)]);
  });

  test("not where there is none, nor where the transit drops it", () => {
    expect(warned(program(none))).toEqual([]);
    expect(warned(program(none, firewall(CLOSED)))).toEqual([]);
  });
});

describe(WarningCode.SPOKE_WITHOUT_EGRESS, () => {
  const warned = (build: (stack: TerraformStack) => void): string[] =>
    warnings(stackWith(build)).filter((text) => text.includes(WarningCode.SPOKE_WITHOUT_EGRESS));

  test("machines in private subnets without a way out", () => {
    expect(warned(program({}))).toEqual([
      expect.stringContaining('spoke "spoke01" has machines in "default" and no way to the Internet'),
    ]);
  });

  test.each([
    [true, "nothing can be installed or updated, and Windows isn't activated. Give it egress"],
    [false, "nothing can be installed or updated. Give it egress"],
  ])("speaks of Windows where it runs (%s)", (isWindows, words) => {
    const machine = { name: "vm01", subnetName: "default" };
    const build = (stack: TerraformStack): void => {
      const [member] = transitNetwork(NONE, HUB, [spoke("spoke01", 10)])(stack).spokes;
      void (isWindows ? member.addWindowsServer("Vm", machine) : member.addLinuxServer("Vm", machine));
    };
    expect(warned(build)).toEqual([expect.stringContaining(words)]);
  });

  test.each<[string, Partial<NamedSpokeOptions>, ITransitRouting]>([
    ["a NAT gateway", { egress: Egress.natGateway() }, NONE],
    ["a default route to the transit", {}, firewall(THROUGH)],
    ["a default route that drops it, which its author had to say", {}, firewall(CLOSED)],
    ["what is meant", { egress: Egress.none() }, NONE],
    [
      "Azure's implicit way",
      {
        subnets: [{ name: "default", addressPrefix: "10.10.0.0/24", defaultOutboundAccess: true }],
      },
      NONE,
    ],
  ])("not with %s", (_, options, transit) => {
    expect(warned(program(options, transit))).toEqual([]);
  });

  test("not where the machine has an address of its own, nor without machines, nor where it is accepted", () => {
    const build = (publicIp: boolean) => (stack: TerraformStack) => {
      const network = transitNetwork(NONE)(stack);
      network.spokes[0].addLinuxServer("Vm", { name: "vm01", subnetName: "default", publicIp });
      if (!publicIp) {
        Warnings.acknowledge(network, WarningCode.SPOKE_WITHOUT_EGRESS, "a lab");
      }
    };
    expect(warned(build(true))).toEqual([]);
    expect(warned(build(false))).toEqual([]);
    expect(warned((stack) => void transitNetwork(NONE)(stack))).toEqual([]);
  });
});
