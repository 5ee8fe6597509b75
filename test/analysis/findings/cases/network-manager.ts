import { Case, half, id, network, Resources } from "./terraform";

function group(name: string, networks: readonly string[]): Resources {
  return {
    azurerm_network_manager_network_group: { [name]: { name } },
    azurerm_network_manager_static_member: Object.fromEntries(
      networks.map((member) => [
        `${name}_${member}`,
        {
          name: member,
          network_group_id: id("network_manager_network_group", name),
          target_virtual_network_id: id("virtual_network", member),
        },
      ]),
    ),
  };
}

function configuration(name: string, groupName: string, topology = "Mesh"): Resources {
  return {
    azurerm_network_manager_connectivity_configuration: {
      [name]: {
        name,
        connectivity_topology: topology,
        applies_to_group: {
          group_connectivity: "None",
          network_group_id: id("network_manager_network_group", groupName),
        },
        ...(topology === "HubAndSpoke"
          ? {
              hub: {
                resource_id: id("virtual_network", "hub"),
                resource_type: "Microsoft.Network/virtualNetworks",
              },
            }
          : {}),
      },
    },
  };
}

function deployment(...configurations: string[]): Resources {
  return {
    azurerm_network_manager_deployment: {
      all: {
        scope_access: "Connectivity",
        configuration_ids: configurations.map((name) =>
          id("network_manager_connectivity_configuration", name),
        ),
      },
    },
  };
}

function members(count: number): Resources[] {
  const names = Array.from({ length: count }, (_, index) => `n${index}`);
  return [
    ...names.map((name, index) => network(name, `10.${Math.floor(index / 250)}.${index % 250}.0/24`)),
    group("g", names),
    configuration("mesh", "g"),
    deployment("mesh"),
  ];
}

const TWO = [network("a", "10.1.0.0/16"), network("b", "10.2.0.0/16"), group("g", ["a", "b"])];
const HUB_AND_SPOKES = [
  ...TWO,
  network("hub", "10.0.0.0/16"),
  configuration("star", "g", "HubAndSpoke"),
  deployment("star"),
];

function placed(name: string, location: string): Resources {
  return {
    azurerm_network_manager_deployment: {
      [name]: {
        network_manager_id: "${azurerm_network_manager.m.id}",
        location,
        scope_access: "Connectivity",
        configuration_ids: [id("network_manager_connectivity_configuration", "mesh")],
      },
    },
  };
}

/** The star with another argument of its group. */
function starWith(more: object): Resources {
  const { azurerm_network_manager_connectivity_configuration: byName } = configuration(
    "star",
    "g",
    "HubAndSpoke",
  );
  const given = byName.star as { readonly applies_to_group: object };
  return {
    azurerm_network_manager_connectivity_configuration: {
      star: { ...given, applies_to_group: { ...given.applies_to_group, ...more } },
    },
  };
}

function deleting(deletes: boolean): Resources {
  const { azurerm_network_manager_connectivity_configuration: byName } = configuration(
    "star",
    "g",
    "HubAndSpoke",
  );
  return {
    azurerm_network_manager_connectivity_configuration: {
      star: { ...byName.star, delete_existing_peering_enabled: deletes },
    },
  };
}

const ROUTED: Resources[] = [
  ...TWO,
  {
    azurerm_network_manager_routing_rule_collection: {
      k: {
        name: "k",
        routing_configuration_id: id("network_manager_routing_configuration", "r"),
        network_group_ids: [id("network_manager_network_group", "g")],
      },
    },
  },
];

function routing(hops: Readonly<Record<string, string>>, mode?: string): Resources {
  return {
    azurerm_network_manager_routing_configuration: { r: { name: "r", route_table_usage_mode: mode } },
    azurerm_network_manager_routing_rule: Object.fromEntries(
      Object.entries(hops).map(([name, address]) => [
        name,
        {
          name,
          rule_collection_id: id("network_manager_routing_rule_collection", "k"),
          destination: { type: "AddressPrefix", address: "10.9.0.0/16" },
          next_hop: { type: "VirtualAppliance", address },
        },
      ]),
    ),
  };
}

function movedTo(name: string, location: string): Resources {
  const { azurerm_virtual_network: byName } = network(name, "10.2.0.0/16");
  return { azurerm_virtual_network: { [name]: { ...byName[name], location } } };
}

function highScale(scale: string): Resources {
  const { azurerm_network_manager_connectivity_configuration: byName } = configuration("mesh", "g");
  return {
    azurerm_network_manager_connectivity_configuration: {
      mesh: { ...byName.mesh, connected_group_private_endpoints_scale: scale },
    },
  };
}

function bound(to: string, policies?: string): Resources {
  return {
    azurerm_subnet: {
      s: {
        name: "s",
        virtual_network_name: `\${azurerm_virtual_network.${to}.name}`,
        address_prefixes: ["10.1.0.0/24"],
        private_endpoint_network_policies: policies,
      },
    },
    azurerm_route_table: { t: { name: "t" } },
    azurerm_subnet_route_table_association: {
      [to]: { subnet_id: id("subnet", "s"), route_table_id: id("route_table", "t") },
    },
  };
}

function adminRules(count: number): Resources {
  return {
    azurerm_network_manager_security_admin_configuration: { a: { name: "a" } },
    azurerm_network_manager_admin_rule_collection: {
      k: {
        name: "k",
        security_admin_configuration_id: id("network_manager_security_admin_configuration", "a"),
        network_group_ids: [id("network_manager_network_group", "g")],
      },
    },
    azurerm_network_manager_admin_rule: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `r${index}`,
        {
          name: `r${index}`,
          admin_rule_collection_id: id("network_manager_admin_rule_collection", "k"),
          action: "Deny",
          direction: "Inbound",
          priority: index + 1,
          protocol: "Any",
        },
      ]),
    ),
  };
}

export const NETWORK_MANAGER_CASES: readonly Case[] = [
  {
    code: "NETWORK_MANAGER_NOT_DEPLOYED",
    bad: [...TWO, configuration("mesh", "g")],
    good: [...TWO, configuration("mesh", "g"), deployment("mesh")],
    at: "azurerm_network_manager_connectivity_configuration.mesh",
  },
  {
    code: "NETWORK_MANAGER_REGION_NOT_DEPLOYED",
    bad: [...TWO, movedTo("b", "japaneast"), configuration("mesh", "g"), placed("one", "eastasia")],
    good: [
      ...TWO,
      movedTo("b", "japaneast"),
      configuration("mesh", "g"),
      placed("one", "eastasia"),
      placed("two", "Japan East"),
    ],
    at: "azurerm_network_manager_connectivity_configuration.mesh",
    says: ["japaneast", "b"],
  },
  {
    code: "CONNECTED_GROUP_ENDPOINT_POLICIES",
    bad: [...TWO, bound("a"), highScale("HighScale"), deployment("mesh")],
    good: [...TWO, bound("a"), highScale("Standard"), deployment("mesh")],
    at: "azurerm_network_manager_connectivity_configuration.mesh",
    says: ["azurerm_subnet.s"],
  },
  {
    code: "CONNECTED_GROUP_ENDPOINT_POLICIES",
    bad: [...TWO, bound("a", "NetworkSecurityGroupEnabled"), highScale("HighScale"), deployment("mesh")],
    good: [...TWO, bound("a", "RouteTableEnabled"), highScale("HighScale"), deployment("mesh")],
    at: "azurerm_network_manager_connectivity_configuration.mesh",
  },
  {
    code: "NETWORK_MANAGER_WITH_PEERINGS",
    bad: [...HUB_AND_SPOKES, half("a", "hub")],
    good: [...HUB_AND_SPOKES, half("a", "b")],
    at: "azurerm_network_manager_connectivity_configuration.star",
  },
  {
    code: "CONNECTED_GROUP_OVERLAP",
    bad: [...TWO, network("b", "10.1.0.0/17"), configuration("mesh", "g"), deployment("mesh")],
    good: [...TWO, configuration("mesh", "g"), deployment("mesh")],
    at: "azurerm_virtual_network.b",
  },
  {
    code: "CONNECTED_GROUP_LIMIT",
    bad: members(251),
    good: members(250),
    at: "azurerm_network_manager_connectivity_configuration.mesh",
    says: ["AllowHighScaleConnectedGroup"],
  },
  {
    code: "CONNECTED_GROUP_FULL",
    bad: members(3001),
    good: members(3000),
    at: "azurerm_network_manager_connectivity_configuration.mesh",
    says: ["3000", "5000"],
  },
  {
    code: "CONNECTED_GROUPS_OF_NETWORK",
    bad: [
      ...TWO,
      ...["one", "two", "three"].map((name) => configuration(name, "g")),
      deployment("one", "two", "three"),
    ],
    good: [...TWO, ...["one", "two"].map((name) => configuration(name, "g")), deployment("one", "two")],
    at: "azurerm_virtual_network.a",
  },
  {
    code: "NETWORK_MANAGER_HUB_WITHOUT_GATEWAY",
    bad: [...TWO, network("hub", "10.0.0.0/16"), starWith({ use_hub_gateway: true }), deployment("star")],
    good: [...TWO, network("hub", "10.0.0.0/16"), starWith({ use_hub_gateway: false }), deployment("star")],
    at: "azurerm_network_manager_connectivity_configuration.star",
  },
  {
    code: "NETWORK_MANAGER_DELETES_PEERINGS",
    bad: [...HUB_AND_SPOKES, deleting(true), half("a", "b")],
    good: [...HUB_AND_SPOKES, deleting(false), half("a", "b")],
    at: "azurerm_network_manager_connectivity_configuration.star",
  },
  {
    code: "NETWORK_MANAGER_REPLACES_ROUTE_TABLE",
    bad: [...ROUTED, routing({ one: "10.0.1.4" }), bound("a")],
    good: [...ROUTED, routing({ one: "10.0.1.4" }, "UseExisting"), bound("a")],
    at: "azurerm_network_manager_routing_configuration.r",
    says: ["azurerm_subnet_route_table_association.a"],
  },
  {
    code: "NETWORK_MANAGER_ROUTE_CLASH",
    bad: [...ROUTED, routing({ one: "10.0.1.4", two: "10.0.1.5" })],
    good: [...ROUTED, routing({ one: "10.0.1.4", two: "10.0.1.4" })],
    at: "azurerm_network_manager_routing_rule.two",
    says: ["10.0.1.4", "10.0.1.5"],
  },
  {
    code: "NETWORK_MANAGER_DEPLOYED_TWICE",
    bad: [...TWO, configuration("mesh", "g"), placed("one", "eastasia"), placed("two", "East Asia")],
    good: [...TWO, configuration("mesh", "g"), placed("one", "eastasia"), placed("two", "japaneast")],
    at: "azurerm_network_manager_deployment.two",
  },
  {
    code: "NETWORK_MANAGER_ADMIN_RULE_LIMIT",
    bad: [...TWO, adminRules(101)],
    good: [...TWO, adminRules(100)],
    at: "azurerm_network_manager_security_admin_configuration.a",
    says: ["101"],
  },
  {
    code: "PEERING_LIMIT",
    bad: star(501),
    good: star(500),
    at: "azurerm_virtual_network.hub",
  },
];

function star(count: number): Resources[] {
  return [
    network("hub", "10.0.0.0/16"),
    ...Array.from({ length: count }, (_, index) => half("hub", `s${index}`)),
  ];
}
