import { asnFault, PRIVATE_ASNS, PROPOSED_ASN } from "../../../azure/autonomous-systems";
import { Edit, VirtualNetworkGateway } from "../../model";
import { Draft } from "./draft";
import { toAppend, toSet } from "./edits";
import { argumentOf, editable } from "./references";

/** A private number that nothing in the input has. */
export function freeNumber({ context }: Draft): number {
  const { model } = context.network;
  const taken = new Set([
    ...[...model.virtualNetworkGateways, ...model.localNetworkGateways].map(({ asn }) => asn),
    ...model.routeServerBgpConnections.map(({ peerAsn }) => peerAsn),
  ]);
  let number: number = PROPOSED_ASN;
  while (taken.has(number) || asnFault(number, "16-bit") !== undefined) {
    number = number === PRIVATE_ASNS.last ? PRIVATE_ASNS.first : number + 1;
  }
  return number;
}

/** Another number for a gateway; none beside a Route Server or an ExpressRoute gateway, where Azure takes its own alone. */
export function numberedAs(
  draft: Draft,
  { address: resource, type, subnet }: VirtualNetworkGateway,
  number: number,
): Edit | undefined {
  const { network } = draft.context;
  const { routeServers, virtualNetworkGateways } = network.model;
  const home = network.subnet(subnet)?.virtualNetwork;
  const beside = [
    ...routeServers,
    ...virtualNetworkGateways.filter((one) => one.type === "ExpressRoute"),
  ].some((one) => home !== undefined && network.subnet(one.subnet)?.virtualNetwork === home);
  const address = editable(draft, resource);
  if (address === undefined || type !== "Vpn" || beside) {
    return undefined;
  }
  const hasSettings = [argumentOf(draft, resource, "bgp_settings") ?? []].flat().length > 0;
  return hasSettings
    ? toSet(address, "bgp_settings[0].asn", number)
    : toAppend(address, "bgp_settings", { asn: number });
}
