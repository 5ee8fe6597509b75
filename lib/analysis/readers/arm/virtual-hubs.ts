import { ArmGetter, ArmShape, blocks, nested, top, valueOf } from "./shape";

export const VIRTUAL_WAN: ArmShape = {
  type: "azurerm_virtual_wan",
  arguments: { type: "type", allow_branch_to_branch_traffic: "allowBranchToBranchTraffic" },
};

/** A hub of Virtual WAN, or a Route Server, which Azure has as a hub without WAN. */
export const VIRTUAL_HUB: ArmShape = {
  type: "azurerm_virtual_hub",
  arguments: {
    virtual_wan_id: "virtualWan.id",
    address_prefix: "addressPrefix",
    sku: "sku",
    branch_to_branch_traffic_enabled: "allowBranchToBranchTraffic",
    hub_routing_preference: "hubRoutingPreference",
    route: blocks("routeTable.routes", {
      address_prefixes: top("addressPrefixes"),
      next_hop_ip_address: top("nextHopIpAddress"),
    }),
    // Given by who knows all rows: connections of which there is none.
    unlisted_connections: "unlistedConnections",
  },
};

export const VIRTUAL_HUB_IP: ArmShape = {
  type: "azurerm_virtual_hub_ip",
  parent: "virtual_hub_id",
  arguments: { subnet_id: "subnet.id", public_ip_address_id: "publicIPAddress.id" },
};

export const VIRTUAL_HUB_BGP_CONNECTION: ArmShape = {
  type: "azurerm_virtual_hub_bgp_connection",
  parent: "virtual_hub_id",
  arguments: {
    peer_asn: "peerAsn",
    peer_ip: "peerIp",
    virtual_network_connection_id: "hubVirtualNetworkConnection.id",
  },
};

/** How a connection is routed, with what the provider calls its table and those that learn of it. */
function routing(path: string, associated: string, ids: string): ArmGetter {
  return nested({
    [associated]: `${path}.associatedRouteTable.id`,
    inbound_route_map_id: `${path}.inboundRouteMap.id`,
    outbound_route_map_id: `${path}.outboundRouteMap.id`,
    propagated_route_table: nested({
      labels: `${path}.propagatedRouteTables.labels`,
      [ids]: `${path}.propagatedRouteTables.ids[].id`,
    }),
    static_vnet_local_route_override_criteria: `${path}.vnetRoutes.staticRoutesConfig.vnetLocalRouteOverrideCriteria`,
    static_vnet_propagate_static_routes_enabled: `${path}.vnetRoutes.staticRoutesConfig.propagateStaticRoutes`,
    static_vnet_route: blocks(`${path}.vnetRoutes.staticRoutes`, {
      address_prefixes: top("addressPrefixes"),
      next_hop_ip_address: top("nextHopIpAddress"),
    }),
  });
}

const USUAL_ROUTING = routing("routingConfiguration", "associated_route_table_id", "route_table_ids");

export const VIRTUAL_HUB_CONNECTION: ArmShape = {
  type: "azurerm_virtual_hub_connection",
  parent: "virtual_hub_id",
  arguments: {
    remote_virtual_network_id: "remoteVirtualNetwork.id",
    internet_security_enabled: "enableInternetSecurity",
    routing: USUAL_ROUTING,
  },
};

export const VIRTUAL_HUB_ROUTE_TABLE: ArmShape = {
  type: "azurerm_virtual_hub_route_table",
  parent: "virtual_hub_id",
  arguments: {
    labels: "labels",
    route: blocks("routes", {
      destinations: top("destinations"),
      destinations_type: top("destinationType"),
      next_hop: top("nextHop"),
      next_hop_type: top("nextHopType"),
    }),
  },
};

export const VIRTUAL_HUB_ROUTING_INTENT: ArmShape = {
  type: "azurerm_virtual_hub_routing_intent",
  parent: "virtual_hub_id",
  arguments: {
    routing_policy: blocks("routingPolicies", {
      destinations: top("destinations"),
      next_hop: top("nextHop"),
    }),
  },
};

export const VPN_SITE: ArmShape = {
  type: "azurerm_vpn_site",
  arguments: {
    address_cidrs: "addressSpace.addressPrefixes",
    virtual_wan_id: "virtualWan.id",
    ip_address: "ipAddress",
    link: blocks("vpnSiteLinks", {
      ip_address: "ipAddress",
      fqdn: "fqdn",
      bgp: nested({ asn: "bgpProperties.asn", peering_address: "bgpProperties.bgpPeeringAddress" }),
    }),
  },
};

export const VPN_CONNECTION: ArmShape = {
  type: "azurerm_vpn_gateway_connection",
  parent: "vpn_gateway_id",
  arguments: {
    remote_vpn_site_id: "remoteVpnSite.id",
    vpn_link: (connection) => {
      const links = valueOf(blocks("vpnLinkConnections", { bgp_enabled: "enableBgp" }), connection);
      const own = valueOf("enableBgp", connection);
      return Array.isArray(links) && links.length > 0
        ? links
        : own === undefined
          ? links
          : [{ bgp_enabled: own }];
    },
    routing: routing("routingConfiguration", "associated_route_table", "route_table_ids"),
  },
};

export const VIRTUAL_HUB_NAT_RULE: ArmShape = {
  type: "azurerm_vpn_gateway_nat_rule",
  parent: "vpn_gateway_id",
  arguments: {},
};

export const VIRTUAL_HUB_VPN_GATEWAY: ArmShape = {
  type: "azurerm_vpn_gateway",
  arguments: { virtual_hub_id: "virtualHub.id" },
  parts: [
    { name: "connections", shape: VPN_CONNECTION },
    { name: "natRules", shape: VIRTUAL_HUB_NAT_RULE },
  ],
};

export const EXPRESS_ROUTE_CONNECTION: ArmShape = {
  type: "azurerm_express_route_connection",
  parent: "express_route_gateway_id",
  arguments: {
    express_route_circuit_peering_id: "expressRouteCircuitPeering.id",
    routing: USUAL_ROUTING,
  },
};

export const VIRTUAL_HUB_EXPRESS_ROUTE_GATEWAY: ArmShape = {
  type: "azurerm_express_route_gateway",
  arguments: { virtual_hub_id: "virtualHub.id" },
  parts: [{ name: "expressRouteConnections", shape: EXPRESS_ROUTE_CONNECTION }],
};

export const POINT_TO_SITE_GATEWAY: ArmShape = {
  type: "azurerm_point_to_site_vpn_gateway",
  arguments: {
    virtual_hub_id: "virtualHub.id",
    connection_configuration: blocks("p2SConnectionConfigurations", {
      vpn_client_address_pool: nested({ address_prefixes: "vpnClientAddressPool.addressPrefixes" }),
      route: routing("routingConfiguration", "associated_route_table_id", "ids"),
    }),
  },
};
