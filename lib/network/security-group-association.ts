import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { PlacementProps } from "../core/placement";
import { reference } from "../core/references";
import { ISubnet } from "./i-subnet";

/** Binds a security group to a subnet in a step of its own, and returns the association. */
export function attachToSubnet(
  scope: Construct,
  id: string,
  subnet: ISubnet,
  networkSecurityGroupId: string,
  { provider }: Pick<PlacementProps, "provider">,
): TerraformResource {
  const association = new SubnetNetworkSecurityGroupAssociation(scope, id, {
    subnetId: reference(subnet, "id", () => subnet.subnetId, scope),
    networkSecurityGroupId,
    provider,
  });
  subnet.virtualNetwork.creationOrder.writesSubnet(association);
  return association;
}
