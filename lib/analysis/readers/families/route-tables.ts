import { IpReference, Route, ROUTE_NEXT_HOP_TYPES, RouteTable } from "../../model";
import { Block } from "../terraform/block";
import { Leaf, scalarOf, TerraformResource, TerraformValue } from "../terraform/value";
import { ModelContext } from "./context";
import { inlineAndSeparate, isFilledElsewhere } from "./inline-parts";

/** Reads route tables with their routes, inline (`route`) and separate (`azurerm_route`). */
export function readRouteTables(context: ModelContext): RouteTable[] {
  const separate = context.belonging(
    context.resources.managed("azurerm_route"),
    "route_table_name",
    "azurerm_route_table",
    (resource) => [route(context, resource, Block.of(resource))],
  );
  return context.ofType("azurerm_route_table").map((resource) => {
    const block = Block.of(resource);
    const inline = context
      .blocks(resource, block, "route")
      .map((inlineRoute) => route(context, resource, inlineRoute));
    const disabled = context.flag(resource, block, "disable_bgp_route_propagation", false);
    const others = separate.get(resource.address) ?? [];
    const isUnread = (resource.isData && !block.has("route")) || isFilledElsewhere(resource, "route", others);
    return {
      routes: inlineAndSeparate(inline, others),
      bgpRoutePropagation: context.flag(resource, block, "bgp_route_propagation_enabled", !disabled),
      ...(isUnread || block.unknownBlocks("route") !== undefined ? { routesUnknown: true } : {}),
      ...context.resource(resource),
    };
  });
}

function route(context: ModelContext, origin: TerraformResource, block: Block): Route {
  const argument = "next_hop_in_ip_address";
  // The provider has no argument for several addresses yet; ARM's type takes a list.
  // A plan and a state write an unset one as "".
  const addresses = block
    .items(argument, "next_hop_in_ip_addresses")
    .filter((value) => scalarOf(value) !== "" && scalarOf(value) !== null);
  // Azure accepts the type in any case, and returns it as it was written; azurerm since version 3 doesn't.
  const type = block.text("next_hop_type");
  const known = TYPES.get(type?.toLowerCase() ?? "");
  return {
    name: block.printed("name") ?? "",
    origin: origin.address,
    addressPrefix: block.printed("address_prefix") ?? "",
    ...(isPublicAddress(block.value("address_prefix")) && { isPublic: true }),
    nextHopType: known ?? "Unknown",
    ...((known === undefined || known !== type) && {
      nextHopTypeText: block.printed("next_hop_type") ?? "",
    }),
    nextHops: asOne(addresses.map((address) => context.ipReference(origin, argument, address))),
  };
}

/** `${azurerm_public_ip.fw.ip_address}/32`: nothing but the address of a public one. */
function isPublicAddress(value: TerraformValue | undefined): boolean {
  return (
    value instanceof Leaf &&
    value.value === undefined &&
    /^\$\{[\w.[\]"-]+\}\/\d+$/.test(value.text) &&
    value.references.some(
      ({ resource, path }) => resource.type === "azurerm_public_ip" && path.at(-1) === "ip_address",
    )
  );
}

const TYPES = new Map(ROUTE_NEXT_HOP_TYPES.map((type) => [type.toLowerCase(), type]));

const alone = new WeakMap<IpReference, readonly IpReference[]>();

/** Lists of the same next hop as one list: a million routes may lead to one appliance. */
function asOne(nextHops: readonly IpReference[]): readonly IpReference[] {
  if (nextHops.length !== 1) {
    return nextHops;
  }
  const known = alone.get(nextHops[0]) ?? nextHops;
  alone.set(nextHops[0], known);
  return known;
}
