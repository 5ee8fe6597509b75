import { Analysis, analyze, findingsOf, readConfiguration } from "../../../lib/analysis";

type Json = ReturnType<typeof JSON.parse>;
const AT = { resource_group_name: "rg", location: "westeurope" };
const UNTOLD = "${var.not_told}";
const id = (address: string): string => `\${azurerm_${address}.id}`;
const GATEWAY_ADDRESS = "10.0.1.4";

/** Two spokes that reach each other by the hub's gateways, of these types, if at all. */
function input(types: readonly string[], hop: Json): Json {
  const names = ["hub", "one", "two"];
  const subnet = (network: string, name: string, prefix: string): Json => ({
    resource_group_name: "rg",
    name,
    virtual_network_name: `\${azurerm_virtual_network.${network}.name}`,
    address_prefixes: [prefix],
  });
  const half = (from: string, to: string, more: Json): Json => ({
    name: `${from}-${to}`,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: id(`virtual_network.${to}`),
    allow_forwarded_traffic: true,
    ...more,
  });
  const spokes = names.slice(1);
  const each = <T>(all: readonly string[], of: (name: string, i: number) => T): Record<string, T> =>
    Object.fromEntries(all.map((name, i) => [name, of(name, i)]));
  const gateways = types.map((_, i) => `g${i}`);
  return {
    variable: { not_told: {} },
    resource: {
      azurerm_virtual_network: each(names, (name, i) => ({ ...AT, name, address_space: [`10.${i}.0.0/16`] })),
      azurerm_subnet: {
        ...each(names, (name, i) => subnet(name, "n", `10.${i}.0.0/24`)),
        gateways: subnet("hub", "GatewaySubnet", "10.0.1.0/24"),
      },
      azurerm_virtual_network_peering: {
        ...each(spokes, (name) => half(name, "hub", { use_remote_gateways: true })),
        ...Object.fromEntries(
          spokes.map((name) => [`hub-${name}`, half("hub", name, { allow_gateway_transit: true })]),
        ),
      },
      azurerm_public_ip: each(gateways, (name) => ({
        ...AT,
        name,
        allocation_method: "Static",
        sku: "Standard",
      })),
      azurerm_virtual_network_gateway: each(gateways, (name, i) => ({
        ...AT,
        name,
        type: types[i],
        sku: "VpnGw1AZ",
        ip_configuration: { subnet_id: id("subnet.gateways"), public_ip_address_id: id(`public_ip.${name}`) },
      })),
      azurerm_route_table: {
        t: { ...AT, name: "t", route: [{ name: "r", address_prefix: "10.0.0.0/8", ...hop }] },
      },
      azurerm_subnet_route_table_association: each(spokes, (name) => ({
        subnet_id: id(`subnet.${name}`),
        route_table_id: id("route_table.t"),
      })),
    },
  };
}

const own = { next_hop_type: "VirtualNetworkGateway" };
const literal = { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: GATEWAY_ADDRESS };

function between(types: readonly string[], hop: Json): Analysis {
  return analyze(readConfiguration(input(types, hop)));
}

test.each([
  [["Vpn"], "REACHABLE"],
  [["ExpressRoute"], "BLOCKED"],
  [[UNTOLD], "CONDITIONAL"],
  [["Vpn", UNTOLD], "CONDITIONAL"],
  [["ExpressRoute", UNTOLD], "BLOCKED"],
])("R27: a route to gateways of the types %j leads to one that forwards: %s", (types, verdict) => {
  const analysis = between(types, own);
  const { reasons, verdict: explained } = analysis.explain("one/n", "two/n");
  expect([explained, analysis.verdict("one/n", "two/n")]).toEqual([verdict, verdict]);
  expect(reasons.some(({ code, params }) => code === "ARGUMENT_UNKNOWN" && params.argument === "type")).toBe(
    verdict === "CONDITIONAL",
  );
});

test("so does a route to an address of theirs", () => {
  expect(between([UNTOLD], literal).explain("one/n", "two/n")).toMatchObject({
    verdict: "CONDITIONAL",
    reasons: expect.arrayContaining([
      expect.objectContaining({
        code: "ARGUMENT_UNKNOWN",
        params: expect.objectContaining({ argument: "type" }),
      }),
    ]),
  });
});

test("what holds for gateways of one type isn't said of those whose type nobody knows", () => {
  const codes = (types: readonly string[]): string[] =>
    findingsOf(readConfiguration(input(types, own)))
      .map(({ code }) => code)
      .filter((code) => code === "GATEWAY_SEVERAL");
  expect(codes(["Vpn", "Vpn"])).toEqual(["GATEWAY_SEVERAL"]);
  expect(codes(["Vpn", UNTOLD])).toEqual([]);
  expect(codes([UNTOLD, UNTOLD])).toEqual([]);
});
