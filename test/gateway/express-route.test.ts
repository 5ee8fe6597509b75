import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AzurermVersion,
  ExpressRouteCircuitOptions,
  ExpressRouteGateway,
  ExpressRouteSku,
  HubExpressRouteGatewayOptions,
  HubOptions,
  HubSpokeConstruct,
  TransitRouting,
  VpnGateway,
} from "../../lib";
import { analyze } from "../../lib/analysis";
import { readConfiguration } from "../../lib/analysis/readers";
import { refusals, resourceNamed, resourcesOf, stackWith, synthesize } from "../support/synth";

const CIRCUIT = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/expressRouteCircuits/erc";

function network(hub: Partial<HubOptions>, version?: string) {
  return (stack: TerraformStack): HubSpokeConstruct => {
    if (version) {
      AzurermVersion.use(stack, version);
    }
    return new HubSpokeConstruct(stack, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], ...hub },
      spokes: [{ name: "spoke01", addressSpace: ["10.10.0.0/16"], subnets: [SUBNET] }],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    });
  };
}

const SUBNET = { name: "default", addressPrefix: "10.10.0.0/24" };

/** Every verdict between the ends that there are. */
function verdicts(build: (stack: TerraformStack) => void): Record<string, string> {
  const stack = stackWith(build);
  stack.prepareStack();
  const analysis = analyze(readConfiguration(JSON.parse(JSON.stringify(stack.toTerraform()))), {});
  const ends = analysis.endpoints.map(({ id }) => id);
  return Object.fromEntries(
    ends.flatMap((from) =>
      ends.filter((to) => to !== from).map((to) => [`${from} to ${to}`, analysis.explain(from, to).verdict]),
    ),
  );
}

function withGateway(options: HubExpressRouteGatewayOptions, version?: string) {
  return network({ expressRouteGateway: { subnetPrefix: "10.0.200.0/26", ...options } }, version);
}

function withCircuit(
  circuit: Partial<ExpressRouteCircuitOptions>,
  options: HubExpressRouteGatewayOptions = {},
) {
  return withGateway({ ...options, circuits: [{ name: "tokyo", circuitId: CIRCUIT, ...circuit }] });
}

test("the gateway has no address of ours, and stands after the VPN gateway in one subnet", () => {
  const json = synthesize((stack) => {
    const { hub } = network({ vpnGateway: { subnetPrefix: "10.0.200.0/26" } })(stack);
    hub.addExpressRouteGateway({});
  });
  const gateway = resourceNamed(json, "azurerm_virtual_network_gateway", "ergw01");
  expect(gateway).toMatchObject({ type: "ExpressRoute", sku: "ErGw1AZ" });
  expect(gateway.ip_configuration[0].public_ip_address_id).toBeUndefined();
  expect(gateway.depends_on).toEqual([expect.stringContaining("Network_Hub_VpnGateway")]);
  const vpn = resourceNamed(json, "azurerm_virtual_network_gateway", "vpngw01");
  expect(vpn.ip_configuration[0].subnet_id).toBe(gateway.ip_configuration[0].subnet_id);
  // Spokes use both, what comes from either passes the appliance, and the table is bound once both are there.
  const back = Object.values(resourcesOf(json, "azurerm_virtual_network_peering")).find(
    (half) => half.use_remote_gateways,
  )!;
  expect(back.depends_on.filter((each: string) => each.includes("gateway."))).toHaveLength(2);
  const table = resourceNamed(json, "azurerm_route_table", "rt-hub01-gateway");
  expect(table.route.map((route: { address_prefix: string }) => route.address_prefix)).toEqual([
    "10.10.0.0/16",
  ]);
});

test("whichever gateway comes first brings the subnet", () => {
  const json = synthesize((stack) => {
    const { hub } = withGateway({})(stack);
    hub.addVpnGateway({});
  });
  const vpn = resourceNamed(json, "azurerm_virtual_network_gateway", "vpngw01");
  expect(vpn.depends_on).toEqual([expect.stringContaining("ExpressRouteGateway")]);
  expect(Object.values(resourcesOf(json, "azurerm_subnet")).map(({ name }) => name)).toEqual([
    "AzureFirewallSubnet",
    "GatewaySubnet",
    "default",
  ]);
});

test("a circuit of somebody else's takes its key from a sensitive variable", () => {
  const json = synthesize(withCircuit({ authorized: true, routingWeight: 10 }));
  expect(resourceNamed(json, "azurerm_virtual_network_gateway_connection", "con-tokyo")).toMatchObject({
    type: "ExpressRoute",
    express_route_circuit_id: CIRCUIT,
    authorization_key: "${var.express_route_key_tokyo}",
    routing_weight: 10,
  });
  expect(json.variable!.express_route_key_tokyo).toMatchObject({ sensitive: true });
  expect(json.variable!.express_route_key_tokyo.default).toBeUndefined();
});

test("two circuits don't share a key silently", () => {
  const circuits = ["dc.1", "dc-1"].map((name) => ({
    name,
    circuitId: `${CIRCUIT}-${name}`,
    authorized: true,
  }));
  expect(refusals(withGateway({ circuits }))).toEqual([
    expect.stringMatching(
      /takes its authorization key from the variable express_route_key_dc_1 too, .*authorizationKey/,
    ),
  ]);
});

test("sites behind circuits are routed through the appliance, and verdicts name them as declared", () => {
  const build = withCircuit({ addressSpace: ["172.16.0.0/16"] });
  const json = synthesize(build);
  expect(JSON.stringify(resourceNamed(json, "azurerm_route_table", "rt-spoke01").route)).toContain(
    "172.16.0.0/16",
  );
  expect(verdicts(build)).toEqual({
    "vnet-spoke01/default to on-premises/tokyo": "REACHABLE",
    "on-premises/tokyo to vnet-spoke01/default": "REACHABLE",
  });
});

test("with one circuit of unknown prefixes, what is behind the gateway is not known", () => {
  const found = verdicts((stack) => {
    const { hub } = withCircuit({ addressSpace: ["172.16.0.0/16"] })(stack);
    hub.addCircuit("osaka", { circuitId: `${CIRCUIT}2` });
  });
  expect(found).toEqual({
    "vnet-spoke01/default to on-premises/ergw01": "CONDITIONAL",
    "on-premises/ergw01 to vnet-spoke01/default": "CONDITIONAL",
  });
});

test("ErGwScale grows between its scale units", () => {
  const json = synthesize(
    withGateway({ sku: ExpressRouteSku.ER_GW_SCALE, scaleUnits: { minimum: 2, maximum: 10 } }, "~> 5.2"),
  );
  expect(resourceNamed(json, "azurerm_virtual_network_gateway", "ergw01")).toMatchObject({
    sku: "ErGwScale",
    minimum_scale_unit: 2,
    maximum_scale_unit: 10,
  });
});

const UNITS = { minimum: 1, maximum: 10 };
const SCALE = ExpressRouteSku.ER_GW_SCALE;

test.each<[string, (stack: TerraformStack) => void, RegExp]>([
  ["a subnet that is too small", withGateway({ subnetPrefix: "10.0.200.0/28" }), /needs \/27 or larger/],
  [
    "scale units of another size",
    withGateway({ scaleUnits: UNITS }, "~> 5.2"),
    /size is ErGw1AZ; leave them/,
  ],
  ["ErGwScale without scale units", withGateway({ sku: SCALE }, "~> 5.2"), /needs scaleUnits/],
  ["scale units of an old azurerm", withGateway({ sku: SCALE, scaleUnits: UNITS }), /azurerm 4.79 or later/],
  [
    "scale units the wrong way round",
    withGateway({ sku: SCALE, scaleUnits: { minimum: 9, maximum: 2 } }, "~> 5.2"),
    /minimum is 9 and maximum 2/,
  ],
  [
    "a circuit that the gateway has already",
    (stack) => withCircuit({})(stack).hub.addCircuit("again", { circuitId: CIRCUIT.replace(/erc$/, "ERC") }),
    /the circuit of "again" already, by .*Circuit-.*: leave one of the two out/,
  ],
  [
    "FastPath of a small gateway",
    withCircuit({ fastPath: true }),
    /ErGw3AZ or UltraPerformance.*it is ErGw1AZ/,
  ],
  [
    "FastPath for private endpoints alone",
    withCircuit({ privateLinkFastPath: true }, { sku: ExpressRouteSku.ER_GW_3_AZ }),
    /needs fastPath/,
  ],
  ["a weight beyond the limit", withCircuit({ routingWeight: 40_000 }), /takes 0 to 32000/],
  ["no circuit's id", withCircuit({ circuitId: "erc" }), /circuitId is "erc".*expressRouteCircuits/],
  [
    "everything behind a circuit",
    withCircuit({ addressSpace: ["0.0.0.0/0"] }),
    /can't stand for 0\.0\.0\.0\/0/,
  ],
  [
    "a key in the program",
    withCircuit({ authorizationKey: "s3cret" }),
    /authorization key is written in the/,
  ],
  [
    "a key with a default",
    (stack) =>
      withCircuit({
        authorizationKey: new TerraformVariable(stack, "k", { sensitive: true, default: "s" }).stringValue,
      })(stack),
    /whose default would get into/,
  ],
  [
    "too many circuits",
    withGateway({
      circuits: ["a", "b", "c", "d", "e"].map((name) => ({ name, circuitId: `${CIRCUIT}-${name}` })),
    }),
    /has 5 circuits, and its size ErGw1AZ takes 4/,
  ],
  [
    "a VPN gateway beside it with a number of its own",
    network({
      vpnGateway: { subnetPrefix: "10.0.200.0/26", bgp: true, asn: 65010 },
      expressRouteGateway: {},
    }),
    /beside the ExpressRoute gateway has the ASN 65010; it must be 65515/,
  ],
  [
    "an existing one with a number of its own",
    (stack) =>
      network({
        existingVpnGateway: {
          gateway: VpnGateway.fromVpnGatewayAttributes(stack, "Old", {
            vpnGatewayId:
              "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/v",
            asn: 65010,
          }),
        },
        expressRouteGateway: { subnetPrefix: "10.0.200.0/26" },
      })(stack),
    /has the ASN 65010; it must be 65515/,
  ],
  [
    "two subnets",
    network({
      vpnGateway: { subnetPrefix: "10.0.200.0/26" },
      expressRouteGateway: { subnetPrefix: "10.0.201.0/26" },
    }),
    /both gateways of a hub are in one GatewaySubnet, which is 10\.0\.200\.0\/26: leave/,
  ],
  ["no subnet at all", network({ expressRouteGateway: {} }), /expressRouteGateway\.subnetPrefix is missing/],
  [
    "a second one",
    (stack) => {
      withGateway({})(stack).hub.addExpressRouteGateway({});
    },
    /the hub has an ExpressRoute gateway already/,
  ],
  [
    "a circuit without a gateway",
    (stack) => {
      network({})(stack).hub.addCircuit("tokyo", { circuitId: CIRCUIT });
    },
    /circuit "tokyo" needs an ExpressRoute gateway in the hub/,
  ],
  [
    "the VPN gateway as next hop beside an existing one",
    (stack) => {
      new HubSpokeConstruct(stack, "Network", {
        location: "japaneast",
        hub: {
          name: "hub01",
          addressSpace: ["10.0.0.0/16"],
          vpnGateway: { subnetPrefix: "10.0.200.0/26" },
          existingExpressRouteGateway: ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, "Er", {
            expressRouteGatewayId:
              "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/er",
          }),
        },
        transit: TransitRouting.vpnGatewayNextHop(),
      });
    },
    /forwards nothing to a gateway as next hop/,
  ],
])("refuses %s", (_, build, message) => {
  expect(refusals(build)).toEqual([expect.stringMatching(message)]);
});
