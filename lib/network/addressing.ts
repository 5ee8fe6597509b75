import { Tokenization } from "cdktf";
import { FORBIDDEN_RANGES, LARGEST_NETWORK, SMALLEST_NETWORK, usableRange } from "../azure/address-ranges";
import { firstFreePrefix, formatIpv4, Ipv4Prefix, overlappingPrefixes, PrefixSyntaxError } from "../cidr";
import { isDeferred, quote } from "../core/azure-names";

/** Reads a prefix that a check reports elsewhere if it is wrong: `undefined` then, and for a token. */
export function knownPrefix(text: string): Ipv4Prefix | undefined {
  return isDeferred(text) ? undefined : Ipv4Prefix.tryParse(text);
}

/** Whether a prefix is part of one of the others. */
export function isInside(prefix: string, networks: readonly string[]): boolean {
  const inner = knownPrefix(prefix);
  return inner !== undefined && networks.some((network) => knownPrefix(network)?.contains(inner) ?? false);
}

/** The prefixes that are part of none of the networks. */
export function outsideOf(networks: readonly string[], prefixes: readonly string[]): string[] {
  return prefixes.filter((prefix) => !isInside(prefix, networks));
}

/** Those of which that is certain: what is no prefix, or known only at apply, other checks report. */
export function certainlyOutside(networks: readonly string[], prefixes: readonly string[]): string[] {
  const areKnown = networks.every((network) => knownPrefix(network) !== undefined);
  return areKnown ? outsideOf(networks, prefixes).filter((prefix) => knownPrefix(prefix) !== undefined) : [];
}

/** Why a text is no usable prefix, or `undefined`. `what` names its role: "the address prefix of subnet a". */
export function prefixProblem(what: string, text: string): string | undefined {
  if (isDeferred(text)) {
    const called = terraformFunction(text);
    return (
      `${what} is known only at apply, ${called ? `when Terraform runs ${called}, ` : ""}but routes and checks are computed from it: ` +
      `give it as text${called ? ", such as the prefix of an AddressPlan's slot, which is computed at synth" : ""}`
    );
  }
  if (typeof text !== "string") {
    return `${what} is ${JSON.stringify(text)}; give it as text such as "10.0.0.0/16"`;
  }
  try {
    Ipv4Prefix.parse(text);
    return undefined;
  } catch (error) {
    return `${what}, ${quote(text)}, ${(error as PrefixSyntaxError).reason}`;
  }
}

/** The function of Terraform that a text stands for the result of, such as `cidrsubnet`. */
function terraformFunction(text: string): string | undefined {
  // A call says in both cores what it calls, though not to TypeScript.
  const calls = Tokenization.reverse(text).map(
    (token) => token as { readonly name?: string; readonly args?: unknown },
  );
  return calls.find(({ args }) => Array.isArray(args))?.name;
}

/** All prefixes of a subnet. */
export function prefixesOf(subnet: {
  readonly addressPrefix: string;
  readonly additionalPrefixes?: readonly string[];
}): string[] {
  return [subnet.addressPrefix, ...(subnet.additionalPrefixes ?? [])];
}

/** What is wrong with the address space of one virtual network. */
export function addressSpaceProblems(network: string, addressSpace: readonly string[]): string[] {
  if (!Array.isArray(addressSpace) || addressSpace.length === 0) {
    return [`virtual network ${quote(network)} has no address space; give at least one prefix`];
  }
  const problems = addressSpace
    .map((text) => prefixProblem(`the address space of virtual network ${quote(network)}`, text))
    .filter((problem): problem is string => problem !== undefined);
  const tooSmall = addressSpace
    .map(knownPrefix)
    .filter(
      (prefix): prefix is Ipv4Prefix =>
        prefix !== undefined && (prefix.length > SMALLEST_NETWORK || prefix.length < LARGEST_NETWORK),
    )
    .map(
      (prefix) =>
        `the address space of virtual network ${quote(network)}, "${prefix}", has the length /${prefix.length}; ` +
        `Azure allows /${LARGEST_NETWORK} to /${SMALLEST_NETWORK}`,
    );
  return [
    ...problems,
    ...tooSmall,
    ...forbiddenRanges(network, addressSpace),
    ...new Set(overlapsWithin(network, addressSpace)),
  ];
}

function forbiddenRanges(network: string, addressSpace: readonly string[]): string[] {
  return addressSpace.flatMap((text) => {
    const known = knownPrefix(text);
    // What is too large overlaps all of them, and is said to be too large.
    const inRange = known && known.length >= LARGEST_NETWORK ? known : undefined;
    return FORBIDDEN_RANGES.filter(({ prefix }) => inRange?.overlaps(prefix)).map(
      ({ prefix, use }) =>
        `the address space of virtual network ${quote(network)}, "${text}", overlaps ${prefix}, which is for ${use.en}; ` +
        "use 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    );
  });
}

function overlapsWithin(network: string, addressSpace: readonly string[]): string[] {
  return overlappingPairs(addressSpace.map((text) => ({ owner: network, text }))).map(({ first, second }) =>
    first.text === second.text
      ? `virtual network ${quote(network)} lists "${first.text}" twice; leave one out`
      : `virtual network ${quote(network)} lists "${first.text}" and "${second.text}", which overlap; keep the larger`,
  );
}

/** A prefix and what it belongs to. */
export interface OwnedPrefix {
  /** Name of the network or subnet. */
  readonly owner: string;
  /** CIDR notation. */
  readonly text: string;
}

/** Pairs of prefixes that share addresses; what is no prefix is reported elsewhere. */
export function overlappingPairs<T extends OwnedPrefix>(
  prefixes: readonly T[],
): { readonly first: T; readonly second: T }[] {
  const known = prefixes.flatMap((owner) => {
    const prefix = knownPrefix(owner.text);
    return prefix ? [{ prefix, owner }] : [];
  });
  return overlappingPrefixes(known).map(([first, second]) => ({ first: first.owner, second: second.owner }));
}

/** Those of {@link overlappingPairs} that belong to two owners. */
export function overlapsBetweenOwners<T extends OwnedPrefix>(
  prefixes: readonly T[],
): { readonly first: T; readonly second: T }[] {
  return overlappingPairs(prefixes).filter(({ first, second }) => first.owner !== second.owner);
}

/** The lowest free prefix of a length in an address space, or `undefined` when there is no room. */
export function freePrefix(
  addressSpace: readonly string[],
  taken: readonly string[],
  length: number,
): string | undefined {
  const known = (texts: readonly string[]): Ipv4Prefix[] =>
    texts.map(knownPrefix).filter((prefix): prefix is Ipv4Prefix => prefix !== undefined);
  return firstFreePrefix(known(addressSpace), known(taken), length)?.toString();
}

/**
 * The first addresses of a subnet that machines can have, in order; fewer than asked for if the subnet is too
 * small, none if its prefix can't be read.
 */
export function firstAddresses(subnetPrefix: string, count: number): string[] {
  const prefix = knownPrefix(subnetPrefix);
  if (!prefix) {
    return [];
  }
  const { first, last } = usableRange(prefix);
  return Array.from({ length: Math.max(0, Math.min(count, last - first + 1)) }, (_, index) =>
    formatIpv4(first + index),
  );
}
