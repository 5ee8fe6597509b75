import fc from "fast-check";
import { HubSpokeConstruct, Subnet, WindowsServer } from "../../lib";
import { appStacks } from "../support/apps";
import { DependencyGraph } from "../support/dependency-graph";
import { orderingFaults } from "../support/ordering-rules";
import { buildPeered, PeeredNetworks, peeredNetworks } from "../support/random-topology";
import { normalised, synthesize } from "../support/synth";

const lab = appStacks().get("hub-spoke")!;
const graph = new DependencyGraph(lab);
const gateway = graph.one("azurerm_virtual_network_gateway.");
const subnets = (network: string): string[] => graph.find("azurerm_subnet.", network);
const peering = (spoke: string, half: "Local" | "Remote"): string =>
  graph.one("azurerm_virtual_network_peering.", spoke, half);

test("the lab is as reviewed", () => {
  expect(normalised(lab)).toMatchSnapshot();
});

test("nothing waits for itself", () => {
  expect(graph.onCircle()).toEqual([]);
});

describe("what has to wait, waits", () => {
  test.each(["spoke01", "spoke02"])("the hub's half for %s: for every subnet of both sides", (spoke) => {
    const before = graph.allBefore(peering(spoke, "Local"));
    expect([...before]).toEqual(expect.arrayContaining([...subnets("_Hub_"), ...subnets(spoke)]));
    expect(subnets("_Hub_")).toHaveLength(3);
  });

  test.each(["spoke01", "spoke02"])("the half of %s: for the other half and the gateway it uses", (spoke) => {
    expect(graph.waits(peering(spoke, "Remote"), peering(spoke, "Local"))).toBe(true);
    expect(graph.waits(peering(spoke, "Remote"), gateway)).toBe(true);
  });

  test("each machine for its interface, each shutdown for its machine", () => {
    for (const machine of graph.find("azurerm_windows_virtual_machine.")) {
      const member = /(Hub|spoke0\d)/.exec(machine)![0];
      expect(graph.waits(machine, graph.one("azurerm_network_interface.", member))).toBe(true);
      expect(graph.waits(graph.one("shutdown_schedule.", member), machine)).toBe(true);
    }
  });
});

describe("what needn't wait, doesn't", () => {
  test("only the halves that use the gateway wait for it", () => {
    const waiting = graph.find("azurerm_").filter((address) => graph.waits(address, gateway));
    expect(waiting.sort()).toEqual([peering("spoke01", "Remote"), peering("spoke02", "Remote")].sort());
  });

  test("no machine, Bastion or gateway waits for a peering", () => {
    const peerings = graph.find("azurerm_virtual_network_peering.");
    for (const address of [
      ...graph.find("azurerm_windows_virtual_machine."),
      ...graph.find("azurerm_bastion_host."),
      gateway,
    ]) {
      expect(peerings.filter((target) => graph.waits(address, target))).toEqual([]);
    }
  });

  test("the gateway waits for its subnet and addresses alone, and not for other subnets", () => {
    const before = [...graph.allBefore(gateway)];
    expect(before.filter((address) => address.startsWith("azurerm_subnet."))).toEqual([
      graph.one("azurerm_subnet.", "GatewaySubnet"),
    ]);
    expect(before).toHaveLength(5);
  });

  test("a spoke doesn't wait for another spoke", () => {
    for (const address of graph.find("spoke01")) {
      expect([...graph.allBefore(address)].filter((target) => target.includes("spoke02"))).toEqual([]);
    }
  });

  test("the longest chain is the gateway and one peering", () => {
    // Minutes that Azure takes.
    const minutes = (address: string): number =>
      address.includes("network_gateway.") ? 45 : address.includes("bastion_host.") ? 6 : 1;
    expect(graph.longest(minutes)).toBeLessThanOrEqual(45 + 5);
  });
});

test.each([...appStacks().keys()])("%s: what Azure wouldn't take at a time is ordered", (name) => {
  expect(orderingFaults(appStacks().get(name)!)).toEqual([]);
});

test("a machine whose address Azure picks waits for those of its subnet that have one of the program's", () => {
  const json = synthesize((stack) => {
    const network = new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        subnets: ["default", "other"].map((name, index) => ({ name, addressPrefix: `10.0.${index}.0/24` })),
      },
      spokes: [],
    });
    const machine = (name: string, subnetName: string, privateIpAddress?: string): void => {
      network.hub.addWindowsServer(name, { name, subnetName, privateIpAddress });
    };
    machine("picked", "default");
    machine("elsewhere", "other");
    machine("given", "default", "10.0.0.4");
    const imported = Subnet.fromSubnetAttributes(stack, "Imported", {
      subnetName: "default",
      subnetId: network.hub.subnet("default").subnetId,
      addressPrefix: "10.0.0.0/24",
      virtualNetwork: network.hub.virtualNetwork,
    });
    new WindowsServer(stack, "Late", {
      name: "late",
      location: "eastasia",
      resourceGroupName: "rg",
      subnet: imported,
    });
  });
  const machines = new DependencyGraph(json);
  const card = (name: string): string => machines.one("azurerm_network_interface.", name);
  expect(["picked", "Late"].map((name) => machines.waits(card(name), card("given")))).toEqual([true, true]);
  expect(machines.waits(card("elsewhere"), card("given"))).toBe(false);
  expect(machines.onCircle()).toEqual([]);
});

/** With a gateway and without, in one subscription and in two: drawn each time, whatever else is. */
const KINDS = [true, false].flatMap((hasGateway) =>
  [true, false].map((secondSubscription): [PeeredNetworks] => {
    const hub = {
      gateway: hasGateway,
      gatewayIsLate: false,
      transit: "firewall",
      foreign: [true, false],
    } as const;
    return [{ hubs: [hub, hub], secondSubscription, hubIsRemote: false, managed: 1 }];
  }),
);

test("random networks of two hubs and two subscriptions are ordered, and no more than need be", () => {
  fc.assert(
    fc.property(peeredNetworks, (program) => {
      expect(orderingFaults(synthesize((stack) => buildPeered(stack, program)))).toEqual([]);
    }),
    { numRuns: 15, examples: KINDS },
  );
});
