import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, Edit, findRepairs, FindingSearch, readInput } from "../../../../lib/analysis";

/* eslint-disable @typescript-eslint/no-explicit-any */

const kind = (type: string, name: string, properties: object) => ({
  type: `Microsoft.Network/${type}`,
  apiVersion: "2023-09-01",
  name,
  location: "eastasia",
  properties,
});
const idOf = (type: string, ...names: string[]) => ({
  id: `[resourceId('Microsoft.Network/${type}', '${names.join("', '")}')]`,
});
const network = (name: string, prefix: string, subnet: string, more: object = {}) =>
  kind("virtualNetworks", name, {
    addressSpace: { addressPrefixes: [`${prefix}.0.0/16`] },
    subnets: [{ name: subnet, properties: { addressPrefix: `${prefix}.1.0/24`, ...more } }],
  });
const half = (from: string, to: string, allowForwardedTraffic: boolean) =>
  kind("virtualNetworks/virtualNetworkPeerings", `${from}/${to}`, {
    allowForwardedTraffic,
    allowVirtualNetworkAccess: true,
    remoteVirtualNetwork: idOf("virtualNetworks", to),
  });

/** Of two spokes one sends nothing by the appliance, one lets nobody in, and one takes no forwarded packets. */
const template = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  resources: [
    kind("routeTables", "rt", {
      routes: [
        {
          name: "r",
          properties: {
            addressPrefix: "10.0.0.0/8",
            nextHopType: "VirtualAppliance",
            nextHopIpAddress: "10.0.1.4",
          },
        },
      ],
    }),
    kind("networkSecurityGroups", "nsg", {
      securityRules: [
        {
          name: "deny",
          properties: {
            priority: 200,
            direction: "Inbound",
            access: "Deny",
            protocol: "*",
            sourcePortRange: "*",
            destinationPortRange: "*",
            sourceAddressPrefix: "10.1.0.0/16",
            destinationAddressPrefix: "*",
          },
        },
      ],
    }),
    network("hub", "10.0", "nva"),
    network("a", "10.1", "app", { routeTable: idOf("routeTables", "rt") }),
    network("b", "10.2", "app", { networkSecurityGroup: idOf("networkSecurityGroups", "nsg") }),
    kind("networkInterfaces", "nic", {
      enableIPForwarding: true,
      ipConfigurations: [
        {
          name: "c",
          properties: {
            privateIPAllocationMethod: "Static",
            privateIPAddress: "10.0.1.4",
            subnet: idOf("virtualNetworks/subnets", "hub", "nva"),
          },
        },
      ],
    }),
    half("hub", "a", true),
    half("a", "hub", false),
    half("hub", "b", true),
  ],
};

function read(document: object) {
  const file = join(mkdtempSync(join(tmpdir(), "azure-edits-")), "template.json");
  writeFileSync(file, JSON.stringify(document));
  return readInput(file, {})[0];
}

/** Does to a template what an edit says, as a person would in an editor. */
function toTheLetter(document: object, edits: readonly Edit[]): object {
  const copy = JSON.parse(JSON.stringify(document));
  for (const edit of JSON.parse(JSON.stringify(edits))) {
    if (edit.op === "create") {
      copy.resources.push({ type: edit.type, apiVersion: "2023-09-01", ...edit.arguments });
      continue;
    }
    const path: string = edit.op === "set" ? edit.argument : edit.block;
    const steps = path.replace(/\[(\d+)\]/g, ".$1").split(".");
    const last = steps.pop()!;
    let owner = copy.resources.find((one: any) => addressOf(one) === edit.address);
    steps.forEach((step) => (owner = owner[step] ??= {}));
    owner[last] = edit.op === "set" ? edit.value : [...(owner[last] ?? []), edit.value];
  }
  return copy;
}

/** `virtualNetworks/a/virtualNetworkPeerings/hub`. */
function addressOf({ type, name }: { readonly type: string; readonly name: string }): string {
  const names = name.split("/");
  return type
    .split("/")
    .slice(1)
    .map((kindOf, index) => `${kindOf}/${names[index]}`)
    .join("/");
}

test("what would cure a template is said in the template's own words, and to the letter it does", () => {
  for (const [from, to] of [
    ["a/app", "b/app"],
    ["b/app", "a/app"],
  ]) {
    const { repairs } = findRepairs({
      input: read(template).input,
      options: {},
      from,
      to,
      wish: { kind: "reachable" },
    });
    const [{ edits, provenBy }] = repairs;
    expect(provenBy).toBe("configuration");
    expect(edits).toContainEqual({
      op: "set",
      address: "virtualNetworks/a/virtualNetworkPeerings/hub",
      argument: "properties.allowForwardedTraffic",
      value: true,
    });
    expect(edits).toContainEqual(
      expect.objectContaining({
        op: "create",
        type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
      }),
    );
    const again = read(toTheLetter(template, edits));
    expect(analyze(again.model).explain(from, to).verdict).toBe("REACHABLE");
  }
});

test("of azapi's resources the path is in the body", () => {
  const body = (properties: object) => ({ body: { properties } });
  const azapi = (type: string, name: string, properties: object) => ({
    type: `Microsoft.Network/${type}@2024-05-01`,
    name,
    parent_id: "/subscriptions/s/resourceGroups/rg",
    location: "westeurope",
    ...body(properties),
  });
  const peering = (from: string, to: string) => ({
    type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01",
    name: to,
    parent_id: `\${azapi_resource.${from}.id}`,
    ...body({ allowVirtualNetworkAccess: true, remoteVirtualNetwork: { id: `\${azapi_resource.${to}.id}` } }),
  });
  const vnet = (name: string, prefix: string, more: object = {}) =>
    azapi("virtualNetworks", name, network(name, prefix, "s", more).properties);
  const [group] = template.resources.filter(({ name }) => name === "nsg");
  const document = {
    resource: {
      azapi_resource: {
        a: vnet("a", "10.1"),
        b: vnet("b", "10.2", { networkSecurityGroup: { id: "${azapi_resource.nsg.id}" } }),
        nsg: azapi("networkSecurityGroups", "nsg", group.properties),
        a_b: peering("a", "b"),
        b_a: peering("b", "a"),
      },
    },
  };
  const folder = mkdtempSync(join(tmpdir(), "azure-edits-"));
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(document));
  const answer = findRepairs({
    input: readInput(folder, {})[0].input,
    options: {},
    from: "a/s",
    to: "b/s",
    wish: { kind: "reachable" },
  });
  expect(answer.inWords?.edits).toEqual([
    {
      op: "append",
      address: "azapi_resource.nsg",
      block: "body.properties.securityRules",
      value: {
        name: expect.any(String),
        properties: expect.objectContaining({ access: "Allow", sourceAddressPrefix: "10.1.1.0/24" }),
      },
    },
  ]);
});

describe("where Azure has a property for one and a property for several", () => {
  const cureOf = (document: object, code: string) => {
    const { input, model } = read(document);
    const search = new FindingSearch(input, analyze(model));
    return search.repairsOf(search.findings.find((finding) => finding.code === code)!)!.repairs[0].edits;
  };
  const hub = (prefix: object) => ({
    ...template,
    resources: [
      kind("virtualNetworks", "hub", {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "AzureBastionSubnet", properties: prefix }],
      }),
    ],
  });

  test.each([
    ["addressPrefix", "10.0.1.0/28", "10.0.1.0/26"],
    ["addressPrefixes", ["10.0.1.0/28"], ["10.0.1.0/26"]],
  ])("an edit writes %s where the template has it", (property, before, value) => {
    const document = hub({ [property]: before });
    const edits = cureOf(document, "RESERVED_SUBNET_TOO_SMALL");
    const argument = `properties.subnets[0].properties.${property}`;
    expect(edits).toEqual([{ op: "set", address: "virtualNetworks/hub", argument, value }]);
    expect(toTheLetter(document, edits)).toEqual(hub({ [property]: value }));
  });

  test("a next hop in a list stays in it, and is an address, which an interface of a template has no attribute for", () => {
    const hops = {
      addressPrefix: "10.0.0.0/8",
      nextHopType: "VirtualAppliance",
      nextHop: { nextHopIpAddresses: ["10.0.1.9"] },
    };
    const [table, , ...rest] = template.resources.filter(({ type }) => !type.endsWith("Peerings"));
    const document = {
      ...template,
      resources: [
        { ...table, properties: { routes: [{ name: "r", properties: hops }] } },
        ...rest.filter(({ name }) => name !== "b"),
        network("b", "10.2", "app", { routeTable: idOf("routeTables", "rt") }),
        ...["a", "b"].flatMap((spoke) => [half("hub", spoke, true), half(spoke, "hub", true)]),
      ],
    };
    const [from, to] = ["a/app", "b/app"];
    const [{ edits }] = findRepairs({
      input: read(document).input,
      options: {},
      from,
      to,
      wish: { kind: "reachable" },
    }).repairs;
    expect(edits).toEqual([
      {
        op: "set",
        address: "routeTables/rt",
        argument: "properties.routes[0].properties.nextHop.nextHopIpAddresses",
        value: ["10.0.1.4"],
      },
    ]);
    const again = read(toTheLetter(document, edits));
    expect(analyze(again.model).explain(from, to).verdict).toBe("REACHABLE");
  });
});
