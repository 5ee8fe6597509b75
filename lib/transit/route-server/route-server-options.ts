import { BgpSpeakerOptions } from "../bgp/bgp-speaker";
import { ExistingBgpApplianceOptions } from "../bgp/existing-bgp-appliance";
import { IRouteServer } from "./i-route-server";
import { RouteServerOptions } from "./route-server";

/** Where Route Servers stand. */
export enum RouteServerTopology {
  /**
   * One in each spoke, as the article has it: it takes the exact prefixes of all other spokes. Spokes don't
   * use the hub's gateway then, so they reach nothing on-premises.
   */
  PER_SPOKE = "per-spoke",
  /**
   * One in the hub, which the spokes use together with the hub's gateway. It takes no prefix that it knows
   * already, so the speaker announces a summary that is larger than any spoke.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r54
   */
  HUB = "hub",
}

/**
 * Where Route Servers stand.
 * @deprecated it is called `RouteServerTopology`: a placement is where a construct puts its resources
 */
export enum RouteServerPlacement {
  /** One in each spoke. */
  PER_SPOKE = "per-spoke",
  /** One in the hub. */
  HUB = "hub",
}

/** The BGP speaker that is created, and its subnet in the hub. */
export interface HubBgpSpeakerOptions extends BgpSpeakerOptions {
  /** Prefix of the subnet that is created in the hub for it: /29 is enough. */
  readonly subnetPrefix: string;

  /**
   * Name of that subnet.
   * @default "bgp-speaker"
   */
  readonly subnetName?: string;
}

/** What a spoke has of its own when each has a Route Server. */
export interface RouteServerSpokeOptions {
  /**
   * Prefix of the spoke's `RouteServerSubnet`: /27 or larger.
   * @default - the last /26 of the spoke's first address prefix
   */
  readonly subnetPrefix?: string;

  /**
   * A Route Server that the spoke has already.
   * @default - one is created
   */
  readonly routeServer?: IRouteServer;
}

/** The hub's Route Server when there is one in the hub. */
export interface HubRouteServerOptions extends RouteServerOptions {
  /**
   * Prefix of the hub's `RouteServerSubnet`: /27 or larger.
   * @default - the last /26 of the hub's first address prefix
   */
  readonly subnetPrefix?: string;

  /**
   * A Route Server that the hub has already.
   * @default - one is created
   */
  readonly routeServer?: IRouteServer;

  /**
   * Prefixes that the speaker announces: each spoke must lie in one of them, and none may be equal to or
   * inside a prefix of the hub or of a spoke.
   * @default - the private blocks that the spokes lie in, such as `10.0.0.0/8`
   */
  readonly supernets?: string[];
}

/** How spokes are given routes by Route Servers. */
export interface RouteServerTransitOptions {
  /**
   * Where Route Servers stand.
   * @default RouteServerTopology.PER_SPOKE
   */
  readonly topology?: RouteServerTopology;

  /**
   * Where Route Servers stand.
   * @default - as `topology` says
   * @deprecated use `topology`
   */
  readonly placement?: RouteServerPlacement;

  /**
   * The BGP speaker to create in the hub.
   * @default - `appliance` is one that exists already; one of the two is needed
   */
  readonly speaker?: HubBgpSpeakerOptions;

  /**
   * An appliance in the hub that speaks BGP already, configured by somebody else. With `HUB`, give its subnet a
   * route that drops the summary: else packets to addresses that nobody has go round between it and itself.
   * @default - `speaker` is created; one of the two is needed
   */
  readonly appliance?: ExistingBgpApplianceOptions;

  /**
   * What single spokes have of their own, by the spoke's name. Only for `PER_SPOKE`.
   * @default - nothing
   */
  readonly spokes?: { [name: string]: RouteServerSpokeOptions };

  /**
   * The hub's Route Server. Only for `HUB`.
   * @default - one is created, and its speaker announces the private blocks that the spokes lie in
   */
  readonly hub?: HubRouteServerOptions;
}
