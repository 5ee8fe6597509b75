import { Ipv4Prefix, parseIpv4 } from "../../../cidr";
import { ArmObject } from "../arm/arm-object";
import { armEntry, ArmEntry } from "../arm/arm-resource";
import { asText } from "../json";
import { Leaf, plainValue, TerraformValue } from "../terraform/value";
import { isOf } from "./private-endpoints";

/**
 * What a Route Server's own row only names: the subnet in which it stands, which the subnet tells (or a subnet that holds
 * its addresses), and its peers, which are unknown where they have no row.
 */
export function routeServerParts(entries: readonly ArmEntry[]): ArmEntry[] {
  const servers = entries.filter(
    (entry) => isOf(entry, "virtualHubs") && entry.object.at("properties.virtualWan.id") === undefined,
  );
  const known = new Set(entries.map(({ id }) => id.toLowerCase()));
  const subnets = servers.length === 0 ? [] : routeServerSubnets(entries);
  return servers.flatMap((server) => {
    const hasPlace = entries.some(
      (entry) => isOf(entry, "virtualHubs/ipConfigurations") && isIn(entry.id, server),
    );
    const subnet =
      subnets.find(({ holds }) => holds.some((id) => isIn(id, server))) ??
      subnets.find(({ prefixes }) =>
        addressesOf(server).some((ip) => prefixes.some((one) => one.containsAddress(ip))),
      );
    const place: TerraformValue = subnet?.id ?? new Leaf(undefined, [], `${server.id}/ipConfigurations`);
    const peers = idsAt(server.object, "properties.bgpConnections[].id").filter(
      (id) => !known.has(id.toLowerCase()),
    );
    return [
      ...(hasPlace ? [] : part(`${server.id}/ipConfigurations/ipconfig1`, { subnet: { id: place } })),
      ...peers.flatMap((id) => part(id, { peerIp: new Leaf(undefined, [], id) })),
    ];
  });
}

interface RouteServerSubnet {
  readonly id: string;
  /** Ids of IP configurations in it. */
  readonly holds: readonly string[];
  readonly prefixes: readonly Ipv4Prefix[];
}

function routeServerSubnets(entries: readonly ArmEntry[]): RouteServerSubnet[] {
  const inside = entries
    .filter((entry) => isOf(entry, "virtualNetworks"))
    .flatMap(({ id, object }) =>
      object
        .objects("properties.subnets")
        .map((subnet) => ({ id: `${id}/subnets/${asText(plainValue(subnet.at("name")))}`, object: subnet })),
    );
  return [...inside, ...entries.filter((entry) => isOf(entry, "virtualNetworks/subnets"))]
    .filter(({ id }) => /\/RouteServerSubnet$/i.test(id))
    .map(({ id, object }) => ({
      id,
      holds: idsAt(object, "properties.ipConfigurations[].id"),
      prefixes: [
        ...idsAt(object, "properties.addressPrefixes[]"),
        ...idsAt(object, "properties.addressPrefix[]"),
      ].flatMap((text) => Ipv4Prefix.tryParse(text) ?? []),
    }));
}

function addressesOf(server: ArmEntry): number[] {
  return idsAt(server.object, "properties.virtualRouterIps[]").flatMap((ip) => parseIpv4(ip) ?? []);
}

function idsAt(object: ArmObject, path: string): string[] {
  const found = object.at(path);
  return (Array.isArray(found) ? found : []).filter((id) => typeof id === "string");
}

function isIn(id: string, server: ArmEntry): boolean {
  return id.toLowerCase().startsWith(`${server.id.toLowerCase()}/`);
}

function part(id: string, properties: { [name: string]: TerraformValue }): ArmEntry[] {
  return armEntry(id, new ArmObject({ properties }));
}
