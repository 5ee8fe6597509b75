import { groupPairs } from "../../../collections/group-by";
import { isAboutExistence, RouteServer, RouteServerBgpConnection } from "../../model";
import { Block } from "../terraform/block";
import { ModelContext } from "./context";

const SERVERS: readonly string[] = ["azurerm_route_server", "azurerm_virtual_hub"];

/**
 * Reads Route Servers. Before `azurerm_route_server` existed one was written as it is in Azure: a virtual hub
 * without WAN, with an IP configuration in RouteServerSubnet.
 */
export function readRouteServers(context: ModelContext): RouteServer[] {
  const hubSubnets = groupPairs(
    context.resources
      .managed("azurerm_virtual_hub_ip")
      .map((resource): [string | undefined, string | undefined] => {
        const block = Block.of(resource);
        return [
          context.address(resource, block, "virtual_hub_id", "azurerm_virtual_hub"),
          context.subnets.subnet(resource, block, "subnet_id"),
        ];
      }),
  );
  return context.ofType(...SERVERS).flatMap((resource) => {
    const block = Block.of(resource);
    const isHub = resource.type === "azurerm_virtual_hub";
    if (isHub && !hubSubnets.has(resource.address)) {
      return [];
    }
    return [
      {
        ...context.resource(resource),
        ...(isHub
          ? { subnet: hubSubnets.get(resource.address)?.[0] }
          : resource.isData && !block.has("subnet_id")
            ? context.subnets.somewhere(resource, "subnet_id", `\${${resource.address}.subnet_id}`, "several")
            : context.subnets.place(resource, block, [block], "several")),
        branchToBranchTraffic: context.flag(resource, block, "branch_to_branch_traffic_enabled", false),
        hubRoutingPreference: block.text("hub_routing_preference"),
      },
    ];
  });
}

/** Reads what Route Servers peer with. */
export function readRouteServerBgpConnections(context: ModelContext): RouteServerBgpConnection[] {
  return context.resources
    .managed("azurerm_route_server_bgp_connection", "azurerm_virtual_hub_bgp_connection")
    .map((resource) => {
      const block = Block.of(resource);
      const server =
        resource.type === "azurerm_virtual_hub_bgp_connection" ? "virtual_hub_id" : "route_server_id";
      const { owners, perhaps } = context.owners(resource, block, server, SERVERS);
      return {
        ...context.resource(resource),
        ...(perhaps !== undefined && { perhaps }),
        // Whose it is where it may not be there at all is told all the same.
        ...((perhaps === undefined || isAboutExistence(perhaps)) && { routeServer: owners.at(0) }),
        peerAsn: block.number("peer_asn"),
        peerIp: context.ipReference(resource, "peer_ip", block.value("peer_ip") ?? ""),
      };
    });
}
