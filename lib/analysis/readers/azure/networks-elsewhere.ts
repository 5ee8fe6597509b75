import { parseArmId } from "../arm/arm-id";
import { ArmObject } from "../arm/arm-object";
import { armEntry, ArmEntry } from "../arm/arm-resource";
import { asText } from "../json";
import { Leaf, plainValue, TerraformValue } from "../terraform/value";
import { isOf } from "./private-endpoints";

/**
 * Networks of subscriptions that the rows don't cover: a connected peering tells that one is there, what addresses it has,
 * and that it has its own half, of which the flags stay unknown. So has a network that is shown without its peerings.
 */
export function networksElsewhere(entries: readonly ArmEntry[]): ArmEntry[] {
  const known = new Set(entries.map(({ id }) => id.toLowerCase()));
  const withoutPeerings = new Set(
    networksWithout("virtualNetworkPeerings", entries).map(({ id }) => id.toLowerCase()),
  );
  const networks = new Map<string, ArmEntry>();
  const halves: ArmEntry[] = [];
  for (const { network, peering } of peeringsIn(entries)) {
    const id = plainValue(peering.at("properties.remoteVirtualNetwork.id"));
    const parsed = typeof id === "string" ? parseArmId(id) : undefined;
    const space =
      peering.at("properties.remoteVirtualNetworkAddressSpace") ??
      peering.at("properties.remoteAddressSpace");
    const isConnected = /^connected$/i.test(asText(plainValue(peering.at("properties.peeringState"))));
    if (typeof id !== "string" || parsed === undefined || !isConnected) {
      continue;
    }
    if (withoutPeerings.has(id.toLowerCase())) {
      halves.push(...opposite(id, network, peering));
      continue;
    }
    if (known.has(id.toLowerCase()) || space === undefined) {
      continue;
    }
    const properties = { addressSpace: space };
    armEntry(id, new ArmObject({ properties }), true).forEach((entry) =>
      networks.set(id.toLowerCase(), entry),
    );
    halves.push(...opposite(id, network, peering));
  }
  return [...networks.values(), ...halves];
}

/** Networks that are shown without a list of what they hold, of which no row tells either. */
export function networksWithout(
  list: "subnets" | "virtualNetworkPeerings",
  entries: readonly ArmEntry[],
): ArmEntry[] {
  const listed = new Set(entries.map(({ id }) => id.toLowerCase().replace(/\/[^/]+$/, "")));
  return entries.filter(
    (entry) =>
      isOf(entry, "virtualNetworks") &&
      entry.object.at(`properties.${list}`) === undefined &&
      !listed.has(`${entry.id}/${list}`.toLowerCase()),
  );
}

/** The half that a connected peering has at its other end. */
function opposite(remote: string, network: string, peering: ArmObject): ArmEntry[] {
  const unknown = (flag: string): TerraformValue => new Leaf(undefined, [], `${remote}.${flag}`);
  const id = `${remote}/virtualNetworkPeerings/to-${parseArmId(network)?.name ?? ""}`;
  const usesRemote = plainValue(peering.at("properties.useRemoteGateways")) === true;
  const offers = plainValue(peering.at("properties.allowGatewayTransit")) === true;
  const properties = {
    remoteVirtualNetwork: { id: network },
    // Nobody over there is judged.
    allowVirtualNetworkAccess: true,
    allowForwardedTraffic: unknown("allowForwardedTraffic"),
    // Azure connects no half that uses a gateway which the other doesn't offer.
    allowGatewayTransit: usesRemote,
    useRemoteGateways: offers ? unknown("useRemoteGateways") : false,
  };
  return armEntry(id, new ArmObject({ properties })).map((entry) => ({ ...entry, isImplied: true }));
}

/** All halves of peerings, by the ids of their networks. */
export function* peeringsIn(
  entries: readonly ArmEntry[],
): Iterable<{ readonly network: string; readonly peering: ArmObject }> {
  for (const entry of entries) {
    if (isOf(entry, "virtualNetworks")) {
      for (const peering of entry.object.objects("properties.virtualNetworkPeerings")) {
        yield { network: entry.id, peering };
      }
    } else if (isOf(entry, "virtualNetworks/virtualNetworkPeerings")) {
      yield { network: entry.id.replace(/\/[^/]+\/[^/]+$/, ""), peering: entry.object };
    }
  }
}
