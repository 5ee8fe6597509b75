import { Subnet, VirtualNetwork } from "../../model";
import { parseAzureId } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import { scalarOf, TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

/** What forwards packets, and tells by the id of its subnet where it does. */
const OCCUPANTS: readonly string[] = [
  "azurerm_firewall",
  "azurerm_virtual_network_gateway",
  "azurerm_route_server",
  "azurerm_virtual_network_routing_appliance",
  "azurerm_lb",
  "azurerm_network_interface",
];

const CONFIGURATIONS: readonly string[] = ["ip_configuration", "frontend_ip_configuration"];

/**
 * Subnets of networks that exist already, which the input shows by nothing but the id that something standing there has
 * of them: a plan's data source of a firewall. What addresses they have isn't told.
 */
export function occupiedSubnets(
  context: ModelContext,
  virtualNetworks: readonly VirtualNetwork[],
): readonly Subnet[] {
  return context.ofType(...OCCUPANTS).flatMap((resource) =>
    subnetIds(resource).flatMap((id) => {
      const name = parseAzureId(id)?.names[1];
      const network = context.subnets.networkOf(id.replace(/\/subnets\/[^/]*$/i, ""));
      const isExisting = virtualNetworks.some((one) => one.address === network && one.external === true);
      if (
        !isExisting ||
        network === undefined ||
        name === undefined ||
        context.subnets.find(network, name) !== undefined
      ) {
        return [];
      }
      const address = `${network}.subnet[${JSON.stringify(name)}]`;
      context.subnets.add(address, network, name);
      return [
        {
          address,
          name,
          virtualNetwork: network,
          prefixes: [],
          prefixesUnknown: id,
          serviceEndpoints: [],
          delegations: [],
          external: true,
        },
      ];
    }),
  );
}

function subnetIds(resource: TerraformResource): string[] {
  const block = Block.of(resource);
  const places = [block, ...CONFIGURATIONS.flatMap((name) => block.blocks(name))];
  return places.flatMap((place) => {
    const id = scalarOf(place.value("subnet_id"));
    return typeof id === "string" && parseAzureId(id)?.kind === "virtualnetworks/subnets" ? [id] : [];
  });
}
