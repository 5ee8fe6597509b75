import { VirtualNetworkGateway } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

/** Reads VPN and ExpressRoute gateways. */
export function readVirtualNetworkGateways(context: ModelContext): VirtualNetworkGateway[] {
  const natRules = context.belonging(
    context.ofType("azurerm_virtual_network_gateway_nat_rule"),
    "virtual_network_gateway_id",
    "azurerm_virtual_network_gateway",
    (rule) => [{ address: rule.address }],
  );
  return context.ofType("azurerm_virtual_network_gateway").map((resource) => {
    const block = Block.of(resource);
    const [settings] = context.blocks(resource, block, "bgp_settings");
    if (settings !== undefined) {
      context.open(resource, settings, "asn");
    }
    const configurations = context.blocks(resource, block, "ip_configuration");
    const addresses = settings?.blocks("peering_addresses") ?? [];
    return {
      ...context.resource(resource),
      type: context.open(resource, block, "type") === undefined ? typeOf(block) : undefined,
      vpnType: block.text("vpn_type"),
      sku: block.text("sku"),
      generation: block.text("generation"),
      activeActive: context.flag(resource, block, ["active_active", "active_active_enabled"], false),
      bgpEnabled: context.flag(resource, block, ["bgp_enabled", "enable_bgp"], false),
      asn: settings?.number("asn"),
      bgpAddresses: addresses.flatMap((one) =>
        ["default_addresses", "apipa_addresses"].flatMap((kind) => one.texts(kind).known),
      ),
      ...context.subnets.place(resource, block, configurations, "several"),
      ipConfigurations: configurations.map((configuration, index) => {
        // The provider's own default; it tells the peering address that belongs to a configuration.
        const name = configuration.text("name") ?? "vnetGatewayConfig";
        const peering =
          addresses.find((address) => address.text("ip_configuration_name") === name) ?? addresses.at(index);
        return {
          name,
          publicIp: context.address(resource, configuration, "public_ip_address_id", "azurerm_public_ip"),
          privateIp:
            configuration.text("private_ip_address") ?? peering?.texts("default_addresses").known.at(0),
        };
      }),
      natRules: [
        ...(natRules.get(resource.address) ?? []).map((rule) => rule.address),
        ...block.items("nat_rules").map(() => resource.address),
      ],
      defaultSite: context.address(
        resource,
        block,
        "default_local_network_gateway_id",
        "azurerm_local_network_gateway",
      ),
      ...vpnClients(context, resource, block),
    };
  });
}

function typeOf(block: Block): "ExpressRoute" | "Vpn" {
  return block.text("type")?.toLowerCase() === "expressroute" ? "ExpressRoute" : "Vpn";
}

/** Addresses of point-to-site clients, and what their gateway tells them. */
function vpnClients(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
): Pick<
  VirtualNetworkGateway,
  "vpnClientAddressSpace" | "vpnClientAddressSpaceUnknown" | "vpnClientRoutes" | "vpnClientRoutesUnknown"
> {
  const clients = block.block("vpn_client_configuration");
  const pool = clients?.texts("address_space") ?? { known: [] };
  const unknown = pool.unknown ?? block.unknownBlocks("vpn_client_configuration");
  const custom = clients && block.block("custom_route");
  return {
    vpnClientAddressSpace: pool.known,
    ...(unknown !== undefined && { vpnClientAddressSpaceUnknown: unknown }),
    ...(custom && {
      vpnClientRoutes: custom.texts("address_prefixes").known,
      vpnClientRoutesUnknown: context.open(resource, custom, "address_prefixes"),
    }),
  };
}
