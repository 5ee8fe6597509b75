import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, NetworkModel, readConfiguration, readInput, readInputs } from "../../../lib/analysis";
import { Folder } from "../../cli/support/run";

const SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const template = (resources: unknown, more: object = {}): object => ({ $schema: SCHEMA, resources, ...more });
const read = (resources: unknown, more: object = {}): NetworkModel =>
  readConfiguration(template(resources, more));

const network = (name: string, space: unknown, more: object = {}): object => ({
  type: "Microsoft.Network/virtualNetworks",
  apiVersion: "2024-07-01",
  name,
  properties: { addressSpace: { addressPrefixes: space } },
  ...more,
});

/** What an expression makes of an address space. */
function prefixes(expression: unknown, more: object = {}): unknown {
  const [found] = read([network("n", expression)], more).virtualNetworks;
  return found.addressSpaceUnknown ?? found.addressSpace;
}

test("the article's own Bicep gives the article's own answer", () => {
  const file = join(__dirname, "../../fixtures/bicep/article.json");
  const model = readConfiguration(JSON.parse(readFileSync(file, "utf8")) as object);
  expect(model.problems).toEqual([]);
  const analysis = analyze(model);
  expect(analysis.verdict("vnet-spoke01/default", "vnet-spoke02/default")).toBe("BLOCKED");
  expect(analysis.verdict("vnet-hub01/default", "vnet-spoke01/default")).toBe("REACHABLE");
  expect(
    analysis
      .routesOf("vnet-spoke01/default")
      ?.filter(({ row }) => row.nextHopType !== "None")
      .map(({ row }) => row.addressPrefix[0]),
  ).toEqual(["10.10.0.0/16", "10.0.0.0/16", "0.0.0.0/0"]);
});

test.each([
  ["[createArray(cidrSubnet('10.0.0.0/16', 24, 3))]", ["10.0.3.0/24"]],
  ["[createArray(format('10.{0}.0.0/16', add(1, 2)))]", ["10.3.0.0/16"]],
  ["[createArray(concat(cidrHost('10.0.0.0/24', 4), '/32'))]", ["10.0.0.5/32"]],
  [
    "[createArray(format('{0}/{1}', parseCidr('10.5.6.7/16').network, parseCidr('10.5.6.7/16').cidr))]",
    ["10.5.0.0/16"],
  ],
  [
    "[map(range(0, 2), lambda('i', format('10.{0}.0.0/16', lambdaVariables('i'))))]",
    ["10.0.0.0/16", "10.1.0.0/16"],
  ],
  [
    "[filter(createArray('10.0.0.0/16', '10.1.0.0/16'), lambda('p', contains(lambdaVariables('p'), '10.1')))]",
    ["10.1.0.0/16"],
  ],
  [
    "[reduce(createArray('10.0.0.0/16'), createArray(), lambda('sum', 'p', concat(lambdaVariables('sum'), createArray(lambdaVariables('p')))))]",
    ["10.0.0.0/16"],
  ],
  [
    "[union(createArray('10.0.0.0/16'), createArray('10.0.0.0/16', '10.1.0.0/16'))]",
    ["10.0.0.0/16", "10.1.0.0/16"],
  ],
  ["[if(and(true(), not(equals('a', 'b'))), createArray('10.0.0.0/16'), createArray())]", ["10.0.0.0/16"]],
  ["[take(skip(split('9.0.0.0/16,10.0.0.0/16,11.0.0.0/16', ','), 1), 1)]", ["10.0.0.0/16"]],
  [
    "[flatten(createArray(createArray('10.0.0.0/16'), createArray('10.1.0.0/16')))]",
    ["10.0.0.0/16", "10.1.0.0/16"],
  ],
  [
    "[createArray(coalesce(tryGet(createObject('a', createObject()), 'a', 'b'), '10.0.0.0/16'))]",
    ["10.0.0.0/16"],
  ],
  ["[createArray(items(createObject('k', '10.0.0.0/16'))[0].value)]", ["10.0.0.0/16"]],
  ["[createArray(replace(toLower('10.A.0.0/16'), 'a', string(min(7, 8))))]", ["10.7.0.0/16"]],
  ["[createArray(format('10.{0}.0.0/16', length(padLeft('x', 3, '0'))))]", ["10.3.0.0/16"]],
  ["[createArray(join(createArray('10.0.0.0', '16'), '/'))]", ["10.0.0.0/16"]],
  ["[createArray(concat('10.0.0.0', substring('x/16', indexOf('x/16', '/'))))]", ["10.0.0.0/16"]],
  ["[parameters('spaces')]", ["10.8.0.0/16"]],
  ["[variables('all')]", ["10.0.0.0/16", "10.1.0.0/16"]],
  ["[createArray(my.second('10.9.0.0/16', '10.8.0.0/16'))]", ["10.8.0.0/16"]],
  [
    "[if(equals(resourceId('Microsoft.Network/virtualNetworks', 'n'), ''), null(), createArray('10.0.0.0/16'))]",
    ["10.0.0.0/16"],
  ],
  ["[[not an expression]", ["[not an expression]"]],
])("%s is evaluated", (expression, right) => {
  const more = {
    parameters: { spaces: { type: "array", defaultValue: ["10.8.0.0/16"] } },
    variables: { copy: [{ name: "all", count: 2, input: "[format('10.{0}.0.0/16', copyIndex('all'))]" }] },
    functions: [
      {
        namespace: "my",
        members: {
          second: {
            parameters: [
              { name: "a", type: "string" },
              { name: "b", type: "string" },
            ],
            output: { type: "string", value: "[parameters('b')]" },
          },
        },
      },
    ],
  };
  expect(prefixes(expression, more)).toEqual(right);
});

test.each([
  ["[parameters('space')]", "${parameters('space')}"],
  ["[createArray(mystery('a', 1))]", "${mystery('a', 1)}"],
  [
    "[createArray(reference('/subscriptions/x', '2024-01-01').space)]",
    "${reference('/subscriptions/x').space}",
  ],
  [
    "[createArray(concat('10.', uniqueString(resourceGroup().id)))]",
    "10.${uniqueString(resourceGroup().id)}",
  ],
  [
    "[createArray(if(contains(reference('spoke'), 'late'), '10.0.0.0/16', '10.1.0.0/16'))]",
    "contains(…, 'late')",
  ],
  ["[if(equals(parameters('space'), 'x'), createArray('10.0.0.0/16'), createArray('10.1.0.0/16'))]", "${if("],
  ["[createArray(add(1]", "${[createArray(add(1]}"],
])("%s is unknown, by name", (expression, name) => {
  expect(String(prefixes(expression, { parameters: { space: { type: "array" } } }))).toContain(name);
});

test("parameters have values from files and the command line, over defaults", () => {
  const folder = new Folder();
  try {
    const main = folder.write(
      "main.json",
      template([network("n", ["[parameters('a')]", "[parameters('B')]"])], {
        parameters: { a: { type: "string", defaultValue: "10.0.0.0/16" }, b: { type: "string" } },
      }),
    );
    const file = folder.write("main.parameters.json", {
      parameters: { a: { value: "10.1.0.0/16" }, b: { value: "10.2.0.0/16" } },
    });
    const spaces = (options: object): readonly string[] =>
      readInput(main, options)[0].model.virtualNetworks[0].addressSpace;
    expect(spaces({})).toEqual(["10.0.0.0/16"]);
    expect(spaces({ variableFiles: [file] })).toEqual(["10.1.0.0/16", "10.2.0.0/16"]);
    expect(spaces({ variableFiles: [file], variables: { b: "10.3.0.0/16" } })).toEqual([
      "10.1.0.0/16",
      "10.3.0.0/16",
    ]);
    expect(() => readInput(folder.write("main.bicep", "param location string"))).toThrow("az bicep build");
  } finally {
    folder.remove();
  }
});

test("a network that another template deploys is the one whose id is written out, where nothing known of it contradicts", () => {
  const hubId = (group: string) =>
    `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/hub`;
  const withSubnet = (name: string, second: number) =>
    network(name, [], {
      properties: {
        addressSpace: { addressPrefixes: [`10.${second}.0.0/16`] },
        subnets: [{ name: "s", properties: { addressPrefix: `10.${second}.0.0/24` } }],
      },
    });
  const peering = (name: string, id: string) => ({
    type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    apiVersion: "2024-07-01",
    name,
    properties: { allowVirtualNetworkAccess: true, remoteVirtualNetwork: { id } },
  });
  const verdict = (hub: object, named: string): string => {
    const folder = new Folder();
    try {
      const spoke = [withSubnet("spoke", 1), peering("spoke/to-hub", named)];
      const paths = [folder.write("hub.json", hub), folder.write("spoke.json", template(spoke))];
      return analyze(readInputs(paths)[0].model).verdict("spoke/s", "hub/s");
    } finally {
      folder.remove();
    }
  };
  const back = peering("hub/to-spoke", "[resourceId('Microsoft.Network/virtualNetworks', 'spoke')]");
  const hub = [withSubnet("hub", 0), back];
  expect(verdict(template(hub), hubId("connectivity"))).toBe("REACHABLE");
  const inGroup = {
    type: "Microsoft.Resources/deployments",
    apiVersion: "2022-09-01",
    name: "d",
    resourceGroup: "elsewhere",
    properties: { mode: "Incremental", template: template([withSubnet("hub", 0)]) },
  };
  expect(verdict(template([inGroup]), hubId("elsewhere"))).toBe("BLOCKED");
  const model = (group: string): NetworkModel =>
    read([inGroup, withSubnet("spoke", 1), peering("spoke/to-hub", hubId(group))]);
  const left = (group: string): string =>
    model(group)
      .problems.map(({ text }) => text)
      .join();
  expect([left("elsewhere"), left("connectivity")]).toEqual(["", hubId("connectivity")]);
});

test("what a parameter without a value leaves open says that its value would tell it", () => {
  const subnet = (name: string, prefix: string) => ({ name, properties: { addressPrefix: prefix } });
  const properties = {
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [subnet("a", "10.0.0.0/24"), subnet("b", "[parameters('prefix')]")],
  };
  const parameters = { prefix: { type: "string" } };
  const { reasons } = analyze(read([network("n", [], { properties })], { parameters })).explain("n/a", "n/b");
  expect(reasons).toMatchObject([{ code: "ADDRESS_UNKNOWN", params: { settle: "parameter" } }]);
});

describe("resources", () => {
  test("are copied, and left out where their condition is false", () => {
    const { virtualNetworks, problems } = read([
      network("[format('n{0}', copyIndex(1))]", ["[format('10.{0}.0.0/16', copyIndex())]"], {
        copy: { name: "nets", count: 2 },
      }),
      network("no", ["10.9.0.0/16"], { condition: "[equals(1, 2)]" }),
      network("perhaps", ["10.8.0.0/16"], { condition: "[parameters('want')]" }),
    ]);
    expect(virtualNetworks.map(({ name }) => name)).toEqual(["n1", "n2", "perhaps"]);
    expect(problems).toEqual([
      {
        code: "UNKNOWN_INSTANCES",
        resource: "virtualNetworks/perhaps",
        attribute: "condition",
        text: "parameters('want')",
      },
    ]);
  });

  test("lie in others: properties, children, and resources of their own", () => {
    const model = read([
      network("n", ["10.0.0.0/16"], {
        properties: {
          addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
          subnets: [{ name: "a", properties: { addressPrefix: "10.0.0.0/24" } }],
          copy: [],
        },
        resources: [{ type: "subnets", name: "b", properties: { addressPrefix: "10.0.1.0/24" } }],
      }),
      {
        type: "Microsoft.Network/virtualNetworks/subnets",
        name: "[format('{0}/{1}', 'n', 'c')]",
        properties: {
          addressPrefix: "10.0.2.0/24",
          routeTable: { id: "[resourceId('Microsoft.Network/routeTables', 'rt')]" },
        },
      },
      { type: "Microsoft.Network/routeTables", name: "rt", properties: { routes: [] } },
    ]);
    expect(model.subnets.map(({ name, routeTable }) => [name, routeTable])).toEqual(
      expect.arrayContaining([
        ["a", undefined],
        ["b", undefined],
        ["c", "routeTables/rt"],
      ]),
    );
    expect(new Set(model.subnets.map(({ virtualNetwork }) => virtualNetwork))).toEqual(
      new Set(["virtualNetworks/n"]),
    );
  });

  test("have symbolic names since language version 2, and existing ones are known by id alone", () => {
    const model = readConfiguration({
      $schema: SCHEMA,
      languageVersion: "2.0",
      resources: {
        hub: {
          existing: true,
          type: "Microsoft.Network/virtualNetworks",
          name: "vnet-hub",
          resourceGroup: "rg-hub",
        },
        spoke: network("vnet-spoke", ["10.1.0.0/16"]),
        out: {
          type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
          name: "vnet-spoke/to-hub",
          properties: { remoteVirtualNetwork: { id: "[resourceInfo('hub').id]" } },
        },
        copy: network("same", ["[reference('spoke').addressSpace.addressPrefixes[0]]"]),
      },
    });
    expect(model.virtualNetworks.map(({ name }) => name)).toEqual(["vnet-spoke", "same"]);
    expect(model.virtualNetworks[1].addressSpace).toEqual(["10.1.0.0/16"]);
    expect(model.peerings[0].remoteVirtualNetwork).toBeUndefined();
    expect(model.peerings[0].remoteText).toContain(
      "/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub",
    );
  });

  test("of a loop are called by symbolic name and index, those left out not counted", () => {
    const model = readConfiguration({
      $schema: SCHEMA,
      languageVersion: "2.0",
      resources: {
        spoke: {
          copy: { name: "spoke", count: 3 },
          condition: "[not(equals(copyIndex(), 0))]",
          ...network("[format('spoke{0}', copyIndex())]", ["[format('10.{0}.0.0/16', copyIndex())]"]),
        },
        hub: {
          type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
          copy: { name: "hub", count: 2 },
          name: "[format('spoke1/to-{0}', copyIndex())]",
          properties: {
            remoteVirtualNetwork: { id: "[resourceInfo(format('spoke[{0}]', add(copyIndex(), 1))).id]" },
          },
        },
        same: network("same", ["[reference('spoke[2]').addressSpace.addressPrefixes[0]]"]),
      },
    });
    expect(model.peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork)).toEqual([
      "virtualNetworks/spoke1",
      "virtualNetworks/spoke2",
    ]);
    expect(model.virtualNetworks.at(-1)?.addressSpace).toEqual(["10.2.0.0/16"]);
  });

  test("of nested deployments see their own parameters, or those around them", () => {
    const nested = (name: string, scope: string, expression: string): object => ({
      type: "Microsoft.Resources/deployments",
      name,
      properties: {
        expressionEvaluationOptions: { scope },
        parameters: { space: { value: "10.1.0.0/16" } },
        template: {
          parameters: scope === "inner" ? { space: { type: "string" } } : {},
          resources: [network(name, [expression])],
          outputs: { space: { type: "string", value: expression } },
        },
      },
    });
    const model = read(
      [
        nested("inner", "inner", "[parameters('space')]"),
        nested("outer", "outer", "[parameters('space')]"),
        network("of-output", [
          "[reference(resourceId('Microsoft.Resources/deployments', 'inner')).outputs.space.value]",
        ]),
        {
          type: "Microsoft.Resources/deployments",
          name: "linked",
          properties: { templateLink: { uri: "https://x" } },
        },
      ],
      { parameters: { space: { type: "string", defaultValue: "10.2.0.0/16" } } },
    );
    const spaces = Object.fromEntries(
      model.virtualNetworks.map(({ name, addressSpace }) => [name, addressSpace]),
    );
    expect(spaces).toEqual({ inner: ["10.1.0.0/16"], outer: ["10.2.0.0/16"], "of-output": ["10.1.0.0/16"] });
    expect(model.problems).toEqual([
      { code: "TEMPLATE_ELSEWHERE", resource: "linked", attribute: "templateLink" },
    ]);
  });
});

describe("what modules of Microsoft's rely on", () => {
  const module = (name: string, parameters: object, deployed: object, more: object = {}): object => ({
    type: "Microsoft.Resources/deployments",
    name,
    ...more,
    properties: {
      expressionEvaluationOptions: { scope: "inner" },
      parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, { value }])),
      template: { $schema: SCHEMA, languageVersion: "2.0", ...deployed },
    },
  });
  const id = (parameter: string): string =>
    `[if(not(empty(parameters('${parameter}'))), createObject('id', parameters('${parameter}')), null())]`;
  const networkModule = {
    definitions: { tableType: { $ref: "#/definitions/text" }, text: { type: "string", nullable: true } },
    parameters: {
      subnets: { type: "array", nullable: true },
      group: { type: "string", nullable: true },
      table: { $ref: "#/definitions/tableType" },
      flow: { type: "int", defaultValue: 4 },
    },
    resources: {
      net: {
        type: "Microsoft.Network/virtualNetworks",
        name: "net",
        properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
      },
      subnet: {
        copy: { name: "subnet", count: "[length(coalesce(parameters('subnets'), createArray()))]" },
        type: "Microsoft.Network/virtualNetworks/subnets",
        name: "[format('net/{0}', parameters('subnets')[copyIndex()].name)]",
        properties: {
          addressPrefix: "[parameters('subnets')[copyIndex()].prefix]",
          networkSecurityGroup: id("group"),
          routeTable: id("table"),
          natGateway: "[tryGet(parameters('subnets')[copyIndex()], 'nat')]",
          defaultOutboundAccess: "[if(equals(parameters('flow'), 4), false(), true())]",
        },
      },
    },
    outputs: {
      ids: {
        type: "array",
        copy: {
          count: "[length(coalesce(parameters('subnets'), createArray()))]",
          input:
            "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', parameters('subnets')[copyIndex()].name)]",
        },
      },
    },
  };
  const subnets = [
    { name: "a", prefix: "10.0.0.0/24" },
    { name: "b", prefix: "10.0.1.0/24" },
  ];
  const root = (resources: object): object => ({ $schema: SCHEMA, languageVersion: "2.0", resources });

  test("a parameter that may be null is null where nobody gives it, and null where a default stands is the default", () => {
    const model = readConfiguration(root({ m: module("m", { subnets, flow: null }, networkModule) }));
    expect(model.problems).toEqual([]);
    const found = model.subnets;
    expect(found.map((one) => [one.name, one.uncertainRouteTables, one.uncertainSecurityGroups])).toEqual([
      ["a", undefined, undefined],
      ["b", undefined, undefined],
    ]);
    expect(found.map((one) => one.defaultOutboundAccess)).toEqual([false, false]);
  });

  test("one that must be given and isn't stays unknown", () => {
    const parameters = { ...networkModule.parameters, table: { type: "string" } };
    const model = readConfiguration(root({ m: module("m", { subnets }, { ...networkModule, parameters }) }));
    expect(model.problems.map(({ text }) => text).join()).toContain("parameters('table')");
  });

  test("a module may stand before those whose outputs it takes, and a list of outputs is made in a loop", () => {
    const holder = {
      parameters: { list: { type: "array" } },
      resources: {
        nic: {
          copy: { name: "nic", count: "[length(parameters('list'))]" },
          type: "Microsoft.Network/networkInterfaces",
          name: "[format('nic{0}', copyIndex())]",
          properties: {
            ipConfigurations: [
              { name: "c", properties: { subnet: { id: "[parameters('list')[copyIndex()]]" } } },
            ],
          },
        },
      },
    };
    const model = readConfiguration(
      root({
        holder: module("holder", { list: "[reference('m').outputs.ids.value]" }, holder),
        m: module("m", { subnets }, networkModule),
      }),
    );
    expect(model.problems).toEqual([]);
    expect(model.networkInterfaces.map(({ ipConfigurations: [{ subnet }] }) => subnet)).toEqual(
      model.subnets.map(({ address }) => address),
    );
  });

  test("an output is asked for what Azure adds: ids of parts, addresses", () => {
    const hub = {
      resources: {
        net: network("hub", ["10.0.0.0/16"], {
          properties: {
            addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
            subnets: [
              { name: "work", properties: { addressPrefix: "10.0.1.0/24" } },
              { name: "AzureFirewallSubnet", properties: { addressPrefix: "10.0.0.0/26" } },
            ],
          },
        }),
      },
      outputs: { subnets: { type: "array", value: "[reference('net').subnets]" } },
    };
    const firewall = {
      parameters: { subnet: { type: "string" } },
      resources: {
        fw: {
          type: "Microsoft.Network/azureFirewalls",
          name: "fw",
          properties: {
            ipConfigurations: [{ name: "c", properties: { subnet: { id: "[parameters('subnet')]" } } }],
          },
        },
      },
      outputs: {
        // As a module for both kinds of firewall writes it.
        address: {
          type: "string",
          value:
            "[if(contains(reference('fw'), 'ipConfigurations'), reference('fw').ipConfigurations[0].properties.privateIPAddress, '')]",
        },
        whole: { type: "object", value: "[reference('fw').ipConfigurations[0]]" },
        space: { type: "string", value: "[coalesce(tryGet(reference('fw'), 'notWritten'), '10.9.0.0/16')]" },
      },
    };
    const route = (name: string, hop: string): object => ({
      name,
      properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: hop },
    });
    const model = readConfiguration(
      root({
        fw: module("fw", { subnet: "[reference('hub').outputs.subnets.value[1].id]" }, firewall),
        hub: module("hub", {}, hub),
        table: {
          type: "Microsoft.Network/routeTables",
          name: "rt",
          properties: {
            routes: [
              route("a", "[reference('fw').outputs.address.value]"),
              route("b", "[reference('fw').outputs.whole.value.properties.privateIPAddress]"),
            ],
          },
        },
        late: network("late", ["[reference('fw').outputs.space.value]"]),
        // An address that Azure gives is some text: a table whose routes depend on that has them.
        ...Object.fromEntries(
          [
            "if(empty(reference('fw').outputs.address.value), createArray(), variables('route'))",
            "if(equals(reference('fw').outputs.address.value, ''), createArray(), variables('route'))",
            "if(not(equals('', reference('fw').outputs.address.value)), variables('route'), createArray())",
          ].map((routes, i) => [
            `chosen${i}`,
            {
              type: "Microsoft.Network/routeTables",
              name: `rt-chosen${i}`,
              properties: {
                routes: `[${routes.replace("variables('route')", "createArray(createObject('name', 'a'))")}]`,
              },
            },
          ]),
        ),
      }),
    );
    expect(model.routeTables.slice(1).map(({ routes }) => routes.map(({ name }) => name))).toEqual([
      ["a"],
      ["a"],
      ["a"],
    ]);
    expect(model.firewalls.map(({ subnet }) => subnet)).toEqual([model.subnets[1].address]);
    expect(model.routeTables[0].routes.flatMap(({ nextHops }) => nextHops)).toEqual([
      expect.objectContaining({ resource: "azureFirewalls/fw" }),
      expect.objectContaining({ resource: "azureFirewalls/fw" }),
    ]);
    // What Azure may have set isn't nothing.
    expect(model.virtualNetworks.find(({ name }) => name === "late")?.addressSpaceUnknown).toContain(
      "fw.not_written",
    );
  });
});

describe("what people write in Azure's own JSON", () => {
  const idOf = (type: string, ...names: readonly string[]): string =>
    `[resourceId('Microsoft.Network/${type}', ${names.map((name) => `'${name}'`).join(", ")})]`;
  const part = (type: string, name: string, properties: object): object => ({
    type: `Microsoft.Network/${type}`,
    name,
    properties,
  });
  const withSubnets = (name: string, second: number, ...subnets: readonly object[]): object =>
    part("virtualNetworks", name, {
      addressSpace: { addressPrefixes: [`10.${second}.0.0/16`] },
      subnets,
    });
  const subnetIn = (name: string, prefix: string, more: object = {}): object => ({
    name,
    properties: { addressPrefix: prefix, ...more },
  });

  test("the address of a firewall's public IP in a route: it takes nothing private, and what it takes of the Internet is open", () => {
    const analysis = analyze(
      read([
        withSubnets(
          "net",
          0,
          subnetIn("a", "10.0.1.0/24", { routeTable: { id: idOf("routeTables", "rt") } }),
          subnetIn("b", "10.0.2.0/24"),
        ),
        part("publicIPAddresses", "pip", { publicIPAllocationMethod: "Static" }),
        part("routeTables", "rt", {
          routes: [
            { name: "all", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "None" } },
            {
              name: "own",
              properties: {
                addressPrefix: `[format('{0}/32', reference(${idOf("publicIPAddresses", "pip").slice(1, -1)}).ipAddress)]`,
                nextHopType: "Internet",
              },
            },
          ],
        }),
      ]),
    );
    expect(analysis.verdict("net/a", "net/b")).toBe("REACHABLE");
    expect(analysis.verdict("net/a", "internet")).toBe("CONDITIONAL");
  });

  test("a gateway's NAT rule is open for what passes its tunnels, and for nothing else", () => {
    const gatewayId = idOf("virtualNetworkGateways", "gw");
    const model = read([
      withSubnets(
        "net",
        0,
        subnetIn("GatewaySubnet", "10.0.0.0/27"),
        subnetIn("a", "10.0.1.0/24"),
        subnetIn("b", "10.0.2.0/24"),
      ),
      part("publicIPAddresses", "pip", {}),
      part("virtualNetworkGateways", "gw", {
        gatewayType: "Vpn",
        ipConfigurations: [
          {
            name: "c",
            properties: {
              subnet: { id: idOf("virtualNetworks/subnets", "net", "GatewaySubnet") },
              publicIPAddress: { id: idOf("publicIPAddresses", "pip") },
            },
          },
        ],
      }),
      part("virtualNetworkGateways/natRules", "gw/rule", {
        type: "Static",
        mode: "EgressSnat",
        internalMappings: [{ addressSpace: "10.0.0.0/16" }],
        externalMappings: [{ addressSpace: "172.30.0.0/17" }],
      }),
      part("localNetworkGateways", "dc", {
        gatewayIpAddress: "20.0.0.1",
        localNetworkAddressSpace: { addressPrefixes: ["192.168.0.0/16"] },
      }),
      part("connections", "tunnel", {
        connectionType: "IPsec",
        virtualNetworkGateway1: { id: gatewayId },
        localNetworkGateway2: { id: idOf("localNetworkGateways", "dc") },
        egressNatRules: [{ id: idOf("virtualNetworkGateways/natRules", "gw", "rule") }],
      }),
    ]);
    const analysis = analyze(model);
    const tunnel = model.resources.find(({ name }) => name === "tunnel");
    expect(tunnel?.arguments.items("egress_nat_rule_ids").map(String)).toEqual([
      expect.stringMatching(/virtualNetworkGateways\/gw\/natRules\/rule$/),
    ]);
    expect(analysis.verdict("net/a", "net/b")).toBe("REACHABLE");
    expect(analysis.verdict("net/a", "on-premises/dc")).toBe("CONDITIONAL");
  });

  test("an id that is left empty names nothing", () => {
    const configuration = (index: number, subnet: string): object => ({
      name: `c${index}`,
      properties: { subnet: { id: subnet }, publicIPAddress: { id: idOf("publicIPAddresses", `p${index}`) } },
    });
    const model = read([
      withSubnets("net", 0, subnetIn("AzureFirewallSubnet", "10.0.0.0/26")),
      ...["p0", "p1"].map((name) => part("publicIPAddresses", name, {})),
      part("azureFirewalls", "fw", {
        ipConfigurations: [
          configuration(0, idOf("virtualNetworks/subnets", "net", "AzureFirewallSubnet")),
          configuration(1, ""),
        ],
      }),
    ]);
    expect(model.problems).toEqual([]);
    expect(model.firewalls[0].publicIps).toHaveLength(2);
  });

  test("a peering of chosen prefixes is neither of the whole networks nor of none", () => {
    const half = (from: string, to: string, more: object): object =>
      part("virtualNetworks/virtualNetworkPeerings", `${from}/to-${to}`, {
        allowVirtualNetworkAccess: true,
        remoteVirtualNetwork: { id: idOf("virtualNetworks", to) },
        ...more,
      });
    const verdict = (more: object): string =>
      analyze(
        read([
          withSubnets("one", 0, subnetIn("s", "10.0.1.0/24")),
          withSubnets("two", 1, subnetIn("s", "10.1.1.0/24")),
          half("one", "two", more),
          half("two", "one", more),
        ]),
      ).verdict("one/s", "two/s");
    const chosen = { addressPrefixes: ["10.0.1.0/24"] };
    expect(verdict({})).toBe("REACHABLE");
    expect(verdict({ peerCompleteVnets: false, localAddressSpace: chosen })).toBe("CONDITIONAL");
    expect(verdict({ peerCompleteVnets: true, localAddressSpace: chosen })).toBe("REACHABLE");
  });
});

test("bicep snapshot's list is read, with ids that hold what only the deployment tells", () => {
  const id = (name: string): string =>
    `[format('/subscriptions/{0}/resourceGroups/{1}/providers/Microsoft.Network/virtualNetworks/${name}', subscription().subscriptionId, resourceGroup().name)]`;
  const half = (name: string, to: string): object => ({
    id: id(name).replace(`/${name}'`, `/${name}/virtualNetworkPeerings/p'`),
    type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    name: `${name}/p`,
    properties: { remoteVirtualNetwork: { id: id(to) }, allowVirtualNetworkAccess: true },
  });
  const one = (name: string, prefix: string): object => ({
    ...network(name, [prefix]),
    id: id(name),
    properties: {
      addressSpace: { addressPrefixes: [prefix] },
      subnets: [{ name: "s", properties: { addressPrefix: prefix } }],
    },
  });
  const model = readConfiguration({
    predictedResources: [one("a", "10.0.0.0/16"), one("b", "10.1.0.0/16"), half("a", "b"), half("b", "a")],
    diagnostics: [],
  });
  expect(analyze(model).verdict("a/s", "b/s")).toBe("REACHABLE");
});

test.each(["routeTables", "routeTables/"])("a type in an id may end with a slash: %s", (type) => {
  const table = { type: "Microsoft.Network/routeTables", name: "rt", properties: {} };
  const id = `[resourceId('Microsoft.Network/${type}', 'rt')]`;
  const subnet = { name: "s", properties: { addressPrefix: "10.0.0.0/24", routeTable: { id } } };
  const addressSpace = { addressPrefixes: ["10.0.0.0/16"] };
  const model = read([table, network("n", [], { properties: { addressSpace, subnets: [subnet] } })]);
  expect(model.problems).toEqual([]);
  expect(model.subnets.map(({ routeTable }) => routeTable)).toEqual(["routeTables/rt"]);
});

test("predicted resources that refer to each other in a circle end", () => {
  const one = (name: string, other: string): object => ({
    id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${name}`,
    type: "Microsoft.Network/virtualNetworks",
    name,
    properties: {
      addressSpace: {
        addressPrefixes: [
          `[reference('/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${other}').addressSpace.addressPrefixes[0]]`,
        ],
      },
    },
  });
  const { virtualNetworks } = readConfiguration({ predictedResources: [one("a", "b"), one("b", "a")] });
  expect(virtualNetworks.map(({ addressSpace }) => addressSpace)).toEqual([[], []]);
});

test("hostile templates end in a sentence or in names", () => {
  const deep = `[${"concat(".repeat(400)}'x'${")".repeat(400)}]`;
  expect(String(prefixes(deep))).toContain("concat(");
  expect(prefixes("[variables('__proto__')]")).toBe("${variables('__proto__')}");
  const circle = { variables: { a: "[variables('b')]", b: "[variables('a')]" } };
  expect(prefixes(["[variables('a')]"], circle)).toBe("${variables('a')}");
  const bomb = {
    variables: Object.fromEntries([
      ["v0", ["x"]],
      ...Array.from({ length: 60 }, (_, i) => [
        `v${i + 1}`,
        `[concat(variables('v${i}'), variables('v${i}'))]`,
      ]),
    ]),
  };
  expect(() => prefixes("[variables('v60')]", bomb)).toThrow(
    "the template asks for a larger value or more work",
  );
});

test("what decides who may dial in, or is read with its circuit, is not named as unknown; what joins circuits is", () => {
  const named = (type: string, name: string): object => ({
    type: `Microsoft.Network/${type}`,
    apiVersion: "2024-05-01",
    name,
    properties: {},
  });
  const { problems } = read([
    named("vpnServerConfigurations", "dial-in"),
    named("expressRouteCircuits/peerings", "er/AzurePrivatePeering"),
    named("expressRouteCircuits/authorizations", "er/for-them"),
    named("expressRouteCircuits/peerings/connections", "er/AzurePrivatePeering/reach"),
  ]);
  expect(problems.map(({ text }) => text)).toEqual([
    "Microsoft.Network/expressRouteCircuits/peerings/connections",
  ]);
});
