import { AZURE_ASN } from "../../azure/autonomous-systems";
import { UnknownArgument } from "../model";
import { mayBeAnnounced } from "../network/gateway-learning";
import { GatewayNode, OnPremisesSite } from "../network/gateway-node";
import { RouteTarget } from "../routes/route-entry";
import { TraceSteps } from "./trace-steps";

/** What the input leaves open about a gateway's way to the destination. */
export function openTowards(steps: TraceSteps, gateway: GatewayNode): readonly UnknownArgument[] {
  const { gateways } = steps.context.tables;
  const there = steps.question.to.subnet?.virtualNetwork;
  const hosts = there === undefined ? [] : gateways.possibleHostsOf(there);
  const uses = hosts.filter(({ host }) => host === gateway.virtualNetwork).map(({ unknown }) => unknown);
  const pushed = steps.question.from.site?.isClients ? gateway.model.vpnClientRoutesUnknown : undefined;
  return [
    ...uses,
    ...(pushed === undefined ? [] : [pushed]),
    // What a site's prefixes are is no matter to whether a network of Azure is announced.
    ...gateways.openAt(gateway).filter(({ argument }) => argument !== "address_space"),
    ...[openBranches(steps, gateway) ?? []].flat(),
    ...openPeers(steps, gateway),
  ];
}

/** R42, and R57: with branch-to-branch also what appliances and the network's other gateways know. */
export function isAnnouncedBy(steps: TraceSteps, gateway: GatewayNode): boolean {
  const { gateways, routeServers } = steps.context.tables;
  const { address, from } = steps.question;
  if (gateway.hub !== undefined) {
    const known = steps.context.tables.gatewayRoutesOffered(gateway.virtualNetwork);
    const rows = known?.longestMatch(address) ?? [];
    return rows.some(({ prefix, target }) => prefix.length > 0 && !leadsBack(target, address, from.site));
  }
  if (from.site?.isClients) {
    return gateways.tellsClients(gateway, address) !== undefined;
  }
  if (gateways.announces(gateway, address, from.site)) {
    return true;
  }
  const server = routeServers.get(gateway.virtualNetwork);
  return (
    exchangesBranches(steps, gateway) &&
    (server!.routes.some(
      ({ prefix }) => prefix.containsAddress(address) && mayBeAnnounced(gateway, prefix),
    ) ||
      gateways.at(gateway.virtualNetwork).some((other) => gateways.passesOn(other, address, from.site)))
  );
}

/** What a site announces itself, its gateway doesn't tell it. */
function leadsBack(target: RouteTarget, address: number, site: OnPremisesSite | undefined): boolean {
  return (
    target.kind === "virtual-hub" &&
    target.way.kind === "gateway" &&
    target.way.gateway.learned
      .longestMatch(address)
      .every(({ tunnel }) => tunnel.kind === "on-premises" && tunnel.site === site)
  );
}

/** R57: a VPN gateway takes part only when active-active, and with Azure's own ASN. */
export function exchangesBranches(steps: TraceSteps, gateway: GatewayNode): boolean {
  const server = steps.context.tables.routeServers.get(gateway.virtualNetwork);
  return (
    server?.model.branchToBranchTraffic === true &&
    (gateway.model.type === "ExpressRoute" ||
      (gateway.model.activeActive && (gateway.model.asn ?? AZURE_ASN) === AZURE_ASN))
  );
}

/** What would settle {@link exchangesBranches}, where that is open. */
export function openBranches(steps: TraceSteps, gateway: GatewayNode): UnknownArgument | undefined {
  const { network, tables } = steps.context;
  const server = tables.routeServers.get(gateway.virtualNetwork);
  const branches = server && network.unknown(server.model.address, "branch_to_branch_traffic_enabled");
  const isVpn = gateway.model.type === "Vpn" && (gateway.model.asn ?? AZURE_ASN) === AZURE_ASN;
  const isActive = isVpn ? network.unknown(gateway.address, "active_active") : undefined;
  const type = exchangesBranches(steps, gateway) ? undefined : network.unknown(gateway.address, "type");
  return server && (server.model.branchToBranchTraffic || branches !== undefined)
    ? (branches ?? isActive ?? type)
    : undefined;
}

/** R57: peers that may be the Route Server's, and would announce the way. */
function openPeers(steps: TraceSteps, gateway: GatewayNode): readonly UnknownArgument[] {
  const server = steps.context.tables.routeServers.get(gateway.virtualNetwork);
  const isExchanged = exchangesBranches(steps, gateway) || openBranches(steps, gateway) !== undefined;
  return isExchanged
    ? server!.possible
        .filter(({ routes }) => routes.some(({ prefix }) => prefix.containsAddress(steps.question.address)))
        .map(({ unknown }) => unknown)
    : [];
}
