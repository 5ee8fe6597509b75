import { IConstruct } from "constructs";
import { checkAtSynth } from "../core/checks";
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
  staticAddresses.push({ address, owner });
  checkAtSynth(owner, () => [
    hostAddressProblem(what, address, subnet),
    earlier
      ? `${what}, ${address}, is the address of ${earlier.owner.node.path} already; give one of them another`
      : undefined,
  ]);
}
