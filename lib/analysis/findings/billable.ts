import { ConfiguredResource, NetworkModel } from "../model";

/** A resource that costs money for as long as it exists, whether anybody uses it or not. */
export interface BillableResource {
  readonly kind: BillableKind;
  readonly address: string;
  readonly name?: string;
  /** SKU, tier or size, which sets the price. */
  readonly sku?: string;
}

/** What a billable resource is, in the words of Azure's price list. */
export type BillableKind =
  | "VPN gateway"
  | "ExpressRoute gateway"
  | "ExpressRoute circuit"
  | "Azure Firewall"
  | "Virtual Network Routing Appliance"
  | "Bastion"
  | "Route Server"
  | "Virtual machine"
  | "Virtual machine scale set"
  | "Managed disk"
  | "Load balancer"
  | "NAT gateway"
  | "Public IP address"
  | "Private endpoint"
  | "Public IP prefix"
  | "Private resolver endpoint"
  | "Virtual WAN hub"
  | "Application Gateway"
  | "DDoS protection plan";

type Rule = (
  resource: ConfiguredResource,
) => { readonly kind: BillableKind; readonly sku?: string } | undefined;

/** The resources of a model that cost money while they run. Prices change too often to be here. */
export function billableResources(model: NetworkModel): BillableResource[] {
  const routeServerHubs = new Set(model.routeServers.map(({ address }) => address));
  return model.resources.flatMap((resource) => {
    const rule = Object.hasOwn(RULES, resource.type) ? RULES[resource.type] : undefined;
    const billed = rule?.(resource);
    if (!billed) {
      return [];
    }
    const kind = routeServerHubs.has(resource.address) ? "Route Server" : billed.kind;
    const sku = billed.sku === UNTOLD_DEFAULT ? undefined : billed.sku;
    return [{ kind, address: resource.address, name: resource.name, sku }];
  });
}

/** What a version of the provider that isn't told fills in. */
const UNTOLD_DEFAULT = "${default}";

const plain =
  (kind: BillableKind, sku?: string): Rule =>
  (resource) => ({ kind, sku: sku === undefined ? undefined : text(resource, sku) });

/** Gateways in a hub of Virtual WAN are priced by the unit; without an argument it is one. */
const scaled =
  (kind: BillableKind, units: string): Rule =>
  (resource) => ({ kind, sku: `${units} = ${text(resource, units) ?? "1"}` });

const machine = plain("Virtual machine", "size");
const scaleSet = plain("Virtual machine scale set", "sku");

const RULES: Record<string, Rule> = {
  azurerm_virtual_network_gateway: (resource) => ({
    kind: text(resource, "type") === "ExpressRoute" ? "ExpressRoute gateway" : "VPN gateway",
    sku: text(resource, "sku"),
  }),
  azurerm_express_route_circuit: plain("ExpressRoute circuit"),
  azurerm_firewall: plain("Azure Firewall", "sku_tier"),
  azurerm_virtual_network_routing_appliance: plain("Virtual Network Routing Appliance", "bandwidth_in_gbps"),
  // The Developer SKU is free; without an argument the provider builds Basic.
  azurerm_bastion_host: (resource) => {
    const sku = text(resource, "sku") ?? "Basic";
    return sku === "Developer" ? undefined : { kind: "Bastion", sku };
  },
  azurerm_route_server: plain("Route Server", "sku"),
  azurerm_virtual_hub: plain("Virtual WAN hub", "sku"),
  azurerm_vpn_gateway: scaled("VPN gateway", "scale_unit"),
  azurerm_point_to_site_vpn_gateway: scaled("VPN gateway", "scale_unit"),
  azurerm_express_route_gateway: scaled("ExpressRoute gateway", "scale_units"),
  azurerm_application_gateway: (resource) => {
    const [sku] = resource.arguments.blocks("sku");
    return { kind: "Application Gateway", sku: sku?.printed("name") || undefined };
  },
  azurerm_linux_virtual_machine: machine,
  azurerm_windows_virtual_machine: machine,
  azurerm_virtual_machine: plain("Virtual machine", "vm_size"),
  azurerm_linux_virtual_machine_scale_set: scaleSet,
  azurerm_windows_virtual_machine_scale_set: scaleSet,
  azurerm_orchestrated_virtual_machine_scale_set: plain("Virtual machine scale set", "sku_name"),
  azurerm_managed_disk: plain("Managed disk", "storage_account_type"),
  // A Basic load balancer is free.
  azurerm_lb: (resource) => {
    const sku = text(resource, "sku") ?? "Standard";
    return sku === "Basic" ? undefined : { kind: "Load balancer", sku };
  },
  azurerm_nat_gateway: plain("NAT gateway", "sku_name"),
  azurerm_public_ip_prefix: plain("Public IP prefix"),
  azurerm_private_dns_resolver_inbound_endpoint: plain("Private resolver endpoint"),
  azurerm_private_dns_resolver_outbound_endpoint: plain("Private resolver endpoint"),
  azurerm_public_ip: (resource) => ({ kind: "Public IP address", sku: text(resource, "sku") ?? "Standard" }),
  azurerm_private_endpoint: plain("Private endpoint"),
  azurerm_network_ddos_protection_plan: plain("DDoS protection plan"),
};

function text(resource: ConfiguredResource, argument: string): string | undefined {
  return resource.arguments.printed(argument) || undefined;
}
