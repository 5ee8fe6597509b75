import { REPAIR_STEPS } from "../../messages/repair-steps";
import { GatewayConnection } from "../../model";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { editable } from "../writing/references";
import { bgpOn, keyOf, missingDirection, oppositeOf, tunnelName } from "../writing/tunnels";
import { FindingDraft } from "./finding-cure";

/** Both directions of a connection between two networks speak BGP. */
export function* bgpOfBoth(draft: FindingDraft): Iterable<Candidate> {
  const one = connectionOf(draft);
  const silent = [one, one && oppositeOf(draft, one)].find((connection) => connection?.bgpEnabled === false);
  const edit = silent && bgpOn(draft, silent.address);
  if (silent !== undefined && edit !== undefined) {
    yield { edits: [edit], what: REPAIR_STEPS.CONNECTION_BGP({ connection: tunnelName(silent) }) };
  }
}

/** Gateways at both ends of a connection that speaks BGP do too; a site's is what the input tells of it. */
export function* bgpOfGateways(draft: FindingDraft): Iterable<Candidate> {
  const one = connectionOf(draft);
  const gateways = [one?.gateway, one?.peerGateway].filter((address) => address !== undefined);
  const silent = draft.context.network.model.virtualNetworkGateways.filter(
    ({ address, bgpEnabled }) => gateways.includes(address) && !bgpEnabled,
  );
  const edits = silent.map(({ address }) => bgpOn(draft, address));
  if (one !== undefined && edits.length > 0 && edits.every((edit) => edit !== undefined)) {
    yield { edits, what: REPAIR_STEPS.TUNNEL_BGP({ connection: tunnelName(one) }) };
  }
}

/** A connection to a site that has BGP settings uses them, and so does its gateway. */
export function* bgpOfSite(draft: FindingDraft): Iterable<Candidate> {
  const one = connectionOf(draft);
  const { localNetworkGateways, virtualNetworkGateways } = draft.context.network.model;
  const site = localNetworkGateways.find(({ address }) => address === one?.localNetworkGateway);
  const gateway = virtualNetworkGateways.find(({ address }) => address === one?.gateway);
  if (one === undefined || gateway === undefined || site?.asn === undefined) {
    return;
  }
  const silent = [...(gateway.bgpEnabled ? [] : [gateway]), one];
  const edits = silent.map(({ address }) => bgpOn(draft, address));
  if (edits.every((edit) => edit !== undefined)) {
    yield { edits, what: REPAIR_STEPS.TUNNEL_BGP({ connection: tunnelName(one) }) };
  }
}

/** The direction that nobody wrote. */
export function* otherDirection(draft: FindingDraft): Iterable<Candidate> {
  const one = connectionOf(draft);
  const direction = one && missingDirection(draft, one);
  if (direction !== undefined) {
    yield direction;
  }
}

/** Both directions have the key of the other, which no repair reads. */
export function* keyOfOther(draft: FindingDraft): Iterable<Candidate> {
  const one = connectionOf(draft);
  const other = one && oppositeOf(draft, one);
  const address = one && editable(draft, one.address);
  const key = other && keyOf(draft, other);
  if (one !== undefined && other !== undefined && address !== undefined && key !== undefined) {
    yield {
      edits: [toSet(address, "shared_key", key)],
      what: REPAIR_STEPS.CONNECTION_KEY({ connection: tunnelName(one), other: tunnelName(other) }),
    };
  }
}

function connectionOf({ context, finding }: FindingDraft): GatewayConnection | undefined {
  return context.network.model.gatewayConnections.find(({ address }) => address === finding.resource);
}
