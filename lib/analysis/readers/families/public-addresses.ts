import { groupPairs } from "../../../collections/group-by";
import { BastionHost, NatGateway, PublicIp } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

/** Reads public IP addresses. */
export function readPublicIps(context: ModelContext): PublicIp[] {
  return context.ofType("azurerm_public_ip").map((resource) => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      sku: block.text("sku"),
      ...(isSkuUnknown(resource, block) && { skuUnknown: true }),
      allocation: block.text("allocation_method"),
      zones: block.texts("zones", "availability_zone").known,
      ip: block.text("ip_address"),
    };
  });
}

/** Written as what only apply tells, or of something that is read here alone. */
export function isSkuUnknown({ isData }: TerraformResource, block: Block): boolean {
  return block.text("sku") === undefined && (isData || block.isUnknown("sku"));
}

/** Reads NAT gateways with their addresses. */
export function readNatGateways(context: ModelContext): NatGateway[] {
  const associated = groupPairs(
    context.resources
      .managed("azurerm_nat_gateway_public_ip_association")
      .map((resource): [string | undefined, string | undefined] => {
        const block = Block.of(resource);
        return [
          context.address(resource, block, "nat_gateway_id", "azurerm_nat_gateway"),
          context.address(resource, block, "public_ip_address_id", "azurerm_public_ip"),
        ];
      }),
  );
  const prefixes = groupPairs(
    context.resources
      .managed("azurerm_nat_gateway_public_ip_prefix_association")
      .map((resource): [string | undefined, string] => {
        const block = Block.of(resource);
        return [
          context.address(resource, block, "nat_gateway_id", "azurerm_nat_gateway"),
          block.printed("public_ip_prefix_id") ?? "",
        ];
      }),
  );
  return context.ofType("azurerm_nat_gateway").map((resource) => {
    const block = Block.of(resource);
    const own = context.listed(resource, block, "public_ip_address_ids", "azurerm_public_ip");
    const others = associated.get(resource.address) ?? [];
    const known = others.filter((address) => address !== undefined);
    const hasMoreAddresses =
      resource.isData ||
      own.open !== undefined ||
      known.length < others.length ||
      prefixes.has(resource.address) ||
      block.isSet("public_ip_prefix_ids");
    return {
      ...context.resource(resource),
      publicIps: [...new Set([...own.found, ...known])],
      ...(prefixes.has(resource.address) && { publicIpPrefixes: prefixes.get(resource.address) }),
      ...(hasMoreAddresses && { hasMoreAddresses }),
      sku: block.text("sku_name"),
    };
  });
}

/** Reads Bastion hosts. */
export function readBastionHosts(context: ModelContext): BastionHost[] {
  return context.ofType("azurerm_bastion_host").map((resource) => {
    const block = Block.of(resource);
    const configurations = context.blocks(resource, block, "ip_configuration");
    const [configuration] = configurations;
    context.open(resource, block, "sku");
    return {
      ...context.resource(resource),
      ...context.subnets.place(resource, block, configurations, "several"),
      sku: block.text("sku"),
      ipConnect: context.flag(resource, block, "ip_connect_enabled", false),
      scaleUnits: block.number("scale_units"),
      publicIp:
        configuration &&
        context.address(resource, configuration, "public_ip_address_id", "azurerm_public_ip"),
      virtualNetwork: block.has("virtual_network_id")
        ? context.subnets.virtualNetwork(resource, block, "virtual_network_id")
        : undefined,
    };
  });
}
