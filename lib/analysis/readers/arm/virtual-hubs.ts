import { ArmShape } from "./shape";

/** A hub of Virtual WAN, or a Route Server, which Azure has as a hub without WAN. */
export const VIRTUAL_HUB: ArmShape = {
  type: "azurerm_virtual_hub",
  arguments: {
    virtual_wan_id: "virtualWan.id",
    address_prefix: "addressPrefix",
    branch_to_branch_traffic_enabled: "allowBranchToBranchTraffic",
    hub_routing_preference: "hubRoutingPreference",
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
  arguments: { peer_asn: "peerAsn", peer_ip: "peerIp" },
};

export const VIRTUAL_HUB_CONNECTION: ArmShape = {
  type: "azurerm_virtual_hub_connection",
  parent: "virtual_hub_id",
  arguments: { remote_virtual_network_id: "remoteVirtualNetwork.id" },
};

export const VIRTUAL_HUB_VPN_GATEWAY: ArmShape = {
  type: "azurerm_vpn_gateway",
  arguments: { virtual_hub_id: "virtualHub.id" },
};

export const VIRTUAL_HUB_EXPRESS_ROUTE_GATEWAY: ArmShape = {
  type: "azurerm_express_route_gateway",
  arguments: { virtual_hub_id: "virtualHub.id" },
};
