import { SubnetService } from "../../model";
import { Block } from "../terraform/block";
import { TerraformValue } from "../terraform/value";
import { ModelContext } from "./context";

/** Where a kind of service says in which subnets it stands. */
interface Reading {
  readonly type: string;
  readonly kind: SubnetService["kind"];
  readonly subnets: (block: Block) => readonly (TerraformValue | undefined)[];
  readonly sku?: (block: Block) => string | undefined;
  /** Whether it has ways of its own in from the Internet, and out to it; none where that isn't given. */
  readonly publishes?: (block: Block) => boolean;
  readonly leaves?: (block: Block) => boolean;
}

const READINGS: readonly Reading[] = [
  {
    type: "azurerm_application_gateway",
    kind: "application-gateway",
    subnets: (block) => block.blocks("gateway_ip_configuration").map((one) => one.value("subnet_id")),
    sku: (block) => block.block("sku")?.text("name"),
    publishes: (block) =>
      block.blocks("frontend_ip_configuration").some((one) => one.isSet("public_ip_address_id")),
  },
  {
    type: "azurerm_api_management",
    kind: "api-management",
    subnets: (block) => [block.block("virtual_network_configuration")?.value("subnet_id")],
    sku: (block) => block.text("sku_name"),
    publishes: (block) => !/^(internal|none)$/i.test(block.text("virtual_network_type") ?? ""),
  },
  {
    type: "azurerm_kubernetes_cluster",
    kind: "kubernetes-cluster",
    subnets: (block) => [block.block("default_node_pool")?.value("vnet_subnet_id")],
    // It makes a load balancer of its own, for what leaves its nodes and for services of that type.
    publishes: () => true,
    leaves: (block) => !OWN_EGRESS.test(block.block("network_profile")?.text("outbound_type") ?? ""),
  },
  {
    type: "azurerm_kubernetes_cluster_node_pool",
    kind: "kubernetes-nodes",
    subnets: (block) => [block.value("vnet_subnet_id")],
    publishes: () => true,
    leaves: () => true,
  },
  {
    type: "azurerm_container_app_environment",
    kind: "container-apps",
    subnets: (block) => [block.value("infrastructure_subnet_id")],
    publishes: (block) => block.boolean("internal_load_balancer_enabled") !== true,
    leaves: () => true,
  },
  {
    type: "azurerm_mssql_managed_instance",
    kind: "sql-managed-instance",
    subnets: (block) => [block.value("subnet_id")],
    publishes: (block) =>
      block.boolean("public_data_endpoint_enabled") === true ||
      block.isUnknown("public_data_endpoint_enabled"),
  },
  {
    type: "azurerm_app_service_environment_v3",
    kind: "app-service-environment",
    subnets: (block) => [block.value("subnet_id")],
    publishes: (block) => /^none$/i.test(block.text("internal_load_balancing_mode") ?? "None"),
  },
  {
    type: "azurerm_redhat_openshift_cluster",
    kind: "openshift-cluster",
    subnets: (block) => block.blocks("worker_profile").map((one) => one.value("subnet_id")),
    publishes: (block) => !/^private$/i.test(block.block("ingress_profile")?.text("visibility") ?? ""),
    leaves: (block) => !OWN_EGRESS.test(block.block("network_profile")?.text("outbound_type") ?? ""),
  },
  {
    type: "azurerm_nginx_deployment",
    kind: "nginx",
    subnets: (block) => block.blocks("network_interface").map((one) => one.value("subnet_id")),
    publishes: (block) => block.blocks("frontend_public").length > 0,
  },
  {
    type: "azurerm_private_link_service",
    kind: "private-link-service",
    subnets: (block) => block.blocks("nat_ip_configuration").map((one) => one.value("subnet_id")),
  },
];

/** Outbound types by which a cluster leaves through what its subnet has. */
const OWN_EGRESS = /^(userdefinedrouting|userassignednatgateway|none|block)$/i;

/** Reads services that stand in a subnet, by the first that is known. */
export function readSubnetServices(context: ModelContext): SubnetService[] {
  return READINGS.flatMap(({ type, kind, subnets, sku, publishes, leaves }) =>
    context.ofType(type).map((resource): SubnetService => {
      const block = Block.of(resource);
      return {
        ...context.resource(resource),
        kind,
        sku: sku?.(block),
        subnet: subnets(block)
          .map((value) => context.subnets.subnetOf(value))
          .find((subnet) => subnet !== undefined),
        publishes: publishes?.(block) === true,
        leaves: leaves?.(block) === true,
      };
    }),
  );
}
