import { Leaf, scalarOf } from "../terraform/value";
import { ArmArguments, ArmGetter, ArmShape, blocks, either, top, valueOf } from "./shape";

/** `ipamPoolPrefixAllocations`: prefixes from a pool of Virtual Network Manager. */
function pools(path: string): ArmGetter {
  return blocks(path, {
    id: top("pool.id"),
    allocated_ip_address_prefixes: top("allocatedAddressPrefixes"),
  });
}

const SUBNET_ARGUMENTS: ArmArguments = {
  address_prefixes: either("addressPrefixes", "addressPrefix"),
  ip_address_pool: pools("ipamPoolPrefixAllocations"),
  route_table_id: "routeTable.id",
  network_security_group_id: "networkSecurityGroup.id",
  nat_gateway_id: "natGateway.id",
  default_outbound_access_enabled: "defaultOutboundAccess",
  service_endpoints: "serviceEndpoints[].service",
  private_endpoint_network_policies: "privateEndpointNetworkPolicies",
  private_link_service_network_policies_enabled: (subnet) => {
    const value = valueOf("privateLinkServiceNetworkPolicies", subnet);
    const known = scalarOf(value);
    return typeof known === "string" ? known.toLowerCase() === "enabled" : value;
  },
  delegation: blocks("delegations", {
    service_delegation: (delegation) => {
      const service = valueOf("serviceName", delegation);
      return service === undefined ? undefined : { name: service };
    },
  }),
};

export const SUBNET: ArmShape = {
  type: "azurerm_subnet",
  parent: "virtual_network_name",
  arguments: SUBNET_ARGUMENTS,
};

/** One half of a peering. */
export const PEERING: ArmShape = {
  type: "azurerm_virtual_network_peering",
  parent: "virtual_network_name",
  defaults: { allow_virtual_network_access: true },
  arguments: {
    remote_virtual_network_id: "remoteVirtualNetwork.id",
    // The provider sets this one when nobody does. What Azure does then isn't documented.
    allow_virtual_network_access: either(
      "allowVirtualNetworkAccess",
      () => new Leaf(undefined, [], "unset, and Azure documents no default"),
    ),
    allow_forwarded_traffic: "allowForwardedTraffic",
    allow_gateway_transit: "allowGatewayTransit",
    use_remote_gateways: "useRemoteGateways",
    peer_complete_virtual_networks_enabled: "peerCompleteVnets",
    only_ipv6_peering_enabled: "enableOnlyIPv6Peering",
    // The provider has no such argument.
    local_address_space: "localAddressSpace.addressPrefixes",
    local_subnet_names: "localSubnetNames",
    remote_subnet_names: "remoteSubnetNames",
    // What Azure reports of a deployed one; the provider has no such attributes.
    peering_state: "peeringState",
    peering_sync_level: "peeringSyncLevel",
    remote_address_space: "remoteAddressSpace.addressPrefixes",
  },
};

export const VIRTUAL_NETWORK: ArmShape = {
  type: "azurerm_virtual_network",
  arguments: {
    address_space: "addressSpace.addressPrefixes",
    ip_address_pool: pools("addressSpace.ipamPoolPrefixAllocations"),
    dns_servers: "dhcpOptions.dnsServers",
    private_endpoint_vnet_policies: "privateEndpointVNetPolicies",
    subnet: blocks("subnets", { ...SUBNET_ARGUMENTS, security_group: "networkSecurityGroup.id" }),
  },
  parts: [{ name: "virtualNetworkPeerings", shape: PEERING }],
};
