import { IRouteServer } from "../route-server/i-route-server";

/** What announces prefixes to Route Servers and forwards what they attract: our speaker, or one that is there. */
export interface IBgpAppliance {
  /** Prefixes that it announces to every Route Server it speaks with. */
  readonly announcedPrefixes: string[];

  /** Announces prefixes to every Route Server, now and later. */
  announce(prefixes: string[]): void;

  /**
   * Speaks BGP with a Route Server, from both sides.
   *
   * @param name of the Route Server in the appliance's configuration
   * @param routeServer the Route Server
   * @param withheld prefixes that this one isn't told, being its own
   */
  peerWith(name: string, routeServer: IRouteServer, withheld: string[]): void;
}
