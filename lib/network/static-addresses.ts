import { TerraformResource } from "cdktf";
import { IConstruct } from "constructs";
import { usableRange } from "../azure/address-ranges";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { waitFor } from "../core/late";
import { knownPrefix, prefixesOf } from "./addressing";
import { ISubnet } from "./i-subnet";
import { contentsOf } from "./network-contents";
import { hostAddressProblem } from "./subnet-checks";

/**
 * Gives a static private address in a subnet to what a construct creates, and checks at synth that it is
 * one that Azure can give, and to nothing else in the network.
 *
 * @param what the address's role, to start a message with: "the private address"
 */
export function claimStaticAddress(owner: IConstruct, what: string, address: string, subnet: ISubnet): void {
  const { staticAddresses } = contentsOf(subnet.virtualNetwork);
  const earlier = staticAddresses.find((claim) => claim.address === address);
  staticAddresses.push({ address, subnet, owner });
  if (earlier === undefined) {
    countAddress(owner, subnet);
  }
  checkAtSynth(owner, () => [
    hostAddressProblem(what, address, subnet),
    earlier
      ? `${what}, ${address}, is the address of ${earlier.owner.node.path} already; give one of them another`
      : undefined,
  ]);
}

/**
 * Lets Azure pick an address in a subnet for a resource (E19): after all addresses that were given out there, or it would take one
 * of them, and what was to have it is refused.
 */
export function takeAnyAddress(resource: TerraformResource, subnet: ISubnet): void {
  const { subnetName, virtualNetwork } = subnet;
  countAddress(resource.node.scope ?? resource, subnet);
  waitFor(resource, () =>
    contentsOf(virtualNetwork)
      .staticAddresses.filter((claim) => claim.subnet.subnetName.toLowerCase() === subnetName.toLowerCase())
      .map(({ owner }) => owner),
  );
}

/** Counts what takes an address of a subnet; the last one says at synth that there are fewer. */
function countAddress(owner: IConstruct, subnet: ISubnet): void {
  const { addressCounts } = contentsOf(subnet.virtualNetwork);
  const name = subnet.subnetName.toLowerCase();
  const ordinal = (addressCounts.get(name) ?? 0) + 1;
  addressCounts.set(name, ordinal);
  checkAtSynth(owner, () => {
    const asked = addressCounts.get(name)!;
    const room = ordinal === asked ? roomOf(subnet) : undefined;
    return [
      // What has no room at all is too small for a subnet, which that says itself.
      room !== undefined && room > 0 && asked > room
        ? `subnet ${quote(subnet.subnetName)} (${prefixesOf(subnet).join(", ")}) has ${room} addresses to give, and ${asked} are ` +
          "asked for: give it a larger prefix, or put some into another subnet"
        : undefined,
    ];
  });
}

/** How many addresses Azure gives out in a subnet, if all its prefixes are known. */
function roomOf(subnet: ISubnet): number | undefined {
  const rooms = prefixesOf(subnet).map((text) => {
    const prefix = knownPrefix(text);
    const { first, last } = prefix ? usableRange(prefix) : { first: 0, last: -1 };
    return prefix && Math.max(0, last - first + 1);
  });
  return rooms.reduce((sum, room) => (sum === undefined || room === undefined ? undefined : sum + room), 0);
}
