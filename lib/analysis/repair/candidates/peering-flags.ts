import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, VirtualNetworkPeering } from "../../model";
import { PeeringLink, VirtualNetworkNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { withEdits } from "../edit-set";
import { Trial } from "../trial";
import { Draft } from "../writing/draft";
import { toSet } from "../writing/edits";
import { argumentOf, editable } from "../writing/references";

/** R31: the receiving network's half refuses what others forwarded. */
export function* forwardedTraffic(trial: Trial): Iterable<Candidate> {
  const reasons = trial.reasons("FORWARDED_TRAFFIC_BLOCKED", "FORWARDED_TRAFFIC_REPLY");
  for (const { resource, params } of reasons) {
    const edit = flag(trial, resource, "allow_forwarded_traffic");
    if (edit !== undefined) {
      const { network = "", peering = "" } = params;
      yield { edits: [edit], what: REPAIR_STEPS.FORWARDED_TRAFFIC({ network, peering }) };
    }
  }
}

/** R32: a gateway that a network doesn't use. */
export function* unsharedGateways(trial: Trial): Iterable<Candidate> {
  if (trial.lost === undefined && trial.result.verdict === "REACHABLE") {
    return;
  }
  const { gateways, routeServers } = trial.context.tables;
  for (const network of endsAndPlaces(trial)) {
    if (gateways.hostOf(network) !== undefined) {
      continue;
    }
    for (const link of network.links.values()) {
      const [gateway] = gateways.at(link.to);
      const server = routeServers.get(link.to)?.model;
      const name = gateway?.name ?? server?.name ?? server?.address;
      const edits = name === undefined ? [] : sharing(trial, link);
      if (edits.length > 0) {
        const { name: user } = network;
        yield {
          edits,
          what:
            gateway === undefined
              ? REPAIR_STEPS.ROUTE_SERVER_SHARED({ network: user, server: name! })
              : REPAIR_STEPS.GATEWAY_SHARED({ network: user, gateway: name! }),
        };
      }
    }
  }
}

/** R30: without the flag the peer isn't in VirtualNetwork, of which default rules speak. */
export function* networkAccess(trial: Trial): Iterable<Candidate> {
  for (const { resource, params } of trial.reasons("PEERING_ACCESS_GATEWAY")) {
    const edit = flag(trial, resource, "allow_virtual_network_access");
    if (edit !== undefined) {
      const { network = "", peering = "" } = params;
      yield { edits: [edit], what: REPAIR_STEPS.NETWORK_ACCESS({ network, peering }) };
    }
  }
  if (trial.reasons("DENIED_IN", "DENIED_OUT", "FILTERED_PARTLY").length === 0) {
    return;
  }
  for (const network of endsAndPlaces(trial)) {
    for (const { local } of network.links.values()) {
      const edit = local.allowVirtualNetworkAccess
        ? undefined
        : flag(trial, local.address, "allow_virtual_network_access");
      if (edit !== undefined) {
        const peering = local.name ?? local.address;
        yield { edits: [edit], what: REPAIR_STEPS.NETWORK_ACCESS({ network: network.name, peering }) };
      }
    }
  }
}

function sharing(trial: Trial, { local, remote }: PeeringLink): readonly Edit[] {
  const edits = [
    // R32, R33: a half has one of the two flags, and only one of a network's uses a gateway.
    remote.useRemoteGateways ? flag(trial, remote.address, "use_remote_gateways", false) : undefined,
    local.allowGatewayTransit ? flag(trial, local.address, "allow_gateway_transit", false) : undefined,
    ...elsewhere(trial, local.virtualNetwork, local),
    remote.allowGatewayTransit ? undefined : shared(trial, remote, "allow_gateway_transit"),
    local.useRemoteGateways ? undefined : shared(trial, local, "use_remote_gateways"),
  ].filter((edit) => edit !== undefined);
  // Of a peering that Network Manager makes, both halves are one argument.
  return withEdits([], edits);
}

/** R33: only one peering of a network uses a gateway; those that lead to none give way. */
export function elsewhere(
  trial: Draft,
  network: string | undefined,
  chosen?: VirtualNetworkPeering,
): readonly Edit[] {
  return (
    trial.context.network.model.peerings
      .filter((half) => half.virtualNetwork === network && half.useRemoteGateways)
      // With a network manager, a peering may stand twice: the two are one.
      .filter((half) => half.remoteVirtualNetwork !== chosen?.remoteVirtualNetwork)
      .flatMap((half) => flag(trial, half.address, "use_remote_gateways", false) ?? [])
  );
}

function shared(trial: Trial, half: VirtualNetworkPeering, argument: string): Edit | undefined {
  const { connectivityConfigurations, networkGroups } = trial.context.network.model.networkManager;
  const configuration = connectivityConfigurations.find(({ address }) => address === half.address);
  if (configuration === undefined) {
    return flag(trial, half.address, argument);
  }
  const members = networkGroups.filter(({ virtualNetworks }) =>
    [half.virtualNetwork, half.remoteVirtualNetwork].some(
      (end) => end !== undefined && end !== configuration.hub && virtualNetworks.includes(end),
    ),
  );
  const index = configuration.groups.findIndex(
    ({ networkGroup, useHubGateway }) =>
      !useHubGateway && members.some(({ address }) => address === networkGroup),
  );
  const written = [argumentOf(trial, configuration.address, "applies_to_group")].flat();
  return index < 0 || written.length !== configuration.groups.length
    ? undefined
    : flag(trial, configuration.address, `applies_to_group[${index}].use_hub_gateway`);
}

function flag(draft: Draft, resource: string | undefined, argument: string, value = true): Edit | undefined {
  const address = resource === undefined ? undefined : editable(draft, resource);
  return address === undefined ? undefined : toSet(address, argument, value);
}

function endsAndPlaces(trial: Trial): ReadonlySet<VirtualNetworkNode> {
  const places = trial.ways.flatMap(({ decisions }) => decisions.map(({ subnet }) => subnet.virtualNetwork));
  const ends = [trial.from, trial.to].flatMap(({ subnet }) => subnet?.virtualNetwork ?? []);
  return new Set([...ends, ...places]);
}
