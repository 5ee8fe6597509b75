import { Ipv4Prefix } from "../../../cidr";
import { parseArmId } from "../arm/arm-id";
import { ArmObject } from "../arm/arm-object";
import { armEntry, ArmEntry } from "../arm/arm-resource";
import { asText } from "../json";
import { isObject, Leaf, plainValue } from "../terraform/value";
import { peeringsIn } from "./networks-elsewhere";
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
    ...[...peeringsIn(entries)]
      .filter(({ network, peering }) => !connected.has(network.toLowerCase()) && leadsToHub(peering))
      .flatMap(({ network, peering }) => connectionOf(network, peering, hubs)),
  ].flatMap(withoutHalfOfHub);
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
function leadsToHub(peering: ArmObject): boolean {
  return /^RemoteVnetToHubPeering/i.test(asText(plainValue(peering.at("name"))));
}

/** The connection stands for it: the network at its other end is the hub itself. */
function withoutHalfOfHub(entry: ArmEntry): ArmEntry[] {
  const { object } = entry;
  if (isOf(entry, "virtualNetworks/virtualNetworkPeerings") && leadsToHub(object)) {
    return [];
  }
  const peerings = isOf(entry, "virtualNetworks")
    ? object.at("properties.virtualNetworkPeerings")
    : undefined;
  return Array.isArray(peerings) && object.objects("properties.virtualNetworkPeerings").some(leadsToHub)
    ? [
        {
          ...entry,
          object: object.under({
            properties: {
              virtualNetworkPeerings: peerings.filter(
                (one) => !(isObject(one) && leadsToHub(new ArmObject(one))),
              ),
            },
          }),
        },
      ]
    : [entry];
}

/** The connection that such a half tells of. */
function connectionOf(network: string, peering: ArmObject, hubs: readonly ArmEntry[]): ArmEntry[] {
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
  const name = parseArmId(network)?.name ?? "";
  const id = `${hub?.id ?? remote.replace(/\/virtualNetworks\/([^/]+)$/i, "/virtualHubs/$1")}/hubVirtualNetworkConnections/${name}`;
  const routingConfiguration = new Leaf(undefined, [], `${id}.routingConfiguration`);
  return armEntry(
    id,
    new ArmObject({ properties: { remoteVirtualNetwork: { id: network }, routingConfiguration } }),
  ).map((entry) => ({ ...entry, isImplied: true }));
}
