import { groupBy } from "../../collections/group-by";
import { mayBeAny, NetworkModel, UnknownArgument, VirtualNetworkPeering } from "../model";

/** A peering of which the input doesn't tell whether it exists, with a half of each side. */
export interface PossiblePeering {
  readonly halves: readonly [VirtualNetworkPeering, VirtualNetworkPeering];
  /** What would settle it. */
  readonly unknown: UnknownArgument;
}

/** A half with everything that its two ends may be. */
interface OpenHalf {
  readonly half: VirtualNetworkPeering;
  readonly here: readonly string[];
  readonly there: readonly string[];
  readonly unknown?: UnknownArgument;
  /** One end may be any network, also one that isn't here. */
  readonly isAny: boolean;
}

/** Halves of which only one network can be meant at either end, and peerings that may exist (R5c). */
export function settlePeerings(
  model: NetworkModel,
  more: readonly VirtualNetworkPeering[],
): { readonly halves: readonly VirtualNetworkPeering[]; readonly possible: readonly PossiblePeering[] } {
  const unknowns = new Map(model.unknownArguments.map((one) => [`${one.resource} ${one.argument}`, one]));
  const all = model.virtualNetworks.map(({ address }) => address);
  let open = model.peerings.map((half): OpenHalf => {
    const [here, there] = ARGUMENTS.map((argument) => unknowns.get(`${half.address} ${argument}`));
    const ends = [
      { known: half.virtualNetwork, unknown: here },
      { known: half.remoteVirtualNetwork, unknown: there },
    ].map(({ known, unknown }) => {
      const isAny = known === undefined && unknown !== undefined && mayBeAny(unknown);
      return { isAny, some: known === undefined ? (isAny ? all : (unknown?.candidates ?? [])) : [known] };
    });
    return {
      half,
      here: ends[0].some,
      there: ends[1].some,
      unknown: here ?? there ?? half.perhaps,
      isAny:
        ends.some(({ isAny }) => isAny) ||
        [here, there, half.perhaps].some((unknown) => unknown?.optional === true),
    };
  });
  const sure = new Map<string, VirtualNetworkPeering>();
  // Azure has one half from a network to another, so that one which is there isn't what another means.
  for (let before = -1; before !== open.length;) {
    before = open.length;
    const left = open.map((one) => ({
      ...one,
      there:
        one.here.length === 1 && one.there.length > 1
          ? one.there.filter((there) => there !== one.here[0] && !sure.has(`${one.here[0]} ${there}`))
          : one.there,
    }));
    const shared = sharedOut(left, model.unknownArguments);
    const settled = left.filter(isSettled);
    for (const { half, here, there } of [...settled, ...shared]) {
      const key = `${here[0]} ${there[0]}`;
      sure.set(key, sure.get(key) ?? { ...half, virtualNetwork: here[0], remoteVirtualNetwork: there[0] });
    }
    const done = new Set(shared.map(({ half }) => half));
    open = left.filter((one) => !isSettled(one) && !done.has(one.half));
  }
  for (const half of more) {
    const key = `${half.virtualNetwork} ${half.remoteVirtualNetwork}`;
    sure.set(key, sure.get(key) ?? half);
  }
  return { halves: [...sure.values()], possible: possiblePeerings(open, sure) };
}

const ARGUMENTS = ["virtual_network_name", "remote_virtual_network_id"];

function isSettled({ here, there, isAny }: OpenHalf): boolean {
  return here.length === 1 && there.length === 1 && !isAny;
}

/**
 * As many halves of one network as there are networks that they may point at: each points at one of these, whichever it
 * is. Where all allow the same, that is all that counts.
 */
function sharedOut(open: readonly OpenHalf[], unknowns: readonly UnknownArgument[]): OpenHalf[] {
  const asked = new Set(
    unknowns.flatMap(({ resource, argument }) => (ARGUMENTS.includes(argument) ? [] : [resource])),
  );
  const alike = groupBy(open, ({ half, here, there, isAny }) =>
    isAny || here.length !== 1 || there.length < 2 || half.perhaps || asked.has(half.address)
      ? undefined
      : JSON.stringify([here, there.length, ...ALLOWED.map((name) => half[name] ?? null)]),
  );
  return [...alike.values()].flatMap((halves) => {
    const some = new Set(halves[0].there);
    return halves.length === some.size && halves.every(({ there }) => there.every((one) => some.has(one)))
      ? halves.map((one, index) => ({ ...one, there: [halves[0].there[index]] }))
      : [];
  });
}

const ALLOWED = [
  "allowVirtualNetworkAccess",
  "allowForwardedTraffic",
  "allowForwardedTrafficUnknown",
  "allowGatewayTransit",
  "useRemoteGateways",
  "subnetPeering",
  "state",
  "remoteAddressSpace",
] as const;

function possiblePeerings(
  open: readonly OpenHalf[],
  sure: ReadonlyMap<string, VirtualNetworkPeering>,
): PossiblePeering[] {
  const halves = new Map<
    string,
    { readonly half: VirtualNetworkPeering; readonly unknown?: UnknownArgument }
  >();
  for (const { half, here, there, unknown } of open) {
    for (const a of here) {
      for (const b of there) {
        if (a !== b && !sure.has(`${a} ${b}`)) {
          halves.set(`${a} ${b}`, { half: { ...half, virtualNetwork: a, remoteVirtualNetwork: b }, unknown });
        }
      }
    }
  }
  return [...halves.values()].flatMap(({ half, unknown }) => {
    const back = `${half.remoteVirtualNetwork} ${half.virtualNetwork}`;
    const other = sure.get(back) ?? halves.get(back)?.half;
    return other === undefined || unknown === undefined ? [] : [{ halves: [half, other] as const, unknown }];
  });
}
