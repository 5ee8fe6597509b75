import { analyze, findingsOf, readConfiguration } from "../../../lib/analysis";

type Json = ReturnType<typeof JSON.parse>;

const SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const PARAMETER = "[parameters('untold')]";

const resource = (type: string, name: string, properties: Json, more: Json = {}): Json => ({
  type: `Microsoft.Network/${type}`,
  apiVersion: "2024-07-01",
  name,
  properties,
  ...more,
});

const network = (name: string, index: number, subnet: Json = {}, more: Json = {}): Json =>
  resource("virtualNetworks", name, {
    addressSpace: { addressPrefixes: [`10.${index}.0.0/16`] },
    subnets: [{ name: "s", properties: { addressPrefix: `10.${index}.0.0/24`, ...subnet } }],
    ...more,
  });

const remote = (to: string): Json => ({
  remoteVirtualNetwork: { id: `[resourceId('Microsoft.Network/virtualNetworks', '${to}')]` },
  allowVirtualNetworkAccess: true,
});

const half = (name: string, to: string): Json =>
  resource("virtualNetworks/virtualNetworkPeerings", name, remote(to));

const ONE = network("one", 1);
const BACK = half("two/one", "one");

const model = (...resources: readonly Json[]) =>
  readConfiguration({ $schema: SCHEMA, parameters: { untold: { type: "string" } }, resources });

const verdict = (...resources: readonly Json[]): string =>
  analyze(model(...resources)).verdict("one/s", "two/s");

const errors = (...resources: readonly Json[]): string[] => {
  const read = model(...resources);
  const findings = [...findingsOf(read), ...analyze(read).findings];
  return findings.flatMap(({ code, severity }) => (severity === "error" ? code : []));
};

const DENY = {
  priority: 100,
  direction: "Inbound",
  access: "Deny",
  protocol: "*",
  sourcePortRange: "*",
  destinationPortRange: "*",
  sourceAddressPrefix: "*",
  destinationAddressPrefix: "*",
};

describe("a half of a peering", () => {
  const TWO = network("two", 2);
  test.each([
    ["of which the whole name is a parameter", [ONE, TWO, BACK, half(PARAMETER, "two")]],
    [
      "in a list of which a parameter is a member",
      [network("one", 1, {}, { virtualNetworkPeerings: [PARAMETER] }), TWO, BACK],
    ],
  ])("%s may be the one that is missing", (_, resources) => {
    expect(verdict(...resources)).toBe("CONDITIONAL");
    expect(errors(...resources)).not.toContain("PEERING_HALF_MISSING");
  });

  test("is missing where nothing may be it", () => {
    expect(verdict(ONE, TWO, BACK)).toBe("BLOCKED");
    expect(errors(ONE, TWO, BACK)).toContain("PEERING_HALF_MISSING");
  });
});

describe("a security group", () => {
  const GROUP = {
    networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'g')]" },
  };
  const PEERED = [ONE, network("two", 2, GROUP), BACK, half("one/two", "two")];
  const group = (rules: Json[], more: Json = {}): Json =>
    resource("networkSecurityGroups", "g", { securityRules: rules }, more);
  const denying = [{ name: "deny", properties: DENY }];
  const rule = (name: string): Json => resource("networkSecurityGroups/securityRules", name, DENY);

  test.each<[string, Json[], string]>([
    ["that denies", [group(denying)], "BLOCKED"],
    [
      "that is created under a condition, and else is there already",
      [group(denying, { condition: PARAMETER })],
      "CONDITIONAL",
    ],
    ["of which a rule stands beside it", [group([]), rule("g/deny")], "BLOCKED"],
    ["of which a rule with an unknown name may be", [group([]), rule(PARAMETER)], "CONDITIONAL"],
    [
      "of which a rule under an unknown name may be",
      [group([]), rule("[concat(parameters('untold'), '/deny')]")],
      "CONDITIONAL",
    ],
  ])("%s", (_, more, expected) => {
    expect(verdict(...PEERED, ...more)).toBe(expected);
  });

  test("that depends on the condition of its network is there where the network is", () => {
    const condition = { condition: PARAMETER };
    const networks = PEERED.map((one) => ({ ...one, ...condition }));
    expect(verdict(...networks, group(denying, condition))).toBe("BLOCKED");
  });
});

test("a NAT gateway whose id is a parameter may lead to the Internet", () => {
  const outbound = (natGateway: Json): string => {
    const analysis = analyze(model(network("one", 1, { defaultOutboundAccess: false, ...natGateway })));
    return analysis.verdict("one/s", analysis.internet.id);
  };
  expect(outbound({})).toBe("BLOCKED");
  expect(outbound({ natGateway: { id: PARAMETER } })).toBe("CONDITIONAL");
});

test("a rule collection of which only apply tells the kind of its rules shares no priority with itself", () => {
  const collection = (rules: Json): Json => ({
    ruleCollectionType: "FirewallPolicyFilterRuleCollection",
    name: "c",
    priority: 100,
    action: { type: "Allow" },
    rules,
  });
  const group = resource("firewallPolicies/ruleCollectionGroups", "p1/group", {
    priority: 100,
    ruleCollections: [collection(PARAMETER)],
  });
  expect(errors(resource("firewallPolicies", "p1", {}), group)).toEqual([]);
});
