import { readConfiguration } from "../../../lib/analysis/readers";
import { Part, plan, refer } from "./support/loop-plan";

const KEYS = ["a", "b"];

const NETWORK: Part = {
  block: "azurerm_virtual_network.v",
  values: () => ({ name: "v", address_space: ["10.0.0.0/16"] }),
};
const SUBNETS: Part = {
  block: "azurerm_subnet.s",
  keys: KEYS,
  values: (key) => ({
    name: key,
    virtual_network_name: "v",
    address_prefixes: [`10.0.${KEYS.indexOf(String(key))}.0/24`],
  }),
};
const tables = (name: string): Part => ({
  block: `azurerm_route_table.${name}`,
  keys: KEYS,
  values: (key) => ({ name: `${name}-${key}`, route: [] }),
});

/** The table of a/s when its association is written with these references. */
function tableOf(...references: readonly string[]): string | undefined {
  const model = readConfiguration(
    plan(NETWORK, SUBNETS, tables("t"), tables("u"), {
      block: "azurerm_subnet_route_table_association.x",
      keys: KEYS,
      unknown: { subnet_id: ["azurerm_subnet.s", "each.key"], route_table_id: references },
      forEach: ["local.spokes"],
    }),
  );
  return model.subnets[0].routeTable;
}

describe("an index that a plan doesn't hold", () => {
  test.each([
    ["t[each.key].id", ["azurerm_route_table.t", "each.key"], "t"],
    ["var.all ? t[each.key].id : null", ["var.all", "azurerm_route_table.t", "each.key"], "t"],
    ["merge(t, {})[each.key].id", ["azurerm_route_table.t", "each.key"], "t"],
  ])("is the key where nothing else can be meant: %s", (_, references, table) => {
    expect(tableOf(...references)).toBe(`azurerm_route_table.${table}["a"]`);
  });

  test.each([
    ["t[local.other[each.key]].id", ["azurerm_route_table.t", "local.other", "each.key"]],
    [
      'each.key == "a" ? t[each.value.peer].id : u[each.key].id',
      [
        "each.key",
        "azurerm_route_table.t",
        "each.value.peer",
        "each.value",
        "azurerm_route_table.u",
        "each.key",
      ],
    ],
    [
      "each.value.own ? local.chosen[each.key].id : u[each.key].id",
      ["each.value.own", "each.value", "local.chosen", "each.key", "azurerm_route_table.u", "each.key"],
    ],
    [
      "local.own ? each.value.id : u[each.key].id",
      ["local.own", "each.value.id", "each.value", "azurerm_route_table.u", "each.key"],
    ],
    [
      "coalesce(each.value.id, u[each.key].id)",
      ["each.value.id", "each.value", "azurerm_route_table.u", "each.key"],
    ],
  ])("is open where a local may lead elsewhere: %s", (_, references) => {
    expect(tableOf(...references)).toBeUndefined();
  });
});

describe("a key that is made of what its member has", () => {
  const SPACES = { hub: "10.0.0.0/16", red: "10.1.0.0/16", tan: "10.2.0.0/16" };
  const NETWORKS: Part = {
    block: "azurerm_virtual_network.n",
    keys: Object.keys(SPACES),
    values: (key) => ({ name: `vnet-${key}`, address_space: [SPACES[key as keyof typeof SPACES]] }),
  };
  const PAIRS = [
    { from: "hub", to: "red" },
    { from: "red", to: "hub" },
  ];
  const [from, to] = ["from", "to"].map((end) => [
    "azurerm_virtual_network.n",
    `each.value.${end}`,
    "each.value",
  ]);

  /** `for_each = { for p in var.pairs : "${p.from}-${p.to}" => p }`; `local` and `remote` are how a half's ends are written. */
  const remotes = (
    local: readonly string[],
    remote: readonly string[],
    pairs: readonly object[] = PAIRS,
  ): unknown[] => {
    const document = plan(NETWORKS, {
      block: "azurerm_virtual_network_peering.p",
      keys: ["hub-red", "red-hub"],
      values: (key) => ({
        name: `to-${String(key).slice(-3)}`,
        virtual_network_name: `vnet-${String(key).slice(0, 3)}`,
      }),
      known: { name: ["each.value.to", "each.value"], virtual_network_name: local },
      unknown: { remote_virtual_network_id: remote },
      forEach: ["var.pairs"],
    });
    const model = readConfiguration({ ...document, variables: { pairs: { value: pairs } } });
    return model.peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork);
  };

  test.each([
    ["from-to", from, to],
    ["to-from", to, from],
  ])("tells which member it is, where another argument bears out a part of it: %s", (_, local, remote) => {
    expect(remotes(local, remote)).toEqual([
      'azurerm_virtual_network.n["red"]',
      'azurerm_virtual_network.n["hub"]',
    ]);
  });

  test.each([
    ["no other argument bears it out", ["each.value.from", "each.value"], PAIRS],
    ["what the loop makes of its members contradicts it", from, [{ from: "red", to: "hub" }]],
    ["a part is in no member", from, [{ from: "hub", to: "tan" }]],
    ["two members fit", from, [...PAIRS, ...PAIRS]],
  ])("is open where %s", (_, local, pairs) => {
    expect(remotes(local, to, pairs)[0]).toBeUndefined();
  });
});

describe("a local that is passed to a module", () => {
  const module = (inner: object, address: string) => ({
    format_version: "1.2",
    planned_values: { root_module: { resources: [], child_modules: [{ address, resources: [] }] } },
    ...inner,
  });

  test("leads to what its caller has, not only to what the module is given by name", () => {
    const root = plan(NETWORK, SUBNETS, tables("t"), tables("u")) as {
      readonly planned_values: { readonly root_module: { readonly resources: object[] } };
      readonly resource_changes: object[];
      readonly configuration: { readonly root_module: { readonly resources: object[] } };
    };
    const inside = {
      address: "module.bind.azurerm_subnet_route_table_association.x",
      mode: "managed",
      type: "azurerm_subnet_route_table_association",
      name: "x",
    };
    const document = module(
      {
        resource_changes: [
          ...root.resource_changes,
          {
            ...inside,
            module_address: "module.bind",
            change: { actions: ["create"], after_unknown: { subnet_id: true, route_table_id: true } },
          },
        ],
        planned_values: {
          root_module: {
            ...root.planned_values.root_module,
            child_modules: [{ address: "module.bind", resources: [{ ...inside, values: {} }] }],
          },
        },
        configuration: {
          root_module: {
            ...root.configuration.root_module,
            module_calls: {
              bind: {
                source: "./bind",
                expressions: refer({
                  subnet: ['azurerm_subnet.s["a"].id', 'azurerm_subnet.s["a"]', "azurerm_subnet.s"],
                  table: [
                    "local.own",
                    'azurerm_route_table.t["a"].id',
                    'azurerm_route_table.t["a"]',
                    "azurerm_route_table.t",
                    "local.other",
                  ],
                }),
                module: {
                  variables: { subnet: {}, table: {} },
                  resources: [
                    {
                      ...inside,
                      address: "azurerm_subnet_route_table_association.x",
                      expressions: refer({ subnet_id: ["var.subnet"], route_table_id: ["var.table"] }),
                    },
                  ],
                },
              },
            },
          },
        },
      },
      "module.bind",
    );
    const [{ routeTable, uncertainRouteTables = [] }] = readConfiguration(document).subnets;
    expect(routeTable).toBeUndefined();
    expect(uncertainRouteTables.flatMap(({ candidates }) => candidates)).toContain(
      'azurerm_route_table.u["b"]',
    );
  });
});

describe("module.hub[1 - count.index], which a plan lists like module.hub[count.index]", () => {
  const count = [0, 1];
  const hubs: Part = {
    block: "azurerm_virtual_network.hub",
    keys: count,
    values: (key) => ({ name: `hub-${key}`, address_space: [`10.${key}.0.0/16`] }),
  };
  const index = ["azurerm_virtual_network.hub", "count.index"];
  const remotes = (...more: readonly Part[]) => readConfiguration(plan(hubs, ...more));

  test("of a peering leads to the other network: none is peered with itself", () => {
    const model = remotes({
      block: "azurerm_virtual_network_peering.p",
      keys: count,
      values: (key) => ({ name: "p", virtual_network_name: `hub-${key}` }),
      known: { virtual_network_name: index },
      unknown: { remote_virtual_network_id: index },
    });
    expect(model.peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork)).toEqual([
      "azurerm_virtual_network.hub[1]",
      "azurerm_virtual_network.hub[0]",
    ]);
  });

  test("of a peering is the other of two networks that have one name, where the references say whose it is", () => {
    const twins = ["one", "two"].map((name): Part => ({
      block: `azurerm_virtual_network.${name}`,
      values: () => ({ name: "core", address_space: [name === "one" ? "10.0.0.0/16" : "10.1.0.0/16"] }),
    }));
    const model = readConfiguration(
      plan(...twins, {
        block: "azurerm_virtual_network_peering.p",
        values: () => ({ name: "p", virtual_network_name: "core" }),
        known: { virtual_network_name: ["azurerm_virtual_network.one.name", "azurerm_virtual_network.one"] },
        unknown: {
          remote_virtual_network_id: ["azurerm_virtual_network.two.id", "azurerm_virtual_network.two"],
        },
      }),
    );
    expect(model.peerings[0].virtualNetwork).toBe("azurerm_virtual_network.one");
    expect(model.peerings[0].remoteVirtualNetwork).toBe("azurerm_virtual_network.two");
  });

  test("of a peering is a network of the same name in another resource group", () => {
    const model = readConfiguration(
      plan(
        {
          block: "azurerm_virtual_network.core",
          keys: count,
          values: (key) => ({
            name: "core",
            resource_group_name: `rg-${key}`,
            address_space: [`10.${key}.0.0/16`],
          }),
        },
        {
          block: "azurerm_virtual_network_peering.p",
          values: () => ({ name: "p", virtual_network_name: "core", resource_group_name: "RG-0" }),
          unknown: {
            remote_virtual_network_id: [
              "azurerm_virtual_network.core[1].id",
              "azurerm_virtual_network.core[1]",
            ],
          },
        },
      ),
    );
    expect(model.peerings[0].remoteVirtualNetwork).toBe("azurerm_virtual_network.core[1]");
  });

  test("is open where another argument with the same references came out as another member's", () => {
    const nics: Part = {
      block: "azurerm_network_interface.n",
      keys: count,
      values: (key) => ({ name: `nic-${key}`, ip_configuration: [{ name: "i" }] }),
    };
    const route = (addressPrefix: (key: number) => string): unknown => {
      const model = remotes(
        nics,
        {
          block: "azurerm_route_table.t",
          keys: count,
          values: (key) => ({ name: `t-${key}`, route: [] }),
        },
        {
          block: "azurerm_subnet_route_table_association.x",
          keys: count,
          values: (key) => ({ note: addressPrefix(Number(key)) }),
          known: { note: ["azurerm_route_table.t", "count.index"] },
          unknown: {
            subnet_id: ["azurerm_subnet.s", "count.index"],
            route_table_id: ["azurerm_route_table.t", "count.index"],
          },
        },
        {
          block: "azurerm_subnet.s",
          keys: count,
          values: (key) => ({
            name: `s-${key}`,
            virtual_network_name: `hub-${key}`,
            address_prefixes: [`10.${key}.0.0/24`],
          }),
        },
      );
      return model.subnets.map(({ routeTable }) => routeTable);
    };
    expect(route((key) => `t-${key}`)).toEqual(["azurerm_route_table.t[0]", "azurerm_route_table.t[1]"]);
    expect(route((key) => `t-${1 - key}`)).toEqual([undefined, undefined]);
  });
});

describe("a local that is the same network for all peerings of a loop", () => {
  const networks = (...keys: readonly string[]): Part => ({
    block: "azurerm_virtual_network.v",
    keys,
    values: (key) => ({
      name: `vnet-${key}`,
      resource_group_name: "rg",
      address_space: [`10.${keys.indexOf(String(key))}.0.0/16`],
    }),
  });
  const remotes = (all: Part, references: readonly string[], group = "rg") =>
    readConfiguration(
      plan(all, {
        block: "azurerm_virtual_network_peering.up",
        keys: KEYS,
        values: (key) => ({
          name: "up",
          resource_group_name: group,
          virtual_network_name: `vnet-${key}`,
        }),
        known: { virtual_network_name: ["each.value.name", "each.value"] },
        unknown: { remote_virtual_network_id: references },
        forEach: ["local.spokes"],
      }),
    ).peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork);
  const HUB = 'azurerm_virtual_network.v["hub"]';

  test("is none of those that the peerings are halves of", () => {
    expect(remotes(networks("hub", ...KEYS), ["local.hub.id", "local.hub"])).toEqual([HUB, HUB]);
  });

  test.each([
    ["where there are two others", networks("hub", "core", ...KEYS), ["local.hub.id", "local.hub"], "rg"],
    ["where the key chooses", networks("hub", ...KEYS), ["local.hubs", "each.key"], "rg"],
    ["where those are of another group", networks("hub", ...KEYS), ["local.hub.id", "local.hub"], "other"],
  ])("is open %s", (_, all, references, group) => {
    expect(remotes(all, references, group)).toEqual([undefined, undefined]);
  });
});

describe("a loop over a part of each member of a list", () => {
  const bind = (
    members: readonly object[],
    ...forEach: readonly string[]
  ): readonly (string | undefined)[] => {
    const document = plan(NETWORK, SUBNETS, tables("t"), {
      block: "azurerm_subnet_route_table_association.x",
      keys: ["a"],
      unknown: {
        subnet_id: ["azurerm_subnet.s", "each.value"],
        route_table_id: [
          'azurerm_route_table.t["a"].id',
          'azurerm_route_table.t["a"]',
          "azurerm_route_table.t",
        ],
      },
      forEach,
    });
    const variables = { subnets: { value: members } };
    return readConfiguration({ ...document, variables }).subnets.map(({ routeTable }) => routeTable);
  };
  const TABLE = 'azurerm_route_table.t["a"]';

  test("toset(var.subnets[*].name) gives the one part that is a key of what it chooses from", () => {
    expect(bind([{ name: "a", zone: "1" }, { name: "c" }], "var.subnets")).toEqual([TABLE, undefined]);
  });

  test("is open where two parts are", () => {
    expect(bind([{ name: "a", next: "b" }], "var.subnets")).toEqual([undefined, undefined]);
  });

  test("takes no member for another that has its number in it", () => {
    const chosen = (members: readonly object[]): readonly unknown[] => {
      const document = plan(NETWORK, SUBNETS, tables("t"), {
        block: "azurerm_subnet_route_table_association.x",
        keys: ["0"],
        unknown: {
          subnet_id: ["azurerm_subnet.s", "each.value.name", "each.value"],
          route_table_id: [
            'azurerm_route_table.t["a"].id',
            'azurerm_route_table.t["a"]',
            "azurerm_route_table.t",
          ],
        },
        forEach: ["var.subnets"],
      });
      return readConfiguration({ ...document, variables: { subnets: { value: members } } }).subnets.map(
        ({ routeTable }) => routeTable,
      );
    };
    expect(
      chosen([
        { name: "a", zone: "1" },
        { name: "b", zone: "0" },
      ]),
    ).toEqual([undefined, undefined]);
    expect(
      chosen([
        { name: "a", zone: "0" },
        { name: "b", zone: "1" },
      ]),
    ).toEqual([TABLE, undefined]);
  });
});
