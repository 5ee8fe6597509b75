import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Analysis, analyze, readConfiguration, readInput } from "../../../lib/analysis";
import { Block } from "../../support/synth";
import { repairsOf } from "../repair/support/ask";

const MANAGER = "${azurerm_network_manager.m.id}";
const GROUP = "${azurerm_network_manager_network_group.g.id}";
const VARIABLE = "${var.x}";
const ELSEWHERE =
  "/subscriptions/1/resourceGroups/g/providers/Microsoft.Network/networkManagers/m/networkGroups/far";

const networkOf = (n: number): Block => ({
  name: `n${n}`,
  location: "eastasia",
  resource_group_name: "rg",
  address_space: [`10.${n}.0.0/16`],
  subnet: [{ name: "s", address_prefixes: [`10.${n}.0.0/24`] }],
});

/** A hub n0 with spokes n1 and n2 in a connected group, and a network n3 that nothing names. */
function resources(): Record<string, Record<string, Block>> {
  return {
    azurerm_virtual_network: { n0: networkOf(0), n1: networkOf(1), n2: networkOf(2), n3: networkOf(3) },
    azurerm_network_manager_network_group: { g: { name: "g", network_manager_id: MANAGER } },
    azurerm_network_manager_static_member: Object.fromEntries(
      [1, 2].map((n) => [
        `m${n}`,
        {
          name: `m${n}`,
          network_group_id: GROUP,
          target_virtual_network_id: `\${azurerm_virtual_network.n${n}.id}`,
        },
      ]),
    ),
    azurerm_network_manager_connectivity_configuration: {
      c: {
        name: "c",
        network_manager_id: MANAGER,
        connectivity_topology: "HubAndSpoke",
        hub: [{ resource_id: "${azurerm_virtual_network.n0.id}", resource_type: "any" }],
        applies_to_group: [{ group_connectivity: "None", network_group_id: GROUP }],
      },
    },
    azurerm_network_manager_deployment: {
      d: {
        network_manager_id: MANAGER,
        location: "eastasia",
        scope_access: "Connectivity",
        configuration_ids: ["${azurerm_network_manager_connectivity_configuration.c.id}"],
      },
    },
  };
}

/** Verdicts from the hub and the stranger to the first spoke. */
function verdicts(change: (given: ReturnType<typeof resources>) => void): [string, string] {
  const resource = resources();
  change(resource);
  const analysis = analyze(readConfiguration({ resource, variable: { x: { type: "string" } } }));
  return [analysis.verdict("n0/s", "n1/s"), analysis.verdict("n3/s", "n1/s")];
}

test("all that is told is sure", () => {
  expect(verdicts(() => undefined)).toEqual(["REACHABLE", "BLOCKED"]);
});

test.each<[string, (given: ReturnType<typeof resources>) => void]>([
  [
    "the hub",
    ({ azurerm_network_manager_connectivity_configuration: { c } }) => {
      c.hub[0].resource_id = VARIABLE;
    },
  ],
  [
    "a group of the configuration",
    ({ azurerm_network_manager_connectivity_configuration: { c } }) => {
      c.applies_to_group[0].network_group_id = VARIABLE;
    },
  ],
  [
    "the members of a group that the input doesn't hold",
    ({ azurerm_network_manager_connectivity_configuration: { c } }) => {
      c.applies_to_group[0].network_group_id = ELSEWHERE;
    },
  ],
  [
    "which of two groups, one of which has its members from elsewhere",
    ({
      azurerm_network_manager_connectivity_configuration: { c },
      azurerm_network_manager_network_group: groups,
    }) => {
      groups.h = { name: "h", network_manager_id: MANAGER };
      c.applies_to_group[0].network_group_id =
        "${var.x ? azurerm_network_manager_network_group.g.id : azurerm_network_manager_network_group.h.id}";
    },
  ],
  [
    "whether the group has a member here or gets all of them from elsewhere",
    ({ azurerm_network_manager_static_member: { m1, m2 } }) => {
      [m1, m2].forEach((member) => (member.network_group_id = VARIABLE));
    },
  ],
  [
    "all groups",
    ({ azurerm_network_manager_connectivity_configuration: { c } }) => {
      c.applies_to_group = VARIABLE;
    },
  ],
  [
    "a member",
    ({ azurerm_network_manager_static_member: { m1 } }) => {
      m1.target_virtual_network_id = VARIABLE;
    },
  ],
])("where only apply tells %s, it may be any network", (_, change) => {
  expect(verdicts(change)).toEqual(["CONDITIONAL", "CONDITIONAL"]);
});

test("where only apply tells the group of a member, other networks aren't concerned", () => {
  const change = ({ azurerm_network_manager_static_member: { m1 } }: ReturnType<typeof resources>): void => {
    m1.network_group_id = VARIABLE;
  };
  expect(verdicts(change)).toEqual(["CONDITIONAL", "BLOCKED"]);
});

test.each<[string, (given: ReturnType<typeof resources>) => void]>([
  [
    "deployment of a configuration",
    ({ azurerm_network_manager_deployment: { d } }) => {
      d.scope_access = "SecurityAdmin";
      d.configuration_ids = [
        ELSEWHERE.replace("networkGroups/far", "securityAdminConfigurations/far"),
        "${azurerm_network_manager_connectivity_configuration.c.id}",
      ];
    },
  ],
  [
    "collection of a rule",
    (given) => {
      const id = ELSEWHERE.replace("networkGroups", "securityAdminConfigurations/c/ruleCollections");
      given.azurerm_network_manager_admin_rule = { r: { name: "r", admin_rule_collection_id: id } };
    },
  ],
  [
    "group of a member",
    ({ azurerm_network_manager_static_member: members }) => {
      members.far = { ...members.m1, name: "far", network_group_id: ELSEWHERE };
    },
  ],
  [
    "group of a member, by a data source,",
    (given) => {
      const data = "${data.azurerm_network_manager_network_group.far.id}";
      const { m1 } = given.azurerm_network_manager_static_member;
      given.azurerm_network_manager_static_member.far = { ...m1, name: "far", network_group_id: data };
    },
  ],
])("a %s that stands elsewhere may bring rules that deny", (_, change) => {
  const resource = resources();
  change(resource);
  const data = { azurerm_network_manager_network_group: { far: { name: "far" } } };
  const analysis = analyze(readConfiguration({ resource, data }));
  expect(analysis.verdict("n0/s", "n1/s")).toBe("CONDITIONAL");
  const { reasons } = analysis.explain("n0/s", "n1/s");
  expect(reasons.map(({ code }) => code)).toContain("ARGUMENT_UNKNOWN");
});

/** The two spokes in a mesh of one region, one of them elsewhere; an admin rule denies all that comes in. */
function meshWithRule(): Record<string, Record<string, Block>> {
  const given = resources();
  const { c } = given.azurerm_network_manager_connectivity_configuration;
  c.connectivity_topology = "Mesh";
  c.applies_to_group[0].group_connectivity = "DirectlyConnected";
  delete c.hub;
  const id = (type: string): string => `\${azurerm_network_manager_${type}.a.id}`;
  return {
    ...given,
    azurerm_network_manager_security_admin_configuration: { a: { name: "a", network_manager_id: MANAGER } },
    azurerm_network_manager_admin_rule_collection: {
      a: {
        name: "a",
        security_admin_configuration_id: id("security_admin_configuration"),
        network_group_ids: [GROUP],
      },
    },
    azurerm_network_manager_admin_rule: {
      a: {
        name: "a",
        admin_rule_collection_id: id("admin_rule_collection"),
        action: "Deny",
        direction: "Inbound",
        priority: 1,
        protocol: "Any",
      },
    },
    azurerm_network_manager_deployment: {
      ...given.azurerm_network_manager_deployment,
      a: {
        network_manager_id: MANAGER,
        location: "eastasia",
        scope_access: "SecurityAdmin",
        configuration_ids: [id("security_admin_configuration")],
      },
    },
  };
}

function acrossMesh(resource: Record<string, Record<string, Block>>, data = {}): string {
  const input = { resource, data, variable: { x: { type: "bool" } } };
  return analyze(readConfiguration(input)).verdict("n1/s", "n2/s");
}

test.each([
  ["azurerm_network_manager_admin_rule", "a"],
  ["azurerm_network_manager_admin_rule_collection", "a"],
  ["azurerm_network_manager_deployment", "a"],
  ["azurerm_network_manager_connectivity_configuration", "c"],
])("where only apply tells whether there is %s, what rests on it is open", (type, name) => {
  const resource = meshWithRule();
  expect(acrossMesh(resource)).toBe("BLOCKED");
  resource[type][name].count = "${var.x ? 1 : 0}";
  expect(acrossMesh(resource)).toBe("CONDITIONAL");
});

test("what joins networks of a connected group also shows private endpoints there, before a shorter route of one's own", () => {
  const resource = meshWithRule();
  delete resource.azurerm_network_manager_deployment.a;
  resource.azurerm_private_endpoint = {
    e: {
      name: "e",
      subnet_id: "${azurerm_virtual_network.n2.id}/subnets/s",
      ip_configuration: [{ name: "c", private_ip_address: "10.2.0.9" }],
    },
  };
  resource.azurerm_route_table = {
    t: { name: "t", route: [{ name: "r", address_prefix: "10.2.0.0/16", next_hop_type: "None" }] },
  };
  resource.azurerm_subnet_route_table_association = {
    t: {
      subnet_id: "${azurerm_virtual_network.n1.id}/subnets/s",
      route_table_id: "${azurerm_route_table.t.id}",
    },
  };
  const analysis = analyze(readConfiguration({ resource }));
  const { id } = analysis.endpointOf("10.2.0.9")!;
  expect(analysis.verdict("n1/s", id)).toBe("REACHABLE");
  expect(analysis.verdict("n1/s", "n2/s")).toBe("BLOCKED");
});

test("a member that may not be one leaves open what joins it, and nothing of the others", () => {
  const resource = meshWithRule();
  delete resource.azurerm_network_manager_deployment.a;
  resource.azurerm_virtual_network.n4 = networkOf(4);
  resource.azurerm_network_manager_static_member.m4 = {
    name: "m4",
    for_each: "${toset(var.x)}",
    network_group_id: GROUP,
    target_virtual_network_id: "${azurerm_virtual_network.n4.id}",
  };
  expect(acrossMesh(resource)).toBe("REACHABLE");
  const model = readConfiguration({ resource, variable: { x: {} } });
  expect(analyze(model).verdict("n1/s", "n4/s")).toBe("CONDITIONAL");
});

test("a module that may not be there may bring no rules", () => {
  const { azurerm_network_manager_admin_rule: rule, ...resource } = meshWithRule();
  const [id] = [rule.a.admin_rule_collection_id];
  const child = {
    variable: { id: {} },
    resource: {
      azurerm_network_manager_admin_rule: { a: { ...rule.a, admin_rule_collection_id: "${var.id}" } },
    },
  };
  const folder = mkdtempSync(join(tmpdir(), "hub-spoke-tests-"));
  try {
    mkdirSync(join(folder, "child"));
    const root = {
      resource,
      variable: { x: {} },
      module: { m: { source: "./child", count: "${var.x}", id } },
    };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
    writeFileSync(join(folder, "child", "main.tf.json"), JSON.stringify(child));
    const [{ model }] = readInput(folder);
    expect(analyze(model).verdict("n1/s", "n2/s")).toBe("CONDITIONAL");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe("a connected group of one region", () => {
  const withoutRules = (): Record<string, Record<string, Block>> => {
    const given = meshWithRule();
    delete given.azurerm_network_manager_deployment.a;
    given.azurerm_network_manager_deployment.w = {
      ...given.azurerm_network_manager_deployment.d,
      location: "westeurope",
    };
    return given;
  };
  const elsewhere = (given: Record<string, Record<string, Block>>): void => {
    given.azurerm_virtual_network.n2.location = "westeurope";
  };

  test("joins its networks there, and no others", () => {
    const resource = withoutRules();
    expect(acrossMesh(resource)).toBe("REACHABLE");
    elsewhere(resource);
    expect(acrossMesh(resource)).toBe("BLOCKED");
  });

  test("may join one of which only apply or a data source tells the region", () => {
    const resource = withoutRules();
    resource.azurerm_virtual_network.n2.location = VARIABLE;
    expect(acrossMesh(resource)).toBe("CONDITIONAL");
  });

  test("puts no network of another region into the tag, nor into reach of a next hop", () => {
    const resource = withoutRules();
    elsewhere(resource);
    resource.azurerm_route_table = {
      t: {
        name: "t",
        route: [
          {
            name: "far",
            address_prefix: "10.9.0.0/16",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "10.2.0.4",
          },
        ],
      },
    };
    resource.azurerm_virtual_network.n1.subnet[0].route_table_id = "${azurerm_route_table.t.id}";
    resource.azurerm_virtual_network.n9 = networkOf(9);
    const { reasons } = analyze(readConfiguration({ resource })).explain("n1/s", "n9/s");
    expect(reasons.map(({ code }) => code)).toContain("NEXT_HOP_NOT_REACHABLE");
  });
});

test("of an id that is written out, an input that holds it tells more, and no later plan", () => {
  const resource = resources();
  resource.azurerm_network_manager_connectivity_configuration.c.applies_to_group[0].network_group_id =
    ELSEWHERE;
  const { reasons } = analyze(readConfiguration({ resource })).explain("n0/s", "n1/s");
  expect(reasons.map(({ params }) => (params as { settle?: string }).settle)).toContain("elsewhere");
});

test("a deployment to a region that only apply tells may be to another, unless the networks are there", () => {
  const anywhere = ({ azurerm_network_manager_deployment: { d } }: ReturnType<typeof resources>): void => {
    d.location = VARIABLE;
  };
  expect(verdicts(anywhere)).toEqual(["CONDITIONAL", "BLOCKED"]);
  expect(
    verdicts((given) => {
      anywhere(given);
      Object.values(given.azurerm_virtual_network).forEach((network) => (network.location = VARIABLE));
    }),
  ).toEqual(["REACHABLE", "BLOCKED"]);
});

describe("routing configurations (W20)", () => {
  /** A hub with a gateway and a site, and a spoke n1 whose table a network manager writes. */
  function routed(collection: Block, more: Record<string, Record<string, Block>> = {}): Analysis {
    const { azurerm_virtual_network: networks, ...manager } = resources();
    const { n0, n1 } = networks;
    const collectionOf = (name: string, given: Block): Block => ({
      name,
      routing_configuration_id: "${azurerm_network_manager_routing_configuration.r.id}",
      network_group_ids: [GROUP],
      ...given,
    });
    n0.subnet.push({ name: "GatewaySubnet", address_prefixes: ["10.0.255.0/27"] });
    manager.azurerm_network_manager_connectivity_configuration.c.applies_to_group[0].use_hub_gateway = true;
    manager.azurerm_network_manager_deployment.r = {
      network_manager_id: MANAGER,
      location: "eastasia",
      scope_access: "Routing",
      configuration_ids: ["${azurerm_network_manager_routing_configuration.r.id}"],
    };
    const resource = {
      ...manager,
      azurerm_virtual_network: { n0, n1 },
      azurerm_network_manager_static_member: {
        m1: manager.azurerm_network_manager_static_member.m1,
      },
      azurerm_virtual_network_gateway: {
        g: {
          name: "gw",
          location: "eastasia",
          resource_group_name: "rg",
          type: "Vpn",
          sku: "VpnGw1AZ",
          ip_configuration: [
            {
              subnet_id: "${azurerm_virtual_network.n0.id}/subnets/GatewaySubnet",
              public_ip_address_id: "/p",
            },
          ],
        },
      },
      azurerm_local_network_gateway: {
        dc: { name: "dc", gateway_address: "192.0.2.1", address_space: ["192.168.0.0/16"] },
      },
      azurerm_virtual_network_gateway_connection: {
        dc: {
          name: "dc",
          type: "IPsec",
          virtual_network_gateway_id: "${azurerm_virtual_network_gateway.g.id}",
          local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
        },
      },
      azurerm_network_manager_routing_configuration: { r: { name: "r", network_manager_id: MANAGER } },
      azurerm_network_manager_routing_rule_collection: { k: collectionOf("k", collection) },
      azurerm_network_manager_routing_rule: {
        r: {
          name: "r",
          rule_collection_id: "${azurerm_network_manager_routing_rule_collection.k.id}",
          destination: { type: "AddressPrefix", address: "10.9.0.0/16" },
          next_hop: { type: "VirtualAppliance", address: "10.0.1.4" },
        },
      },
      ...more,
    };
    return analyze(readConfiguration({ resource, variable: { x: { type: "bool" } } }));
  }

  test("tables refuse gateways' routes unless the collection takes them", () => {
    const refused = routed({});
    expect(refused.verdict("n1/s", "on-premises/dc")).toBe("BLOCKED");
    expect(refused.explain("n1/s", "on-premises/dc").reasons).toContainEqual(
      expect.objectContaining({
        code: "PROPAGATION_DISABLED",
        resource: "azurerm_network_manager_routing_rule_collection.k",
      }),
    );
    expect(routed({ bgp_route_propagation_enabled: false }).verdict("n1/s", "on-premises/dc")).toBe(
      "BLOCKED",
    );
    expect(routed({ bgp_route_propagation_enabled: true }).verdict("n1/s", "on-premises/dc")).toBe(
      "REACHABLE",
    );
    expect(routed({ bgp_route_propagation_enabled: VARIABLE }).verdict("n1/s", "on-premises/dc")).toBe(
      "CONDITIONAL",
    );
  });

  test("where two collections differ, either may decide", () => {
    const [k, l] = ["k", "l"].map((name) => ({
      name,
      routing_configuration_id: "${azurerm_network_manager_routing_configuration.r.id}",
      network_group_ids: [GROUP],
      bgp_route_propagation_enabled: name === "k",
    }));
    const [one, other] = ["k", "l"].map((name, index) => ({
      name,
      rule_collection_id: `\${azurerm_network_manager_routing_rule_collection.${name}.id}`,
      destination: { type: "AddressPrefix", address: `10.${9 + index}.0.0/16` },
      next_hop: { type: "VirtualAppliance", address: "10.0.1.4" },
    }));
    const analysis = routed(
      {},
      {
        azurerm_network_manager_routing_rule_collection: { k, l },
        azurerm_network_manager_routing_rule: { one, other },
      },
    );
    expect(analysis.verdict("n1/s", "on-premises/dc")).toBe("CONDITIONAL");
  });

  test("a route that a table has already wins over a rule for its destination", () => {
    const analysis = routed(
      {},
      {
        azurerm_route_table: {
          t: {
            name: "t",
            route: [{ name: "own", address_prefix: "10.9.0.0/16", next_hop_type: "None" }],
          },
        },
        azurerm_subnet_route_table_association: {
          t: {
            subnet_id: "${azurerm_virtual_network.n1.id}/subnets/s",
            route_table_id: "${azurerm_route_table.t.id}",
          },
        },
      },
    );
    const rows = analysis.routesOf("n1/s")!.filter(({ row }) => row.addressPrefix[0] === "10.9.0.0/16");
    expect(rows.map(({ row }) => row.nextHopType)).toEqual(["None"]);
  });

  test("what only apply tells of a rule is open", () => {
    for (const [block, argument] of [
      ["destination", "address"],
      ["next_hop", "type"],
    ]) {
      const analysis = routed(
        { bgp_route_propagation_enabled: true },
        {
          azurerm_network_manager_routing_rule: {
            r: {
              name: "r",
              rule_collection_id: "${azurerm_network_manager_routing_rule_collection.k.id}",
              destination: { type: "AddressPrefix", address: "10.9.0.0/16" },
              next_hop: { type: "VirtualAppliance", address: "10.0.1.4" },
              [block]: { type: "AddressPrefix", address: "10.9.0.0/16", [argument]: VARIABLE },
            },
          },
        },
      );
      expect(analysis.verdict("n1/s", "n0/s")).toBe("CONDITIONAL");
    }
  });
});

describe("a configuration that deletes the peerings of others", () => {
  const peered = (deletes: unknown, a: number, b: number) => {
    const resource: Record<string, Record<string, Block>> = resources();
    resource.azurerm_network_manager_connectivity_configuration.c.delete_existing_peering_enabled = deletes;
    const half = (from: number, to: number): Block => ({
      name: `p${from}${to}`,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.n${from}.name}`,
      remote_virtual_network_id: `\${azurerm_virtual_network.n${to}.id}`,
    });
    resource.azurerm_virtual_network_peering = { a: half(a, b), b: half(b, a) };
    const model = readConfiguration({ resource, variable: { x: { type: "bool" } } });
    const { verdict, reasons } = analyze(model).explain(`n${a}/s`, `n${b}/s`);
    return [verdict, reasons.some(({ code }) => code === "PEERING_MAY_BE_DELETED")];
  };

  test.each([true, VARIABLE])("(%s) leaves open whether those between its networks are there", (deletes) => {
    expect(peered(deletes, 1, 2)).toMatchObject(["CONDITIONAL", true]);
  });

  test("leaves open those with networks that aren't its, which don't match it either", () => {
    expect(peered(true, 1, 3)).toMatchObject(["CONDITIONAL", true]);
    expect(peered(true, 0, 3)).toMatchObject(["CONDITIONAL", true]);
  });

  test("leaves its own, and all if it needn't delete any", () => {
    expect(peered(true, 0, 1)).toMatchObject(["REACHABLE", false]);
    expect(peered(false, 1, 2)).toMatchObject(["REACHABLE", false]);
    expect(peered(false, 1, 3)).toMatchObject(["REACHABLE", false]);
  });

  test("isn't cured by a peering, but by connecting the group", () => {
    const resource = resources();
    resource.azurerm_network_manager_connectivity_configuration.c.delete_existing_peering_enabled = true;
    const { repairs } = repairsOf({ document: { resource }, from: "n1/s", to: "n2/s" });
    expect(repairs.map(({ edits }) => edits)).toMatchObject([
      [
        {
          op: "set",
          address: "azurerm_network_manager_connectivity_configuration.c",
          argument: "applies_to_group[0].group_connectivity",
          value: "DirectlyConnected",
        },
      ],
    ]);
  });
});
