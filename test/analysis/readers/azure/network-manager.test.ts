import { analyze, findingsOf, readConfiguration } from "../../../../lib/analysis";
import { literalId } from "../../../support/azure-shapes";

const id = (kind: string, ...names: string[]): string => literalId(`Microsoft.Network/${kind}`, ...names);
const manager = id("networkManagers", "nm");
const group = (name: string): string => `${manager}/networkGroups/${name}`;
const networkId = (name: string): string => id("virtualNetworks", name);

const row = (of: string, kind: string, properties: object, more: object = {}): object => ({
  id: of,
  name: of.split("/").at(-1),
  type: `microsoft.network/${kind.toLowerCase()}`,
  location: "eastasia",
  properties,
  ...more,
});
const network = (name: string, octet: number): object =>
  row(networkId(name), "virtualNetworks", {
    addressSpace: { addressPrefixes: [`10.${octet}.0.0/16`] },
    subnets: [
      { id: `${networkId(name)}/subnets/s`, name: "s", properties: { addressPrefix: `10.${octet}.0.0/24` } },
    ],
  });
const told = (name: string, kind: string, properties: object): object =>
  row(`${networkId(name)}/providers/Microsoft.Network/${kind}/default`, kind, properties);
const memberOf = (name: string, ...groups: string[]): object =>
  told(name, "networkGroupMemberships", {
    GroupMemberships: groups.map((one) => ({ NetworkGroupId: group(one) })),
  });
/** Resource Graph writes some of these names in capitals. */
const connected = (name: string, ...configurations: string[]): object =>
  told(name, "effectiveConnectivityConfigurations", {
    EffectiveConnectivityConfigurations: configurations.map((one) => ({ Id: one })),
  });
const secured = (name: string, ...configurations: string[]): object =>
  told(name, "effectiveSecurityAdminRules", {
    effectiveSecurityAdminConfigurations: configurations.map((one) => ({ id: one })),
  });

const networks = ["hub", "a", "b", "c"].map(network);
const verdict = (rows: readonly object[], from = "a/s", to = "b/s"): string =>
  analyze(readConfiguration({ data: [...networks, row(manager, "networkManagers", {}), ...rows] })).explain(
    from,
    to,
  ).verdict;

describe("a connected group in force", () => {
  const configuration = `${manager}/connectivityConfigurations/mesh`;
  const snapshot = (properties: object, number = 1): object =>
    row(
      `${configuration}/snapshots/${number}`,
      "networkManagers/connectivityConfigurations/snapshots",
      properties,
    );
  const applied = (name: string, groupConnectivity: string): object => ({
    networkGroupId: group(name),
    groupConnectivity,
    isGlobal: "False",
    useHubGateway: "False",
  });
  const mesh = snapshot({
    connectivityTopology: "Mesh",
    appliesToGroups: [applied("g", "DirectlyConnected")],
  });
  const inForce = ["a", "b"].map((name) => connected(name, `${configuration}/snapshots/1`));

  test("joins the networks of which Resource Graph says so, and no others", () => {
    expect(verdict([mesh, ...inForce])).toBe("REACHABLE");
    expect(verdict([mesh, ...inForce], "a/s", "c/s")).toBe("BLOCKED");
  });

  test("stays open where the snapshot in force isn't there, and concerns its networks only", () => {
    expect(verdict(inForce)).toBe("CONDITIONAL");
    expect(verdict(inForce, "c/s", "hub/s")).toBe("BLOCKED");
    const other = connected("b", `${configuration}/snapshots/2`);
    expect(verdict([mesh, inForce[0], other])).toBe("CONDITIONAL");
  });

  test("of spokes includes the hub, and only the group whose members see each other", () => {
    const star = snapshot({
      connectivityTopology: "HubAndSpoke",
      hubs: [{ resourceId: networkId("hub"), resourceType: "Microsoft.Network/virtualNetworks" }],
      appliesToGroups: [applied("g", "DirectlyConnected"), applied("apart", "None")],
    });
    const all = ["hub", "a", "b", "c"].map((name) => connected(name, `${configuration}/snapshots/1`));
    const groups = [memberOf("a", "g"), memberOf("b", "g"), memberOf("c", "apart")];
    expect(verdict([star, ...all, ...groups])).toBe("REACHABLE");
    expect(verdict([star, ...all, ...groups], "a/s", "hub/s")).toBe("REACHABLE");
    expect(verdict([star, ...all, ...groups], "a/s", "c/s")).toBe("BLOCKED");
    // Who is in which group is open.
    expect(verdict([star, ...all])).toBe("CONDITIONAL");
  });

  test("is read from answers of the Azure CLI, joined with memberships", () => {
    const answer = {
      skipToken: "",
      value: [
        {
          id: configuration,
          connectivityTopology: "Mesh",
          isGlobal: "False",
          hubs: [],
          appliesToGroups: [applied("g", "DirectlyConnected")],
          configurationGroups: [{ id: group("g"), memberType: "VirtualNetwork" }],
          region: "East Asia",
        },
      ],
    };
    const rows = [...networks, memberOf("a", "g"), memberOf("b", "g"), memberOf("c", "other")];
    const read = (...more: object[]) => analyze(readConfiguration([...rows, ...more, answer]));
    // Nobody asked for admin rules.
    expect(read().explain("a/s", "b/s").verdict).toBe("CONDITIONAL");
    const noRules = ["a", "b", "c"].map((name) => secured(name));
    const effective = ["a", "b"].map((name) => connected(name, `${configuration}/snapshots/1`));
    expect(read(...noRules, ...effective).explain("a/s", "b/s").verdict).toBe("REACHABLE");
    expect(read(...noRules, ...effective).explain("a/s", "c/s").verdict).toBe("BLOCKED");
  });

  test("is no configuration that nobody deployed, and nothing of it is left out", () => {
    const model = readConfiguration([...networks, mesh, ...inForce]);
    expect(model.problems).toEqual([]);
    expect(findingsOf(model).map(({ code }) => code)).not.toContain("NETWORK_MANAGER_NOT_DEPLOYED");
    expect(model.networkManager.connectivityConfigurations.map(({ address }) => address)).toEqual([
      "networkManagers/nm/connectivityConfigurations/mesh",
    ]);
  });
});

describe("admin rules in force", () => {
  const configuration = `${manager}/securityAdminConfigurations/c`;
  const rule = (name: string, access: string, more: object = {}) => ({
    priority: 10,
    protocol: "Any",
    direction: "Inbound",
    access,
    sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
    destinations: [],
    sourcePortRanges: ["0-65535"],
    destinationPortRanges: ["0-65535"],
    ...more,
    id: `${configuration}/ruleCollections/rc/rules/${name}`,
  });
  const peered = ["a", "b"].map((name, index) => ({
    ...network(name, index + 1),
    properties: {
      ...(network(name, index + 1) as { properties: object }).properties,
      virtualNetworkPeerings: [
        {
          name: "to-other",
          properties: {
            remoteVirtualNetwork: { id: networkId(name === "a" ? "b" : "a") },
            allowVirtualNetworkAccess: true,
            peeringState: "Connected",
            peeringSyncLevel: "FullyInSync",
          },
        },
      ],
    },
  }));
  const answer = (...more: object[]) =>
    analyze(readConfiguration([...peered, network("c", 3), ...more])).explain("a/s", "b/s");

  const { id: denyId, ...deny } = rule("deny", "Deny");
  const snapshots = [
    row(
      `${configuration}/ruleCollections/rc/snapshots/4`,
      "networkManagers/securityAdminConfigurations/ruleCollections/snapshots",
      { appliesToGroups: [{ networkGroupId: group("g") }] },
    ),
    row(
      `${configuration}/ruleCollections/rc/rules/deny/snapshots/2`,
      "networkManagers/securityAdminConfigurations/ruleCollections/rules/snapshots",
      deny,
    ),
  ];
  const goal = row(
    `${manager}/securityAdminRegionalGoalStates/eastasia`,
    "networkManagers/securityAdminRegionalGoalStates",
    {
      status: "Succeeded",
      securityAdminConfigurations: [{ id: `${configuration}/snapshots/7` }],
      securityAdminRuleCollections: [{ id: `${configuration}/ruleCollections/rc/snapshots/4` }],
      securityAdminRules: [{ id: `${configuration}/ruleCollections/rc/rules/deny/snapshots/2` }],
    },
  );
  const inForce = secured("b", `${configuration}/snapshots/7`);

  test("deny before any security group, from the rows of Resource Graph", () => {
    expect(answer().verdict).toBe("REACHABLE");
    const { verdict: denied, reasons } = answer(...snapshots, goal, inForce, memberOf("b", "g"));
    expect(denied).toBe("BLOCKED");
    expect(reasons.map(({ resource }) => resource)).toContain(
      "networkManagers/nm/securityAdminConfigurations/c/ruleCollections/rc/rules/deny",
    );
    // Another collection's groups.
    expect(answer(...snapshots, goal, inForce, memberOf("b", "other")).verdict).toBe("REACHABLE");
    // The network at the other end has none.
    expect(answer(...snapshots, goal, secured("c", `${configuration}/snapshots/7`)).verdict).toBe(
      "REACHABLE",
    );
  });

  test.each([
    ["the state of the region", [...snapshots, inForce, memberOf("b", "g")]],
    ["a snapshot of a rule", [snapshots[0], goal, inForce, memberOf("b", "g")]],
    ["who is in the group", [...snapshots, goal, inForce]],
  ])("stay open without %s", (_name, rows) => {
    expect(answer(...rows).verdict).toBe("CONDITIONAL");
  });

  test("are read as `hub-spoke snapshot` lists them, network by network", () => {
    const listed = (...rules: object[]): object => told("b", "effectiveSecurityAdminRules", { value: rules });
    expect(answer(listed()).verdict).toBe("REACHABLE");
    expect(answer(listed(rule("allow", "Allow"))).verdict).toBe("REACHABLE");
    expect(answer(listed(rule("deny", "Deny", { protocol: "Udp" }))).verdict).toBe("REACHABLE");
    expect(answer(listed(rule("deny", "Deny"))).verdict).toBe("BLOCKED");
    expect(answer(listed({ id: denyId, kind: "Custom", properties: deny })).verdict).toBe("BLOCKED");
  });

  test("are read from answers of the Azure CLI for groups of which a network is a member", () => {
    const list = (name: string): object => ({
      value: [
        {
          ...rule("deny", "Deny"),
          kind: "Custom",
          ruleCollectionAppliesToGroups: [{ networkGroupId: group(name) }],
          ruleGroups: [{ id: group(name) }],
        },
      ],
    });
    const rows = [inForce, memberOf("b", "g")];
    expect(answer(...rows, list("g")).verdict).toBe("BLOCKED");
    expect(answer(...rows, list("other")).verdict).toBe("REACHABLE");
    expect(answer(inForce, list("g")).verdict).toBe("CONDITIONAL");
  });

  test("an answer that others follow is refused", () => {
    const page = { skipToken: "x", value: [{ ...rule("deny", "Deny"), ruleGroups: [] }] };
    expect(() => answer(page)).toThrow("az network manager");
  });
});
