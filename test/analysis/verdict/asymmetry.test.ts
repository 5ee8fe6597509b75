import { analyze } from "../../../lib/analysis";
import { NetworkBuilder } from "../support/network-builder";

function hub(): NetworkBuilder {
  return new NetworkBuilder()
    .network("hub", "10.0.0.0/16", { AzureFirewallSubnet: "10.0.3.0/26", shared: "10.0.2.0/24" })
    .network("spoke", "10.10.0.0/16", { default: "10.10.0.0/24" })
    .peer("hub", "spoke")
    .firewall("hub", [["10.0.0.0/8", "10.0.0.0/8"]])
    .routes("spoke/default", [["10.0.0.0/16", "10.0.3.4"]]);
}

test("R81: two ways through different devices end in the one route that joins them", () => {
  const builder = hub();
  const before = analyze(builder.build()).explain("spoke/default", "hub/shared");
  expect(before.verdict).toBe("ASYMMETRIC");
  const cure = before.reasons.find(({ code }) => code === "ROUTE_WOULD_JOIN");
  expect(cure?.params).toMatchObject({ at: "hub/shared", prefix: "10.10.0.0/16", device: "afw-hub" });
  builder.routes("hub/shared", [[cure!.params.prefix, "10.0.3.4"]]);
  expect(analyze(builder.build()).explain("spoke/default", "hub/shared").verdict).toBe("REACHABLE");
});

/** Spoke a sends by a load balancer, spoke b to the first machine behind it. */
function balancedOneWay(members: readonly string[]): string {
  const builder = new NetworkBuilder()
    .network("hub", "10.0.0.0/16", { nva: "10.0.1.0/24" })
    .network("a", "10.10.0.0/16", { default: "10.10.0.0/24" })
    .network("b", "10.20.0.0/16", { default: "10.20.0.0/24" })
    .peer("hub", "a")
    .peer("hub", "b")
    .nic("one", "hub/nva", "10.0.1.10", true)
    .nic("two", "hub/nva", "10.0.1.11", true)
    .loadBalancer("lb", "hub/nva", "10.0.1.100", members)
    .routes("a/default", [["10.20.0.0/16", "10.0.1.100"]])
    .routes("b/default", [["10.10.0.0/16", "10.0.1.10"]]);
  return analyze(builder.build()).verdict("a/default", "b/default");
}

test("R61: a load balancer hands to its only machine, which gets the answer by its own address as well", () => {
  expect(balancedOneWay(["one"])).toBe("REACHABLE");
});

test("R61: of two machines the other one may have got the request", () => {
  expect(balancedOneWay(["one", "two"])).toBe("ASYMMETRIC");
});
