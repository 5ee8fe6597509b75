import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { GatewayConnection } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { bgpOfTunnel, missingDirection, tunnelName } from "../writing/tunnels";

/** A connection of two networks of which one direction only exists: its tunnel stays down. */
export function* missingDirections(trial: Trial): Iterable<Candidate> {
  for (const connection of tunnelsNear(trial)) {
    const direction = missingDirection(trial, connection);
    if (direction !== undefined) {
      yield direction;
    }
  }
}

/** R44: without BGP each gateway knows the other's own network alone, and hands on neither sites nor spokes. */
export function* silentTunnels(trial: Trial): Iterable<Candidate> {
  for (const connection of tunnelsNear(trial)) {
    const { edits, renumbered } = bgpOfTunnel(trial, connection);
    if (edits.length > 0) {
      yield {
        edits,
        what: REPAIR_STEPS.TUNNEL_BGP({ connection: tunnelName(connection) }),
        ...(renumbered?.bgpEnabled === true && {
          caution: REPAIR_CAUTIONS.NUMBER_CHANGED({ gateway: renumbered.name ?? renumbered.address }),
        }),
      };
    }
  }
}

/** One direction of each connection of gateways that serve an end, or that a way came to; none where nothing is lost. */
function tunnelsNear(trial: Trial): readonly GatewayConnection[] {
  if (trial.lost === undefined && trial.result.verdict === "REACHABLE") {
    return [];
  }
  const { network, tables } = trial.context;
  const networks = [
    ...[trial.from, trial.to].flatMap(({ subnet }) => subnet?.virtualNetwork ?? []),
    ...trial.ways.flatMap(({ decisions }) => decisions.map(({ subnet }) => subnet.virtualNetwork)),
  ].flatMap((one) => tables.gateways.hostOf(one) ?? []);
  const near = new Set(
    [
      ...networks.flatMap((host) => tables.gateways.at(host)),
      ...[trial.from, trial.to].flatMap(({ site }) => [...(site?.gateways.keys() ?? [])]),
    ].map(({ address }) => address),
  );
  const told = new Set<string>();
  return network.model.gatewayConnections.filter(({ type, gateway = "", peerGateway = "" }) => {
    const ends = [gateway, peerGateway];
    const key = [...ends].sort().join(" ");
    const isNear = type === "Vnet2Vnet" && ends.some((end) => near.has(end)) && !told.has(key);
    if (isNear) {
      told.add(key);
    }
    return isNear;
  });
}
