import { IConstruct } from "constructs";
import { quote } from "../core/azure-names";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { isInside, knownPrefix, overlappingPairs } from "../network/addressing";

/** A site or circuit of a hub. */
export interface Claimant {
  /** What a message calls it, such as `site "tokyo"`. */
  readonly called: string;
  /** Prefixes that it says it has. */
  readonly addressSpace: readonly string[];
  /** Whether its device tells which of its routes is better. */
  readonly bgpEnabled: boolean;
}

/** A virtual network that the gateway serves. */
interface Served {
  readonly name: string;
  readonly addressSpace: readonly string[];
}

/**
 * Warns of a site or circuit that claims addresses which networks here have, or a site before it. Azure takes all of that, and then
 * packets go elsewhere than the program says.
 *
 * @param earlier sites before it, against which it is compared
 * @param hub whose own network is nearer than any tunnel of its gateway
 * @param spokes read at synth, when all are there
 */
export function warnOfOverlaps(
  construct: IConstruct,
  claimant: Claimant,
  earlier: readonly Claimant[],
  hub: Served,
  spokes: () => readonly Served[],
): void {
  const { called } = claimant;
  warnAtSynth(construct, WarningCode.ONPREMISES_OVERLAPS_VNET, () => {
    const inside = claims(claimant, [hub, ...spokes()], (prefix, network) =>
      isInside(prefix, network.addressSpace),
    );
    return inside === undefined
      ? undefined
      : `${called} has ${inside}: Azure keeps what goes there in its own networks; give prefixes that are on-premises only`;
  });
  warnAtSynth(construct, WarningCode.SITE_COVERS_NETWORKS, () => {
    const covered = claims(claimant, spokes(), covers);
    return covered === undefined
      ? undefined
      : `${called} has ${covered}: networks that use the gateway reach each other through it, and what has no longer route there goes into the ` +
          "tunnel; give prefixes that are on-premises only";
  });
  warnAtSynth(construct, WarningCode.SITES_OVERLAP, () => {
    const overlaps = earlier
      // With BGP on both, two devices may stand before one site, and paths tell which is better.
      .filter((other) => !(other.bgpEnabled && claimant.bgpEnabled))
      .flatMap((other) =>
        overlappingPairs([
          ...other.addressSpace.map((text) => ({ owner: other.called, text })),
          ...claimant.addressSpace.map((text) => ({ owner: called, text })),
        ]).filter(({ first, second }) => first.owner !== second.owner),
      )
      .map(({ first, second }) => `${first.owner} (${first.text}) and ${second.owner} (${second.text})`);
    return overlaps.length === 0
      ? undefined
      : `${overlaps.join(", ")} overlap, so the longer prefix gets the packets, or one of two equal ones: give each site its own, or ` +
          "let both speak BGP";
  });
}

/** The prefixes for which something holds of a network, with those networks. */
function claims(
  { addressSpace }: Claimant,
  served: readonly Served[],
  holds: (prefix: string, network: Served) => boolean,
): string | undefined {
  const found = addressSpace.flatMap((prefix) => {
    const names = served.filter((network) => holds(prefix, network)).map(({ name }) => quote(name));
    return names.length > 0
      ? [`${prefix}, where ${names.join(", ")} ${names.length > 1 ? "are" : "is"}`]
      : [];
  });
  return found.length > 0 ? found.join("; ") : undefined;
}

/** Whether a prefix is larger than the network: not as large, and no half of everything, which is forced tunnelling. */
function covers(prefix: string, network: Served): boolean {
  const outer = knownPrefix(prefix);
  return (
    outer !== undefined &&
    outer.length > 1 &&
    !isInside(prefix, network.addressSpace) &&
    network.addressSpace.some((text) => isInside(text, [prefix]))
  );
}
