/** Code of a warning: acknowledges it. Where `hub-spoke` has a finding about the same situation, it is the finding's. */
export enum WarningCode {
  /** The location is not on our list of regions. */
  REGION_UNKNOWN = "REGION_UNKNOWN",
  /** Availability zones are asked for in a region that had none when our list was made. */
  ZONES_WITHOUT_REGION_ZONES = "ZONES_WITHOUT_REGION_ZONES",
  /** azurerm 5 registers no resource providers, and the stack's provider isn't told to. */
  RESOURCE_PROVIDERS_NOT_REGISTERED = "RESOURCE_PROVIDERS_NOT_REGISTERED",
  /** A virtual network has more peerings than Azure allows. */
  PEERING_LIMIT = "PEERING_LIMIT",
  /** A route table has more routes than Azure allowed until May 2026. */
  ROUTE_TABLE_LARGE = "ROUTE_TABLE_LARGE",
  /** Packets from on-premises don't go through the transit, and those to on-premises do. */
  GATEWAYSUBNET_BYPASS = "GATEWAYSUBNET_BYPASS",
  /** The other end of a tunnel over the Internet has a private address. */
  SITE_GATEWAY_PRIVATE = "SITE_GATEWAY_PRIVATE",
  /** A site or circuit claims addresses of a virtual network. */
  ONPREMISES_OVERLAPS_VNET = "ONPREMISES_OVERLAPS_VNET",
  /** A site or circuit claims a prefix that contains virtual networks. */
  SITE_COVERS_NETWORKS = "SITE_COVERS_NETWORKS",
  /** Two sites claim the same addresses. */
  SITES_OVERLAP = "SITES_OVERLAP",
  /** A site announces its prefixes by BGP alone, so packets to it go past the transit. */
  ON_PREMISES_PREFIXES_UNKNOWN = "ON_PREMISES_PREFIXES_UNKNOWN",
  /** What goes to the Internet is sent to the hub's gateway, and no site takes it from there. */
  GATEWAY_WITHOUT_DEFAULT_ROUTE = "GATEWAY_WITHOUT_DEFAULT_ROUTE",
  /** A spoke whose network exists already has no subnet that uses its route table. */
  SPOKE_NOT_ROUTED = "SPOKE_NOT_ROUTED",
  /** A spoke has machines and no way to the Internet. */
  SPOKE_WITHOUT_EGRESS = "SPOKE_WITHOUT_EGRESS",
  /** A spoke that is to have no way to the Internet has one. */
  EGRESS_NOT_NONE = "EGRESS_NOT_NONE",
  /** A NAT gateway has a tier that its region lacks, as far as known here. */
  NAT_GATEWAY_TIER_IN_REGION = "NAT_GATEWAY_TIER_IN_REGION",
  /** A Bastion without public address that no gateway leads to. */
  BASTION_PRIVATE_UNREACHED = "BASTION_PRIVATE_UNREACHED",
  /** A Bastion without public address whose users can't name machines. */
  BASTION_PRIVATE_BY_PORTAL = "BASTION_PRIVATE_BY_PORTAL",
  /** A Bastion that records sessions takes native clients, whose sessions it can't record. */
  BASTION_SESSIONS_UNRECORDED = "BASTION_SESSIONS_UNRECORDED",
  /** Spokes talk through the VPN gateway, which Microsoft advises against. */
  VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED = "VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED",
  /** The hub's gateway has more connections than its smaller sizes take. */
  CONNECTION_LIMIT = "CONNECTION_LIMIT",
  /** A Route Server is created beside a VPN gateway that is in use, which interrupts it. */
  ROUTE_SERVER_GATEWAY_OUTAGE = "ROUTE_SERVER_GATEWAY_OUTAGE",
  /** Spokes with a Route Server of their own don't reach the sites of the hub's gateway. */
  ROUTE_SERVER_NO_ON_PREMISES = "ROUTE_SERVER_NO_ON_PREMISES",
  /** A site has a prefix that the BGP speaker announces too. */
  ROUTE_SERVER_SAME_PREFIX_ON_PREMISES = "ROUTE_SERVER_SAME_PREFIX_ON_PREMISES",
  /** A connected group has more virtual networks than Azure allows by default. */
  CONNECTED_GROUP_LIMIT = "CONNECTED_GROUP_LIMIT",
  /** Networks of a connected group overlap. */
  CONNECTED_GROUP_OVERLAP = "CONNECTED_GROUP_OVERLAP",
  /** A mesh has fewer than two networks. */
  MESH_ALONE = "MESH_ALONE",
  /** A network manager has neither groups nor pools, or a group no networks. */
  NETWORK_GROUP_EMPTY = "NETWORK_GROUP_EMPTY",
  /** A network manager has more admin rules or prefixes in them than Azure allows. */
  NETWORK_MANAGER_ADMIN_RULE_LIMIT = "NETWORK_MANAGER_ADMIN_RULE_LIMIT",
}
