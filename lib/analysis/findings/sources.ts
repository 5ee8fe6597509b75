/** A document that says so. */
export interface Source {
  readonly title: string;
  readonly url: string;
}

const LEARN = "https://learn.microsoft.com/azure";
const PROVIDER = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources";

function learn(title: string, path: string): Source {
  return { title, url: `${LEARN}/${path}` };
}

function provider(resource: string): Source {
  return { title: `azurerm_${resource}`, url: `${PROVIDER}/${resource}` };
}

/** Where the checks come from. */
export const SOURCES = {
  virtualNetworkFaq: learn("Virtual network FAQ", "virtual-network/virtual-networks-faq"),
  namingRules: learn(
    "Naming rules and restrictions for Azure resources",
    "azure-resource-manager/management/resource-name-rules",
  ),
  limits: learn(
    "Azure networking limits",
    "azure-resource-manager/management/azure-subscription-service-limits",
  ),
  raisedLimits: {
    title: "Azure update 562695: default limits of NSGs and route tables raised",
    url: "https://azure.microsoft.com/updates?id=562695",
  },
  peering: learn("Create, change, or delete a peering", "virtual-network/virtual-network-manage-peering"),
  peeringTroubleshooting: learn(
    "Troubleshoot virtual network peering issues",
    "virtual-network/virtual-network-troubleshoot-peering-issues",
  ),
  peeredOverlap: {
    title: "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
    url: "https://github.com/Azure/ResourceModules/issues/731",
  },
  userRoutes: learn("Virtual network traffic routing", "virtual-network/virtual-networks-udr-overview"),
  routeConflict: {
    title: "RouteConflict: routes cannot have the same address prefix",
    url: "https://github.com/kubernetes-sigs/cloud-provider-azure/issues/657",
  },
  gatewaySettings: learn(
    "VPN Gateway configuration settings",
    "vpn-gateway/vpn-gateway-about-vpn-gateway-settings",
  ),
  gatewayFaq: learn("VPN Gateway FAQ", "vpn-gateway/vpn-gateway-vpn-faq"),
  gatewayActiveActive: learn("Active-active VPN gateways", "vpn-gateway/about-active-active-gateways"),
  gatewayZones: learn(
    "Zone-redundant virtual network gateways",
    "vpn-gateway/about-zone-redundant-vnet-gateways",
  ),
  gatewayConsolidation: learn(
    "VPN Gateway SKU consolidation and migration",
    "vpn-gateway/gateway-sku-consolidation",
  ),
  clientSstp: learn(
    "SSTP protocol retirement and connections migration",
    "vpn-gateway/ikev2-openvpn-from-sstp",
  ),
  applicationGatewayRetired: learn("Application Gateway V1 retirement", "application-gateway/retirement-faq"),
  applicationGatewaySubnet: learn(
    "Application Gateway infrastructure configuration",
    "application-gateway/configuration-infrastructure",
  ),
  machineInterfaces: learn(
    "Multiple network interfaces of a virtual machine: constraints",
    "virtual-network/virtual-network-network-interface-vm",
  ),
  gatewayNat: learn("About NAT on VPN Gateway", "vpn-gateway/nat-overview"),
  gatewayPolicyBased: learn(
    "Connect VPN gateways to multiple on-premises policy-based VPN devices",
    "vpn-gateway/vpn-gateway-connect-multiple-policybased-rm-ps",
  ),
  gatewayBgp: learn("About BGP with VPN Gateway", "vpn-gateway/vpn-gateway-bgp-overview"),
  routeServerFaq: learn("Azure Route Server FAQ", "route-server/route-server-faq"),
  routeServerGateways: learn(
    "Azure Route Server support for ExpressRoute and VPN",
    "route-server/expressroute-vpn-support",
  ),
  firewallFaq: learn("Azure Firewall FAQ", "firewall/firewall-faq"),
  firewallForcedTunneling: learn("Azure Firewall forced tunneling", "firewall/forced-tunneling"),
  firewallFqdn: learn("FQDN filtering in network rules", "firewall/fqdn-filtering-network-rules"),
  ipGroups: learn("IP Groups in Azure Firewall", "firewall/ip-groups"),
  firewallDns: learn("Azure Firewall DNS settings", "firewall/dns-settings"),
  networkNameResolution: learn(
    "Name resolution for resources in Azure virtual networks",
    "virtual-network/virtual-networks-name-resolution-for-vms-and-role-instances",
  ),
  firewallRuleProcessing: learn("Azure Firewall rule processing logic", "firewall/rule-processing"),
  privateResolver: learn("What is Azure DNS Private Resolver?", "dns/dns-private-resolver-overview"),
  dnsResolver: learn("What is Azure DNS Private Resolver?", "dns/dns-private-resolver-overview"),
  dnsRulesets: learn(
    "Azure DNS Private Resolver endpoints and rulesets",
    "dns/private-resolver-endpoints-rulesets",
  ),
  dnsRuleToAzure: {
    title: "Azure's own DNS in a forwarding ruleset",
    url: "https://github.com/MicrosoftDocs/azure-docs/issues/100273",
  },
  dnsZoneLinks: {
    title: "A virtual network cannot be linked to multiple zones with overlapping namespaces",
    url: "https://github.com/MicrosoftDocs/azure-aks-docs/issues/212",
  },
  dnsRegistration: learn("Autoregistration in Azure Private DNS", "dns/private-dns-autoregistration"),
  privateEndpointDns: learn(
    "Private endpoint DNS integration",
    "private-link/private-endpoint-dns-integration",
  ),
  firewallManagementNic: learn("Azure Firewall Management NIC", "firewall/management-nic"),
  firewallPolicies: learn("Azure Firewall Manager policy overview", "firewall-manager/policy-overview"),
  firewallPolicyInUse: {
    title: "Azure Firewall policy can't be replaced because it's in use",
    url: "https://github.com/hashicorp/terraform-provider-azurerm/issues/12212",
  },
  firewallGroupOrder: {
    title: "Azure Firewall: custom and default rule collection groups of one priority (Microsoft Q&A)",
    url: "https://learn.microsoft.com/answers/questions/2283292/azure-firewall-default-vs-custom-rule-collection-g",
  },
  firewallSkus: learn("Choose the right Azure Firewall SKU", "firewall/choose-firewall-sku"),
  firewallHybrid: learn(
    "Deploy and configure Azure Firewall in a hybrid network",
    "firewall/tutorial-hybrid-portal-policy",
  ),
  firewallSnat: learn("Azure Firewall SNAT private IP address ranges", "firewall/snat-private-range"),
  privateEndpointPolicies: learn(
    "Manage network policies for private endpoints",
    "private-link/disable-private-endpoint-network-policy",
  ),
  serviceEndpoints: learn(
    "Virtual network service endpoints",
    "virtual-network/virtual-network-service-endpoints-overview",
  ),
  serviceTags: learn("Virtual network service tags", "virtual-network/service-tags-overview"),
  defaultOutbound: learn(
    "Default outbound access for virtual machines",
    "virtual-network/ip-services/default-outbound-access",
  ),
  windowsActivation: {
    title: "Windows activation fails in forced tunneling scenario",
    url: "https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/custom-routes-enable-kms-activation",
  },
  natGateway: learn("Azure NAT Gateway and outbound connectivity", "nat-gateway/nat-overview"),
  clientPool: learn(
    "Configure server settings for P2S VPN Gateway connections",
    "vpn-gateway/point-to-site-certificate-gateway",
  ),
  pointToSite: learn("About Point-to-Site VPN", "vpn-gateway/point-to-site-about"),
  loadBalancerProbes: learn(
    "Azure Load Balancer health probes",
    "load-balancer/load-balancer-custom-probe-overview",
  ),
  applicationGateway: learn(
    "Application Gateway infrastructure configuration",
    "application-gateway/configuration-infrastructure",
  ),
  privateLinkServicePolicies: learn(
    "Manage network policies for Private Link services",
    "private-link/disable-private-link-service-network-policy",
  ),
  subnetDelegation: learn("Subnet delegation", "virtual-network/subnet-delegation-overview"),
  containerAppsNetworking: learn(
    "Networking in Azure Container Apps environment",
    "container-apps/networking",
  ),
  kubernetesAddresses: learn("IP address planning for AKS", "aks/concepts-network-ip-address-planning"),
  kubernetesSubnetSize: {
    title: "AKS: pre-allocated IPs exceed those available in the subnet",
    url: "https://github.com/Azure/AKS/issues/3653",
  },
  kubernetesAuthorized: learn(
    "Secure access to the API server using authorized IP address ranges in AKS",
    "aks/api-server-authorized-ip-ranges",
  ),
  kubernetesPrivate: learn("Create a private AKS cluster", "aks/private-clusters"),
  appIntegration: learn(
    "Integrate your app with an Azure virtual network",
    "app-service/overview-vnet-integration",
  ),
  kubernetesRoutes: learn("Use kubenet networking in AKS", "aks/configure-kubenet"),
  routeServerTroubleshooting: learn(
    "Troubleshoot Azure Route Server issues",
    "route-server/troubleshoot-route-server",
  ),
  azapiSubnets: {
    title: "409 Conflict when creating multiple subnets using azapi",
    url: "https://github.com/Azure/terraform-provider-azapi/issues/503",
  },
  firewallZones: {
    title: "Management Public IP for Zonal Firewall is not zonal; deployment fails",
    url: "https://github.com/Azure/terraform-azurerm-hubnetworking/issues/78",
  },
  circuitsAtOnce: {
    title: "ExpressRoute connections fail with 409 Conflict due to parallel for_each on same gateway",
    url: "https://github.com/Azure/Azure-Landing-Zones/issues/4134",
  },
  kubernetesEgress: learn("Customize cluster egress with outbound types in AKS", "aks/egress-outboundtype"),
  managedInstanceSubnet: learn(
    "Connectivity architecture of Azure SQL Managed Instance",
    "azure-sql/managed-instance/connectivity-architecture-overview",
  ),
  applicationSecurityGroups: learn(
    "Application security groups",
    "virtual-network/application-security-groups",
  ),
  apiManagement: learn(
    "Virtual network configuration reference: API Management",
    "api-management/virtual-network-reference",
  ),
  bastionFaq: learn("Azure Bastion FAQ", "bastion/bastion-faq"),
  bastionSecurityGroup: learn("Working with NSG access and Azure Bastion", "bastion/bastion-nsg"),
  bastionPrivate: learn("Deploy private-only Bastion", "bastion/private-only-deployment"),
  bastionRecording: learn("Configure Bastion session recording", "bastion/session-recording"),
  bastionSettings: learn("About Bastion configuration settings", "bastion/configuration-settings"),
  loadBalancerHaPorts: learn(
    "High availability ports overview",
    "load-balancer/load-balancer-ha-ports-overview",
  ),
  loadBalancerFrontends: learn(
    "Multiple frontends for Azure Load Balancer",
    "load-balancer/load-balancer-multivip-overview",
  ),
  outboundRules: learn("Outbound rules of Azure Load Balancer", "load-balancer/outbound-rules"),
  loadBalancerSkus: learn("Azure Load Balancer SKUs", "load-balancer/skus"),
  networkAppliances: {
    title: "Deploy highly available NVAs",
    url: "https://learn.microsoft.com/azure/architecture/networking/guide/network-virtual-appliance-high-availability",
  },
  securityGroups: learn("Network security groups", "virtual-network/network-security-groups-overview"),
  publicIpZones: {
    title: "Incorrect handling of azurerm_public_ip in availability zones",
    url: "https://github.com/hashicorp/terraform-provider-azurerm/issues/18741",
  },
  publicIps: learn("Public IP addresses", "virtual-network/ip-services/public-ip-addresses"),
  privateIps: learn("Private IP addresses", "virtual-network/ip-services/private-ip-addresses"),
  basicPublicIps: learn(
    "Upgrade from Basic to Standard public IP",
    "virtual-network/ip-services/public-ip-basic-upgrade-guidance",
  ),
  regions: learn("Azure regions list", "reliability/regions-list"),
  netappNetwork: learn(
    "Guidelines for Azure NetApp Files network planning",
    "azure-netapp-files/azure-netapp-files-network-topologies",
  ),
  networkEncryption: learn(
    "What is Azure Virtual Network encryption?",
    "virtual-network/virtual-network-encryption-overview",
  ),
  ipv6: learn("What is IPv6 for Azure Virtual Network?", "virtual-network/ip-services/ipv6-overview"),
  subnet: provider("subnet"),
  lifecycle: {
    title: "Microsoft Lifecycle Policy, products",
    url: "https://learn.microsoft.com/lifecycle/products/",
  },
  trustedLaunch: learn("Trusted Launch for Azure virtual machines", "virtual-machines/trusted-launch"),
  machineGenerations: learn("Support for generation 2 VMs on Azure", "virtual-machines/generation-2"),
  machineSizeNames: learn("Azure VM sizes naming conventions", "virtual-machines/vm-naming-conventions"),
  machineSizes: learn("Sizes for virtual machines in Azure", "virtual-machines/sizes/overview"),
  windowsFaq: learn("Windows virtual machines FAQ", "virtual-machines/windows/faq"),
  linuxFaq: learn("Linux virtual machines FAQ", "virtual-machines/linux/faq"),
  sshKeys: learn("SSH keys for Linux virtual machines", "virtual-machines/linux/mac-create-ssh-keys"),
  acceleratedNetworking: learn(
    "Accelerated Networking overview",
    "virtual-network/accelerated-networking-overview",
  ),
  marketplaceTerms: learn("Marketplace terms and purchase plans", "virtual-machines/linux/cli-ps-findimage"),
  networkManagerConnectivity: learn(
    "Connectivity configuration in Azure Virtual Network Manager",
    "virtual-network-manager/concept-connectivity-configuration",
  ),
  networkManagerRoutes: learn(
    "User-defined route (UDR) management with Azure Virtual Network Manager",
    "virtual-network-manager/concept-user-defined-route",
  ),
  networkManagerFaq: learn("Azure Virtual Network Manager FAQ", "virtual-network-manager/faq"),
  networkManagerLimits: learn(
    "Limitations of Azure Virtual Network Manager",
    "virtual-network-manager/concept-limitations",
  ),
  expressRouteCircuits: learn(
    "ExpressRoute circuits and peering",
    "expressroute/expressroute-circuit-peerings",
  ),
  expressRouteGateways: learn(
    "ExpressRoute virtual network gateways",
    "expressroute/expressroute-about-virtual-network-gateways",
  ),
  ddosProtection: learn("Azure DDoS Protection tiers", "ddos-protection/ddos-protection-sku-comparison"),
  flowLogs: learn("Virtual network flow logs", "network-watcher/vnet-flow-logs-overview"),
  expressRouteCoexistence: learn(
    "ExpressRoute and site-to-site coexisting connections",
    "expressroute/expressroute-howto-coexist-resource-manager",
  ),
  routingAppliance: {
    title: "Azure update 568605: Virtual Network Routing Appliance",
    url: "https://azure.microsoft.com/updates?id=568605",
  },
  terraformForEach: {
    title: "The for_each meta-argument",
    url: "https://developer.hashicorp.com/terraform/language/meta-arguments/for_each#limitations-on-values-used-in-for_each",
  },
  destroyOrder: {
    title: "azurerm_firewall does not disassociate Public IP before deleting public IP",
    url: "https://github.com/hashicorp/terraform-provider-azurerm/issues/29324",
  },
  terraformDrift: {
    title: "Manage resource drift",
    url: "https://developer.hashicorp.com/terraform/tutorials/state/resource-drift",
  },
  terraformImport: {
    title: "Import existing resources",
    url: "https://developer.hashicorp.com/terraform/language/import",
  },
  terraformSensitive: {
    title: "Manage sensitive data in Terraform",
    url: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  },
  routingIntent: learn(
    "How to configure Virtual WAN Hub routing intent and routing policies",
    "virtual-wan/how-to-routing-policies",
  ),
  virtualHubNetworks: learn(
    "Connect a virtual network to a Virtual WAN hub",
    "virtual-wan/howto-connect-vnet-hub",
  ),
  virtualHubCreation: learn(
    "Create a site-to-site connection using Azure Virtual WAN",
    "virtual-wan/virtual-wan-site-to-site-portal",
  ),
  virtualWanAppliance: learn(
    "Scenario: Route traffic through an NVA",
    "virtual-wan/scenario-route-through-nva",
  ),
  virtualWan: learn("What is Azure Virtual WAN?", "virtual-wan/virtual-wan-about"),
  bastionHost: provider("bastion_host"),
  firewall: provider("firewall"),
  globalShutdownSchedule: provider("dev_test_global_vm_shutdown_schedule"),
  lbRule: provider("lb_rule"),
  linuxVirtualMachine: provider("linux_virtual_machine"),
  marketplaceAgreement: provider("marketplace_agreement"),
  networkInterface: provider("network_interface"),
  networkInterfaceBackendAssociation: provider("network_interface_backend_address_pool_association"),
  networkManagerDeployment: provider("network_manager_deployment"),
  networkManagerConnectivityConfiguration: provider("network_manager_connectivity_configuration"),
  networkSecurityGroup: provider("network_security_group"),
  publicIp: provider("public_ip"),
  resourceImport: {
    title: "azurerm: a resource with the ID already exists",
    url: "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs",
  },
  routeTable: provider("route_table"),
  swiftConnection: provider("app_service_virtual_network_swift_connection"),
  subnetRouteTableAssociation: provider("subnet_route_table_association"),
  virtualHubRouteTableRoute: provider("virtual_hub_route_table_route"),
  virtualNetwork: provider("virtual_network"),
  virtualNetworkDnsServers: provider("virtual_network_dns_servers"),
  virtualNetworkGateway: provider("virtual_network_gateway"),
  virtualNetworkGatewayConnection: provider("virtual_network_gateway_connection"),
  virtualNetworkPeering: provider("virtual_network_peering"),
  windowsVirtualMachine: provider("windows_virtual_machine"),
} as const satisfies Record<string, Source>;
