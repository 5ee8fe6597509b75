import { parsePrefixes } from "../sets/address-set";
import { GatewayNode, OnPremisesSite } from "./gateway-node";
import { uniqueIds } from "./names";

/** Clients of point-to-site: a place behind one gateway, which gives them their addresses and routes. */
export function vpnClients(gateways: readonly GatewayNode[]): OnPremisesSite[] {
  const having = gateways.filter(
    ({ model }) => model.vpnClientAddressSpace.length > 0 || model.vpnClientAddressSpaceUnknown !== undefined,
  );
  const names = uniqueIds(having, ({ model }) => model.name);
  return having.map((gateway, i): OnPremisesSite => ({
    id: `clients/${names[i]}`,
    name: gateway.name,
    isClients: true,
    address: gateway.address,
    configured: parsePrefixes(gateway.model.vpnClientAddressSpace),
    addressSpaceUnknown: gateway.model.vpnClientAddressSpaceUnknown,
    assumed: [],
    gateways: new Map([[gateway, { origin: gateway.address, bgp: true }]]),
    undeclared: new Set(),
  }));
}
