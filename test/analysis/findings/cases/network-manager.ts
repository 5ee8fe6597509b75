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

export const NETWORK_MANAGER_CASES: readonly Case[] = [
  {
    code: "NETWORK_MANAGER_NOT_DEPLOYED",
    bad: [...TWO, configuration("mesh", "g")],
    good: [...TWO, configuration("mesh", "g"), deployment("mesh")],
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
