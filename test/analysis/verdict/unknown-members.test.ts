import { Analysis, analyze, readConfiguration } from "../../../lib/analysis";

type Json = ReturnType<typeof JSON.parse>;
const AT = { resource_group_name: "rg", location: "westeurope" };
const UNTOLD = "${var.not_told}";
const id = (address: string): string => `\${azurerm_${address}.id}`;

function network(resource: Json): Analysis {
  return analyze(readConfiguration({ resource, variable: { not_told: {} } }));
}

const networks = (...names: readonly string[]): Json => ({
  azurerm_virtual_network: Object.fromEntries(
    names.map((name, i) => [name, { ...AT, name, address_space: [`10.${i}.0.0/16`] }]),
  ),
  azurerm_subnet: Object.fromEntries(
    names.map((name, i) => [
      name,
      {
        resource_group_name: "rg",
        name: "n",
        virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
        address_prefixes: [`10.${i}.0.0/24`],
      },
    ]),
  ),
});

/** Networks in a mesh of Virtual Network Manager, each with what stands in its membership besides. */
const mesh = (members: Json): Json => ({
  azurerm_network_manager: {
    m: { ...AT, name: "m", scope: { subscription_ids: [] }, scope_accesses: ["Connectivity"] },
  },
  azurerm_network_manager_network_group: { g: { name: "g", network_manager_id: id("network_manager.m") } },
  azurerm_network_manager_static_member: Object.fromEntries(
    Object.entries<Json>(members).map(([name, more]) => [
      name,
      {
        name,
        network_group_id: id("network_manager_network_group.g"),
        target_virtual_network_id: id(`virtual_network.${name}`),
        ...more,
      },
    ]),
  ),
  azurerm_network_manager_connectivity_configuration: {
    c: {
      name: "c",
      network_manager_id: id("network_manager.m"),
      connectivity_topology: "Mesh",
      applies_to_group: {
        group_connectivity: "DirectlyConnected",
        network_group_id: id("network_manager_network_group.g"),
      },
    },
  },
  azurerm_network_manager_deployment: {
    d: {
      network_manager_id: id("network_manager.m"),
      location: "westeurope",
      scope_access: "Connectivity",
      configuration_ids: [id("network_manager_connectivity_configuration.c")],
    },
  },
});

const machine = (at: string, ip: string): Json => ({
  ...AT,
  ip_forwarding_enabled: true,
  ip_configuration: [
    {
      name: "i",
      subnet_id: id(`subnet.${at}`),
      private_ip_address_allocation: "Static",
      private_ip_address: ip,
    },
  ],
});

const reasonsOf = (analysis: Analysis, from: string, to: string): unknown[] =>
  analysis
    .explain(from, to)
    .reasons.map(({ code, params }) =>
      code === "ARGUMENT_UNKNOWN" ? `${params.resource} ${params.argument}` : code,
    );

describe("a next hop in a network that is perhaps a member of a connected group", () => {
  const through = (hub: Json): Analysis =>
    network({
      ...networks("hub", "s1", "s2"),
      ...mesh({ hub, s1: {}, s2: {} }),
      azurerm_network_interface: { nva: machine("hub", "10.0.0.10") },
      azurerm_route_table: {
        t: {
          ...AT,
          name: "t",
          route: [
            {
              name: "s2",
              address_prefix: "10.2.0.0/16",
              next_hop_type: "VirtualAppliance",
              next_hop_in_ip_address: "10.0.0.10",
            },
          ],
        },
      },
      azurerm_subnet_route_table_association: {
        s1: { subnet_id: id("subnet.s1"), route_table_id: id("route_table.t") },
      },
    });

  test("a member is within reach", () => {
    expect(reasonsOf(through({}), "s1/n", "s2/n")).not.toContain("NEXT_HOP_NOT_REACHABLE");
  });

  test("whether it is one is named", () => {
    const analysis = through({ count: UNTOLD });
    expect(analysis.verdict("s1/n", "s2/n")).toBe("CONDITIONAL");
    expect(reasonsOf(analysis, "s1/n", "s2/n")).toContain("azurerm_network_manager_static_member.hub count");
  });
});

test("members of a connected group that are peered by subnets of which one isn't told", () => {
  const half = (from: string, to: string, names: readonly string[]): Json => ({
    name: to,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: id(`virtual_network.${to}`),
    peer_complete_virtual_networks_enabled: false,
    local_subnet_names: names,
    remote_subnet_names: ["other"],
  });
  const peeredBy = (ab: Json): Analysis =>
    network({
      ...networks("a", "b"),
      ...mesh({ a: {}, b: {} }),
      azurerm_virtual_network_peering: { ab, ba: half("b", "a", ["other"]) },
    });
  const peered = (...names: readonly string[]): Analysis => peeredBy(half("a", "b", names));
  expect(peered("other").verdict("a/n", "b/n")).toBe("BLOCKED");
  const open = peered("other", UNTOLD);
  expect(open.verdict("a/n", "b/n")).toBe("CONDITIONAL");
  expect(reasonsOf(open, "a/n", "b/n")).toContain("azurerm_virtual_network_peering.ab local_subnet_names");
  const perhaps = peeredBy({ ...half("a", "b", ["other"]), count: UNTOLD });
  expect(reasonsOf(perhaps, "a/n", "b/n")).toContain("azurerm_virtual_network_peering.ab count");
});

test("members of a connected group whose peering, which perhaps exists, names the subnet of one alone", () => {
  const half = (from: string, to: string, local: string, remote: string): Json => ({
    name: to,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: id(`virtual_network.${to}`),
    peer_complete_virtual_networks_enabled: false,
    local_subnet_names: [local],
    remote_subnet_names: [remote],
  });
  const [ab, ba] = [half("a", "b", "other", "n"), half("b", "a", "n", "other")];
  const analysis = network({
    ...networks("a", "b"),
    ...mesh({ a: {}, b: {} }),
    azurerm_virtual_network_peering: { ab: { ...ab, count: UNTOLD }, ba },
  });
  const { forwardBranches, reasons, verdict } = analysis.explain("a/n", "b/n");
  expect([verdict, analysis.verdict("a/n", "b/n")]).toEqual(["CONDITIONAL", "CONDITIONAL"]);
  expect(forwardBranches?.map(({ outcome }) => outcome).sort()).toEqual(["DELIVERED", "DROPPED"]);
  const forward = reasons.filter(({ direction }) => direction === "forward").map(({ code }) => code);
  expect(forward).toEqual(expect.arrayContaining(["ARGUMENT_UNKNOWN", "SUBNET_NOT_PEERED"]));
});

describe("a machine that is perhaps in the pool of an internal balancer", () => {
  const balanced = (nic: string): Analysis =>
    network({
      ...networks("a"),
      azurerm_network_interface: { one: machine("a", "10.0.0.10") },
      azurerm_lb: {
        b: { ...AT, name: "b", frontend_ip_configuration: [{ name: "f", subnet_id: id("subnet.a") }] },
      },
      azurerm_lb_backend_address_pool: { p: { name: "p", loadbalancer_id: id("lb.b") } },
      azurerm_network_interface_backend_address_pool_association: {
        one: {
          network_interface_id: nic,
          ip_configuration_name: "i",
          backend_address_pool_id: id("lb_backend_address_pool.p"),
        },
      },
    });

  test("a member has no default address", () => {
    expect(balanced(id("network_interface.one")).verdict("a/n", "internet")).toBe("BLOCKED");
  });

  test("whether it is one is named", () => {
    const analysis = balanced(UNTOLD);
    expect(analysis.verdict("a/n", "internet")).toBe("CONDITIONAL");
    expect(reasonsOf(analysis, "a/n", "internet")).toContain(
      "azurerm_network_interface_backend_address_pool_association.one network_interface_id",
    );
  });
});
