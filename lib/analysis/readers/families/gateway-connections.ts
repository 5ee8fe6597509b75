import { createHash } from "node:crypto";
import { GatewayConnection, LocalNetworkGateway, tunnelAddress } from "../../model";
import { Block } from "../terraform/block";
import { printValue, scalarOf, TerraformResource } from "../terraform/value";
import { circuitOf } from "./circuits";
import { ModelContext } from "./context";

const GATEWAY = "azurerm_virtual_network_gateway";

/** Reads connections of gateways: to a device on premises, to another gateway, to a circuit. */
export function readGatewayConnections(context: ModelContext): GatewayConnection[] {
  return context.resources.managed("azurerm_virtual_network_gateway_connection").map((resource) => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      type: typeOf(block),
      gateway: context.address(resource, block, "virtual_network_gateway_id", GATEWAY),
      peerGateway: context.address(resource, block, "peer_virtual_network_gateway_id", GATEWAY),
      localNetworkGateway: context.address(
        resource,
        block,
        "local_network_gateway_id",
        "azurerm_local_network_gateway",
      ),
      expressRouteCircuit: circuitOf(context, block, "express_route_circuit_id"),
      bgpEnabled: context.flag(resource, block, ["bgp_enabled", "enable_bgp"], false),
      policyBased: block.boolean("use_policy_based_traffic_selectors") === true,
      fastPath: block.boolean("express_route_gateway_bypass") === true,
      ...trafficSelectors(context, resource, block),
      hasSharedKey: block.has("shared_key"),
      sharedKeyIdentity: sharedKeyIdentity(block),
    };
  });
}

/** Where only apply tells it, the end that is set does: Azure takes each with one type alone. */
function typeOf(block: Block): GatewayConnection["type"] {
  const written = block.text("type")?.toLowerCase();
  const ends = ENDS.filter(({ end }) => block.has(end));
  const [only] = ends.length === 1 ? ends : [];
  const named = written === undefined ? only : ENDS.find(({ type }) => type.toLowerCase() === written);
  return named?.type ?? "IPsec";
}

const ENDS = [
  { type: "Vnet2Vnet", end: "peer_virtual_network_gateway_id" },
  { type: "ExpressRoute", end: "express_route_circuit_id" },
  { type: "IPsec", end: "local_network_gateway_id" },
] as const;

function trafficSelectors(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
): Pick<GatewayConnection, "trafficSelectors"> {
  const isInForce = block.boolean("use_policy_based_traffic_selectors") === true;
  const selectors = context.blocks(resource, block, "traffic_selector_policy").map((policy) => {
    const [local, remote] = [policy.texts("local_address_cidrs"), policy.texts("remote_address_cidrs")];
    const isKnown = local.unknown === undefined && remote.unknown === undefined;
    return { local: local.known, remote: remote.known, perhaps: !isInForce || !isKnown };
  });
  return selectors.length === 0 ? {} : { trafficSelectors: selectors };
}

/** Tells keys apart without keeping one. */
function sharedKeyIdentity(block: Block): string | undefined {
  const value = block.value("shared_key");
  if (value === undefined) {
    return undefined;
  }
  const known = scalarOf(value);
  return known === undefined || known === null
    ? printValue(value)
    : createHash("sha256").update(String(known)).digest("hex").slice(0, 16);
}

/** One of the addresses at which a gateway's own tunnels end; lists take a function. */
const TUNNEL_ADDRESS =
  /^\$\{(?:\w+\()?[\w./-]+(?:\[[^\]]*\])?\.(?:bgp_settings|ip_configuration)[\w.[\]]*\.(?:tunnel_ip_addresses|tunnel_ips|public_ip_address)(?:, \d+)?\)?(?:\[\d+\]|\.\d+)?\}$/;

const GATEWAYS = ["azurerm_virtual_network_gateway", "azurerm_vpn_gateway"];

/** As printed, or of the one resource whose address it is, however the input refers to that. */
export function deviceAddress(context: ModelContext, block: Block, ...names: string[]): string | undefined {
  const value = block.value(...names);
  const { resource, attribute } = value === undefined ? {} : context.addressNamed(value);
  const printed = block.printed(...names);
  const gateway = TUNNEL_ADDRESS.test(printed ?? "") ? context.find(value, GATEWAYS) : undefined;
  return gateway !== undefined
    ? tunnelAddress(gateway)
    : resource !== undefined && attribute === "ip_address"
      ? `\${${resource}.ip_address}`
      : printed;
}

/** Reads local network gateways: devices on premises and the prefixes behind them. */
export function readLocalNetworkGateways(context: ModelContext): LocalNetworkGateway[] {
  return context.ofType("azurerm_local_network_gateway").map((resource) => {
    const block = Block.of(resource);
    const space = block.texts("address_space", "address_spaces");
    const settings = block.block("bgp_settings");
    const isUnread = resource.isData && !block.has("address_space");
    return {
      ...context.resource(resource),
      addressSpace: space.known,
      addressSpaceUnknown: space.unknown ?? (isUnread ? `\${${resource.address}.address_space}` : undefined),
      gatewayAddress: deviceAddress(context, block, "gateway_address", "gateway_fqdn"),
      asn: settings?.number("asn"),
      bgpPeeringAddress: settings?.text("bgp_peering_address"),
    };
  });
}
