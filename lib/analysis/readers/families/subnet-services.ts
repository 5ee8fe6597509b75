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
}

const READINGS: readonly Reading[] = [
  {
    type: "azurerm_application_gateway",
    kind: "application-gateway",
    subnets: (block) => block.blocks("gateway_ip_configuration").map((one) => one.value("subnet_id")),
    sku: (block) => block.block("sku")?.text("name"),
  },
  {
    type: "azurerm_api_management",
    kind: "api-management",
    subnets: (block) => [block.block("virtual_network_configuration")?.value("subnet_id")],
    sku: (block) => block.text("sku_name"),
  },
  {
    type: "azurerm_kubernetes_cluster",
    kind: "kubernetes-cluster",
    subnets: (block) => [block.block("default_node_pool")?.value("vnet_subnet_id")],
  },
  {
    type: "azurerm_mssql_managed_instance",
    kind: "sql-managed-instance",
    subnets: (block) => [block.value("subnet_id")],
  },
  {
    type: "azurerm_private_link_service",
    kind: "private-link-service",
    subnets: (block) => block.blocks("nat_ip_configuration").map((one) => one.value("subnet_id")),
  },
];

/** Reads services that stand in a subnet, by the first that is known. */
export function readSubnetServices(context: ModelContext): SubnetService[] {
  return READINGS.flatMap(({ type, kind, subnets, sku }) =>
    context.ofType(type).map((resource): SubnetService => {
      const block = Block.of(resource);
      return {
        ...context.resource(resource),
        kind,
        sku: sku?.(block),
        subnet: subnets(block)
          .map((value) => context.subnets.subnetOf(value))
          .find((subnet) => subnet !== undefined),
      };
    }),
  );
}
