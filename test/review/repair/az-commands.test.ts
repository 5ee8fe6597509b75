import { azCommands } from "../../../lib/review/repair/az-commands";

const GROUP = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";

test("what is deployed is changed by commands", () => {
  const table = `${GROUP}/routeTables/rt`;
  const route = { name: "r", properties: { addressPrefix: "10.0.0.0/8", nextHopType: "VnetLocal" } };
  const subnet = `${GROUP}/virtualNetworks/v/subnets/app`;
  const at = "virtualNetworks/v";
  expect(
    azCommands([
      {
        op: "create",
        type: "t",
        name: "x",
        arguments: { id: table, name: "rt", location: "westeurope", properties: { routes: [route] } },
      },
      {
        op: "set",
        address: at,
        id: subnet,
        argument: "properties.subnets[0].properties.routeTable.id",
        value: table,
      },
      { op: "remove", address: at, id: subnet, block: "properties.subnets[0].properties.routeTable" },
      {
        op: "set",
        address: at,
        id: `${GROUP}/virtualNetworks/v/virtualNetworkPeerings/p`,
        argument: "properties.virtualNetworkPeerings[1].properties.allowForwardedTraffic",
        value: true,
      },
      { op: "remove", address: "routeTables/rt", id: `${table}/routes/r`, block: "properties.routes[0]" },
    ]),
  ).toEqual([
    "az network route-table create --subscription s --resource-group rg --name rt --location westeurope",
    "az network route-table route create --subscription s --resource-group rg --route-table-name rt --name r --address-prefix 10.0.0.0/8 --next-hop-type VnetLocal",
    `az network vnet subnet update --ids ${subnet} --route-table ${table}`,
    `az network vnet subnet update --ids ${subnet} --remove routeTable`,
    `az network vnet peering update --ids ${GROUP}/virtualNetworks/v/virtualNetworkPeerings/p --set allowForwardedTraffic=true`,
    `az resource delete --ids ${table}/routes/r`,
  ]);
});

test("a name stays text, whatever is in it", () => {
  const create = (name: string): string[] =>
    azCommands([
      {
        op: "append",
        address: "a",
        id: `${GROUP}/routeTables/rt`,
        block: "properties.routes",
        value: { name, properties: { addressPrefix: "10.0.0.0/8" } },
      },
    ]);
  expect(create("x'; rm -rf ~; $(id)")[0]).toContain(`--name 'x'\\''; rm -rf ~; $(id)' `);
  expect(create("a\nb")[0]).not.toContain("\n");
  // The CLI would read a file of that name.
  expect(create("@passwd")[0]).toMatch(/^az resource create --id \/subscriptions/);
});
