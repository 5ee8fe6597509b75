import { readConfiguration } from "../../../lib/analysis/readers";

const network = "/subscriptions/6f1a/resourceGroups/rg/providers/Microsoft.Network";

function state(resources: object[], children: object[] = []): object {
  return { format_version: "1.0", values: { root_module: { resources, child_modules: children } } };
}

function resource(address: string, values: object): object {
  const [, data, type, name] = /(data\.)?(azurerm_\w+)\.(\w+)(?:\[.*\])?$/.exec(address)!;
  return { address, mode: data ? "data" : "managed", type, name, values };
}

test("ids lead to resources in any case, wherever their module is", () => {
  const model = readConfiguration(
    state(
      [
        resource("azurerm_virtual_network.hub", {
          id: `${network}/virtualNetworks/vnet-hub`,
          name: "vnet-hub",
          resource_group_name: "rg",
          address_space: ["10.0.0.0/16"],
          // A state lists separate subnets in their network too.
          subnet: [
            {
              id: `${network}/virtualNetworks/vnet-hub/subnets/default`,
              name: "default",
              address_prefixes: ["10.0.0.0/24"],
              security_group: "",
            },
            {
              id: `${network}/virtualNetworks/vnet-hub/subnets/inline`,
              name: "inline",
              address_prefixes: ["10.0.9.0/24"],
              security_group: "",
            },
          ],
        }),
        resource("azurerm_subnet.default", {
          id: `${network}/virtualNetworks/vnet-hub/subnets/default`,
          name: "default",
          virtual_network_name: "vnet-hub",
          resource_group_name: "rg",
          address_prefixes: ["10.0.0.0/24"],
        }),
      ],
      [
        {
          address: "module.vm",
          resources: [
            resource("module.vm.azurerm_network_interface.nic", {
              id: `${network}/networkInterfaces/nic`,
              name: "nic",
              ip_configuration: [
                {
                  name: "a",
                  subnet_id: `${network}/VIRTUALNETWORKS/vnet-hub/subnets/DEFAULT`,
                  private_ip_address: "10.0.0.5",
                },
                {
                  name: "b",
                  subnet_id: `${network}/virtualNetworks/vnet-hub/subnets/inline`,
                  private_ip_address: "10.0.9.5",
                },
              ],
            }),
          ],
        },
      ],
    ),
  );
  expect(model.virtualNetworks[0].subscription).toBe("6f1a");
  expect(model.subnets.map(({ address }) => address)).toEqual([
    "azurerm_subnet.default",
    'azurerm_virtual_network.hub.subnet["inline"]',
  ]);
  expect(model.networkInterfaces[0].ipConfigurations).toMatchObject([
    { subnet: "azurerm_subnet.default", privateIp: "10.0.0.5" },
    { subnet: 'azurerm_virtual_network.hub.subnet["inline"]', privateIp: "10.0.9.5" },
  ]);
  expect(model.problems).toEqual([]);
});

test("separate routes and rules that the table and the group list too count once", () => {
  const route = {
    name: "r",
    address_prefix: "0.0.0.0/0",
    next_hop_type: "VirtualAppliance",
    next_hop_in_ip_address: "10.0.1.4",
  };
  const rule = { name: "allow", priority: 100, direction: "Outbound", access: "Deny", protocol: "*" };
  const model = readConfiguration(
    state([
      resource("azurerm_route_table.t", {
        id: `${network}/routeTables/t`,
        name: "t",
        resource_group_name: "rg",
        route: [route],
      }),
      resource("azurerm_route.r", { ...route, route_table_name: "t", resource_group_name: "rg" }),
      resource("azurerm_network_security_group.g", {
        name: "g",
        resource_group_name: "rg",
        security_rule: [rule],
      }),
      resource("azurerm_network_security_rule.r", {
        ...rule,
        network_security_group_name: "g",
        resource_group_name: "rg",
      }),
    ]),
  );
  expect(model.routeTables[0].routes.map(({ origin }) => origin)).toEqual(["azurerm_route.r"]);
  expect(model.networkSecurityGroups[0].rules.map(({ origin }) => origin)).toEqual([
    "azurerm_network_security_rule.r",
  ]);
});

test("addresses that Azure gave are known", () => {
  const model = readConfiguration(
    state([
      resource("azurerm_firewall.fw", {
        name: "fw",
        ip_configuration: [{ name: "a", private_ip_address: "10.0.1.4" }],
      }),
      resource("azurerm_public_ip.p", {
        name: "p",
        ip_address: "20.1.2.3",
        sku: "Standard",
        zones: ["1", "2"],
      }),
      resource("azurerm_virtual_network_gateway.g", {
        name: "g",
        type: "Vpn",
        active_active: true,
        enable_bgp: true,
        ip_configuration: [{ name: "one" }, { name: "two" }],
        bgp_settings: [
          {
            asn: 65010,
            peering_addresses: [
              { ip_configuration_name: "two", default_addresses: ["10.0.200.5"] },
              { ip_configuration_name: "one", default_addresses: ["10.0.200.4"] },
            ],
          },
        ],
      }),
    ]),
  );
  expect(model.firewalls[0].privateIp).toBe("10.0.1.4");
  expect(model.publicIps[0]).toMatchObject({ ip: "20.1.2.3", zones: ["1", "2"] });
  expect(model.virtualNetworkGateways[0]).toMatchObject({
    activeActive: true,
    bgpEnabled: true,
    asn: 65010,
    ipConfigurations: [{ privateIp: "10.0.200.4" }, { privateIp: "10.0.200.5" }],
  });
});

test("networks of one name in two subscriptions are told apart by id", () => {
  const inSubscription = (subscription: string) => {
    const id = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network`;
    const common = { resource_group_name: "rg" };
    return [
      resource(`azurerm_virtual_network.${subscription}`, {
        ...common,
        id: `${id}/virtualNetworks/v`,
        name: "v",
      }),
      resource(`azurerm_subnet.${subscription}`, {
        ...common,
        id: `${id}/virtualNetworks/v/subnets/s`,
        name: "s",
        virtual_network_name: "v",
      }),
      resource(`azurerm_route_table.${subscription}`, { ...common, id: `${id}/routeTables/t`, name: "t" }),
      resource(`azurerm_route.${subscription}`, {
        ...common,
        id: `${id}/routeTables/t/routes/r`,
        name: "r",
        route_table_name: "t",
      }),
      resource(`azurerm_virtual_network_peering.${subscription}`, {
        ...common,
        id: `${id}/virtualNetworks/v/virtualNetworkPeerings/p`,
        name: "p",
        virtual_network_name: "v",
        remote_virtual_network_id:
          "/subscriptions/c/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v",
      }),
    ];
  };
  const model = readConfiguration(state([...inSubscription("a"), ...inSubscription("b")]));
  expect(model.subnets.map(({ virtualNetwork }) => virtualNetwork)).toEqual([
    "azurerm_virtual_network.a",
    "azurerm_virtual_network.b",
  ]);
  expect(model.routeTables.map(({ routes }) => routes.map(({ origin }) => origin))).toEqual([
    ["azurerm_route.a"],
    ["azurerm_route.b"],
  ]);
  expect(
    model.peerings.map(({ virtualNetwork, remoteVirtualNetwork }) => [virtualNetwork, remoteVirtualNetwork]),
  ).toEqual([
    ["azurerm_virtual_network.a", undefined],
    ["azurerm_virtual_network.b", undefined],
  ]);
});

test("what azurerm 5 exports of a subnet binds it, where the associations are in another state", () => {
  const subnet = `${network}/virtualNetworks/vnet-hub/subnets/default`;
  const model = readConfiguration(
    state([
      resource("azurerm_virtual_network.hub", {
        id: `${network}/virtualNetworks/vnet-hub`,
        name: "vnet-hub",
        address_space: ["10.0.0.0/16"],
      }),
      resource("azurerm_route_table.t", { id: `${network}/routeTables/rt`, name: "rt" }),
      resource("azurerm_subnet.default", {
        id: subnet,
        name: "default",
        virtual_network_name: "vnet-hub",
        address_prefixes: ["10.0.0.0/24"],
        route_table_id: `${network}/ROUTETABLES/rt`,
        route_table_id_wo: null,
        network_security_group_id: `${network}/networkSecurityGroups/elsewhere`,
      }),
    ]),
  );
  expect(model.subnets[0]).toMatchObject({
    routeTable: "azurerm_route_table.t",
    uncertainSecurityGroups: [
      { argument: "network_security_group_id", text: `${network}/networkSecurityGroups/elsewhere` },
    ],
  });
});

test("an update has the id of what it changes, which an id still leads to", () => {
  const id = (name: string): string => `${network}/virtualNetworks/${name}`;
  const azapi = (address: string, type: string, values: object): object => ({
    address,
    mode: "managed",
    type: address.split(".")[0],
    name: address.split(".")[1],
    values: { type: `Microsoft.Network/${type}@2024-05-01`, ...values },
  });
  const space = (prefix: string): object => ({
    properties: { addressSpace: { addressPrefixes: [prefix] } },
  });
  const half = (from: string, to: string): object =>
    azapi(`azapi_resource.${from}_${to}`, "virtualNetworks/virtualNetworkPeerings", {
      id: `${id(from)}/virtualNetworkPeerings/p`,
      name: "p",
      parent_id: id(from),
      body: { properties: { remoteVirtualNetwork: { id: id(to) }, allowVirtualNetworkAccess: true } },
    });
  const model = readConfiguration(
    state([
      ...["a", "b"].flatMap((name, at) => [
        azapi(`azapi_resource.${name}`, "virtualNetworks", {
          id: id(name),
          name,
          parent_id: "/subscriptions/6f1a/resourceGroups/rg",
          body: space(`10.${at}.0.0/16`),
        }),
        azapi(`azapi_update_resource.${name}`, "virtualNetworks", {
          id: id(name),
          resource_id: id(name),
          body: space(`10.${at}.0.0/16`),
        }),
      ]),
      half("a", "b"),
      half("b", "a"),
    ]),
  );
  expect(model.peerings.map((peering) => [peering.virtualNetwork, peering.remoteVirtualNetwork])).toEqual([
    ["azapi_resource.a", "azapi_resource.b"],
    ["azapi_resource.b", "azapi_resource.a"],
  ]);
});

test("what Terraform replaces next is named, and counts as the state has it", () => {
  const address = "azurerm_virtual_network.a";
  const sound = resource(address, { name: "vnet-a", address_space: ["10.1.0.0/16"] });
  const { problems, virtualNetworks } = readConfiguration(state([{ ...sound, tainted: true }]));
  expect(problems).toEqual([{ code: "STATE_TAINTED", resource: address }]);
  expect(virtualNetworks).toHaveLength(1);
  expect(readConfiguration(state([sound])).problems).toEqual([]);
});
