import { TerraformStack } from "cdktf";
import { HubOptions, HubSpokeConstruct, ITransitRouting, NamedSpokeOptions } from "../../lib";
import { Block, resourceNamed, resourcesOf, TerraformJson } from "../support/synth";

/** A spoke whose second octet is its number, with one subnet. */
export function spoke(name: string, octet: number): NamedSpokeOptions {
  return {
    name,
    addressSpace: [`10.${octet}.0.0/16`],
    subnets: [{ name: "default", addressPrefix: `10.${octet}.0.0/24` }],
  };
}

export const HUB: HubOptions = {
  name: "hub01",
  addressSpace: ["10.0.0.0/16"],
  subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
};

export const HUB_WITH_GATEWAY: HubOptions = { ...HUB, vpnGateway: { subnetPrefix: "10.0.200.0/24" } };

/** Builds a hub with two spokes (or others) and a transit option. */
export function transitNetwork(
  transit: ITransitRouting,
  hub: HubOptions = HUB,
  spokes: NamedSpokeOptions[] = [spoke("spoke01", 10), spoke("spoke02", 20)],
): (stack: TerraformStack) => HubSpokeConstruct {
  return (stack) => new HubSpokeConstruct(stack, "Network", { location: "eastasia", hub, spokes, transit });
}

/** The routes of a table by their name: prefix and next hop. */
export function routesOf(json: TerraformJson, table: string): Record<string, string> {
  return Object.fromEntries(
    resourceNamed(json, "azurerm_route_table", table).route.map((route: Block) => [
      route.name,
      `${route.address_prefix} ${route.next_hop_type} ${route.next_hop_in_ip_address}`,
    ]),
  );
}

/** Azure names of the tables of a configuration, sorted. */
export function tableNames(json: TerraformJson): string[] {
  return Object.values(resourcesOf(json, "azurerm_route_table"))
    .map((table) => table.name)
    .sort();
}

/** Only what an option adds to, or changes in, the network without a transit. */
export function addedBy(json: TerraformJson, base: TerraformJson): Record<string, Block> {
  return Object.fromEntries(
    Object.entries(json.resource).flatMap(([type, byId]) =>
      Object.entries(byId)
        .filter(([id, block]) => JSON.stringify(base.resource[type]?.[id]) !== JSON.stringify(block))
        .map(([id, block]) => [`${type}.${id}`, block]),
    ),
  );
}
