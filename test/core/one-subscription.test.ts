import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformProvider, TerraformStack } from "cdktf";
import {
  HubSpokeConstruct,
  IVirtualNetwork,
  LinuxServer,
  NatGateway,
  NetworkDnsServers,
  Spoke,
  Subnet,
  VirtualNetwork,
  VnetPeering,
} from "../../lib";
import { refusals, resourcesOf, synthesize } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg-far" };

/** A network with a spoke in a second subscription, and what `build` adds to it. */
function withFarSpoke(
  build: (stack: TerraformStack, far: Spoke, provider: TerraformProvider) => void,
  first = "s1",
) {
  return (stack: TerraformStack): void => {
    const providers = ["hub", "far"].map((alias, index) => {
      return new AzurermProvider(stack, alias, {
        alias,
        features: [{}],
        subscriptionId: index === 0 ? first : "s2",
      });
    });
    const network = new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      provider: providers[0],
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
    });
    const far = network.addSpoke("far", {
      addressSpace: ["10.10.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
      provider: providers[1],
      resourceGroupName: PLACE.resourceGroupName,
    });
    build(stack, far, providers[0]);
  };
}

test("a subnet and DNS servers of a network are created in its subscription", () => {
  const json = synthesize(
    withFarSpoke((stack, { virtualNetwork }) => {
      new Subnet(stack, "More", { name: "more", addressPrefix: "10.10.1.0/24", virtualNetwork });
      new NetworkDnsServers(stack, "Servers", { servers: ["10.0.0.9"], virtualNetwork });
    }),
  );
  const providers = ["azurerm_subnet", "azurerm_virtual_network_dns_servers"].flatMap((type) =>
    Object.values(resourcesOf(json, type)).map(({ provider }) => provider),
  );
  expect(providers).toEqual(["azurerm.far", "azurerm.far", "azurerm.far"]);
});

test.each<[string, Parameters<typeof withFarSpoke>[0]]>([
  [
    "a machine",
    (stack, far, provider) =>
      new LinuxServer(stack, "X", { ...PLACE, provider, name: "vm", subnet: far.subnets[0] }),
  ],
  [
    "a NAT gateway",
    (stack, far, provider) =>
      new NatGateway(stack, "X", { ...PLACE, provider, name: "x" }).addSubnet(far.subnets[0]),
  ],
])("%s is refused in another subscription than its subnet's", (_, build) => {
  expect(refusals(withFarSpoke(build))).toContainEqual(
    expect.stringMatching(
      /azurerm_\w+\.X_\S+ is created in the subscription "s1" and azurerm_subnet\.\S+, .* in "s2".*same provider/,
    ),
  );
  expect(refusals(withFarSpoke(build, "s2"))).toEqual([]);
});

test("what one thing in another subscription makes wrong is told once, however much uses it", () => {
  const found = refusals(
    withFarSpoke((stack, far, provider) => {
      ["a", "b", "c"].forEach((name) => {
        new LinuxServer(stack, name, { ...PLACE, provider, name, subnet: far.subnets[0] });
      });
    }),
  ).filter((message) => message.includes("in one subscription only"));
  expect(found).toEqual([
    expect.stringMatching(
      /azurerm_\w+\.a_\S+ \(and 2 more, such as azurerm_\w+\.b_\S+\) is created in the subscription/,
    ),
  ]);
});

describe("what exists already", () => {
  const elsewhere = (subscription: string): string =>
    `/subscriptions/${subscription}/resourceGroups/rg-x/providers/Microsoft.Network/virtualNetworks/vnet-x`;
  const withExisting = (
    build: (stack: TerraformStack, network: IVirtualNetwork) => void,
    subscription: string,
  ) =>
    withFarSpoke((stack) => {
      const attrs = {
        virtualNetworkId: elsewhere(subscription),
        virtualNetworkName: "vnet-x",
        resourceGroupName: "rg-x",
        addressSpace: ["10.50.0.0/16"],
        name: "x",
        location: "eastasia",
      };
      build(stack, VirtualNetwork.fromVirtualNetworkAttributes(stack, "Existing", attrs));
    });
  const far = (stack: TerraformStack): TerraformProvider => stack.node.findChild("far") as TerraformProvider;

  test.each<[string, Parameters<typeof withExisting>[0], RegExp]>([
    [
      "a half of a peering",
      (stack, virtualNetwork) => {
        const { spokes } = stack.node.findChild("Network") as HubSpokeConstruct;
        new VnetPeering(stack, "Peering", {
          virtualNetwork: spokes[0].virtualNetwork,
          remoteVirtualNetwork: virtualNetwork,
          remoteProvider: far(stack),
        });
      },
      /^the half on "x" is written in the subscription "s2", and its network is in "s1" \(.*\): give it a provider/,
    ],
    [
      "a subnet",
      (stack, virtualNetwork) =>
        new Subnet(stack, "More", {
          name: "more",
          addressPrefix: "10.50.1.0/24",
          virtualNetwork,
          provider: far(stack),
        }),
      /^subnet "more" is written in the subscription "s2", and its network is in "s1"/,
    ],
  ])(
    "%s with a provider configuration of another subscription than its id's is refused",
    (_, build, message) => {
      const found = refusals(withExisting(build, "s1"));
      expect(found).toHaveLength(1);
      expect(found[0].replace(/^\[[^\]]*\] /, "")).toMatch(message);
      expect(refusals(withExisting(build, "S2"))).toEqual([]);
    },
  );
});

test("a spoke that uses the resource group of another subscription is told once, with the option that cures it", () => {
  const build = (stack: TerraformStack): void => {
    const [hub, far] = ["s1", "s2"].map(
      (subscriptionId) =>
        new AzurermProvider(stack, subscriptionId, { alias: subscriptionId, features: [{}], subscriptionId }),
    );
    new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      provider: hub,
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      spokes: [{ name: "far", addressSpace: ["10.10.0.0/16"], provider: far }],
    });
  };
  expect(refusals(build)).toEqual([
    expect.stringMatching(/Spoke-far\] spoke "far" is in another subscription.*give it a resourceGroupName/),
  ]);
});
