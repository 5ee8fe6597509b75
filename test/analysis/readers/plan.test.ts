import { readConfiguration } from "../../../lib/analysis/readers";

interface Instance {
  readonly address: string;
  readonly values: object;
  readonly unknown?: object;
}

/** A plan as `terraform show -json` prints it (format 1.2), from its instances and its configuration. */
function plan(instances: readonly Instance[], rootModule: object, more: object = {}): object {
  const shown = instances.map(({ address, values }) => ({ ...identityOf(address), values }));
  const modules = new Map<string, object[]>();
  for (const resource of shown) {
    const end = resource.address.lastIndexOf(`${resource.type}.${resource.name}`);
    const module = resource.address.slice(0, Math.max(0, end - 1));
    modules.set(module, [...(modules.get(module) ?? []), resource]);
  }
  const children = [...modules].filter(([module]) => module !== "");
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {
      root_module: {
        resources: modules.get("") ?? [],
        child_modules: children.map(([address, resources]) => ({ address, resources })),
      },
    },
    resource_changes: instances.map(({ address, unknown }) => ({
      address,
      change: { actions: ["create"], after_unknown: { id: true, ...unknown } },
    })),
    configuration: { root_module: rootModule },
    ...more,
  };
}

function identityOf(address: string) {
  const [, type, name, key] = /(azurerm_\w+)\.(\w+)(?:\[(.+)\])?$/.exec(address)!;
  const index = key === undefined ? {} : { index: JSON.parse(key) as string | number };
  return {
    address,
    mode: "managed",
    type,
    name,
    ...index,
    provider_name: "registry.terraform.io/hashicorp/azurerm",
  };
}

const declared = (type: string, name: string, expressions: object, more: object = {}) => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  provider_config_key: "azurerm",
  expressions,
  ...more,
});

const refs = (...references: string[]) => ({ references });

describe("unknown values of a plan", () => {
  test("lead to the resource that the configuration names", () => {
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_virtual_network.hub", values: { name: "hub", address_space: ["10.0.0.0/16"] } },
          {
            address: "azurerm_subnet.fw",
            values: {
              name: "AzureFirewallSubnet",
              virtual_network_name: "hub",
              address_prefixes: ["10.0.1.0/26"],
            },
          },
          {
            address: "azurerm_firewall.fw",
            values: { name: "fw", ip_configuration: [{ name: "a" }] },
            unknown: { ip_configuration: [{ private_ip_address: true, subnet_id: true }] },
          },
          {
            address: "azurerm_route_table.t",
            values: {
              name: "t",
              route: [{ name: "r", address_prefix: "0.0.0.0/0", next_hop_type: "VirtualAppliance" }],
            },
            unknown: { route: [{ next_hop_in_ip_address: true }] },
          },
        ],
        {
          resources: [
            declared(
              "azurerm_virtual_network",
              "hub",
              { name: { constant_value: "hub" } },
              { provider_config_key: "azurerm.hub" },
            ),
            declared("azurerm_subnet", "fw", {
              virtual_network_name: refs("azurerm_virtual_network.hub.name", "azurerm_virtual_network.hub"),
            }),
            declared("azurerm_firewall", "fw", {
              ip_configuration: [{ subnet_id: refs("azurerm_subnet.fw.id", "azurerm_subnet.fw") }],
            }),
            // An attribute that may be written as blocks has one list of references for all of them.
            declared("azurerm_route_table", "t", {
              route: refs(
                "azurerm_firewall.fw.ip_configuration[0].private_ip_address",
                "azurerm_firewall.fw.ip_configuration[0]",
                "azurerm_firewall.fw.ip_configuration",
                "azurerm_firewall.fw",
              ),
            }),
          ],
        },
      ),
    );
    expect(model.problems).toEqual([]);
    expect(model.virtualNetworks[0].subscription).toBe("azurerm.hub");
    expect(model.subnets[0].virtualNetwork).toBe("azurerm_virtual_network.hub");
    expect(model.firewalls[0].subnet).toBe("azurerm_subnet.fw");
    expect(model.routeTables[0].routes[0].nextHops).toEqual([
      {
        resource: "azurerm_firewall.fw",
        attribute: "ip_configuration[0].private_ip_address",
        text: "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}",
      },
    ]);
  });

  test.each<[string, object, object]>([
    ["each.key", refs("azurerm_virtual_network.v", "each.key"), refs("var.spokes")],
    ["each.value", refs("each.value.id", "each.value"), refs("azurerm_virtual_network.v")],
    [
      "a member of each.value",
      refs("azurerm_virtual_network.v", "each.value.of", "each.value"),
      refs("var.spokes"),
    ],
    [
      "an explicit key",
      refs(
        'azurerm_virtual_network.v["b"].id',
        'azurerm_virtual_network.v["b"]',
        "azurerm_virtual_network.v",
      ),
      refs("var.spokes"),
    ],
    ["a variable as key", refs("azurerm_virtual_network.v", "var.chosen"), refs("var.spokes")],
  ])("find the instance that %s means", (_, remote, forEach) => {
    const network = (key: string) => ({
      address: `azurerm_virtual_network.v["${key}"]`,
      values: { name: `vnet-${key}`, address_space: ["10.0.0.0/16"] },
    });
    const model = readConfiguration(
      plan(
        [
          network("a"),
          network("b"),
          {
            address: 'azurerm_virtual_network_peering.p["b"]',
            values: { name: "p", virtual_network_name: "vnet-a" },
            unknown: { remote_virtual_network_id: true },
          },
        ],
        {
          resources: [
            declared("azurerm_virtual_network", "v", {}, { for_each_expression: refs("var.spokes") }),
            declared(
              "azurerm_virtual_network_peering",
              "p",
              { remote_virtual_network_id: remote },
              { for_each_expression: forEach },
            ),
          ],
          variables: { spokes: {} },
        },
        { variables: { spokes: { value: { a: { of: "b" }, b: { of: "b" } } }, chosen: { value: "b" } } },
      ),
    );
    expect(model.peerings[0]).toMatchObject({
      virtualNetwork: 'azurerm_virtual_network.v["a"]',
      remoteVirtualNetwork: 'azurerm_virtual_network.v["b"]',
    });
    const isToldByKey = /each\./.test(JSON.stringify(remote));
    expect(model.problems.map(({ code }) => code)).toEqual(isToldByKey ? ["PLAN_KEYS_TAKEN"] : []);
  });

  test("find the instance with the same number", () => {
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_network_interface.n[0]", values: { name: "n0" } },
          { address: "azurerm_network_interface.n[1]", values: { name: "n1" } },
          {
            address: "azurerm_linux_virtual_machine.vm[1]",
            values: { name: "vm1", network_interface_ids: [null] },
            unknown: { network_interface_ids: [true] },
          },
          {
            address: "azurerm_linux_virtual_machine.both",
            values: { name: "both", network_interface_ids: [null, null] },
            unknown: { network_interface_ids: [true, true] },
          },
        ],
        {
          resources: [
            declared("azurerm_network_interface", "n", {}, { count_expression: { constant_value: 2 } }),
            declared(
              "azurerm_linux_virtual_machine",
              "vm",
              { network_interface_ids: refs("azurerm_network_interface.n", "count.index") },
              { count_expression: { constant_value: 2 } },
            ),
            declared("azurerm_linux_virtual_machine", "both", {
              network_interface_ids: refs("azurerm_network_interface.n"),
            }),
          ],
        },
      ),
    );
    expect(model.virtualMachines.map(({ name, networkInterfaces }) => [name, networkInterfaces])).toEqual([
      ["vm1", ["azurerm_network_interface.n[1]"]],
      ["both", ["azurerm_network_interface.n[0]", "azurerm_network_interface.n[1]"]],
    ]);
  });

  test("go through the inputs and outputs of modules, also with for_each", () => {
    const spoke = (key: string) => [
      { address: `module.spoke["${key}"].azurerm_virtual_network.this`, values: { name: `vnet-${key}` } },
      {
        address: `module.spoke["${key}"].azurerm_virtual_network_peering.to_hub`,
        values: { name: "to-hub" },
        unknown: { virtual_network_name: true, remote_virtual_network_id: true },
      },
    ];
    const model = readConfiguration(
      plan(
        [
          { address: "module.hub.azurerm_virtual_network.this", values: { name: "vnet-hub" } },
          ...spoke("a"),
          ...spoke("b"),
          {
            address: "azurerm_virtual_network_peering.from_hub",
            values: { name: "from-hub" },
            unknown: { virtual_network_name: true, remote_virtual_network_id: true },
          },
        ],
        {
          resources: [
            declared("azurerm_virtual_network_peering", "from_hub", {
              virtual_network_name: refs("module.hub.name", "module.hub"),
              remote_virtual_network_id: refs('module.spoke["b"].id', 'module.spoke["b"]', "module.spoke"),
            }),
          ],
          module_calls: {
            hub: {
              source: "./hub",
              module: {
                outputs: {
                  id: { expression: refs("azurerm_virtual_network.this.id", "azurerm_virtual_network.this") },
                  name: {
                    expression: refs("azurerm_virtual_network.this.name", "azurerm_virtual_network.this"),
                  },
                },
                resources: [declared("azurerm_virtual_network", "this", {})],
              },
            },
            spoke: {
              source: "./spoke",
              for_each_expression: refs("local.spokes"),
              expressions: { hub_id: refs("module.hub.id", "module.hub") },
              module: {
                outputs: {
                  id: { expression: refs("azurerm_virtual_network.this.id", "azurerm_virtual_network.this") },
                },
                resources: [
                  declared("azurerm_virtual_network", "this", {}),
                  declared("azurerm_virtual_network_peering", "to_hub", {
                    virtual_network_name: refs(
                      "azurerm_virtual_network.this.name",
                      "azurerm_virtual_network.this",
                    ),
                    remote_virtual_network_id: refs("var.hub_id"),
                  }),
                ],
                variables: { hub_id: {} },
              },
            },
          },
        },
      ),
    );
    const halves = model.peerings.map(({ address, virtualNetwork, remoteVirtualNetwork }) => [
      address,
      virtualNetwork,
      remoteVirtualNetwork,
    ]);
    const hub = "module.hub.azurerm_virtual_network.this";
    expect(halves.sort()).toEqual([
      ["azurerm_virtual_network_peering.from_hub", hub, 'module.spoke["b"].azurerm_virtual_network.this'],
      [
        'module.spoke["a"].azurerm_virtual_network_peering.to_hub',
        'module.spoke["a"].azurerm_virtual_network.this',
        hub,
      ],
      [
        'module.spoke["b"].azurerm_virtual_network_peering.to_hub',
        'module.spoke["b"].azurerm_virtual_network.this',
        hub,
      ],
    ]);
    expect(model.problems).toEqual([]);
  });

  test("behind a splat or a computed index are those of the resource, though the plan drops the attribute", () => {
    const route = { name: "r", address_prefix: "0.0.0.0/0", next_hop_type: "VirtualAppliance" };
    const table = (key: string) => ({
      address: `azurerm_route_table.${key}`,
      values: { name: key, route: [route] },
      unknown: { route: [{ next_hop_in_ip_address: true }] },
    });
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_firewall.fw[0]", values: { name: "fw", ip_configuration: [{ name: "a" }] } },
          {
            address: "azurerm_network_interface.nva[0]",
            values: { name: "n", ip_configuration: [{ private_ip_address: "10.0.1.4" }] },
          },
          table("splat"),
          table("computed"),
        ],
        {
          resources: [
            declared("azurerm_route_table", "splat", { route: refs("azurerm_firewall.fw") }),
            declared("azurerm_route_table", "computed", {
              route: refs("azurerm_network_interface.nva", "var.index"),
            }),
          ],
        },
      ),
    );
    expect(model.routeTables.map(({ routes }) => routes[0].nextHops)).toEqual([
      [{ resource: "azurerm_firewall.fw[0]", text: "${azurerm_firewall.fw[0]}" }],
      [
        {
          ip: "10.0.1.4",
          resource: "azurerm_network_interface.nva[0]",
          text: "${azurerm_network_interface.nva}",
        },
      ],
    ]);
  });

  test.each([
    ["azurerm_network_interface.n[0]", "module.nva.ips[0]"],
    ['azurerm_network_interface.n["a"]', 'module.nva.ips["a"]'],
  ])("are of the only instance %s, whichever member of an output over all is meant", (instance, member) => {
    const route = { name: "r", address_prefix: "0.0.0.0/0", next_hop_type: "VirtualAppliance" };
    const model = readConfiguration(
      plan(
        [
          {
            address: `module.nva.${instance}`,
            values: { name: "n", ip_configuration: [{ private_ip_address: "10.0.1.4" }] },
          },
          {
            address: "azurerm_route_table.rt",
            values: { name: "rt", route: [route] },
            unknown: { route: [{ next_hop_in_ip_address: true }] },
          },
        ],
        {
          resources: [
            declared("azurerm_route_table", "rt", { route: refs(member, "module.nva.ips", "module.nva") }),
          ],
          module_calls: {
            nva: {
              module: {
                outputs: { ips: { expression: refs("azurerm_network_interface.n") } },
                resources: [declared("azurerm_network_interface", "n", {})],
              },
            },
          },
        },
      ),
    );
    expect(model.routeTables[0].routes[0].nextHops[0].ip).toBe("10.0.1.4");
  });

  test("may be of a member of what for_each goes through, of which a plan doesn't tell each.value", () => {
    const peering = declared(
      "azurerm_virtual_network_peering",
      "p",
      {
        remote_virtual_network_id: refs(
          ...["each.value.out", "each.value", "each.value.vnet.id", "each.value.vnet", "each.value"],
          ...["azurerm_virtual_network.hub.id", "azurerm_virtual_network.hub"],
        ),
      },
      { for_each_expression: refs("azurerm_virtual_network.spoke") },
    );
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_virtual_network.hub", values: { name: "hub" } },
          { address: 'azurerm_virtual_network.spoke["a"]', values: { name: "a" } },
          {
            address: 'azurerm_virtual_network_peering.p["a-out"]',
            values: { name: "a-out", virtual_network_name: "hub" },
            unknown: { remote_virtual_network_id: true },
          },
        ],
        {
          resources: [
            declared("azurerm_virtual_network", "hub", {}),
            declared("azurerm_virtual_network", "spoke", {}),
            peering,
          ],
        },
      ),
    );
    expect(model.peerings[0].remoteVirtualNetwork).toBe('azurerm_virtual_network.spoke["a"]');
  });

  test("that stand for whole modules are the output of the wanted type", () => {
    const nic = (key: string) => ({
      address: `module.nic["${key}"].azurerm_network_interface.this`,
      values: { name: key },
    });
    const model = readConfiguration(
      plan(
        [
          nic("a"),
          nic("b"),
          {
            address: "azurerm_linux_virtual_machine.vm",
            values: { name: "vm", network_interface_ids: [null, null] },
            unknown: { network_interface_ids: [true, true] },
          },
        ],
        {
          // [for nic in module.nic : nic.id]
          resources: [
            declared("azurerm_linux_virtual_machine", "vm", { network_interface_ids: refs("module.nic") }),
          ],
          module_calls: {
            nic: {
              module: {
                outputs: {
                  id: {
                    expression: refs("azurerm_network_interface.this.id", "azurerm_network_interface.this"),
                  },
                  group: {
                    expression: refs("azurerm_resource_group.this.name", "azurerm_resource_group.this"),
                  },
                },
                resources: [declared("azurerm_network_interface", "this", {})],
              },
            },
          },
        },
      ),
    );
    expect(model.virtualMachines[0].networkInterfaces).toEqual([
      'module.nic["a"].azurerm_network_interface.this',
      'module.nic["b"].azurerm_network_interface.this',
    ]);
  });

  test("that a local hides are a problem, since a plan holds no locals", () => {
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_virtual_network.v", values: { name: "v" } },
          {
            address: "azurerm_virtual_network_peering.p",
            values: { name: "p", virtual_network_name: "v" },
            unknown: { remote_virtual_network_id: true },
          },
        ],
        {
          resources: [
            declared("azurerm_virtual_network_peering", "p", {
              remote_virtual_network_id: refs("local.hub_id"),
            }),
          ],
        },
      ),
    );
    expect(model.peerings[0].remoteVirtualNetwork).toBeUndefined();
    expect(model.problems).toEqual([
      {
        code: "UNRESOLVED_REFERENCE",
        resource: "azurerm_virtual_network_peering.p",
        attribute: "remote_virtual_network_id",
        text: "${local.hub_id}",
      },
    ]);
  });
});

describe("what nobody set in a plan", () => {
  test("is absent, though the provider computes it: no shared key, no table", () => {
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_virtual_network.v", values: { name: "v" }, unknown: { subnet: true } },
          {
            address: "azurerm_subnet.s",
            values: { name: "s", virtual_network_name: "v", address_prefixes: ["10.0.0.0/24"] },
            unknown: { route_table_id: true, network_security_group_id: true },
          },
          {
            address: "azurerm_virtual_network_gateway_connection.c",
            values: { name: "c", type: "IPsec" },
            unknown: { shared_key: true, enable_bgp: true },
          },
          {
            address: "azurerm_lb.lb",
            values: { name: "lb", frontend_ip_configuration: [{ name: "fe" }] },
            unknown: {
              frontend_ip_configuration: [{ private_ip_address: true, public_ip_address_id: true }],
            },
          },
        ],
        {
          resources: [
            declared("azurerm_subnet", "s", { name: { constant_value: "s" } }),
            declared("azurerm_lb", "lb", { frontend_ip_configuration: [{ name: { constant_value: "fe" } }] }),
          ],
        },
      ),
    );
    expect(model.subnets).toMatchObject([{ routeTable: undefined, networkSecurityGroup: undefined }]);
    expect(model.gatewayConnections).toMatchObject([{ hasSharedKey: false, bgpEnabled: false }]);
    expect(model.loadBalancers[0].frontends).toEqual([{ name: "fe" }]);
    expect(model.problems).toEqual([]);
  });

  test("isn't absent when it is write-only: azurerm 5's table of a subnet", () => {
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_virtual_network.v", values: { name: "v" } },
          { address: "azurerm_route_table.t", values: { name: "t" }, unknown: { route: true } },
          {
            address: "azurerm_subnet.s",
            values: { name: "s", virtual_network_name: "v", route_table_id_wo: null },
            unknown: { route_table_id: true },
          },
        ],
        {
          resources: [
            declared("azurerm_subnet", "s", {
              route_table_id_wo: refs("azurerm_route_table.t.id", "azurerm_route_table.t"),
            }),
          ],
        },
      ),
    );
    expect(model.subnets[0]).toMatchObject({
      routeTable: "azurerm_route_table.t",
      routeTableAssociation: "azurerm_subnet.s",
    });
  });

  test("a write-only argument comes before what azurerm 5 exports, which is of before the plan", () => {
    const id = (name: string): string =>
      `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/${name}`;
    const table = (name: string): Instance => ({
      address: `azurerm_route_table.${name}`,
      values: { name, id: id(name) },
      unknown: { id: false },
    });
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_virtual_network.v", values: { name: "v" } },
          table("old"),
          table("new"),
          {
            address: "azurerm_subnet.s",
            values: { name: "s", virtual_network_name: "v", route_table_id: id("old") },
          },
        ],
        {
          resources: [
            declared("azurerm_subnet", "s", {
              route_table_id_wo: refs("azurerm_route_table.new.id", "azurerm_route_table.new"),
            }),
          ],
        },
      ),
    );
    expect(model.subnets[0]).toMatchObject({ routeTable: "azurerm_route_table.new" });
  });

  test.each([
    [["delete"], undefined],
    [["delete", "create"], undefined],
    [["no-op"], "azurerm_route_table.t"],
  ])("what azurerm 5 exports of a subnet is gone with its association: %j", (actions, routeTable) => {
    const network = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network";
    const subnet = `${network}/virtualNetworks/v/subnets/s`;
    const document = plan(
      [
        { address: "azurerm_virtual_network.v", values: { name: "v" } },
        { address: "azurerm_route_table.t", values: { name: "t", id: `${network}/routeTables/t` } },
        {
          address: "azurerm_subnet.s",
          values: {
            id: subnet,
            name: "s",
            virtual_network_name: "v",
            route_table_id: `${network}/routeTables/t`,
          },
        },
      ],
      { resources: [] },
    ) as { resource_changes: object[] };
    document.resource_changes.push({
      address: "azurerm_subnet_route_table_association.a",
      type: "azurerm_subnet_route_table_association",
      change: { actions, before: { subnet_id: subnet.toUpperCase() } },
    });
    expect(readConfiguration(document).subnets[0].routeTable).toBe(routeTable);
  });

  test("blocks that only apply can count are those that are written out", () => {
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_virtual_network.v", values: { name: "v" } },
          { address: "azurerm_subnet.s", values: { name: "s", virtual_network_name: "v" } },
          {
            address: "azurerm_network_interface.n",
            values: { name: "n" },
            unknown: { ip_configuration: true },
          },
        ],
        {
          resources: [
            declared("azurerm_network_interface", "n", {
              ip_configuration: [{ subnet_id: refs("azurerm_subnet.s.id", "azurerm_subnet.s") }],
            }),
          ],
        },
      ),
    );
    expect(model.networkInterfaces[0].ipConfigurations).toMatchObject([{ subnet: "azurerm_subnet.s" }]);
  });
});

describe("known values of a plan", () => {
  const id = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-hub";

  test("ids of resources that don't change lead to them, data sources come from the prior state", () => {
    const data = {
      address: "data.azurerm_virtual_network.other",
      mode: "data",
      type: "azurerm_virtual_network",
      name: "other",
      values: { id: id.replace("hub", "other"), name: "vnet-other", address_space: ["10.9.0.0/16"] },
    };
    const model = readConfiguration(
      plan(
        [
          { address: "azurerm_virtual_network.hub", values: { id, name: "vnet-hub" } },
          {
            address: "azurerm_virtual_network_peering.p",
            values: {
              name: "p",
              virtual_network_name: "vnet-hub",
              remote_virtual_network_id: data.values.id,
            },
          },
          {
            address: "azurerm_network_manager_static_member.m",
            values: { name: "m", target_virtual_network_id: id.toUpperCase() },
          },
        ],
        { resources: [] },
        { prior_state: { format_version: "1.0", values: { root_module: { resources: [data] } } } },
      ),
    );
    expect(model.virtualNetworks).toMatchObject([
      { address: "azurerm_virtual_network.hub" },
      { address: "data.azurerm_virtual_network.other", external: true, addressSpace: ["10.9.0.0/16"] },
    ]);
    expect(model.peerings[0].remoteVirtualNetwork).toBe("data.azurerm_virtual_network.other");
  });

  test("a plan that Terraform could not finish says so", () => {
    const model = readConfiguration(plan([], {}, { errored: true }));
    expect(model.problems).toMatchObject([{ code: "PLAN_INCOMPLETE" }]);
  });
});
