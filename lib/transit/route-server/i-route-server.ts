import { IConstruct } from "constructs";

/** A BGP speaker that a Route Server exchanges routes with. */
export interface RouteServerPeer {
  /** Its autonomous system number: 16-bit, not reserved, and not 65515. */
  readonly asn: number;

  /** Its private address, in the Route Server's network or one that is peered with it. */
  readonly address: string;
}

/** A Route Server, created here or existing already. */
export interface IRouteServer extends IConstruct {
  /** Azure resource id. */
  readonly routeServerId: string;

  /** The addresses of its two instances: a speaker needs a session with each. */
  readonly virtualRouterIps: string[];

  /**
   * Lets it speak BGP with an appliance, which must speak to both of its instances in turn.
   *
   * @param name of the appliance: its Terraform address follows from it
   * @param peer where the appliance is
   */
  addPeer(name: string, peer: RouteServerPeer): void;
}
