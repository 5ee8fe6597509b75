import { RoutingAppliance } from "../../model";
import { Block } from "../terraform/block";
import { ModelContext } from "./context";

/** Reads Virtual Network Routing Appliances. */
export function readRoutingAppliances(context: ModelContext): RoutingAppliance[] {
  return context.ofType("azurerm_virtual_network_routing_appliance").map((resource) => {
    const block = Block.of(resource);
    const addresses = block.blocks("ip_configuration");
    const primary = addresses.find((address) => address.boolean("primary") === true) ?? addresses.at(0);
    return {
      ...context.resource(resource),
      subnet: context.subnets.subnet(resource, block, "subnet_id"),
      privateIp: primary?.text("private_ip_address"),
      bandwidthInGbps: block.number("bandwidth_in_gbps"),
    };
  });
}
