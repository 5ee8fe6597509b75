import { analyze, readConfiguration } from "../../../lib/analysis";

const OPEN: ReadonlySet<string> = new Set(["ARGUMENT_UNKNOWN", "KIND_NOT_KNOWN"]);

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
      "Microsoft.Network/networkManagers/connectivityConfigurations@2024-05-01",
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
