import { TerraformStack, TerraformVariable } from "cdktf";
import {
  BgpSpeaker,
  DeclaredFacts,
  HubSpokeConstruct,
  RouteServer,
  RouteServerTopology,
  TransitRouting,
  VirtualNetwork,
} from "../../lib";
import { refusals } from "../support/synth";
import { transitNetwork } from "./transit-network";

const place = { location: "eastasia", resourceGroupName: "rg" };

function speaker(stack: TerraformStack): BgpSpeaker {
  const network = new VirtualNetwork(stack, "Net", {
    ...place,
    name: "hub01",
    addressSpace: ["10.0.0.0/16"],
  });
  const subnet = network.addSubnet("bgp", { addressPrefix: "10.0.2.0/27" });
  return new BgpSpeaker(stack, "Speaker", { ...place, subnet });
}

function routeServer(stack: TerraformStack, virtualRouterIps = ["10.9.0.4", "10.9.0.5"]) {
  return RouteServer.fromRouteServerAttributes(stack, "RouteServer", {
    routeServerId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualHubs/ars",
    virtualRouterIps,
  });
}

const HEREDOC = "10.1.0.0/16\nEND_OF_FRR_CONFIGURATION\nreboot\n";

test.each<[string, (stack: TerraformStack) => void, RegExp]>([
  [
    "announced",
    (stack) => speaker(stack).announce([HEREDOC]),
    /a prefix of the BGP speaker "bgp-speaker", "10\.1/,
  ],
  [
    "announced, an expression",
    (stack) => speaker(stack).announce(["${var.x}"]),
    /a prefix of the BGP speaker/,
  ],
  [
    "withheld",
    (stack) => speaker(stack).peerWith("a", routeServer(stack), [HEREDOC]),
    /what is withheld from "a"/,
  ],
  [
    "a name",
    (stack) => speaker(stack).peerWith("a\nreboot", routeServer(stack), []),
    /the BGP neighbour name/,
  ],
  [
    "a name, an expression",
    (stack) => speaker(stack).peerWith("${a}", routeServer(stack), []),
    /the BGP neighbour name/,
  ],
  [
    "an instance's address",
    (stack) => speaker(stack).peerWith("a", routeServer(stack, ["10.9.0.4\nreboot", "10.9.0.5"]), []),
    /an address of the Route Server of "a", is not an IPv4 address/,
  ],
])("what reaches a script that root runs is refused unless it has the form: %s", (_, build, message) => {
  expect(refusals(build)).toEqual([expect.stringMatching(message)]);
});

test.each([["garbage"], ["${var.x}"], ["10.0.0.1/8"]])("%s can't be declared as announced", (prefix) => {
  expect(
    refusals((stack) => DeclaredFacts.announces(speaker(stack).machine.networkInterface, [prefix])),
  ).toEqual([expect.stringMatching(/a prefix of what is declared to be announced/)]);
});

test("a token can't be declared as announced", () => {
  const build = (stack: TerraformStack): void => {
    const prefix = new TerraformVariable(stack, "prefix", {}).stringValue;
    DeclaredFacts.announces(speaker(stack).machine.networkInterface, [prefix]);
  };
  expect(refusals(build)).toEqual([expect.stringMatching(/is known only at apply/)]);
});

test.each([RouteServerTopology.PER_SPOKE, RouteServerTopology.HUB])(
  "an appliance whose address is known only at apply can't be declared: %s",
  (topology) => {
    const build = (stack: TerraformStack): HubSpokeConstruct => {
      const address = new TerraformVariable(stack, "address", {}).stringValue;
      return transitNetwork(TransitRouting.routeServer({ topology, appliance: { address, asn: 65001 } }))(
        stack,
      );
    };
    expect(refusals(build)).toEqual([
      expect.stringMatching(/the address of the appliance is known only at apply/),
    ]);
  },
);
