import { ArmShape, blocks } from "./shape";

/** Azure's own router in a subnet of its own. */
export const ROUTING_APPLIANCE: ArmShape = {
  type: "azurerm_virtual_network_routing_appliance",
  arguments: {
    subnet_id: "subnet.id",
    bandwidth_in_gbps: "bandwidthInGbps",
    ip_configuration: blocks("ipConfigurations", {
      primary: "primary",
      private_ip_address: "privateIPAddress",
    }),
  },
};
