import { groupPairs } from "../../../collections/group-by";
import { VirtualHubBranch, VirtualHubGateway, VpnSite } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { circuitOf } from "./circuits";
import { ModelContext } from "./context";
import { deviceAddress } from "./gateway-connections";
import { hubOf, openBlocks, routingOf } from "./virtual-hub-routing";

const VPN = "azurerm_vpn_gateway";
const EXPRESS_ROUTE = "azurerm_express_route_gateway";
const CLIENTS = "azurerm_point_to_site_vpn_gateway";

/** Reads gateways in hubs: for sites, for circuits and for clients. */
export function readVirtualHubGateways(context: ModelContext): VirtualHubGateway[] {
  const natRules = groupPairs(
    context.resources
      .managed("azurerm_vpn_gateway_nat_rule")
      .map((rule) => [context.find(Block.of(rule).value("vpn_gateway_id"), [VPN])?.address, rule.address]),
  );
  return context.ofType(VPN, EXPRESS_ROUTE, CLIENTS).map((resource) => {
    const block = Block.of(resource);
    const hub = hubOf(context, resource, block);
    const clients = block.block("connection_configuration");
    const pool = clients?.block("vpn_client_address_pool");
    return {
      ...context.resource(resource),
      hub,
      type: resource.type === EXPRESS_ROUTE ? "ExpressRoute" : "Vpn",
      vpnClientAddressSpace: pool?.texts("address_prefixes").known ?? [],
      ...(clients && {
        routing: routingOf(context, resource, hub, clients.block("route"), {
          associated: "associated_route_table_id",
          tables: "ids",
        }),
      }),
      tunnelAddresses: tunnelAddressesOf(block),
      natRules: natRules.get(resource.address) ?? [],
    };
  });
}

/** As a state has them. */
function tunnelAddressesOf(block: Block): readonly string[] {
  const settings = block.block("bgp_settings");
  return ["instance_0_bgp_peering_address", "instance_1_bgp_peering_address"].flatMap(
    (instance) => settings?.block(instance)?.texts("tunnel_ips").known ?? [],
  );
}

/** Reads the places that gateways in hubs lead to. */
export function readVpnSites(context: ModelContext): VpnSite[] {
  return context.ofType("azurerm_vpn_site").map((resource) => {
    const block = Block.of(resource);
    const space = block.texts("address_cidrs");
    const links = block.blocks("link");
    return {
      ...context.resource(resource),
      addressSpace: space.known,
      addressSpaceUnknown: space.unknown,
      asn: links.at(0)?.block("bgp")?.number("asn"),
      bgpPeeringAddress: block.block("link")?.block("bgp")?.text("peering_address"),
      // A template's site of an older shape is its only link itself.
      gatewayAddresses: (links.length > 0 ? links : [block]).map(
        (link) => deviceAddress(context, link, "ip_address", "fqdn") ?? "",
      ),
    };
  });
}

/** Reads what joins gateways in hubs with sites and circuits. */
export function readVirtualHubBranches(
  context: ModelContext,
  gateways: readonly VirtualHubGateway[],
): VirtualHubBranch[] {
  const hubs = new Map(gateways.map(({ address, hub }) => [address, hub]));
  const read = (resource: TerraformResource, argument: string, type: string): VirtualHubBranch => {
    const block = Block.of(resource);
    const gateway = context.address(resource, block, argument, type);
    const isVpn = type === VPN;
    const routing = routingOf(
      context,
      resource,
      hubs.get(gateway ?? "") ?? "",
      block.block("routing"),
      isVpn ? { associated: "associated_route_table", tables: "route_table_ids" } : undefined,
    );
    return {
      ...context.resource(resource),
      gateway,
      ...(isVpn
        ? { site: context.address(resource, block, "remote_vpn_site_id", "azurerm_vpn_site") }
        : { expressRouteCircuit: circuitOf(context, block, "express_route_circuit_peering_id") }),
      bgpEnabled: !isVpn || block.blocks("vpn_link").some((link) => link.boolean("bgp_enabled") === true),
      routing: { ...routing, open: [...routing.open, ...openBlocks(resource, block, "routing")] },
    };
  };
  return [
    ...context.resources
      .managed("azurerm_vpn_gateway_connection")
      .map((resource) => read(resource, "vpn_gateway_id", VPN)),
    ...context.resources
      .managed("azurerm_express_route_connection")
      .map((resource) => read(resource, "express_route_gateway_id", EXPRESS_ROUTE)),
  ];
}
