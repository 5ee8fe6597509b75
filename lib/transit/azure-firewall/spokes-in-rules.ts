import { outsideOf } from "../../network/addressing";
import { Spoke } from "../../topology/spoke";
import { ITransitNetwork } from "../i-transit-routing";
import { meshOf } from "../private-address-space";

/** A spoke by its name in rules. */
export interface SpokeInRules {
  /** `spoke01`, or `hub02/spoke01` of another hub of a mesh. */
  readonly name: string;
  /** It. */
  readonly spoke: Spoke;
}

/** Spokes of a network and of the others of its mesh, each hub's in the order of names: adding in another order changes nothing. */
export function spokesInRules(network: ITransitNetwork): SpokeInRules[] {
  const own = network.spokes.map((spoke) => ({ name: spoke.name, spoke }));
  const remote = network.remoteNetworks.flatMap(({ network: { hub, spokes } }) =>
    spokes.map((spoke) => ({ name: `${hub.name}/${spoke.name}`, spoke })),
  );
  return [own, remote].flatMap((spokes) => spokes.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** Prefixes of all spokes; those that stand for all spokes of a hub, attached ones too, come in their place. */
export function allSpokePrefixes(network: ITransitNetwork): string[] {
  const attachable = meshOf(network).flatMap(({ hub }) => hub.attachableSpace);
  const single = spokesInRules(network).flatMap(({ spoke }) => spoke.addressSpace);
  return [...attachable, ...outsideOf(attachable, single)];
}
