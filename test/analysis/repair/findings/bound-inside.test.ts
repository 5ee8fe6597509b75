import { mkdtempSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { analyze, FindingRepairs, FindingSearch, readInput, readNetwork } from "../../../../lib/analysis";

const place = { location: "westeurope", resource_group_name: "rg" };
const inside = (bound: object): object => ({
  resource: {
    azurerm_route_table: { t: { name: "rt", ...place } },
    azurerm_network_security_group: { g: { name: "nsg", ...place } },
    azurerm_virtual_network: {
      hub: {
        name: "vnet-hub",
        ...place,
        address_space: ["10.0.0.0/16"],
        subnet: [
          { name: "app", address_prefixes: ["10.0.3.0/24"], route_table_id: "${azurerm_route_table.t.id}" },
          ...[bound],
        ],
      },
    },
  },
});

const repairsOf = (code: string, { model, input }: ReturnType<typeof readNetwork>): FindingRepairs => {
  const search = new FindingSearch(input, analyze(model));
  return search.repairsOf(search.findings.find((finding) => finding.code === code)!)!;
};

it("takes a table off the subnet that says it inside of its network, and never the network away", () => {
  const bastion = { name: "AzureBastionSubnet", address_prefixes: ["10.0.2.0/26"] };
  const network = readNetwork(inside({ ...bastion, route_table_id: "${azurerm_route_table.t.id}" }));
  const { finding, repairs } = repairsOf("RESERVED_SUBNET_ROUTE_TABLE", network);
  expect(finding.resource).toBe('azurerm_virtual_network.hub.subnet["AzureBastionSubnet"]');
  expect(repairs.map(({ edits }) => edits)).toEqual([
    [
      {
        op: "set",
        address: "azurerm_virtual_network.hub",
        argument: "subnet[1].route_table_id",
        value: null,
        within: ['subnet "AzureBastionSubnet"'],
      },
    ],
  ]);
});

it("takes a security group off a subnet inside of its network", () => {
  const gateway = { name: "GatewaySubnet", address_prefixes: ["10.0.2.0/26"] };
  const network = readNetwork(
    inside({ ...gateway, security_group: "${azurerm_network_security_group.g.id}" }),
  );
  const [{ edits }] = repairsOf("RESERVED_SUBNET_SECURITY_GROUP", network).repairs;
  expect(edits).toEqual([
    expect.objectContaining({ op: "set", argument: "subnet[1].security_group", value: null }),
  ]);
});

describe("a finding of a template", () => {
  const file = join(mkdtempSync(join(tmpdir(), "template-")), "main.json");
  const id = (type: string, name: string): object => ({
    id: `[resourceId('Microsoft.Network/${type}', '${name}')]`,
  });
  writeFileSync(
    file,
    JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      resources: [
        {
          type: "Microsoft.Network/routeTables",
          apiVersion: "2023-09-01",
          name: "rt",
          location: "westeurope",
          properties: { disableBgpRoutePropagation: true, routes: [] },
        },
        {
          type: "Microsoft.Network/virtualNetworks",
          apiVersion: "2023-09-01",
          name: "vnet-hub",
          location: "westeurope",
          properties: {
            addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
            subnets: [
              {
                name: "GatewaySubnet",
                properties: { addressPrefix: "10.0.0.0/27", routeTable: id("routeTables", "rt") },
              },
              {
                name: "AzureBastionSubnet",
                properties: { addressPrefix: "10.0.2.0/26", routeTable: id("routeTables", "rt") },
              },
            ],
          },
        },
      ],
    }),
  );
  const [network] = readInput(file);

  it.each([
    [
      "GATEWAY_SUBNET_WITHOUT_PROPAGATION",
      {
        op: "set",
        address: "routeTables/rt",
        argument: "properties.disableBgpRoutePropagation",
        value: false,
      },
    ],
    [
      "RESERVED_SUBNET_ROUTE_TABLE",
      {
        op: "remove",
        address: "virtualNetworks/vnet-hub",
        block: "properties.subnets[1].properties.routeTable",
      },
    ],
  ])("%s has edits of Azure's JSON", (code, edit) => {
    const [repair] = repairsOf(code, network).repairs;
    expect(repair).toMatchObject({ form: "template", provenBy: "configuration", edits: [edit] });
  });
});
