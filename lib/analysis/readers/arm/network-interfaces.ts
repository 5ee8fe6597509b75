import { newObject } from "../terraform/value";
import { ArmObject } from "./arm-object";
import { ArmPart, ArmShape, blocks, top } from "./shape";

/** That a NIC is in a load balancer's pool; in Azure a property of the NIC. */
const POOL_MEMBERSHIP: ArmShape = {
  type: "azurerm_network_interface_backend_address_pool_association",
  parent: "network_interface_id",
  arguments: { ip_configuration_name: "ipConfiguration", backend_address_pool_id: "pool" },
};

/** The same for an application gateway's pool. */
const GATEWAY_POOL_MEMBERSHIP: ArmShape = {
  type: "azurerm_network_interface_application_gateway_backend_address_pool_association",
  parent: "network_interface_id",
  arguments: { ip_configuration_name: "ipConfiguration", backend_address_pool_id: "pool" },
};

export const NETWORK_INTERFACE: ArmShape = {
  type: "azurerm_network_interface",
  arguments: {
    ip_configuration: blocks("ipConfigurations", {
      subnet_id: "subnet.id",
      private_ip_address: "privateIPAddress",
      private_ip_address_allocation: "privateIPAllocationMethod",
      private_ip_address_version: "privateIPAddressVersion",
      primary: "primary",
      public_ip_address_id: "publicIPAddress.id",
      application_security_group_ids: "applicationSecurityGroups[].id",
    }),
    ip_forwarding_enabled: "enableIPForwarding",
    network_security_group_id: "networkSecurityGroup.id",
  },
  parts: [
    membership("loadBalancerBackendAddressPools", POOL_MEMBERSHIP),
    membership("applicationGatewayBackendAddressPools", GATEWAY_POOL_MEMBERSHIP),
  ],
};

function membership(name: string, shape: ArmShape): ArmPart {
  return { name, shape, items: (nic) => poolMemberships(nic, name) };
}

function poolMemberships(nic: ArmObject, pools: string): ArmObject[] {
  return nic.objects("properties.ipConfigurations").flatMap((configuration) =>
    configuration.objects(`properties.${pools}`).map((pool) => {
      const properties = newObject();
      properties.ipConfiguration = configuration.at("name") ?? null;
      properties.pool = pool.at("id") ?? null;
      return new ArmObject(Object.assign(newObject(), { name: properties.ipConfiguration, properties }));
    }),
  );
}

export const VIRTUAL_MACHINE: ArmShape = {
  type: "azurerm_virtual_machine",
  arguments: {
    network_interface_ids: "networkProfile.networkInterfaces[].id",
    vm_size: "hardwareProfile.vmSize",
  },
};

/** A scale set, which makes the NICs of its instances. */
export const SCALE_SET: ArmShape = {
  type: "azurerm_virtual_machine_scale_set",
  arguments: {
    sku: top("sku.name"),
    network_interface: blocks("virtualMachineProfile.networkProfile.networkInterfaceConfigurations", {
      ip_forwarding_enabled: "enableIPForwarding",
      network_security_group_id: "networkSecurityGroup.id",
      ip_configuration: blocks("ipConfigurations", {
        subnet_id: "subnet.id",
        primary: "primary",
        application_security_group_ids: "applicationSecurityGroups[].id",
        load_balancer_backend_address_pool_ids: "loadBalancerBackendAddressPools[].id",
      }),
    }),
  },
};

export const PRIVATE_ENDPOINT: ArmShape = {
  type: "azurerm_private_endpoint",
  arguments: {
    subnet_id: "subnet.id",
    ip_configuration: blocks("ipConfigurations", { private_ip_address: "privateIPAddress" }),
    application_security_group_ids: "applicationSecurityGroups[].id",
  },
};
