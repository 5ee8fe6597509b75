import { printValue, TerraformValue } from "../terraform/value";
import { ArmObject } from "./arm-object";
import { ArmShape, blocks, either, top, valueOf } from "./shape";

export const BACKEND_POOL: ArmShape = {
  type: "azurerm_lb_backend_address_pool",
  parent: "loadbalancer_id",
  arguments: {},
  parts: [
    {
      name: "loadBalancerBackendAddresses",
      shape: {
        type: "azurerm_lb_backend_address_pool_address",
        parent: "backend_address_pool_id",
        arguments: { ip_address: "ipAddress", virtual_network_id: "virtualNetwork.id" },
      },
    },
  ],
};

const RULE: ArmShape = {
  type: "azurerm_lb_rule",
  parent: "loadbalancer_id",
  arguments: {
    protocol: "protocol",
    frontend_port: "frontendPort",
    backend_port: "backendPort",
    frontend_ip_configuration_name: frontendName,
    floating_ip_enabled: "enableFloatingIP",
    disable_outbound_snat: "disableOutboundSnat",
    probe_id: "probe.id",
    backend_address_pool_ids: either("backendAddressPools[].id", "backendAddressPool.id"),
  },
};

const PROBE: ArmShape = {
  type: "azurerm_lb_probe",
  parent: "loadbalancer_id",
  arguments: { protocol: "protocol", port: "port" },
};

const NAT_RULE: ArmShape = {
  type: "azurerm_lb_nat_rule",
  parent: "loadbalancer_id",
  arguments: {
    protocol: "protocol",
    frontend_port: "frontendPort",
    frontend_port_start: "frontendPortRangeStart",
    frontend_port_end: "frontendPortRangeEnd",
    backend_port: "backendPort",
    frontend_ip_configuration_name: frontendName,
    backend_address_pool_id: "backendAddressPool.id",
  },
};

const OUTBOUND_RULE: ArmShape = {
  type: "azurerm_lb_outbound_rule",
  parent: "loadbalancer_id",
  arguments: {
    protocol: "protocol",
    frontend_ip_configuration: (rule) =>
      (valueOf("frontendIPConfigurations[].id", rule) as readonly TerraformValue[] | undefined)?.map(
        (id) => ({
          name: lastStep(id),
        }),
      ),
    backend_address_pool_id: "backendAddressPool.id",
  },
};

/** A rule names its front end by an id of which the last step is the name. */
function frontendName(rule: ArmObject): string | undefined {
  const id = rule.at("properties.frontendIPConfiguration.id");
  return id === undefined ? undefined : lastStep(id);
}

function lastStep(id: TerraformValue): string {
  return printValue(id).split("/").at(-1)!;
}

export const LOAD_BALANCER: ArmShape = {
  type: "azurerm_lb",
  arguments: {
    sku: top("sku.name"),
    frontend_ip_configuration: blocks("frontendIPConfigurations", {
      subnet_id: "subnet.id",
      private_ip_address: "privateIPAddress",
      private_ip_address_allocation: "privateIPAllocationMethod",
      public_ip_address_id: "publicIPAddress.id",
    }),
  },
  parts: [
    { name: "backendAddressPools", shape: BACKEND_POOL },
    { name: "loadBalancingRules", shape: RULE },
    { name: "probes", shape: PROBE },
    { name: "inboundNatRules", shape: NAT_RULE },
    { name: "outboundRules", shape: OUTBOUND_RULE },
  ],
};
