import { Ipv4Prefix } from "../../../cidr";
import { parseArmId } from "../arm/arm-id";
import { ArmObject } from "../arm/arm-object";
import { armEntry, ArmEntry } from "../arm/arm-resource";
import { asText } from "../json";
import { Leaf, plainValue } from "../terraform/value";
import { isOf } from "./private-endpoints";

/**
 * Hubs of Virtual WAN as far as rows tell of them. Resource Graph has no connections and no tables: a hub without rows of
 * tables is open, and a network that has the half of a peering with it is connected, nobody knows how.
 */
export function virtualHubParts(entries: readonly ArmEntry[]): ArmEntry[] {
  const hubs = entries.filter(
    (entry) => isOf(entry, "virtualHubs") && entry.object.at("properties.virtualWan.id") !== undefined,
  );
  const isIn = (entry: ArmEntry, hub: ArmEntry): boolean =>
    entry.id.toLowerCase().startsWith(`${hub.id.toLowerCase()}/`);
  const has = (hub: ArmEntry, kind: string): boolean =>
    entries.some((entry) => isOf(entry, `virtualHubs/${kind}`) && isIn(entry, hub));
  // Every hub has tables: without their rows nobody asked. A hub without a connection has none of those.
  const open = new Set(hubs.filter((hub) => !has(hub, "hubRouteTables")));
  const connected = new Set(
    entries
      .filter((entry) => isOf(entry, "virtualHubs/hubVirtualNetworkConnections"))
      .map(({ object }) => asText(plainValue(object.at("properties.remoteVirtualNetwork.id"))).toLowerCase()),
  );
  return [
    ...entries.map((entry) =>
      open.has(entry)
        ? {
            ...entry,
            object: entry.object.under({
              properties: {
                unlistedConnections: new Leaf(undefined, [], `${entry.id}/hubVirtualNetworkConnections`),
              },
            }),
          }
        : entry,
    ),
    ...hubs
      .filter((hub) => !has(hub, "routingIntent"))
      .flatMap((hub) =>
        intentOf(
          hub,
          entries.filter((entry) => isIn(entry, hub)),
        ),
      ),
    ...entries
      .filter((entry) => isOf(entry, "virtualNetworks") && !connected.has(entry.id.toLowerCase()))
      .flatMap((network) =>
        network.object
          .objects("properties.virtualNetworkPeerings")
          .flatMap((peering) => connectionOf(network, peering, hubs)),
      ),
  ];
}

/** `_policy_…`: what Azure writes into the default table of a hub with a routing intent, whose row isn't here. */
function intentOf(hub: ArmEntry, parts: readonly ArmEntry[]): ArmEntry[] {
  const routingPolicies = parts
    .filter((entry) => isOf(entry, "virtualHubs/hubRouteTables"))
    .flatMap(({ object }) => object.objects("properties.routes"))
    .filter((route) => /^_policy_/i.test(asText(plainValue(route.at("name")))))
    .map((route) => ({
      destinations: [isDefaultRoute(route) ? "Internet" : "PrivateTraffic"],
      nextHop: route.at("nextHop") ?? null,
    }));
  const id = `${hub.id}/routingIntent/policies`;
  return routingPolicies.length === 0
    ? []
    : armEntry(id, new ArmObject({ properties: { routingPolicies } })).map((entry) => ({
        ...entry,
        isImplied: true,
      }));
}

function isDefaultRoute(route: ArmObject): boolean {
  const destinations = route.at("destinations");
  return Array.isArray(destinations) && destinations.some((one) => asText(plainValue(one)) === "0.0.0.0/0");
}

/** `RemoteVnetToHubPeering_…`: what Azure writes into a network that is connected with a hub. */
function connectionOf(network: ArmEntry, peering: ArmObject, hubs: readonly ArmEntry[]): ArmEntry[] {
  if (!/^RemoteVnetToHubPeering/i.test(asText(plainValue(peering.at("name"))))) {
    return [];
  }
  const spaces = [
    peering.at("properties.remoteVirtualNetworkAddressSpace.addressPrefixes"),
    peering.at("properties.remoteAddressSpace.addressPrefixes"),
  ].flatMap((list) => (Array.isArray(list) ? list : []));
  const prefixes = spaces.flatMap((text) => Ipv4Prefix.tryParse(asText(plainValue(text))) ?? []);
  const hub = hubs.find(({ object }) => {
    const own = Ipv4Prefix.tryParse(asText(plainValue(object.at("properties.addressPrefix"))));
    return own !== undefined && prefixes.some((prefix) => prefix.contains(own) || own.contains(prefix));
  });
  const remote = asText(plainValue(peering.at("properties.remoteVirtualNetwork.id")));
  const name = parseArmId(network.id)?.name ?? "";
  const id = `${hub?.id ?? remote.replace(/\/virtualNetworks\/([^/]+)$/i, "/virtualHubs/$1")}/hubVirtualNetworkConnections/${name}`;
  const routingConfiguration = new Leaf(undefined, [], `${id}.routingConfiguration`);
  return armEntry(
    id,
    new ArmObject({ properties: { remoteVirtualNetwork: { id: network.id }, routingConfiguration } }),
  ).map((entry) => ({ ...entry, isImplied: true }));
}
