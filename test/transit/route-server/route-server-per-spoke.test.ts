import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import * as fc from "fast-check";
import { RouteServer, TransitRouting } from "../../../lib";
import { DependencyGraph } from "../../support/dependency-graph";
import {
  addresses,
  refusals,
  resourceNamed,
  resourcesOf,
  stackWith,
  synthesize,
  synthesizeStack,
  TerraformJson,
  warnings,
} from "../../support/synth";
import { HUB, HUB_WITH_GATEWAY, spoke, transitNetwork } from "../transit-network";

const SPEAKER = { subnetPrefix: "10.0.2.0/27" };
const transit = TransitRouting.routeServer({ speaker: SPEAKER });

function script(json: TerraformJson): string {
  return Object.values(resourcesOf(json, "azurerm_virtual_machine_run_command"))[0].source.script;
}

/** What our constructs declare for the analysis. */
function declared(build: Parameters<typeof stackWith>[0]): Record<string, unknown> {
  const stack = stackWith(build);
  synthesizeStack(stack);
  return stack.toTerraform()["//"]["cdktf-azure-hub-spoke"];
}

describe("a Route Server in each spoke", () => {
  const json = synthesize(transitNetwork(transit, HUB_WITH_GATEWAY));
  const graph = new DependencyGraph(json);

  test("stands at the end of the spoke's addresses and speaks with the machine in the hub", () => {
    for (const [name, prefix] of [
      ["spoke01", "10.10.255.192/26"],
      ["spoke02", "10.20.255.192/26"],
    ]) {
      const server = resourceNamed(json, "azurerm_route_server", `ars-${name}`);
      const subnet = resourcesOf(json, "azurerm_subnet")[server.subnet_id.split(".")[1]];
      expect(subnet).toMatchObject({ name: "RouteServerSubnet", address_prefixes: [prefix] });
    }
    const connections = Object.values(resourcesOf(json, "azurerm_route_server_bgp_connection"));
    expect(connections.map(({ peer_asn: asn, peer_ip: ip }) => [asn, ip])).toEqual([
      [65001, "10.0.2.4"],
      [65001, "10.0.2.4"],
    ]);
  });

  test("keeps its spoke from using the hub's gateway, and needs forwarded packets let in", () => {
    const halves = Object.values(resourcesOf(json, "azurerm_virtual_network_peering"));
    expect(halves).toHaveLength(4);
    for (const half of halves) {
      expect(half).toMatchObject({
        use_remote_gateways: false,
        allow_gateway_transit: false,
        allow_forwarded_traffic: true,
      });
    }
  });

  test("needs no route table", () => {
    expect(resourcesOf(json, "azurerm_route_table")).toEqual({});
  });

  test("is configured in both directions: the speaker knows both of its instances, and withholds its own prefix", () => {
    const lines = script(json).split("\n");
    for (const [name, prefix] of [
      ["spoke01", "10.10.0.0/16"],
      ["spoke02", "10.20.0.0/16"],
    ]) {
      const server = graph.one("azurerm_route_server.", name);
      for (const instance of [0, 1]) {
        const address = `\${element(tolist(${server}.virtual_router_ips), ${instance})}`;
        expect(lines).toContain(` neighbor ${address} peer-group ROUTE-SERVERS`);
        expect(lines).toContain(`  neighbor ${address} prefix-list TO-${name} out`);
      }
      expect(lines).toContain(`ip prefix-list TO-${name} seq 5 deny ${prefix}`);
      expect(lines).toContain(`  network ${prefix}`);
    }
  });

  test("is declared for the analysis: what the speaker announces, and that it forwards", () => {
    const speaker = graph.one("azurerm_network_interface.", "BgpSpeaker");
    expect(declared(transitNetwork(transit, HUB_WITH_GATEWAY))).toEqual({
      version: 1,
      unchecked: true,
      bgp: [{ speaker, announces: ["10.10.0.0/16", "10.20.0.0/16"] }],
      onPremises: [],
      forwards: [speaker],
    });
  });

  test("is created beside the others, while the machine starts; the configuration waits for all", () => {
    const servers = graph.find("azurerm_route_server.");
    const machine = graph.one("azurerm_linux_virtual_machine.");
    expect(servers.filter((server) => servers.some((other) => graph.waits(server, other)))).toEqual([]);
    expect(servers.filter((server) => graph.waits(machine, server) || graph.waits(server, machine))).toEqual(
      [],
    );
    const configuration = graph.one("run_command.");
    expect([...servers, machine].filter((address) => !graph.waits(configuration, address))).toEqual([]);
    expect(graph.onCircle()).toEqual([]);
  });
});

test("the speaker forwards, has a static address and a way out, and is never shut down", () => {
  const json = synthesize(transitNetwork(transit));

  const nic = resourceNamed(json, "azurerm_network_interface", "nic-bgp-speaker");
  expect(nic.ip_forwarding_enabled).toBe(true);
  expect(nic.ip_configuration).toEqual([
    expect.objectContaining({
      private_ip_address: "10.0.2.4",
      private_ip_address_allocation: "Static",
      public_ip_address_id: expect.stringContaining("BgpSpeaker"),
    }),
  ]);
  expect(resourcesOf(json, "azurerm_dev_test_global_vm_shutdown_schedule")).toEqual({});
});

test("a late spoke changes only the configuration, never the machine or another Route Server", () => {
  const before = synthesize(transitNetwork(transit));
  const after = synthesize((stack) => {
    transitNetwork(transit)(stack).addSpoke("spoke03", { addressSpace: ["10.30.0.0/16", "10.31.0.0/16"] });
  });

  const changed = addresses(before).filter((address) => {
    const [type, id] = address.split(".");
    return JSON.stringify(before.resource[type][id]) !== JSON.stringify(after.resource[type][id]);
  });
  expect(changed).toEqual([expect.stringMatching(/^azurerm_virtual_machine_run_command\./)]);
  expect(script(after)).toContain("network 10.31.0.0/16");
});

test("the order of spokes makes no difference", () => {
  const spokes = [1, 2, 3, 4, 5].map((octet) => spoke(`team${octet}`, octet));
  const build = (some: typeof spokes): TerraformJson["resource"] =>
    synthesize(transitNetwork(transit, HUB, some)).resource;
  fc.assert(
    fc.property(fc.shuffledSubarray(spokes, { minLength: 5 }), (shuffled) => {
      expect(build(shuffled)).toEqual(build(spokes));
    }),
    { numRuns: 5 },
  );
});

test("an appliance that exists takes the speaker's place", () => {
  const appliance = { address: "10.0.2.10", asn: 65010, name: "nva" };
  const json = synthesize(transitNetwork(TransitRouting.routeServer({ appliance })));

  expect(resourcesOf(json, "azurerm_linux_virtual_machine")).toEqual({});
  expect(Object.values(resourcesOf(json, "azurerm_route_server_bgp_connection"))).toEqual([
    expect.objectContaining({ name: "nva", peer_asn: 65010, peer_ip: "10.0.2.10" }),
    expect.objectContaining({ name: "nva", peer_asn: 65010, peer_ip: "10.0.2.10" }),
  ]);
  expect(declared(transitNetwork(TransitRouting.routeServer({ appliance })))).toMatchObject({
    bgp: [{ speaker: "10.0.2.10", announces: ["10.10.0.0/16", "10.20.0.0/16"] }],
    forwards: ["10.0.2.10"],
  });
});

test("a spoke can have its own prefix, or a Route Server that exists", () => {
  const json = synthesize((stack) => {
    const routeServer = RouteServer.fromRouteServerAttributes(stack, "Existing", {
      routeServerId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualHubs/ars",
      virtualRouterIps: ["10.20.9.4", "10.20.9.5"],
    });
    const spokes = { spoke01: { subnetPrefix: "10.10.9.0/27" }, spoke02: { routeServer } };
    transitNetwork(TransitRouting.routeServer({ speaker: SPEAKER, spokes }))(stack);
  });

  expect(Object.keys(resourcesOf(json, "azurerm_route_server"))).toHaveLength(1);
  expect(script(json)).toContain("neighbor 10.20.9.5 description spoke02");
});

describe("refused", () => {
  test("no speaker, or two", () => {
    const appliance = { address: "10.0.2.10", asn: 65010 };
    for (const options of [{}, { speaker: SPEAKER, appliance }]) {
      expect(() => synthesize(transitNetwork(TransitRouting.routeServer(options)))).toThrow(
        "routeServer needs one BGP speaker in the hub",
      );
    }
  });

  test("settings of the other topology", () => {
    const options = { speaker: SPEAKER, hub: { supernets: ["10.0.0.0/8"] } };
    expect(() => synthesize(transitNetwork(TransitRouting.routeServer(options)))).toThrow(
      "set topology: RouteServerTopology.HUB",
    );
  });

  test("an appliance outside the hub", () => {
    const options = { appliance: { address: "192.168.0.4", asn: 65010 } };
    expect(refusals(transitNetwork(TransitRouting.routeServer(options)))).toEqual([
      expect.stringContaining("the next hop 192.168.0.4 is not in the hub (10.0.0.0/16)"),
    ]);
  });

  test("Azure's own number for the speaker", () => {
    const options = { speaker: { ...SPEAKER, asn: 65515 } };
    // Not by each Route Server as well.
    expect(refusals(transitNetwork(TransitRouting.routeServer(options)))).toEqual([
      '[stack/Network/Transit/BgpSpeaker] the ASN 65515 of the BGP speaker "bgp-speaker" is reserved by Azure; ' +
        "take another, such as 65001",
    ]);
  });

  test("more prefixes than a Route Server takes", () => {
    const many = Array.from({ length: 16 }, (_, first) => ({
      name: `spoke${first}`,
      addressSpace: Array.from({ length: 256 }, (__, second) => `10.${first + 1}.${second}.0/24`),
    }));
    expect(refusals(transitNetwork(transit, HUB, many))).toEqual([
      expect.stringContaining("announces 4096 prefixes; a Route Server takes 4000"),
    ]);
  });
});

test("sites that the spokes won't reach are warned of", () => {
  const found = warnings(
    stackWith((stack) => {
      transitNetwork(
        transit,
        HUB_WITH_GATEWAY,
      )(stack).hub.addSiteToSite("tokyo", {
        gatewayAddress: "203.0.113.1",
        addressSpace: ["192.168.0.0/16"],
      });
    }),
  );
  expect(found).toEqual([expect.stringMatching(/"tokyo".*\[ROUTE_SERVER_NO_ON_PREMISES\]$/)]);
});

test("a spoke in another subscription has all of its resources there", () => {
  const json = synthesize((stack) => {
    const provider = new AzurermProvider(stack, "other", { alias: "other", features: [{}] });
    transitNetwork(transit, HUB, [spoke("spoke01", 10), { ...spoke("spoke02", 20), provider }])(stack);
  });

  for (const type of ["azurerm_route_server", "azurerm_route_server_bgp_connection"]) {
    const providers = Object.entries(resourcesOf(json, type)).map(([id, block]) => [
      /spoke0\d/.exec(id)![0],
      block.provider,
    ]);
    expect(Object.fromEntries(providers)).toEqual({ spoke01: undefined, spoke02: "azurerm.other" });
  }
});
