import { SubnetService } from "../../model";
import { Block } from "../terraform/block";
import { ModelContext } from "./context";

/** Reads application gateways and API Management services that stand in a subnet. */
export function readSubnetServices(context: ModelContext): SubnetService[] {
  const gateways = context.ofType("azurerm_application_gateway").map((resource): SubnetService => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      kind: "application-gateway",
      sku: block.block("sku")?.text("name"),
      subnet: block
        .blocks("gateway_ip_configuration")
        .map((one) => context.subnets.subnetOf(one.value("subnet_id")))
        .find((subnet) => subnet !== undefined),
    };
  });
  const services = context.ofType("azurerm_api_management").map((resource): SubnetService => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      kind: "api-management",
      sku: block.text("sku_name"),
      subnet: context.subnets.subnetOf(block.block("virtual_network_configuration")?.value("subnet_id")),
    };
  });
  return [...gateways, ...services];
}
