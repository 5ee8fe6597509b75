import { TerraformStack, TerraformVariable } from "cdktf";
import { HubSpokeConstruct, SiteToSiteConnection, SiteToSiteOptions, VpnGateway } from "../../lib";
import { DependencyGraph } from "../support/dependency-graph";
import { refusals, resourceNamed, stackWith, synthesize, warnings } from "../support/synth";

const SITE: SiteToSiteOptions = { gatewayAddress: "203.0.113.1", addressSpace: ["192.168.0.0/16"] };

function site(options: SiteToSiteOptions, bgp = false) {
  return (stack: TerraformStack): void => {
    const { hub } = new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.200.0/24", bgp },
      },
    });
    hub.addSiteToSite("tokyo", options);
  };
}

test("creates the site and the connection, with a key that is not in the JSON", () => {
  const json = synthesize(site(SITE));
  expect(resourceNamed(json, "azurerm_local_network_gateway", "lgw-tokyo")).toMatchObject({
    gateway_address: "203.0.113.1",
    address_space: ["192.168.0.0/16"],
  });
  expect(resourceNamed(json, "azurerm_virtual_network_gateway_connection", "con-tokyo")).toMatchObject({
    type: "IPsec",
    enable_bgp: false,
    shared_key: "${var.vpn_shared_key_tokyo}",
    local_network_gateway_id: expect.stringContaining("azurerm_local_network_gateway."),
  });
  expect(json.variable.vpn_shared_key_tokyo).toMatchObject({ sensitive: true, nullable: false });
});

test("takes a key from a variable of one's own", () => {
  const json = synthesize((stack) => {
    const key = new TerraformVariable(stack, "key", { type: "string", sensitive: true });
    site({ ...SITE, sharedKey: key.stringValue })(stack);
  });
  expect(resourceNamed(json, "azurerm_virtual_network_gateway_connection", "con-tokyo").shared_key).toBe(
    "${var.key}",
  );
  expect(Object.keys(json.variable)).toEqual(["key"]);
});

test.each<[SiteToSiteOptions, SiteToSiteOptions, string]>([
  [{ gatewayAddress: "203.0.113.1" }, { gatewayAddress: "203.0.113.1" }, "203.0.113.1"],
  [{ gatewayFqdn: "VPN.example.com" }, { gatewayFqdn: "vpn.example.com" }, "vpn.example.com"],
])("refuses a second site with the VPN device of another: %j", (device, again, said) => {
  const sites = (stack: TerraformStack, other: SiteToSiteOptions): void => {
    const { hub } = new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], vpnGateway: { subnetPrefix: "10.0.200.0/24" } },
    });
    hub.addSiteToSite("tokyo", { ...device, addressSpace: ["192.168.0.0/24"] });
    hub.addSiteToSite("osaka", { ...other, addressSpace: ["192.168.1.0/24"] });
  };
  expect(refusals((stack) => sites(stack, again))).toEqual([
    expect.stringContaining(
      `site "osaka" has the VPN device of site "tokyo", ${said}, and a gateway connects with a device once: give one site`,
    ),
  ]);
  expect(refusals((stack) => sites(stack, { gatewayAddress: "203.0.113.2" }))).toEqual([]);
});

test("speaks BGP with a site that does", () => {
  const json = synthesize(
    site({ gatewayFqdn: "vpn.example.com", bgp: { asn: 65010, peeringAddress: "192.168.0.1" } }, true),
  );
  expect(resourceNamed(json, "azurerm_local_network_gateway", "lgw-tokyo")).toMatchObject({
    gateway_fqdn: "vpn.example.com",
    bgp_settings: { asn: 65010, bgp_peering_address: "192.168.0.1" },
  });
  expect(resourceNamed(json, "azurerm_virtual_network_gateway_connection", "con-tokyo").enable_bgp).toBe(
    true,
  );
});

test.each<[string, SiteToSiteOptions, RegExp]>([
  [
    "a site without an address",
    { addressSpace: ["192.168.0.0/16"] },
    /give one of gatewayAddress and gatewayFqdn/,
  ],
  ["a site with two", { ...SITE, gatewayFqdn: "a.b" }, /give one of/],
  ["an address that is none", { ...SITE, gatewayAddress: "vpn.example.com" }, /is not an IPv4 address/],
  ["a site without routes", { gatewayAddress: "203.0.113.1" }, /no route leads there/],
  ["a prefix that is none", { ...SITE, addressSpace: ["192.168.0.0"] }, /did you mean/],
  ["the default route as a site", { ...SITE, addressSpace: ["0.0.0.0/0"] }, /can't stand for 0\.0\.0\.0\/0/],
  [
    "BGP with a gateway that doesn't speak it",
    { ...SITE, bgp: { asn: 65010, peeringAddress: "192.168.0.1" } },
    /its gateway doesn't: set bgp/,
  ],
  [
    "the gateway's own number",
    { ...SITE, bgp: { asn: 65515, peeringAddress: "192.168.0.1" } },
    /reserved by Azure/,
  ],
  [
    "a device that is nobody's",
    { ...SITE, gatewayAddress: "127.0.0.1" },
    /"127\.0\.0\.1", is no device's address/,
  ],
  [
    "a speaker with the public address",
    { ...SITE, bgp: { asn: 65010, peeringAddress: "203.0.113.1" } },
    /is the device's public address too/,
  ],
  [
    "a speaker in the hub",
    { ...SITE, bgp: { asn: 65010, peeringAddress: "10.0.0.4" } },
    /is in virtual network "hub01"/,
  ],
  [
    "a link-local speaker where the gateway has no such address",
    { ...SITE, bgp: { asn: 65010, peeringAddress: "169.254.21.1" } },
    /is link-local, and the gateway speaks BGP from none/,
  ],
])("refuses %s", (_, options, message) => {
  expect(refusals(site(options))).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
});

test.each(["10.9.0.1", "100.64.0.1"])(
  "warns of a device at %s, which isn't on the Internet",
  (gatewayAddress) => {
    expect(warnings(stackWith(site({ ...SITE, gatewayAddress })))).toEqual([
      expect.stringMatching(
        /is private, and the gateway looks for it on the Internet.*\[SITE_GATEWAY_PRIVATE\]$/,
      ),
    ]);
  },
);

test("refuses more connections than the gateway's size takes", () => {
  const sites = (count: number, sku?: string): string[] =>
    refusals((stack) => {
      const { hub } = new HubSpokeConstruct(stack, "Network", {
        location: "eastasia",
        hub: {
          name: "hub01",
          addressSpace: ["10.0.0.0/16"],
          vpnGateway: { subnetPrefix: "10.0.200.0/24", sku },
        },
      });
      for (let index = 0; index < count; index++) {
        const gatewayAddress = `203.0.113.${index}`;
        hub.addSiteToSite(`site-${index}`, { gatewayAddress, addressSpace: [`172.16.${index}.0/24`] });
      }
    });
  expect(sites(30)).toEqual([]);
  expect(sites(31, "VpnGw4AZ")).toEqual([]);
  expect(sites(31)).toEqual([
    expect.stringMatching(
      /the gateway has 31 connections, and the size VpnGw1AZ takes 30: take VpnGw4AZ or VpnGw5AZ, which take 100/,
    ),
  ]);
});

test("refuses a key written in the program", () => {
  expect(() => synthesize(site({ ...SITE, sharedKey: "hunter2" }))).toThrow(
    /the shared key is written in the program/,
  );
});

test.each([
  ["names that differ in what a variable's name can't have", ["dc.1", "dc-1"], ["Network", "Network"]],
  ["equal names of two networks", ["dc_1", "dc_1"], ["Network", "Other"]],
])("%s never share a pre-shared key silently", (_, names, networks) => {
  const build =
    (sharedKey?: (stack: TerraformStack) => string) =>
    (stack: TerraformStack): void => {
      const hubs = [...new Set(networks)].map((id, index) => {
        const { hub } = new HubSpokeConstruct(stack, id, {
          location: "eastasia",
          hub: {
            name: `hub0${index}`,
            addressSpace: [`10.${index}.0.0/16`],
            vpnGateway: { subnetPrefix: `10.${index}.200.0/24`, gatewayName: `vpngw0${index}` },
          },
        });
        return hub;
      });
      hubs[0].addSiteToSite(names[0], SITE);
      hubs
        .at(-1)!
        .addSiteToSite(names[1], { ...SITE, gatewayAddress: "203.0.113.2", sharedKey: sharedKey?.(stack) });
    };
  expect(refusals(build())).toEqual([
    expect.stringMatching(/takes its pre-shared key from the variable vpn_shared_key_dc_1 too/),
  ]);
  const own = (stack: TerraformStack): string =>
    new TerraformVariable(stack, "own", { sensitive: true }).stringValue;
  expect(refusals(build(own))).toEqual([]);
});

test("connections of one gateway wait for each other, of two gateways they don't, and the gateway's lock waits for all", () => {
  const json = synthesize((stack) => {
    const network = (name: string, octet: number): HubSpokeConstruct =>
      new HubSpokeConstruct(stack, name, {
        location: "eastasia",
        hub: {
          name,
          addressSpace: [`10.${octet}.0.0/16`],
          vpnGateway: { subnetPrefix: `10.${octet}.200.0/24` },
        },
      });
    const [first, second] = [network("hub01", 0), network("hub02", 1)];
    first.addLocks();
    first.hub.addSiteToSite("tokyo", SITE);
    second.hub.addSiteToSite("paris", { gatewayAddress: "203.0.113.2", addressSpace: ["192.168.1.0/24"] });
    new SiteToSiteConnection(stack, "Osaka", {
      ...first.hub.placement,
      name: "osaka",
      gatewayAddress: "203.0.113.3",
      addressSpace: ["192.168.2.0/24"],
      vpnGateway: VpnGateway.fromVpnGatewayAttributes(stack, "Imported", {
        vpnGatewayId: first.hub.vpnGateway!.vpnGatewayId,
      }),
    });
  });
  const graph = new DependencyGraph(json);
  const [tokyo, paris, osaka] = ["tokyo", "paris", "Osaka"].map((name) =>
    graph.one("azurerm_virtual_network_gateway_connection.", name),
  );
  expect([graph.waits(osaka, tokyo), graph.waits(paris, tokyo), graph.waits(paris, osaka)]).toEqual([
    true,
    false,
    false,
  ]);
  const lock = graph
    .find("azurerm_management_lock.", "VpnGateway")
    .find((address) => !address.includes("PublicIp"));
  expect([tokyo, osaka].map((connection) => graph.waits(lock!, connection))).toEqual([true, true]);
});
