import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import {
  bind,
  Body,
  document,
  id,
  network,
  resource,
  Resources,
  routeTable,
  subnet,
  subnetId,
} from "./cases/terraform";

const CODE = "APP_EGRESS_PAST_SUBNET";

/** Whether the code is found of an app in a subnet. */
function isFound(app: Body, ...parts: readonly Resources[]): boolean {
  const json = document([
    network("spoke", "10.1.0.0/16"),
    subnet("spoke", "app", "10.1.1.0/24"),
    resource("linux_web_app", "app", { virtual_network_subnet_id: subnetId("spoke", "app"), ...app }),
    ...parts,
  ]);
  return analyze(readConfiguration(json)).findings.some(({ code }) => code === CODE);
}

const ROUTED: readonly Resources[] = [
  routeTable("app", {
    name: "all",
    address_prefix: "0.0.0.0/0",
    next_hop_type: "VirtualAppliance",
    next_hop_in_ip_address: "10.9.9.4",
  }),
  bind("spoke", "app", "app"),
];
const NAT: readonly Resources[] = [
  resource("nat_gateway", "nat"),
  {
    azurerm_subnet_nat_gateway_association: {
      app: { nat_gateway_id: id("nat_gateway", "nat"), subnet_id: subnetId("spoke", "app") },
    },
  },
];
const site = (body: Body): Body => ({ site_config: body });

test("an app that sends private addresses alone goes past its subnet's default route and NAT gateway", () => {
  expect(isFound(site({}), ...ROUTED)).toBe(true);
  expect(isFound(site({ vnet_route_all_enabled: false }), ...ROUTED)).toBe(true);
  expect(isFound(site({}), ...NAT)).toBe(true);
});

test("one that sends all doesn't, nor one that nobody leads elsewhere, nor where only apply tells", () => {
  expect(isFound(site({ vnet_route_all_enabled: true }), ...ROUTED)).toBe(false);
  expect(isFound({ ...site({}), app_settings: { WEBSITE_VNET_ROUTE_ALL: "1" } }, ...ROUTED)).toBe(false);
  expect(isFound(site({}))).toBe(false);
  expect(isFound(site({ vnet_route_all_enabled: "${azurerm_virtual_network.spoke.guid}" }), ...ROUTED)).toBe(
    false,
  );
  expect(isFound({ ...site({}), virtual_network_subnet_id: null }, ...ROUTED)).toBe(false);
});
