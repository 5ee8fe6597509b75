import { Analysis, analyze, readConfiguration } from "../../../lib/analysis";

type Json = ReturnType<typeof JSON.parse>;

const AT = { resource_group_name: "rg", location: "westeurope" };
const UNTOLD = "${var.not_told}";
const id = (address: string): string => `\${azurerm_${address}.id}`;
const NAMES = ["hub", "one", "two"];
const HOP = "10.0.0.4";

const table = (name: string, prefix: string): Json => ({
  ...AT,
  name,
  route: {
    name: "r",
    address_prefix: prefix,
    next_hop_type: "VirtualAppliance",
    next_hop_in_ip_address: HOP,
  },
});

/** Three networks in one mesh; one and two send each other's packets by an appliance in the hub, which may be peered with two. */
function meshBeside(flags: Json): Analysis {
  const half = (from: string, to: string): Json => ({
    resource_group_name: "rg",
    name: `${from}-${to}`,
    virtual_network_name: from,
    remote_virtual_network_id: id(`virtual_network.${to}`),
    ...flags,
  });
  return analyze(
    readConfiguration({
      variable: { not_told: {} },
      resource: {
        azurerm_virtual_network: Object.fromEntries(
          NAMES.map((name, i) => [name, { ...AT, name, address_space: [`10.${i}.0.0/16`] }]),
        ),
        azurerm_subnet: Object.fromEntries(
          NAMES.map((name, i) => [
            name,
            {
              resource_group_name: "rg",
              name: "s",
              virtual_network_name: name,
              address_prefixes: [`10.${i}.0.0/24`],
            },
          ]),
        ),
        azurerm_virtual_network_peering: { there: half("hub", "two"), back: half("two", "hub") },
        azurerm_network_interface: {
          nva: {
            ...AT,
            name: "nva",
            ip_forwarding_enabled: true,
            ip_configuration: {
              name: "c",
              subnet_id: id("subnet.hub"),
              private_ip_address_allocation: "Static",
              private_ip_address: HOP,
            },
          },
        },
        azurerm_route_table: { one: table("one", "10.2.0.0/16"), two: table("two", "10.1.0.0/16") },
        azurerm_subnet_route_table_association: Object.fromEntries(
          ["one", "two"].map((name) => [
            name,
            { subnet_id: id(`subnet.${name}`), route_table_id: id(`route_table.${name}`) },
          ]),
        ),
        azurerm_network_manager: {
          m: { ...AT, name: "m", scope: { subscription_ids: [] }, scope_accesses: ["Connectivity"] },
        },
        azurerm_network_manager_network_group: {
          g: { name: "g", network_manager_id: id("network_manager.m") },
        },
        azurerm_network_manager_static_member: Object.fromEntries(
          NAMES.map((name) => [
            name,
            {
              name,
              network_group_id: id("network_manager_network_group.g"),
              target_virtual_network_id: id(`virtual_network.${name}`),
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
      },
    }),
  );
}

const PERHAPS = { count: UNTOLD };
const OF_SUBNETS = {
  peer_complete_virtual_networks_enabled: false,
  local_subnet_names: ["other"],
  remote_subnet_names: ["other"],
};

const APART = { allow_forwarded_traffic: true, allow_virtual_network_access: false };

// R31, R70: a peering takes the place of a connected group's rows, and may refuse what the group takes.
test.each<[string, Json, string, string]>([
  ["takes what others forward", { allow_forwarded_traffic: true, ...PERHAPS }, "REACHABLE", "REACHABLE"],
  ["refuses what others forward", { allow_forwarded_traffic: false, ...PERHAPS }, "CONDITIONAL", "REACHABLE"],
  [
    "takes the other network out of the tag VirtualNetwork",
    { ...APART, ...PERHAPS },
    "CONDITIONAL",
    "CONDITIONAL",
  ],
  ["is of other subnets", { ...OF_SUBNETS, ...PERHAPS }, "CONDITIONAL", "CONDITIONAL"],
])("members of a group, perhaps with a peering that %s", (_, flags, forwarded, direct) => {
  const analysis = meshBeside(flags);
  expect(analysis.verdict("one/s", "two/s")).toBe(forwarded);
  expect(analysis.verdict("hub/s", "two/s")).toBe(direct);
});
