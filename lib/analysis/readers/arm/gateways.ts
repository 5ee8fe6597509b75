import { ArmGetter, ArmShape, blocks, nested, top } from "./shape";

export const VIRTUAL_NETWORK_GATEWAY: ArmShape = {
  type: "azurerm_virtual_network_gateway",
  arguments: {
    type: "gatewayType",
    vpn_type: "vpnType",
    sku: "sku.name",
    generation: "vpnGatewayGeneration",
    active_active: "activeActive",
    bgp_enabled: "enableBgp",
    bgp_settings: nested({
      asn: "bgpSettings.asn",
      peering_addresses: blocks("bgpSettings.bgpPeeringAddresses", {
        default_addresses: (address) => address.at("defaultBgpIpAddresses"),
        apipa_addresses: (address) => address.at("customBgpIpAddresses"),
      }),
    }),
    ip_configuration: blocks("ipConfigurations", {
      subnet_id: "subnet.id",
      public_ip_address_id: "publicIPAddress.id",
      private_ip_address: "privateIPAddress",
    }),
    nat_rules: blocks("natRules", {}),
    default_local_network_gateway_id: "gatewayDefaultSite.id",
    vpn_client_configuration: nested({
      address_space: "vpnClientConfiguration.vpnClientAddressPool.addressPrefixes",
    }),
  },
};

const mappings = (path: string): ArmGetter =>
  blocks(path, { address_space: top("addressSpace"), port_range: top("portRange") });

export const GATEWAY_NAT_RULE: ArmShape = {
  type: "azurerm_virtual_network_gateway_nat_rule",
  parent: "virtual_network_gateway_id",
  arguments: {
    type: "type",
    mode: "mode",
    ip_configuration_id: "ipConfigurationId",
    internal_mapping: mappings("internalMappings"),
    external_mapping: mappings("externalMappings"),
  },
};

export const LOCAL_NETWORK_GATEWAY: ArmShape = {
  type: "azurerm_local_network_gateway",
  arguments: {
    address_space: "localNetworkAddressSpace.addressPrefixes",
    gateway_address: "gatewayIpAddress",
    gateway_fqdn: "fqdn",
    bgp_settings: nested({ asn: "bgpSettings.asn", bgp_peering_address: "bgpSettings.bgpPeeringAddress" }),
  },
};

export const GATEWAY_CONNECTION: ArmShape = {
  type: "azurerm_virtual_network_gateway_connection",
  arguments: {
    type: "connectionType",
    virtual_network_gateway_id: "virtualNetworkGateway1.id",
    peer_virtual_network_gateway_id: "virtualNetworkGateway2.id",
    local_network_gateway_id: "localNetworkGateway2.id",
    express_route_circuit_id: "peer.id",
    bgp_enabled: "enableBgp",
    shared_key: "sharedKey",
    ingress_nat_rule_ids: "ingressNatRules[].id",
    egress_nat_rule_ids: "egressNatRules[].id",
    use_policy_based_traffic_selectors: "usePolicyBasedTrafficSelectors",
    traffic_selector_policy: blocks("trafficSelectorPolicies", {
      local_address_cidrs: "localAddressRanges",
      remote_address_cidrs: "remoteAddressRanges",
    }),
  },
};

export const EXPRESS_ROUTE_CIRCUIT: ArmShape = {
  type: "azurerm_express_route_circuit",
  arguments: {},
};
