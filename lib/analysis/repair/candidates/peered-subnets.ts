import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { isBesidePeering, missingNames } from "../../network/subnet-peering";
import { PeeringLink, SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { argumentOf, editable } from "../writing/references";

const ONLY_IPV6 = "only_ipv6_peering_enabled";
const COMPLETE = "peer_complete_virtual_networks_enabled";

/** R9: a peering of some subnets only, of which one is none: of the pair, or of a place on its way. */
export function* peeredSubnets(trial: Trial): Iterable<Candidate> {
  const { subnets } = trial.context.network;
  const met = trial
    .reasons("SUBNET_NOT_PEERED")
    .map(({ params }) => [params.at, params.to].map((one) => subnets.find(({ id }) => id === one)));
  const told = new Set<string>();
  for (const [from, to] of [[trial.from.subnet, trial.to.subnet], ...met]) {
    const link = to && from?.virtualNetwork.links.get(to.virtualNetwork);
    const key = `${from?.id} ${to?.id}`;
    if (from !== undefined && to !== undefined && link !== undefined && !told.has(key)) {
      told.add(key);
      yield* isBesidePeering(link, from, to) ? named(trial, link, from, to) : [];
    }
  }
}

function* named(trial: Trial, link: PeeringLink, from: SubnetNode, to: SubnetNode): Iterable<Candidate> {
  const halves = [link.local, link.remote].flatMap(({ address }) => editable(trial, address) ?? []);
  const forIpv6 = halves.filter((half) => argumentOf(trial, half, ONLY_IPV6) === true);
  if (forIpv6.length > 0) {
    yield {
      edits: forIpv6.map((half) => toSet(half, ONLY_IPV6, false)),
      what: REPAIR_STEPS.SETTING({ resource: forIpv6.join(", "), written: `${ONLY_IPV6} = false` }),
    };
    return;
  }
  const missing = missingNames(link, from, to);
  if (missing === undefined) {
    yield* agreed(trial, link, from, to);
    return;
  }
  const edits = missing.map(({ half, argument, name }): Edit | undefined => {
    const address = editable(trial, half.address);
    const written = argumentOf(trial, half.address, argument);
    return address === undefined || !Array.isArray(written)
      ? undefined
      : toSet(address, argument, [...(written as string[]), name]);
  });
  const known = edits.filter((edit) => edit !== undefined);
  if (known.length > 0 && known.length === edits.length) {
    yield { edits: known, what: REPAIR_STEPS.SUBNETS_PEERED({ a: from.id, b: to.id }) };
  }
}

/** One half is of whole networks: it names what the other does, with these two; where nobody can write it, the other becomes whole. */
function* agreed(
  trial: Trial,
  { local, remote }: PeeringLink,
  from: SubnetNode,
  to: SubnetNode,
): Iterable<Candidate> {
  const isFromLocal = local.subnetPeering !== undefined;
  const [half, whole] = isFromLocal ? [local, remote] : [remote, local];
  const [here, there] = isFromLocal ? [from, to] : [to, from];
  const [one, other] = [half, whole].map(({ address }) => editable(trial, address));
  if (half.subnetPeering === undefined || whole.perhaps !== undefined) {
    return;
  }
  const { localSubnetNames, remoteSubnetNames } = half.subnetPeering;
  const [near, far] = [withName(localSubnetNames, here), withName(remoteSubnetNames, there)];
  const lacking = [
    { argument: "local_subnet_names", names: near, isMissing: near !== localSubnetNames },
    { argument: "remote_subnet_names", names: far, isMissing: far !== remoteSubnetNames },
  ].filter(({ isMissing }) => isMissing);
  if (other !== undefined && (one !== undefined || lacking.length === 0)) {
    yield {
      edits: [
        ...lacking.map(({ argument, names }) => toSet(one!, argument, names)),
        toSet(other, COMPLETE, false),
        toSet(other, "local_subnet_names", far),
        toSet(other, "remote_subnet_names", near),
      ],
      what: REPAIR_STEPS.SUBNETS_PEERED({ a: from.id, b: to.id }),
    };
  } else if (one !== undefined) {
    yield {
      edits: [toSet(one, COMPLETE, true)],
      what: REPAIR_STEPS.SETTING({ resource: one, written: `${COMPLETE} = true` }),
    };
  }
}

function withName(names: readonly string[], { name }: SubnetNode): readonly string[] {
  return names.some((one) => one.toLowerCase() === name.toLowerCase()) ? names : [...names, name];
}
