import { AZURE_ASN } from "../../../azure/autonomous-systems";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, GatewayConnection, VirtualNetworkGateway } from "../../model";
import { Candidate } from "../candidate";
import { Draft } from "./draft";
import { newResource, toSet } from "./edits";
import { freeAzureName, localName } from "./names";
import { freeNumber, numberedAs } from "./numbers";
import { argumentOf, attributeOf, editable } from "./references";

const CONNECTION = "azurerm_virtual_network_gateway_connection";
const SPELLINGS = ["bgp_enabled", "enable_bgp"];

/** The other direction of a VNet-to-VNet connection. */
export function oppositeOf({ context }: Draft, one: GatewayConnection): GatewayConnection | undefined {
  return context.network.model.gatewayConnections.find(
    ({ gateway, peerGateway }) =>
      gateway !== undefined && gateway === one.peerGateway && peerGateway === one.gateway,
  );
}

/** A gateway or connection speaks BGP, as the input spells it: azurerm has the new name from 4.73 on. */
export function bgpOn(draft: Draft, resource: string): Edit | undefined {
  const address = editable(draft, resource);
  const { virtualNetworkGateways, gatewayConnections } = draft.context.network.model;
  const others = [...virtualNetworkGateways, ...gatewayConnections].map((one) => one.address);
  const spelt = [resource, ...others].flatMap((one) =>
    SPELLINGS.filter((argument) => argumentOf(draft, one, argument) !== undefined),
  );
  return address === undefined ? undefined : toSet(address, spelt.at(0) ?? SPELLINGS[0], true);
}

/**
 * Both directions of a connection, and the gateways at its ends, speak BGP; nothing where they do. Their numbers must
 * differ (R44): where they don't, one of them gets another.
 */
export function bgpOfTunnel(
  draft: Draft,
  one: GatewayConnection,
): { readonly edits: readonly Edit[]; readonly renumbered?: VirtualNetworkGateway } {
  const other = oppositeOf(draft, one);
  const [near, far] = [one.gateway, one.peerGateway].map((address) => gatewayAt(draft, address));
  if (other === undefined || near === undefined || far === undefined) {
    return { edits: [] };
  }
  const silent = [near, far, one, other].filter(({ bgpEnabled }) => !bgpEnabled);
  const edits = silent.map(({ address }) => bgpOn(draft, address));
  if (!edits.every((edit) => edit !== undefined)) {
    return { edits: [] };
  }
  if (asnOf(near) !== asnOf(far)) {
    return { edits };
  }
  const number = freeNumber(draft);
  // Who speaks BGP with fewest has fewest to tell.
  const spokenAt = ({ address }: VirtualNetworkGateway): number =>
    draft.context.network.model.gatewayConnections.filter(
      ({ gateway, bgpEnabled }) => gateway === address && bgpEnabled,
    ).length;
  const ends = [near, far].sort((a, b) => spokenAt(a) - spokenAt(b));
  for (const renumbered of ends) {
    const edit = numberedAs(draft, renumbered, number);
    if (edit !== undefined) {
      return { edits: [...edits, edit], renumbered };
    }
  }
  return { edits: [] };
}

/**
 * The direction that is missing, with the key of the one that is there by reference: no key is written. Where that speaks
 * BGP, so does this, and its gateway, which Azure demands (CONNECTION_BGP_WITHOUT_GATEWAY).
 */
export function missingDirection(draft: Draft, one: GatewayConnection): Candidate | undefined {
  const far = gatewayAt(draft, one.peerGateway);
  const near = gatewayAt(draft, one.gateway);
  if (near === undefined || far === undefined || oppositeOf(draft, one) !== undefined) {
    return undefined;
  }
  const key = keyOf(draft, one);
  const ends = [far, near].map(({ address }) => attributeOf(draft, address, "id"));
  const [location, group] = ["location", "resource_group_name"].map((argument) =>
    attributeOf(draft, far.address, argument),
  );
  if ([key, location, group, ...ends].some((value) => value === undefined)) {
    return undefined;
  }
  const { gatewayConnections } = draft.context.network.model;
  const bgp = SPELLINGS.find((argument) => argumentOf(draft, one.address, argument) !== undefined);
  const voice = one.bgpEnabled && !far.bgpEnabled ? bgpOn(draft, far.address) : undefined;
  const direction: Edit = newResource(
    draft,
    CONNECTION,
    `${localName(far.address)}_to_${localName(near.address)}`,
    {
      name: freeAzureName(
        `${far.name ?? localName(far.address)}-to-${near.name ?? localName(near.address)}`,
        gatewayConnections.map(({ name }) => name ?? ""),
      ),
      location: location!,
      resource_group_name: group!,
      type: "Vnet2Vnet",
      virtual_network_gateway_id: ends[0]!,
      peer_virtual_network_gateway_id: ends[1]!,
      shared_key: key!,
      ...(bgp !== undefined && { [bgp]: one.bgpEnabled }),
    },
  );
  return {
    edits: voice === undefined ? [direction] : [voice, direction],
    what: REPAIR_STEPS.CONNECTION_DIRECTION({
      connection: tunnelName(one),
      speaker: voice === undefined ? "" : (far.name ?? far.address),
    }),
  };
}

/** The key of a connection, by reference only. */
export function keyOf({ input }: Draft, { address, hasSharedKey }: GatewayConnection): string | undefined {
  return hasSharedKey && input.canReferTo(address) ? `\${${address}.shared_key}` : undefined;
}

/** Its name, or address. */
export function tunnelName({ name, address }: GatewayConnection): string {
  return name ?? address;
}

function gatewayAt({ context }: Draft, address: string | undefined): VirtualNetworkGateway | undefined {
  return context.network.model.virtualNetworkGateways.find((gateway) => gateway.address === address);
}

function asnOf({ asn = AZURE_ASN }: VirtualNetworkGateway): number {
  return asn;
}
