import { analyze, readConfiguration } from "../../../lib/analysis";

const OPEN: ReadonlySet<string> = new Set(["ARGUMENT_UNKNOWN", "KIND_NOT_KNOWN", "ROUTES_UNKNOWN"]);

const group = { resource_group_name: "rg", location: "westeurope" };
const network = (name: string, index: number): object => ({
  name,
  address_space: [`10.${index}.0.0/16`],
  ...group,
});
const subnet = (around: string, index: number): object => ({
  name: "s",
  resource_group_name: "rg",
  virtual_network_name: around,
  address_prefixes: [`10.${index}.0.0/24`],
});
const half = (from: string, to: string): object => ({
  name: `${from}-${to}`,
  resource_group_name: "rg",
  virtual_network_name: from,
  remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
});

/** Networks a and b are peered, c is alone; more of the input on top. */
function input(
  more: { readonly [block: string]: object },
  resources: { readonly [type: string]: object } = {},
): object {
  return {
    variable: { text: {} },
    ...more,
    resource: {
      azurerm_virtual_network: { a: network("a", 1), b: network("b", 2), c: network("c", 3) },
      azurerm_subnet: { a: subnet("a", 1), b: subnet("b", 2), c: subnet("c", 3) },
      azurerm_virtual_network_peering: { ab: half("a", "b"), ba: half("b", "a") },
      azurerm_route_table: { r: { name: "rt", ...group } },
      azurerm_subnet_route_table_association: {
        b: { subnet_id: "${azurerm_subnet.b.id}", route_table_id: "${azurerm_route_table.r.id}" },
      },
      ...resources,
    },
  };
}

/** First letters of the verdicts from a to b, from a to c and from c to c's neighbour in another input. */
function verdicts(document: object): string {
  const analysis = analyze(readConfiguration(document));
  return ["a/s b/s", "a/s c/s", "b/s c/s"]
    .map((pair) => {
      const [from, to] = pair.split(" ");
      const { verdict, reasons } = analysis.explain(from, to);
      expect(analysis.verdict(from, to)).toBe(verdict);
      expect(verdict === "CONDITIONAL").toBe(reasons.some(({ code }) => OPEN.has(code)));
      return verdict[0];
    })
    .join("");
}

test("all is known where nothing is left out", () => {
  expect(verdicts(input({}))).toBe("RBB");
});

describe("a module that isn't there may do anything to what it is given", () => {
  test.each([
    ["a network", { vnet_id: "${azurerm_virtual_network.c.id}" }, "RCC"],
    ["a network's name", { vnet: "${azurerm_virtual_network.a.name}" }, "CCB"],
    ["a name that is written down", { vnets: [{ name: "A" }] }, "CCB"],
    ["a subnet among others", { subnets: { x: ["${azurerm_subnet.c.id}"] } }, "RCC"],
    ["the table that a subnet has", { table: "${azurerm_route_table.r.name}" }, "CBC"],
    ["a half of a peering", { after: "${azurerm_virtual_network_peering.ab.id}" }, "CCC"],
    ["the name of the table that a subnet has", { table: "RT" }, "CBC"],
    ["nothing of the network", { name: "logs", location: "westeurope" }, "RBB"],
  ])("%s", (_, given, expected) => {
    const module = { x: { source: "Azure/something/azurerm", ...given } };
    expect(verdicts(input({ module }))).toBe(expected);
  });
});

describe("a template that Terraform deploys may hold anything", () => {
  const deploying = (template_content: unknown): object =>
    input(
      {},
      { azurerm_resource_group_template_deployment: { x: { name: "x", ...group, template_content } } },
    );
  const template = (type: string): string => JSON.stringify({ resources: [{ type, name: "x" }] });

  test.each([
    [template("Microsoft.Network/routeTables"), "CCC"],
    [template("Microsoft.Resources/deployments"), "CCC"],
    ["${var.text}", "CCC"],
    [template("Microsoft.Logic/workflows"), "RBB"],
  ])("%s", (content, expected) => {
    expect(verdicts(deploying(content))).toBe(expected);
  });
});

describe("kinds in Azure's words that nobody reads", () => {
  test.each([
    ["azapi_resource", "Microsoft.Network/networkVirtualAppliances@2024-05-01", "CCC"],
    ["azapi_resource", "Microsoft.Network/somethingNew@2030-01-01", "CCC"],
    ["azapi_resource_action", "Microsoft.Network/networkManagers@2024-05-01", "CCC"],
    [
      "azapi_update_resource",
      "Microsoft.Network/networkManagers/securityUserConfigurations@2024-05-01",
      "CCC",
    ],
    ["azapi_resource", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01", "RBB"],
    ["azapi_resource", "Microsoft.Network/virtualWans@2024-05-01", "RBB"],
    // It concerns the tunnels of its gateway, and here is none.
    ["azapi_resource", "Microsoft.Network/virtualNetworkGateways/natRules@2024-05-01", "RBB"],
    ["azapi_resource", "Microsoft.Network/serviceEndpointPolicies@2024-05-01", "RBB"],
    ["azapi_resource", "Microsoft.Storage/storageAccounts@2024-01-01", "RBB"],
  ])("%s of %s", (resource, type, expected) => {
    expect(verdicts(input({}, { [resource]: { x: { type, name: "x", parent_id: "/x", body: {} } } }))).toBe(
      expected,
    );
  });
});

describe("what azapi changes of a resource that is described elsewhere", () => {
  const route = { name: "r", properties: { addressPrefix: "10.1.0.0/16", nextHopType: "None" } };
  const change = (
    type: string,
    body: object,
    more: object = {},
    resource = "azapi_update_resource",
  ): string =>
    verdicts(
      input(
        {},
        {
          [resource]: {
            x: { type: `Microsoft.Network/${type}@2024-05-01`, body: { properties: body }, ...more },
          },
          azurerm_virtual_network_peering: {
            ab: half("a", "b"),
            ba: half("b", "a"),
            bc: half("b", "c"),
            cb: half("c", "b"),
          },
        },
      ),
    );
  const table = { resource_id: "${azurerm_route_table.r.id}" };
  const networkOf = (name: string): object => ({ resource_id: `\${azurerm_virtual_network.${name}.id}` });

  test.each<[string, string, object, object, string]>([
    ["routes of a table", "routeTables", { routes: [route] }, table, "CBC"],
    [
      "the same, by name",
      "routeTables",
      { routes: [route] },
      { parent_id: "/subscriptions/s/resourceGroups/rg", name: "rt" },
      "CBC",
    ],
    [
      "of a table elsewhere",
      "routeTables",
      { routes: [route] },
      { resource_id: "/subscriptions/s/resourceGroups/o/providers/Microsoft.Network/routeTables/o" },
      "RBR",
    ],
    ["of whatever table", "routeTables", { routes: [route] }, { resource_id: "${var.text}" }, "CCC"],
    ["a network's subnets", "virtualNetworks", { subnets: [{ name: "n" }] }, networkOf("c"), "RCC"],
    [
      "a network's peerings",
      "virtualNetworks",
      { virtualNetworkPeerings: [{ name: "n" }] },
      networkOf("c"),
      "RCC",
    ],
    ["a network's encryption", "virtualNetworks", { encryption: { enabled: true } }, networkOf("c"), "RBR"],
    [
      "its addresses, to which none of b's packets go",
      "virtualNetworks",
      { addressSpace: { addressPrefixes: ["10.9.0.0/16"] } },
      networkOf("c"),
      "RBB",
    ],
    ["a switch", "routeTables", { disableBgpRoutePropagation: true }, table, "RBR"],
    [
      "another table of a subnet",
      "virtualNetworks/subnets",
      { routeTable: { id: "/subscriptions/s/resourceGroups/o/providers/Microsoft.Network/routeTables/o" } },
      { resource_id: "${azurerm_subnet.b.id}" },
      "CBC",
    ],
  ])("%s", (_, type, body, more, expected) => {
    expect(change(type, body, more)).toBe(expected);
  });

  test.each([
    ["PUT", "CBC"],
    ["DELETE", "CBC"],
    ["GET", "RBR"],
    ["${var.text}", "CBC"],
  ])("an action that may write: %s", (method, expected) => {
    expect(change("routeTables", { routes: [route] }, { ...table, method }, "azapi_resource_action")).toBe(
      expected,
    );
  });

  test("one on destroy changes nothing", () => {
    const more = { ...table, method: "DELETE", when: "destroy" };
    expect(change("routeTables", {}, more, "azapi_resource_action")).toBe("RBR");
  });
});

describe("whoever may write a firewall's rules", () => {
  const firewalled = (more: { readonly [block: string]: object }, resources: object = {}): object =>
    input(more, {
      azurerm_virtual_network: {
        a: network("a", 1),
        b: network("b", 2),
        c: network("c", 3),
        h: network("h", 0),
      },
      azurerm_subnet: {
        a: subnet("a", 1),
        b: subnet("b", 2),
        c: subnet("c", 3),
        fw: { ...subnet("h", 0), name: "AzureFirewallSubnet" },
      },
      azurerm_virtual_network_peering: Object.fromEntries(
        ["a", "b", "c"].flatMap((name) => [
          [`${name}h`, { ...half(name, "h"), allow_forwarded_traffic: true }],
          [`h${name}`, half("h", name)],
        ]),
      ),
      azurerm_ip_group: { g: { name: "g", ...group, cidrs: ["10.2.0.0/16"] } },
      azurerm_firewall_policy: { p: { name: "p", ...group } },
      azurerm_firewall_policy_rule_collection_group: {
        r: {
          name: "r",
          firewall_policy_id: "${azurerm_firewall_policy.p.id}",
          priority: 100,
          network_rule_collection: {
            name: "n",
            priority: 100,
            action: "Allow",
            rule: {
              name: "r",
              protocols: ["Any"],
              source_addresses: ["*"],
              destination_ip_groups: ["${azurerm_ip_group.g.id}"],
              destination_ports: ["*"],
            },
          },
        },
      },
      azurerm_firewall: {
        f: {
          name: "f",
          ...group,
          sku_name: "AZFW_VNet",
          sku_tier: "Standard",
          firewall_policy_id: "${azurerm_firewall_policy.p.id}",
          ip_configuration: { name: "i", subnet_id: "${azurerm_subnet.fw.id}" },
        },
      },
      azurerm_route_table: {
        r: {
          name: "rt",
          ...group,
          route: {
            name: "d",
            address_prefix: "0.0.0.0/0",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "${azurerm_firewall.f.ip_configuration[0].private_ip_address}",
          },
        },
      },
      azurerm_subnet_route_table_association: Object.fromEntries(
        ["a", "b", "c"].map((name) => [
          name,
          { subnet_id: `\${azurerm_subnet.${name}.id}`, route_table_id: "${azurerm_route_table.r.id}" },
        ]),
      ),
      ...resources,
    });
  /** From a to b, which the rules allow, and to c, which none does. */
  const answers = (document: object): string => {
    const analysis = analyze(readConfiguration(document));
    return ["b/s", "c/s"].map((to) => analysis.verdict("a/s", to)![0]).join("");
  };

  test("nobody but the input", () => {
    expect(answers(firewalled({}))).toBe("RB");
  });

  test.each([
    ["a policy", "${azurerm_firewall_policy.p.id}"],
    ["its name", "p"],
    ["a group of its rules", "${azurerm_firewall_policy_rule_collection_group.r.id}"],
    ["an IP group", "${azurerm_ip_group.g.id}"],
    ["the firewall", "${azurerm_firewall.f.id}"],
  ])("a module that isn't there, given %s", (_, given) => {
    expect(answers(firewalled({ module: { x: { source: "some/where/else", given } } }))).toBe("CC");
  });

  test("rules of which only apply tells the list", () => {
    const azapi_resource = {
      x: {
        type: "Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01",
        name: "x",
        parent_id: "${azurerm_firewall_policy.p.id}",
        body: "${var.text}",
      },
    };
    expect(answers(firewalled({}, { azapi_resource }))).toBe("CC");
  });
});

test("a plan that Terraform could not finish may lack anything", () => {
  const resource = (type: string, name: string, values: object): object => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    values,
  });
  const plan = (errored: boolean): object => ({
    format_version: "1.2",
    errored,
    planned_values: {
      root_module: {
        resources: [
          resource("azurerm_virtual_network", "a", network("a", 1)),
          resource("azurerm_virtual_network", "c", network("c", 3)),
          resource("azurerm_subnet", "a", subnet("a", 1)),
          resource("azurerm_subnet", "c", subnet("c", 3)),
        ],
      },
    },
  });
  const verdict = (errored: boolean): string =>
    analyze(readConfiguration(plan(errored))).explain("a/s", "c/s").verdict;
  expect(verdict(false)).toBe("BLOCKED");
  expect(verdict(true)).toBe("CONDITIONAL");
});

describe("Network Manager's groups", () => {
  const GROUP = "azurerm_network_manager_network_group";
  const member = (name: string): object => ({
    name,
    network_group_id: `\${${GROUP}.g.id}`,
    target_virtual_network_id: `\${azurerm_virtual_network.${name}.id}`,
  });
  const mesh = (more: { readonly [type: string]: object }): object =>
    input(
      {},
      {
        [GROUP]: { g: { name: "g", network_manager_id: "/nm" } },
        azurerm_network_manager_connectivity_configuration: {
          m: {
            name: "m",
            network_manager_id: "/nm",
            connectivity_topology: "Mesh",
            applies_to_group: { group_connectivity: "None", network_group_id: `\${${GROUP}.g.id}` },
          },
        },
        azurerm_network_manager_deployment: {
          d: {
            location: "westeurope",
            scope_access: "Connectivity",
            configuration_ids: ["${azurerm_network_manager_connectivity_configuration.m.id}"],
          },
        },
        ...more,
      },
    );
  const statics = { azurerm_network_manager_static_member: { a: member("a"), c: member("c") } };
  const policy = {
    azurerm_policy_definition: {
      p: {
        name: "p",
        mode: "Microsoft.Network.Data",
        policy_rule: `\${jsonencode({ then = { details = { networkGroupId = ${GROUP}.g.id } } })}`,
      },
    },
  };

  test("whose members are written down are decided", () => {
    expect(verdicts(mesh(statics))).toBe("RRB");
  });

  test("that get members from a policy may have any besides those written down", () => {
    expect(verdicts(mesh(policy))[1]).toBe("C");
    expect(verdicts(mesh({ ...statics, ...policy }))).toBe("CRC");
  });

  test("without a member get theirs from somewhere else", () => {
    expect(verdicts(mesh({}))).toMatch(/^.CC$/);
    const names = analyze(readConfiguration(mesh({})))
      .explain("a/s", "c/s")
      .reasons.map(({ resource }) => resource);
    expect(names).toContain(`${GROUP}.g`);
  });

  test("say nothing until a configuration is deployed", () => {
    expect(verdicts(mesh({ azurerm_network_manager_deployment: {} }))).toBe("RBB");
  });
});
