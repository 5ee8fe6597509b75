import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { DirectPeeringTransitOptions, TransitRouting, VirtualNetwork } from "../../lib";
import { LIMITS } from "../../lib/azure/limits";
import {
  addresses,
  refusals,
  resourceNamed,
  resourcesOf,
  stackWith,
  synthesize,
  warnings,
} from "../support/synth";
import { HUB, HUB_WITH_GATEWAY, spoke, transitNetwork } from "./transit-network";

const SPOKES = [spoke("spoke01", 10), spoke("spoke02", 20), spoke("spoke03", 30)];

function peered(options?: DirectPeeringTransitOptions, spokes = SPOKES) {
  return transitNetwork(TransitRouting.directPeering(options), HUB_WITH_GATEWAY, spokes);
}

const names = (json: ReturnType<typeof synthesize>): string[] =>
  Object.values(resourcesOf(json, "azurerm_virtual_network_peering"))
    .map((half) => half.name)
    .filter((name) => !name.includes("hub"))
    .sort();

test("peers all spokes with each other in both directions, and shares no gateway between them", () => {
  const json = synthesize(peered());
  expect(names(json)).toEqual([
    "spoke01-to-spoke02",
    "spoke01-to-spoke03",
    "spoke02-to-spoke01",
    "spoke02-to-spoke03",
    "spoke03-to-spoke01",
    "spoke03-to-spoke02",
  ]);
  for (const name of names(json)) {
    expect(resourceNamed(json, "azurerm_virtual_network_peering", name)).toMatchObject({
      allow_gateway_transit: false,
      use_remote_gateways: false,
      allow_forwarded_traffic: false,
      allow_virtual_network_access: true,
    });
  }
  expect(resourcesOf(json, "azurerm_route_table")).toEqual({});
});

test("peers only the named pairs, in whatever order they are named, also with a spoke that comes later", () => {
  const pairs = [
    { first: "spoke03", second: "spoke01" },
    { first: "spoke01", second: "spoke03" },
  ];
  const json = synthesize((stack) => {
    const network = peered({ pairs }, SPOKES.slice(0, 2))(stack);
    const { name, ...options } = SPOKES[2];
    network.addSpoke(name, options);
  });
  expect(names(json)).toEqual(["spoke01-to-spoke03", "spoke03-to-spoke01"]);
});

test("has the same addresses in whatever order spokes are added", () => {
  expect(addresses(synthesize(peered({}, [...SPOKES].reverse())))).toEqual(addresses(synthesize(peered())));
});

test("keeps pairs apart whose names run together", () => {
  const spokes = ["a-b", "c", "a", "b-c"].map((name, index) => spoke(name, 10 * (index + 1)));
  const json = synthesize(
    peered(
      {
        pairs: [
          { first: "a-b", second: "c" },
          { first: "a", second: "b-c" },
        ],
      },
      spokes,
    ),
  );
  expect(names(json)).toEqual(["a-b-to-c", "a-to-b-c", "b-c-to-a", "c-to-a-b"]);
});

test("refuses a name that is no spoke, and a pair of one", () => {
  expect(refusals(peered({ pairs: [{ first: "spoke01", second: "spoke9" }] }))).toEqual([
    expect.stringMatching(
      /a pair names "spoke9", which is no spoke; the spokes are "spoke01", "spoke02", "spoke03"/,
    ),
  ]);
  expect(refusals(peered({ pairs: [{ first: "spoke01", second: "spoke01" }] }))).toEqual([
    expect.stringMatching(/the pair of "spoke01" with itself makes no peering/),
  ]);
});

test("warns of more peerings than a virtual network takes, in the hub and in a spoke", () => {
  const many = Array.from({ length: 6 }, (_, index) => ({
    name: `s${index}`,
    addressSpace: [`10.1.${index}.0/24`],
  }));
  const pairs = many.slice(1).map(({ name }) => ({ first: "s0", second: name }));
  const star = transitNetwork(TransitRouting.directPeering({ pairs }), HUB, many);
  expect(warnings(stackWith(star))).toEqual([]);
  // As many spokes as Azure's own limit takes would take half a minute.
  const limit = jest.replaceProperty(LIMITS.peeringsOfNetwork as { value: number }, "value", 5);
  expect(warnings(stackWith(star))).toEqual([
    expect.stringMatching(/the hub "hub01" has 6 peerings; Azure allows 5 .*\[PEERING_LIMIT\]/),
    expect.stringMatching(/a spoke has 6 peerings; Azure allows 5 .*\[PEERING_LIMIT\]/),
  ]);
  limit.restore();
});

test("halves on spokes of the hub's subscription don't follow a spoke of another into its own", () => {
  const json = synthesize((stack) => {
    const network = peered(undefined, SPOKES.slice(1, 2))(stack);
    const { name, ...options } = SPOKES[0];
    const provider = new AzurermProvider(stack, "second", { alias: "second", features: [{}] });
    network.addSpoke(name, { ...options, provider, resourceGroupName: "rg-second" });
    const old = "/subscriptions/s/resourceGroups/rg-old/providers/Microsoft.Network/virtualNetworks/vnet-old";
    const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Old", {
      virtualNetworkId: old,
      virtualNetworkName: "vnet-old",
      resourceGroupName: "rg-old",
      addressSpace: ["10.40.0.0/16"],
    });
    network.addSpoke("spoke04", { virtualNetwork });
  });
  const providerOf = (half: string): string | undefined =>
    resourceNamed(json, "azurerm_virtual_network_peering", half).provider;
  expect(providerOf("spoke01-to-spoke02")).toBe("azurerm.second");
  expect(providerOf("spoke02-to-spoke01")).not.toBe("azurerm.second");
  expect(providerOf("old-to-spoke01")).toBe("azurerm");
});
