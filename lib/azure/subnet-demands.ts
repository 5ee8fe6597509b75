/** What a service wants of the subnet that an argument of it names. */
export interface SubnetDemand {
  /** `azurerm_container_group`. */
  readonly type: string;
  /** The argument that names the subnet; with a dot, one in a nested block. */
  readonly argument: string;
  /** The service to which the subnet has to be delegated. */
  readonly service: string;
  /** The longest prefix that is large enough, where Azure documents one: 28. */
  readonly longestPrefix?: number;
  /** The SKUs of which this is so; all unless given. */
  readonly skus?: RegExp;
}

const WEB_APPS = [
  "linux_function_app",
  "linux_function_app_slot",
  "linux_web_app",
  "linux_web_app_slot",
  "logic_app_standard",
  "windows_function_app",
  "windows_function_app_slot",
  "windows_web_app",
  "windows_web_app_slot",
];
const WEB: Pick<SubnetDemand, "longestPrefix" | "service"> = {
  service: "Microsoft.Web/serverFarms",
  longestPrefix: 28,
};
const NETAPP = { service: "Microsoft.Netapp/volumes", longestPrefix: 28 };
const ORACLE = "Oracle.Database/networkAttachments";
const PALO_ALTO = "PaloAltoNetworks.Cloudngfw/firewalls";

/** Sources: the services' own pages on their subnets, and azurerm's on the resources; read in November 2026. */
export const SUBNET_DEMANDS: readonly SubnetDemand[] = [
  ...WEB_APPS.map((app) => ({
    type: `azurerm_${app}`,
    argument: "virtual_network_subnet_id",
    ...WEB,
  })),
  { type: "azurerm_app_service_virtual_network_swift_connection", argument: "subnet_id", ...WEB },
  { type: "azurerm_app_service_slot_virtual_network_swift_connection", argument: "subnet_id", ...WEB },
  {
    type: "azurerm_function_app_flex_consumption",
    argument: "virtual_network_subnet_id",
    service: "Microsoft.App/environments",
    longestPrefix: 28,
  },
  {
    type: "azurerm_app_service_environment_v3",
    argument: "subnet_id",
    service: "Microsoft.Web/hostingEnvironments",
  },
  {
    type: "azurerm_api_management",
    argument: "virtual_network_configuration.subnet_id",
    service: "Microsoft.Web/serverFarms",
    longestPrefix: 27,
    skus: /^StandardV2_/i,
  },
  {
    type: "azurerm_postgresql_flexible_server",
    argument: "delegated_subnet_id",
    service: "Microsoft.DBforPostgreSQL/flexibleServers",
    longestPrefix: 28,
  },
  {
    type: "azurerm_mysql_flexible_server",
    argument: "delegated_subnet_id",
    service: "Microsoft.DBforMySQL/flexibleServers",
  },
  {
    type: "azurerm_container_group",
    argument: "subnet_ids",
    service: "Microsoft.ContainerInstance/containerGroups",
  },
  {
    type: "azurerm_kubernetes_cluster",
    argument: "api_server_access_profile.subnet_id",
    service: "Microsoft.ContainerService/managedClusters",
    longestPrefix: 28,
  },
  { type: "azurerm_netapp_volume", argument: "subnet_id", ...NETAPP },
  {
    type: "azurerm_application_load_balancer_subnet_association",
    argument: "subnet_id",
    service: "Microsoft.ServiceNetworking/trafficControllers",
    longestPrefix: 24,
  },
  {
    type: "azurerm_nginx_deployment",
    argument: "network_interface.subnet_id",
    service: "NGINX.NGINXPLUS/nginxDeployments",
  },
  {
    type: "azurerm_palo_alto_next_generation_firewall_virtual_network_local_rulestack",
    argument: "network_profile.vnet_configuration.trusted_subnet_id",
    service: PALO_ALTO,
  },
  {
    type: "azurerm_palo_alto_next_generation_firewall_virtual_network_local_rulestack",
    argument: "network_profile.vnet_configuration.untrusted_subnet_id",
    service: PALO_ALTO,
  },
  { type: "azurerm_oracle_autonomous_database", argument: "subnet_id", service: ORACLE },
  { type: "azurerm_oracle_cloud_vm_cluster", argument: "subnet_id", service: ORACLE },
];

/** Those of Databricks, whose arguments name subnets rather than their ids. */
export const DATABRICKS = {
  type: "azurerm_databricks_workspace",
  service: "Microsoft.Databricks/workspaces",
  longestPrefix: 26,
} as const;

/** Those of Container Apps, which differ by whether an environment has workload profiles. */
export const CONTAINER_APPS = {
  type: "azurerm_container_app_environment",
  service: "Microsoft.App/environments",
  longestPrefix: 27,
  longestPrefixWithoutProfiles: 23,
} as const;
