import { isDeepStrictEqual } from "node:util";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformVariable } from "cdktf";
import * as fc from "fast-check";
import { ActiveActiveVpnGateway, TransitRouting, VpnGateway, VpnMeshTopology } from "../../../lib";
import { DependencyGraph } from "../../support/dependency-graph";
import {
  addresses,
  refusals,
  resourceNamed,
  resourcesOf,
  stackWith,
  synthesize,
  TerraformJson,
  warnings,
} from "../../support/synth";
import { HUB, HUB_WITH_GATEWAY, spoke, transitNetwork } from "../transit-network";

const GATEWAY = "azurerm_virtual_network_gateway";
const CONNECTION = "azurerm_virtual_network_gateway_connection";
const mesh = TransitRouting.vpnMesh();
const three = [spoke("spoke01", 10), spoke("spoke02", 20), spoke("spoke03", 30)];

/** Connections as "from → to: key", read by what the references point to. */
function tunnels(json: TerraformJson): string[] {
  const name = (reference: string): string => resourcesOf(json, GATEWAY)[reference.split(".")[1]].name;
  return Object.values(resourcesOf(json, CONNECTION))
    .map(
      (it) =>
        `${name(it.virtual_network_gateway_id)} → ${name(it.peer_virtual_network_gateway_id)}: ${it.shared_key}`,
    )
    .sort();
}

describe("hub and spokes", () => {
  const json = synthesize(transitNetwork(mesh, HUB_WITH_GATEWAY));

  test("have no peering", () => {
    expect(resourcesOf(json, "azurerm_virtual_network_peering")).toEqual({});
  });

  test("have a gateway each, active-active and with BGP, with addresses and a subnet of its own", () => {
    for (const name of ["vpngw01", "vpngw-spoke01", "vpngw-spoke02"]) {
      const gateway = resourceNamed(json, GATEWAY, name);
      expect(gateway).toMatchObject({ active_active: true, enable_bgp: true, sku: "VpnGw1AZ" });
      expect(gateway.ip_configuration).toHaveLength(2);
      expect(resourceNamed(json, "azurerm_public_ip", `pip01-${name}`).zones).toEqual(["1", "2", "3"]);
    }
    const prefixes = Object.values(resourcesOf(json, "azurerm_subnet"))
      .filter(({ name }) => name === "GatewaySubnet")
      .map(({ address_prefixes: [prefix] }) => prefix);
    expect(prefixes.sort()).toEqual(["10.0.200.0/24", "10.10.255.224/27", "10.20.255.224/27"]);
  });

  test("have numbers that differ, and the hub keeps Azure's", () => {
    const asn = (name: string): number => resourceNamed(json, GATEWAY, name).bgp_settings.asn;
    expect(asn("vpngw01")).toBe(65515);
    expect(new Set(["vpngw01", "vpngw-spoke01", "vpngw-spoke02"].map(asn)).size).toBe(3);
  });

  test("are connected in both directions with one key for each pair", () => {
    expect(tunnels(json)).toEqual([
      "vpngw-spoke01 → vpngw01: ${var.vpn_shared_key_hub01_to_spoke01}",
      "vpngw-spoke02 → vpngw01: ${var.vpn_shared_key_hub01_to_spoke02}",
      "vpngw01 → vpngw-spoke01: ${var.vpn_shared_key_hub01_to_spoke01}",
      "vpngw01 → vpngw-spoke02: ${var.vpn_shared_key_hub01_to_spoke02}",
    ]);
    for (const connection of Object.values(resourcesOf(json, CONNECTION))) {
      expect(connection).toMatchObject({ type: "Vnet2Vnet", enable_bgp: true });
    }
    expect(json.variable.vpn_shared_key_hub01_to_spoke01).toMatchObject({ sensitive: true });
  });

  test("create all gateways at the same time", () => {
    const graph = new DependencyGraph(json);
    const gateways = graph.find(`${GATEWAY}.`);
    expect(gateways).toHaveLength(3);
    for (const gateway of gateways) {
      expect(gateways.filter((other) => graph.waits(gateway, other))).toEqual([]);
    }
    expect(graph.onCircle()).toEqual([]);
  });
});

test("a full mesh connects each pair, whatever the order of the spokes", () => {
  const options = { topology: VpnMeshTopology.FULL_MESH };
  const build = (spokes: typeof three): TerraformJson =>
    synthesize(transitNetwork(TransitRouting.vpnMesh(options), HUB_WITH_GATEWAY, spokes));
  const json = build(three);

  expect(tunnels(json)).toHaveLength(12);
  expect(tunnels(json)).toContain("vpngw-spoke03 → vpngw-spoke01: ${var.vpn_shared_key_spoke01_to_spoke03}");
  expect(build([...three].reverse()).resource).toEqual(json.resource);
});

test("spokes that come and go change nothing of the others", () => {
  const all = Array.from({ length: 8 }, (_, index) => spoke(`team-${index + 1}`, index + 1));
  const build = (spokes: typeof all): TerraformJson =>
    synthesize(transitNetwork(mesh, HUB_WITH_GATEWAY, spokes));
  const complete = build(all);
  fc.assert(
    fc.property(fc.shuffledSubarray(all), (some) => {
      const json = build(some);
      const changed = addresses(json).filter((address) => {
        const [type, id] = address.split(".");
        return !isDeepStrictEqual(json.resource[type][id], complete.resource[type][id]);
      });
      expect(changed).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

test("a gateway that comes to the hub later is connected too", () => {
  const json = synthesize((stack) => {
    transitNetwork(mesh)(stack).hub.addVpnGateway({ subnetPrefix: "10.0.200.0/24" });
  });

  expect(tunnels(json)).toHaveLength(4);
  expect(resourceNamed(json, GATEWAY, "vpngw01").enable_bgp).toBe(true);
});

test("a spoke can have its own number, prefix, gateway, and all one key", () => {
  const json = synthesize((stack) => {
    const key = new TerraformVariable(stack, "key", { sensitive: true });
    const vpnGateway = ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, "Existing", {
      vpnGatewayId:
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/existing",
      asn: 65010,
      bgpEnabled: true,
    });
    const spokes = { spoke01: { asn: 65001, gatewaySubnetPrefix: "10.10.1.0/26" }, spoke02: { vpnGateway } };
    const transit = TransitRouting.vpnMesh({
      spokes,
      sharedKey: key.stringValue,
      sku: "VpnGw2AZ",
      zones: ["1"],
    });
    transitNetwork(transit, HUB_WITH_GATEWAY)(stack);
  });

  expect(resourceNamed(json, GATEWAY, "vpngw-spoke01")).toMatchObject({
    bgp_settings: { asn: 65001 },
    sku: "VpnGw2AZ",
  });
  expect(Object.keys(resourcesOf(json, GATEWAY))).toHaveLength(2);
  const connections = Object.values(resourcesOf(json, CONNECTION));
  expect(connections.map(({ shared_key: key }) => key)).toEqual(Array(4).fill("${var.key}"));
  expect(connections.map(({ peer_virtual_network_gateway_id: id }) => id)).toContain(
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/existing",
  );
});

test("spokes of two regions, of which one has no zones, each have theirs", () => {
  const json = synthesize((stack) => {
    const transit = TransitRouting.vpnMesh({ spokes: { spoke03: { zones: [] } } });
    transitNetwork(
      transit,
      HUB_WITH_GATEWAY,
    )(stack).addSpoke("spoke03", {
      location: "westus",
      resourceGroupName: "rg-us",
      addressSpace: ["10.30.0.0/16"],
    });
  });
  const zonesOf = (name: string): unknown => resourceNamed(json, "azurerm_public_ip", name).zones;
  expect([zonesOf("pip01-vpngw-spoke03"), zonesOf("pip01-vpngw-spoke02")]).toEqual([
    undefined,
    ["1", "2", "3"],
  ]);
});

describe("refused", () => {
  const refused = (...args: Parameters<typeof transitNetwork>): string[] => refusals(transitNetwork(...args));

  test("a spoke's gateway without zones where there are any, by the setting that gives them", () => {
    const transit = TransitRouting.vpnMesh({ spokes: { spoke01: { zones: [] } } });
    expect(refused(transit, HUB_WITH_GATEWAY)).toEqual([
      expect.stringContaining('give vpnMesh({ spokes: { "spoke01": { zones: ["1", "2", "3"] } } })'),
    ]);
  });

  test("a hub without a gateway", () => {
    expect(refused(mesh)).toEqual([
      "[stack/Network/Transit] vpnMesh needs a VPN gateway in the hub too: give the hub vpnGateway: { subnetPrefix }",
    ]);
  });

  test("a hub's gateway that was told not to speak BGP", () => {
    const hub = { ...HUB, vpnGateway: { subnetPrefix: "10.0.200.0/24", bgp: false } };
    expect(refused(mesh, hub)[0]).toContain('the gateway of "hub01" doesn\'t: set bgp on the gateway');
  });

  test("two gateways with one number, with a free one to take", () => {
    const transit = TransitRouting.vpnMesh({ spokes: { spoke01: { asn: 65001 }, spoke02: { asn: 65001 } } });
    expect(refused(transit, HUB_WITH_GATEWAY)).toEqual([
      '[stack/Network/Transit] spoke "spoke01" and spoke "spoke02" both have the ASN 65001, and each needs its ' +
        'own; give one in vpnMesh({ spokes: { "spoke02": { asn: 65002 } } })',
    ]);
  });

  test("a spoke with the number of a site, whose routes it would drop", () => {
    const transit = TransitRouting.vpnMesh({ spokes: { spoke01: { asn: 65001 } } });
    const messages = refusals((stack) => {
      transitNetwork(
        transit,
        HUB_WITH_GATEWAY,
      )(stack).hub.addSiteToSite("tokyo", {
        gatewayAddress: "203.0.113.1",
        bgp: { asn: 65001, peeringAddress: "192.168.0.1" },
      });
    });
    expect(messages).toEqual([
      expect.stringContaining('site "tokyo" and spoke "spoke01" both have the ASN 65001'),
    ]);
  });

  test("a reserved number", () => {
    const transit = TransitRouting.vpnMesh({ spokes: { spoke01: { asn: 65520 } } });
    expect(refused(transit, HUB_WITH_GATEWAY)).toEqual([expect.stringContaining("is reserved by Azure")]);
  });

  test("settings for a spoke that isn't there", () => {
    const transit = TransitRouting.vpnMesh({ spokes: { spoke1: { asn: 65001 } } });
    expect(refused(transit, HUB_WITH_GATEWAY)).toEqual([
      '[stack/Network/Transit] vpnMesh has settings for "spoke1", but no spoke has that name; ' +
        'there are "spoke01", "spoke02"',
    ]);
  });

  test("a hub and a spoke that overlap, which no peering would notice here", () => {
    expect(refused(mesh, HUB_WITH_GATEWAY, [{ name: "spoke01", addressSpace: ["10.0.128.0/17"] }])).toContain(
      '[stack/Network/Transit] "hub01" (10.0.0.0/16) and "spoke01" (10.0.128.0/17) overlap, so Azure refuses to ' +
        "connect them; give one of them other addresses",
    );
  });

  test("a spoke too small for a gateway", () => {
    const build = transitNetwork(mesh, HUB_WITH_GATEWAY, [{ name: "tiny", addressSpace: ["10.1.0.0/28"] }]);
    expect(() => synthesize(build)).toThrow(
      'the address space of "tiny", 10.1.0.0/28, has no room for the /27 of GatewaySubnet; enlarge it, or give a ' +
        'smaller prefix in vpnMesh({ spokes: { "tiny": { gatewaySubnetPrefix } } })',
    );
  });

  test("a literal key", () => {
    expect(() =>
      synthesize(transitNetwork(TransitRouting.vpnMesh({ sharedKey: "secret" }), HUB_WITH_GATEWAY)),
    ).toThrow("the shared key is written in the program");
  });

  test("a subnet where the gateway's would go", () => {
    const taken = {
      name: "spoke01",
      addressSpace: ["10.10.0.0/16"],
      subnets: [{ name: "all", addressPrefix: "10.10.0.0/16" }],
    };
    expect(refused(mesh, HUB_WITH_GATEWAY, [taken])).toEqual([expect.stringContaining("10.10.255.224/27")]);
  });
});

test("more connections than the hub's gateway takes are refused, and warned of where it exists already", () => {
  const many = Array.from({ length: 31 }, (_, index) => spoke(`spoke${index + 1}`, index + 1));
  expect(refusals(transitNetwork(mesh, HUB_WITH_GATEWAY, many))).toEqual([
    expect.stringMatching(/the gateway has 31 connections, and the size VpnGw1AZ takes 30/),
  ]);
  const found = warnings(
    stackWith((stack) => {
      const gateway = VpnGateway.fromVpnGatewayAttributes(stack, "Existing", {
        vpnGatewayId:
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/existing",
        bgpEnabled: true,
        asn: 65515,
      });
      transitNetwork(mesh, { ...HUB, existingVpnGateway: { gateway } }, many)(stack);
    }),
  );
  expect(found).toEqual([
    expect.stringMatching(/the hub's gateway has 31 connections.*\[CONNECTION_LIMIT\]$/),
  ]);
});

test("a spoke in another subscription has its gateway there, and its direction of the connection", () => {
  const json = synthesize((stack) => {
    const provider = new AzurermProvider(stack, "other", { alias: "other", features: [{}] });
    transitNetwork(mesh, HUB_WITH_GATEWAY, [{ ...spoke("spoke01", 10), provider }])(stack);
  });

  expect(resourceNamed(json, GATEWAY, "vpngw-spoke01").provider).toBe("azurerm.other");
  expect(resourceNamed(json, CONNECTION, "con-spoke01-to-hub01").provider).toBe("azurerm.other");
  expect(resourceNamed(json, CONNECTION, "con-hub01-to-spoke01").provider).toBeUndefined();
});
