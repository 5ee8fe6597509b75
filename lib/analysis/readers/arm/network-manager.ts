import { ArmArguments, ArmShape, blocks, top } from "./shape";

/** Ids of the virtual networks in which Azure says that something is in force. */
const IN_FORCE: ArmArguments = { in_force_at: "inForceAt" };

const END: ArmArguments = { address_prefix: top("properties.addressPrefix") };

/** An admin rule in force (R68). */
export const ADMIN_RULE: ArmShape = {
  type: "azurerm_network_manager_admin_rule",
  arguments: {
    ...IN_FORCE,
    priority: "priority",
    direction: "direction",
    action: "access",
    protocol: "protocol",
    source: blocks("sources", END),
    source_port_ranges: "sourcePortRanges",
    destination: blocks("destinations", END),
    destination_port_ranges: "destinationPortRanges",
  },
};

/** A connected group in force (R70): the peerings that a configuration made are rows of their own. */
export const CONNECTED_GROUP: ArmShape = {
  type: "azurerm_network_manager_connectivity_configuration",
  arguments: {
    ...IN_FORCE,
    connectivity_topology: () => "Mesh",
    global_mesh_enabled: "isGlobal",
  },
};
