import { InternetEgress, ITransitRouting, TransitRouting, TransitRoutes } from "../../lib";
import { analyze } from "../../lib/analysis";
import { readConfiguration } from "../../lib/analysis/readers";
import { PairResult } from "../../lib/analysis/result";
import { stackWith } from "../support/synth";
import { HUB_WITH_GATEWAY, transitNetwork } from "./transit-network";

const subnetPrefix = "10.0.1.0/24";
const STYLES: [string, TransitRoutes][] = [
  ["a route for each prefix", TransitRoutes.perPrefix()],
  ["a default route", TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT })],
];

/** What is written to cdk.tf.json, as the analysis reads it: it knows nothing of our constructs. */
function waysBetween(
  transit: ITransitRouting,
): Record<"there" | "back", Pick<PairResult, "verdict"> & { readonly through: string[] }> {
  const stack = stackWith((each) => {
    transitNetwork(
      transit,
      HUB_WITH_GATEWAY,
    )(each).hub.addSiteToSite("tokyo", {
      gatewayAddress: "203.0.113.1",
      addressSpace: ["192.168.0.0/16"],
    });
  });
  stack.prepareStack();
  const analysis = analyze(readConfiguration(JSON.parse(JSON.stringify(stack.toTerraform()))), {});
  const way = (from: string, to: string) => {
    const { verdict, forward } = analysis.explain(from, to);
    return { verdict, through: [...new Set(forward.flatMap((hop) => (hop.via ? [hop.via.name] : [])))] };
  };
  return {
    there: way("vnet-spoke01/default", "on-premises/lgw-tokyo"),
    back: way("on-premises/lgw-tokyo", "vnet-spoke01/default"),
  };
}

describe.each(STYLES)("with %s, packets to and from on-premises take the same way", (_, routes) => {
  test.each([
    ["afw-hub01", TransitRouting.azureFirewall({ subnetPrefix, routes })],
    ["vm-router01", TransitRouting.virtualMachineRouter({ subnetPrefix, routes })],
  ])("through %s", (transit, option) => {
    expect(waysBetween(option)).toEqual({
      there: { verdict: "REACHABLE", through: [transit, "vpngw01"] },
      back: { verdict: "REACHABLE", through: ["vpngw01", transit] },
    });
  });
});

test("a gateway as next hop of spokes changes nothing for on-premises", () => {
  const direct = { verdict: "REACHABLE", through: ["vpngw01"] };
  expect(waysBetween(TransitRouting.vpnGatewayNextHop())).toEqual({ there: direct, back: direct });
});
