import { Construct } from "constructs";
import { quote } from "../core/azure-names";
import { defaultProvider } from "../core/azurerm-version";
import { WarningCode } from "../core/warning-code";
import { Warnings } from "../core/warnings";
import { peeringLimitWarning } from "../network/peering-limit";
import { VnetPeering } from "../network/vnet-peering";
import { Spoke } from "../topology/spoke";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";

/** Two spokes that are peered, in either order. */
export interface SpokePair {
  /** Name of one spoke. */
  readonly first: string;

  /** Name of the other. */
  readonly second: string;
}

/** What peerings between spokes are made of. */
export interface DirectPeeringTransitOptions {
  /**
   * Which spokes are peered with each other.
   * @default - all with all others
   */
  readonly pairs?: SpokePair[];
}

/**
 * Spokes peered with each other, past the hub: the fastest and cheapest way, with nothing in between that
 * could filter. n spokes have n·(n−1)/2 peerings, and Terraform creates them one after another.
 */
export class DirectPeeringTransit implements ITransitRouting {
  public constructor(private readonly options: DirectPeeringTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const { pairs } = this.options;
    const wanted = pairs && new Set(pairs.map(({ first, second }) => pairId(first, second)));
    const spokes: Spoke[] = [];
    scope.node.addValidation({ validate: () => pairProblems(pairs ?? [], spokes) });
    Warnings.add(scope, WarningCode.PEERING_LIMIT, { validate: () => limitWarnings(spokes, pairs) });
    return {
      peersSpokes: true,
      sharesGateway: true,
      addSpoke: (spoke) => {
        for (const other of spokes) {
          const id = pairId(spoke.name, other.name);
          if (!wanted || wanted.has(id)) {
            peer(scope, id, [spoke, other], network);
          }
        }
        spokes.push(spoke);
      },
    };
  }
}

/** The same for both orders; "+" is in no name, so no two pairs share an id. */
function pairId(one: string, other: string): string {
  return `Peering-${[one, other].sort().join("+")}`;
}

function peer(scope: Construct, id: string, pair: Spoke[], { hub }: ITransitNetwork): void {
  const [first, second] = [...pair].sort((a, b) => (a.name < b.name ? -1 : 1));
  new VnetPeering(scope, id, {
    virtualNetwork: first.virtualNetwork,
    remoteVirtualNetwork: second.virtualNetwork,
    // Neither side forwards for a third, and neither uses a gateway of the other.
    allowForwardedTraffic: false,
    naming: hub.placement.naming,
    provider: first.placement.provider,
    remoteProvider: second.placement.provider ?? (first.placement.provider && defaultProvider(scope)),
  });
}

function pairProblems(pairs: readonly SpokePair[], spokes: readonly Spoke[]): string[] {
  const names = spokes.map((spoke) => spoke.name);
  return pairs.flatMap(({ first, second }) => [
    ...(first === second
      ? [`the pair of ${quote(first)} with itself makes no peering; name two spokes`]
      : []),
    ...[...new Set([first, second])]
      .filter((name) => !names.includes(name))
      .map(
        (name) =>
          `a pair names ${quote(String(name))}, which is no spoke` +
          (names.length > 0 ? `; the spokes are ${names.map(quote).join(", ")}` : ""),
      ),
  ]);
}

function limitWarnings(spokes: readonly Spoke[], pairs: readonly SpokePair[] | undefined): string[] {
  const withHub = 1;
  const most = withHub + (pairs ? mostNamed(pairs) : Math.max(0, spokes.length - 1));
  const warning = peeringLimitWarning(
    "a spoke",
    most,
    "name pairs, or route through the hub with another option",
  );
  return warning === undefined ? [] : [warning];
}

/** Most pairs that one spoke is named in. */
function mostNamed(pairs: readonly SpokePair[]): number {
  const partners = new Map<string, Set<string>>();
  const note = (one: string, other: string): void => {
    partners.set(one, (partners.get(one) ?? new Set()).add(other));
  };
  pairs.forEach(({ first, second }) => {
    note(first, second);
    note(second, first);
  });
  return Math.max(0, ...[...partners.values()].map((others) => others.size));
}
