import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { ActiveActiveVpnGateway, VirtualNetwork, VnetPeering, VnetPeeringProps } from "../../lib";
import { refusals, resourceNamed, resourcesOf, synthesize } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

function pair(props: Partial<VnetPeeringProps> = {}, spokeSpace = "10.10.0.0/16") {
  return (stack: TerraformStack): VnetPeering => {
    const [virtualNetwork, remoteVirtualNetwork] = [
      ["hub01", "10.0.0.0/16"],
      ["spoke01", spokeSpace],
    ].map(([name, prefix]) => new VirtualNetwork(stack, name, { ...PLACE, name, addressSpace: [prefix] }));
    return new VnetPeering(stack, "Peering", { virtualNetwork, remoteVirtualNetwork, ...props });
  };
}

test("creates both halves, named as in the article, forwarded traffic allowed on both", () => {
  const json = synthesize(pair());
  for (const name of ["hub01-to-spoke01", "spoke01-to-hub01"]) {
    expect(resourceNamed(json, "azurerm_virtual_network_peering", name)).toMatchObject({
      allow_virtual_network_access: true,
      allow_forwarded_traffic: true,
      allow_gateway_transit: false,
      use_remote_gateways: false,
    });
  }
});

test("copies the peer's address space anew when it changes", () => {
  expect(
    resourceNamed(synthesize(pair({}, "10.11.0.0/16")), "azurerm_virtual_network_peering", "hub01-to-spoke01")
      .triggers,
  ).toEqual({ remote_address_space: "10.11.0.0/16" });
});

test("never sets both gateway flags on one half", () => {
  const json = synthesize((stack) => {
    const remoteGateway = ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, "Gw", {
      vpnGatewayId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gw",
    });
    pair({ allowGatewayTransit: true, useRemoteGateways: true, remoteGateway })(stack);
  });
  const halves = Object.values(resourcesOf(json, "azurerm_virtual_network_peering"));
  expect(halves.map((half) => [half.allow_gateway_transit, half.use_remote_gateways])).toEqual([
    [true, false],
    [false, true],
  ]);
});

test("refuses to use a gateway that the other side doesn't share", () => {
  expect(refusals(pair({ useRemoteGateways: true }))).toContainEqual(
    expect.stringMatching(/uses the gateway of "hub01", which doesn't allow it: set allowGatewayTransit/),
  );
});

describe("a gateway of another network", () => {
  const shared = { allowGatewayTransit: true, useRemoteGateways: true };
  const gatewayIn = (stack: TerraformStack, name: string): void => {
    const network = stack.node.findChild(name) as VirtualNetwork;
    const octet = name === "hub01" ? 0 : 10;
    const subnet = network.addSubnet("GatewaySubnet", { addressPrefix: `10.${octet}.255.0/27` });
    new ActiveActiveVpnGateway(stack, `Gateway-${name}`, { ...PLACE, gatewayName: `gw-${name}`, subnet });
  };

  test("is waited for, wherever it is created", () => {
    const json = synthesize((stack) => {
      pair(shared)(stack);
      gatewayIn(stack, "hub01");
    });
    expect(
      resourceNamed(json, "azurerm_virtual_network_peering", "spoke01-to-hub01").depends_on,
    ).toContainEqual(expect.stringContaining("azurerm_virtual_network_gateway."));
  });

  test("is refused where there is none", () => {
    expect(refusals(pair(shared))).toEqual([
      expect.stringMatching(/is created here without one: create a gateway/),
    ]);
  });

  test("is refused to a network that has one of its own", () => {
    const found = refusals((stack) => {
      pair(shared)(stack);
      gatewayIn(stack, "hub01");
      gatewayIn(stack, "spoke01");
    });
    expect(found).toEqual([expect.stringMatching(/since it has one of its own, stack\/Gateway-spoke01/)]);
  });

  test("is refused to a network that uses another's already", () => {
    const found = refusals((stack) => {
      pair(shared)(stack);
      gatewayIn(stack, "hub01");
      const other = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Other", {
        virtualNetworkId:
          "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-hub02",
        virtualNetworkName: "vnet-hub02",
        resourceGroupName: "rg",
        addressSpace: ["10.1.0.0/16"],
      });
      new VnetPeering(stack, "Second", {
        ...shared,
        virtualNetwork: other,
        remoteVirtualNetwork: stack.node.findChild("spoke01") as VirtualNetwork,
      });
    });
    expect(found).toEqual([
      expect.stringMatching(/uses the gateway of another network already, over stack\/Peering/),
    ]);
  });

  test("is refused beside another in one network", () => {
    const found = refusals((stack) => {
      const network = new VirtualNetwork(stack, "N", { ...PLACE, name: "n1", addressSpace: ["10.0.0.0/16"] });
      const subnet = network.addSubnet("GatewaySubnet", { addressPrefix: "10.0.255.0/27" });
      new ActiveActiveVpnGateway(stack, "A", { ...PLACE, gatewayName: "a", subnet });
      new ActiveActiveVpnGateway(stack, "B", { ...PLACE, gatewayName: "b", subnet });
    });
    expect(found).toEqual([
      expect.stringMatching(/\[stack\/B\] .*has a VPN gateway already, stack\/A; it takes one/),
    ]);
  });
});

test("refuses networks that overlap, and a network with itself", () => {
  expect(refusals(pair({}, "10.0.128.0/17"))).toEqual([
    expect.stringMatching(/"hub01" \(10\.0\.0\.0\/16\) and "spoke01" \(10\.0\.128\.0\/17\) overlap/),
  ]);
  const self = refusals((stack) => {
    const network = new VirtualNetwork(stack, "N", { ...PLACE, name: "n1", addressSpace: ["10.0.0.0/16"] });
    new VnetPeering(stack, "P", { virtualNetwork: network, remoteVirtualNetwork: network });
  });
  expect(self).toEqual([expect.stringMatching(/can't be peered with itself/)]);
});

test.each([
  [true, false],
  [false, true],
  [true, true],
])(
  "a half is created with the configuration of its network: hub elsewhere %s, spoke elsewhere %s",
  (...elsewhere) => {
    const json = synthesize((stack) => {
      const provider = new AzurermProvider(stack, "second", { alias: "second", features: [{}] });
      const [virtualNetwork, remoteVirtualNetwork] = elsewhere.map(
        (isElsewhere, index) =>
          new VirtualNetwork(stack, `Network${index}`, {
            ...PLACE,
            name: `net${index}`,
            addressSpace: [`10.${index}.0.0/16`],
            provider: isElsewhere ? provider : undefined,
          }),
      );
      new VnetPeering(stack, "Peering", { virtualNetwork, remoteVirtualNetwork });
    });
    const providers = ["net0-to-net1", "net1-to-net0"].map(
      (name) => resourceNamed(json, "azurerm_virtual_network_peering", name).provider,
    );
    expect(providers).toEqual(elsewhere.map((isElsewhere) => (isElsewhere ? "azurerm.second" : undefined)));
  },
);
