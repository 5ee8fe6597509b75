import { analyze, readConfiguration } from "../../../lib/analysis";
import { Block } from "../../support/synth";

/** Networks that a policy may put into a group of a mesh: what it says decides who reaches whom. */

const CURRENT = "${data.azurerm_subscription.current.id}";
const DEFINITION = "${azurerm_policy_definition.p.id}";

function networkOf(name: string, index: number, more: Block = {}): Block {
  return {
    name: `vnet-${name}`,
    location: "eastasia",
    resource_group_name: "rg",
    address_space: [`10.${index}.0.0/16`],
    subnet: [{ name: "s", address_prefixes: [`10.${index}.0.0/24`] }],
    ...more,
  };
}

const NETWORKS: Record<string, Block> = {
  web: networkOf("web", 1, { tags: { env: "Prod", team: "shop" } }),
  app: networkOf("app", 2, { tags: { env: "prod" } }),
  lab: networkOf("lab", 3, { tags: { env: "lab" }, location: "japaneast", resource_group_name: "rg-lab" }),
  bare: networkOf("bare", 4),
};

interface Input {
  readonly condition: unknown;
  readonly assignments?: { readonly [type: string]: object };
  readonly rule?: object;
  readonly more?: { readonly [type: string]: object };
}

const assigned = (more: object = {}): { [type: string]: object } => ({
  azurerm_subscription_policy_assignment: {
    a: { name: "a", subscription_id: CURRENT, policy_definition_id: DEFINITION, ...more },
  },
});

/** Networks that are members for sure, and those that may be. */
function members({ condition, assignments = assigned(), rule, more = {} }: Input): [string, string] {
  const whole = rule ?? {
    if: { allOf: [{ field: "type", equals: "Microsoft.Network/virtualNetworks" }, condition] },
    then: {
      effect: "addToNetworkGroup",
      details: { networkGroupId: "${azurerm_network_manager_network_group.g.id}" },
    },
  };
  const model = readConfiguration({
    variable: { x: { type: "string" } },
    data: { azurerm_subscription: { current: {} } },
    resource: {
      azurerm_virtual_network: NETWORKS,
      azurerm_resource_group: { lab: { name: "rg-lab", location: "japaneast" } },
      azurerm_network_manager_network_group: { g: { name: "g", network_manager_id: "/m" } },
      azurerm_network_manager_connectivity_configuration: {
        c: {
          name: "c",
          network_manager_id: "/m",
          connectivity_topology: "Mesh",
          global_mesh_enabled: true,
          applies_to_group: [
            {
              group_connectivity: "DirectlyConnected",
              network_group_id: "${azurerm_network_manager_network_group.g.id}",
            },
          ],
        },
      },
      azurerm_network_manager_deployment: Object.fromEntries(
        ["eastasia", "japaneast"].map((location) => [
          location,
          {
            network_manager_id: "/m",
            location,
            scope_access: "Connectivity",
            configuration_ids: ["${azurerm_network_manager_connectivity_configuration.c.id}"],
          },
        ]),
      ),
      azurerm_policy_definition: {
        p: { name: "p", mode: "Microsoft.Network.Data", policy_rule: JSON.stringify(whole) },
      },
      ...assignments,
      ...more,
    },
  });
  const [group] = model.networkManager.networkGroups;
  const names = (addresses: readonly string[] = []): string =>
    addresses.map((address) => address.split(".")[1]).join(" ");
  return [names(group.virtualNetworks), names(group.possibleVirtualNetworks)];
}

test.each<[string, unknown, string]>([
  ["a name", { field: "name", equals: "VNET-web" }, "web"],
  ["a part of a name", { field: "Name", contains: "b" }, "web lab bare"],
  ["a pattern", { field: "name", like: "vnet-*b" }, "web lab"],
  ["no pattern", { field: "name", notLike: "vnet-*b" }, "app bare"],
  ["a list", { field: "name", in: ["vnet-app", "vnet-web"] }, "web app"],
  ["no list", { field: "name", notIn: ["vnet-app", "vnet-web"] }, "lab bare"],
  ["a tag", { field: "tags['env']", equals: "prod" }, "web app"],
  ["a tag with a dot", { field: "tags.ENV", notEquals: "prod" }, "lab bare"],
  ["a tag without quotes", { field: "tags[env]", equals: "lab" }, "lab"],
  ["that a tag is there", { field: "tags['team']", exists: true }, "web"],
  ["that no tag is there", { field: "tags['team']", exists: "false" }, "app lab bare"],
  ["a tag's key", { field: "tags", containsKey: "team" }, "web"],
  ["a location", { field: "location", in: ["japaneast"] }, "lab"],
  ["a resource group", { value: "[resourceGroup().name]", like: "rg-*" }, "lab"],
  ["a group in the id", { field: "id", equals: "none" }, ""],
  [
    "any of several",
    {
      anyOf: [
        { field: "name", equals: "vnet-lab" },
        { field: "tags['team']", equals: "shop" },
      ],
    },
    "web lab",
  ],
  [
    "what is not",
    {
      not: {
        anyOf: [
          { field: "name", contains: "lab" },
          { field: "tags['env']", exists: false },
        ],
      },
    },
    "web app",
  ],
])("conditions are evaluated: %s", (_, condition, expected) => {
  const known = Object.entries(NETWORKS).map(([name, body]) => [
    name,
    {
      ...body,
      id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-${name}`,
    },
  ]);
  const more = { azurerm_virtual_network: Object.fromEntries(known) };
  expect(
    members({ condition, more, assignments: assigned({ subscription_id: "/subscriptions/S" }) }),
  ).toEqual([expected, ""]);
});

test.each<[string, unknown, [string, string]]>([
  [
    "an alias",
    { field: "Microsoft.Network/virtualNetworks/subnets[*].name", equals: "s" },
    ["", "web app lab bare"],
  ],
  ["a parameter", { field: "name", equals: "[parameters('name')]" }, ["", "web app lab bare"]],
  ["an id of a network to come", { field: "id", contains: "/x/" }, ["", "web app lab bare"]],
  ["case, where it would matter", { field: "tags['env']", contains: "Pro" }, ["web", "app"]],
  ["an operator", { field: "name", match: "vnet-???" }, ["", "web app lab bare"]],
  [
    "one part of two, unless the other decides",
    {
      allOf: [
        { field: "name", contains: "lab" },
        { field: "id", contains: "/x/" },
      ],
    },
    ["", "lab"],
  ],
])("what the input doesn't tell is open: %s", (_, condition, expected) => {
  expect(members({ condition })).toEqual(expected);
});

const SHOP = { field: "tags['env']", equals: "prod" };

test.each<[string, { [type: string]: object }, [string, string]]>([
  ["of the provider's own subscription", assigned(), ["web app", ""]],
  ["none here: it may be another state's", {}, ["", "web app"]],
  ["of an id that nobody compares", assigned({ subscription_id: "/subscriptions/s" }), ["", "web app"]],
  [
    "that leaves scopes out",
    assigned({ not_scopes: ["/subscriptions/s/resourceGroups/x"] }),
    ["", "web app"],
  ],
  ["that isn't enforced", assigned({ enforce: false }), ["", "web app"]],
  ["that may not be there", assigned({ count: "${var.x == 1 ? 1 : 0}" }), ["", "web app"]],
  [
    "of a management group",
    {
      azurerm_management_group_policy_assignment: {
        a: { name: "a", management_group_id: "/g", policy_definition_id: DEFINITION },
      },
    },
    ["", "web app"],
  ],
  [
    "of a resource group that they aren't in",
    {
      azurerm_resource_group_policy_assignment: {
        a: {
          name: "a",
          resource_group_id: "${azurerm_resource_group.lab.id}",
          policy_definition_id: DEFINITION,
        },
      },
    },
    ["", ""],
  ],
])("an assignment %s", (_, assignments, expected) => {
  expect(members({ condition: SHOP, assignments })).toEqual(expected);
});

test("an assignment of a resource group that they are in", () => {
  const assignments = {
    azurerm_resource_group_policy_assignment: {
      a: {
        name: "a",
        resource_group_id: "${azurerm_resource_group.lab.id}",
        policy_definition_id: DEFINITION,
      },
    },
  };
  expect(members({ condition: { field: "name", contains: "b" }, assignments })).toEqual(["lab", ""]);
});

test("a rule that isn't known, or does something else, is open", () => {
  const rule = {
    if: SHOP,
    then: {
      effect: "[parameters('effect')]",
      details: { id: "${azurerm_network_manager_network_group.g.id}" },
    },
  };
  expect(members({ condition: SHOP, rule })).toEqual(["", "web app lab bare"]);
});

test("members by policy reach each other, and one that may be a member leaves others' answers alone", () => {
  const parts = {
    azurerm_virtual_network: NETWORKS,
    azurerm_network_manager_network_group: { g: { name: "g", network_manager_id: "/m" } },
    azurerm_network_manager_connectivity_configuration: {
      c: {
        name: "c",
        network_manager_id: "/m",
        connectivity_topology: "Mesh",
        applies_to_group: {
          group_connectivity: "DirectlyConnected",
          network_group_id: "${azurerm_network_manager_network_group.g.id}",
        },
      },
    },
    azurerm_network_manager_deployment: {
      d: {
        network_manager_id: "/m",
        location: "eastasia",
        scope_access: "Connectivity",
        configuration_ids: ["${azurerm_network_manager_connectivity_configuration.c.id}"],
      },
    },
    azurerm_policy_definition: {
      p: {
        name: "p",
        mode: "Microsoft.Network.Data",
        policy_rule:
          '${jsonencode({ if = { anyOf = [{ field = "tags[\'env\']", equals = "prod" }, ' +
          '{ allOf = [{ field = "name", contains = "bare" }, { field = "id", contains = "/x/" }] }] }, ' +
          'then = { effect = "addToNetworkGroup", details = { networkGroupId = ' +
          "azurerm_network_manager_network_group.g.id } } })}",
      },
    },
    ...assigned(),
  };
  const analysis = analyze(
    readConfiguration({ data: { azurerm_subscription: { current: {} } }, resource: parts }),
  );
  expect(analysis.verdict("vnet-web/s", "vnet-app/s")).toBe("REACHABLE");
  expect(analysis.verdict("vnet-web/s", "vnet-lab/s")).toBe("BLOCKED");
  const open = analysis.explain("vnet-web/s", "vnet-bare/s");
  expect(open.verdict).toBe("CONDITIONAL");
  expect(JSON.stringify(open.reasons)).toContain("azurerm_policy_definition.p");
});
