import {
  ApplianceImages,
  AzurermVersion,
  InternetEgress,
  ITransitRouting,
  OperatingSystem,
  RouteServerTopology,
  TransitRouting,
  TransitRoutes,
} from "../../lib";
import { providerSchemas, schemaViolations } from "../support/schema-conformance";
import { Block, synthesize, TerraformJson } from "../support/synth";
import { HUB_WITH_GATEWAY, transitNetwork } from "./transit-network";

const DEFAULT_ROUTE = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT });
const subnetPrefix = "10.0.1.0/24";

/** Every option for the same program: nothing else in it differs. */
const OPTIONS: [string, ITransitRouting][] = [
  ["azureFirewall", TransitRouting.azureFirewall({ subnetPrefix })],
  ["azureFirewall, default route", TransitRouting.azureFirewall({ subnetPrefix, routes: DEFAULT_ROUTE })],
  [
    "networkVirtualAppliance",
    TransitRouting.networkVirtualAppliance({ subnetPrefix, image: ApplianceImages.fortinetFortiGate() }),
  ],
  [
    "networkVirtualAppliance, existing",
    TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.0.9" }),
  ],
  ["virtualMachineRouter", TransitRouting.virtualMachineRouter({ subnetPrefix })],
  [
    "virtualMachineRouter, Windows",
    TransitRouting.virtualMachineRouter({ subnetPrefix, operatingSystem: OperatingSystem.WINDOWS }),
  ],
  [
    "virtualMachineRouter, default route",
    TransitRouting.virtualMachineRouter({ subnetPrefix, routes: DEFAULT_ROUTE }),
  ],
  ["vpnGatewayNextHop", TransitRouting.vpnGatewayNextHop()],
  ["vpnMesh", TransitRouting.vpnMesh()],
  ["routeServer, per spoke", TransitRouting.routeServer({ speaker: { subnetPrefix } })],
  [
    "routeServer, hub",
    TransitRouting.routeServer({ topology: RouteServerTopology.HUB, speaker: { subnetPrefix } }),
  ],
  ["routingAppliance", TransitRouting.routingAppliance({ subnetPrefix })],
  ["directPeering", TransitRouting.directPeering()],
  ["connectedGroup", TransitRouting.connectedGroup()],
];

/** What some options change by their nature: a mesh has no peerings, its hub's gateway speaks BGP. */
const CHANGED: { readonly [option: string]: RegExp } = {
  vpnMesh: /^azurerm_virtual_network_peering\.|^azurerm_virtual_network_gateway\.Network_Hub_/,
  "routeServer, per spoke": /^azurerm_virtual_network_peering\./,
};

/** Subnets that options of BGP need in each spoke. */
const SPOKE_SUBNET = /\.Network_Spoke-spoke0\d_VirtualNetwork_Subnet-(Gateway|RouteServer)Subnet_/;

function synthesized(transit: ITransitRouting, azurerm = "4.55.0"): TerraformJson {
  return synthesize((stack) => {
    AzurermVersion.use(stack, azurerm);
    const network = transitNetwork(transit, HUB_WITH_GATEWAY)(stack);
    for (const member of [network.hub, ...network.spokes]) {
      member.addWindowsServer("Vm", { name: member.name, subnetName: "default" });
    }
  });
}

/** What may change is only the order of creation. */
function withoutOrder(block: Block): Block {
  return { ...block, depends_on: undefined };
}

const base = synthesized(TransitRouting.none());

test.each(OPTIONS)(
  "%s changes nothing outside its own resources and the order of creation",
  (option, transit) => {
    const json = synthesized(transit);
    for (const [type, byId] of Object.entries(base.resource)) {
      for (const [id, block] of Object.entries(byId)) {
        if (CHANGED[option]?.test(`${type}.${id}`)) {
          continue;
        }
        expect(withoutOrder(json.resource[type]?.[id])).toEqual(withoutOrder(block));
      }
    }
    const added = Object.entries(json.resource).flatMap(([type, byId]) =>
      Object.keys(byId)
        .filter((id) => base.resource[type]?.[id] === undefined)
        .map((id) => `${type}.${id}`),
    );
    expect(added.length).toBeGreaterThan(0);
    const own = new RegExp(`_Transit_|\\.Network_Hub_VirtualNetwork_Subnet-|${SPOKE_SUBNET.source}`);
    expect(added.filter((address) => !own.test(address))).toEqual([]);
  },
);

test("the tables of all options that route have the same addresses, so swapping them replaces none", () => {
  const tablesOf = (transit: ITransitRouting): string[] =>
    Object.keys(synthesized(transit).resource.azurerm_route_table).sort();
  const expected = tablesOf(TransitRouting.azureFirewall({ subnetPrefix }));
  expect(tablesOf(TransitRouting.virtualMachineRouter({ subnetPrefix }))).toEqual(expected);
  expect(expected).toEqual(expect.arrayContaining(tablesOf(TransitRouting.vpnGatewayNextHop())));
});

const schemas = [...providerSchemas()];
(schemas.length > 0 ? test : test.skip).each(OPTIONS)(
  "%s conforms to the provider's schemas",
  (_, transit) => {
    for (const [version, schema] of schemas) {
      expect(schemaViolations(synthesized(transit, version), schema)).toEqual([]);
    }
  },
);
