import { SMALLEST_NETWORK, usableRange } from "../azure/address-ranges";
import { NAME_RULES } from "../azure/names";
import { RESERVED_SUBNET_RULES, reservedSubnetOf } from "../azure/reserved-subnets";
import { formatIpv4, Ipv4Prefix, parseIpv4 } from "../cidr";
import { isDeferred, nameProblem, quote } from "../core/azure-names";
import { freePrefix, knownPrefix, overlappingPairs, prefixProblem } from "./addressing";
import { ISubnet } from "./i-subnet";

/** What Azure would refuse about a subnet among its siblings (which include it). */
export function subnetProblems(subnet: ISubnet, siblings: readonly ISubnet[]): (string | undefined)[] {
  const { subnetName, addressPrefix, virtualNetwork } = subnet;
  const syntax = prefixProblem(`the address prefix of subnet ${quote(subnetName)}`, addressPrefix);
  const prefix = knownPrefix(addressPrefix);
  const others = siblings.filter((sibling) => sibling !== subnet);
  return [
    nameProblem(NAME_RULES.subnet, subnetName),
    spellingProblem(subnetName),
    syntax,
    ...(prefix
      ? [
          containmentProblem(subnet, prefix, others),
          sizeProblem(subnet, prefix, others),
          ...overlapProblems(subnet, others),
        ]
      : []),
    others.some((other) => other.subnetName.toLowerCase() === subnetName.toLowerCase())
      ? `virtual network ${quote(virtualNetwork.name)} has two subnets named ${quote(subnetName)}; rename one`
      : undefined,
  ];
}

function spellingProblem(name: string): string | undefined {
  const reserved = reservedSubnetOf(name);
  return reserved && reserved !== name
    ? `the subnet name ${quote(name)} differs from the reserved name "${reserved}" only in case; write "${reserved}"`
    : undefined;
}

function containmentProblem(
  { subnetName, addressPrefix, virtualNetwork }: ISubnet,
  prefix: Ipv4Prefix,
  others: readonly ISubnet[],
): string | undefined {
  const spaces = virtualNetwork.addressSpace.map(knownPrefix);
  if (spaces.includes(undefined) || spaces.some((space) => space!.contains(prefix))) {
    return undefined;
  }
  return (
    `${addressPrefix} of subnet ${quote(subnetName)} is not in the address space of its virtual network ` +
    `(${virtualNetwork.addressSpace.join(", ")})` +
    freeHint(virtualNetwork.addressSpace, others, prefix.length)
  );
}

function sizeProblem(
  { subnetName, addressPrefix, virtualNetwork }: ISubnet,
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
    `${addressPrefix} is too small for ${what}; it needs /${longest} or larger` +
    freeHint(virtualNetwork.addressSpace, others, longest)
  );
}

function overlapProblems(subnet: ISubnet, others: readonly ISubnet[]): string[] {
  // Each overlap is told once, by the subnet that was added later.
  return others
    .filter((other) => other.node.path < subnet.node.path)
    .flatMap((other) => {
      const pairs = overlappingPairs([
        { owner: other.subnetName, text: other.addressPrefix },
        { owner: subnet.subnetName, text: subnet.addressPrefix },
      ]);
      return pairs.map(
        () =>
          `${subnet.addressPrefix} of subnet ${quote(subnet.subnetName)} overlaps ${other.addressPrefix} of ` +
          `subnet ${quote(other.subnetName)}` +
          freeHint(
            subnet.virtualNetwork.addressSpace,
            [...others],
            knownPrefix(subnet.addressPrefix)!.length,
          ),
      );
    });
}

function freeHint(addressSpace: readonly string[], others: readonly ISubnet[], length: number): string {
  const free = freePrefix(
    addressSpace,
    others.map((other) => other.addressPrefix),
    length,
  );
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
  const prefix = knownPrefix(subnet.addressPrefix);
  if (!prefix) {
    return undefined;
  }
  const { first, last } = usableRange(prefix);
  const range = `${formatIpv4(first)} to ${formatIpv4(last)}`;
  if (!prefix.containsAddress(value)) {
    return `${what}, ${address}, is not in subnet ${quote(subnet.subnetName)} (${prefix}); use ${range}`;
  }
  return value < first || value > last
    ? `${what}, ${address}, is one of the five addresses that Azure keeps in ${prefix}; use ${range}`
    : undefined;
}
