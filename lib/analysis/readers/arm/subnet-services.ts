import { ArmObject } from "./arm-object";
import { ArmShape, nested, top } from "./shape";

const NODE_POOL_PROFILE: ArmShape = {
  type: "azurerm_kubernetes_cluster_node_pool",
  arguments: { vnet_subnet_id: (pool) => pool.at("vnetSubnetID") },
};

/** A cluster of AKS; its first pool is the provider's default one. */
export const KUBERNETES_CLUSTER: ArmShape = {
  type: "azurerm_kubernetes_cluster",
  arguments: {
    default_node_pool: (cluster) => {
      const [first] = profiles(cluster);
      return first && nested({ vnet_subnet_id: top("vnetSubnetID") })(first);
    },
    network_profile: nested({
      outbound_type: "networkProfile.outboundType",
      service_cidr: "networkProfile.serviceCidr",
    }),
  },
  parts: [
    { name: "agentPoolProfiles", shape: NODE_POOL_PROFILE, items: (cluster) => profiles(cluster).slice(1) },
  ],
};

export const KUBERNETES_NODE_POOL: ArmShape = {
  type: "azurerm_kubernetes_cluster_node_pool",
  arguments: { vnet_subnet_id: "vnetSubnetID" },
};

export const CONTAINER_APP_ENVIRONMENT: ArmShape = {
  type: "azurerm_container_app_environment",
  arguments: {
    infrastructure_subnet_id: "vnetConfiguration.infrastructureSubnetId",
    internal_load_balancer_enabled: "vnetConfiguration.internal",
  },
};

export const SQL_MANAGED_INSTANCE: ArmShape = {
  type: "azurerm_mssql_managed_instance",
  arguments: {
    subnet_id: "subnetId",
    public_data_endpoint_enabled: "publicDataEndpointEnabled",
  },
};

export const API_MANAGEMENT: ArmShape = {
  type: "azurerm_api_management",
  arguments: {
    sku_name: top("sku.name"),
    virtual_network_type: "virtualNetworkType",
    virtual_network_configuration: nested({ subnet_id: "virtualNetworkConfiguration.subnetResourceId" }),
  },
};

function profiles(cluster: ArmObject): ArmObject[] {
  return cluster.objects("properties.agentPoolProfiles");
}
