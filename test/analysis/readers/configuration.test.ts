import { readConfiguration } from "../../../lib/analysis/readers";

const group = { azurerm_resource_group: { rg: { name: "rg", location: "eastasia" } } };

describe("instances", () => {
  test("count makes numbered resources whose references find their siblings", () => {
    const model = readConfiguration({
      resource: {
        azurerm_virtual_network: {
          spoke: {
            count: "${length(var.names)}",
            name: "vnet-${var.names[count.index]}",
            address_space: ["10.${count.index}.0.0/16"],
          },
        },
        azurerm_subnet: {
          s: {
            count: 2,
            name: "default",
            virtual_network_name: "${azurerm_virtual_network.spoke[count.index].name}",
            address_prefixes: [
              "${cidrsubnet(azurerm_virtual_network.spoke[count.index].address_space[0], 8, 1)}",
            ],
          },
        },
      },
      variable: { names: { default: ["a", "b"] } },
    });
    expect(model.virtualNetworks.map(({ address, name }) => [address, name])).toEqual([
      ["azurerm_virtual_network.spoke[0]", "vnet-a"],
      ["azurerm_virtual_network.spoke[1]", "vnet-b"],
    ]);
    expect(model.subnets.map(({ virtualNetwork, prefixes }) => [virtualNetwork, prefixes])).toEqual([
      ["azurerm_virtual_network.spoke[0]", ["10.0.1.0/24"]],
      ["azurerm_virtual_network.spoke[1]", ["10.1.1.0/24"]],
    ]);
    expect(model.problems).toEqual([]);
  });

  test("for_each over an object, a set and another resource", () => {
    const model = readConfiguration({
      locals: { spokes: { a: { space: "10.1.0.0/16" }, b: { space: "10.2.0.0/16" } } },
      resource: {
        azurerm_virtual_network: {
          spoke: {
            for_each: "${local.spokes}",
            name: "vnet-${each.key}",
            address_space: ["${each.value.space}"],
          },
          hub: { name: "hub", address_space: ["10.0.0.0/16"] },
        },
        azurerm_subnet: {
          s: {
            for_each: "${azurerm_virtual_network.spoke}",
            name: "default",
            virtual_network_name: "${each.value.name}",
            address_prefixes: "${each.value.address_space}",
          },
        },
        azurerm_virtual_network_peering: {
          p: {
            for_each: '${toset(["a", "b"])}',
            name: "hub-to-${each.value}",
            virtual_network_name: "${azurerm_virtual_network.hub.name}",
            remote_virtual_network_id: "${azurerm_virtual_network.spoke[each.key].id}",
          },
        },
      },
    });
    expect(
      model.subnets.map(({ address, virtualNetwork, prefixes }) => [address, virtualNetwork, prefixes]),
    ).toEqual([
      ['azurerm_subnet.s["a"]', 'azurerm_virtual_network.spoke["a"]', ["10.1.0.0/16"]],
      ['azurerm_subnet.s["b"]', 'azurerm_virtual_network.spoke["b"]', ["10.2.0.0/16"]],
    ]);
    expect(model.peerings.map(({ name, remoteVirtualNetwork }) => [name, remoteVirtualNetwork])).toEqual([
      ["hub-to-a", 'azurerm_virtual_network.spoke["a"]'],
      ["hub-to-b", 'azurerm_virtual_network.spoke["b"]'],
    ]);
    expect(model.problems).toEqual([]);
  });

  test("what only apply can count is one instance and a problem", () => {
    const model = readConfiguration({
      variable: { names: { type: "list(string)" } },
      resource: {
        azurerm_virtual_network: {
          v: { for_each: "${toset(var.names)}", name: "v", address_space: ["10.0.0.0/16"] },
        },
      },
    });
    expect(model.virtualNetworks.map(({ address }) => address)).toEqual(["azurerm_virtual_network.v"]);
    expect(model.problems).toEqual([
      {
        code: "UNKNOWN_INSTANCES",
        resource: "azurerm_virtual_network.v",
        attribute: "for_each",
        text: "${toset(var.names)}",
      },
    ]);
  });

  test("count 0 makes nothing", () => {
    const model = readConfiguration({
      resource: { azurerm_virtual_network: { v: { count: 0, name: "v" } } },
    });
    expect(model.virtualNetworks).toEqual([]);
  });

  test("a dynamic block becomes the blocks that it makes", () => {
    const model = readConfiguration({
      locals: { others: { b: "10.2.0.0/16", c: "10.3.0.0/16" } },
      resource: {
        azurerm_route_table: {
          t: {
            name: "t",
            dynamic: {
              route: {
                for_each: "${local.others}",
                iterator: "other",
                content: {
                  name: "to-${other.key}",
                  address_prefix: "${other.value}",
                  next_hop_type: "VirtualAppliance",
                  next_hop_in_ip_address: "10.0.1.4",
                },
              },
            },
          },
        },
      },
    });
    expect(model.routeTables[0].routes.map(({ name, addressPrefix }) => [name, addressPrefix])).toEqual([
      ["to-b", "10.2.0.0/16"],
      ["to-c", "10.3.0.0/16"],
    ]);
  });

  test("a circle of references ends, as unknown", () => {
    const model = readConfiguration({
      locals: { a: "${local.b}", b: "${local.a}" },
      resource: {
        azurerm_virtual_network: {
          v: { name: "${local.a}", address_space: ["${azurerm_virtual_network.w.address_space[0]}"] },
          w: { name: "w", address_space: ["${azurerm_virtual_network.v.address_space[0]}"] },
        },
      },
    });
    expect(model.virtualNetworks.map(({ name, addressSpace }) => [name, addressSpace])).toEqual([
      [undefined, []],
      ["w", []],
    ]);
  });
});

describe("forms of JSON", () => {
  test("blocks and labels may be objects or lists of objects, comments are no blocks", () => {
    const model = readConfiguration({
      "//": { metadata: {} },
      resource: [
        {
          azurerm_virtual_network: [
            { v: [{ name: "v", address_space: ["10.0.0.0/16"] }] },
            { "//": "nothing" },
          ],
        },
        {
          azurerm_network_interface: {
            n: { name: "n", ip_configuration: { name: "a", private_ip_address: "10.0.0.4" } },
          },
        },
        {
          azurerm_network_interface: {
            m: { name: "m", ip_configuration: [{ name: "a", private_ip_address: "10.0.0.5" }] },
          },
        },
      ],
    });
    expect(model.virtualNetworks.map(({ name }) => name)).toEqual(["v"]);
    expect(model.networkInterfaces.map(({ ipConfigurations }) => ipConfigurations[0].privateIp)).toEqual([
      "10.0.0.4",
      "10.0.0.5",
    ]);
  });

  test.each([
    ["resource", { resource: 1 }],
    ["resource.azurerm_subnet", { resource: { azurerm_subnet: "x" } }],
    ["resource.azurerm_subnet.s", { resource: { azurerm_subnet: { s: null, t: true } } }],
    ["variable.x", { variable: { x: 4 } }],
  ])("says which block holds no object: %s", (where, document) => {
    let message = "";
    try {
      readConfiguration(document);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("must hold objects");
    expect(message).toContain(where.split(".")[0]);
  });
});

describe("names instead of references", () => {
  const network = (resourceGroup: string) => ({
    name: "vnet-hub01",
    resource_group_name: resourceGroup,
    address_space: ["10.0.0.0/16"],
  });

  test("a literal name finds the resource of that name, in any case, in its resource group", () => {
    const model = readConfiguration({
      resource: {
        azurerm_virtual_network: { one: network("rg-one"), two: network("rg-two") },
        azurerm_subnet: {
          s: {
            name: "s",
            virtual_network_name: "VNET-HUB01",
            resource_group_name: "RG-Two",
            address_prefixes: ["10.0.0.0/24"],
          },
        },
        azurerm_route_table: { t: { name: "rt", resource_group_name: "rg-one" } },
        azurerm_route: {
          r: {
            name: "r",
            route_table_name: "RT",
            resource_group_name: "rg-one",
            address_prefix: "10.0.0.0/8",
            next_hop_type: "none",
          },
        },
      },
    });
    expect(model.subnets[0].virtualNetwork).toBe("azurerm_virtual_network.two");
    expect(model.routeTables[0].routes).toMatchObject([
      { origin: "azurerm_route.r", nextHopType: "None", nextHops: [] },
    ]);
    expect(model.problems).toEqual([]);
  });

  test("a literal or partly known Azure id finds it too", () => {
    const id = "/subscriptions/0/resourcegroups/RG/providers/Microsoft.Network/virtualNetworks";
    const model = readConfiguration({
      resource: {
        ...group,
        azurerm_virtual_network: {
          hub: network("rg"),
          spoke: { name: "vnet-spoke", address_space: ["10.1.0.0/16"] },
        },
        azurerm_subnet: {
          s: { name: "default", virtual_network_name: "vnet-hub01", address_prefixes: ["10.0.0.0/24"] },
        },
        azurerm_virtual_network_peering: {
          literal: {
            name: "p",
            virtual_network_name: "vnet-spoke",
            remote_virtual_network_id: `${id}/Vnet-Hub01`,
          },
          part: {
            name: "q",
            virtual_network_name: "vnet-spoke",
            remote_virtual_network_id:
              "/subscriptions/${data.azurerm_subscription.c.subscription_id}/resourceGroups/${azurerm_resource_group.rg.name}/providers/Microsoft.Network/virtualNetworks/vnet-hub01",
          },
          gone: {
            name: "r",
            virtual_network_name: "vnet-spoke",
            remote_virtual_network_id: `${id}/vnet-else`,
          },
        },
        azurerm_network_interface: {
          n: { name: "n", ip_configuration: { name: "a", subnet_id: `${id}/vnet-hub01/subnets/DEFAULT` } },
          m: {
            name: "m",
            ip_configuration: { name: "a", subnet_id: "${azurerm_virtual_network.hub.id}/subnets/default" },
          },
        },
      },
    });
    expect(model.peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork)).toEqual([
      "azurerm_virtual_network.hub",
      "azurerm_virtual_network.hub",
      undefined,
    ]);
    expect(model.networkInterfaces.map(({ ipConfigurations }) => ipConfigurations[0].subnet)).toEqual([
      "azurerm_subnet.s",
      "azurerm_subnet.s",
    ]);
    expect(model.problems).toEqual([
      {
        code: "UNRESOLVED_REFERENCE",
        resource: "azurerm_virtual_network_peering.gone",
        attribute: "remote_virtual_network_id",
        text: `${id}/vnet-else`,
      },
    ]);
  });

  test("a data source stands for what is managed under its name, else for an existing network", () => {
    const model = readConfiguration({
      data: {
        azurerm_virtual_network: {
          same: { name: "vnet-hub01", resource_group_name: "rg" },
          other: { name: "vnet-other", resource_group_name: "rg" },
        },
        azurerm_subnet: {
          s: { name: "default", virtual_network_name: "vnet-other", resource_group_name: "rg" },
        },
      },
      resource: {
        azurerm_virtual_network: { hub: network("rg") },
        azurerm_virtual_network_peering: {
          p: {
            name: "p",
            virtual_network_name: "${data.azurerm_virtual_network.same.name}",
            remote_virtual_network_id: "${data.azurerm_virtual_network.other.id}",
          },
        },
        azurerm_network_interface: {
          n: { name: "n", ip_configuration: { name: "a", subnet_id: "${data.azurerm_subnet.s.id}" } },
        },
      },
    });
    expect(model.virtualNetworks.map(({ address, external }) => [address, external])).toEqual([
      ["azurerm_virtual_network.hub", undefined],
      ["data.azurerm_virtual_network.other", true],
    ]);
    expect(model.peerings[0]).toMatchObject({
      virtualNetwork: "azurerm_virtual_network.hub",
      remoteVirtualNetwork: "data.azurerm_virtual_network.other",
    });
    expect(model.networkInterfaces[0].ipConfigurations[0].subnet).toBe("data.azurerm_subnet.s");
    expect(model.subnets[0]).toMatchObject({
      virtualNetwork: "data.azurerm_virtual_network.other",
      external: true,
      prefixesUnknown: "${data.azurerm_subnet.s.address_prefixes}",
    });
  });

  test("a network that only its subnets name exists already", () => {
    const model = readConfiguration({
      resource: {
        azurerm_subnet: {
          a: {
            name: "a",
            virtual_network_name: "vnet-old",
            resource_group_name: "rg",
            address_prefixes: ["10.0.1.0/24"],
          },
          b: {
            name: "b",
            virtual_network_name: "vnet-old",
            resource_group_name: "rg",
            address_prefixes: ["10.0.2.0/24"],
          },
        },
      },
    });
    // Its own space is unknown, but the subnets are in it.
    expect(model.virtualNetworks).toMatchObject([
      {
        name: "vnet-old",
        external: true,
        addressSpace: ["10.0.1.0/24", "10.0.2.0/24"],
        addressSpaceUnknown: "vnet-old",
      },
    ]);
    expect(new Set(model.subnets.map(({ virtualNetwork }) => virtualNetwork))).toEqual(
      new Set([model.virtualNetworks[0].address]),
    );
  });

  test("a peering's triggers tell the address space of an existing network", () => {
    const { virtualNetworks } = readConfiguration({
      resource: {
        azurerm_subnet: {
          a: { name: "a", virtual_network_name: "vnet-old", address_prefixes: ["10.9.1.0/24"] },
        },
        azurerm_virtual_network_peering: {
          p: {
            name: "p",
            virtual_network_name: "vnet-hub",
            remote_virtual_network_id:
              "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/VNET-old",
            triggers: { remote_address_space: "10.9.0.0/16,10.10.0.0/16" },
          },
        },
      },
    });
    expect(virtualNetworks).toMatchObject([
      { name: "vnet-old", addressSpace: ["10.9.0.0/16", "10.10.0.0/16"], addressSpaceUnknown: undefined },
    ]);
  });

  test("a name that two networks have is a problem, not a third network", () => {
    const model = readConfiguration({
      resource: {
        azurerm_virtual_network: { one: network("rg-one"), two: network("rg-two") },
        azurerm_subnet: {
          s: { name: "s", virtual_network_name: "vnet-hub01", address_prefixes: ["10.0.0.0/24"] },
        },
      },
    });
    expect(model.virtualNetworks).toHaveLength(2);
    expect(model.subnets).toEqual([]);
    expect(model.problems).toMatchObject([
      { code: "UNRESOLVED_REFERENCE", attribute: "virtual_network_name" },
    ]);
  });

  test("which of two is meant isn't guessed", () => {
    const model = readConfiguration({
      variable: { first: {} },
      resource: {
        azurerm_virtual_network: { a: { name: "a" }, b: { name: "b" }, c: { name: "c" } },
        azurerm_virtual_network_peering: {
          p: {
            name: "p",
            virtual_network_name: "c",
            remote_virtual_network_id:
              "${var.first ? azurerm_virtual_network.a.id : azurerm_virtual_network.b.id}",
          },
        },
      },
    });
    expect(model.peerings[0].remoteVirtualNetwork).toBeUndefined();
    expect(model.problems).toMatchObject([
      { code: "UNRESOLVED_REFERENCE", attribute: "remote_virtual_network_id" },
    ]);
  });
});

test("a module that is not there is left out, and that is said", () => {
  const model = readConfiguration({ module: { net: { source: "./net" } } });
  expect(model.problems).toEqual([{ code: "MODULE_MISSING", resource: "module.net", attribute: "source" }]);
});

test.each([
  [{ count: 0 }],
  [{ count: "${1 > 2 ? 1 : 0}" }],
  [{ for_each: {} }],
  [{ for_each: "${toset([])}" }],
])("nobody misses a module that is called %j", (never) => {
  expect(readConfiguration({ module: { net: { source: "Azure/net/azurerm", ...never } } }).problems).toEqual(
    [],
  );
});

test("arguments that the model doesn't carry stay in its resources, references as texts", () => {
  const model = readConfiguration({
    resource: {
      azurerm_subnet: {
        s: { name: "x-${var.gone}", delegation: { name: "d" }, depends_on: ["a.b"], "//": {} },
      },
    },
  });
  expect(model.resources).toHaveLength(1);
  expect(model.resources[0].name).toBeUndefined();
  expect({ ...model.resources[0].values }).toEqual({ name: "x-${var.gone}", delegation: { name: "d" } });
});
