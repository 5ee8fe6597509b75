import {
  bind,
  Body,
  Case,
  id,
  network,
  nic,
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

function cluster(profile?: Body): Resources {
  return resource("kubernetes_cluster", "aks", {
    default_node_pool: { name: "p", vnet_subnet_id: HERE.subnet_id },
    ...(profile && { network_profile: profile }),
  });
}

function routed(next_hop_type: string): Resources[] {
  const hop = next_hop_type === "VirtualAppliance" ? { next_hop_in_ip_address: "10.1.9.4" } : {};
  return [
    routeTable("app", { name: "all", address_prefix: "0.0.0.0/0", next_hop_type, ...hop }),
    bind("spoke", "app", "app"),
  ];
}

const INSTANCE = resource("mssql_managed_instance", "mi", HERE);
const GROUP = [
  resource("network_security_group", "app"),
  {
    azurerm_subnet_network_security_group_association: {
      app: { ...HERE, network_security_group_id: id("network_security_group", "app") },
    },
  },
];

export const SERVICE_SUBNET_CASES: readonly Case[] = [
  {
    code: "SUBNET_OF_SERVICE_OCCUPIED",
    bad: [...HOME, delegated("Microsoft.Web/serverFarms"), nic("vm", "spoke", {}, "app")],
    // Databricks puts interfaces of its own there.
    good: [...HOME, delegated("Microsoft.Databricks/workspaces"), nic("vm", "spoke", {}, "app")],
    at: "azurerm_network_interface.vm",
    says: ["Microsoft.Web/serverFarms"],
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
      cluster({ network_plugin: "azure", service_cidr: "172.30.0.0/16" }),
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
    code: "SQL_MANAGED_INSTANCE_SUBNET",
    bad: [...HOME, ...GROUP, INSTANCE],
    good: [...HOME, delegated("Microsoft.Sql/managedInstances"), ...GROUP, ...routed("Internet"), INSTANCE],
    at: "azurerm_mssql_managed_instance.mi",
    says: ["lacks the delegation to it and a route table"],
  },
];
