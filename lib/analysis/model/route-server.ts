import { Belonging, IpReference, ModelResource } from "./resource";

export interface RouteServer extends ModelResource {
  readonly subnet?: string;
  readonly branchToBranchTraffic: boolean;
  /**
   * `ExpressRoute` (default), `VpnGateway`, `ASPath`.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r56
   */
  readonly hubRoutingPreference?: string;
}

export interface RouteServerBgpConnection extends ModelResource, Belonging {
  /** Undefined where it is open whose peer it is. */
  readonly routeServer?: string;
  readonly peerAsn?: number;
  readonly peerIp: IpReference;
}
