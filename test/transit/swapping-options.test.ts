import {
  ApplianceImages,
  InternetEgress,
  ITransitRouting,
  OperatingSystem,
  TransitRouting,
  TransitRoutes,
} from "../../lib";
import { providerSchema, schemaViolations } from "../support/schema-conformance";
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
  ["directPeering", TransitRouting.directPeering()],
];

function synthesized(transit: ITransitRouting): TerraformJson {
  return synthesize((stack) => {
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

test.each(OPTIONS)("%s changes nothing outside its own resources and the order of creation", (_, transit) => {
  const json = synthesized(transit);
  for (const [type, byId] of Object.entries(base.resource)) {
    for (const [id, block] of Object.entries(byId)) {
      expect(withoutOrder(json.resource[type]?.[id])).toEqual(withoutOrder(block));
    }
  }
  const added = Object.entries(json.resource).flatMap(([type, byId]) =>
    Object.keys(byId)
      .filter((id) => base.resource[type]?.[id] === undefined)
      .map((id) => `${type}.${id}`),
  );
  expect(added.length).toBeGreaterThan(0);
  expect(added.filter((address) => !/_Transit_|\.Network_Hub_VirtualNetwork_Subnet-/.test(address))).toEqual(
    [],
  );
});

test("the tables of all options that route have the same addresses, so swapping them replaces none", () => {
  const tablesOf = (transit: ITransitRouting): string[] =>
    Object.keys(synthesized(transit).resource.azurerm_route_table).sort();
  const expected = tablesOf(TransitRouting.azureFirewall({ subnetPrefix }));
  expect(tablesOf(TransitRouting.virtualMachineRouter({ subnetPrefix }))).toEqual(expected);
  expect(expected).toEqual(expect.arrayContaining(tablesOf(TransitRouting.vpnGatewayNextHop())));
});

const schema = providerSchema();
(schema ? test : test.skip).each(OPTIONS)("%s conforms to the provider's schema", (_, transit) => {
  expect(schemaViolations(synthesized(transit), schema!)).toEqual([]);
});
