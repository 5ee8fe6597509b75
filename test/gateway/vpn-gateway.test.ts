import { TerraformStack } from "cdktf";
import { ActiveActiveVpnGateway, VirtualNetwork, VpnGatewayOptions } from "../../lib";
import { refusals, resourceNamed, resourcesOf, synthesize } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

function gateway(options: VpnGatewayOptions = {}, subnetName = "GatewaySubnet", location = PLACE.location) {
  return (stack: TerraformStack): void => {
    const place = { ...PLACE, location };
    const network = new VirtualNetwork(stack, "Net", {
      ...place,
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
    });
    const subnet = network.addSubnet(subnetName, { addressPrefix: "10.0.200.0/24" });
    new ActiveActiveVpnGateway(stack, "Gateway", { ...place, ...options, subnet });
  };
}

test("has two instances, each with a zone-redundant address of its own", () => {
  const json = synthesize(gateway());
  const { ip_configuration: configurations, ...rest } = resourceNamed(
    json,
    "azurerm_virtual_network_gateway",
    "vpngw01",
  );
  expect(rest).toMatchObject({ active_active: true, sku: "VpnGw1AZ", type: "Vpn", enable_bgp: false });
  expect(rest.bgp_settings).toBeUndefined();
  expect(configurations.map((each: { name: string }) => each.name)).toEqual(["ipconfig1", "ipconfig2"]);
  const ids = configurations.map((each: { public_ip_address_id: string }) => each.public_ip_address_id);
  expect(new Set(ids).size).toBe(2);
  for (const name of ["pip01-vpngw01", "pip02-vpngw01"]) {
    expect(resourceNamed(json, "azurerm_public_ip", name)).toMatchObject({
      sku: "Standard",
      allocation_method: "Static",
      zones: ["1", "2", "3"],
    });
  }
});

test("never speaks BGP without a number", () => {
  const json = synthesize(gateway({ bgp: true }));
  expect(resourceNamed(json, "azurerm_virtual_network_gateway", "vpngw01")).toMatchObject({
    enable_bgp: true,
    bgp_settings: { asn: 65515 },
  });
});

test("drops the zones in a region without them", () => {
  const json = synthesize(gateway({ zones: [] }, "GatewaySubnet", "westus"));
  expect(Object.values(resourcesOf(json, "azurerm_public_ip")).map((each) => each.zones)).toEqual([
    undefined,
    undefined,
  ]);
});

test.each<[string, VpnGatewayOptions, RegExp]>([
  ["a size without zones", { sku: "VpnGw1" }, /"VpnGw1" can't be created; use one of VpnGw1AZ/],
  ["the Basic size", { sku: "Basic" }, /"Basic" can't be created/],
  ["a number reserved by Azure", { asn: 65520 }, /65520 of gateway "vpngw01" is reserved by Azure/],
  ["a number reserved by IANA", { asn: 64500 }, /reserved by IANA/],
  ["what is no number", { asn: 4294967295 }, /a number from 1 to 4294967294/],
  ["a name that Azure refuses", { gatewayName: "-gw" }, /"-gw" is not allowed/],
])("refuses %s", (_, options, message) => {
  expect(refusals(gateway(options))).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
});

test("refuses another subnet than GatewaySubnet", () => {
  expect(refusals(gateway({}, "default"))).toEqual([
    expect.stringMatching(/goes into the subnet "GatewaySubnet"; it got "default"/),
  ]);
});
