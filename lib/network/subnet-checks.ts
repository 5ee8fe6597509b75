import { SMALLEST_NETWORK, usableRange } from "../azure/address-ranges";
import { RESERVED_SUBNET_RULES, ReservedSubnet, reservedSubnetOf } from "../azure/reserved-subnets";
import { formatIpv4, Ipv4Prefix, parseIpv4 } from "../cidr";
import { isDeferred, quote } from "../core/azure-names";
import { freePrefix, knownPrefix, prefixesOf, prefixProblem } from "./addressing";
import { ISubnet } from "./i-subnet";

/** What Azure would refuse about a subnet among its siblings (which include it). */
export function subnetProblems(subnet: ISubnet, siblings: readonly ISubnet[]): (string | undefined)[] {
  const { subnetName, virtualNetwork } = subnet;
  const others = siblings.filter((sibling) => sibling !== subnet);
  return [
    spellingProblem(subnetName),
    ...prefixesOf(subnet).flatMap((addressPrefix) => {
      const prefix = knownPrefix(addressPrefix);
      return prefix
        ? [containmentProblem(subnet, prefix, others), sizeProblem(subnet, prefix, others)]
        : [prefixProblem(`the address prefix of subnet ${quote(subnetName)}`, addressPrefix)];
    }),
    ...overlapProblems(subnet, others),
    others.some((other) => other.subnetName.toLowerCase() === subnetName.toLowerCase())
      ? `virtual network ${quote(virtualNetwork.name)} has two subnets named ${quote(subnetName)}; rename one`
      : undefined,
  ];
}

/** What can't be true of a subnet that is said to exist, beside others of its network: those created here, and existing ones. */
export function existingSubnetProblems(subnet: ISubnet, others: readonly ISubnet[]): string[] {
  const { subnetName, virtualNetwork } = subnet;
  const { addressSpace } = virtualNetwork;
  // The same subnet may be given twice, and one that the program creates.
  const strangers = others.filter((each) => each.subnetName.toLowerCase() !== subnetName.toLowerCase());
  return prefixesOf(subnet).flatMap((text) => {
    const prefix = knownPrefix(text);
    return [
      ...(prefix && isOutside(prefix, addressSpace)
        ? [
            `${text} of the existing subnet ${quote(subnetName)} is not in the address space of its virtual network ` +
              `(${addressSpace.join(", ")}): correct its addressPrefix, or the addressSpace of ${quote(virtualNetwork.name)}`,
          ]
        : []),
      ...strangers.flatMap((other) =>
        prefixesOf(other)
          .filter((theirs) => isOverlap(text, theirs))
          .map(
            (theirs) =>
              `subnet ${quote(other.subnetName)} (${theirs}) overlaps the existing subnet ${quote(subnetName)} (${text})` +
              freeHint(addressSpace, [subnet, ...others], knownPrefix(theirs)!.length),
          ),
      ),
    ];
  });
}

function isOutside(prefix: Ipv4Prefix, addressSpace: readonly string[]): boolean {
  const spaces = addressSpace.map(knownPrefix);
  // A network without addresses, or with one that isn't any, says so itself.
  return spaces.length > 0 && spaces.every((space) => space && !space.contains(prefix));
}

function spellingProblem(name: string): string | undefined {
  const reserved = reservedSubnetOf(name);
  return reserved && reserved !== name
    ? `the subnet name ${quote(name)} differs from the reserved name "${reserved}" only in case; write "${reserved}"`
    : undefined;
}

function containmentProblem(
  { subnetName, virtualNetwork }: ISubnet,
  prefix: Ipv4Prefix,
  others: readonly ISubnet[],
): string | undefined {
  if (!isOutside(prefix, virtualNetwork.addressSpace)) {
    return undefined;
  }
  return (
    `${prefix} of subnet ${quote(subnetName)} is not in the address space of its virtual network ` +
    `(${virtualNetwork.addressSpace.join(", ")})` +
    freeHint(virtualNetwork.addressSpace, others, prefix.length)
  );
}

function sizeProblem(
  { subnetName, virtualNetwork }: ISubnet,
  prefix: Ipv4Prefix,
  others: readonly ISubnet[],
): string | undefined {
  const reserved = reservedSubnetOf(subnetName);
  const longest = reserved ? RESERVED_SUBNET_RULES[reserved].longestPrefix : SMALLEST_NETWORK;
  if (prefix.length <= longest) {
    return undefined;
  }
  const what = reserved ?? `subnet ${quote(subnetName)}`;
  return (
    `${prefix} is too small for ${what}; it needs /${longest} or larger` +
    freeHint(virtualNetwork.addressSpace, others, longest)
  );
}

function overlapProblems(subnet: ISubnet, others: readonly ISubnet[]): string[] {
  const owned = (each: ISubnet): { readonly owner: ISubnet; readonly text: string }[] =>
    prefixesOf(each).map((text) => ({ owner: each, text }));
  const { addressSpace } = subnet.virtualNetwork;
  // Each overlap is told once, by the subnet that was added later.
  const earlier = others.filter((other) => other.node.path < subnet.node.path);
  return owned(subnet).flatMap((own, index, all) =>
    [...all.slice(0, index), ...earlier.flatMap(owned)]
      .filter((other) => isOverlap(own.text, other.text))
      .map(
        (other) =>
          `${own.text} of subnet ${quote(subnet.subnetName)} overlaps ${other.text} of ` +
          `subnet ${quote(other.owner.subnetName)}` +
          freeHint(addressSpace, others, knownPrefix(own.text)!.length),
      ),
  );
}

function isOverlap(one: string, other: string): boolean {
  const prefix = knownPrefix(other);
  return prefix !== undefined && (knownPrefix(one)?.overlaps(prefix) ?? false);
}

function freeHint(addressSpace: readonly string[], others: readonly ISubnet[], length: number): string {
  const free = freePrefix(addressSpace, others.flatMap(prefixesOf), length);
  return free ? `: ${free} is free` : `, and no /${length} is free there`;
}

/** Why an address can't be given to a machine or load balancer in a subnet, or `undefined`. */
export function hostAddressProblem(what: string, address: string, subnet: ISubnet): string | undefined {
  if (isDeferred(address)) {
    return undefined;
  }
  const value = parseIpv4(address);
  if (value === undefined) {
    return `${what}, ${quote(address)}, is not an IPv4 address such as "10.0.0.4"`;
  }
  const prefixes = prefixesOf(subnet)
    .map(knownPrefix)
    .filter((prefix) => prefix !== undefined);
  if (prefixes.length === 0) {
    return undefined;
  }
  const prefix = prefixes.find((each) => each.containsAddress(value)) ?? prefixes[0];
  const { first, last } = usableRange(prefix);
  const range = `${formatIpv4(first)} to ${formatIpv4(last)}`;
  if (!prefix.containsAddress(value)) {
    return `${what}, ${address}, is not in subnet ${quote(subnet.subnetName)} (${prefix}); use ${range}`;
  }
  return value < first || value > last
    ? `${what}, ${address}, is one of the five addresses that Azure keeps in ${prefix}; use ${range}`
    : undefined;
}

/** Why a service can't go into a subnet: Azure has a name for the one that it takes. */
export function wrongSubnet(what: string, subnet: ISubnet, expected: ReservedSubnet): string | undefined {
  return subnet.subnetName === expected
    ? undefined
    : `${what} goes into the subnet "${expected}"; it got ${quote(subnet.subnetName)}`;
}
