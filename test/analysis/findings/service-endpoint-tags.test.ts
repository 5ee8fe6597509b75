import { analyze, readConfiguration } from "../../../lib/analysis";

const HERE = { resource_group_name: "rg", location: "westeurope" };

/** What is told of a subnet that sends everything to an appliance and one tag by a route of its own. */
function told(tag: string, ...services: string[]): readonly string[] {
  const route = (name: string, prefix: string) => ({
    name,
    address_prefix: prefix,
    next_hop_type: "VirtualAppliance",
    next_hop_in_ip_address: "10.0.9.4",
  });
  const resource = {
    azurerm_virtual_network: { v: { ...HERE, name: "v", address_space: ["10.0.0.0/16"] } },
    azurerm_subnet: {
      app: {
        name: "app",
        resource_group_name: "rg",
        virtual_network_name: "${azurerm_virtual_network.v.name}",
        address_prefixes: ["10.0.1.0/24"],
        service_endpoints: services,
      },
    },
    azurerm_route_table: {
      t: { ...HERE, name: "t", route: [route("all", "0.0.0.0/0"), route("tagged", tag)] },
    },
    azurerm_subnet_route_table_association: {
      t: { subnet_id: "${azurerm_subnet.app.id}", route_table_id: "${azurerm_route_table.t.id}" },
    },
  };
  return analyze(readConfiguration({ resource }))
    .findings.filter(({ code }) => code === "SERVICE_ENDPOINT_BYPASS")
    .map(({ message }) => message.en);
}

const OPEN = /which of the two wins isn't documented/;
const PAST = /its service endpoints are longer routes/;

it.each([
  ["Storage", "Microsoft.Storage"],
  ["Storage.WestEurope", "Microsoft.Storage.Global"],
  ["AzureKeyVault", "Microsoft.KeyVault"],
  ["AppService", "Microsoft.Web"],
  ["AzureCosmosDB", "Microsoft.AzureCosmosDB"],
  ["AzureCloud.westeurope", "Microsoft.Sql"],
])("U18: that an endpoint goes past a route for its own tag isn't said surely: %s, %s", (tag, service) => {
  expect(told(tag, service)).toEqual([expect.stringMatching(OPEN)]);
});

test("U18: a route for another tag changes nothing, and of two services each is told by its own", () => {
  expect(told("Sql", "Microsoft.Storage")).toEqual([expect.stringMatching(PAST)]);
  expect(told("Sql", "Microsoft.Storage", "Microsoft.Sql")).toEqual([
    expect.stringMatching(OPEN),
    expect.stringMatching(PAST),
  ]);
});
