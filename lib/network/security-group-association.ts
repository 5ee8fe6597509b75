import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { quote } from "../core/azure-names";
import { bindsSubnet } from "../core/bound-twice";
import { checkAtSynth } from "../core/checks";
import { PlacementProps } from "../core/placement";
import { reference } from "../core/references";
import { ISubnet } from "./i-subnet";
import { contentsOf } from "./network-contents";

/** Binds a security group to a subnet in a step of its own, and returns the association. */
export function attachToSubnet(
  scope: Construct,
  id: string,
  subnet: ISubnet,
  networkSecurityGroupId: string,
  { provider }: Pick<PlacementProps, "provider">,
): TerraformResource {
  claimSubnet(scope, subnet);
  const association = new SubnetNetworkSecurityGroupAssociation(scope, id, {
    subnetId: reference(subnet, "id", () => subnet.subnetId, scope),
    networkSecurityGroupId,
    provider,
  });
  bindsSubnet(association);
  subnet.virtualNetwork.creationOrder.writesSubnet(association);
  return association;
}

/** Notes that a construct gives a subnet its security group, and refuses a second one at synth. */
export function claimSubnet(owner: Construct, subnet: ISubnet): void {
  const { securityGroups } = contentsOf(subnet.virtualNetwork);
  const earlier = securityGroups.find((other) => other.subnet === subnet);
  securityGroups.push({ subnet, owner });
  checkAtSynth(owner, () => [
    earlier &&
      `subnet ${quote(subnet.subnetName)} has a security group already, from ${earlier.owner.node.path}; it takes one`,
  ]);
}
