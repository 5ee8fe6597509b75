import { Edit, findRepairs, readNetwork, Repair, Wish } from "../../../../lib/analysis";

const SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const template = (resources: readonly object[], more: object = {}): object => ({
  $schema: SCHEMA,
  contentVersion: "1.0.0.0",
  resources,
  ...more,
});
const kind = (type: string, name: string, properties: object): object => ({
  type: `Microsoft.Network/${type}`,
  apiVersion: "2023-09-01",
  name,
  location: "[resourceGroup().location]",
  properties,
});
const idOf = (type: string, ...names: string[]): object => ({
  id: `[resourceId('Microsoft.Network/${type}', '${names.join("', '")}')]`,
});
const network = (name: string, prefix: string, more: object = {}): object =>
  kind("virtualNetworks", name, {
    addressSpace: { addressPrefixes: [`${prefix}.0.0/16`] },
    subnets: [{ name: "app", properties: { addressPrefix: `${prefix}.1.0/24`, ...more } }],
  });
const half = (from: string, to: string): object =>
  kind("virtualNetworks/virtualNetworkPeerings", `${from}/${to}`, {
    allowVirtualNetworkAccess: true,
    remoteVirtualNetwork: idOf("virtualNetworks", to),
  });

function repairsOf(
  document: object,
  from: string,
  to: string,
  wish: Wish = { kind: "reachable" },
): readonly Repair[] {
  const { input } = readNetwork(document);
  return findRepairs({ input, options: {}, from, to, wish }).repairs;
}

test("what is new waits for what it names, stands in the template that has that, and a quote in a name ends no text", () => {
  const inner = template([network("a", "10.1"), network("o'b", "10.2")]);
  const document = template([
    {
      type: "Microsoft.Resources/deployments",
      apiVersion: "2022-09-01",
      name: "module",
      properties: { expressionEvaluationOptions: { scope: "inner" }, template: inner },
    },
  ]);
  const [{ edits, makes, provenBy }] = repairsOf(document, "a/app", "o'b/app");
  const [a, b] = ["a", "o''b"].map((name) => `[resourceId('Microsoft.Network/virtualNetworks', '${name}')]`);
  expect([makes.verdict, provenBy]).toEqual(["REACHABLE", "configuration"]);
  expect(edits[0]).toMatchObject({
    op: "create",
    beside: expect.stringMatching(/^virtualNetworks\//),
    arguments: { name: "a/a-to-o-b", dependsOn: expect.arrayContaining([a, b]) },
  });
});

test("a list that an expression makes gets no edit: what would help is said in words", () => {
  const routes = [{ name: "d", properties: { addressPrefix: "10.0.0.0/16", nextHopType: "None" } }];
  const document = template(
    [
      network("hub", "10.0"),
      network("a", "10.1", { routeTable: idOf("routeTables", "rt") }),
      half("hub", "a"),
      half("a", "hub"),
      kind("routeTables", "rt", { routes: "[variables('routes')]" }),
    ],
    { variables: { routes } },
  );
  expect(repairsOf(document, "a/app", "hub/app")).toEqual([]);
});

test("a table that a subnet gets is waited for", () => {
  const group = kind("networkSecurityGroups", "nsg", { securityRules: [] });
  const document = template([
    network("a", "10.1"),
    network("b", "10.2"),
    half("a", "b"),
    half("b", "a"),
    group,
  ]);
  const { input } = readNetwork(document);
  const bound = {
    op: "set",
    address: "virtualNetworks/a",
    argument: "subnet[0].network_security_group_id",
    value: "${networkSecurityGroups/nsg.id}",
  } as const;
  const id = "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]";
  expect(input.named([bound])).toEqual([
    {
      op: "set",
      address: "virtualNetworks/a",
      argument: "properties.subnets[0].properties.networkSecurityGroup.id",
      value: id,
    },
    { op: "set", address: "virtualNetworks/a", argument: "dependsOn", value: [id] },
  ]);
});

const moduleOf = (name: string, resources: readonly object[], more: object = {}): object => ({
  type: "Microsoft.Resources/deployments",
  apiVersion: "2022-09-01",
  name,
  ...more,
  properties: { expressionEvaluationOptions: { scope: "inner" }, template: template(resources) },
});
const deployment = (...names: string[]): string =>
  `[resourceId('${[...names.slice(0, -1), "Microsoft.Resources/deployments", names.at(-1)!].join("', '")}')]`;

test("what names resources of several modules stands beside these and waits for them", () => {
  const document = template([moduleOf("ma", [network("a", "10.1")]), moduleOf("mb", [network("b", "10.2")])]);
  const [{ edits }] = repairsOf(document, "a/app", "b/app");
  expect(edits).toHaveLength(2);
  for (const edit of edits) {
    expect(edit).toMatchObject({ op: "create", arguments: { dependsOn: expect.any(Array) } });
    expect(edit).not.toHaveProperty("beside");
    const { dependsOn } = (edit as { readonly arguments: { readonly dependsOn?: readonly string[] } })
      .arguments;
    expect([...dependsOn!].sort()).toEqual([deployment("ma"), deployment("mb")]);
  }
});

test("a module whose resource refers to what the template has waits for that", () => {
  const group = kind("networkSecurityGroups", "nsg", { securityRules: [] });
  const { input } = readNetwork(template([moduleOf("ma", [network("a", "10.1")]), group]));
  const bound = {
    op: "set",
    address: "virtualNetworks/a",
    argument: "subnet[0].network_security_group_id",
    value: "${networkSecurityGroups/nsg.id}",
  } as const;
  const id = "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]";
  expect(input.named([bound])[1]).toEqual({
    op: "set",
    address: "deployments/ma",
    argument: "dependsOn",
    value: [id],
  });
});

test("modules of two resource groups never wait for each other", () => {
  const document = template([
    moduleOf("ma", [network("a", "10.1")], { resourceGroup: "rg-a" }),
    moduleOf("mb", [network("b", "10.2")], { resourceGroup: "rg-b" }),
  ]);
  expect(repairsOf(document, "a/app", "b/app")).toEqual([]);
});

test("an edit of what a loop makes says which copies it changes", () => {
  const looped = (prefix: string): object => ({
    type: "Microsoft.Network/virtualNetworks",
    apiVersion: "2023-09-01",
    name: "[format('v{0}', copyIndex())]",
    location: "eastasia",
    copy: { name: "networks", count: 2 },
    properties: {
      addressSpace: { addressPrefixes: [`[format('${prefix}{0}.0.0/16', copyIndex())]`] },
      subnets: [
        {
          name: "app",
          properties: {
            addressPrefix: `[format('${prefix}{0}.1.0/24', copyIndex())]`,
            networkSecurityGroup: {
              id: "[resourceId('Microsoft.Network/networkSecurityGroups', format('nsg{0}', copyIndex()))]",
            },
          },
        },
      ],
    },
  });
  const loopedHalf = (one: string): object => ({
    type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    apiVersion: "2023-09-01",
    name: `[format('v{0}/${one}', copyIndex())]`,
    copy: { name: "halves", count: 2 },
    properties: {
      allowVirtualNetworkAccess: true,
      remoteVirtualNetwork: {
        id: "[resourceId('Microsoft.Network/virtualNetworks', format('v{0}', sub(1, copyIndex())))]",
      },
    },
  });
  const deny = {
    priority: 200,
    direction: "Inbound",
    access: "Deny",
    protocol: "*",
    sourcePortRange: "*",
    destinationPortRange: "*",
    sourceAddressPrefix: "*",
    destinationAddressPrefix: "*",
  };
  const groups = {
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: "2023-09-01",
    name: "[format('nsg{0}', copyIndex())]",
    location: "eastasia",
    copy: { name: "groups", count: 2 },
    properties: { securityRules: [{ name: "deny", properties: deny }] },
  };
  const [{ edits, cautions }] = repairsOf(
    template([looped("10."), loopedHalf("other"), groups]),
    "v0/app",
    "v1/app",
  );
  expect(edits).toContainEqual(
    expect.objectContaining({ op: "append", address: "networkSecurityGroups/nsg1" }),
  );
  expect(cautions.map(({ en }) => en)).toContain(
    "A loop of the template makes 2 of these (networkSecurityGroups/nsg0, networkSecurityGroups/nsg1); this changes all of them.",
  );
});

test("what one edit changes in each copy of a loop isn't written for another copy again", () => {
  const halves = {
    type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    apiVersion: "2023-09-01",
    name: "[format('v{0}/hub', copyIndex())]",
    copy: { name: "halves", count: 2 },
    properties: {
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      remoteVirtualNetwork: idOf("virtualNetworks", "hub"),
    },
  };
  const forwarder = kind("networkInterfaces", "nic", {
    enableIPForwarding: true,
    ipConfigurations: [
      {
        name: "c",
        properties: {
          privateIPAllocationMethod: "Static",
          privateIPAddress: "10.0.1.4",
          subnet: idOf("virtualNetworks/subnets", "hub", "app"),
        },
      },
    ],
  });
  const networks = [network("hub", "10.0"), network("v0", "10.1"), network("v1", "10.2")];
  const document = template([...networks, halves, half("hub", "v0"), half("hub", "v1"), forwarder]);
  const repairs = repairsOf(document, "v0/app", "v1/app", {
    kind: "through",
    resource: "networkInterfaces/nic",
  });
  const isFlag = (edit: Edit): boolean => edit.op === "set" && /\/v\d\/.*\/hub$/.test(edit.address);
  const flags = repairs.map(({ edits }) => edits.filter(isFlag).length);
  expect(flags.length).toBeGreaterThan(0);
  expect(Math.max(...flags)).toBe(1);
});

test("what would help in words says which expression or loop makes the list", () => {
  const rule = {
    priority: 100,
    direction: "Inbound",
    access: "Deny",
    protocol: "*",
    sourcePortRange: "*",
    destinationPortRange: "*",
    sourceAddressPrefix: "[variables('from')[copyIndex('securityRules')]]",
    destinationAddressPrefix: "*",
  };
  const copy = [
    { name: "securityRules", count: "[length(variables('from'))]", input: { name: "d", properties: rule } },
  ];
  const document = template(
    [
      network("a", "10.1"),
      network("b", "10.2", { networkSecurityGroup: idOf("networkSecurityGroups", "nsg") }),
      half("a", "b"),
      half("b", "a"),
      kind("networkSecurityGroups", "nsg", { copy }),
    ],
    { variables: { from: ["10.1.0.0/16"] } },
  );
  const { input } = readNetwork(document);
  const { repairs, inWords } = findRepairs({
    input,
    options: {},
    from: "a/app",
    to: "b/app",
    wish: { kind: "reachable" },
  });
  expect(repairs).toEqual([]);
  expect(inWords!.cautions[0].en).toBe(
    `This isn't written in networkSecurityGroups/nsg itself: its copy "securityRules" makes it of [length(variables('from'))]. Change that.`,
  );
});

test("what is new has a name that Azure takes, whatever the networks are called", () => {
  for (const other of ["b$(touch x)!", `${"b".repeat(60)}-x`]) {
    const document = template([network("spoke", "10.1"), network(other, "10.2")]);
    const [{ edits, makes }] = repairsOf(document, "spoke/app", `${other}/app`);
    expect(makes.verdict).toBe("REACHABLE");
    for (const edit of edits) {
      expect(edit).toMatchObject({ arguments: { name: expect.stringMatching(/\/[A-Za-z0-9][\w.-]*\w$/) } });
    }
  }
});
