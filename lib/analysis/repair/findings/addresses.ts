import { RESERVED_SUBNET_RULES } from "../../../azure/reserved-subnets";
import { Ipv4Prefix, roomFor } from "../../../cidr";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { mayHoldMore } from "../../network/unread-parts";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { inlineBlock } from "../writing/inline-blocks";
import { localName } from "../writing/names";
import { argumentOf, editable, referredSubnet } from "../writing/references";
import { newSubnet } from "../writing/subnets";
import { FindingDraft } from "./finding-cure";

/** Where prefixes are written, of a network and of a subnet; what azurerm before 4 calls it takes one alone. */
const PREFIXES = ["address_space", "address_prefixes", "address_prefix"];

/** Prefixes with host bits, or almost prefixes, as they were probably meant. */
export function* plainPrefixes(draft: FindingDraft): Iterable<Candidate> {
  yield* withPrefixes(draft, draft.finding.resource ?? "", (prefixes) => prefixes.map(plain));
}

function plain(text: string): string {
  return Ipv4Prefix.mistakeIn(text)?.nearest ?? text;
}

/** Of prefixes that overlap, the larger one says it all. */
export function* withoutContained(draft: FindingDraft): Iterable<Candidate> {
  yield* withPrefixes(draft, draft.finding.resource ?? "", (texts) => {
    const prefixes = texts.map((text) => Ipv4Prefix.tryParse(text));
    const isInside = (index: number): boolean =>
      prefixes.some(
        (other, place) =>
          place !== index &&
          prefixes[index] !== undefined &&
          other?.contains(prefixes[index]) === true &&
          (!other.equals(prefixes[index]) || place < index),
      );
    return texts.filter((_, index) => !isInside(index));
  });
}

/** A network gets the prefixes of its subnet too. */
export function* spaceForSubnet(draft: FindingDraft): Iterable<Candidate> {
  const subnet = draft.context.network.subnet(draft.finding.resource);
  if (subnet !== undefined) {
    const { prefixes, virtualNetwork } = subnet;
    const outside = prefixes.filter((one) => !virtualNetwork.prefixes.some((space) => space.contains(one)));
    yield* withPrefixes(draft, virtualNetwork.address, (space) => [...space, ...outside.map(String)]);
  }
}

function* withPrefixes(
  draft: FindingDraft,
  resource: string,
  change: (prefixes: readonly string[]) => readonly string[],
): Iterable<Candidate> {
  for (const place of prefixPlaces(draft, resource)) {
    yield* written(place, change(place.prefixes));
  }
}

/** Where something's prefixes are written. */
interface PrefixPlace {
  readonly address: string;
  readonly argument: string;
  readonly prefixes: readonly string[];
  /** Whose they are, where that is written in something else. */
  readonly owner?: string;
}

/** Of a network, a subnet, or a subnet inside of its network. */
function prefixPlaces(draft: FindingDraft, resource: string): readonly PrefixPlace[] {
  const inline = inlineBlock(draft, resource, "subnet");
  const address = inline?.address ?? editable(draft, resource);
  return PREFIXES.flatMap((name): PrefixPlace[] => {
    const before = inline === undefined ? argumentOf(draft, resource, name) : inline.block[name];
    const prefixes = typeof before === "string" ? [before] : before;
    const argument = inline === undefined ? name : `${inline.argument}.${name}`;
    const isTold = Array.isArray(prefixes) && prefixes.every((text) => typeof text === "string");
    const owner = inline && draft.context.network.subnet(resource)?.id;
    return address !== undefined && isTold ? [{ address, argument, prefixes, owner }] : [];
  });
}

function* written(
  { address, argument, owner }: PrefixPlace,
  prefixes: readonly string[],
): Iterable<Candidate> {
  const isOne = /\baddress_prefix$/.test(argument);
  if (!isOne || prefixes.length === 1) {
    yield {
      edits: [toSet(address, argument, isOne ? prefixes[0] : prefixes)],
      what: REPAIR_STEPS.PREFIXES({ resource: owner ?? address, prefixes: prefixes.join(", ") }),
    };
  }
}

/** A subnet that is too small for what is in it: the prefix that its finding names. */
export function* widerSubnet(draft: FindingDraft): Iterable<Candidate> {
  const subnet = draft.context.network.subnet(draft.finding.resource);
  const [own] = subnet?.prefixes ?? [];
  const length = draft.finding.about?.longestPrefix;
  const [place] = subnet === undefined ? [] : prefixPlaces(draft, subnet.address);
  if (subnet === undefined || own === undefined || place === undefined || length === undefined) {
    return;
  }
  const { address, prefixes, subnets } = subnet.virtualNetwork;
  const siblings = subnets.filter((other) => other !== subnet);
  const isKnown =
    !mayHoldMore(draft.context.network.model, address) &&
    subnets.every(({ model }) => model.prefixesUnknown === undefined);
  const room =
    isKnown &&
    roomFor(
      own,
      prefixes,
      siblings.flatMap((other) => other.prefixes),
      length,
    );
  if (room) {
    for (const candidate of written(place, [room.toString()])) {
      yield { ...candidate, caution: REPAIR_CAUTIONS.SUBNET_EMPTY({ subnet: subnet.id }) };
    }
  }
}

/** The name of a service's subnet, letter by letter. */
export function* reservedName(draft: FindingDraft): Iterable<Candidate> {
  const subnet = draft.context.network.subnet(draft.finding.resource);
  const address = subnet && editable(draft, subnet.address);
  const name = Object.keys(RESERVED_SUBNET_RULES).find(
    (one) => one.toLowerCase() === subnet?.name.toLowerCase(),
  );
  if (address !== undefined && name !== undefined) {
    yield {
      edits: [toSet(address, "name", name)],
      what: REPAIR_STEPS.SETTING({ resource: address, written: `name = ${JSON.stringify(name)}` }),
      caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
    };
  }
}

/** What needs a subnet of a reserved name moves there; where the network has none, one is made. */
export function* reservedSubnet(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const name = about?.reservedSubnet;
  const address = editable(draft, resource);
  const [configuration] = [argumentOf(draft, resource, "ip_configuration") ?? []].flat();
  const own = argumentOf(draft, resource, "subnet_id");
  const id = own ?? (configuration as { readonly subnet_id?: unknown } | undefined)?.subnet_id;
  const standing = referredSubnet(draft, id);
  if (name === undefined || address === undefined || standing === undefined) {
    return;
  }
  const { virtualNetwork } = standing;
  const there = virtualNetwork.subnets.find((one) => one.name === name);
  const length = Math.min(27, RESERVED_SUBNET_RULES[name].longestPrefix);
  const made =
    there === undefined
      ? newSubnet(draft, virtualNetwork, {
          name,
          local: `${localName(virtualNetwork.address)}_${name}`,
          length,
        })
      : undefined;
  const value = there === undefined ? made?.id : `\${${there.address}.id}`;
  if (value !== undefined) {
    yield {
      edits: [
        ...(made === undefined ? [] : [made.create]),
        toSet(address, own === undefined ? "ip_configuration[0].subnet_id" : "subnet_id", value),
      ],
      what: REPAIR_STEPS.RESERVED_SUBNET({ resource: address, subnet: `${virtualNetwork.name}/${name}` }),
      caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
    };
  }
}
