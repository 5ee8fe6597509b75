import { analyze } from "../../../lib/analysis";
import { NetworkBuilder } from "../support/network-builder";

/** Two peered spokes, of which one sends half of the other's addresses to the hub's firewall. */
function halfInspected(rules: readonly (readonly [string, string])[]): NetworkBuilder {
  return new NetworkBuilder()
    .network("hub", "10.0.0.0/16", { AzureFirewallSubnet: "10.0.3.0/26" })
    .network("a", "10.10.0.0/16", { default: "10.10.0.0/24" })
    .network("b", "10.20.0.0/16", { default: "10.20.0.0/24" })
    .subnet("b/default", { prefixes: ["10.20.0.0/24", "10.20.1.0/24"] })
    .peer("hub", "a")
    .peer("hub", "b")
    .peer("a", "b")
    .firewall("hub", rules)
    .routes("a/default", [["10.20.0.0/24", "10.0.3.4"]]);
}

test("D2, D9: what a filter holds isn't BLOCKED for sure where other addresses are reached past it", () => {
  const analysis = analyze(halfInspected([]).build());
  const result = analysis.explain("a/default", "b/default");
  expect(result.verdict).toBe("CONDITIONAL");
  expect(analysis.verdict("a/default", "b/default")).toBe("CONDITIONAL");
  expect(result.reasons).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: "FIREWALL_DENY" }),
      expect.objectContaining({
        code: "PREFIXES_DIFFER",
        params: expect.objectContaining({
          destination: "10.20.0.0/24",
          better: "REACHABLE",
          betterDestination: "10.20.1.0/24",
        }),
      }),
    ]),
  );
});

test("D9: where a route loses a part of the addresses, the worst counts", () => {
  const builder = halfInspected([]).routes("a/default", [["10.20.0.0/24", "None"]]);
  expect(analyze(builder.build()).verdict("a/default", "b/default")).toBe("BLOCKED");
});

test("D2: what only perhaps gets as far as where a route or peering loses it is as open as what the filter holds", () => {
  const verdictWith = (rules: readonly (readonly [string, string])[], unknown?: string): string => {
    const model = halfInspected(rules).build();
    const peerings = model.peerings.map((half) =>
      half.virtualNetwork?.endsWith(".b") ? { ...half, allowForwardedTraffic: false } : half,
    );
    const firewallPolicies = model.firewallPolicies.map((policy) => ({
      ...policy,
      ruleCollections: policy.ruleCollections.map((collection) => ({
        ...collection,
        rules: collection.rules.map((rule) => ({ ...rule, unknown })),
      })),
    }));
    return analyze({ ...model, peerings, firewallPolicies }).verdict("a/default", "b/default");
  };
  expect(verdictWith([])).toBe("CONDITIONAL");
  expect(verdictWith([["*", "*"]], "var.rules")).toBe("CONDITIONAL");
  expect(verdictWith([["*", "*"]])).toBe("BLOCKED");
});
