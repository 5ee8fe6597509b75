import { findRepairs, readNetwork, Repair } from "../../../../lib/analysis";

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

function repairsOf(document: object, from: string, to: string): readonly Repair[] {
  const { input } = readNetwork(document);
  return findRepairs({ input, options: {}, from, to, wish: { kind: "reachable" } }).repairs;
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
