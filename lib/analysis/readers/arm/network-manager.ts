import { Leaf, scalarOf } from "../terraform/value";
import { ArmArgument, ArmArguments, ArmGetter, ArmShape, blocks, nested, not, top, valueOf } from "./shape";

export const NETWORK_MANAGER: ArmShape = { type: "azurerm_network_manager", arguments: {} };

export const NETWORK_GROUP: ArmShape = {
  type: "azurerm_network_manager_network_group",
  parent: "network_manager_id",
  arguments: { member_type: "memberType" },
};

export const STATIC_MEMBER: ArmShape = {
  type: "azurerm_network_manager_static_member",
  parent: "network_group_id",
  arguments: { target_virtual_network_id: "resourceId" },
};

export const CONNECTIVITY_CONFIGURATION: ArmShape = {
  type: "azurerm_network_manager_connectivity_configuration",
  parent: "network_manager_id",
  arguments: {
    connectivity_topology: "connectivityTopology",
    hub: blocks("hubs", { resource_id: top("resourceId"), resource_type: top("resourceType") }),
    applies_to_group: blocks("appliesToGroups", {
      network_group_id: top("networkGroupId"),
      group_connectivity: top("groupConnectivity"),
      use_hub_gateway: flag(top("useHubGateway")),
      global_mesh_enabled: flag(top("isGlobal")),
    }),
    global_mesh_enabled: flag("isGlobal"),
    delete_existing_peering_enabled: flag("deleteExistingPeering"),
    connected_group_private_endpoints_scale: "connectivityCapabilities.connectedGroupPrivateEndpointsScale",
  },
};

export const SECURITY_ADMIN_CONFIGURATION: ArmShape = {
  type: "azurerm_network_manager_security_admin_configuration",
  parent: "network_manager_id",
  arguments: {},
};

export const ADMIN_RULE_COLLECTION: ArmShape = {
  type: "azurerm_network_manager_admin_rule_collection",
  parent: "security_admin_configuration_id",
  arguments: { network_group_ids: "appliesToGroups[].networkGroupId" },
};

export const ROUTING_CONFIGURATION: ArmShape = {
  type: "azurerm_network_manager_routing_configuration",
  parent: "network_manager_id",
  arguments: { route_table_usage_mode: "routeTableUsageMode" },
};

export const ROUTING_RULE_COLLECTION: ArmShape = {
  type: "azurerm_network_manager_routing_rule_collection",
  parent: "routing_configuration_id",
  arguments: {
    network_group_ids: "appliesTo[].networkGroupId",
    bgp_route_propagation_enabled: not(flag("disableBgpRoutePropagation")),
    // Newer than azurerm: a collection may keep the routes of peerings out of its tables.
    peering_route_propagation: "peeringRoutePropagationRules[].propagationOption",
  },
};

export const ROUTING_RULE: ArmShape = {
  type: "azurerm_network_manager_routing_rule",
  parent: "rule_collection_id",
  arguments: {
    destination: nested({ type: "destination.type", address: "destination.destinationAddress" }),
    next_hop: nested({ type: "nextHop.nextHopType", address: "nextHop.nextHopAddress" }),
  },
};

/** Azure has these switches as texts. */
function flag(argument: ArmArgument): ArmGetter {
  return (object) => {
    const value = valueOf(argument, object);
    const known = scalarOf(value);
    return typeof known === "string" && /^(true|false)$/i.test(known) ? /^true$/i.test(known) : value;
  };
}

/** Ids of the virtual networks in which Azure says that something is in force. */
const IN_FORCE: ArmArguments = { in_force_at: "inForceAt" };

const END: ArmArguments = { address_prefix: top("properties.addressPrefix") };

/** What a rule that Azure has ready made does, its flag says. */
function accessOf(object: Parameters<ArmGetter>[0]): ReturnType<ArmGetter> {
  const isReadyMade = /^default$/i.test(String(scalarOf(object.at("kind"))));
  return valueOf("access", object) ?? (isReadyMade ? new Leaf(undefined, [], "kind: Default") : undefined);
}

/** An admin rule, written or in force (R68). */
export const ADMIN_RULE: ArmShape = {
  type: "azurerm_network_manager_admin_rule",
  parent: "admin_rule_collection_id",
  arguments: {
    ...IN_FORCE,
    priority: "priority",
    direction: "direction",
    action: accessOf,
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
