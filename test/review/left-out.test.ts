import { analyze, emptyNetworkModel, readConfiguration } from "../../lib/analysis";
import { notesOf, problemsOf } from "../../lib/review/left-out";

test("resources of one kind that nobody reads are counted", () => {
  const partner = { name: "p", resource_group_name: "rg", virtual_hub_id: "x" };
  const model = readConfiguration({
    resource: {
      azurerm_virtual_hub_security_partner_provider: { a: partner, b: partner, c: partner, d: partner },
      azurerm_vmware_private_cloud: { sddc: { name: "sddc" } },
    },
  });
  expect(problemsOf(analyze(model)).map(({ en }) => en)).toEqual([
    "4 resources are azurerm_virtual_hub_security_partner_provider, a kind that the analysis does not know (azurerm_virtual_hub_security_partner_provider.a, azurerm_virtual_hub_security_partner_provider.b, azurerm_virtual_hub_security_partner_provider.c, 1 more); what depends on them is left out.",
    "azurerm_vmware_private_cloud.sddc is of a kind that the analysis does not know; what depends on it is left out.",
  ]);
});

test("what is so of several instances is told once, and other texts of one instance stay", () => {
  const network = (key: string) => ({
    code: "UNRESOLVED_REFERENCE" as const,
    resource: `azurerm_virtual_network_peering.p["${key}"]`,
    attribute: "remote_virtual_network_id",
    text: `\${module.x["${key}"].id}`,
  });
  const hop = (index: number) => ({
    code: "UNKNOWN_VALUE" as const,
    resource: "azurerm_route_table.t[0]",
    attribute: "route",
    text: `\${local.hops[${index}]}`,
  });
  const problems = [network("a"), hop(1), network('b\\"]'), hop(2), network("c")];
  expect(problemsOf(analyze({ ...emptyNetworkModel(), problems })).map(({ en }) => en)).toEqual([
    'remote_virtual_network_id of azurerm_virtual_network_peering.p["a"] names ${module.x["a"].id}, which this input does not hold; what depends on it is left out. The same is so of azurerm_virtual_network_peering.p["b\\"]"], azurerm_virtual_network_peering.p["c"].',
    "route of azurerm_route_table.t[0] is ${local.hops[1]}, which nobody can know before apply.",
    "route of azurerm_route_table.t[0] is ${local.hops[2]}, which nobody can know before apply.",
  ]);
});

test("networks without subnets, of which the matrix says nothing, are named; one that exists elsewhere isn't expected to have any", () => {
  const network = (name: string, space: string) => ({
    name,
    resource_group_name: "rg",
    address_space: [space],
    location: "eastasia",
  });
  const model = readConfiguration({
    data: { azurerm_virtual_network: { hub: { name: "vnet-hub", resource_group_name: "rg" } } },
    resource: {
      azurerm_virtual_network: { a: network("vnet-a", "10.1.0.0/16"), b: network("vnet-b", "10.2.0.0/16") },
      azurerm_subnet: {
        a: {
          name: "default",
          resource_group_name: "rg",
          virtual_network_name: "${azurerm_virtual_network.a.name}",
          address_prefixes: ["10.1.0.0/24"],
        },
      },
    },
  });
  expect(notesOf(analyze(model)).map(({ en }) => en)).toEqual([
    "No verdict is about these virtual networks, of which the input tells no subnet: vnet-b. Read the configuration that holds their subnets beside this one.",
  ]);
});

test("a network that exists elsewhere is named where its half of the peering is written, as for a spoke that others made", () => {
  const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/legacy";
  const half = (network: string, remote: string) => ({
    name: `${network}-half`,
    resource_group_name: "rg",
    virtual_network_name: network,
    remote_virtual_network_id: remote,
  });
  const notesWith = (halves: object) =>
    notesOf(
      analyze(
        readConfiguration({
          resource: {
            azurerm_virtual_network: {
              hub: {
                name: "hub",
                resource_group_name: "rg",
                address_space: ["10.0.0.0/16"],
                location: "eastasia",
              },
            },
            azurerm_subnet: {
              hub: {
                name: "default",
                resource_group_name: "rg",
                virtual_network_name: "${azurerm_virtual_network.hub.name}",
                address_prefixes: ["10.0.0.0/24"],
              },
            },
            azurerm_virtual_network_peering: halves,
          },
        }),
      ),
    ).map(({ en }) => en);
  const triggers = { remote_address_space: "10.99.0.0/16" };
  const out = { ...half("${azurerm_virtual_network.hub.name}", id), triggers };
  expect(notesWith({ out, back: half("legacy", "${azurerm_virtual_network.hub.id}") })).toEqual([
    expect.stringContaining("of which the input tells no subnet: legacy."),
  ]);
  expect(notesWith({ out })).toEqual([]);
});

test("what is deployed names a network of another subscription that only a peering tells of", () => {
  const id = (subscription: string, name: string): string =>
    `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${name}`;
  const hub = {
    id: id("one", "hub"),
    name: "hub",
    type: "Microsoft.Network/virtualNetworks",
    location: "westeurope",
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [{ name: "w", addressPrefix: "10.0.0.0/24" }],
    virtualNetworkPeerings: [
      {
        name: "far",
        peeringState: "Connected",
        allowVirtualNetworkAccess: true,
        remoteVirtualNetwork: { id: id("two", "far") },
        remoteAddressSpace: { addressPrefixes: ["10.9.0.0/16"] },
      },
    ],
  };
  const model = readConfiguration([hub]);
  expect(notesOf(analyze(model)).map(({ en }) => en)).toEqual([
    "No verdict is about these virtual networks, of which the input tells no subnet: far. Read the configuration that holds their subnets beside this one.",
  ]);
});
