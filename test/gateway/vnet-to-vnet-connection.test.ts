import { TerraformStack } from "cdktf";
import { ActiveActiveVpnGateway, VnetToVnetConnection, VnetToVnetConnectionProps } from "../../lib";
import { refusals, resourceNamed, resourcesOf, synthesize } from "../support/synth";

interface Gateway {
  readonly asn: number;
  readonly bgpEnabled?: boolean;
}

function connect(
  stack: TerraformStack,
  first: Gateway,
  second: Gateway,
  more: Partial<VnetToVnetConnectionProps> = {},
): void {
  const end = (name: string, gateway: Gateway): VnetToVnetConnectionProps["first"] => ({
    name,
    location: name === "tokyo" ? "japaneast" : "japanwest",
    resourceGroupName: `rg-${name}`,
    vpnGateway: ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, name, {
      vpnGatewayId: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/${name}`,
      bgpEnabled: true,
      ...gateway,
    }),
  });
  new VnetToVnetConnection(stack, "Connection", {
    first: end("tokyo", first),
    second: end("osaka", second),
    ...more,
  });
}

test("has a direction for each end, where that end is, with one key", () => {
  const json = synthesize((stack) => connect(stack, { asn: 65001 }, { asn: 65002 }));

  const type = "azurerm_virtual_network_gateway_connection";
  const common = {
    type: "Vnet2Vnet",
    enable_bgp: true,
    shared_key: "${var.vpn_shared_key_tokyo_to_osaka}",
    lifecycle: { precondition: [expect.anything()] },
  };
  expect(Object.keys(resourcesOf(json, type))).toHaveLength(2);
  expect(resourceNamed(json, type, "con-tokyo-to-osaka")).toEqual({
    ...common,
    name: "con-tokyo-to-osaka",
    location: "japaneast",
    resource_group_name: "rg-tokyo",
    virtual_network_gateway_id:
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/tokyo",
    peer_virtual_network_gateway_id:
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/osaka",
  });
  expect(resourceNamed(json, type, "con-osaka-to-tokyo")).toEqual({
    ...common,
    name: "con-osaka-to-tokyo",
    location: "japanwest",
    resource_group_name: "rg-osaka",
    virtual_network_gateway_id:
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/osaka",
    peer_virtual_network_gateway_id:
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/tokyo",
  });
});

test("works without BGP between gateways that don't speak it", () => {
  const silent = { asn: 65515, bgpEnabled: false };
  expect(refusals((stack) => connect(stack, silent, silent, { bgp: false }))).toEqual([]);
});

test("refuses BGP with a gateway that doesn't speak it", () => {
  expect(refusals((stack) => connect(stack, { asn: 65001 }, { asn: 65002, bgpEnabled: false }))).toEqual([
    '[stack/Connection] the connection of "tokyo" and "osaka" speaks BGP but the gateway of "osaka" doesn\'t: ' +
      "set bgp on the gateway",
  ]);
});

test("says of a gateway once that it speaks no BGP, however many connections it has", () => {
  const messages = refusals((stack) => {
    const end = (name: string, asn: number, bgpEnabled: boolean): VnetToVnetConnectionProps["first"] => ({
      name,
      location: "japaneast",
      resourceGroupName: "rg",
      vpnGateway: ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, name, {
        vpnGatewayId: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/${name}`,
        asn,
        bgpEnabled,
      }),
    });
    const hub = end("hub", 65001, false);
    ["tokyo", "osaka", "naha"].forEach((name, index) => {
      new VnetToVnetConnection(stack, name + "Connection", {
        first: hub,
        second: end(name, 65010 + index, true),
        bgp: index > 0,
      });
    });
  });
  expect(messages).toEqual([
    expect.stringContaining('the gateway of "hub" doesn\'t: set bgp on the gateway'),
  ]);
});

test("refuses one number on both sides", () => {
  expect(refusals((stack) => connect(stack, { asn: 65001 }, { asn: 65001 }))).toEqual([
    expect.stringContaining('the gateways of "tokyo" and "osaka" have the same ASN, 65001'),
  ]);
});

test("refuses a key that is written in the program", () => {
  expect(() =>
    synthesize((stack) => connect(stack, { asn: 65001 }, { asn: 65002 }, { sharedKey: "abc" })),
  ).toThrow("the shared key is written in the program");
});
