import { readConfiguration } from "../../../../lib/analysis/readers";

function nameOf(name: string, locals: object = {}): string | undefined {
  const network = { name, resource_group_name: "rg" };
  return readConfiguration({ locals, resource: { azurerm_virtual_network: { v: network } } })
    .virtualNetworks[0].name;
}

// What Terraform 1.11 gives of these.
test.each([
  ["%{ if true ~}\n\n   b  \n  %{~ endif ~}  \n\n  c", "\n   b  \n\n  c"],
  ["%{ for n in [1, 2] ~}\n  - ${n}\n%{ endfor ~}\n", "  - 1\n  - 2\n"],
  ['a\n\n  ${~ "x" ~}  \n\n   c', "a\n\nx\n   c"],
])("a ~ in a template of several lines takes away the blanks of its own line: %j", (template, text) => {
  expect(nameOf(template)).toBe(text);
});

test("in a quoted string it takes away all of them", () => {
  expect(nameOf('${"a\\n\\n  ${~ "x" ~}  \\n\\n   c"}')).toBe("axc");
});

test("an id in the subscription that one is signed in to is told by the rest of it", () => {
  const group = { name: "rg-net", location: "westeurope" };
  const place = { resource_group_name: "rg-net" };
  const model = readConfiguration({
    data: { azurerm_client_config: { me: {} } },
    locals: {
      provider:
        "/subscriptions/${data.azurerm_client_config.me.subscription_id}/resourceGroups/rg-net/providers/Microsoft.Network",
      network: '${format("%s/virtualNetworks/vnet-%s", local.provider, "a")}',
    },
    resource: {
      azurerm_resource_group: { g: group },
      azurerm_virtual_network: { a: { name: "vnet-a", ...place, address_space: ["10.1.0.0/16"] } },
      azurerm_subnet: { s: { name: "work", virtual_network_name: "vnet-a", ...place } },
      azurerm_route_table: { t: { name: "rt", ...place } },
      azurerm_subnet_route_table_association: {
        x: { subnet_id: "${local.network}/subnets/work", route_table_id: "${azurerm_route_table.t.id}" },
      },
    },
  });
  expect(model.subnets[0].routeTable).toBe("azurerm_route_table.t");
  expect(model.problems).toEqual([]);
});
