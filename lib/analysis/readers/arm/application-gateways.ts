import { ArmObject } from "./arm-object";
import { ArmShape, blocks } from "./shape";

/** An application gateway, as far as it tells what it can publish: a pool's members by NIC are references of the NICs. */
export const APPLICATION_GATEWAY: ArmShape = {
  type: "azurerm_application_gateway",
  arguments: {
    sku: (gateway: ArmObject) => {
      const name = gateway.at("properties.sku.name");
      return name === undefined ? undefined : { name };
    },
    gateway_ip_configuration: blocks("gatewayIPConfigurations", { subnet_id: "subnet.id" }),
    frontend_ip_configuration: blocks("frontendIPConfigurations", {
      subnet_id: "subnet.id",
      private_ip_address: "privateIPAddress",
      public_ip_address_id: "publicIPAddress.id",
    }),
    backend_address_pool: blocks("backendAddressPools", {
      fqdns: "backendAddresses[].fqdn",
      ip_addresses: "backendAddresses[].ipAddress",
    }),
  },
};
