import { TerraformResource } from "cdktf";
import { IConstruct } from "constructs";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { quote } from "../core/azure-names";
import { PlacementProps } from "../core/placement";
import { showToWatchers, WatchedKind } from "../core/watched-resources";
import { ISubnet } from "../network/i-subnet";
import { claimService, SingleService } from "../network/single-services";
import { connectionsOf } from "./gateway-connections";

/** A gateway of either type that is created. */
interface CreatedGateway {
  readonly owner: IConstruct;
  readonly resource: TerraformResource;
  readonly name: string;
  readonly placement: PlacementProps;
}

/** Makes a gateway known in its network, which takes one of each type, and orders what is written there around it. */
export function standsAsGateway(
  { owner, resource, name, placement }: CreatedGateway,
  service: SingleService,
  { virtualNetwork }: ISubnet,
): void {
  const parts = (): TerraformResource[] => connectionsOf(resource);
  showToWatchers({ kind: WatchedKind.GATEWAY, owner, resource, name, placement, parts });
  claimService(owner, service, virtualNetwork);
  virtualNetwork.creationOrder.createsGateway(owner);
}

/** Why a gateway can't be in the subnet that it was given, or `undefined`. */
export function gatewaySubnetProblem({ subnetName }: ISubnet): string | undefined {
  return subnetName === ReservedSubnet.GATEWAY
    ? undefined
    : `a gateway goes into the subnet "${ReservedSubnet.GATEWAY}"; it got ${quote(subnetName)}`;
}
