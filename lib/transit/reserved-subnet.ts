import { ReservedSubnet } from "../azure/reserved-subnets";
import { Ipv4Prefix } from "../cidr";
import { quote } from "../core/azure-names";
import { HubSpokeError } from "../core/validation-error";
import { knownPrefix, prefixProblem } from "../network/addressing";
import { ISubnet } from "../network/i-subnet";
import { NetworkMember } from "../topology/network-member";

/** A reserved subnet that a transit option needs in a hub or spoke. */
export interface ReservedSubnetRequest {
  /** Which one. */
  readonly name: ReservedSubnet;
  /** Its prefix, if the program gave one. */
  readonly addressPrefix?: string;
  /** Prefix length of the one that is chosen otherwise. */
  readonly defaultLength: number;
  /** Where the program can give a prefix, for messages. */
  readonly setting: string;
}

/**
 * A reserved subnet of a hub or spoke: the one that is there, or one that is created.
 *
 * Without a prefix it is the last one of its length in the network's first prefix. That depends on nothing
 * that is added later, so it never moves (a gateway would have to be created anew); if it is taken, synth
 * says so.
 */
export function reservedSubnetIn(member: NetworkMember, request: ReservedSubnetRequest): ISubnet {
  const existing = member.subnets.find(({ subnetName }) => subnetName === request.name);
  return (
    existing ??
    member.addSubnet(request.name, { addressPrefix: request.addressPrefix ?? lastPrefix(member, request) })
  );
}

function lastPrefix(member: NetworkMember, { name, defaultLength, setting }: ReservedSubnetRequest): string {
  const [space = ""] = member.addressSpace;
  const prefix = knownPrefix(space);
  if (!prefix || prefix.length > defaultLength) {
    const what = `the address space of ${quote(member.name)}`;
    throw new HubSpokeError(
      member,
      prefix
        ? `${what}, ${space}, has no room for the /${defaultLength} of ${name}; enlarge it, or give a smaller prefix in ${setting}`
        : prefixProblem(what, space)!,
    );
  }
  return String(Ipv4Prefix.containing(prefix.last, defaultLength));
}
