import { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway";
import { InternetEgress, TransitRouting, TransitRoutes, WarningCode, Warnings } from "../../lib";
import { refusals, resourcesOf, stackWith, synthesize, warnings } from "../support/synth";
import { HUB, HUB_WITH_GATEWAY, routesOf, transitNetwork } from "./transit-network";

const gatewayTransit = transitNetwork(TransitRouting.vpnGatewayNextHop(), HUB_WITH_GATEWAY);

test("routes to the gateway, without an address, and the spokes use it", () => {
  const json = synthesize(gatewayTransit);
  expect(routesOf(json, "rt-spoke01")).toEqual({
    "to-spoke02_10.20.0.0-16": "10.20.0.0/16 VirtualNetworkGateway null",
  });
  const halves = Object.values(resourcesOf(json, "azurerm_virtual_network_peering"));
  expect(halves.filter((half) => half.use_remote_gateways)).toHaveLength(2);
  expect(halves.filter((half) => half.allow_gateway_transit)).toHaveLength(2);
});

test("warns that Microsoft advises against it, until that is acknowledged", () => {
  expect(warnings(stackWith(gatewayTransit))).toEqual([
    expect.stringMatching(/Microsoft advises against.*\[VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED\]/),
  ]);
  const acknowledged = stackWith((stack) =>
    Warnings.acknowledge(gatewayTransit(stack), WarningCode.VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED, "a lab"),
  );
  expect(warnings(acknowledged)).toEqual([]);
});

test("refuses a hub without a gateway; one that is added later is enough", () => {
  const build = transitNetwork(TransitRouting.vpnGatewayNextHop(), HUB);
  expect(refusals(build)).toEqual([
    expect.stringMatching(/needs a VPN gateway in the hub; give the hub vpnGateway/),
  ]);
  expect(refusals((stack) => void build(stack).hub.addVpnGateway({ subnetPrefix: "10.0.200.0/24" }))).toEqual(
    [],
  );
});

test("refuses a hub with an ExpressRoute gateway", () => {
  const messages = refusals((stack) => {
    const gateway = new VirtualNetworkGateway(stack, "ExpressRoute", {
      name: "ergw01",
      location: "eastasia",
      resourceGroupName: "rg",
      type: "ExpressRoute",
      sku: "ErGw1AZ",
      ipConfiguration: [{ subnetId: "/subnet", publicIpAddressId: "/pip" }],
    });
    gatewayTransit(stack).hub.shareGateway(gateway);
  });
  expect(messages).toEqual([expect.stringMatching(/the hub has an ExpressRoute gateway/)]);
});

test("refuses a default route, which would be forced tunnelling", () => {
  const routes = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE });
  const build = transitNetwork(TransitRouting.vpnGatewayNextHop({ routes }), HUB_WITH_GATEWAY);
  expect(refusals(build)).toEqual([
    expect.stringMatching(/0\.0\.0\.0\/0 to a VPN gateway is forced tunnelling/),
  ]);
});
