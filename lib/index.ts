export * from "./bastion/bastion";
export { BastionSku } from "./bastion/bastion-tiers";
export type { BastionOptions } from "./bastion/bastion-tiers";
export { OperatingSystem } from "./compute/admin-credentials";
export * from "./compute/daily-shutdown";
export * from "./compute/daily-start";
export { DiskCaching, DiskStorage } from "./compute/data-disks";
export type { DataDisk } from "./compute/data-disks";
export * from "./compute/key-vault-password";
export * from "./compute/linux-server";
export type { MachineMonitoring } from "./compute/machine-agents";
export * from "./compute/machine-images";
export * from "./compute/machine-options";
export type { MachineIdentity } from "./compute/managed-identity";
export type { MarketplacePlan, VirtualMachineImage } from "./compute/marketplace-image";
export * from "./compute/network-interface";
export * from "./compute/virtual-machine";
export * from "./compute/windows-server";
export { AzurermVersion } from "./core/azurerm-version";
export * from "./core/caf-naming";
export * from "./core/naming";
export type { PlacementProps } from "./core/placement";
export { HubSpokeError } from "./core/validation-error";
export { WarningCode } from "./core/warning-code";
export { Warnings } from "./core/warnings";
export * from "./dns/forwarding-ruleset";
export type {
  PrivateDnsCnameRecordOptions,
  PrivateDnsMailServer,
  PrivateDnsMxRecordOptions,
  PrivateDnsPtrRecordOptions,
  PrivateDnsRecordBase,
  PrivateDnsRecordOptions,
  PrivateDnsServiceTarget,
  PrivateDnsSrvRecordOptions,
  PrivateDnsTxtRecordOptions,
} from "./dns/private-dns-records";
export * from "./dns/private-dns-zone";
export * from "./dns/private-link-zones";
export { PrivateResolver } from "./dns/private-resolver";
export type { PrivateResolverProps } from "./dns/private-resolver";
export * from "./firewall/azure-firewall";
export { FirewallAddresses } from "./firewall/firewall-addresses";
export * from "./firewall/firewall-policy";
export { IntrusionDetectionMode, ThreatIntelligenceMode } from "./firewall/firewall-policy-options";
export type {
  ExplicitProxyOptions,
  FirewallDnsProxyOptions,
  FirewallPolicyOptions,
  IntrusionDetectionOptions,
  SignatureOverride,
  ThreatIntelligenceAllowlist,
  TlsInspectionOptions,
} from "./firewall/firewall-policy-options";
export * from "./firewall/firewall-protocol";
export { FirewallRule, FirewallRuleKind } from "./firewall/firewall-rule";
export { ApplicationProtocol } from "./firewall/firewall-rule-props";
export type {
  ApplicationRuleProps,
  DnatRuleProps,
  FirewallRuleOptions,
  NetworkRuleProps,
} from "./firewall/firewall-rule-props";
export * from "./firewall/firewall-rule-group";
export * from "./firewall/firewall-sku";
export * from "./firewall/i-firewall-network";
export * from "./firewall/i-firewall-policy";
export * from "./firewall/ip-group";
export * from "./gateway/express-route-connection";
export { ExpressRouteGateway, ExpressRouteSku } from "./gateway/express-route-gateway";
export type {
  ExpressRouteGatewayAttributes,
  ExpressRouteGatewayOptions,
  ExpressRouteGatewayProps,
  ScaleUnits,
} from "./gateway/express-route-gateway";
export * from "./gateway/i-express-route-gateway";
export * from "./gateway/i-vpn-gateway";
export {
  DhGroup,
  IkeEncryption,
  IkeIntegrity,
  IpsecEncryption,
  IpsecIntegrity,
  PfsGroup,
} from "./gateway/ipsec-policy";
export type { IpsecPolicy } from "./gateway/ipsec-policy";
export { ClientAuthentication, VpnClientProtocol } from "./gateway/point-to-site";
export type {
  CertificateAuthenticationOptions,
  ClientRootCertificate,
  EntraAuthenticationOptions,
  PointToSiteOptions,
  RadiusAuthenticationOptions,
  RadiusServer,
  RevokedClientCertificate,
} from "./gateway/point-to-site";
export * from "./gateway/site-to-site-connection";
export * from "./gateway/vnet-to-vnet-connection";
export * from "./gateway/vpn-gateway";
export * from "./hub-attachment";
export * from "./hub-spoke-construct";
export * from "./hub-spoke-props";
export * from "./hub-spoke-mesh";
export * from "./network/address-plan";
export { CreationOrder } from "./network/creation-order";
export * from "./network/ddos-protection";
export * from "./network/diagnostics";
export * from "./network/flow-logs";
export * from "./network/i-subnet";
export * from "./network/i-virtual-network";
export * from "./network/nat-gateway";
export * from "./network/network-dns-servers";
export * from "./network/network-security-group";
export * from "./network/public-ip-address";
export * from "./network/public-ip-prefix";
export * from "./network/resource-locks";
export * from "./network/security-rules";
export * from "./network/subnet";
export { PrivateEndpointPolicies } from "./network/subnet-features";
export type { SubnetDelegation, SubnetFeatures } from "./network/subnet-features";
export * from "./network/virtual-network";
export * from "./network/vnet-peering";
export { AddressPool } from "./network-manager/address-pool";
export type { AddressPoolOptions } from "./network-manager/address-pool";
export { AdminRuleAction, Guardrails } from "./network-manager/admin-rules";
export type { AdminRule, AdminRulesOptions } from "./network-manager/admin-rules";
export type {
  ManagedHubAndSpokeOptions,
  ManagedMeshOptions,
} from "./network-manager/connectivity-configuration";
export type { IManagedConfiguration } from "./network-manager/i-managed-configuration";
export { ManagedNextHop } from "./network-manager/managed-routes";
export type { ManagedRoute, ManagedRoutesOptions } from "./network-manager/managed-routes";
export { NetworkGroup } from "./network-manager/network-group";
export * from "./network-manager/network-manager";
export * from "./synthesis";
export * from "./topology/attachable-hub";
export * from "./topology/egress";
export * from "./topology/hub";
export * from "./topology/hub-options";
export * from "./topology/hub-dns";
export * from "./topology/network-member";
export * from "./topology/network-member-options";
export * from "./topology/spoke";
export * from "./transit/appliance/appliance-images";
export type {
  AzureFirewallTransitOptions,
  ExistingFirewallPolicy,
} from "./transit/azure-firewall/azure-firewall-transit";
export * from "./transit/bgp/bgp-speaker";
export * from "./transit/declared-facts";
export type { ConnectedGroupTransitOptions } from "./transit/connected-group-transit";
export type { DirectPeeringTransitOptions, SpokePair } from "./transit/direct-peering-transit";
export type { ExistingBgpApplianceOptions } from "./transit/bgp/existing-bgp-appliance";
export * from "./transit/azure-firewall/firewall-ip-groups";
export * from "./transit/azure-firewall/firewall-network";
export * from "./transit/azure-firewall/firewall-rule-collection-group";
export { SpokeToSpokeRules } from "./transit/azure-firewall/firewall-rules";
export type { SpokeRule } from "./transit/azure-firewall/firewall-rules";
export * from "./transit/azure-firewall/forced-tunnelling";
export * from "./transit/appliance/high-availability-ports";
export * from "./transit/route-server/i-route-server";
export * from "./transit/i-transit-routing";
export * from "./transit/appliance/network-appliances";
export type { NetworkVirtualApplianceTransitOptions } from "./transit/appliance/network-virtual-appliance-transit";
export * from "./transit/routes/next-hop";
export * from "./transit/route-server/route-server";
export * from "./transit/route-server/route-server-options";
export * from "./transit/appliance/routing-appliance";
export type { RoutingApplianceTransitOptions } from "./transit/appliance/routing-appliance-transit";
export * from "./transit/azure-firewall/transit-firewall-policy";
export * from "./transit/transit-parts";
export * from "./transit/routes/transit-routes";
export * from "./transit/transit-routing";
export * from "./transit/routes/user-defined-routes";
export type { VirtualMachineRouterTransitOptions } from "./transit/appliance/virtual-machine-router-transit";
export type { VpnGatewayNextHopTransitOptions } from "./transit/vpn-gateway-next-hop-transit";
export * from "./transit/vpn-mesh/vpn-mesh-options";
