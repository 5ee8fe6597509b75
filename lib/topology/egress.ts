import { checked } from "../core/input-check";
import { NatGatewayOptions } from "../network/nat-gateway";

/** How machines of a hub or spoke reach the Internet. */
export class Egress {
  /** Through a NAT gateway of the network's own, on all of its subnets that Azure doesn't reserve. */
  public static natGateway(options: NatGatewayOptions = {}): Egress {
    checked("Egress.natGateway", "NatGatewayOptions", options);
    return new Egress(options, false);
  }

  /**
   * Through the transit, whose routes must lead there: `TransitRoutes.defaultRoute` with
   * `InternetEgress.THROUGH_TRANSIT`. For spokes only.
   */
  public static throughTransit(): Egress {
    return new Egress(undefined, true);
  }

  /** Not at all, and that is meant: ways that there are all the same are warned about. */
  public static none(): Egress {
    return new Egress(undefined, false);
  }

  private constructor(
    /** The NAT gateway, if it is one. */
    public readonly natGatewayOptions: NatGatewayOptions | undefined,
    /** Whether it is the transit. */
    public readonly isTransit: boolean,
  ) {}
}
