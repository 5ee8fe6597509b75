import { HubSpokeConstruct, RouteServerTopology, TransitRouting } from "../../lib";
import { refusals } from "../support/synth";

const speaker = { subnetPrefix: "10.0.2.0/27" };

describe.each([
  ["azureFirewall", TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" })],
  ["vpnMesh", TransitRouting.vpnMesh()],
  ["a Route Server in each spoke", TransitRouting.routeServer({ speaker })],
  ["a Route Server in the hub", TransitRouting.routeServer({ topology: RouteServerTopology.HUB, speaker })],
  ["directPeering", TransitRouting.directPeering()],
])("%s", (_, transit) => {
  const refused = (hub: string, spoke: string, machine: string): string[] =>
    refusals((stack) => {
      const network = new HubSpokeConstruct(stack, "Network", {
        location: "eastasia",
        hub: {
          name: hub,
          addressSpace: ["10.0.0.0/16"],
          vpnGateway: { subnetPrefix: "10.0.200.0/24" },
          bastion: { subnetPrefix: "10.0.100.0/24" },
          subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
        },
        spokes: [
          {
            name: spoke,
            addressSpace: ["10.10.0.0/16"],
            subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
          },
          { name: "good", addressSpace: ["10.20.0.0/16"] },
        ],
        transit,
      });
      network.hub.addWindowsServer("Vm", { name: machine, subnetName: "default", publicIp: true });
    });

  test.each([
    ["hub 01", "spoke01", "vm01", 1],
    ["hub01", "spoke_01!", "vm01", 1],
    ["hub01", "spoke01", "vm 01", 1],
    ["hub 01", "spoke_01!", "vm 01", 3],
  ])("hub %j, spoke %j, machine %j: one message for each mistake", (hub, spoke, machine, mistakes) => {
    expect(refused(hub, spoke, machine)).toEqual(
      Array(mistakes).fill(expect.stringMatching(/is not allowed/)),
    );
  });
});
