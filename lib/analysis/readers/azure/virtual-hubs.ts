import { Ipv4Prefix } from "../../../cidr";
import { parseArmId } from "../arm/arm-id";
import { ArmObject } from "../arm/arm-object";
import { armEntry, ArmEntry } from "../arm/arm-resource";
import { asText } from "../json";
import { Leaf, plainValue } from "../terraform/value";
import { isOf } from "./private-endpoints";

/**
 * Hubs of Virtual WAN as far as rows tell of them. Resource Graph has no connections and no tables: a hub without rows of
 * these is open, and a network that has the half of a peering with it is connected, nobody knows how.
 */
export function virtualHubParts(entries: readonly ArmEntry[]): ArmEntry[] {
  const hubs = entries.filter(
    (entry) => isOf(entry, "virtualHubs") && entry.object.at("properties.virtualWan.id") !== undefined,
  );
  const isIn = (entry: ArmEntry, hub: ArmEntry): boolean =>
    entry.id.toLowerCase().startsWith(`${hub.id.toLowerCase()}/`);
  const has = (hub: ArmEntry, kind: string): boolean =>
    entries.some((entry) => isOf(entry, `virtualHubs/${kind}`) && isIn(entry, hub));
  const open = new Set(
    hubs.filter((hub) => !has(hub, "hubVirtualNetworkConnections") || !has(hub, "hubRouteTables")),
  );
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
    ...entries
      .filter((entry) => isOf(entry, "virtualNetworks") && !connected.has(entry.id.toLowerCase()))
      .flatMap((network) =>
        network.object
          .objects("properties.virtualNetworkPeerings")
          .flatMap((peering) => connectionOf(network, peering, hubs)),
      ),
  ];
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
