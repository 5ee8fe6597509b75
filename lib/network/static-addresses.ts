import { TerraformResource } from "cdktf";
import { IConstruct } from "constructs";
import { checkAtSynth } from "../core/checks";
import { waitFor } from "../core/late";
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
export function takeAnyAddress(resource: TerraformResource, { subnetName, virtualNetwork }: ISubnet): void {
  waitFor(resource, () =>
    contentsOf(virtualNetwork)
      .staticAddresses.filter(({ subnet }) => subnet.subnetName.toLowerCase() === subnetName.toLowerCase())
      .map(({ owner }) => owner),
  );
}
