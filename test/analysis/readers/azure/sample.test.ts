import { join } from "node:path";
import { analyze, findingsOf, readInput } from "../../../../lib/analysis";

const [{ model }] = readInput(join(__dirname, "../../../fixtures/azure"));
const analysis = analyze(model);

test("a network of real size, as Azure Resource Graph has it, is read in full", () => {
  expect(model.problems).toEqual([]);
  expect(model.firewallPolicies[0].rulesUnknown).toBeUndefined();
  expect(model.privateEndpoints[0].privateIps).toEqual(["10.11.1.4"]);
});

test.each([
  ["vnet-app/snet-work", "vnet-data/snet-work", "REACHABLE"],
  ["vnet-app/snet-work", "vnet-build/snet-work", "BLOCKED"],
  ["vnet-build/snet-work", "vnet-app/snet-work", "REACHABLE"],
  ["vnet-app/snet-work", "vnet-old/snet-work", "BLOCKED"],
  ["vnet-hub/snet-tools", "vnet-web/snet-work", "REACHABLE"],
])("%s → %s is %s", (from, to, verdict) => {
  const found = analysis.explain(from, to);
  expect({ verdict: found.verdict, reasons: found.reasons.map(({ code }) => code) }).toMatchObject({
    verdict,
  });
});

test("a key that Azure doesn't show isn't missing", () => {
  expect(findingsOf(model).map(({ code }) => code)).not.toContain("SITE_CONNECTION_WITHOUT_KEY");
});

test("what clicking made is found", () => {
  const found = findingsOf(model).filter(({ code }) => code.startsWith("PEERING_"));
  expect(found.map(({ code, resource }) => [code, resource])).toEqual([
    ["PEERING_NOT_CONNECTED", 'virtualNetworks/vnet-hub.virtualNetworkPeerings["to-old"]'],
    ["PEERING_NOT_CONNECTED", 'virtualNetworks/vnet-old.virtualNetworkPeerings["to-hub"]'],
  ]);
});
