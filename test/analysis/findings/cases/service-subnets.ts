import {
  bind,
  Body,
  Case,
  half,
  id,
  network,
  nic,
  publicIp,
  resource,
  Resources,
  routeTable,
  subnet,
  subnetId,
} from "./terraform";

const HOME = [network("spoke", "10.1.0.0/16"), subnet("spoke", "app", "10.1.1.0/24")];
const HERE = { subnet_id: subnetId("spoke", "app") };

function ofApp(body: Body): Resources {
  return { azurerm_subnet: { spoke_app: body } };
}

function delegated(name: string): Resources {
  return ofApp({ delegation: { name: "it", service_delegation: { name } } });
}

const PRIVATE_LINK = resource("private_link_service", "link", {
  load_balancer_frontend_ip_configuration_ids: ["x"],
  nat_ip_configuration: { name: "n", primary: true, ...HERE },
});

function cluster(profile?: Body, pool: Body = {}): Resources {
  return resource("kubernetes_cluster", "aks", {
    default_node_pool: { name: "p", vnet_subnet_id: HERE.subnet_id, ...pool },
    ...(profile && { network_profile: profile }),
  });
}

function applicationGateway(key: string, name: string, tier: string): Resources {
  return resource("application_gateway", key, {
    sku: { name, tier },
    gateway_ip_configuration: [{ name: "g", ...HERE }],
  });
}

const POOL = resource("kubernetes_cluster_node_pool", "more", {
  kubernetes_cluster_id: "${azurerm_kubernetes_cluster.aks.id}",
  vnet_subnet_id: HERE.subnet_id,
  node_count: 2,
  max_pods: 110,
});

function kubenet(name: string, type = "UserAssigned", subnetName = "app"): Resources {
  return resource("kubernetes_cluster", name, {
    default_node_pool: { name: "p", vnet_subnet_id: `\${azurerm_subnet.spoke_${subnetName}.id}` },
    identity: { type },
    network_profile: { network_plugin: "kubenet" },
  });
}

const SECOND = [subnet("spoke", "second", "10.1.2.0/24"), kubenet("second", "UserAssigned", "second")];

const AT_FIREWALL = [
  ...HOME,
  subnet("spoke", "AzureFirewallSubnet", "10.1.9.0/26"),
  resource("public_ip", "fw", { sku: "Standard", allocation_method: "Static" }),
  resource("firewall", "fw", {
    sku_name: "AZFW_VNet",
    sku_tier: "Standard",
    ip_configuration: {
      name: "c",
      subnet_id: "${azurerm_subnet.spoke_AzureFirewallSubnet.id}",
      public_ip_address_id: "${azurerm_public_ip.fw.id}",
    },
  }),
  routeTable("app", {
    name: "all",
    address_prefix: "0.0.0.0/0",
    next_hop_type: "VirtualAppliance",
    next_hop_in_ip_address: "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}",
  }),
  bind("spoke", "app", "app"),
];

function authorizing(...authorized_ip_ranges: string[]): Resources {
  return resource("kubernetes_cluster", "aks", {
    default_node_pool: { name: "p", vnet_subnet_id: HERE.subnet_id },
    network_profile: { network_plugin: "azure", outbound_type: "userDefinedRouting" },
    api_server_access_profile: { authorized_ip_ranges },
  });
}

function routed(next_hop_type: string): Resources[] {
  const hop = next_hop_type === "VirtualAppliance" ? { next_hop_in_ip_address: "10.1.9.4" } : {};
  return [
    routeTable("app", { name: "all", address_prefix: "0.0.0.0/0", next_hop_type, ...hop }),
    bind("spoke", "app", "app"),
  ];
}

const TO_INTERNET = { name: "all", next_hop_type: "Internet" };

/** A service whose argument names the subnet. */
function service(type: string, argument: string, body: Body = {}): Resources {
  return resource(type, "it", { [argument]: HERE.subnet_id, ...body });
}

function apiManagement(sku_name: string): Resources {
  return resource("api_management", "apim", {
    sku_name,
    virtual_network_type: "Internal",
    virtual_network_configuration: HERE,
  });
}

/** A service that lets the subnet in. */
function letIn(type: string, block: string): Resources {
  return resource(type, "acl", {
    [block]: { default_action: "Deny", virtual_network_subnet_ids: [HERE.subnet_id] },
  });
}

const ENVIRONMENT = service("container_app_environment", "infrastructure_subnet_id");
const CONSUMPTION = { name: "Consumption", workload_profile_type: "Consumption" };
const PROFILED = service("container_app_environment", "infrastructure_subnet_id", {
  workload_profile: CONSUMPTION,
});
const WORKSPACE = resource("databricks_workspace", "it", {
  custom_parameters: {
    virtual_network_id: id("virtual_network", "spoke"),
    public_subnet_name: "app",
    private_subnet_name: "${azurerm_subnet.spoke_app.name}",
  },
});
const SWIFT = {
  azurerm_app_service_virtual_network_swift_connection: {
    it: { app_service_id: id("linux_web_app", "web"), ...HERE },
  },
};

const INSTANCE = resource("mssql_managed_instance", "mi", HERE);
const GROUP = [
  resource("network_security_group", "app"),
  {
    azurerm_subnet_network_security_group_association: {
      app: { ...HERE, network_security_group_id: id("network_security_group", "app") },
    },
  },
];

const NAT = [
  resource("nat_gateway", "ng"),
  {
    azurerm_subnet_nat_gateway_association: { app: { ...HERE, nat_gateway_id: id("nat_gateway", "ng") } },
  },
  nic("vm", "spoke", {}, "app"),
  {
    azurerm_network_interface: {
      vm: {
        ip_configuration: {
          name: "c",
          subnet_id: HERE.subnet_id,
          public_ip_address_id: id("public_ip", "one"),
        },
      },
    },
  },
];

const GROUP_OF_BASTION = [
  network("spoke", "10.1.0.0/16"),
  subnet("spoke", "AzureBastionSubnet", "10.1.2.0/26"),
  resource("network_security_group", "bas"),
  resource("network_security_rule", "in", {
    network_security_group_name: "bas",
    priority: 100,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_address_prefix: "Internet",
    destination_address_prefix: "*",
    destination_port_range: "443",
  }),
];

function groupOfBastion(body: Body = {}): Resources {
  return {
    azurerm_subnet_network_security_group_association: {
      bas: {
        subnet_id: subnetId("spoke", "AzureBastionSubnet"),
        network_security_group_id: id("network_security_group", "bas"),
        ...body,
      },
    },
  };
}

const SERVER = [
  ...HOME,
  delegated("Microsoft.DBforPostgreSQL/flexibleServers"),
  resource("private_dns_zone", "pg", { name: "x.postgres.database.azure.com" }),
  resource("private_dns_zone_virtual_network_link", "pg", {
    private_dns_zone_name: "x.postgres.database.azure.com",
    virtual_network_id: id("virtual_network", "spoke"),
  }),
];
const FLEXIBLE = { private_dns_zone_id: id("private_dns_zone", "pg") };

export const SERVICE_SUBNET_CASES: readonly Case[] = [
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/7642
  {
    code: "SUBNET_NOT_DELEGATED",
    bad: [...HOME, SWIFT],
    good: [...HOME, delegated("Microsoft.Web/serverFarms"), SWIFT],
    at: "azurerm_app_service_virtual_network_swift_connection.it",
    says: ["not delegated", "Microsoft.Web/serverFarms"],
  },
  {
    code: "SUBNET_NOT_DELEGATED",
    bad: [...HOME, delegated("Microsoft.Web/serverFarms"), PROFILED],
    good: [...HOME, delegated("Microsoft.App/environments"), PROFILED],
    at: "azurerm_container_app_environment.it",
    says: ["delegated to Microsoft.Web/serverFarms", "Microsoft.App/environments"],
  },
  {
    code: "SUBNET_NOT_DELEGATED",
    bad: [...HOME, WORKSPACE],
    good: [...HOME, delegated("Microsoft.Databricks/workspaces"), WORKSPACE],
    at: "azurerm_databricks_workspace.it",
  },
  {
    code: "SUBNET_NOT_DELEGATED",
    bad: [...HOME, resource("container_group", "it", { subnet_ids: [HERE.subnet_id] })],
    good: [
      ...HOME,
      ofApp({ delegation: "${var.none}" }),
      resource("container_group", "it", { subnet_ids: [HERE.subnet_id] }),
    ],
    at: "azurerm_container_group.it",
  },
  // https://github.com/microsoft/azure-container-apps/issues/425
  {
    code: "SERVICE_SUBNET_SMALL",
    bad: [...HOME, ENVIRONMENT],
    good: [...HOME, PROFILED],
    at: "azurerm_subnet.spoke_app",
    says: ["/24", "/23"],
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/29400
  {
    code: "CONTAINER_APPS_WITHOUT_PROFILE",
    bad: [...HOME, delegated("Microsoft.App/environments"), ENVIRONMENT],
    good: [...HOME, delegated("Microsoft.App/environments"), PROFILED],
    at: "azurerm_container_app_environment.it",
    says: ["ManagedEnvironmentSubnetIsDelegated"],
  },
  {
    code: "SERVICE_BEFORE_BINDING",
    bad: [...HOME, ...routed("VirtualAppliance"), cluster({ outbound_type: "userDefinedRouting" })],
    good: [
      ...HOME,
      ...routed("VirtualAppliance"),
      cluster({ outbound_type: "userDefinedRouting" }),
      {
        azurerm_kubernetes_cluster: {
          aks: { depends_on: ["azurerm_subnet_route_table_association.spoke_app"] },
        },
      },
    ],
    at: "azurerm_kubernetes_cluster.aks",
  },
  {
    code: "SERVICE_BEFORE_BINDING",
    bad: [...SERVER, service("postgresql_flexible_server", "delegated_subnet_id", FLEXIBLE)],
    good: [
      ...SERVER,
      service("postgresql_flexible_server", "delegated_subnet_id", {
        ...FLEXIBLE,
        depends_on: ["azurerm_private_dns_zone_virtual_network_link.pg"],
      }),
    ],
    at: "azurerm_postgresql_flexible_server.it",
    says: ["azurerm_private_dns_zone_virtual_network_link.pg"],
  },
  {
    code: "GROUP_BEFORE_RULES",
    bad: [...GROUP_OF_BASTION, groupOfBastion()],
    good: [...GROUP_OF_BASTION, groupOfBastion({ depends_on: ["azurerm_network_security_rule.in"] })],
    at: "azurerm_subnet_network_security_group_association.bas",
  },
  {
    code: "KUBERNETES_CIDR_HIDES_NETWORK",
    bad: [
      ...HOME,
      network("hub", "10.0.0.0/16"),
      half("spoke", "hub"),
      half("hub", "spoke"),
      cluster({ network_plugin: "azure" }),
    ],
    good: [
      ...HOME,
      network("hub", "10.0.0.0/16"),
      half("spoke", "hub"),
      half("hub", "spoke"),
      cluster({ network_plugin: "azure", service_cidr: "172.29.0.0/16" }),
    ],
    at: "azurerm_kubernetes_cluster.aks",
    says: ["service_cidr", "10.0.0.0/16"],
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/3749
  {
    code: "KUBERNETES_ROUTES_REMOVED",
    bad: [...HOME, ...routed("None"), cluster({ network_plugin: "kubenet" })],
    good: [
      ...HOME,
      ...routed("None"),
      { azurerm_route_table: { app: { lifecycle: { ignore_changes: ["route"] } } } },
      cluster({ network_plugin: "kubenet" }),
    ],
    at: "azurerm_route_table.app",
    says: ["ignore_changes"],
  },
  {
    code: "KUBERNETES_ROUTES_REMOVED",
    bad: [...HOME, ...routed("None"), cluster({ network_plugin: "kubenet" })],
    // With Azure CNI nothing is written into the table.
    good: [...HOME, ...routed("None"), cluster({ network_plugin: "azure" })],
    at: "azurerm_route_table.app",
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/18922
  {
    code: "ROUTE_NEXT_HOP_TYPE",
    bad: [...HOME, ...routed("vnetlocal")],
    good: [...HOME, ...routed("VnetLocal")],
    at: "azurerm_route_table.app",
    says: ["VnetLocal", "case of letters"],
  },
  {
    code: "KUBERNETES_WITHOUT_NAT_GATEWAY",
    bad: [...HOME, cluster({ outbound_type: "userAssignedNATGateway" })],
    good: [...HOME, ...NAT.slice(0, 2), cluster({ outbound_type: "userAssignedNATGateway" })],
    at: "azurerm_kubernetes_cluster.aks",
  },
  {
    code: "NAT_GATEWAY_BESIDE_BASIC",
    bad: [...HOME, ...NAT, publicIp("one", { sku: "Basic" })],
    good: [...HOME, ...NAT, publicIp("one", { sku: "Standard" })],
    at: "azurerm_public_ip.one",
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/659
  {
    code: "SECURITY_RULE_PORTS",
    bad: [
      ...GROUP_OF_BASTION,
      { azurerm_network_security_rule: { in: { destination_port_range: "80,443" } } },
    ],
    good: [
      ...GROUP_OF_BASTION,
      { azurerm_network_security_rule: { in: { destination_port_range: "80-443" } } },
    ],
    at: "azurerm_network_security_rule.in",
    says: ["80,443"],
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/4194
  {
    code: "SECURITY_RULE_ADDRESS",
    bad: [
      ...GROUP_OF_BASTION,
      { azurerm_network_security_rule: { in: { source_address_prefix: "10.1.0.4,10.1.0.5" } } },
    ],
    good: [
      ...GROUP_OF_BASTION,
      {
        azurerm_network_security_rule: {
          in: { source_address_prefix: null, source_address_prefixes: ["10.1.0.4", "10.1.0.5"] },
        },
      },
    ],
    at: "azurerm_network_security_rule.in",
    says: ["10.1.0.4,10.1.0.5", "source_address_prefix"],
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/5617
  {
    code: "SECURITY_RULE_ADDRESS",
    bad: [
      ...GROUP_OF_BASTION,
      {
        azurerm_network_security_rule: {
          in: { destination_address_prefix: null, destination_address_prefixes: ["*"] },
        },
      },
    ],
    good: GROUP_OF_BASTION,
    at: "azurerm_network_security_rule.in",
    says: ["destination_address_prefixes"],
  },
  {
    code: "SERVICE_TAG_MISTAKEN",
    bad: [
      ...GROUP_OF_BASTION,
      { azurerm_network_security_rule: { in: { source_address_prefix: "GatewayManger" } } },
    ],
    good: [
      ...GROUP_OF_BASTION,
      { azurerm_network_security_rule: { in: { source_address_prefix: "NewServiceOfAzure.JapanEast" } } },
    ],
    at: "azurerm_network_security_rule.in",
    says: ["GatewayManger", "GatewayManager"],
  },
  {
    code: "SERVICE_TAG_MISTAKEN",
    bad: [
      ...GROUP_OF_BASTION,
      {
        azurerm_network_security_rule: {
          in: { destination_address_prefix: null, destination_address_prefixes: ["Any", "10.0.0.0/8"] },
        },
      },
    ],
    good: GROUP_OF_BASTION,
    at: "azurerm_network_security_rule.in",
    says: ["Any", "*"],
  },
  {
    code: "SERVICE_TAG_MISTAKEN",
    bad: [...HOME, routeTable("app", { ...TO_INTERNET, address_prefix: "EventHubs.JapanEast" })],
    good: [...HOME, routeTable("app", { ...TO_INTERNET, address_prefix: "eventhub.japaneast" })],
    at: "azurerm_route_table.app",
    says: ["EventHub.JapanEast"],
  },
  {
    code: "KUBERNETES_BALANCER_BESIDE_ROUTE",
    bad: [...HOME, ...routed("VirtualAppliance"), cluster({ network_plugin: "azure" })],
    good: [...HOME, ...routed("VirtualAppliance"), cluster({ outbound_type: "userDefinedRouting" })],
    at: "azurerm_kubernetes_cluster.aks",
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/17930
  {
    code: "APP_INTEGRATED_TWICE",
    bad: [...HOME, delegated("Microsoft.Web/serverFarms"), SWIFT, resource("linux_web_app", "web")],
    good: [
      ...HOME,
      delegated("Microsoft.Web/serverFarms"),
      SWIFT,
      resource("linux_web_app", "web", { lifecycle: { ignore_changes: ["virtual_network_subnet_id"] } }),
    ],
    at: "azurerm_app_service_virtual_network_swift_connection.it",
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/13541
  {
    code: "REFERENCE_MISTAKEN",
    bad: [
      network("hub", "10.0.0.0/16"),
      ...HOME,
      half("spoke", "hub", { virtual_network_name: id("virtual_network", "spoke") }),
    ],
    good: [network("hub", "10.0.0.0/16"), ...HOME, half("spoke", "hub")],
    at: "azurerm_virtual_network_peering.spoke_hub",
    says: ["azurerm_virtual_network.spoke.name"],
  },
  {
    code: "REFERENCE_MISTAKEN",
    bad: [network("hub", "10.0.0.0/16"), ...HOME, half("spoke", "hub", { remote_virtual_network_id: "hub" })],
    good: [network("hub", "10.0.0.0/16"), ...HOME, half("spoke", "hub")],
    at: "azurerm_virtual_network_peering.spoke_hub",
    says: ["azurerm_virtual_network.hub.id"],
  },
  // An application gateway takes a policy of its own kind, and a route of a hub that hub's table.
  {
    code: "REFERENCE_MISTAKEN",
    bad: [{ azurerm_application_gateway: { g: { firewall_policy_id: id("firewall_policy", "p") } } }],
    good: [
      {
        azurerm_application_gateway: {
          g: { firewall_policy_id: id("web_application_firewall_policy", "p") },
        },
      },
    ],
    at: "azurerm_application_gateway.g",
    says: ["azurerm_web_application_firewall_policy"],
  },
  {
    code: "REFERENCE_MISTAKEN",
    bad: [{ azurerm_virtual_hub_route_table_route: { r: { route_table_id: id("route_table", "t") } } }],
    good: [
      {
        azurerm_virtual_hub_route_table_route: { r: { route_table_id: id("virtual_hub_route_table", "t") } },
      },
    ],
    at: "azurerm_virtual_hub_route_table_route.r",
    says: ["azurerm_virtual_hub_route_table"],
  },
  {
    code: "SUBNET_OF_SERVICE_OCCUPIED",
    bad: [...HOME, delegated("Microsoft.Web/serverFarms"), nic("vm", "spoke", {}, "app")],
    // Databricks puts interfaces of its own there.
    good: [...HOME, delegated("Microsoft.Databricks/workspaces"), nic("vm", "spoke", {}, "app")],
    at: "azurerm_network_interface.vm",
    says: ["Microsoft.Web/serverFarms"],
  },
  {
    // https://learn.microsoft.com/azure/application-gateway/retirement-faq
    code: "APPLICATION_GATEWAY_V1_RETIRED",
    bad: [...HOME, applicationGateway("agw", "WAF_Medium", "WAF")],
    good: [...HOME, applicationGateway("agw", "WAF_v2", "WAF_v2")],
    at: "azurerm_application_gateway.agw",
    says: ["2026-04-28"],
  },
  {
    code: "APPLICATION_GATEWAY_SUBNET_SHARED",
    bad: [...HOME, applicationGateway("agw", "WAF_v2", "WAF_v2"), nic("vm", "spoke", {}, "app")],
    good: [
      ...HOME,
      applicationGateway("agw", "WAF_v2", "WAF_v2"),
      applicationGateway("other", "Standard_v2", "Standard_v2"),
    ],
    at: "azurerm_network_interface.vm",
  },
  {
    code: "APPLICATION_GATEWAY_SUBNET_SHARED",
    bad: [
      ...HOME,
      applicationGateway("agw", "WAF_v2", "WAF_v2"),
      applicationGateway("other", "WAF_Medium", "WAF"),
    ],
    good: [
      ...HOME,
      applicationGateway("agw", "${var.sku}", "WAF_v2"),
      applicationGateway("other", "WAF_Medium", "WAF"),
    ],
    at: "azurerm_application_gateway.other",
  },
  // https://github.com/MicrosoftDocs/azure-docs/issues/47048
  {
    code: "SUBNET_OF_SERVICE_OCCUPIED",
    bad: [...HOME, delegated("Microsoft.Netapp/volumes"), service("private_endpoint", "subnet_id")],
    good: [...HOME, service("private_endpoint", "subnet_id")],
    at: "azurerm_private_endpoint.it",
    says: ["Microsoft.Netapp/volumes"],
  },
  // https://github.com/MicrosoftDocs/azure-docs/pull/109182
  {
    code: "SUBNET_DELEGATED",
    bad: [...HOME, delegated("Microsoft.ApiManagement/service"), apiManagement("Developer_1")],
    // The newer tiers take a delegated subnet.
    good: [...HOME, delegated("Microsoft.Web/serverFarms"), apiManagement("StandardV2_1")],
    at: "azurerm_subnet.spoke_app",
    says: ["Developer_1"],
  },
  // https://github.com/Azure/azure-libraries-for-net/issues/1256
  {
    code: "NETAPP_BASIC_FEATURES",
    bad: [
      ...HOME,
      delegated("Microsoft.Netapp/volumes"),
      ...routed("VirtualAppliance"),
      service("netapp_volume", "subnet_id"),
    ],
    good: [
      ...HOME,
      delegated("Microsoft.Netapp/volumes"),
      ...routed("VirtualAppliance"),
      service("netapp_volume", "subnet_id", { network_features: "Standard" }),
    ],
    at: "azurerm_netapp_volume.it",
    says: ["Basic"],
  },
  // https://github.com/MicrosoftDocs/azure-docs/issues/69774
  {
    code: "SUBNET_DELEGATED",
    bad: [...HOME, delegated("Microsoft.ContainerService/managedClusters"), cluster()],
    // Of the API server, the subnet is delegated.
    good: [
      ...HOME,
      delegated("Microsoft.ContainerService/managedClusters"),
      resource("kubernetes_cluster", "aks", {
        api_server_access_profile: { virtual_network_integration_enabled: true, ...HERE },
      }),
    ],
    at: "azurerm_subnet.spoke_app",
    says: ["azurerm_kubernetes_cluster.aks"],
  },
  // https://github.com/MicrosoftDocs/azure-docs/issues/28698
  {
    code: "SUBNET_DELEGATIONS_SEVERAL",
    bad: [
      ...HOME,
      ofApp({
        delegation: [
          { name: "web", service_delegation: { name: "Microsoft.Web/serverFarms" } },
          { name: "db", service_delegation: { name: "Microsoft.DBforMySQL/flexibleServers" } },
        ],
      }),
    ],
    good: [...HOME, delegated("Microsoft.Web/serverFarms")],
    at: "azurerm_subnet.spoke_app",
    says: ["Microsoft.Web/serverFarms", "Microsoft.DBforMySQL/flexibleServers"],
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/1747
  {
    code: "SQL_MANAGED_INSTANCE_ROUTES_REMOVED",
    bad: [...HOME, ...routed("Internet"), INSTANCE],
    good: [
      ...HOME,
      ...routed("Internet"),
      { azurerm_route_table: { app: { lifecycle: { ignore_changes: ["route"] } } } },
      INSTANCE,
    ],
    at: "azurerm_route_table.app",
    says: ["ignore_changes"],
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/16547
  {
    code: "SERVICE_ENDPOINT_MISSING",
    bad: [
      ...HOME,
      ofApp({ service_endpoints: ["Microsoft.Sql"] }),
      letIn("storage_account", "network_rules"),
    ],
    good: [
      ...HOME,
      ofApp({ service_endpoints: ["Microsoft.Storage.Global"] }),
      letIn("storage_account", "network_rules"),
    ],
    at: "azurerm_storage_account.acl",
    says: ["Microsoft.Storage"],
  },
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/11759
  {
    code: "SERVICE_ENDPOINT_MISSING",
    bad: [...HOME, letIn("key_vault", "network_acls")],
    // Only apply tells which endpoints there are.
    good: [
      ...HOME,
      ofApp({ service_endpoints: "${data.http.endpoints.response_body}" }),
      letIn("key_vault", "network_acls"),
    ],
    at: "azurerm_key_vault.acl",
    says: ["Microsoft.KeyVault"],
  },
  {
    code: "SERVICE_ENDPOINT_MISSING",
    bad: [...HOME, service("mssql_virtual_network_rule", "subnet_id")],
    good: [
      ...HOME,
      service("mssql_virtual_network_rule", "subnet_id", { ignore_missing_vnet_service_endpoint: true }),
    ],
    at: "azurerm_mssql_virtual_network_rule.it",
    says: ["Microsoft.Sql"],
  },
  {
    code: "PRIVATE_LINK_SERVICE_POLICIES",
    bad: [...HOME, PRIVATE_LINK],
    good: [...HOME, ofApp({ private_link_service_network_policies_enabled: false }), PRIVATE_LINK],
    at: "azurerm_subnet.spoke_app",
  },
  {
    code: "PRIVATE_LINK_SERVICE_POLICIES",
    bad: [...HOME, ofApp({ enforce_private_link_service_network_policies: false }), PRIVATE_LINK],
    good: [...HOME, ofApp({ enforce_private_link_service_network_policies: true }), PRIVATE_LINK],
    at: "azurerm_subnet.spoke_app",
  },
  {
    code: "KUBERNETES_SERVICE_CIDR",
    bad: [network("spoke", "10.0.0.0/16"), subnet("spoke", "app", "10.0.1.0/24"), cluster()],
    good: [
      network("spoke", "10.0.0.0/16"),
      subnet("spoke", "app", "10.0.1.0/24"),
      cluster({ network_plugin: "azure", service_cidr: "172.29.0.0/16" }),
    ],
    at: "azurerm_kubernetes_cluster.aks",
    says: ["10.0.0.0/16", "10.0.1.0/24"],
  },
  {
    code: "KUBERNETES_SERVICE_CIDR",
    bad: [...HOME, cluster({ service_cidr: "10.1.0.0/20" })],
    good: [...HOME, cluster({ service_cidr: "${var.services}" })],
    at: "azurerm_kubernetes_cluster.aks",
  },
  {
    code: "KUBERNETES_WITHOUT_DEFAULT_ROUTE",
    bad: [...HOME, ...routed("Internet"), cluster({ outbound_type: "userDefinedRouting" })],
    good: [...HOME, ...routed("VirtualAppliance"), cluster({ outbound_type: "userDefinedRouting" })],
    at: "azurerm_kubernetes_cluster.aks",
  },
  {
    // https://github.com/Azure/AKS/issues/3653
    code: "KUBERNETES_SUBNET_SMALL",
    bad: [...HOME, cluster({ network_plugin: "azure" }, { node_count: 9 })],
    good: [...HOME, cluster({ network_plugin: "azure" }, { node_count: 8 })],
    at: "azurerm_subnet.spoke_app",
    says: ["279 addresses", "it has 251"],
  },
  {
    // Autoscaling counts to its end, and a further pool beside.
    code: "KUBERNETES_SUBNET_SMALL",
    bad: [
      ...HOME,
      cluster({ network_plugin: "azure" }, { auto_scaling_enabled: true, max_count: 4, max_pods: 30 }),
      POOL,
    ],
    good: [
      ...HOME,
      cluster(
        { network_plugin: "azure", network_plugin_mode: "overlay" },
        { auto_scaling_enabled: true, max_count: 4, max_pods: 30 },
      ),
      POOL,
    ],
    at: "azurerm_subnet.spoke_app",
    says: ["346 addresses"],
  },
  {
    // https://github.com/MicrosoftDocs/azure-docs/issues/61329
    code: "KUBERNETES_ADDRESSES_RESERVED",
    bad: [...HOME, cluster({ network_plugin: "azure", service_cidr: "172.30.0.0/20" })],
    good: [...HOME, cluster({ network_plugin: "azure", service_cidr: "172.29.0.0/20" })],
    at: "azurerm_kubernetes_cluster.aks",
    says: ["172.30.0.0/20 (service_cidr)"],
  },
  {
    // https://github.com/MicrosoftDocs/azure-docs/issues/76974
    code: "KUBERNETES_ADDRESSES_RESERVED",
    bad: [network("spoke", "172.31.0.0/16"), subnet("spoke", "app", "172.31.1.0/24"), cluster()],
    good: [network("spoke", "172.27.0.0/16"), subnet("spoke", "app", "172.27.1.0/24"), cluster()],
    at: "azurerm_kubernetes_cluster.aks",
    says: ["of its virtual network"],
  },
  {
    // https://github.com/Azure/AKS/issues/2579
    code: "KUBERNETES_DNS_ADDRESS",
    bad: [
      ...HOME,
      cluster({ network_plugin: "azure", service_cidr: "10.9.0.0/16", dns_service_ip: "10.9.0.0" }),
    ],
    good: [
      ...HOME,
      cluster({ network_plugin: "azure", service_cidr: "10.9.0.0/16", dns_service_ip: "10.9.0.10" }),
    ],
    at: "azurerm_kubernetes_cluster.aks",
    says: ["is kept in 10.9.0.0/16"],
  },
  {
    // https://github.com/Azure/bicep-registry-modules/issues/1469
    code: "KUBERNETES_DNS_ADDRESS",
    bad: [...HOME, cluster({ network_plugin: "azure", dns_service_ip: "172.16.0.10" })],
    good: [
      ...HOME,
      cluster({ network_plugin: "azure", service_cidr: "${var.services}", dns_service_ip: "172.16.0.10" }),
    ],
    at: "azurerm_kubernetes_cluster.aks",
    says: ["isn't in 10.0.0.0/16"],
  },
  {
    // https://github.com/Azure-Terraform/terraform-azurerm-virtual-network/pull/28
    code: "KUBERNETES_TABLE_SHARED",
    bad: [...HOME, ...routed("Internet"), kubenet("aks"), ...SECOND, bind("spoke", "second", "app")],
    good: [...HOME, ...routed("Internet"), kubenet("aks"), ...SECOND],
    at: "azurerm_kubernetes_cluster.second",
    says: ["azurerm_route_table.app"],
  },
  {
    // https://github.com/Azure/AKS/issues/2333
    code: "KUBERNETES_TABLE_IDENTITY",
    bad: [...HOME, ...routed("Internet"), kubenet("aks", "SystemAssigned")],
    good: [...HOME, ...routed("Internet"), kubenet("aks")],
    at: "azurerm_kubernetes_cluster.aks",
  },
  {
    // https://github.com/MicrosoftDocs/azure-docs/issues/55484
    code: "KUBERNETES_AUTHORIZED_RANGES",
    bad: [...AT_FIREWALL, authorizing("198.51.100.0/24")],
    good: [...AT_FIREWALL, authorizing("198.51.100.0/24", "${azurerm_public_ip.fw.ip_address}/32")],
    at: "azurerm_kubernetes_cluster.aks",
    says: ["azurerm_public_ip.fw"],
  },
  {
    code: "SQL_MANAGED_INSTANCE_SUBNET",
    bad: [...HOME, ...GROUP, INSTANCE],
    good: [...HOME, delegated("Microsoft.Sql/managedInstances"), ...GROUP, ...routed("Internet"), INSTANCE],
    at: "azurerm_mssql_managed_instance.mi",
    says: ["lacks the delegation to it and a route table"],
  },
];
